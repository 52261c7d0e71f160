"""The pictures and the two pages of the experiments of single levers, drawn from their stored tables."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from experiments import labels
from experiments.effects_doses import EFFECTS
from experiments.files import Folder
from experiments.lever_effect import Effect
from experiments.runs import RegionKey, region_of
from sim.agents.kinds import Ownership
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES

Key = tuple[str, str]
"""Outcome and group."""
ROWS: tuple[Key, ...] = (
    *(("occupancy", f"ownership={owner.name.lower()}") for owner in Ownership),
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
"""What every experiment shows; one of help at home adds its own (``Effect.also``)."""
LINEAR = 10.0
"""Per cent up to which the axis of the pictures is linear; beyond it is logarithmic."""
TICKS = (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)


def rows_of(effect: Effect) -> tuple[Key, ...]:
    """What an experiment shows, top to bottom."""
    return (*ROWS, *(key for key in effect.also if key not in ROWS))


def stored(effect: Effect, out: Path) -> pd.DataFrame | None:
    """The stored table of an experiment; None if there is none yet.

    Raises ValueError if it is not the table of the doses that are declared today.
    """
    path = out / f"{effect.code}.csv"
    if not path.is_file():
        return None
    table = pd.read_csv(path).fillna({"group": ""})
    if set(table["scenario"]) != set(effect.doses):
        found, asked = ", ".join(dict.fromkeys(table["scenario"])), ", ".join(effect.doses)
        raise ValueError(f"{path} holds the doses {found}, not {asked}: run the experiment again")
    return table


# --- the picture ------------------------------------------------------------------------------------------------


def draw(effect: Effect, table: pd.DataFrame, language: str) -> Figure:
    """Differences in per cent of the status quo (shares: points) with their intervals, a panel for each dose."""
    doses, rows = list(effect.doses), rows_of(effect)
    with mpl.rc_context({**labels.STYLE, "font.family": labels.font_family(language)}):
        wide = 3.6 + 2.6 * len(doses)
        title = labels.wrap(f"{effect.code} {effect.title(language)}", 14 * wide)
        heads = [labels.wrap(effect.dose_label(dose, language), 34) for dose in doses]
        high = 0.3 * len(rows) + 1.35 + 0.17 * (title.count("\n") + max(head.count("\n") for head in heads))
        figure = Figure((wide, high), dpi=150, facecolor="white", layout="constrained")
        FigureCanvasAgg(figure)
        panels = figure.subplots(1, len(doses), sharex=True, sharey=True, squeeze=False)[0]
        limit = reach(table)
        for panel, dose, head in zip(panels, doses, heads, strict=True):
            mine = table[table["scenario"] == dose].set_index(["outcome", "group"])
            scale(panel, limit)
            panel.set_title(head, loc="left", linespacing=1.1)
            for y, key in enumerate(rows):
                if key in mine.index:
                    mark(panel, y, key[0], mine.loc[key], language)
            panel.set_yticks(range(len(rows)), [row_label(outcome, group, language) for outcome, group in rows])
        panels[0].set_ylim(len(rows) - 0.4, -0.6)
        figure.suptitle(title, x=0.01, ha="left", linespacing=1.15)
        axis = AXIS[language == "zh"] + (LOG_SCALE if limit > LINEAR else SCALE)[language == "zh"]
        figure.supxlabel(axis, x=0.99, ha="right", size=7.5, color=labels.FAINT)
    return figure


AXIS = (
    "difference in % of the status quo (shares: percentage points), 95 % interval; dark: clear of zero\n",
    "与现状之差，占现状的%（比例类为百分点），95%区间；深色：不含零\n",
)
SCALE = ("linear scale", "横轴为线性刻度")
LOG_SCALE = (
    f"scale: linear from −{LINEAR:g} to {LINEAR:g}, logarithmic beyond",
    f"横轴：−{LINEAR:g}至{LINEAR:g}为线性刻度，以外为对数刻度",
)


def reach(table: pd.DataFrame) -> float:
    """How far the axis goes to both sides: a good way beyond the widest interval of all doses."""
    ends = np.array([relative(str(row["outcome"]), row) for _, row in table.iterrows()])
    widest = float(np.nanmax(np.abs(ends), initial=0.0))
    return max(1.0, 1.15 * widest) if widest < LINEAR else 1.6 * widest


def scale(panel: Axes, limit: float) -> None:
    """The axis of a panel: zero in the middle, linear near it."""
    panel.set_xscale("symlog", linthresh=LINEAR)
    panel.set_xlim(-limit, limit)
    few = [t for t in TICKS if t >= LINEAR / 2] if limit <= 5 * LINEAR else [t for t in TICKS if t in (10, 100, 1000)]
    few = [t for t in TICKS if t <= limit][-2:] if limit < LINEAR else [t for t in few if t <= limit]
    panel.set_xticks([*(-t for t in reversed(few)), 0, *few])
    panel.xaxis.set_major_formatter(lambda x, _: f"{x:,g}".replace("-", "−"))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.grid(axis="x")
    panel.axvline(0, color=labels.FAINT, lw=0.8)


def mark(panel: Axes, y: int, outcome: str, row: pd.Series, language: str) -> None:
    """One outcome of a dose: dot and interval; in words what has no percentage, since nothing was there before."""
    colour, width = (labels.INK, 2.0) if is_clear(row) else (labels.FAINT, 1.0)
    middle, low, high = relative(outcome, row)
    if np.isfinite(middle):
        panel.plot([low, high], [y, y], color=colour, lw=width, solid_capstyle="butt")
        panel.plot([middle], [y], "o", color=colour, ms=4)
        return
    if not np.isfinite(row["mean"]):
        words = labels.text("nothing", language)
    elif row["low"] == 0 == row["high"]:
        words = ZERO_BEFORE_AND_AFTER[language == "zh"]
    else:
        power = labels.exponent(max(abs(row["low"]), abs(row["high"])), language)
        figures = [labels.number(row[key] / 10**power, True) for key in ("mean", "low", "high")]
        unit = labels.unit_text(OUTCOMES[outcome].unit, language, power, OUTCOMES[outcome].kind == "flow")
        words = ZERO_BEFORE[language == "zh"].format(f"{figures[0]} [{figures[1]}, {figures[2]}] {unit}")
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    panel.text(0, y, words, size=6.5, ha="center", va="center", color=colour, bbox=box)


ZERO_BEFORE_AND_AFTER = ("0 before and after", "前后均为0")
ZERO_BEFORE = ("0 before; {}", "原为0；{}")
MANY = 2e5
"""From here a row of the pages is in thousands or millions; below it its differences would lose their figures."""


def relative(outcome: str, row: pd.Series) -> tuple[float, float, float]:
    """Mean, low and high of a difference: points of a share, else per cent of the status quo's value; NaN of none."""
    share = OUTCOMES[outcome].unit == "share"
    factor = 100.0 if share else 100.0 / abs(row["base"]) if row["base"] else float("nan")
    return tuple(float(row[key] * factor) for key in ("mean", "low", "high"))  # type: ignore[return-value]


