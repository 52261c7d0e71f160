"""Look for the best mix: all of them if there are few, else with TPE of optuna, then around the best and by estimate.

Mixes are lived in batches of one fixed size, so that the answer depends on the seed alone, not on the number of
workers. A search is a function of what it is told: after an interruption it is run again, and mixes that were lived
before are answered at once.

What it promises: a whole enumeration finds the best mix *of what was lived*, with its luck. TPE promises nothing; after
half of the trials a batch holds the mixes that a sum of effects calls best (``estimate.py``), neighbours of the best
(one knob, one step), and what TPE names. ``checked``: whether all neighbours of the best were lived in the end.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from experiments.optimise.estimate import promising
from experiments.optimise.goal import Changes, Goal, Mix
from experiments.optimise.judge import Lived, Verdict, judge

BATCH = 8
"""Mixes that are lived at the same time."""
SHARE_TPE = 0.5
"""Share of the trials after which neighbours and estimates are lived."""
PARTS = (3, 3)
"""Of a batch then: mixes that are best by the estimate, and neighbours of the best; TPE names the others."""
ASKS = 10
"""Times that TPE is asked for each mix of a batch before mixes are drawn by lot: it likes to name a good one again."""
FAR = 1e30
"""What optuna is told of a mix without a value: it takes no infinite one."""

Evaluate = Callable[[Sequence[Changes]], Sequence[Lived]]


@dataclass(frozen=True)
class Searched:
    """What a search came to."""

    goal: Goal
    base: Lived
    tried: tuple[Verdict, ...]
    """In the order in which they were lived."""
    whole: bool
    """Whether all mixes were lived."""
    checked: bool
    """Whether all neighbours of the best were lived, and none is better."""

    @property
    def best(self) -> Verdict:
        """The best feasible mix; if there is none, the one that misses least."""
        return min(self.tried, key=lambda verdict: verdict.rank)


def search(goal: Goal, evaluate: Evaluate, trials: int, seed: int) -> Searched:
    """Live at most ``trials`` mixes and judge them."""
    base = evaluate([()])[0]
    tried: dict[Mix, Verdict] = {}

    def live(mixes: Sequence[Mix]) -> None:
        for mix, lived in zip(mixes, evaluate([goal.changes(mix) for mix in mixes]), strict=True):
            tried[mix] = judge(goal, mix, lived, base)

    if goal.size <= trials:
        for batch in batches(goal.mixes(), BATCH):
            live(batch)
    else:
        _seek(goal, live, tried, trials, seed)
    best = min(tried.values(), key=lambda verdict: verdict.rank).mix
    checked = all(mix in tried for mix in neighbours(goal, best))
    return Searched(goal, base, tuple(tried.values()), len(tried) == goal.size, checked)


def distinct(goal: Goal, mixes: int) -> int:
    """Points of a search of so many mixes: with the status quo, which the mix that sets nothing does not add to."""
    return mixes + (goal.nothing is None)


def batches(mixes: Iterator[Mix], size: int) -> Iterator[list[Mix]]:
    """Cut a row of mixes into lists of at most ``size``."""
    while batch := list(islice(mixes, size)):
        yield batch


def neighbours(goal: Goal, mix: Mix) -> list[Mix]:
    """The mixes that differ from one by one step of one knob."""
    return [
        (*mix[:i], step, *mix[i + 1 :])
        for i, knob in enumerate(goal.knobs)
        for step in (mix[i] - 1, mix[i] + 1)
        if 0 <= step < knob.steps
    ]


# --- more mixes than trials ---------------------------------------------------------------------------------


def _seek(goal: Goal, live: Callable[[Sequence[Mix]], None], tried: dict[Mix, Verdict], trials: int, seed: int) -> None:
    """The least and the most of everything, then TPE, then neighbours of the best and the best by estimate.

    The mix that sets nothing, if there is one, comes before all others: its runs are there, those of the status quo.
    """
    sampler = Sampler(goal, seed)
    ends = [tuple(0 for _ in goal.knobs), tuple(knob.steps - 1 for knob in goal.knobs)]
    corners = dict.fromkeys(ends if goal.nothing is None else [goal.nothing, *ends])
    live(list(corners)[:trials])
    while len(tried) < trials:
        size = min(BATCH, trials - len(tried))
        batch: list[Mix] = []
        if len(tried) >= SHARE_TPE * trials:
            best = min(tried.values(), key=lambda verdict: verdict.rank).mix
            beside = [mix for mix in neighbours(goal, best) if mix not in tried]
            guessed = promising(goal, tried.values(), size)
            batch = list(dict.fromkeys([*guessed[: PARTS[0]], *beside[: PARTS[1]]]))[:size]
        if len(batch) < size:
            batch += sampler.batch(tried, size - len(batch), batch)
        live(batch)


class Sampler:
    """TPE over the steps of the knobs, told of every mix that was lived."""

    def __init__(self, goal: Goal, seed: int):
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self.goal, self.optuna = goal, optuna
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that an option is experimental is said of every release
            sampler = optuna.samplers.TPESampler(seed=seed, multivariate=True, n_startup_trials=BATCH)
        self.study = optuna.create_study(sampler=sampler)
        self.dice = np.random.default_rng(seed)
        self.known: set[Mix] = set()

    def batch(self, tried: dict[Mix, Verdict], size: int, besides: Sequence[Mix] = ()) -> list[Mix]:
        """``size`` mixes that were not lived yet and are not ``besides``; there must be so many."""
        for mix, verdict in tried.items():
            if mix not in self.known:
                self._tell(verdict)
        found: list[Mix] = []
        for _ in range(ASKS * size):
            trial = self.study.ask()
            mix = self._mix(trial)
            self.study.tell(trial, state=self.optuna.trial.TrialState.FAIL)  # told once it is lived, and once only
            if mix not in tried and mix not in found and mix not in besides:
                found.append(mix)
            if len(found) == size:
                return found
        while len(found) < size:
            mix = tuple(int(self.dice.integers(knob.steps)) for knob in self.goal.knobs)
            if mix not in tried and mix not in found and mix not in besides:
                found.append(mix)
        return found

    def _mix(self, trial) -> Mix:
        """What a trial of optuna asks for."""
        return tuple(trial.suggest_int(f"knob {i}", 0, knob.steps - 1) for i, knob in enumerate(self.goal.knobs))

    def _tell(self, verdict: Verdict) -> None:
        """What a mix came to: what is wanted, and for each constraint what is missing (zero or less: kept)."""
        self.study.enqueue_trial({f"knob {i}": step for i, step in enumerate(verdict.mix)})
        trial = self.study.ask()
        self._mix(trial)
        for check in verdict.checks:
            trial.set_constraint(f"{check.key} {check.year}", check.violation)
        self.study.tell(trial, min(verdict.goal_value, FAR))
        self.known.add(verdict.mix)
