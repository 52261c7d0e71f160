"""Many runs of one region: each task is one scenario with one seed, and gives the same result wherever it runs.

Tasks are lived one after the other in this process, or by worker processes. Nothing heavy is imported at the
top: a worker must set its number of threads before numba is loaded.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.built import Built, named_projects, note_projects

if TYPE_CHECKING:
    from experiments.month0 import TargetLine
    from experiments.promises.stopped import Stop
    from sim.levers import Schedule
    from sim.record import Cell, Event
    from sim.world.region import Region

POLL = 0.2
"""Seconds between two looks at how far the workers are."""


@dataclass(frozen=True)
class RegionKey:
    """What a region is loaded with; a process loads it once."""

    name: str
    fraction: float = 1.0
    parameters: tuple[tuple[str, Any], ...] = ()
    """(``subject.field``, value) of parameters that differ from the region's."""


@dataclass(frozen=True)
class Task:
    """One run: a scenario's dated levers and a seed."""

    region: RegionKey
    scenario: str
    schedule: Schedule
    replicate: int
    seed: int
    until: int
    laws: bool = False
    month0: bool = False
    """Also compare with the document in its month."""
    targets: bool = False
    """Also look at what the document wants, in the months by which it wants it."""
    watch: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Run:
    """What a task brings home."""

    scenario: str
    replicate: int
    seed: int
    cells: tuple[Cell, ...]
    months: NDArray[np.int64]
    values: NDArray[np.float64]
    """[month, cell], counts at full scale"""
    ledger: tuple[tuple[int, str, str, str, float], ...]
    """(year, payer, payee, purpose, yuan at full scale), sorted"""
    month0: tuple[Any, ...] = ()
    """Lines of ``experiments.month0.month0_table``, if asked for and reached"""
    targets: tuple[TargetLine, ...] = ()
    """Every target of the document with the run's figure in its month, if that was asked for"""
    stopped: tuple[Stop, ...] = ()
    """What stopped those that were missed"""
    events: tuple[Event, ...] = field(default=())
    projects: tuple[Built, ...] = ()
    """The named projects, those of the document first"""


class RunFailed(RuntimeError):
    """A run could not be finished; the message names the task."""


@lru_cache(maxsize=2)
def region_of(key: RegionKey) -> Region:
    """The region, loaded once by each process."""
    from experiments import regions

    return regions.load(key.name, key.fraction, dict(key.parameters))


def live(task: Task, each_month: Callable[[], None] = lambda: None) -> Run:
    """Live one task from the census to its last month."""
    from experiments.month0 import month0_table, target_table
    from experiments.promises.seen import Seen
    from experiments.promises.stopped import look
    from sim.laws import LawBroken
    from sim.model import CareSystem

    region = region_of(task.region)
    model = CareSystem(region, task.schedule, task.seed, task.until, task.laws, task.watch)
    month0: tuple[Any, ...] = ()
    figures: dict[str, float] = {}
    stopped: list[Stop] = []
    seen = Seen()
    while model.running:
        lived = model.month
        try:
            model.step()
        except LawBroken as error:
            where = f"{task.scenario}, seed {task.seed}"
            raise RunFailed(f"a law of the model is broken ({where}): {error}") from error
        note_projects(model, lived, seen.came)
        if task.targets:
            look(model, seen, figures, stopped)
        if task.month0 and lived == region.document:
            month0 = tuple(month0_table(model))
        each_month()
    return Run(
        scenario=task.scenario,
        replicate=task.replicate,
        seed=task.seed,
        cells=model.records.cells,
        months=np.array(model.records.months),
        values=np.array(model.records.values),
        ledger=_yearly_ledger(model.ledger.rows(), region.fraction),
        month0=month0,
        targets=tuple(target_table(region, figures, task.until)) if task.targets else (),
        stopped=tuple(stopped),
        events=tuple(model.events),
        projects=named_projects(model, task.schedule, seen.came),
    )


