"""Step 1: dated lever values come into force; targets become projects and tenders."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import MONTHS_PER_YEAR, is_january
from sim.processes.decide import hand_back
from sim.world.budgets import fill_purses
from sim.world.catchment import Catchment, price_of_state_firms
from sim.world.inspections import inspect_homes
from sim.world.medical import raise_medical_levels
from sim.world.orders import give_orders
from sim.world.programme_year import run_programme
from sim.world.projects import announce, as_project
from sim.world.services import link_stations
from sim.world.staffing import weigh_residents
from sim.world.standards import grade_homes, pay_platform
from sim.world.stock import government_run, privately_run, publicly_built

if TYPE_CHECKING:
    from sim.model import CareSystem

ROUNDING = 1e-6
"""Homes: less room than this is none."""


def enact(model: CareSystem) -> None:
    """Put this month's lever values in force, open the month's books, give orders, inspect homes, order tenders.

    Until the month of the region's document the stock of homes is held as it is: nothing is ordered.
    """
    model.book.turn()
    model.ledger.turn(model.month)
    if model.month in model.changes:
        before = model.levers.ratio
        public_price = model.levers.safety_net.public_price
        model.levers = model.schedule.at(model.month)
        if model.levers.ratio != before:
            weigh_residents(model)
        if model.levers.safety_net.public_price != public_price:
            reprice_public_homes(model)
    if is_january(model.month):
        fill_purses(model)
    pay_platform(model)
    if model.month >= model.region.document:
        give_orders(model)
        run_programme(model)
        inspect_homes(model)
        grade_homes(model)
        raise_medical_levels(model)
        if link_stations(model):
            model.catchment = Catchment(model)
        tender_homes(model)
    for stock in model.schedule.projects:
        if max(stock.decided, model.region.start) == model.month:
            announce(model.projects, as_project(stock, model.month, paid_before=False))


def reprice_public_homes(model: CareSystem) -> None:
    """The price list of government-run homes has changed; state firms follow it."""
    homes = model.facilities
    homes.col("price")[homes.col("state_run") == 1] = price_of_state_firms(model)
    model.catchment = Catchment(model)


def tender_homes(model: CareSystem) -> None:
    """Bring the share of publicly built homes that are privately operated to what the lever asks for.

    Above the status quo the largest government-run homes go out to tender; below it the contracts of the smallest
    operated homes end, and the government runs them again. At most ``most_per_year`` homes change hands in a year.
    """
    share = model.levers.operate.share_of_homes
    today = model.region.status_quo.operate.share_of_homes
    if share == today:
        return
    homes = model.facilities
    public = government_run(model)
    operated = publicly_built(model) & privately_run(model)
    target = math.ceil(share * int(public.sum() + operated.sum()) - 1e-9)  # at least that share
    pending = {f for _, f in model.tenders}
    missing = target - int(operated.sum()) - len(pending)
    if share < today:
        ending = sorted(map(int, np.flatnonzero(operated)), key=lambda f: (int(homes.col("beds")[f].sum()), f))
        for f in ending[: max(0, -missing)]:
            if not fits_in_the_year(model, f):
                return
            hand_back(model, f)
            model.catchment = Catchment(model)
        return
    if missing <= 0:
        return
    candidates = [int(f) for f in np.flatnonzero(public) if int(f) not in pending and homes.col("taken_over")[f] < 0]
    candidates.sort(key=lambda f: (-int(homes.col("beds")[f].sum()), f))
    for f in candidates[:missing]:
        if not fits_in_the_year(model, f):
            return
        model.tenders.append((model.month + model.levers.operate.tender_months, f))


def fits_in_the_year(model: CareSystem, f: int) -> bool:
    """Whether one more home may change hands by ``most_per_year``; if it may, it is counted.

    The lever counts homes of the full region within any twelve months. A home of a sample stands for several of them:
    it may go once there is any room, and those for which there is none yet are counted in the next months that have
    some. So a sample keeps the pace of its region, less than one home of the sample ahead.
    """
    most, left = float(model.levers.operate.most_per_year), float(model.facilities.col("stands_for")[f])

    def room(month: int) -> float:
        return most - sum(homes for at, homes in model.tendered if month - MONTHS_PER_YEAR < at <= month)

    if room(model.month) < ROUNDING:
        return False
    month = model.month
    while left >= ROUNDING:
        counted = min(left, max(0.0, room(month)))
        if counted:
            model.tendered.append((month, counted))
        month, left = month + 1, left - counted
    return True
