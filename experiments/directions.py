"""Directions that theory expects, each shown (or not) by paired runs of Qingyuan.

    python -m experiments.directions scale=full replicates=6 until=2030-12 only=a1,a2

A direction compares two worlds that share their luck replicate by replicate. Each of its measures is a mean over a
window of months; the verdict follows from the 95 % interval of the paired differences:

* ``as expected``: the interval lies wholly on the expected side of zero (for "unchanged": within the margin);
* ``opposite``: it lies wholly on the other side (for "unchanged": outside the margin);
* ``not seen``: neither.

Where a direction does not appear, or for another reason than theory gives, its note names the mechanism and says
which side is wrong, the model or the expectation.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.compare import summary
from experiments.runs import RegionKey, region_of
from sim.agents.kinds import Ownership
from sim.calendar import month_of
from sim.world.stock import is_government_run, is_home

FROM = "2022-01"
"""Month in which the levers of every world come into force."""
SCALES = {"quick": 0.1, "full": 1.0}
Series = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class World:
    """Lever values in force from FROM on, and parameters that differ throughout."""

    name: str
    levers: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)


class Measure(NamedTuple):
    """The mean of a series over a window, and where theory expects it in the second world."""

    series: str
    """``outcome`` or ``outcome|group`` of ``sim/outcomes.py``, or one of WATCHED or DERIVED."""
    first: str
    last: str
    expect: str
    """higher | lower | unchanged"""
    margin: float = 0.0
    """For "unchanged": share of the first world's value that counts as no change."""


@dataclass(frozen=True)
class Direction:
    """A claim of theory about two worlds; measures are written ``series first last expect [margin]``."""

    code: str
    claim: str
    base: World
    other: World
    written: tuple[str, ...]
    note: str = ""

    @property
    def measures(self) -> list[Measure]:
        """The measures, read."""
        parts = [line.split() for line in self.written]
        return [Measure(s, a, b, expect, *map(float, margin)) for s, a, b, expect, *margin in parts]


DERIVED = {
    "empty_beds": lambda s: s["beds"] - s["residents"],
    "quit_rate": lambda s: 12 * s["aides_quit"] / s["aides"],
}
WATCHED = ("largest_public", "disabled_tekun_waiting")
"""Besides the outcomes: occupancy of the government-run homes that a tender up to OPERATE would hand over at the
start; tekun of level 2 and more in the queue. DERIVED: built beds without a resident; quits a year per aide."""

BUILD = {"build.beds_per_year": 850, "build.grant_share": 0.8}
OPERATE = {"operate.share_of_homes": 0.6}
VISIT = {"visit.hours_per_month": 20, "visit.posts_per_station": 10, "visit.everyone": True}
RICH = {"region.county_budgets": 49_000_000, "region.station_reach": 1500, "region.centre_reach": 8000}
"""The upper ends of the ranges that Qingyuan's assumptions have."""
TIGHT = {"ratio.able": 12, "ratio.mild": 7, "ratio.moderate": 4, "ratio.severe": 3, "ratio.complete": 2}
FIRST_COME = {"admit.rule": "first_come"}
MOST, NONE = {"admit.reserve_share": 0.8}, {"admit.reserve_share": 0.0}
"""A reserve that binds: well above the two fifths of the beds that tekun hold in privately operated homes anyway."""

SAME = World("status quo")
BUILT = World("build 850 a year", BUILD)
HELPED = World("home care bought", VISIT, RICH)
BEDS_ALONE = ("unmet_hours 2028-01 2030-12 unchanged 0.01", "occupancy 2028-01 2030-12 lower")
CROWDED_OUT = (
    "waiting|standing=tekun 2026-01 2030-12 higher",
    "entered_90|standing=tekun 2026-01 2030-12 lower",
    "waiting|standing=general 2026-01 2030-12 lower",
)

FOUND = ("known 2022-12 2022-12 higher", "unmet_hours_known 2022-01 2022-12 higher")

