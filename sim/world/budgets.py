"""Public money of a year: how much each purse gets, and what the safety net may still pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ledger import FEN, Account, Purpose, Purse

if TYPE_CHECKING:
    from sim.levers.money import Budget
    from sim.model import CareSystem
    from sim.world.region import Region

ALSO = {
    Purpose.HOME_CARE: (
        Purpose.MEALS,
        Purpose.HOME_AIDS,
        Purpose.CARER_SUPPORT,
        Purpose.VOLUNTEERING,
        Purpose.ASSISTANTS,
        Purpose.CARE_SUBSIDY,
    ),
    Purpose.IDENTIFICATION: (Purpose.GRADING,),
    Purpose.OPERATING_SUBSIDY: (Purpose.MEDICAL,),
}
"""A purse that may pay the first may pay the others: help at home, going and looking, support of homes."""
BONDS = "bonds"
"""Kind, and name, of the purse that the lever L25 fills; it pays for building alone."""


def purses_of(region: Region) -> tuple[Purse, ...]:
    """The purses of a region at its scale, and first a purse for bonds, which is empty until there are any."""
    known = tuple(
        Purse(
            p.name,
            p.yuan_per_year * region.fraction,
            purposes_of(p.pays),
            p.kind,
        )
        for p in region.purses
    )
    return (Purse(BONDS, 0.0, (Purpose.CAPITAL,), BONDS), *known)


def purposes_of(words: tuple[str, ...]) -> tuple[Purpose, ...]:
    """What a purse may pay, from the words of its row, and what goes with each."""
    named = [Purpose[word.upper()] for word in words if word.upper() in Purpose.__members__]
    return tuple(dict.fromkeys(one for purpose in named for one in (purpose, *ALSO.get(purpose, ()))))


def lottery_share(region: Region, budget: Budget | None = None) -> float:
    """Share of the lottery money that goes to elder care: as the region's purses have it, or under a budget rule.

    Share under the rule = min(max(share, lottery_floor), lottery_cap). Where the rest of the lottery money is not
    known (no purse ``lottery_other``) neither is the share: it counts as 1 and no rule acts on it.
    """
    mine, rest = (sum(p.yuan_per_year for p in region.purses if p.kind == k) for k in ("lottery", "lottery_other"))
    if mine == 0 or rest == 0:
        return 1.0
    share = mine / (mine + rest)
    return share if budget is None else min(max(share, budget.lottery_floor), budget.lottery_cap)


def yuan_of_year(region: Region, budget: Budget) -> tuple[float, ...]:
    """Yuan that each purse of the region gets in a year, at full scale, under a budget rule."""
    share, ruled = lottery_share(region), lottery_share(region, budget)
    factor = {"general": budget.general_factor, "grants": budget.grants_factor}
    if ruled != share:
        factor |= {"lottery": ruled / share, "lottery_other": (1 - ruled) / (1 - share)}
    return tuple(p.yuan_per_year * factor.get(p.kind, 1.0) for p in region.purses)


def fill_purses(model: CareSystem) -> None:
    """January: the purses are filled for the year by the budget rule in force. A later change waits for the next."""
    region, budget = model.region, model.levers.budget
    bonds, *known = model.ledger.purses
    bonds.fill(budget.bonds_per_year * region.fraction)
    for purse, yuan in zip(known, yuan_of_year(region, budget), strict=True):
        purse.fill(yuan * region.fraction)


def safety_net_left(model: CareSystem) -> int | None:
    """Fen that the safety net may still pay to homes this year; None if nothing caps it."""
    fund = model.levers.safety_net.fund_per_year
    if fund == 0:
        return None
    return max(0, round(fund * model.region.fraction * FEN) - int(model.ledger.paid_this_year[Account.SAFETY_NET]))


def safety_net_open(model: CareSystem) -> bool:
    """Whether homes may admit tekun: not while the fund of the year is used up."""
    return safety_net_left(model) != 0


def release_share(model: CareSystem) -> float:
    """Share of spare government-run beds that is open to others than tekun: none while the purses are dry."""
    return 0.0 if model.purses_dry else model.levers.admit.release_share
