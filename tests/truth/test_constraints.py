"""One constructed world for each constraint of help at home, reach and waiting: it is the one named."""

import numpy as np
import pytest

from experiments.promises import help as at_home
from experiments.promises import stopped
from sim.agents.kinds import Kind, Ownership, Standing
from sim.calendar import text_of
from sim.kernels.state import ADAPTED, TRAINED_CARER, pack
from sim.ledger import FEN
from sim.world.projects import NewServices, Project
from tests.truth.held_back import NOBODY_FOUND, PART, have, know_nobody, live, named, spend_all

# --- programmes of the year ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programme", "bit"),
    [("adapt.households_per_year", ADAPTED), ("carers.trained_per_year", TRAINED_CARER)],
)
@pytest.mark.parametrize("built_in", ["unpaid", "not_known", "nobody_left"])
def test_what_a_yearly_number_lacked(load, make, programme, bit, built_in):
    """A purse of 0 -> money; nobody known -> not known; everybody has it already -> nobody left."""
    region = load(PART, NOBODY_FOUND if built_in == "not_known" else {})
    model = make(region, (-1, programme, 6000.0), months=15)
    each = {"unpaid": spend_all, "not_known": know_nobody, "nobody_left": have(bit)}[built_in]
    seen = live(model, each)
    measure = {"adapt": "adapted_since", "carer": "families_trained_since"}[programme[:5]]
    ordered = 6000.0 * 14 / 12
    found, binding = named(model, seen, f"{measure}:{text_of(region.start)}", ordered, unit="household")
    assert binding.constraint == f"programme.{built_in}"
    assert binding.quantity <= ordered
    if built_in == "unpaid":
        assert binding.yuan > 0
        assert binding.names
        assert binding.months == 14
        assert set(found) == {binding.constraint}


def test_families_who_cannot_pay_their_part_hold_adaptation_back(load, make):
    region = load(PART, {"home_help.own_part_months": 0.0})
    model = make(region, (-1, "adapt.households_per_year", 6000.0), (-1, "adapt.public_share", 0.0), months=15)
    model.elders.col("known")[:] = 1
    seen = live(model)
    _, binding = named(model, seen, f"adapted_since:{text_of(region.start)}", 7000, unit="household")
    assert binding.constraint == "programme.own_part"


def test_yearly_numbers_that_are_too_small_were_not_ordered(load, make):
    region = load(PART)
    model = make(region, (6, "adapt.households_per_year", 1200.0), months=15)
    seen = live(model)
    measure = f"adapted_since:{text_of(region.start)}"
    done = stopped.measures.value(model, measure)
    found, binding = named(model, seen, measure, 5000, done, unit="household")
    assert (binding.constraint, binding.since) == ("too_few_ordered", region.start + 6)
    assert binding.quantity == pytest.approx(5000 - 1200 * 8 / 12)
    assert sum(stop.quantity for stop in found.values()) <= 5000 - done + 1e-6
    plain = make(region, months=15)
    assert named(plain, live(plain), measure, 5000, unit="household")[1].constraint == "not_ordered"


def certify(model):
    model.aides.col("certified")[:] = 1


@pytest.mark.parametrize(("each", "constraint"), [(spend_all, "unpaid"), (certify, "no_candidates")])
def test_what_courses_lacked(load, make, each, constraint):
    region = load(PART)
    model = make(region, (-1, "train.upgrade_seats", 3000.0), (-1, "train.seats_per_year", 0.0), months=15)
    seen = live(model, each if constraint == "no_candidates" else lambda model: None)
    if constraint == "unpaid":
        model = make(region, (-1, "train.upgrade_seats", 3000.0), (-1, "train.seats_per_year", 0.0), months=15)
        for purse in model.ledger.purses:  # nothing may pay for training
            purse.pays = ()
        seen = live(model)
    _, binding = named(model, seen, f"courses_since:{text_of(region.start)}", 3500, unit="person-time")
    assert binding.constraint == f"programme.{constraint}"


# --- family beds --------------------------------------------------------------------------------------------


def refuse(model):
    model.elders.col("refuses")[:] = 1


def live_far_away(model):
    model.facilities.col("reach")[:] = 0


