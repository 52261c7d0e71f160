"""A region of one's own by tables alone: the template, and the tutorial as it is typed.

The blocks ``sh`` of the tutorial are run one after the other in an empty folder; the block ``text`` after one is what
it says. ``pytest tests/cli/test_own_region.py --regen-golden`` writes those blocks anew (read the diff).
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import regions
from experiments.cli import main
from experiments.commands import own, own_tables
from experiments.region_checks import SOURCED
from sim.declare import GRADES

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": "docs/own-region.md", "zh": "docs/own-region.zh-CN.md"}
DUYUN = ROOT / "docs" / "own-region" / "duyun"
BLOCK = re.compile(r"^```sh\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"[+\-−±]?\d[\d,.]*|[-–—]+")
SHORT = ["scale.fraction=0.1", "until=2021-02", "out=null"]


def blocks(page: str) -> list[tuple[str, str]]:
    """What is typed and what is shown for it."""
    return BLOCK.findall((ROOT / page).read_text("utf-8"))


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
