"""Medicine in homes (L22): agreements with hospitals, clinics of their own, and what these prevent."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Medical, Ownership
from sim.calendar import is_january
from sim.chance import Decision
from sim.kernels.life import Prevention
from sim.ledger import FEN, Account, Purpose
from sim.world.catchment import Catchment
from sim.world.orders import as_many
from sim.world.stock import has_closed, homes_in_use

if TYPE_CHECKING:
    from sim.model import CareSystem

WAITS_FOR_MONEY = -1
DRAWS = 2**32
"""Values that a draw can take."""


class Clinic(NamedTuple):
    """A clinic that has been ordered and is not there yet."""

    home: int
    opens: int
    """Month of opening; -1 while it waits for money."""


def raise_medical_levels(model: CareSystem) -> None:
    """The orders of the year in January; clinics that find money are set up; those that are ready open."""
    lever = model.levers.medical
    if is_january(model.month) and max(lever.agreement_share, lever.in_house_share) > 0:
        order_medical_levels(model)
    if model.clinics:
        model.clinics = [c for c in model.clinics if not has_closed(model, c.home)]
        pay_clinics(model)
        open_clinics(model)


def order_medical_levels(model: CareSystem) -> None:
    """While too few homes have an agreement, or a clinic, the largest without one get it, agreements first.

    At most ``homes_per_year`` homes rise in a year, each by one order. An agreement costs nothing and holds at once.
    A clinic on its way counts for both shares.
    """
    lever, homes = model.levers.medical, model.facilities
    level, stands_for = homes.col("medical").astype(np.int64), homes.col("stands_for")
    level[[c.home for c in model.clinics]] = Medical.IN_HOUSE
    used = homes_in_use(model)
    beds = homes.col("beds").sum(axis=1)
    largest = sorted(map(int, np.flatnonzero(used)), key=lambda f: (-int(beds[f]), f))
    total, left = float(stands_for[used].sum()), float(lever.homes_per_year)

    def chosen(share: float, below: Medical) -> list[int]:
        have = float(stands_for[used & (level >= below)].sum())
        missing = math.ceil(share * total - 1e-9) - have
        return as_many(model, [f for f in largest if level[f] < below], min(left, missing))

    signing = chosen(lever.agreement_share, Medical.AGREEMENT)
    homes.col("medical")[signing] = Medical.AGREEMENT
    level[signing] = Medical.AGREEMENT
    left -= float(stands_for[signing].sum())
    largest = [f for f in largest if f not in signing]
    model.clinics += [Clinic(f, WAITS_FOR_MONEY) for f in chosen(lever.in_house_share, Medical.IN_HOUSE)]
    if signing:
        model.catchment = Catchment(model)


def pay_clinics(model: CareSystem) -> None:
    """Pay the set-up of ordered clinics in the order of their orders, each in full or not yet.

    Publicly built homes are paid by what running costs have left in the purses, private ones by their investors. In a
    sample a home pays for as many clinics as the homes it stands for have at its scale.
    """
    homes, p = model.facilities, model.parameters.standards
    paid = []
    for clinic in model.clinics:
        if clinic.opens != WAITS_FOR_MONEY:
            paid.append(clinic)
            continue
        stands_for = float(homes.col("stands_for")[clinic.home])
        price = round(p.clinic_cost * stands_for * model.region.fraction * FEN)
        if homes.col("ownership")[clinic.home] == Ownership.PRIVATE:
            model.ledger.pay(Account.INVESTORS, Account.SUPPLIERS, Purpose.MEDICAL, price)
        elif model.ledger.available(Purpose.MEDICAL, carried=True) >= price:
            model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.MEDICAL, price, carried=True)
        else:
            paid.append(clinic)
            continue
        paid.append(clinic._replace(opens=model.month + p.clinic_months))
    model.clinics = paid


def open_clinics(model: CareSystem) -> None:
    """Clinics that are ready are there from today: families see them, and the home pays their running cost."""
    homes = model.facilities
    ready = [c.home for c in model.clinics if c.opens != WAITS_FOR_MONEY and c.opens <= model.month]
    if ready:
        homes.col("medical")[ready] = Medical.IN_HOUSE
        homes.col("clinic_since")[ready] = model.month
        model.clinics = [c for c in model.clinics if c.home not in ready]
        model.catchment = Catchment(model)


def clinic_running(model: CareSystem) -> NDArray[np.int64]:
    """Fen that each home pays this month to run a clinic that came by order, for each of its beds.

    Clinics of month 0 are part of the running cost of a bed that was fitted to the homes as they stood.
    """
    homes = model.facilities
    each = round(model.parameters.standards.clinic_running * FEN)
    return np.where(homes.col("clinic_since") >= 0, homes.col("beds").sum(axis=1) * each, 0).astype(np.int64)


def prevention(model: CareSystem) -> Prevention:
    """The share of losses of ability that clinics prevent, as a threshold of draws, and where there are clinics."""
    below = min(DRAWS - 1, math.floor(model.levers.medical.prevents * DRAWS))
    luck = np.uint32(Decision.PREVENTED), model.chance.key0, model.chance.key1
    return Prevention(model.facilities.raw("medical"), np.uint32(below), *luck)


def medical_shares(model: CareSystem) -> tuple[float, float]:
    """Shares of the homes in use with at least an agreement, and with a clinic of their own; nan without homes."""
    homes, used = model.facilities, homes_in_use(model)
    weight, level = homes.col("stands_for")[used], homes.col("medical")[used]
    total = float(weight.sum())
    if total == 0:
        return float("nan"), float("nan")
    return (
        float(weight[level >= Medical.AGREEMENT].sum()) / total,
        float(weight[level >= Medical.IN_HOUSE].sum()) / total,
    )
