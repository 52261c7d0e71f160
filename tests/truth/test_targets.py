"""What a document wants by a month is looked at in that month; what the model cannot tell is listed all the same."""

import dataclasses
import math

import pytest

from experiments import ensemble, measures, month0, store
from sim.levers import Schedule
from sim.world.region import DocumentTarget


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


def lived(region, monkeypatch, month0=True):
    monkeypatch.setattr(ensemble, "region_of", lambda key: region)
    key = ensemble.RegionKey("qingyuan", region.fraction)
    return ensemble.live(ensemble.Task(key, "x", Schedule(region.status_quo), 0, 1, region.start + 2, month0=month0))


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


def test_only_the_first_task_looks(wanting, monkeypatch):
    assert lived(wanting, monkeypatch, month0=False).targets == ()


def test_the_full_region_judges_centres_too(wanting):
    whole = dataclasses.replace(wanting, fraction=1.0)
    lines = {
        line.key: line for line in month0.target_table(whole, {"centres": 3.0, "lottery": math.nan}, wanting.start + 9)
    }
    assert lines["centres"].reached is True
    assert (lines["lottery"].verdict, lines["lottery"].reached) == ("nothing", None)


def test_targets_in_words(wanting, monkeypatch):
    lines = lived(wanting, monkeypatch).targets
    english, chinese = (month0.targets_text(lines, wanting, language) for language in ("en", "zh"))
    assert len(english.splitlines()) == len(chinese.splitlines()) == len(lines) + 2
    rows = {row.split("  ")[0]: row for row in english.splitlines()}
    assert rows["robots"].endswith("no such figure in the model")
    assert rows["many beds"].endswith("MISSED") and "≥ 1,000,000" in rows["many beds"]
    assert "≤ 2,000" in rows["few beds"]
    assert "到期末robots [robots]" in chinese and "模型无此指标" in chinese and "晚于期末" in chinese


def test_targets_are_kept_with_the_words_of_the_document(wanting, monkeypatch):
    table = store.targets_table(lived(wanting, monkeypatch).targets, wanting)
    assert list(table["verdict"]) == [
        *("reached", "missed", "missed", "after", "before", "no_measure", "beside", "reached"),
    ]
    row = table.set_index("key").loc["some_beds"]
    assert (row["quote"], row["by"], row["measure"], row["lever"]) == ("到期末some_beds", "2020-12", "beds", "L01")
