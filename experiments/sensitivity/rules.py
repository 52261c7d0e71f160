"""Where a policy fails: boxes of the sampled quantities with many failures, as plain rules, or that there is none.

A small decision tree proposes the boxes; every rule is then shortened as long as it does not lose evidence, and kept
only if the whole search, done on failures that were dealt out by chance, hardly ever finds one as good.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

DEPTH = 3
"""Most conditions of a rule."""
LEAF_SHARE, LEAST_LEAF = 0.05, 5
"""A box holds at least this share of the points, and at least this many."""
DEALS = 199
"""Times that the failures are dealt out anew."""
ERROR = 0.05
"""A rule is told if fewer than this share of the deals give one with as much evidence."""
NEW = 0.1
"""A further rule must hold at least this share of the failures that those before it leave out."""


@dataclass(frozen=True)
class Condition:
    """One side of a box: column above ``above`` and at most ``most``."""

    column: str
    above: float = -math.inf
    most: float = math.inf

    def holds(self, frame: pd.DataFrame) -> NDArray[np.bool_]:
        """Which rows meet it."""
        values = frame[self.column].to_numpy(dtype=np.float64)
        return (values > self.above) & (values <= self.most)


@dataclass(frozen=True)
class Rule:
    """A box and what is in it."""

    conditions: tuple[Condition, ...]
    points: int
    failures: int
    density: float
    """Share of the points inside that fail."""
    outside: float
    """Share of the points outside that fail; NaN if there are none."""
    coverage: float
    """Share of all failures that lie inside."""
    evidence: float
    """-log10 of the chance to draw so many failures into a box of this size."""
    p: float
    """Share of the deals whose best box has as much evidence, this one counted: the error made in telling the rule."""


@dataclass(frozen=True)
class Discovery:
    """What was found: rules with the most evidence first, none if none is better than chance."""

    points: int
    failures: int
    rules: tuple[Rule, ...]
    best_p: float
    """p of the best box, told or not; NaN if there was nothing to search."""
    blocks: int
    """Runs of points that hang together: trajectories, or single points."""
    least_p: float
    """The chance that a deal puts the failures where they are, and so the least p to be expected. NaN: as above."""

    @property
    def too_few(self) -> bool:
        """Whether the blocks are so few that not even the clearest pattern could be told from chance."""
        return self.least_p > ERROR


def discover(frame: pd.DataFrame, fails: ArrayLike, block: int = 1, seed: int = 1) -> Discovery:
    """Search for boxes in which ``fails`` (one truth value a row) is frequent.

    ``frame`` holds the sampled quantities: numbers, switches, and choices (a column ``name=value`` for each).
    ``block``: consecutive rows that hang together, as in trajectories; failures are dealt out by whole blocks, so that
    neighbours that differ in one quantity only are not taken for independent evidence.
    """
    table = numeric(frame)
    bad = np.asarray(fails, dtype=bool)
    if bad.shape != (len(table),):
        raise ValueError(f"{len(table)} truth values are needed, one for each point; there are {bad.shape}")
    n, failures = len(bad), int(bad.sum())
    least = max(LEAST_LEAF, math.ceil(LEAF_SHARE * n))
    if not 0 < failures < n or n < 2 * least:
        return Discovery(n, failures, (), math.nan, n // block, math.nan)
    values = table.to_numpy(dtype=np.float64)
    found = _boxes(values, bad, least)
    rng = np.random.default_rng(seed)
    blocks = np.arange(n).reshape(-1, block)
    best = np.array([_best(values, bad[blocks[rng.permutation(len(blocks))].ravel()], least) for _ in range(DEALS)])
    rules: list[Rule] = []
    covered = np.zeros(n, dtype=bool)
    best_p = 1.0
    for box, evidence in found:
        p = float((1 + (best >= evidence - 1e-9).sum()) / (1 + DEALS))
        best_p = min(best_p, p)
        inside = _inside(values, box)
        if p > ERROR or (bad & inside & ~covered).sum() < NEW * max((bad & ~covered).sum(), 1):
            continue
        covered |= inside
        hit, size = int((bad & inside).sum()), int(inside.sum())
        outside = (failures - hit) / (n - size) if size < n else math.nan
        conditions = tuple(Condition(str(table.columns[c]), low, high) for c, (low, high) in sorted(box.items()))
        rules.append(Rule(conditions, size, hit, hit / size, outside, hit / failures, evidence, p))
    return Discovery(n, failures, tuple(rules), best_p, len(blocks), _chance_of_the_same(bad[blocks]))


def _chance_of_the_same(blocks: NDArray[np.bool_]) -> float:
    """1 / the number of different deals of ``blocks[block, point]``: blocks that fail alike cannot be told apart."""
    _, alike = np.unique(blocks, axis=0, return_counts=True)
    return float(np.exp(gammaln(alike + 1.0).sum() - gammaln(len(blocks) + 1.0)))


def numeric(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns as numbers: switches 0 and 1, each value of a choice a column of its own."""
    parts: dict[str, NDArray[np.float64]] = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
            parts[str(name)] = column.to_numpy(dtype=np.float64)
        else:
            texts = column.astype(str)
            for value in sorted(texts.unique()):
                parts[f"{name}={value}"] = (texts == value).to_numpy(dtype=np.float64)
    return pd.DataFrame(parts)


