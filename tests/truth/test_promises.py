"""Promises of a document: the replicates put together, and what stopped a missed one, read from the model's state."""

import dataclasses
import math
import string
from pathlib import Path

import pytest

from experiments import measures, promises, regions, word_list
from experiments.measures import NAMED
from experiments.promises import stopped, words, works
from experiments.promises.rules import by_lever
from experiments.promises.seen import Seen
from experiments.promises.stops import Stop
from sim.agents.kinds import Kind, Stage
from sim.ledger import FEN, Purpose
from sim.world.projects import NewServices, Project
from sim.world.region import DocumentTarget


def wants(measure, value, by, unit="centre", direction="at_least", lever="L09"):
    return DocumentTarget("goal", value, direction, unit, by, "目标", measure, lever)


def promise(*verdicts, values=None):
    values = values or tuple(float(i) for i in range(len(verdicts)))
    return promises.Promise(wants("beds", 1, 1), "x", values, verdicts)


# --- replicates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "verdict", "met_in"),
    [
        (("reached",) * 3, "met", 3),
        (("reached", "reached", "missed"), "met", 2),
        (("reached", "missed"), "missed", 1),  # half is not more than half
        (("missed",) * 3, "missed", 0),
        (("after",) * 2, "cannot_be_judged", 0),
        (("reached", "nothing"), "cannot_be_judged", 1),
    ],
)
def test_a_target_is_met_if_more_than_half_of_the_replicates_meet_it(verdicts, verdict, met_in):
    one = promise(*verdicts)
    assert (one.verdict, one.met_in) == (verdict, met_in)


def test_mean_and_range_leave_out_what_is_not_there():
    one = promise("reached", "missed", "nothing", values=(4.0, 1.0, math.nan))
    assert (one.mean, one.lowest, one.highest) == (2.5, 1.0, 4.0)
    assert math.isnan(promise("after", values=(math.nan,)).mean)


def test_the_constraint_that_binds_most_often_stands_first():
    few, many = Stop("goal", "no_money", 2, "home", yuan=10), Stop("goal", "slip", 9, "home", names=("B",))
    stops = [
        [few._replace(binds=True), many._replace(quantity=1)],
        [few._replace(binds=True, yuan=30), many._replace(quantity=1, names=("A", "B"))],
        [many._replace(binds=True)],
    ]
    first, second = promises.constraints(stops)
    assert (first.constraint, first.binds, first.found) == ("no_money", 2, 2)
    assert (first.quantity, first.yuan) == pytest.approx((4 / 3, 40 / 3))  # means over the three that miss
    assert (second.constraint, second.binds, second.found) == ("slip", 1, 3)
    assert second.names == ("B", "A")


# --- what holds a project up --------------------------------------------------------------------------------


@pytest.fixture
def world(load, make):
    """A Qingyuan that has lived up to some months after its document, with projects of the test alone."""
    region = load(0.01)
    model = make(region, months=region.document - region.start + 12)
    while model.month <= region.document + 6:
        model.step()
    model.projects.clear()
    return model


def centre(model, **more):
    facts = dict(name="centre", place=0, work=NewServices(Kind.STREET_CENTRE, True, 1, 1000.0, 2.0, 100.0))
    facts |= dict(capital=100 * FEN, local_share=1.0, announced=model.region.start, earliest=model.region.start)
    return Project(**(facts | more))


@pytest.mark.parametrize(
    ("more", "money", "constraint"),
    [
        ({}, -1, "no_money"),
        ({"saved": 40 * FEN}, -1, "no_money"),
        ({"announced": 7}, -1, "late_order"),  # months before the target: works take longer
        ({"stage": Stage.BUILDING, "opens": 9999}, 1, "late_money"),
        ({"stage": Stage.BUILDING, "opens": 9999}, 30, "slip"),
        ({"stage": Stage.CANCELLED}, -1, "given_up"),
        ({"earliest": -3}, -1, "due_later"),
    ],
)
def test_what_holds_a_project_up(world, more, money, constraint):
    by = world.month - 1 + 12
    world.parameters = dataclasses.replace(
        world.parameters, homes=dataclasses.replace(world.parameters.homes, service_months=9)
    )
    more = {key: by - value if key in ("announced", "earliest") else value for key, value in more.items()}
    project = centre(world, **more)
    world.projects.append(project)
    target = wants("street_centres", 1e6, by)
    came = {"centre": (by - money, -1)} if money >= 0 else {}
    seen = Seen(came)
    assert works.held_up(world, project, by, seen) == constraint
    found = {stop.constraint: stop for stop in stopped.stopped(world, target, 1e6 - 150, seen)}
    assert set(found) == {constraint, "not_ordered"}
    assert found[constraint].quantity == pytest.approx(100)  # it stands for a hundred
    assert found["not_ordered"].quantity == pytest.approx(50)
    assert found[constraint].binds and not found["not_ordered"].binds
    missing = (100 - more.get("saved", 0) / FEN) / 0.01 if project.stage == Stage.PLANNED else 0
    assert found[constraint].yuan == pytest.approx(missing)


