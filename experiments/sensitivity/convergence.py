"""Whether indices have settled: those of the first half of the sample against those of all, and their intervals.

Both designs can be halved: the first half of the base points of a Sobol sample is itself such a sample, and so are the
first half of the trajectories. Morris's mu_star has the unit of the outcome, so it is measured against the largest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from experiments.design import Design
from experiments.sensitivity.indices import MAIN, Indices, indices

CHANGE = {"morris": 0.15, "sobol": 0.10}
"""Largest change from half to all that counts as settled (Sobol: of an index; Morris: share of the largest mu_star)."""
WIDTH = {"morris": 0.20, "sobol": 0.10}
"""Largest half-width of a 95 % interval that counts as narrow enough, measured likewise. Wider for Morris: it is to
sort what matters from what does not, and its effects vary by themselves where there is interaction."""
AGREEMENT = 0.95
"""Share of the pairs that are clearly apart which must stand in the same order in the half."""
LEAST = {"morris": 10, "sobol": 64}
"""Fewer trajectories or base points than these never count as settled: their intervals are not to be trusted."""
MOST = 100
"""More than so many times the sample is told as "more than"."""


@dataclass(frozen=True)
class Convergence:
    """How settled the indices of one outcome are."""

    change: float
    """Largest change of an index from the first half of the sample to all of it."""
    agreement: float
    """Of the pairs whose intervals do not overlap, the share that stands in the same order in the half."""
    width: float
    """Largest half-width of an interval."""
    size: int
    """Trajectories, or base points."""
    needed: int
    """Trajectories or base points that are estimated to be enough in all; ``size`` if these are."""
    more_than: bool
    """Whether even MOST times the sample may not be enough."""

    @property
    def converged(self) -> bool:
        """The verdict: settled, in order, narrow, and not too small a sample to tell."""
        return self.needed == self.size


def size_of(design: Design) -> int:
    """Trajectories or base points of a design."""
    return design.trajectories if design.kind == "morris" else design.points


def convergence(design: Design, values: ArrayLike, whole: Indices | None = None) -> Convergence:
    """Hold the indices of the first half of the sample against ``whole``, those of all of it.

    Intervals shrink like one over the square root of the sample, so the sample that is needed is at least the present
    one times (width / WIDTH)² of the kind, and twice the present one if the indices still change; Sobol's is a power
    of two.
    Raises ValueError if the outcome does not vary.
    """
    whole = whole or indices(design, values)
    if whole.state != "varies":
        raise ValueError(f"the outcome is {whole.state}: there is nothing to converge")
    size = size_of(design)
    key = "trajectories" if design.kind == "morris" else "points"
    half_design = replace(design, **{key: size // 2})
    half = indices(half_design, np.asarray(values, dtype=np.float64)[: half_design.rows]) if size >= 4 else None
    names = ["mu_star"] if design.kind == "morris" else ["first", "total"]
    scale = float(whole.table["mu_star"].max()) if design.kind == "morris" else 1.0
    width = max(float(whole.table[f"{name}_conf"].max()) for name in names) / scale
    change, agreement = math.inf, 0.0
    if half is not None and half.state == "varies":
        change = max(float((half.table[name] - whole.table[name]).abs().max()) for name in names) / scale
        agreement = _agreement(whole, half, MAIN[design.kind])
    settled = change <= CHANGE[design.kind] and agreement >= AGREEMENT
    factor = max((width / WIDTH[design.kind]) ** 2, 1.0 if settled else 2.0, LEAST[design.kind] / size)
    more_than = factor > MOST
    return Convergence(change, agreement, width, size, _rounded(design, size, min(factor, MOST)), more_than)


def _rounded(design: Design, size: int, factor: float) -> int:
    """So many times the sample: a power of two for Sobol, a multiple of five trajectories for Morris."""
    if factor <= 1:
        return size
    if design.kind == "sobol":
        return int(2 ** math.ceil(math.log2(size * factor)))
    return max(5 * math.ceil(size * factor / 5), size + 1)


def _agreement(whole: Indices, half: Indices, main: str) -> float:
    """Share of the pairs of quantities clearly apart in all that stand in the same order in the half; 1 without any."""
    now, then = whole.table[main].to_numpy(), half.table[main].to_numpy()
    room = whole.table[f"{main}_conf"].to_numpy()
    first, second = np.triu_indices(len(now), 1)
    apart = np.abs(now[first] - now[second]) > room[first] + room[second]
    if not apart.any():
        return 1.0
    same = np.sign(now[first] - now[second]) == np.sign(then[first] - then[second])
    return float(same[apart].mean())
