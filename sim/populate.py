"""The world of the census month: its elders, facilities, aides and who already lives in a home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import Kind, Medical, Ownership, Stage, Tier
from sim.chance import Decision
from sim.ledger import FEN
from sim.processes.be_admitted import admit_waiting
from sim.processes.be_cared_for import be_cared_for
from sim.processes.live_in_families import live_in_families, stand_together
from sim.processes.seek_care import apply_to_homes
from sim.world.arrivals import initial_elders
from sim.world.catchment import Catchment
from sim.world.people import add_elders, describe
from sim.world.projects import Project
from sim.world.workforce import employ_at_start

if TYPE_CHECKING:
    from sim.model import CareSystem

YEAR_BEFORE = 12
"""Months of family life, with nobody's ability changing, that precede the census."""


def populate(model: CareSystem) -> None:
    """Fill the tables: every elder of the census, every home and service of the document, their aides.

    Who lives in a home at month 0 follows from the same choice and admission as in every later month: the
    known who prefer a home, given the hours they lack at home, apply, and are placed under the rule in force as
    if aides were no limit; each home then has the aides that its residents take, and some to spare. So the first
    months see neither a wave of discharges nor one of entries. Those who find no place start on the waiting list.
    """
    add_facilities(model)
    model.catchment = Catchment(model)
    sex, place, birth = initial_elders(model.region, model.chance)
    ids = np.arange(len(sex), dtype=np.int64)
    month, able = np.full(len(ids), model.month), np.zeros(len(ids), dtype=np.bool_)
    add_elders(model, describe(model, ids, sex, place, birth, month, able, at_start=True))
    model.elders_at_start = model.book.elders.sum(axis=2)
    stand_together(model)
    settle_residents(model)
    employ_at_start(model)
    for p in model.region.projects:
        model.projects.append(
            Project(
                name=p.name,
                place=p.place,
                beds=p.beds,
                ownership=Ownership[p.ownership.upper()],
                tier=Tier[p.tier.upper()],
                capital=round(p.capital * FEN),
                local_share=1 - p.granted,
                announced=model.region.start,
                earliest=p.opens,
                stage=Stage.BUILDING if p.granted >= 1 else Stage.PLANNED,
                opens=p.opens if p.granted >= 1 else -1,
            )
        )
    model.book.turn()


def add_facilities(model: CareSystem) -> None:
    """Homes and community facilities of month 0."""
    region, start = model.region, model.region.start
    homes = region.homes
    private = [i for i, h in enumerate(homes) if h.ownership == "private"]
    subsidised = set(private[: round(model.parameters.money.subsidised_private * len(private))])
    model.facilities.add(
        np.arange(len(homes)),
        luck=np.arange(len(homes)),
        place=[h.place for h in homes],
        kind=[Kind[h.kind.upper()] for h in homes],
        ownership=[Ownership[h.ownership.upper()] for h in homes],
        tier=[Tier[h.tier.upper()] for h in homes],
        beds=np.array([h.beds for h in homes], dtype=np.int64).reshape(-1, 3),
        quality=[h.quality for h in homes],
        stands_for=[h.stands_for for h in homes],
        medical=[Medical[h.medical.upper()] for h in homes],
        subsidised=[h.ownership == "public_private" or i in subsidised for i, h in enumerate(homes)],
        opened=start,
    )
    model.book.beds_opened = int(model.facilities.col("beds").sum())
    n = len(homes)
    for service in region.services:
        model.facilities.add(
            np.arange(n, n + service.count),
            luck=np.arange(n, n + service.count),
            place=service.place,
            kind=Kind[service.kind.upper()],
            ownership=Ownership.PUBLIC,
            tier=Tier.TOWNSHIP if service.kind != "village_point" else Tier.VILLAGE,
            opened=start,
            reach=round(service.reach),
            urban=service.residence == "urban",
            posts=round(service.visiting_aides),
            usual_posts=round(service.visiting_aides),
        )
        n += service.count


def remember_hardship(model: CareSystem) -> None:
    """Strain of carers and gaps of care did not begin with the census: they have lasted for up to two years.

    The year of family life that follows lets the hours of strained families settle, each at its own time.
    """
    elders, rows = model.elders, model.at_home
    ids, family, need = elders.raw("id")[rows], model.parameters.family, model.parameters.need
    for column, lasts, decision in (
        ("strain_months", elders.raw("family_minutes")[rows] > family.strain_hours * 60, Decision.STRAIN_AT_START),
        ("gap_months", elders.raw("gap_months")[rows] > 0, Decision.GAP_AT_START),
    ):
        span = 24 if column == "strain_months" else 2 * need.gap_months
        months = np.floor(model.chance.units(decision, ids) * span)
        elders.raw(column)[rows] = np.where(lasts, months, 0).astype(np.uint8)


def settle_residents(model: CareSystem) -> None:
    """Place those who live in a home at the census, and remember since when (exponential)."""
    elders = model.elders
    live_in_families(model)
    be_cared_for(model)
    remember_hardship(model)
    for _ in range(YEAR_BEFORE):
        be_cared_for(model)
    rows = model.at_home
    known = rows[elders.raw("known")[rows] == 1]
    apply_to_homes(model, known, memory=model.parameters.choosing.memory)
    admit_waiting(model, capacity=np.full(model.facilities.n, np.iinfo(np.int64).max // 4, dtype=np.int64))
    inside = model.residents.rows(elders.row_of)
    stay = -model.parameters.homes.stay_at_start * np.log(
        model.chance.units(Decision.ENTRY_AT_START, elders.raw("id")[inside])
    )
    elders.raw("entered")[inside] = model.month - np.minimum(np.floor(stay), 240).astype(np.int64) - 1
