"""Step 7: some of those in need become known to the authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import monthly_probability
from sim.chance import Decision
from sim.kernels.rolls import identify
from sim.ledger import FEN, Account, Purpose

if TYPE_CHECKING:
    from sim.model import CareSystem


def be_identified(model: CareSystem) -> None:
    """Ordinary course, door visits and data links make need known.

    The yearly rate of an elder of level l is base_rate[l] + visits_per_year * detection + data_link (levels 3, 4);
    the visits are to every elder not yet known, and only as many as running costs have left money for.
    """
    elders, lever = model.elders, model.levers.identify
    share = pay_visits(model)
    rate = np.array(model.parameters.identification.base_rate)
    rate = rate + lever.visits_per_year * lever.detection * share
    rate[3:] += lever.data_link
    chances = np.array([monthly_probability(r) for r in rate])
    thresholds = np.minimum(np.floor(chances * 2**32), 2**32 - 1).astype(np.uint32)
    identify(
        model.at_home,
        elders.raw("id"),
        elders.raw("state"),
        elders.raw("known"),
        elders.raw("changed"),
        thresholds,
        np.uint32(model.month),
        np.uint32(Decision.IDENTIFY),
        model.chance.key0,
        model.chance.key1,
    )


def pay_visits(model: CareSystem) -> float:
    """Pay this month's door visits; returns the share of the planned visits that the purses could pay."""
    lever = model.levers.identify
    if lever.visits_per_year == 0:
        return 0.0
    unknown = model.elders.n - int(model.book.by_group[0, 1])
    visits = unknown * lever.visits_per_year / 12
    price = round(visits * model.parameters.money.visit_cost * FEN)
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.IDENTIFICATION, price, carried=True)
    model.book.visits_made = round(visits * paid / price) if price else 0
    return paid / price if price else 1.0
