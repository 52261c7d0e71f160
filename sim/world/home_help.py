"""What helps people to stay in their own home: adapted homes, devices, family care beds, bracelets, meals.

What is set up holds from the same month on; how many hours it saves or brings is settled with the hours of the week.
Where money lacks, what cannot be paid does not happen. Standing cost (bracelets, rents, meals, respite) may use all
that is left this month; what is done once (adaptation, a family bed, a course) only what earlier months of the year
have left over, as door visits and building do: nothing of that kind is paid in January.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import DISABLED, Standing
from sim.calendar import MINUTES
from sim.chance import Decision
from sim.kernels.state import ADAPTED, BRACELET, DEVICES, FAMILY_BED, LASTING_AIDS, in_need
from sim.ledger import FEN, Account, Purpose
from sim.world.at_home import ADAPTING, AtHome, begun, circles, due_this_month, look_around, payable
from sim.world.carers import give_respite, train_families

if TYPE_CHECKING:
    from sim.model import CareSystem


def set_up_help(model: CareSystem) -> None:
    """Set up this month's help at home, as levers ask for it and money reaches. Without any lever nothing is read."""
    levers, book = model.levers, model.book
    lent = book.bracelets + book.devices + book.family_beds > 0
    ask = (
        levers.platform.bracelets_share,
        levers.adapt.devices_share,
        levers.visit.family_beds,
        levers.adapt.households_per_year,
        levers.carers.trained_per_year,
        levers.carers.respite_days,
    )
    if not begun(model):
        return
    if not any(ask) and not lent:
        book.owed[:] = 0
        return
    if lent:
        take_back(model)
    people = look_around(model)
    hand_out_bracelets(model, people)
    lend_devices(model, people)
    set_up_family_beds(model, people)
    adapt_homes(model, people)
    train_families(model, people)
    give_respite(model, people)


def take_back(model: CareSystem) -> None:
    """Family bed, devices and bracelet of those who live in a home now, or need no care any more, go back."""
    elders = model.elders
    aids = elders.raw("aids")
    aids[model.residents.rows(elders.row_of)] &= LASTING_AIDS
    well = model.at_home[~in_need(elders.raw("state")[model.at_home])]  # tekun, who stay on the roll
    aids[well] &= LASTING_AIDS


def hold(model: CareSystem, people: AtHome, bit: int, lines: NDArray[np.int64]) -> int:
    """Let the people of ``lines``, and nobody else at home, have something; returns how many they are."""
    aids = model.elders.raw("aids")
    aids[people.rows] &= ~np.uint8(bit)
    aids[people.rows[lines]] |= np.uint8(bit)
    return len(lines)


