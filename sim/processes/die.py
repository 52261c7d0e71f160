"""Step 5: those who die or leave the region are gone; their beds are free on the same day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import Standing, WaitEnd
from sim.kernels.state import level_of
from sim.processes.be_admitted import end_waiting
from sim.record import Event
from sim.world.beds import free_beds
from sim.world.volunteers import LAPSED

if TYPE_CHECKING:
    from sim.model import CareSystem


def die(model: CareSystem) -> None:
    """Take the rows of the dead and the leavers out of the table, out of their beds and off the queue."""
    elders, book = model.elders, model.book
    for rows, end in ((model.dying, WaitEnd.DIED), (model.leaving, WaitEnd.LEFT_REGION)):
        waiting = rows[elders.raw("waiting_since")[rows] >= 0]
        end_waiting(model, waiting, end)
        if end == WaitEnd.DIED:
            book.died_waiting += np.bincount(elders.raw("standing")[waiting], minlength=len(Standing))
        free_beds(model, rows[elders.raw("facility")[rows] >= 0])
        level = level_of(elders.raw("state")[rows])
        np.subtract.at(book.elders, (elders.raw("place")[rows], elders.raw("residence")[rows], level), 1)
    book.deaths = len(model.dying)
    book.leavers = len(model.leaving)
    book.gone += book.deaths + book.leavers
    book.bank[LAPSED] += int(elders.raw("bank_minutes")[np.concatenate([model.dying, model.leaving])].sum())
    note_watched(model)
    elders.remove(np.concatenate([model.dying, model.leaving]))
    model.dying = model.leaving = np.zeros(0, dtype=np.int64)


def note_watched(model: CareSystem) -> None:
    """Write down how the life of a watched elder in the region ends."""
    for watched in model.watch:
        for rows, what in ((model.dying, "died"), (model.leaving, "left the region")):
            gone = np.flatnonzero(model.elders.raw("id")[rows] == watched)
            if len(gone):
                age = (model.month - int(model.elders.raw("birth")[rows[gone[0]]])) // 12
                model.events.append(Event(model.month, watched, what, {"age": age}))
