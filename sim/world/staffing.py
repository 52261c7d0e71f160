"""What residents take of the aides' time, what the aides of a home can give and what they cost. Minutes a week.

A home weighs its residents by level, unless the lever L19 sets a ratio for its kind: then each resident takes the
same time there, whatever the level.

A sample has all aides of its region, each with the part of their time and wage that falls to the elders of the sample
(``Region.fraction``). With fewer aides instead, a home of three beds would have to employ whole ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Ownership, Tier
from sim.calendar import MINUTES
from sim.kernels.state import dementia_of, level_of
from sim.ledger import FEN
from sim.world.stock import government_run, is_home

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
MILD = 1
"""The level that an empty home expects."""
TINY = 1e-6
"""Minutes by which a product that should be whole may miss it."""


def minutes_per_aide(model: CareSystem) -> int:
    """Minutes a week of an aide that count against the ratio: paid hours x effective share."""
    return round(model.parameters.aides.hours_per_week * MINUTES * model.parameters.aides.effective)


def visit_minutes(model: CareSystem) -> int:
    """Minutes of care a week that a visiting aide gives: travel deducted, of which the platform saves a part.

    visit_hours + travel_hours x travel_saved x the share of the platform's cost that was paid (L23).
    """
    p = model.parameters.aides
    saved = p.travel_hours * model.levers.platform.travel_saved * model.platform_share
    return round((p.visit_hours + saved) * MINUTES)


def certified_aides(model: CareSystem) -> Ints:
    """Aides with a certificate at each facility."""
    aides = model.aides
    employer = aides.col("employer")[aides.col("certified") == 1]
    return np.bincount(employer[employer >= 0], minlength=model.facilities.n)


def counting_aides(model: CareSystem) -> Ints:
    """Aides of each facility who count for the ratio: all, or those with a certificate where one is required."""
    if model.levers.train.certificates_required:
        return certified_aides(model)
    return np.asarray(model.facilities.col("aides").astype(np.int64))


def time_given(model: CareSystem, aides: Ints, each: int) -> Ints:
    """Whole minutes a week that some aides give who work ``each``: floor(aides x each x fraction of the sample)."""
    return np.asarray(np.floor(aides * (each * model.region.fraction) + TINY).astype(np.int64))


def aides_for(model: CareSystem, minutes: NDArray[Any]) -> Ints:
    """Aides who give these minutes a week: ceil(minutes / (paid hours x effective share x fraction of the sample))."""
    p = model.parameters.aides
    each = p.hours_per_week * MINUTES * p.effective * model.region.fraction
    return np.asarray(np.ceil(minutes / each).astype(np.int64))


def capacity_minutes(model: CareSystem) -> Ints:
    """Care minutes a week that the aides of each facility can give."""
    return time_given(model, counting_aides(model), minutes_per_aide(model))


def missing_aides(model: CareSystem) -> Ints:
    """Aides that each home lacks for those who live there and those whose first choice it is; nothing elsewhere.

    max(0, aides for their care minutes - aides who count); who waits adds to it only while a bed is free.
    """
    homes, waiting = model.facilities, model.waiting.rows(model.elders.row_of)
    first = model.elders.raw("choices")[waiting, 0]
    load = load_of(model, model.elders.raw("state")[waiting], first)
    asked = np.bincount(first, weights=load, minlength=homes.n)
    free = homes.col("beds").sum(axis=1) > homes.col("occupied").sum(axis=1)
    wanted = homes.col("load") + np.where(free, asked, 0)
    return np.asarray(np.where(is_home(model), np.maximum(0, aides_for(model, wanted) - counting_aides(model)), 0))


def level_loads(model: CareSystem) -> Ints:
    """Aide minutes a week that a resident of each level takes at the ratio in force (paid hours / ratio)."""
    ratio = model.levers.ratio
    hours = model.parameters.aides.hours_per_week
    each = (ratio.able, ratio.mild, ratio.moderate, ratio.severe, ratio.complete)
    return np.array([round(hours * MINUTES / residents) for residents in each], dtype=np.int64)


def dementia_load(model: CareSystem) -> int:
    """Aide minutes a week that dementia adds in a home."""
    return round(model.parameters.need.dementia_in_home * MINUTES)


def kinds_have_ratios(model: CareSystem) -> bool:
    """Whether any kind of home has a ratio of its own; below one resident per aide there is none."""
    return max(model.levers.ratio.care_centre, model.levers.ratio.township) >= 1


def ratio_of_kind(model: CareSystem) -> NDArray[np.float64]:
    """Residents per aide that the kind of each facility demands; 0 where residents are weighed by level.

    Care centres have a ratio of their own, and so have publicly built homes of townships.
    """
    homes, lever = model.facilities, model.levers.ratio
    kind = homes.col("kind")
    ratio = np.zeros(homes.n)
    if lever.township >= 1:
        township = (kind == Kind.HOME) & (homes.col("tier") == Tier.TOWNSHIP)
        ratio[township & (homes.col("ownership") != Ownership.PRIVATE)] = lever.township
    if lever.care_centre >= 1:
        ratio[kind == Kind.CARE_CENTRE] = lever.care_centre
    return ratio


def loads_by_home(model: CareSystem) -> Ints:
    """Aide minutes a week that a resident takes [facility, dementia, level].

    By level: paid hours / ratio of the level, and more with dementia. Where the kind has a ratio, minutes of an aide
    that count / ratio (whole minutes, rounded down): heads against heads, as such a rule is written, so that 134 aides
    and no fewer operate 400 beds at 1:3 whatever share of their time counts.
    """
    by_level = level_loads(model)
    loads = np.empty((model.facilities.n, 2, len(by_level)), dtype=np.int64)
    loads[:, 0] = by_level
    loads[:, 1] = by_level + dementia_load(model)
    if kinds_have_ratios(model):
        ratio = ratio_of_kind(model)
        flat = ratio > 0
        minutes = np.floor(minutes_per_aide(model) / ratio[flat])
        loads[flat] = np.maximum(1, minutes.astype(np.int64))[:, None, None]
    return loads


def load_of(model: CareSystem, state: NDArray[Any], facility: NDArray[Any] | int) -> Ints:
    """Aide minutes a week that residents of packed ``state`` take in ``facility`` (one for each, or one); same shape.

    For -1, no home or one that is not yet built, they are weighed by level.
    """
    dementia, level = dementia_of(state).astype(np.int64), level_of(state)
    by_level = level_loads(model)[level] + dementia * dementia_load(model)
    if not kinds_have_ratios(model):
        return np.asarray(by_level)
    by_home = loads_by_home(model)[facility, dementia, level]
    return np.asarray(np.where(np.asarray(facility) < 0, by_level, by_home))


def mean_load(model: CareSystem) -> Ints:
    """Aide minutes a week of a resident of each home: the mean of its present residents, or level 1 if it is empty."""
    homes = model.facilities
    occupied = homes.col("occupied").sum(axis=1)
    typical = loads_by_home(model)[:, 0, MILD] if kinds_have_ratios(model) else level_loads(model)[MILD]
    return np.where(occupied > 0, np.maximum(1, homes.col("load") // np.maximum(occupied, 1)), typical)


def weigh_residents(model: CareSystem) -> None:
    """Work out the load of every home anew, after a ratio or the kind of a home has changed. Nobody is turned out."""
    rows = model.residents.rows(model.elders.row_of)
    facility = model.elders.raw("facility")[rows]
    rows, facility = rows[facility >= 0], facility[facility >= 0]
    minutes = load_of(model, model.elders.raw("state")[rows], facility)
    load = np.bincount(facility, weights=minutes, minlength=model.facilities.n)
    model.facilities.col("load")[:] = load.astype(np.int64)


def bought_posts(model: CareSystem) -> Ints:
    """Posts that public money buys at each government-run home: ``extra_posts`` times its own list (L18)."""
    homes = model.facilities
    own = homes.col("posts") - homes.col("added_posts")
    bought = np.floor(own * model.levers.pay.extra_posts + 0.5)
    return np.where(government_run(model), bought, 0).astype(np.int64)


def relative_wage(model: CareSystem, certified: bool = False) -> float:
    """Wage of aides, with or without a certificate, relative to what they could earn elsewhere (1 at present wages)."""
    lever = model.levers.pay
    return 1.0 + lever.raise_share + (lever.certificate_bonus if certified else 0.0)


def cost_of_post(model: CareSystem) -> int:
    """Fen a month of an aide: wage, on-cost and the raise in force; in a sample the part that falls to it."""
    p = model.parameters.aides
    return round(p.wage * (1 + p.on_cost) * relative_wage(model) * (model.region.fraction * FEN))


def cost_of_seats(model: CareSystem, seats: float) -> int:
    """Fen of seats in courses for aides; in a sample the part that falls to it."""
    return round(seats * model.parameters.money.seat_cost * (model.region.fraction * FEN))
