"""Step 10: families, visiting aides and volunteers give hours at home; what is missing is counted with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.agents.arrays import elder_arrays
from sim.agents.kinds import Kind, Residence
from sim.calendar import WEEKS_PER_MONTH
from sim.kernels.caring import ONE, Rules, Week, ask_for_hours, give_hours, settle_hours, visit_residents
from sim.ledger import FEN, Purpose
from sim.world.staffing import capacity_minutes, loads_by_home

if TYPE_CHECKING:
    from sim.model import CareSystem

MINUTES = 60
NEVER = 256
"""More months than anybody's count of gap months: long gaps have no effect."""


def be_cared_for(model: CareSystem) -> None:
    """Settle the week of everybody in need: need, family, formal hours, volunteers, gap and its cause.

    Formal hours go to those who ask, the worst off first, until the visiting aides of the place, or for the hours
    that the public buys its money, are used up. A service without aides reaches people and gives them nothing.
    """
    book, rows = model.book, model.at_home
    model.cared_for = rows
    e, rules, week = elder_arrays(model.elders), rules_in_force(model), lines(model, len(rows))
    asking = ask_for_hours(rows, e, rules, week)
    team = visiting_minutes(model)
    book.team_minutes = int(team.sum())
    give_hours(np.argsort(week.keys[:asking]), rows, e, week, team, public_minutes(model))
    model.team_minutes_left = team
    book.counts[:] = 0
    book.unmet_causes[:] = 0
    settle_hours(rows, e, rules, week, book.counts, book.unmet_causes)
    care_for_residents(model)
    book.add_up()
    given = week.given[: len(rows)]
    book.formal_minutes = int(given.sum())
    book.bought_minutes = int(np.minimum(given, week.bought[: len(rows)]).sum())


def rules_in_force(model: CareSystem) -> Rules:
    """The parameters and lever values of this month in the units of the kernels."""
    needs, family, money = model.parameters.need, model.parameters.family, model.parameters.money
    lever = model.levers.visit
    covered, points = coverage(model)
    return Rules(
        month=model.month,
        need=minutes(needs.home),
        dementia=round(needs.dementia * MINUTES),
        capacity=minutes(family.hours),
        kin_from=kin_threshold(model),
        tekun_factor=round(ONE * family.tekun_factor),
        strain_after=family.strain_months,
        strain_keeps=round(ONE * (1 - family.strain_loss)),
        strain_above=round(family.strain_hours * MINUTES),
        replaced=round(ONE * family.replaced),
        volunteers=round(family.volunteer_hours * MINUTES),
        covered=covered.reshape(-1),
        points=points,
        entitled=round(lever.hours_per_month * MINUTES / WEEKS_PER_MONTH),
        from_level=lever.from_level,
        everyone=lever.everyone,
        hour_price=round(money.hour_price),
        household_share=round(ONE * money.household_share),
        household_most=round(money.household_hours * MINUTES),
        gap_part=round(ONE * needs.gap_share),
        gap_after=needs.gap_months if needs.gap_effect else NEVER,
    )


def minutes(hours: tuple[float, ...]) -> NDArray[np.int64]:
    """Hours as whole minutes."""
    return np.round(np.array(hours) * MINUTES).astype(np.int64)


def lines(model: CareSystem, n: int) -> Week:
    """Work arrays for ``n`` people."""
    types = {"cell": "i4", "flags": "u1", "askers": "i4"}
    return Week(*(model.scratch.get(f"week.{name}", n, types.get(name, "i8")) for name in Week._fields))


def kin_threshold(model: CareSystem) -> int:
    """Readiness (1/1024) below which an elder who lives alone has no kin nearby: a quantile of the log-normal."""
    family = model.parameters.family
    if family.no_kin_nearby <= 0:
        return 0
    return round(ONE * float(np.exp(family.spread * ndtri(min(family.no_kin_nearby, 0.9999)))))


def care_for_residents(model: CareSystem) -> None:
    """Homes give their residents what their aides can; the rest is owed, and counts as unmet."""
    elders, homes, book = model.elders, model.facilities, model.book
    rows = model.residents.rows(elders.row_of)
    capacity, load = capacity_minutes(model), homes.col("load")
    shortfall = np.where(load > capacity, 1000 * (load - capacity) // np.maximum(load, 1), 0)
    model.cells = np.zeros((homes.n, 5, 4), dtype=np.int64)
    visit_residents(
        rows,
        elder_arrays(elders),
        loads_by_home(model),
        shortfall,
        book.counts,
        model.cells,
        book.unmet_causes,
    )


def visiting_minutes(model: CareSystem) -> NDArray[np.int64]:
    """Minutes of care a week that the visiting aides of each place can give."""
    homes = model.facilities
    visiting = np.where(homes.col("kind") >= Kind.STREET_CENTRE, homes.col("aides"), 0)
    per_aide = round(model.parameters.aides.visit_hours * MINUTES)
    aides = np.bincount(homes.col("place"), weights=visiting, minlength=model.region.n_places)
    return np.asarray(aides.astype(np.int64) * per_aide)


def public_minutes(model: CareSystem) -> int:
    """Minutes a week of home care, all together, that the purses can pay this month at the price of an hour."""
    price = model.parameters.money.hour_price * FEN / MINUTES * WEEKS_PER_MONTH  # fen for a minute a week
    return int(model.ledger.available(Purpose.HOME_CARE) / price)


def coverage(model: CareSystem) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Reach of services as thresholds of ``reach_rank``: [place, residence] of centres and stations, [place] of points.

    Share = elders within the circles of the facilities of that kind at month 0 / elders of the place at month 0 (at
    most all): a circle is an area, so its share stays while the place ages.
    """
    homes, n = model.facilities, model.region.n_places
    open_now = homes.col("closed") < 0
    kind, place, reach = homes.col("kind"), homes.col("place"), homes.col("reach")
    elders = model.elders_at_start
    share = np.zeros((n, 2))
    for residence in Residence:
        serves = open_now & ((kind == Kind.STREET_CENTRE) | (kind == Kind.STATION)) & (homes.col("urban") == residence)
        people = np.bincount(place[serves], weights=reach[serves], minlength=n)
        share[:, residence] = people / np.maximum(1, elders[:, residence])
    points = open_now & (kind == Kind.VILLAGE_POINT)
    near = np.bincount(place[points], weights=reach[points], minlength=n) / np.maximum(1, elders.sum(axis=1))
    thresholds = [np.floor(np.minimum(x, 1) * 65536).astype(np.int64) for x in (share, near)]
    return thresholds[0], thresholds[1]
