"""Where a region stands in a simulated month, place by place, and what its targets and projects come to later.

One run of the status quo (or of a scenario) is lived for each replicate. It is looked at in the month of the lists and
then carried on, without any new measure, to the months by which the document wants something.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments import measures
from experiments.ensemble import RunFailed, Task, region_of
from sim.agents.kinds import BedType, Kind, Stage, UnmetHour
from sim.calendar import MONTHS_PER_YEAR, is_january
from sim.ledger import FEN, Account, Purpose
from sim.world.at_home import circles, coverage, look_around
from sim.world.diagnosis import diagnose, needs
from sim.world.staffing import capacity_minutes, counting_aides, load_of, mean_load, minutes_per_aide

if TYPE_CHECKING:
    from sim.model import CareSystem
    from sim.world.region import Region

Floats = NDArray[np.float64]
HOUR = 60
"""Minutes a week from which a gap counts."""
SEVERE_FROM = 2
"""Level from which new homes are sited."""
FEW_MONTHS = 24
"""Months after the last date in which it is still looked for when a target is reached."""
MOST_MONTHS = 72
"""Months after the month of the lists that a state is carried on at most."""

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


class Place(NamedTuple):
    """Figures of all places in the month of the lists, at full scale; each an array [place] unless said otherwise."""

    elders: Floats
    rural: Floats
    """Of these, elders who count as rural."""
    in_need: Floats
    known: Floats
    """Share of those in need."""
    need: Floats
    """Hours a week needed at home."""
    unmet: Floats
    """Hours a week."""
    causes: Floats
    """Unmet hours a week [place, UnmetHour]."""
    waiting: Floats
    beds: Floats
    residents: Floats
    empty: Floats
    """Empty beds [place, EmptyBed]."""
    aides: Floats
    missing: Floats
    """Aides that residents and first applicants would take at the ratio in force, less those employed."""
    reached: Floats
    """Share of those in need at home who live within the circle of a centre or station."""
    needs: Floats
    """Unmet hours a week that each measure alone could at most reach [place, Measure]."""
    severe: Floats
    """Known people of level 2 and more at home who refuse nothing and wait for a bed or lack an hour a week or more."""
    severe_hours: Floats
    """Their unmet hours a week."""
    free: Floats
    """Nursing and dementia beds that are empty, open and staffed [place, Tier]."""
    out_of_reach: Floats
    """Known people who lack an hour a week or more, refuse nothing and live outside all circles [place, residence]."""
    outside: Floats
    """Elders who live outside all circles [place, residence]."""


class Coming(NamedTuple):
    """A dated project of the document or the scenario, as one run has it."""

    stage: str
    opens: int
    """Month in which it opened or will open; -1: not before the run ends."""


@dataclass(frozen=True)
class State:
    """What one replicate came to."""

    place: Place
    figures: dict[str, Floats]
    """Measure of a target -> its value in each month from that of the lists on."""
    counted: dict[str, Floats]
    """Measure of a target that is counted by place -> facilities there in the month of the lists [place]."""
    projects: dict[str, Coming]
    station_reach: Floats
    """Elders in the circle of a station [residence]: the mean of those that stand, 0 if there are none."""
    services: float
    """Centres and stations that stand in the month of the lists, at full scale."""
    points: float
    """Village points that stand then, at full scale."""
    queue: tuple[float, float, float]
    """Projects that levers ordered and that are on their way in the month of the lists: how many wait for money, how
    many are being built; yuan still missing, at full scale."""
    capital: float
    """Yuan a year that the purses have for building once running costs are paid, at full scale."""


def months_of(region: Region, month: int, last: int) -> int:
    """The month up to which a state is carried on: two years beyond the last date, as far as the model reaches."""
    dates = [target.by for target in region.targets] + [stock.opens for stock in region.projects]
    return min(max([month, *dates]) + FEW_MONTHS, month + MOST_MONTHS, last)


def live_to(task: Task, month: int, each_month: Callable[[], None] = lambda: None) -> State:
    """Live a run to ``month``, look at it, and carry it on to the last month of the task."""
    from sim.laws import LawBroken
    from sim.model import CareSystem

    region = region_of(task.region)
    model = CareSystem(region, task.schedule, task.seed, task.until, task.laws)
    wanted = [target.measure for target in region.targets if target.measure]
    figures: dict[str, list[float]] = {name: [] for name in wanted}
    opened: dict[str, int] = {}
    place, counted, reach, services, points, queue = None, {}, np.zeros(2), 0.0, 0.0, (0.0, 0.0, 0.0)
    money = _Money()
    named = [stock.name for stock in (*region.projects, *task.schedule.projects)]
    while model.running:
        lived = model.month
        try:
            model.step()
        except LawBroken as error:
            raise RunFailed(f"a law of the model is broken ({task.scenario}, seed {task.seed}): {error}") from error
        if lived <= month:
            money.look(model, lived)
        if lived == month:
            place = look(model)
            counted = {name: count(model, name) for name in wanted if name in COUNTED}
            reach, queue = reach_of_stations(model), ordered(model, named)
            services = float(count(model, "street_centres").sum() + count(model, "stations").sum())
            points = float(count(model, "village_points").sum())
        if lived >= month:
            for name in figures:
                figures[name].append(measures.value(model, name))
        for project in model.projects:
            if project.stage == Stage.OPEN:
                opened.setdefault(project.name, lived)
        each_month()
    assert place is not None  # the month of the lists lies within the run
    stages = {p.name: Coming(p.stage.name.lower(), opened.get(p.name, -1)) for p in reversed(model.projects)}
    return State(
        place=place,
        figures={name: np.array(values) for name, values in figures.items()},
        counted=counted,
        projects={name: stages.get(name, Coming("undecided", -1)) for name in named},
        station_reach=reach,
        services=services,
        points=points,
        queue=queue,
        capital=money.left / region.fraction,
    )


class _Money:
    """What the purses that may build have for building: of the last December, else of the months so far."""

    def __init__(self) -> None:
        self.left = 0.0
        self._built = 0

    def look(self, model: CareSystem, month: int) -> None:
        """Read the purses at the end of a month; yuan of a whole year at the scale of the model."""
        self._built = 0 if is_january(month) else self._built
        self._built += int(model.ledger.paid[Purpose.CAPITAL, Account.PURSES])
        builds = [purse for purse in model.ledger.purses if Purpose.CAPITAL in purse.pays]
        year = sum(purse.fen_per_year for purse in builds)
        months = month % MONTHS_PER_YEAR + 1
        december = months == MONTHS_PER_YEAR
        if december or self._first_year(model, month):
            came = year * min(months, month - model.region.start + 1) / MONTHS_PER_YEAR
            kept = sum(max(0, purse.left) for purse in builds) + self._built
            self.left = year * min(1.0, kept / came) / FEN if came else 0.0

    def _first_year(self, model: CareSystem, month: int) -> bool:
        """Whether no December has been lived yet."""
        return month // MONTHS_PER_YEAR == model.region.start // MONTHS_PER_YEAR


# --- one month ----------------------------------------------------------------------------------------------


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
        missing=missing_aides(model) * scale,
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


def missing_aides(model: CareSystem) -> Floats:
    """Aides missing by place: the outcome ``aides_missing``, home by home, added up where the homes stand."""
    homes, rows = model.facilities, model.waiting.rows(model.elders.row_of)
    first = model.elders.raw("choices")[rows, 0]
    load = load_of(model, model.elders.raw("state")[rows], first)
    named = first >= 0
    asked = np.bincount(first[named], weights=load[named], minlength=homes.n)
    room = homes.col("beds").sum(axis=1) > homes.col("occupied").sum(axis=1)
    wanted = homes.col("load") + np.where(room, asked, 0)
    short = np.maximum(0, np.ceil(wanted / minutes_per_aide(model)) - counting_aides(model))
    is_home = homes.col("kind") <= Kind.CARE_CENTRE
    return np.bincount(homes.col("place"), np.where(is_home, short, 0.0), model.region.n_places)


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
    open_home = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0) & (homes.col("in_use") == 1)
    open_home &= homes.col("blocked") == 0
    empty = (homes.col("beds") - homes.col("works") - homes.col("occupied"))[:, BedType.NURSING :].sum(axis=1)
    staffed = np.maximum(0, capacity_minutes(model) - homes.col("load")) // mean_load(model)
    free = np.where(open_home, np.minimum(np.maximum(0, empty), staffed), 0)
    found = np.zeros((model.region.n_places, 4))
    np.add.at(found, (homes.col("place"), homes.col("tier")), free)
    return found


def count(model: CareSystem, measure: str) -> Floats:
    """Facilities of a counted measure by place, at full scale."""
    homes = model.facilities
    kinds, urban = COUNTED[measure]
    mine = np.isin(homes.col("kind"), [int(kind) for kind in kinds]) & (homes.col("closed") < 0)
    if urban is not None:
        mine &= homes.col("urban") == urban
    is_home = homes.col("kind") <= Kind.CARE_CENTRE
    each = np.where(is_home, homes.col("stands_for"), 1 / model.region.fraction)
    return np.bincount(homes.col("place"), np.where(mine, each, 0.0), model.region.n_places)


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
    stations = (homes.col("kind") == Kind.STATION) & (homes.col("closed") < 0)
    for residence in (0, 1):
        mine = stations & (homes.col("urban") == residence)
        mine = mine if mine.any() else stations
        found[residence] = homes.col("reach")[mine].mean() if mine.any() else 0.0
    return found


# --- several replicates -------------------------------------------------------------------------------------


def mean_place(states: Sequence[State]) -> Place:
    """The mean of the replicates; a share that nobody has in one of them is left out there."""

    def middle(name: str) -> Floats:
        values = np.stack([getattr(state.place, name) for state in states])
        there = np.isfinite(values)
        total = np.where(there, values, 0.0).sum(axis=0)
        return np.where(there.any(axis=0), total / np.maximum(1, there.sum(axis=0)), math.nan)

    return Place(*(middle(name) for name in Place._fields))


def whole(place: Place, name: str) -> Any:
    """A figure of the region: counts are added up, shares are weighted by those whom they are of."""
    values = getattr(place, name)
    if name == "known":
        return float((values * place.in_need).sum() / max(1e-9, place.in_need.sum()))
    if name == "reached":
        return float((values * place.in_need).sum() / max(1e-9, place.in_need.sum()))
    return values.sum(axis=0)
