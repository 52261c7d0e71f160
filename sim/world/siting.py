"""Where new centres, stations and village points go (L09, L10).

A circle is an area: elders within it can be reached. Who gives them hours are aides, assistants and volunteers: a
facility without any adds reach and no hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Residence
from sim.calendar import text_of
from sim.chance import Decision
from sim.ledger import FEN
from sim.world.projects import MOST_SERVICES, NewServices, Project, announce
from sim.world.services import PLACE_KEYS
from sim.world.stock import open_points, open_stations

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
YEAR_KEYS = PLACE_KEYS + 64
"""Keys of the luck that rounds the orders of a kind and year: beyond those of all facilities and places."""


def order_services(model: CareSystem, known_gap: Ints) -> None:
    """The year's new centres, stations and points, each where most elders are out of reach.

    ``known_gap`` [place]: unmet minutes of those known to the authorities; with the rule ``need`` centres and
    stations go where that times the share out of reach is largest.
    """
    station, point, p = model.levers.station, model.levers.point, model.parameters.community
    by_need = station.site == "need" or model.levers.govern.layout
    need: Floats | None = np.add(known_gap, 1.0) if by_need else None
    posts = station.posts_each
    sorts = (
        (Kind.STREET_CENTRE, station.centres_per_year, posts, p.centre_cost, p.centre_reach, station.grant_share),
        (Kind.STATION, station.stations_per_year, posts, p.station_cost, p.station_reach, station.grant_share),
        (Kind.VILLAGE_POINT, point.points_per_year, 0.0, p.point_cost, (p.point_reach, 0.0), point.grant_share),
    )
    for kind, number, each, cost, reach, granted in sorts:
        if number:
            at_points = kind == Kind.VILLAGE_POINT
            new = sites(model, kind, number_of_year(model, kind, number), reach, None if at_points else need)
            for place, residence in zip(*np.nonzero(new), strict=True):
                order(model, kind, int(place), Residence(int(residence)), int(new[place, residence]), each, cost,
                      circle(model, kind, Residence(int(residence)), reach), granted)  # fmt: skip


def number_of_year(model: CareSystem, kind: Kind, per_year: float) -> int:
    """Facilities that are ordered this year; in a sample its share, up or down by luck, so that the mean is right."""
    luck = model.chance.units(Decision.ORDER_OF_PART, [YEAR_KEYS + int(kind)], model.month)
    return int(np.floor(per_year * model.region.fraction + luck[0]))


def sites(model: CareSystem, kind: Kind, number: int, fallback: tuple[float, ...], need: Floats | None) -> Ints:
    """Where ``number`` new facilities go [place, residence]: one after the other where most elders are out of reach.

    Elders out of reach = elders there now x (1 - share within the circles that stand or are on their way). With
    ``need`` [place] the place is chosen by it x the share of its elders out of reach; within the place the facility
    serves the residence, town or country, with more of them. Village points serve the country alone. Where everybody
    is within reach none is built: a circle that reaches nobody new.
    """
    elders = model.book.elders.sum(axis=2).astype(np.float64)
    if kind == Kind.VILLAGE_POINT:
        elders[:, Residence.URBAN] = 0
    share = reach_of_places(model, kind)
    reach = np.array([circle(model, kind, residence, fallback) for residence in Residence])
    elders[:, reach == 0] = 0
    adds = reach / np.maximum(1, model.elders_at_start)
    new = np.zeros(elders.shape, dtype=np.int64)
    for _ in range(number):
        out = elders * np.maximum(0.0, 1 - share)
        people = out.sum(axis=1)
        wish = people if need is None else need * people / np.maximum(1, elders.sum(axis=1))
        place = int(np.argmax(np.where(people >= 1, wish, -1.0)))
        if people[place] < 1:
            break
        residence = int(np.argmax(out[place]))
        new[place, residence] += 1
        share[place, residence] += adds[place, residence]
    return new


def reach_of_places(model: CareSystem, kind: Kind) -> Floats:
    """Elders of month 0 within the circles that stand or are on their way / all of month 0 [place, residence].

    Centres and stations count together. Village points count for the elders of the country.
    """
    homes, reached = model.facilities, np.zeros((model.region.n_places, len(Residence)))
    points = kind == Kind.VILLAGE_POINT
    which = open_points(model) if points else open_stations(model)
    np.add.at(reached, (homes.col("place")[which], homes.col("urban")[which]), homes.col("reach")[which])
    for project in model.projects:
        work = project.work
        if project.on_its_way and isinstance(work, NewServices) and (work.kind == Kind.VILLAGE_POINT) == points:
            reached[project.place, int(work.urban)] += work.number * round(work.reach)
    return np.asarray(reached / np.maximum(1, model.elders_at_start))


def circle(model: CareSystem, kind: Kind, residence: Residence, fallback: tuple[float, ...]) -> float:
    """Elders within the circle of a new facility of full size: the mean of those of its kind and residence.

    Counted are those of month 0 and those that the document dates; where it has none, the parameter.
    """
    region = model.region
    told = [(s.kind, s.residence, s.count, s.reach, s.stands_for) for s in region.services]
    told += [(p.what, p.residence, p.simulated, p.reach, p.count / p.simulated) for p in region.projects]
    like = (kind.name.lower(), residence.name.lower())
    mine = [(n * reach, n * size * region.fraction) for what, where, n, reach, size in told if (what, where) == like]
    reach, number = (sum(column) for column in zip(*mine, strict=True)) if mine else (0.0, 0.0)
    return reach / number if number and reach else fallback[residence]


def order(
    model: CareSystem, kind: Kind, place: int, residence: Residence, number: int, posts: float, cost: float,
    reach: float, grant_share: float,
) -> None:  # fmt: skip
    """The facilities of a place and year are one project: they open together, once all their money is there."""
    what = f"{kind.name.lower()} {text_of(model.month)} {model.region.places[place].name} {residence.name.lower()}"
    stands_for = 1 / model.region.fraction
    for part in range(0, number, MOST_SERVICES):
        n = min(MOST_SERVICES, number - part)
        work = NewServices(kind, residence == Residence.URBAN, n, reach, posts, stands_for)
        project = Project(
            name=what, place=place, work=work, capital=round(n * cost * FEN), local_share=1 - grant_share,
            announced=model.month, earliest=model.month,
        )  # fmt: skip
        announce(model.projects, project)
