"""Every scenario against every other, not only against the first: is B better than A, and how sure is that?

The probability that B beats A is the share of replicates in which it does, ties counting half, with its interval
(``compare.share_interval``): four of four replicates say "between 55 and 100 %", not "100 %".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.compare import MAIN, summary
from sim.outcomes import OUTCOMES


class Against(NamedTuple):
    """One scenario against another in one outcome."""

    p: float
    p_low: float
    p_high: float
    """Probability to be better, and its interval."""
    mean: float
    sd: float
    low: float
    high: float
    """Paired difference: mean, standard deviation, 95 % interval (both NaN with one replicate)."""

    @property
    def clear(self) -> bool:
        """Whether the interval of the difference leaves zero out."""
        return self.low > 0 or self.high < 0

    @property
    def same(self) -> bool:
        """Whether no replicate differs."""
        return self.mean == 0 and not self.sd > 0


def pairs(yearly: pd.DataFrame, year: int, scenarios: Sequence[str] | None = None) -> pd.DataFrame:
    """One row for each pair of scenarios and main outcome of a year, region-wide: ``scenario`` less ``against``.

    ``scenarios``: only these, in this order; all in their order if nothing is said. Columns: scenario, against, year,
    months, outcome and the figures of ``compare.summary``; p_better is the probability that ``scenario`` is the better
    of the two. Raises ValueError if a scenario lacks a replicate.
    """
    there = (yearly["place"] == "") & (yearly["group"] == "") & (yearly["year"] == year)
    rows = yearly[there & yearly["outcome"].isin(MAIN)].astype({"scenario": str, "outcome": str})
    names = list(dict.fromkeys(rows["scenario"])) if scenarios is None else list(scenarios)
    wide = rows.pivot(index=["outcome", "months"], columns=["scenario", "replicate"], values="value")
    order = {name: place for place, name in enumerate(MAIN)}
    wide = wide.sort_index(key=lambda level: level.map(order) if level.name == "outcome" else level)
    replicates = sorted(wide[names[0]].columns)
    for name in names:
        if set(wide[name].columns) != set(replicates):
            raise ValueError(f"{name}: not the replicates of {names[0]}")
    values = {name: wide[name][replicates].to_numpy() for name in names}
    keys = wide.index.to_frame(index=False)
    better = keys["outcome"].map(lambda name: {"higher": 1, "lower": -1}.get(OUTCOMES[name].better, 0)).to_numpy()
    two = list(combinations(names, 2))
    if not two:
        return pd.DataFrame(columns=["scenario", "against", "year", "months", "outcome", *summary([[0.0]]).columns])
    figures = summary(np.concatenate([values[b] - values[a] for a, b in two]), np.tile(better, len(two)))
    about = pd.concat([keys.assign(scenario=b, against=a, year=year) for a, b in two], ignore_index=True)
    return pd.concat([about[["scenario", "against", "year", "months", "outcome"]], figures], axis=1)


def matrix(table: pd.DataFrame, outcome: str) -> Mapping[tuple[str, str], Against]:
    """(B, A) -> B against A in an outcome: how probably it is better, and the paired difference B less A."""
    found = {}
    for row in table[table["outcome"] == outcome].itertuples():
        p, low, high = row.p_better, row.p_low, row.p_high
        found[row.scenario, row.against] = Against(p, low, high, row.mean, row.sd, row.low, row.high)
        found[row.against, row.scenario] = Against(1 - p, 1 - high, 1 - low, -row.mean, row.sd, -row.high, -row.low)
    return found
