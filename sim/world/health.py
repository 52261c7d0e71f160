"""Ability, dementia and death: the life table, and yearly intensities by sex and age.

Everybody of 60 and more has one of five levels of ability (0 able to 4 complete loss, GB/T 42195-2022), and
may have dementia. Levels change between neighbours, both ways; dementia begins and stays; death follows the
life table of the period, spread over levels and dementia (``sim.world.cohort``) so that all deaths together are
those of the table. Ages are counted in months from 60.0 (index 0) to 110. Arrays over sex hold men first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

FIRST_AGE = 60 * 12  # months of age at index 0
N_AGES = 600  # age months followed, 60.0 to 110
N_LEVELS = 5
AGE_GROUPS = (60, 65, 70, 75, 80, 85, 90, 95, 100)  # first ages in the life table; the last group is open
TREND_YEAR = 2020  # first year of the period to which the fitted intensities belong
GAP_RANGE = (1.0, 1.3)  # allowed for the multipliers of people in a long gap of care (assumption, grade C)
MONTH = 1.0 / 12.0  # years in a month

_GROUP = 60  # age months in a group of the life table
_MID_AGE = 60.0 + (np.arange(N_AGES, dtype=np.float64) + 0.5) * MONTH  # years, middle of each age month


def _frozen(values: ArrayLike, shape: tuple[int, ...], name: str) -> FloatArray:
    """A read-only float64 copy of the given shape, finite; ValueError names the field otherwise."""
    array = np.array(values, dtype=np.float64)
    if array.shape != shape or not np.isfinite(array).all():
        raise ValueError(f"{name} must hold {' x '.join(map(str, shape))} finite numbers, got {array.shape}")
    array.setflags(write=False)
    return array


class Numbers:
    """Two are equal, and serve as one key, if all their numbers are: what was worked out for one serves the other."""

    def _key(self) -> tuple[Any, ...]:
        return type(self), *(v.tobytes() if isinstance(v, np.ndarray) else v for v in vars(self).values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Numbers) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())


@dataclass(frozen=True, eq=False)
class LifeTable(Numbers):
    """Death rates m(x) by calendar period, sex and age group, in deaths per person-year.

    A period starts in July of its start year and lasts five years (mid-year periods of the UN). The hazard is
    m(x) throughout a group, as in the table that comes with the rates: q, l(x) and e(x) are those of the table.
    (A smooth hazard through the same rates would add 0.1 years to e60.)
    """

    start_years: tuple[int, ...]
    death_rates: FloatArray
    """[period, sex, age group], 1/year."""

    def __post_init__(self) -> None:
        years = tuple(int(year) for year in self.start_years)
        rates = _frozen(self.death_rates, (len(years), 2, len(AGE_GROUPS)), "death_rates")
        if not years or any(b - a != 5 for a, b in pairwise(years)):
            raise ValueError(f"periods must follow each other every five years, got {years}")
        if rates.min() <= 0.0:
            raise ValueError("death rates must be positive")
        object.__setattr__(self, "start_years", years)
        object.__setattr__(self, "death_rates", rates)

    def period_index(self, month: int) -> int:
        """The period of a month (a number as in ``sim.calendar``); ValueError where the table has none."""
        year = (month - 6) // 12  # years that run from July to June
        index = (year - self.start_years[0]) // 5
        if not 0 <= index < len(self.start_years):
            first, end = self.start_years[0], self.start_years[-1] + 5
            date = f"{month // 12}-{month % 12 + 1:02d}"
            raise ValueError(f"the life table covers {first}-07 to {end}-06, not {date}")
        return index

    def hazard(self, period: int) -> FloatArray:
        """Hazard of death by sex and age month, constant within the month: [2, N_AGES], 1/year."""
        rates = self.death_rates[period]
        n_closed = len(AGE_GROUPS) - 1
        closed = np.repeat(rates[:, :n_closed], _GROUP, axis=1)
        open_group = np.repeat(rates[:, n_closed:], N_AGES - n_closed * _GROUP, axis=1)
        return np.hstack([closed, open_group])

    def survival(self, sex: int, age_from_months: int, age_to_months: int, period: int) -> float:
        """Share of those alive at one age (months since birth, 720 or more) who reach another."""
        if not FIRST_AGE <= age_from_months <= age_to_months:
            raise ValueError(f"ages in months must rise from {FIRST_AGE}: {age_from_months}, {age_to_months}")
        hazard = self.hazard(period)[sex]
        cumulated = np.concatenate(([0.0], np.cumsum(hazard))) * MONTH

        def at(index: int) -> float:
            return float(cumulated[min(index, N_AGES)] + max(index - N_AGES, 0) * hazard[-1] * MONTH)

        return float(np.exp(at(age_from_months - FIRST_AGE) - at(age_to_months - FIRST_AGE)))

    def life_expectancy(self, sex: int, age: float, period: int) -> float:
        """Mean years still lived at an exact age (in years, 60 to 110) under the rates of one period."""
        first = round(age * 12) - FIRST_AGE
        if not 0 <= first < N_AGES:
            raise ValueError(f"life expectancy is given from 60 to below 110 years, not at {age}")
        hazard = self.hazard(period)[sex, first:]
        alive = np.exp(-np.concatenate(([0.0], np.cumsum(hazard))) * MONTH)
        return float((-np.diff(alive) / hazard).sum() + alive[-1] / hazard[-1])


@dataclass(frozen=True, eq=False)
class HealthParameters(Numbers):
    """How ability and dementia change, and how they bear on death. The values stand in ``conf/health``.

    An intensity is q(age) = at_80 * exp(slope * (age - 80) / 10). Rows are sexes (0 male, 1 female); column k
    of ``worsen`` is the move k -> k+1, column k of ``recover`` is the move k+1 -> k.
    """

    worsen_at_80: FloatArray
    """[2, 4] moves one level down, 1/year at age 80."""
    worsen_slope: FloatArray
    """[2, 4] log change over ten years of age."""
    recover_at_80: FloatArray
    """[2, 4] moves one level back, 1/year at age 80."""
    recover_slope: FloatArray
    """[2, 4] log change over ten years of age."""
    start: FloatArray
    """[2, 5] shares of the levels at the 60th birthday."""
    dementia_at_80: FloatArray
    """[2] onset of dementia among those without it, 1/year at age 80."""
    dementia_slope: FloatArray
    """[2] log change over ten years of age."""
    dementia_start: FloatArray
    """[2] share with dementia at the 60th birthday."""
    death_ratio: FloatArray
    """[5] hazard of death of each level relative to level 0."""
    dementia_death_ratio: float = 1.0
    """Hazard of death with dementia relative to the same level without it."""
    trend: float = 0.0
    """Relative change of all worsening intensities per calendar year, counted from the period of 2020:
    ``parameters.health.trend``, set when the region is loaded."""
    gap_worsening: float = 1.05
    """Factor on worsening for people in a long gap of care (assumption, grade C, range 1.0-1.3)."""
    gap_death: float = 1.03
    """Factor on death for people in a long gap of care (assumption, grade C, range 1.0-1.3)."""

    def __post_init__(self) -> None:
        sexes, levels, moves = (2,), (2, N_LEVELS), (2, N_LEVELS - 1)
        positive = {"worsen_at_80": moves, "recover_at_80": moves, "dementia_at_80": sexes}
        positive |= {"start": levels, "dementia_start": sexes, "death_ratio": (N_LEVELS,)}
        slopes = {"worsen_slope": moves, "recover_slope": moves, "dementia_slope": sexes}
        for name, shape in (positive | slopes).items():
            array = _frozen(getattr(self, name), shape, name)
            if name in positive and array.min() < 0.0:
                raise ValueError(f"{name} must not be negative")
            object.__setattr__(self, name, array)
        if np.abs(self.start.sum(1) - 1.0).max() > 1e-6 or self.dementia_start.max() > 1.0:
            raise ValueError("start must hold shares that add up to 1, dementia_start shares below 1")
        for name in ("gap_worsening", "gap_death"):
            if not GAP_RANGE[0] <= getattr(self, name) <= GAP_RANGE[1]:
                raise ValueError(f"{name} must lie between {GAP_RANGE[0]} and {GAP_RANGE[1]}")
        if self.trend <= -1.0 or self.dementia_death_ratio <= 0.0:
            raise ValueError("trend must be above -1, dementia_death_ratio above 0")

    def worsening(self, years: float = 0.0) -> FloatArray:
        """Intensities k -> k+1 after so many years of trend: [2, N_AGES, 4], 1/year."""
        return _log_linear(self.worsen_at_80, self.worsen_slope) * float((1.0 + self.trend) ** years)

    def recovering(self) -> FloatArray:
        """Intensities k+1 -> k: [2, N_AGES, 4], 1/year."""
        return _log_linear(self.recover_at_80, self.recover_slope)

    def dementia_onset(self) -> FloatArray:
        """Onset of dementia among those without it: [2, N_AGES], 1/year."""
        return _log_linear(self.dementia_at_80[:, None], self.dementia_slope[:, None])[:, :, 0]

    def death_ratios(self) -> FloatArray:
        """Hazard of death relative to an able person without dementia: [without/with dementia, level]."""
        return np.stack([self.death_ratio, self.death_ratio * self.dementia_death_ratio])


def _log_linear(at_80: FloatArray, slope: FloatArray) -> FloatArray:
    """at_80 * exp(slope * (age - 80) / 10) at the middle of each age month: [sex, N_AGES, move]."""
    decades = (_MID_AGE - 80.0)[:, None] / 10.0
    return at_80[:, None] * np.exp(slope[:, None] * decades)
