"""The register of instruments holds every measure of the five documents, and what carries it exists."""

import csv
from collections import Counter

import pytest

from experiments import instruments, regions
from experiments.region_tables import INSTRUMENTS
from sim.levers import LEVERS

DONE = ("L01", "L02", "L03", "L04", "L05", "L06", "L07", "L08", "L17", "L18", "L19", "L25")
"""Levers of which every direct instrument works."""
PENDING: set[str] = set()
"""What instruments act through but is not declared yet; empty in the end, and never longer than needed."""


@pytest.fixture(scope="module")
def rows():
    return instruments.read()


def test_every_instrument_has_one_row(rows):
    assert len(rows) == len({row.id for row in rows}) == 327
    assert Counter(row.strength for row in rows) == {"direct": 200, "weak": 111, "none": 16}
    assert {row.region for row in rows} == {"QN", "SZ", "LZ", "QY", "BN"}
    assert Counter(row.region for row in rows) == {"SZ": 79, "BN": 74, "LZ": 63, "QY": 59, "QN": 52}
    assert list(dict.fromkeys(row.lever for row in rows)) == list(INSTRUMENTS) == list(instruments.TITLES)


def test_no_row_contradicts_itself(rows):
    assert instruments.faults(rows) == []


def test_what_instruments_act_through_exists(rows):
    missing = instruments.missing(rows)
    assert set(missing) == PENDING, {carrier: ids for carrier, ids in missing.items() if carrier not in PENDING}


@pytest.mark.parametrize("lever", DONE)
def test_direct_instruments_of_a_lever_that_is_done_work(rows, lever):
    idle = [row.id for row in rows if row.lever == lever and row.strength == "direct" and row.status != "works"]
    assert not idle
    assert not [row.id for row in rows if row.lever == lever and row.status == "later"]


def test_every_lever_carries_an_instrument_of_its_code(rows):
    for name, kind in LEVERS.items():
        fields = [c for row in rows if row.lever == kind.CODE for c in row.carriers]
        assert any(field.startswith(f"levers.{name}.") for field in fields), name


def test_documents_that_a_lever_names_have_an_instrument_of_it(rows):
    for name, kind in LEVERS.items():
        assert set(kind.DOCUMENTS) == {row.region for row in rows if row.lever == kind.CODE}, name


def test_a_region_file_that_carries_an_instrument_is_not_empty(rows):
    for row in rows:
        for carrier in row.carriers:
            sort, _, name = carrier.partition(": ")
            if sort == "region" and name.endswith(".csv"):
                path = regions.folder_of(instruments.FOLDERS[row.region]) / name
                with path.open(encoding="utf-8-sig", newline="") as stream:
                    assert list(csv.DictReader(stream)), f"{row.id}: {path}"


GOOD = instruments.Instrument("QN-1", "QN", "L01", "x", "某", "direct", "levers.build.site", "works", "", "")
WEAK = GOOD._replace(strength="weak", status="hook", reason="why")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD._replace(id="SZ-1"), "does not begin with QN-"),
        (GOOD._replace(region="XX"), "region 'XX' is unknown"),
        (GOOD._replace(lever="L27"), "lever 'L27' is unknown"),
        (GOOD._replace(strength="huge"), "strength 'huge' is unknown"),
        (GOOD._replace(status="soon", reason="why"), "status 'soon' is unknown"),
        (GOOD._replace(term_zh=""), "no Chinese term"),
        (GOOD._replace(acts_through=""), "works, but through nothing"),
        (GOOD._replace(acts_through="levers.build.site;levers.build.site"), "the same thing twice"),
        (GOOD._replace(status="later"), "later without a reason"),
        (GOOD._replace(status="hook", reason="why"), "a hook is for weak instruments"),
        (GOOD._replace(strength="none"), "can only be recorded"),
        (WEAK._replace(acts_through=""), "hook, but through nothing"),
        (WEAK._replace(status="recorded"), "recorded, but acts through something"),
        (WEAK._replace(reason=""), "hook without a reason"),
    ],
)
def test_a_faulty_row_is_noticed(row, said):
    assert instruments.faults([GOOD, WEAK._replace(id="QN-2")]) == []
    assert any(said in fault for fault in instruments.faults([row]))
    assert instruments.faults([row, row])[0].endswith("2 rows")


@pytest.mark.parametrize(
    ("carrier", "exists"),
    [
        ("levers.build.site", True),
        ("parameters.homes.slip", True),
        ("region: services.csv", True),
        ("levers.build.sight", False),
        ("build.site", False),
        ("parameters.build.site", False),
        ("region: service.csv", False),
        ("scenario: levers", False),
    ],
)
def test_a_field_that_does_not_exist_is_noticed(carrier, exists):
    found = instruments.missing([GOOD._replace(acts_through=carrier)])
    assert found == ({} if exists else {carrier: ["QN-1"]})


@pytest.mark.parametrize("text", ["id,region\nQN-1,QN\n", "{heads}\nQN-1,QN\n", "{heads}\n1,2,3,4,5,6,7,8,9,10,11\n"])
def test_a_table_of_another_shape_is_refused(tmp_path, text):
    file = tmp_path / "instruments.csv"
    file.write_text(text.format(heads=",".join(instruments.Instrument._fields)), encoding="utf-8")
    with pytest.raises(ValueError, match=r"instruments\.csv"):
        instruments.read(file)


@pytest.mark.parametrize("language", instruments.LANGUAGES)
def test_the_page_shows_every_row_and_sums_them(rows, language):
    lines = instruments.page(language).splitlines()
    shown = [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert [cell for cell in shown if cell in {row.id for row in rows}] == [row.id for row in rows]
    sums = [line for line in lines if line.startswith(("| all |", "| 合计 |"))]
    by_status = Counter(row.status for row in rows)
    wanted = " | ".join(str(n) for n in (*(by_status[status] for status in instruments.STATUSES), len(rows)))
    assert [line.partition(" | ")[2].removesuffix(" |") for line in sums] == [wanted] * 3
