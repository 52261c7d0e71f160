"""Who is in the region at the census, who turns 60 later, who moves in: none of it depends on care policy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.chance import Chance, Decision
from sim.world.region import AGE_GROUPS, COMING_GROUPS, Region

Ints = NDArray[np.int64]
SIXTY = 720
OLDEST = 1260
"""Age in months (105 years) up to which the open group is spread."""


def initial_elders(region: Region, chance: Chance) -> tuple[Ints, Ints, Ints]:
    """Sex, place and month of birth of every elder of the census, in order of place, sex, age group.

    Within a five-year group the k-th of n is (k + 1/2) / n of the way from the youngest month to the oldest.
    """
    counts = region.elders
    flat = counts.reshape(-1)
    cell = np.repeat(np.arange(len(flat)), flat)
    place, sex, group = np.unravel_index(cell, counts.shape)
    first = np.concatenate([[0], np.cumsum(flat)])[:-1]
    k = np.arange(len(cell)) - first[cell]
    lower = np.array(AGE_GROUPS) * 12
    upper = np.concatenate([lower[1:], [OLDEST]])
    width = (upper - lower)[group]
    age = lower[group] + np.floor((k + 0.5) / flat[cell] * width).astype(np.int64)
    return sex.astype(np.int64), place.astype(np.int64), region.start - age


class Arrivals:
    """The elders who come: fixed numbers by month, place and sex, with whole people carried from month to month."""

    def __init__(self, region: Region, months: int, able: NDArray[np.float64]) -> None:
        """Work out the numbers of ``months`` months from the start.

        A group of the census that is aged a to a + 5 turns 60 evenly over five years, less those who die
        before: yearly death rates below 60 continue those of 60-64 downwards by a fixed ratio per group
        (``population.mortality_ratio_55``), and less those who move away (``population.net_leave_before_60``). As many
        people move in as able elders of the census would move out;
        ``able`` is the share of level 0 [sex, age month].
        """
        table, population = region.life_table, region.parameters.population
        at_60 = table.hazard(table.period_index(region.start))[:, :60].mean(axis=1)  # [sex], 60-64
        expected = np.zeros((months, region.n_places, 2))
        for group, first_age in enumerate(COMING_GROUPS):
            for month in range(months):
                age = 60 - (month + 0.5) / 12
                if not first_age <= age < first_age + 5:
                    continue
                steps = (60 - age) / 5
                hazard = at_60 * population.mortality_ratio_55 ** (0.5 + steps / 2) + population.net_leave_before_60
                expected[month] += region.coming[:, :, group] / 60 * np.exp(-hazard * (60 - age))
        self.turning_60 = _whole(expected)
        by_group = np.stack([able[:, min(60 * g + 30, able.shape[1] - 1)] for g in range(len(AGE_GROUPS))], axis=1)
        movers = (region.elders * by_group).sum(axis=2) * population.leave_per_year / 12
        self.moving_in = _whole(np.broadcast_to(movers, expected.shape))
        ages = region.elders[:, :, :5].sum(axis=0)  # movers are 60-84
        self._age_edges = np.cumsum(ages, axis=1) / ages.sum(axis=1, keepdims=True)

    def come(self, month: int, since_start: int, first_id: int, chance: Chance) -> tuple[Ints, Ints, Ints]:
        """Sex, place and month of birth of those who come in a month; ids count on from ``first_id``."""
        sixty = self.turning_60[since_start]
        moving = self.moving_in[since_start]
        place_60, sex_60 = _people(sixty)
        place_in, sex_in = _people(moving)
        ids = first_id + len(place_60) + np.arange(len(place_in))
        u = chance.units(Decision.AGE_OF_ARRIVAL, ids, month)
        age = np.zeros(len(ids), dtype=np.int64)
        for s in (0, 1):
            edges = np.concatenate([[0.0], self._age_edges[s]])
            mine = sex_in == s
            group = np.searchsorted(self._age_edges[s], u[mine], side="right")
            within = (u[mine] - edges[group]) / (edges[group + 1] - edges[group])
            age[mine] = SIXTY + group * 60 + np.floor(within * 60).astype(np.int64)
        birth = np.concatenate([np.full(len(place_60), month - SIXTY), month - age])
        return np.concatenate([sex_60, sex_in]), np.concatenate([place_60, place_in]), birth


def _whole(expected: NDArray[np.float64]) -> Ints:
    """Whole numbers by month whose running sum is never half a person away from the expected one."""
    total = np.floor(np.cumsum(expected, axis=0) + 0.5).astype(np.int64)
    return np.diff(total, axis=0, prepend=0)


def _people(counts: Ints) -> tuple[Ints, Ints]:
    """Place and sex of each person of a table [place, sex]."""
    cell = np.repeat(np.arange(counts.size), counts.reshape(-1))
    return cell // 2, cell % 2
