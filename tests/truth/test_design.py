"""Designs: what a file may say, what it gives, and that the sample is fair, the same again, and what SALib needs."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from experiments import design_sets as sets
from experiments.design import KINDS, Design, Quantity, as_tree, plain, sample
from experiments.design_read import read
from experiments.named import CONF
from experiments.schema import PARAMETERS
from sim.calendar import month_of
from sim.levers import DECLARED

QUIT = "parameters.aides.quit"
PAY = "levers.pay.raise_share"


def read_all(tree):
    """(design, problems as one text)."""
    problems = []
    design = read(tree, problems, "mine.yaml")
    return design, "\n".join(map(str, problems))


def good(**tree) -> Design:
    design, said = read_all(tree)
    assert not said
    assert design is not None
    return design


FILES = sorted((CONF / "design").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_designs_that_come_along_are_right_and_say_what_they_are_for(file: Path):
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    design = good(**tree)
    assert 16 <= design.rows < 10_000
    assert all(tree[key] for key in ("label", "label_zh", "question", "question_zh"))
    assert [design.said("label", "en"), design.said("question", "zh")] == [tree["label"], tree["question_zh"]]
    assert good(**{**tree, "label": "Another"}) == design  # words are no part of what is drawn
    frame = sample(design)
    assert len(frame) == design.rows
    known = {**{f"levers.{k}": v for k, v in DECLARED.items()}, **{f"parameters.{k}": v for k, v in PARAMETERS.items()}}
    for path in frame:
        values = [value.item() if isinstance(value, np.generic) else value for value in frame[path].unique()]
        assert {known[path].check(value) for value in values} == {None}, path


def test_every_kind_is_among_the_designs_that_come_along_and_so_is_the_health_trend():
    trees = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES]
    assert {tree["kind"] for tree in trees} == set(KINDS)
    assert any("parameters.health.trend" in sample(good(**tree)) for tree in trees)


# --- sets ---------------------------------------------------------------------------------------------------


def test_what_is_uncertain_is_a_judgement_or_fitted_and_one_number():
    grades = {sets.KNOWN[path].grade for path in sets.members("uncertain")}
    assert grades == {"C", "F"}
    assert "parameters.health.trend" in sets.members("uncertain")
    assert "parameters.family.replaced" not in sets.members("uncertain")  # grade A
    assert "parameters.need.home" not in sets.members("uncertain")  # a list
    assert "parameters.need.gap_effect" not in sets.members("uncertain")  # a switch
    assert set(sets.members("uncertain")) == {*sets.members("judged"), *sets.members("fitted")}
    assert set(sets.members("uncertain.aides")) < set(sets.members("parameters.aides"))
    assert "parameters.aides.hours_per_week" in sets.members("parameters.aides")  # grade B
    assert sets.members("levers.pay") == [path for path in sets.KNOWN if path.startswith("levers.pay.")]
    assert not sets.members("levers.nonsense")
    assert all(sets.members(name) for name in sets.names())


def test_a_quantity_named_by_itself_stands_over_its_set_wherever_it_stands():
    for quantities in (
        ["uncertain", {QUIT: {"low": 0.2, "high": 0.4}}],
        [{QUIT: {"low": 0.2, "high": 0.4}}, "uncertain"],
    ):
        design = good(kind="morris", trajectories=2, quantities=quantities)
        one = next(q for q in design.quantities if q.path == QUIT)
        assert (one.low, one.high) == (0.2, 0.4)
        assert len(design.quantities) == len(sets.members("uncertain"))
    fewer = good(kind="morris", trajectories=2, quantities="uncertain", without=["uncertain.homes", QUIT])
    assert not [q for q in fewer.quantities if q.path.startswith("parameters.homes.") or q.path == QUIT]


# --- bounds -------------------------------------------------------------------------------------------------


def test_bounds_are_the_declared_ones_unless_they_are_drawn_in():
    design = good(kind="latin_hypercube", points=4, quantities=[QUIT, {PAY: {"high": 0.3, "since": "2025-01"}}])
    quit_rate, pay = design.quantities
    declared = PARAMETERS["aides.quit"]
    assert (quit_rate.low, quit_rate.high, quit_rate.since) == (declared.low, declared.high, None)
    assert (pay.low, pay.high, pay.since) == (0.0, 0.3, month_of("2025-01"))


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        ("parameters.aides.quit", 0.15, 0.45),
        ("parameters.choosing.children", -2.1, -0.7),  # below zero
        ("parameters.health.trend", -0.01, 0.01),  # zero: towards the bounds
        ("parameters.population.mortality_ratio_55", 0.4, 0.8),  # never beyond what is declared
        ("parameters.homes.loss_months", 12, 36),  # whole
        ("parameters.aides.course_months", 1, 5),  # whole, outwards
        ("levers.pay.raise_share", 0, 0.5),
    ],
)
def test_within_reckons_from_the_declared_value(path, low, high):
    one = good(kind="morris", trajectories=2, within=0.5, quantities=[path]).quantities[0]
    assert (one.low, one.high) == pytest.approx((low, high))


# --- samples ------------------------------------------------------------------------------------------------


def test_a_grid_is_every_combination():
    design = good(
        kind="grid",
        steps=3,
        quantities=[
            {PAY: {"values": [0, 0.2]}},
            "levers.visit.everyone",
            "levers.build.site",
            "levers.visit.from_level",
        ],
    )
    frame = sample(design)
    assert len(frame) == design.rows == 2 * 2 * 2 * 3
    assert len(frame.drop_duplicates()) == len(frame)
    assert list(frame["levers.visit.from_level"].unique()) == [1, 2, 4]
    row = plain(frame, 0)
    assert [type(value) for value in row.values()] == [float, bool, str, int]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "morris"])
def test_a_sample_depends_on_its_own_seed_alone(kind):
    size = {"morris": {"trajectories": 8}}.get(kind, {"points": 16})
    design = good(kind=kind, **size, quantities=["uncertain.aides"])
    again = sample(good(kind=kind, **size, quantities=["uncertain.aides"]))
    np.random.seed(5)  # noqa: NPY002, TID251 - the luck of others
    assert sample(design).equals(again)
    other = sample(dataclasses.replace(design, seed=2))
    assert not other.equals(again)
    assert list(other.columns) == [quantity.path for quantity in design.quantities]
    assert len(again) == design.rows


@pytest.mark.parametrize("kind", ["sobol", "morris"])
def test_a_larger_sample_begins_with_the_smaller_one(kind):
    key = "trajectories" if kind == "morris" else "points"
    small, large = (sample(good(kind=kind, **{key: n}, quantities="uncertain.aides")) for n in (8, 16))
    pd.testing.assert_frame_equal(large.iloc[: len(small)], small)


def test_whole_numbers_are_sampled_fairly():
    path = "levers.visit.from_level"  # 1 to 4
    design = good(kind="latin_hypercube", points=400, quantities=[path, QUIT])
    counts = sample(design)[path].value_counts()
    assert dict(counts) == {1: 100, 2: 100, 3: 100, 4: 100}
    assert sample(design)[path].dtype == np.int64


@pytest.mark.parametrize("levels", [4, 6, 8])
@pytest.mark.parametrize("n", [2, 3, 4, 5, 7, 24])
def test_every_step_of_a_trajectory_moves_a_whole_number(n, levels):
    quantities = tuple(Quantity(f"x{i}", 1.0, float(n), whole=True) for i in range(5))
    frame = sample(Design("morris", quantities, trajectories=20, levels=levels))
    assert frame.to_numpy().min() == 1
    assert frame.to_numpy().max() == n
    moves = np.diff(frame.to_numpy().reshape(20, 6, 5), axis=1)
    assert (np.count_nonzero(moves, axis=2) == 1).all()


def test_a_sobol_sample_has_the_mixtures_that_the_indices_need():
    design = good(kind="sobol", points=16, quantities=["uncertain.aides"])
    d = len(design.quantities)
    rows = sample(design).to_numpy().reshape(16, d + 2, d)
    for j in range(d):
        mixed = rows[:, 0].copy()
        mixed[:, j] = rows[:, -1, j]
        assert (rows[:, j + 1] == mixed).all()


@pytest.mark.parametrize(
    "tree",
    [
        {"kind": "grid", "quantities": ["levers.visit.everyone", {PAY: {"values": [0.1, 0.3], "since": "2025-01"}}]},
        {"kind": "morris", "trajectories": 5, "levels": 6, "seed": 9, "quantities": "uncertain.homes", "within": 0.3},
        {"kind": "sobol", "points": 32, "quantities": ["uncertain.aides"]},
        {"kind": "latin_hypercube", "points": 7, "quantities": ["levers.pay"]},
    ],
)
def test_what_provenance_keeps_is_the_same_design(tree):
    design = good(**tree)
    again, said = read_all(yaml.safe_load(yaml.safe_dump(as_tree(design))))
    assert not said
    assert again == design


# --- what is wrong ------------------------------------------------------------------------------------------

MORRIS = {"kind": "morris", "trajectories": 4}


@pytest.mark.parametrize(
    ("tree", "says"),
    [
        (3, ["mine.yaml = 3", "must be a group of keys"]),
        ({"quantities": ["uncertain"]}, ["kind", "must be one of grid, latin_hypercube, sobol, morris"]),
        ({"kind": "moris"}, ["did you mean morris?"]),
        ({"kind": "morris", "quantities": [QUIT]}, ["trajectories", "is missing"]),
        ({**MORRIS, "points": 8, "quantities": [QUIT]}, ["points = 8", "is no key of a morris design"]),
        ({**MORRIS, "levels": 5, "quantities": [QUIT]}, ["must be even: 4 or 6"]),
        ({**MORRIS, "trajectories": 1.5, "quantities": [QUIT]}, ["must be a whole number between 2 and"]),
        ({"kind": "sobol", "points": 1000, "quantities": ["uncertain"]}, ["must be a power of 2", "512 or 1,024"]),
        ({"kind": "sobol", "points": 64, "quantities": [QUIT]}, ["two quantities or more"]),
        ({"kind": "sobol", "points": 65536, "quantities": ["uncertain"]}, ["9,830,400 points", "more than 1,000,000"]),
        ({**MORRIS, "seed": -1, "quantities": [QUIT]}, ["seed = -1", "must be a whole number between 0 and"]),
        ({**MORRIS, "sead": 1, "quantities": [QUIT]}, ["sead = 1", "unknown key", "did you mean seed?"]),
        ({**MORRIS, "name": "mine", "quantities": [QUIT]}, ["name = mine", "unknown key"]),  # it is that of the file
        (MORRIS, ["quantities", "is missing"]),
        ({**MORRIS, "quantities": []}, ["names nothing to vary"]),
        ({**MORRIS, "quantities": 5}, ["quantities = 5", "must be a list"]),
        ({**MORRIS, "quantities": ["parameters.aides.qit"]}, ["did you mean parameters.aides.quit?"]),
        ({**MORRIS, "quantities": ["aides.quit"]}, ["did you mean parameters.aides.quit?"]),
        ({**MORRIS, "quantities": ["uncertan"]}, ["did you mean uncertain"]),
        ({**MORRIS, "quantities": [QUIT], "without": ["judgd"]}, ["without = judgd", "did you mean judged"]),
        ({**MORRIS, "quantities": [QUIT, QUIT]}, [QUIT, "is named twice"]),
        ({**MORRIS, "quantities": [{QUIT: 0.3}]}, ["must be a group of low, high"]),
        ({**MORRIS, "quantities": [{QUIT: {"lo": 0.3}}]}, ["lo: 0.3", "unknown key", "did you mean low?"]),
        (
            {**MORRIS, "quantities": [{QUIT: {"low": 0.5, "high": 0.2}}]},
            ["low: 0.5, high: 0.2", "low must be below high"],
        ),
        ({**MORRIS, "quantities": [{QUIT: {"low": 0.5, "high": 0.5}}]}, ["low must be below high"]),
        ({**MORRIS, "quantities": [{QUIT: {"high": 2}}]}, ["high: 2", "outside the declared range, 0.05 to 1 1/year"]),
        ({**MORRIS, "quantities": [{QUIT: {"low": "x"}}]}, ["low: x", "must be a number between 0.05 and 1"]),
        ({**MORRIS, "quantities": [{QUIT: {"low": float("nan")}}]}, ["must be a number between"]),
        ({**MORRIS, "quantities": [{"parameters.aides.retire_age": {"low": 55.5}}]}, ["must be a whole number"]),
        ({**MORRIS, "quantities": [{"uncertain": {"low": 0.1}}]}, ["is a set", "can only be said of one quantity"]),
        ({**MORRIS, "quantities": [{QUIT: {"values": [0.1, 0.2]}}]}, ["values are for grids"]),
        ({**MORRIS, "quantities": [{QUIT: {"since": "2025-01"}}]}, ["an assumption holds from the start"]),
        ({**MORRIS, "quantities": [{PAY: {"since": "2025-13"}}]}, ["since: 2025-13", "YYYY-MM"]),
        ({**MORRIS, "quantities": ["parameters.need.home"]}, ["is a list of 5 numbers"]),
        ({**MORRIS, "quantities": ["parameters.need.home[3]"]}, ["take a number"]),
        ({**MORRIS, "quantities": ["levers.visit.everyone"]}, ["is a switch: it can only be in a grid"]),
        ({**MORRIS, "quantities": ["levers.build.site"]}, ["is a choice: it can only be in a grid"]),
        ({**MORRIS, "within": 1.5, "quantities": [QUIT]}, ["within = 1.5", "above 0 and up to 1"]),
        ({"kind": "grid", "quantities": [{PAY: {"values": [0, 2]}}]}, ["values: 2", "must lie between 0 and 1 share"]),
        ({"kind": "grid", "quantities": [{PAY: {"values": 0.1}}]}, ["must be a list such as"]),
        ({"kind": "grid", "quantities": [{PAY: {"values": [0, 0.0]}}]}, ["the same value stands twice"]),
        ({"kind": "grid", "quantities": [{PAY: {"values": [0, 1], "low": 0}}]}, ["give values, or low, not both"]),
        (
            {"kind": "grid", "quantities": [{"levers.build.site": {"values": ["here"]}}]},
            ["must be one of elders, need"],
        ),
        ({"kind": "grid", "steps": 1000, "quantities": ["levers.pay"]}, ["more than 1,000,000"]),
    ],
)
def test_wrong_designs_are_told_what_is_wrong(tree, says):
    design, said = read_all(tree)
    assert design is None
    for words in says:
        assert words in said
    assert "mine.yaml" in said


def test_everything_that_is_wrong_is_told_together():
    _, said = read_all({**MORRIS, "levels": 5, "points": 3, "quantities": ["x", {QUIT: {"high": 7}}, PAY, PAY]})
    assert said.count("mine.yaml") == 5


# --- the health trend ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_trend_upward_makes_more_severe_elders_in_2035_and_none_changes_no_bit(load, live, digest):
    months = month_of("2035-12") - load().start + 1
    shares = {}
    for trend in (None, 0.0, -0.02, 0.02):
        region = load(0.005, None if trend is None else {"health.trend": trend})
        assert region.health.trend == (trend or 0.0)
        model = live(region, months=months)
        if not trend:
            shares.setdefault("bits", []).append(digest(model)["elders"])
        shares[trend] = float(np.mean(model.records.series("level_3_up")[-12:]))
    assert shares["bits"][0] == shares["bits"][1]
    # one run each with the same luck; ten years of 2 % move the rates by a fifth
    assert shares[-0.02] < 0.85 * shares[0.0] < shares[0.0] < shares[0.02] / 1.15
