"""Where a policy fails: rules are found where they are planted, nowhere else."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, hypergeom

from experiments.design import sample
from experiments.sensitivity.failing import Failing, read_rule
from experiments.sensitivity.rules import DEALS, ERROR, _evidence, discover, numeric
from tests.truth.designs import design

DESIGNS = [
    design("latin_hypercube", 6, points=400),
    design("sobol", 6, points=64),
    design("morris", 6, trajectories=60),
]


@pytest.mark.parametrize("one", DESIGNS, ids=lambda one: one.kind)
def test_a_planted_box_is_found_and_nothing_else(one):
    frame = sample(one)
    rng = np.random.default_rng(3)  # noqa: TID251 - noise for the test
    planted = ((frame["x1"] > 0.6) & (frame["x2"] <= 0.45)).to_numpy()
    found = discover(frame, planted ^ (rng.random(len(frame)) < 0.05), one.block)
    assert len(found.rules) == 1
    rule = found.rules[0]
    assert [c.column for c in rule.conditions] == ["x1", "x2"]
    first, second = rule.conditions
    room = 1 / 3 if one.kind == "morris" else 0.05  # Morris knows four places on each range
    assert first.above == pytest.approx(0.6, abs=room)
    assert second.most == pytest.approx(0.45, abs=room)
    assert math.isinf(first.most)
    assert math.isinf(second.above)
    inside = first.holds(frame) & second.holds(frame)
    assert rule.points == inside.sum()
    assert rule.density > 0.85
    assert rule.outside < 0.1
    assert rule.coverage == pytest.approx(rule.failures / found.failures)
    assert rule.p <= 1 / (1 + DEALS) + 1e-12


def test_few_trajectories_cannot_tell_even_a_perfect_rule():
    """Four of them, two alike: 4! / 2! = 12 deals, so chance alone gives the same in one of twelve."""
    frame = pd.DataFrame({"x": np.r_[-1, -1, 1, 1, -1, -1, -1, -1, -1, 1, 1, 1, -1, 1, 1, -1].astype(float)})
    fails = frame["x"].to_numpy() > 0
    fails[8:12] = fails[:4]
    frame["x"] = np.where(fails, 1.0, -1.0)
    found = discover(frame, fails, block=4)
    assert (found.rules, found.blocks) == ((), 4)
    assert found.least_p == pytest.approx(1 / 12)
    assert found.too_few and found.best_p > ERROR
    alone = discover(frame, fails)  # as 16 points of their own they would
    assert not alone.too_few
    assert [c.column for c in alone.rules[0].conditions] == ["x"]


@pytest.mark.slow
@pytest.mark.parametrize("one", [replace(DESIGNS[0], points=200), *DESIGNS[1:]], ids=lambda one: one.kind)
def test_pure_noise_gives_no_rule_but_for_the_error_that_is_admitted(one):
    frame = sample(one)
    told, tries = 0, 20
    for seed in range(tries):
        rng = np.random.default_rng(seed)  # noqa: TID251 - noise for the test
        told += bool(discover(frame, rng.random(len(frame)) < 0.25, one.block, seed).rules)
    assert told <= binom.ppf(0.999, tries, ERROR)


@pytest.mark.slow
def test_neighbours_of_a_trajectory_are_no_independent_evidence():
    """Failures that come by whole blocks look like boxes to whoever takes the rows for independent."""
    one = design("sobol", 6, points=32)
    frame = sample(one)
    told = {1: 0, one.block: 0}
    for seed in range(10):
        rng = np.random.default_rng(seed)  # noqa: TID251 - noise for the test
        fails = np.repeat(rng.random(32) < 0.3, one.block)
        for block in told:
            told[block] += bool(discover(frame, fails, block, seed).rules)
    assert told[one.block] <= binom.ppf(0.999, 10, ERROR)
    assert told[1] >= 8


def test_evidence_is_the_hypergeometric_tail():
    bad, inside = np.arange(60) % 3 == 0, np.arange(60) % 2 == 0
    for shift in (0, 4, 9):
        box = inside | (bad & (np.arange(60) < 5 * shift))
        hit = int((bad & box).sum())
        chance = hypergeom.sf(hit - 1, 60, 20, int(box.sum()))
        assert _evidence(bad, box) == pytest.approx(-np.log10(chance) if hit * 60 > 20 * box.sum() else 0)


def test_there_is_no_box_where_all_or_none_fail_or_points_are_few():
    frame = sample(design("latin_hypercube", 3, points=40))
    for fails in (np.ones(40, bool), np.zeros(40, bool)):
        found = discover(frame, fails)
        assert not found.rules
        assert math.isnan(found.best_p)
    assert math.isnan(discover(frame.iloc[:8], np.arange(8) < 4).best_p)


def test_switches_and_choices_are_found_too():
    frame = pd.DataFrame(
        {"on": [False, True] * 60, "site": ["elders", "need", "other"] * 40, "dose": np.linspace(0, 1, 120)}
    )
    assert list(numeric(frame)) == ["on", "site=elders", "site=need", "site=other", "dose"]
    rule = discover(frame, frame["on"] & (frame["site"] != "need")).rules[0]
    assert {(c.column, c.above > 0) for c in rule.conditions} == {("on", True), ("site=need", False)}
    assert rule.density == 1


def test_a_failure_is_read_as_it_is_written():
    known = ["unmet_hours", "entered_90"]
    problems = []
    assert read_rule("unmet_hours>300000", problems, known) == Failing("unmet_hours", ">", 300000.0)
    assert read_rule(" entered_90 <= 85% ", problems, known) == Failing("entered_90", "<=", 0.85)
    assert read_rule("entered_90<0.85", problems, known).of(np.array([0.8, 0.85, np.nan])).tolist() == [
        True,
        False,
        False,
    ]
    assert not problems
    for text, says in (
        ("unmet_hours", "in quotes: 'fails=unmet_hours>300000'"),
        ("unmet_hours>many", "must be an outcome"),
        ("unmet_hour>3", "did you mean unmet_hours?"),
        ("entered_90<85", "write 85% or 0.85"),
        ("unmet_hours>1e", "is not a number"),
    ):
        assert read_rule(text, problems, known) is None
        assert says in str(problems.pop())
