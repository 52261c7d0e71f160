"""The search finds the best mix where the best mix is known: a world of formulas, and a tiny region lived whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from experiments.optimise.binding import by_year, frontier, prices
from experiments.optimise.estimate import promising
from experiments.optimise.goal import COST, Aim, Goal, Knob, Line
from experiments.optimise.judge import Lived, judge
from experiments.optimise.search import BATCH, distinct, neighbours, search
from sim.calendar import month_of
from tests.truth.mixes import BEDS, ENTERED, POSTS, RAISE, SEATS, SINCE, TEXTS, UNMET, YEARS, evaluate, knob, world


@pytest.fixture
def cheapest() -> Goal:
    """At most 85 % of the status quo's unmet hours and 80 % entered, for the least money."""
    knobs = (knob(POSTS, None, 1, 2, 3, 4), knob(SEATS, None, 100, 200, 300), knob(RAISE, None, 0.1, 0.2, 0.3, 0.4),
             knob(BEDS, None, 10, 20, 30))  # fmt: skip
    service = (
        Line("unmet_hours", "", "", (2026, 2027), False, 0.85, True),
        Line("entered_90", "", "", (2027,), True, 0.8),
    )
    return Goal("made_up", TEXTS, SINCE, None, knobs, (), service, None, None)


@pytest.fixture
def best(cheapest) -> Goal:
    """The fewest unmet hours for 30 million yuan a year."""
    return replace(cheapest, service=(), budget=30e6, aim=Aim("unmet_hours", "", "", (2026, 2027)))


def by_hand(goal: Goal):
    """(best mix, number of feasible ones), by looking at every one of them without the code that is tested."""
    base = world(())
    found = {}
    for mix in product(*(range(k.steps) for k in goal.knobs)):
        lived = world(goal.changes(mix))
        spent = {y: (lived.get(COST, y) - base.get(COST, y)).mean() for y in YEARS}
        fine = goal.budget is None or all(spent[y] <= goal.budget + 1e-3 for y in YEARS)
        if goal.service:
            fine &= all((lived.get(UNMET, y) - 0.85 * base.get(UNMET, y)).mean() <= 1e-6 for y in (2026, 2027))
            fine &= lived.get(ENTERED, 2027).mean() >= 0.8 - 1e-9
        if fine:
            found[mix] = (
                round(np.mean([lived.get(UNMET, y).mean() for y in (2026, 2027)]), 6)
                if goal.aim
                else sum(spent.values())
            )
    cost = {mix: sum((world(goal.changes(mix)).get(COST, y)).mean() for y in YEARS) for mix in found}
    return min(found, key=lambda mix: (found[mix], cost[mix], sum(mix), mix)), len(found)


@pytest.mark.parametrize("which", ["cheapest", "best"])
def test_a_whole_enumeration_finds_the_best_mix(which, request):
    goal = request.getfixturevalue(which)
    found = search(goal, evaluate, goal.size, seed=1)
    right, feasible = by_hand(goal)
    assert found.whole
    assert found.checked
    assert [verdict.mix for verdict in found.tried] == list(goal.mixes())
    assert found.best.mix == right
    assert 0 < feasible < goal.size == 400
    assert sum(verdict.feasible for verdict in found.tried) == feasible


@pytest.mark.parametrize("which", ["cheapest", "best"])
def test_a_search_of_a_quarter_of_the_mixes_finds_it_too(which, request):
    """Nothing promises it; in this world, with these seeds, it is so."""
    goal = request.getfixturevalue(which)
    right, _ = by_hand(goal)
    for seed in (1, 2):
        found = search(goal, evaluate, 100, seed)
        mixes = [verdict.mix for verdict in found.tried]
        assert len(mixes) == len(set(mixes)) == 100
        assert not found.whole
        assert found.checked
        assert found.best.mix == right


def test_the_answer_of_a_part_is_the_best_of_what_was_lived(cheapest):
    found = search(cheapest, evaluate, 24, seed=5)
    feasible = [verdict for verdict in found.tried if verdict.feasible]
    assert len(found.tried) == 24
    assert found.best.cost.mean() == min(verdict.cost.mean() for verdict in feasible)
    lived = {verdict.mix for verdict in found.tried}
    assert found.checked == lived.issuperset(neighbours(cheapest, found.best.mix))


