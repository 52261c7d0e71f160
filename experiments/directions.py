"""Directions that theory expects, each shown (or not) by paired runs of one region.

    python -m experiments.directions scale=full replicates=4 until=2030-12

A direction compares two worlds that share their luck replicate by replicate; each of its measures is a mean over a
window of months, and the verdict follows from the 95 % interval of the paired differences:

* ``as expected``: the interval lies wholly on the expected side of zero (for "unchanged": wholly within the margin);
* ``opposite``: it lies wholly on the other side (for "unchanged": wholly outside the margin);
* ``not seen``: neither.

Margins and windows stand in ``DIRECTIONS`` and were set before the runs. A direction that does not appear carries a
``note`` with the mechanism and says which side is wrong, the model or the expectation.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.compare import summary
from experiments.ensemble import RegionKey, region_of
from sim.calendar import month_of, text_of

FROM = "2022-01"
"""Month in which the policy of every direction comes into force."""
SCALES = {"quick": 0.2, "full": 1.0}
Series = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class World:
    """Lever values in force from FROM on, and parameters that differ throughout."""

    name: str
    levers: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One number of a run, the mean of a series over a window, and where theory expects it."""

    series: str
    """``outcome`` or ``outcome|group`` of ``sim/outcomes.py``, or a name of ``DERIVED`` or ``watched``."""
    first: str
    last: str
    expect: str
    """higher | lower | unchanged (in the second world)"""
    margin: float = 0.0
    """For "unchanged": share of the first world's value that counts as no change."""


@dataclass(frozen=True)
class Direction:
    """A claim of theory about two worlds."""

    code: str
    claim: str
    base: World
    other: World
    measures: tuple[Measure, ...]
    note: str = ""


DERIVED = {
    "empty_beds": lambda s: s["beds"] - s["residents"],
    "quit_rate": lambda s: 12 * s["aides_quit"] / s["aides"],
}
"""Series made of others: built beds without a resident; aides leaving a year per aide employed."""

STATUS_QUO = World("status quo")
BUILD = {"build.beds_per_year": 850, "build.grant_share": 0.8}
NO_ANSWER = {"aides.apply_vacancy": 0.0}
"""A labour market that does not answer vacancies: new posts bring no applicants."""
VISIT = {"visit.hours_per_month": 20, "visit.posts_per_station": 10, "visit.everyone": True}
RICH = {"region.county_budgets": 49_000_000, "region.station_reach": 1500, "region.centre_reach": 8000}
"""The upper ends of the assumed ranges of Qingyuan."""
SERVED = World("home care bought", VISIT, RICH)
TIGHT = {"ratio.able": 12, "ratio.mild": 7, "ratio.moderate": 4, "ratio.severe": 3, "ratio.complete": 2}
OPERATE = World("operate 60 %", {"operate.share_of_homes": 0.6})

