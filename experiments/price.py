"""What it costs that one hour of care less goes unmet: a ratio of two paired means, with Fieller's interval.

    price = mean additional yuan / mean hours removed        (both against the same base, replicate by replicate)

A ratio has no standard error when its denominator may be zero. Fieller's interval holds every price p at which
"additional yuan - p · hours removed" cannot be told from zero (t-test at 5 %); it is bounded only where the hours
clearly move. Where they do not clearly fall there is no price, and the tables say so instead of a number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from experiments.compare import CONFIDENCE, Difference, difference, last_year
from sim.outcomes import OUTCOMES

WEEKS_A_MONTH = 365.25 / 7 / 12
HOURS = "unmet_hours"
"""Hours a week; a year has 365.25 / 7 weeks."""
MONEY = {"public": ("public_cost",), "total": ("public_cost", "household_cost")}
"""Whose money: public money alone, or that of households too."""
SPANS = ("all", "last")
"""All years lived, or the last one alone."""
PRICED = ("price", "price_unclear", "saves")
"""Verdicts under which there is a price: it is clear, its sign is not clear, or money is saved."""


@dataclass(frozen=True)
class Ratio:
    """A ratio of two means with the set of ratios that the replicates do not rule out at 95 %."""

    value: float
    low: float
    high: float
    kind: str
    """bounded: from low to high; outside: all below low and above high; all: every number; none: one replicate"""

    def holds(self, ratio: float) -> bool:
        """Whether a ratio is not ruled out."""
        inside = self.low <= ratio <= self.high
        return {"bounded": inside, "outside": ratio <= self.low or ratio >= self.high}.get(self.kind, True)


def fieller(top: ArrayLike, bottom: ArrayLike) -> Ratio:
    """mean(top) / mean(bottom) of paired replicates, with Fieller's 95 % set.

    The set solves (t̄ - p b̄)² ≤ t²(0.975, n-1) (s_tt - 2 p s_tb + p² s_bb) / n, that is a p² - 2 h p + c ≤ 0 with
    a = b̄² - q s_bb, h = t̄ b̄ - q s_tb, c = t̄² - q s_tt, q = t²/n. It is bounded if a > 0: the bottom clearly differs
    from zero.
    """
    top, bottom = np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64)
    n, up, down = len(top), float(np.mean(top)), float(np.mean(bottom))
    value = up / down if down else np.nan
    if n < 2:
        return Ratio(value, np.nan, np.nan, "none")
    unit = (max(np.abs(top).max(), 1e-300), max(np.abs(bottom).max(), 1e-300))  # so that no square is lost
    x, y = top / unit[0], bottom / unit[1]
    (xx, xy), (_, yy) = np.cov(x, y)
    q = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) ** 2 / n
    a, h, c = y.mean() ** 2 - q * yy, x.mean() * y.mean() - q * xy, x.mean() ** 2 - q * xx
    root = h * h - a * c
    scale = unit[0] / unit[1]
    if a > 0:
        ends = sorted(scale * (h + side * np.sqrt(max(root, 0.0))) / a for side in (-1, 1))
        return Ratio(value, *ends, "bounded")
    if a < 0 and root > 0:
        ends = sorted(scale * (h + side * np.sqrt(root)) / a for side in (-1, 1))
        return Ratio(value, *ends, "outside")
    return Ratio(value, -np.inf, np.inf, "all")


# --- what is summed -----------------------------------------------------------------------------------------


def totals(
    yearly: pd.DataFrame, outcome: str, by: str = "scenario", years: tuple[int, ...] | None = None
) -> pd.DataFrame:
    """An outcome of the whole region added up over some years (all if none are named): [scenario, replicate].

    A flow is summed; a stock is multiplied with the months of its year, hours a week with the weeks in them: yuan,
    hours, person-months. Rows in order of appearance; NaN where a replicate or one of its years is missing.
    """
    there = (yearly["place"] == "") & (yearly["group"] == "") & (yearly["outcome"] == outcome)
    rows = yearly[there if years is None else there & yearly["year"].isin(years)]
    if not len(rows):
        raise ValueError(f"the yearly table does not hold {outcome}")
    told = OUTCOMES[outcome]
    weight = 1.0 if told.kind == "flow" else rows["months"] * (WEEKS_A_MONTH if told.unit.endswith("/week") else 1.0)
    table = rows.assign(value=rows["value"] * weight).astype({by: str} if by == "scenario" else {})
    names = list(dict.fromkeys(table[by]))
    sums = table.sort_values("year", kind="stable").groupby([by, "replicate"], observed=True)["value"]
    whole = sums.agg(total="sum", counted="count", years="size")
    return whole["total"].where(whole["counted"] == whole["years"]).unstack("replicate").loc[names]


def lived(yearly: pd.DataFrame, span: str) -> tuple[int, ...]:
    """The years of a span: all up to the last that was lived to its end, or this one alone."""
    last = last_year(yearly)
    return tuple(sorted(int(y) for y in yearly["year"].unique() if y <= last)) if span == "all" else (last,)


@dataclass(frozen=True)
class Price:
    """What a scenario pays for each hour that no longer goes unmet, against the base."""

    scenario: str
    span: str
    years: tuple[int, ...]
    money: str
    yuan: Difference
    """Additional yuan in the span."""
    hours: Difference
    """Hours removed in the span: fewer unmet hours are more."""
    ratio: Ratio
    """Yuan for each hour; undefined unless ``verdict`` is one of ``PRICED``."""

    @property
    def verdict(self) -> str:
        """What may be said: same, one_run, rose, unclear (no clear reduction), or one of ``PRICED``."""
        if self.hours.same:
            return "same"
        if self.hours.n < 2:
            return "one_run"
        if not self.hours.clear:
            return "unclear"
        if self.hours.mean < 0:
            return "rose"
        if not self.yuan.clear:
            return "price_unclear"
        return "price" if self.yuan.mean > 0 else "saves"


def prices(yearly: pd.DataFrame, base: str | None = None) -> list[Price]:
    """For each scenario but the base (default: the first): both spans, public money and all money."""
    found = []
    names: list[str] = list(dict.fromkeys(yearly["scenario"].astype(str)))
    base = names[0] if base is None else base
    for span in SPANS:
        years = lived(yearly, span)
        hours = totals(yearly, HOURS, years=years)
        for money, outcomes in MONEY.items():
            yuan = sum(totals(yearly, outcome, years=years) for outcome in outcomes)
            for name in names:
                if name != base:
                    found.append(_price(name, span, years, money, _two(yuan, name, base), _two(hours, name, base)))
    order = {name: place for place, name in enumerate(names)}
    return sorted(found, key=lambda one: order[one.scenario])


def _two(table: pd.DataFrame, name: str, base: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    values = table.loc[[name, base]].to_numpy(dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError(f"{name}: not the replicates of {base}")
    return values[0], values[1]


def _price(
    scenario: str, span: str, years: tuple[int, ...], money: str, yuan: tuple[NDArray, NDArray],
    hours: tuple[NDArray, NDArray],
) -> Price:  # fmt: skip
    removed = difference(hours[1], hours[0])
    ratio = fieller(yuan[0] - yuan[1], hours[1] - hours[0])
    return Price(scenario, span, years, money, difference(*yuan), removed, ratio)


def table(found: list[Price]) -> pd.DataFrame:
    """``prices.csv``: yuan, hours a span and yuan for each hour with 95 % intervals; no price where there is none."""
    rows = []
    for one in found:
        known = one.verdict in PRICED
        price = (one.ratio.value, one.ratio.low, one.ratio.high) if known else (np.nan,) * 3
        yuan, hours = ((d.mean, d.low, d.high) for d in (one.yuan, one.hours))
        rows.append(
            (one.scenario, one.years[0], one.years[-1], one.money, one.yuan.n, *yuan, *hours, *price, one.verdict)
        )
    names = ["scenario", "first_year", "last_year", "money", "n"]
    names += [f"{what}{end}" for what in ("yuan", "hours_removed", "yuan_per_hour") for end in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=[*names, "verdict"])
