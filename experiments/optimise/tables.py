"""The tables of a search: every mix that was lived, and every constraint of the found mix by year."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from experiments.lists.trials import interval
from experiments.optimise import binding
from experiments.optimise.found import Found
from experiments.optimise.goal import Changes
from experiments.optimise.judge import Check, Verdict
from experiments.optimise.picture import outcomes, shown_outcome, values_of
from sim.outcomes import OUTCOMES


def trials(found: Found) -> pd.DataFrame:
    """``trials.csv``: a row for each mix, in the order in which they were lived.

    Columns: point (0 is the status quo, and so the mix that sets nothing); a column for each field that is moved
    (empty: as it is); yuan above the status quo in all years with its 95 % interval, and the most in a year; the mean
    of each outcome of the goal over its years; whether every constraint holds in the mean, in which share of the
    replicates all of them hold, and what is missing, as the sum of shares of the limits; whether it is on the frontier
    of cost and the first outcome; whether it is the found one.
    """
    searched, goal = found.searched, found.goal
    paths = [path for knob in goal.knobs for path in knob.paths]
    cell, years, sign = shown_outcome(goal)
    front = binding.frontier(searched.tried, [sign * float(v) for v in values_of(searched, cell, years)])
    rows = []
    points: dict[Changes, int] = {(): 0}
    for number, verdict in enumerate(searched.tried):
        point = points.setdefault(goal.changes(verdict.mix), len(points))
        cost, values = interval(verdict.cost), goal.values(verdict.mix)
        row: dict[str, Any] = {"point": point, **{f"levers.{path}": values.get(path) for path in paths}}
        row |= {"cost_yuan": cost.mean, "cost_low": cost.low, "cost_high": cost.high}
        row["cost_most_in_a_year"] = max(float(costs.mean()) for costs in verdict.costs.values())
        for one, when, _ in outcomes(goal):
            row[_column(*one)] = verdict.lived.mean(one, when)
        row |= {"feasible": verdict.feasible, "holds_in_share": verdict.held, "missing_share": verdict.violation}
        row |= {"frontier": front[number], "found": verdict is searched.best}
        rows.append(row)
    return pd.DataFrame(rows)


def _column(outcome: str, place: str, group: str) -> str:
    """Name of the column of an outcome, with its unit."""
    unit = OUTCOMES[outcome].unit.replace("/", "_per_")
    return "|".join([outcome, *(part for part in (place, group) if part), unit])


def constraints(found: Found) -> pd.DataFrame:
    """``constraints.csv``: the found mix in the search and in the second look, each constraint and year a row.

    Columns: look; constraint; outcome, place, group, unit; year; side and limit; the value with its 95 % interval;
    slack (below zero: missing), also as a share of the limit unless that is zero; whether it holds in the mean, in
    which share of the replicates it holds, and whether it binds.
    """
    looks: list[tuple[str, Verdict]] = [("search", found.best)]
    if found.again is not None:
        looks.append(("second look", found.again))
    rows = [_row(look, check, found.goal.tolerance) for look, verdict in looks for check in verdict.checks]
    return pd.DataFrame(rows, columns=list(ROW))


ROW = (
    *("look", "constraint", "outcome", "place", "group", "unit", "year", "side", "limit", "value", "low", "high"),
    *("slack", "slack_share", "holds", "holds_in_share", "binds"),
)


def _row(look: str, check: Check, tolerance: float) -> dict[str, Any]:
    line, there = check.line, check.value[np.isfinite(check.value)]
    said = interval(there) if len(there) else None
    outcome, place, group = line.cell if line else ("public_cost", "", "")
    unit = OUTCOMES[outcome].unit + ("/year" if OUTCOMES[outcome].kind == "flow" else "")
    return {
        **{"look": look, "constraint": check.key, "outcome": outcome, "place": place, "group": group, "unit": unit},
        **{"year": check.year, "side": "at least" if line and line.at_least else "at most"},
        **{"limit": check.limit_mean, "value": said.mean if said else None},
        **{"low": said.low if said else None, "high": said.high if said else None, "slack": check.mean_slack},
        **{"slack_share": -check.violation if np.isfinite(check.mean_slack) and check.limit_size else None},
        **{"holds": check.holds, "holds_in_share": float(check.held.mean()), "binds": check.binds(tolerance)},
    }
