"""Step 4: one draw for everybody decides who worsens, recovers, becomes demented, or will die or leave this month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.arrays import elder_arrays
from sim.chance import Decision
from sim.kernels.life import change_states, live_a_month
from sim.world.medical import prevention
from sim.world.staffing import loads_by_home

if TYPE_CHECKING:
    from sim.model import CareSystem


def change_ability(model: CareSystem) -> None:
    """Live the month of everybody in one pass and write the changes of level and dementia.

    The outcomes compete in one draw, in a fixed order; those who die or leave are passed on to the next step.
    Clinics in homes prevent some losses of ability (L22).
    """
    elders, chance, risk, scratch = model.elders, model.chance, model.risk, model.scratch
    who, outcome = scratch.events(elders.n)
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
    newly = scratch.get("newly", n, "u4")
    dying, leaving = (scratch.get(name, n, "i8") for name in ("dying", "leaving"))
    n_new, n_die, n_leave = change_states(
        who[:n],
        outcome[:n],
        elder_arrays(elders),
        model.facilities.raw("load"),
        model.month,
        loads_by_home(model),
        prevention(model),
        model.book.elders,
        newly,
        dying,
        leaving,
    )
    model.concerned.append(newly[:n_new])
    model.dying = dying[:n_die]
    model.leaving = leaving[:n_leave]
