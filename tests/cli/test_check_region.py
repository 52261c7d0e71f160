"""``carecap check-region``: what is wrong with a folder of one's own, and what is only strange."""

import re
import shutil
from pathlib import Path

import pytest

from experiments import regions
from experiments.cli import main
from experiments.commands import own_tables
from experiments.commands.own_checks import review


@pytest.fixture
def folder(here) -> Path:
    """The tables of the template, to be broken."""
    return Path(shutil.copytree(own_tables.TEMPLATE, here / "mine"))


def put(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


WRONG = [
    (
        "elders.csv",
        "Riverside,male,60-64,1600",
        "Riverside,male,60-64,x",
        "elders.csv, row 6, column population: 'x' is",
    ),
    ("homes.csv", "敬老院,home", ",home", "homes.csv, row 3, column label_zh: is empty"),
    ("homes.csv", "40,,0,0,0,0,0.4", "40,,0,0,0.5,0,0.4", "homes.csv, row 6, column occupancy: residents in a home"),
    (
        "facts.csv",
        ",nursing_share,",
        ",nursing_shares,",
        "row 6, column measure: measure 'nursing_shares' is unk",
    ),
    ("facts.csv", "elders_60plus_registered,", "registered,", "needs a fact with key elders_60plus_registered"),
    ("facts.csv", ",occupancy,", ",lottery_share,", "measure 'lottery_share' needs a purse of kind 'lottery_"),
    ("region.yaml", "  private:", "  privat:", "region.yaml, key stock.privat: no ownership; allowed: public, "),
    ("region.yaml", "silent:", "silent: 5\nother:", "region.yaml, key silent: is no list"),
]
STRANGE = [
    ("assumptions.csv", "size_spread,", "size_spred,", "size_spred: no file refers to @size_spred"),
    ("places.csv", "26.25,107.5,", "62.5,107.5,", "row 2, column lat: 62.5 is not in China"),
    ("elders.csv", "Hilltop,female,60-64,820", "Hilltop,female,60-64,8200", "0.26 men for each woman of 60+"),
    ("targets.csv", "share,2025-12", "share,2019-12", "2019-12 lies before start: never looked at"),
    ("facts.csv", "residents_of:county", "homes_of:county", "66 person, but homes.csv makes 1"),
    ("parameters.yaml", "value: 0.03", "value: 0.002", "tekun in homes, but about"),
    ("services.csv", "urban,1,4000", "urban,1,0", "services.csv, row 2, column reach: 0: nobody is in its circle"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), WRONG)
def test_a_problem_is_listed_in_both_languages(folder, file, old, new, says):
    put(folder / file, old, new)
    (problem, zh), *_ = review(folder).problems
    assert says in problem
    assert file in zh and re.search(r"[\u4e00-\u9fff]", zh)


@pytest.mark.parametrize(("file", "old", "new", "says"), STRANGE)
def test_a_warning_is_no_error(folder, file, old, new, says):
    put(folder / file, old, new)
    if file == "elders.csv":
        put(folder / "region.yaml", "residents_60plus: 18000", "residents_60plus: 25380")
        put(folder / "region.yaml", "registered_per_resident: 1.05", "registered_per_resident: 0.7447")
    found = review(folder)
    assert found.problems == [] and any(says in line for line, _ in found.warnings)


@pytest.mark.parametrize(("language", "says"), [("en", "1 problem; it cannot be used"), ("zh", "有1个问题，不能使用")])
def test_a_folder_with_a_problem_ends_with_2(folder, capsys, language, says):
    put(folder / "homes.csv", "敬老院,home", ",home")
    capsys.readouterr()
    assert main(["check-region", "mine", f"language={language}"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and says in said.err and "homes.csv" in said.err


def test_services_of_the_city_where_nobody_is_urban(folder):
    put(folder / "places.csv", "107.65,0.1,", "107.65,0,")
    put(folder / "services.csv", "Riverside,named", "Hilltop,named")
    says = "services.csv, row 2, column residence: urban, but urban_share of Hilltop is 0: nobody can use it"
    assert [line for line, _ in review(folder).problems] == [says]


def test_a_place_without_elders(folder):
    text = (folder / "elders.csv").read_text("utf-8")
    (folder / "elders.csv").write_text(re.sub(r"(Hilltop,\w+,(?:[6-9]\S+?|100.)),\d+", r"\1,0", text), "utf-8")
    assert any("Hilltop has no elders of 60+" in line for line, _ in review(folder).problems)


def test_all_problems_come_together_and_a_fit_to_other_tables_is_noticed(folder):
    (folder / "purses.csv").unlink()
    put(folder / "homes.csv", "operated,operated home", "operated,")
    put(folder / "region.yaml", '"2021-06"', "June")
    said = [line for line, _ in review(folder).problems]
    assert len(said) >= 3
    for start in ("purses.csv: the file is missing", "homes.csv, row 4", "region.yaml, key document"):
        assert any(line.startswith(start) for line in said), start


def test_constants_that_were_fitted_to_other_tables_are_noticed(here):
    mine = Path(shutil.copytree(regions.CONF / "region" / "qingyuan", here / "mine"))
    assert review(mine).warnings == []
    put(mine / "assumptions.csv", "private_occupancy,0.45", "private_occupancy,0.5")
    assert [line.partition(":")[0] for line, _ in review(mine).warnings] == ["choice.yaml"]


def test_one_bad_cell_of_homes_is_one_problem(folder):
    """Checks that look up homes wait until their table is whole."""
    put(folder / "homes.csv", ",public,township,", ",publik,township,")
    lines = [line for line, _ in review(folder).problems]
    assert len(lines) == len([line for line in lines if line.startswith("homes.csv")]) > 0, lines


def test_a_folder_that_is_named_without_a_slash_is_hinted_at(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder.parent)
    assert main(["run", f"region={folder.name}"]) == 2
    assert f"for the folder of that name write ./{folder.name}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "said",
    [
        "projects.csv, row 3, column home: is empty, but a upgrade needs it",
        "homes.csv, row 3: 3 cells under 12 columns",
        "projects.csv, row 2, column opens: 2020-09 lies before start; allowed: 2020-11 or later",
        "projects.csv, row 2, column home: no homes of group 'x'; allowed: one of a, b",
        "status_quo.yaml, key pay.raise_share: holds no {value, unit, grade, source}",
        "homes.csv, row 2, column residents: 50 residents on 20 beds; allowed: up to its beds",
    ],
)
def test_what_the_loader_says_is_chinese_throughout(said):
    words = re.sub(r"\w+\.(?:csv|yaml)|键\S+|'\w+'|\{.*?\}", "", own_tables.chinese(said))
    assert not re.search(r"[a-z]+ [a-z]+", words), words


@pytest.mark.parametrize("name", regions.names())
def test_nothing_is_wrong_with_the_regions_of_carecap(name):
    assert review(regions.folder_of(name)).problems == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_line_for_each_region(capsys, language):
    assert main(["regions", f"language={language}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name in regions.names():
        assert sum(name in line for line in lines) == 1
    assert all(len(line) + sum(ord(c) > 0x2E80 for c in line) <= 120 for line in lines)
