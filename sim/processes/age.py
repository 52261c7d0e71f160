"""Step 3: everyone is a month older; those who turn 60, and those who move in, arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.world.people import add_elders

if TYPE_CHECKING:
    from sim.model import CareSystem


def age(model: CareSystem) -> None:
    """Add this month's arrivals.

    Age is the month less the month of birth, so nobody's age needs to be touched. Who arrives, and with which
    id, is fixed by the census and the month: it is the same in every scenario.
    """
    since_start = model.month - model.region.start
    first_id = model.book.born
    sex, place, birth = model.arrivals.come(model.month, since_start, first_id, model.chance)
    ids = first_id + np.arange(len(sex), dtype=np.int64)
    turned = int(model.arrivals.turning_60[since_start].sum())
    movers = np.arange(len(ids)) >= turned
    add_elders(model, ids, sex, place, birth, able=movers)
    model.book.arrivals = len(ids)
