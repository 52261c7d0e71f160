"""What must be true every month. A broken law stops the run and says which, when and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import EmptyBed, Ownership, Standing, WaitEnd
from sim.calendar import text_of
from sim.kernels.state import BRACELET, DEVICES, FAMILY_BED, dementia_of, in_need, level_of
from sim.kernels.week import PUBLIC, SHIFT, Count
from sim.ledger import HOMES, Account, Purpose
from sim.processes.be_cared_for import rules_in_force
from sim.world.at_home import price_of_hours
from sim.world.staffing import load_of

if TYPE_CHECKING:
    from sim.model import CareSystem


EMPTY_CAUSES = [f"cause={cause.name.lower()}" for cause in EmptyBed]
SOURCES = ("family", "formal", "volunteer", "meal")
"""Who meets needs at home."""


class LawBroken(AssertionError):
    """The model contradicts itself."""


def check_laws(model: CareSystem, recount: bool) -> None:
    """Check the cheap laws; with ``recount`` also everything that needs a look at every elder and aide."""
    cheap = [*_cheap(model)]
    broken = [*cheap, *_recounted(model)] if recount else cheap
    if broken:
        raise LawBroken(f"{text_of(model.month)}: " + "; ".join(broken))


def _differ(what: str, one: int, other: int) -> list[str]:
    return [] if one == other else [f"{what}: {one} against {other}"]


def _cheap(model: CareSystem) -> list[str]:
    book, homes, aides = model.book, model.facilities, model.aides
    beds, works, occupied = homes.col("beds"), homes.col("works"), homes.col("occupied")
    found = _differ("elders = arrived - gone", model.elders.n, book.born - book.gone)
    found += _differ("elders by place and level", model.elders.n, int(book.elders.sum()))
    found += _differ("waiting = joined - ended", len(model.waiting), book.joined_ever - int(book.ended_ever.sum()))
    found += _differ("aides = hired or looking - left", aides.n, book.aides_ever - book.aides_gone)
    found += _differ("aides of employers", int(homes.col("aides").sum()), int((aides.col("employer") >= 0).sum()))
    found += _differ("built = opened - closed", int(beds.sum()), book.beds_opened - book.beds_closed)
    found += _differ("ledger adds up to", int(model.ledger.balance.sum()), 0)
    for owner in Ownership:
        cash = int(homes.col("cash")[homes.col("ownership") == owner].sum())
        found += _differ(f"cash of {owner.name} homes", cash, int(model.ledger.balance[HOMES[owner]]))
    if (beds < 0).any() or (works < 0).any() or (occupied < 0).any() or (occupied + works > beds).any():
        found.append("a home has negative beds or more residents than beds")
    entered = model.admitted_to
    capacity = model.capacity_on_admission
    if len(entered) and (homes.col("load")[entered] > capacity[entered]).any():
        found.append("a home admitted somebody its aides cannot care for")
    unmet, causes = int(book.by_group[0, Count.GAP]), int(book.unmet_causes.sum())
    found += _differ("unmet minutes by cause", unmet, causes)
    empty = int((beds - occupied).sum())
    recorded = sum(model.records.latest("empty_cause", group=group) for group in EMPTY_CAUSES)
    found += _differ("empty beds by cause", round(recorded * model.region.fraction), empty)
    found += _differ("deaths while waiting", int(book.died_waiting.sum()), int(book.wait_end[WaitEnd.DIED]))
    if model.team_minutes_left.min(initial=0) < 0:
        found.append("visiting aides gave more hours than they have")
    if book.volunteer_minutes_left.min(initial=0) < 0:
        found.append("volunteers gave more hours than they have")
    return found + _purses(model)


def _purses(model: CareSystem) -> list[str]:
    """Public money is spent once: what was promised has been paid, and nobody spends more than there is."""
    ledger = model.ledger
    public = int(price_of_hours(model, int(model.book.payers[PUBLIC])))
    found = _differ("fen paid for public hours", int(ledger.paid[Purpose.HOME_CARE, Account.PURSES]), public)
    if min((purse.left for purse in (*ledger.purses, *model.programme.pots)), default=0) < 0:
        found.append("a purse has paid more than it had")
    return found


def _recounted(model: CareSystem) -> list[str]:
    elders, homes, aides, book = model.elders, model.facilities, model.aides, model.book
    state, facility = elders.col("state"), elders.col("facility").astype(np.int64)
    level = level_of(state)
    counted = np.zeros_like(book.elders)
    np.add.at(counted, (elders.col("place"), elders.col("residence"), level), 1)
    found = (
        [] if np.array_equal(counted, book.elders) else ["elders by place, residence and level differ from a recount"]
    )
    inside = np.flatnonzero(facility >= 0)
    beds = np.zeros((homes.n, 3), dtype=np.int64)
    np.add.at(beds, (facility[inside], elders.col("bed")[inside]), 1)
    if not np.array_equal(beds, homes.col("occupied")):
        found.append("residents by home and bed differ from a recount")
    load = np.bincount(facility[inside], weights=load_of(model, state[inside], facility[inside]), minlength=homes.n)
    if not np.array_equal(load.astype(np.int64), homes.col("load")):
        found.append("aide time taken by residents differs from a recount")
    tekun = np.bincount(facility[inside], weights=elders.col("standing")[inside] == Standing.TEKUN, minlength=homes.n)
    if not np.array_equal(tekun.astype(np.int64), homes.col("tekun")):
        found.append("tekun in homes differ from a recount")
    found += _rolls(model, inside)
    found += _hours(model)
    replayed = np.zeros_like(model.ledger.balance)
    for _, payer, payee, _, fen in model.ledger.entries:
        replayed[payer] -= fen
        replayed[payee] += fen
    if not np.array_equal(replayed, model.ledger.balance):
        found.append("balances differ from the payments")
    waiting = elders.col("waiting_since") >= 0
    same = (elders.col("choices") == facility[:, None]) & (facility >= 0)[:, None]
    if (waiting & same.any(axis=1)).any():
        found.append("somebody waits for the home they live in")
    employer = aides.col("employer")
    staff = np.bincount(employer[employer >= 0], minlength=homes.n)
    if not np.array_equal(staff, homes.col("aides")):
        found.append("aides by employer differ from a recount")
    found += _differ(
        "time bank = credited - claimed - lapsed",
        int(elders.col("bank_minutes").astype(np.int64).sum()),
        int(book.bank[0] - book.bank[1] - book.bank[2]),
    )
    found += _what_follows_people(model)
    at_home = facility < 0
    given = int(elders.col("formal_minutes")[at_home].astype(np.int64).sum())
    if given > book.team_minutes:
        found.append(f"{given} formal minutes given of {book.team_minutes}")
    if (elders.col("gap_minutes")[inside] != 0).any():
        found.append("somebody in a home has a gap at home")
    elsewhere = np.ones(elders.n, dtype=np.bool_)
    elsewhere[model.cared_for] = False
    if any(elders.col(f"{source}_minutes")[elsewhere].any() for source in SOURCES):
        found.append("somebody who was not cared for at home has hours there")
    return found


def _what_follows_people(model: CareSystem) -> list[str]:
    """Aids lent are those in the book, no more family beds than ordered; nobody beside the entitled gets money."""
    elders, book, levers = model.elders, model.book, model.levers
    aids, found = elders.col("aids"), []
    for name, bit, lent in (
        ("family beds", FAMILY_BED, book.family_beds),
        ("devices", DEVICES, book.devices),
        ("bracelets", BRACELET, book.bracelets),
    ):
        found += _differ(name, int(((aids & bit) != 0).sum()), lent)
    if book.family_beds > round(levers.visit.family_beds * model.region.fraction):
        found.append("more family beds than the lever asks for")
    subsidised = int((elders.col("subsidy") > 0).sum())
    if levers.entitle.quota and subsidised > round(levers.entitle.quota * model.region.fraction):
        found.append("more people get the subsidy than the quota allows")
    paid_for = (elders.col("insured") > 0) | (elders.col("subsidy") > 0) | (elders.col("voucher") > 0)
    return found + _differ("entitled", int(paid_for.sum()), len(model.entitled.rows(elders.row_of)))


def _hours(model: CareSystem) -> list[str]:
    """Need is met by family, aides, meals and volunteers, or it is a gap: for everybody who was at home in step 10."""
    elders, book = model.elders, model.book
    rows, rules = model.cared_for, rules_in_force(model)
    state, aids = elders.raw("state")[rows], elders.raw("aids")[rows]
    demented = dementia_of(state).astype(np.int64)
    wanted = rules.need[level_of(state)] * rules.need_keeps[aids] >> SHIFT
    wanted = wanted + demented * (rules.dementia * rules.dementia_keeps[aids] >> SHIFT)
    gap = elders.raw("gap_minutes")[rows].astype(np.int64)
    met = sum(elders.raw(f"{source}_minutes")[rows].astype(np.int64) for source in SOURCES)
    found = [] if np.array_equal(met + gap, wanted) else ["somebody's need is not what was given and what is missing"]
    recorded = int(book.by_group[0, Count.GAP] - book.by_group[0, Count.OWED])
    return found + _differ("unmet minutes at home", int(gap[in_need(state)].sum()), recorded)


def _rolls(model: CareSystem, inside: np.ndarray) -> list[str]:
    elders = model.elders
    need = in_need(elders.col("state")) | (elders.col("standing") == Standing.TEKUN)
    found = []
    for name, roll, rows in (
        ("in need", model.concerned, np.flatnonzero(need)),
        ("waiting", model.waiting, np.flatnonzero(elders.col("waiting_since") >= 0)),
        ("residents", model.residents, inside),
    ):
        listed = np.sort(roll.rows(elders.row_of))
        if name == "residents":
            listed = listed[elders.raw("facility")[listed] >= 0]
        if not np.array_equal(listed, rows):
            found.append(f"roll of those {name} has {len(listed)}, a recount finds {len(rows)}")
    return found
