"""The region's files say what the document and the census say, and a broken folder says what is broken."""

import csv
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml

from experiments import month0, regions, yaml_text
from experiments.region_checks import RegionError
from sim.agents.kinds import Kind, Medical, Ownership
from sim.calendar import month_of
from sim.levers import Schedule
from sim.parameters import Parameters

FOLDER = regions.CONF / "region" / "qingyuan"
STOCK = {"public": (79, 4210), "public_private": (4, 1596), "private": (21, 2698)}  # as the document prints
FRACTIONS = (0.5, 0.1, 0.05, 0.01)


def rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / file).read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def qingyuan():
    return regions.load("qingyuan")


# --- the census and the document ------------------------------------------------------------------


def test_people_equal_the_census(qingyuan):
    assert qingyuan.elders.sum() == 648_279
    assert qingyuan.coming.sum() == 1_140_994
    by_place = {"Qingcheng": 149434, "Qingxin": 98457, "Fogang": 50662, "Yangshan": 70190, "Lianshan": 17470,
                "Liannan": 22546, "Yingde": 156885, "Lianzhou": 82635}  # fmt: skip
    assert dict(zip((p.name for p in qingyuan.places), qingyuan.elders.sum(axis=(1, 2)), strict=True)) == by_place
    men, women = qingyuan.elders.sum(axis=0)  # the whole city; 85+ is observed as one group
    assert [*men[:5], men[5:].sum()] == [95003, 85530, 53934, 36464, 22861, 16101]
    assert [*women[:5], women[5:].sum()] == [92086, 84518, 54858, 43010, 32161, 31753]
    assert qingyuan.coming.sum(axis=0).tolist() == [
        [130645, 148388, 164165, 144291],
        [123088, 140265, 153583, 136569],
    ]


def test_every_census_cell_stands_where_its_row_says(qingyuan):
    index = {p.name: i for i, p in enumerate(qingyuan.places)}
    both = np.concatenate([qingyuan.coming, qingyuan.elders], axis=2)
    for row in rows("elders.csv"):
        age = (int(re.split(r"[-+]", row["age_group"])[0]) - 40) // 5
        assert both[index[row["place"]], int(row["sex"] == "female"), age] == int(row["population"])


@pytest.mark.parametrize("ownership", STOCK)
def test_homes_and_beds_equal_the_document(qingyuan, ownership):
    own = [h for h in qingyuan.homes if h.ownership == ownership]
    assert (len(own), sum(sum(h.beds) for h in own)) == STOCK[ownership]
    assert len({h.name for h in own}) == len(own)
    assert len({sum(h.beds) for h in own}) > 1, "homes must differ in size"
    assert all(min(h.beds) >= 0 and sum(h.beds) > 0 for h in own)


def test_tiers_and_places_follow_the_rules(qingyuan):
    homes = qingyuan.homes
    assert sorted(h.place for h in homes if (h.ownership, h.tier) == ("public", "county")) == list(range(8))
    assert sum(h.tier == "region" for h in homes if h.ownership == "private") == 7
    yingzhong = next(h for h in homes if h.name == "Yingzhong regional home")
    assert qingyuan.places[yingzhong.place].name == "Yingde"
    assert yingzhong.occupancy * sum(yingzhong.beds) == pytest.approx(339)
    assert yingzhong.tekun_share == pytest.approx(184 / 339, abs=1e-4)
    assert sum(h.medical == "in_house" for h in homes) == 7
    assert sum(h.medical != "none" for h in homes) >= 0.9 * len(homes)
    for kind, printed in (("street_centre", 5), ("station", 57), ("village_point", 176)):
        assert sum(s.count for s in qingyuan.services if s.kind == kind) == printed


def test_with_children_follows_the_households(qingyuan):
    row = rows("places.csv")[0]
    here = (int(row["hh_three_generations"]) + int(row["hh_four_generations"])) / int(row["hh_with_65plus"])
    china = (65528182 + 2542559) / 132865245
    assert qingyuan.places[0].with_children == pytest.approx(min(0.85, 0.403 * here / china))
    assert all(0 < p.with_children <= 0.85 for p in qingyuan.places)


