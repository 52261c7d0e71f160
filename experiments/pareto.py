"""Which scenarios are worth choosing: the front of unmet hours against public cost, and how sure it is.

A point is on the *front* if no other has means that are at least as good in both. It is *dominated* if another one is
clearly better in one and clearly better or exactly the same in the other; the rest is *open*: behind by the means, but
the replicates do not settle it. "Clearly" is a paired t-test, replicate by replicate, at a level that is divided by the
number of rivals, so that a point that nobody beats is called dominated in at most one case of 40, however many points
there are. "The same" is the same in every replicate: an effect so rare that none of them shows it is missed, and of few
replicates that promise then fails (about 8 cases of 100 where 4 replicates out of 10 show the effect and 2 to 4 are
lived). With one replicate nothing is ever called dominated.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.compare import CONFIDENCE, summary
from experiments.price import WEEKS_A_MONTH, lived, totals
from sim.outcomes import OUTCOMES

FRONT, OPEN, DOMINATED = "front", "open", "dominated"
DUST = 1e-12
"""Of the largest value: smaller differences are those of the order of a sum."""


def front(
    yearly: pd.DataFrame, by: str = "scenario", base: str | int | None = None, x: str = "public_cost",
    y: str = "unmet_hours",
) -> pd.DataFrame:  # fmt: skip
    """The front of two outcomes over all years, one row for each scenario, or for each point of a design.

    ``yearly`` as ``experiments.years.table`` or ``Study.yearly`` give it; ``by``: the column that names the points,
    scenario or point. ``base``: the point to which differences are taken; None: the mean of all points, with the same
    luck.
    Columns: ``by``, n, then for x and y the mean a year (a stock: the mean), its paired difference with low and high
    of the 95 % interval; status (front, open, dominated) and beaten_by, the first point that clearly dominates it.
    """
    values = {outcome: _means(yearly, outcome, by) for outcome in (x, y)}
    names = list(values[x].index)
    if names != list(values[y].index):
        raise ValueError(f"{x} and {y} are not there for the same points")
    table = pd.DataFrame({by: names, "n": np.isfinite(values[x].to_numpy()).sum(axis=1)})
    for outcome, wide in values.items():
        sample = wide.to_numpy(dtype=np.float64)
        against = np.nanmean(sample, axis=0) if base is None else wide.loc[base].to_numpy(dtype=np.float64)
        found = summary(sample - against)
        table[outcome] = summary(sample)["mean"]
        table[f"{outcome}_difference"], table[f"{outcome}_low"], table[f"{outcome}_high"] = (
            found[key] for key in ("mean", "low", "high")
        )
    signs = [-1.0 if OUTCOMES[outcome].better == "higher" else 1.0 for outcome in (x, y)]
    status, beaten = judge(*(sign * values[o].to_numpy(dtype=float) for sign, o in zip(signs, (x, y), strict=True)))
    table["status"] = status
    table["beaten_by"] = [str(names[i]) if i >= 0 else "" for i in beaten]
    return table


def _means(yearly: pd.DataFrame, outcome: str, by: str) -> pd.DataFrame:
    """[point, replicate]: mean of a stock over the months lived, a flow for each twelve months."""
    years = lived(yearly, "all")
    months = yearly[yearly["year"].isin(years)].groupby("year")["months"].first().sum()
    told = OUTCOMES[outcome]
    a_month = WEEKS_A_MONTH if told.kind != "flow" and told.unit.endswith("/week") else 1.0
    return totals(yearly, outcome, by, years) / (months / 12 if told.kind == "flow" else months * a_month)


def judge(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[list[str], NDArray[np.int64]]:
    """Status of each point and the place of the first one that clearly dominates it (-1: none), low being good.

    ``x[point, replicate]`` and ``y`` alike, NaN where a replicate is missing. Points of the front are named first
    among those that dominate.
    """
    level = 1 - (1 - CONFIDENCE) / max(len(x) - 1, 1)
    behind = np.zeros(len(x), dtype=bool)
    clear: list[NDArray[np.int64]] = []
    for i in range(len(x)):
        one, two = (_held(values, i, level) for values in (x, y))
        behind[i] = bool(((one.mean <= 0) & (two.mean <= 0) & ((one.mean < 0) | (two.mean < 0))).any())
        no_worse = (one.lower | one.same) & (two.lower | two.same)
        clear.append(np.flatnonzero(no_worse & (one.lower | two.lower)))
    first = [next((j for j in sorted(who, key=lambda j: (behind[j], j))), -1) for who in clear]
    status = [DOMINATED if j >= 0 else OPEN if late else FRONT for j, late in zip(first, behind, strict=True)]
    return status, np.array(first, dtype=np.int64)


class _Held(NamedTuple):
    """All points held against one: the mean of what they differ by, who is clearly lower, who is the same."""

    mean: NDArray[np.float64]
    lower: NDArray[np.bool_]
    same: NDArray[np.bool_]


def _held(values: NDArray[np.float64], i: int, level: float) -> _Held:
    """Paired differences of all points to point i over the replicates that both have; nothing is clear with one."""
    gaps = values - values[i]
    gaps[np.abs(gaps) <= DUST * np.nanmax(np.abs(values), initial=0.0)] = 0.0
    there = np.isfinite(gaps)
    n, filled = there.sum(axis=1), np.where(there, gaps, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(axis=1) / n
        squares = np.where(there, (filled - mean[:, None]) ** 2, 0.0).sum(axis=1)
        sd = np.sqrt(squares / np.where(n > 1, n - 1, np.nan))
        reach = stdtrit(np.maximum(n - 1, 1), (1 + level) / 2) * sd / np.sqrt(n)
        return _Held(mean, mean + reach < 0, (n > 0) & ~(filled != 0).any(axis=1))
