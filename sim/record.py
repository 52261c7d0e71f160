"""The record of a run: one number per month and cell, a cell being an outcome, a place and a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.outcomes import OUTCOMES


@dataclass(frozen=True)
class Cell:
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


class Records:
    """Monthly values of all cells. The cells are fixed by the first month."""

    def __init__(self, months: int, fraction: float) -> None:
        """Make room for ``months`` months of a population sampled with ``fraction``."""
        self.cells: tuple[Cell, ...] = ()
        self._months = np.zeros(months, dtype=np.int64)
        self._values = np.empty((months, 0))
        self._n = 0
        self._fraction = fraction
        self._scale = np.empty(0)
        self._index: dict[Cell, int] = {}

    def add(self, month: int, values: dict[tuple[str, str, str], float]) -> None:
        """Append the values of a month, keyed by (outcome, place, group) in a fixed order."""
        if not self.cells:
            self.cells = tuple(Cell(*key) for key in values)
            self._index = {cell: i for i, cell in enumerate(self.cells)}
            self._scale = np.array([1 / self._fraction if OUTCOMES[c.outcome].scaled else 1.0 for c in self.cells])
            self._values = np.zeros((len(self._months), len(self.cells)))
        if len(values) != len(self.cells):
            raise ValueError(f"month {month} has {len(values)} cells, the record {len(self.cells)}")
        if self._n == len(self._months):
            raise ValueError("the record is full")
        self._months[self._n] = month
        self._values[self._n] = np.fromiter(values.values(), dtype=np.float64, count=len(values))
        self._values[self._n] *= self._scale
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
