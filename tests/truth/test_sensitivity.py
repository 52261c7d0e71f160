"""Indices against exact ones, and the convergence check."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.design import Design, Quantity, sample
from experiments.sensitivity import indices
from experiments.sensitivity.convergence import AGREEMENT, CHANGE, WIDTH, convergence
from experiments.sensitivity.indices import luck_share
from experiments.sensitivity.results import _same
from tests.truth.designs import design


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_exact():
    """(first, total) of the Ishigami function with a = 7, b = 0.1 (Ishigami and Homma 1990)."""
    a, b, pi = 7, 0.1, math.pi
    one = 0.5 * (1 + b * pi**4 / 5) ** 2
    two = a**2 / 8
    both = b**2 * pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return np.array([one, two, 0]) / whole, np.array([one + both, two, both]) / whole


SOBOL_G = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def sobol_g(x):
    return np.prod((np.abs(4 * x - 2) + SOBOL_G) / (1 + SOBOL_G), axis=1)


def sobol_g_exact():
    """(first, total) of Sobol's G function (Sobol 1993)."""
    own = 1 / (3 * (1 + SOBOL_G) ** 2)
    whole = np.prod(1 + own) - 1
    return own / whole, own * np.prod(1 + own) / (1 + own) / whole


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize(
    ("function", "exact", "one"),
    [
        (ishigami, ishigami_exact(), design("sobol", 3, -math.pi, math.pi, points=1024)),
        (sobol_g, sobol_g_exact(), design("sobol", 8, points=1024)),
    ],
)
def test_sobol_indices_are_within_a_twentieth_of_the_exact_ones(function, exact, one, seed):
    one = replace(one, seed=seed)
    found = indices(one, function(sample(one).to_numpy()))
    assert found.state == "varies"
    table = found.table
    assert list(table["quantity"]) == [quantity.path for quantity in one.quantities]
    for column, wanted in zip(("first", "total"), exact, strict=True):
        np.testing.assert_allclose(table[column], wanted, atol=0.05)
        assert (np.abs(table[column] - wanted) <= 2 * table[f"{column}_conf"] + 1e-3).mean() > 0.8


def test_morris_effects_of_a_plane_are_its_slopes_times_the_ranges():
    one = Design("morris", (Quantity("x1", 0, 10), Quantity("x2", -1, 1), Quantity("x3", 0, 1)), trajectories=12)
    x = sample(one).to_numpy()
    table = indices(one, 3 * x[:, 0] - 5 * x[:, 1]).table.set_index("quantity")
    assert table["mu"].tolist() == pytest.approx([30, -10, 0])
    assert table["mu_star"].tolist() == pytest.approx([30, 10, 0])
    assert table["sigma"].tolist() == pytest.approx([0, 0, 0], abs=1e-9)
    assert table["direction"].tolist() == [1, -1, 0]


@pytest.mark.parametrize("levels", [4, 6])
@pytest.mark.parametrize("high", [2, 3, 5, 7])
def test_morris_effects_of_a_plane_over_whole_numbers_are_exact(high, levels):
    """A rounded quantity moves by another share of its range than SALib's step; a plane still has no interaction."""
    quantities = (Quantity("n", 1, high, whole=True), Quantity("m", 0, 1, whole=True), Quantity("x", 0, 1))
    one = Design("morris", quantities, trajectories=20, levels=levels, seed=3)
    x = sample(one).to_numpy(dtype=float)
    table = indices(one, 1e6 + (x[:, 0] - 1) / (high - 1) - 4 * x[:, 1] + 2 * x[:, 2]).table.set_index("quantity")
    assert table["mu"].tolist() == pytest.approx([1, -4, 2])
    assert table["mu_star"].tolist() == pytest.approx([1, 4, 2])
    assert table["sigma"].tolist() == pytest.approx([0, 0, 0], abs=1e-8)
    assert table["mu_star_conf"].tolist() == pytest.approx([0, 0, 0], abs=1e-8)
    assert table["direction"].tolist() == [1, -1, 1]


def test_morris_indices_of_real_numbers_are_those_of_salib():
    from SALib.analyze import morris

    one = design("morris", 3, -math.pi, math.pi, trajectories=30, levels=6)
    x = sample(one).to_numpy()
    found = indices(one, ishigami(x)).table
    wanted = morris.analyze(one.problem(), x, ishigami(x), num_resamples=400, num_levels=6, seed=one.seed + 1)
    for column in ("mu", "mu_star", "sigma", "mu_star_conf"):
        np.testing.assert_allclose(found[column], np.asarray(wanted[column], dtype=float), rtol=1e-9, atol=1e-12)


