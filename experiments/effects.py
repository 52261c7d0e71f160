"""One paired experiment for each lever, stored with its chart.

    python -m experiments.effects only=L02,L19 replicates=4 until=2030-12 workers=2

Each experiment lives one region with and without one lever (or a few doses of it), at full scale, with the same luck
replicate by replicate. ``results/reference/levers`` gets a table for each. Pictures and the two pages are then drawn
from all tables that are stored there; ``only=`` lives nothing and draws them anew.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from experiments import store
from experiments.compare import compare, last_year
from experiments.effects_doses import EFFECTS
from experiments.effects_page import pages, rows_of, section
from experiments.ensemble import run_all
from experiments.lever_effect import Effect
from experiments.runs import RegionKey, Task, region_of
from sim.calendar import month_of
from sim.levers import Schedule

OUT = Path("results/reference/levers")


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    codes: tuple[str, ...]
    replicates: int = 4
    until: int = field(default_factory=lambda: month_of("2030-12"))
    fraction: float = 1.0
    workers: int | None = None


def tasks(effect: Effect, asked: Asked) -> list[Task]:
    """The status quo, then each dose, with the same seeds."""
    key = RegionKey(effect.region, asked.fraction, effect.parameters)
    status_quo = region_of(key).status_quo
    arms: list[tuple[str, dict[str, Any]]] = [("status_quo", effect.base), *effect.doses.items()]
    found = []
    for name, values in arms:
        whole = effect.base | values
        changes = tuple((month_of(effect.since), path, value) for path, value in whole.items())
        schedule = Schedule(status_quo, changes, effect.projects_of(name, region_of(key)))
        found += [
            Task(key, name, schedule, replicate, 1 + replicate, asked.until) for replicate in range(asked.replicates)
        ]
    return found


def difference(effect: Effect, asked: Asked) -> pd.DataFrame:
    """Paired differences of the last year: one row for each dose, outcome and group that the experiment shows."""
    years = store.yearly(run_all(tasks(effect, asked), asked.workers))
    table = compare(years)
    table = table[(table["year"] == last_year(years)) & (table["place"] == "")]
    wanted = {key: i for i, key in enumerate(rows_of(effect))}
    at = [wanted.get((str(o), str(g)), -1) for o, g in zip(table["outcome"], table["group"], strict=True)]
    table = table.assign(row=at)[lambda t: t["row"] >= 0]
    columns = ["scenario", "outcome", "group", "year", "base", "value", "mean", "low", "high", "n"]
    doses = {name: i for i, name in enumerate(effect.doses)}
    return table.sort_values(by=["scenario", "row"], key=lambda c: c.map(doses) if c.name == "scenario" else c)[columns]


def codes_of(words: str | None) -> tuple[str, ...]:
    """The experiments that are asked for; all of them if nothing is said. An unknown one ends the program."""
    known = tuple(effect.code for effect in EFFECTS)
    codes = known if words is None else tuple(code for code in words.split(",") if code)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise SystemExit(f"no experiment for {', '.join(unknown)}; there are {', '.join(known)}")
    return codes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the experiments that are asked for, write their tables, and draw all pictures and pages from the tables."""
    given = dict(word.split("=", 1) for word in (sys.argv[1:] if arguments is None else arguments))
    asked = Asked(
        codes_of(given.get("only")),
        int(given.get("replicates", 4)),
        month_of(given.get("until", "2030-12")),
        float(given.get("fraction", 1.0)),
        int(given["workers"]) if "workers" in given else None,
    )
    out = Path(given.get("out", OUT))
    out.mkdir(parents=True, exist_ok=True)
    for effect in EFFECTS:
        if effect.code not in asked.codes:
            continue
        table = difference(effect, asked)
        table.to_csv(out / f"{effect.code}.csv", index=False, float_format="%.6g", lineterminator="\n")
        print(section(effect, table, "en"), flush=True)
    pages(out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
