"""Every region folder says where its numbers come from, keeps the census, and what it says fits together."""

import csv
import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
import yaml

from experiments import regions
from experiments.calibrate_region import Target, fitted_groups, residuals, targets, verdict
from experiments.region_document import agrees
from sim.declare import GRADES
from sim.levers import DECLARED, LEVERS
from sim.world.projects import work_of
from sim.world.region import DocumentFact

NAMES = regions.names()
TABLES = [(name, path.name) for name in NAMES for path in sorted((regions.CONF / "region" / name).glob("*.csv"))]
CENSUS = {"qiannan": (12, 585_724), "shenzhen": (9, 931_827), "liuzhou": (10, 714_842), "qingyuan": (8, 648_279),
          "banan": (23, 257_338)}  # fmt: skip
"""Places, and residents of 60 and more of the seventh census."""
NEEDS_NO_SOURCE = {"rules", "note", "silent"}
OFF = {"L04": ("operate.share_of_homes", 0.0), "L18": ("pay.raise_share", 0.0), "L12": ("visit.hours_per_month", 0),
       "L20": ("identify.visits_per_year", 0), "L17": ("train.seats_per_year", 0)}  # fmt: skip
"""Where an instrument is silent: the field of its lever that must do nothing."""


def folder(name: str) -> Path:
    return regions.CONF / "region" / name


def rows(name: str, file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder(name) / file).read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def loaded():
    return {name: regions.load(name) for name in NAMES}


def test_the_five_regions_are_there():
    assert set(NAMES) == set(CENSUS)


@pytest.mark.parametrize("name", NAMES)
def test_people_equal_the_census(loaded, name):
    region = loaded[name]
    assert (region.n_places, int(region.elders.sum())) == CENSUS[name]
    index = {place.name: i for i, place in enumerate(region.places)}
    both = np.concatenate([region.coming, region.elders], axis=2)
    for row in rows(name, "elders.csv"):
        age = (int(re.split(r"[-+]", row["age_group"])[0]) - 40) // 5
        assert both[index[row["place"]], int(row["sex"] == "female"), age] == int(row["population"])


def test_the_towns_of_banan_sum_to_its_census(loaded):
    """Its towns are estimates; sex by age of the district is not."""
    men, women = loaded["banan"].elders.sum(axis=0)
    assert men[:5].tolist() == [32111, 38122, 24994, 16863, 9678]
    assert women[:5].tolist() == [29382, 37088, 24023, 18355, 11260]
    assert all(place.estimated for place in loaded["banan"].places)
    assert not any(place.estimated for name in set(NAMES) - {"banan"} for place in loaded[name].places)


@pytest.mark.parametrize(("name", "file"), TABLES)
def test_every_row_has_unit_source_and_grade(name, file):
    for row in rows(name, file):
        assert row["unit"] and row["source"] and row["grade"] in GRADES, row
    if file == "elders.csv":
        old = ("85-89", "90-94", "95-99", "100+")
        assert {r["grade"] for r in rows(name, file) if r["age_group"] in old} == {"C"}


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_yaml_files_has_unit_and_source(name):
    text = (folder(name) / "region.yaml").read_text("utf-8")
    kept, skipping = [], False
    for line in text.splitlines():
        if re.match(r"\S", line):
            skipping = line.split(":")[0] in NEEDS_NO_SOURCE
        if not skipping:
            kept.append(line)
    for line in kept:
        if not line.startswith("#") and re.search(r":.*\d", line.split("#")[0]):
            assert re.search(r"# .+ \| [A-Z](, [A-Z])? \| .+", line), line
    for file in ("status_quo.yaml", "parameters.yaml", "choice.yaml"):
        path = folder(name) / file
        for key, entry in yaml.safe_load(path.read_text("utf-8")).items() if path.is_file() else ():
            for one in entry if key == "targets" else [entry]:
                assert one["source"], (file, key)
                assert key == "targets" or (one["unit"] and one["grade"] in GRADES), (file, key)


@pytest.mark.parametrize("name", NAMES)
def test_every_assumption_has_a_range_and_is_used(loaded, name):
    texts = "".join(path.read_text("utf-8") for path in folder(name).iterdir() if path.name != "assumptions.csv")
    for a in loaded[name].assumptions:
        assert a.low and a.high and a.source and a.grade in ("C", "F"), a
        used = f"@{a.key}" in texts or "." in a.key or a.key in regions.DEFAULTS
        assert used, f"{name}: nothing uses {a.key}"


