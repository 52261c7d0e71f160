"""Public money is promised once and hours are given once: what a later step wants is what the earlier ones left."""

import math

import numpy as np
import pytest

from sim.kernels.week import PUBLIC, SUBSIDY
from sim.ledger import FEN, Account, Ledger, Purpose, Purse
from sim.processes.pay import price_of_hours
from sim.world.projects import NewServices
from tests.stories.world import World

TOWN = {
    "services": [{"kind": "station", "aides": 2}, {"kind": "village_point", "aides": 0}],
    "purses": {"county": {"yuan_per_year": 24000, "pays": ["home_care", "training"]}},
    "people": {
        "Li": {"ability": "severe", "standing": "poor", "count": 4},
        "Wang": {"ability": "mild", "count": 5},
    },
    "assumptions": {"money.hour_price": 50.0},
}
"""Two thousand yuan a month, which four poor elders ask for and others would like too."""
RIVALS = (
    {"point.assistant_share": 1.0},
    {"point.shared_living": 10},
    {"volunteer.share": 0.5, "volunteer.hours_per_month": 60.0},
    {"train.upgrade_seats": 100},
    {"meals.share": 1.0},
)


def lived(policy, given=(), months=3):
    """The model of a town after some months."""
    world = World(TOWN | dict(given), policy, months)
    for _ in range(months):
        world.model.step()
    return world.model


def paid(model, purpose, payer=Account.PURSES):
    return int(model.ledger.paid[purpose, payer])


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: next(iter(rival)))
def test_hours_that_have_been_given_are_paid(rival):
    model = lived({"visit.hours_per_month": 40.0} | rival)
    worth = int(price_of_hours(model, int(model.book.payers[PUBLIC])))
    assert paid(model, Purpose.HOME_CARE) == worth > 0


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: next(iter(rival)))
def test_a_subsidy_that_has_been_promised_is_paid(rival):
    """The four get 500 yuan each, to the last yuan; the household pays no more than what rounding leaves."""
    model = lived({"entitle.subsidy_yuan": 500.0} | rival)
    worth = int(price_of_hours(model, int(model.book.payers[SUBSIDY])))
    assert 0 <= worth - paid(model, Purpose.CARE_SUBSIDY) < FEN
    assert worth > 1990 * FEN


def test_public_hours_take_nothing_from_insurance():
    """What the public orders and cannot pay leaves the hours of insurance and subsidy as they are."""
    people = {"Li": {"ability": "severe"}, "Sun": {"ability": "severe", "standing": "poor"}}
    given = {"people": people, "assumptions": {"population.pensioner_rural": 1.0}, "purses": {}}
    insurance = {"entitle.ltci_yuan": 1500.0, "entitle.ltci_covers": "everybody"}
    without = lived(insurance, given).elders.col("formal_minutes")
    assert without.any()
    public = {"visit.hours_per_month": 120.0, "visit.everyone": True}
    np.testing.assert_array_equal(lived(insurance | public, given).elders.col("formal_minutes"), without)


def test_what_is_set_aside_can_be_paid_by_nobody_else_and_comes_back():
    purses = Purse("own", 1200.0, (Purpose.HOME_CARE,)), Purse("all", 2400.0, (Purpose.TRAINING, Purpose.HOME_CARE))
    ledger = Ledger(purses)
    ledger.turn(24)
    ledger.set_aside(Purpose.HOME_CARE, 250 * FEN)
    assert ledger.available(Purpose.HOME_CARE) == ledger.available(Purpose.TRAINING) == 50 * FEN
    assert ledger.pay_from_purses(Account.SUPPLIERS, Purpose.TRAINING, 100 * FEN) == 50 * FEN
    ledger.free_what_is_set_aside()
    ledger.free_what_is_set_aside()  # once is all
    assert ledger.available(Purpose.HOME_CARE) == 250 * FEN
    ledger.set_aside(Purpose.HOME_CARE, 9999 * FEN)
    assert [purse.left for purse in purses] == [0, 0]


def test_a_family_bed_brings_its_devices_and_no_rent_for_them():
    people = {"Zhao": {"ability": "severe", "spouse_lives": 600, "count": 3}}
    purses = {"county": {"yuan_per_year": 240000, "pays": ["home_care"]}}
    model = lived({"adapt.devices_share": 1.0, "visit.family_beds": 2}, {"people": people, "purses": purses}, months=6)
    rent = round(model.parameters.home_help.device_rent * FEN)
    assert (model.book.family_beds, model.book.devices) == (2, 1)
    assert paid(model, Purpose.HOME_AIDS, Account.HOUSEHOLDS) == rent


def test_an_assistant_does_not_do_the_work_of_a_helper():
    """Who asks for ten hours of a helper of their own gets four of light help from the assistant."""
    people = {"Li": {"ability": "moderate", "standing": "poor"}}
    purses = {"county": {"yuan_per_year": 240000, "pays": ["home_care"]}}
    model = lived({"point.assistant_share": 1.0, "volunteer.pairing_hours": 10.0}, {"people": people, "purses": purses})
    assert model.elders.col("volunteer_minutes").max() == 60 * model.parameters.home_help.helped_most


def test_other_levers_win_no_volunteers(live, load, digest):
    region, share = load(0.01), (-1, "volunteer.share", 0.1)
    usual = live(region, share, months=14)
    assert digest(live(region, share, (9, "volunteer.share", 0.1), months=14)) == digest(usual)
    volunteers = [live(region, share, change, months=14).records.series("volunteers") for change in (
        (9, "meals.subsidy", 1.0), (9, "volunteer.share", 0.2))]  # fmt: skip
    np.testing.assert_array_equal(volunteers[0], usual.records.series("volunteers"))
    assert volunteers[1][9] > 1.5 * volunteers[1][8]


def test_meals_end_with_living_at_home_in_need(live, load):
    model = live(load(0.01), (-1, "meals.share", 0.5), (-1, "budget.general_factor", 10.0), months=16, laws=True)
    eats = np.flatnonzero(model.elders.col("meal_minutes"))
    assert len(eats) > 10
    assert np.isin(eats, model.cared_for).all()


def test_an_able_tekun_at_home_is_promised_nothing():
    people = {"Sun": {"ability": "able", "standing": "tekun", "count": 2}}
    model = lived({"entitle.subsidy_yuan": 500.0, "entitle.subsidy_from_level": 0}, {"people": people})
    assert not model.elders.col("subsidy").any()


def test_the_programme_builds_no_more_stations_than_reach_everybody(live, load):
    """A station reaches so many elders of month 0: in each town and countryside the last one is still needed."""
    region = load(0.02)
    money = ((-1, "govern.programme_per_year", 1e9), (-1, "govern.advice", True), (-1, "govern.layout", True))
    model = live(region, *money, months=50, laws=True)
    works = [(p.place, p.work) for p in model.projects if p.on_its_way and isinstance(p.work, NewServices)]
    homes, reached = model.facilities, np.zeros((region.n_places, 2))
    new = homes.col("opened") > region.start
    np.add.at(reached, (homes.col("place")[new], homes.col("urban")[new]), homes.col("reach")[new])
    for place, work in works:
        reached[place, int(work.urban)] += work.number * round(work.reach)
    assert reached.sum() > 0
    largest = max(homes.col("reach")[new].max(initial=0), *(work.reach for _, work in works), 0)
    assert (reached < model.elders_at_start + math.ceil(largest)).all()