DIRECTIONS = (
    Direction(
        "a1", "beds without aides: the labour market does not answer",
        World("no applicants for vacancies", {}, NO_ANSWER), World("build, no applicants", BUILD, NO_ANSWER),
        (
            Measure("unmet_hours", "2028-01", "2030-12", "unchanged", 0.01),
            Measure("occupancy", "2028-01", "2030-12", "lower"),
        ),
    ),
    Direction(
        "a2", "beds without training or pay: L01 alone",
        STATUS_QUO, World("build 850 a year", BUILD),
        (
            Measure("unmet_hours", "2028-01", "2030-12", "unchanged", 0.01),
            Measure("occupancy", "2028-01", "2030-12", "lower"),
        ),
    ),
    Direction(
        "b", "aides without beds: training and pay raise operable beds",
        STATUS_QUO, World("staff", {"train.seats_per_year": 200, "pay.raise_share": 0.2}),
        (
            Measure("operable_beds", "2023-01", "2024-12", "higher"),
            Measure("beds", "2022-01", "2023-12", "unchanged", 0.01),
        ),
    ),
    Direction(
        "c1", "private operation fills the homes that change hands", STATUS_QUO, OPERATE,
        (Measure("largest_public", "2025-01", "2027-12", "higher"),),
    ),
    Direction(
        "c2", "without a reserve tekun wait longer for privately operated homes",
        World("operate, half reserved", {"operate.share_of_homes": 0.6, "admit.reserve_share": 0.5}),
        World("operate, no reserve", {"operate.share_of_homes": 0.6, "admit.reserve_share": 0.0}),
        (
            Measure("waiting|standing=tekun", "2026-01", "2030-12", "higher"),
            Measure("entered_90|standing=tekun", "2026-01", "2030-12", "lower"),
            Measure("waiting|standing=general", "2026-01", "2030-12", "lower"),
        ),
    ),
    Direction(
        "d1", "identification raises known need before it lowers the gap",
        STATUS_QUO, World("visits every three months", {"identify.visits_per_year": 4}),
        (
            Measure("known", "2022-12", "2022-12", "higher"),
            Measure("unmet_hours_known", "2022-01", "2022-12", "higher"),
            Measure("unmet_hours", "2028-01", "2030-12", "lower"),
        ),
    ),
    Direction(
        "d2", "the same where hours at home are bought for those who are known",
        SERVED, World("home care and registers", VISIT | {"identify.data_link": 1.0}, RICH),
        (
            Measure("known", "2022-12", "2022-12", "higher"),
            Measure("unmet_hours_known", "2022-01", "2022-12", "higher"),
            Measure("unmet_hours", "2024-01", "2026-12", "lower"),
        ),
    ),
    Direction(
        "e", "building raises empty beds before it shortens queues", STATUS_QUO, World("build 850 a year", BUILD),
        (
            Measure("empty_beds", "2024-02", "2025-12", "higher"),
            Measure("waiting", "2024-02", "2024-12", "unchanged", 0.10),
            Measure("waiting", "2029-01", "2030-12", "lower"),
        ),
    ),
    Direction(
        "f", "opening idle public beds fills homes", STATUS_QUO, World("release all", {"admit.release_share": 1.0}),
        (
            Measure("occupancy|ownership=public", "2023-01", "2026-12", "higher"),
            Measure("waiting|standing=general", "2023-01", "2026-12", "lower"),
        ),
    ),
    Direction(
        "g", "a raise in pay alone reduces quits", STATUS_QUO, World("pay + 20 %", {"pay.raise_share": 0.2}),
        (Measure("quit_rate", "2022-02", "2024-12", "lower"), Measure("aides", "2023-01", "2025-12", "higher")),
    ),
    Direction(
        "h", "a tighter ratio lowers operable beds", STATUS_QUO, World("tight ratio", TIGHT),
        (
            Measure("operable_beds", "2022-02", "2024-12", "lower"),
            Measure("aides_missing", "2022-02", "2024-12", "higher"),
        ),
    ),
    Direction(
        "i", "admission by need shortens the wait of disabled tekun",
        World("first come", {"admit.rule": "first_come"}), World("by need", {"admit.rule": "need"}),
        (
            Measure("disabled_tekun_waiting", "2024-01", "2030-12", "lower"),
            Measure("entered_90|standing=tekun", "2024-01", "2030-12", "higher"),
        ),
    ),
)  # fmt: skip


# --- running ------------------------------------------------------------------------------------------------


def worlds() -> list[World]:
    """Every world of the directions, once."""
    found: list[World] = []
    for direction in DIRECTIONS:
        found += [w for w in (direction.base, direction.other) if w not in found]
    assert len({w.name for w in found}) == len(found), "two worlds of one name"
    return found


def live(task: tuple[int, float, int, int]) -> Series:
    """The monthly series of one run: (number of the world, fraction, seed, last month)."""
    from sim.levers import Schedule
    from sim.model import CareSystem

    number, fraction, seed, until = task
    world = worlds()[number]
    region = region_of(RegionKey("qingyuan", fraction, tuple(sorted(world.parameters.items()))))
    when = month_of(FROM)
    schedule = Schedule(region.status_quo, tuple((when, path, value) for path, value in world.levers.items()))
    model = CareSystem(region, schedule, seed, until)
    largest = largest_public(model, OPERATE.levers["operate.share_of_homes"])
    watched: dict[str, list[float]] = {"largest_public": [], "disabled_tekun_waiting": []}
    while model.running:
        model.step()
        beds, occupied = (model.facilities.col(c)[largest].sum() for c in ("beds", "occupied"))
        watched["largest_public"].append(occupied / max(1, beds))
        elders = model.elders
        rows = model.waiting.rows(elders.row_of)
        disabled = (elders.values("ability", rows) >= 2) & (elders.values("standing", rows) == 0)
        watched["disabled_tekun_waiting"].append(float(disabled.sum()) / fraction)
    records = model.records
    cells = [(i, f"{c.outcome}|{c.group}".rstrip("|")) for i, c in enumerate(records.cells) if not c.place]
    series = {name: records.values[:, i] for i, name in cells}
    series |= {name: np.array(values) for name, values in watched.items()}
    series |= {name: make(series) for name, make in DERIVED.items()}
    wanted = {m.series for d in DIRECTIONS for m in d.measures}
    return {"month": records.months.astype(np.float64)} | {name: series[name] for name in wanted}


