"""Step 12: fees, subsidies, safety-net money, wages, running cost. Every yuan has a payer and a payee."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Ownership, Standing
from sim.calendar import MONTHS_PER_YEAR
from sim.kernels.state import level_of
from sim.kernels.week import INSURED, OWN, PUBLIC, SUBSIDY, VOUCHER
from sim.ledger import FEN, HOMES, Account, Purpose, share_out
from sim.world.admission import share_of_price
from sim.world.at_home import price_of_hours
from sim.world.benefits import collect_premiums, part_of_township, pay_part_of_fees
from sim.world.budgets import safety_net_left
from sim.world.medical import clinic_running
from sim.world.programme import pay_posts_of_programme
from sim.world.staffing import bought_posts, certified_aides, cost_of_post, cost_of_seats
from sim.world.standards import subsidy_by_grade
from sim.world.stock import is_government_run, is_home, open_homes
from sim.world.workforce import Origin

if TYPE_CHECKING:
    from sim.model import CareSystem

OWNERS = np.array(Ownership)


def pay(model: CareSystem) -> None:
    """Settle the month of every home and of home care."""
    collect_premiums(model)
    model.ledger.free_what_is_set_aside()
    pay_for_home_care(model)  # first: these hours were given because there was money for them
    income = pay_for_residents(model) + pay_homes_for_visits(model)
    cost = pay_for_running(model)
    wages = pay_wages(model) + pay_for_courses(model)
    homes = model.facilities
    owed = lacking(model).sum()
    homes.col("month_result")[:] = income - cost - wages
    homes.col("cash")[:] += homes.col("month_result")
    cover_public_deficits(model)
    model.purses_dry = bool(model.parameters.money.arrears_bite and lacking(model).sum() > owed)
    pay_for_training(model)
    result = homes.col("month_result")
    since = model.month - np.maximum(homes.col("opened"), homes.col("taken_over"))
    changed = model.month - since > model.region.start
    filling = (since < model.parameters.homes.fill_months) & changed
    counts = (result < 0) & ~filling & (model.month >= model.region.document)  # nobody gives up while a home fills
    homes.col("loss_months")[:] = np.where(counts, homes.col("loss_months") + 1, 0)


def by_owner(model: CareSystem, per_home: NDArray[np.int64]) -> list[tuple[Ownership, Account, int]]:
    """Each ownership with its account, and what its homes together have of something."""
    owned = model.facilities.col("ownership") == OWNERS[:, None]
    return list(zip(Ownership, HOMES, (owned @ per_home).tolist(), strict=True))


def pay_for_residents(model: CareSystem) -> NDArray[np.int64]:
    """Fees of households, the safety net's money for tekun, operating subsidy. Returns fen received by each home.

    Tekun bring their living and care allowance, as far as the fund of the year reaches if there is one; other
    residents pay the home's price at their level, of which what follows them (L21, L22) pays a part. Eligible
    privately run homes receive operating subsidy (private ones with the grant of L05) for each resident, and publicly
    built homes running money for each tekun, as far as the purses reach. Where money does not reach, everybody gets
    the same share.
    """
    homes, money, rule = model.facilities, model.parameters.money, model.levers.safety_net
    level_standing, ownership = model.cells, model.facilities.col("ownership")
    full = model.catchment.reach.price_list[ownership] * homes.col("price")[:, None]
    price = np.round(full * share_of_price(model) * FEN).astype(np.int64)
    paying = level_standing[:, :, Standing.POOR :].sum(axis=2)
    fees = (price * paying).sum(axis=1)
    living = rule.payment_factor * money.tekun_living
    allowance = np.round((living + np.array(money.tekun_care)) * FEN).astype(np.int64)
    tekun = level_standing[:, :, Standing.TEKUN]
    safety_net = (tekun * allowance).sum(axis=1)
    left = safety_net_left(model)
    if left is not None and left < safety_net.sum():
        safety_net = share_out(left, safety_net)
    for_them = pay_part_of_fees(model, price)
    per_resident = np.round(np.array(money.operating_subsidy) * FEN).astype(np.int64)
    residents = level_standing.sum(axis=2)
    asked = np.where(homes.col("subsidised") == 1, (residents * per_resident).sum(axis=1), 0)
    grant = round(model.levers.entry.operating_grant * FEN)
    asked += np.where(
        (homes.col("subsidised") == 1) & (ownership == Ownership.PRIVATE), residents.sum(axis=1) * grant, 0
    )
    asked = subsidy_by_grade(model, asked)
    running = round(rule.running_share * living * FEN)
    asked += np.where(ownership != Ownership.PRIVATE, tekun.sum(axis=1) * running, 0)
    subsidy = np.zeros(homes.n, dtype=np.int64)
    for owner, account, claim in by_owner(model, asked):
        got = model.ledger.pay_from_purses(account, Purpose.OPERATING_SUBSIDY, claim)
        if claim:
            mine = ownership == owner
            subsidy[mine] = share_out(got, asked[mine])
    for_them += subsidise_urban_elders(model, price)
    paid = zip(by_owner(model, fees - for_them), by_owner(model, safety_net), strict=True)
    for (_, account, fee), (_, _, allowed) in paid:
        model.ledger.pay(Account.HOUSEHOLDS, account, Purpose.FEE, fee)
        model.ledger.pay(Account.SAFETY_NET, account, Purpose.TEKUN_CARE, allowed)
    model.fees = fees
    return np.asarray(fees + safety_net + subsidy)


def subsidise_urban_elders(model: CareSystem, price: NDArray[np.int64]) -> NDArray[np.int64]:
    """The purses pay part of the fees of urban elders in township homes (L07), as far as they reach.

    Part = min(subsidy, price); tekun pay no fees. Returns fen received by each home: the elders pay the rest.
    """
    homes, elders = model.facilities, model.elders
    paid = np.zeros(homes.n, dtype=np.int64)
    if model.levers.admit.rural_subsidy == 0:
        return paid
    rows = model.residents.rows(elders.row_of)
    facility, level = elders.raw("facility")[rows], level_of(elders.raw("state")[rows])
    parts = part_of_township(model, rows, facility, price[facility, level])
    claim = np.bincount(facility, weights=parts, minlength=homes.n).astype(np.int64)
    for owner, account, total in by_owner(model, claim):
        mine = homes.col("ownership") == owner
        got = model.ledger.pay_from_purses(account, Purpose.OPERATING_SUBSIDY, total)
        paid[mine] = share_out(got, claim[mine])
    return paid


def pay_for_running(model: CareSystem) -> NDArray[np.int64]:
    """Cost of beds and residents; rent of public homes under a private operator. Returns fen paid by each home."""
    homes, p = model.facilities, model.parameters.homes
    beds = np.where(open_homes(model), homes.col("beds").sum(axis=1), 0)
    if_used = np.where(homes.col("ownership") == Ownership.PUBLIC, homes.col("occupied").sum(axis=1), beds)
    residents = homes.col("occupied").sum(axis=1)
    cost = np.round(
        (if_used * np.array(p.fixed_cost)[homes.col("ownership")] + residents * p.variable_cost) * FEN
    ).astype(np.int64) + clinic_running(model)
    leased = (homes.col("ownership") == Ownership.PUBLIC_PRIVATE) & (homes.col("state_run") == 0)
    rent = np.where(leased, np.round(model.fees * p.rent_share), 0).astype(np.int64)
    for _, account, fen in by_owner(model, cost):
        model.ledger.pay(account, Account.SUPPLIERS, Purpose.RUNNING_COST, fen)
    model.ledger.pay(Account.PUBLIC_PRIVATE_HOMES, Account.PURSES, Purpose.RENT, int(rent.sum()))
    return np.asarray(cost + rent)


def pay_wages(model: CareSystem) -> NDArray[np.int64]:
    """Wages of aides, and what the purses pay of them, as far as they reach. Returns fen paid by each home.

    The purses pay their share of a raise and of the bonus for a certificate, and the aides on bought posts of
    government-run homes: those beyond the home's own list, up to the posts bought.
    Visiting aides are paid from what the hours at home earn (account HOME_CARE); where that falls short the purses
    pay the posts, as far as they reach.
    """
    homes, p, lever = model.facilities, model.parameters.aides, model.levers.pay
    employed = homes.col("aides").astype(np.int64)
    each, part = cost_of_post(model), model.region.fraction * FEN
    bonus = round(p.wage * (1 + p.on_cost) * lever.certificate_bonus * part)
    certified = certified_aides(model) if bonus else np.zeros(homes.n, dtype=np.int64)
    bill = employed * each + certified * bonus
    at_homes = is_home(model)
    raised = round(p.wage * (1 + p.on_cost) * lever.raise_share * lever.public_share * part)
    support = np.zeros(homes.n, dtype=np.int64)
    own = homes.col("posts") - homes.col("added_posts")
    on_bought_posts = np.clip(employed - own, 0, bought_posts(model))
    claim = employed * raised + certified * round(bonus * lever.public_share) + on_bought_posts * (each - raised)
    if claim.any():
        for owner, account, total in by_owner(model, np.where(at_homes, claim, 0)):
            mine = at_homes & (homes.col("ownership") == owner)
            got = model.ledger.pay_from_purses(account, Purpose.WAGE_SUPPORT, total)
            if total:
                support[mine] = share_out(got, claim[mine])
    support += pay_posts_of_programme(model, each - raised, each)
    of_homes = np.where(at_homes, bill, 0)
    for _, account, fen in by_owner(model, of_homes):
        model.ledger.pay(account, Account.AIDES, Purpose.WAGE, fen)
    visiting = int(bill.sum() - of_homes.sum())
    earned = max(0, int(model.ledger.balance[Account.HOME_CARE]))
    model.ledger.pay_from_purses(Account.HOME_CARE, Purpose.VISITING_POSTS, max(0, visiting - earned))
    model.ledger.pay(Account.HOME_CARE, Account.AIDES, Purpose.WAGE, visiting)
    return np.asarray(of_homes - support)


def pay_for_courses(model: CareSystem) -> NDArray[np.int64]:
    """Employers pay the courses of the aides whom they send because only the certified count (L17). Fen by home."""
    cost = model.sent_to_courses * cost_of_seats(model, 1)
    if not cost.any():
        return cost
    of_homes = np.where(is_home(model), cost, 0)
    for _, account, fen in by_owner(model, of_homes):
        model.ledger.pay(account, Account.SUPPLIERS, Purpose.TRAINING, fen)
    model.ledger.pay(Account.HOME_CARE, Account.SUPPLIERS, Purpose.TRAINING, int(cost.sum() - of_homes.sum()))
    return of_homes


def lacking(model: CareSystem) -> NDArray[np.int64]:
    """Fen that each government-run home owes."""
    homes = model.facilities
    return np.where(is_government_run(model), np.maximum(0, -homes.col("cash")), 0)


def cover_public_deficits(model: CareSystem) -> None:
    """County budgets cover what government-run homes lack; what they cannot cover stays as arrears.

    In a month in which arrears grow the purses are dry: next month these homes hire nobody and admit only tekun.
    """
    homes, lack = model.facilities, lacking(model)
    got = model.ledger.pay_from_purses(Account.PUBLIC_HOMES, Purpose.PUBLIC_HOME_DEFICIT, int(lack.sum()))
    if got:
        homes.col("cash")[:] += share_out(got, lack)


def pay_for_home_care(model: CareSystem) -> None:
    """Hours at home at the price of an hour, by who has ordered them.

    The purses pay the entitled hours and the subsidy of the poor, insurance and voucher their part (L21), households
    the rest of what they buy, and what the purses lack of the subsidy.
    """
    ledger, minutes = model.ledger, model.book.payers
    own = round(price_of_hours(model, int(minutes[OWN])))
    insured, subsidy, voucher, public = (
        int(price_of_hours(model, int(minutes[payer]))) for payer in (INSURED, SUBSIDY, VOUCHER, PUBLIC)
    )
    ledger.pay_from_purses(Account.HOME_CARE, Purpose.HOME_CARE, public)
    own += subsidy - ledger.pay_from_purses(Account.HOME_CARE, Purpose.CARE_SUBSIDY, subsidy)
    ledger.pay(Account.HOUSEHOLDS, Account.HOME_CARE, Purpose.BOUGHT_HOURS, own - voucher)
    ledger.pay(Account.UPPER_LEVELS, Account.HOME_CARE, Purpose.VOUCHER, voucher)
    ledger.pay(Account.INSURANCE, Account.HOME_CARE, Purpose.INSURED_CARE, insured)


def pay_homes_for_visits(model: CareSystem) -> NDArray[np.int64]:
    """Homes that run stations get the price of the hours that their aides gave on visits (L11). Returns fen by home.

    Households and purses have paid these hours like all others; the homes of a place share them by the time that each
    could spare. They pay the wages of their aides anyway: no posts at the station are needed for these hours.
    """
    homes, used = model.facilities, model.book.shared_minutes_used
    earned = np.zeros(homes.n, dtype=np.int64)
    if not used.any():
        return earned
    for place in np.flatnonzero(used):
        mine = homes.col("place") == place
        earned[mine] = share_out(int(price_of_hours(model, int(used[place]))), model.spare_minutes[mine])
    for _, account, fen in by_owner(model, earned):
        model.ledger.pay(Account.HOME_CARE, account, Purpose.LENT_AIDES, fen)
    return earned


def pay_for_training(model: CareSystem) -> None:
    """Seats of short courses for new aides, as many as the money buys; the trained come after their course.

    The province pays the seats of the status quo where the purses do not; more seats must be paid by the purses.
    """
    lever, usual = model.levers.train, model.region.status_quo.train.seats_per_year
    seats = lever.seats_per_year / MONTHS_PER_YEAR
    cost = cost_of_seats(model, seats)
    if cost == 0:
        return
    paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.TRAINING, cost)
    province = min(cost - paid, round(cost * min(1.0, usual / lever.seats_per_year)))
    model.ledger.pay(Account.UPPER_LEVELS, Account.SUPPLIERS, Purpose.TRAINING, province)
    trained = seats * (paid + province) / cost * lever.retention
    model.graduates.append((model.month + model.parameters.aides.course_months, Origin.TRAINED, trained))
