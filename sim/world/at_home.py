"""Those in need who live in their own home: who they are, which circles they live in, what money reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Residence
from sim.calendar import MINUTES, MONTHS_PER_YEAR, WEEKS_PER_MONTH, is_january
from sim.kernels.state import dementia_of, in_need, level_of
from sim.ledger import FEN, Purpose
from sim.world.stock import open_points, open_stations

if TYPE_CHECKING:
    from sim.model import CareSystem


ADAPTING, TRAINING = 0, 1
"""Yearly programmes: homes adapted, families trained."""


class AtHome(NamedTuple):
    """One line for each person in need who lives in their own home (tekun without need are left out)."""

    rows: NDArray[np.int64]
    id: NDArray[np.int64]
    level: NDArray[np.int64]
    dementia: NDArray[np.bool_]
    standing: NDArray[np.int64]
    known: NDArray[np.bool_]
    alone: NDArray[np.bool_]
    gap: NDArray[np.int64]  # unmet minutes a week of last month
    means: NDArray[np.int64]  # yuan a month of elder and family

    def worst_first(self, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Lines of those ``among``: the highest level first, then the largest gap, then by id."""
        lines = np.flatnonzero(among)
        return np.asarray(lines[np.lexsort((self.id[lines], -self.gap[lines], -self.level[lines]))])


def look_around(model: CareSystem) -> AtHome:
    """Everybody in need at home, as they are this month."""
    elders = model.elders
    rows = model.at_home[in_need(elders.raw("state")[model.at_home])]
    state = elders.raw("state")[rows]
    spouse, children = (elders.raw(f"{who}_until")[rows] > model.month for who in ("spouse", "children"))
    return AtHome(
        rows=rows,
        id=elders.raw("id")[rows].astype(np.int64),
        level=level_of(state).astype(np.int64),
        dementia=dementia_of(state) == 1,
        standing=elders.raw("standing")[rows].astype(np.int64),
        known=elders.raw("known")[rows] == 1,
        alone=~spouse & ~children,
        gap=elders.raw("gap_minutes")[rows].astype(np.int64),
        means=elders.raw("income")[rows].astype(np.int64) + elders.raw("family_money")[rows],
    )


def coverage(model: CareSystem) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Reach of services as thresholds of ``reach_rank`` [place, residence]: of centres and stations, and of points.

    Share = elders within the circles of the facilities of that kind that serve the residence / elders of the place and
    residence at month 0 (at most all): a circle is an area, so its share stays while the place ages.
    """
    return circle_of(model, open_stations(model)), circle_of(model, open_points(model))


def circle_of(model: CareSystem, which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The threshold of ``reach_rank`` [place, residence] that the facilities ``which`` reach together."""
    homes, n = model.facilities, model.region.n_places
    rows = np.flatnonzero(which)
    cell = homes.col("place")[rows].astype(np.int64) * len(Residence) + homes.col("urban")[rows]
    people = np.bincount(cell, weights=homes.col("reach")[rows], minlength=n * len(Residence)).reshape(n, -1)
    share = people / np.maximum(1, model.elders_at_start)
    return np.asarray(np.floor(np.minimum(share, 1) * 65536).astype(np.int64))


def circles(model: CareSystem, rows: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who of ``rows`` lives within the circle of a centre or station, and who within that of a village point."""
    elders = model.elders
    served, points = coverage(model)
    rank, place = elders.raw("reach_rank")[rows], elders.raw("place")[rows]
    residence = elders.raw("residence")[rows]
    return np.asarray(rank < served[place, residence]), np.asarray(rank < points[place, residence])


def begun(model: CareSystem) -> bool:
    """Whether the first month is lived: in the year of family life before it no help is set up and nobody pays."""
    return model.ledger.month > 0


def payable(model: CareSystem, purpose: Purpose, fen_each: int, wanted: int, carried: bool = False) -> int:
    """How many of ``wanted`` alike payments the purses can make this month; with ``carried`` of money left over."""
    if fen_each == 0:
        return wanted
    return min(wanted, model.ledger.available(purpose, carried) // fen_each)


def price_of_hours(model: CareSystem, minutes: int) -> float:
    """Fen for a month of visits of so many minutes a week."""
    return minutes / MINUTES * WEEKS_PER_MONTH * (model.parameters.money.hour_price * FEN)


def due_this_month(model: CareSystem, programme: int, per_year: float) -> int:
    """How many a yearly programme still owes by this month: a twelfth of ``per_year`` each month since January.

    In a sample the number is multiplied by its fraction. What could not be done is owed until December and lapses
    with the year; the part of a whole one that is left over goes on.
    """
    owed = model.book.owed
    if per_year == 0:
        owed[programme] = 0.0
        return 0
    if is_january(model.month):
        owed[programme] %= 1.0
    owed[programme] += per_year * model.region.fraction / MONTHS_PER_YEAR
    return int(owed[programme] + 1e-6)
