"""The figures of all places of a region in the month of the lists: of one replicate, of their mean, of the whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from experiments.lists.state import State

Floats = NDArray[np.float64]


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
