"""The directions that theory expects, at a tenth of Qingyuan, and one of them with every elder.

Decision rule: the luck is fixed by the seeds, so a verdict does not vary from run to run. Measures whose effect is
several times their spread at a tenth of the region (``SHOWN``) must come out as expected there. Direction f did with
the samples before decision 0016 and does no longer, so it is asked of every elder. The other measures are asked by
``python -m experiments.directions scale=full`` alone, and no test sees them.
"""

import numpy as np
import pytest

from experiments import directions
from experiments.directions import DIRECTIONS, Direction, Measure, World, judge, table, value, verdicts, worlds
from sim.calendar import month_of
from sim.levers import DECLARED
from sim.outcomes import OUTCOMES

SHOWN = {
    "a1": {"occupancy"},
    "a2": {"occupancy"},
    "b": {"beds"},
    "c1": {"largest_public"},
    "c2": {"waiting|standing=general"},
    "d1": {"known", "unmet_hours_known"},
    "d2": {"known", "unmet_hours_known", "unmet_hours"},
    "e": {"empty_beds"},
    "g": {"quit_rate"},
    "h": {"operable_beds", "aides_missing"},
}


def series(values, first="2022-01"):
    return {"month": month_of(first) + np.arange(len(values)), "waiting": np.array(values, dtype=float)}


@pytest.mark.parametrize(
    ("expect", "low", "high", "verdict"),
    [
        ("higher", 0.1, 2.0, "as expected"),
        ("higher", -0.1, 2.0, "not seen"),
        ("higher", -2.0, -0.1, "opposite"),
        ("lower", -2.0, -0.1, "as expected"),
        ("lower", 0.1, 2.0, "opposite"),
        ("unchanged", -0.9, 0.9, "as expected"),
        ("unchanged", -1.1, 0.9, "not seen"),
        ("unchanged", 1.1, 1.9, "opposite"),
        ("higher", np.nan, np.nan, "not seen"),
    ],
)
def test_the_verdict_follows_from_the_interval(expect, low, high, verdict):
    assert judge(Measure("waiting", "2022-01", "2022-12", expect, 0.1), 10.0, low, high) == verdict


def test_a_value_is_the_mean_of_its_window():
    measure = Measure("waiting", "2022-02", "2022-04", "higher")
    assert value(series([9, 1, np.nan, 3, 9]), measure) == 2
    with pytest.raises(ValueError, match="end before 2022-04"):
        value(series([9, 1]), measure)


def test_differences_are_paired():
    """Both worlds vary by hundreds between replicates, their difference by one: the direction is seen."""
    pair = Direction("x", "more", World("base"), World("other"), ("waiting 2022-01 2022-02 higher",))
    runs = {"base": [series([k, k]) for k in (0, 500, 900)], "other": [series([k, k]) for k in (3, 504, 902)]}
    ((_, base, other, row, verdict),) = verdicts(pair, runs)
    assert (base, other, verdict) == (pytest.approx(1400 / 3), pytest.approx(1409 / 3), "as expected")
    assert row["mean"] == pytest.approx(3)
    assert "as expected" in table(runs, [pair])


def test_directions_speak_of_what_is_declared():
    for direction in DIRECTIONS:
        for world in (direction.base, direction.other):
            assert set(world.levers) <= set(DECLARED)
        for measure in direction.measures:
            outcome = measure.series.split("|")[0]
            assert outcome in OUTCOMES or measure.series in (*directions.DERIVED, *directions.WATCHED)
            assert measure.expect in {"higher", "lower", "unchanged"}
            assert (measure.margin > 0) == (measure.expect == "unchanged")
    assert len(worlds()) == len({world.name for world in worlds()})


@pytest.mark.parametrize("word", ["scale=huge", "replicas=3", "only"])
def test_a_wrong_word_is_refused(word, capsys):
    assert directions.main([word]) == 2
    assert word in capsys.readouterr().err


@pytest.fixture(scope="module")
def runs():
    return directions.run(0.1, replicates=4, seed=1, until=month_of("2030-12"), workers=2)


def told(line):
    """A measure in both worlds, its difference and the verdict."""
    measure, base, other, row, verdict = line
    return f"{measure.series}: {base:.4g} to {other:.4g} [{row['low']:.4g}, {row['high']:.4g}]: {verdict}"


@pytest.mark.slow
@pytest.mark.parametrize("direction", [d for d in DIRECTIONS if d.code in SHOWN], ids=lambda d: f"{d.code} {d.claim}")
def test_the_direction_appears(direction, runs):
    shown = [line for line in verdicts(direction, runs) if line[0].series in SHOWN[direction.code]]
    assert {line[0].series for line in shown} == SHOWN[direction.code]
    assert [told(line) for line in shown if line[-1] != "as expected"] == []


@pytest.mark.full
def test_opening_idle_public_beds_fills_homes():
    (direction,) = (d for d in DIRECTIONS if d.code == "f")
    lived = directions.run(1.0, replicates=4, seed=1, until=month_of("2026-12"), workers=2, directions=[direction])
    shown = verdicts(direction, lived)
    assert len(shown) == len(direction.measures)
    assert [told(line) for line in shown if line[-1] != "as expected"] == []
