"""One life of each region at full scale, from which everything that needs a run is taken.

The region lives its status quo from the census to 2035-12, every law recounted every month. Somebody stands beside
the story and counts: who is there before the draw of the month and who dies by it, who leaves a home and how. Counting
changes nothing: the same seed gives the same records as an uncounted run.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from experiments import measures, month0, regions
from experiments.labels import LANGUAGES, place_label
from experiments.notices import notices
from experiments.region_document import name_of
from experiments.units import UNITS
from experiments.validation import NO_FIGURE, Line, Section, Table, Text, both, number
from experiments.validation.counted import Counted, Tally
from sim.agents.kinds import Ability
from sim.calendar import text_of
from sim.laws import LawBroken
from sim.model import CareSystem
from sim.world.health import AGE_GROUPS, FloatArray
from sim.world.region import DocumentFact, Region
from sim.world.staffing import load_of, minutes_per_aide

SEED = 1
MORE_SEEDS = (2, 3, 4)
"""Lived for three years only: exits from homes are too few for one seed to judge."""
THREE_YEARS = 36
MANY = 8
"""Residents per aide from which an aide is one of those who look after eight or more (fact V6)."""


@dataclass(frozen=True, eq=False)
class Lived:
    """What is kept of the life of a region; counts at full scale, but ``tally``."""

    region: Region
    tally: Tally
    months: NDArray[np.int64]
    until: int
    month0: tuple[month0.Line, ...]
    """Figures of the document; empty if the run ended before its month."""
    census: dict[str, int]
    """Elders by place, added up from the census file."""
    at_census: dict[str, float]
    """Elders by place in the model before its first month."""
    aides_with_many: float
    """Share of the aides of homes with ``MANY`` residents or more for each aide, at the census."""
    aides_if_divided: float
    """The same if each aide had residents of one level only."""
    levels: FloatArray
    """Elders by level at the end of each month, [month, 5]."""
    broken: str = ""
    """The law that was broken; empty if all held."""
    other_lives: tuple[Tally, ...] = ()
    """The first three years with other seeds."""


def live(name: str, fraction: float = 1.0, until: int | None = None) -> Lived:
    """Live the status quo of a region once, laws on; a broken law ends the life and is kept."""
    region = regions.load(name, fraction)
    model = Counted(region, seed=SEED, until=until, laws=True)
    elders = np.bincount(model.elders.col("place"), minlength=region.n_places) / fraction
    aides, divided = aides_with_many(model), aides_if_divided(model)
    lines: tuple[month0.Line, ...] = ()
    broken = ""
    while model.running and not broken:
        lived = model.month
        try:
            model.step()
        except LawBroken as error:
            broken = str(error)
        if lived == region.document:
            lines = tuple(month0.month0_table(model))
    levels = [model.records.series("elders", group=f"level={level.value}") for level in Ability]
    return Lived(
        region=region,
        tally=model.tally,
        months=np.array(model.records.months),
        until=model.until,
        month0=lines,
        census=census_of(name),
        at_census=dict(zip((place.name for place in region.places), elders.tolist(), strict=True)),
        aides_with_many=aides,
        aides_if_divided=divided,
        levels=np.stack(levels, axis=1),
        broken=broken,
        other_lives=tuple(first_years(region, seed) for seed in MORE_SEEDS)
        if model.until >= _third_year(region)
        else (),
    )


def _third_year(region: Region) -> int:
    """Last month of the third year."""
    return region.start + THREE_YEARS - 1


def first_years(region: Region, seed: int) -> Tally:
    """What is counted in three years of the status quo with another seed."""
    model = Counted(region, seed=seed, until=_third_year(region))
    model.run()
    return model.tally


def live_all(names: Sequence[str], fraction: float = 1.0, until: int | None = None) -> list[Lived]:
    """The lives of several regions, in processes of their own if there are several and the cores for it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    one = partial(live, fraction=fraction, until=until)
    if min(cores, len(names)) <= 1:
        return [one(name) for name in names]
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")  # read by the workers when they load numba
    with ProcessPoolExecutor(min(cores, len(names)), multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(one, names))


def aides_with_many(model: CareSystem) -> float:
    """Share of the aides of homes who work where there are ``MANY`` residents or more for each aide."""
    homes = model.facilities
    is_home = homes.col("beds").sum(axis=1) > 0
    aides, residents = homes.col("aides").astype(np.int64), homes.col("occupied").sum(axis=1)
    staff = int(aides[is_home].sum())
    many = is_home & (residents >= MANY * aides * model.region.fraction)  # in a sample each gives a part of their time
    return float(aides[many].sum() / staff) if staff else NO_FIGURE


def aides_if_divided(model: CareSystem) -> float:
    """Share of the aides' time that goes to residents of whom one aide could care for ``MANY`` or more."""
    elders = model.elders
    inside = elders.col("facility") >= 0
    loads = load_of(model, elders.col("state")[inside], elders.col("facility")[inside])
    return float(loads[loads * MANY <= minutes_per_aide(model)].sum() / loads.sum()) if len(loads) else NO_FIGURE


