"""What a reader must know of a region comes before its figures: note, calibration, estimates; in print and in files."""

import dataclasses
import json

import pytest

from experiments import labels, notices, store
from experiments.cli import main
from experiments.commands import page, plan, report
from experiments.config import read
from experiments.provenance import line, provenance

SHORT = ["scale=tiny", "until=2020-12"]
NOTE = ("The document prints no beds at all; they are an assumption.", "文件未公布床位数，床位为假设。")


@pytest.fixture
def told(load, monkeypatch):
    """Qingyuan as a region that has a note, is not calibrated, and whose first place is an estimate."""
    region = load(0.003)
    first = dataclasses.replace(region.places[0], estimated=True)
    region = dataclasses.replace(region, note=NOTE, calibrated=False, places=(first, *region.places[1:]))
    monkeypatch.setattr(plan, "region_of", lambda key: region)
    return region


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_the_note_stands_under_the_head_line_of_run_and_compare(told, language, tmp_path, capsys):
    commands = {"run": [], "compare": ["scenarios=[status_quo,staff]", "replicates=1"]}
    for command, words in commands.items():
        out = tmp_path / command
        assert main([command, *SHORT, *words, f"language={language}", f"out={out}"]) == 0
        said = capsys.readouterr().out.splitlines()
        text = "".join(said[1:6]).replace(" ", "")
        assert text.startswith(NOTE[language == "zh"].replace(" ", ""))
        assert "carecapcalibrateregion=qingyuan" in text
        assert notices.estimates(told, language).replace(" ", "") in text
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    assert facts["note"] == dict(zip(labels.LANGUAGES, NOTE, strict=True))
    assert facts["place_estimated"] == [told.places[0].name]
    assert facts["region"]["calibrated"] is False
    beside = (out / store.CHART_FOLDERS[language] / store.NOTE).read_text("utf-8").split("\n\n")
    assert beside[0] == NOTE[language == "zh"]
    assert len(beside) == 3


def test_a_region_without_surprises_has_nothing_to_say(told):
    plain = dataclasses.replace(told, note=("", ""), calibrated=True, places=told.places[1:])
    for language in labels.LANGUAGES:
        assert notices.notices(plain, language, "qingyuan") == []
        assert len(notices.notices(told, language, "qingyuan")) == 3


def test_a_place_is_marked_in_one_way_in_each_language(told):
    assert [labels.place_label(told.places[0], language) for language in labels.LANGUAGES] == [
        *("Qingcheng (est.)", "清城区（估计）"),
    ]
    assert labels.place_label(told.places[1], "en") == "Qingxin"


def test_the_life_of_an_elder_says_that_the_region_is_not_calibrated(told, capsys):
    assert main(["elder", "id=7", *SHORT]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("  Not calibrated")


def test_the_line_under_a_chart_is_in_the_language_of_the_chart(told):
    whole = plan.plan("run", read("run", [*SHORT, "out=null"]))
    facts = provenance(whole)
    assert " · Qingyuan · 2020-11 to 2020-12 · 0.3 % of the elders · seed 1 · data " in line(facts, "en")
    assert " · 清远市 · 2020-11至2020-12 · 0.3%的老年人口 · 种子1 · 数据" in line(facts, "zh")
    assert report.cautions(whole).splitlines()[0] == f"  {NOTE[0]}"


def test_paragraphs_and_first_cells_are_broken_to_the_width_of_the_terminal():
    text = "文件未公布床位数（2020年）。" * 8
    assert "".join(page.broken_to(text, 30)) == text
    assert all(page.width(line) <= 30 for line in page.broken_to(text, 30))
    assert not [line for line in page.broken_to(text, 30) if line[0] in "。）" or line[-1] == "（"]
    assert all(
        line.startswith("  ") and page.width(line) <= page.terminal() for line in page.indented(text, 2).split("\n")
    )
    lines = page.table(["figure", "n", ""], [["a long label of many words", "1", "ok"]], last=1, widest=12).splitlines()
    assert [cell.split() for cell in lines[2:]] == [["a", "long", "label", "1", "ok"], ["of", "many"], ["words"]]
