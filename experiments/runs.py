"""One run: a scenario with a seed, lived from the census to its last month; the same wherever it is lived.

Nothing heavy is imported at the top: a worker must set its number of threads before numba is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


@dataclass(frozen=True)
class RegionKey:
    """What a region is loaded with; a process loads it once."""

    name: str
    fraction: float = 1.0
    parameters: tuple[tuple[str, Any], ...] = ()
    """(``subject.field``, value) of parameters that differ from the region's."""


@dataclass(frozen=True)
class Task:
    """One run to be lived: a scenario's dated levers and a seed."""

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
    """Elders whose events are told"""
    point: int = 0
    """Number of the scenario with its sample, see :mod:`experiments.points`"""

    @property
    def name(self) -> str:
        """How a message names it."""
        return f"{self.scenario}, point {self.point}, replicate {self.replicate}, seed {self.seed}"


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
    point: int = 0


def in_order(runs: Iterable[Run]) -> list[Run]:
    """Runs by point, and by replicate within a point."""
    return sorted(runs, key=lambda run: (run.point, run.replicate))


class RunFailed(RuntimeError):
    """A run could not be finished; the message names the task."""


@lru_cache(maxsize=2)
def region_of(key: RegionKey) -> Region:
    """The region, loaded once by each process."""
    from experiments import regions

    return regions.load(key.name, key.fraction, dict(key.parameters))


def live(task: Task, each_month: Callable[[], None] = lambda: None) -> Run:
    """Live one task from the census to its last month; RunFailed if a law of the model is broken on the way."""
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
            raise RunFailed(f"a law of the model is broken ({task.scenario}, seed {task.seed}): {error}") from error
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
        point=task.point,
    )


def _yearly_ledger(rows: Any, fraction: float) -> tuple[tuple[int, str, str, str, float], ...]:
    """Payments of a year by payer, payee and purpose, blown up to full scale."""
    sums: dict[tuple[int, str, str, str], float] = {}
    for month, payer, payee, purpose, yuan in rows:
        key = (month // 12, payer, payee, purpose)
        sums[key] = sums.get(key, 0.0) + yuan
    return tuple((*key, sums[key] / fraction) for key in sorted(sums))
