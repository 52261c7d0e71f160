"""L26: the yearly programme of the counties. Each January every place gets its part and decides what to do with it.

A place acts on what binds there (``sim.world.diagnosis``) with a chance that advice raises, and then with what is left
on what is missing next; otherwise it does one thing out of habit. The money is there at once, buys at the prices of
the model, and what is not spent stays with the place.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import BedType, EmptyBed, Kind, Ownership, Residence, Tier, UnmetHour
from sim.calendar import MONTHS_PER_YEAR, is_january
from sim.chance import Decision
from sim.kernels.week import Count
from sim.ledger import FEN, Account, Purpose
from sim.world.causes import empty_beds
from sim.world.diagnosis import Floats, Ints, Measure, binding, needs
from sim.world.programme import Decided, keep, may_have_posts, spend, to_spend, unknown
from sim.world.projects import MOST_SERVICES, Equip, NewHome, NewServices, Project, Work, announce
from sim.world.region import spread
from sim.world.siting import circle, reach_of_places
from sim.world.staffing import aides_for, cost_of_post, mean_load, visit_minutes
from sim.world.stock import is_home, publicly_built

if TYPE_CHECKING:
    from sim.model import CareSystem

CHOICES = 5
"""Measures that the programme can buy: all but HOURS, to which L12 and L21 entitle people."""


def run_programme(model: CareSystem) -> None:
    """January: last year's posts and visits end; every place gets its part of the money and decides what to do."""
    if not is_january(model.month):
        return
    programme, lever = model.programme, model.levers.govern
    programme.posts, programme.visits, programme.kept, programme.now = {}, {}, {}, {}
    if lever.programme_per_year == 0:
        return
    total = round(lever.programme_per_year * model.region.fraction * FEN)
    missing = needs(model)[:, :CHOICES]
    binds, measures, told = choose(model, missing)
    for place, fen in enumerate(spread(total, shares_of_money(model)).tolist()):
        programme.pots[place].put(fen)
        by_hours = [int(m) for m in np.argsort(-missing[place], kind="stable") if missing[place, m] > 0]
        for rank, number in enumerate(by_hours if told[place] else [int(measures[place])]):
            measure, money = Measure(number), to_spend(model, place)
            decision = Decided(model.month, place, measure, int(binds[place]), bool(told[place]), rank, money)
            programme.decided.append(decision)
            programme.now[place, measure] = decision
            saves_up = not BUY[measure](model, place)
            if saves_up or to_spend(model, place) <= 0:
                break


def shares_of_money(model: CareSystem) -> Floats:
    """Weights of the places: their elders; with the layout list the unmet hours known there."""
    if model.levers.govern.layout:
        return model.book.by_place[:, Count.GAP_OF_KNOWN].astype(np.float64) + 1.0
    return np.asarray(model.book.elders.sum(axis=(1, 2)).astype(np.float64))


def choose(model: CareSystem, missing: Floats) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """What binds in each place, what it does, and whether it does so because it binds.

    It acts on what is missing with chance ``informed``, or ``advised`` with the advice list: first on what binds. What
    that leaves goes to what is missing next, but money for a home or a station is saved up. Else, and where nothing is
    missing, habit decides. Both draws are keyed by place and month, so they are the same in all scenarios.
    """
    p, places = model.parameters.governance, np.arange(model.region.n_places)
    binds = binding(missing)
    chance = p.advised if model.levers.govern.advice else p.informed
    told = (model.chance.units(Decision.ADVICE, places, model.month) < chance) & (binds >= 0)
    edges = np.cumsum(p.habit[:CHOICES]) / max(1e-12, sum(p.habit[:CHOICES]))
    habit = np.searchsorted(edges, model.chance.units(Decision.HABIT, places, model.month))
    return binds, np.where(told, binds, np.minimum(habit, CHOICES - 1)), told


# --- what the money buys ----------------------------------------------------------------------------------
# Each returns whether it is done: False where the money is too little yet and is saved up for it.


def build_for(
    model: CareSystem, place: int, measure: Measure, what: str, work: Work, yuan: float, home: int = -1
) -> None:
    """Pay the builders in full and announce the project: from here on it needs time only."""
    capital = round(yuan * FEN)
    paid = spend(model, place, measure, Account.BUILDERS, Purpose.CAPITAL, capital)
    if paid != capital:
        raise ValueError(f"the programme ordered for {capital} fen and had {paid}")
    name = f"programme {model.month // MONTHS_PER_YEAR} {what} {model.region.places[place].name}"
    announce(
        model.projects,
        Project(name, place, work, capital, 1.0, model.month, model.month, home=home, saved=capital, of_programme=True),
    )


def buy_beds(model: CareSystem, place: int) -> bool:
    """One government-run home of money / build_cost beds; with too little for the smallest home the money waits."""
    p = model.parameters.homes
    beds = int(to_spend(model, place) / (p.build_cost * FEN))
    if beds < max(1, round(p.smallest_order * model.region.fraction)):
        return False
    nursing = round(beds * model.levers.build.nursing_share)
    work = NewHome(Kind.HOME, (beds - nursing, nursing, 0), Ownership.PUBLIC, Tier.COUNTY)
    build_for(model, place, Measure.BEDS, "home", work, beds * p.build_cost)
    return True


