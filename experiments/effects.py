"""One paired experiment for each lever of the institutional half, stored with its chart.

    python -m experiments.effects only=L02,L19 replicates=4 until=2030-12 workers=2

Each experiment lives one region with and without one lever (or a few doses of it), at full scale, with the same luck
replicate by replicate. ``results/reference/levers`` gets a table and a picture for each, and two pages that read them:
what differs in the last year, with its 95 % interval, and "no clear difference" where there is none.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiments import labels, store
from experiments.compare import compare, last_year
from experiments.effects_doses import EFFECTS, Effect
from experiments.ensemble import RegionKey, Task, region_of, run_all
from experiments.files import Folder
from sim.agents.kinds import Ownership
from sim.calendar import month_of
from sim.levers import LEVERS, Schedule
from sim.outcomes import OUTCOMES

OUT = Path("results/reference/levers")
OWNERS = [f"ownership={owner.name.lower()}" for owner in Ownership]
ROWS: tuple[tuple[str, str], ...] = (
    *(("occupancy", owner) for owner in OWNERS),
    ("operable_beds", ""),
    ("beds", ""),
    ("waiting", "standing=tekun"),
    ("waiting", "standing=general"),
    ("entered_90", "standing=tekun"),
    ("tekun_placed", ""),
    ("unmet_hours", ""),
    ("aides", ""),
    ("aides_missing", ""),
    ("arrears", ""),
    ("public_cost", ""),
    ("household_cost", ""),
)
"""What every experiment shows: outcome and group."""


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
    """Paired differences of the last year: one row for each dose, outcome and group of :data:`ROWS`."""
    years = store.yearly(run_all(tasks(effect, asked), asked.workers))
    table = compare(years)
    table = table[(table["year"] == last_year(years)) & (table["place"] == "")]
    wanted = {key: i for i, key in enumerate(ROWS)}
    at = [wanted.get((str(o), str(g)), -1) for o, g in zip(table["outcome"], table["group"], strict=True)]
    table = table.assign(row=at)[lambda t: t["row"] >= 0]
    columns = ["scenario", "outcome", "group", "year", "base", "value", "mean", "low", "high", "n"]
    doses = {name: i for i, name in enumerate(effect.doses)}
    return table.sort_values(by=["scenario", "row"], key=lambda c: c.map(doses) if c.name == "scenario" else c)[columns]


# --- the picture ------------------------------------------------------------------------------------------------


def draw(effect: Effect, table: pd.DataFrame, language: str) -> Figure:
    """Differences in per cent of the status quo (shares: points) with their intervals, a panel for each dose."""
    doses = list(effect.doses)
    with mpl.rc_context({**labels.STYLE, "font.family": labels.font_family(language)}):
        figure = Figure(
            (3.6 + 2.6 * len(doses), 0.34 * len(ROWS) + 1.5), dpi=150, facecolor="white", layout="constrained"
        )
        FigureCanvasAgg(figure)
        panels = figure.subplots(1, len(doses), sharey=True, squeeze=False)[0]
        names = [row_label(outcome, group, language) for outcome, group in ROWS]
        for panel, dose in zip(panels, doses, strict=True):
            mine = table[table["scenario"] == dose].set_index(["outcome", "group"])
            for y, key in enumerate(ROWS):
                if key not in mine.index:
                    continue
                middle, low, high = relative(key[0], mine.loc[key])
                clear = low > 0 or high < 0
                colour = labels.INK if clear else labels.FAINT
                panel.plot([low, high], [y, y], color=colour, lw=2.0 if clear else 1.0, solid_capstyle="butt")
                panel.plot([middle], [y], "o", color=colour, ms=4)
            panel.axvline(0, color=labels.FAINT, lw=0.8)
            panel.set_title(effect.dose_label(dose, language), loc="left", wrap=True)
            panel.set_xscale("symlog", linthresh=10)
            most = max(1.0, *(abs(end) for end in panel.get_xlim()))
            panel.set_xlim(-most, most)
            panel.set_xticks([t for t in TICKS if abs(t) <= most], minor=False)
            panel.xaxis.set_major_formatter("{x:g}")
            panel.minorticks_off()
            panel.set_yticks(range(len(ROWS)), names)
        panels[0].invert_yaxis()
        figure.suptitle(f"{effect.code} {effect.title(language)}", x=0.01, ha="left")
        figure.supxlabel(AXIS[language == "zh"], x=0.99, ha="right")
    return figure


TICKS = (-1000, -100, -10, -5, 0, 5, 10, 100, 1000)
AXIS = (
    "difference in % of the status quo (shares: percentage points), 95 % interval; dark: clear of zero",
    "与现状之差，占现状的%（比例类为百分点），95%区间；深色：不含零",
)


def relative(outcome: str, row: pd.Series) -> tuple[float, float, float]:
    """Mean, low and high of a difference: points of a share, else per cent of the status quo's value."""
    share = OUTCOMES[outcome].unit == "share"
    scale = 100.0 if share else 100.0 / abs(row["base"]) if row["base"] else float("nan")
    return tuple(float(row[key] * scale) for key in ("mean", "low", "high"))  # type: ignore[return-value]


