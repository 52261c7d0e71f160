"""What differs between scenarios: paired differences to the first one, from the tidy table of outcomes.

Replicate r has the same luck in every scenario, so the difference of two scenarios is taken replicate by
replicate and its interval comes from those differences. Everything here takes and gives pandas tables.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, stdtrit

from sim.outcomes import OUTCOMES

CELL = ["place", "group", "outcome"]
CONFIDENCE = 0.95
FUTURES = 0.80
"""Of futures, of which p10 and p90 leave out the lowest and the highest tenth."""
POWER = 0.80
MOST_REPLICATES = 100_000
"""More than this many replicates is printed as "more than": no study of that size is run."""

MAIN = (
    *("occupancy", "occupancy_operable", "beds", "operable_beds", "residents", "waiting", "waiting_months"),
    *("entered_90", "died_waiting", "known", "unmet_hours", "any_gap", "no_help", "aides", "aides_missing"),
    *("tekun_placed", "public_cost", "household_cost"),
)
"""Outcomes of the printed table, in its order; labels and units come from their declaration."""


def last_year(yearly: pd.DataFrame) -> int:
    """The last year that was lived to its end, as in the charts; the last year of all if there is none."""
    full = yearly.loc[yearly["months"] == 12, "year"]
    return int(full.max() if len(full) else yearly["year"].max())


def region_wide(yearly: pd.DataFrame) -> pd.DataFrame:
    """The rows of the whole region, without places and break-downs."""
    return yearly[(yearly["place"] == "") & (yearly["group"] == "")]


def levels(yearly: pd.DataFrame) -> pd.DataFrame:
    """Mean over the replicates of each scenario, year and cell, with 95 % t-interval and 80 % range."""
    keys = ["scenario", *CELL, "year", "months"]
    wide = yearly.pivot(index=keys, columns="replicate", values="value")
    figures = summary(wide.to_numpy())[["mean", "low", "high", "p10", "p90"]]
    return pd.concat([wide.index.to_frame(index=False), figures], axis=1)


def paired(yearly: pd.DataFrame, base: str | None = None) -> pd.DataFrame:
    """Value less the value of ``base`` (default: the first scenario) in the same replicate, year and cell.

    Columns: scenario, replicate, year, months, place, group, outcome, value, base, difference. Raises
    ValueError if a replicate is missing on one side.
    """
    base = str(yearly["scenario"].iloc[0]) if base is None else base
    keys = ["replicate", "year", "months", *CELL]
    is_base = (yearly["scenario"] == base).to_numpy()
    against = yearly.loc[is_base, [*keys, "value"]].rename(columns={"value": "base"})
    rest = yearly.loc[~is_base]
    both = rest.merge(against, on=keys, how="left", indicator=True, validate="many_to_one")
    if (both.pop("_merge") != "both").any():
        raise ValueError(f"{base} lacks a replicate, year or cell that another scenario has")
    sizes = rest.groupby("scenario", observed=True).size()
    if (sizes != len(against)).any():
        raise ValueError(f"{', '.join(sizes.index[sizes != len(against)].astype(str))}: not the replicates of {base}")
    both["scenario"] = both["scenario"].astype(str)
    both["difference"] = both["value"] - both["base"]
    return both


def compare(yearly: pd.DataFrame, base: str | None = None) -> pd.DataFrame:
    """One row for each scenario but the first, year and cell: what differs and how sure that is.

    Columns besides the keys: base and value (means), and those of :func:`summary` for the paired difference.
    """
    pairs = paired(yearly, base)
    keys = ["scenario", *CELL, "year", "months"]
    wide = pairs.pivot(index=keys, columns="replicate", values="difference")
    means = pairs.groupby(keys, observed=True)[["base", "value"]].mean().reindex(wide.index)
    index = wide.index.to_frame(index=False)
    sign = index["outcome"].astype(str).map(lambda name: {"higher": 1, "lower": -1}.get(OUTCOMES[name].better, 0))
    figures = summary(wide.to_numpy(), sign.to_numpy())
    order = {name: place for place, name in enumerate(dict.fromkeys(yearly["scenario"].astype(str)))}
    table = pd.concat([index, means.reset_index(drop=True), figures], axis=1)
    return table.sort_values("scenario", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def summary(values: ArrayLike, better: ArrayLike = 0) -> pd.DataFrame:
    """Figures of samples, one sample a row: ``values[row, replicate]``, NaN where there is none.

    Columns: n, mean, sd; low and high, the 95 % interval mean ± t(0.975, n-1) sd/√n; p10 and p90, between
    which the next replicate lies in 8 of 10 cases (of fewer than nine: the lowest and the highest, see
    :func:`futures_share`); p_better, the share of replicates on the better side of zero, ties counting half
    (NaN where ``better`` is 0: neither side is), p_low and p_high, its interval, see :func:`share_interval`;
    needed, see :func:`replicates_needed`, and more, how many of them are still to be run. With one replicate
    there is no sd, interval, probability or need.
    """
    values = np.atleast_2d(np.asarray(values, dtype=np.float64))
    there = np.isfinite(values)
    n = there.sum(axis=1)
    filled = np.where(there, values, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(axis=1) / n
        squares = np.where(there, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
        sd = np.sqrt(squares / np.where(n > 1, n - 1, np.nan))
        half = stdtrit(np.maximum(n - 1, 1), (1 + CONFIDENCE) / 2) * sd / np.sqrt(n)
        side = np.sign(values) * np.broadcast_to(np.asarray(better), n.shape)[:, None]
        good = np.where(there, (side > 0) + 0.5 * (side == 0), 0.0).sum(axis=1)
        good = np.where(np.broadcast_to(better, n.shape) == 0, np.nan, good)
        good = np.where(n < 2, np.nan, good)  # one replicate says nothing about a probability
        p_better = good / n
    p10, p90 = _range_80(values, there, n)
    p_low, p_high = share_interval(good, n)
    needed = replicates_needed(mean, sd)
    return pd.DataFrame(
        {
            **{
                "n": n,
                "mean": mean,
                "sd": sd,
                "low": mean - half,
                "high": mean + half,
                "p10": p10,
                "p90": p90,
            },
            **{"p_better": p_better, "p_low": p_low, "p_high": p_high},
            **{"needed": needed, "more": np.maximum(needed - n, 0.0)},
        }
    )


def futures_share(n: int) -> float:
    """Share of futures that lie between p10 and p90 of n replicates, as a mean over all that could have been drawn.

    Nine and more give 80 %. Of fewer, the lowest and the highest are taken, which hold (n-1)/(n+1): 60 % of four.
    """
    return min(FUTURES, (n - 1) / (n + 1)) if n > 1 else 0.0


def share_interval(good: ArrayLike, n: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """95 % interval (Jeffreys) of the probability behind ``good`` of ``n`` replicates; ties may count half.

    The 2.5 % and 97.5 % points of Beta(good + ½, n - good + ½); from 0 where none is good, to 1 where all are.
    NaN where there is no replicate or no better side.
    """
    good, n = np.broadcast_arrays(np.asarray(good, dtype=np.float64), np.asarray(n, dtype=np.float64))
    known = np.isfinite(good) & (n > 0)
    counts, back = np.unique(np.stack([good[known], n[known]]), axis=1, return_inverse=True)
    first, second = counts[0] + 0.5, counts[1] - counts[0] + 0.5
    tail = (1 - CONFIDENCE) / 2
    low = np.where(counts[0] == 0, 0.0, betaincinv(first, second, tail))
    high = np.where(counts[0] == counts[1], 1.0, betaincinv(first, second, 1 - tail))
    ends = np.full((2, *good.shape), np.nan)
    ends[:, known] = np.stack([low, high])[:, np.ravel(back)]
    return ends[0], ends[1]


def _range_80(values: NDArray, there: NDArray, n: NDArray) -> tuple[NDArray, NDArray]:
    """10 % and 90 % points of each row over the values that are there; NaN where there is none.

    The value with rank k of n stands for the share k/(n+1), so a further replicate lies between the two points in
    80 % of cases; between ranks the line is straight, beyond the first and the last there is nothing.
    """
    ordered = np.sort(np.where(there, values, np.inf), axis=1)
    points = []
    for share in ((1 - FUTURES) / 2, (1 + FUTURES) / 2):
        where = np.clip(share * (n + 1) - 1, 0, np.maximum(n - 1, 0))
        below = np.floor(where).astype(int)
        above = np.minimum(below + 1, np.maximum(n - 1, 0))
        low, high = (np.take_along_axis(ordered, at[:, None], axis=1)[:, 0] for at in (below, above))
        low, high = np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)
        points.append(low + (where - below) * (high - low))
    return points[0], points[1]


def replicates_needed(mean: ArrayLike, sd: ArrayLike) -> NDArray[np.float64]:
    """Paired replicates that tell a difference from zero: two-sided test at 5 %, power 80 %.

    The smallest n ≥ 2 with n ≥ ((t(0.975, n-1) + t(0.8, n-1)) sd / mean)². Where every replicate agrees
    (sd = 0) two are enough; no difference at all needs infinitely many; an unknown sd gives NaN. More than
    ``MOST_REPLICATES`` is returned as infinity.
    """
    mean, sd = (
        np.atleast_1d(np.asarray(mean, dtype=np.float64)),
        np.atleast_1d(np.asarray(sd, dtype=np.float64)),
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(sd == 0, np.where(mean == 0, np.inf, 0.0), (sd / np.abs(mean)) ** 2)
    low = np.full(ratio.shape, 2.0)
    high = np.full(ratio.shape, float(MOST_REPLICATES))
    never = ~(_rule(high) * ratio <= high)
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        enough = _rule(middle) * np.where(never, 0.0, ratio) <= middle
        high, low = np.where(enough, middle, high), np.where(enough, low, np.minimum(middle + 1, high))
    return np.where(np.isnan(ratio), np.nan, np.where(never, np.inf, high))


def _rule(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """(t(0.975, n-1) + t(0.8, n-1))²."""
    return (stdtrit(n - 1, (1 + CONFIDENCE) / 2) + stdtrit(n - 1, POWER)) ** 2


@dataclass(frozen=True)
class Difference:
    """A paired difference with its 95 % interval, beside the level that it is a difference to."""

    base: float
    mean: float
    low: float
    high: float
    n: int

    @property
    def same(self) -> bool:
        """Whether no replicate differs at all."""
        return self.mean == 0 and (self.n < 2 or self.low == self.high == 0)

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out; never with one replicate."""
        return self.n > 1 and (self.low > 0 or self.high < 0)