DIRECTIONS = (
    Direction(
        "a1", "beds without aides leave unmet need unchanged", SAME,
        World("build without posts", BUILD | {"build.posts_share": 0.0}), BEDS_ALONE,
    ),
    Direction(
        "a2", "beds without training or pay: L01 alone", SAME, BUILT, BEDS_ALONE,
        "a new public home brings posts, and applicants come for vacant posts: L01 alone brings some; a1 has none",
    ),
    Direction(
        "b", "aides without beds raise operable beds", SAME,
        World("staff", {"train.seats_per_year": 200, "pay.raise_share": 0.2}),
        ("operable_beds 2023-01 2024-12 higher", "beds 2022-01 2023-12 unchanged 0.01"),
    ),
    Direction(
        "c1", "private operation fills the homes that change hands", SAME, World("operate 60 %", OPERATE),
        ("largest_public 2025-01 2027-12 higher",),
    ),
    Direction(
        "c2", "without a reserve tekun wait longer for privately operated homes",
        World("most reserved", OPERATE | MOST), World("no reserve", OPERATE | NONE), CROWDED_OUT,
        "tekun and payers change sides: beyond the reserve operators take tekun only into beds that payers leave",
    ),
    Direction(
        "c3", "the same where waiting time alone decides", World("mostly reserved", OPERATE | MOST | FIRST_COME),
        World("not reserved", OPERATE | NONE | FIRST_COME), CROWDED_OUT,
    ),
    Direction(
        "d1", "identification raises known need before it lowers the gap", SAME,
        World("visits every three months", {"identify.visits_per_year": 4}),
        (*FOUND, "unmet_hours 2028-01 2030-12 lower"),
        "the gap falls because the known enter homes, hardly by care at home: few live within reach of a station",
    ),
    Direction(
        "d2", "the same where hours at home are bought for all who are known", HELPED,
        World("home care and registers", VISIT | {"identify.data_link": 1.0}, RICH),
        (*FOUND, "unmet_hours 2024-01 2026-12 lower"),
    ),
    Direction(
        "e", "building raises empty beds before it shortens queues", SAME, BUILT,
        ("empty_beds 2024-02 2025-12 higher", "waiting 2024-02 2024-12 unchanged 0.1", "waiting 2029-01 2030-12 lower"),
        "there is hardly a queue to shorten: about a hundred people wait under the status quo in these years, and new "
        "homes draw as many applicants as they admit",
    ),
    Direction(
        "f", "opening idle public beds fills homes", SAME, World("release all", {"admit.release_share": 1.0}),
        ("occupancy|ownership=public 2023-01 2026-12 higher", "waiting|standing=general 2023-01 2026-12 lower"),
        "the sign is right; the size is bounded by post lists, which do not grow with the beds that are opened",
    ),
    Direction(
        "g", "a raise in pay alone reduces quits", SAME, World("pay + 20 %", {"pay.raise_share": 0.2}),
        ("quit_rate 2022-02 2024-12 lower", "aides 2023-01 2025-12 higher"),
    ),
    Direction(
        "h", "a tighter ratio lowers operable beds", SAME, World("tight ratio", TIGHT),
        ("operable_beds 2022-02 2024-12 lower", "aides_missing 2022-02 2024-12 higher"),
    ),
    Direction(
        "i", "admission by need shortens the wait of disabled tekun", World("first come", FIRST_COME),
        World("by need", {"admit.rule": "need"}),
        ("disabled_tekun_waiting 2024-01 2030-12 lower", "entered_90|standing=tekun 2024-01 2030-12 higher"),
    ),
)  # fmt: skip


def worlds(directions: Sequence[Direction] = DIRECTIONS) -> list[World]:
    """Every world of some directions, once."""
    found: list[World] = []
    for direction in directions:
        found += [world for world in (direction.base, direction.other) if world not in found]
    assert len({world.name for world in found}) == len(found), "two worlds have one name"
    return found


def live(task: tuple[World, float, int, int]) -> Series:
    """The monthly series of one run: world, fraction, seed, last month."""
    from sim.levers import Schedule
    from sim.model import CareSystem

    world, fraction, seed, until = task
    region = region_of(RegionKey("qingyuan", fraction, tuple(sorted(world.parameters.items()))))
    changes = tuple((month_of(FROM), path, value) for path, value in world.levers.items())
    model = CareSystem(region, Schedule(region.status_quo, changes), seed, until)
    homes, elders, largest = model.facilities, model.elders, largest_public(model)
    watched: dict[str, list[float]] = {name: [] for name in WATCHED}
    while model.running:
        model.step()
        watched["largest_public"].append(homes.col("occupied")[largest].sum() / homes.col("beds")[largest].sum())
        rows = model.waiting.rows(elders.row_of)
        disabled = (elders.values("ability", rows) >= 2) & (elders.values("standing", rows) == 0)
        watched["disabled_tekun_waiting"].append(float(disabled.sum()) / fraction)
    cells = [(i, f"{c.outcome}|{c.group}".rstrip("|")) for i, c in enumerate(model.records.cells) if not c.place]
    series = {name: model.records.values[:, i] for i, name in cells}
    series |= {name: np.array(values) for name, values in watched.items()}
    series |= {name: make(series) for name, make in DERIVED.items()}
    wanted = {measure.series for direction in DIRECTIONS for measure in direction.measures}
    return {"month": model.records.months} | {name: series[name] for name in wanted}


