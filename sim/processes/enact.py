"""Step 1: dated lever values come into force; targets become projects and tenders."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import Kind, Ownership, Tier
from sim.calendar import MONTHS_PER_YEAR, is_january
from sim.ledger import FEN
from sim.world.projects import NewHome, Project, announce
from sim.world.region import spread
from sim.world.staffing import weigh_residents

if TYPE_CHECKING:
    from sim.model import CareSystem


def enact(model: CareSystem) -> None:
    """Put this month's lever values in force, open the month's books, order beds and tenders.

    Until the month of the region's document the stock of homes is held as it is: nothing is ordered.
    """
    model.book.turn()
    model.ledger.turn(model.month)
    if model.month in model.changes:
        before = model.levers.ratio
        model.levers = model.schedule.at(model.month)
        if model.levers.ratio != before:
            weigh_residents(model)
    if model.month >= model.region.document:
        if is_january(model.month):
            order_beds(model)
        tender_homes(model)


def order_beds(model: CareSystem) -> None:
    """A year's order of public beds becomes one project in each county, by elders or by known unmet hours."""
    build = model.levers.build
    total = round(build.beds_per_year * model.region.fraction)
    if total == 0:
        return
    if build.site == "need":
        weights = model.book.by_place[:, 8].astype(np.float64) + 1.0
    else:
        weights = model.book.elders.sum(axis=(1, 2)).astype(np.float64)
    smallest = max(1, round(model.parameters.homes.smallest_order * model.region.fraction))
    largest = int(np.argmax(weights))
    weights = np.where(total * weights / weights.sum() >= smallest, weights, 0.0)
    if weights.sum() == 0:
        weights[largest] = 1.0
    for place, beds in enumerate(spread(total, weights)):
        if beds == 0:
            continue
        nursing = round(beds * build.nursing_share)
        announce(
            model.projects,
            Project(
                name=f"order {model.month // 12} {model.region.places[place].name}",
                place=place,
                work=NewHome(Kind.HOME, (int(beds) - nursing, nursing, 0), Ownership.PUBLIC, Tier.COUNTY),
                capital=round(int(beds) * model.parameters.homes.build_cost * FEN),
                local_share=1 - build.grant_share,
                announced=model.month,
                earliest=model.month,
            ),
        )


def tender_homes(model: CareSystem) -> None:
    """Where more publicly built homes are to be privately operated than today, the largest others go out to tender."""
    share = model.levers.operate.share_of_homes
    if share <= model.region.status_quo.operate.share_of_homes:
        return
    homes = model.facilities
    open_homes = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0) & (homes.col("in_use") == 1)
    public = open_homes & (homes.col("ownership") == Ownership.PUBLIC)
    operated = open_homes & (homes.col("ownership") == Ownership.PUBLIC_PRIVATE)
    target = math.ceil(share * int(public.sum() + operated.sum()) - 1e-9)  # at least that share
    pending = {f for _, f in model.tenders}
    missing = target - int(operated.sum()) - len(pending)
    this_year = sum(model.month - month < MONTHS_PER_YEAR for month in model.tendered)
    missing = min(missing, model.levers.operate.most_per_year - this_year)
    if missing <= 0:
        return
    candidates = [int(f) for f in np.flatnonzero(public) if int(f) not in pending and homes.col("taken_over")[f] < 0]
    candidates.sort(key=lambda f: (-int(homes.col("beds")[f].sum()), f))
    for f in candidates[:missing]:
        model.tenders.append((model.month + model.levers.operate.tender_months, f))
        model.tendered.append(model.month)