@pytest.mark.parametrize(
    ("built_in", "each"),
    [
        ("beds_unpaid", spend_all),
        ("people.not_known", know_nobody),
        ("people.refuse", refuse),
        ("people.too_far", live_far_away),
    ],
)
def test_what_family_beds_lack(load, make, built_in, each, monkeypatch):
    if built_in == "people.refuse":  # everybody lives within a circle
        everywhere = lambda model, rows: (np.ones(len(rows), dtype=bool),) * 2  # noqa: E731
        monkeypatch.setattr(at_home, "circles", everywhere)
    region = load(PART, NOBODY_FOUND if built_in == "people.not_known" else {})
    model = make(region, (-1, "visit.family_beds", 2000), months=15)
    if built_in != "people.not_known":
        model.elders.col("known")[:] = 1
    seen = live(model, each)
    found, binding = named(model, seen, "family_beds", 2500, model.records.latest("family_beds"), unit="bed")
    assert binding.constraint == built_in
    assert found["not_ordered"].quantity == 500
    assert sum(stop.quantity for stop in found.values()) == pytest.approx(2500 - model.records.latest("family_beds"))


# --- platform, circles, those who wait ----------------------------------------------------------------------


def test_why_no_platform_runs(load, make):
    region = load(PART)
    plain = make(region, months=3)
    assert named(plain, live(plain, months=2), "platform", 1)[1].constraint == "not_ordered"
    model = make(region, (-1, "platform.travel_saved", 0.1), months=3)
    for purse in model.ledger.purses:
        purse.pays = tuple(purpose for purpose in purse.pays if purpose.name != "IDENTIFICATION")
    seen = live(model, months=2)
    assert stopped.measures.value(model, "platform") == 0
    _, binding = named(model, seen, "platform", 1)
    assert binding.constraint == "running_unpaid"
    assert binding.yuan > 0


@pytest.mark.parametrize(("kind", "measure"), [(Kind.VILLAGE_POINT, "coverage_points"), (Kind.STATION, "coverage")])
def test_planned_circles_count_for_their_own_kind(load, make, kind, measure):
    region = load(PART)
    model = make(region, months=region.document - region.start + 40)
    seen = live(model, months=region.document - region.start + 36)
    model.projects[:] = [
        Project("circle", 0, NewServices(kind, False, 1, 5000.0, 0.0), 100 * FEN, 1.0, region.start, region.start)
    ]
    other = "coverage" if measure == "coverage_points" else "coverage_points"
    found, binding = named(model, seen, measure, 0.9, 0.895, unit="share")
    assert "no_money" in found
    assert binding.unit == "person"
    assert set(named(model, seen, other, 0.9, 0.5, unit="share")[0]) == {"not_ordered"}


@pytest.mark.parametrize("constraint", ["fund", "waits.no_aides", "waits.full", "waits.shut"])
def test_what_keeps_willing_tekun_out(load, make, constraint):
    model = make(load(PART), months=15)
    seen = live(model, months=12)
    elders, homes = model.elders, model.facilities
    tekun = np.flatnonzero((elders.col("standing") == Standing.TEKUN) & (elders.col("facility") < 0))[:3]
    elders.raw("state")[tekun] = pack(0, 3, 0)
    home = int(np.flatnonzero((homes.col("kind") == Kind.HOME) & (homes.col("ownership") == Ownership.PUBLIC))[0])
    elders.raw("waiting_since")[tekun] = model.month - 1
    elders.raw("choices")[tekun, 0] = home
    model.waiting.shorten(0)
    model.waiting.append(elders.raw("id")[tekun])
    homes.col("blocked")[home] = constraint == "waits.shut"
    homes.col("beds")[home] = homes.col("occupied")[home] + (0 if constraint == "waits.full" else 5)
    homes.col("works")[home] = 0
    homes.col("load")[home] = 10**6 if constraint == "waits.no_aides" else 0
    if constraint == "fund":
        model.levers = model.levers.with_values({"safety_net.fund_per_year": 1.0})
        model.ledger.paid_this_year[:] = 10**12
    found, binding = named(model, seen, "tekun_supported", 1.0, 0.9, unit="share")
    assert binding.constraint == constraint
    assert sum(stop.quantity for stop in found.values()) == pytest.approx(len(tekun) / PART)
