"""A region of one's own by tables alone: the template, what is said of a wrong folder, and the tutorial as it is typed.

The blocks ``sh`` of the tutorial are run one after the other in an empty folder; the block ``text`` after one is what
it says. ``pytest tests/cli/test_own_region.py --regen-golden`` writes those blocks anew (read the diff).
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import ensemble, regions
from experiments.cli import main
from experiments.commands import own, own_tables
from experiments.commands.own_checks import review
from experiments.region_checks import SOURCED
from sim.declare import GRADES

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": "docs/own-region.md", "zh": "docs/own-region.zh-CN.md"}
DUYUN = ROOT / "docs" / "own-region" / "duyun"
BLOCK = re.compile(r"^```sh\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"[+\-−±]?\d[\d,.]*|[-–—]+")
SHORT = ["scale.fraction=0.1", "until=2021-02", "out=null"]


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder with the finished tables of the tutorial in it."""
    shutil.copytree(DUYUN, tmp_path / DUYUN.relative_to(ROOT))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    ensemble.region_of.cache_clear()
    yield tmp_path
    ensemble.region_of.cache_clear()


@pytest.fixture
def folder(here) -> Path:
    """The tables of the template, to be broken."""
    return Path(shutil.copytree(own_tables.TEMPLATE, here / "mine"))


def blocks(page: str) -> list[tuple[str, str]]:
    """What is typed and what is shown for it."""
    return BLOCK.findall((ROOT / page).read_text("utf-8"))


