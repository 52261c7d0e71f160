"""Orders that count homes keep the pace of the region in a sample too; works that slip open later."""

import dataclasses

import numpy as np
import pytest

from sim.agents.kinds import Kind, Ownership, Stage
from sim.levers import Operate
from sim.processes import build, enact
from sim.world import orders
from sim.world.projects import Reopening


def pace(model, most, stands_for, years):
    """Homes of the full region that change hands in each twelve months, if homes of the sample always could."""
    model.levers = dataclasses.replace(model.levers, operate=Operate(most_per_year=most))
    homes, first, went = model.facilities, model.month, []
    for _ in range(12 * years):
        for _ in range(200):
            homes.col("stands_for")[0] = stands_for
            if not enact.fits_in_the_year(model, 0):
                break
            went.append((model.month, stands_for))
        model.month += 1
    return [sum(w for m, w in went if first + 12 * y <= m < first + 12 * y + 12) for y in range(years)]


@pytest.mark.parametrize("most", [1, 4, 10])
def test_at_full_scale_just_so_many_homes_change_hands_in_a_year(make, small, most):
    assert pace(make(small), most, 1.0, 3) == [most] * 3


@pytest.mark.parametrize(("most", "stands_for"), [(10, 3.0), (10, 6.0), (4, 9.3), (1, 20.0), (10, 0.7)])
def test_homes_of_a_sample_change_hands_at_the_pace_of_the_region(make, small, most, stands_for):
    years = 60
    yearly = pace(make(small), most, stands_for, years)
    assert 0 <= sum(yearly) - years * most <= stands_for + 1e-6
    assert max(yearly) <= most + stands_for


def test_a_private_operator_takes_no_more_homes_of_a_sample_than_the_year_allows(live, load):
    model = live(load(0.05), (-1, "operate.share_of_homes", 1.0), (-1, "operate.most_per_year", 10), months=37)
    homes = model.facilities
    after = model.region.document
    taken = homes.col("stands_for")[homes.col("taken_over") >= after].sum()
    years = (model.month - model.levers.operate.tender_months - after) / 12
    largest = homes.col("stands_for").max()
    assert 10 * np.floor(years) - largest <= taken <= 10 * np.ceil(years) + largest


def test_idle_buildings_are_used_up_in_a_sample_too(make, load):
    """In one of a hundred four buildings of 20 beds are one bed: three get none, and all four are used up."""
    model = make(load(0.01, {"homes.idle_sites": 8}), (-1, "idle.sites_per_year", 4), (-1, "idle.beds_each", 20))
    model.levers = model.schedule.at(model.month)
    for year, used in enumerate((4, 8, 8)):
        orders.order_idle_sites(model)
        assert model.idle_used.sum() == used
        assert sum(sum(p.work.beds) for p in idle_homes(model)) == min(year + 1, 2)
        model.month += 12


def test_a_building_whose_home_is_given_up_stands_idle_again(make, load):
    model = make(load(0.01, {"homes.idle_sites": 1}), (-1, "idle.sites_per_year", 1), (-1, "idle.beds_each", 100))
    model.levers = model.schedule.at(model.month)
    orders.order_idle_sites(model)
    model.month += 12
    orders.order_idle_sites(model)
    assert len(idle_homes(model)) == 1
    idle_homes(model)[0].stage = Stage.CANCELLED
    orders.order_idle_sites(model)
    assert len(idle_homes(model)) == 2


def idle_homes(model):
    return [p for p in model.projects if getattr(p.work, "idle", False)]


@pytest.mark.parametrize("slip", [0.0, 0.5])
def test_the_refit_of_a_closed_home_slips_from_the_end_of_the_tender(make, load, slip):
    model = make(load(0.05, {"homes.slip": slip}), (-1, "idle.reopen_per_year", 100), (-1, "operate.tender_months", 6))
    model.levers, homes = model.schedule.at(model.month), model.facilities
    public = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("ownership") == Ownership.PUBLIC)
    homes.col("in_use")[public] = 0
    orders.order_reopenings(model)
    mine = [p for p in model.projects if isinstance(p.work, Reopening)]
    assert len(mine) == public.sum() > 3
    for project in mine:
        build.fund(model, project)
        build.start_building(model, project)
    works = model.parameters.homes.works_months
    months = np.array([p.opens for p in mine]) - model.month - 6
    assert (months >= works).all()
    assert (months > works).any() == (slip > 0)
