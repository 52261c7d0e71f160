"""``carecap sweep`` that is ended, killed or lived by others: the same bytes whoever lives the runs."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from experiments import store
from experiments.cli import main
from tests.cli.sweeping import WAIT, bytes_of, finish, parts_in, started, wait_until
from tests.cluster import Cluster, cluster, spawned

SHORT = ["scale=tiny", "until=2020-12", "replicates=12"]
MANY = ["scale=tiny", "until=2021-06", "replicates=30"]
"""Long enough to be killed twice."""
FULL = ["scale=tiny", "replicates=500"]


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


# --- Ctrl-C, kills and limits -------------------------------------------------------------------------------


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
