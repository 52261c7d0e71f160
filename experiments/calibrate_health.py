"""Fits ability, dementia and death to what is known of China's elders and writes ``conf/health/china.yaml``.

    python -m experiments.calibrate_health

What identifies what:

* The shares of the levels fix the four worsening intensities, given recovery; the onset of 50 per 1,000
  person-years then fixes recovery from level 1, because the same share of mild loss is kept up by many onsets
  and quick recovery or by few and slow.
* Nothing published fixes recovery from levels 2, 3 and 4 apart. Together they return below level 2 at the
  CLHLS rate "worst to intermediate"; each deeper level recovers ``LADDER`` times as often as the one above.
* The three CLHLS states cut the same health at far lower thresholds (at 80 most people are in the middle
  state): its intensities tell gradients, not levels. Steps 0-1 take the age slopes and sex ratios of "healthy
  to intermediate" as they are. To give those of "intermediate to worst" to each of 1-2, 2-3 and 3-4 would
  compound them three times. What carries over from one threshold to another is the gradient of the log odds
  of being beyond it: the upper steps share a fraction of the CLHLS slopes and sex ratios, such that the log
  odds of levels 2+ and 3+ rise from 65 to 85, and differ by sex at 80, as those of its worst state do.
* The levels at the 60th birthday follow from the same intensities at ages 45-60, everybody able at 45.
* Prevalence and incidence of dementia agree only if people with dementia die sooner: the ratio is fitted.

Nothing is fitted to the validation facts; the shares of life in levels 0-2 are printed for comparison.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import least_squares

from experiments.health_files import HEALTH_FILE, SEXES, health_yaml, load_census, load_life_table
from sim.world.health import (
    N_AGES,
    N_LEVELS,
    FloatArray,
    HealthParameters,
    LifeTable,
    follow_cohort,
    monthly_matrices,
)

CENSUS_MONTH = 2020 * 12 + 10  # 2020-11
RUN_IN_FROM = 45  # age at which everybody is taken as able, years (assumption)
LADDER = 0.6  # recovery from a level relative to that from the level above it, levels 3 and 4 (C, range 0.4-1.0)
DEATH_RATIO = (1.0, 1.44, 2.0, 3.2, 4.45)  # CLHLS 2002-14, interpolated between Katz B and G

# Smoothed CLHLS intensities at 65 and 95 (1/year; log-linear between), men then women: maximum likelihood on
# the three-year tables of Math Probl Eng 2022:7980111; 1 healthy, 2 intermediate, 3 worst; m1-m3 deaths.
CLHLS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "q12": ((0.16796, 0.99803), (0.19136, 1.60918)),
    "q21": ((0.48809, 0.08150), (0.38251, 0.08832)),
    "q23": ((0.11873, 0.47365), (0.11199, 0.63202)),
    "q32": ((0.67769, 0.19498), (0.53453, 0.11908)),
    "m1": ((0.01823, 0.07930), (0.01057, 0.07441)),
    "m2": ((0.03082, 0.13404), (0.01277, 0.08988)),
    "m3": ((0.12164, 0.43783), (0.06488, 0.34698)),
}
CLHLS_AT_80 = {name: np.sqrt(np.prod(value, axis=1)) for name, value in CLHLS.items()}
CLHLS_SLOPE = {name: np.log(np.divide(*np.transpose(value)[::-1])) / 3.0 for name, value in CLHLS.items()}
AGE = 60.0 + (np.arange(N_AGES) + 0.5) / 12.0


@dataclass(frozen=True)
class Target:
    """A figure to be met: residuals are divided by ``spread``; the tests accept them up to ``tolerance``."""

    name: str
    value: float
    unit: str
    spread: float
    tolerance: float
    source: str
    compared: str = "ratio"

    def residual(self, fitted: float) -> float:
        """Relative (ratio) or absolute (difference) miss of the fitted value."""
        return fitted / self.value - 1.0 if self.compared == "ratio" else fitted - self.value


def targets() -> list[Target]:
    """Everything that the fit aims at (model.md 4.1), with sources and grades."""
    synthesis = "C: synthesis of 11.6 % (2021 survey), 19.4 = 16.8/1.5/1.1 % (SW China 2020), 2.34 % (census 2020)"
    found = [
        Target(f"share of level {level}", value, "% of 60+ at the census", 0.02, 0.02, synthesis)
        for level, value in enumerate((86.5, 9.5, 2.0, 1.1, 0.9))
    ]
    onset = "A: CLHLS 64.2 (2002 cohort) to 46.6 (2008 cohort), J Gerontol A 2020;75:2113"
    found.append(Target("onset of level 1 from level 0 at 65+", 50.0, "per 1,000 person-years", 0.03, 0.05, onset))
    smooth = "A: smoothed CLHLS intensities (Math Probl Eng 2022:7980111)"
    for i, sex in enumerate(SEXES):
        for name, move in (("q12", "0>1"), ("q21", "1>0")):
            slope = float(CLHLS_SLOPE[name][i])
            found.append(Target(f"age slope {move}, {sex}", slope, "log per 10 y", 0.05, 0.05, smooth, "difference"))
        rate = float(CLHLS_AT_80["q32"][i])
        found.append(Target(f"return of levels 2-4 below 2 at 80, {sex}", rate, "1/year", 0.3, 0.2, smooth))
    for name, move in (("q12", "0>1"), ("q21", "1>0")):
        ratio = float(CLHLS_AT_80[name][1] / CLHLS_AT_80[name][0])
        found.append(Target(f"women / men at 80, {move}", ratio, "ratio", 0.05, 0.05, smooth))
    worst = _log_odds(_clhls_worst())
    odds = smooth + ", log odds of its worst state in a cohort able at 45"
    for level in (2, 3):
        for i, sex in enumerate(SEXES):
            rise = float(worst[i, 1] - worst[i, 0]) / 2.0
            name = f"rise of level {level}+ 65 to 85, {sex}"
            found.append(Target(name, rise, "log odds per 10 y", 0.15, 0.2, odds, "difference"))
        gap = float(worst[1, 2] - worst[0, 2])
        found.append(Target(f"women - men at 80, level {level}+", gap, "log odds", 0.15, 0.2, odds, "difference"))
    jia = "A: Jia L. et al, Lancet Public Health 2020;5:e661 (2015-18); by decade solved from its odds ratios"
    found.append(Target("dementia, 60+", 6.0, "%", 0.02, 0.02, jia))
    for decade, value in (("60-69", 3.1), ("70-79", 8.0), ("80-89", 12.7), ("90+", 17.6)):
        found.append(Target(f"dementia, {decade}", value, "%", 0.1, 0.1, jia))
    sexes = "A: 10.3 % women, 7.7 % men at 65+ (2019 survey, n=20,438)"
    found.append(Target("dementia, women / men, 65+", 10.3 / 7.7, "ratio", 0.1, 0.1, sexes))
    yuan = "A: crude incidence, Yuan J. 2016 Alzheimers Dement (1997-2002)"
    found.append(Target("dementia incidence, 65+", 12.1, "per 1,000 person-years", 0.2, 0.2, yuan))
    order = "C: doubling every 5.5 years scaled to 12.1; an order of magnitude"
    for band, value in (("65-69", 4.0), ("70-74", 8.0), ("75-79", 14.0), ("80-84", 24.0), ("85+", 40.0)):
        found.append(Target(f"dementia incidence, {band}", value, "per 1,000 person-years", 0.5, 0.5, order))
    return found


FREE = {  # name: starting value
    "log worsening 0>1 at 80": -2.3, "log worsening 1>2 at 80": -1.6, "log worsening 2>3 at 80": -1.2,
    "log worsening 3>4 at 80": -1.2, "log recovery 1>0 at 80": -1.4, "log recovery 2>1 at 80": -0.5,
    "slope 0>1 men": 0.6, "slope 0>1 women": 0.7, "slope 1>0 men": -0.6, "slope 1>0 women": -0.5,
    "upper steps: fraction of CLHLS slopes": 0.3, "log women / men 0>1": 0.3, "log women / men 1>0": -0.1,
    "upper steps: fraction of CLHLS log sex ratios": 0.3, "log dementia onset at 80": -3.9,
    "slope of dementia onset": 1.0, "log women / men dementia": 0.2, "log dementia prevalence at 60": -4.4,
    "log death ratio of dementia": 0.9,
}  # fmt: skip


def parameters_of(free: FloatArray, life_table: LifeTable) -> HealthParameters:
    """The parameters that follow from the free quantities, in the order of ``FREE``."""
    sex = np.array([-0.5, 0.5])[:, None]
    log_worsen = np.tile(free[0:4], (2, 1))
    ladder = free[5] + np.log(LADDER) * np.arange(3)
    log_recover = np.tile(np.concatenate([free[4:5], ladder]), (2, 1))
    ratio = {name: np.log(value[1] / value[0]) for name, value in CLHLS_AT_80.items()}
    log_worsen += sex * np.array([free[11], *[free[13] * ratio["q23"]] * 3])
    log_recover += sex * np.array([free[12], *[free[13] * ratio["q32"]] * 3])
    upper = {name: np.tile(free[10] * CLHLS_SLOPE[name][:, None], (1, 3)) for name in ("q23", "q32")}
    rates = {
        "worsen_at_80": np.exp(log_worsen),
        "worsen_slope": np.hstack([free[6:8, None], upper["q23"]]),
        "recover_at_80": np.exp(log_recover),
        "recover_slope": np.hstack([free[8:10, None], upper["q32"]]),
    }
    return HealthParameters(
        **rates,
        start=_levels_at_60(rates, life_table),
        dementia_at_80=np.exp(free[14] + free[16] * sex[:, 0]),
        dementia_slope=np.full(2, free[15]),
        dementia_start=np.exp(free[17] + free[16] * sex[:, 0]),
        death_ratio=np.array(DEATH_RATIO),
        dementia_death_ratio=float(np.exp(free[18])),
    )


def summary(health: HealthParameters, life_table: LifeTable, persons: FloatArray) -> dict[str, float]:
    """The model's value of every target, with the census table (persons by sex and age group) as weights."""
    period = life_table.period_index(CENSUS_MONTH)
    cohort = follow_cohort(health, life_table, period)
    weight = month_weights(life_table, persons)
    level, demented = cohort.share.sum(1), cohort.share[:, 1].sum(2)

    def mean(values: FloatArray, first: float = 60, end: float = 111, weights: FloatArray = weight) -> float:
        at = (first < AGE) & (end > AGE)
        return float((weights * values)[:, at].sum() / weights[:, at].sum())

    found = {f"share of level {k}": 100.0 * mean(level[:, :, k]) for k in range(N_LEVELS)}
    onset = mean(health.worsening()[:, :, 0], 65, weights=weight * level[:, :, 0])
    found["onset of level 1 from level 0 at 65+"] = 1000.0 * onset
    at_80 = level[:, 240]
    returning = at_80[:, 2] / at_80[:, 2:].sum(1) * health.recover_at_80[:, 1]
    odds = {k: _log_odds(level[:, [60, 300, 240], k:].sum(2)) for k in (2, 3)}  # at 65, 85 and 80
    for i, sex in enumerate(SEXES):
        found[f"age slope 0>1, {sex}"] = float(health.worsen_slope[i, 0])
        found[f"age slope 1>0, {sex}"] = float(health.recover_slope[i, 0])
        found[f"return of levels 2-4 below 2 at 80, {sex}"] = float(returning[i])
        for k in odds:
            found[f"rise of level {k}+ 65 to 85, {sex}"] = float(odds[k][i, 1] - odds[k][i, 0]) / 2.0
    for k in odds:
        found[f"women - men at 80, level {k}+"] = float(odds[k][1, 2] - odds[k][0, 2])
    found["women / men at 80, 0>1"] = float(health.worsen_at_80[1, 0] / health.worsen_at_80[0, 0])
    found["women / men at 80, 1>0"] = float(health.recover_at_80[1, 0] / health.recover_at_80[0, 0])
    found["dementia, 60+"] = 100.0 * mean(demented)
    for name, first, end in (("60-69", 60, 70), ("70-79", 70, 80), ("80-89", 80, 90), ("90+", 90, 111)):
        found[f"dementia, {name}"] = 100.0 * mean(demented, first, end)
    men, women = (mean(demented[i : i + 1], 65, weights=weight[i : i + 1]) for i in (0, 1))
    found["dementia, women / men, 65+"] = women / men
    bands = (("65+", 65, 111), ("65-69", 65, 70), ("70-74", 70, 75), ("75-79", 75, 80), ("80-84", 80, 85))
    for name, first, end in (*bands, ("85+", 85, 111)):
        rate = mean(health.dementia_onset(), first, end, weights=weight * (1.0 - demented))
        found[f"dementia incidence, {name}"] = 1000.0 * rate
    return found


