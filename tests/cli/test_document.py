"""The document of a region as a scenario against the status quo: what is printed and written, with any workers."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from experiments.cli import main
from experiments.commands import own_tables
from experiments.runs import region_of

TYPED = ["region=banan", "scenarios=[status_quo,banan/document]", "scale.fraction=0.02", "until=2022-12"]


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    """Two replicates of Banan's plan, one worker."""
    folder = tmp_path_factory.mktemp("document") / "out"
    assert main(["compare", *TYPED, "replicates=2", "workers=1", f"out={folder}"]) == 0
    return folder


def test_every_target_is_judged_in_every_scenario(out):
    table = pd.read_csv(out / "targets.csv", keep_default_na=False)
    assert set(table["scenario"]) == {"status_quo", "document"}
    assert set(table["verdict"]) <= {"met", "missed", "cannot_be_judged"}
    assert table.groupby("scenario").size().nunique() == 1
    judged = table[table["verdict"] != "cannot_be_judged"]
    assert len(judged) and (judged["reason"] == "").all()
    assert (table[table["verdict"] == "missed"]["constraint"] != "").all()
    assert (table[table["measure"] == ""]["reason"] == "no_measure").all()


def test_what_stopped_a_target_stands_in_the_table_and_on_the_pages(out):
    table = pd.read_csv(out / "constraints.csv", keep_default_na=False)
    wrong = pd.read_csv(out / "targets.csv", keep_default_na=False).query("verdict == 'missed'")
    assert set(wrong["key"]) <= set(table["key"])
    assert (table["found_in"] >= table["binds_in"]).all()
    binding = table.groupby(["key", "scenario"])[["binds_in", "missed_in"]].agg({"binds_in": "sum", "missed_in": "max"})
    assert (binding["binds_in"] == binding["missed_in"]).all()  # one constraint binds in each run that misses
    english, chinese = ((out / f"targets{end}").read_text("utf-8") for end in (".md", ".zh-CN.md"))
    for heading in ("## What can be judged", "## What stopped those that were missed", "## What cannot be judged"):
        assert heading in english
    assert english.count("\n") == chinese.count("\n")
    assert "巴南区方案落实" in chinese and "模型中没有院长这一角色" in chinese
    assert "| no such figure in the model: " in english


def test_the_years_stand_beside_each_other(out):
    english, chinese = ((out / f"years{end}").read_text("utf-8") for end in (".md", ".zh-CN.md"))
    assert "| 2020 (2 months only) |" in english and "| 2021 |" in english
    assert "2020年（仅2个月）" in chinese
    assert english.count("\n## ") == chinese.count("\n## ") > 10


def test_charts_are_drawn_in_both_languages(out):
    names = {path.name for path in (out / "charts").glob("*.png")}
    assert names == {path.name for path in (out / "charts.zh-CN").glob("*.png")}


def test_the_same_bytes_with_two_workers(out, tmp_path):
    assert main(["compare", *TYPED, "replicates=2", "workers=2", f"out={tmp_path / 'two'}"]) == 0
    for path in out.iterdir():
        if path.is_file() and path.name != "provenance.json":
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            ["region=banan", "scenarios=[status_quo,documnt]"],
            "scenarios = documnt\n      unknown scenario; did you mean document?",
        ),
        (["region=banan", "scenarios=[status_quo,qingyuan/document]"], "unknown scenario"),
        (["region=banan", "scenarios=[document,banan/document,document]"], "is named twice"),
    ],
)
def test_a_document_that_is_not_there_is_refused(typed, says, capsys):
    assert main(["compare", "out=null", "scale=tiny", *typed]) == 2
    said = capsys.readouterr()
    assert said.out == "" and says in said.err


def test_a_region_without_a_document_scenario_or_targets(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = Path(shutil.copytree(own_tables.TEMPLATE, tmp_path / "mine"))
    region_of.cache_clear()
    assert main(["compare", "region=./mine", "scenarios=[status_quo,document]", "scale=tiny", "out=null"]) == 2
    assert "document" in capsys.readouterr().err
    header = (folder / "targets.csv").read_text("utf-8").splitlines()[0]
    (folder / "targets.csv").write_text(header + "\n", "utf-8")
    typed = ["region=./mine", "scenarios=[status_quo,staff]", "scale=tiny", "until=2021-02", f"out={tmp_path / 'out'}"]
    assert main(["compare", *typed]) == 0
    assert "What the document wants" not in capsys.readouterr().out
    assert not list((tmp_path / "out").glob("targets*"))
    region_of.cache_clear()
