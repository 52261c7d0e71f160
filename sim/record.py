"""The record of a run: one number per month and cell, a cell being an outcome, a place and a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.outcomes import OUTCOMES


class Cell(NamedTuple):
    """What one column of the record holds; empty place: the region; empty group: the total."""

    outcome: str
    place: str
    group: str


@dataclass(frozen=True)
class Event:
    """Something that happened to one watched elder."""

    month: int
    elder: int
    what: str
    detail: dict[str, object]


Where: TypeAlias = tuple[str, str]
"""Place and group of a line of numbers."""


class Records:
    """Monthly values of all cells. The cells are fixed by the first month, and later ones fill them by position."""

    def __init__(self, months: int, fraction: float) -> None:
        """Make room for ``months`` months of a population sampled with ``fraction``."""
        self.cells: tuple[Cell, ...] = ()
        self._months = np.zeros(months, dtype=np.int64)
        self._values = np.empty((months, 0))
        self._n = 0
        self._fraction = fraction
        self._scale = np.empty(0)
        self._index: dict[Cell, int] = {}
        self._named: list[Cell] = []
        self._written: list[NDArray[np.float64]] = []

    def write(self, outcomes: str | tuple[str, ...], where: Sequence[Where], values: ArrayLike) -> None:
        """Write numbers of the month that is lived: ``values`` [where, outcome], in the same order every month."""
        part = np.asarray(values, dtype=np.float64).ravel()
        self._written.append(part)
        if self.cells:
            return
        names = (outcomes,) if isinstance(outcomes, str) else outcomes
        if len(part) != len(where) * len(names):
            raise ValueError(f"{', '.join(names)}: {len(part)} values for {len(where)} lines")
        self._named += [Cell(name, place, group) for place, group in where for name in names]

    def close(self, month: int) -> None:
        """The month is written: keep it. ValueError if it has other cells than the first one, or there is no room."""
        if not self.cells:
            self.cells = tuple(self._named)
            self._index = {cell: i for i, cell in enumerate(self.cells)}
            self._scale = np.array([1 / self._fraction if OUTCOMES[c.outcome].scaled else 1.0 for c in self.cells])
            self._values = np.zeros((len(self._months), len(self.cells)))
        values = np.concatenate(self._written)
        self._written.clear()
        if len(values) != len(self.cells):
            raise ValueError(f"month {month} has {len(values)} cells, the record {len(self.cells)}")
        if self._n == len(self._months):
            raise ValueError("the record is full")
        self._months[self._n] = month
        self._values[self._n] = values * self._scale
        self._n += 1

    @property
    def months(self) -> NDArray[np.int64]:
        """Month numbers recorded so far."""
        return self._months[: self._n]

    @property
    def values(self) -> NDArray[np.float64]:
        """Values [month, cell], counts at full scale."""
        return self._values[: self._n]

    def series(self, outcome: str, place: str = "", group: str = "") -> NDArray[np.float64]:
        """One cell over the months; KeyError names what is known of the outcome."""
        cell = Cell(outcome, place, group)
        if cell not in self._index:
            known = sorted({f"place={c.place!r} group={c.group!r}" for c in self.cells if c.outcome == outcome})
            raise KeyError(
                f"{outcome} place={place!r} group={group!r} is not recorded; recorded: {'; '.join(known) or 'nothing'}"
            )
        return self.values[:, self._index[cell]]

    def latest(self, outcome: str, place: str = "", group: str = "") -> float:
        """The last month of :meth:`series`."""
        return float(self.series(outcome, place, group)[-1])
