"""Step 12: fees, subsidies, safety-net money, wages, running cost. Every yuan has a payer and a payee."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Ownership, Standing
from sim.calendar import MONTHS_PER_YEAR, WEEKS_PER_MONTH
from sim.ledger import FEN, HOMES, Account, Purpose
from sim.world.staffing import relative_wage
from sim.world.workforce import Origin

if TYPE_CHECKING:
    from sim.model import CareSystem


def pay(model: CareSystem) -> None:
    """Settle the month of every home and of home care."""
    pay_for_home_care(model)  # first: these hours were given because there was money for them
    income = pay_for_residents(model)
    cost = pay_for_running(model)
    wages = pay_wages(model)
    homes = model.facilities
    homes.col("month_result")[:] = income - cost - wages
    homes.col("cash")[:] += homes.col("month_result")
    cover_public_deficits(model)
    pay_for_training(model)
    result = homes.col("month_result")
    since = model.month - np.maximum(homes.col("opened"), homes.col("taken_over"))
    changed = model.month - since > model.region.start
    filling = (since < model.parameters.homes.fill_months) & changed
    counts = (result < 0) & ~filling & (model.month >= model.region.document)  # nobody gives up while a home fills
    homes.col("loss_months")[:] = np.where(counts, homes.col("loss_months") + 1, 0)


def _by_owner(model: CareSystem, per_home: NDArray[np.int64], owner: Ownership) -> int:
    return int(per_home[model.facilities.col("ownership") == owner].sum())


def pay_for_residents(model: CareSystem) -> NDArray[np.int64]:
    """Fees of households, the safety net's money for tekun, operating subsidy. Returns fen received by each home.

    Tekun bring their living and care allowance; other residents pay the home's price at their level. Eligible
    privately run homes receive operating subsidy for each resident, as far as the purses reach; if they do not
    reach, everybody gets the same share.
    """
    homes, money = model.facilities, model.parameters.money
    level_standing = model.cells
    price = np.round(
        model.catchment.reach.price_list[homes.col("ownership")] * homes.col("price")[:, None] * FEN
    ).astype(np.int64)
    paying = level_standing[:, :, Standing.POOR :].sum(axis=2)
    fees = (price * paying).sum(axis=1)
    allowance = np.round((money.tekun_living + np.array(money.tekun_care)) * FEN).astype(np.int64)
    tekun = level_standing[:, :, Standing.TEKUN]
    safety_net = (tekun * allowance).sum(axis=1)
    per_resident = np.round(np.array(money.operating_subsidy) * FEN).astype(np.int64)
    asked = np.where(homes.col("subsidised") == 1, (level_standing.sum(axis=2) * per_resident).sum(axis=1), 0)
    subsidy = np.zeros(homes.n, dtype=np.int64)
    for owner in (Ownership.PUBLIC_PRIVATE, Ownership.PRIVATE):
        claim = _by_owner(model, asked, owner)
        got = model.ledger.pay_from_purses(HOMES[owner], Purpose.OPERATING_SUBSIDY, claim)
        if claim:
            mine = homes.col("ownership") == owner
            subsidy[mine] = share_out(got, asked[mine])
    for owner in Ownership:
        model.ledger.pay(Account.HOUSEHOLDS, HOMES[owner], Purpose.FEE, _by_owner(model, fees, owner))
        model.ledger.pay(Account.SAFETY_NET, HOMES[owner], Purpose.TEKUN_CARE, _by_owner(model, safety_net, owner))
    model.fees = fees
    return np.asarray(fees + safety_net + subsidy)


def share_out(total: int, claims: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole fen in proportion to claims; the first claimants take the odd fen. Sums to ``total``."""
    claimed = max(1, int(claims.sum()))
    whole = np.array([int(claim) * total // claimed for claim in claims], dtype=np.int64)  # beyond 64 bits on the way
    odd = total - int(whole.sum())
    claimants = np.flatnonzero(claims > 0)[:odd]
    whole[claimants] += 1
    return np.asarray(whole)


def pay_for_running(model: CareSystem) -> NDArray[np.int64]:
    """Cost of beds and residents, and the rent of privately operated public homes. Returns fen paid by each home."""
    homes, p = model.facilities, model.parameters.homes
    is_open = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0)
    beds = np.where(is_open, homes.col("beds").sum(axis=1), 0)
    if_used = np.where(homes.col("ownership") == Ownership.PUBLIC, homes.col("occupied").sum(axis=1), beds)
    residents = homes.col("occupied").sum(axis=1)
    cost = np.round(
        (if_used * np.array(p.fixed_cost)[homes.col("ownership")] + residents * p.variable_cost) * FEN
    ).astype(np.int64)
    rent = np.where(homes.col("ownership") == Ownership.PUBLIC_PRIVATE, np.round(model.fees * p.rent_share), 0).astype(
        np.int64
    )
    for owner in Ownership:
        model.ledger.pay(HOMES[owner], Account.SUPPLIERS, Purpose.RUNNING_COST, _by_owner(model, cost, owner))
    model.ledger.pay(Account.PUBLIC_PRIVATE_HOMES, Account.PURSES, Purpose.RENT, int(rent.sum()))
    return np.asarray(cost + rent)


def pay_wages(model: CareSystem) -> NDArray[np.int64]:
    """Wages of aides; the public share of a raise from the purses, as far as they reach. Returns fen paid by each home.

    Visiting aides are paid from what the hours at home earn (account HOME_CARE); where that falls short the purses
    pay the posts, as far as they reach.
    """
    homes, p, lever = model.facilities, model.parameters.aides, model.levers.pay
    employed = homes.col("aides").astype(np.int64)
    each = round(p.wage * (1 + p.on_cost) * relative_wage(model) * FEN)
    bill = employed * each
    is_home = homes.col("kind") <= Kind.CARE_CENTRE
    raised = round(p.wage * (1 + p.on_cost) * lever.raise_share * lever.public_share * FEN)
    support = np.zeros(homes.n, dtype=np.int64)
    claim = employed * raised
    if raised > 0:
        for owner in Ownership:
            mine = is_home & (homes.col("ownership") == owner)
            total = int(claim[mine].sum())
            got = model.ledger.pay_from_purses(HOMES[owner], Purpose.WAGE_SUPPORT, total)
            if total:
                support[mine] = share_out(got, claim[mine])
    at_home = np.where(is_home, bill, 0)
    for owner in Ownership:
        model.ledger.pay(HOMES[owner], Account.AIDES, Purpose.WAGE, _by_owner(model, at_home, owner))
    visiting = int(bill[~is_home].sum())
    earned = max(0, int(model.ledger.balance[Account.HOME_CARE]))
    model.ledger.pay_from_purses(Account.HOME_CARE, Purpose.VISITING_POSTS, max(0, visiting - earned))
    model.ledger.pay(Account.HOME_CARE, Account.AIDES, Purpose.WAGE, visiting)
    return np.asarray(at_home - support)


def cover_public_deficits(model: CareSystem) -> None:
    """County budgets cover what government-run homes lack this month; what they cannot cover stays as arrears."""
    homes = model.facilities
    public = (homes.col("ownership") == Ownership.PUBLIC) & (homes.col("kind") <= Kind.CARE_CENTRE)
    lack = np.where(public, np.maximum(0, -homes.col("cash")), 0)
    got = model.ledger.pay_from_purses(Account.PUBLIC_HOMES, Purpose.PUBLIC_HOME_DEFICIT, int(lack.sum()))
    if got:
        homes.col("cash")[:] += share_out(got, lack)


def pay_for_home_care(model: CareSystem) -> None:
    """Hours at home: the entitled hours by the purses, the bought ones by households, at the price of an hour."""
    book, price = model.book, model.parameters.money.hour_price * FEN
    own = round(book.bought_minutes / 60 * WEEKS_PER_MONTH * price)
    public = int((book.formal_minutes - book.bought_minutes) / 60 * WEEKS_PER_MONTH * price)
    model.ledger.pay(Account.HOUSEHOLDS, Account.HOME_CARE, Purpose.BOUGHT_HOURS, own)
    model.ledger.pay_from_purses(Account.HOME_CARE, Purpose.HOME_CARE, public)


def pay_for_training(model: CareSystem) -> None:
    """Seats of short courses for new aides, as many as the money buys; the trained come after their course.

    The province pays the seats of the status quo where the purses do not; more seats must be paid by the purses.
    """
    lever, usual = model.levers.train, model.region.status_quo.train.seats_per_year
    seats = lever.seats_per_year * model.region.fraction / MONTHS_PER_YEAR
    cost = round(seats * model.parameters.money.seat_cost * FEN)
    if cost == 0:
        return
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.TRAINING, cost)
    province = min(cost - paid, round(cost * min(1.0, usual / lever.seats_per_year)))
    model.ledger.pay(Account.UPPER_LEVELS, Account.SUPPLIERS, Purpose.TRAINING, province)
    trained = seats * (paid + province) / cost * lever.retention
    model.graduates.append((model.month + model.parameters.aides.course_months, Origin.TRAINED, trained))
