"""Folders in which something is already: what stays, what gives way, and what must be asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from experiments import store
from experiments.cli import main
from experiments.commands import keeping, study
from experiments.files import CannotWrite
from experiments.store import written
from tests.cli.goals import GOAL, SHORT
from tests.cli.sweeping import bytes_of

USUAL = ["scale=tiny", "until=2020-12", "workers=1"]
EVER = ("resume=null", "resume=true", "resume=false")
SEARCH = {
    **GOAL,
    "until": "2022-12",
    "mix": [{"levers": {"volunteer.share": [None, 0.05]}}],
    "service": [{"outcome": "unmet_hours", "years": [2022], "at_most": 1.5, "of": "status_quo"}],
}


@pytest.fixture
def search(tmp_path, capsys):
    """``search()`` looks for a mix in tmp_path/out: exit code, what it complained."""
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(SEARCH, allow_unicode=True), "utf-8")

    def search(*words: str) -> tuple[int, str]:
        code = main(["optimise", f"goal={path}", *SHORT, f"out={tmp_path / 'out'}", *words])
        return code, capsys.readouterr().err

    return search


def facts_of(out: Path) -> dict:
    return json.loads((out / "provenance.json").read_text("utf-8"))


def seed_of(out: Path) -> int:
    return facts_of(out)["settings"]["seed"]


# --- studies ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "words", "says"),
    [
        (
            "run",
            ["replicates=2", "seed=5"],
            "another study with 3 of 3 runs; these differ: settings.replicates (3 there, 2",
        ),
        (
            "compare",
            ["replicates=3", "seed=5"],
            "another study with 6 of 6 runs; these differ: settings.seed (1 there, 5",
        ),
        ("sweep", ["replicates=4"], "holds this study with 3 replicates; resume=true adds the others"),
        ("sweep", ["replicates=2"], "holds a study of 3 replicates; resume=true may add replicates, never take any"),
    ],
)
def test_a_finished_study_in_a_named_folder_gives_way_only_when_that_is_said(sweep, tmp_path, command, words, says):
    out = tmp_path / "out"
    arms = ["scenarios=[status_quo,build]"] if command == "compare" else []
    assert sweep(*arms, "replicates=3", command=command)[0] == 0
    whole = bytes_of(out)
    code, said, complaint = sweep(*arms, *words, command=command)
    assert (code, said) == (2, "")
    assert says in complaint
    assert "nothing was run or written" in complaint
    assert bytes_of(out) == whole
    assert sweep(*arms, *words, "resume=false", command=command)[0] == 0
    assert set(words) <= set(facts_of(out)["typed"])


def test_the_folder_that_nobody_named_holds_what_its_command_did_last(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    out = Path("results/run-qingyuan")
    assert main(["run", *USUAL]) == 0
    capsys.readouterr()
    assert main(["run", *USUAL, "seed=2"]) == 0
    assert f"carecap: note: {out} held another study, which gives way to this one" in capsys.readouterr().err
    assert seed_of(out) == 2
    assert main(["sweep", *USUAL, "replicates=2"]) == 0
    assert main(["sweep", *USUAL, "replicates=2", "seed=2"]) == 2  # a night may be in it
    assert seed_of(Path("results/sweep-qingyuan")) == 1


@pytest.mark.parametrize("command", ["run", "sweep"])
def test_what_was_put_there_by_name_stays_although_the_folder_is_a_command_s_own(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = Path("results/run-qingyuan")
    assert main([command, *USUAL, "seed=3", f"out={out}"]) == 0
    whole = bytes_of(out)
    assert main(["run", *USUAL]) == 2
    assert bytes_of(out) == whole


def test_only_what_the_command_wrote_gives_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "results" / "run-qingyuan"
    assert main(["run", *USUAL]) == 0
    written = {path.name for path in out.iterdir()}
    mine = [out / "summary.md", out / "choices.md", out / "charts_2020" / "map.png", out / "charts" / "mine.png"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", "utf-8")
    assert main(["run", *USUAL, "seed=2"]) == 0
    assert seed_of(out) == 2
    assert [path.read_text("utf-8") for path in mine] == ["mine"] * len(mine)
    assert written <= {path.name for path in out.iterdir()}


def test_lists_and_studies_stand_in_folders_of_their_own(sweep, tmp_path, capsys):
    lists = ["scale=tiny", "replicates=2", "until=2022-01", "trial_months=24", "workers=1", "homes=2", "stations=6"]
    out = tmp_path / "out"
    assert sweep("replicates=2")[0] == 0
    whole = bytes_of(out)
    assert main(["lists", *lists, f"out={out}"]) == 2
    assert "holds a study of carecap sweep; choose another folder for the lists" in capsys.readouterr().err
    assert bytes_of(out) == whole
    there = tmp_path / "lists"
    there.mkdir()
    (there / "provenance.json").write_text(json.dumps({"schema": "carecap 1", "command": "carecap lists"}), "utf-8")
    for word in EVER:
        assert main(["run", *USUAL, f"out={there}", word]) == 2
        assert "holds the lists of carecap lists; choose another folder" in capsys.readouterr().err
    assert [path.name for path in there.iterdir()] == ["provenance.json"]


def test_the_folder_is_held_until_its_tables_are_written(sweep, tmp_path, monkeypatch):
    write, refused = study.write, []

    def while_another_begins(*arguments):
        with pytest.raises(CannotWrite, match="another carecap is at work there"), keeping.alone(tmp_path / "out"):
            pass
        refused.append(True)
        return write(*arguments)

    monkeypatch.setattr(study, "write", while_another_begins)
    assert sweep(command="run")[0] == 0
    assert refused == [True]
    with keeping.alone(tmp_path / "out"):
        pass


def test_a_finished_comparison_told_in_the_other_language_writes_the_same_files(sweep, tmp_path):
    out = tmp_path / "out"
    words = ["scenarios=[status_quo,build]", "replicates=2"]
    assert sweep(*words, command="compare")[0] == 0
    whole = bytes_of(out)
    assert {"charts/map.png", "charts.zh-CN/map.png"} <= set(whole)
    code, said, _ = sweep(*words, "language=zh", command="compare")
    assert code == 0
    assert "现状" in said
    again = bytes_of(out)
    assert again.pop("provenance.json") != whole.pop("provenance.json")  # the words that were typed last
    assert again == whole


# --- what is not ours, of another version, or damaged -------------------------------------------------------


@pytest.mark.parametrize("name", ["design.csv", "yearly.csv", "provenance.json", "trials.csv"])
def test_a_file_of_somebody_else_is_never_written_over(sweep, tmp_path, name):
    mine = tmp_path / "out" / name
    mine.parent.mkdir()
    mine.write_text('{"tool": "another"}')
    for word in EVER:
        code, _, complaint = sweep("replicates=2", word)
        assert code == 2
        assert f"holds a {name} that is no study's; choose another folder" in complaint
        assert bytes_of(tmp_path / "out") == {name: b'{"tool": "another"}'}


def test_a_study_of_another_version_stays_until_it_may_go(sweep, tmp_path):
    out = tmp_path / "out"
    (out / "charts").mkdir(parents=True)
    (out / "provenance.json").write_text('{"command": "carecap compare"}')
    for name in ("comparison.csv", "charts/map.png", "charts/mine.png"):
        (out / name).write_text(name)
    left = bytes_of(out)
    for word in EVER[:2]:
        code, _, complaint = sweep("replicates=2", word, command="run")
        assert code == 2
        assert "was written by an older carecap" in complaint
        assert bytes_of(out) == left
    assert sweep("replicates=2", EVER[2])[0] == 0
    there = {path.split("/")[0] for path in bytes_of(out)}
    assert there == {"charts", "data", "design.csv", "provenance.json"}
    assert (out / "charts" / "mine.png").exists()
    assert not (out / "charts" / "map.png").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"schema": "carecap study 99"}', "was written by a newer carecap"),
        ('{"schema": "carecap study 2"}', "is damaged: it lacks command"),
        ("{", "cannot be read"),
        ("[]", "is no provenance of a study"),
        ("", "cannot be read"),
    ],
)
def test_runs_with_a_broken_provenance_stay_until_they_may_go(sweep, tmp_path, text, says):
    out = tmp_path / "out"
    assert sweep("replicates=2")[0] == 0
    (out / "provenance.json").write_text(text)
    left = bytes_of(out)
    for word in EVER[:2]:
        code, _, complaint = sweep("replicates=2", word)
        assert code == 2
        assert says in complaint
        assert bytes_of(out) == left
    assert sweep("replicates=2", EVER[2])[0] == 0
    assert store.open(out).complete


@pytest.mark.parametrize("table", ["runs", "outcomes"])
def test_a_damaged_part_is_told_by_every_command_and_the_advice_works(sweep, tmp_path, capsys, table):
    out = tmp_path / "out"
    assert sweep(command="run")[0] == 0
    part = out / "data" / table / "part-000000.parquet"
    part.write_bytes(part.read_bytes()[:-20])
    for words in (
        ["run", *USUAL, f"out={out}"],
        ["run", *USUAL, f"out={out}", "resume=true"],
        ["query", str(out), f"from {'runs' if table == 'runs' else 'outcomes'}"],
        ["report", str(out)],
    ):
        assert main(words) == 2, words
        complaint = capsys.readouterr().err
        assert "a part of it is damaged" in complaint, words
        assert f"out={out} resume=false" in complaint
    assert sweep("resume=false", command="run")[0] == 0
    assert store.open(out).complete


# --- a study where a search was, and the other way round ----------------------------------------------------


def test_a_search_and_a_study_leave_nothing_behind_for_each_other(search, sweep, tmp_path):
    out = tmp_path / "out"
    assert search()[0] == 0
    of_search = {path.name for path in out.iterdir()}
    assert sweep(command="run")[0] == 2
    assert sweep("resume=false", command="run")[0] == 0
    run_alone = {path.relative_to(out) for path in out.rglob("*")}
    assert not {"check", "trials.csv", *written.RESULTS} & {path.name for path in out.iterdir()}
    assert search("resume=false")[0] == 0
    assert {path.name for path in out.iterdir()} == of_search
    assert not any(path.name.startswith("occupancy") for path in out.rglob("*.png"))
    assert sweep("resume=false", command="run")[0] == 0
    assert {path.relative_to(out) for path in out.rglob("*")} == run_alone


def test_a_search_whose_second_look_is_not_whole_is_not_gone_on_with_unasked(search, tmp_path):
    out = tmp_path / "out"
    assert search()[0] == 0
    whole = bytes_of(out)
    code, complaint = search()
    assert code == 0
    assert f"carecap: note: {out} holds 4 runs already" in complaint
    for part in (out / "check").glob("data/*/part-*.parquet"):
        part.unlink()
    left = bytes_of(out)
    code, complaint = search()
    assert code == 2
    assert "holds a study with 4 of 6 runs; resume=true goes on with it" in complaint
    assert bytes_of(out) == left
    assert search("resume=true")[0] == 0
    assert bytes_of(out) == whole


# --- the names of what is written ---------------------------------------------------------------------------


def test_every_file_that_is_written_is_known_by_name(sweep, search, tmp_path):
    out = tmp_path / "out"

    def unknown(command: str) -> list[str]:
        names = written.FILES_OF[f"carecap {command}"]
        return [path for path in bytes_of(out) if "/" not in path and path not in names]

    for command in ("run", "compare", "sweep"):
        arms = ["scenarios=[status_quo,build,staff]", "waterfall=on"] if command == "compare" else []
        assert sweep(*arms, "replicates=2", "until=2023-12", "resume=false", command=command)[0] == 0
        assert unknown(command) == []
        assert {path.stem for path in out.rglob("*.png")} <= set(written.PICTURES)
    assert search("resume=false")[0] == 0
    assert unknown("optimise") == []
    assert {path.stem for path in out.rglob("*.png")} <= set(written.PICTURES)
    assert set(written.FILES) == {name for names in written.FILES_OF.values() for name in names}


def test_a_search_whose_design_is_damaged_is_told(search, tmp_path):
    out = tmp_path / "out"
    assert search()[0] == 0
    (out / "design.csv").write_text("", "utf-8")
    code, complaint = search("resume=true")
    assert code == 2
    assert "design.csv is damaged" in complaint and "Traceback" not in complaint
