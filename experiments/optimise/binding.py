"""What stands in the way of a better mix, by year: the budget, the service level, the ends of the levers' ranges.

Three different things are said.

* The budget, or a line of the service level, *binds in a year* if it is kept there by no more than the tolerance of the
  goal, as a share of the limit. A limit of zero has no share: it binds where it is met exactly. A budget of nothing
  binds in a year that costs what the status quo costs; one that saves money leaves room. Steps are coarse, so the best
  mix need not lie on any limit; the closest is named too.
* The *end of a range binds* in the years in which the mix sets a lever to the first or last value that the goal allows,
  while its declaration would let it go further. Whether further would be better is not known: nobody lived it.
* A line or the budget *decides* if without it (in all its years) one of the mixes that were lived would be better than
  the one found. That mix and what it would spare is its price: an estimate with the luck of the runs of the search,
  and where not all mixes were lived, of those that were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.optimise.goal import Goal, Knob
from experiments.optimise.judge import BUDGET, Check, Floats, Verdict
from experiments.optimise.search import Searched
from sim.levers import DECLARED


@dataclass(frozen=True)
class Standing:
    """How the constraints of one kind, the budget or the service level, stand in one year."""

    fails: tuple[Check, ...]
    """Not kept in the mean."""
    binds: tuple[Check, ...]
    """Kept by no more than the tolerance."""
    closest: Check
    """The one with least slack for its limit."""


@dataclass(frozen=True)
class Year:
    """What holds a mix in one year; None: nothing of the kind is asked in this year."""

    year: int
    budget: Standing | None
    service: Standing | None


@dataclass(frozen=True, eq=False)
class Price:
    """What a constraint costs: the best mix if all others were kept, and what is gained by it."""

    key: str
    best: Verdict
    gains: Floats
    """How much less of what is to be small [replicate], with the same luck: yuan, or the unit of the outcome."""
    relieves: bool = False
    """There is no feasible mix, but there would be one without this constraint."""

    @property
    def gain(self) -> float:
        """Mean over the replicates in which both mixes have a value; NaN if none has."""
        there = self.gains[np.isfinite(self.gains)]
        return float(there.mean()) if len(there) else float("nan")


@dataclass(frozen=True)
class End:
    """A knob at the first or last of its steps, where it sets a value."""

    knob: Knob
    step: int
    years: tuple[int, ...]
    """In which it is set."""
    further: bool
    """Whether the lever itself could be set further: then the end of the range binds."""


def by_year(verdict: Verdict, tolerance: float) -> list[Year]:
    """How budget and service level stand in each year of the span."""
    found = []
    for year in sorted(verdict.costs):
        here = [check for check in verdict.checks if check.year == year]
        budget = [check for check in here if check.key == BUDGET]
        service = [check for check in here if check.key != BUDGET]
        found.append(Year(year, standing(budget, tolerance), standing(service, tolerance)))
    return found


def standing(checks: Sequence[Check], tolerance: float) -> Standing | None:
    """What of the checks fails, binds and is closest; None if there are none."""
    if not checks:
        return None
    return Standing(
        tuple(check for check in checks if not check.holds),
        tuple(check for check in checks if check.binds(tolerance)),
        max(checks, key=lambda check: check.violation),
    )


def ends(goal: Goal, verdict: Verdict) -> list[End]:
    """The knobs that a mix sets to the first or last of their values; the leading field speaks for the knob."""
    found = []
    for knob, step in zip(goal.knobs, verdict.mix, strict=True):
        if step in (0, knob.steps - 1) and knob.values[0][step] is not None:
            years = tuple(year for year in sorted(verdict.costs) if year >= knob.since // 12)
            found.append(End(knob, step, years, _inside(knob.paths[0], knob.values[0][step])))
    return found


def _inside(path: str, value: Any) -> bool:
    """Whether a value of a lever lies within its declared range, not at an end; switches and choices have no range."""
    item = DECLARED[path]
    return not isinstance(value, bool) and isinstance(value, (int, float)) and item.low < value < item.high


def unmoved(goal: Goal, verdict: Verdict) -> list[Knob]:
    """The knobs that a mix leaves as they are."""
    return [knob for knob, step in zip(goal.knobs, verdict.mix, strict=True) if not knob.at(step)]


def keys(goal: Goal) -> list[str]:
    """The constraints by name."""
    lines = [f"service {number}" for number in range(1, len(goal.service) + 1)]
    return lines + ([BUDGET] if goal.budget is not None else [])


def prices(searched: Searched) -> list[Price]:
    """For each constraint that decides: the best of the lived mixes without it. Dearest first."""
    best = searched.best
    found = []
    for key in keys(searched.goal):
        without = [verdict for verdict in searched.tried if verdict.keeps_all_but(key)]
        if not without:
            continue
        free = min(without, key=lambda verdict: (verdict.goal_value, float(verdict.cost.mean()), verdict.mix))
        if not best.feasible:
            found.append(Price(key, free, np.zeros(len(best.aim)), relieves=True))
        elif free.goal_value < best.goal_value:
            found.append(Price(key, free, best.aim - free.aim))
    return sorted(found, key=lambda price: (-price.gain, price.key))


def frontier(tried: Sequence[Verdict], outcome: Sequence[float]) -> list[bool]:
    """Which mixes no other one beats in both: costs less and has a smaller outcome (one value for each mix).

    Of mixes that are equal in both, the first stays; one without a value is on no frontier.
    """
    points = [(float(verdict.cost.mean()), value) for verdict, value in zip(tried, outcome, strict=True)]
    kept, least = [False] * len(points), float("inf")
    for i in sorted((i for i, point in enumerate(points) if np.isfinite(point[1])), key=lambda i: (*points[i], i)):
        if points[i][1] < least:
            kept[i], least = True, points[i][1]
    return kept