Box = dict[int, tuple[float, float]]
"""Column number -> (above, at most)."""


def _boxes(values: NDArray[np.float64], bad: NDArray[np.bool_], least: int) -> list[tuple[Box, float]]:
    """The boxes of the tree with more failures than usual, shortened, each once, most evidence first."""
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0).fit(values, bad).tree_
    found: dict[tuple[tuple[int, tuple[float, float]], ...], tuple[Box, float]] = {}

    def follow(node: int, box: Box) -> None:
        if tree.children_left[node] < 0:
            if box and _evidence(bad, _inside(values, box)) > 0:
                short, evidence = _shortened(values, bad, box)
                found[tuple(sorted(short.items()))] = (short, evidence)
            return
        column, cut = int(tree.feature[node]), float(tree.threshold[node])
        low, high = box.get(column, (-math.inf, math.inf))
        follow(tree.children_left[node], {**box, column: (low, min(high, cut))})
        follow(tree.children_right[node], {**box, column: (max(low, cut), high)})

    follow(0, {})
    return sorted(found.values(), key=lambda one: (-one[1], sorted(one[0].items())))


def _best(values: NDArray[np.float64], bad: NDArray[np.bool_], least: int) -> float:
    """The evidence of the best box; 0 without one."""
    found = _boxes(values, bad, least)
    return found[0][1] if found else 0.0


def _shortened(values: NDArray[np.float64], bad: NDArray[np.bool_], box: Box) -> tuple[Box, float]:
    """The box without the conditions that carry no evidence: dropped one by one while evidence does not fall."""
    evidence = _evidence(bad, _inside(values, box))
    while len(box) > 1:
        shorter = [{c: side for c, side in box.items() if c != column} for column in sorted(box)]
        scores = [_evidence(bad, _inside(values, one)) for one in shorter]
        best = int(np.argmax(scores))
        if scores[best] < evidence:
            break
        box, evidence = shorter[best], scores[best]
    return box, evidence


def _inside(values: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Which rows lie in a box."""
    inside = np.ones(len(values), dtype=bool)
    for column, (low, high) in box.items():
        inside &= (values[:, column] > low) & (values[:, column] <= high)
    return inside


def _evidence(bad: NDArray[np.bool_], inside: NDArray[np.bool_]) -> float:
    """-log10 of the hypergeometric chance of at least so many failures inside; 0 if there are no more than usual."""
    n, failures, size = len(bad), int(np.count_nonzero(bad)), int(np.count_nonzero(inside))
    hit = int(np.count_nonzero(bad & inside))
    if not size or hit * n <= failures * size:
        return 0.0
    facts = _log_factorials(n)
    hits = np.arange(hit, min(failures, size) + 1)
    ways = facts[failures] - facts[hits] - facts[failures - hits]
    ways += facts[n - failures] - facts[size - hits] - facts[n - failures - size + hits]
    most = ways.max()
    tail = most + math.log(np.exp(ways - most).sum()) - (facts[n] - facts[size] - facts[n - size])
    return float(-tail / math.log(10))


@lru_cache(maxsize=4)
def _log_factorials(n: int) -> NDArray[np.float64]:
    """Log 0!, log 1!, … log n!: thousands of boxes are weighed on the same points."""
    return np.asarray(gammaln(np.arange(n + 1) + 1.0))
