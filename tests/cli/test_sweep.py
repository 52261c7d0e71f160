"""``carecap sweep``: bad input, going on, failures, kills, and the same bytes whoever lives the runs."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from experiments import ensemble, store
from experiments.cli import main
from experiments.runs import RunFailed, live
from tests.cluster import Cluster, cluster, spawned

ROOT = Path(__file__).resolve().parents[2]
SHORT = ["scale=tiny", "until=2020-12", "replicates=12"]
MANY = ["scale=tiny", "until=2021-06", "replicates=30"]
LONG = ["scale=tiny", "until=2022-10", "replicates=100"]
"""Not over before a second command has started."""
"""Long enough to be killed twice."""
FULL = ["scale=tiny", "replicates=500"]
WAIT = 120.0


def bytes_of(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture
def sweep(tmp_path, capsys) -> Callable[..., tuple[int, str, str]]:
    """``sweep("replicates=3")`` in this process, into tmp_path/out: exit code, what it printed, what it complained."""

    def sweep(*words: str, command: str = "sweep") -> tuple[int, str, str]:
        given = {word.partition("=")[0] for word in words}
        usual = ["scale=tiny", "until=2020-12", "workers=1", f"out={tmp_path / 'out'}"]
        code = main([command, *(word for word in usual if word.partition("=")[0] not in given), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return sweep


@contextmanager
def started(*words: str, **options):
    """``carecap sweep`` in a process of its own and a session of its own."""
    command = [sys.executable, "-m", "experiments.cli", "sweep", *words]
    surroundings = {**os.environ, "NUMBA_NUM_THREADS": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings, start_new_session=True, **pipes, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def finish(*words: str) -> None:
    """A sweep that is left alone."""
    with started(*words) as process:
        said = process.communicate(timeout=900)
    assert process.returncode == 0, said


def wait_until(true: Callable[[], object], process: subprocess.Popen | None = None) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert process is None or process.poll() is None, process.communicate()
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def parts_in(out: Path) -> int:
    return len(list(out.glob("data/runs/part-*.parquet")))


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> dict[str, bytes]:
    """The bytes of a short study, lived by two workers."""
    out = tmp_path_factory.mktemp("reference") / "out"
    finish(*SHORT, "workers=2", f"out={out}")
    return bytes_of(out)


@pytest.fixture(scope="module")
def at_work(tmp_path_factory) -> Cluster:
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


# --- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["out=null"], "a sweep keeps its runs, so it must name a folder"),
        (["executor=ray"], "unknown executor; known: dask, processes, serial"),
        (["executor.address=tcp://10.0.0.1:8786"], "is of executor=dask only"),
        (["resume=perhaps"], "must be on or off"),
        (["keep=days"], "must be one of"),
        (["workers=0"], "must be at least 1"),
        (["replicates=0"], "must be at least 1"),
        (["design=none"], "unknown design"),
        (["design.points=4"], "there is no design; name one"),
        (["scenario=build", "scenarios=[build]"], "say scenario= or scenarios=, not both"),
        (["executor=dask", "executor.address=nowhere"], "executor.address = nowhere: no Dask scheduler answers there"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(sweep, tmp_path, words, says):
    code, _, complaint = sweep(*words)
    assert code == 2
    assert says in complaint
    assert list(tmp_path.iterdir()) == []


# --- going on -----------------------------------------------------------------------------------------------


def unfinish(out: Path, *numbers: int) -> None:
    """As if some runs had not been lived yet."""
    for number in numbers:
        for part in out.glob(f"data/*/part-{number:06d}.parquet"):
            part.unlink()


def test_a_sweep_in_a_fresh_folder_begins_whatever_resume_says(sweep, tmp_path):
    for word in ("resume=null", "resume=true", "resume=false"):
        out = tmp_path / word
        code, said, _ = sweep("replicates=2", word, f"out={out}")
        assert code == 0
        assert "2 of 2 runs are kept" in said
        assert store.open(out).complete


def test_an_unfinished_study_is_never_thrown_away_without_being_asked(sweep, tmp_path):
    out = tmp_path / "out"
    assert sweep("replicates=4")[0] == 0
    whole = bytes_of(out)
    unfinish(out, 1, 3)
    left = bytes_of(out)
    for command in ("sweep", "compare", "run"):
        words = [] if command == "run" else ["replicates=4"]
        code, _, complaint = sweep(*words, command=command)
        assert code == 2
        assert "holds a study with 2 of 4 runs; resume=true goes on with it, resume=false throws it away" in complaint
        assert bytes_of(out) == left
    assert sweep("replicates=4", "resume=true")[0] == 0
    assert bytes_of(out) == whole
    unfinish(out, 0)
    assert sweep("replicates=4", "resume=false")[0] == 0
    assert bytes_of(out) == whole


def test_a_finished_study_stays_and_going_on_lives_nothing(sweep, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert sweep("replicates=3")[0] == 0
    whole = bytes_of(out)
    monkeypatch.setattr(ensemble, "live", None)
    code, said, _ = sweep("replicates=3", "resume=true")
    assert code == 0
    assert "3 of 3 runs are kept" in said
    assert bytes_of(out) == whole
    for command in ("sweep", "run"):
        code, _, complaint = sweep(command=command)
        assert code == 2
        assert "holds a study with 3 of 3 runs" in complaint
    assert bytes_of(out) == whole


def test_a_study_that_is_another_one_is_not_gone_on_with(sweep, tmp_path):
    out = tmp_path / "out"
    assert sweep("replicates=3")[0] == 0
    whole = bytes_of(out)
    for word, named in (
        ("seed=5", "settings.seed"),
        ("levers.pay.raise_share=0.1", "levers typed.pay.raise_share"),
        ("parameters.aides.quit=0.3", "parameters typed.aides.quit"),
        ("scenario=build", "scenarios.build"),
    ):
        code, _, complaint = sweep("replicates=3", "resume=true", word)
        assert code == 2
        assert "holds another study, these differ: " in complaint
        assert named in complaint
        assert f"carecap sweep scale=tiny until=2020-12 replicates=3 out={out}" in complaint, complaint
        assert bytes_of(out) == whole
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    (out / "provenance.json").write_text(json.dumps({**facts, "source sha256": "0"}))
    assert "these differ: source sha256" in sweep("replicates=3", "resume=true")[2]


def test_what_is_no_study_of_ours_stays(sweep, tmp_path):
    out = tmp_path / "out"
    assert sweep("replicates=2")[0] == 0
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    for text, says in (
        (json.dumps({**facts, "schema": "carecap study 99"}), "was written by a newer carecap"),
        ("{", "cannot be read"),
    ):
        (out / "provenance.json").write_text(text)
        left = bytes_of(out)
        for word in ("resume=null", "resume=true"):
            code, _, complaint = sweep("replicates=2", word)
            assert code == 2
            assert says in complaint
            assert bytes_of(out) == left
    assert sweep("replicates=2", "resume=false")[0] == 0
    assert store.open(out).complete


def test_other_files_in_the_folder_stay(sweep, tmp_path):
    mine = tmp_path / "out" / "data" / "survey.csv"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert sweep("replicates=2")[0] == 0
    assert sweep("replicates=3", "resume=false")[0] == 0
    assert mine.read_text() == "mine"
    assert store.open(tmp_path / "out").n_runs == 3


def test_a_new_study_leaves_no_table_of_the_former_one(sweep, tmp_path):
    out = tmp_path / "out"
    assert sweep(command="run")[0] == 0
    assert (out / "yearly.csv").exists()
    assert sweep("replicates=2", "resume=false")[0] == 0
    assert {path.split("/")[0] for path in bytes_of(out)} == {"data", "design.csv", "provenance.json"}


# --- failures -----------------------------------------------------------------------------------------------


def test_a_failing_run_is_reported_the_others_are_kept_and_resume_tries_again(sweep, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert sweep("replicates=6")[0] == 0
    whole = bytes_of(out)
    tried = []

    def failing(task, each_month):
        tried.append(task.seed)
        if task.seed == 4:
            raise RunFailed("a law of the model is broken (status_quo, seed 4): beds\nare lost")
        return live(task, each_month)

    monkeypatch.setattr(ensemble, "live", failing)
    code, said, complaint = sweep("replicates=6", "resume=false", "laws=off")
    assert code == 2
    assert tried == [1, 2, 3, 4, 4, 5, 6]
    assert "5 of 6 runs are kept" in said
    assert "1 of 6 runs failed; resume=true tries them again" in complaint
    assert "seed 4): RunFailed: a law of the model is broken (status_quo, seed 4): beds are lost" in complaint
    study = store.open(out)
    assert study.runs.df()["seed"].tolist() == [1, 2, 3, 5, 6]
    assert study.sql("from failed").df()["seed"].tolist() == [4]
    assert not study.complete

    tried.clear()
    monkeypatch.setattr(ensemble, "live", lambda task, each_month: tried.append(task.seed) or live(task, each_month))
    assert sweep("replicates=6", "resume=true")[0] == 0
    assert tried == [4]
    assert bytes_of(out) == whole


def test_a_comparison_with_a_failing_run_says_so(sweep, tmp_path, monkeypatch):
    def failing(task, each_month):
        if task.seed == 2:
            raise ValueError("no")
        return live(task, each_month)

    monkeypatch.setattr(ensemble, "live", failing)
    code, _, complaint = sweep("replicates=2", "scenarios=[status_quo,build]", command="compare")
    assert code == 2
    assert "2 of 4 runs failed" in complaint
    assert "ValueError: no" in complaint
    assert not (tmp_path / "out" / "yearly.csv").exists()


def test_a_full_disk_says_what_is_kept(sweep, tmp_path, monkeypatch):
    from experiments.store import parts

    synced = []

    def filling(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) > 16:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.os, "fsync", filling)
    code, _, complaint = sweep("replicates=6")
    assert code == 2
    assert "no space left on the disk; " in complaint
    assert "of 6 runs are kept, the same command with resume=true goes on" in complaint
    assert list(tmp_path.rglob("*.tmp")) == []
    monkeypatch.undo()
    assert sweep("replicates=6", "resume=true")[0] == 0


def test_a_limit_of_the_system_in_a_worker_leaves_nothing(tmp_path, reference):
    """A real one: files of more than 20 kB cannot be written; the provenance can, the parts of the runs cannot."""
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))}
    words = ["scale=tiny", "replicates=4", "keep=months", "workers=2", f"out={tmp_path / 'out'}"]
    with started(*words, **limit) as process:
        _, complaint = process.communicate(timeout=WAIT)
    assert process.returncode == 2, complaint
    assert "file too large; no run was finished, nothing was left" in complaint
    assert "Traceback" not in complaint
    assert list(tmp_path.iterdir()) == []


def test_two_at_once_in_one_folder_do_not_mix(sweep, tmp_path):
    out = tmp_path / "out"
    with started(*LONG, "workers=2", f"out={out}") as process:
        wait_until(lambda: parts_in(out), process)
        for word in ("resume=false", "resume=true"):
            code, _, complaint = sweep(*LONG, word)
            assert code == 2
            assert "another carecap is at work there" in complaint
        assert process.wait(WAIT) == 0
    assert store.open(out).complete


# --- Ctrl-C and kills ---------------------------------------------------------------------------------------


def busy(driver: psutil.Process) -> int:
    """Workers that are past their start: one that is ended while it imports complains."""
    found = 0
    for worker in spawned(driver):
        with contextlib.suppress(psutil.Error):
            found += worker.cpu_times().user > 3
    return found


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("begun", [False, True])
def test_ctrl_c_and_sigterm_keep_what_is_finished_and_nothing_else(tmp_path, number, code, begun):
    out = tmp_path / "deep" / "out"
    words = MANY if begun else ["scale=full", "replicates=2"]
    with started(*words, "workers=2", f"out={out}") as process:
        driver = psutil.Process(process.pid)
        wait_until(lambda: parts_in(out) >= 3 if begun else busy(driver) == 2, process)
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        _, complaint = process.communicate(timeout=30)
    assert process.returncode == code, complaint
    assert "Traceback" not in complaint
    if begun:
        done = store.open(out).n_done
        assert 3 <= done < 30
        assert f"{done} of 30 runs are kept, the same command with resume=true goes on" in complaint
        assert list(out.rglob("*.tmp")) == []
    else:
        assert "no run was finished, nothing was left" in complaint
        assert not out.exists()


def killed(words: list[str], out: Path, workers: Callable[[psutil.Process], list[psutil.Process]], n: int) -> None:
    """Kill a worker when some runs are done and the driver when more are; then go on, and check who is left."""
    with started(*words, f"out={out}") as process:
        driver = psutil.Process(process.pid)
        wait_until(lambda: parts_in(out) >= 3, process)
        victim = workers(driver)[0]
        victim.kill()
        wait_until(lambda: parts_in(out) >= n // 3, process)
        left = spawned(driver)
        driver.kill()
        process.wait()
        assert parts_in(out) < n
        _, alive = psutil.wait_procs(left, timeout=10)
        assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []
    finish(*words, f"out={out}", "resume=true")


def pool_workers(driver: psutil.Process) -> list[psutil.Process]:
    """The processes of the pool: children of the server that forks them."""
    return [child for child in spawned(driver) if child.ppid() != driver.pid]


def test_kill_9_of_a_worker_and_of_the_driver_then_going_on_gives_the_same_bytes(tmp_path):
    finish(*MANY, "workers=2", f"out={tmp_path / 'whole'}")
    killed([*MANY, "workers=2"], tmp_path / "killed", pool_workers, 30)
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> dict[str, bytes]:
    """A study of 500 runs that nobody disturbed."""
    out = tmp_path_factory.mktemp("full") / "out"
    finish(*FULL, "workers=2", f"out={out}")
    assert store.open(out).n_done == 500
    return bytes_of(out)


@pytest.mark.slow
def test_500_runs_killed_in_the_pool(tmp_path, full):
    killed([*FULL, "workers=2"], tmp_path / "out", pool_workers, 70)
    assert bytes_of(tmp_path / "out") == full


@pytest.mark.slow
def test_500_runs_killed_on_dask(tmp_path, full, at_work):
    words = [*FULL, "executor=dask", f"executor.address={at_work.address}"]
    killed(words, tmp_path / "out", lambda driver: at_work.working(), 70)
    assert bytes_of(tmp_path / "out") == full


@pytest.mark.slow
def test_500_runs_killed_on_a_dask_cluster_of_this_machine(tmp_path, full):
    killed([*FULL, "executor=dask", "workers=2"], tmp_path / "out", lambda driver: spawned(driver), 70)
    assert bytes_of(tmp_path / "out") == full


# --- whoever lives them -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["workers=1"], ["executor=serial"], ["workers=4"]], ids=" ".join)
def test_the_same_bytes_whoever_lives_the_runs(tmp_path, reference, words, capsys):
    assert main(["sweep", *SHORT, *words, f"out={tmp_path / 'out'}"]) == 0
    assert bytes_of(tmp_path / "out") == reference


def test_the_same_bytes_on_a_cluster_started_apart(tmp_path, reference, at_work, capsys):
    words = ["executor=dask", f"executor.address={at_work.address}", f"out={tmp_path / 'out'}"]
    assert main(["sweep", *SHORT, *words]) == 0
    assert bytes_of(tmp_path / "out") == reference


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["workers=1", "workers=4", "dask"])
def test_500_runs_are_the_same_bytes_whoever_lives_them(tmp_path, full, at_work, kind):
    words = [kind] if kind != "dask" else ["executor=dask", f"executor.address={at_work.address}"]
    finish(*FULL, *words, f"out={tmp_path / 'out'}")
    assert bytes_of(tmp_path / "out") == full


# --- query --------------------------------------------------------------------------------------------------


def test_query_answers_and_refuses(sweep, tmp_path, capsys):
    assert sweep("replicates=2")[0] == 0
    out = str(tmp_path / "out")
    assert main(["query", out, "select replicate, seed from runs order by seed desc", "csv=on"]) == 0
    assert capsys.readouterr().out == "replicate,seed\n1,2\n0,1\n"
    assert main(["query", out, "select count(*) as n from runs"]) == 0
    assert "2" in capsys.readouterr().out
    for words, says in (
        ([out, "select nothing from nowhere"], "nowhere does not exist"),
        ([out, " "], "must ask for rows"),
        ([out], "a question must be given first"),
        ([], "the folder of a study must be given first"),
        ([str(tmp_path), "from runs"], "is no study"),
        ([out, "from runs", "sep=;"], "sep"),
    ):
        assert main(["query", *words]) == 2
        complaint = capsys.readouterr().err
        assert says in complaint
        assert "nothing was written" in complaint