def _yearly_ledger(rows: Any, fraction: float) -> tuple[tuple[int, str, str, str, float], ...]:
    """Payments of a year by payer, payee and purpose, blown up to full scale."""
    sums: dict[tuple[int, str, str, str], float] = {}
    for month, payer, payee, purpose, yuan in rows:
        key = (month // 12, payer, payee, purpose)
        sums[key] = sums.get(key, 0.0) + yuan
    return tuple((*key, sums[key] / fraction) for key in sorted(sums))


def run_all(
    tasks: Sequence[Task], workers: int | None = None, progress: Callable[[int], None] = lambda months: None
) -> list[Run]:
    """Live all tasks and return their runs in the order of the tasks, whatever the number of workers.

    ``workers`` None is one for each core that this process may use. ``progress`` is told now and then how
    many months have been lived in all. Raises RunFailed for a run that kills its worker twice.
    """
    workers = min(workers or _cores(), len(tasks))
    if workers <= 1:
        lived = 0

        def count() -> None:
            nonlocal lived
            lived += 1
            progress(lived)

        return [live(task, count) for task in tasks]
    return _in_processes(tasks, workers, progress)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# --- worker processes ---------------------------------------------------------------------------------------

_lived: Any = None


def start_worker(lived: Any) -> None:
    """Make a fresh process a worker: one thread, deaf to Ctrl-C (its parent hears it and ends it)."""
    global _lived
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["NUMBA_NUM_THREADS"] = "1"
    _lived = lived


def _live_and_count(task: Task) -> Run:
    """:func:`live` in a worker, months counted where the parent can see them."""

    def count() -> None:
        with _lived.get_lock():
            _lived.value += 1

    return live(task, count)


def _in_processes(tasks: Sequence[Task], workers: int, progress: Callable[[int], None]) -> list[Run]:
    """Live the tasks in a pool; those lost with a worker that dies are lived again, each in a pool of its own."""
    runs: dict[int, Run] = {}
    with _pool(workers) as (pool, lived):
        waiting = {pool.submit(_live_and_count, task): i for i, task in enumerate(tasks)}
        broken = _collect(waiting, runs, lived, progress)
    if broken:
        for i, task in enumerate(tasks):
            if i not in runs:
                with _pool(1) as (pool, lived):
                    if _collect({pool.submit(_live_and_count, task): i}, runs, lived, lambda months: None):
                        raise RunFailed(
                            f"the run of {task.scenario}, replicate {task.replicate}, ended its process twice; "
                            "memory may be short: try fewer workers or a smaller scale"
                        )
    return [runs[i] for i in range(len(tasks))]


def _collect(
    waiting: dict[Future[Run], int], runs: dict[int, Run], lived: Any, progress: Callable[[int], None]
) -> bool:
    """Gather results as they come; True if a worker died and took its pool along."""
    while waiting:
        done, _ = wait(waiting, timeout=POLL, return_when=FIRST_COMPLETED)
        progress(lived.value)
        for future in done:
            place = waiting.pop(future)
            try:
                runs[place] = future.result()
            except BrokenProcessPool:
                return True
    return False


@contextmanager
def _pool(workers: int) -> Iterator[tuple[ProcessPoolExecutor, Any]]:
    """Worker processes started afresh (never forked: Mesa and numba hold threads); ended at once on trouble."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    lived = context.Value("q", 0)
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=start_worker, initargs=(lived,))
    try:
        yield pool, lived
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    pool.shutdown()


# --- how far it is ------------------------------------------------------------------------------------------


class Progress:
    """A bar on a terminal, a plain line elsewhere, and neither if the work is done within two seconds."""

    PATIENCE = 2.0

    def __init__(self, total: int, what: str):
        """``total`` months of ``what``, for instance "16 runs"."""
        import sys

        from tqdm import tqdm

        self.total, self.what, self.said = total, what, False
        self.started = time.monotonic()
        self.terminal = sys.stderr.isatty()
        shown = {"delay": self.PATIENCE, "leave": False, "disable": not self.terminal, "unit": "month"}
        self.bar = tqdm(total=total, desc=what, file=sys.stderr, **shown)

    def __call__(self, months: int) -> None:
        """So many months have been lived."""
        import sys

        self.bar.update(months - self.bar.n)
        if not self.terminal and not self.said and time.monotonic() - self.started > self.PATIENCE:
            self.said = True
            print(
                f"carecap: {self.what}, {self.total} months in all, {months} done …",
                file=sys.stderr,
                flush=True,
            )

    def close(self) -> None:
        """The work is over."""
        self.bar.close()
