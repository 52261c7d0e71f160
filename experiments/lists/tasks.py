"""任务单: what the region wants by a month, where the simulated state stands, and whether it will be there in time.

The dated targets of the document and the dated projects, each with what is missing, the pace that is needed, and what
the runs that are carried on without any new measure come to. A thing that is counted place by place is split over
the places: one for each where there are as many as places, else by elders.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.lists.look import COUNTED
from experiments.lists.place import Place
from experiments.lists.state import State
from experiments.measures import what_of
from experiments.month0 import OF_HOMES, WHOLE
from sim.world.region import spread

if TYPE_CHECKING:
    from sim.world.region import DocumentTarget, ProjectStock, Region

Floats = NDArray[np.float64]
CLOSE = 1e-9


class Task(NamedTuple):
    """A target of the document."""

    target: DocumentTarget
    status: str
    """reached | on_track | late | reversed (reached now, not then) | overdue | unjudged"""
    reason: str
    """Why it cannot be judged: no_measure | sample | beyond | nothing; else empty."""
    now: float
    """Mean of the replicates in the month of the lists."""
    missing: float
    """Wanted less now, never below zero (turned round where at most so much is wanted)."""
    pace: float
    """Missing / months left; NaN once the date has passed."""
    then: float
    """What the runs come to by the date; NaN if they do not reach it."""
    in_time: float
    """Share of the replicates that reach it by the date."""
    reached_in: float
    """First month in which the mean of the replicates reaches it; NaN if they do not."""
    parts: tuple[Part, ...] = ()


class Part(NamedTuple):
    """What falls to one place."""

    place: int
    wanted: float
    now: float

    @property
    def missing(self) -> float:
        """What is still to be done there."""
        return max(0.0, self.wanted - self.now)


class Due(NamedTuple):
    """A dated project."""

    stock: ProjectStock
    status: str
    """open | on_track | late | overdue (its month has passed) | never"""
    late: float
    """Mean months behind its date over the replicates that open it; NaN if none does."""
    open_share: float
    """Share of the replicates that open it at all by the end of their runs."""
    stage: str
    """Where it stands at the end of the first replicate's run."""


def tasks(region: Region, states: Sequence[State], place: Place, month: int) -> list[Task]:
    """All targets of the document, in its order."""
    return [_task(region, target, states, place, month) for target in region.targets]


def _task(region: Region, target: DocumentTarget, states: Sequence[State], place: Place, month: int) -> Task:
    reason = _unjudged(region, target)
    nothing = math.nan
    if reason:
        return Task(target, "unjudged", reason, nothing, nothing, nothing, nothing, nothing, nothing)
    series = np.stack([state.figures[target.measure] for state in states])
    middle = series.mean(axis=0)
    now, at = float(middle[0]), target.by - month
    sign = 1.0 if target.direction == "at_least" else -1.0
    missing = max(0.0, sign * (target.value - now))
    there = np.flatnonzero(sign * (middle - target.value) >= -CLOSE)
    reached_in = float(month + there[0]) if len(there) else nothing
    pace = missing / at if at > 0 else nothing
    parts = _split(region, target, states, place)
    if math.isnan(now):
        return Task(target, "unjudged", "nothing", now, nothing, nothing, nothing, nothing, nothing)
    if at <= 0:
        status = "reached" if missing <= CLOSE else "overdue"
        return Task(target, status, "", now, missing, nothing, now, nothing, reached_in, parts)
    if at >= series.shape[1]:
        status, why = ("reached", "") if missing <= CLOSE else ("unjudged", "beyond")
        return Task(target, status, why, now, missing, pace, nothing, nothing, reached_in, parts)
    then = float(middle[at])
    in_time = float((sign * (series[:, at] - target.value) >= -CLOSE).mean())
    enough = sign * (then - target.value) >= -CLOSE
    kinds = {(True, True): "reached", (False, True): "on_track", (True, False): "reversed", (False, False): "late"}
    status = kinds[missing <= CLOSE, enough]
    return Task(target, status, "", now, missing, pace, then, in_time, reached_in, parts)


def _unjudged(region: Region, target: DocumentTarget) -> str:
    """Why a target cannot be judged, if so: the model has no such figure, or a sample is too small for it."""
    if not target.measure:
        return "no_measure"
    of_purse = what_of(target.measure) in ("purse", "sort")
    single = target.unit in WHOLE or target.measure in OF_HOMES or what_of(target.measure) in ("home", "project")
    return "sample" if region.fraction < 1 and single and not of_purse else ""


def _split(region: Region, target: DocumentTarget, states: Sequence[State], place: Place) -> tuple[Part, ...]:
    """What falls to each place; nothing where the thing is not counted place by place."""
    if target.measure not in COUNTED or target.direction != "at_least":
        return ()
    now = np.mean([state.counted[target.measure] for state in states], axis=0)
    wanted = round(target.value)
    if wanted == region.n_places:
        each = np.ones(region.n_places, dtype=np.int64)
    else:
        each = spread(wanted, _elders(place, COUNTED[target.measure][1]))
    return tuple(Part(i, float(each[i]), float(now[i])) for i in range(region.n_places))


def _elders(place: Place, urban: int | None) -> Floats:
    """Elders of each place of whom a thing is shared out: rural, urban or all."""
    if urban is None:
        return place.elders
    return np.maximum(place.elders - place.rural, 1e-6) if urban else np.maximum(place.rural, 1e-6)


def due(stocks: Sequence[ProjectStock], states: Sequence[State], month: int) -> list[Due]:
    """All dated projects of the document and the scenario."""
    return [_due(stock, [state.projects[stock.name] for state in states], month) for stock in stocks]


def _due(stock: ProjectStock, coming: list, month: int) -> Due:
    opened = [one.opens for one in coming if one.opens >= 0]
    share = len(opened) / len(coming)
    if not opened:
        return Due(stock, "never", math.nan, share, coming[0].stage)
    late = float(np.mean(opened)) - stock.opens
    if share == 1 and max(opened) <= month:
        status = "open"
    else:
        behind = "overdue" if stock.opens < month else "late"
        status = "on_track" if share == 1 and late < 0.5 else behind
    return Due(stock, status, late, share, coming[0].stage)
