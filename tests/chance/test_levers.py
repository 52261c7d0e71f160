"""A lever moves what it is about and nothing else: not the past, not who comes, not the luck of anybody."""

import dataclasses

import numpy as np
import pytest

from experiments import regions
from sim.levers import DECLARED, LEVERS
from sim.processes import age

LATER = 13
MONTHS, UNTIL_GRADUATION = 26, 58
"""Months lived; whoever starts college when a lever changes looks for work in the fourth July after that."""
BUSY = (
    (-1, "admit.release_share", 0.5),
    (-1, "visit.everyone", True),
    (-1, "visit.hours_per_month", 4.0),
    (-1, "visit.posts_per_station", 1.0),
    (-1, "identify.visits_per_year", 0.5),
    (-1, "identify.data_link", 0.2),
    (-1, "train.seats_per_year", 300.0),
    (-1, "train.college_intake", 3000.0),
    (-1, "pay.raise_share", 0.05),
    (-1, "build.beds_per_year", 1500.0),
    (-1, "build.grant_share", 1.0),
    (9, "operate.share_of_homes", 0.3),
    (LATER + 2, "operate.share_of_homes", 0.9),
)
"""A scenario in which every lever has something to move, and purses that are not empty."""
BESIDE = {
    "entry.eligible_share": ((-1, "entry.build_grant", 50000.0), (-1, "entry.hurdle_cut", 0.9)),
    **dict.fromkeys(("operate.share_of_homes", "operate.tender_months"), ((-1, "operate.most_per_year", 200),)),
    "budget.lottery_cap": ((-1, "budget.general_factor", 0.0), (-1, "budget.grants_factor", 0.0)),
    **dict.fromkeys(("budget.general_factor", "budget.lottery_floor"), ((-1, "build.grant_share", 0.0),)),
    "safety_net.fund_per_year": ((-1, "safety_net.fund_per_year", 1e6),),
    "budget.grants_factor": ((-1, "budget.general_factor", 0.0), (-1, "build.grant_share", 0.0)),
    "budget.bonds_per_year": ((-1, "budget.general_factor", 0.0), (-1, "build.grant_share", 0.0)),
    "build.kind": ((-1, "ratio.care_centre", 3.0),),
    "ratio.care_centre": ((-1, "build.kind", "care_centre"),),
    "nursing.beds_per_year": ((-1, "nursing.target_share", 0.9), (-1, "nursing.grant_share", 1.0)),
    "nursing.grant_share": ((-1, "nursing.target_share", 0.9), (-1, "budget.general_factor", 0.0)),
    "upgrade.order": ((-1, "upgrade.homes_per_year", 10), (-1, "upgrade.grant_share", 1.0)),
    "upgrade.grant_share": ((-1, "upgrade.homes_per_year", 200), (-1, "budget.general_factor", 0.0)),
    **dict.fromkeys(
        ("idle.beds_each", "idle.cost_share", "idle.operator"),
        ((-1, "idle.sites_per_year", 100), (-1, "budget.bonds_per_year", 1e9)),
    ),
    **dict.fromkeys(
        ("entitle.ltci_from_level", "entitle.ltci_covers", "entitle.premium"), ((-1, "entitle.ltci_yuan", 1000.0),)
    ),
    **dict.fromkeys(
        ("entitle.voucher_from_level", "entitle.voucher_home_share", "entitle.voucher_fee_share"),
        ((-1, "entitle.voucher_yuan", 800.0),),
    ),
    **dict.fromkeys(
        ("entitle.subsidy_from_level", "entitle.subsidy_oldest"),
        ((-1, "entitle.subsidy_yuan", 200.0), (-1, "budget.general_factor", 3.0)),
    ),
    "entitle.quota": ((-1, "entitle.subsidy_yuan", 200.0), (-1, "entitle.quota", 500)),
    **dict.fromkeys(
        ("adapt.first", "adapt.public_share", "adapt.grant_share"), ((-1, "adapt.households_per_year", 3000.0),)
    ),
    "carers.respite_days": ((-1, "station.short_stay_beds", 20),),
    "visit.family_bed_hours": ((-1, "visit.family_beds", 5000),),
    **dict.fromkeys(("meals.subsidy", "meals.poor_only"), ((-1, "meals.share", 0.5),)),
    **dict.fromkeys(
        ("station.site", "station.posts_each", "station.grant_share"),
        (
            (-1, "station.centres_per_year", 100.0),
            (-1, "station.stations_per_year", 200.0),
            (-1, "budget.bonds_per_year", 1e9),
        ),
    ),
    "point.grant_share": ((-1, "point.points_per_year", 500.0), (-1, "budget.bonds_per_year", 3e7)),
    "volunteer.time_bank": ((-1, "volunteer.share", 0.3), (-1, "volunteer.hours_per_month", 1.0)),
    **dict.fromkeys(("volunteer.hours_per_month", "volunteer.pairing_hours"), ((-1, "volunteer.share", 0.02),)),
    "entitle.income_below": ((-1, "visit.everyone", False),),
    "medical.homes_per_year": ((-1, "medical.in_house_share", 1.0), (-1, "budget.bonds_per_year", 1e9)),
    **dict.fromkeys(
        ("grade.publication", "grade.tied_share", "grade.least_quality"),
        ((-1, "grade.gradings_per_year", 2.0), (-1, "budget.general_factor", 3.0)),
    ),
    **dict.fromkeys(
        ("govern.advice", "govern.deadlines", "govern.layout", "govern.reserve"),
        ((-1, "govern.programme_per_year", 1e9),),
    ),
}
"""What else must hold in the busy world for a lever to have something to move: grants to give, money that lacks."""
ELSEWHERE = {"build.beds_where_none": ("shenzhen", 0.02), "idle.reopen_per_year": ("qiannan", 0.02),
             "upgrade.order": ("qiannan", 0.02), "ratio.least_staff": ("banan", 0.2),
             "medical.prevents": ("shenzhen", 0.1), "grade.tied_share": ("qiannan", 0.02)}  # fmt: skip
