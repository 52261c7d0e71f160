"""A world of formulas for the tests of ``carecap optimise``: what every mix costs and reaches is known."""

from __future__ import annotations

import numpy as np

from experiments.optimise.goal import COST, Knob
from experiments.optimise.judge import Lived
from sim.calendar import month_of

YEARS = (2025, 2026, 2027)
POSTS, SEATS, RAISE, BEDS = "visit.posts_per_station", "train.seats_per_year", "pay.raise_share", "build.beds_per_year"
PATHS = (POSTS, SEATS, RAISE, BEDS)
UNMET = ("unmet_hours", "", "")
ENTERED = ("entered_90", "", "")
LUCK = np.array([-1.0, 0.0, 1.0])
"""Of three replicates: the same in every mix."""


def world(changes) -> Lived:
    """Costs and outcomes by formula: posts need seats to work, beds help the queue and cost most when built."""
    dose = {path: 0.0 for path in PATHS} | {path: float(value) for _, path, value in changes}
    posts, seats, raised, beds = dose[POSTS], dose[SEATS] / 100, dose[RAISE] * 10, dose[BEDS] / 10
    values = {}
    for k, year in enumerate(YEARS):
        cost = 100 + 7 * posts + 3 * seats + 4 * raised + 11 * beds + (20 * beds if k == 0 else 0)
        unmet = 1000 + 20 * k - 60 * min(posts, seats + 1) - 25 * raised - 5 * beds
        entered = min(1.0, 0.70 + 0.05 * beds + 0.02 * raised)
        values[COST, year] = cost * 1e6 + 1e5 * LUCK
        values[UNMET, year] = unmet + 10 * LUCK
        values[ENTERED, year] = entered + 0.01 * LUCK
    return Lived({year: 12 for year in YEARS}, values)


def evaluate(many):
    return [world(changes) for changes in many]


TEXTS = {key: key for key in ("label", "label_zh", "question", "question_zh", "note", "note_zh")}
SINCE = month_of("2025-01")


def knob(path, *values) -> Knob:
    return Knob(SINCE, (path,), (values,))
