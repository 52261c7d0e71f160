"""What stands in the way of a better mix, by year: lines of the service level, the budget, ends of the levers' ranges.

Two different things are said of a constraint.

* It *binds in a year* if it is kept there by no more than the tolerance of the goal, as a share of the limit. Steps are
  coarse, so the best mix need not lie on any limit; then the constraint with least slack is named as the tightest.
* It *decides* if without it (in all its years) one of the mixes that were lived would be better than the one found.
  That mix and what it would spare is its price. It is exact for a whole enumeration; else it is a lower bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from experiments.optimise.goal import Goal, Knob
from experiments.optimise.judge import BUDGET, Check, Verdict
from experiments.optimise.search import Searched


@dataclass(frozen=True)
class Year:
    """What holds a mix in one year."""

    year: int
    binds: tuple[Check, ...]
    """Kept by no more than the tolerance."""
    fails: tuple[Check, ...]
    """Not kept in the mean."""
    tightest: Check | None
    """The one with least slack for its limit; None if nothing is asked in this year."""


@dataclass(frozen=True)
class Price:
    """What a constraint costs: the best mix if all others were kept, and what is gained by it."""

    key: str
    best: Verdict
    gain: float
    """How much less of what is to be small: yuan, or the unit of the outcome."""
    relieves: bool = False
    """There is no feasible mix, but there would be one without this constraint."""


@dataclass(frozen=True)
class End:
    """A field of a lever at an end of the values that it may take."""

    knob: Knob
    path: str
    value: Any
    """None: it stays as it is."""
    highest: bool


def binds(check: Check, tolerance: float) -> bool:
    """Whether it is kept, and by no more than the tolerance."""
    return check.holds and -check.violation <= tolerance


def by_year(verdict: Verdict, tolerance: float) -> list[Year]:
    """What binds, fails and is tightest in each year of the span."""
    found = []
    for year in sorted(verdict.costs):
        here = [check for check in verdict.checks if check.year == year]
        found.append(
            Year(
                year,
                tuple(check for check in here if binds(check, tolerance)),
                tuple(check for check in here if not check.holds),
                max(here, key=lambda check: check.violation, default=None),
            )
        )
    return found


def ends(goal: Goal, verdict: Verdict) -> list[End]:
    """The knobs at the last or first of their steps, by their leading field."""
    return [
        End(knob, knob.paths[0], knob.values[0][step], step > 0)
        for knob, step in zip(goal.knobs, verdict.mix, strict=True)
        if step in (0, knob.steps - 1)
    ]


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
            found.append(Price(key, free, 0.0, relieves=True))
        elif free.goal_value < best.goal_value:
            found.append(Price(key, free, best.goal_value - free.goal_value))
    return sorted(found, key=lambda price: (-price.gain, price.key))


def frontier(tried: Sequence[Verdict], outcome: Sequence[float]) -> list[bool]:
    """Which mixes no other one beats in both: costs less and has a smaller outcome (one value for each mix).

    Of mixes that are equal in both, the first stays.
    """
    points = [(float(verdict.cost.mean()), value) for verdict, value in zip(tried, outcome, strict=True)]
    kept, least = [False] * len(points), float("inf")
    for i in sorted(range(len(points)), key=lambda i: (*points[i], i)):
        if points[i][1] < least:
            kept[i], least = True, points[i][1]
    return kept
