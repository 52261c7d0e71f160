"""What two small worlds lived through is remembered to the last digit; a change of results shows as a diff.

``pytest tests/memory --regen-golden`` writes the files anew. Read the diff, line by line an outcome, before you
commit it, and say "changes results" in CHANGELOG.md. The laws below hold for the files themselves, so a wrong world
cannot be remembered by mistake.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from sim.agents.kinds import Ability, BedType, EmptyBed, Ownership, Standing, UnmetHour, WaitEnd
from sim.calendar import text_of

FOLDER = Path(__file__).parent
MONTHS = 24
WORLDS = {
    "status_quo": (),
    "busy": (
        (9, "operate.share_of_homes", 0.6),
        (10, "identify.visits_per_year", 4.0),
        (10, "ratio.mild", 8.0),
        (11, "visit.everyone", True),
        (11, "visit.posts_per_station", 3.0),
        (12, "train.seats_per_year", 1000.0),
        (13, "pay.raise_share", 0.2),
        (13, "build.beds_per_year", 2000.0),
        (13, "build.grant_share", 0.9),
        (14, "admit.release_share", 0.5),
    ),
    "near_home": (
        (3, "station.stations_per_year", 200.0),
        (3, "station.grant_share", 1.0),
        (3, "station.short_stay_beds", 10),
        (3, "point.points_per_year", 200.0),
        (3, "point.grant_share", 1.0),
        (3, "point.assistant_share", 0.5),
        (3, "chain.linked_share", 0.5),
        (4, "visit.family_beds", 2000),
        (4, "adapt.households_per_year", 4000.0),
        (4, "adapt.devices_share", 0.2),
        (4, "carers.trained_per_year", 4000.0),
        (4, "carers.respite_days", 14.0),
        (5, "volunteer.share", 0.05),
        (5, "volunteer.time_bank", True),
        (5, "volunteer.pairing_hours", 1.0),
        (5, "meals.share", 0.2),
        (5, "identify.survey_share", 0.05),
        (6, "entitle.ltci_yuan", 1000.0),
        (6, "entitle.voucher_yuan", 800.0),
        (6, "entitle.subsidy_yuan", 200.0),
        (7, "medical.in_house_share", 0.5),
        (7, "medical.prevents", 0.05),
        (7, "platform.travel_saved", 0.3),
        (7, "platform.bracelets_share", 0.2),
        (7, "grade.gradings_per_year", 2.0),
        (7, "grade.publication", 0.5),
        (8, "govern.programme_per_year", 60e6),
        (8, "govern.advice", True),
        (8, "govern.layout", True),
    ),
}
GROUPS = {
    "level": [str(level.value) for level in Ability],
    "standing": [s.name.lower() for s in Standing],
    "ownership": [o.name.lower() for o in Ownership],
    "bed": [b.name.lower() for b in BedType],
    "end": [e.name.lower() for e in WaitEnd],
}
REMEMBERED = {
    "elders": ("", "level"),
    **dict.fromkeys(
        ("deaths", "arrivals", "leavers", "level_2_up", "died_waiting", "entered_90", "waiting_months"), ("",)
    ),
    **dict.fromkeys(("in_need", "unmet_hours", "joined", "waiting"), ("", "standing")),
    **dict.fromkeys(("known", "need_hours", "family_hours", "formal_hours", "volunteer_hours", "no_help"), ("",)),
    **dict.fromkeys(("beds", "residents", "operable_beds", "admitted"), ("", "ownership")),
    **dict.fromkeys(("occupancy", "tekun_placed", "certified", "coverage", "urban_rural_gap"), ("",)),
    **dict.fromkeys(("coverage_points", "meal_hours", "family_beds", "adapted_homes", "trained_families"), ("",)),
    **dict.fromkeys(("respite_stays", "eaters", "volunteers", "graded", "medical_share", "clinic_share"), ("",)),
    **dict.fromkeys(("aides", "aides_missing", "aides_quit", "aides_hired", "public_cost", "household_cost"), ("",)),
    "wait_end": ("end",),
}
CAUSES = {"empty_cause": [c.name.lower() for c in EmptyBed], "unmet_cause": [c.name.lower() for c in UnmetHour]}


def lines():
    """Outcome and group of each line of a file."""
    for outcome, kinds in REMEMBERED.items():
        for kind in kinds:
            yield from [(outcome, f"{kind}={member}") for member in GROUPS[kind]] if kind else [(outcome, "")]
    for outcome, causes in CAUSES.items():
        yield from [(outcome, f"cause={cause}") for cause in causes]


@pytest.mark.parametrize("world", WORLDS)
def test_the_world_is_as_remembered(live, small, request, world):
    model = live(small, *WORLDS[world], months=MONTHS, seed=1)
    rows = [["outcome", "group", *map(text_of, model.records.months.tolist())]]
    for outcome, group in lines():
        rows.append([outcome, group, *(f"{value:.12g}" for value in model.records.series(outcome, group=group))])
    path = FOLDER / f"{world}.csv"
    if request.config.getoption("--regen-golden"):
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    with path.open(newline="", encoding="utf-8") as file:
        remembered = list(csv.reader(file))
    changed = [new[:2] for new, old in zip(rows, remembered, strict=False) if new != old]
    assert rows == remembered, f"results changed in {len(changed)} lines, for instance {changed[:5]}"


# --- laws of the files ----------------------------------------------------------------------------


@pytest.fixture(params=WORLDS)
def series(request):
    """``series(outcome, group)``: a line of a file."""
    with (FOLDER / f"{request.param}.csv").open(newline="", encoding="utf-8") as file:
        table = {
            (outcome, group): np.array(values, dtype=float) for outcome, group, *values in list(csv.reader(file))[1:]
        }
    assert set(table) == set(lines())
    assert all(len(values) == MONTHS for values in table.values())
    return lambda outcome, group="": table[outcome, group]


def total(series, outcome, kind, members=None):
    return sum(series(outcome, f"{kind}={member}") for member in members or GROUPS[kind])


def same(one, other):
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-6)


def test_elders_now_are_those_before_and_who_came_less_who_went(series):
    same(np.diff(series("elders")), (series("arrivals") - series("deaths") - series("leavers"))[1:])


def test_parts_add_up(series):
    same(series("elders"), total(series, "elders", "level"))
    same(series("level_2_up") * series("elders"), total(series, "elders", "level", "234"))
    for outcome in ("in_need", "unmet_hours", "joined", "waiting"):
        same(series(outcome), total(series, outcome, "standing"))
    for outcome in ("beds", "residents", "operable_beds", "admitted"):
        same(series(outcome), total(series, outcome, "ownership"))


def test_causes_add_up(series):
    same(series("beds") - series("residents"), total(series, "empty_cause", "cause", CAUSES["empty_cause"]))
    same(series("unmet_hours"), total(series, "unmet_cause", "cause", CAUSES["unmet_cause"]))


def test_waiting_ends_in_one_way(series):
    same(np.diff(series("waiting")), (series("joined") - total(series, "wait_end", "end"))[1:])
    same(series("admitted"), total(series, "wait_end", "end", ("entered", "entered_elsewhere")))
    same(series("died_waiting"), series("wait_end", "end=died"))


def test_hours_and_beds_have_bounds(series):
    sources = ("family_hours", "formal_hours", "volunteer_hours", "meal_hours")
    help_at_home = sum(series(source) for source in sources)
    slack = 0.001  # of an hour: the files have twelve digits
    assert (series("need_hours") <= help_at_home + series("unmet_hours") + slack).all()
    assert (help_at_home <= series("need_hours") + slack).all()
    assert (series("residents") <= series("operable_beds")).all()
    assert (series("operable_beds") <= series("beds")).all()
    same(series("occupancy"), series("residents") / series("beds"))
    for share in ("level_2_up", "known", "no_help", "occupancy", "certified", "coverage"):
        assert ((series(share) >= 0) & (series(share) <= 1)).all(), share
    assert (series("in_need") <= series("elders")).all()
