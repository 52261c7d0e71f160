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
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import least_squares

from experiments.health_figures import CENSUS_MONTH, plausibility, short, summary
from experiments.health_files import HEALTH_FILE, health_yaml, load_census, load_life_table
from experiments.health_targets import CLHLS_AT_80, CLHLS_SLOPE, RUN_IN_FROM, follow, targets
from sim.world.health import FloatArray, HealthParameters, LifeTable

LADDER = 0.6  # recovery from a level relative to that from the level above it, levels 3 and 4 (C, range 0.4-1.0)
DEATH_RATIO = (1.0, 1.44, 2.0, 3.2, 4.45)  # CLHLS 2002-14, interpolated between Katz B and G

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
        "cost": short(2.0 * best.cost),
        "targets": [
            {"name": t.name, "unit": t.unit, "target": short(t.value), "fitted": short(found[t.name]),
             "residual": short(t.residual(found[t.name]), 3), "compared": t.compared, "spread": t.spread,
             "tolerance": t.tolerance, "source": t.source}
            for t in aims
        ],
        "free": {
            name: {"value": short(value), "standard_error": short(error, 3)}
            for name, value, error in zip(FREE, best.x, errors, strict=True)
        },
        "not_fitted": plausibility(health, life_table, persons),
    }  # fmt: skip
    return health, record


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
        start.append(follow(worsen, recover, able[:, None] * np.array(DEATH_RATIO))[-1])
    return np.array(start)


def _rounded(health: HealthParameters) -> HealthParameters:
    """The same parameters with six digits, as the file holds them."""
    six = np.vectorize(short, otypes=[np.float64])
    values = {name: six(value) for name, value in vars(health).items() if isinstance(value, np.ndarray)}
    start = np.round(health.start, 6)
    start[:, 0] = np.round(1.0 - start[:, 1:].sum(1), 6)
    values["start"] = start
    return replace(health, **values, dementia_death_ratio=short(health.dementia_death_ratio))


if __name__ == "__main__":
    raise SystemExit(main())
