"""The yearly programme (L26): every fen is kept or spent, all arms draw the same luck, and what is missing adds up."""

import numpy as np
import pytest

from experiments import factorial
from sim.agents.kinds import EmptyBed, UnmetHour
from sim.calendar import is_january
from sim.ledger import Account, Ledger, Pot, Purpose
from sim.world.causes import empty_beds
from sim.world.diagnosis import Measure, binding, diagnose, hours_of_queue, needs

MONEY = (-1, "govern.programme_per_year", 2e8)
LISTS = tuple((-1, f"govern.{name}", True) for name in ("advice", "deadlines", "layout", "reserve"))
MONTHS = 50


@pytest.fixture(scope="module")
def arms(live, load):
    """Money alone, and with all four lists."""
    region = load(0.01, {"money.arrears_bite": False})
    return live(region, MONEY, months=MONTHS, laws=True), live(region, MONEY, *LISTS, months=MONTHS, laws=True)


def test_a_pot_keeps_what_is_not_spent_and_pays_into_both_books():
    pot, ledger = Pot(), Ledger(())
    pot.put(100)
    for month in range(24):
        ledger.turn(month)
        pot.turn(month)
    assert (pot.left, pot.carried, pot.pays) == (100, 100, ())
    assert ledger.pay_from(pot, Account.BUILDERS, Purpose.CAPITAL, 70) == 70
    assert ledger.pay_from(pot, Account.BUILDERS, Purpose.CAPITAL, 70) == 30
    assert pot.left == 0
    assert ledger.balance[Account.BUILDERS] == -ledger.balance[Account.PURSES] == 100
    with pytest.raises(ValueError, match="cannot put"):
        pot.put(-1)


def test_every_fen_of_the_programme_is_spent_or_kept(arms):
    for model in arms:
        region, decided = model.region, model.programme.decided
        januaries = [m for m in range(region.document, region.start + MONTHS) if is_january(m)]
        first = [(d.month, d.place) for d in decided if d.rank == 0]
        assert first == [(m, place) for m in januaries for place in range(region.n_places)]
        assert all(d.spent <= d.money for d in decided)
        assert all(d.measure == d.binding for d in decided if d.told and d.rank == 0)
        given = len(januaries) * round(2e8 * region.fraction * 100)
        spent, left = sum(d.spent for d in decided), sum(pot.left for pot in model.programme.pots)
        assert (given, spent > 0, left >= 0) == (spent + left, True, True)


def test_what_is_ordered_is_paid_in_full_before_it_is_built(arms):
    for model in arms:
        mine = [p for p in model.projects if p.name.startswith("programme")]
        assert mine
        assert all(p.saved == p.capital == p.local for p in mine)
        first = min(p.announced for p in mine)
        paid = [row for row in model.ledger.rows() if row[0] == first and row[3] == "capital" and row[1] == "purses"]
        assert sum(row[4] for row in paid) >= sum(p.capital for p in mine if p.announced == first) / 100


def test_in_the_first_january_all_arms_draw_the_same_luck(arms):
    """Advice raises the chance to act on what binds: whoever does so without it does so with it."""
    firsts = [[d for d in model.programme.decided if d.rank == 0] for model in arms]
    without, with_lists = (some[: arms[0].region.n_places] for some in firsts)
    for one, other in zip(without, with_lists, strict=True):
        assert one.binding == other.binding
        assert not one.told or other.told
        assert one.told != other.told or one.measure == other.measure
    assert sum(d.told for d in firsts[1]) > sum(d.told for d in firsts[0])


def test_what_else_is_ordered_in_a_month_does_not_touch_the_luck_of_the_programme(live, load):
    region = load(0.02)
    advised = (-1, "govern.programme_per_year", 6e8), (-1, "govern.advice", True)
    also = [(-1, f"{lever}.grant_share", 1.0) for lever in ("build", "station")]
    also += [(-1, "build.beds_per_year", 2000.0), (-1, "station.stations_per_year", 200.0)]
    opens = []
    for others in ((), also):
        model = live(region, *advised, *others, months=26)
        opens.append({p.name: p.opens for p in model.projects if p.of_programme and p.home < 0})
    assert len(model.projects) > len(region.projects) + len(opens[1]) > len(region.projects) + 3
    assert opens[0] == opens[1]


def test_the_diagnosis_is_the_book_and_changes_nothing(live, load, digest):
    region = load(0.01)
    model = live(region, months=20)
    before = digest(model)
    found, missing = diagnose(model), needs(model)
    assert digest(model) == before
    np.testing.assert_array_equal(found.unmet, model.book.unmet_causes)
    np.testing.assert_array_equal(found.empty.sum(axis=0), empty_beds(model).sum(axis=0))
    assert found.waiting.sum() == len(model.waiting)
    assert missing.shape == (region.n_places, len(Measure))
    assert (missing >= 0).all()
    hours = np.array(model.parameters.need.home)[[4]] + model.parameters.need.dementia
    assert found.queue_hours.sum() <= len(model.waiting) * hours[0]
    np.testing.assert_allclose(missing[:, Measure.HOURS], found.unmet[:, UnmetHour.CANNOT_PAY] / 60)
    assert (missing[:, Measure.STATION] <= found.unmet[:, UnmetHour.NO_SERVICE] / 60).all()


def test_the_queue_is_shared_out_by_the_beds_of_the_first_choice(live, load):
    """All hours of those who wait go to aides, to other types or to new beds, each where it can be had."""
    model = live(load(0.02, {"choosing.constant": (-1.0,) * 3}), months=14)
    none = np.zeros((model.facilities.n, len(EmptyBed)), dtype=np.int64)
    only_beds = hours_of_queue(model, none)
    assert only_beds.sum() == only_beds[:, Measure.BEDS].sum() > 0
    for cause, measure in ((EmptyBed.NO_AIDES, Measure.AIDES), (EmptyBed.WRONG_TYPE, Measure.TYPE)):
        many = none.copy()
        many[:, cause] = 10_000
        found = hours_of_queue(model, many)
        assert found[:, measure].sum() == pytest.approx(only_beds.sum())
    assert binding(np.array([[0.0, 0.0], [1.0, 2.0]])).tolist() == [-1, 1]


def test_switches_make_every_combination_and_every_pair():
    names = ["a", "b", "c"]
    made = [factorial.arm_name(on, "none") for on in factorial.subsets(names)]
    assert made == ["none", "a", "b", "c", "a_b", "a_c", "b_c", "a_b_c"]
    assert factorial.pairs("b", names, "none") == [("b", "none"), ("a_b", "a"), ("b_c", "c"), ("a_b_c", "a_c")]
    assert factorial.merged([{"x": {"f": 1}}, {"x": {"g": 2}}, {"x": {"f": 3}}]) == {"x": {"f": 3, "g": 2}}
