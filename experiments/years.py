"""Yearly values of runs: a flow is summed over the months of a year, a stock and a share are averaged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from experiments.runs import Run

KEYS = ("scenario", "place", "group", "outcome")


def of_run(run: Run) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Years, months of each, and values [year, cell].

    Months without a value (a share of nobody) are left out of a mean; a year without any is NaN.
    """
    years, starts, months = np.unique(run.months // 12, return_index=True, return_counts=True)
    there = np.isfinite(run.values)
    sums = np.add.reduceat(np.where(there, run.values, 0.0), starts, axis=0)
    counted = np.add.reduceat(there.astype(np.int64), starts, axis=0)
    flow = np.array([OUTCOMES[cell.outcome].kind == "flow" for cell in run.cells])
    values = np.where(flow, sums, sums / np.maximum(counted, 1))
    return years, months, np.where(counted > 0, values, np.nan)


def table(runs: Sequence[Run]) -> pd.DataFrame:
    """The years of all runs: scenario, replicate, year, place, group, outcome, months (how many the year has), value.

    Texts are categories in order of appearance; all years of a cell stand together.
    """
    texts: dict[str, dict[str, int]] = {key: {} for key in KEYS}
    columns: dict[str, list[NDArray[Any]]] = {
        key: [] for key in ("scenario", "replicate", "year", "place", "group", "outcome", "months", "value")
    }
    for run in runs:
        years, months, values = of_run(run)
        n = len(run.cells)
        columns["scenario"].append(
            np.full(values.size, texts["scenario"].setdefault(run.scenario, len(texts["scenario"])))
        )
        for key in KEYS[1:]:
            known = texts[key]
            codes = [known.setdefault(getattr(cell, key), len(known)) for cell in run.cells]
            columns[key].append(np.repeat(codes, len(years)))
        columns["replicate"].append(np.full(values.size, run.replicate))
        columns["year"].append(np.tile(years, n))
        columns["months"].append(np.tile(months, n))
        columns["value"].append(values.T.reshape(-1))
    whole = {name: np.concatenate(parts) for name, parts in columns.items()}
    coded = {key: pd.Categorical.from_codes(whole[key], list(texts[key])) for key in KEYS}
    return pd.DataFrame({name: coded.get(name, values) for name, values in whole.items()})
