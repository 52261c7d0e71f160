"""Step 8: the known whose situation changed, or whose gap persists, stay or apply to homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.arrays import elder_arrays, home_arrays
from sim.agents.kinds import Standing, WaitEnd
from sim.calendar import MONTHS_PER_YEAR, monthly_probability
from sim.chance import Decision
from sim.kernels.seeking import Tastes, choose_homes, who_considers
from sim.ledger import FEN, Account, Purpose
from sim.processes.be_admitted import end_waiting
from sim.world.admission import rule_in_force
from sim.world.standards import review_months

if TYPE_CHECKING:
    from sim.model import CareSystem


def seek_care(model: CareSystem) -> None:
    """Let those concerned choose between staying and the homes within reach; applicants join the queue.

    Asking for help at home needs no application: the known who do not refuse get what step 10 can give.
    """
    out = model.scratch.get("considering", len(model.at_home), "i4")
    n = who_considers(
        model.at_home, elder_arrays(model.elders), model.month, model.parameters.choosing.review_months, out
    )
    think_again(model)
    apply_to_homes(model, out[:n])
    reach_out(model)


def think_again(model: CareSystem) -> None:
    """Once a year, or as often as the platform shows them free beds (L23), those who wait look around anew.

    They keep their place; who wants no home now leaves the queue. Tekun who wait are visited too (L07):
    ``choosing.outreach`` times the visits a year, at most one.
    """
    elders = model.elders
    rows = model.waiting.rows(elders.row_of)
    turn = (elders.raw("id")[rows].astype(np.int64) + model.month) % review_months(model) == 0
    since = elders.raw("waiting_since")[rows]
    rows = rows[turn & (since >= 0) & (since < model.month)]
    push = model.parameters.choosing.outreach * min(1.0, model.levers.admit.outreach_per_year)
    end_waiting(model, rows[~choose(model, rows, outreach=push)], WaitEnd.GAVE_UP)
    model.waiting.keep(elders.raw("waiting_since")[model.waiting.rows(elders.row_of)] >= 0)


def reach_out(model: CareSystem) -> None:
    """Tekun at home who do not wait are visited and shown the homes; they think again, with ``choosing.outreach`` more.

    A visit comes with the chance of a month at ``outreach_per_year``, times the share of the visits that running
    costs have left money for. Tastes last: who is not moved by the first visit is not moved by the next, until
    their situation changes.
    """
    yearly, elders = model.levers.admit.outreach_per_year, model.elders
    if yearly == 0:
        return
    rows = model.at_home[elders.raw("standing")[model.at_home] == Standing.TEKUN]
    rows = rows[(elders.raw("facility")[rows] < 0) & (elders.raw("waiting_since")[rows] < 0)]
    price = round(len(rows) * yearly / MONTHS_PER_YEAR * model.parameters.money.visit_cost * FEN)
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.IDENTIFICATION, price, carried=True)
    chance = monthly_probability(yearly) * (paid / price if price else 1.0)
    u = model.chance.units(Decision.OUTREACH, elders.raw("id")[rows], model.month)
    apply_to_homes(model, rows[u < chance], outreach=model.parameters.choosing.outreach)


def choose(model: CareSystem, rows: NDArray[Any], memory: float = 0.0, outreach: float = 0.0) -> NDArray[np.bool_]:
    """Write the homes that each of ``rows`` prefers to staying into ``choices``; returns who prefers any."""
    choosing, chance, rule = model.parameters.choosing, model.chance, rule_in_force(model)
    wants = np.zeros(len(rows), dtype=np.bool_)
    if len(rows) == 0:
        return wants
    tastes = Tastes(
        level=choosing.level,
        alone=choosing.alone,
        children=choosing.children,
        oldest=choosing.oldest,
        gap=choosing.gap,
        price=choosing.price,
        tekun=np.array([*choosing.tekun_constant, 0.0]) + outreach,
        keeps=rule.keeps,
        rural_subsidy=rule.rural_subsidy,
        voucher_share=rule.voucher_share,
        designated=rule.designated,
        strain=choosing.strain,
        strain_after=model.parameters.family.strain_months,
        family_bed=choosing.family_bed,
        adapted=choosing.adapted,
        spread=choosing.home_spread,
        memory=memory,
        month=model.month,
        taste=np.uint32(Decision.TASTE),
        staying=np.uint32(Decision.STAYING),
        key0=chance.key0,
        key1=chance.key1,
    )
    e, h = elder_arrays(model.elders), home_arrays(model.facilities)
    choose_homes(rows, e, h, model.catchment.reach, tastes, wants)
    return wants


def apply_to_homes(model: CareSystem, rows: NDArray[Any], memory: float = 0.0, outreach: float = 0.0) -> None:
    """Those among ``rows`` who prefer a home to staying apply to up to three and start to wait.

    ``memory`` is added for all but tekun at month 0: some entered in an earlier spell of need and have stayed;
    ``outreach`` for tekun who were visited.
    """
    elders = model.elders
    wants = choose(model, rows, memory, outreach)
    joining = rows[wants]
    elders.raw("waiting_since")[joining] = model.month
    model.waiting.append(elders.raw("id")[joining])
    model.book.joined += np.bincount(elders.raw("standing")[joining], minlength=len(Standing))
    model.book.joined_ever += len(joining)
