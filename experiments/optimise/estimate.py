"""Which mixes are worth living next: what each step of each knob did on the average, added up.

Effects of levers on cost and outcomes nearly add up, so a sum of one number for each step, fitted to the mixes that
were lived (least squares, drawn a little to zero), says of every other mix what it would come to. It is a guess that
only decides what is lived; nothing is concluded from it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.optimise.goal import Goal, Mix
from experiments.optimise.judge import Verdict

MOST = 50_000
"""Of more mixes than this only those with every knob within one step of the best are looked at."""
DRAWN = 1e-2
"""How much numbers are drawn to zero: a step that was hardly lived is not trusted."""
CAP = 10.0
"""Violations are taken as at most this many limits: a mix without a value does not rule the fit."""
DIGITS = 6
"""Estimates are rounded before they are compared, so that the last bits of a sum decide nothing."""


def promising(goal: Goal, tried: Collection[Verdict], size: int) -> list[Mix]:
    """At most ``size`` mixes that were not lived, the best by the estimate first."""
    lived = [verdict for verdict in tried if np.isfinite(verdict.goal_value)]
    best = min(tried, key=lambda verdict: verdict.rank).mix
    there = {verdict.mix for verdict in tried}
    open_mixes = [mix for mix in (goal.mixes() if goal.size <= MOST else _near(goal, best)) if mix not in there]
    if not lived or not open_mixes:
        return []
    aim, missing = _fitted(goal, lived, open_mixes)
    short = np.maximum(missing, 0.0).sum(axis=1)
    order = sorted(range(len(open_mixes)), key=lambda i: (short[i] > 0, short[i], aim[i], open_mixes[i]))
    return [open_mixes[i] for i in order[:size]]


def _fitted(
    goal: Goal, lived: Sequence[Verdict], mixes: Sequence[Mix]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Estimated aim [mix] in its own spread, and violation [mix, constraint] of mixes."""
    known = np.array([[verdict.goal_value, *(check.violation for check in verdict.checks)] for verdict in lived])
    known[:, 1:] = np.clip(known[:, 1:], -CAP, CAP)
    middle, spread = known.mean(axis=0), known.std(axis=0)
    spread[spread == 0] = 1.0
    x = _columns(goal, [verdict.mix for verdict in lived])
    square = x.T @ x + DRAWN * np.eye(x.shape[1])
    effects = np.linalg.solve(square, x.T @ ((known - middle) / spread))
    found = _columns(goal, mixes) @ effects
    return np.round(found[:, 0], DIGITS), np.round(found[:, 1:] * spread[1:] + middle[1:], DIGITS)


def _columns(goal: Goal, mixes: Sequence[Mix]) -> NDArray[np.float64]:
    """[mix, step of any knob]: 1 where the mix has that step; and a column of ones."""
    steps = np.array(mixes)
    parts = [steps[:, [i]] == np.arange(1, knob.steps) for i, knob in enumerate(goal.knobs)]
    return np.concatenate([np.ones((len(mixes), 1)), *parts], axis=1).astype(np.float64)


def _near(goal: Goal, best: Mix) -> list[Mix]:
    """Mixes in which every knob is within one step of the best one's; at most MOST of them."""
    from itertools import islice, product

    ranges = [
        [step for step in (at, at - 1, at + 1) if 0 <= step < knob.steps]
        for at, knob in zip(best, goal.knobs, strict=True)
    ]
    return list(islice(product(*ranges), MOST))
