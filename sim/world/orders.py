"""What the region orders: new homes, beds for nursing, upgrades, homes in idle buildings, closed homes opened.

An order is a project: it needs money and time, and can get neither. Most are given once a year, in January.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import BedType, Kind, Ownership, Stage, Tier
from sim.calendar import MONTHS_PER_YEAR, is_january, text_of
from sim.chance import Decision
from sim.kernels.state import dementia_of
from sim.kernels.week import Count
from sim.ledger import FEN
from sim.world.projects import Conversion, Equip, NewHome, Project, Reopening, Upgrade, Work, announce
from sim.world.region import spread
from sim.world.services import set_up_short_stays
from sim.world.siting import order_services
from sim.world.stock import is_open, publicly_built

if TYPE_CHECKING:
    from sim.model import CareSystem


def give_orders(model: CareSystem) -> None:
    """The orders of a month; those of the year in January."""
    if is_january(model.month):
        order_beds(model)
        order_nursing_beds(model)
        order_upgrades(model)
        order_idle_sites(model)
        order_reopenings(model)
        order_services(model, model.book.by_place[:, Count.GAP_OF_KNOWN])
    order_where_none(model)
    set_up_short_stays(model)


# --- what is on its way ---------------------------------------------------------------------------


def worked_on(model: CareSystem, *works: type) -> set[int]:
    """Homes on which works of some sorts are planned or under way."""
    return {f for p in model.projects if p.on_its_way and isinstance(p.work, works) for f in p.homes}


def order(
    model: CareSystem, what: str, place: int, work: Work, yuan: float, local: float, invested: float = 0.0,
    earliest: int = 0, home: int = -1,
) -> None:  # fmt: skip
    """Announce a project that the region wants. ``local``, ``invested``: shares of the purses and of investors."""
    announce(
        model.projects,
        Project(
            name=f"{what} {model.region.places[place].name}",
            place=place,
            work=work,
            capital=round(yuan * FEN),
            local_share=local,
            announced=model.month,
            earliest=max(earliest, model.month),
            invested=invested,
            home=home,
        ),
    )


def as_many(model: CareSystem, homes: Iterable[int], number: float) -> list[int]:
    """The first homes that together are ``number`` homes of the full region.

    In a sample a home stands for several. The last one, which stands for more than are left, is taken with the
    chance (left / those it stands for), by its own luck of the month: on average the number is right.
    """
    taken, left = [], float(number)
    for f in homes:
        if left <= 0:
            break
        stands_for = float(model.facilities.col("stands_for")[f])
        luck = model.facilities.col("luck")[[f]]
        if left >= stands_for or model.chance.units(Decision.ORDER_OF_PART, luck, model.month)[0] < left / stands_for:
            taken.append(f)
        left -= stands_for
    return taken


# --- new homes ------------------------------------------------------------------------------------


def order_beds(model: CareSystem) -> None:
    """A year's order of public beds becomes one project in each county, by elders or by known unmet hours."""
    build = model.levers.build
    total = round(build.beds_per_year * model.region.fraction)
    if total == 0:
        return
    if build.site == "need" or model.levers.govern.layout:
        weights = model.book.by_place[:, Count.GAP_OF_KNOWN].astype(np.float64) + 1.0
    else:
        weights = model.book.elders.sum(axis=(1, 2)).astype(np.float64)
    smallest = max(1, round(model.parameters.homes.smallest_order * model.region.fraction))
    largest = int(np.argmax(weights))
    weights = np.where(total * weights / weights.sum() >= smallest, weights, 0.0)
    if weights.sum() == 0:
        weights[largest] = 1.0
    for place, beds in enumerate(spread(total, weights)):
        if beds:
            order_home(model, f"order {model.month // MONTHS_PER_YEAR}", place, int(beds))


def order_home(model: CareSystem, what: str, place: int, beds: int) -> None:
    """One government-run home or care centre (L01), paid by grants of the upper levels and the purses."""
    build = model.levers.build
    nursing = round(beds * build.nursing_share)
    work = NewHome(Kind[build.kind.upper()], (beds - nursing, nursing, 0), Ownership.PUBLIC, Tier.COUNTY)
    order(model, what, place, work, beds * model.parameters.homes.build_cost, 1 - build.grant_share)


