"""The table of monthly risks: what one uniform number decides for one elder in one month.

At most one event happens to an elder in a month. Thresholds for a uniform 32-bit integer are cumulated in the
fixed order of :class:`Event`, so that a single comparison with ``total`` lets most elders pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.world.cohort import DEAD, follow_cohort, monthly_matrices, yearly_generators
from sim.world.health import N_AGES, N_LEVELS, TREND_YEAR, FloatArray, HealthParameters, LifeTable

N_STATES = 64
"""Values of the packed state (``sim.kernels.state``); those of the unused levels 5-7 have no risk."""


class Event(IntEnum):
    """What may happen in a month, in the order in which the thresholds are cumulated."""

    DIE = 0
    LEAVE = 1
    DEMENTIA = 2
    TO_LEVEL_0 = 3
    TO_LEVEL_1 = 4
    TO_LEVEL_2 = 5
    TO_LEVEL_3 = 6
    TO_LEVEL_4 = 7


N_EVENTS = len(Event)


@dataclass(frozen=True, eq=False)
class RiskTable:
    """Monthly risks of one calendar period; row = state * N_AGES + age index (months since 60, at most 599).

    With u a uniform 32-bit integer, an event happens if u < total[row]: the first k with u < edges[row, k].
    """

    total: NDArray[np.uint32]
    """[64 * N_AGES] threshold of any event; equals ``edges[:, 7]``."""
    edges: NDArray[np.uint32]
    """[64 * N_AGES, 8] cumulated thresholds in the order of Event; what cannot happen has no width."""


@lru_cache(maxsize=16)
def risk_table(
    health: HealthParameters, life_table: LifeTable, period: int, leave_per_year: float, gap_effect: bool
) -> RiskTable:
    """The risks of a month in one period of the life table.

    ``leave_per_year`` is the rate at which people of level 0 move out of the region (1/year); ``gap_effect``
    switches the multipliers of people in a long gap of care on. Among those who survive and stay, onset of
    dementia has exactly its monthly probability 1 - exp(-rate / 12) and the next level its distribution from
    the matrix exponential; as one event a month happens, who turns demented keeps the level that month.
    """
    if leave_per_year < 0.0:
        raise ValueError(f"leave_per_year must not be negative, got {leave_per_year}")
    cohort = follow_cohort(health, life_table, period)
    usual = _event_probabilities(health, cohort.monthly, leave_per_year)
    in_gap = usual
    if gap_effect:
        years = float(life_table.start_years[period] - TREND_YEAR)
        generators = yearly_generators(health, cohort.able_hazard, years, long_gap=True)
        in_gap = _event_probabilities(health, monthly_matrices(generators), leave_per_year)
    # axes as in the state byte from its highest bit: gap, dementia, level (8 values), sex; then age, event
    chance = np.zeros((2, 2, 8, 2, N_AGES, N_EVENTS))
    chance[0, :, :N_LEVELS] = usual
    chance[1, :, :N_LEVELS] = in_gap
    thresholds = np.minimum(np.rint(np.cumsum(chance, axis=-1) * 2.0**32), 2.0**32 - 1.0)
    edges = thresholds.astype(np.uint32).reshape(N_STATES * N_AGES, N_EVENTS)
    total = edges[:, -1].copy()
    edges.setflags(write=False)
    total.setflags(write=False)
    return RiskTable(total, edges)


def _event_probabilities(health: HealthParameters, monthly: FloatArray, leave_per_year: float) -> FloatArray:
    """Probability of each event in a month: [dementia, level, sex, N_AGES, event]."""
    leave = np.zeros(N_LEVELS)
    leave[0] = -np.expm1(-leave_per_year / 12.0)
    onset = np.zeros((2, N_LEVELS, 2, N_AGES))
    onset[0] = -np.expm1(-health.dementia_onset() / 12.0)
    by_level = monthly[..., :N_LEVELS, :].transpose(1, 3, 0, 2, 4)  # [dementia, level, sex, age, to]
    chance = np.empty((2, N_LEVELS, 2, N_AGES, N_EVENTS))
    die = by_level[..., DEAD]
    stay = (1.0 - die) * (1.0 - leave)[None, :, None, None]
    chance[..., Event.DIE] = die
    chance[..., Event.LEAVE] = (1.0 - die) * leave[None, :, None, None]
    chance[..., Event.DEMENTIA] = stay * onset
    chance[..., Event.TO_LEVEL_0 :] = by_level[..., :N_LEVELS] * (1.0 - leave)[None, :, None, None, None]
    own = np.arange(N_LEVELS)
    chance[:, own, :, :, Event.TO_LEVEL_0 + own] = 0.0
    return chance
