"""What health parameters come to: the model's value of every target of the fit, and figures that it did not use."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.health_files import SEXES
from experiments.health_targets import log_odds
from sim.world.cohort import follow_cohort
from sim.world.health import N_AGES, N_LEVELS, FloatArray, HealthParameters, LifeTable

CENSUS_MONTH = 2020 * 12 + 10  # 2020-11
AGE = 60.0 + (np.arange(N_AGES) + 0.5) / 12.0


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
    odds = {k: log_odds(level[:, [60, 300, 240], k:].sum(2)) for k in (2, 3)}  # at 65, 85 and 80
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
            shares[name][what] = [short(100.0 * value, 3) for value in three]
    by_group = "percent beyond a level and with dementia at the census: both sexes, men, women"
    census = "percent who cannot care for themselves, census 2020 (C, not seen; 60+ 2.34 A)"
    return {
        by_group: shares,
        census: dict(zip(shares, (0.7, 1.1, 1.8, 3.2, 5.9, 12.0, 2.34), strict=True)),
        "percent of life after 60 in levels 0-2": {
            sex: short(100.0 * life[i, :3].sum() / life[i].sum(), 4) for i, sex in enumerate(SEXES)
        },
        "years of life after 60 by level": {
            sex: [short(value / 12.0, 3) for value in life[i]] for i, sex in enumerate(SEXES)
        },
    }


def short(value: float, digits: int = 6) -> float:
    """A number with so many digits, as the health file holds it."""
    return float(f"{value:.{digits}g}")
