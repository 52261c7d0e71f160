"""What a document promised and what became of it: met, missed, or not to be judged, and what stopped the missed.

Every run of every scenario looks at each target in its month (``experiments.month0``); here the replicates are put
together. A target is met in a scenario if it is met in more than half of the replicates; in how many stands beside it.
It cannot be judged where the model has no such figure, or where its month is not lived.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from sim.calendar import text_of

if TYPE_CHECKING:
    from experiments.promises.stopped import Stop
    from experiments.runs import Run
    from sim.world.region import DocumentTarget, Region

MET, MISSED, UNJUDGED = "met", "missed", "cannot_be_judged"
JUDGED = frozenset({"reached", "missed"})
"""Verdicts of a single run that say something; the others are reasons why there is none."""


@dataclass(frozen=True)
class Constraint:
    """A constraint of the replicates that missed a target: means over these, so that the parts add up."""

    constraint: str
    quantity: float
    unit: str
    found: int
    """Replicates in which it was found."""
    binds: int
    """Replicates in which it held back the most."""
    yuan: float
    month: int
    since: int
    names: tuple[str, ...]
    months: int = 0


@dataclass(frozen=True)
class Promise:
    """A target of the document and what became of it in one scenario."""

    target: DocumentTarget
    scenario: str
    values: tuple[float, ...]
    """The model's figure in the month of the target, by replicate; NaN if there is none."""
    verdicts: tuple[str, ...]
    """By replicate: ``reached``, ``missed``, or why there is neither (``experiments.month0.VERDICTS``)."""
    constraints: tuple[Constraint, ...] = field(default=())
    """What stopped it where it was missed, the one that binds in most replicates first."""

    @property
    def met_in(self) -> int:
        """Replicates that meet it."""
        return self.verdicts.count("reached")

    @property
    def reason(self) -> str:
        """Why it cannot be judged; empty if it can."""
        return next((verdict for verdict in self.verdicts if verdict not in JUDGED), "")

    @property
    def verdict(self) -> str:
        """met, missed or cannot_be_judged."""
        if self.reason:
            return UNJUDGED
        return MET if 2 * self.met_in > len(self.verdicts) else MISSED

    @property
    def mean(self) -> float:
        """Mean over the replicates that have a figure."""
        there = [value for value in self.values if not math.isnan(value)]
        return math.fsum(there) / len(there) if there else math.nan

    @property
    def lowest(self) -> float:
        """The lowest replicate."""
        return min((value for value in self.values if not math.isnan(value)), default=math.nan)

    @property
    def highest(self) -> float:
        """The highest replicate."""
        return max((value for value in self.values if not math.isnan(value)), default=math.nan)


def promises(runs: Sequence[Run], region: Region) -> list[Promise]:
    """Every target in every scenario, targets in the order of the document, scenarios in that of the runs."""
    names = list(dict.fromkeys(run.scenario for run in runs))
    of = {name: sorted((r for r in runs if r.scenario == name), key=lambda run: run.replicate) for name in names}
    found = []
    for target in region.targets:
        for name in names:
            lines = [{line.key: line for line in run.targets}[target.key] for run in of[name]]
            stops = [[stop for stop in run.stopped if stop.target == target.key] for run in of[name]]
            values, verdicts = (tuple(getattr(line, what) for line in lines) for what in ("model", "verdict"))
            found.append(Promise(target, name, values, verdicts, constraints(stops)))
    return found


def constraints(stops: Sequence[Sequence[Stop]]) -> tuple[Constraint, ...]:
    """The constraints of several replicates as one list: the one that binds in most of them first, then the largest."""
    every = [stop for replicate in stops for stop in replicate]
    missed = sum(bool(replicate) for replicate in stops)
    order = {name: place for place, name in enumerate(dict.fromkeys(stop.constraint for stop in every))}
    binding = Counter(stop.constraint for stop in every if stop.binds)
    found = []
    for name in order:
        mine = [stop for stop in every if stop.constraint == name]
        found.append(
            Constraint(
                constraint=name,
                quantity=math.fsum(stop.quantity for stop in mine) / missed,
                unit=mine[0].unit,
                found=len(mine),
                binds=binding[name],
                yuan=math.fsum(stop.yuan for stop in mine) / missed,
                month=max(stop.month for stop in mine),
                since=max(stop.since for stop in mine),
                names=tuple(dict.fromkeys(one for stop in mine for one in stop.names)),
                months=round(sum(stop.months for stop in mine) / len(mine)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.binds, -one.quantity, order[one.constraint])))


# --- tables -------------------------------------------------------------------------------------------------


def targets_table(found: Sequence[Promise]) -> pd.DataFrame:
    """``targets.csv``: each target in the words of the document, and what each scenario has in its month."""
    names = ["lever", "key", "quote", "direction", "wanted", "unit", "by", "measure", "scenario", "replicates"]
    names += ["mean", "lowest", "highest", "met_in", "verdict", "reason", "constraint", "missing", "missing_unit"]
    rows = []
    for one in found:
        target = one.target
        about = (target.lever, target.key, target.quote, target.direction, target.value, target.unit)
        shown = (one.mean, one.lowest, one.highest, one.met_in if not one.reason else None, one.verdict, one.reason)
        first = one.constraints[0] if one.verdict == MISSED and one.constraints else None
        why = (first.constraint, first.quantity, first.unit) if first else ("", None, "")
        months = (text_of(target.by), target.measure, one.scenario, len(one.values))
        rows.append((*about, *months, *shown, *why))
    table = pd.DataFrame(rows, columns=names)
    return table.astype({"met_in": "Int64"})


def constraints_table(found: Sequence[Promise]) -> pd.DataFrame:
    """``constraints.csv``: what was found to hold back each target where some replicate missed it."""
    names = ["key", "scenario", "constraint", "quantity", "unit", "found_in", "binds_in", "missed_in", "yuan"]
    names += ["month", "since", "months", "names"]
    rows = [
        (
            *(one.target.key, one.scenario, it.constraint, it.quantity, it.unit, it.found, it.binds),
            *(one.verdicts.count("missed"), it.yuan or None, _month(it.month), _month(it.since)),
            it.months or None,
            "; ".join(it.names),
        )
        for one in found
        for it in one.constraints
    ]
    return pd.DataFrame(rows, columns=names)


def _month(month: int) -> str:
    """A month in words; empty if there is none."""
    return text_of(month) if month >= 0 else ""