def month_weights(life_table: LifeTable, persons: FloatArray) -> FloatArray:
    """Census persons by age month, [2, N_AGES]: within a group as the survivors of the life table."""
    hazard = life_table.hazard(life_table.period_index(CENSUS_MONTH)) / 12.0
    alive = np.exp(hazard - np.cumsum(hazard, axis=1))
    group = np.minimum(np.arange(N_AGES) // 60, persons.shape[1] - 1)
    in_group = np.stack([np.bincount(group, weights=row) for row in alive])
    return np.asarray((alive / in_group[:, group]) * persons[:, group])


def fit(life_table: LifeTable, persons: FloatArray) -> tuple[HealthParameters, dict[str, Any]]:
    """Least squares from one fixed start; returns the rounded parameters and the record of the fit."""
    aims = targets()

    def residuals(free: FloatArray) -> FloatArray:
        found = summary(parameters_of(free, life_table), life_table, persons)
        logs = [np.log(found[t.name] / t.value) if t.compared == "ratio" else t.residual(found[t.name]) for t in aims]
        return np.array([value / t.spread for value, t in zip(logs, aims, strict=True)])

    best = least_squares(residuals, np.array(list(FREE.values())), x_scale="jac", ftol=1e-12, xtol=1e-10)
    errors = np.sqrt(np.diag(np.linalg.inv(best.jac.T @ best.jac)))
    health = _rounded(parameters_of(best.x, life_table))
    found = summary(health, life_table, persons)
    record: dict[str, Any] = {
        "cost": _short(2.0 * best.cost),
        "targets": [
            {"name": t.name, "unit": t.unit, "target": _short(t.value), "fitted": _short(found[t.name]),
             "residual": _short(t.residual(found[t.name]), 3), "compared": t.compared, "spread": t.spread,
             "tolerance": t.tolerance, "source": t.source}
            for t in aims
        ],
        "free": {
            name: {"value": _short(value), "standard_error": _short(error, 3)}
            for name, value, error in zip(FREE, best.x, errors, strict=True)
        },
        "not_fitted": plausibility(health, life_table, persons),
    }  # fmt: skip
    return health, record


def plausibility(health: HealthParameters, life_table: LifeTable, persons: FloatArray) -> dict[str, Any]:
    """Prevalence by age and sex and years of life by level, beside figures that the fit did not use."""
    period = life_table.period_index(CENSUS_MONTH)
    cohort = follow_cohort(health, life_table, period)
    weight, level = month_weights(life_table, persons), cohort.share.sum(1)
    alive = np.array([[life_table.survival(i, 720, 720 + m, period) for m in range(N_AGES)] for i in (0, 1)])
    life = (alive[:, :, None] * level).sum(1)
    beyond = {f"{k}+": level[:, :, k:].sum(2) for k in range(1, N_LEVELS)} | {"dementia": cohort.share[:, 1].sum(2)}
    groups = [(f"{age}-{age + 4}", age, age + 5) for age in range(60, 85, 5)] + [
        ("85+", 85, 111),
        ("60+", 60, 111),
    ]
    shares: dict[str, dict[str, list[float]]] = {name: {} for name, _, _ in groups}
    for name, first, end in groups:
        w = np.where((first < AGE) & (end > AGE), weight, 0.0)
        for what, share in beyond.items():
            three = [(w * share).sum() / w.sum(), *((w * share).sum(1) / w.sum(1))]
            shares[name][what] = [_short(100.0 * value, 3) for value in three]
    by_group = "percent beyond a level and with dementia at the census: both sexes, men, women"
    census = "percent who cannot care for themselves, census 2020 (C, not seen; 60+ 2.34 A)"
    return {
        by_group: shares,
        census: dict(zip(shares, (0.7, 1.1, 1.8, 3.2, 5.9, 12.0, 2.34), strict=True)),
        "percent of life after 60 in levels 0-2": {
            sex: _short(100.0 * life[i, :3].sum() / life[i].sum(), 4) for i, sex in enumerate(SEXES)
        },
        "years of life after 60 by level": {
            sex: [_short(value / 12.0, 3) for value in life[i]] for i, sex in enumerate(SEXES)
        },
    }


def main(arguments: list[str] | None = None) -> int:
    """Fit, write the health file, print the residuals."""
    parser = argparse.ArgumentParser(description="Fit ability, dementia and death; write the health file.")
    parser.add_argument("--out", type=Path, default=HEALTH_FILE, help="file to write; its tables are read beside it")
    out: Path = parser.parse_args(arguments).out
    life_table = load_life_table(out.parent / "life_table.csv")
    health, record = fit(life_table, load_census(out.parent / "census_china_60plus.csv"))
    out.write_text(health_yaml(health, record, NOTES), encoding="utf-8")
    for aim in record["targets"]:
        miss = f"{aim['residual']:+.3f} ({aim['compared']})"
        print(f"{aim['name']:45} {aim['target']:>9} {aim['fitted']:>9}  {miss}")
    for name, values in record["not_fitted"].items():
        print(f"{name}: {values}")
    return 0


NOTES = {
    "worsen": "fitted",
    "slope": "fitted; upper steps a common fraction of the CLHLS slopes",
    "recover": f"fitted; 3>2 and 4>3 {LADDER} times the step above (assumption C, range 0.4-1.0)",
    "start": f"these intensities from everybody able at {RUN_IN_FROM}",
    "dementia": "fitted",
    "death": "A(derived): interpolated between Katz B and G, BMC Geriatrics 2021 s12877-021-02611-1",
    "dementia_death": "fitted: makes prevalence and incidence agree",
    "gap": "assumption C, range 1.0-1.3",
}


def _levels_at_60(rates: dict[str, FloatArray], life_table: LifeTable) -> FloatArray:
    """Shares of the levels at 60, everybody able at ``RUN_IN_FROM``; deaths continue the table below 60."""
    age = RUN_IN_FROM + (np.arange((60 - RUN_IN_FROM) * 12) + 0.5) / 12.0
    decades = (age - 80.0)[:, None] / 10.0
    table = life_table.death_rates[life_table.period_index(CENSUS_MONTH)]
    start = []
    for i in (0, 1):
        worsen = rates["worsen_at_80"][i] * np.exp(rates["worsen_slope"][i] * decades)
        recover = rates["recover_at_80"][i] * np.exp(rates["recover_slope"][i] * decades)
        able = table[i, 0] * (table[i, 1] / table[i, 0]) ** ((age - 62.5) / 5.0)
        start.append(_follow(worsen, recover, able[:, None] * np.array(DEATH_RATIO))[-1])
    return np.array(start)


def _clhls_worst() -> FloatArray:
    """Share in the worst CLHLS state at 65, 85 and 80, by sex, in a cohort able at ``RUN_IN_FROM``."""
    decades = (RUN_IN_FROM + (np.arange((85 - RUN_IN_FROM) * 12) + 0.5) / 12.0 - 80.0) / 10.0
    found = []
    for i in (0, 1):
        rate = {name: CLHLS_AT_80[name][i] * np.exp(CLHLS_SLOPE[name][i] * decades) for name in CLHLS}
        moves = (("q12", "q23"), ("q21", "q32"), ("m1", "m2", "m3"))  # down, back, death
        share = _follow(*(np.stack([rate[name] for name in names], axis=1) for names in moves))
        found.append([share[(age - RUN_IN_FROM) * 12, 2] for age in (65, 85, 80)])
    return np.array(found)


def _follow(up: FloatArray, down: FloatArray, death: FloatArray) -> FloatArray:
    """Composition of survivors from everybody in the first state; rates [month, move], 1/year."""
    n, step = death.shape[1], np.arange(death.shape[1] - 1)
    rates = np.zeros((len(death), n + 1, n + 1))
    rates[:, step, step + 1], rates[:, step + 1, step], rates[:, :n, n] = up, down, death
    rates[:, np.arange(n + 1), np.arange(n + 1)] = -rates.sum(-1)
    share = [np.eye(n)[0]]
    for month in monthly_matrices(rates)[:, :n, :n]:
        after = share[-1] @ month
        share.append(after / after.sum())
    return np.array(share)


def _log_odds(share: FloatArray) -> FloatArray:
    return np.asarray(np.log(share / (1.0 - share)))


def _short(value: float, digits: int = 6) -> float:
    return float(f"{value:.{digits}g}")


def _rounded(health: HealthParameters) -> HealthParameters:
    """The same parameters with six digits, as the file holds them."""
    six = np.vectorize(_short, otypes=[np.float64])
    values = {name: six(value) for name, value in vars(health).items() if isinstance(value, np.ndarray)}
    start = np.round(health.start, 6)
    start[:, 0] = np.round(1.0 - start[:, 1:].sum(1), 6)
    values["start"] = start
    return replace(health, **values, dementia_death_ratio=_short(health.dementia_death_ratio))


if __name__ == "__main__":
    raise SystemExit(main())
