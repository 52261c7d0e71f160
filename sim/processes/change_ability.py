"""Step 4: one draw for everybody decides who worsens, recovers, becomes demented, or will die or leave this month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.chance import Decision
from sim.kernels.life import live_a_month
from sim.world.staffing import load_of

if TYPE_CHECKING:
    from sim.model import CareSystem

DIE, LEAVE, DEMENTIA, TO_LEVEL = 0, 1, 2, 3
NEED_BITS = 0x1E


def change_ability(model: CareSystem) -> None:
    """Live the month of everybody in one pass and write the changes of level and dementia.

    The outcomes compete in one draw, in a fixed order; those who die or leave are passed on to the next step.
    """
    elders, chance, risk = model.elders, model.chance, model.risk
    who, outcome = model.scratch.events(elders.n)
    n = live_a_month(
        elders.raw("id"),
        elders.raw("birth"),
        elders.raw("state"),
        elders.n,
        np.uint32(model.month),
        np.uint32(Decision.LIFE),
        chance.key0,
        chance.key1,
        risk.total,
        risk.edges,
        who,
        outcome,
    )
    rows, happened = who[:n], outcome[:n]
    model.dying = rows[happened == DIE]
    model.leaving = rows[happened == LEAVE]

    state = elders.raw("state")
    changed = rows[happened >= DEMENTIA]
    what = happened[happened >= DEMENTIA]
    old = state[changed]
    moved = what >= TO_LEVEL
    level = np.where(moved, what - TO_LEVEL, (old >> 1) & 7)
    new = (old & np.uint8(0xF1)) | (level << 1).astype(np.uint8) | np.where(moved, 0, 16).astype(np.uint8)
    state[changed] = new
    elders.raw("changed")[changed] = model.month
    place, residence = elders.raw("place")[changed], elders.raw("residence")[changed]
    np.subtract.at(model.book.elders, (place, residence, (old >> 1) & 7), 1)
    np.add.at(model.book.elders, (place, residence, level), 1)

    newly = ((old & NEED_BITS) == 0) & ((new & NEED_BITS) != 0) & (elders.raw("standing")[changed] != 0)
    model.concerned.append(elders.raw("id")[changed[newly]])
    carry_loads(model, changed, old, new)


def carry_loads(model: CareSystem, rows: NDArray[Any], old: NDArray[Any], new: NDArray[Any]) -> None:
    """A resident whose level changes takes another share of the home's aides from today."""
    facility = model.elders.raw("facility")[rows]
    inside = facility >= 0
    if inside.any():
        change = load_of(model, new[inside]) - load_of(model, old[inside])
        np.add.at(model.facilities.raw("load"), facility[inside], change)
