"""What binds in a year is the budget, the service level or the end of a range, and the page says one thing of each."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from experiments import config
from experiments.commands.plan import plan
from experiments.labels import LANGUAGES
from experiments.optimise.binding import by_year, ends, unmoved
from experiments.optimise.found import Found
from experiments.optimise.goal import Aim, Goal, Knob, Line
from experiments.optimise.goal_levers import knobs_of
from experiments.optimise.judge import Check, judge
from experiments.optimise.page import Page
from experiments.optimise.search import search
from sim.calendar import month_of
from tests.truth.mixes import BEDS, POSTS, RAISE, SEATS, SINCE, TEXTS, evaluate, knob, world

LATER = month_of("2026-07")


@pytest.fixture
def goal() -> Goal:
    """Unmet hours of 2027 at most 85 % of the status quo's, at most 60 million yuan a year; raises from mid 2026 on."""
    knobs = (
        knob(POSTS, None, 1, 2),
        knob(SEATS, None, 100),
        Knob(LATER, (RAISE,), ((None, 0.2, 1.0),)),
        knob(BEDS, 0, 10),
    )
    service = (Line("unmet_hours", "", "", (2027,), False, 0.85, True),)
    return Goal("made_up", TEXTS, SINCE, None, knobs, (), service, 60e6, None)


def verdict(goal, mix):
    return judge(goal, mix, world(goal.changes(mix)), world(()))


@pytest.fixture(scope="module")
def whole():
    """A plan whose runs are never lived: the region and its status quo."""
    return plan("run", config.read("run", ["scale=tiny", "replicates=3", "out=null"]))


def test_the_end_of_a_range_binds_from_its_month_on_where_the_lever_could_go_further(goal):
    found = {end.knob.paths[0]: (end.years, end.further) for end in ends(goal, verdict(goal, (2, 0, 1, 1)))}
    every = (2025, 2026, 2027)
    assert found == {POSTS: (every, True), BEDS: (every, True)}  # 0.2 is no end of its values; no seats are as today
    found = {end.knob.paths[0]: (end.years, end.further) for end in ends(goal, verdict(goal, (0, 1, 2, 0)))}
    assert found[RAISE] == ((2026, 2027), False)  # a raise of 100 % is the end of the lever itself
    assert found[BEDS] == (every, False)  # and so are no beds
    assert found[SEATS] == (every, True)
    assert [one.paths[0] for one in unmoved(goal, verdict(goal, (0, 1, 2, 0)))] == [POSTS]


def test_money_and_service_level_are_told_apart_by_year(goal):
    mix = (2, 1, 1, 1)  # 56 million yuan in the year in which beds are built, 36 in the others
    tight = by_year(verdict(replace(goal, budget=57e6), mix), 0.04)
    assert [bool(year.budget.binds) for year in tight] == [True, False, False]
    tight = by_year(verdict(replace(goal, budget=37e6), mix), 0.04)
    assert [bool(year.budget.fails) for year in tight] == [True, False, False]
    assert [bool(year.budget.binds) for year in tight] == [False, True, True]
    assert [year.service is None for year in tight] == [True, True, False]
    bare = by_year(verdict(replace(goal, budget=None), mix), 0.04)
    assert [year.budget for year in bare] == [None] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_year_has_one_line_that_names_each_kind_once(goal, whole, language):
    page = Page(Found(whole, search(goal, evaluate, goal.size, seed=1)), language)
    told = page.binds()
    for year in (2025, 2026, 2027):
        (line,) = [line for line in told if re.match(rf"- {year}(年)?[:：]", line)]
        assert len(re.findall("the budget|预算", line)) == 1
        assert len(re.findall("the service level|服务水平", line)) == (year == 2027)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "the end of a range binds**: visit.posts_per_station = 2"),
        ("zh", "允许取值构成制约**：每站上门护理员岗位=2"),
    ],
)
def test_an_end_that_binds_stands_with_its_years(goal, whole, language, says):
    hard = replace(goal, service=(Line("unmet_hours", "", "", (2027,), False, 0.5, True),))
    told = Page(Found(whole, search(hard, evaluate, hard.size, seed=1)), language).binds()
    (line,) = [line for line in told if says in line]
    assert re.match("- 2025(年至|-)2027", line)


