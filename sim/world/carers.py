"""Support of those who care for their own: courses for families, and days of rest (L14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import DISABLED
from sim.calendar import MONTHS_PER_YEAR
from sim.chance import Decision
from sim.kernels.state import TRAINED_CARER
from sim.ledger import FEN, Account, Purpose
from sim.world.at_home import TRAINING, AtHome, due_this_month, payable
from sim.world.services import guest_beds, short_stay_places

if TYPE_CHECKING:
    from sim.model import CareSystem

DAYS = 30
"""Days of a month in which a short-stay place can be used."""


def train_families(model: CareSystem, people: AtHome) -> None:
    """Families of the known of level 2 and more, or with dementia, who live with somebody take a course, once.

    A twelfth of the year's number a month, the highest level first, then the largest gap, then by id; what lacks
    money waits for a later month of the same year and lapses with it. A course costs ``training_cost``, which the
    purses pay of what earlier months have left over. It raises for good what the family can do.
    """
    due = due_this_month(model, TRAINING, model.levers.carers.trained_per_year)
    if due == 0:
        return
    aids = model.elders.raw("aids")
    untrained = (aids[people.rows] & TRAINED_CARER) == 0
    heavy = (people.level >= DISABLED) | people.dementia
    lines = people.worst_first(people.known & heavy & ~people.alone & untrained)[:due]
    each = round(model.parameters.home_help.training_cost * FEN)
    lines = lines[: payable(model, Purpose.CARER_SUPPORT, each, len(lines), carried=True)]
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.CARER_SUPPORT, each * len(lines), carried=True)
    aids[people.rows[lines]] |= np.uint8(TRAINED_CARER)
    model.book.owed[TRAINING] -= len(lines)
    model.book.families_trained = len(lines)


def give_respite(model: CareSystem, people: AtHome) -> None:
    """Strained carers rest while the elder stays in a short-stay place for ``respite_stay`` days.

    Strained are carers of known elders after half of the months that make strain long. Their chance of a stay in a
    month = respite_days / respite_stay / 12. The longest strained come first, then by id, as far as the short-stay
    places of centres and the guest beds of homes of their place reach (30 / respite_stay stays a month each), and as
    the purses pay ``respite_day_cost`` a day. A stay takes ``respite_relief`` months off the strain. The hours of
    care given during the stay are in its price and are not counted as hours at home: the week counted is a usual one.
    """
    days, helps = model.levers.carers.respite_days, model.parameters.home_help
    if days == 0:
        return
    strain = model.elders.raw("strain_months")
    months = strain[people.rows].astype(np.int64)
    tired = people.known & (2 * months >= model.parameters.family.strain_months) & (months > 0)
    lines = np.flatnonzero(tired)
    chance = days / helps.respite_stay / MONTHS_PER_YEAR
    lines = lines[model.chance.units(Decision.RESPITE, people.id[lines], model.month) < chance]
    lines = lines[np.lexsort((people.id[lines], -months[lines]))]
    stays = (short_stay_places(model) + guest_beds(model)) * DAYS // helps.respite_stay
    place = model.elders.raw("place")[people.rows[lines]]
    lines = lines[turn_in_place(place) < stays[place]]
    each = round(helps.respite_day_cost * helps.respite_stay * FEN)
    lines = lines[: payable(model, Purpose.CARER_SUPPORT, each, len(lines))]
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.CARER_SUPPORT, each * len(lines))
    relief = helps.respite_relief
    strain[people.rows[lines]] = np.maximum(0, months[lines] - relief).astype(np.uint8)
    model.book.respite_stays = len(lines)


def turn_in_place(place: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each of a list of people, how many of the same place stand before them."""
    order = np.argsort(place, kind="stable")
    first = np.searchsorted(place[order], place[order])
    turn = np.empty(len(place), dtype=np.int64)
    turn[order] = np.arange(len(place)) - first
    return turn
