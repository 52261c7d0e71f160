"""A goal: which levers may be moved, what must be kept, and what is wanted: least money or the best outcome.

A *mix* is one step of each knob, for instance ``(0, 2, 1)``. A goal is a file ``conf/goal/<name>.yaml``, read by
``goal_file.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from sim.outcomes import OUTCOMES

Mix = tuple[int, ...]
"""The step of each knob."""
Changes = tuple[tuple[int, str, Any], ...]
"""(month, ``lever.field``, value) of what a mix sets; empty: the status quo."""
Cell = tuple[str, str, str]
"""(outcome, place, group); empty place: the region; empty group: the total."""

COST: Cell = ("public_cost", "", "")
CHEAPEST = "cheapest"
TOLERANCE = 0.02


@dataclass(frozen=True)
class Knob:
    """Fields of levers that move together, from one month on."""

    since: int
    paths: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]
    """[path][step]; None leaves the field as it is."""
    beside: tuple[str, ...] = ()
    """Fields that have one value and only go with the others: at every step at which the first is set."""

    @property
    def steps(self) -> int:
        """How many positions it has."""
        return len(self.values[0])

    @property
    def moved(self) -> tuple[str, ...]:
        """The fields that have a value for each step; as it is, None, is one of them."""
        return tuple(path for path in self.paths if path not in self.beside)

    def at(self, step: int) -> dict[str, Any]:
        """``lever.field`` -> value at a step; fields that stay as they are stand not in it."""
        found = {path: values[step] for path, values in zip(self.paths, self.values, strict=True)}
        return {path: value for path, value in found.items() if value is not None}


@dataclass(frozen=True)
class Line:
    """A line of the service level: an outcome that must be at least or at most something in some years."""

    outcome: str
    group: str
    place: str
    years: tuple[int, ...]
    at_least: bool
    """False: at most."""
    limit: float
    """In the unit of the outcome; with ``of_base`` times the value of the status quo in the same year and luck."""
    of_base: bool = False

    @property
    def cell(self) -> Cell:
        """What is looked at."""
        return self.outcome, self.place, self.group


@dataclass(frozen=True)
class Aim:
    """The outcome that is to be best: its mean over some years."""

    outcome: str
    group: str
    place: str
    years: tuple[int, ...]

    @property
    def cell(self) -> Cell:
        """What is looked at."""
        return self.outcome, self.place, self.group

    @property
    def sign(self) -> int:
        """1 if less is better, -1 if more is."""
        return -1 if OUTCOMES[self.outcome].better == "higher" else 1


@dataclass(frozen=True)
class Goal:
    """What is asked: checked, for one region."""

    name: str
    texts: dict[str, str]
    """label, question and note, each also with ``_zh``"""
    since: int
    until: int | None
    knobs: tuple[Knob, ...]
    given: tuple[tuple[str, Any], ...]
    """What every mix sets besides, from ``since`` on; the status quo does not."""
    service: tuple[Line, ...]
    budget: float | None
    """Most public cost above the status quo in a year [yuan/year]"""
    aim: Aim | None
    """None: the least public cost above the status quo, summed over the years."""
    tolerance: float = TOLERANCE
    """Share of a limit within which it is said to bind"""

    def said(self, key: str, language: str) -> str:
        """Label, question or note in a language."""
        return self.texts[f"{key}_zh" if language == "zh" else key].strip()

    @property
    def begins(self) -> int:
        """The month in which a mix first differs from the status quo."""
        return min([self.since, *(knob.since for knob in self.knobs)])

    @property
    def size(self) -> int:
        """How many mixes there are."""
        return math.prod(knob.steps for knob in self.knobs)

    def mixes(self) -> Iterator[Mix]:
        """All of them, the last knob turning fastest."""
        return product(*(range(knob.steps) for knob in self.knobs))

    @property
    def nothing(self) -> Mix | None:
        """The mix that sets nothing, so that its runs are those of the status quo; None if every mix sets something."""
        steps = [step for knob in self.knobs for step in range(knob.steps) if not knob.at(step)]
        return None if self.given or len(steps) < len(self.knobs) else tuple(steps)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What must be known of a run."""
        asked = [line.cell for line in self.service] + ([self.aim.cell] if self.aim else [])
        return tuple(dict.fromkeys([COST, *asked]))

    def values(self, mix: Mix) -> dict[str, Any]:
        """``lever.field`` -> value of all knobs of a mix."""
        found: dict[str, Any] = {}
        for knob, step in zip(self.knobs, mix, strict=True):
            found |= knob.at(step)
        return found

    def changes(self, mix: Mix) -> Changes:
        """What a mix sets, with what all mixes set, in order of time."""
        moved = [
            (knob.since, path, value)
            for knob, step in zip(self.knobs, mix, strict=True)
            for path, value in knob.at(step).items()
        ]
        given = [(self.since, path, value) for path, value in self.given]
        return tuple(sorted([*given, *moved], key=lambda change: (change[0], change[1])))
