"""Each region's document runs as one scenario: all that acts is in it, nothing on which the document is silent is."""

import re

import pytest
import yaml

from experiments import config, instruments, named, regions
from experiments.commands.plan import plan
from experiments.schema import said
from sim.levers import DECLARED, LEVERS, Levers

REGIONS = {folder: code for code, folder in instruments.FOLDERS.items()}
SCENARIOS = ("printed", "document")
FOLDER = named.CONF / "scenario"
DOSE = re.compile(r"^\s+(\w+): (.+?) # .*?assumption,? (?:range )?([\d.,]+)-([\d.,]+)")
"""A line of a scenario whose dose is assumed: field, value, range."""


def scenario(region, name):
    """A scenario of a region as the settings have it: ``lever.field`` -> dated values, projects."""
    read = config.read("run", [f"region={region}", f"scenario={name}", "scale=tiny", "out=null"])
    return read, said(read.scenarios[0].levers)


@pytest.fixture(scope="module", params=sorted(REGIONS))
def region(request):
    return request.param


@pytest.fixture(scope="module")
def rows(region):
    return [row for row in instruments.read() if row.region == REGIONS[region]]


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_scenarios_load(region, name):
    read, levers = scenario(region, name)
    whole = plan("run", read)
    assert levers or read.scenarios[0].projects
    assert whole.tasks[0].schedule.changes
    title = read.scenarios[0].label
    assert ("printed numbers only" if name == "printed" else "with assumed doses") in title


def test_what_is_printed_is_in_the_whole_document(region):
    (printed, fields), (whole, all_fields) = scenario(region, "printed"), scenario(region, "document")
    assert fields.keys() <= all_fields.keys()
    known = {project["name"] for project in whole.scenarios[0].projects}
    assert {project["name"] for project in printed.scenarios[0].projects} <= known


def test_every_instrument_that_works_is_in_the_document_or_in_the_stock(region, rows):
    """A lever counts where the document moves it or today's rules do; a parameter holds in every run."""
    read, levers = scenario(region, "document")
    today, off = regions.load(region, fraction=0.01).status_quo, Levers()
    there = {f"levers.{path}" for path in levers}
    for path in DECLARED:
        lever, field = path.split(".")
        if getattr(getattr(today, lever), field) != getattr(getattr(off, lever), field):
            there.add(f"levers.{path}")
    if read.scenarios[0].projects:
        there.add("scenario: projects")
    idle = [
        row.id
        for row in rows
        if row.status == "works"
        and not any(c in there or c.startswith(("region: ", "parameters.")) for c in row.carriers)
    ]
    assert not idle


def test_every_direct_instrument_works_and_none_waits(rows):
    assert not [row.id for row in rows if row.strength == "direct" and row.status != "works"]
    assert not [row.id for row in rows if row.status == "later"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_levers_on_which_the_document_is_silent_stay_off(region, rows, name):
    _, levers = scenario(region, name)
    named = {row.lever for row in rows}
    silent = {lever for lever, kind in LEVERS.items() if kind.CODE not in named}
    assert not [path for path in levers if path.split(".")[0] in silent]


def test_an_assumed_dose_lies_in_its_range_and_says_so(region):
    """The comment of every line says where the number comes from; the first value of an assumed one is in its range."""
    text = (FOLDER / region / "document.yaml").read_text("utf-8")
    lines = text.partition("\nlevers:")[2].partition("\nprojects:")[0].splitlines()
    for line in lines:
        if ": {" not in line or "- {" in line:
            continue
        assert "assumption" in line or "printed" in line or re.search(r"[\u4e00-\u9fff]", line), line
        found = DOSE.match(line)
        if found:
            low, high = (float(found[n].replace(",", "").rstrip(".")) for n in (3, 4))
            value = next(iter(yaml.safe_load(found[2]).values()))
            assert isinstance(value, str) or low <= float(value) <= high, line