def largest_public(model: Any) -> NDArray[np.int64]:
    """Rows of the largest government-run homes, as many as OPERATE would tender."""
    homes = model.facilities
    public = np.flatnonzero(is_government_run(model))
    operated = int((is_home(model) & (homes.col("ownership") == Ownership.PUBLIC_PRIVATE)).sum())
    n = round(OPERATE["operate.share_of_homes"] * (len(public) + operated)) - operated
    return public[np.argsort(-homes.col("beds")[public].sum(axis=1), kind="stable")[: max(1, n)]]


def run(
    fraction: float, replicates: int, seed: int, until: int, workers: int, directions: Sequence[Direction] = DIRECTIONS
) -> dict[str, list[Series]]:
    """The series of every world by name, replicate by replicate; replicate r has seed + r in all worlds."""
    tasks = [(world, fraction, seed + r, until) for world in worlds(directions) for r in range(replicates)]
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")  # read by the workers when they load numba
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        lived = list(pool.map(live, tasks))
    return {w.name: lived[i * replicates : (i + 1) * replicates] for i, w in enumerate(worlds(directions))}


def value(series: Series, measure: Measure) -> float:
    """Mean over the window; months without a value (a share of nobody) are left out."""
    inside = (series["month"] >= month_of(measure.first)) & (series["month"] <= month_of(measure.last))
    if series["month"][-1] < month_of(measure.last):
        raise ValueError(f"{measure.series}: the runs end before {measure.last}")
    return float(np.nanmean(series[measure.series][inside]))


def judge(measure: Measure, base: float, low: float, high: float) -> str:
    """The verdict from the interval of the paired difference."""
    if measure.expect == "unchanged":
        margin = measure.margin * abs(base)
        within, outside = -margin <= low and high <= margin, low > margin or high < -margin
        return "as expected" if within else "opposite" if outside else "not seen"
    near, far = sorted((low, high) if measure.expect == "higher" else (-low, -high))
    return "as expected" if near > 0 else "opposite" if far < 0 else "not seen"


def verdicts(direction: Direction, runs: dict[str, list[Series]]) -> list[tuple[Measure, float, float, Any, str]]:
    """Each measure with the means of both worlds, the summary of the paired differences, and the verdict."""
    found = []
    for measure in direction.measures:
        base, other = (np.array([value(s, measure) for s in runs[w.name]]) for w in (direction.base, direction.other))
        row = summary(other - base).iloc[0]
        verdict = judge(measure, float(base.mean()), row["low"], row["high"])
        found.append((measure, float(base.mean()), float(other.mean()), row, verdict))
    return found


def table(runs: dict[str, list[Series]], directions: Sequence[Direction] = DIRECTIONS) -> str:
    """All verdicts as text, a block for each direction."""
    text = []
    for direction in directions:
        text += [f"{direction.code}  {direction.claim}", f"    {direction.base.name} → {direction.other.name}"]
        for m, base, other, row, verdict in verdicts(direction, runs):
            expected = m.expect + (f" ±{m.margin:.0%}" if m.expect == "unchanged" else "")
            window = m.first if m.first == m.last else f"{m.first}…{m.last}"
            change = f"{short(row['mean'])} [{short(row['low'])}, {short(row['high'])}]"
            text.append(
                f"    {m.series:27s} {window:16s} {short(base):>9s} → {short(other):>9s}  {change:28s} "
                f"{expected:14s} {verdict}"
            )
        text += [f"    note: {direction.note}"] if direction.note else []
    return "\n".join(text)


def short(number: float) -> str:
    """Four figures or so."""
    return f"{number:.4f}" if abs(number) < 10 else f"{number:.1f}" if abs(number) < 1000 else f"{number:,.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the directions and print the table."""
    given = {"scale": "quick", "replicates": "4", "seed": "1", "until": "2030-12", "workers": "2", "only": ""}
    for word in sys.argv[1:] if arguments is None else arguments:
        key, _, text = word.partition("=")
        if key not in given or not text or (key == "scale" and text not in SCALES):
            print(f"{word}: write key=value, key one of {', '.join(given)}; scale quick or full", file=sys.stderr)
            return 2
        given[key] = text
    chosen = [d for d in DIRECTIONS if not given["only"] or d.code in given["only"].split(",")]
    seed, replicates, workers = (int(given[key]) for key in ("seed", "replicates", "workers"))
    runs = run(SCALES[given["scale"]], replicates, seed, month_of(given["until"]), workers, chosen)
    print(f"Qingyuan, scale {given['scale']}, {replicates} paired replicates, seeds from {seed}")
    print(table(runs, chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
