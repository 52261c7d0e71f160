"""The figures of a comparison of many scenarios: the last full year, a row for each, as lines would cover each other.

Rows stand in the order of the comparison; where their labels share what stands before the first comma ("60 %
operated, 0 % kept"), a rule parts one group from the next. Over ``MOST`` scenarios these figures take the places of
those of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from experiments.charts_sheet import HEADLINE, Sheet
from experiments.compare import summary
from experiments.labels import (
    COLOURS,
    FAINT,
    INK,
    SCENARIO_COLOURS,
    exponent,
    number,
    outcome_label,
    place_label,
    unit_text,
    width,
    wrap,
)
from experiments.maps import PAPER, SHARE, ratio, round_scale, shares_by_place
from experiments.notices import estimates
from sim.agents.kinds import EmptyBed, Ownership, UnmetHour
from sim.outcomes import OUTCOMES

MOST = 7
"""More scenarios than this are not told apart as lines."""
ROW = 0.2
"""Inches of a row."""
LETTER = 0.073
"""Inches of a letter of a row's label."""
Panel = tuple[str, str, str, Sequence[NDArray[np.float64]]]
"""Title, unit, colour, and for each scenario the values [replicate] of the last year."""


# --- rows ---------------------------------------------------------------------------------------------------


def lead(words: str) -> str:
    """What a label says first, by which rows are grouped."""
    for comma in ("、", "，"):
        words = words.replace(comma, ",")
    return words.split(",")[0]


def rules(names: Sequence[str]) -> list[float]:
    """Where one group of rows ends and the next begins; none where no two labels begin alike."""
    heads = [lead(name) for name in names]
    if len(set(heads)) == len(heads):
        return [0.5]  # the first row is the one against which the others are held
    return [i - 0.5 for i in range(1, len(heads)) if heads[i] != heads[i - 1]]


def room_for_names(sheet: Sheet) -> tuple[list[str], float]:
    """The labels of the rows, broken where they are long, and the inches that they take."""
    names = [wrap(words, 30) for words in sheet.names.values()]
    return names, 0.3 + LETTER * max(width(line) for name in names for line in name.split("\n"))


def name_rows(sheet: Sheet, axes: Sequence[Axes], columns: int, names: Sequence[str]) -> None:
    """Rows from top to bottom, named at the left of each line of panels, with a rule between groups."""
    for i, panel in enumerate(axes):
        panel.set_ylim(len(names) - 0.5, -0.5)
        panel.set_yticks(range(len(names)), names if i % columns == 0 else [""] * len(names))
        panel.tick_params(axis="y", labelsize=7, labelcolor=INK)
        panel.grid(axis="y", visible=False)
        panel.grid(axis="x")
        for y in rules(list(sheet.names.values())):
            panel.axhline(y, color="#cccccc", linewidth=0.7)