class Cells:
    """The region-wide values of some scenarios in one year, and what differs between two of them."""

    def __init__(self, yearly: pd.DataFrame, year: int):
        """Values of :func:`experiments.years.table`; flows of the years before are kept for sums."""
        rows = yearly[yearly["place"].astype(str) == ""]
        self.year = year
        self.years = sorted(y for y in rows["year"].unique() if y <= year)
        keys = ["scenario", "outcome", "group", "year"]
        self._values = {
            (*map(str, key[:3]), int(key[3])): part.sort_values("replicate")["value"].to_numpy()
            for key, part in rows.groupby(keys, observed=True, sort=False)
        }
        self.months = {int(y): int(m) for y, m in rows.groupby("year")["months"].first().items()}

    def has(self, scenario: str, outcome: str, group: str = "") -> bool:
        """Whether this was counted."""
        return (scenario, outcome, group, self.year) in self._values

    def get(self, scenario: str, outcome: str, group: str = "", year: int | None = None) -> NDArray[np.float64]:
        """Values by replicate in a year, the last if none is named."""
        return np.asarray(self._values[scenario, outcome, group, self.year if year is None else year])

    def groups(self, scenario: str, outcome: str, key: str) -> list[str]:
        """The groups of a break-down, for instance ``cause``."""
        found = dict.fromkeys(k[2] for k in self._values if k[:2] == (scenario, outcome))
        return [group for group in found if group.partition("=")[0] == key]

    def difference(self, scenario: str, base: str, outcome: str, group: str = "") -> Difference:
        """One outcome in the year."""
        return difference(self.get(scenario, outcome, group), self.get(base, outcome, group))

    def summed(self, scenario: str, outcome: str) -> NDArray[np.float64]:
        """A flow of all years up to this one, by replicate; a stock times the months of each year."""
        flow = OUTCOMES[outcome].kind == "flow"
        parts = [self.get(scenario, outcome, "", y) * (1 if flow else self.months[y]) for y in self.years]
        return np.asarray(np.sum(parts, axis=0))


def difference(values: NDArray[np.float64], base: NDArray[np.float64]) -> Difference:
    """What paired values differ by."""
    row = summary((values - base)[None, :]).iloc[0]
    return Difference(float(np.mean(base)), float(row["mean"]), float(row["low"]), float(row["high"]), int(row["n"]))
