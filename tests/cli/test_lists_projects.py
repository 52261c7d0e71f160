"""The list of projects and the layout: trials, how projects are ranked and chosen, where homes and stations go."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.lists import layout, projects, trials
from experiments.lists.assumed import DEFAULT
from experiments.lists.doses import trials_of
from experiments.lists.look import look
from experiments.runs import Run
from sim.calendar import month_of
from sim.levers import Schedule
from sim.record import Cell

TRIALS = trials_of(DEFAULT)
START = month_of("2021-12")


@pytest.fixture
def place(small, make):
    """The places of a tiny region after a month."""
    model = make(small, months=2)
    model.step()
    return look(model)


def run_of(name: str, replicate: int, unmet: float, cost: float, capital: float, places: list[str]) -> Run:
    """A run of two years whose last one is what is compared."""
    cells = [Cell("unmet_hours", "", ""), Cell("public_cost", "", ""), *(Cell("unmet_hours", p, "") for p in places)]
    purposes = sorted({purpose for trial in TRIALS for purpose in trial.one_off})
    cells += [Cell("money", "", f"purpose={purpose}") for purpose in purposes]
    row = [unmet, cost, *(unmet / len(places) for _ in places), *(0.0 for _ in purposes)]
    values = np.tile(row, (24, 1))
    values[6, len(row) - len(purposes) + purposes.index("capital")] = 2 * capital  # in July of the first year
    halves = (("investors", capital), ("upper_levels", capital))
    ledger = tuple((2022, payer, "builders", "capital", yuan) for payer, yuan in halves)
    months = month_of("2022-01") + np.arange(24)
    return Run(name, replicate, replicate, tuple(cells), months, values, ledger)


def test_a_trial_is_hours_removed_for_money_beyond_the_control(small):
    names = [place.name for place in small.places]
    runs = [run_of(trials.CONTROL, r, 1000 + r, 50.0, 0.0, names) for r in (0, 1, 2)]
    for trial in TRIALS:
        runs += [run_of(trial.name, r, 900 + 1.5 * r, 60.0, 20000.0, names) for r in (0, 1, 2)]
    found = {one.trial.name: one for one in trials.results(runs, small, small.status_quo, START, 700_000.0, 5.0)}
    station = found["station"]
    assert station.removed.tolist() == [100, 99.5, 99]
    assert station.by_place.sum() == pytest.approx(station.removed.sum())
    assert station.once.tolist() == [20000] * 3
    assert station.running.tolist() == [120] * 3  # twelve months of 10 yuan
    assert station.yearly.tolist() == [20000 / 10 + 120] * 3
    assert station.clear
    assert station.ranked == pytest.approx(99.5 * trials.WEEKS / 2120 * 1e4)
    assert found["posts"].once.tolist() == [0] * 3  # capital is no money of posts that is spent once


def test_a_dose_comes_on_top_of_what_is_in_force_and_units_are_what_it_adds(small):
    levers = replace(small.status_quo, build=replace(small.status_quo.build, beds_per_year=400.0))
    beds, identify = (next(one for one in TRIALS if one.name == name) for name in ("beds", "identify"))
    assert beds.raised(levers, 7.0) == 400 + 7 * DEFAULT.beds_dose
    assert beds.units(levers, 7.0, 80.0) == pytest.approx(7 * DEFAULT.beds_dose)
    nearly = replace(levers, build=replace(levers.build, beds_per_year=4900.0))
    assert beds.units(nearly, 7.0, 80.0) == pytest.approx(100)  # 5,000 a year is the most that may be ordered
    assert identify.units(levers, 7.0, 80.0) == 700_000 * DEFAULT.visit_dose
    nursing = next(one for one in TRIALS if one.name == "nursing")
    for share, before in (
        (0.0, 0.0),
        (0.5, 200.0),
    ):  # a pace without a share asks nothing
        asked = replace(levers, nursing=replace(levers.nursing, target_share=share, beds_per_year=200.0))
        assert nursing.raised(asked, 7.0) == before + 7 * DEFAULT.nursing_dose
        assert nursing.units(asked, 7.0, 80.0) == pytest.approx(7 * DEFAULT.nursing_dose)


def test_assistants_come_with_the_new_points_alone(small):
    point = next(one for one in TRIALS if one.name == "point")
    new = point.units(small.status_quo, 7.0, 0.0)
    assert new == 7 * DEFAULT.point_dose
    share = point.kept(small.status_quo, 7.0, 60.0)["point.assistant_share"]
    before = small.status_quo.point.assistant_share * 60
    assert share * (60 + new) == pytest.approx(before + new)


def test_an_order_that_a_sample_cannot_carry_out_is_told_apart_from_one_that_moves_nothing():
    nothing = trials.Found(TRIALS[0], np.zeros(3), np.zeros((3, 8)), np.zeros(3), np.zeros(3), 10.0)
    assert nothing.empty
    assert not replace(nothing, once=np.full(3, 1e6)).empty


def test_the_interval_of_a_price_holds_the_luck_of_the_money(small):
    trial = TRIALS[0]
    nowhere = np.zeros((3, 8))
    sure = trials.Found(trial, np.array([9.0, 10.0, 11.0]), nowhere, np.zeros(3), np.full(3, 100.0), 1.0)
    unsure = replace(sure, running=np.array([150.0, 100.0, 50.0]))
    together = replace(sure, running=np.array([90.0, 100.0, 110.0]))
    prices = [trials.interval(one.per_money) for one in (sure, unsure, together)]
    assert {round(price.mean, 6) for price in prices} == {round(10 / 100 * trials.WEEKS * 1e4, 6)}
    widths = [price.high - price.low for price in prices]
    assert widths[1] > widths[0] > widths[2]
    assert widths[2] == pytest.approx(0, abs=1e-6)


def test_what_reaches_people_is_as_dense_in_a_project_as_in_the_trial(small, place):
    adapt = next(one for one in TRIALS if one.name == "adapt")
    place = place._replace(severe_hours=np.full_like(place.elders, 50.0))
    n = small.n_places
    found = trials.Found(adapt, np.full(3, 500.0), np.zeros((3, n)), np.full(3, 1e6), np.zeros(3), 1400.0)
    listed = projects.candidates([found], place)
    assert sum(one.units for one in listed) == pytest.approx(1400)
    each = {one.place: one.units / place.elders[one.place] for one in listed}
    assert max(each.values()) == pytest.approx(min(each.values()))


def test_orders_of_a_trial_last_a_january_and_rounds_a_year(small, make):
    from experiments.runs import RegionKey, Task

    month = month_of("2022-07")
    base = Task(RegionKey("qingyuan"), "status_quo", Schedule(small.status_quo), 0, 1, month)
    arms = {task.scenario: task for task in trials.tasks(base, month, 48, 700_000, [base])}
    assert set(arms) == {trials.CONTROL, *(trial.name for trial in TRIALS)}
    in_months = {month_of(text): text for text in ("2022-12", "2023-01", "2023-02", "2024-01")}
    stations = [arms["station"].schedule.at(m).station.stations_per_year for m in in_months]
    assert stations == [0, 28, 0, 0]
    visits = [arms["identify"].schedule.at(m).identify.visits_per_year for m in in_months]
    assert visits == [0, 1, 1, 0]
    pay = [arms["pay"].schedule.at(m).pay.raise_share for m in (month, month + 1, month + 48)]
    assert pay == pytest.approx([0, 0.1, 0.1])
    assert {task.schedule.at(month + 1).budget.general_factor for task in arms.values()} == {DEFAULT.fuller}
    assert {task.schedule.at(month) for task in arms.values()} == {small.status_quo}


def test_projects_are_ranked_by_hours_for_money_and_chosen_within_the_budget(small, place):
    n = small.n_places
    needs = np.zeros_like(place.needs)
    needs[:, 3] = np.arange(1, n + 1) * place.in_need / place.in_need.sum() * 1000
    place = place._replace(needs=needs)
    trial = next(one for one in TRIALS if one.name == "station")
    found = trials.Found(trial, np.full(3, 50.0), np.zeros((3, n)), np.full(3, 1e6), np.full(3, 2e5), 10.0)
    listed = projects.choose(projects.candidates([found], place), 1e6)
    assert [one.ratio for one in listed] == sorted((one.ratio for one in listed), reverse=True)
    assert listed[0].cost == pytest.approx(1e5 + 2e4)
    chosen = [one for one in listed if one.chosen]
    assert len(chosen) == 8
    assert chosen[-1].cumulative == pytest.approx(8 * 1.2e5)
    assert all(one.removed <= needs[one.place, 3] + 1e-9 for one in listed)


def test_a_measure_that_is_not_shown_to_help_is_no_project(small, place):
    trial = TRIALS[0]
    wide = trials.Found(trial, np.array([50.0, -40.0, 10.0]), np.zeros((3, 8)), np.full(3, 1e6), np.zeros(3), 10.0)
    assert projects.candidates([wide], place) == []
    assert projects.not_ranked([wide]) == [wide]


# --- layout -------------------------------------------------------------------------------------------------


def test_scarce_homes_serve_their_own_place_first(small, place):
    n = small.n_places
    place = place._replace(severe=10.0 * np.arange(n, 0, -1) + 400, free=np.zeros((n, 4)))
    made = layout.layout(small, place, np.zeros(2), 3, 0)
    sited = np.flatnonzero(made.homes.units)
    assert made.homes.covered == pytest.approx(300)
    for p in sited:
        assert made.homes.served[p].sum() == pytest.approx(made.homes.served[p, p])


def test_homes_go_where_people_are_left_without_a_free_bed_in_reach(small, place):
    n = small.n_places
    severe, free = np.zeros(n), np.zeros((n, 4))
    severe[[0, 6]] = 150, 90
    free[0, 2] = 200  # county homes at the first place have room for all its people
    out = np.zeros((n, 2))
    out[3, 0] = 40
    place = place._replace(severe=severe, free=free, out_of_reach=out, outside=np.full((n, 2), 4000.0))
    made = layout.layout(small, place, np.array([1000.0, 1000.0]), 2, 5)
    assert made.demand[0] == 0
    assert made.homes.units.sum() == 1
    assert made.homes.covered == pytest.approx(90)
    assert small.distance_km[int(np.flatnonzero(made.homes.units)[0]), 6] <= made.km
    assert made.stations.units.tolist() == [4 if i == 6 else 0 for i in range(2 * n)]  # 10 people a circle
    assert made.stations.covered == pytest.approx(40)
    assert made.stations_of(3, 0) == 4
