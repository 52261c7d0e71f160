"""Where tasks are worked off: in this process, in worker processes, or on a Dask cluster.

One seam: :func:`opened` gives something with ``each(function, items, progress)``, which yields ``(place, result)`` as
results come. ``function(item, count)`` calls ``count()`` for each month that it lives. A task whose worker dies is
tried once more by itself; if that kills its worker too, :class:`Lost` is yielded in its place and the others go on.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, forkserver, resource_tracker
from typing import Any

POLL = 0.2
"""Seconds between two looks at how far the workers are."""
AHEAD = 3
"""Tasks handed out for each worker: enough that none waits, few enough that memory stays flat."""
PATIENCE = 10
"""Seconds in which a scheduler must answer."""
KINDS = ("processes", "serial", "dask")
Function = Callable[[Any, Callable[[], None]], Any]
Progress = Callable[[int], None]
Results = Iterator[tuple[int, Any]]


@dataclass(frozen=True)
class Executor:
    """What is asked for. The results are the same whatever it is."""

    kind: str = "processes"
    workers: int | None = None
    """None: one for each core that this process may use; on a scheduler those that it has."""
    address: str | None = None
    """Of a Dask scheduler, tcp://host:port; None: a cluster of this machine, for as long as the work lasts."""


class Lost:
    """Stands for the result of a task that ended its process twice."""


class Unreachable(RuntimeError):
    """No scheduler answers at the address, it has no workers, or it has gone."""


@contextmanager
def opened(asked: Executor, tasks: int) -> Iterator[Any]:
    """What is asked for, ready to work, for about so many tasks; its ``each`` may be called several times."""
    if asked.kind == "dask":
        with _dask(asked) as pool:
            yield pool
        return
    workers = min(asked.workers or cores(), max(tasks, 1))
    yield Serial() if asked.kind == "serial" or workers <= 1 else Processes(workers)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Serial:
    """One task after the other, in this process."""

    def each(self, function: Function, items: Sequence[Any], progress: Progress) -> Results:
        """Results in the order of the items."""
        lived = 0

        def count() -> None:
            nonlocal lived
            lived += 1
            progress(lived)

        for place, item in enumerate(items):
            yield place, function(item, count)


# --- worker processes ---------------------------------------------------------------------------------------

_lived: Any = None


def start_worker(lived: Any) -> None:
    """Make a fresh process a worker.

    It has one thread for numba, is deaf to Ctrl-C (its parent hears it and ends it) and leaves when its parent is gone.
    """
    global _lived
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["NUMBA_NUM_THREADS"] = "1"
    _lived = lived
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(function: Function, item: Any) -> Any:
    """One task in a worker, months counted where the parent can see them."""

    def count() -> None:
        with _lived.get_lock():
            _lived.value += 1

    return function(item, count)


class Processes:
    """Worker processes of this machine."""

    def __init__(self, workers: int):
        self.workers = workers

    def each(self, function: Function, items: Sequence[Any], progress: Progress) -> Results:
        """Results as they come. Tasks that were out when a worker died are tried again, one after the other."""
        waiting = deque(range(len(items)))
        before = 0
        while waiting:
            out: dict[Future[Any], int] = {}
            with _pool(self.workers) as (pool, lived):
                try:
                    while waiting or out:
                        while waiting and len(out) < AHEAD * self.workers:
                            future = pool.submit(_work, function, items[waiting[0]])  # raises if a worker has died
                            out[future] = waiting.popleft()
                        done, _ = wait(out, timeout=POLL, return_when=FIRST_COMPLETED)
                        progress(before + lived.value)
                        for future in done:
                            result = future.result()
                            yield out.pop(future), result
                except BrokenProcessPool:
                    pass
                before += lived.value
            yield from _one_by_one(function, items, sorted(out.values()))


