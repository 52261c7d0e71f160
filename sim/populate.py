"""The world of the census month: its elders, facilities, aides and who already lives in a home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.arrays import elder_arrays
from sim.agents.kinds import Kind, Medical, Ownership, Standing, Tier
from sim.calendar import MINUTES, MONTHS_PER_YEAR
from sim.chance import Decision
from sim.kernels.life import change_states
from sim.kernels.state import dementia_of, is_concerned, level_of, with_health
from sim.processes.be_admitted import admit_waiting
from sim.processes.be_cared_for import be_cared_for
from sim.processes.live_in_families import live_in_families, stand_together
from sim.processes.seek_care import apply_to_homes
from sim.world.arrivals import initial_elders
from sim.world.catchment import Catchment
from sim.world.health import N_AGES
from sim.world.medical import prevention
from sim.world.people import SIXTY, add_elders, describe
from sim.world.projects import announce, as_project
from sim.world.risk import Event as RiskEvent
from sim.world.staffing import loads_by_home
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
    for stock in model.region.projects:
        announce(model.projects, as_project(stock, model.region.start))
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
        in_use=[h.in_use for h in homes],
    )
    model.facilities.col("works")[:] = model.facilities.col("beds") * (1 - model.facilities.col("in_use"))[:, None]
    below = np.array(model.parameters.homes.below_norm)[model.facilities.col("ownership")]
    found = model.chance.units(Decision.BELOW_NORM, model.facilities.col("luck")) < below
    model.facilities.col("below_norm")[:] = found  # nobody knows before an inspection
    model.book.beds_opened = int(model.facilities.col("beds").sum())
    n, aides_so_far = len(homes), 0.0
    for service in region.services:
        each = service.visiting_aides * service.stands_for
        wanted = aides_so_far + each * np.arange(service.count + 1)
        posts = np.diff(np.floor(wanted + 0.5)).astype(np.int64)  # halves of an aide make a whole one next door
        aides_so_far = float(wanted[-1])
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
            posts=posts,
            usual_posts=posts,
            stands_for=service.stands_for,
        )
        n += service.count


def remember_hardship(model: CareSystem) -> None:
    """Strain of carers and gaps of care did not begin with the census: they have lasted for up to two years.

    The year of family life that follows lets the hours of strained families settle, each at its own time.
    """
    elders, rows = model.elders, model.at_home
    ids, family, need = elders.raw("id")[rows], model.parameters.family, model.parameters.need
    for column, lasts, decision in (
        ("strain_months", elders.raw("family_minutes")[rows] > family.strain_hours * MINUTES, Decision.STRAIN_AT_START),
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
    let_some_have_recovered(model, inside)
    remember_waiting(model)


def remember_waiting(model: CareSystem) -> None:
    """Those who find no bed at the census have waited for a while (exponential): the queue did not begin with it."""
    elders = model.elders
    rows = model.waiting.rows(elders.row_of)
    u = model.chance.units(Decision.WAIT_AT_START, elders.raw("id")[rows])
    waited = np.minimum(np.floor(-model.parameters.homes.wait_at_start * np.log(u)), 120).astype(np.int64)
    elders.raw("waiting_since")[rows] = model.month - waited


def let_some_have_recovered(model: CareSystem, inside: NDArray[Any]) -> None:
    """Some residents have regained full ability since they entered and have not yet gone home.

    Where entries and exits balance, of those who pay, were of level 1 and have no dementia the share
    r / (r + home + onset) has recovered: r is the yearly rate of recovery at their sex and age, home that at which
    the recovered and others go home, onset that of losing ability again. Without them the first years would see too
    few discharges.
    """
    elders, homes = model.elders, model.parameters.homes
    state = elders.raw("state")[inside]
    paying = elders.raw("standing")[inside] != Standing.TEKUN
    rows = inside[paying & (level_of(state) == 1) & (dementia_of(state) == 0)]
    state = elders.raw("state")[rows]
    age = np.minimum(model.month - elders.raw("birth")[rows] - SIXTY, N_AGES - 1)
    edges = model.risk.edges.astype(np.float64) / 2.0**32 * MONTHS_PER_YEAR
    mild = edges[state.astype(np.int64) * N_AGES + age]
    able = edges[with_health(state, 0, 0).astype(np.int64) * N_AGES + age]
    recovery = mild[:, RiskEvent.TO_LEVEL_0] - mild[:, RiskEvent.TO_LEVEL_0 - 1]
    onset = able[:, RiskEvent.TO_LEVEL_4] - able[:, RiskEvent.TO_LEVEL_0]
    share = recovery / (recovery + homes.recovered_exit + homes.stay_other_exit + onset)
    recovered = rows[model.chance.units(Decision.RECOVERED_AT_START, elders.raw("id")[rows]) < share]
    nobody = np.zeros(0, dtype=np.int64)
    change_states(
        recovered,
        np.full(len(recovered), RiskEvent.TO_LEVEL_0, dtype=np.int8),
        elder_arrays(elders),
        model.facilities.raw("load"),
        model.month,
        loads_by_home(model),
        prevention(model),
        model.book.elders,
        nobody.astype(np.uint32),
        nobody,
        nobody,
    )
    listed = model.concerned.rows(elders.row_of)
    model.concerned.keep(is_concerned(elders.raw("state")[listed], elders.raw("standing")[listed]))