def test_the_mix_that_sets_nothing_is_the_status_quo_and_no_point_of_its_own(cheapest):
    """However many mixes are lived, as many points are lived as are counted before."""
    back = replace(cheapest, knobs=(knob(POSTS, 4, None, 2), knob(SEATS, 100, None), knob(RAISE, None, 0.1)))
    given = replace(cheapest, given=((BEDS, 10),))
    never = replace(cheapest, knobs=(knob(POSTS, 0, 1), knob(SEATS, None, 100)))
    assert [goal.nothing for goal in (cheapest, back, given, never)] == [(0, 0, 0, 0), (1, 1, 0), None, None]
    for goal in (cheapest, back, given, never):
        for trials in (1, 2, 3, 10, goal.size):
            asked: set = set()
            found = search(goal, lambda many, asked=asked: asked.update(many) or evaluate(many), trials, seed=2)
            assert len(found.tried) == min(trials, goal.size)
            assert len(asked) == distinct(goal, len(found.tried))


def test_a_search_is_the_same_again_and_asks_for_the_same_mixes(best):
    """So an interrupted one, begun again with what was lived, ends with the same answer."""
    asked: list[list] = [[], []]
    for log in asked:
        search(best, lambda many, log=log: log.append(list(many)) or evaluate(many), 60, seed=3)
    assert asked[0] == asked[1]
    assert max(map(len, asked[0])) == BATCH
    assert search(best, evaluate, 60, seed=4).tried[2].mix != search(best, evaluate, 60, seed=3).tried[2].mix


def test_nothing_feasible_is_said_with_what_misses_least(cheapest):
    harder = replace(cheapest, service=(*cheapest.service, Line("unmet_hours", "", "", (2027,), False, 100.0)))
    found = search(harder, evaluate, harder.size, seed=1)
    assert not found.best.feasible
    assert found.best.violation == min(verdict.violation for verdict in found.tried)
    missed = {(check.key, check.year) for check in found.best.checks if not check.holds}
    assert ("service 3", 2027) in missed
    relieved = prices(found)
    assert [price.key for price in relieved] == ["service 3"]
    assert relieved[0].relieves
    assert relieved[0].best.mix == by_hand(cheapest)[0]


def test_a_line_is_judged_by_the_mean_and_its_replicates_are_counted(cheapest):
    base = world(())
    mix = (0, 0, 0, 2)  # entered: 0.80 in the mean, 0.79, 0.80 and 0.81 in the replicates
    verdict = judge(cheapest, mix, world(cheapest.changes(mix)), base)
    check = next(check for check in verdict.checks if check.key == "service 2")
    assert check.holds
    assert check.held.tolist() == [False, True, True]
    unmet = [check for check in verdict.checks if check.key == "service 1"]
    assert [check.year for check in unmet] == [2026, 2027]
    assert unmet[0].limit == pytest.approx(0.85 * base.get(UNMET, 2026))
    assert not verdict.feasible
    assert verdict.held == 0.0


def test_the_budget_binds_in_the_year_in_which_beds_are_built(best):
    """Beds cost 20 million once and 11 a year: the first year is the dear one."""
    beds = replace(best, knobs=best.knobs[3:], budget=31e6)
    found = search(beds, evaluate, beds.size, seed=1)
    assert found.best.mix == (1,)
    years = by_year(found.best, 0.02)
    assert [year.year for year in years if year.budget.binds] == [2025]
    assert [year.service for year in years] == [None, None, None]
    assert years[1].budget.closest.key == "budget"
    (price,) = prices(found)
    assert price.key == "budget"
    assert price.best.mix == (3,)
    assert price.gain == pytest.approx(2 * 5)


def test_a_partial_year_has_a_part_of_the_budget(best):
    lived = world(best.changes((1, 0, 0, 0)))
    short = Lived({**lived.months, 2027: 6}, lived.values)
    checks = judge(best, (1, 0, 0, 0), short, replace(world(()), months=short.months)).checks
    assert [check.limit[0] for check in checks] == [30e6, 30e6, 15e6]


def test_a_share_of_nobody_is_never_a_service_level(cheapest):
    mix = (4, 3, 4, 3)
    lived = world(cheapest.changes(mix))
    nobody = Lived(lived.months, {**lived.values, (ENTERED, 2027): np.full(3, np.nan)})
    verdict = judge(cheapest, mix, nobody, world(()))
    assert [check.key for check in verdict.checks if not check.holds] == ["service 2"]
    assert np.isfinite(verdict.rank[1])


