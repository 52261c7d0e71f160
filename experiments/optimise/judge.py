"""What a mix costs, what it reaches, and which constraints it keeps, by year: each a value for each replicate.

Everything is taken against the status quo with the same luck, replicate by replicate. A constraint is kept if it is
kept in the mean of the replicates; the share of replicates in which it is kept stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.lists.trials import Interval, interval
from experiments.optimise.goal import COST, Cell, Goal, Line, Mix

Floats = NDArray[np.float64]
BUDGET = "budget"
NO_VALUE = 1e6
"""Violation of a constraint whose outcome has no value in any replicate, such as a share of nobody."""
ROUNDING = 1e-9
"""Share of a limit that sums of floats may be off."""


@dataclass(frozen=True)
class Lived:
    """The yearly values of all replicates of a mix."""

    months: Mapping[int, int]
    """Year -> months of it that were lived."""
    values: Mapping[tuple[Cell, int], Floats]
    """(cell, year) -> value [replicate]: flows summed, stocks and shares averaged; NaN: a share of nobody."""

    def get(self, cell: Cell, year: int) -> Floats:
        """Values [replicate] of a year."""
        return np.asarray(self.values[cell, year], dtype=np.float64)

    def mean(self, cell: Cell, years: Sequence[int]) -> float:
        """Mean over replicates and years; NaN if there is no value."""
        values = np.array([self.get(cell, year) for year in years])
        return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")


@dataclass(frozen=True, eq=False)
class Check:
    """One constraint in one year: a line of the service level, or the budget."""

    key: str
    """``budget`` or ``service 1``, …"""
    line: Line | None
    year: int
    value: Floats
    """[replicate]; of the budget: yuan above the status quo."""
    limit: Floats
    """[replicate]: differs between replicates where it is a share of the status quo."""
    base: Floats
    """What the status quo has [replicate]; of the budget: nothing."""

    @cached_property
    def slack(self) -> Floats:
        """How far it is kept [replicate], in the unit of the outcome; below zero: not kept."""
        return self.value - self.limit if self.line is not None and self.line.at_least else self.limit - self.value

    @cached_property
    def mean_slack(self) -> float:
        """Mean over the replicates that have a value; NaN if none has."""
        there = self.slack[np.isfinite(self.slack)]
        return float(there.mean()) if len(there) else float("nan")

    @property
    def of_base(self) -> Check:
        """The same constraint, looked at in the status quo."""
        return replace(self, value=self.base)

    @cached_property
    def limit_mean(self) -> float:
        """Mean of the limit over the replicates that have one; NaN if none has: a share of what is not there."""
        there = self.limit[np.isfinite(self.limit)]
        return float(there.mean()) if len(there) else float("nan")

    @cached_property
    def limit_size(self) -> float:
        """How large the limit is, mean of the replicates; 0 if none has one."""
        return abs(_mean(self.limit))

    @cached_property
    def base_mean(self) -> float:
        """Mean of what the status quo has; 0 if that has nothing."""
        return _mean(self.base)

    @property
    def size(self) -> float:
        """What slack is measured by: the limit; of a limit of zero there is no share, so one unit of the outcome."""
        return self.limit_size or 1.0

    @property
    def violation(self) -> float:
        """Slack missing, by :attr:`size`; zero or less: kept in the mean."""
        if not np.isfinite(self.mean_slack):
            return NO_VALUE
        missing = -self.mean_slack / self.size
        return 0.0 if 0 < missing <= ROUNDING else missing

    @property
    def holds(self) -> bool:
        """Whether it is kept in the mean of the replicates."""
        return self.violation <= 0

    def binds(self, tolerance: float) -> bool:
        """Whether it is kept in the mean, and by no more than ``tolerance`` of its limit.

        A limit of zero binds where it is met exactly: a budget of nothing, if nothing is spent and nothing saved.
        """
        return self.holds and self.mean_slack <= tolerance * self.limit_size + ROUNDING * self.size

    @property
    def held(self) -> NDArray[np.bool_]:
        """Whether it is kept in each replicate [replicate]; one without a value does not show that it is kept."""
        return self.slack >= -ROUNDING * self.size

    @property
    def said(self) -> Interval:
        """Mean of the value with its 95 % interval over the replicates."""
        return interval(self.value)


def _mean(values: Floats) -> float:
    """Mean of the replicates that have a value; 0 if none has."""
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else 0.0


@dataclass(frozen=True, eq=False)
class Verdict:
    """A mix, lived and judged."""

    mix: Mix
    lived: Lived
    costs: Mapping[int, Floats]
    """Year -> yuan of public money above the status quo [replicate]."""
    aim: Floats
    """What is to be small [replicate]: yuan in all, or the outcome (turned round where more is better)."""
    aim_less: Floats
    """What is wanted less the same of the status quo [replicate], not turned round."""
    checks: tuple[Check, ...]

    @cached_property
    def cost(self) -> Floats:
        """Yuan of public money above the status quo in all years together [replicate]."""
        return np.sum([self.costs[year] for year in sorted(self.costs)], axis=0)

    @cached_property
    def goal_value(self) -> float:
        """Mean of ``aim``; infinite if no replicate has a value."""
        there = self.aim[np.isfinite(self.aim)]
        return float(there.mean()) if len(there) else float("inf")

    @cached_property
    def violation(self) -> float:
        """Sum of what is missing of all constraints, each by its size."""
        return float(sum(max(0.0, check.violation) for check in self.checks))

    @property
    def feasible(self) -> bool:
        """Whether every constraint is kept in the mean of the replicates."""
        return all(check.holds for check in self.checks)

    @cached_property
    def held(self) -> float:
        """Share of the replicates in which all constraints are kept."""
        return float(np.mean(np.all([check.held for check in self.checks], axis=0))) if self.checks else 1.0

    @property
    def rank(self) -> tuple[bool, float, float, float, int, Mix]:
        """What comes first is best; of mixes that are equal, the smaller steps."""
        wanted = self.goal_value if self.feasible else self.violation
        return (not self.feasible, wanted, self.goal_value, float(self.cost.mean()), sum(self.mix), self.mix)

    def keeps_all_but(self, key: str) -> bool:
        """Whether every constraint but those of a line (or the budget) is kept."""
        return all(check.holds for check in self.checks if check.key != key)


def judge(goal: Goal, mix: Mix, lived: Lived, base: Lived) -> Verdict:
    """Hold a mix against the status quo.

    The cost of a year is public cost less that of the status quo; a budget holds in every year from the one in which
    the mix begins, for as many twelfths of it as months are lived.
    """
    years = [year for year in sorted(lived.months) if year >= goal.begins // 12]
    costs = {year: lived.get(COST, year) - base.get(COST, year) for year in years}
    checks = []
    for number, line in enumerate(goal.service, 1):
        for year in line.years:
            value, of = lived.get(line.cell, year), base.get(line.cell, year)
            limit = line.limit * of if line.of_base else np.full(len(value), line.limit)
            checks.append(Check(f"service {number}", line, year, value, limit, of))
    if goal.budget is not None:
        for year, spent in costs.items():
            limit = np.full(len(spent), goal.budget * lived.months[year] / 12)
            checks.append(Check(BUDGET, None, year, spent, limit, np.zeros(len(spent))))
    if goal.aim is None:
        aim = less = np.sum([costs[year] for year in sorted(costs)], axis=0)
    else:
        cell, years = goal.aim.cell, goal.aim.years
        reached, now = (np.mean([one.get(cell, year) for year in years], axis=0) for one in (lived, base))
        aim, less = goal.aim.sign * reached, reached - now
    return Verdict(mix, lived, costs, np.asarray(aim), np.asarray(less), tuple(checks))


def apart(one: Floats, two: Floats, asked: int = 1) -> bool:
    """Whether two samples with other luck clearly have other means: a t-test with the fewer of their freedoms.

    At 5 % for all questions that are ``asked`` together (Bonferroni). The variances may differ (Welch); never with one
    replicate.
    """
    one, two = one[np.isfinite(one)], two[np.isfinite(two)]
    least = min(len(one), len(two))
    if least < 2:
        return False
    error = float(np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two)))
    return bool(abs(one.mean() - two.mean()) > stdtrit(least - 1, 1 - 0.025 / asked) * error)