"""Levers that need a region with places without a public home, with homes that stand closed, with larger homes."""
LONGER = {"entry.eligible_share",
          "train.college_intake", "train.college_retention", "build.kind", "ratio.care_centre", "upgrade.order",
          *(path for path in DECLARED if path.startswith(("nursing.", "idle.")))}  # fmt: skip
"""Levers that take more than two years."""
EXTREME = (
    (-1, "operate.share_of_homes", 1.0),
    (-1, "admit.release_share", 1.0),
    (-1, "visit.hours_per_month", 120.0),
    (-1, "visit.from_level", 1),
    *BUSY[:2],
    (-1, "visit.posts_per_station", 30.0),
    (3, "identify.visits_per_year", 52.0),
    (5, "build.beds_per_year", 5000.0),
    (5, "build.grant_share", 1.0),
    (6, "train.seats_per_year", 10000.0),
    (7, "pay.raise_share", 1.0),
)


CROWDED = {"homes.build_months": 6, "choosing.constant": (-1.0,) * 3, "money.visit_cost": 0.0,
           "money.arrears_bite": False}  # fmt: skip
"""Many want a home, so there is a queue; what is ordered opens soon; door visits cost nothing; debts stop nobody."""


@pytest.fixture(scope="module")
def world(load):
    return load(0.01, CROWDED)


@pytest.fixture(scope="module")
def busy(live, world):
    """Busy worlds by the months lived."""
    return {months: live(world, *BUSY, months=months) for months in (MONTHS, UNTIL_GRADUATION)}


@pytest.fixture(scope="module")
def still(live, small, digest):
    return digest(live(small, months=18))


def present(levers, path):
    lever, field = path.split(".")
    return getattr(getattr(levers, lever), field)


def another(path, now):
    """A value that is not the present one: an end of the range, or the next name."""
    item = DECLARED[path]
    if item.values:
        return item.values[item.values.index(now) - 1]
    if isinstance(now, bool):
        return not now
    ratio = path.startswith("ratio.") and item.unit == "resident/aide"  # fewer residents per aide bind sooner
    up = now < (item.low + item.high) / 2 and not ratio
    return type(now)(item.high if up else item.low)


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_set_to_its_present_value_changes_no_bit(live, small, digest, still, lever):
    for path in (p for p in DECLARED if p.startswith(f"{lever}.")):
        assert digest(live(small, (10, path, present(small.status_quo, path)), months=18)) == still, path


