"""Do 95 % intervals of paired differences hold what they promise? Asked of a small world that is lived many times.

    python -m experiments.coverage workers=2

Two worlds, with and without one lever, are lived by ``carecap sweep`` in two studies with seeds that do not meet: one
of 5,000 replicates, whose mean paired difference stands for the true effect, and one of 200 repetitions of a comparison
with 8 replicates. For each outcome it is counted in how many repetitions the interval of the first 4 and of all 8
replicates, made by :mod:`experiments.compare`, contains the true effect.

The rule came first: with 8 replicates the share lies between 92 % and 98 %, outcome by outcome. The cases did not:
pilots showed that it holds where differences are near normal (vouchers) and fails where they are skewed (door visits,
in a world half as large). Both are told. A third study gives vouchers of three sizes to such worlds and asks how much
luck pairing takes away from a difference. How sure these factors are, and what larger comparisons would hold, comes
from drawing the replicates anew (bootstrap). The studies go on where they were left. Writes their tables and a page
in both languages; ``case=visits`` lives one alone.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from experiments.compare import share_interval, summary
from experiments.coverage_page import Facts, pages
from experiments.files import Folder
from experiments.store import Study, write_table
from sim.outcomes import OUTCOMES

WORLD = ("region=qingyuan", "scale.fraction=null", "until=2022-12")
"""26 months. At 1,000 elders most replicates of the pilots had no difference at all."""
ELDERS = {"voucher": 6000, "visits": 3000}
"""Case -> elders simulated; its two worlds stand in ``experiments/coverage_<case>.yaml``."""
DOSES = "doses"
"""Worlds like those of the vouchers, with three sizes of them, ``experiments/coverage_doses.yaml``"""
YEAR = 2022
JUDGED = ("residents", "operable_beds", "waiting", "unmet_hours", "any_gap", "public_cost", "household_cost")
"""Main outcomes that the levers change."""
SIZES = (4, 8)
"""Replicates of a comparison"""
LOW, HIGH = 0.92, 0.98
"""The rule. Of 200 repetitions of which 95 % should hold, luck alone stays between 92 % and 98 % in 19 of 20 cases."""
SEED_TRUE, SEED_REPEATED, SEED_DOSES = 1, 1_000_001, 2_000_001
DRAWS, SEED_DRAWS = 1000, 1
"""Bootstrap samples of the replicates behind each interval of a factor, and their dice."""
LARGER, LARGER_OF, COMPARISONS = (16, 32, 64, 128), "public_cost", 10_000
"""Replicates of comparisons drawn from the study of the truth, the outcome that they are told of, how many of each."""
OUT, PAGES = Path("results/coverage"), Path("results/reference/coverage")


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    replicates: int = 5000
    repetitions: int = 200
    doses: int = 500
    """Replicates of each dose"""
    workers: int | None = None
    case: str = ""
    """One case alone; empty: all of them, and the page"""
    out: Path = OUT
    pages: Path = PAGES


def swept(case: str, name: str, replicates: int, seed: int, asked: Asked) -> Study:
    """A study of all worlds of a case, or of the doses, lived or gone on with."""
    from experiments.commands.sweep import sweep

    more = () if asked.workers is None else (f"workers={asked.workers}",)
    out = asked.out / case / name
    world = [*WORLD, f"scale.elders={ELDERS.get(case, ELDERS['voucher'])}", f"design=experiments/coverage_{case}.yaml"]
    sweep([*world, f"replicates={replicates}", f"seed={seed}", f"out={out}", "resume=true", *more])
    return Study(out)


def skewness(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each row; 0 where nothing varies."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # rows of one value
        return np.nan_to_num(stats.skew(values, axis=1))


def levels(study: Study) -> NDArray[np.float64]:
    """Values of the judged outcomes in the year: [point, outcome, replicate]."""
    study.demand_complete()
    names = ", ".join(f"'{name}'" for name in JUDGED)
    rows = study.yearly(f"place = '' and \"group\" = '' and year = {YEAR} and outcome in ({names})")
    wide = rows.pivot(index=["point", "outcome"], columns="replicate", values="value")
    points = len(study.design)
    index = pd.MultiIndex.from_product([range(points), JUDGED])
    return wide.reindex(index).to_numpy(dtype=np.float64).reshape(points, len(JUDGED), -1)


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


def larger(values: NDArray[np.float64]) -> dict[int, float]:
    """Replicates of a comparison -> how often its interval of ``LARGER_OF`` would hold.

    ``values[point, outcome, replicate]``, from which comparisons are drawn, with their mean as the true effect.
    """
    at = [JUDGED.index(LARGER_OF)]
    difference = (values[1] - values[0])[at]
    rng = np.random.default_rng(SEED_DRAWS)
    of = difference.shape[1]
    drawn = {n: difference[:, rng.integers(0, of, (COMPARISONS, n))] for n in LARGER}
    return {n: float(contained(difference.mean(axis=1), one).mean()) for n, one in drawn.items()}


def homes_of(study: Study) -> tuple[int, int]:
    """Homes of a study's worlds at month 0, and their beds."""
    from experiments import regions

    about = study.facts["region"]
    region = regions.load(about["name"], fraction=about["fraction"])
    return len(region.homes), sum(sum(home.beds) for home in region.homes)


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


