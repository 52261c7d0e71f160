"""One constructed world for each constraint of help at home, staff, quality, medicine, waiting: it is the one named."""

import numpy as np
import pytest

from experiments.measures_homes import care_centres, township_homes
from experiments.promises import help as at_home
from experiments.promises import stopped
from experiments.promises.seen import Seen
from sim.agents.kinds import Kind, Medical, Ownership, Standing, Tier
from sim.calendar import text_of
from sim.kernels.state import ADAPTED, TRAINED_CARER, pack
from sim.ledger import FEN
from sim.world.projects import NewServices, Project
from sim.world.region import DocumentTarget

NOBODY_FOUND = {"identification.base_rate": (0.0,) * 5}
PART = 0.01


def spend_all(model):
    for purse in model.ledger.purses:
        purse.take(10**15)


def know_nobody(model):
    model.elders.col("known")[:] = 0


def have(bit):
    def set_bit(model):
        model.elders.col("aids")[:] |= bit

    return set_bit


def live(model, each=lambda model: None, months=14):
    """Live some months, doing something to the world before each; what the run has seen."""
    seen = Seen()
    for _ in range(months):
        each(model)
        model.step()
        seen.note(model)
    return seen


def after(region):
    """Months up to the third one of the year after the document."""
    return (region.document // 12 + 1) * 12 + 3 - region.start


def wants(model, measure, value, unit="home", direction="at_least"):
    return DocumentTarget("goal", value, direction, unit, model.month - 1, "目标", measure, "L13")


def named(model, seen, measure, value, shown=0.0, **more):
    """Constraint -> what it holds back, and the one that binds."""
    found = stopped.stopped(model, wants(model, measure, value, **more), shown, seen)
    return {stop.constraint: stop for stop in found}, next(stop for stop in found if stop.binds)


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


# --- aides --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("constraint", ["nobody_applies", "posts_unpaid", "no_posts"])
def test_which_aides_homes_lack(load, make, constraint):
    model = make(load(PART), months=15)
    seen = live(model, months=10)
    homes = model.facilities
    mine = township_homes(model)
    homes.col("ownership")[mine] = Ownership.PUBLIC
    homes.col("posts")[mine] = 0 if constraint == "no_posts" else homes.col("aides")[mine] + 50
    seen.dry = {model.month - 2} if constraint == "posts_unpaid" else {model.month - 3}
    shown = stopped.measures.value(model, "township_home_ratio")
    more = {"unit": "resident/staff", "direction": "at_most"}
    _, binding = named(model, seen, "township_home_ratio", shown / 2, shown, **more)
    assert (binding.constraint, binding.unit) == (constraint, "aide")
    aides = homes.col("aides")[mine].sum()
    assert binding.quantity * PART == pytest.approx(aides, abs=1)  # as many again
    assert binding.months == (1 if constraint == "posts_unpaid" else 0)


# --- the standard -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("constraint", ["not_graded", "quality.no_aides", "quality.unpaid", "quality.pace"])
def test_why_homes_are_below_the_standard(load, make, constraint):
    region = load(PART)
    rate = 0.0 if constraint == "not_graded" else 2.0
    model = make(region, (-1, "grade.gradings_per_year", rate), months=after(region) + 2)
    homes = model.facilities
    homes.col("quality")[:] = 0.2

    def each(model):
        if constraint == "quality.unpaid":
            spend_all(model)
        if constraint == "quality.no_aides":
            homes.col("load")[:] += 10**6

    seen = live(model, months=after(region))
    if constraint == "quality.unpaid":
        seen.gradings = [(10.0, 1.0)]
    elif constraint == "quality.pace":
        seen.gradings = [(10.0, 9.0)]
    each(model)
    if constraint in ("quality.unpaid", "quality.pace"):
        homes.col("load")[:] = 0
    below = homes.col("quality") < 0.5
    found, binding = named(model, seen, "graded", 1.0, unit="share")
    assert binding.constraint == constraint
    assert binding.unit == "home"
    assert sum(stop.quantity for stop in found.values()) <= homes.col("stands_for")[below].sum() + 1e-6
    assert (binding.months > 0) == (constraint == "quality.pace")


def test_gradings_that_no_purse_pays_are_seen(load, make):
    model = make(region := load(PART), (-1, "grade.gradings_per_year", 2.0), months=after(region) + 2)
    seen = live(model, spend_all, months=after(region))
    assert sum(ordered for ordered, _ in seen.gradings) > 0
    assert sum(paid for _, paid in seen.gradings) < 0.1


# --- medicine -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "ask", "constraint"),
    [(-1, 0.0, "not_ordered"), (-1, 1.0, "yearly_medical"), (12, 1.0, "january_orders")],
)
def test_why_homes_have_no_agreement(load, make, since, ask, constraint):
    region = load(PART)
    changes = [
        (since if since < 0 else after(region) - 1, "medical.agreement_share", ask),
        (-1, "medical.homes_per_year", 1),
    ]
    model = make(region, *changes, months=after(region) + 2)
    model.facilities.col("medical")[:] = Medical.NONE
    seen = live(model, months=after(region))
    shown = stopped.measures.value(model, "share_medical")
    assert named(model, seen, "share_medical", 0.95, shown, unit="share")[1].constraint == constraint


def test_why_homes_have_no_clinic(load, make):
    model = make(
        region := load(PART),
        (-1, "medical.in_house_share", 1.0),
        (-1, "medical.homes_per_year", 500),
        months=after(region) + 2,
    )
    homes = model.facilities
    homes.col("medical")[:] = Medical.NONE
    homes.col("ownership")[homes.col("kind") <= Kind.CARE_CENTRE] = Ownership.PUBLIC
    seen = live(model, spend_all, months=after(region))
    shown = stopped.measures.value(model, "clinic_share")
    _, binding = named(model, seen, "clinic_share", 1.0, shown, unit="share")
    assert binding.constraint == "clinic_unpaid"
    assert binding.yuan > 0
    model.clinics = [clinic._replace(opens=model.month + 8) for clinic in model.clinics]
    _, binding = named(model, seen, "clinic_share", 1.0, shown, unit="share")
    assert (binding.constraint, binding.month) == ("clinic_works", model.month + 8)


@pytest.mark.parametrize("constraint", ["no_agreement", "operated", "not_ordered"])
def test_why_a_county_has_no_home_of_its_own(load, make, constraint):
    model = make(region := load(PART), months=after(region) + 2)
    seen = live(model, months=after(region))
    homes = model.facilities
    homes.col("tier")[:] = Tier.TOWNSHIP if constraint == "not_ordered" else Tier.COUNTY
    homes.col("medical")[:] = Medical.NONE if constraint == "no_agreement" else Medical.IN_HOUSE
    public = homes.col("ownership") == Ownership.PUBLIC
    homes.col("ownership")[public] = Ownership.PUBLIC_PRIVATE if constraint == "operated" else Ownership.PUBLIC
    model.projects.clear()
    shown = stopped.measures.value(model, "places_with_county_home")
    _, binding = named(model, seen, "places_with_county_home", shown + 4, shown, unit="county")
    assert binding.constraint == constraint
    assert shown == 0


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


def test_care_centres_of_a_project_that_lacks_money_hold_their_norm_back(load, make):
    model = make(region := load(PART), months=after(region) + 2)
    seen = live(model, months=after(region))
    model.facilities.col("closed")[care_centres(model)] = 0
    model.projects.clear()
    _, binding = named(model, seen, "care_centres_at_norm", 2)
    assert (binding.constraint, binding.quantity) == ("not_ordered", 2)
