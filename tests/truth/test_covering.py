"""Maximal covering: the exact answer is that of trying every choice; greedy with swaps is not far below it."""

from itertools import product

import numpy as np
import pytest

from experiments.lists import covering
from experiments.lists.covering import Problem, cover, greedy, left_over, serve


def random_problem(dice, seed: int) -> Problem:
    throw = dice(seed)
    sites, n = throw.one(2, 5), throw.one(2, 6)
    distance = throw.units(sites * n).reshape(sites, n) * 100
    return Problem(
        demand=throw.whole(0, 60, n).astype(float),
        reach=distance <= 20 + 60 * throw.units(1)[0],
        distance=distance,
        first=throw.units(n),
        capacity=throw.whole(5, 50, sites).astype(float),
        most=throw.whole(1, 2, sites),
        units=throw.one(1, 4),
    )


def best_by_trying(problem: Problem) -> float:
    choices = product(*(range(int(most) + 1) for most in problem.most))
    tried = [np.array(choice) for choice in choices if sum(choice) <= problem.units]
    return max(float(serve(problem, units).sum()) for units in tried)


@pytest.mark.parametrize("seed", range(25))
def test_the_exact_answer_is_that_of_trying_every_choice(dice, seed):
    problem = random_problem(dice, seed)
    answer = cover(problem)
    assert answer.exact
    assert answer.gap == 0
    assert answer.covered == pytest.approx(best_by_trying(problem), abs=1e-6)
    assert answer.units.sum() <= problem.units
    assert (answer.units <= problem.most).all()


@pytest.mark.parametrize("seed", range(25, 50))
def test_greedy_with_swaps_covers_what_theory_promises(dice, seed):
    problem = random_problem(dice, seed)
    units = greedy(problem)
    assert units.sum() <= problem.units
    assert (units <= problem.most).all()
    assert serve(problem, units).sum() >= (1 - 1 / np.e) * best_by_trying(problem) - 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_served_twice_from_afar_or_beyond_capacity(dice, seed):
    problem = random_problem(dice, seed)
    answer = cover(problem)
    assert (answer.served.sum(axis=0) <= problem.demand + 1e-6).all()
    assert (answer.served.sum(axis=1) <= answer.units * problem.capacity + 1e-6).all()
    assert not answer.served[~problem.reach].any()


def test_swaps_mend_a_greedy_choice():
    # the first site serves most by itself; the best two are the others
    demand = np.array([4.0, 4.0, 3.0, 3.0])
    reach = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1]], dtype=bool)
    one = np.ones(3, dtype=np.int64)
    problem = Problem(demand, reach, np.ones((3, 4)), np.zeros(4), np.full(3, 100.0), one, 2)
    assert greedy(problem).tolist() == [0, 1, 1]
    assert cover(problem).covered == pytest.approx(14)


def test_out_of_time_the_greedy_choice_is_taken_and_the_gap_is_told(dice, monkeypatch):
    class Late:
        status, x, mip_dual_bound = 1, None, -1e6

    monkeypatch.setattr(covering, "milp", lambda *given, **more: Late())
    problem = random_problem(dice, 3)
    answer = cover(problem)
    assert not answer.exact
    assert answer.covered == pytest.approx(float(serve(problem, greedy(problem)).sum()))
    assert answer.gap == pytest.approx(1e6 / answer.covered - 1, rel=2e-4)  # a far unit counts a bit less


def test_the_nearer_of_two_equal_sites_is_taken():
    one = np.ones(2, dtype=np.int64)
    everywhere = np.ones((2, 1), dtype=bool)
    problem = Problem(np.array([10.0]), everywhere, np.array([[30.0], [5.0]]), np.zeros(1), np.full(2, 10.0), one, 1)
    assert cover(problem).units.tolist() == [0, 1]


def test_nothing_is_sited_where_nobody_is_left():
    one = np.ones(2, dtype=np.int64)
    none = Problem(np.zeros(3), np.ones((2, 3), dtype=bool), np.ones((2, 3)), np.zeros(3), np.full(2, 10.0), one, 2)
    assert cover(none) == (pytest.approx(np.zeros(2)), pytest.approx(np.zeros((2, 3))), 0.0, True, 0.0)
    far = none._replace(demand=np.ones(3), reach=np.array([[True, False, False], [False, False, False]]))
    assert cover(far).units.tolist() == [1, 0]


def test_beds_that_stand_take_whom_they_can_reach_first():
    reach = np.array([[True, False], [True, True]])
    left = left_over([10.0, 10.0], [8.0, 5.0], reach, np.ones((2, 2)))
    assert left.sum() == pytest.approx(7)
    assert (left >= 0).all()


def test_of_equal_choices_those_who_come_first_are_served():
    two = np.full(2, 2, dtype=np.int64)
    own = np.eye(2, dtype=bool)
    problem = Problem(np.full(2, 50.0), own, np.zeros((2, 2)), np.array([0.3, 1.0]), np.full(2, 10.0), two, 2)
    assert cover(problem).units.tolist() == [0, 2]