def test_dates_money_and_constants(qingyuan):
    assert (qingyuan.start, qingyuan.document) == (month_of("2020-11"), month_of("2021-07"))
    assert {p.name: p.yuan_per_year for p in qingyuan.purses}["city_lottery"] == 5_900_000
    assert qingyuan.status_quo.train.college_intake == 200
    assert qingyuan.distance_km[0, 1] == pytest.approx(5.3, abs=0.1)  # the two urban districts


# --- samples and overrides ------------------------------------------------------------------------


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_a_sample_is_the_region_in_small(qingyuan, fraction):
    small = regions.load("qingyuan", fraction)
    assert small.elders.sum() == round(648_279 * fraction) and small.coming.sum() == round(1_140_994 * fraction)
    assert np.abs(small.elders - qingyuan.elders * fraction).max() < 1
    for ownership, (homes, beds) in STOCK.items():
        own = [h for h in small.homes if h.ownership == ownership]
        assert sum(sum(h.beds) for h in own) == max(5, round(beds * fraction))
        groups = {(h.place, h.tier) for h in own}
        assert len(groups) <= len(own) <= homes * fraction + len(groups)
        assert sum(h.stands_for for h in own) == pytest.approx(homes)
        assert all(sum(h.beds) > 0 for h in own)
    yingzhong = next(h for h in small.homes if h.name.startswith("Yingzhong"))
    assert abs(sum(yingzhong.beds) - 565 * fraction) <= 1
    for kind in ("street_centre", "station", "village_point"):
        full, less = ([s for s in r.services if s.kind == kind] for r in (qingyuan, small))
        within = sum(s.count * s.reach for s in full)
        assert sum(s.count * s.reach for s in less) == pytest.approx(within * fraction)
        aides = sum(s.count * s.visiting_aides for s in full)
        assert sum(s.count * s.stands_for * s.visiting_aides for s in less) == pytest.approx(aides)
    assert [p.capital for p in small.projects] == pytest.approx([p.capital * fraction for p in qingyuan.projects])
    again = regions.load("qingyuan", fraction)
    assert again.homes == small.homes and (again.elders == small.elders).all()


def test_parameters_and_assumptions_can_be_overridden():
    region = regions.load("qingyuan", 0.01, {"homes.entry_beds": 60, "region.yingzhong_beds": 700})
    assert region.parameters.homes.entry_beds == 60
    assert region.parameters.choosing.level == Parameters().choosing.level
    assert sum(next(h for h in region.homes if h.name.startswith("Yingzhong")).beds) == 7
    with pytest.raises(ValueError, match=r"homes.entry_bed: unknown parameter, did you mean homes.entry_beds"):
        regions.load("qingyuan", 0.01, {"homes.entry_bed": 60})
    with pytest.raises(ValueError, match=r"homes.full = 2: must lie between 0 and 1 share"):
        regions.load("qingyuan", 0.01, {"homes.full": 2})
    with pytest.raises(RegionError, match="yingzhong_beds = 9000 is outside its range; allowed: 400 to 800 bed"):
        regions.load("qingyuan", 0.01, {"region.yingzhong_beds": 9000})
    with pytest.raises(ValueError, match="fraction 0 must lie above 0"):
        regions.load("qingyuan", 0)


def test_unknown_region_lists_the_known():
    with pytest.raises(ValueError, match=r"unknown region 'qingyan', did you mean qingyuan\? Known: .*qingyuan"):
        regions.load("qingyan")


# --- broken folders: (file, what stands there, what is put there, the message) --------------------

