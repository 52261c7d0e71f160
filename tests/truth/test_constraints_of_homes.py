"""One constructed world for each constraint of homes: staff, quality, medicine, care centres: it is the one named."""

import pytest

from experiments.measures_homes import care_centres, township_homes
from experiments.promises import stopped
from sim.agents.kinds import Kind, Medical, Ownership, Tier
from tests.truth.held_back import PART, after, live, named, spend_all

# --- aides --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("constraint", ["nobody_applies", "posts_unpaid", "no_posts"])
def test_which_aides_homes_lack(load, make, constraint):
    model = make(load(PART), months=15)
    seen = live(model, months=10)
    homes = model.facilities
    mine = township_homes(model)
    homes.col("ownership")[mine] = Ownership.PUBLIC
    homes.col("posts")[mine] = 0 if constraint == "no_posts" else homes.col("aides")[mine] + round(50 / PART)
    seen.dry = {model.month - 2} if constraint == "posts_unpaid" else {model.month - 3}
    shown = stopped.measures.value(model, "township_home_ratio")
    more = {"unit": "resident/staff", "direction": "at_most"}
    _, binding = named(model, seen, "township_home_ratio", shown / 2, shown, **more)
    assert (binding.constraint, binding.unit) == (constraint, "aide")
    aides = homes.col("aides")[mine].sum()
    assert binding.quantity == pytest.approx(aides, abs=1)  # as many again
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


def test_care_centres_of_a_project_that_lacks_money_hold_their_norm_back(load, make):
    model = make(region := load(PART), months=after(region) + 2)
    seen = live(model, months=after(region))
    model.facilities.col("closed")[care_centres(model)] = 0
    model.projects.clear()
    _, binding = named(model, seen, "care_centres_at_norm", 2)
    assert (binding.constraint, binding.quantity) == ("not_ordered", 2)