def is_clear(row: pd.Series) -> bool:
    """Whether the interval of a difference leaves out zero."""
    return bool(row["low"] > 0 or row["high"] < 0)


def row_label(outcome: str, group: str, language: str) -> str:
    """Name of an outcome, and of its group."""
    name = labels.outcome_label(outcome, language)
    return f"{name}{'：' if language == 'zh' else ': '}{labels.text(group, language)}" if group else name


# --- the pages --------------------------------------------------------------------------------------------------


def heading(effect: Effect, language: str) -> str:
    """Code and name of the lever."""
    kind = next(k for k in LEVERS.values() if effect.code == k.CODE)
    return f"{effect.code} {kind.LABEL_ZH if language == 'zh' else kind.LABEL}"


def region_name(effect: Effect, language: str) -> str:
    """The region in which a lever is tried."""
    region = region_of(RegionKey(effect.region))
    return region.label_zh if language == "zh" else region.label


def section(effect: Effect, table: pd.DataFrame, language: str) -> str:
    """What one experiment asks and finds, as Markdown."""
    zh = language == "zh"
    asks = f"{region_name(effect, language)}{'，自' if zh else ', from '}{effect.since}{'起：' if zh else ': '}"
    picture = f"![{effect.code}]({effect.code}{'.zh' if zh else ''}.png)"
    found = findings(effect, table, language)
    parts = [f"## {heading(effect, language)}", asks + effect.title(language), picture, found]
    return "\n\n".join([*parts, effect.note(language)] if effect.note(language) else parts)


