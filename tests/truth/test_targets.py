"""What a document wants by a month is looked at in that month; what the model cannot tell is listed all the same."""

import dataclasses
import math
from types import SimpleNamespace

import numpy as np
import pytest

from experiments import measures, month0, promises, runs
from experiments.commands.report import wanted_text
from experiments.lists.look import free_beds
from sim.levers import Schedule
from sim.processes import decide
from sim.world.region import DocumentTarget
from sim.world.stock import open_homes


def target(key, measure, value, by, direction="at_least", unit="bed"):
    return DocumentTarget(key, value, direction, unit, by, f"到期末{key}", measure, "L01")


@pytest.fixture(scope="module")
def wanting(load):
    """A small Qingyuan whose document wants a few things early."""
    region = load(0.02)
    first = region.start
    wants = (
        target("some_beds", "beds", 2000, first + 1),
        target("many_beds", "beds", 1e6, first + 1),
        target("few_beds", "beds", 2000, first + 1, "at_most"),
        target("late", "beds", 2000, first + 99),
        target("early", "beds", 2000, first - 1),
        target("robots", "", 100, first + 1),
        target("centres", "street_centres", 1, first + 1, unit="centre"),
        target("lottery", "lottery_share", 0.55, first + 2, unit="share"),
    )
    return dataclasses.replace(region, targets=wants)


def lived(region, monkeypatch, targets=True):
    monkeypatch.setattr(runs, "region_of", lambda key: region)
    key = runs.RegionKey("qingyuan", region.fraction)
    return runs.live(runs.Task(key, "x", Schedule(region.status_quo), 0, 1, region.start + 2, targets=targets))


def test_each_target_is_looked_at_in_its_month(wanting, make, monkeypatch):
    run = lived(wanting, monkeypatch)
    lines = {line.key: line for line in run.targets}
    assert list(lines) == [want.key for want in wanting.targets]
    assert {key: (line.verdict, line.reached) for key, line in lines.items()} == {
        "some_beds": ("reached", True),
        "many_beds": ("missed", False),
        "few_beds": ("missed", False),
        "late": ("after", None),
        "early": ("before", None),
        "robots": ("no_measure", None),
        "centres": ("beside", None),  # a sample has too few to tell
        "lottery": ("reached", True),
    }
    model = make(wanting, months=3)
    model.step()
    model.step()
    assert lines["some_beds"].model == measures.value(model, "beds")
    assert all(math.isnan(lines[key].model) for key in ("late", "early", "robots"))


def test_nobody_looks_unasked(wanting, monkeypatch):
    run = lived(wanting, monkeypatch, targets=False)
    assert (run.targets, run.stopped) == ((), ())


@pytest.mark.parametrize(
    ("direction", "shown", "verdict"),
    [
        ("at_least", 100.0, "reached"),
        ("at_least", 100.0 - 1e-12, "reached"),  # a sum of shares may be short by a rounding
        ("at_least", 99.0, "missed"),
        ("at_least", 101.0, "reached"),
        ("at_most", 100.0, "reached"),
        ("at_most", 100.0 + 1e-12, "reached"),
        ("at_most", 101.0, "missed"),
        ("at_most", 0.0, "reached"),
        ("at_least", math.nan, "nothing"),
    ],
)
def test_the_verdict_on_a_target(wanting, direction, shown, verdict):
    whole = dataclasses.replace(wanting, fraction=1.0)
    want = target("x", "beds", 100, whole.start + 5, direction)
    assert month0.verdict_of(whole, want, shown, whole.start + 5) == verdict
    assert month0.verdict_of(whole, want, shown, whole.start + 4) == "after"  # its month is not lived
    assert month0.verdict_of(whole, dataclasses.replace(want, measure=""), shown, whole.start + 5) == "no_measure"


def test_the_full_region_judges_centres_too(wanting):
    whole = dataclasses.replace(wanting, fraction=1.0)
    lines = {
        line.key: line for line in month0.target_table(whole, {"centres": 3.0, "lottery": math.nan}, wanting.start + 9)
    }
    assert lines["centres"].reached is True
    assert (lines["lottery"].verdict, lines["lottery"].reached) == ("nothing", None)


def study(region, runs):
    """A study of one scenario as far as the words need it."""
    scenario = SimpleNamespace(name="x", title=lambda language: "X")
    settings = SimpleNamespace(scenarios=[scenario], replicates=len(runs), language="en")
    return SimpleNamespace(settings=settings, region=region)


def test_targets_in_words(wanting, monkeypatch):
    runs, whole = [lived(wanting, monkeypatch)], study(wanting, [1])
    english = wanted_text(whole, runs)
    whole.settings.language = "zh"
    chinese = wanted_text(whole, runs)
    rows = {row.split("  ")[0]: row for row in english.splitlines()}
    assert rows["robots"].endswith("no such figure in the model")
    assert "≥ 1,000,000" in rows["many beds"] and "missed" in rows["many beds"]
    assert "≤ 2,000" in rows["few beds"]
    assert "X: 2 met, 2 missed, 4 cannot be judged, of 8." in english
    assert "到期末robots [robots]" in chinese and "模型无此指标" in chinese and "晚于期末" in chinese
    assert len(english.splitlines()) == len(chinese.splitlines())


def test_targets_are_kept_with_the_words_of_the_document(wanting, monkeypatch):
    table = promises.targets_table(promises.promises([lived(wanting, monkeypatch)], wanting))
    judged = [reason or verdict for reason, verdict in zip(table["reason"], table["verdict"], strict=True)]
    assert judged == ["met", "missed", "missed", "after", "before", "no_measure", "beside", "met"]
    row = table.set_index("key").loc["some_beds"]
    assert (row["quote"], row["by"], row["measure"], row["lever"]) == ("到期末some_beds", "2020-12", "beds", "L01")


def test_the_share_of_nursing_beds_leaves_out_homes_that_have_closed(live, load):
    model = live(load(0.02), months=1)
    beds, homes = model.facilities.col("beds"), open_homes(model)
    open_share = measures.MEASURES["nursing_share"]
    assert open_share(model) == pytest.approx(beds[homes][:, 1:].sum() / beds[homes].sum())
    largest = int(np.flatnonzero(homes)[np.argmax(beds[homes][:, 0])])
    homes[largest] = False
    left = beds[homes][:, 1:].sum() / beds[homes].sum()
    assert left > open_share(model)
    decide.close(model, largest)
    assert open_share(model) == pytest.approx(left)


def test_beds_of_homes_that_may_not_admit_are_not_told_as_free(live, load):
    model = live(load(0.02), months=1)
    assert free_beds(model).sum() > 0
    for flag in ("blocked", "graded_out"):
        model.facilities.col(flag)[:] = 1
        assert free_beds(model).sum() == 0
        model.facilities.col(flag)[:] = 0
