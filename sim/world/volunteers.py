"""Volunteers and the time bank (L15), and how all light help at home is shared out.

Volunteers are able elders of 60 to ``volunteer_age`` who live at home; they help in their own place. Their hours are
beside those of family and aides: they are given to what these leave open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.roll import Roll
from sim.calendar import MINUTES, MONTHS_PER_YEAR, WEEKS_PER_MONTH, is_january
from sim.chance import Decision
from sim.kernels.helping import ask_for_help, give_help
from sim.kernels.state import in_need
from sim.kernels.week import Rules, Week
from sim.ledger import FEN, Account, Purpose
from sim.world.services import assistant_minutes, shared_living_places

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
CREDITED, CLAIMED, LAPSED = 0, 1, 2
"""Columns of ``book.bank``."""


def help_at_home(model: CareSystem, rows: NDArray[Any], e: Any, rules: Rules, week: Week) -> None:
    """Those who live together, assistants and volunteers help the known with what family and aides leave open.

    Claims on the time bank come first, then pairs, then others, the largest gap first. Without any of them nobody is
    asked and nothing changes.
    """
    ready, people = volunteers_ready(model)
    helpers, places = assistant_minutes(model), shared_living_places(model)
    model.book.volunteer_minutes_left = ready
    if not (ready.any() or helpers.any() or places.any()):
        return
    helps, n = model.parameters.home_help, len(rows)
    kind, asked, askers, keys, claimed = (
        model.scratch.get(f"help.{name}", n, "i8")[:n] for name in ("kind", "asked", "askers", "keys", "claimed")
    )
    claimed[:] = 0
    most, shared = round(helps.helped_most * MINUTES), round(helps.shared_hours * MINUTES)
    pairing = round(model.levers.volunteer.pairing_hours * MINUTES)
    asking = ask_for_help(
        rows, e, rules, week, helps.helped_level, most, pairing, shared * int(places.any()), kind, asked, askers, keys
    )
    left = affordable(model, ready)
    before = left.copy()
    order = np.argsort(keys[:asking])
    give_help(order, rows, e, week, kind, asked, askers, most, shared, places, helpers, left, claimed)
    model.book.volunteer_minutes_left = left
    given = before - left
    pay_coordination(model, int(given.sum()))
    keep_the_bank(model, rows, claimed, given, people)


def volunteers_ready(model: CareSystem) -> tuple[Ints, NDArray[Any]]:
    """Minutes a week that the volunteers of each place are ready to give, and the rows of the volunteers.

    They are won in January and when this policy changes: everybody able, of the right age and at home whose
    lasting draw lies below the share. Who loses ability, enters a home or grows too old stops at once.
    """
    lever, elders = model.levers.volunteer, model.elders
    nobody: NDArray[Any] = np.zeros(0, dtype=np.int64)
    if lever.share == 0:
        model.volunteers = Roll()
        return np.zeros(model.region.n_places, dtype=np.int64), nobody
    youngest = model.month - model.parameters.home_help.volunteer_age * MONTHS_PER_YEAR
    if is_january(model.month) or policy_changes(model) or not len(model.volunteers):
        willing = model.chance.units(Decision.VOLUNTEER, elders.col("id")) < lever.share
        won = np.flatnonzero(willing & _able(model, np.arange(elders.n), youngest))
        model.volunteers = Roll(elders.raw("id")[won].astype(np.uint32))
    rows = model.volunteers.rows(elders.row_of)
    able = _able(model, rows, youngest)
    if not able.all():
        model.volunteers.keep(able)
        rows = rows[able]
    each = round(lever.hours_per_month * MINUTES / WEEKS_PER_MONTH)
    return np.bincount(elders.raw("place")[rows], minlength=model.region.n_places) * each, rows


def policy_changes(model: CareSystem) -> bool:
    """Whether another value of the lever comes into force this month; other levers win no volunteers."""
    return model.month in model.changes and model.schedule.at(model.month - 1).volunteer != model.levers.volunteer


def _able(model: CareSystem, rows: NDArray[Any], born_after: int) -> NDArray[np.bool_]:
    elders = model.elders
    able = ~in_need(elders.raw("state")[rows]) & (elders.raw("facility")[rows] < 0)
    return np.asarray(able & (elders.raw("birth")[rows].astype(np.int64) > born_after))


def affordable(model: CareSystem, ready: Ints) -> Ints:
    """Minutes a week that can be coordinated with the money there is; every place gives up the same share."""
    price = model.parameters.home_help.volunteer_cost * FEN / MINUTES * WEEKS_PER_MONTH  # fen for a minute a week
    total = int(ready.sum())
    most = model.ledger.available(Purpose.VOLUNTEERING) / price if price else float(total)
    return ready if most >= total else np.floor(ready * (most / total)).astype(np.int64)


def pay_coordination(model: CareSystem, minutes: int) -> None:
    """The purses pay for insurance and coordination of the hours given."""
    fen = int(minutes / MINUTES * WEEKS_PER_MONTH * model.parameters.home_help.volunteer_cost * FEN)
    model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.VOLUNTEERING, fen)


def keep_the_bank(model: CareSystem, rows: NDArray[Any], claimed: Ints, given: Ints, people: NDArray[Any]) -> None:
    """Take what was claimed off the balances, and credit the volunteers of each place with equal parts of their hours.

    A month has 4.35 weeks; whole minutes, rounded down. Balances stay when the policy ends, and lapse with their owner.
    """
    bank, book, place = model.elders.raw("bank_minutes"), model.book, model.elders.raw("place")
    owners = rows[claimed > 0]
    taken = np.minimum(bank[owners], np.ceil(claimed[claimed > 0] * WEEKS_PER_MONTH).astype(np.int64))
    bank[owners] -= taken.astype(bank.dtype)
    book.bank[CLAIMED] += int(taken.sum())
    if model.levers.volunteer.time_bank and len(people):
        number = np.bincount(place[people], minlength=len(given))
        each = np.floor(given * WEEKS_PER_MONTH / np.maximum(1, number)).astype(np.int64)
        bank[people] += each[place[people]].astype(bank.dtype)
        book.bank[CREDITED] += int(each[place[people]].sum())
