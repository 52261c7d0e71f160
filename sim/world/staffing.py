"""What residents take of the aides' time, and what the aides of a home can give. Whole minutes a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.kernels.state import dementia_of, level_of, pack

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
MILD = np.array([pack(0, 1, 0)], dtype=np.uint8)
"""Packed state of somebody of level 1."""


def minutes_per_aide(model: CareSystem) -> int:
    """Minutes a week of an aide that count against the ratio: paid hours x effective share."""
    return round(model.parameters.aides.hours_per_week * 60 * model.parameters.aides.effective)


def capacity_minutes(model: CareSystem) -> Ints:
    """Care minutes a week that the aides of each facility can give."""
    return np.asarray(model.facilities.col("aides").astype(np.int64) * minutes_per_aide(model))


def level_loads(model: CareSystem) -> Ints:
    """Aide minutes a week that a resident of each level takes at the ratio in force (paid hours / ratio)."""
    ratio = model.levers.ratio
    hours = model.parameters.aides.hours_per_week
    each = (ratio.able, ratio.mild, ratio.moderate, ratio.severe, ratio.complete)
    return np.array([round(hours * 60 / residents) for residents in each], dtype=np.int64)


def dementia_load(model: CareSystem) -> int:
    """Aide minutes a week that dementia adds in a home."""
    return round(model.parameters.need.dementia_in_home * 60)


def load_of(model: CareSystem, state: NDArray[Any]) -> Ints:
    """Aide minutes a week that residents of packed ``state`` take; same shape."""
    return np.asarray(level_loads(model)[level_of(state)] + dementia_of(state).astype(np.int64) * dementia_load(model))


def mean_load(model: CareSystem) -> Ints:
    """Aide minutes a week of a resident of each home: the mean of its present residents, or level 1 if it is empty."""
    homes = model.facilities
    occupied = homes.col("occupied").sum(axis=1)
    typical = int(load_of(model, MILD)[0])
    return np.where(occupied > 0, np.maximum(1, homes.col("load") // np.maximum(occupied, 1)), typical)


def weigh_residents(model: CareSystem) -> None:
    """Work out the load of every home anew, after the ratio has changed. Nobody is turned out."""
    rows = model.residents.rows(model.elders.row_of)
    facility = model.elders.raw("facility")[rows]
    rows, facility = rows[facility >= 0], facility[facility >= 0]
    load = np.bincount(facility, weights=load_of(model, model.elders.raw("state")[rows]), minlength=model.facilities.n)
    model.facilities.col("load")[:] = load.astype(np.int64)


def relative_wage(model: CareSystem) -> float:
    """Wage of aides relative to what they could earn elsewhere (1 at present wages)."""
    return 1.0 + model.levers.pay.raise_share
