"""The task list: what is missing at which pace, whether it will be done, whether a dated project opens in time."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.lists import state, tasks
from experiments.lists.look import look
from experiments.lists.place import mean_place
from sim.world.region import DocumentTarget


@pytest.fixture
def at(small, make):
    """``at(values, …)``: states whose one figure ``stations`` takes these values from month 100 on."""
    model = make(small, months=2)
    model.step()
    place = look(model)
    n = small.n_places

    def at(*series):
        return [
            state.State(
                place,
                {"stations": np.array(values, float)},
                {"stations": np.ones(n)},
                {},
                np.ones(2),
                0.0,
                0.0,
                (0, 0, 0),
                0.0,
            )
            for values in series
        ]

    return at


def wanted(region, by: int, value: float = 10.0, measure: str = "stations"):
    target = DocumentTarget("some", value, "at_least", "station", by, "目标", measure, "L09")
    return replace(region, targets=(target,), fraction=1.0)


@pytest.mark.parametrize(
    ("series", "by", "status", "missing", "pace"),
    [
        ([[4, 6, 8, 10]], 103, "on_track", 6, 2),
        ([[4, 5, 6, 7]], 103, "late", 6, 2),
        ([[4, 5, 6, 7]], 99, "overdue", 6, None),
        ([[12, 12, 12, 12]], 103, "reached", 0, 0),
        ([[12, 12, 8, 8]], 103, "reversed", 0, 0),
        ([[4, 5, 6, 7]], 120, "unjudged", 6, 0.3),
    ],
)
def test_a_task_says_what_is_missing_at_which_pace_and_whether_it_will_be_done(
    small, at, series, by, status, missing, pace
):
    states = at(*series)
    (task,) = tasks.tasks(wanted(small, by), states, mean_place(states), 100)
    assert task.status == status
    assert task.missing == missing
    assert task.pace == pytest.approx(pace) if pace is not None else np.isnan(task.pace)
    assert sum(part.wanted for part in task.parts) == 10


def test_a_task_of_which_the_model_has_no_figure_is_not_judged(small, at):
    states = at([1, 2])
    (task,) = tasks.tasks(wanted(small, 101, measure=""), states, mean_place(states), 100)
    assert (task.status, task.reason) == ("unjudged", "no_measure")


def test_as_many_as_places_is_one_for_each(small, at):
    states = at([1, 2])
    (task,) = tasks.tasks(wanted(small, 101, small.n_places), states, mean_place(states), 100)
    assert {part.wanted for part in task.parts} == {1}
    assert {part.missing for part in task.parts} == {0}


def test_the_share_of_runs_in_time_is_counted(small, at):
    states = at([4, 10], [4, 9], [4, 11], [4, 12])
    (task,) = tasks.tasks(wanted(small, 101), states, mean_place(states), 100)
    assert task.in_time == 0.75
    assert task.status == "on_track"


@pytest.mark.parametrize(
    ("opens", "due", "status"),
    [
        ([99, 100], 99, "open"),
        ([104, 104], 104, "on_track"),
        ([106, 105], 104, "late"),
        ([106, 105], 99, "overdue"),
        ([100, 105], 99, "overdue"),
        ([-1, -1], 104, "never"),
    ],
)
def test_a_dated_project_is_open_on_track_late_or_overdue(small, opens, due, status):
    stock = replace(small.projects[0], opens=due)
    coming = [state.Coming("building", month) for month in opens]
    assert tasks._due(stock, coming, 100).status == status
