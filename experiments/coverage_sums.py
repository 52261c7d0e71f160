"""The arithmetic of the coverage study: effects, skewness, and how often an interval holds the true effect."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from experiments.compare import share_interval, summary
from sim.outcomes import OUTCOMES

JUDGED = ("residents", "operable_beds", "waiting", "unmet_hours", "any_gap", "public_cost", "household_cost")
"""Main outcomes that the levers change."""
SIZES = (4, 8)
"""Replicates of a comparison"""
LOW, HIGH = 0.92, 0.98
"""The rule. Of 200 repetitions of which 95 % should hold, luck alone stays between 92 % and 98 % in 19 of 20 cases."""
DRAWS, SEED_DRAWS = 1000, 1
"""Bootstrap samples of the replicates behind each interval of a factor, and their dice."""
COMPARISONS = 10_000
"""Comparisons of each size that are drawn from the replicates of one study"""


def skewness(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each row; 0 where nothing varies."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # rows of one value
        return np.nan_to_num(stats.skew(values, axis=1))


def effects(values: NDArray[np.float64]) -> pd.DataFrame:
    """The effect of the lever on each outcome: ``values[point, outcome, replicate]``.

    Columns: base, effect (mean of the paired differences) with its 95 % interval effect_low and effect_high, sd of a
    difference and its skewness, equal (share of replicates in which both worlds have the same value), and times: the
    variance of the difference of two worlds with luck of their own, var(first) + var(second), over that of the paired
    difference, with its interval times_low and times_high, see :func:`times_interval`.
    """
    difference = values[1] - values[0]
    found = summary(difference)
    unpaired = values.var(axis=2, ddof=1).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):  # neither world varies: no number
        times = unpaired / difference.var(axis=1, ddof=1)
    times_low, times_high = times_interval(values)
    return pd.DataFrame(
        {
            "base": values[0].mean(axis=1),
            "effect": found["mean"],
            "effect_low": found["low"],
            "effect_high": found["high"],
            "sd": found["sd"],
            "skew": skewness(difference),
            "equal": (difference == 0).mean(axis=1),
            "times": times,
            "times_low": times_low,
            "times_high": times_high,
        }
    )


def times_interval(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """95 % bootstrap interval of the factor ``times`` of each outcome: replicates drawn anew, as whole worlds.

    ``values[point, outcome, replicate]``. NaN where some draw has no factor.
    """
    n = values.shape[2]
    both = np.stack([values[0], values[1], values[1] - values[0]])
    both = both - both.mean(axis=2, keepdims=True)  # so that no square is lost
    sums = np.concatenate([both, both**2]).reshape(-1, n).T
    rng = np.random.default_rng(SEED_DRAWS)
    found = np.empty((DRAWS, values.shape[1]))
    for i in range(DRAWS):
        drawn = np.bincount(rng.integers(0, n, n), minlength=n) / n
        means, squares = (drawn @ sums).reshape(2, 3, -1)
        first, second, difference = squares - means**2
        with np.errstate(divide="ignore", invalid="ignore"):
            found[i] = (first + second) / difference
    found[~np.isfinite(found)] = np.nan
    low, high = np.quantile(found, [0.025, 0.975], axis=0)
    return low, high


def by_dose(doses: Sequence[float], values: NDArray[np.float64]) -> pd.DataFrame:
    """What :func:`effects` finds for each dose against the first: ``values[dose, outcome, replicate]``.

    Column poisson, of counts of persons: (base + value) / |effect|. That is what times would be if persons were counted
    with Poisson luck and the lever moved each of them by themselves, rarely and in one direction: the paired difference
    then has the variance of the persons moved, two worlds with luck of their own that of all who are counted.
    """
    found = []
    for dose, one in zip(doses[1:], values[1:], strict=True):
        both = effects(np.stack([values[0], one]))
        with np.errstate(divide="ignore", invalid="ignore"):
            poisson = (2 * both["base"] + both["effect"]) / both["effect"].abs()
        persons = [OUTCOMES[name].unit == "person" for name in JUDGED]
        found.append(pd.DataFrame({"outcome": JUDGED, "dose": float(dose), **both, "poisson": poisson.where(persons)}))
    return pd.concat(found, ignore_index=True)


def contained(true: NDArray[np.float64], differences: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the 95 % interval of each comparison contains the true effect.

    ``true[outcome]``, ``differences[outcome, repetition, replicate]`` -> [outcome, repetition].
    """
    n_outcomes, repetitions, n = differences.shape
    found = summary(differences.reshape(-1, n))
    low, high = (found[name].to_numpy().reshape(n_outcomes, repetitions) for name in ("low", "high"))
    return np.asarray((low <= true[:, None]) & (true[:, None] <= high))


def held(values: NDArray[np.float64], sizes: Sequence[int]) -> dict[int, NDArray[np.float64]]:
    """Replicates of a comparison -> how often its interval would hold, of each outcome.

    ``values[point, outcome, replicate]``, from which comparisons are drawn, with their mean as the true effect.
    """
    difference = values[1] - values[0]
    rng = np.random.default_rng(SEED_DRAWS)
    of = difference.shape[1]
    drawn = {n: difference[:, rng.integers(0, of, (COMPARISONS, n))] for n in sizes}
    return {n: contained(difference.mean(axis=1), one).mean(axis=1) for n, one in drawn.items()}


def by_world(worlds: Mapping[int, NDArray[np.float64]]) -> pd.DataFrame:
    """What :func:`effects` finds in worlds of several sizes, and in ``held`` how often intervals of n replicates hold.

    ``worlds``: elders simulated -> values[point, outcome, replicate]. One row for each world, outcome and n.
    """
    found = []
    for elders, values in worlds.items():
        about = {"outcome": JUDGED, "elders": elders, "replicates": values.shape[2], **effects(values)}
        for n, shares in held(values, SIZES).items():
            found.append(pd.DataFrame({**about, "n": n, "held": shares}))
    return pd.concat(found, ignore_index=True)


def verdict(share: float, low: float, high: float) -> str:
    """kept; else "unclear" if luck in the repetitions explains it, "missed" if it does not."""
    if LOW <= share <= HIGH:
        return "kept"
    return "unclear" if low <= HIGH and high >= LOW else "missed"


def table(true: NDArray[np.float64], repeated: NDArray[np.float64]) -> pd.DataFrame:
    """One row for each outcome and size of a comparison.

    Both arguments: [point, outcome, replicate]; the replicates of ``repeated`` are taken in groups of the largest size.
    """
    found = effects(true)
    difference = repeated[1] - repeated[0]
    groups = difference.reshape(len(JUDGED), -1, max(SIZES))
    rows = []
    for n in SIZES:
        inside = contained(found["effect"].to_numpy(), groups[:, :, :n])
        lows, highs = share_interval(inside.sum(axis=1), inside.shape[1])
        for i, name in enumerate(JUDGED):
            share = float(inside[i].mean())
            counted = {"n": n, "repetitions": inside.shape[1], "contained": int(inside[i].sum()), "share": share}
            interval = {"share_low": lows[i], "share_high": highs[i], "verdict": verdict(share, lows[i], highs[i])}
            rows.append({"outcome": name, "unit": OUTCOMES[name].unit, **found.iloc[i], **counted, **interval})
    return pd.DataFrame(rows)