def largest_public(model: Any, share: float) -> NDArray[np.int64]:
    """The government-run homes that a tender up to ``share`` would hand over at the start: the largest."""
    homes = model.facilities
    is_home, ownership = homes.col("kind") <= 1, homes.col("ownership")
    public = np.flatnonzero(is_home & (ownership == 0))
    n = round(share * int((is_home & (ownership <= 1)).sum())) - int((is_home & (ownership == 1)).sum())
    return np.asarray(sorted(public, key=lambda f: (-int(homes.col("beds")[f].sum()), f))[: max(1, n)])


def run(fraction: float, replicates: int, seed: int, until: int, workers: int = 2) -> dict[str, list[Series]]:
    """The series of every world, replicate by replicate; replicate r has seed + r in all worlds."""
    tasks = [(w, fraction, seed + r, until) for w in range(len(worlds())) for r in range(replicates)]
    if workers <= 1:
        lived = [live(task) for task in tasks]
    else:
        os.environ["NUMBA_NUM_THREADS"] = "1"  # read by the workers when they load numba
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            lived = list(pool.map(live, tasks))
    return {w.name: lived[i * replicates : (i + 1) * replicates] for i, w in enumerate(worlds())}


# --- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """What came of one measure."""

    direction: Direction
    measure: Measure
    base: float
    other: float
    low: float
    high: float
    verdict: str


def value(series: Series, measure: Measure) -> float:
    """Mean over the window; months without a value (a share of nobody) are left out."""
    inside = (series["month"] >= month_of(measure.first)) & (series["month"] <= month_of(measure.last))
    if not inside.any():
        raise ValueError(f"{measure.series}: the runs end before {measure.first}")
    return float(np.nanmean(series[measure.series][inside]))


def judge(measure: Measure, base: float, low: float, high: float) -> str:
    """The verdict from the interval of the paired difference."""
    if measure.expect == "unchanged":
        margin = measure.margin * abs(base)
        within, outside = -margin <= low and high <= margin, low > margin or high < -margin
        return "as expected" if within else "opposite" if outside else "not seen"
    sign = 1 if measure.expect == "higher" else -1
    near, far = sorted((sign * low, sign * high))
    return "as expected" if near > 0 else "opposite" if far < 0 else "not seen"


def lines(runs: dict[str, list[Series]]) -> list[Line]:
    """Every measure of every direction with its interval and verdict."""
    found = []
    for direction in DIRECTIONS:
        for measure in direction.measures:
            base, other = (
                np.array([value(s, measure) for s in runs[w.name]]) for w in (direction.base, direction.other)
            )
            row = summary(other - base).iloc[0]
            verdict = judge(measure, float(base.mean()), row["low"], row["high"])
            found.append(Line(direction, measure, base.mean(), other.mean(), row["low"], row["high"], verdict))
    return found


def table(found: Sequence[Line]) -> str:
    """The lines as text, a block for each direction."""
    text, last = [], ""
    for line in found:
        d, m = line.direction, line.measure
        if d.code != last:
            text += ["", f"{d.code}  {d.claim}", f"    {d.base.name} → {d.other.name}"]
            last = d.code
        expected = m.expect + (f" ±{m.margin:.0%}" if m.expect == "unchanged" else "")
        window = m.first if m.first == m.last else f"{m.first}…{m.last}"
        change = f"{short(line.other - line.base)} [{short(line.low)}, {short(line.high)}]"
        text.append(
            f"    {m.series:28s} {window:16s} {short(line.base):>9s} → {short(line.other):>9s}  {change:30s} "
            f"{expected:14s} {line.verdict}"
        )
        if d.note and m is d.measures[-1]:
            text.append(f"    note: {d.note}")
    return "\n".join(text[1:])


def short(number: float) -> str:
    """Four figures or so."""
    return f"{number:.4f}" if abs(number) < 10 else f"{number:.1f}" if abs(number) < 1000 else f"{number:,.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all directions and print the table."""
    given = {"scale": "quick", "replicates": "4", "seed": "1", "until": "2030-12", "workers": "2"}
    for word in sys.argv[1:] if arguments is None else arguments:
        key, _, text = word.partition("=")
        if key not in given or not text:
            print(f"{word}: write one of {', '.join(given)} as key=value", file=sys.stderr)
            return 2
        given[key] = text
    if given["scale"] not in SCALES:
        print(f"scale={given['scale']}: must be one of {', '.join(SCALES)}", file=sys.stderr)
        return 2
    until, replicates = month_of(given["until"]), int(given["replicates"])
    runs = run(SCALES[given["scale"]], replicates, int(given["seed"]), until, int(given["workers"]))
    print(f"Qingyuan, scale {given['scale']}, {replicates} paired replicates, until {text_of(until)}")
    print(table(lines(runs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