def left_over(visits: Study) -> tuple[float, float]:
    """Why the cost of visits is skewed: visits are paid of what is left over in the purses.

    Correlation of their cost with the deficits of government-run homes over the worlds with visits, and the share of
    these worlds in which visits cost more than twice the median.
    """
    paid = "sum(yuan) filter (purpose = '{}')"
    rows = visits.sql(
        f"select {paid.format('identification')} as visits, {paid.format('public_home_deficit')} as deficit "
        f"from ledger where payer = 'purses' and point = 1 and year = {YEAR} group by replicate"
    ).df()
    rows = rows.fillna(0.0)
    return float(rows["visits"].corr(rows["deficit"])), float((rows["visits"] > 2 * rows["visits"].median()).mean())


def contained(true: NDArray[np.float64], differences: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the 95 % interval of each comparison contains the true effect.

    ``true[outcome]``, ``differences[outcome, repetition, replicate]`` -> [outcome, repetition].
    """
    n_outcomes, repetitions, n = differences.shape
    found = summary(differences.reshape(-1, n))
    low, high = (found[name].to_numpy().reshape(n_outcomes, repetitions) for name in ("low", "high"))
    return np.asarray((low <= true[:, None]) & (true[:, None] <= high))


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


def asked_for(words: Sequence[str]) -> Asked:
    """The command line, key=value; SystemExit names what is wrong."""
    kinds: dict[str, Callable[[str], Any]] = dict.fromkeys(("replicates", "repetitions", "doses", "workers"), int)
    kinds |= {"case": str, "out": Path, "pages": Path}
    given = {}
    for word in words:
        key, _, text = word.partition("=")
        if key not in kinds or not text:
            raise SystemExit(f"{word}: write key=value, key one of {', '.join(kinds)}")
        given[key] = kinds[key](text)
    return Asked(**given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Live the studies of each case or go on with them, judge, and write the tables and, of all cases, the pages."""
    from experiments.provenance import line

    asked = asked_for(sys.argv[1:] if arguments is None else arguments)
    if asked.case and asked.case not in ELDERS:
        raise SystemExit(f"case={asked.case}: one of {', '.join(ELDERS)}")
    found: dict[str, pd.DataFrame] = {}
    true: dict[str, Study] = {}
    repeated: dict[str, Study] = {}
    for case in [asked.case] if asked.case else ELDERS:
        true[case] = swept(case, "true", asked.replicates, SEED_TRUE, asked)
        repeated[case] = swept(case, "repeated", asked.repetitions * max(SIZES), SEED_REPEATED, asked)
        found[case] = table(levels(true[case]), levels(repeated[case]))
    told: dict[str, str] = {}
    if not asked.case:
        small = swept(DOSES, DOSES, asked.doses, SEED_DOSES, asked)
        doses = by_dose(small.design["levers.entitle.voucher_yuan"].to_list(), levels(small))
        lived = [true["voucher"], repeated["voucher"], true["visits"], repeated["visits"], small]
        foot = {language: "\n".join(f"* {line(one.facts, language)}" for one in lived) for language in ("en", "zh")}
        more = (larger(levels(true["visits"])), {case: homes_of(one) for case, one in true.items()})
        told = pages(found, doses, Facts(asked.replicates, asked.doses, *left_over(true["visits"]), foot, *more))
        found[DOSES] = doses
    with Folder(asked.pages) as folder:
        for case, one in found.items():
            folder.write(f"{case}.csv", lambda file, one=one: write_table(one, file))
        for name, text in told.items():
            folder.write(name, lambda file, text=text: file.write(text.encode()))
    print(told.get("README.md") or found[asked.case].to_string())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