@pytest.mark.parametrize("name", NAMES)
def test_hash_of_every_file(loaded, name):
    for path in folder(name).iterdir():
        assert loaded[name].data_hashes[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert {"health/china.yaml", "health/life_table.csv"} <= loaded[name].data_hashes.keys()


@pytest.mark.parametrize("name", NAMES)
def test_where_the_document_is_silent_the_lever_is_off(loaded, name):
    region = loaded[name]
    codes = {lever.CODE for lever in LEVERS.values()}
    for silence in region.silent:
        assert re.search(r"[\u4e00-\u9fff]", silence.what_zh)
        if silence.lever in codes and silence.lever in OFF:
            path, off = OFF[silence.lever]
            group, field = path.split(".")
            assert path in DECLARED and getattr(getattr(region.status_quo, group), field) == off, (name, silence)


@pytest.mark.parametrize("name", NAMES)
def test_a_region_without_printed_stocks_says_so_first(loaded, name):
    region = loaded[name]
    printed = any(row["grade"] == "D" for row in rows(name, "homes.csv"))
    if not printed:
        assert all(region.note), f"{name}: no home is printed in the document, and the note does not say so"
    assert bool(region.note[0]) == bool(region.note[1])


@pytest.mark.parametrize("name", NAMES)
def test_the_fit_aims_at_month_0_only_and_reaches_it(loaded, name):
    allowed = {t.name for t in targets(loaded[name])}
    allowed |= {"residents per aide", "paying residents per known elder in need after two years"}
    fitted = residuals(folder(name))
    assert {line["name"] for line in fitted} == allowed
    for line in fitted:
        share = 0.05 if line["name"].startswith("residents of") else 0.02  # one group against all homes of its kind
        if line["name"] == "residents per aide":
            share = 0.08  # the effective working time of aides has bounds
        assert abs(line["residual"]) <= max(share * line["aimed"], 2.0), (name, line)


def test_the_tasks_of_banan_are_projects(loaded):
    counts: dict[str, int] = {}
    for project in loaded["banan"].projects:
        counts[project.what] = counts.get(project.what, 0) + project.count
    assert [counts[what] for what in ("convert", "upgrade", "street_centre", "village_point")] == [2, 22, 14, 68]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fraction", [0.05, 0.01])
def test_a_sample_of_every_region_is_the_region_in_small(loaded, name, fraction):
    full, small = loaded[name], regions.load(name, fraction)
    assert small.elders.sum() == round(int(full.elders.sum()) * fraction)
    for what in ("street_centre", "station", "village_point"):
        whole, less = ([p for p in region.projects if p.what == what] for region in (full, small))
        within, fewer = (sum(p.simulated * p.reach for p in projects) for projects in (whole, less))
        assert fewer == pytest.approx(within * fraction)
        posts, of_less = (
            sum(w.number * w.posts * w.stands_for for w in map(work_of, projects)) for projects in (whole, less)
        )
        assert of_less == pytest.approx(posts)
        stocks = ([s for s in region.services if s.kind == what] for region in (full, small))
        aides, same = (sum(s.count * s.stands_for * s.visiting_aides for s in services) for services in stocks)
        assert same == pytest.approx(aides)
    assert sum(p.capital for p in small.projects) == pytest.approx(sum(p.capital for p in full.projects) * fraction)


def test_a_fit_says_which_target_it_misses_and_whether_at_its_bound(loaded):
    """The printed residents of the Dushan group of Qiannan are not reached within the range of its quality."""
    group = Target("residents of dushan_group", 813.0, "quality", "dushan_group", "")
    ends, key = fitted_groups(loaded["qiannan"]), "region.dushan_group_quality"
    assert verdict(group, 812.5, {key: 0.8}, ends) == "ok"
    assert verdict(group, 789.5, {key: 0.8}, ends) == "MISS"
    assert verdict(group, 789.5, {key: ends["dushan_group"][1]}, ends) == "MISS, at its bound"


# --- bounds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "shown", "met"),
    [
        *(("at_least", 0.975, True), ("at_least", 0.88, True), ("at_least", 0.87, False)),
        *(("at_most", 0.5, True), ("at_most", 0.93, False), ("", 0.91, True), ("", 0.975, False)),
    ],
)
def test_a_figure_that_is_a_bound_is_missed_on_one_side_only(direction, shown, met):
    fact = DocumentFact("agreements", 0.9, "share", "90%以上", "share_medical", 0.02, direction)
    assert agrees(fact, shown) is met


def test_what_the_words_of_a_document_call_a_bound_is_declared_as_one():
    """以上, 余 and 多 behind a figure (not an age), or a source that says so."""
    says = re.compile(r"[%％]以上|\d[余多]|不低于|不少于|至少|lower bound")
    for name in regions.names():
        for fact in csv.DictReader((regions.CONF / "region" / name / "facts.csv").read_text("utf-8").splitlines()):
            said = says.search(fact["quote_zh"]) or says.search(fact["source"])
            assert bool(said) == (fact["direction"] == "at_least"), (name, fact["key"])
            assert fact["label"] and "_" not in fact["label"], (name, fact["key"])
