"""What a study varies and where: a design is a list of quantities and a way to lay points between their bounds.

Four kinds. ``grid``: every combination of some values of each quantity. ``latin_hypercube``: ``points`` points, each
quantity evenly covered. ``sobol``: the sample from which the shares of variance are estimated. ``morris``:
trajectories that change one quantity after the other, the cheapest way to find out which of many matter.

A quantity is a lever (``levers.<lever>.<field>``, from a month on) or an assumption (``parameters.<subject>.<field>``,
all the time). Its bounds are those of its declaration unless the design narrows them. The luck of the sample is
``design.seed`` and nothing else: the luck of the runs (``seed``) is another cup of dice. How a design is written:
``experiments/design_read.py`` and ``conf/design/``.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.calendar import text_of
from sim.declare import Declared

KINDS: dict[str, tuple[str, ...]] = {
    "grid": ("steps",),
    "latin_hypercube": ("points",),
    "sobol": ("points",),
    "morris": ("trajectories", "levels"),
}
"""Kind -> the keys that say how large it is."""
SIZES = {"steps": 3, "points": 0, "trajectories": 0, "levels": 4}
"""Key -> its default; 0: must be said."""
MOST_ROWS = 1_000_000
"""A design with more points than this is taken for a mistake."""


@dataclass(frozen=True)
class Quantity:
    """One thing that is varied."""

    path: str
    """``levers.<lever>.<field>`` or ``parameters.<subject>.<field>``"""
    low: float
    high: float
    values: tuple[Any, ...] = ()
    """What a grid takes, in this order; empty in samples."""
    whole: bool = False
    """Whether only whole numbers are allowed."""
    since: int | None = None
    """Month from which a lever has the sampled value; None: from the start."""
    declared: Declared | None = None

    @property
    def unit(self) -> str:
        """The declared unit."""
        return self.declared.unit if self.declared else ""

    def at(self, units: NDArray[np.float64]) -> NDArray[Any]:
        """Values at places between 0 (low) and 1 (high).

        Whole numbers take equal parts of 0 to 1 each, ends included: rounding to the nearest would give the two ends
        half the chance of the others. Two places of Morris's grid are at least 1/2 apart and so never fall together.
        """
        if not self.whole:
            return np.asarray(self.low + units * (self.high - self.low))
        steps = math.floor(self.high) - math.ceil(self.low) + 1
        # 1/3 of 3 may come out just below 1
        return np.asarray(math.ceil(self.low) + np.minimum(np.floor(units * steps + 1e-9), steps - 1), dtype=np.int64)


@dataclass(frozen=True)
class Design:
    """What is varied, how, how often, and with which dice."""

    kind: str
    quantities: tuple[Quantity, ...]
    seed: int = 1
    points: int = 0
    """Points of a Latin hypercube; of a Sobol design the base sample N, a power of two."""
    trajectories: int = 0
    levels: int = 4
    """Places of each quantity on Morris's grid, even."""
    texts: dict[str, str] = field(default_factory=dict, compare=False)
    """What it is called and asks: name, label, label_zh, question, question_zh, as far as they are given.

    Words only: two designs that draw the same sample are equal, whatever they are called.
    """

    def said(self, key: str, language: str) -> str:
        """Label or question in a language; a design without a label is called by its name; "" if there is neither."""
        found = self.texts.get(f"{key}_zh" if language == "zh" else key, "")
        return found or (self.texts.get("name", "") if key == "label" else "")

    @property
    def rows(self) -> int:
        """Points that have to be lived: N, N (quantities + 2), trajectories (quantities + 1), or all combinations."""
        d = len(self.quantities)
        if self.kind == "grid":
            return math.prod(len(quantity.values) for quantity in self.quantities)
        return {
            "latin_hypercube": self.points,
            "sobol": self.points * (d + 2),
            "morris": self.trajectories * (d + 1),
        }[self.kind]

    @property
    def block(self) -> int:
        """Consecutive rows that hang together: a trajectory, or a base point of Sobol with its mixtures; else 1."""
        return {"sobol": len(self.quantities) + 2, "morris": len(self.quantities) + 1}.get(self.kind, 1)

    def problem(self) -> dict[str, Any]:
        """The quantities as SALib names them, each between 0 and 1."""
        names = [quantity.path for quantity in self.quantities]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def sample(design: Design) -> pd.DataFrame:
    """The points: one column for each quantity, named by its path; rows in the order in which SALib reads them.

    The same design gives the same table. A larger Sobol or Morris design with the same seed begins with the smaller
    one. Floats are floats, whole numbers int64, switches bool, choices text.
    """
    if design.kind == "grid":
        rows = list(itertools.product(*(quantity.values for quantity in design.quantities)))
        return pd.DataFrame(rows, columns=[quantity.path for quantity in design.quantities])
    units = _units(design)
    return pd.DataFrame({quantity.path: quantity.at(units[:, i]) for i, quantity in enumerate(design.quantities)})


def _units(design: Design) -> NDArray[np.float64]:
    """The sample in the unit cube [row, quantity]."""
    from SALib.sample import latin, morris, sobol

    problem = design.problem()
    if design.kind == "latin_hypercube":
        return np.asarray(latin.sample(problem, design.points, seed=design.seed))
    if design.kind == "sobol":
        # Without second order: they cost almost twice the runs, and first and total say whether there is interaction.
        return np.asarray(sobol.sample(problem, design.points, calc_second_order=False, seed=design.seed))
    return np.asarray(morris.sample(problem, design.trajectories, num_levels=design.levels, seed=design.seed))


def plain(frame: pd.DataFrame, row: int) -> dict[str, Any]:
    """One point as plain Python values by path: what levers, parameters and provenance take."""
    values = {path: frame[path].iloc[row] for path in frame.columns}
    return {path: value.item() if isinstance(value, np.generic) else value for path, value in values.items()}


def as_tree(design: Design) -> dict[str, Any]:
    """The design as plain data that :func:`experiments.design_read.read` reads again: what provenance keeps."""
    quantities: list[dict[str, Any]] = []
    for quantity in design.quantities:
        facts: dict[str, Any] = (
            {"values": list(quantity.values)} if design.kind == "grid" else {"low": quantity.low, "high": quantity.high}
        )
        if quantity.since is not None:
            facts["since"] = text_of(quantity.since)
        quantities.append({quantity.path: facts})
    sizes = {key: getattr(design, key) for key in KINDS[design.kind] if key != "steps"}
    return {"kind": design.kind, "seed": design.seed, **sizes, "quantities": quantities}