def test_before_the_month_of_the_document_nothing_can_be_ordered(load, make):
    region = load(0.01)
    model = make(region, months=3)
    model.step()
    (stop,) = stopped.stopped(model, wants("street_centres", 1e6, region.start), 10.0, Seen())
    assert (stop.constraint, stop.month, stop.binds) == ("burn_in", region.document, True)


def test_the_lottery_rule_waits_for_january(load, make):
    region = load(0.01)
    model = make(region, (4, "budget.lottery_floor", 0.95), months=6)
    target = wants("lottery_share", 0.9, region.start + 4, "share", lever="L25")
    while model.month <= target.by:
        model.step()
    shown = measures.value(model, "lottery_share")
    (stop,) = stopped.stopped(model, target, shown, Seen())
    assert shown < 0.9
    assert (stop.constraint, stop.month) == ("next_january", (target.by // 12 + 1) * 12)
    plain = make(region, months=6)
    while plain.month <= target.by:
        plain.step()
    assert stopped.stopped(plain, target, shown, Seen())[0].constraint == "not_ordered"


def test_empty_beds_stop_occupancy_by_their_counted_causes(world):
    found = stopped.stopped(world, wants("occupancy", 1.0, world.month - 1, "share"), 0.5, Seen())
    beds, residents = world.records.latest("beds"), world.records.latest("residents")
    assert sum(stop.quantity for stop in found) == pytest.approx(beds - residents)
    assert sum(stop.binds for stop in found) == 1
    assert max(found, key=lambda stop: stop.quantity).binds


def test_tekun_at_home_are_all_told(world):
    found = stopped.stopped(world, wants("tekun_placed", 1e6, world.month - 1, "person"), 0.0, Seen())
    elders = world.elders
    at_home = ((elders.col("standing") == 0) & (elders.col("facility") < 0)).sum()
    assert sum(stop.quantity for stop in found) == pytest.approx(at_home * 100)


def test_a_measure_of_which_nothing_more_is_counted(load, make):
    region = load(0.01)
    target = wants("market_bed_share", 1.0, region.start, "share", lever="L24")
    model = make(region, months=2)
    model.step()
    later = dataclasses.replace(target, by=region.document)
    while model.month <= later.by and model.running:
        model.step()
    model.month = later.by + 1
    assert by_lever(model, later, 0.4, Seen())[0].constraint == "not_ordered"
    model.levers = model.levers.with_values({"grade.publication": 0.5})
    assert by_lever(model, later, 0.4, Seen())[0].constraint == "not_told"
    for purse in model.ledger.purses:
        purse.take(10**15)
    (stop,) = by_lever(model, later, 0.4, Seen())
    assert stop.constraint == "purses_empty"
    assert stop.names


def test_homes_that_operators_should_run(world):
    homes = world.facilities
    public = homes.col("stands_for")[
        (homes.col("kind") <= 1) & (homes.col("ownership") <= 1) & (homes.col("closed") < 0)
    ]
    target = wants("operated_share", 0.9, world.month - 1, "share", lever="L04")
    shown = measures.value(world, "operated_share")
    found = stopped.stopped(world, target, shown, Seen())
    assert [stop.constraint for stop in found] == ["not_ordered"]
    assert found[0].quantity <= public.sum() + 1e-9
    world.levers = world.levers.with_values({"operate.share_of_homes": 0.9})
    assert {stop.constraint for stop in stopped.stopped(world, target, shown, Seen())} <= {
        "yearly_limit",
        "handed_back",
    }


# --- the registry and its words -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", regions.names())
def test_each_target_that_is_measured_has_a_function_or_the_lever_answers(name):
    for target in regions.load(name).targets:
        if target.measure:
            kind = target.measure.partition(":")[0]
            assert kind in measures.MEASURES or kind in NAMED


def test_the_words_of_constraints_stand_in_both_languages():
    source = "".join(
        path.read_text("utf-8") for path in Path(stopped.__file__).parent.glob("*.py") if path.name != "words.py"
    )
    for key, pair in words.STOPS.items():
        named = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in pair]
        assert named[0] - words.GRAMMAR[True].keys() == named[1] <= words.FIELDS, key
        assert key.startswith(("empty.", "programme.")) or f'"{key}"' in source, key
    for key, pair in words.WORDS.items():
        named = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in pair]
        assert named[0] == named[1], key


def test_every_purpose_of_a_payment_has_words():
    assert {f"purpose.{purpose.name.lower()}" for purpose in Purpose} <= word_list.WORDS.keys()
