"""What counts as a failure, and the boxes of a study in which it happens: ``fails=unmet_hours>300000``."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.overrides import Problem, near
from experiments.sensitivity.results import Measure, Sampled
from experiments.sensitivity.rules import Discovery, discover
from sim.outcomes import OUTCOMES

_RULE = re.compile(r"^\s*([A-Za-z_]\w*)\s*(<=|>=|<|>)\s*([-+.\deE]+)\s*(%?)\s*$")
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True)
class Failing:
    """A failure: a yearly value of the region on the wrong side of a limit, in the declared unit (shares 0 to 1)."""

    outcome: str
    sign: str
    limit: float

    def of(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which values fail."""
        return np.asarray(SIGNS[self.sign](values, self.limit), dtype=bool)


@dataclass(frozen=True, eq=False)
class Found:
    """Where one scenario fails."""

    scenario: str
    year: int
    discovery: Discovery
    missing: int
    """Points without a value, which are left out."""


def read_rule(text: str, problems: list[Problem], known: Sequence[str]) -> Failing | None:
    """The failure that is typed: an outcome, one of < <= > >=, a number; a per cent sign divides it by 100."""
    found = _RULE.match(text)
    if not found:
        message = "must be an outcome, one of < <= > >=, and a number, in quotes: 'fails=unmet_hours>300000'"
        problems.append(Problem("fails", text, message))
        return None
    name, sign, number, percent = found.groups()
    if name not in known:
        hint = near(name, known) or f"known: {', '.join(known)}"
        problems.append(Problem("fails", text, f"unknown outcome {name}; {hint}"))
        return None
    try:
        limit = float(number) / (100 if percent else 1)
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        problems.append(Problem("fails", text, f"{number} is not a number"))
        return None
    if OUTCOMES[name].unit == "share" and abs(limit) > 1:
        problems.append(
            Problem("fails", text, f"{name} is a share between 0 and 1; write {limit:g}% or {limit / 100:g}")
        )
        return None
    return Failing(name, sign, limit)


def search(sampled: Sampled, failing: Failing, year: int) -> list[Found]:
    """Where each scenario fails, by the mean of the replicates of each point."""
    found = []
    for scenario in sampled.scenarios:
        means = sampled.values(Measure(scenario), failing.outcome, year).mean(axis=1)
        there = np.isfinite(means)
        points, block = sampled.points[scenario], sampled.design.block
        if not there.all():  # blocks with a hole are left out as a whole, so that the others stay blocks
            there = np.repeat(there.reshape(-1, block).all(axis=1), block)
        one = discover(points[there], failing.of(means[there]), block, sampled.design.seed)
        found.append(Found(scenario, year, one, int((~there).sum())))
    return found


def rules_table(found: Sequence[Found], failing: Failing) -> pd.DataFrame:
    """Every rule as rows, one for each condition; a scenario without a rule has one row that says so."""
    rows: list[dict[str, Any]] = []
    for one in found:
        d = one.discovery
        head = {"scenario": one.scenario, "year": one.year, "outcome": failing.outcome, "sign": failing.sign}
        head |= {"limit": failing.limit, "points": d.points, "failures": d.failures}
        if not d.rules:
            rows.append({**head, "rule": "none", "p": d.best_p})
        for number, rule in enumerate(d.rules, 1):
            facts = {"rule": number, "p": rule.p, "points_inside": rule.points, "failures_inside": rule.failures}
            facts |= {"density": rule.density, "density_outside": rule.outside, "coverage": rule.coverage}
            for c in rule.conditions:
                above = None if math.isinf(c.above) else c.above
                most = None if math.isinf(c.most) else c.most
                rows.append({**head, **facts, "quantity": c.column, "above": above, "at_most": most})
    return pd.DataFrame(rows)
