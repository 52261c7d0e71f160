"""A cohort that lives from 60 to 110 and dies by the life table: who of them is able, disabled or demented at what age.

The life table says how many die at an age, not who. Each level, and dementia, has its own hazard relative to that of
the able; theirs is found along the cohort, so that all deaths together are those of the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.world.health import MONTH, N_AGES, N_LEVELS, TREND_YEAR, FloatArray, HealthParameters, LifeTable

DEAD = N_LEVELS
"""Column of death in generators and monthly matrices."""


@dataclass(frozen=True, eq=False)
class Cohort:
    """A birth cohort that lives all its life after 60 under the rates of one period."""

    share: FloatArray
    """[sex, dementia, N_AGES, level] shares of those alive at the start of each age month."""
    able_hazard: FloatArray
    """[sex, N_AGES] hazard of death of the able without dementia, 1/year."""
    monthly: FloatArray
    """[sex, dementia, N_AGES, 6, 6] monthly probabilities between levels; the last column is death."""


def yearly_generators(
    health: HealthParameters, able_hazard: FloatArray, years: float = 0.0, long_gap: bool = False
) -> FloatArray:
    """Intensities between levels and death: [sex, dementia, N_AGES, 6, 6], 1/year, after years of trend."""
    worsen = health.worsening(years) * (health.gap_worsening if long_gap else 1.0)
    death = able_hazard * (health.gap_death if long_gap else 1.0)
    rates = np.zeros((2, 2, N_AGES, N_LEVELS + 1, N_LEVELS + 1))
    low = np.arange(N_LEVELS - 1)
    rates[..., low, low + 1] = worsen[:, None]
    rates[..., low + 1, low] = health.recovering()[:, None]
    rates[..., :N_LEVELS, DEAD] = death[:, None, :, None] * health.death_ratios()[:, None]
    rates[..., np.arange(N_LEVELS + 1), np.arange(N_LEVELS + 1)] = -rates.sum(-1)
    return rates


def monthly_matrices(generators: FloatArray) -> FloatArray:
    """Probabilities of a month, exp(generator / 12), of the same shape; never a root of a yearly matrix.

    By power series, after halving the exponent until its norm is below 1/2: on thousands of small matrices
    several times faster than ``scipy.linalg.expm``, with which it agrees to 1e-13.
    """
    exponent = generators * MONTH
    halvings = max(0, 1 + int(np.ceil(np.log2(max(np.abs(exponent).sum(-1).max(), 1e-9)))))
    exponent = exponent / 2.0**halvings
    term = total = np.broadcast_to(np.eye(exponent.shape[-1]), exponent.shape)
    for order in range(1, 14):
        term = term @ exponent / order
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


@lru_cache(maxsize=16)
def follow_cohort(health: HealthParameters, life_table: LifeTable, period: int, tolerance: float = 1e-6) -> Cohort:
    """Follow a cohort from 60 to 110 so that it dies by the life table at every age month and sex.

    The hazard of level l at an age is h_table * HR_l / sum over the living of HR. The divisor is solved along
    the cohort from the composition that earlier months have left, until all deaths of the cohort are those of
    the table to a relative ``tolerance`` in every month. Regions share health and life table, and runs their region, so
    the last results are kept; their arrays cannot be written.
    """
    table = life_table.hazard(period)
    years = float(life_table.start_years[period] - TREND_YEAR)
    demented = np.stack([1.0 - health.dementia_start, health.dementia_start], axis=1)
    first = demented[:, :, None] * health.start[:, None]
    able_hazard = table / (first * health.death_ratios()).sum((1, 2))[:, None]
    for _ in range(20):
        monthly = monthly_matrices(yearly_generators(health, able_hazard, years))
        share, better = _live_through(health, table, able_hazard, monthly, first)
        if np.abs(better / able_hazard - 1.0).max() < tolerance:
            for array in (share, able_hazard, monthly):
                array.setflags(write=False)
            return Cohort(share, able_hazard, monthly)
        able_hazard = better
    raise ArithmeticError("deaths by level do not settle on the life table; are the intensities extreme?")


def _live_through(
    health: HealthParameters, table: FloatArray, able_hazard: FloatArray, monthly: FloatArray, now: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Composition at the start of each age month, as in Cohort, and a better ``able_hazard``.

    One event a month, as in the risk table: who turns demented keeps the level. Where ``monthly`` misses the
    life table, the missing hazard is laid half before and half after the month.
    """
    n = 2 * N_LEVELS
    ratios = health.death_ratios().reshape(n)
    staying = 1.0 - monthly[..., :N_LEVELS, DEAD]
    turning = staying[:, 0] * -np.expm1(-health.dementia_onset() * MONTH)[:, :, None]
    moves = np.zeros((N_AGES, 2, n, n))
    moves[:, :, :N_LEVELS, :N_LEVELS] = np.moveaxis(monthly[:, 0, :, :N_LEVELS, :N_LEVELS], 0, 1)
    moves[:, :, N_LEVELS:, N_LEVELS:] = np.moveaxis(monthly[:, 1, :, :N_LEVELS, :N_LEVELS], 0, 1)
    level = np.arange(N_LEVELS)
    moves[:, :, level, level] -= np.moveaxis(turning, 0, 1)
    moves[:, :, level, level + N_LEVELS] = np.moveaxis(turning, 0, 1)
    survive = moves.sum(-1)
    share = np.empty((N_AGES, 2, n))
    better = np.empty((N_AGES, 2))
    now = now.reshape(2, n)
    for age in range(N_AGES):
        share[age] = now
        hazard, wanted = able_hazard[:, age], table[:, age] * MONTH
        better[age] = hazard * wanted / -np.log((now * survive[age]).sum(1))
        half = np.exp(np.outer(hazard - better[age], 0.5 * MONTH * ratios))
        after = ((now * half)[:, None] @ moves[age])[:, 0] * half
        alive = after.sum(1)
        better[age] *= wanted / -np.log(alive)
        now = after / alive[:, None]
    return share.reshape(N_AGES, 2, 2, N_LEVELS).transpose(1, 2, 0, 3), better.T


def prevalence(health: HealthParameters, life_table: LifeTable, period: int) -> FloatArray:
    """Shares of the levels among those alive at each age month: [2 sexes, N_AGES, 5]."""
    share = follow_cohort(health, life_table, period).share
    return share[:, 0] + share[:, 1]


def dementia_prevalence(health: HealthParameters, life_table: LifeTable, period: int) -> FloatArray:
    """Share with dementia among those alive at each age month: [2 sexes, N_AGES]."""
    share = follow_cohort(health, life_table, period).share
    return share[:, 1] @ np.ones(N_LEVELS)
