"""A look at the month that a model has just lived: what the lists tell of each place, and what is on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.lists.place import Floats, Place
from sim.agents.kinds import BedType, Kind, Stage, UnmetHour
from sim.ledger import FEN
from sim.world.at_home import circles, coverage, look_around
from sim.world.diagnosis import diagnose, needs
from sim.world.staffing import capacity_minutes, mean_load, missing_aides
from sim.world.stock import admitting, is_open

if TYPE_CHECKING:
    from sim.model import CareSystem

HOUR = 60
"""Minutes a week from which a gap counts."""
SEVERE_FROM = 2
"""Level from which new homes are sited."""

COUNTED: dict[str, tuple[tuple[Kind, ...], int | None]] = {
    "street_centres": ((Kind.STREET_CENTRE,), None),
    "street_centres_urban": ((Kind.STREET_CENTRE,), 1),
    "street_centres_rural": ((Kind.STREET_CENTRE,), 0),
    "stations": ((Kind.STATION,), None),
    "village_points": ((Kind.VILLAGE_POINT,), None),
    "homes": ((Kind.HOME, Kind.CARE_CENTRE), None),
    "care_centres": ((Kind.CARE_CENTRE,), None),
}
"""Measures that are counted place by place: kinds of facilities, and whether urban or rural ones only."""


def look(model: CareSystem) -> Place:
    """All figures of the month that has just been lived."""
    scale = 1.0 / model.region.fraction
    read = _recorded(model)
    seen = diagnose(model)
    severe, severe_hours, out, outside = people(model)
    elders = model.book.elders.sum(axis=2).astype(np.float64)
    return Place(
        elders=elders.sum(axis=1) * scale,
        rural=elders[:, 0] * scale,
        in_need=read("in_need"),
        known=read("known"),
        need=read("need_hours"),
        unmet=read("unmet_hours"),
        causes=np.stack([read("unmet_cause", f"cause={c.name.lower()}") for c in UnmetHour], axis=1),
        waiting=seen.waiting * scale,
        beds=read("beds"),
        residents=read("residents"),
        empty=seen.empty * scale,
        aides=read("aides"),
        missing=np.bincount(model.facilities.col("place"), missing_aides(model), model.region.n_places),
        reached=read("coverage"),
        needs=needs(model) * scale,
        severe=severe * scale,
        severe_hours=severe_hours * scale,
        free=free_beds(model) * scale,
        out_of_reach=out * scale,
        outside=outside * scale,
    )


def _recorded(model: CareSystem) -> Callable[..., Floats]:
    """Reads the last month of an outcome, by place and at full scale."""
    names = [place.name for place in model.region.places]

    def read(outcome: str, group: str = "") -> Floats:
        return np.array([model.records.series(outcome, name, group)[-1] for name in names])

    return read


def people(model: CareSystem) -> tuple[Floats, Floats, Floats, Floats]:
    """For whom something could be sited: severe and their hours [place]; out of reach, outside [place, residence]."""
    n, elders = model.region.n_places, model.elders
    home = look_around(model)
    place = elders.raw("place")[home.rows].astype(np.int64)
    residence = elders.raw("residence")[home.rows].astype(np.int64)
    willing = home.known & (elders.raw("refuses")[home.rows] == 0)
    waits = elders.raw("waiting_since")[home.rows] >= 0
    severe = willing & (home.level >= SEVERE_FROM) & (waits | (home.gap >= HOUR))
    within, _ = circles(model, home.rows)
    far = willing & ~within & (home.gap >= HOUR)
    out = np.bincount(2 * place[far] + residence[far], minlength=2 * n).reshape(n, 2)
    shares = coverage(model)[0] / 65536
    outside = model.elders_at_start * (1 - shares)
    count = np.bincount(place[severe], minlength=n)
    hours = np.bincount(place[severe], weights=home.gap[severe], minlength=n) / HOUR
    return count.astype(np.float64), hours, out.astype(np.float64), outside


def free_beds(model: CareSystem) -> Floats:
    """Nursing and dementia beds that could take somebody today [place, Tier]: empty, not under works, with aides."""
    homes = model.facilities
    takes = admitting(model)
    empty = (homes.col("beds") - homes.col("works") - homes.col("occupied"))[:, BedType.NURSING :].sum(axis=1)
    staffed = np.maximum(0, capacity_minutes(model) - homes.col("load")) // mean_load(model)
    free = np.where(takes, np.minimum(np.maximum(0, empty), staffed), 0)
    found = np.zeros((model.region.n_places, 4))
    np.add.at(found, (homes.col("place"), homes.col("tier")), free)
    return found


def count(model: CareSystem, measure: str) -> Floats:
    """Facilities of a counted measure by place, at full scale."""
    homes = model.facilities
    kinds, urban = COUNTED[measure]
    mine = np.isin(homes.col("kind"), [int(kind) for kind in kinds]) & is_open(model)
    if urban is not None:
        mine &= homes.col("urban") == urban
    return np.bincount(homes.col("place"), np.where(mine, homes.col("stands_for"), 0.0), model.region.n_places)


def ordered(model: CareSystem, named: Sequence[str]) -> tuple[float, float, float]:
    """Projects on their way that neither document nor scenario names: waiting for money, being built, yuan missing."""
    mine = [p for p in model.projects if p.on_its_way and not p.by_investors and p.name not in named]
    waiting = [p for p in mine if p.stage == Stage.PLANNED]
    missing = sum(max(0, p.local - p.saved) for p in waiting) / FEN / model.region.fraction
    return float(len(waiting)), float(len(mine) - len(waiting)), missing


def reach_of_stations(model: CareSystem) -> Floats:
    """Elders in the circle of a station [residence], the mean of those that stand; of both where one has none."""
    homes = model.facilities
    found = np.zeros(2)
    stations = (homes.col("kind") == Kind.STATION) & is_open(model)
    for residence in (0, 1):
        mine = stations & (homes.col("urban") == residence)
        mine = mine if mine.any() else stations
        found[residence] = homes.col("reach")[mine].mean() if mine.any() else 0.0
    return found