def test_from_the_start_is_from_the_first_month(live, small, digest):
    change = ("ratio.mild", 7.0)
    assert digest(live(small, (-1, *change), months=6)) == digest(live(small, (0, *change), months=6))


def test_levers_set_again_in_a_busy_world_change_no_bit(live, world, digest, busy):
    values = {path: value for month, path, value in BUSY if month < LATER}
    again = [(LATER, path, values.get(path, present(world.status_quo, path))) for path in DECLARED]
    assert digest(live(world, *BUSY, *again, months=MONTHS)) == digest(busy[MONTHS])


@pytest.mark.parametrize("path", DECLARED)
def test_a_lever_dated_later_changes_nothing_before_and_something_after(live, world, busy, path):
    scenario = (*BUSY, *BESIDE.get(path, ()))
    world = regions.load(*ELSEWHERE[path], CROWDED) if path in ELSEWHERE else world
    now = {p: value for month, p, value in scenario if month < LATER}.get(path, present(world.status_quo, path))
    months = UNTIL_GRADUATION if path in LONGER else MONTHS
    base = live(world, *scenario, months=months) if path in {*BESIDE, *ELSEWHERE} else busy[months]
    other = live(world, *scenario, (LATER, path, another(path, now)), months=months)
    np.testing.assert_array_equal(other.records.values[:LATER], base.records.values[:LATER])
    date = world.start + LATER
    earlier = [[row for row in model.ledger.rows() if row[0] < date] for model in (base, other)]
    assert earlier[0] == earlier[1]
    assert not np.array_equal(other.records.values, base.records.values, equal_nan=True), f"{path} moves nothing"


# --- people ---------------------------------------------------------------------------------------


def lives(model):
    """Who comes and what becomes of everybody: arrivals in order, and the ids, ability and dementia of each month."""
    months = []
    while model.running:
        model.step()
        order = np.argsort(model.elders.col("id"))
        state = model.elders.col("state")[order] & 0x1F  # sex, ability, dementia
        months.append((model.elders.col("id")[order].copy(), state))
    return months


@pytest.fixture
def arrivals(monkeypatch):
    """Everybody whom the step *age* adds: all that they bring along, month by month."""
    seen, add = [], age.add_elders

    def spy(model, columns):
        seen.append({name: column.tolist() for name, column in columns.items()})
        return add(model, columns)

    monkeypatch.setattr(age, "add_elders", spy)
    return seen


def test_who_arrives_and_when_does_not_depend_on_levers(live, world, arrivals):
    live(world, months=MONTHS)
    usual = arrivals.copy()
    arrivals.clear()
    live(world, *EXTREME, months=MONTHS)
    assert len(usual) == MONTHS
    assert {"id", "birth", "place", "state", "standing", "known"} <= usual[0].keys()
    assert sum(len(month["id"]) for month in usual) > 500
    assert arrivals == usual


def test_same_elder_same_luck(make, load):
    """Where care cannot touch health, nobody dies, leaves, worsens or recovers in another month than usual."""
    region = load(0.02, CROWDED | {"need.gap_effect": False})
    usual, other = make(region, months=MONTHS), make(region, *EXTREME, months=MONTHS)
    for month, ((ids, state), (other_ids, other_state)) in enumerate(zip(lives(usual), lives(other), strict=True)):
        np.testing.assert_array_equal(ids, other_ids, err_msg=f"month {month}")
        np.testing.assert_array_equal(state, other_state, err_msg=f"month {month}")
    assert usual.records.latest("unmet_hours") != other.records.latest("unmet_hours")


def test_long_gaps_touch_health_and_nothing_else_does(make, load):
    """With a strong effect of gaps, the same scenarios differ: the test above is able to fail."""
    region = load(0.02, CROWDED | {"need.gap_months": 1, "need.gap_share": 0.01})
    health = dataclasses.replace(region.health, gap_worsening=1.3, gap_death=1.3)
    region = dataclasses.replace(region, health=health)
    one, other = lives(make(region, months=MONTHS)), lives(make(region, *EXTREME, months=MONTHS))
    assert not all(np.array_equal(a, b) for a, b in zip(one[-1], other[-1], strict=True))
