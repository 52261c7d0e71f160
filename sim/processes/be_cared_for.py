"""Step 10: families, aides, meals and volunteers care for people at home; what is missing is counted with its cause."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.agents.arrays import elder_arrays
from sim.calendar import MINUTES, WEEKS_PER_MONTH
from sim.kernels.caring import ask_for_hours, give_hours, settle_hours, visit_residents
from sim.kernels.week import N_AIDS, ONE, Rules, Week
from sim.ledger import Purpose
from sim.world.at_home import coverage, price_of_hours
from sim.world.benefits import entitle
from sim.world.home_help import eaters, set_up_help
from sim.world.services import shared_minutes
from sim.world.staffing import capacity_minutes, loads_by_home, time_given, visit_minutes
from sim.world.stock import is_home
from sim.world.volunteers import help_at_home

if TYPE_CHECKING:
    from sim.levers.care_at_home import Carers, Visit
    from sim.levers.demand import Entitle
    from sim.model import CareSystem
    from sim.parameters import Family, HomeHelp, Money, Need

NEVER = 256
"""More months than anybody's count of gap months: long gaps have no effect."""


def be_cared_for(model: CareSystem) -> None:
    """Settle the week of everybody in need: need, meals, family, formal hours, volunteers, gap and its cause.

    First what helps at home is set up and the money that follows people is assigned. Formal hours go to those who
    ask, the worst off first, until the visiting aides of the place, or for the hours that the public buys its money,
    are used up; spare aides of homes that run stations come after the visiting ones. Then assistants and volunteers
    help. A service without aides reaches people and gives them nothing.
    """
    set_up_help(model)
    entitle(model)
    book, rows = model.book, model.at_home
    model.cared_for = rows
    e, rules, week = elder_arrays(model.elders), rules_in_force(model), lines(model, len(rows))
    week.meals[: len(rows)] = eaters(model, rows)
    asking = ask_for_hours(rows, e, rules, week)
    team = visiting_minutes(model)
    of_homes = shared_minutes(model)
    book.team_minutes = int(team.sum() + of_homes.sum())
    left = team + of_homes
    public = give_hours(np.argsort(week.keys[:asking]), rows, e, week, left, public_minutes(model))
    # public money buys these hours now and pays them in step 12: what they cost is spent on nothing else
    model.ledger.set_aside(Purpose.HOME_CARE, int(price_of_hours(model, public)))
    model.team_minutes_left = left
    book.shared_minutes_used = np.maximum(0, of_homes - left)
    help_at_home(model, rows, e, rules, week)
    book.counts[:] = 0
    book.unmet_causes[:] = 0
    book.payers[:] = 0
    settle_hours(rows, e, rules, week, book.counts, book.unmet_causes, book.payers)
    care_for_residents(model)
    book.add_up()


def rules_in_force(model: CareSystem) -> Rules:
    """The parameters and lever values of this month in the units of the kernels."""
    p, levers = model.parameters, model.levers
    usual = usual_rules(p.need, p.family, p.money, p.home_help, levers.visit, levers.carers, levers.entitle)
    covered, points = coverage(model)
    return usual._replace(month=model.month, covered=covered.reshape(-1), points=points.reshape(-1))


@lru_cache(maxsize=64)
def usual_rules(
    needs: Need, family: Family, money: Money, helps: HomeHelp, lever: Visit, carers: Carers, entitle: Entitle
) -> Rules:
    """What does not change from month to month; the month and the circles are left open."""
    nowhere = np.zeros(0, dtype=np.int64)
    aids = np.arange(N_AIDS)
    adapted, devices, family_bed, trained, bracelet = (aids >> bit & 1 for bit in range(5))
    devices, bracelet = devices | family_bed, bracelet | family_bed  # a family bed comes with both
    return Rules(
        month=0,
        need=minutes(needs.home),
        dementia=round(needs.dementia * MINUTES),
        need_keeps=shares((1 - helps.adapted_cut * adapted) * (1 - helps.device_cut * devices)),
        dementia_keeps=shares(1 - helps.bracelet_cut * bracelet),
        family_gain=shares((1 + helps.trained_gain * trained) * (1 + carers.duty_gain)),
        capacity=minutes(family.hours),
        kin_from=kin_threshold(family),
        tekun_factor=round(ONE * family.tekun_factor),
        strain_after=family.strain_months,
        strain_keeps=round(ONE * (1 - family.strain_loss)),
        strain_above=round(family.strain_hours * MINUTES),
        replaced=round(ONE * family.replaced),
        volunteers=round(family.volunteer_hours * MINUTES),
        covered=nowhere,
        points=nowhere,
        entitled=round(lever.hours_per_month * MINUTES / WEEKS_PER_MONTH),
        from_level=lever.from_level,
        everyone=lever.everyone,
        income_below=round(entitle.income_below),
        family_bed=round(lever.family_bed_hours * MINUTES / WEEKS_PER_MONTH),
        voucher_share=round(ONE * entitle.voucher_home_share),
        hour_price=round(money.hour_price),
        household_share=round(ONE * money.household_share),
        household_most=round(money.household_hours * MINUTES),
        gap_part=round(ONE * needs.gap_share),
        gap_after=needs.gap_months if needs.gap_effect else NEVER,
    )


def minutes(hours: tuple[float, ...]) -> NDArray[np.int64]:
    """Hours as whole minutes."""
    return np.round(np.array(hours) * MINUTES).astype(np.int64)


def shares(values: NDArray[Any]) -> NDArray[np.int64]:
    """Shares as whole 1/1024."""
    return np.round(ONE * values).astype(np.int64)


def lines(model: CareSystem, n: int) -> Week:
    """Work arrays for ``n`` people."""
    types = {"flags": "u1", "keys": "i8"}
    return Week(*(model.scratch.get(f"week.{name}", n, types.get(name, "i4")) for name in Week._fields))


def kin_threshold(family: Family) -> int:
    """Readiness (1/1024) below which an elder who lives alone has no kin nearby: a quantile of the log-normal."""
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
    visiting = np.where(is_home(model), 0, homes.col("aides"))
    aides = np.bincount(homes.col("place"), weights=visiting, minlength=model.region.n_places)
    return time_given(model, aides.astype(np.int64), visit_minutes(model))


def public_minutes(model: CareSystem) -> int:
    """Minutes a week of home care, all together, that the purses can pay this month at the price of an hour."""
    return int(model.ledger.available(Purpose.HOME_CARE) / price_of_hours(model, 1))