def value_axis(panel: Axes, unit: str) -> None:
    """Numbers with commas below a panel, as many as it is wide, and their unit."""
    inches = panel.get_position().width * panel.figure.get_size_inches()[0]
    panel.xaxis.set_major_locator(MaxNLocator(min(8, max(2, int(inches / 0.45))), steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,g}".replace("-", "−")))
    panel.set_xlabel(unit, size=7, labelpad=1)
    panel.tick_params(axis="x", labelsize=7)


# --- dots ---------------------------------------------------------------------------------------------------


def dots(sheet: Sheet, key: str, panels: Sequence[Panel]) -> Figure:
    """Panels side by side, each with a dot for the mean of a scenario and a line over its replicates."""
    names, left = room_for_names(sheet)
    facts = {"period": sheet.period, "n": sheet.replicates, "scenario": next(iter(sheet.names.values()))}
    about = sheet.say("about.dots" if sheet.replicates > 1 else "about.dots.one", **facts)
    note = sheet.say("note.axes.x") if sheet.replicates > 1 else f"{sheet.say('note.one')} {sheet.say('note.axes.x')}"
    figure, axes = sheet.page(
        key, len(panels), len(panels), ROW * len(names), left, 0.15, about=about, note=note, below=0.1, over=0.2,
        wide=0.2,
    )  # fmt: skip
    for panel, (title, unit, hue, values) in zip(axes, panels, strict=True):
        power = 0 if unit == "share" else exponent(max(np.nanmax(v, initial=0) for v in values), sheet.language)
        size = 0.01 if unit == "share" else 10.0**power
        for y, mine in enumerate(values):
            there = mine[np.isfinite(mine)] / size
            if not len(there):
                panel.text(0.5, y, sheet.say("nothing"), transform=panel.get_yaxis_transform(), size=6.5, color=FAINT,
                           ha="center", va="center", bbox=PAPER)  # fmt: skip
                continue
            panel.plot([there.min(), there.max()], [y, y], color=hue, linewidth=1.4, alpha=0.45)
            panel.plot([there.mean()], [y], "o", color=hue, markersize=4)
        first = values[0][np.isfinite(values[0])] / size
        if len(first):
            panel.axvline(first.mean(), color=FAINT, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
        panel.margins(x=0.12)
        panel.set_title(wrap(title, 12.5 * (8 - left) / len(panels)), size=8, linespacing=1.1)
        value_axis(panel, unit_text(unit, sheet.language, power))
    name_rows(sheet, axes, len(panels), names)
    return figure


def plain(sheet: Sheet, outcome: str, group: str = "", title: str = "", hue: str = SCENARIO_COLOURS[1]) -> Panel:
    """The panel of an outcome as it was counted."""
    values = [sheet.yearly(outcome, name, group) for name in sheet.names]
    return title or outcome_label(outcome, sheet.language), OUTCOMES[outcome].unit, hue, values


def occupancy(sheet: Sheet) -> Figure:
    """Residents per built bed: all homes, then each ownership."""
    groups = ("ownership=", *(f"ownership={kind.name.lower()}" for kind in Ownership))
    panels = [plain(sheet, "occupancy", g if g != "ownership=" else "", sheet.say(g), COLOURS[g]) for g in groups]
    return dots(sheet, "occupancy", panels)


def unmet(sheet: Sheet) -> Figure:
    """Unmet hours, their share of the hours needed, and the share of elders with a gap."""
    hours = [[sheet.yearly(outcome, name) for outcome in ("unmet_hours", "need_hours")] for name in sheet.names]
    share = (sheet.say("unmet_share"), "share", SCENARIO_COLOURS[1], [ratio(*pair) for pair in hours])
    return dots(sheet, "unmet", [plain(sheet, "unmet_hours"), share, plain(sheet, "any_gap")])


def waiting(sheet: Sheet) -> Figure:
    """How many wait, their median wait so far, and the share that entered within 90 days."""
    return dots(sheet, "waiting", [plain(sheet, outcome) for outcome in ("waiting", "waiting_months", "entered_90")])


def aides(sheet: Sheet) -> Figure:
    """Aides employed, and aides that homes lack against the ratio in force."""
    return dots(sheet, "aides", [plain(sheet, outcome) for outcome in ("aides", "aides_missing")])


# --- bars ---------------------------------------------------------------------------------------------------


def bars(sheet: Sheet, key: str, outcome: str, kinds: type[IntEnum]) -> Figure:
    """Stacked causes, a bar for each scenario."""
    groups = [f"cause={kind.name.lower()}" for kind in kinds]
    layers = np.array([[sheet.yearly(outcome, name, g).mean() for g in groups] for name in sheet.names])
    if not np.isfinite(layers).all():
        raise ValueError(f"outcome {outcome!r} has scenarios without a value: its causes cannot be stacked")
    names, left = room_for_names(sheet)
    power = exponent(float(layers.sum(axis=1).max()), sheet.language)
    about = sheet.say(f"about.bars.{key}", period=sheet.period)
    keys = [Patch(color=COLOURS[g], label=sheet.say(g)) for g in groups]
    rows = -(-len(keys) // 4)
    figure, (panel,) = sheet.page(key, 1, 1, ROW * len(names), left, 0.3, about=about, note=sheet.note("note.mean"),
                                  over=0.17 * rows - 0.1, below=0.1)  # fmt: skip
    start = np.zeros(len(names))
    for group, layer in zip(groups, layers.T / 10**power, strict=True):
        panel.barh(range(len(names)), layer, left=start, color=COLOURS[group], height=0.72, linewidth=0)
        start = start + layer
    name_rows(sheet, [panel], 1, names)
    value_axis(panel, unit_text(OUTCOMES[outcome].unit, sheet.language, power))
    panel.legend(handles=keys, loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False, fontsize=7,
                 borderaxespad=0.2, columnspacing=1.2, handlelength=1.2)  # fmt: skip
    return figure


def empty_beds(sheet: Sheet) -> Figure:
    """Why beds are empty."""
    return bars(sheet, "empty_beds", "empty_cause", EmptyBed)


def unmet_causes(sheet: Sheet) -> Figure:
    """Why hours are unmet."""
    return bars(sheet, "unmet_causes", "unmet_cause", UnmetHour)


# --- what differs -------------------------------------------------------------------------------------------


def difference(sheet: Sheet, outcomes: Sequence[str] = HEADLINE) -> Figure:
    """A field for each scenario and outcome: the paired difference, coloured if its 95 % interval leaves out zero."""
    (first, base_label), *_ = sheet.names.items()
    facts = {"scenario": base_label, "period": sheet.period}
    note = sheet.say("note.grid", n=sheet.replicates) if sheet.replicates > 1 else sheet.say("note.one")
    heads = [head_of(sheet, outcome, first) for outcome in outcomes]
    about = sheet.say("about.grid", **facts)
    figure, panel = table(sheet, "difference", [words for words, _ in heads], about, note, **facts)
    base = np.array([sheet.yearly(outcome, first) for outcome in outcomes])
    for y, name in enumerate(sheet.names):
        gaps = np.array([sheet.yearly(outcome, name) for outcome in outcomes]) - base
        found = summary(gaps if y else base)[["mean", "low", "high"]].to_numpy()
        for x, ((_, size), outcome) in enumerate(zip(heads, outcomes, strict=True)):
            field(panel, (x, y), found[x] / size, OUTCOMES[outcome].better if y else "")
    verdicts = ("better", "worse", "undecided") if sheet.replicates > 1 else ("undecided.one",)
    hues = [tint(verdict) if verdict in TINTED else "white" for verdict in verdicts]
    keys = [Patch(facecolor=hue, edgecolor="#bbbbbb", linewidth=0.6, label=sheet.say(verdict))
            for hue, verdict in zip(hues, verdicts, strict=True)]  # fmt: skip
    panel.legend(handles=keys, loc="upper left", bbox_to_anchor=(0.0, 0.0), ncols=3, frameon=False, fontsize=7,
                 borderaxespad=0.5)  # fmt: skip
    return figure


TINTED = ("better", "worse")


def tint(verdict: str) -> tuple[float, float, float]:
    """The light shade of a verdict, behind its figures."""
    return tuple(0.82 + 0.18 * part for part in to_rgb(COLOURS[verdict]))  # type: ignore[return-value]


def table(
    sheet: Sheet, key: str, heads: Sequence[str], about: str, note: str, **facts: object
) -> tuple[Figure, Axes]:  # fmt: skip
    """A page with one row of fields for each scenario, under turned heads."""
    names, left = room_for_names(sheet)
    tall = max(0.0, 0.062 * max(width(line) for head in heads for line in head.split("\n")) - 0.15)
    figure, (panel,) = sheet.page(key, 1, 1, ROW * len(names), left, 0.12, about=about, note=note, over=tall, **facts)
    name_rows(sheet, [panel], 1, names)
    panel.set_xlim(-0.5, len(heads) - 0.5)
    panel.set_xticks(range(len(heads)), heads, rotation=90, size=6.5, linespacing=1.05, multialignment="left")
    panel.tick_params(axis="x", labeltop=True, labelbottom=False, top=False, bottom=False, labelcolor=INK, pad=2)
    panel.grid(visible=False)
    for side in ("left", "bottom"):
        panel.spines[side].set_visible(False)
    return figure, panel


def head_of(sheet: Sheet, outcome: str, first: str) -> tuple[str, float]:
    """Name and unit of a column, and by what its values are divided to be printed."""
    level = float(np.nanmean(sheet.yearly(outcome, first))) if np.isfinite(sheet.yearly(outcome, first)).any() else 0.0
    told = OUTCOMES[outcome]
    share = told.unit == "share"
    power = 0 if share else exponent(level / 10, sheet.language)
    unit = unit_text(told.unit, sheet.language, power, told.kind == "flow")
    return f"{outcome_label(outcome, sheet.language)}\n{unit}", 0.01 if share else 10.0**power


def field(panel: Axes, at: tuple[int, int], values: NDArray[np.float64], better: str) -> None:
    """One figure: a level in plain ink (no ``better``), a difference on the shade of its verdict."""
    middle, low, high = values
    decided = bool(better) and (low > 0 or high < 0)
    if decided:
        shade(panel, at, tint("better" if (middle > 0) == (better == "higher") else "worse"))
    shown = number(middle, signed=bool(better)) if np.isfinite(middle) else "–"
    hue = INK if not better or decided else COLOURS["undecided"]
    panel.text(*at, shown, size=6.2, ha="center", va="center", color=hue)


def shade(panel: Axes, at: tuple[int, int], hue: Any) -> None:
    """Colour one field."""
    panel.add_patch(Rectangle((at[0] - 0.48, at[1] - 0.45), 0.96, 0.9, facecolor=hue, linewidth=0))


def places(sheet: Sheet) -> Figure:
    """Unmet share of need by place: a column for each, from the most to the least under the first scenario."""
    shares = 100 * np.array([shares_by_place(sheet, name).mean(axis=1) for name in sheet.names])
    order = np.argsort(-np.nan_to_num(shares[0]), kind="stable")
    mark = not all(place.estimated for place in sheet.region.places)  # else the foot says it of all
    heads = [place_label(sheet.region.places[i], sheet.language, mark) for i in order]
    about = sheet.say("about.places", period=sheet.period)
    note = f"{sheet.note('note.mean')} {estimates(sheet.region, sheet.language)}".rstrip()
    figure, panel = table(sheet, "map", heads, about, note)
    colours = round_scale(shares)
    for y, x in np.ndindex(shares.shape):
        share = float(shares[y, order[x]])
        if np.isfinite(share):
            shade(panel, (x, y), SHARE(colours(share)))
        panel.text(x, y, f"{share:.1f}" if np.isfinite(share) else "–", size=6.2, ha="center", va="center")
    return figure


FIGURES: dict[str, Callable[[Sheet], Figure]] = {
    "occupancy": occupancy, "unmet": unmet, "waiting": waiting, "aides": aides, "empty_beds": empty_beds,
    "unmet_causes": unmet_causes, "difference": difference, "map": places,
}  # fmt: skip
"""File name -> figure."""
