"""What is measured and matched: gradings of homes (L24), and the platform that routes visits and shows beds (L23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Ownership
from sim.calendar import MONTHS_PER_YEAR, monthly_probability
from sim.chance import Decision
from sim.ledger import FEN, HOMES, Account, Purpose
from sim.levers.demand import Platform
from sim.world.catchment import Catchment
from sim.world.staffing import capacity_minutes
from sim.world.stock import homes_in_use, publicly_built

if TYPE_CHECKING:
    from sim.model import CareSystem

HABIT = Platform().review_months
"""Months between two looks of those who wait where no platform shows them beds."""
EXACT = 1e-9
"""Qualities are sums of small steps."""


# --- grading --------------------------------------------------------------------------------------


def grade_homes(model: CareSystem) -> None:
    """Grade homes in use at the yearly rate of the lever, as far as the purses pay, and see who may take people.

    Graders come to a home rate / 12 times a month on average, by chance (Poisson), and every visit is paid; the chance
    that they come at least once is 1 - exp(-rate / 12), and a second visit in the month grades nothing anew.
    A graded home below the standard improves if its aides can care for those who live there. A graded home below the
    least quality takes nobody until it is better; its residents stay. Families see the grades that are published.
    """
    lever, homes = model.levers.grade, model.facilities
    changed = model.catchment.publication != lever.publication
    if lever.gradings_per_year > 0:
        rows = np.flatnonzero(homes_in_use(model))
        u = model.chance.units(Decision.GRADING, homes.col("luck")[rows], model.month)
        number = float(homes.col("stands_for")[rows].sum()) * lever.gradings_per_year / MONTHS_PER_YEAR
        rows = rows[u < monthly_probability(lever.gradings_per_year) * pay_gradings(model, number)]
        homes.col("graded")[rows] = model.month
        improve(model, rows)
        homes.col("graded_out")[rows] = 1  # those that are good enough are let off at once
        changed |= len(rows) > 0
    better = (homes.col("graded_out") == 1) & (homes.col("quality") >= lever.least_quality - EXACT)
    homes.col("graded_out")[better] = 0
    if changed or better.any():
        model.catchment = Catchment(model)


def pay_gradings(model: CareSystem, number: float) -> float:
    """Pay the gradings of a month out of what running costs have left; returns the share that could be paid."""
    price = round(number * model.region.fraction * model.parameters.standards.grading_cost * FEN)
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.GRADING, price, carried=True)
    return paid / price if price else 1.0


def improve(model: CareSystem, rows: NDArray[np.int64]) -> None:
    """Graded homes below the standard rise by a step, at most up to it, and pay for each of their beds.

    Step = gain x (1 + share of the subsidy that is tied to the grade): who has money at stake does more. A home whose
    aides cannot give its residents what the ratio asks for does not improve: a grade cannot be bought without staff.
    """
    homes, p = model.facilities, model.parameters.standards
    staffed = homes.col("load")[rows] <= capacity_minutes(model)[rows]
    rows = rows[staffed & (homes.col("quality")[rows] < p.norm - EXACT)]
    step = p.gain * (1 + model.levers.grade.tied_share)
    if step == 0:
        return
    homes.col("quality")[rows] = np.minimum(p.norm, homes.col("quality")[rows] + step)
    cost = np.zeros(homes.n, dtype=np.int64)
    cost[rows] = homes.col("beds").sum(axis=1)[rows] * round(p.improve_cost * FEN)
    homes.col("cash")[:] -= cost
    for owner in Ownership:
        mine = int(cost[homes.col("ownership") == owner].sum())
        model.ledger.pay(HOMES[owner], Account.SUPPLIERS, Purpose.RUNNING_COST, mine)


def subsidy_by_grade(model: CareSystem, subsidy: NDArray[np.int64]) -> NDArray[np.int64]:
    """Fen of operating subsidy that each home may ask for: less where a graded home is below the standard."""
    tied, homes = model.levers.grade.tied_share, model.facilities
    if tied == 0:
        return subsidy
    short = (homes.col("graded") >= 0) & (homes.col("quality") < model.parameters.standards.norm - EXACT)
    return np.where(short, np.round(subsidy * (1 - tied)), subsidy).astype(np.int64)


def homes_at_norm(model: CareSystem) -> float:
    """Share of the publicly built homes in use whose quality is up to the standard; nan without such homes."""
    homes, rows = model.facilities, publicly_built(model)
    weight = homes.col("stands_for")[rows]
    good = homes.col("quality")[rows] >= model.parameters.standards.norm - EXACT
    return float(weight[good].sum() / weight.sum()) if len(weight) else float("nan")


# --- platform -------------------------------------------------------------------------------------


def pay_platform(model: CareSystem) -> None:
    """Pay the platform for a month, for each elder of the region, as far as the purses reach.

    It runs while it does anything (L23). ``model.platform_share`` is the share that was paid. It is public money for
    finding people and showing them what there is, like door visits.
    """
    model.platform_share = 0.0
    if model.levers.platform == Platform():
        return
    price = round(model.elders.n * model.parameters.standards.platform_cost / MONTHS_PER_YEAR * FEN)
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.IDENTIFICATION, price)
    model.platform_share = paid / price if price else 1.0


def review_months(model: CareSystem) -> int:
    """Months after which those who wait look around anew; the platform shortens it in a month that is paid in full."""
    usual, lever = model.parameters.choosing.review_months, model.levers.platform.review_months
    return min(usual, lever) if lever < HABIT and model.platform_share == 1 else usual
