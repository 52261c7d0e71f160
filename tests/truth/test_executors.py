"""Executors with toy work: every item has its result, in whatever order it comes, whoever dies on the way."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from pathlib import Path

import pytest

from experiments import executors
from experiments.executors import Executor, Lost, Unreachable, opened
from tests.cluster import cluster

KINDS = [Executor("serial"), Executor("processes", 2), Executor("dask", 2)]
N = 20


def square(item: int, count) -> int:
    """Some take longer than others; three months each."""
    for _ in range(3):
        count()
    time.sleep(0.02 * (item % 3))
    return item * item


def stumble(item: tuple[int, str], count) -> int:
    """Number 7 raises."""
    if item[0] == 7:
        raise OSError(errno.ENOSPC, "no space left on device", item[1])
    return item[0]


def die(item: tuple[int, str], count) -> int:
    """Number 7 ends its process: for good, or once if it is given a file that remembers it."""
    number, mark = item
    if number == 7 and not (mark and Path(mark).exists()):
        if mark:
            Path(mark).touch()
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die_slowly(item: int, count) -> int:
    """Number 1 ends its process while whoever reads the results is busy."""
    if item == 1:
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def linger(item: int, count) -> int:
    """Tells its process and stays."""
    count()
    time.sleep(60 if item else 0)
    return os.getpid()


def results(pool, function, items) -> dict:
    found = {}
    for place, result in pool.each(function, items, lambda months: None):
        assert place not in found
        found[place] = result
    return found


@pytest.fixture(scope="module", params=KINDS, ids=lambda asked: asked.kind)
def pool(request):
    with opened(request.param, N) as found:
        yield found


def test_every_item_has_its_result_and_a_pool_may_be_used_again(pool):
    for n in (N, 3, 0):
        assert results(pool, square, range(n)) == {i: i * i for i in range(n)}


def test_an_exception_arrives_as_it_was_raised(pool, tmp_path):
    with pytest.raises(OSError, match="no space left") as found:
        results(pool, stumble, [(i, str(tmp_path)) for i in range(N)])
    assert found.value.errno == errno.ENOSPC
    assert results(pool, square, range(4)) == {i: i * i for i in range(4)}


def blocked(item: int, count) -> bool:
    """Whether Ctrl-C cannot reach this process, not even while it starts: it inherits that."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_workers_never_hear_ctrl_c_and_their_parent_still_does():
    asks = """
        import signal
        from tests.truth.test_executors import *
        with opened(Executor("processes", 2), N) as pool:
            assert results(pool, blocked, range(4)) == dict.fromkeys(range(4), True)
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    """  # in a process of its own: one in which workers have been started before starts nothing anew
    subprocess.run([sys.executable, "-c", textwrap.dedent(asks)], check=True, timeout=60)


@pytest.mark.parametrize("kind", [Executor("serial"), Executor("processes", 2)], ids=lambda asked: asked.kind)
def test_months_are_counted(kind):
    said = []
    with opened(kind, N) as pool:
        assert len(list(pool.each(square, range(N), said.append))) == N
    assert said == sorted(said)
    assert said[-1] <= 3 * N
    assert said[-1] >= 3 * (N - 2)


def test_a_worker_that_dies_once_costs_nothing(pool, tmp_path):
    if isinstance(pool, executors.Serial):
        pytest.skip("it would be this process")
    items = [(i, str(tmp_path / "died")) for i in range(N)]
    assert results(pool, die, items) == {i: i * i for i in range(N)}


def test_a_deadly_item_is_lost_alone(pool):
    if isinstance(pool, executors.Serial):
        pytest.skip("it would be this process")
    found = results(pool, die, [(i, "") for i in range(N)])
    assert sorted(found) == list(range(N))
    assert [place for place, result in found.items() if isinstance(result, Lost)] == [7]


def test_no_item_is_lost_if_a_worker_dies_while_nobody_looks():
    found = {}
    with opened(Executor("processes", 2), N) as pool:
        for place, result in pool.each(die_slowly, range(N), lambda months: None):
            found[place] = result
            if place == 0:
                time.sleep(2)
    assert sorted(found) == list(range(N))
    assert [place for place, result in found.items() if isinstance(result, Lost)] == [1]


def test_workers_are_gone_when_their_work_is_left():
    with opened(Executor("processes", 2), N) as pool, closing(pool.each(linger, range(N), lambda months: None)) as each:
        _, pid = next(each)
    assert not Path(f"/proc/{pid}").exists()


def test_what_is_opened():
    with opened(Executor("processes", 8), 1) as pool:
        assert isinstance(pool, executors.Serial)
    with opened(Executor("processes", 8), 3) as pool:
        assert pool.workers == 3


@pytest.mark.parametrize(
    ("address", "says"), [("nowhere", "missing port"), ("tcp://127.0.0.1:9", "no Dask scheduler answers there")]
)
def test_a_scheduler_that_does_not_answer(monkeypatch, address, says):
    monkeypatch.setattr(executors, "PATIENCE", 1)
    with pytest.raises(Unreachable, match=f"executor.address = {address}: no Dask.*{says}|{says}"):
        opened(Executor("dask", address=address), N).__enter__()


def test_a_scheduler_without_workers(monkeypatch, tmp_path):
    monkeypatch.setattr(executors, "PATIENCE", 1)
    with cluster(tmp_path, workers=0) as found, pytest.raises(Unreachable, match="has no workers"):
        opened(Executor("dask", address=found.address), N).__enter__()


def test_a_scheduler_that_goes_away(tmp_path):
    with cluster(tmp_path, workers=1) as found, opened(Executor("dask", address=found.address), N) as pool:
        assert results(pool, square, range(3)) == {0: 0, 1: 1, 2: 4}
        with pytest.raises(Unreachable, match="has gone"):
            for _ in pool.each(linger, range(N), lambda months: None):
                found.scheduler.kill()
