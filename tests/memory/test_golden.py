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
    help_at_home = series("family_hours") + series("formal_hours") + series("volunteer_hours")
    slack = 0.001  # of an hour: the files have twelve digits
    assert (series("need_hours") <= help_at_home + series("unmet_hours") + slack).all()
    assert (help_at_home <= series("need_hours") + slack).all()
    assert (series("residents") <= series("operable_beds")).all()
    assert (series("operable_beds") <= series("beds")).all()
    same(series("occupancy"), series("residents") / series("beds"))
    for share in ("level_2_up", "known", "no_help", "occupancy", "certified", "coverage"):
        assert ((series(share) >= 0) & (series(share) <= 1)).all(), share
    assert (series("in_need") <= series("elders")).all()
