"""The figures of why, of what differs and of where.

The map has no borders: no geometry files are open, so each place is a circle near its seat, as large as its elders
are many. Circles and their labels are pushed apart, a cartogram in the manner of Dorling.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from experiments.cartogram import SIZE, circles
from experiments.charts_sheet import HEADLINE, Sheet
from experiments.compare import summary
from experiments.labels import (
    COLOURS,
    FAINT,
    LANGUAGES,
    End,
    exponent,
    head,
    label_ends,
    name_axis,
    number,
    outcome_label,
    place_label,
    unit_text,
    wrap,
)
from experiments.notices import estimates
from sim.agents.kinds import EmptyBed, UnmetHour
from sim.calendar import text_of
from sim.outcomes import OUTCOMES, Outcome

SHARE = ListedColormap(colormaps["YlOrBr"](np.linspace(0.03, 0.68, 256)))
"""Light to dark in one direction for every kind of colour vision; dark letters can be read on all of it."""
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
"""Behind words."""


# --- axes ---------------------------------------------------------------------------------------------------


def time_axis(sheet: Sheet, axes: Sequence[Axes], columns: int = 1) -> None:
    """Years (in short runs: half-years) below the lowest panel of each column; numbers with commas."""
    first, last = int(sheet.months[0]), int(sheet.months[-1])
    step = 6 if last - first <= 36 else 12 * (1 + (last - first) // 12 // (9 if columns == 1 else 6))
    ticks = [month for month in range(first, last + 1) if month % step == 0] or [first]
    for i, panel in enumerate(axes):
        panel.set_xlim(first, max(last, first + 1))
        panel.set_xticks(ticks, [text_of(month)[: 4 if step >= 12 else 7] for month in ticks])
        panel.tick_params(labelbottom=i + columns >= len(axes))
        panel.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
        panel.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,g}".replace("-", "−")))


def name_last(axes: Sequence[Axes], ends: Sequence[Sequence[End]], columns: int) -> None:
    """Give all panels one vertical axis, from zero, and name what ends at the last panel of each row."""
    highest = max(panel.get_ylim()[1] for panel in axes)
    for i, panel in enumerate(axes):
        panel.set_ylim(0, highest)
        if i % columns == columns - 1 or i == len(axes) - 1:
            label_ends(panel, ends[i])


# --- why ----------------------------------------------------------------------------------------------------


def _causes(sheet: Sheet, key: str, outcome: str, kinds: type[IntEnum]) -> Figure:
    """Stacked causes month by month, a panel per scenario."""
    groups, columns = [f"cause={kind.name.lower()}" for kind in kinds], min(2, len(sheet.names))
    layers = {name: np.stack([sheet.get(outcome, name, g).mean(axis=0) for g in groups]) for name in sheet.names}
    most = max(float(layer.sum(axis=0).max()) for layer in layers.values())
    if not np.isfinite(most):
        raise ValueError(f"outcome {outcome!r} has months without a value: its causes cannot be stacked")
    power = exponent(most, sheet.language)
    figure, axes = sheet.page(key, len(layers), columns, 2.1, note=sheet.note("note.mean"))
    time_axis(sheet, axes, columns)
    ends = []
    for panel, (name, layer) in zip(axes, layers.items(), strict=True):
        scaled, hues = layer / 10**power, [COLOURS[group] for group in groups]
        panel.stackplot(sheet.months, scaled, colors=hues, linewidth=0)
        head(panel, sheet.names[name])
        name_axis(panel, unit_text(OUTCOMES[outcome].unit, sheet.language, power))
        middles = np.cumsum(scaled[:, -1]) - scaled[:, -1] / 2
        ends.append([(y, sheet.say(g), COLOURS[g]) for y, g in zip(middles, groups, strict=True)])
    name_last(axes, ends, columns)
    return figure


def empty_beds(sheet: Sheet) -> Figure:
    """Why beds are empty, month by month."""
    return _causes(sheet, "empty_beds", "empty_cause", EmptyBed)


def unmet_causes(sheet: Sheet) -> Figure:
    """Why hours are unmet, month by month."""
    return _causes(sheet, "unmet_causes", "unmet_cause", UnmetHour)


# --- what differs -------------------------------------------------------------------------------------------


def difference(sheet: Sheet, outcomes: Sequence[str] = HEADLINE) -> Figure:
    """Paired difference of each scenario to the first in the last full year, per outcome, with 95 % intervals."""
    (first, base_label), *others = sheet.names.items()
    facts = {"scenario": base_label, "period": sheet.period}
    least = 10  # a level must be so many times larger to be printed in thousands or millions
    words = {"about": sheet.say("about.difference", **facts), "note": sheet.note("note.interval"), **facts}
    inches = {"panel": 0.3 * len(outcomes), "left": 2.45, "right": 0.7, "wide": 0.78}
    inches |= {"gap": 1.0, "over": 0.15, "below": 0.42}
    figure, axes = sheet.page("difference", len(others), min(3, len(others)), **inches, **words)
    base = np.array([sheet.yearly(outcome, first) for outcome in outcomes])
    level = summary(base)["mean"].to_numpy()
    gaps = [np.array([sheet.yearly(outcome, name) for outcome in outcomes]) - base for name, _ in others]
    absolute = np.array([summary(gap)[["mean", "low", "high"]].to_numpy() for gap in gaps])
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = 100 * absolute / np.abs(level)[:, None]
    relative[~np.isfinite(relative)] = np.nan
    reach = np.nan_to_num(np.abs(relative)).max(axis=(0, 2))
    limit = 1.15 * max(float(np.quantile(reach, 0.8)), 2.0)
    limit = limit if reach.max() > 1.5 * limit else 1.06 * max(float(reach.max()), 2.0)
    for i, (panel, (_, label)) in enumerate(zip(axes, others, strict=True)):
        panel.set(xlim=(-limit, limit), xlabel=sheet.say("axis.difference"))
        panel.set(ylim=(len(outcomes) - 0.5, -0.5), yticks=[])
        head(panel, label, room=0.6)
        panel.axvline(0, color=FAINT, linewidth=0.8)
        panel.grid(axis="x")
        panel.spines["left"].set_visible(False)
        panel.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10], symmetric=True))
        panel.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:+g}".replace("-", "−") if x else "0"))
        first_column = panel.get_subplotspec().is_first_col()
        if first_column:
            at = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "right", "color": FAINT}
            panel.annotate(wrap(base_label, 34), (0, 1), (-8, 4), **at)
        for row, outcome in enumerate(OUTCOMES[name] for name in outcomes):
            power = 0 if outcome.unit == "share" else exponent(level[row] / least, sheet.language)
            size = 0.01 if outcome.unit == "share" else 10.0**power
            _interval(sheet, panel, row, outcome.better, absolute[i, row] / size, relative[i, row])
            if first_column:
                _row_label(sheet, panel, row, outcome, level[row] / size, power)
    verdicts = ("better", "worse", "undecided") if sheet.replicates > 1 else ("undecided.one",)
    key = [Line2D([], [], **_mark(verdict), label=sheet.say(verdict)) for verdict in verdicts]
    figure.legend(handles=key, loc="lower left", bbox_to_anchor=(0.019, _above_foot(figure)), frameon=False, ncols=3,
                  borderaxespad=0, borderpad=0, fontsize=7.5)  # fmt: skip
    return figure


def _above_foot(figure: Figure) -> float:
    """Where a key can stand above the footer, as a share of the height."""
    return (0.2 + 0.125 * (figure.texts[-1].get_text().count("\n") + 1)) / figure.get_size_inches()[1]


def _mark(verdict: str) -> dict[str, object]:
    """The mark of a verdict: told apart by shape as well as by colour."""
    hue, shape = COLOURS[verdict], "s" if verdict == "worse" else "o"
    face = "white" if verdict.startswith("undecided") else hue
    return {"color": hue, "marker": shape, "markersize": 4.5, "markerfacecolor": face, "linewidth": 1.4}


def _interval(sheet: Sheet, axes: Axes, row: int, better: str, absolute: NDArray, relative: NDArray) -> None:
    """One row of a panel: mean, low and high in % as mark and line; the mean in its own unit is printed."""
    limit = axes.get_xlim()[1]
    middle, low, high = absolute
    decided = low > 0 or high < 0  # never if there is no interval
    good = (middle > 0) == (better == "higher")
    mark = _mark(("better" if good else "worse") if decided else "undecided")
    edge = np.clip(relative, -limit, limit)
    if np.isfinite(relative[0]):
        axes.plot(edge[1:], [row, row], color=mark["color"], linewidth=1.4)
        if abs(relative[0]) > limit:
            mark["marker"] = ">" if middle > 0 else "<"
            shown = f"{number(relative[0], signed=True)} %"
            axes.text(0.88 * edge[0], row, shown, size=7, va="center", ha="right" if middle > 0 else "left", bbox=PAPER)
        axes.plot(0.97 * edge[:1] if abs(relative[0]) > limit else edge[:1], [row], **mark)
    printed = number(middle, signed=True) if np.isfinite(middle) else sheet.say("nothing")
    axes.text(1.04, row, printed, transform=axes.get_yaxis_transform(), size=7.5, va="center")


def _row_label(sheet: Sheet, axes: Axes, row: int, outcome: Outcome, level: float, power: int) -> None:
    """At the left of a row: what it is, its unit, and its level under the first scenario."""
    unit = unit_text(outcome.unit, sheet.language, power, outcome.kind == "flow")
    unit += f" ({sheet.say('unit=points')})" if outcome.unit == "share" else ""
    at = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points", "annotation_clip": False}
    axes.annotate(outcome_label(outcome.name, sheet.language), (0, row), (-166, 0), va="bottom", size=8, **at)
    axes.annotate(unit, (0, row), (-166, -1), va="top", size=6.5, color=FAINT, **at)
    shown = number(level) if np.isfinite(level) else sheet.say("nothing")
    axes.annotate(shown, (0, row), (-8, 0), va="center", ha="right", size=7.5, **at)


# --- where --------------------------------------------------------------------------------------------------


def ratio(part: NDArray, whole: NDArray) -> NDArray:
    """``part / whole``, NaN where there is no whole."""
    return np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=np.asarray(whole) > 0)


def shares_by_place(sheet: Sheet, name: str) -> NDArray:
    """Unmet hours over hours needed at home in the last full year [place, replicate]; NaN where none are needed."""
    hours = ("unmet_hours", "need_hours")
    found = [[sheet.yearly(o, name, place=place.name) for place in sheet.region.places] for o in hours]
    return ratio(*np.array(found))


def county_map(sheet: Sheet) -> Figure:
    """Unmet share of need by place in the last full year, a panel per scenario."""
    places, columns, about = sheet.region.places, min(2, len(sheet.names)), sheet.say("about.map", period=sheet.period)
    note = f"{sheet.note('note.mean')} {estimates(sheet.region, sheet.language)}".rstrip()
    figure, axes = sheet.page("map", len(sheet.names), columns, 3.9 if len(places) > 14 else 2.9, 0.15, 0.15, wide=0.2,
                              about=about, note=note, below=0.15, gap=0.4)  # fmt: skip
    shares = {name: shares_by_place(sheet, name).mean(axis=1) for name in sheet.names}
    mark = not all(place.estimated for place in places)  # else the foot says it of all
    labels = [[place_label(p, language, mark) for p in places] for language in (sheet.language, *LANGUAGES)]
    seats = np.array([(p.lat, p.lon) for p in places])
    inches, box = figure.get_size_inches(), axes[0].get_position()
    size = (float(box.width * inches[0]), float(box.height * inches[1]))
    elders = np.asarray(sheet.region.elders, dtype=float).reshape(len(places), -1).sum(axis=1)
    made = circles(*seats.T, elders, labels[0], size, labels[1:])
    colours = round_scale(100 * np.concatenate(list(shares.values())))
    halo = [withStroke(linewidth=1.6, foreground="white", alpha=0.8)]
    for panel, (name, values) in zip(axes, shares.items(), strict=True):
        head(panel, sheet.names[name])
        panel.set(xlim=(0, size[0]), ylim=(0, size[1]), aspect="equal")
        panel.set_axis_off()
        for i, share in enumerate(values):
            face = SHARE(colours(100 * share)) if np.isfinite(share) else "white"
            spot = {"facecolor": face, "edgecolor": "#7a6a58", "linewidth": 0.6}
            panel.add_patch(Circle(made.middles[:, i], made.radius[i], **spot))
            value = f"{100 * share:.1f}%" if np.isfinite(share) else sheet.say("nothing")
            words = f"{made.words[i]}\n{value}"
            panel.text(*made.at[:, i], words, size=SIZE, ha="center", va="center", path_effects=halo)
    bar = figure.add_axes((0.15 / inches[0], _above_foot(figure) + 0.2 / inches[1], 2.4 / inches[0], 0.09 / inches[1]))
    figure.colorbar(ScalarMappable(colours, SHARE), cax=bar, orientation="horizontal").outline.set_visible(False)
    bar.text(1.04, 0.5, f"{sheet.say('unmet_share')} (%)", transform=bar.transAxes, va="center", color=FAINT)
    return figure


def round_scale(percent: NDArray) -> Normalize:
    """One scale of colours for all panels, from the lowest to the highest share, in round steps."""
    known = percent[np.isfinite(percent)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 100.0)
    step = 10.0 ** np.floor(np.log10(max(high - low, 2.0)))
    return Normalize(np.floor(low / step) * step, np.ceil(max(high, low + 2.0) / step) * step)