def lowest(draw: NDArray[np.float64], ids: NDArray[np.int64], among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Lines of those ``among`` in the order of their draws: who has something of a small share has it of a larger."""
    lines = np.flatnonzero(among)
    return np.asarray(lines[np.lexsort((ids[lines], draw[lines]))])


# --- bracelets and devices ------------------------------------------------------------------------


def hand_out_bracelets(model: CareSystem, people: AtHome) -> None:
    """Those in need who live alone wear a bracelet with an alarm if their lasting draw lies below the share (L23).

    Bracelets go to everybody who lives alone, on the word of neighbours, whether their need is known or not (only
    those of people in need are counted and paid); the alarm of an unknown wearer makes them known in step 7. The
    purses pay ``bracelet_cost`` a month each, for as many as they reach.
    """
    share = model.levers.platform.bracelets_share
    if share == 0 and model.book.bracelets == 0:
        return
    draw = model.chance.units(Decision.BRACELET, people.id)
    lines = lowest(draw, people.id, people.alone & (draw < share))
    each = round(model.parameters.home_help.bracelet_cost * FEN)
    lines = lines[: payable(model, Purpose.HOME_AIDS, each, len(lines))]
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.HOME_AIDS, each * len(lines))
    model.book.bracelets = hold(model, people, BRACELET, lines)


def lend_devices(model: CareSystem, people: AtHome) -> None:
    """The known of level 2 and more at home rent devices if their lasting draw lies below the share (L13).

    A family care bed brings its own. Rent is ``device_rent`` a month. Households pay it (it is taken to be within
    everybody's means); for tekun and poor the purses do, tekun first, then the highest level, then by id: beyond
    their reach there are no devices.
    """
    share = model.levers.adapt.devices_share
    if share == 0 and model.book.devices == 0:
        return
    wish = people.known & (people.level >= DISABLED)
    wish &= (model.elders.raw("aids")[people.rows] & FAMILY_BED) == 0
    wish &= model.chance.units(Decision.DEVICES, people.id) < share
    rent = round(model.parameters.home_help.device_rent * FEN)
    own = np.flatnonzero(wish & (people.standing > Standing.POOR))
    poor = np.flatnonzero(wish & (people.standing <= Standing.POOR))
    poor = poor[np.lexsort((people.id[poor], -people.level[poor], people.standing[poor]))]
    poor = poor[: payable(model, Purpose.HOME_AIDS, rent, len(poor))]
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.HOME_AIDS, rent * len(poor))
    model.ledger.pay(Account.HOUSEHOLDS, Account.SUPPLIERS, Purpose.HOME_AIDS, rent * len(own))
    model.book.devices = hold(model, people, DEVICES, np.concatenate([own, poor]))


# --- family care beds -----------------------------------------------------------------------------


def set_up_family_beds(model: CareSystem, people: AtHome) -> None:
    """Family care beds (L12): as many as the lever says, for the worst off; set up once, kept while eligible.

    Eligible are the known of level 2 and more who do not refuse help, live with spouse or children and within the
    circle of a centre or station. Who has a bed keeps it; free ones go to the highest level, then the largest gap,
    then by id, as far as the money left over from earlier months pays ``family_bed_cost``.
    """
    beds = round(model.levers.visit.family_beds * model.region.fraction)
    if beds == 0 and model.book.family_beds == 0:
        return
    elders = model.elders
    served, _ = circles(model, people.rows)
    fit = people.known & (people.level >= DISABLED) & ~people.alone & served
    fit &= elders.raw("refuses")[people.rows] == 0
    has = (elders.raw("aids")[people.rows] & FAMILY_BED) != 0
    keep = people.worst_first(fit & has)[:beds]
    new = people.worst_first(fit & ~has)[: beds - len(keep)]
    each = round(model.parameters.home_help.family_bed_cost * FEN)
    new = new[: payable(model, Purpose.HOME_AIDS, each, len(new), carried=True)]
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.HOME_AIDS, each * len(new), carried=True)
    model.book.family_beds = hold(model, people, FAMILY_BED, np.concatenate([keep, new]))


# --- adaptation -----------------------------------------------------------------------------------


def adapt_homes(model: CareSystem, people: AtHome) -> None:
    """The homes of known people in need are adapted for good (L13), a twelfth of the year's number a month.

    Order ``poor``: tekun, then poor, then others, the highest level first; ``need``: the largest gap first; then by
    id. An adaptation costs ``adapt_cost``; the public pays ``public_share`` of it, of which the upper levels give
    ``grant_share`` and the purses the rest, and the family what is left, which must not be more than
    ``own_part_months`` months of what elder and family can spend. What lacks money waits for a later month of the same
    year and lapses with it.
    """
    lever, helps = model.levers.adapt, model.parameters.home_help
    due = due_this_month(model, ADAPTING, lever.households_per_year)
    if due == 0:
        return
    cost = round(helps.adapt_cost * FEN)
    public = round(cost * lever.public_share)
    adapted = (model.elders.raw("aids")[people.rows] & ADAPTED) != 0
    can_pay = cost - public <= helps.own_part_months * people.means * FEN
    lines = np.flatnonzero(people.known & ~adapted & can_pay)
    if lever.first == "poor":
        rank = np.minimum(people.standing, Standing.SPECIAL)  # tekun, poor, all others
        order = np.lexsort((people.id[lines], -people.level[lines], rank[lines]))
    else:
        order = np.lexsort((people.id[lines], -people.gap[lines]))
    lines = lines[order][:due]
    granted = round(public * lever.grant_share)
    lines = lines[: payable(model, Purpose.HOME_AIDS, public - granted, len(lines), carried=True)]
    n = len(lines)
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.HOME_AIDS, (public - granted) * n, carried=True)
    model.ledger.pay(Account.UPPER_LEVELS, Account.SUPPLIERS, Purpose.HOME_AIDS, granted * n)
    model.ledger.pay(Account.HOUSEHOLDS, Account.SUPPLIERS, Purpose.HOME_AIDS, (cost - public) * n)
    model.elders.raw("aids")[people.rows[lines]] |= np.uint8(ADAPTED)
    model.book.owed[ADAPTING] -= n
    model.book.adapted = n


# --- meals ----------------------------------------------------------------------------------------


def eaters(model: CareSystem, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Minutes of housework a week that meals spare each of ``rows``: 0 for those who do not eat with the service (L16).

    Those in need at home who live within the circle of a centre, station or village point eat there, or get it
    brought, if their lasting draw lies below the share; they need not be known to anybody. Households pay
    ``meal_price`` less the subsidy for ``meals_per_month`` meals (food that they would have to buy anyway), the
    purses the subsidy: where they do not reach, those with the highest draws do without.
    """
    lever, helps = model.levers.meals, model.parameters.home_help
    spared = np.zeros(len(rows), dtype=np.int64)
    if lever.share == 0 or not begun(model):
        return spared
    elders = model.elders
    ids = elders.raw("id")[rows].astype(np.int64)
    served, near = circles(model, rows)
    draw = model.chance.units(Decision.MEAL, ids)
    eats = in_need(elders.raw("state")[rows]) & (served | near) & (draw < lever.share)
    if lever.poor_only:
        eats &= elders.raw("standing")[rows] <= Standing.POOR
    lines = lowest(draw, ids, eats)
    price = round(helps.meal_price * helps.meals_per_month * FEN)
    subsidy = min(price, round(lever.subsidy * helps.meals_per_month * FEN))
    lines = lines[: payable(model, Purpose.MEALS, subsidy, len(lines))]
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.MEALS, subsidy * len(lines))
    model.ledger.pay(Account.HOUSEHOLDS, Account.SUPPLIERS, Purpose.MEALS, (price - subsidy) * len(lines))
    spared[lines] = round(helps.meal_hours * MINUTES)
    model.book.eaters = len(lines)
    return spared
