"""布局单: where new homes and new stations would bring most of the known, uncovered need within reach.

Homes are sited between places: a home of the county tier serves who lives within ``homes.catchment_km`` of its seat.
Need is people: known, of level 2 and more, at home, who refuse nothing and wait for a bed or lack an hour a week or
more; first the nursing beds that are empty, open and staffed take whom they can reach. Stations are sited within
places: a circle holds as many elders as that of the stations that stand, and in it live as many of the known who lack
hours as among all elders there who live outside all circles. Circles are taken not to overlap. Equal choices are told
apart by nearness, then by need for each elder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.lists.assumed import DEFAULT, Assumed
from experiments.lists.covering import Answer, Problem, cover, left_over
from experiments.lists.place import Place
from sim.agents.kinds import Tier

if TYPE_CHECKING:
    from sim.world.region import Region

Floats = NDArray[np.float64]


class Layout(NamedTuple):
    """The sites, and what they cover."""

    homes: Answer
    wanted_homes: int
    demand: Floats
    """People whom no free bed in reach could take [place]."""
    people: Floats
    """The same before free beds are counted [place]."""
    km: float
    """Reach of a new home."""
    stations: Answer
    wanted_stations: int
    station_demand: Floats
    """Known people who lack hours outside all circles [place * 2 + residence]."""
    station_capacity: Floats
    """Of these, how many live in one circle [place * 2 + residence]."""
    station_reach: Floats
    """Elders in one circle [residence]."""

    def stations_of(self, place: int, residence: int) -> int:
        """New stations for one part of a place."""
        return int(self.stations.units[2 * place + residence])


def layout(
    region: Region,
    place: Place,
    reach: Floats,
    homes: int,
    stations: int,
    assumed: Assumed = DEFAULT,
) -> Layout:
    """Site ``homes`` homes and ``stations`` stations; ``reach``: elders in the circle of a station [residence]."""
    share = assumed.most_share
    km = region.parameters.homes.catchment_km
    distance = np.asarray(region.distance_km, dtype=np.float64)
    free = place.free.ravel()
    near = np.concatenate([distance[i] <= km[tier] for i in range(region.n_places) for tier in range(4)])
    near = near.reshape(-1, region.n_places)
    uncovered = left_over(place.severe, free, near, np.repeat(distance, 4, axis=0))
    n = region.n_places
    of_homes = Problem(
        demand=uncovered,
        reach=distance <= km[Tier.COUNTY],
        distance=distance,
        first=_first(uncovered, place.elders),
        capacity=np.full(n, float(assumed.home_beds)),
        most=_most(uncovered, homes, share),
        units=homes,
    )
    demand, outside = place.out_of_reach.ravel(), place.outside.ravel()
    circle = np.tile(reach, n)
    dense = np.divide(demand, outside, out=np.zeros(2 * n), where=outside > 0)
    of_stations = Problem(
        demand=demand,
        reach=np.eye(2 * n, dtype=bool),
        distance=np.zeros((2 * n, 2 * n)),
        first=_first(demand, outside),
        capacity=circle * dense,
        most=np.minimum(_most(demand, stations, share), np.ceil(outside / np.maximum(circle, 1)).astype(np.int64)),
        units=stations,
    )
    return Layout(
        homes=cover(of_homes),
        wanted_homes=homes,
        demand=uncovered,
        people=place.severe,
        km=float(km[Tier.COUNTY]),
        stations=cover(of_stations),
        wanted_stations=stations,
        station_demand=demand,
        station_capacity=circle * dense,
        station_reach=reach,
    )


def _first(demand: Floats, elders: Floats) -> Floats:
    """Need for each elder, relative to where it is highest."""
    dense = demand / np.maximum(elders, 1e-9) * (elders > 0)
    return dense / max(float(dense.max(initial=0.0)), 1e-12)


def _most(demand: Floats, units: int, share: float) -> NDArray[np.int64]:
    """Most units of each place: ``share`` times its part of the demand, at least one where there is any."""
    return np.ceil(share * units * demand / max(float(demand.sum()), 1e-9) - 1e-9).astype(np.int64)