H, S, A, E = "homes.csv", "services.csv", "assumptions.csv", "elders.csv"
BROKEN = [
    (H, None, None, "homes.csv: the file is missing"),
    (H, ",21,2698,", ",21,-5,", "homes.csv, row 6, column beds: -5 is negative; allowed: a whole number"),
    (H, ",home,private", ",hotel,private", "row 6, column kind: 'hotel' is unknown; allowed: one of home, "),
    (H, "home,private,", "home,church,", "column ownership: 'church' is unknown; allowed: one of public, "),
    (H, ",71,rest,", ",70,rest,", "homes.csv, column homes: 78 public homes; allowed: 79 as in region.yaml"),
    (H, "@pbpo_occupancy", "@pbpo_occupance", "assumption 'pbpo_occupance' is unknown, did you mean pbpo_"),
    (S, ",57,", ",5.5,", "services.csv, row 5, column count: 5.5 is not a whole number"),
    (S, "Lianzhou,", "Lianzhu,", "row 3, column place: 'Lianzhu' is unknown, did you mean Lianzhou?"),
    (A, "private_occupancy,0.45,share,0.3,0.6", "private_occupancy,1.4,share,1.2,1.6",
     "homes.csv, row 6, column occupancy: 1.4 is above 1; allowed: a share from 0 to 1, or residents"),
    (A, "yingxibei_opens,2023-01,month,2022-01", "yingxibei_opens,2019-01,month,2018-01",
     "projects.csv, row 2, column opens: 2019-01 lies before start; allowed: 2020-11 or later"),
    (E, "Qingcheng,male,40-44,", "Qingcheng,male,45-49,", "row 3: Qingcheng, male, 45-49 stands twice"),
    (E, "Qingcheng,male,60-64,", "Qingcheng,male,60-64,1", "elders of 60+; allowed: 648279 as in"),
    ("region.yaml", '"2021-07"', '"2019-07"', "region.yaml, key document: lies before start"),
    ("places.csv", "\nQingxin,", "\nQingcheng,", "column name_en: 'Qingcheng' stands in row 2 too"),
    ("places.csv", ",B\n", ",\n", "places.csv, row 2, column grade: is empty; allowed: one of D, A"),
    ("purses.csv", "yuan_per_year", "yuan", "column yuan_per_year: the column is missing"),
    ("purses.csv", ",training,training,", ",dancing,training,", "column pays: 'dancing' is unknown; allowed: some of"),
    ("purses.csv", ",training,training,", ",training,dancing,", "column kind: 'dancing' is unknown; allowed: one of"),
    ("facts.csv", ",places,", ",palaces,", "facts.csv, row 2, column measure: measure 'palaces' is unknown"),
    ("facts.csv", "purse:training", "purse:drinking", "column measure: purse 'drinking' is unknown"),
    ("facts.csv", ",at_least,", ",atleast,", "column direction: 'atleast' is unknown, did you mean at_least?; allowed"),
    ("status_quo.yaml", "train.retention", "train.retentoin", "did you mean train.retention?"),
    ("status_quo.yaml", "value: 0.35", "value: 35", "key admit.reserve_share: 35 must lie between 0 and 1"),
    ("choice.yaml", "aides.effective", "aides.quit", "choice.yaml, key aides.quit: is not declared"),
]  # fmt: skip


@pytest.fixture
def copy(tmp_path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "mine"))


def test_an_own_folder_is_a_region(copy):
    region = regions.load_folder(copy, 0.01)
    assert region.name == "mine" and len(region.places) == 8


