"""What the page of a search says of its second look, of too few replicates, of luck, and of a search of one year."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from experiments import config
from experiments.commands.plan import plan
from experiments.labels import LANGUAGES
from experiments.optimise.found import Found
from experiments.optimise.goal import Aim, Goal, Line
from experiments.optimise.judge import Lived, apart, judge
from experiments.optimise.page import Page
from experiments.optimise.search import search
from tests.truth.mixes import BEDS, POSTS, SEATS, SINCE, TEXTS, evaluate, knob, world

BASE = "scale=tiny"


def planned(*words):
    """A plan whose runs are never lived: the region and its status quo."""
    return plan("run", config.read("run", [*words, "out=null"]))


@pytest.fixture(scope="module")
def plans():
    """(of the search, with the same scale, with a larger one)"""
    return [
        planned(scale, "replicates=3", f"seed={seed}") for scale, seed in ((BASE, 1), (BASE, 4), ("scale=quick", 4))
    ]


@pytest.fixture
def goal() -> Goal:
    """Unmet hours of 2027 at most 985: the status quo misses it, posts keep it."""
    service = (Line("unmet_hours", "", "", (2027,), False, 985.0),)
    return Goal(
        "made_up", TEXTS, SINCE, None, (knob(POSTS, None, 1, 2), knob(SEATS, None, 100)), (), service, None, None
    )


def changed(lived: Lived, times: float = 1.0, first: int = 0, last: int = 2027) -> Lived:
    """Other luck: every value so many times as large, fewer replicates, fewer years."""
    values = {key: times * value[first:] for key, value in lived.values.items() if key[1] <= last}
    return Lived({year: 12 for year in lived.months if year <= last}, values)


def found(goal, plans, times=1.0, larger=False) -> Found:
    """A search, and the mix in a second look in which everything is so many times as large."""
    searched = search(goal, evaluate, goal.size, seed=1)
    base = changed(world(()), times)
    again = judge(goal, searched.best.mix, changed(world(goal.changes(searched.best.mix)), times), base)
    return Found(plans[0], searched, again, base, plans[2 if larger else 1])


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "“Unmet hours”, mean of 2027: 828 hours per week ["),
        ("zh", "“未满足工时”（2027年平均）：828小时/周 ["),
    ],
)
def test_the_answer_says_what_is_reached_of_what_was_wanted(goal, plans, language, says):
    """In the second look a tenth less than the 920 of the search."""
    best = replace(goal, service=(), budget=1e15, aim=Aim("unmet_hours", "", "", (2027,)))
    both = found(best, plans, times=0.9)
    told = [line for line in Page(both, language).answer() if says in line]
    assert len(told) == 1
    assert ("(second look)" if language == "en" else "（复核）") in told[0]
    assert says not in "".join(Page(found(goal, plans), language).answer())


@pytest.mark.parametrize(
    ("language", "says"), [("en", "in 2025-2027 together (second look)"), ("zh", "2025年至2027年合计财政")]
)
def test_the_cost_says_that_it_is_that_of_the_second_look(goal, plans, language, says):
    both = found(goal, plans)
    look = "(second look)" if language == "en" else "（复核）"
    page = Page(both, language)
    assert says in page.cost(both.judged)
    assert look in page.cost(both.judged)
    assert look not in Page(Found(plans[0], both.searched), language).cost(both.best)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_status_quo_is_laid_to_the_sample_or_to_luck(goal, plans, language):
    """In the second look everything is a tenth smaller, which three replicates tell from luck."""
    words = {"en": ("In the sample of the search", "with more replicates"),
             "zh": ("搜索所用样本中的现状", "增加重复次数")}[language]  # fmt: skip
    for larger in (False, True):
        warned = "".join(Page(found(goal, plans, times=0.9, larger=larger), language).warned())
        assert [word in warned for word in words] == [larger, not larger]
    assert not any(word in "".join(Page(found(goal, plans), language).warned()) for word in words)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "Search with every elder before"), ("zh", "请先以全部老年人口搜索")]
)
def test_a_search_in_a_sample_says_so_and_no_other(goal, plans, language, says):
    """Whatever the second look was, and if there was none."""
    both = found(goal, plans)
    for one in (both, replace(both, again=None, base_again=None, whole_again=None)):
        assert says in "".join(Page(one, language).warned())
        assert Page(replace(one, whole=planned("scale=full", "replicates=3")), language).warned() == []


def test_the_more_lines_are_asked_together_the_further_apart_must_two_looks_be():
    """Means 3.0 apart with an error of 0.816 and two freedoms: p is 0.067 for one question; 5.0 apart it is 0.026."""
    one = np.array([0.0, 1.0, 2.0])
    assert not apart(one, one + 3.0)
    assert apart(one, one + 5.0)
    assert not apart(one, one + 5.0, 2)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "85.0 % [82.5, 87.5]; against “Status quo” with the same luck: 15.0 percentage points [15.0, 15.0]"),
        ("zh", "85.0% [82.5, 87.5]；与“现状延续”之差：15.0个百分点 [15.0, 15.0]"),
    ],
)
def test_a_difference_of_shares_is_told_in_percentage_points(goal, plans, language, says):
    """Thirty beds raise the share of those who enter from 70 to 85 of 100."""
    beds = replace(goal, knobs=(knob(BEDS, None, 30),), service=(), budget=1e15, aim=Aim("entered_90", "", "", (2027,)))
    page = Page(found(beds, plans), language)
    assert says in "".join(page.answer())
    (row,) = [line for line in page.twice() if "85.0" in line]
    assert row.count("70.0") == 2, "the status quo of both looks"


@pytest.mark.parametrize(("language", "says"), [("en", "In the second look it misses:"), ("zh", "复核中未满足：")])
def test_what_is_missed_in_the_second_look_need_not_have_been_missed_in_the_search(goal, plans, language, says):
    more = Line("entered_90", "", "", (2027,), True, 0.99)  # never kept, whatever is done
    asked = replace(goal, service=(*goal.service, more))
    assert says in Page(found(asked, plans, times=1.1), language).second()


TURNED = {"en": ("What the search found does not hold", "No mix kept every line in the search, but"),
          "zh": ("搜索所得组合不成立", "搜索中没有组合满足全部要求，但")}  # fmt: skip
SEARCHED = {"en": "The search said:", "zh": "搜索所得："}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_begins_with_the_second_look_where_it_turns_the_search_round(goal, plans, language):
    """A mix that is found and does not hold is not the answer; nor is one a failure that holds after all."""
    hard = replace(goal, service=(replace(goal.service[0], limit=900.0),))
    cases = {(True, True): found(goal, plans), (True, False): found(goal, plans, times=1.1),
             (False, True): found(hard, plans, times=0.9), (False, False): found(hard, plans)}  # fmt: skip
    for (search_keeps, second_keeps), one in cases.items():
        assert (one.best.feasible, one.judged.feasible) == (search_keeps, second_keeps)
        said = Page(one, language).answer()
        turned = [said[0].startswith(f"**{words}") for words in TURNED[language]]
        assert turned == [search_keeps and not second_keeps, second_keeps and not search_keeps]
        assert said[2:3] == [SEARCHED[language]] or not any(turned)
        assert (SEARCHED[language] in said) == any(turned)
        assert sum(line.startswith("**") for line in said) == (any(turned) or search_keeps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_budget_that_does_not_hold_denies_no_other_mix(goal, plans, language):
    """A tenth dearer in the second look than the budget allows; what else was found there nobody knows."""
    aim = Aim("unmet_hours", "", "", (2027,))
    free = replace(goal, service=(), aim=aim, budget=1e15)
    dearest = search(free, evaluate, free.size, seed=1).best.costs
    asked = replace(free, budget=1.05 * max(float(cost.mean()) for cost in dearest.values()))
    both = found(asked, plans, times=1.1)
    assert (both.best.feasible, both.judged.feasible) == (True, False)
    said = Page(both, language).answer()
    assert said[0].startswith(f"**{TURNED[language][0]}")
    assert {"en": "No other mix was lived again", "zh": "其他组合未复核"}[language] in said[0]


@pytest.mark.parametrize(("language", "says"), [("en", "there is no interval"), ("zh", "得不出有意义的区间")])
def test_two_replicates_make_no_interval(goal, language, says):
    def lived(many):
        return [changed(world(changes), first=1) for changes in many]

    two = Page(Found(planned(BASE, "replicates=2"), search(goal, lived, goal.size, seed=1)), language)
    told = two.markdown("again")
    assert told.count(says) == 1
    assert not re.search(r"\d \[", told)
    three = Page(Found(planned(BASE, "replicates=3"), search(goal, evaluate, goal.size, seed=1)), language)
    assert re.search(r"\d[^|]* \[−?\d", three.markdown("again"))
    assert says not in three.markdown("again")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_year_is_no_span_of_years(goal, plans, language):
    def lived(many):
        return [changed(world(changes), last=2025) for changes in many]

    asked = replace(goal, service=(replace(goal.service[0], years=(2025,)),))
    told = Page(Found(plans[0], search(asked, lived, goal.size, seed=1)), language).markdown("again")
    assert "2025" in told
    assert not re.search("2025(年至|-| to )2025|2025 together|2025年合计", told)