def _one_by_one(function: Function, items: Sequence[Any], places: Iterable[int]) -> Results:
    """Results of the items at some places, never two at a time: one that ends its process then is Lost."""
    waiting = deque(places)
    while waiting:
        with _pool(1) as (pool, _):
            while waiting:
                try:
                    future = pool.submit(_work, function, items[waiting[0]])
                except BrokenProcessPool:  # its worker was ended while it had nothing to do
                    break
                try:
                    result = future.result()
                except BrokenProcessPool:
                    result = Lost()
                yield waiting.popleft(), result


def _start_deaf_server() -> None:
    """Start the server of workers with Ctrl-C blocked, which they inherit: none hears it before it is a worker."""
    resource_tracker.ensure_running()  # the server would start it, and that lifts the block again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _pool(workers: int) -> Iterator[tuple[ProcessPoolExecutor, Any]]:
    """Worker processes started afresh (never forked: Mesa and numba hold threads); ended at once on trouble."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        _start_deaf_server()
    lived = context.Value("q", 0)
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=start_worker, initargs=(lived,))
    try:
        yield pool, lived
    except BaseException:
        ours = set(multiprocessing.active_children()) - others
        for process in ours:  # first: one that has just been started would miss the queues of a pool that is shut
            process.terminate()
        for process in ours:  # what comes after must not meet one that is still writing
            process.join(PATIENCE)
        # waits: its thread closes what the end of the interpreter would else write to (OSError: bad file descriptor)
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


# --- Dask ---------------------------------------------------------------------------------------------------


def _nothing() -> None:
    """Months that a worker of a cluster lives are not counted one by one."""


def _work_far(function: Function, item: Any) -> Any:
    return function(item, _nothing)


class Dask:
    """The workers of a Dask scheduler; each must see the same files and the same code as this process."""

    def __init__(self, client: Any):
        self.client = client

    def each(self, function: Function, items: Sequence[Any], progress: Progress) -> Results:
        """Results as they come. A task that was with several workers when they died is tried again by itself."""
        ahead = AHEAD * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        again = []
        for place, result in self._some(function, items, range(len(items)), ahead):
            if isinstance(result, Lost):  # or it was only beside one that ends its process
                again.append(place)
            else:
                yield place, result
        yield from self._some(function, items, again, 1)

    def _some(self, function: Function, items: Sequence[Any], places: Iterable[int], ahead: int) -> Results:
        """Results of the items at some places as they come, so many handed out at a time."""
        from distributed import CancelledError, KilledWorker, as_completed
        from distributed.comm import CommClosedError

        waiting = deque(places)
        place_of: dict[str, int] = {}
        coming = as_completed()

        def hand_out() -> None:
            place = waiting.popleft()
            future = self.client.submit(_work_far, function, items[place], pure=False)
            place_of[future.key] = place
            coming.add(future)

        try:
            for _ in range(min(len(waiting), ahead)):
                hand_out()
            for future in coming:
                place = place_of.pop(future.key)
                try:
                    result = future.result()
                except KilledWorker:
                    result = Lost()
                future.release()
                if waiting:
                    hand_out()
                yield place, result
        except (CancelledError, CommClosedError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise Unreachable(f"the Dask scheduler has gone while it had work ({why})") from None


@contextmanager
def _dask(asked: Executor) -> Iterator[Dask]:
    from contextlib import ExitStack

    import dask
    from distributed import Client, LocalCluster

    quiet = {"distributed.scheduler.allowed-failures": 1, "distributed.admin.system-monitor.log-length": 10}
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(quiet))
        where: Any = asked.address
        if where is None:
            where = stack.enter_context(
                LocalCluster(
                    n_workers=asked.workers or cores(),
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.ERROR,
                    env={"NUMBA_NUM_THREADS": "1"},
                )
            )
        try:
            client = stack.enter_context(Client(where, timeout=PATIENCE))
        except (OSError, ValueError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise Unreachable(f"executor.address = {asked.address}: no Dask scheduler answers there ({why})") from None
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            words = "the Dask scheduler there has no workers; start some with dask worker"
            raise Unreachable(f"executor.address = {asked.address}: {words}") from None
        yield Dask(client)
