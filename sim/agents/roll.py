"""A roll: the ids of those whom a process concerns, kept up to date instead of being searched every month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Roll:
    """A growable list of elder ids. Those who no longer belong are struck off when it is next called."""

    def __init__(self, ids: NDArray[np.uint32] | None = None) -> None:
        """Start with some ids, or none."""
        self._ids = np.zeros(1024, dtype=np.uint32)
        self._n = 0
        if ids is not None:
            self.append(ids)

    def __len__(self) -> int:
        """How many ids are on the roll, those to be struck off included."""
        return self._n

    @property
    def ids(self) -> NDArray[np.uint32]:
        """The ids on the roll, in order of entry."""
        return self._ids[: self._n]

    def append(self, ids: NDArray[np.uint32]) -> None:
        """Put ids at the end."""
        need = self._n + len(ids)
        if need > len(self._ids):
            grown = np.zeros(max(need, 2 * len(self._ids)), dtype=np.uint32)
            grown[: self._n] = self.ids
            self._ids = grown
        self._ids[self._n : need] = ids
        self._n = need

    def keep(self, belongs: NDArray[np.bool_]) -> None:
        """Strike off everybody who does not belong (one flag per id, in order)."""
        kept = self.ids[belongs]
        self._ids[: len(kept)] = kept
        self._n = len(kept)

    def shorten(self, n: int) -> None:
        """Keep the first ``n`` ids (after a kernel has moved those who belong to the front)."""
        self._n = n

    def rows(self, row_of: NDArray[np.int32]) -> NDArray[np.int32]:
        """Rows of those still in the table; strikes off the gone. Good until the next removal."""
        rows = row_of[self.ids]
        here = rows >= 0
        if not here.all():
            self.keep(here)
            rows = rows[here]
        return rows