def order_where_none(model: CareSystem) -> None:
    """Each place without a publicly built home in use, and without one on its way, gets one (L01)."""
    beds = model.levers.build.beds_where_none
    if beds == 0:
        return
    have = set(model.facilities.col("place")[publicly_built(model)].tolist())
    for p in model.projects:
        comes = isinstance(p.work, NewHome) and p.work.ownership != Ownership.PRIVATE
        if p.on_its_way and (comes or isinstance(p.work, Reopening)):
            have.add(p.place)
    for place in range(model.region.n_places):
        if place not in have:
            order_home(model, f"first home {text_of(model.month)}", place, max(1, round(beds * model.region.fraction)))


# --- homes that stand -----------------------------------------------------------------------------


def order_nursing_beds(model: CareSystem) -> None:
    """While publicly built homes have too few nursing or dementia beds, ordinary ones are to be equipped (L02).

    Dementia beds are nursing beds too; a home sets up no more of them than it has room for. Homes with the most
    ordinary beds come first. Those that are to become care centres bring their own nursing beds, which count, and get
    no others before.
    """
    lever, homes = model.levers.nursing, model.facilities
    if lever.target_share == 0 and lever.dementia_share == 0:
        return
    rows = np.flatnonzero(publicly_built(model))
    beds = homes.col("beds")[rows].sum(axis=0)
    pending = [p.work for p in model.projects if p.on_its_way and isinstance(p.work, Equip)]
    coming = {int(f): sum(w.nursing + w.dementia for w in pending if w.home == f) for f in rows}
    converted = to_be_converted(model)
    for f in coming.keys() & converted.keys():
        by_then = int(homes.col("beds")[f, BedType.NURSING]) + sum(w.nursing for w in pending if w.home == f)
        coming[f] += max(0, min(converted[f] - by_then, int(homes.col("beds")[f, BedType.ORDINARY]) - coming[f]))
    dementia = beds[BedType.DEMENTIA] + sum(w.dementia for w in pending if w.home in coming)
    nursing = beds[BedType.NURSING :].sum() + sum(coming.values())
    left = max(1, round(lever.beds_per_year * model.region.fraction))
    special = min(left, max(0, math.ceil(lever.dementia_share * beds.sum() - 1e-9) - int(dementia)))
    missing = math.ceil(lever.target_share * beds.sum() - 1e-9) - int(nursing)
    room = room_for_dementia(model)
    ordinary = {f: int(homes.col("beds")[f, BedType.ORDINARY]) - coming[f] for f in coming if f not in converted}
    for f in sorted(ordinary, key=lambda f: (-ordinary[f], f)):
        here = min(left, ordinary[f])
        for_dementia = max(0, min(special, here, int(room[f]) - coming[f]))
        n = max(for_dementia, min(here, missing))
        if n <= 0:
            continue
        work = Equip(f, n - for_dementia, for_dementia)
        cost, place = n * model.parameters.homes.equip_cost, int(homes.col("place")[f])
        order(model, f"nursing beds {text_of(model.month)} {f}", place, work, cost, 1 - lever.grant_share, home=f)
        special, missing, left = special - for_dementia, missing - n, left - n


def to_be_converted(model: CareSystem) -> dict[int, int]:
    """Homes that are to become care centres, and the nursing beds that each will then have at least."""
    beds, found = model.facilities.col("beds").sum(axis=1), dict[int, int]()
    for project in model.projects:
        if project.on_its_way and isinstance(project.work, Conversion):
            share = project.work.nursing_share
            found |= {f: max(found.get(f, 0), round(share * int(beds[f]))) for f in project.homes}
    return found


def room_for_dementia(model: CareSystem) -> NDArray[np.int64]:
    """Ordinary beds of each home that are empty or in which somebody with dementia lives."""
    homes, elders = model.facilities, model.elders
    rows = model.residents.rows(elders.row_of)
    rows = rows[(elders.raw("facility")[rows] >= 0) & (elders.raw("bed")[rows] == BedType.ORDINARY)]
    rows = rows[dementia_of(elders.raw("state")[rows]) == 1]
    living = np.bincount(elders.raw("facility")[rows], minlength=homes.n)
    return np.asarray(living + (homes.col("beds") - homes.col("occupied"))[:, BedType.ORDINARY])


