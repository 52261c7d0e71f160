"""项目单: candidate projects of every place, ranked by unmet hours removed for their money, and a year's budget spent.

A project takes a measure as it was tried: a building in a size of its own, what reaches people one by one in as many
units for an elder as in the trial. Hours removed a week = hours removed by one unit in the trial x units of the
project x (need of the place / need of the region), both needs for each elder in need, at most ``densest``-fold and
never more than is unmet in the place. That projects act on each other is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.lists.assumed import DEFAULT, Assumed
from experiments.lists.place import Place
from experiments.lists.trials import WEEKS, Found

Floats = NDArray[np.float64]


class Candidate(NamedTuple):
    """One project of one place."""

    place: int
    found: Found
    units: float
    cost: float
    """Yuan in the first year: what is spent once, and a year of running money."""
    yearly: float
    """Yuan a year: what is spent once, spread over its years, and running money."""
    removed: float
    """Unmet hours a week."""
    ratio: float
    """Unmet hours removed in a year for 10,000 yuan a year."""
    chosen: bool = False
    cumulative: float = math.nan
    """Yuan of all projects chosen up to this one."""


def need_of(found: Found, place: Place) -> Floats:
    """Hours a week [place] that a measure can relieve at most."""
    serves = found.trial.serves
    return place.severe_hours if serves is None else place.needs[:, serves]


def candidates(trials: Sequence[Found], place: Place, assumed: Assumed = DEFAULT) -> list[Candidate]:
    """Every measure in every place where there is need for it and the trial shows that it helps; the best first."""
    listed = []
    for found in trials:
        if found.trial.size == 0 or math.isnan(found.ranked) or found.units <= 0:
            continue
        need = need_of(found, place)
        whole = need.sum() / max(place.in_need.sum(), 1e-9)
        for p in np.flatnonzero(need > 0):
            as_tried = found.units * float(place.elders[p] / place.elders.sum())
            units = as_tried if found.trial.size is None else found.trial.size
            dense = min(assumed.densest, need[p] / max(place.in_need[p], 1e-9) / max(whole, 1e-12))
            removed = min(float(place.unmet[p]), found.removed.mean() / found.units * units * dense)
            once, running = (float(x.mean()) / found.units * units for x in (found.once, found.running))
            yearly = once / found.trial.life + running
            ratio = removed * WEEKS / yearly * 1e4
            listed.append(Candidate(int(p), found, units, once + max(0.0, running), yearly, removed, ratio))
    return sorted(listed, key=lambda one: (-one.ratio, one.place, one.found.trial.name))


def choose(listed: Sequence[Candidate], budget: float) -> list[Candidate]:
    """Down the ranking, every project that the rest of the budget still pays."""
    spent, chosen = 0.0, []
    for one in listed:
        fits = spent + one.cost <= budget
        spent += one.cost if fits else 0.0
        chosen.append(one._replace(chosen=fits, cumulative=spent if fits else math.nan))
    return chosen


def not_ranked(trials: Sequence[Found]) -> list[Found]:
    """Measures for which no project is listed because the trial does not show that they help, or at no cost."""
    return [found for found in trials if found.trial.size != 0 and math.isnan(found.ranked)]