def findings(effect: Effect, table: pd.DataFrame, language: str) -> str:
    """The clear differences as a table, a row for each outcome; the outcomes without any are named below it."""
    zh, doses = language == "zh", list(effect.doses)
    by_row = {key: part.set_index("scenario") for key, part in table.groupby(["outcome", "group"], sort=False)}
    lines, unclear = [], []
    for outcome, group in (key for key in rows_of(effect) if key in by_row):
        mine = by_row[outcome, group]
        if not any(is_clear(mine.loc[dose]) for dose in doses):
            unclear.append(row_label(outcome, group, language))
            continue
        share = OUTCOMES[outcome].unit == "share"
        largest = float(mine[["base", "value"]].abs().max(axis=None))
        power = labels.exponent(largest, language) if largest >= MANY and not share else 0
        factor = 100.0 if share else 10.0**-power
        unit = labels.unit_text(OUTCOMES[outcome].unit, language, power, OUTCOMES[outcome].kind == "flow")
        cells = [f"{row_label(outcome, group, language)}{'，' if zh else ', '}{unit}"]
        cells.append(labels.number(factor * float(mine["base"].iloc[0])))
        for dose in doses:
            middle, low, high = (labels.number(factor * mine.loc[dose, key], True) for key in ("mean", "low", "high"))
            cells.append(f"{middle} [{low}, {high}]" if is_clear(mine.loc[dose]) else "·")
        lines.append(f"| {' | '.join(cells)} |")
    if not lines:
        return NOTHING[zh]
    names = [effect.dose_label(dose, language) for dose in doses]
    year = int(table["year"].iloc[0])
    head = [f"{year}年" if zh else str(year), "现状" if zh else "status quo", *names]
    rule = "| --- |" + " ---: |" * (len(head) - 1)
    found = "\n".join([f"| {' | '.join(head)} |", rule, *lines])
    listed = ("、" if zh else ", ").join(unclear)
    return f"{found}\n\n{UNCLEAR[zh].format(listed)}" if unclear else found


NOTHING = (
    "No clear difference in any of the outcomes shown: that is the finding.",
    "所示指标均无明显差异：这就是结论。",
)
UNCLEAR = ("No clear difference: {}.", "无明显差异：{}。")
ABOUT = (
    "# What each lever does by itself\n\nOne region, full scale, paired luck. Differences to the status quo in the "
    "last year with 95 % intervals, shares in percentage points; a dot stands where the interval holds zero. Written "
    "by `python -m experiments.effects`.",
    "# 每项政策工具单独的作用\n\n一个地区、全部老年人口、配对运气。最后一年与现状之差及95%区间，比例类以百分点计；"
    "“·”表示区间含零。由`python -m experiments.effects`写成。",
)
CONTENTS = ("| lever | region | question |\n| --- | --- | --- |", "| 政策工具 | 地区 | 问题 |\n| --- | --- | --- |")


def page(tables: dict[str, pd.DataFrame], language: str) -> str:
    """The page of a language: what is asked, lever by lever, then each experiment."""
    zh = language == "zh"
    mine = [effect for effect in EFFECTS if effect.code in tables]
    heads = [heading(effect, language) for effect in mine]
    facts = [f"{region_name(effect, language)} | {effect.title(language)}" for effect in mine]
    lines = [f"| [{head}](#{anchor(head)}) | {fact} |" for head, fact in zip(heads, facts, strict=True)]
    contents = "\n".join([CONTENTS[zh], *lines])
    return "\n\n".join([ABOUT[zh], contents, *(section(e, tables[e.code], language) for e in mine)]) + "\n"


def anchor(words: str) -> str:
    """The address of a heading on its page: lower case, hyphens for spaces, no signs."""
    return "".join("-" if c == " " else c for c in words.lower() if c.isalnum() or c in " -_")


def pages(out: Path) -> None:
    """All pictures, README.md and README.zh-CN.md, from the tables that are stored in ``out``."""
    tables = {e.code: table for e in EFFECTS if (table := stored(e, out)) is not None}
    with Folder(out) as folder:
        for language, end, name in (("en", "", "README.md"), ("zh", ".zh", "README.zh-CN.md")):
            for effect in EFFECTS:
                if effect.code in tables:
                    image = io.BytesIO()
                    figure = draw(effect, tables[effect.code], language)
                    figure.savefig(image, format="png", metadata={"Software": None})
                    put(folder, f"{effect.code}{end}.png", image.getvalue())
            put(folder, name, page(tables, language).encode())


def put(folder: Folder, name: str, content: bytes) -> None:
    """Write one file of the folder."""
    folder.write(name, lambda file: file.write(content))