def order_upgrades(model: CareSystem) -> None:
    """Publicly built homes are to be upgraded (L03), each once: those below the norm first, or the largest first."""
    lever, homes = model.levers.upgrade, model.facilities
    if lever.homes_per_year == 0:
        return
    done = {f for p in model.projects if isinstance(p.work, Upgrade) and p.stage == Stage.OPEN for f in p.homes}
    done |= worked_on(model, Upgrade)
    rows = [int(f) for f in np.flatnonzero(publicly_built(model)) if f not in done]
    if lever.order == "worst":
        rows.sort(key=lambda f: (-int(homes.col("below_norm")[f]), float(homes.col("quality")[f]), f))
    else:
        rows.sort(key=lambda f: (-int(homes.col("beds")[f].sum()), f))
    for f in as_many(model, rows, lever.homes_per_year):
        order_upgrade(model, f)


def order_upgrade(model: CareSystem, f: int) -> None:
    """The works that bring one home up to the norm; a private one pays itself."""
    homes = model.facilities
    private = homes.col("ownership")[f] == Ownership.PRIVATE
    local = 0.0 if private else 1 - model.levers.upgrade.grant_share
    yuan = int(homes.col("beds")[f].sum()) * model.parameters.homes.upgrade_cost
    what, place = f"upgrade {text_of(model.month)} {f}", int(homes.col("place")[f])
    order(model, what, place, Upgrade((f,)), yuan, local, invested=float(private), home=f)


# --- idle buildings, closed homes -----------------------------------------------------------------


def order_idle_sites(model: CareSystem) -> None:
    """Idle buildings become homes while there are any (L06): each where most known unmet hours wait for a building.

    A building whose home is given up stands idle again. In a sample the few beds of a year's buildings are spread over
    them, and some get none; they are used up all the same, since the sample's beds stand for those of all.
    """
    lever, p = model.levers.idle, model.parameters.homes
    idle = [x for x in model.projects if isinstance(x.work, NewHome) and x.work.idle]
    given_up = [x.place for x in idle if x.stage == Stage.CANCELLED]
    sites = min(lever.sites_per_year, p.idle_sites - (int(model.idle_used.sum()) - len(given_up)))
    if sites <= 0:
        return
    there = model.idle_used - np.bincount(np.array(given_up, dtype=np.int64), minlength=model.region.n_places)
    owner = Ownership[lever.operator.upper()]
    local = 0.5 if owner == Ownership.PRIVATE else 1.0
    total = round(sites * lever.beds_each * model.region.fraction)
    for site, beds in enumerate(spread(total, np.ones(sites)).tolist()):
        place = int(np.argmax((model.book.by_place[:, Count.GAP_OF_KNOWN] + 1.0) / (there + 1.0)))
        there[place] += 1
        model.idle_used[place] += 1
        if beds == 0:
            continue
        nursing = round(beds * model.levers.build.nursing_share)
        work = NewHome(Kind.HOME, (beds - nursing, nursing, 0), owner, Tier.COUNTY, idle=True)
        yuan = beds * p.build_cost * lever.cost_share
        order(model, f"idle building {text_of(model.month)} {site}", place, work, yuan, local, invested=1 - local)


def order_reopenings(model: CareSystem) -> None:
    """Publicly built homes that stand closed are tendered, the largest first (L06): operators fit them out."""
    homes, p, number = model.facilities, model.parameters.homes, model.levers.idle.reopen_per_year
    if number == 0:
        return
    beds = homes.col("beds").sum(axis=1)
    shut = (homes.col("in_use") == 0) & is_open(model) & (homes.col("ownership") != Ownership.PRIVATE)
    pending = worked_on(model, Reopening)
    rows: list[Any] = sorted((int(f) for f in np.flatnonzero(shut) if f not in pending), key=lambda f: (-beds[f], f))
    earliest = model.month + model.levers.operate.tender_months + p.works_months
    for f in as_many(model, rows, number):
        yuan, place = int(beds[f]) * p.build_cost * p.reopen_cost, int(homes.col("place")[f])
        what = f"reopening {text_of(model.month)} {f}"
        order(model, what, place, Reopening(f), yuan, 0.0, invested=1.0, earliest=earliest, home=f)
