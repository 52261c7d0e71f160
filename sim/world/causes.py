"""Why a bed is empty; why an hour is unmet is settled where hours are given, in ``processes/be_cared_for``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.arrays import home_arrays
from sim.agents.kinds import EmptyBed
from sim.kernels.admitting import Queue, explain_empty_beds
from sim.kernels.state import dementia_of, level_of
from sim.world.admission import rule_in_force
from sim.world.staffing import capacity_minutes, mean_load

if TYPE_CHECKING:
    from sim.model import CareSystem


def empty_beds(model: CareSystem) -> NDArray[np.int64]:
    """Empty built beds by home and cause [facility, 7]; each empty bed has exactly one cause."""
    homes, elders = model.facilities, model.elders
    rows = model.waiting.rows(elders.row_of)
    state = elders.raw("state")[rows]
    causes = np.zeros((homes.n, len(EmptyBed)), dtype=np.int64)
    queue = Queue(
        place=elders.raw("place")[rows],
        level=level_of(state),
        dementia=dementia_of(state),
        means=elders.raw("income")[rows].astype(np.int64) + elders.raw("family_money")[rows],
        standing=elders.raw("standing")[rows],
        urban=elders.raw("residence")[rows],
        insured=elders.raw("insured")[rows],
        subsidy=elders.raw("subsidy")[rows],
        voucher=elders.raw("voucher")[rows],
    )
    explain_empty_beds(
        model.catchment.homes,
        home_arrays(homes),
        queue,
        capacity_minutes(model),
        mean_load(model),
        model.catchment.reach.price_list,
        rule_in_force(model),
        np.array(model.parameters.homes.catchment_km),
        model.region.distance_km,
        causes,
    )
    return causes
