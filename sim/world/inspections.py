"""Safety inspections of homes (L03): they find what nobody knew, and cost a little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import MONTHS_PER_YEAR, monthly_probability
from sim.chance import Decision
from sim.ledger import FEN, Account, Purpose
from sim.world.catchment import Catchment
from sim.world.orders import order_upgrade, worked_on
from sim.world.projects import Upgrade
from sim.world.stock import homes_in_use, is_open

if TYPE_CHECKING:
    from sim.model import CareSystem


def inspect_homes(model: CareSystem) -> None:
    """Inspect homes in use at the yearly rate of the lever, as far as the purses pay.

    Inspectors come to a home rate / 12 times a month on average, by chance (Poisson), and every visit is paid; the
    chance that they come at least once is 1 - exp(-rate / 12), and a second visit in the month finds nothing new.
    A home below the norm that is found takes nobody until it is upgraded; its residents stay. The upgrade is ordered
    at once, unless it is already, and again if it was given up.
    """
    homes = model.facilities
    rate = model.levers.upgrade.inspections_per_year
    if rate > 0:
        rows = np.flatnonzero(homes_in_use(model) & (homes.col("blocked") == 0))
        u = model.chance.units(Decision.INSPECTION, homes.col("luck")[rows], model.month)
        number = float(homes.col("stands_for")[rows].sum()) * rate / MONTHS_PER_YEAR
        found = rows[u < monthly_probability(rate) * pay_inspections(model, number)]
        found = found[homes.col("below_norm")[found] == 1]
        homes.col("blocked")[found] = 1
        if len(found):
            model.catchment = Catchment(model)
    blocked = np.flatnonzero((homes.col("blocked") == 1) & is_open(model))
    if len(blocked):
        ordered = worked_on(model, Upgrade)
        for f in blocked.tolist():
            if f not in ordered:
                order_upgrade(model, f)


def pay_inspections(model: CareSystem, number: float) -> float:
    """Pay the inspections of a month out of what running costs have left; returns the share that could be paid.

    They are paid like door visits: as public money for going and looking.
    """
    price = round(number * model.region.fraction * model.parameters.homes.inspection_cost * FEN)
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.IDENTIFICATION, price, carried=True)
    return paid / price if price else 1.0
