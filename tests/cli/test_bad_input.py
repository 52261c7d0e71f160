"""Bad input: each kind has its message, the exit code is 2, and nothing is written."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import config, files, named, regions
from experiments.cli import main
from experiments.files import CannotWrite, Folder, cannot_write
from experiments.runs import region_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def refused(tmp_path, capsys):
    """Run a command that must be refused; returns what it said."""
    out = tmp_path / "out"

    def run(command: str, *words: str, out_word: str = f"out={out}") -> str:
        place = [out_word] if command in {"run", "compare"} else []
        code = main([command, *words, *place])
        said = capsys.readouterr()
        assert code == 2, said
        assert said.out == ""
        assert "Traceback" not in said.err
        assert not out.exists()
        assert list(tmp_path.glob("**/*.tmp")) == []
        return said.err

    return run


LATE_FIRST = "levers.pay.raise_share={2027-01: 0.2, 2025-01: 0.3}"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        (
            "levers.pay.rais_share=0.2",
            ["levers.pay.rais_share = 0.2", "unknown key", "did you mean levers.pay.raise_share"],
        ),
        ("raise_share=0.2", ["unknown key", "did you mean levers.pay.raise_share?"]),
        ("levers.pay={rais_share: 0.2}", ["levers.pay.rais_share = 0.2", "unknown key"]),
        ("nonsense=1", ["nonsense = 1", "unknown key", "region", "levers.…"]),
        ("scenarios=[build]", ["unknown key of carecap run", "did you mean scenario?"]),
        ("+foo=1", ["+foo = 1", "cannot be added"]),
        ("++levers.pay.raise_share=0.2", ["cannot be added", "write levers.pay.raise_share=value"]),
        ("~seed", ["~seed", "cannot be added or deleted"]),
        ("hydra.run.dir=x", ["Hydra's own settings"]),
        ("hydra/launcher=joblib", ["Hydra's own settings"]),
        ("levers.pay.raise_share=abc", ["levers.pay.raise_share = abc", "must be a number between 0 and 1 share"]),
        ("levers.visit.from_level=2.5", ["must be a whole number between 1 and 4 level"]),
        ("levers.visit.everyone=7", ["must be true or false"]),
        ("levers.admit.rule=lottery", ["must be one of need, first_come"]),
        ("parameters.need.home=[1,2]", ["parameters.need.home = [1,2]", "must be a list of 5 numbers"]),
        ("seed=1.5", ["seed = 1.5", "must be a whole number"]),
        ("seed=true", ["seed = true", "must be a whole number"]),
        ("laws=perhaps", ["laws = perhaps", "must be on or off"]),
        ("language=fr", ["language = fr", "must be one of en, zh"]),
        ("levers.pay.raise_share=1.7", ["levers.pay.raise_share = 1.7", "must lie between 0 and 1 share"]),
        ("levers.pay.raise_share={2025-01: -1}", ["2025-01: -1", "must lie between 0 and 1 share"]),
        ("levers.ratio.able=nan", ["must be a finite number between 1 and 60 resident/aide"]),
        ("parameters.aides.retire_age=inf", ["must be a finite number between 50 and 75 year"]),
        ("parameters.homes.full=2", ["parameters.homes.full = 2", "must lie between 0 and 1 share"]),
        ("replicates=0", ["replicates = 0", "must be at least 1"]),
        ("workers=0", ["must be at least 1"]),
        ("scale.fraction=1.5", ["scale.fraction = 1.5", "must be at most 1"]),
        ("scale.fraction=0.0001", ["fraction = 0.0001", "fewer than 100 of 648,279 elders; must be at least 0.000155"]),
        ("scale.elders=500", ["give scale.fraction or scale.elders"]),
        ("region=atlantis", ["region = atlantis", "unknown region", "known: ", "qingyuan"]),
        ("region=清远", ["unknown region", "qingyuan"]),
        ("scenario=staf", ["scenario = staf", "did you mean staff?", "known: status_quo, build"]),
        ("scale=huge", ["unknown scale", "known: tiny, quick, full"]),
        (LATE_FIRST, ["levers.pay.raise_share", "2025-01 comes after 2027-01", "order of time"]),
        ("levers.pay.raise_share={2025-01: 0.2, 2025-01: 0.3}", ["2025-01 is given twice"]),
        ("levers.pay.raise_share={2025-13: 0.2}", ["'2025-13' is not a month", "YYYY-MM"]),
        ("levers.pay.raise_share={}", ["no date in it"]),
        ("until=2035", ["until = 2035", "YYYY-MM"]),
        ("until=2010-01", ["until = 2010-01", "must lie between 2020-11 and 2040-10"]),
        ("until=2050-01", ["must lie between 2020-11 and 2040-10"]),
        ("seed=1,2", ["seed = 1,2", "must be one value"]),
        ("seed=${replicates}", ["write the value itself"]),
        ("seed=", ["no value after ="]),
        ("seed", ["write key=value"]),
        ("levers=3", ["is a group"]),
        ("levers.pay.raise_share={2025-01", ["cannot be read as a value"]),
    ],
)
def test_each_kind_has_its_message(refused, word, says):
    said = refused("run", word)
    assert [part for part in says if part in said] == says, said


def test_everything_wrong_is_said_at_once(refused):
    said = refused("run", "region=x", "scenario=y", "scale=z", "seed=a", "foo=1", "+bar=2", "replicates=0")
    assert said.startswith("carecap: 7 problems in the input; nothing was run or written")


def test_a_key_given_twice(refused):
    assert "given twice, the other time as 1" in refused("run", "seed=1", "seed=2")


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("scenarios=[status_quo,bild]", "did you mean build?"),
        ("scenarios=[build,build]", "build is named twice"),
        ("scenarios=[]", "must be a list"),
        ("scenarios=7", "must be a list"),
        ("scenario=build", "did you mean scenarios?"),
    ],
)
def test_wrong_lists_of_scenarios(refused, word, says):
    assert says in refused("compare", word)


def test_unknown_command_and_missing_id(refused):
    assert "Did you mean compare?" in refused("compar")
    assert "must be given" in refused("elder", "scale=tiny")
    assert "unknown key; known: language, region" in refused("levers", "seed=3")


# --- files of conf/ -----------------------------------------------------------------------------------------


@pytest.fixture
def conf(tmp_path, monkeypatch):
    """A copy of conf/ that a test may break."""
    copy = tmp_path / "conf"
    shutil.copytree(ROOT / "conf", copy)
    monkeypatch.setattr(named, "CONF", copy)
    monkeypatch.setattr(regions, "CONF", copy)
    region_of.cache_clear()
    yield copy
    region_of.cache_clear()


@pytest.mark.parametrize(
    ("levers", "says"),
    [
        ("{pay: {raise_share: 3}}", ["conf/scenario/mine.yaml: levers.pay.raise_share = 3", "between 0 and 1"]),
        ("{pay: {rais: 0.1}}", ["conf/scenario/mine.yaml: levers.pay.rais", "unknown key"]),
        ("{pay: {raise_share: {2027-01: 0.1, 2025-01: 0.2}}}", ["2025-01 comes after 2027-01"]),
        ("[1, 2]", ["conf/scenario/mine.yaml: levers", "must be a group of keys"]),
        ("{pay: ", ["scenario = mine", "cannot be composed"]),
    ],
)
def test_a_scenario_file_with_a_mistake(refused, conf, levers, says):
    text = f"label: x\nlabel_zh: x\nquestion: x\nquestion_zh: x\nlevers: {levers}\n"
    (conf / "scenario" / "mine.yaml").write_text(text, "utf-8")
    said = refused("run", "scenario=mine")
    assert [part for part in says if part in said] == says, said


def test_a_scenario_file_without_a_question(refused, conf):
    (conf / "scenario" / "mine.yaml").write_text("label: x\nlabel_zh: x\nquestion: x\nlevers: {}\n", "utf-8")
    assert "question_zh\n      is missing" in refused("run", "scenario=mine")


def test_the_scenario_of_a_region_goes_before_the_common_one(conf):
    own = conf / "scenario" / "qingyuan" / "staff.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text((conf / "scenario" / "staff.yaml").read_text("utf-8").replace("label: Staff", "label: Own"), "utf-8")
    assert config.read("run", ["scenario=staff"]).scenarios[0].label == "Own"


def test_a_region_table_without_a_column(refused, conf):
    table = conf / "region" / "qingyuan" / "elders.csv"
    table.write_text(table.read_text("utf-8").replace("population", "people", 1), "utf-8")
    said = refused("run")
    assert "the region cannot be used" in said
    assert "elders.csv" in said
    assert "population" in said


def test_a_negative_count_in_a_region_table(refused, conf):
    table = conf / "region" / "qingyuan" / "elders.csv"
    head, first, *rest = table.read_text("utf-8").splitlines()
    at = head.split(",").index("population")
    cells = first.split(",")
    cells[at] = "-5"
    table.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", "utf-8")
    said = refused("run")
    assert "elders.csv, row 2" in said
    assert "-5" in said


# --- output that cannot be written --------------------------------------------------------------------------


def test_out_is_a_file(refused, tmp_path):
    (tmp_path / "file").write_text("mine")
    assert "is a file, not a folder" in refused("run", out_word=f"out={tmp_path}/file")
    assert "a part of it is a file" in refused("run", out_word=f"out={tmp_path}/file/below")
    assert (tmp_path / "file").read_text() == "mine"


def test_out_cannot_be_written(refused):
    assert "cannot be written to" in refused("run", out_word="out=/proc/carecap")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_out_is_not_ours(refused, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    assert "permission denied" in refused("run", out_word=f"out={tmp_path}/closed")


def test_the_disk_is_nearly_full_before_the_run(refused, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(files.shutil, "disk_usage", lambda folder: usage._replace(free=1000))
    assert "no space left on the disk: up to" in refused("run", "scale=tiny")


def test_the_disk_fills_up_while_writing(tmp_path, monkeypatch, capsys):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    assert main(["run", "scale=tiny", "until=2021-01", f"out={tmp_path}/out"]) == 2
    assert "no space left on the disk; partial files were removed" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_real_limit_of_the_system_leaves_what_was_there(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(CannotWrite, match="partial files were removed"), Folder(tmp_path) as folder:
            folder.write("a.csv", lambda file: file.write(b"new"))
            folder.write("b.csv", lambda file: file.write(b"x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old"}


def test_folders_made_for_a_study_that_fails_are_removed(tmp_path):
    with pytest.raises(KeyboardInterrupt), Folder(tmp_path / "x" / "y") as folder:
        folder.write("a.csv", lambda file: file.write(b"new"))
        folder.draw("charts", lambda place: [(place / "one.png").write_bytes(b"p") and place / "one.png"])
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_files_are_put_in_place_together(tmp_path):
    with Folder(tmp_path / "out") as folder:
        folder.write("a.csv", lambda file: file.write(b"new"))
        places = folder.draw("charts", lambda place: [(place / "one.png").write_bytes(b"p") and place / "one.png"])
        assert not (tmp_path / "out" / "a.csv").exists()
    assert places == [tmp_path / "out" / "charts" / "one.png"]
    found = {path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.glob("out/**/*") if path.is_file()}
    assert found == {"a.csv", "charts/one.png"}


def test_looking_whether_one_can_write_leaves_no_trace(tmp_path):
    assert cannot_write(tmp_path / "a" / "b", ["x.csv"], values=10) is None
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_no_partial_file(tmp_path):
    out = tmp_path / "out"
    words = ["compare", "scale=quick", "replicates=8", "workers=2", f"out={out}"]
    command = [sys.executable, "-m", "experiments.cli", *words]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)
    try:
        line = process.stderr.readline()  # the plain line of a run that takes longer than two seconds
        assert "32 runs" in line
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    finally:
        process.kill()
    assert process.returncode == 130, said
    assert "interrupted" in said
    assert "Traceback" not in said
    assert not out.exists()
