"""A sample has all aides of its region, each with the part of their time and wage that falls to its elders."""

import numpy as np
import pytest

from sim.processes.be_cared_for import visiting_minutes
from sim.world.staffing import aides_for, capacity_minutes, cost_of_post, mean_load, minutes_per_aide, time_given
from sim.world.stock import homes_in_use, is_station

PARTS = (0.3, 0.05, 0.005)


@pytest.fixture(scope="module")
def at_start(load, make):
    return {part: make(load(part)) for part in (1.0, *PARTS)}


@pytest.fixture(scope="module")
def lived(load, live):
    return {part: live(load(part), months=6) for part in (1.0, *PARTS)}


@pytest.mark.parametrize("part", PARTS)
def test_visiting_aides_are_all_there_and_give_their_part(at_start, part):
    whole, sample = at_start[1.0], at_start[part]
    posts, all_posts = (m.facilities.col("usual_posts")[is_station(m)].sum() for m in (sample, whole))
    assert posts == pytest.approx(all_posts, abs=1)
    # a minute is lost at most where a place rounds down, and the posts may differ by one
    lost = sample.region.n_places + visiting_minutes(whole).sum() / all_posts * part
    assert visiting_minutes(sample).sum() == pytest.approx(visiting_minutes(whole).sum() * part, abs=lost)


@pytest.mark.parametrize("part", PARTS)
def test_a_home_employs_what_its_residents_take_and_less_than_an_aide_more(at_start, part):
    """Its residents, or one if it happens to be empty, with the time to spare; the last aide is rounded up."""
    sample = at_start[part]
    homes, used = sample.facilities, homes_in_use(sample)
    wanted = np.maximum(homes.col("load"), mean_load(sample))[used] * (1 + sample.parameters.aides.spare)
    more = capacity_minutes(sample)[used] - wanted
    rounding = homes.col("aides")[used] * part / 2 + 1  # aides give whole minutes: half a one lost or won by each
    assert (more >= -rounding).all()
    assert (more <= minutes_per_aide(sample) * part + rounding).all()


def test_a_government_run_home_that_happens_to_be_empty_has_posts(at_start):
    """In small samples there are such homes; without posts they would never admit anybody."""
    sample = at_start[0.005]
    empty = homes_in_use(sample) & (sample.facilities.col("occupied").sum(axis=1) == 0)
    assert empty.any()
    assert (capacity_minutes(sample)[empty] >= mean_load(sample)[empty]).all()
    whole = at_start[1.0]
    assert (whole.facilities.col("occupied")[homes_in_use(whole)].sum(axis=1) > 0).all()


def test_aides_are_recorded_as_they_are_and_not_scaled_a_second_time(lived):
    for sample in lived.values():
        assert sample.records.series("aides")[-1] == sample.facilities.col("aides").sum()
        assert sample.records.series("aides_hired")[-1] == sample.book.aides_hired


def test_wages_of_a_sample_are_their_part(lived):
    """Wages recorded, at full scale, are aides at the wage of the region: a sample rounds each wage to a fen."""
    for part, sample in lived.items():
        wage = cost_of_post(lived[1.0])
        assert cost_of_post(sample) == pytest.approx(wage * part, abs=0.5)
        paid = sample.records.series("money", group="purpose=wage")[-1]
        assert paid == pytest.approx(sample.facilities.col("aides").sum() * wage / 100, rel=0.01)


def test_deficits_of_public_homes_in_a_sample_are_less_than_twice_those_of_the_region(load, live):
    """Over 18 months, mean of three seeds with one elder in fifty; with whole aides they were nine times as much."""

    def deficits(part, seed=0):
        return live(load(part), months=18, seed=seed).records.series("money", group="purpose=public_home_deficit").sum()

    assert np.mean([deficits(0.02, seed) for seed in (1, 2, 3)]) < 2 * deficits(1.0)


@pytest.mark.parametrize("part", [1.0, 1 / 27, 0.0046])
def test_aides_are_enough_for_their_minutes_and_no_more(load, make, part):
    """Some aides are enough for the time that they give; for anything beyond it one more is needed.

    Whole minutes stay whole: of each group of 1 / part aides what one of the region gives.
    """
    model, n = make(load(part), months=1), np.arange(1, 2000)
    p = model.parameters.aides
    exact = n * p.hours_per_week * 60 * p.effective * part
    assert (aides_for(model, exact * (1 - 1e-9)) == n).all()
    assert (aides_for(model, exact * (1 + 1e-9)) == n + 1).all()
    given = time_given(model, n, minutes_per_aide(model))
    assert (np.abs(given - exact) <= 1 + n * part / 2).all()  # minutes_per_aide is whole, and so is their sum
    if (group := round(1 / part)) * part == 1:
        whole = time_given(model, group * n, minutes_per_aide(model))
        assert (whole == n * minutes_per_aide(model)).all()
