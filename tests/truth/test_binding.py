"""What binds in a year is the budget, the service level or the end of a range, and the page says one thing of each."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from experiments import config
from experiments.commands.plan import plan
from experiments.labels import LANGUAGES
from experiments.optimise.binding import by_year, ends, unmoved
from experiments.optimise.found import Found
from experiments.optimise.goal import Goal, Knob, Line
from experiments.optimise.judge import judge
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
    assert not any("nothing binds" in line or "无制约" in line for line in told)


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
