"""Where to put a few things so that most need lies within reach: maximal covering with capacities.

Each site can hold several equal units, each of which serves up to its capacity among the demands within its reach.
At most ``units`` are placed. The exact answer is an integer programme (HiGHS); where it takes too many steps
(steps, not seconds: the answer is the same on every machine), the better of what it has found and of a greedy choice
with swaps is taken, and how far it may be from the best is said.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEARER = 1e-4
"""How much a unit of demand counts less at the far end of all distances than on the spot: for ties only."""
FIRST = NEARER / 20
"""How much it counts less last than first: for ties of nearness only."""
NODES = 20_000
"""Most branches that the exact answer may look at."""


class Problem(NamedTuple):
    """What is to be covered."""

    demand: Floats
    """[demand] persons, or whatever is served."""
    reach: NDArray[np.bool_]
    """[site, demand]"""
    distance: Floats
    """[site, demand]: ties go to the nearer."""
    first: Floats
    """[demand] from 0 to 1: what is equally near goes to those whose number is higher."""
    capacity: Floats
    """[site] what one unit serves."""
    most: Ints
    """[site] units that it can hold."""
    units: int
    """Units in all, at most."""


class Answer(NamedTuple):
    """How it is covered best."""

    units: Ints
    """[site]"""
    served: Floats
    """[site, demand]"""
    covered: float
    """Demand that is served."""
    exact: bool
    """Whether it is proven best; else a greedy choice with swaps, or what the exact method had by its limit."""
    gap: float
    """How much more the best could cover at most, as a share of what is covered; 0 if exact."""


def cover(problem: Problem, nodes: int = NODES) -> Answer:
    """The best choice of sites, exact if it is found within the limit."""
    if problem.units <= 0 or problem.demand.sum() <= 0 or not problem.reach.any():
        nobody = np.zeros(problem.reach.shape)
        return Answer(np.zeros(len(problem.capacity), dtype=np.int64), nobody, 0.0, True, 0.0)
    pairs, prices = _pairs(problem)
    sites, n = len(problem.capacity), len(prices)
    by_site, by_demand = _incidence(problem, pairs)
    rows = vstack(
        [
            hstack([csr_array(-np.diag(problem.capacity)), by_site]),  # what a site serves <= capacity x units
            hstack([csr_array((len(problem.demand), sites)), by_demand]),  # served <= demand
            csr_array(np.concatenate([np.ones(sites), np.zeros(n)])[None]),  # units in all
        ]
    )
    highs = np.concatenate([np.zeros(sites), problem.demand, [problem.units]])
    found = milp(
        -np.concatenate([np.full(sites, -NEARER * 1e-3), prices]),  # a unit that serves nobody is not placed
        constraints=LinearConstraint(rows, -np.inf, highs),
        integrality=np.concatenate([np.ones(sites), np.zeros(n)]),
        bounds=Bounds(0, np.concatenate([problem.most.astype(float), np.full(n, np.inf)])),
        options={"node_limit": nodes, "mip_rel_gap": 1e-9},
    )
    if found.status == 0:
        return _answer(problem, np.round(found.x[:sites]).astype(np.int64), True, 0.0)
    bound = -float(found.mip_dual_bound) if found.mip_dual_bound is not None else float(problem.demand.sum())
    choices = [greedy(problem)]
    if found.x is not None:
        choices.append(np.round(found.x[:sites]).astype(np.int64))
    best = max((_answer(problem, units, False, 0.0) for units in choices), key=lambda answer: answer.covered)
    most = bound / (1 - NEARER - FIRST)  # each unit of demand counts at least so much in the bound
    return best._replace(gap=max(0.0, most / max(best.covered, 1e-9) - 1))


def greedy(problem: Problem) -> Ints:
    """Unit by unit where it adds most (ties to the first site), then single moves while any adds something.

    What is covered grows ever more slowly with the units, so this covers at least 1 - 1/e of the best.
    """
    units = np.zeros(len(problem.capacity), dtype=np.int64)
    value = 0.0
    for _ in range(problem.units):
        adds = [(_value(problem, _with(units, j, 1)), -j) for j in range(len(units)) if units[j] < problem.most[j]]
        if not adds or max(adds)[0] <= value + 1e-9:
            break
        value, j = max(adds)[0], -max(adds)[1]
        units = _with(units, j, 1)
    moved = True
    while moved:
        moved = False
        for old in np.flatnonzero(units):
            for new in np.flatnonzero(units < problem.most):
                other = _with(_with(units, int(old), -1), int(new), 1)
                if new != old and _value(problem, other) > value + 1e-9:
                    units, value, moved = other, _value(problem, other), True
                    break
            if moved:
                break
    return units


def serve(problem: Problem, units: Ints) -> Floats:
    """Who is served by whom [site, demand] if the units stand there: as much as can be, the nearer first."""
    pairs, prices = _pairs(problem)
    served = np.zeros(problem.reach.shape)
    if len(prices) == 0:
        return served
    by_site, by_demand = _incidence(problem, pairs)
    limits = np.concatenate([problem.capacity * units, problem.demand])
    found = linprog(-prices, A_ub=vstack([by_site, by_demand]), b_ub=limits, bounds=(0, None), method="highs")
    served[pairs] = found.x
    return served


def _value(problem: Problem, units: Ints) -> float:
    return float(serve(problem, units).sum())


def _with(units: Ints, site: int, more: int) -> Ints:
    changed = units.copy()
    changed[site] += more
    return changed


def _answer(problem: Problem, units: Ints, exact: bool, gap: float) -> Answer:
    served = serve(problem, units)
    return Answer(units, served, float(served.sum()), exact, gap)


def _pairs(problem: Problem) -> tuple[tuple[Ints, Ints], Floats]:
    """Sites and demands within reach of each other, and what serving one unit counts: 1, a bit less if far or last."""
    pairs = np.nonzero(problem.reach & (problem.demand > 0)[None, :])
    farthest = max(float(np.max(problem.distance, initial=0.0)), 1e-9)
    nearness = NEARER * problem.distance[pairs] / farthest
    return pairs, 1 - nearness - FIRST * (1 - problem.first[pairs[1]])


def _incidence(problem: Problem, pairs: tuple[Ints, Ints]) -> tuple[csr_array, csr_array]:
    """[site, pair] and [demand, pair]: which pair belongs to which."""
    n = len(pairs[0])
    ones, at = np.ones(n), np.arange(n)
    shapes = (len(problem.capacity), n), (len(problem.demand), n)
    return csr_array((ones, (pairs[0], at)), shape=shapes[0]), csr_array((ones, (pairs[1], at)), shape=shapes[1])


def left_over(demand: ArrayLike, supply: ArrayLike, reach: NDArray[np.bool_], distance: Floats) -> Floats:
    """Demand that supplies which stand already could not serve [demand]."""
    demand, supply = np.asarray(demand, dtype=np.float64), np.asarray(supply, dtype=np.float64)
    one = np.ones(len(supply), dtype=np.int64)
    problem = Problem(demand, reach, distance, np.zeros(len(demand)), supply, one, len(supply))
    return np.maximum(0.0, demand - serve(problem, one).sum(axis=0))