def buy_nursing_beds(model: CareSystem, place: int) -> bool:
    """Ordinary beds of publicly built homes are equipped for nursing, at equip_cost each.

    Homes with most beds empty because they are of the wrong type come first, then those with most ordinary beds.
    """
    homes, cost = model.facilities, model.parameters.homes.equip_cost
    wrong = empty_beds(model)[:, EmptyBed.WRONG_TYPE]
    ordinary = homes.col("beds")[:, BedType.ORDINARY].astype(np.int64)
    for p in model.projects:
        if p.on_its_way and isinstance(p.work, Equip):
            ordinary[p.work.home] -= p.work.nursing + p.work.dementia
    left = int(to_spend(model, place) / (cost * FEN))
    here = np.flatnonzero(publicly_built(model) & (homes.col("place") == place)).tolist()
    for f in sorted(here, key=lambda f: (-wrong[f], -ordinary[f], f)):
        n = min(left, int(ordinary[f]))
        if n > 0:
            build_for(model, place, Measure.TYPE, f"nursing beds {f}", Equip(f, n, 0), n * cost, home=f)
            left -= n
    return True


def buy_posts(model: CareSystem, place: int) -> bool:
    """Posts for a year at wage and on-cost, where aides are missing; where none are, by the posts that there are.

    A government-run home lacks the aides for its beds that are empty for lack of them; the stations of a place lack
    those for the hours at home for which there were none. Homes go first.
    """
    homes = model.facilities
    number = int(to_spend(model, place) // (MONTHS_PER_YEAR * cost_of_post(model)))
    here = np.flatnonzero((homes.col("place") == place) & may_have_posts(model))
    if number == 0 or len(here) == 0:
        return True
    at_homes = is_home(model)[here]
    minutes = empty_beds(model)[here, EmptyBed.NO_AIDES] * mean_load(model)[here]
    lacking = np.where(at_homes, aides_for(model, minutes), 0)
    stations = ~at_homes
    if stations.any():
        book = model.book
        unmet = book.unmet_causes[place, UnmetHour.NO_AIDE_HOURS] - book.by_place[place, Count.OWED]
        teams = math.ceil(max(0, unmet) / (visit_minutes(model) * model.region.fraction))
        lacking[stations] = spread(teams, homes.col("stands_for")[here][stations])
    if lacking.sum() == 0:
        given = spread(number, (homes.col("posts") + homes.col("stands_for"))[here])
    else:
        after = np.concatenate([np.flatnonzero(at_homes), np.flatnonzero(stations)])
        reached = np.minimum(number, np.cumsum(lacking[after]))
        given = np.zeros(len(here), dtype=np.int64)
        given[after] = np.diff(reached, prepend=0)
    model.programme.posts |= {int(f): int(n) for f, n in zip(here, given, strict=True) if n > 0}
    keep(model, place, int(given.sum()) * MONTHS_PER_YEAR * cost_of_post(model))
    return True


def buy_stations(model: CareSystem, place: int) -> bool:
    """Stations at station_cost each, in town or country, wherever more of those in need have no service in reach.

    Without the layout list circles overlap: each reaches ``unsited`` of the people of its circle. No more are built
    than reach everybody, with those on their way.
    """
    p, governance = model.parameters.community, model.parameters.governance
    table = model.book.counts.reshape(model.region.n_places, len(Residence), -1, model.book.counts.shape[1])[place]
    without = (table[:, :, Count.AT_HOME] - table[:, :, Count.REACHED]).sum(axis=1)
    elders = model.elders_at_start[place] * (1 - reach_of_places(model, Kind.STATION)[place])
    without[elders < 1] = 0
    if without.sum() == 0:
        return True
    residence = Residence(int(np.argmax(without)))
    reach = circle(model, Kind.STATION, residence, p.station_reach)
    reach *= 1.0 if model.levers.govern.layout else governance.unsited
    enough = math.ceil(elders[residence] / max(1.0, reach))
    number = min(int(to_spend(model, place) / (p.station_cost * FEN)), enough, MOST_SERVICES)
    if number == 0:
        return False
    posts, full = model.levers.station.posts_each, 1 / model.region.fraction
    work = NewServices(Kind.STATION, residence == Residence.URBAN, number, reach, posts, full)
    build_for(model, place, Measure.STATION, "stations", work, number * p.station_cost)
    return True


def buy_visits(model: CareSystem, place: int) -> bool:
    """Door visits through the year to those in the place who are not known, at most ``most_visits`` to each."""
    cost = model.parameters.money.visit_cost * FEN
    most = unknown(model, place) * model.parameters.governance.most_visits
    visits = min(to_spend(model, place) / cost if cost else most, most)
    if visits > 0:
        model.programme.visits[place] = visits / MONTHS_PER_YEAR
        keep(model, place, math.ceil(visits * cost))
    return True


BUY = {
    Measure.BEDS: buy_beds,
    Measure.TYPE: buy_nursing_beds,
    Measure.AIDES: buy_posts,
    Measure.STATION: buy_stations,
    Measure.IDENTIFY: buy_visits,
}