def row_label(outcome: str, group: str, language: str) -> str:
    """Name of an outcome, and of its group."""
    name = labels.outcome_label(outcome, language)
    return f"{name}{'：' if language == 'zh' else ': '}{labels.text(group, language)}" if group else name


# --- the pages --------------------------------------------------------------------------------------------------


def section(effect: Effect, table: pd.DataFrame, language: str) -> str:
    """What one experiment asks and finds, as Markdown."""
    zh = language == "zh"
    kind = next(k for k in LEVERS.values() if effect.code == k.CODE)
    head = f"## {effect.code} {kind.LABEL_ZH if zh else kind.LABEL}"
    place = region_of(RegionKey(effect.region)).label_zh if zh else region_of(RegionKey(effect.region)).label
    asks = f"{place}{'，自' if zh else ', from '}{effect.since}{'起：' if zh else ': '}{effect.title(language)}"
    lines = [head, asks, f"![{effect.code}]({effect.code}{'.zh' if zh else ''}.png)"]
    for dose in effect.doses:
        mine = table[table["scenario"] == dose]
        clear = [row for _, row in mine.iterrows() if row["low"] > 0 or row["high"] < 0]
        found = [finding(row, language) for row in clear] or [NOTHING[zh]]
        name = effect.dose_label(dose, language)
        lines.append(f"**{name}** ({int(mine['year'].iloc[0])})\n" + "\n".join(f"* {line}" for line in found))
    if effect.note(language):
        lines.append(effect.note(language))
    return "\n\n".join(lines)


NOTHING = (
    "No clear difference in any of the outcomes shown: that is the finding.",
    "所示指标均无明显差异：这就是结论。",
)


def finding(row: pd.Series, language: str) -> str:
    """One clear difference in words."""
    share = OUTCOMES[str(row["outcome"])].unit == "share"
    factor = 100.0 if share else 1.0
    middle, low, high = (labels.number(factor * row[key], True) for key in ("mean", "low", "high"))
    before = labels.number(factor * row["base"])
    unit = ("个百分点" if language == "zh" else " points") if share else ""
    name = row_label(str(row["outcome"]), str(row["group"]), language)
    at = f"（现状{before}）" if language == "zh" else f" (status quo {before}{'%' if share else ''})"
    return f"{name}{'：' if language == 'zh' else ': '}{middle}{unit} [{low}, {high}]{at}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the experiments that are asked for and write their tables, pictures and the two pages."""
    given = dict(word.split("=", 1) for word in (sys.argv[1:] if arguments is None else arguments))
    codes = tuple(given["only"].split(",")) if "only" in given else tuple(effect.code for effect in EFFECTS)
    asked = Asked(
        codes,
        int(given.get("replicates", 4)),
        month_of(given.get("until", "2030-12")),
        float(given.get("fraction", 1.0)),
        int(given["workers"]) if "workers" in given else None,
    )
    out = Path(given.get("out", OUT))
    for effect in EFFECTS:
        if effect.code not in asked.codes:
            continue
        table = difference(effect, asked)
        write(out, effect, table)
        print(section(effect, table, "en"), flush=True)
    pages(out)
    return 0


def write(out: Path, effect: Effect, table: pd.DataFrame) -> None:
    """The table and the pictures of one experiment."""
    out.mkdir(parents=True, exist_ok=True)
    table.to_csv(out / f"{effect.code}.csv", index=False, float_format="%.6g", lineterminator="\n")
    for language, end in (("en", ""), ("zh", ".zh")):
        draw(effect, table, language).savefig(out / f"{effect.code}{end}.png", metadata={"Software": None})


def pages(out: Path) -> None:
    """README.md and README.zh-CN.md from the tables that are there."""
    about = (
        "# What each lever does by itself\n\nOne region, full scale, paired luck; differences to the status quo in the "
        "last year with 95 % intervals. Written by `python -m experiments.effects`.",
        "# 每项政策工具单独的作用\n\n一个地区、全部老年人口、配对运气；最后一年与现状之差及95%区间。"
        "由`python -m experiments.effects`写成。",
    )
    with Folder(out) as folder:
        for at, (language, name) in enumerate((("en", "README.md"), ("zh", "README.zh-CN.md"))):
            parts = [about[at]]
            for effect in EFFECTS:
                path = out / f"{effect.code}.csv"
                if path.is_file():
                    parts.append(section(effect, pd.read_csv(path).fillna({"group": ""}), language))
            content = ("\n\n".join(parts) + "\n").encode()
            folder.write(name, lambda file, content=content: file.write(content))  # type: ignore[misc]


if __name__ == "__main__":
    raise SystemExit(main())
