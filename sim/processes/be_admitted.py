"""Step 9: waiting ends or goes on; one matching of applicants to free operable beds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.arrays import elder_arrays, home_arrays
from sim.agents.kinds import DISABLED, Standing, WaitEnd
from sim.calendar import MONTHS_PER_YEAR, monthly_probability
from sim.chance import Decision
from sim.kernels.admitting import admit
from sim.kernels.state import ALL_BUT_LONG_GAP, is_concerned, level_of
from sim.world.admission import rule_in_force
from sim.world.beds import release
from sim.world.budgets import safety_net_open
from sim.world.staffing import capacity_minutes, loads_by_home

if TYPE_CHECKING:
    from sim.model import CareSystem

STANDARD_MONTHS = 3
"""The 90 days within which an applicant should enter."""
AT_HOME_ONLY = (
    *("family_minutes", "formal_minutes", "volunteer_minutes", "meal_minutes"),
    *("gap_minutes", "gap_months", "strain_months"),
)
"""Columns of care at home: nothing in a home."""


def be_admitted(model: CareSystem) -> None:
    """Residents leave alive; applicants recover or lose patience; the others are matched to free operable beds."""
    discharge(model)
    give_up(model)
    admit_waiting(model, capacity_minutes(model))
    model.at_home = model.at_home[model.elders.raw("facility")[model.at_home] < 0]


def discharge(model: CareSystem) -> None:
    """Some residents go home or to hospital, at a constant rate; those who need no care any more at a higher one."""
    elders, homes = model.elders, model.parameters.homes
    rows = model.inside
    well = ~is_concerned(elders.raw("state")[rows], elders.raw("standing")[rows])
    usual, more = (monthly_probability(rate) for rate in (homes.stay_other_exit, homes.recovered_exit))
    chance = np.where(well, max(usual, more), usual)
    going = rows[model.chance.units(Decision.DISCHARGE, elders.raw("id")[rows], model.month) < chance]
    release(model, going)


def give_up(model: CareSystem) -> None:
    """Those who recovered no longer wait; patience runs out at a rate that halves with each level of loss."""
    elders = model.elders
    rows = model.waiting.rows(elders.row_of)
    state = elders.raw("state")[rows]
    recovered = ~is_concerned(state, elders.raw("standing")[rows])
    level = level_of(state).astype(np.float64)
    rate = model.parameters.choosing.patience * 2.0 ** (2.0 - level)
    tired = model.chance.units(Decision.PATIENCE, elders.raw("id")[rows], model.month) < -np.expm1(
        -rate / MONTHS_PER_YEAR
    )
    end_waiting(model, rows[recovered], WaitEnd.RECOVERED)
    end_waiting(model, rows[tired & ~recovered], WaitEnd.GAVE_UP)


def end_waiting(model: CareSystem, rows: NDArray[Any], end: WaitEnd) -> None:
    """Close the waiting of ``rows`` in one way, and judge the waits shorter than the standard."""
    if len(rows) == 0:
        return
    elders, book = model.elders, model.book
    since = elders.raw("waiting_since")
    waited = model.month - since[rows]
    judge(model, rows[waited <= STANDARD_MONTHS], end in (WaitEnd.ENTERED, WaitEnd.ENTERED_ELSEWHERE))
    book.wait_end[end] += len(rows)
    book.ended_ever[end] += len(rows)
    since[rows] = -1
    elders.raw("choices")[rows] = -1


def judge(model: CareSystem, rows: NDArray[Any], in_time: bool) -> None:
    """Count waits that are judged by the standard of 90 days, by standing and present level, each once."""
    elders = model.elders
    group = elders.raw("standing")[rows], level_of(elders.raw("state")[rows])
    for judged in model.book.judged_90[: 1 + in_time]:
        np.add.at(judged, group, 1)


def order_of_admission(model: CareSystem, rows: NDArray[Any]) -> NDArray[Any]:
    """Rows sorted by the rule in force, then waiting time, then id: no ties."""
    elders = model.elders
    standing = elders.raw("standing")[rows].astype(np.int64)
    disabled = level_of(elders.raw("state")[rows]) >= DISABLED
    if model.levers.admit.rule == "need":
        first = (standing == Standing.TEKUN) & disabled
        poor = (standing == Standing.POOR) & disabled
        rules = [first, standing == Standing.TEKUN, poor, standing == Standing.SPECIAL]
        priority = np.select(rules, [0, 1, 2, 3], default=4)
    else:
        priority = np.zeros(len(rows), dtype=np.int64)
    since, ids = (elders.raw(name)[rows].astype(np.int64) for name in ("waiting_since", "id"))
    return np.asarray(rows[np.argsort(priority << 48 | since << 32 | ids)])  # one number sorts faster than three


def admit_waiting(model: CareSystem, capacity: NDArray[Any]) -> None:
    """Match all applicants to the beds that ``capacity`` (care minutes a week of each home's aides) can serve."""
    elders, homes = model.elders, model.facilities
    model.capacity_on_admission = capacity
    waiting = model.waiting.rows(elders.row_of)
    still = elders.raw("waiting_since")[waiting] >= 0
    model.waiting.keep(still)
    rows = order_of_admission(model, waiting[still])
    if not safety_net_open(model):  # the fund of the year is used up: tekun stay in the queue
        tekun = elders.raw("standing")[rows] == Standing.TEKUN
        rows = np.concatenate([rows[~tekun], rows[tekun]])
        matched = len(rows) - int(tekun.sum())
    else:
        matched = len(rows)
    home = np.full(len(rows), -1, dtype=np.int64)
    bed = np.empty(len(rows), dtype=np.int64)
    rank = np.empty(len(rows), dtype=np.int64)
    admit(
        rows[:matched],
        elder_arrays(elders),
        home_arrays(homes),
        capacity,
        loads_by_home(model),
        rule_in_force(model),
        home[:matched],
        bed[:matched],
        rank[:matched],
    )
    entered = home >= 0
    model.admitted_to = np.unique(home[entered])
    if entered.any():
        move_in(model, rows[entered], home[entered], bed[entered], rank[entered])
    judge(model, rows[~entered & (model.month - elders.raw("waiting_since")[rows] == STANDARD_MONTHS)], in_time=False)
    model.waiting.keep(elders.raw("waiting_since")[model.waiting.rows(elders.row_of)] >= 0)


def move_in(
    model: CareSystem, rows: NDArray[Any], home: NDArray[np.int64], bed: NDArray[np.int64], rank: NDArray[np.int64]
) -> None:
    """Applicants live in their home from today; what they had at home ends. ``rank``: which of their choices it is."""
    elders = model.elders
    np.add.at(model.book.admitted, (elders.raw("standing")[rows], model.facilities.raw("ownership")[home]), 1)
    end_waiting(model, rows[rank == 0], WaitEnd.ENTERED)
    end_waiting(model, rows[rank > 0], WaitEnd.ENTERED_ELSEWHERE)
    elders.raw("facility")[rows] = home
    elders.raw("bed")[rows] = bed
    elders.raw("entered")[rows] = model.month
    for name in AT_HOME_ONLY:
        elders.raw(name)[rows] = 0
    elders.raw("state")[rows] &= ALL_BUT_LONG_GAP
    elders.raw("known")[rows] = 1
    model.residents.append(elders.raw("id")[rows])
