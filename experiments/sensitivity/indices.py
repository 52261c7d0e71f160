"""Morris and Sobol indices of one outcome: a design and a value for each of its points in, a table out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from experiments.design import Design, sample

RESAMPLES = 400
"""Bootstrap samples behind each interval."""
LEVEL = 0.95
"""Level of the intervals."""
MAIN = {"morris": "mu_star", "sobol": "total"}
"""Kind of design -> the index by which quantities are ranked."""
COLUMNS = {
    "morris": {"mu_star": "mu_star", "mu_star_conf": "mu_star_conf", "mu": "mu", "sigma": "sigma"},
    "sobol": {"first": "S1", "first_conf": "S1_conf", "total": "ST", "total_conf": "ST_conf"},
}
"""Kind of design -> our columns and those of SALib."""
SAME = 1e-9
"""A spread below this share of the size of the values is rounding, not an effect."""


@dataclass(frozen=True, eq=False)
class Indices:
    """The indices of one outcome.

    ``state`` is ``varies``, ``constant`` (no quantity moves it), or ``missing`` (some point has no value). Only what
    varies has a table: one row for each quantity in the order of the design, columns quantity, those of ``COLUMNS``,
    and direction: 1 if the outcome rises with the quantity, -1 if it falls, 0 if neither is clear.
    """

    state: str
    table: pd.DataFrame
    n: int
    """Points with a value."""
    mean: float
    sd: float
    """Mean and standard deviation over the points."""


def indices(design: Design, values: ArrayLike) -> Indices:
    """Which quantities of a design move an outcome.

    ``values`` holds one number for each row of ``sample(design)``, in its order.

    Morris: an elementary effect is the change of the outcome when one quantity moves, over the share of its range by
    which it moved (of a whole number: by which it moved after rounding), so mu, mu_star (mean size) and sigma (spread,
    from interaction and bends) are in the unit of the outcome for the whole range. Sobol: ``first``
    is the share of the variance that goes with the quantity alone, ``total`` that of everything it takes part in.
    ``…_conf`` is half the width of the 95 % bootstrap interval.

    Raises ValueError for another kind of design or another number of values.
    """
    if design.kind not in MAIN:
        raise ValueError(f"a {design.kind} design has no indices; they are of {' and '.join(MAIN)} designs")
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (design.rows,):
        raise ValueError(f"{design.rows} values are needed, one for each point of the design; there are {found.shape}")
    there = np.isfinite(found)
    n = int(there.sum())
    mean, sd = (float(found[there].mean()), float(found[there].std())) if n else (np.nan, np.nan)
    if n < len(found):
        return Indices("missing", pd.DataFrame(), n, mean, sd)
    if np.ptp(found) <= SAME * np.abs(found).max():
        return Indices("constant", pd.DataFrame(), n, mean, 0.0)
    points = sample(design).to_numpy(dtype=np.float64)
    table = _analysed(design, points, found)
    return Indices("varies", table.assign(direction=_direction(design, points, found, table)), n, mean, sd)


def _analysed(design: Design, points: NDArray[np.float64], values: NDArray[np.float64]) -> pd.DataFrame:
    """What SALib finds."""
    from SALib.analyze import morris, sobol

    problem = design.problem()
    luck = {"num_resamples": RESAMPLES, "conf_level": LEVEL, "seed": design.seed + 1}  # SALib takes 0 for no seed
    if design.kind == "morris":
        levelled = _levelled(design, points, values)
        found = morris.analyze(problem, points, levelled, num_levels=design.levels, **luck)
    else:
        found = sobol.analyze(problem, values, calc_second_order=False, **luck)
    columns = {ours: np.asarray(found[theirs], dtype=np.float64) for ours, theirs in COLUMNS[design.kind].items()}
    return pd.DataFrame({"quantity": problem["names"], **columns})


def _levelled(design: Design, points: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of a Morris design as they would be had every step been SALib's delta, at the same slope.

    SALib divides each change of the outcome by delta = levels / (2 (levels - 1)) and reads only its sign from the
    points, but a whole number moves by another share of its range: of two values by all of it. So each change along a
    trajectory is taken times delta over the share that was moved, and the trajectory put together again from 0. One
    quantity moves in a step; where it has a single value nothing moves, and the outcome neither.
    """
    shape = (design.trajectories, design.block)
    low, high = (np.array([float(one.at(np.array([end]))[0]) for one in design.quantities]) for end in (0.0, 1.0))
    units = (points - low) / np.where(high > low, high - low, 1.0)
    moved = np.abs(np.diff(units.reshape(*shape, -1), axis=1)).sum(axis=2)
    delta = design.levels / (2 * (design.levels - 1))
    changes = np.diff(values.reshape(shape), axis=1) * delta / np.where(moved > 0, moved, delta)
    return np.concatenate([np.zeros((shape[0], 1)), np.cumsum(changes, axis=1)], axis=1).ravel()


def _direction(
    design: Design, points: NDArray[np.float64], values: NDArray[np.float64], table: pd.DataFrame
) -> NDArray[np.int64]:
    """Whether the outcome rises or falls with each quantity.

    Morris: the mean effect has nearly the size of the mean absolute effect. Sobol: the correlation over the two
    independent matrices lies beyond twice its standard error.
    """
    if design.kind == "morris":
        mu, size = table["mu"].to_numpy(), table["mu_star"].to_numpy()
        return np.where(np.abs(mu) >= 0.8 * size, np.sign(mu), 0).astype(np.int64)
    rows = np.arange(design.rows) % design.block
    kept = (rows == 0) | (rows == design.block - 1)
    x, y = points[kept], values[kept]
    if np.ptp(y) == 0:
        return np.zeros(points.shape[1], dtype=np.int64)
    spread = x.std(axis=0) * y.std()
    r = ((x - x.mean(axis=0)) * (y - y.mean())[:, None]).mean(axis=0) / np.where(spread > 0, spread, 1.0)
    return np.where(np.abs(r) > 2 / np.sqrt(len(y)), np.sign(r), 0).astype(np.int64)


def luck_share(values: NDArray[np.float64]) -> float:
    """Share of the variance between points that is the luck of the runs, from values [point, replicate].

    Every point has the same luck in the same replicate, so what remains when the means of points and of replicates
    are taken out is the luck that does not cancel; over the number of replicates, as a share of the variance of the
    means. NaN with one replicate, or where nothing varies.
    """
    n, replicates = values.shape
    means = values.mean(axis=1)
    if replicates < 2 or n < 2 or not np.isfinite(values).all() or np.ptp(means) <= SAME * np.abs(means).max():
        return float("nan")
    rest = values - means[:, None] - values.mean(axis=0)[None, :] + values.mean()
    noise = (rest**2).sum() / ((n - 1) * (replicates - 1)) / replicates
    return float(min(noise / means.var(ddof=1), 1.0))
