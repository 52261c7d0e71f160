"""What the pages for readers tell them to type works as it is written.

Every line of a block ``sh`` is typed: ``carecap`` commands are run with few elders and months, ``make`` targets are
looked up in the Makefile. Blocks ``python`` are run as they stand. A block ``text`` that begins with ``$`` shows a
command and what it says.
"""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from experiments.cli import main
from experiments.commands.help import HELP
from experiments.commands.life import WORDS as LIFE
from sim.declare import GRADES

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
PAGES = (*READMES, "CONTRIBUTING.md", "docs/tutorial.md", "docs/tutorial.zh-CN.md")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
RUNS = {"run", "compare", "elder", "sweep", "optimise"}
FEW = {"scale": "tiny", "until": "2021-12", "replicates": "2"}
FEW_MIXES = {"scale": "tiny", "check": "null", "replicates": "1", "trials": "2"}
FEW_SAMPLES = {"design.trajectories": "2", "design.quantities": "[parameters.aides.quit,parameters.aides.wage]"}
OF_STUDIES = {"query", "sensitivity", "report"}
"""Commands that ask a folder which an earlier line of the page has made."""


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def lines_of(page: str) -> list[str]:
    """Every different line of the blocks ``sh`` of a page."""
    return list(dict.fromkeys(line for block in blocks(page, "sh") for line in block.splitlines() if line.strip()))


def lines() -> list[str]:
    """Every different line of all pages that stands for itself."""
    typed = dict.fromkeys(line for page in PAGES for line in lines_of(page))
    return [line for line in typed if not line.startswith(tuple(f"carecap {name} " for name in OF_STUDIES))]


def small(words: list[str], out: str) -> list[str]:
    """The same command with few elders, months and replicates, writing to ``out``."""
    command, *said = words
    if command not in RUNS:
        return words
    values = dict(word.split("=", 1) for word in said)
    for key, value in FEW.items():
        if key in values or key != "replicates":
            values[key] = value
    if command == "optimise":  # its goal has months of its own
        values = {key: value for key, value in values.items() if key != "until"} | FEW_MIXES
    if command == "sweep" and "design" in values:
        values |= FEW_SAMPLES
    if command != "elder":
        values["out"] = out
    return [command, *(f"{key}={value}" for key, value in values.items())]


@pytest.mark.parametrize("line", lines())
def test_a_line_that_is_to_be_typed_works(line, capsys, tmp_path):
    program, *words = shlex.split(line, comments=True)
    if program == "make":
        assert set(words) <= TARGETS, f"the Makefile has no {' '.join(words)}"
    elif program == ".":
        assert words == [".venv/bin/activate"]
    elif program == "python":
        assert words[0] == "-m"
        assert importlib.util.find_spec(words[1])
    else:
        assert program == "carecap"
        out = str(tmp_path / "out") if words[0] == "sweep" else "null"  # a sweep always keeps its runs
        assert main(small(words, out)) == 0, capsys.readouterr().err
        assert capsys.readouterr().out


def lives() -> list[str]:
    """Every different line of all pages that tells a life under a scenario."""
    return [line for line in lines() if line.startswith("carecap elder ") and " scenario=" in line]


@pytest.mark.slow
@pytest.mark.parametrize("line", lives())
def test_the_scenario_of_an_example_of_a_life_changes_it(line, capsys):
    assert main(shlex.split(line)[1:]) == 0
    said = capsys.readouterr().out
    assert not any(words in said for words in LIFE["alike"]), "a dull example: find another elder"


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Path:
    """A folder to work in; what the lines leave there is made once."""
    return tmp_path_factory.mktemp("work")


def questions() -> list[str]:
    """Every different line of all pages that asks something of a folder."""
    typed = dict.fromkeys(line for page in PAGES for line in lines_of(page))
    return [line for line in typed if line not in lines()]


@pytest.mark.parametrize("line", questions())
def test_what_is_asked_of_a_folder_of_the_page_is_answered(line, capsys, work, monkeypatch):
    monkeypatch.chdir(work)
    _, *words = shlex.split(line, comments=True)
    made(words[1])
    capsys.readouterr()
    assert main(words) == 0, capsys.readouterr().err
    assert capsys.readouterr().out


def made(folder: str) -> None:
    """Make a folder that a page names, in small, if it is not there yet: with the first line that makes it."""
    if not Path(folder).exists():
        assert main(small(makes(folder), out=folder)) == 0


def makes(folder: str) -> list[str]:
    """The command that makes a folder: the first on any page."""
    typed = [shlex.split(line) for page in PAGES for line in lines_of(page) if line.startswith("carecap ")]
    return next(words[1:] for words in typed if f"out={folder}" in words)


def test_a_comparison_writes_the_files_that_the_readme_names(tmp_path):
    named = set(re.findall(r"`([\w/]+\.(?:parquet|csv|json))`", text("README.md")))
    assert len(named) == 6
    assert main(small(["compare", "scenarios=[status_quo,staff]", "replicates=2"], out=str(tmp_path))) == 0
    assert named <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("page", PAGES)
def test_what_is_shown_is_what_is_said(page, capsys):
    for block in blocks(page, "text"):
        if block.startswith("$ "):
            command, *shown = block.splitlines()
            main(shlex.split(command)[2:])
            said = capsys.readouterr()
            assert [line for line in shown if line not in (said.out + said.err).splitlines()] == []


def run_python(count: int) -> dict[str, object]:
    """What the first blocks ``python`` of the README leave behind."""
    names: dict[str, object] = {}
    for block in blocks("README.md", "python")[:count]:
        exec(compile(block, "README.md", "exec"), names)
    return names


def test_the_example_in_python_runs(capsys):
    assert len([line for line in blocks("README.md", "python")[0].splitlines() if line]) < 10
    run_python(1)
    assert "hours a week" in capsys.readouterr().out


def test_a_batch_of_mesa_runs():
    assert run_python(2)["runs"]


def test_the_example_of_a_study_runs(capsys, work, monkeypatch):
    monkeypatch.chdir(work)
    made("results/first")
    capsys.readouterr()
    names: dict[str, object] = {}
    exec(compile(blocks("README.md", "python")[2], "README.md", "exec"), names)
    assert "verdict" in capsys.readouterr().out
    assert set(names["waiting"]["outcome"]) == {"waiting"}


@pytest.mark.parametrize("page", READMES)
def test_the_readme_names_every_command_and_only_those(page):
    rows = [line.split("|")[1] for line in text(page).splitlines() if line.startswith("| `carecap ")]
    assert {name for row in rows for name in re.findall(r"`carecap ([\w-]+)`", row)} == set(HELP)


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_are_named_exist(page):
    assert set(re.findall(r"`make ([a-z]+)", text(page))) <= TARGETS


def test_the_readme_explains_every_grade():
    for grade, meaning in GRADES.items():
        assert f"| {grade} | {meaning} |" in text("README.md")
        assert re.search(rf"^\| {grade} \| \S+ \|$", text("README.zh-CN.md"), re.MULTILINE)


def test_both_readmes_have_the_same_parts():
    one, other = READMES
    for language in ("sh", "python"):
        assert blocks(one, language) == blocks(other, language)
    depth = [[len(marks) for marks in re.findall(r"^(#+) ", text(page), re.MULTILINE)] for page in READMES]
    assert depth[0] == depth[1]
    found = [re.findall(r"\]\(([^)]+)\)", text(page)) for page in READMES]
    links = [{t if t in READMES else t.replace(".zh-CN", "") for t in page} for page in found]
    assert links[0] ^ links[1] == {"README.md", "README.zh-CN.md"}
