"""Care near home: short stays at centres (L09), help at village points (L10), homes that run stations (L11).

In a sample a facility may stand for less or for more than one of full size; ``size`` says how much of a full one it is,
and counts of facilities are sums of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.calendar import MINUTES
from sim.chance import Decision
from sim.ledger import FEN, Account, Purpose
from sim.world.at_home import payable
from sim.world.region import spread
from sim.world.staffing import capacity_minutes, mean_load, minutes_per_aide, visit_minutes
from sim.world.stock import Flags, admitting, open_centres, open_points, open_stations

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PLACE_KEYS = 1 << 31
"""Keys of the luck that rounds figures of a place: beyond those of all facilities."""


# --- counting -------------------------------------------------------------------------------------


def size(model: CareSystem) -> Floats:
    """What part of a full facility each facility is: 1 but in a sample, where one may stand for less or for more."""
    return np.asarray(model.facilities.col("stands_for") * model.region.fraction)


def by_place(model: CareSystem, which: Flags, weights: NDArray[np.float64] | Ints) -> Floats:
    """Sum of ``weights`` over some facilities [place]."""
    place = model.facilities.col("place")[which]
    return np.bincount(place, weights=weights[which], minlength=model.region.n_places).astype(np.float64)


def rounded(model: CareSystem, exact: Floats) -> Ints:
    """Whole numbers of each place, up or down by a lasting draw of the place: right on average in a sample."""
    luck = model.chance.units(Decision.ORDER_OF_PART, PLACE_KEYS + np.arange(len(exact)))
    return np.floor(exact + luck).astype(np.int64)


# --- short stays (L09) ----------------------------------------------------------------------------


def set_up_short_stays(model: CareSystem) -> None:
    """Each open centre sets up short-stay places, as far as the purses have money left over for the equipment.

    The lever speaks of centres of full size. Fewer places are wanted: the others are given up at once.
    """
    homes, each = model.facilities, model.levers.station.short_stay_beds
    places = homes.col("short_stay")
    if each == 0 and not places.any():
        return
    luck = homes.col("luck")
    centres = open_centres(model)
    wanted = np.floor(each * size(model) + model.chance.units(Decision.ORDER_OF_PART, luck)).astype(np.int64)
    places[:] = np.where(centres, np.minimum(places, wanted), 0)
    missing = np.where(centres, wanted - places, 0)
    cost = round(model.parameters.community.short_stay_cost * FEN)
    n = payable(model, Purpose.CAPITAL, cost, int(missing.sum()), carried=True)
    model.ledger.pay_from_purses(Account.BUILDERS, Purpose.CAPITAL, n * cost, carried=True)
    order = np.argsort(luck, kind="stable")
    before = np.cumsum(missing[order]) - missing[order]
    places[order] += np.clip(n - before, 0, missing[order]).astype(places.dtype)


def short_stay_places(model: CareSystem) -> Ints:
    """Short-stay places of the open centres [place]."""
    short = model.facilities.col("short_stay")
    return by_place(model, open_stations(model), short).astype(np.int64)


# --- village points (L10) -------------------------------------------------------------------------


def assistant_minutes(model: CareSystem) -> Ints:
    """Minutes of light help a week that the assistants of village points give [place], paid for this month.

    Assistants = share x points. They are villagers with a small post, not aides of the labour market: they are found
    wherever there is money. Where the purses cannot pay all, every place has the same share of their hours.
    """
    p, share = model.parameters.community, model.levers.point.assistant_share
    if share == 0:
        return np.zeros(model.region.n_places, dtype=np.int64)
    assistants = share * by_place(model, open_points(model), size(model))
    cost = round(float(assistants.sum()) * p.assistant_pay * FEN)
    paid = model.ledger.pay_from_purses(Account.AIDES, Purpose.ASSISTANTS, cost)
    return np.floor(assistants * p.assistant_hours * MINUTES * (paid / cost if cost else 1.0)).astype(np.int64)


def shared_living_places(model: CareSystem) -> Ints:
    """Places at village points where elders live together [place], as far as the purses pay their running cost."""
    each = model.levers.point.shared_living
    if each == 0:
        return np.zeros(model.region.n_places, dtype=np.int64)
    places = rounded(model, each * by_place(model, open_points(model), size(model)))
    cost = round(model.parameters.community.shared_living_cost * FEN)
    n = payable(model, Purpose.HOME_AIDS, cost, int(places.sum()))
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.HOME_AIDS, n * cost)
    return spread(n, places.astype(np.float64))


# --- homes that run stations (L11) ----------------------------------------------------------------


def link_stations(model: CareSystem) -> bool:
    """Which centres and stations homes run this month; returns whether that has changed.

    The lever of ``link_months`` ago counts: contracts take time. Each facility has a lasting draw; those below the
    share are run by a home, where there is one in their place that may admit.
    """
    homes, linked = model.facilities, model.facilities.col("linked")
    decided = model.schedule.at(model.month - model.parameters.community.link_months).chain.linked_share
    if decided == 0 and not linked.any():
        return False
    drawn = model.chance.units(Decision.LINKED, homes.col("luck")) < decided
    a_home = by_place(model, admitting(model), size(model)) > 0
    new = open_stations(model) & drawn & a_home[homes.col("place")]
    if np.array_equal(new, linked == 1):
        return False
    linked[:] = new
    return True


def linked_share(model: CareSystem) -> Floats:
    """Share of the open centres and stations of each place that a home runs [place]."""
    homes = model.facilities
    if not homes.col("linked").any():
        return np.zeros(model.region.n_places)
    there = by_place(model, open_stations(model), size(model))
    run = by_place(model, open_stations(model), size(model) * homes.col("linked"))
    return np.asarray(run / np.where(there > 0, there, 1.0))


def spare_minutes(model: CareSystem) -> Ints:
    """Minutes a week that the aides of homes which may run stations have left beside their residents [facility]."""
    spare = np.maximum(0, capacity_minutes(model) - model.facilities.col("load"))
    return np.asarray(np.where(admitting(model), spare, 0))


def shared_minutes(model: CareSystem) -> Ints:
    """Minutes of care a week that aides of homes can give on visits [place].

    = spare minutes of the homes of the place x share of its stations that homes run x ``visit_part`` x (care hours of
    a visiting aide / hours of an aide that count): on the way they lose as much as visiting aides do. A home that
    fills has fewer of them: residents come first.
    """
    share = linked_share(model)
    if not share.any():
        return np.zeros(model.region.n_places, dtype=np.int64)
    model.spare_minutes = spare_minutes(model)
    at_the_door = min(1.0, visit_minutes(model) / minutes_per_aide(model))
    part = model.parameters.community.visit_part * at_the_door
    return np.floor(by_place(model, admitting(model), model.spare_minutes) * share * part).astype(np.int64)


def guest_beds(model: CareSystem) -> Ints:
    """Beds of homes that guests from linked stations may have for short stays [place].

    = beds that are free and for which aides have time, beside the time in which they go out, x share of stations that
    homes run.
    """
    share = linked_share(model)
    if not share.any():
        return np.zeros(model.region.n_places, dtype=np.int64)
    homes = model.facilities
    free = (homes.col("beds") - homes.col("works") - homes.col("occupied")).sum(axis=1)
    stay = 1 - model.parameters.community.visit_part
    beds = np.minimum(np.maximum(0, free), np.floor(spare_minutes(model) * stay / mean_load(model)))
    return rounded(model, by_place(model, admitting(model), beds) * share)