def test_the_frontier_keeps_what_no_other_beats(cheapest):
    found = search(cheapest, evaluate, cheapest.size, seed=1)
    unmet = [verdict.lived.mean(UNMET, (2026, 2027)) for verdict in found.tried]
    kept = frontier(found.tried, unmet)
    costs = [float(verdict.cost.mean()) for verdict in found.tried]
    points = list(zip(costs, unmet, strict=True))
    for i, point in enumerate(points):
        beaten = any(other != point and other[0] <= point[0] and other[1] <= point[1] for other in points)
        assert kept[i] <= (not beaten)
        if not beaten:
            assert any(kept[j] and points[j] == point for j in range(len(points)))


# --- the real model -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_in_a_tiny_region_lived_whole_the_found_mix_is_the_best(tmp_path):
    """Every mix lived once more without the search: what it found is the cheapest that keeps the line."""
    from experiments import config
    from experiments.commands.plan import plan
    from experiments.ensemble import run_all
    from experiments.executors import Executor, opened
    from experiments.optimise.living import Living, laid_over
    from experiments.provenance import as_json

    whole = plan("run", config.read("run", ["scale=tiny", "replicates=2", "until=2024-12", "out=null"]))
    since = month_of("2022-01")
    staff = Knob(since, (SEATS, POSTS), ((None, 300, 600), (None, 1, 2)))
    spare = Knob(since, ("admit.release_share",), ((None, 0.6),))
    knobs = (staff, spare, Knob(since, ("volunteer.share",), ((None, 0.05, 0.1),)))
    line = Line("unmet_hours", "", "", (2024,), False, 0.97, True)
    goal = Goal("tiny", TEXTS, since, None, knobs, (), (line,), 2e7, None)
    (tmp_path / "provenance.json").write_bytes(as_json(whole.facts))
    with opened(Executor("serial"), 1) as pool:
        living = Living(whole, tmp_path, goal.cells, pool, lambda months: None)
        found = search(goal, living.evaluate, goal.size, seed=1)
    mixes = list(goal.mixes())
    tasks = [
        replace(task, schedule=laid_over(task.schedule, goal.changes(mix))) for mix in mixes for task in whole.tasks
    ]
    runs = run_all([*whole.tasks, *tasks], workers=1)

    def totals(place):
        two = runs[2 * place : 2 * place + 2]
        index = {(c.outcome, c.place, c.group): i for i, c in enumerate(two[0].cells)}
        late = two[0].months // 12 == 2024
        cost = [{y: run.values[run.months // 12 == y, index[COST]].sum() for y in (2022, 2023, 2024)} for run in two]
        return cost, [run.values[late, index[UNMET]].mean() for run in two]

    base_cost, base_unmet = totals(0)
    right = {}
    for place, mix in enumerate(mixes, 1):
        cost, unmet = totals(place)
        more = {y: np.mean([c[y] - b[y] for c, b in zip(cost, base_cost, strict=True)]) for y in (2022, 2023, 2024)}
        if np.mean(unmet) <= 0.97 * np.mean(base_unmet) and max(more.values()) <= 2e7:
            right[mix] = sum(more.values())
    assert 0 < len(right) < len(mixes) == 18
    assert found.whole
    assert found.best.feasible
    assert found.best.cost.mean() == pytest.approx(right[found.best.mix])
    assert right[found.best.mix] == pytest.approx(min(right.values()))


def test_two_looks_at_the_status_quo_are_told_apart_only_if_luck_cannot_explain_it():
    from experiments.optimise.page import apart

    sample, full = np.array([0.75, 0.74, 0.77, 0.76]), np.array([0.87, 0.88, 0.87, 0.86])
    assert apart(sample, full)
    assert not apart(sample, np.array([0.74, 0.78, 0.75, 0.77]))
    assert not apart(sample[:1], full)
    assert apart(np.append(sample, np.nan), full)


def test_the_estimate_names_the_best_mix_where_effects_add_up(cheapest):
    """Doses whose effects add up: from a few mixes the estimate knows the others."""
    plain = replace(cheapest, knobs=cheapest.knobs[1:], service=cheapest.service[1:])
    found = search(plain, evaluate, plain.size, seed=1)
    some = [verdict for i, verdict in enumerate(found.tried) if i % 5 < 2 and verdict.mix != found.best.mix]
    guessed = promising(plain, some, 6)
    assert found.best.mix in guessed
    assert not {verdict.mix for verdict in some} & set(guessed)
