"""What an elder brings along: ability, family, income, class. One lasting draw for each, keyed by the id."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.agents.kinds import Residence, Standing
from sim.calendar import MONTHS_PER_YEAR
from sim.chance import LASTING, Decision
from sim.kernels.state import is_concerned, level_of, pack
from sim.kernels.week import ONE
from sim.world.health import N_AGES

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Draw = Callable[[Decision], Floats]
"""A lasting draw of everybody who is being added."""
SIXTY = 720
MOST_MARRIED = 0.98
FOR_EVER = 65535


def describe(
    model: CareSystem, ids: Ints, sex: Ints, place: Ints, birth: Ints, month: Ints, able: Flags, at_start: bool = False
) -> dict[str, NDArray[Any]]:
    """All that elders bring along who come in ``month`` (one for each, all of one period of the life table).

    Levels and dementia follow the prevalence of their sex and age (people who move in are able). At the census
    part of those in need are known; later the registers of the safety net know tekun and poor only. Returns the
    columns of the table of elders.
    """
    chance, region, parameters = model.chance, model.region, model.parameters

    def unit(decision: Decision) -> NDArray[np.float64]:
        return chance.units(decision, ids, LASTING)

    age = month - birth
    index = np.minimum(age - SIXTY, N_AGES - 1)
    period = region.life_table.period_index(int(month[0])) if len(month) else 0
    level, dementia = _health(model, period, sex, index, unit, able)

    urban = unit(Decision.RESIDENCE) < np.array([p.urban_share for p in region.places])[place]
    standing = _standing(model, urban, unit(Decision.STANDING))
    tekun = standing == Standing.TEKUN
    spouse_until, children_until = _family(model, sex, age, month, place, tekun, unit)
    income, family_money = _money(model, urban, standing, unit)
    factor = np.exp(parameters.family.spread * ndtri(unit(Decision.FAMILY_HOURS)))

    known = standing <= Standing.POOR
    if at_start:
        share = np.array(parameters.identification.known_at_start)[level]
        known = known | ((unit(Decision.KNOWN_AT_START) < share) & ((level > 0) | dementia))
    columns: dict[str, NDArray[Any]] = {
        "id": ids,
        "birth": birth,
        "state": pack(sex, level, dementia),
        "place": place,
        "residence": np.where(urban, Residence.URBAN, Residence.RURAL),
        "standing": standing,
        "income": income,
        "family_money": family_money,
        "spouse_until": spouse_until,
        "children_until": children_until,
        "family_factor": np.minimum(np.round(ONE * factor), 60000).astype(np.int64),
        "known": known,
        "reach_rank": np.floor(unit(Decision.REACH) * 65536).astype(np.int64),
        "refuses": unit(Decision.REFUSAL) < parameters.choosing.refuse_help,
    }
    return {name: model.elders.attribute(name).fitted(values) for name, values in columns.items()}


def add_elders(model: CareSystem, columns: dict[str, NDArray[Any]]) -> None:
    """Put elders into the table and the book; those in need, and tekun, go on the roll."""
    ids, state = columns["id"], columns["state"]
    model.elders.add(ids, **{name: column for name, column in columns.items() if name != "id"})
    concerned = is_concerned(state, columns["standing"])
    model.concerned.append(ids[concerned].astype(np.uint32))
    counts = model.book.elders
    cell = (columns["place"].astype(np.int64) * counts.shape[1] + columns["residence"]) * counts.shape[2] + level_of(
        state
    )
    counts += np.bincount(cell, minlength=counts.size).reshape(counts.shape)
    model.book.born += len(ids)


def _health(model: CareSystem, period: int, sex: Ints, index: Ints, unit: Draw, able: Flags) -> tuple[Ints, Flags]:
    """Dementia, then level, by inverse transform of their joint shares at each sex and age; none for the able."""
    demented, edges = model.at_arrival(period)
    dementia = (unit(Decision.DEMENTIA_AT_START) < demented[sex, index]) & ~able
    u = unit(Decision.ABILITY_AT_START)
    row = edges[sex, dementia.astype(np.int64), index]
    level = (u[:, None] >= row).sum(axis=1)
    return np.where(able, 0, level), dementia


def _standing(model: CareSystem, urban: Flags, u: Floats) -> Ints:
    """Tekun, poor, special, general as consecutive slices of one draw."""
    p = model.parameters.population
    tekun = np.where(urban, p.tekun_urban, p.tekun_rural)
    edges = np.stack([tekun, tekun + p.poor, tekun + p.poor + p.special])
    return np.asarray((u >= edges).sum(axis=0))


def _family(
    model: CareSystem, sex: Ints, age: Ints, month: Ints, place: Ints, tekun: Flags, unit: Draw
) -> tuple[Ints, Ints]:
    """Months until which a spouse lives and children stay (0: none).

    Wives are younger by ``wife_younger``; the spouse's death is drawn from the life table of the other sex, conditional
    on being alive now. Co-resident children leave at a constant rate. Tekun have neither.
    """
    family, younger = model.parameters.family, model.parameters.population.wife_younger
    alive = np.array(family.spouse_alive).reshape(2, 3)
    step = (age - SIXTY) / 120 - 0.5  # decades since 65
    before, after = np.clip(step, None, 1), np.clip(step - 1, 0, 1)
    share = alive[sex, 0] + (alive[sex, 1] - alive[sex, 0]) * before + (alive[sex, 2] - alive[sex, 1]) * after
    married = (unit(Decision.SPOUSE) < np.clip(share, 0, MOST_MARRIED)) & ~tekun
    spouse_age = np.clip(age - SIXTY + np.where(sex == 0, -younger, younger), 0, N_AGES - 1)
    falling = model.alive_since_60()  # [sex, months before 110]
    until = np.zeros(len(sex), dtype=np.int64)
    u = unit(Decision.SPOUSE_LIFE)
    for s in (0, 1):
        mine = (sex == s) & married
        curve = falling[1 - s]  # rising: share alive 600, 599, … months after 60
        target = curve[N_AGES - 1 - spouse_age[mine]] * u[mine]
        dies = N_AGES - np.searchsorted(curve, target, side="right")
        until[mine] = month[mine] + np.maximum(1, dies - spouse_age[mine])
    with_children = np.array([p.with_children for p in model.region.places])[place]
    has = (unit(Decision.CHILDREN) < with_children) & ~tekun
    if family.children_leave > 0:
        stay = -np.log(unit(Decision.CHILDREN_STAY)) / family.children_leave * MONTHS_PER_YEAR
    else:
        stay = np.full(len(sex), float(FOR_EVER))
    leave = np.minimum(month + 1 + np.floor(np.minimum(stay, FOR_EVER)), FOR_EVER).astype(np.int64)
    return until, np.where(has, leave, 0)


def _money(model: CareSystem, urban: Flags, standing: Ints, unit: Draw) -> tuple[Ints, Ints]:
    """Monthly income and what the family can add, log-normal around the means of the group; yuan."""
    p = model.parameters.population
    pensioner = unit(Decision.PENSION) < np.where(urban, p.pensioner_urban, p.pensioner_rural)
    spread = np.exp(p.income_spread * ndtri(unit(Decision.INCOME)))
    income = np.where(pensioner, p.pension_employee, p.pension_resident + p.other_income) * spread
    family = p.family_can_pay * np.exp(p.income_spread * ndtri(unit(Decision.FAMILY_MONEY)))
    tekun, poor = standing == Standing.TEKUN, standing == Standing.POOR
    income = np.where(tekun | poor, np.minimum(income, p.pension_resident + p.other_income), income)
    family = np.where(tekun, 0.0, np.where(poor, 0.5 * family, family))
    return np.minimum(np.round(income), 65000).astype(np.int64), np.minimum(np.round(family), 65000).astype(np.int64)