def test_the_question_names_the_budget_in_force(goal, whole):
    texts = {**TEXTS, "question": "With {budget} more?", "question_zh": "增加{budget}？"}
    found = Found(whole, search(replace(goal, texts=texts, budget=12.5e6), evaluate, 2, seed=1))
    assert Page(found, "en").question == "With 12.5 million yuan more?"
    assert Page(found, "zh").question == "增加1,250万元？"


# --- what moves ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("posts", [[None, 1], 1])
def test_a_list_moves_its_field_and_a_single_value_only_goes_with_the_knob(goal, whole, posts):
    """However many values there are besides "as it is"."""
    (moves,) = knobs_of([{"levers": {SEATS: [None, 300], POSTS: posts}}], SINCE, "here", ["here"], pytest.fail)
    assert moves.values == ((None, 300), (None, 1))
    assert moves.moved == ((SEATS,) if posts == 1 else (SEATS, POSTS))

    def told(share):
        line = Line("unmet_hours", "", "", (2027,), False, share, True)
        asked = replace(goal, knobs=(moves,), service=(line,))
        return Page(Found(whole, search(asked, evaluate, 2, seed=1)), "en").binds()

    assert f"Left as they are: {', '.join(moves.moved)}." in told(1.5)
    ends = (f"{SEATS} = 300 persons a year", f"{POSTS} = 1 post a station")[: len(moves.moved)]
    assert f"- 2025-2027: **the end of a range binds**: {', '.join(ends)}" in told(0.1)


# --- limits of zero, and limits that are not there ----------------------------------------------------------


def test_a_limit_of_zero_binds_where_it_is_met_exactly(goal):
    """Two per cent of nothing is nothing: not two hundredths of a yuan, nor of a share."""
    budget = next(check for check in verdict(replace(goal, budget=0.0), (0, 0, 0, 0)).checks if check.key == "budget")
    for spent, holds, binds in ((0.0, True, True), (-0.01, True, False), (1e6, False, False)):
        check = replace(budget, value=np.full(3, spent))
        assert (check.holds, check.binds(0.02)) == (holds, binds)
    line = Line("urban_rural_gap", "", "", (2027,), False, 0.0)
    for gap, binds in ((0.0, True), (-0.01, False)):
        check = Check("service 1", line, 2027, np.full(3, gap), np.zeros(3), np.full(3, 0.1))
        assert (check.holds, check.binds(0.02)) == (True, binds)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ["**the budget binds** (0 yuan of 0 yuan, 0 yuan to spare)", "(100 % instead of 0 %, 100 percentage"]),
        ("zh", ["**预算构成制约**（0元，限值0元，余0元）", "（100%，限值0%，超出100个百分点）"]),
    ],
)
def test_a_limit_of_nothing_is_told_as_any_other(goal, whole, language, says):
    line = Line("unmet_hours", "", "", (2027,), False, 0.0, True)
    asked = replace(goal, budget=0.0, service=(line,), knobs=(knob(SEATS, None, 0),))
    page = Page(Found(whole, search(asked, evaluate, 2, seed=1)), language)
    assert [words for words in says if words not in page.markdown("again")] == []


@pytest.mark.parametrize(("language", "words"), [("en", ("budget", "service level")), ("zh", ("预算", "服务"))])
def test_only_what_the_goal_asks_for_is_spoken_of(goal, whole, language, words):
    aim = Aim("unmet_hours", "", "", (2027,))
    for asked, has in (
        (goal, (True, True)),
        (replace(goal, budget=None), (False, True)),
        (replace(goal, service=(), aim=aim), (True, False)),
    ):
        page = Page(Found(whole, search(asked, evaluate, 2, seed=1)), language)
        told = "\n".join([*page.asked(), *page.binds()])
        assert tuple(word in told.lower() for word in words) == has
