"""Step 7: some of those in need become known to the authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.calendar import monthly_probability
from sim.chance import Decision
from sim.kernels.rolls import identify
from sim.kernels.state import BRACELET
from sim.kernels.week import Count
from sim.ledger import FEN, Account, Purpose
from sim.world.programme import pay_visits_of_programme

if TYPE_CHECKING:
    from sim.model import CareSystem

LEVELS = 5


def be_identified(model: CareSystem) -> None:
    """Ordinary course, door visits, data links, surveys and alarms make need known.

    The yearly rate of an elder of level l is base_rate[l] + visits_per_year * detection + data_link (levels 3, 4);
    the visits are to every elder not yet known, and only as many as running costs have left money for. A survey asks
    a share of the elders not yet known, as far as money is left over, and recognises the need of those asked with
    the same ``detection``. The alarm of a bracelet makes an unknown wearer known at the rate ``bracelet_finds``.
    """
    lever = model.levers.identify
    share = pay_visits(model)
    rate = np.array(model.parameters.identification.base_rate)
    rate = rate + lever.visits_per_year * lever.detection * share
    rate[3:] += lever.data_link
    find(model, model.at_home, [monthly_probability(r) for r in rate], Decision.IDENTIFY)
    for place, visits in enumerate(pay_visits_of_programme(model).tolist()):
        if visits > 0:  # the same draw at a higher rate: visits of the programme come on top
            rows = model.at_home[model.elders.raw("place")[model.at_home] == place]
            more = [monthly_probability(r + visits * lever.detection) for r in rate]
            find(model, rows, more, Decision.IDENTIFY)
    asked = pay_survey(model)
    if asked > 0:
        find(model, model.at_home, [asked * lever.detection] * LEVELS, Decision.SURVEY)
    if model.book.bracelets:
        wearers = model.at_home[(model.elders.raw("aids")[model.at_home] & BRACELET) != 0]
        alarm = monthly_probability(model.parameters.home_help.bracelet_finds)
        find(model, wearers, [alarm] * LEVELS, Decision.BRACELET)


def find(model: CareSystem, rows: NDArray[np.int32], chances: list[float], decision: Decision) -> None:
    """Those of ``rows`` who are in need and not known become known with the chance of their level."""
    elders = model.elders
    thresholds = np.minimum(np.floor(np.array(chances) * 2**32), 2**32 - 1).astype(np.uint32)
    identify(
        rows,
        elders.raw("id"),
        elders.raw("state"),
        elders.raw("known"),
        elders.raw("changed"),
        thresholds,
        np.uint32(model.month),
        np.uint32(decision),
        model.chance.key0,
        model.chance.key1,
    )


def pay_visits(model: CareSystem) -> float:
    """Pay this month's door visits; returns the share of the planned visits that the purses could pay."""
    lever = model.levers.identify
    if lever.visits_per_year == 0:
        return 0.0
    visits = not_known(model) * lever.visits_per_year / 12
    share, model.book.visits_made = pay_calls(model, visits)
    return share


def pay_survey(model: CareSystem) -> float:
    """Pay a survey of a share of all elders not yet known, in need or not; returns the share that is really asked."""
    share = model.levers.identify.survey_share
    if share == 0:
        return 0.0
    paid, model.book.surveyed = pay_calls(model, not_known(model) * share)
    return share * paid


def not_known(model: CareSystem) -> int:
    """Elders whom the authorities do not know as being in need: most of them are not."""
    return model.elders.n - int(model.book.by_group[0, Count.KNOWN])


def pay_calls(model: CareSystem, calls: float) -> tuple[float, int]:
    """Pay calls at the door of what running costs have left over; returns the share paid and the number made."""
    price = round(calls * model.parameters.money.visit_cost * FEN)
    if price == 0:
        return 1.0, 0
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.IDENTIFICATION, price, carried=True)
    return paid / price, round(calls * paid / price)
