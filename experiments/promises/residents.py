"""Who runs homes, who lives in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.measures_help import CANNOT_CARE
from experiments.promises.stops import Stop, stand_for
from sim.agents.kinds import EmptyBed, Standing
from sim.kernels.state import level_of
from sim.world.budgets import safety_net_open
from sim.world.causes import empty_beds as beds_by_cause
from sim.world.stock import government_run, publicly_built, shut_out

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget


def operated(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Public homes that operators should run: out to tender, over the yearly limit, handed back, or not asked for."""
    homes, lever = model.facilities, model.levers.operate
    public = government_run(model)
    every = stand_for(model, publicly_built(model))
    pending = np.zeros(homes.n, dtype=bool)
    pending[[f for _, f in model.tenders]] = True
    back = public & (homes.col("taken_over") >= 0)
    asked = lever.share_of_homes if lever.share_of_homes != model.region.status_quo.operate.share_of_homes else 0.0
    unasked = every * max(0.0, target.value - asked) if asked else gap * every
    tendered = stand_for(model, public & pending)
    left = max(0.0, gap * every - tendered - unasked)
    could = stand_for(model, public & ~pending & ~back)
    limit = min(left, could)
    handed_back = min(left - limit, stand_for(model, back))
    month = max((when for when, _ in model.tenders), default=-1)
    return [
        Stop(target.key, "tender", tendered, "home", month=month),
        Stop(target.key, "yearly_limit", limit, "home"),
        Stop(target.key, "handed_back", handed_back, "home"),
        Stop(target.key, "not_ordered", min(unasked, gap * every), "home"),
    ]


def empty_beds(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Residents who are missing: the empty beds of the month by their causes."""
    return [
        Stop(target.key, f"empty.{cause}", model.records.latest("empty_cause", "", f"cause={cause}"), "bed")
        for cause in (one.name.lower() for one in EmptyBed)
    ]


def tekun_at_home(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Tekun who live at home: in the queue, with a need that is not known, or known and without an application."""
    elders, scale = model.elders, 1 / model.region.fraction
    at_home = (elders.col("standing") == Standing.TEKUN) & (elders.col("facility") < 0)
    waits = at_home & (elders.col("waiting_since") >= 0)
    unknown = at_home & ~waits & (elders.col("known") == 0)
    parts = {"queue": waits, "not_known": unknown, "not_applied": at_home & ~waits & ~unknown}
    return [Stop(target.key, name, float(rows.sum()) * scale, "person") for name, rows in parts.items()]


def willing_tekun(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Tekun who cannot care for themselves and wait for a home: by what keeps them out of their first choice.

    While the fund of the safety net is used up none may enter. Else, of the W who wait for a home as their first
    choice, as many as it has beds empty for want of aides lack aides, as many as it has beds of another type lack a
    bed of their type, each a share of W and together at most all; for the rest there is no free bed, or the home may
    take nobody.
    """
    elders, homes, scale = model.elders, model.facilities, 1 / model.region.fraction
    rows = model.waiting.rows(elders.row_of)
    home = elders.raw("choices")[rows, 0].astype(np.int64)
    mine = (elders.raw("standing")[rows] == Standing.TEKUN) & (level_of(elders.raw("state")[rows]) >= CANNOT_CARE)
    n = float(mine.sum()) * scale
    if not safety_net_open(model):
        return [Stop(target.key, "fund", n, "person")]
    beds = beds_by_cause(model)
    queue = np.maximum(1, np.bincount(home[home >= 0], minlength=homes.n))
    staffed = np.minimum(1.0, beds[:, EmptyBed.NO_AIDES] / queue)
    fitted = np.minimum(1.0 - staffed, beds[:, EmptyBed.WRONG_TYPE] / queue)
    shut = shut_out(model)
    chosen = home[mine & (home >= 0)]
    open_to = chosen[~shut[chosen]]
    parts = {
        "waits.no_aides": float(staffed[open_to].sum()) * scale,
        "waits.wrong_type": float(fitted[open_to].sum()) * scale,
        "waits.shut": float(shut[chosen].sum()) * scale,
    }
    parts["waits.full"] = n - sum(parts.values())
    return [Stop(target.key, name, number, "person") for name, number in parts.items()]