def put(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


# --- the template -------------------------------------------------------------------------------------------


def test_the_template_loads_as_it_is():
    region = regions.load_folder(own_tables.TEMPLATE)
    assert not region.calibrated
    assert {p.what for p in region.projects} == {"care_centre", "upgrade", "station"}
    assert any(not home.in_use for home in region.homes)


def test_a_new_region_is_the_template_with_its_pages_and_runs(here, capsys):
    assert main(["new-region", "mine"]) == 0
    names = {path.name for path in own_tables.TEMPLATE.iterdir()}
    assert {path.name for path in (here / "mine").iterdir()} == names | set(own.PAGES)
    assert "choice.yaml" not in names
    for name in names:
        assert (here / "mine" / name).read_bytes() == (own_tables.TEMPLATE / name).read_bytes()
    assert main(["check-region", "mine"]) == 0
    said = capsys.readouterr().out
    assert "no problem" in said and "not calibrated yet: carecap calibrate region=./mine" in said
    assert "homes.csv: 5 numbers or rows are still invented for the template" in said
    assert main(["run", "region=./mine", "scale.fraction=0.2", "until=2021-07", "out=null"]) == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_explains_every_column_that_the_loader_asks_for(language):
    page = own_tables.readme(language)
    asked = own_tables.asked()
    assert set(asked) == set(own_tables.TABLES)
    for file, columns in asked.items():
        section = page.split(f"## {file}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == [column.name for column in columns]
    told = {key for key in own_tables.meanings() if key[1] and key[0] != "*"}
    assert told == {(file, c.name) for file, columns in asked.items() for c in columns} - {
        (file, name) for file in asked for name in (column.name for column in SOURCED)
    }
    assert all(row["meaning"] and row["meaning_zh"] for row in own_tables.meanings().values())
    assert set(own_tables.GRADES_ZH) == set(GRADES)


def test_what_the_page_says_is_what_the_loader_says():
    homes = {column.name: column for column in own_tables.asked()["homes.csv"]}
    assert homes["beds"].allowed == "a whole number from 0 on, or rest"
    assert not homes["beds"].may_be_empty and homes["place"].may_be_empty


@pytest.mark.parametrize("name", ["mine", "my region", "-x", "..", "7up", "qingyuan", "a/b c", "", "file/x"])
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(here, capsys, name):
    (here / "mine").mkdir()
    (here / "file").write_text("mine")
    before = sorted(here.rglob("*"))
    assert main(["new-region", name]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("carecap: 1 problem in the input")
    assert sorted(here.rglob("*")) == before


def test_a_new_region_in_a_folder_further_down(here, capsys):
    assert main(["new-region", "./work/都匀", "language=zh"]) == 0
    assert "carecap check-region work/都匀 language=zh" in capsys.readouterr().out
    assert main(["check-region", "work/都匀"]) == 0
    assert main(["new-region", "a", "b"]) == main(["new-region"]) == main(["check-region", "nix"]) == 2


# --- what is wrong, and what is only strange ----------------------------------------------------------------

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


@pytest.mark.parametrize(
    ("language", "says"), [("en", "1 problem(s); it cannot be used"), ("zh", "有1个问题，不能使用")]
)
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


# --- the tutorial -------------------------------------------------------------------------------------------


def test_the_people_of_duyun_are_those_of_the_census_of_its_prefecture():
    for file in ("elders.csv", "places.csv"):
        there = (regions.CONF / "region" / "qiannan" / file).read_text("utf-8").splitlines()
        wanted = [there[0], *(line for line in there if line.startswith("Duyun,"))]
        assert (DUYUN / file).read_text("utf-8").splitlines() == wanted


def test_both_pages_type_the_same():
    typed = [[block.replace(" language=zh", "") for block, _ in blocks(page)] for page in PAGES.values()]
    assert typed[0] == typed[1]


def test_the_lines_of_the_tutorial_work_in_small(here, capsys):
    """Everything but the fit, with few elders and months; what ``check-region`` says is what is shown."""
    for block, shown in blocks(PAGES["en"]):
        told = ""
        for line in block.splitlines():
            program, *words = shlex.split(line)
            if program != "carecap":
                subprocess.run(line, shell=True, check=True, cwd=here)
            elif words[0] != "calibrate":
                few = [word for word in words if not word.startswith(("until=", "out="))]
                capsys.readouterr()
                code = main([*few, *(SHORT if words[0] in {"run", "compare"} else [])])
                said = capsys.readouterr()
                assert code == (2 if "cannot be used" in said.err else 0), said.err
                told += said.out + (said.err if code else "")
        if words[0] == "check-region":
            assert told.strip() == shown.strip()


CALIBRATED: dict[str, tuple[bytes, str]] = {}
"""What the fit wrote and said: it is the same for both pages, and runs once."""


@pytest.mark.slow
@pytest.mark.parametrize("language", list(PAGES))
def test_the_tutorial_as_it_stands(here, language, request):
    """Every line in a shell, at full scale; numbers may move with the model, words may not."""
    (here / "bin").mkdir()
    shim = here / "bin" / "carecap"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m experiments.cli "$@"\n')
    shim.chmod(0o755)
    surroundings = {**os.environ, "PATH": f"{here / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    page = (ROOT / PAGES[language]).read_text("utf-8")
    for block, shown in blocks(PAGES[language]):
        choice = here / "duyun" / "choice.yaml"
        if block in CALIBRATED:
            choice.write_bytes(CALIBRATED[block][0])
            said = CALIBRATED[block][1]
        else:
            done = subprocess.run(block, shell=True, cwd=here, env=surroundings, capture_output=True, text=True)
            assert done.returncode in (0, 2), done.stderr
            said = (done.stdout if done.returncode == 0 else done.stdout + done.stderr).replace(f"{here}/", "")
            if "calibrate" in block:
                CALIBRATED[block] = choice.read_bytes(), said
        if request.config.getoption("--regen-golden"):
            page = page.replace(f"{block}```\n\n```text\n{shown}```", f"{block}```\n\n```text\n{said.strip()}\n```", 1)
        elif shown:
            assert words_of(said) == words_of(shown)
    if request.config.getoption("--regen-golden"):
        (ROOT / PAGES[language]).write_text(page, "utf-8")


def words_of(text: str) -> list[str]:
    """The lines of a text without numbers and blanks: those move with the model."""
    return [re.sub(r"\s+", " ", NUMBER.sub("", line)).strip() for line in text.strip().splitlines()]
