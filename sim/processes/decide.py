"""Step 13: each quarter operators set prices, convert beds, leave or hand back; investors open new homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import DISABLED, BedType, Kind, Ownership, Stage, Standing, Tier, WaitEnd
from sim.calendar import MONTHS_PER_YEAR, is_quarter_end
from sim.chance import Decision
from sim.kernels.state import level_of
from sim.ledger import FEN, HOMES, Account, Purpose
from sim.processes.be_admitted import end_waiting
from sim.world.beds import release, settle_cash
from sim.world.catchment import Catchment
from sim.world.openings import meets_conditions
from sim.world.projects import NewHome, Project, Works, announce
from sim.world.staffing import load_of, minutes_per_aide
from sim.world.stock import open_homes, privately_run

if TYPE_CHECKING:
    from sim.model import CareSystem

QUARTERS = 4


def decide(model: CareSystem) -> None:
    """Quarterly review of every privately run home, and of every place by investors; from the document on."""
    if not is_quarter_end(model.month) or model.month <= model.region.document:
        return
    set_prices(model)
    convert_beds(model)
    leave_or_hand_back(model)
    enter(model)
    model.catchment = Catchment(model)


def not_by_state(model: CareSystem) -> NDArray[Any]:
    """Rows of homes in use whose operator sets the price and may leave: no state firm."""
    return np.flatnonzero(privately_run(model) & (model.facilities.col("state_run") == 0))


def occupancy(model: CareSystem, rows: NDArray[Any]) -> NDArray[Any]:
    """Residents / built beds of some homes."""
    homes = model.facilities
    beds = homes.col("beds").sum(axis=1)[rows]
    return np.asarray(homes.col("occupied").sum(axis=1)[rows] / np.maximum(1, beds))


def set_prices(model: CareSystem) -> None:
    """Full homes raise their price by a step, slack ones lower it if they still earn, within floor and cap."""
    homes, p = model.facilities, model.parameters.homes
    rows = not_by_state(model)
    filled = occupancy(model, rows)
    settled = model.month - np.maximum(homes.col("opened"), homes.col("taken_over"))[rows] >= p.fill_months
    step = np.where(filled >= p.full, 1 + p.price_step, np.where((filled < p.slack) & settled, 1 - p.price_step, 1.0))
    homes.col("price")[rows] = np.clip(homes.col("price")[rows] * step, p.price_floor, p.price_cap)


def convert_beds(model: CareSystem) -> None:
    """Homes without free nursing beds, but with free ordinary ones and disabled applicants, equip some of them."""
    homes, elders, p = model.facilities, model.elders, model.parameters.homes
    waiting = model.waiting.rows(elders.row_of)
    disabled = level_of(elders.raw("state")[waiting]) >= DISABLED
    first = elders.raw("choices")[waiting[disabled], 0]
    asked = np.bincount(first[first >= 0], minlength=homes.n)[: homes.n]
    beds, occupied = homes.col("beds"), homes.col("occupied")
    for f in np.flatnonzero(privately_run(model)):
        free_ordinary = int(beds[f, 0] - homes.col("works")[f, 0] - occupied[f, 0])
        if asked[f] == 0 or occupied[f, 1] < beds[f, 1] or free_ordinary <= 0:
            continue
        n = min(free_ordinary, int(asked[f]), max(1, round(p.convert_share * int(beds[f, 0]))))
        cost = round(n * p.convert_cost * FEN)
        owner = Ownership(int(homes.col("ownership")[f]))
        model.ledger.pay(HOMES[owner], Account.BUILDERS, Purpose.CAPITAL, cost)
        homes.col("cash")[f] -= cost
        beds[f, 0] -= n
        beds[f, 1] += n
        homes.col("works")[f, 1] += n
        model.works.append(Works(model.month + p.convert_months, int(f), int(BedType.NURSING), n))


def leave_or_hand_back(model: CareSystem) -> None:
    """After long losses a private home may close, and an operator hand a public home back to the government."""
    homes, p = model.facilities, model.parameters.homes
    rows = not_by_state(model)
    tired = homes.col("loss_months")[rows] >= p.loss_months
    u = model.chance.units(Decision.LEAVING_TRADE, homes.col("luck")[rows], model.month)
    for f in rows[tired & (u < -np.expm1(-p.leave_rate / QUARTERS))]:
        if homes.col("ownership")[f] == Ownership.PUBLIC_PRIVATE:
            hand_back(model, int(f))
        else:
            close(model, int(f))


def hand_back(model: CareSystem, f: int) -> None:
    """The home is government-run again, with the aides it has as its post list."""
    homes = model.facilities
    settle_cash(model, f)
    homes.col("ownership")[f] = Ownership.PUBLIC
    homes.col("taken_over")[f] = model.month
    homes.col("subsidised")[f] = 0
    homes.col("state_run")[f] = 0
    homes.col("posts")[f] = homes.col("aides")[f]
    homes.col("loss_months")[f] = 0
    homes.col("price")[f] = 1.0


def close(model: CareSystem, f: int) -> None:
    """The residents go home and may apply elsewhere; the aides look for work; applicants lose this choice."""
    homes, elders, aides = model.facilities, model.elders, model.aides
    inside = model.residents.rows(elders.row_of)
    out = inside[elders.raw("facility")[inside] == f]
    release(model, out)
    elders.raw("changed")[out] = model.month + 1  # they think about another home next month
    settle_cash(model, f)
    homes.col("closed")[f] = model.month
    model.book.beds_closed += int(homes.col("beds")[f].sum())
    homes.col("beds")[f] = 0
    homes.col("works")[f] = 0
    model.works = [works for works in model.works if works.home != f]
    homes.col("posts")[f] = 0
    staff = aides.col("employer") == f
    aides.col("employer")[staff] = -1
    aides.col("since")[staff] = model.month
    homes.col("aides")[f] = 0
    model.book.aides_quit += int(staff.sum())
    model.cells[f] = 0
    waiting = model.waiting.rows(elders.row_of)
    choices = elders.raw("choices")
    for row in waiting[(choices[waiting] == f).any(axis=1)]:
        kept = choices[row][(choices[row] != f) & (choices[row] >= 0)]
        choices[row] = -1
        choices[row, : len(kept)] = kept
    nothing_left = waiting[choices[waiting, 0] < 0]
    end_waiting(model, nothing_left, WaitEnd.GAVE_UP)
    model.waiting.keep(elders.raw("waiting_since")[model.waiting.rows(elders.row_of)] >= 0)


def homes_are_full(model: CareSystem, place: int) -> bool:
    """Whether the privately run homes of a place are full (true if there are none)."""
    homes = model.facilities
    rows = privately_run(model) & (homes.col("place") == place)
    beds = int(homes.col("beds")[rows].sum())
    return beds == 0 or int(homes.col("occupied")[rows].sum()) >= model.parameters.homes.full * beds


def enter(model: CareSystem) -> None:
    """A private home is planned where those who wait would fill it well enough to earn the hurdle on its capital.

    Investors look at what they see: the privately run homes of the place are full, or there are none; the prices
    that these ask. The home is as large as those who wait and can pay would fill, within bounds; one such project
    at a time in a place. Grants (L05) count as far as such homes are eligible, land, tax and credit lower the
    hurdle; that the purses may be empty when the grant is due, investors do not see:

        12 x (margin + operating_grant x eligible) > hurdle x (1 - cut) x (build_cost - build_grant x eligible)
    """
    p, aide, elders, support = model.parameters.homes, model.parameters.aides, model.elders, model.levers.entry
    capital = p.build_cost - min(support.build_grant, p.build_cost) * support.eligible_share
    fraction = model.region.fraction
    smallest, largest = (max(1, round(beds * fraction)) for beds in (p.smallest_order, p.entry_beds))
    waiting = model.waiting.rows(elders.row_of)
    level = level_of(elders.raw("state")[waiting])
    means = elders.raw("income")[waiting].astype(np.int64) + elders.raw("family_money")[waiting]
    busy = {x.place for x in model.projects if x.by_investors and x.stage != Stage.OPEN}
    wage = aide.wage * (1 + aide.on_cost)
    for place in range(model.region.n_places):
        price = np.array(p.price_private)[level] * going_price(model, place)
        can = (elders.raw("standing")[waiting] != Standing.TEKUN) & (price <= means)
        mine = can & (elders.raw("place")[waiting] == place)
        beds = min(int(mine.sum()), largest)
        if beds < smallest or place in busy or not homes_are_full(model, place):
            continue
        load = float(load_of(model, elders.raw("state")[waiting[mine]], -1).mean())
        staff = wage * load / minutes_per_aide(model)
        margin = float(price[mine].mean()) - p.variable_cost - staff - p.fixed_cost[Ownership.PRIVATE]
        margin += support.operating_grant * support.eligible_share
        if MONTHS_PER_YEAR * margin <= p.entry_hurdle * (1 - support.hurdle_cut) * capital:
            continue
        nursing = round(beds * float((level[mine] >= DISABLED).mean()))
        project = Project(
            name=f"private {model.month} {model.region.places[place].name}",
            place=place,
            work=NewHome(Kind.HOME, (beds - nursing, nursing, 0), Ownership.PRIVATE, Tier.COUNTY),
            capital=round(beds * p.build_cost * FEN),
            local_share=1.0,
            announced=model.month,
            earliest=model.month + max(1, p.entry_lag - support.approval_months),
        )
        announce(model.projects, project)
        grant_capital(model, project, beds)


def grant_capital(model: CareSystem, project: Project, beds: int) -> None:
    """The purses give an eligible new private home its grant for each bed, as far as they reach; investors the rest."""
    grant = min(project.capital, round(beds * model.levers.entry.build_grant * FEN))
    if grant and meets_conditions(model, project):
        project.capital -= model.ledger.pay_from_purses(Account.BUILDERS, Purpose.CAPITAL, grant, carried=True)


def going_price(model: CareSystem, place: int) -> float:
    """Mean price of the private homes of a place relative to the price list; 1 if there are none."""
    homes = model.facilities
    mine = open_homes(model) & (homes.col("place") == place) & (homes.col("ownership") == Ownership.PRIVATE)
    return float(homes.col("price")[mine].mean()) if mine.any() else 1.0