def test_morris_sigma_shows_interaction_and_whole_numbers_are_no_hindrance():
    quantities = (Quantity("x1", 0, 1), Quantity("x2", 0, 1), Quantity("n", 1, 5, whole=True))
    one = Design("morris", quantities, trajectories=40)
    x = sample(one).to_numpy(dtype=float)
    table = indices(one, x[:, 0] * x[:, 1] + 10 * x[:, 2]).table.set_index("quantity")
    assert table.loc["x1", "sigma"] > 0.2
    assert table.loc["n", "mu_star"] == pytest.approx(10 * 4)
    assert table.loc["n", "sigma"] == pytest.approx(0, abs=1e-9)
    assert table["mu_star"].idxmax() == "n"


def test_the_direction_of_a_sobol_index_is_that_of_the_correlation():
    one = design("sobol", 3, points=128)
    x = sample(one).to_numpy()
    table = indices(one, 2 * x[:, 0] - x[:, 1] + 0 * x[:, 2]).table
    assert table["direction"].tolist()[:2] == [1, -1]


def test_the_same_values_give_the_same_indices_to_the_bit():
    one = design("sobol", 3, -math.pi, math.pi, points=64, seed=0)
    values = ishigami(sample(one).to_numpy())
    pd.testing.assert_frame_equal(indices(one, values).table, indices(one, values).table, check_exact=True)


def test_a_constant_is_said_to_be_constant_and_what_has_no_value_to_be_missing():
    for one in (design("sobol", 2, points=8), design("morris", 2, trajectories=4)):
        still = indices(one, np.full(one.rows, 1e8))
        assert (still.state, still.mean, len(still.table)) == ("constant", 1e8, 0)
        assert indices(one, 1e8 + 1e-3 * np.arange(one.rows) * 1e-9).state == "constant"  # rounding
        assert indices(one, np.zeros(one.rows)).state == "constant"
        holes = np.arange(one.rows, dtype=float)
        holes[3] = np.nan
        assert (indices(one, holes).state, indices(one, holes).n) == ("missing", one.rows - 1)
        assert indices(one, np.full(one.rows, np.nan)).state == "missing"
        with pytest.raises(ValueError, match="nothing to converge"):
            convergence(one, np.full(one.rows, 3.0))


def test_other_designs_and_other_numbers_of_values_are_refused():
    with pytest.raises(ValueError, match="a latin_hypercube design has no indices"):
        indices(design("latin_hypercube", 2, points=8), np.arange(8))
    with pytest.raises(ValueError, match="32 values are needed"):
        indices(design("sobol", 2, points=8), np.arange(31))


def test_stored_points_are_held_against_the_design_in_small_numbers_too():
    again = pd.DataFrame({"rate": [3e-9, 2e-4, 0.0], "n": [1, 2, 3]})
    assert _same(again, again.copy())
    assert _same(again.assign(rate=again["rate"] * (1 + 1e-14)), again)
    assert not _same(again.assign(rate=[4e-9, 2e-4, 0.0]), again)
    assert not _same(again.assign(rate=[3e-9, 2e-4, 1e-9]), again)
    assert not _same(again.assign(n=[1, 2, 4]), again)


# --- convergence --------------------------------------------------------------------------------------------


def test_the_check_tells_a_sample_that_is_enough_from_one_that_is_not():
    small, large = (design("sobol", 3, -math.pi, math.pi, points=n) for n in (64, 2048))
    few, many = (convergence(one, ishigami(sample(one).to_numpy())) for one in (small, large))
    assert many.converged
    assert many.change <= CHANGE["sobol"]
    assert many.width <= WIDTH["sobol"]
    assert many.agreement >= AGREEMENT
    assert not few.converged
    assert few.needed in {2**k for k in range(7, 14)}
    enough = replace(small, points=few.needed)
    assert convergence(enough, ishigami(sample(enough).to_numpy())).width < 1.5 * WIDTH["sobol"]


def test_few_trajectories_never_count_as_enough():
    one = design("morris", 3, trajectories=4)
    x = sample(one).to_numpy()
    found = convergence(one, 3 * x[:, 0] + x[:, 1])  # exact, whatever the number
    assert found.width == pytest.approx(0, abs=1e-9)
    assert not found.converged
    assert found.needed == 10
    one = replace(one, trajectories=10)
    assert convergence(one, 3 * sample(one).to_numpy()[:, 0]).converged


def test_noise_alone_never_converges():
    one = design("morris", 6, trajectories=20)
    rng = np.random.default_rng(1)  # noqa: TID251 - noise for the test
    assert not convergence(one, rng.normal(size=one.rows)).converged


def test_the_share_of_luck_is_found():
    rng = np.random.default_rng(2)  # noqa: TID251 - noise for the test
    points, common, own = rng.normal(size=(400, 1)), rng.normal(size=(1, 8)), rng.normal(size=(400, 8))
    assert luck_share(points + 5 * common) == pytest.approx(0, abs=1e-12)  # the same luck everywhere cancels
    assert luck_share(points + 5 * common + own) == pytest.approx(1 / 8 / (1 + 1 / 8), rel=0.25)
    assert math.isnan(luck_share(points))
    assert math.isnan(luck_share(np.ones((5, 3))))
