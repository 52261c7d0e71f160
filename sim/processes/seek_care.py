"""Step 8: the known whose situation changed, or whose gap persists, stay or apply to homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.arrays import elder_arrays, home_arrays
from sim.agents.kinds import Standing, WaitEnd
from sim.chance import Decision
from sim.kernels.seeking import Tastes, choose_homes, who_considers
from sim.processes.be_admitted import end_waiting

if TYPE_CHECKING:
    from sim.model import CareSystem


def seek_care(model: CareSystem) -> None:
    """Let those concerned choose between staying and the homes within reach; applicants join the queue.

    Asking for help at home needs no application: the known who do not refuse get what step 10 can give.
    """
    out = model.scratch.get("considering", len(model.at_home), "i4")
    n = who_considers(
        model.at_home, elder_arrays(model.elders), model.month, model.parameters.choosing.review_months, out
    )
    think_again(model)
    apply_to_homes(model, out[:n])


def think_again(model: CareSystem) -> None:
    """Once a year those who wait look around anew, keeping their place; who wants no home now leaves the queue."""
    elders = model.elders
    rows = model.waiting.rows(elders.row_of)
    turn = (elders.raw("id")[rows].astype(np.int64) + model.month) % model.parameters.choosing.review_months == 0
    since = elders.raw("waiting_since")[rows]
    rows = rows[turn & (since >= 0) & (since < model.month)]
    end_waiting(model, rows[~choose(model, rows)], WaitEnd.GAVE_UP)
    model.waiting.keep(elders.raw("waiting_since")[model.waiting.rows(elders.row_of)] >= 0)


def choose(model: CareSystem, rows: NDArray[Any], memory: float = 0.0) -> NDArray[np.bool_]:
    """Write the homes that each of ``rows`` prefers to staying into ``choices``; returns who prefers any."""
    choosing, chance = model.parameters.choosing, model.chance
    wants = np.zeros(len(rows), dtype=np.bool_)
    tastes = Tastes(
        level=choosing.level,
        alone=choosing.alone,
        children=choosing.children,
        oldest=choosing.oldest,
        gap=choosing.gap,
        price=choosing.price,
        tekun=np.array([*choosing.tekun_constant, 0.0]),
        spread=choosing.home_spread,
        memory=memory,
        month=model.month,
        taste=np.uint32(Decision.TASTE),
        staying=np.uint32(Decision.STAYING),
        key0=chance.key0,
        key1=chance.key1,
    )
    e, h = elder_arrays(model.elders), home_arrays(model.facilities)
    choose_homes(rows, e, h, model.catchment.reach, tastes, wants)
    return wants


def apply_to_homes(model: CareSystem, rows: NDArray[Any], memory: float = 0.0) -> None:
    """Those among ``rows`` who prefer a home to staying apply to up to three and start to wait.

    ``memory`` is added for all but tekun at month 0: some entered in an earlier spell of need and have stayed.
    """
    elders = model.elders
    wants = choose(model, rows, memory)
    joining = rows[wants]
    elders.raw("waiting_since")[joining] = model.month
    model.waiting.append(elders.raw("id")[joining])
    model.book.joined += np.bincount(elders.raw("standing")[joining], minlength=len(Standing))
    model.book.joined_ever += len(joining)