def _rows(name: str, file: str) -> list[dict[str, str]]:
    with (regions.CONF / "region" / name / file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def census_of(name: str) -> dict[str, int]:
    """Elders of 60 and more by place, added up from the file itself."""
    found: Counter[str] = Counter()
    for row in _rows(name, "elders.csv"):
        if int(row["age_group"].replace("+", "-").split("-")[0]) >= AGE_GROUPS[0]:
            found[row["place"]] += int(row["population"])
    return dict(found)


# --- the pages of a region --------------------------------------------------------------------------------------


def section(lived: Lived, more: Sequence[Line] = ()) -> Section:
    """A region: its note, its month of the document, ``more`` lines, its laws, its places."""
    region = lived.region
    counted = sorted(Counter(row["grade"] for row in _rows(region.name, "facts.csv")).items())
    grades = ", ".join(f"{grade} {n}" for grade, n in counted)
    month = text_of(region.document)
    said = [notices(region, language) for language in LANGUAGES]
    about = (
        f"{' '.join(said[0])} The figures of the document against the model in {month}. Facts by grade: {grades}; "
        f"their sources stand in `conf/region/{region.name}/facts.csv`. The split of those of 85 and more into age "
        "groups is an estimate in every region.",
        f"{''.join(said[1])}文件数字与模型{month}对照。事实按等级计数：{grades}；来源见"
        f"`conf/region/{region.name}/facts.csv`。各地区85岁及以上的年龄组划分均为估计。",
    )
    lines = [*document_lines(lived), *more, law_line(lived)]
    return Section((region.label, region.label_zh), (about[0].strip(), about[1]), lines, [places_table(lived)])


def document_lines(lived: Lived) -> list[Line]:
    """The figures of the document beside the model's, in the month of the document."""
    facts = {fact.key: fact for fact in lived.region.facts}
    grade = {row["key"]: row["grade"] for row in _rows(lived.region.name, "facts.csv")}
    lines = []
    for line in lived.month0:
        counted = line.unit in month0.COUNTED | month0.WHOLE
        whole = counted or all(abs(x) >= 1000 or float(x).is_integer() for x in (line.document, line.model))
        given = reads_back(lived.region, facts[line.key].measure)
        lines.append(
            Line(
                f"{lived.region.name}:{line.key}",
                (name_of(facts[line.key], "en"), facts[line.key].quote),
                (lived.region.label, lived.region.label_zh),
                line.model,
                line.document,
                UNITS.get(line.unit, both(line.unit)),
                ("", "") if line.within is None else _allowed(facts[line.key]),
                line.within,
                both("`facts.csv`"),
                both(grade[line.key]),
                digits=0 if whole else 3,
                given=given,
            )
        )
    return lines


def _allowed(fact: DocumentFact) -> Text:
    """The difference that is allowed: of a bound on its forbidden side only."""
    by, direction = month0.shown_number(fact.tolerance), fact.direction
    bounds = {"at_least": (f"at least, − {by}", f"下限，− {by}"), "at_most": (f"at most, + {by}", f"上限，+ {by}")}
    return bounds.get(direction, both(f"± {by}"))


def reads_back(region: Region, measure: str) -> bool:
    """Whether a figure only shows that a table was read: stocks and money always, people if the census is the month."""
    people = measure in measures.CENSUS and region.document == region.start
    return people or measure.partition(":")[0] not in measures.LIVED


def law_line(lived: Lived) -> Line:
    """Every law of the model, everybody recounted every month; what broke, if anything did."""
    first, last = text_of(lived.region.start), text_of(lived.until)
    what = (f"months in which every law holds, {first} to {last}", f"{first}至{last}所有守恒律成立的月数")
    if lived.broken:
        what = (f"{what[0]}; broken: {lived.broken}", f"{what[1]}；被违反：`{lived.broken}`")
    held, months = len(lived.months) - bool(lived.broken), lived.until - lived.region.start + 1
    where = (lived.region.label, lived.region.label_zh)
    return Line(
        f"laws:{lived.region.name}", what, where, held, months, ("months", "个月"), ("all", "全部"),
        not lived.broken, both("`sim/laws.py`"), both("M"), digits=0,
    )  # fmt: skip


def places_table(lived: Lived) -> Table:
    """Elders by place at the census: the file and the model; estimates marked."""
    rows: list[list[Text | str]] = []
    for place in lived.region.places:
        name = (place_label(place, "en"), place_label(place, "zh"))
        rows.append([name, number(lived.census[place.name], 0), number(lived.at_census[place.name], 0)])
    title = ("Elders of 60 and more by place, at the census", "普查时各地60岁及以上人口")
    return Table(title, [("place", "地点"), ("census", "普查"), ("model", "模型")], rows)
