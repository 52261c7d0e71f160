"""Money that follows the elder (L21, L22): who is entitled this month, and what it pays of the fees of homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import DISABLED, Medical, Ownership, Residence, Standing, Tier
from sim.chance import Decision
from sim.kernels.state import in_need, level_of
from sim.ledger import FEN, HOMES, Account, Purpose, share_out
from sim.world.at_home import payable

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
BENEFITS = ("insured", "subsidy", "voucher")
"""Columns of the elders, yuan a month."""
OLDEST = 960
"""80 years in months."""


def entitle(model: CareSystem) -> None:
    """Write what follows each person this month; who was entitled last month and is not now gets nothing.

    Concerned are the known who live at home in need, and those in homes who pay for themselves (the safety net pays
    for tekun there). Insurance pays ``ltci_yuan`` from its level on to those whom it covers. The subsidy goes to tekun
    and poor, see ``subsidised``. The voucher is for those who get neither of the two and are not tekun, as the
    national rule excludes people in other subsidised care. All of it pays for care received, never into a pocket.
    """
    elders, lever = model.elders, model.levers.entitle
    before = model.entitled.rows(elders.row_of)
    for name in BENEFITS:
        elders.raw(name)[before] = 0
    model.entitled.shorten(0)
    if lever.ltci_yuan == lever.subsidy_yuan == lever.voucher_yuan == 0:
        return
    inside = model.residents.rows(elders.row_of)
    inside = inside[elders.raw("standing")[inside] != Standing.TEKUN]
    at_home = model.at_home[in_need(elders.raw("state")[model.at_home])]
    rows = np.concatenate([at_home, inside]).astype(np.int64)
    rows = rows[elders.raw("known")[rows] == 1]
    level = level_of(elders.raw("state")[rows]).astype(np.int64)
    insured = np.where(level >= lever.ltci_from_level, round(lever.ltci_yuan), 0) * covered(model, rows)
    subsidy = round(lever.subsidy_yuan) * subsidised(model, rows, level)
    model.ledger.set_aside(Purpose.CARE_SUBSIDY, int(subsidy.sum()) * FEN)
    alone = (insured + subsidy == 0) & (elders.raw("standing")[rows] != Standing.TEKUN)
    voucher = np.where(alone & (level >= lever.voucher_from_level), round(lever.voucher_yuan), 0)
    for name, yuan in zip(BENEFITS, (insured, subsidy, voucher), strict=True):
        elders.raw(name)[rows] = yuan
    model.entitled.append(elders.raw("id")[rows[insured + subsidy + voucher > 0]])


def covered(model: CareSystem, rows: Ints) -> NDArray[np.bool_]:
    """Whom long-term-care insurance covers: everybody, or those with an employee pension.

    The pension is the lasting draw by which the income of their arrival was found; tekun and poor, whose income is no
    more than a resident pension and what they earn, have none.
    """
    elders, population = model.elders, model.parameters.population
    if model.levers.entitle.ltci_covers == "everybody":
        return np.ones(len(rows), dtype=np.bool_)
    urban = elders.raw("residence")[rows] == Residence.URBAN
    share = np.where(urban, population.pensioner_urban, population.pensioner_rural)
    pensioner = model.chance.units(Decision.PENSION, elders.raw("id")[rows]) < share
    return np.asarray(pensioner & (elders.raw("standing")[rows] > Standing.POOR))


def subsidised(model: CareSystem, rows: Ints, level: Ints) -> NDArray[np.bool_]:
    """Who of the tekun and poor gets the subsidy: from its level on, or at 80 and more where the rule says so.

    The most disabled come first, then by id, up to the quota (of a sample: times its fraction) and to as many whole
    subsidies as the purses have money for this month.
    """
    elders, lever = model.elders, model.levers.entitle
    chosen = np.zeros(len(rows), dtype=np.bool_)
    each = round(lever.subsidy_yuan) * FEN
    if each == 0:
        return chosen
    old = model.month - elders.raw("birth")[rows].astype(np.int64) >= OLDEST
    meant = (level >= lever.subsidy_from_level) | (lever.subsidy_oldest & old)
    asks = np.flatnonzero(meant & (elders.raw("standing")[rows] <= Standing.POOR))
    most = payable(model, Purpose.CARE_SUBSIDY, each, len(asks))
    if lever.quota:
        most = min(most, round(lever.quota * model.region.fraction))
    order = np.lexsort((elders.raw("id")[rows[asks]], -level[asks]))
    chosen[asks[order[:most]]] = True
    return chosen


def collect_premiums(model: CareSystem) -> None:
    """The insured pay their premium while there is an insurance; tekun and poor are insured without one.

    Number of payers = elders of each residence x share of neither tekun nor poor (x share with an employee pension),
    by the shares with which people arrive: an expected number, rounded, instead of a count of everybody. Premiums are
    small beside a pension, so they leave what elder and family can pay as it is.
    """
    lever, population = model.levers.entitle, model.parameters.population
    if lever.premium == 0 or lever.ltci_yuan == 0:
        return
    share = 1 - population.poor - np.array([population.tekun_rural, population.tekun_urban])
    if lever.ltci_covers == "employees":
        share *= np.array([population.pensioner_rural, population.pensioner_urban])
    payers = round(float((model.book.elders.sum(axis=(0, 2)) * share).sum()))
    premium = round(lever.premium * FEN)
    model.ledger.pay(Account.HOUSEHOLDS, Account.INSURANCE, Purpose.PREMIUM, payers * premium)


def pay_part_of_fees(model: CareSystem, price: Ints) -> Ints:
    """Insurance, subsidy, voucher and medical insurance pay their part of the fees of residents, one after the other.

    ``price`` [facility, level] in fen. Of the fee less the subsidy of township homes (L07): long-term-care insurance
    pays up to its benefit, the subsidy of the poor up to its amount and as far as the purses reach (everybody the same
    share), the voucher its share of the rest up to its cap; then medical insurance up to ``designated_yuan`` for the
    disabled in homes with a clinic. Returns fen received by each home in this way: the residents pay what is left.
    """
    homes, elders, ledger = model.facilities, model.elders, model.ledger
    paid = np.zeros(homes.n, dtype=np.int64)
    clinic = round(model.levers.medical.designated_yuan * FEN)
    if len(model.entitled) == 0 and clinic == 0:
        return paid
    rows = model.residents.rows(elders.row_of)
    rows = rows[elders.raw("standing")[rows] != Standing.TEKUN]
    home, level = elders.raw("facility")[rows].astype(np.int64), level_of(elders.raw("state")[rows])
    insured, subsidy, voucher = (elders.raw(name)[rows].astype(np.int64) * FEN for name in BENEFITS)
    designated = np.where((level >= DISABLED) & (homes.col("medical")[home] == Medical.IN_HOUSE), clinic, 0)
    rest = price[home, level] - part_of_township(model, rows, home, price[home, level])
    by_insurance = np.minimum(insured, rest)
    rest = rest - by_insurance
    by_subsidy = np.minimum(subsidy, rest)
    rest = rest - by_subsidy
    share = model.levers.entitle.voucher_fee_share
    by_voucher = np.minimum(voucher, np.floor(share * rest).astype(np.int64))
    rest = rest - by_voucher
    by_clinic = np.minimum(designated, rest)

    def per_home(fen: Ints) -> Ints:
        return np.bincount(home, weights=fen, minlength=homes.n).astype(np.int64)

    claims = per_home(by_subsidy)
    there = min(int(claims.sum()), ledger.available(Purpose.CARE_SUBSIDY))
    parts = (
        (Account.INSURANCE, Purpose.INSURED_CARE, per_home(by_insurance + by_clinic)),
        (Account.UPPER_LEVELS, Purpose.VOUCHER, per_home(by_voucher)),
        (Account.PURSES, Purpose.CARE_SUBSIDY, share_out(there, claims)),
    )
    for account, purpose, fen in parts:
        paid += fen
        for owner in Ownership:
            mine = int(fen[homes.col("ownership") == owner].sum())
            if account == Account.PURSES:
                ledger.pay_from_purses(HOMES[owner], purpose, mine)
            else:
                ledger.pay(account, HOMES[owner], purpose, mine)
    return paid


def part_of_township(model: CareSystem, rows: NDArray[Any], home: Ints, price: Ints) -> Ints:
    """Fen a month by which township homes are cheaper for urban elders (L07): up to the price; not for tekun."""
    elders, homes, most = model.elders, model.facilities, round(model.levers.admit.rural_subsidy * FEN)
    urban = elders.raw("residence")[rows] == Residence.URBAN
    paying = elders.raw("standing")[rows] != Standing.TEKUN
    return np.where(urban & paying & (homes.col("tier")[home] == Tier.TOWNSHIP), np.minimum(most, price), 0)