@pytest.mark.parametrize(("file", "old", "new", "message"), BROKEN, ids=[f"{b[0]}-{b[2]}" for b in BROKEN])
def test_a_broken_folder_says_what_is_broken(copy, file, old, new, message):
    if old is None:
        (copy / file).unlink()
    else:
        text = (copy / file).read_text("utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RegionError) as error:
        regions.load_folder(copy)
    assert message in str(error.value)


def test_all_problems_come_together(copy):
    (copy / "purses.csv").unlink()
    for file, old, new in (("homes.csv", ",21,2698,", ",21,x,"), ("region.yaml", '"2021-07"', '"July"')):
        (copy / file).write_text((copy / file).read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(RegionError) as error:
        regions.load_folder(copy)
    lines = str(error.value).splitlines()
    for expected in ("purses.csv: the file is missing", "'x' is not a number", "'July' is not a month"):
        assert sum(expected in line for line in lines) == 1


# --- month 0 --------------------------------------------------------------------------------------


def a_model(region) -> SimpleNamespace:
    """The stocks of a region as tables, with the residents of Yingzhong and nobody else."""
    kinds = [Kind[h.kind.upper()] for h in region.homes]
    kinds += [Kind[s.kind.upper()] for s in region.services for _ in range(s.count)]
    n, rest = len(kinds), len(kinds) - len(region.homes)
    owners = [Ownership[h.ownership.upper()] for h in region.homes]
    private = [i for i, owner in enumerate(owners) if owner == Ownership.PRIVATE]
    columns = dict(
        kind=np.array(kinds), closed=np.full(n, -1), ownership=np.array(owners + [Ownership.PUBLIC] * rest),
        beds=np.array([h.beds for h in region.homes] + [(0, 0, 0)] * rest),
        medical=np.array([Medical[h.medical.upper()] for h in region.homes] + [Medical.NONE] * rest),
        subsidised=np.array([i in private[:6] for i in range(n)]),
        stands_for=np.ones(n), in_use=np.ones(n, dtype=int), urban=np.zeros(n, dtype=int),
    )  # fmt: skip
    facilities = SimpleNamespace(**columns, col=columns.__getitem__)
    yingzhong = [h.name for h in region.homes].index("Yingzhong regional home")
    elders = SimpleNamespace(
        facility=np.array([yingzhong] * 339 + [-1]), standing=np.array([0] * 184 + [3] * 156),
        age_months=np.full(340, 70 * 12),
    )  # fmt: skip
    schedule = Schedule(region.status_quo)
    return SimpleNamespace(
        region=region, facilities=facilities, elders=elders, month=region.document, schedule=schedule
    )


def test_month0_shows_each_figure_of_the_document(qingyuan):
    table = month0.month0_table(a_model(qingyuan))
    assert [line.key for line in table] == [fact.key for fact in qingyuan.facts]
    misses = [line for line in table if line.within is False]
    assert not misses, misses
    beside = {line.key for line in table if line.within is None}
    assert "elders_60plus_registered" in beside  # registered and resident elders are never forced equal


def test_month0_in_words(qingyuan):
    english = month0.month0_text(a_model(qingyuan))
    chinese = month0.month0_text(a_model(qingyuan), "zh")
    assert (
        "beds in publicly built, privately run homes" in english
        and "≥ 0.900" in english
        and "5,806" in english
        and "side by side" in english
    )
    assert "全市公办养老机构83间" in chinese
    assert len(english.splitlines()) == len(qingyuan.facts) + 2
    assert [fact.key for fact in qingyuan.facts if f"[{fact.key}]" not in chinese] == []
    with pytest.raises(ValueError, match="unknown language 'fr'; known: en, zh"):
        month0.month0_text(a_model(qingyuan), "fr")


# --- read again ------------------------------------------------------------------------------------


def test_a_region_that_is_read_again_is_the_same_and_reads_no_yaml_anew(monkeypatch):
    first = regions.load("qingyuan", 0.01, {"health.trend": 0.01})
    texts = [path.read_text("utf-8-sig") for path in [*FOLDER.glob("*.yaml"), regions.CONF / "health" / "china.yaml"]]
    before = [yaml_text.parsed(text) for text in texts]
    monkeypatch.setattr(yaml_text.yaml, "safe_load", lambda text: pytest.fail("a YAML text is parsed a second time"))
    other, again = (regions.load("qingyuan", 0.01, {"health.trend": trend}) for trend in (-0.01, 0.01))
    monkeypatch.undo()
    assert other.health.trend == -0.01
    assert again.parameters == first.parameters
    assert again.status_quo == first.status_quo
    assert again.assumptions == first.assumptions
    assert again.health.trend == first.health.trend
    assert np.array_equal(again.health.worsen_at_80, first.health.worsen_at_80)
    assert [yaml_text.parsed(text) for text in texts] == [yaml.safe_load(text) for text in texts]
    assert before == [yaml.safe_load(text) for text in texts]  # nobody has changed what is shared
