"""Step 6: spouses die, children leave, carers tire; the roll of those who need care is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.arrays import elder_arrays
from sim.agents.roll import Roll
from sim.kernels.rolls import call_roll

if TYPE_CHECKING:
    from sim.model import CareSystem

EVERY = 3
"""Months between two times that those concerned are brought together: rarer, and the walks through them get slow."""


def live_in_families(model: CareSystem) -> None:
    """Find who needs care (or is tekun) and lives in their own home this month.

    The month in which a spouse dies or children leave was drawn when the elder came; it takes effect by the
    calendar. Strain of carers is kept where their hours are settled (step 10) and lowers what they can give.
    """
    if model.month % EVERY == 0:
        stand_together(model)
    elders, roll = model.elders, model.concerned
    rows = model.scratch.get("at_home", len(roll), "i4")
    kept, at_home = call_roll(roll.ids, elders.row_of, elder_arrays(elders), rows)
    roll.shorten(kept)
    model.at_home = rows[:at_home]
    model.inside = model.residents.rows(elders.row_of)
    still = elders.raw("facility")[model.inside] >= 0
    if not np.all(still):
        model.residents.keep(still)
        model.inside = model.inside[still]


def stand_together(model: CareSystem) -> None:
    """Bring the rows of those concerned together at the head of the table.

    Nothing in the world changes; the walks through those in need of the next months read a fifth of the
    memory that they would have to read if they stood scattered among everybody.
    """
    elders = model.elders
    rows = model.concerned.rows(elders.row_of)
    head = len(rows)
    belongs = np.zeros(head, dtype=np.bool_)
    belongs[rows[rows < head]] = True
    elders.swap(rows[rows >= head], np.flatnonzero(~belongs))
    model.concerned = Roll(elders.raw("id")[:head])
