"""Two figures that a comparison adds: the waterfall of a scenario taken apart, and the front of hours against money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from experiments import pareto as fronts
from experiments.labels import COLOURS, FAINT, INK, exponent, number, outcome_label, unit_text, width, wrap
from experiments.many import LETTER, ROW, value_axis
from experiments.waterfall import BASELINE, INTERACTION, SHOWN, SUM, WHOLE, part_label
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from experiments.charts_sheet import Sheet

LEVEL_ROOM = 44
"""Letters of a line that says what the level of the first scenario is."""
MOST_NAMED = 40
"""More points than this are not named, but for those of the front."""
STATUS = {
    fronts.FRONT: {"marker": "o", "color": "#0072B2", "markerfacecolor": "#0072B2", "markersize": 6},
    fronts.OPEN: {"marker": "o", "color": "#777777", "markerfacecolor": "white", "markersize": 5},
    fronts.DOMINATED: {"marker": "x", "color": "#D55E00", "markerfacecolor": "#D55E00", "markersize": 5},
}
"""Told apart by shape as well as by colour."""


# --- the waterfall ------------------------------------------------------------------------------------------


def waterfall(sheet: Sheet, table: pd.DataFrame, base: str, whole: str, period: str) -> Figure:
    """Bars that begin where the one before ends: each part, the interaction, the whole; a panel for each outcome.

    ``table``: one year of ``experiments.waterfall.effects``; ``base`` and ``whole``: labels of the two scenarios.
    """
    steps = [step for step in dict.fromkeys(table["step"]) if step not in (BASELINE, SUM)]
    names = [wrap(_row_name(sheet, step), 30) for step in steps]
    left = 0.3 + LETTER * max(width(line) for name in names for line in name.split("\n"))
    shown = [outcome for outcome in SHOWN if (table["outcome"] == outcome).any()]
    certain = sheet.replicates > 1
    tall = 0.125 * (1 + max(wrap(_level(sheet, table, outcome, base), LEVEL_ROOM).count("\n") for outcome in shown))
    about = sheet.say("about.waterfall" if certain else "about.waterfall.one", base=base, whole=whole, period=period)
    note = sheet.note("note.interval") if certain else sheet.say("note.one")
    inches = {"left": left, "right": 1.35, "over": 0.16 + tall, "gap": 0.83 + tall, "wide": 1.35, "below": 0.32}
    high = ROW * len(names) * (1.25 if any("\n" in name for name in names) else 1.0)
    figure, axes = sheet.page("waterfall", len(shown), 2, high, about=about, note=note, **inches)
    for i, (panel, outcome) in enumerate(zip(axes, shown, strict=True)):
        rows = table[table["outcome"] == outcome].set_index("step")
        _bars(sheet, panel, rows, outcome, steps, base)
        panel.set_ylim(len(steps) - 0.5, -0.5)
        panel.set_yticks(range(len(steps)), names if i % 2 == 0 else [""] * len(steps))
        panel.tick_params(axis="y", labelsize=7, labelcolor=INK)
        panel.axhline(len(steps) - 2.5, color="#cccccc", linewidth=0.7)
        panel.grid(axis="y", visible=False)
        panel.grid(axis="x")
    verdicts = ("better", "worse", "undecided") if certain else ("undecided.one",)
    keys = [Patch(facecolor=_face(v), edgecolor=COLOURS[v], label=sheet.say(v)) for v in verdicts]
    figure.legend(handles=keys, loc="lower left", bbox_to_anchor=(0.019, _above_foot(figure)), frameon=False, ncols=3,
                  borderaxespad=0, borderpad=0, fontsize=7.5)  # fmt: skip
    return figure


def _row_name(sheet: Sheet, step: str) -> str:
    return sheet.say(f"waterfall.{step}") if step in (INTERACTION, WHOLE) else part_label(step, sheet.language)


def _face(verdict: str) -> str:
    return "white" if verdict.startswith("undecided") else COLOURS[verdict]


def _bars(sheet: Sheet, panel: Axes, rows: pd.DataFrame, outcome: str, steps: Sequence[str], base: str) -> None:
    """One panel: bars, whiskers, thin lines from bar to bar, and the figures at the right."""
    told = OUTCOMES[outcome]
    size, unit = _unit(sheet, outcome, float(rows.loc[BASELINE, "mean"]))
    at, ends, whiskers = 0.0, [0.0], []
    for y, step in enumerate(steps):
        mean, low, high = (float(rows.loc[step, key]) / size for key in ("mean", "low", "high"))
        start = 0.0 if step == WHOLE else at
        decided = low > 0 or high < 0
        better = (mean > 0) == (told.better == "higher")
        verdict = ("better" if better else "worse") if decided else "undecided"
        if mean or (np.isfinite(low) and low != high):
            panel.barh(y, mean, left=start, height=0.62, facecolor=_face(verdict), edgecolor=COLOURS[verdict],
                       linewidth=0.8)  # fmt: skip
        ends.append(start + mean)
        if np.isfinite(low) and low != high:
            whiskers.append((y, start + low, start + high))
            ends += [start + low, start + high] if step != INTERACTION else []
        panel.text(1.03, y, figure_text(mean, low, high), transform=panel.get_yaxis_transform(), size=6.2, va="center",
                   color=INK if decided else FAINT)  # fmt: skip
        if step != WHOLE:
            at = start + mean
            panel.plot([at, at], [y + (0.31 if mean else -0.31), y + 0.69], color=FAINT, linewidth=0.6)
    panel.axvline(0, color=FAINT, linewidth=0.8)
    _whiskers(panel, whiskers, np.array(ends))
    value_axis(panel, unit)
    words = wrap(_level(sheet, rows.reset_index(), outcome, base), LEVEL_ROOM)
    panel.set_title(outcome_label(outcome, sheet.language), pad=6 + 9 * (1 + words.count("\n")))
    panel.text(0, 1.0, words, transform=panel.transAxes, size=6.8, va="bottom", color=FAINT, linespacing=1.15)


def _level(sheet: Sheet, table: pd.DataFrame, outcome: str, base: str) -> str:
    """What the level of the first scenario is, in the unit of the panel."""
    level = float(table.loc[(table["outcome"] == outcome) & (table["step"] == BASELINE), "mean"].iloc[0])
    size, unit = _unit(sheet, outcome, level)
    shown = f"{number(level / size)} {unit}" if np.isfinite(level) else sheet.say("nothing")
    return sheet.say("waterfall.level", base=base, level=shown)


def _unit(sheet: Sheet, outcome: str, level: float) -> tuple[float, str]:
    """By what the values of a panel are divided to be printed, and the unit in words."""
    told = OUTCOMES[outcome]
    power = 0 if told.unit == "share" or not np.isfinite(level) else exponent(level / 10, sheet.language)
    unit = unit_text(told.unit, sheet.language, power, told.kind == "flow")
    return 0.01 if told.unit == "share" else 10.0**power, unit


def _whiskers(panel: Axes, whiskers: Sequence[tuple[int, float, float]], ends: NDArray[np.float64]) -> None:
    """Intervals as thin lines; one that goes on beyond the panel (the interaction's may be long) ends in an arrow."""
    there = ends[np.isfinite(ends)]
    spare = 0.06 * (there.max() - there.min()) or 1.0
    left, right = float(there.min() - spare), float(there.max() + spare)
    panel.set_xlim(left, right)
    for y, low, high in whiskers:
        panel.plot([max(low, left), min(high, right)], [y, y], color=INK, linewidth=0.9, solid_capstyle="butt")
        edge = 0.012 * (right - left)
        for end, beyond, mark in ((left + edge, low < left, "<"), (right - edge, high > right, ">")):
            if beyond:
                panel.plot(end, y, marker=mark, color=INK, markersize=3)


def figure_text(mean: float, low: float, high: float) -> str:
    """A difference with its interval; = where no replicate differs, a dash where there is no value."""
    if not np.isfinite(mean):
        return "–"
    if not np.isfinite(low):
        return number(mean, signed=True)
    if mean == low == high == 0:
        return "="
    return f"{number(mean, signed=True)} [{number(low, signed=True)}, {number(high, signed=True)}]"


def _above_foot(figure: Figure) -> float:
    """Where a key can stand above the footer, as a share of the height."""
    return (0.2 + 0.125 * (figure.texts[-1].get_text().count("\n") + 1)) / figure.get_size_inches()[1]


# --- the front ----------------------------------------------------------------------------------------------


def pareto(
    sheet: Sheet, table: pd.DataFrame, names: Mapping[str, str], period: str, base: str = "", x: str = "public_cost",
    y: str = "unmet_hours",
) -> Figure:  # fmt: skip
    """Points with crosses for their intervals, those of the front joined by a line; a key with numbers at the right.

    ``table``: of ``experiments.pareto.front``; ``names``: point -> label, empty for points of a design, which keep
    their own numbers; ``base``: label of the point that differences
    are taken to, empty if it is the mean of all.
    """
    ids = [str(one) for one in table.iloc[:, 0]]
    named = [i for i in range(len(ids)) if len(ids) <= MOST_NAMED or table["status"].iloc[i] == fronts.FRONT]
    named = named[:MOST_NAMED]
    marks = [str(i + 1) for i in range(len(ids))] if names else ids
    labels = [wrap(f"{marks[i]}  {names.get(ids[i], '')}".rstrip(), 36) for i in named]
    right = 0.36 + 0.067 * max([width(line) for label in labels for line in label.split("\n")], default=10)
    lines = sum(1 + label.count("\n") for label in labels) + 0.4 * len(labels)
    facts = {"period": period, "how": sheet.say("pareto.how")}
    about = sheet.say("about.pareto", base=base, **facts) if base else sheet.say("about.pareto.mean", **facts)
    note = sheet.say("note.one") if sheet.replicates < 2 else ""
    figure, (panel,) = sheet.page("pareto", 1, 1, max(3.6, 0.125 * lines), 0.8, right, about=about, note=note,
                                  below=0.45)  # fmt: skip
    units = [_scaled(sheet, table, outcome) for outcome in (x, y)]
    columns = [
        [table[f"{outcome}_{key}"].to_numpy(dtype=float) / size for key in ("difference", "low", "high")]
        for outcome, (size, _) in zip((x, y), units, strict=True)
    ]
    (px, xl, xh), (py, yl, yh) = columns
    for status in (fronts.DOMINATED, fronts.OPEN, fronts.FRONT):
        for i in np.flatnonzero((table["status"] == status).to_numpy()):
            line = {"color": STATUS[status]["color"], "linewidth": 0.9, "alpha": 0.6, "zorder": 2}
            panel.plot([xl[i], xh[i]], [py[i], py[i]], **line)
            panel.plot([px[i], px[i]], [yl[i], yh[i]], **line)
            panel.plot(px[i], py[i], linestyle="none", zorder=3, **STATUS[status])
    on = np.flatnonzero((table["status"] == fronts.FRONT).to_numpy())
    on = on[np.lexsort((py[on], px[on]))]
    panel.plot(px[on], py[on], color=STATUS[fronts.FRONT]["color"], linewidth=0.8, linestyle=(0, (4, 2)), zorder=1,
               drawstyle="steps-post")  # fmt: skip
    panel.margins(0.09)
    panel.grid(True, axis="both")
    for axis, outcome, (_, unit) in zip((panel.xaxis, panel.yaxis), (x, y), units, strict=True):
        axis.set_major_locator(MaxNLocator(7, steps=[1, 2, 2.5, 5, 10]))
        axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:+,g}".replace("-", "−") if v else "0"))
        words = sheet.say("pareto.axis", label=outcome_label(outcome, sheet.language), unit=unit)
        if axis is panel.xaxis:
            panel.set_xlabel(words)
        else:
            panel.set_title(words, size=8, color=FAINT)
    _key(sheet, figure, panel, labels, [str(table["status"].iloc[i]) for i in named], lines)
    _numbers(figure, panel, np.column_stack([px, py]), named, marks)
    return figure


def _scaled(sheet: Sheet, table: pd.DataFrame, outcome: str) -> tuple[float, str]:
    """By what differences of an outcome are divided to be printed, and the unit in words."""
    told = OUTCOMES[outcome]
    most = float(np.nanmax(np.abs(table[f"{outcome}_difference"].to_numpy(dtype=float)), initial=0.0))
    power = 0 if told.unit == "share" else exponent(most, sheet.language)
    return (
        0.01 if told.unit == "share" else 10.0**power,
        unit_text(told.unit, sheet.language, power, told.kind == "flow"),
    )


def _key(
    sheet: Sheet, figure: Figure, panel: Axes, labels: Sequence[str], statuses: Sequence[str], lines: float
) -> None:  # fmt: skip
    """Number, name and mark of each point at the right of the panel; what the marks mean below it."""
    box, (_, high) = panel.get_position(), figure.get_size_inches()
    step = min(0.155, box.height * high / max(lines, 1)) / (box.height * high)
    inch = 1 / (box.width * figure.get_size_inches()[0])
    at = 1.0
    for label, status in zip(labels, statuses, strict=True):
        tall = step * (1 + label.count("\n"))
        mark = {"transform": panel.transAxes, "clip_on": False, "linestyle": "none", **STATUS[status]}
        panel.plot(1 + 0.14 * inch, at - tall / 2, **mark)
        panel.text(
            1 + 0.27 * inch, at - tall / 2, label, transform=panel.transAxes, size=7, va="center", linespacing=1.15
        )
        at -= tall + 0.4 * step
    marks = [Line2D([], [], linestyle="none", label=sheet.say(f"pareto.{status}"), **STATUS[status])
             for status in STATUS]  # fmt: skip
    figure.legend(handles=marks, loc="lower left", bbox_to_anchor=(0.019, _above_foot(figure)), frameon=False, ncols=3,
                  borderaxespad=0, borderpad=0, fontsize=7.5, handletextpad=0.2)  # fmt: skip


def _numbers(
    figure: Figure, panel: Axes, points: NDArray[np.float64], named: Sequence[int], marks: Sequence[str]
) -> None:  # fmt: skip
    """The numbers of the points beside them; points that lie on each other share one, and no two numbers overlap."""
    figure.canvas.draw()
    spots = panel.transData.transform(points)
    groups: list[list[int]] = []
    for i in named:
        near = [group for group in groups if np.hypot(*(spots[group[0]] - spots[i])) < 9]
        near[0].append(i) if near else groups.append([i])
    dot = 5.0
    taken = [Bbox.from_bounds(sx - dot, sy - dot, 2 * dot, 2 * dot) for sx, sy in spots]
    frame = panel.get_window_extent()
    back = panel.transData.inverted()
    for group in sorted(groups, key=len):
        words = wrap(", ".join(marks[i] for i in group), 22)
        label = panel.text(0, 0, words, size=7, ha="center", va="center", zorder=4, linespacing=1.1,
                           path_effects=[withStroke(linewidth=1.8, foreground="white")])  # fmt: skip
        box = label.get_window_extent()
        wide, tall = box.width / 2, box.height / 2
        middle = spots[group[0]]
        best, least = middle, np.inf
        for reach in (4, 10, 18, 28, 40, 55, 75, 100):
            for turn in np.arange(0, 2 * np.pi, np.pi / 8) + np.pi / 4:
                way = np.array([np.cos(turn), np.sin(turn)])
                spot = middle + way * (reach + dot + np.array([wide, tall]))
                mine = Bbox.from_bounds(spot[0] - wide, spot[1] - tall, 2 * wide, 2 * tall).padded(1.5)
                outside = mine.x0 < frame.x0 or mine.x1 > frame.x1 or mine.y0 < frame.y0 or mine.y1 > frame.y1
                cost = 1e6 * outside + reach + 1000 * sum(mine.overlaps(one) for one in taken)
                if cost < least:
                    best, least = spot, cost
            if least < 1000:
                break
        label.set_position(back.transform(best))
        taken.append(Bbox.from_bounds(best[0] - wide, best[1] - tall, 2 * wide, 2 * tall).padded(1.5))
        if np.hypot(*(best - middle)) > 30:
            ends = back.transform([middle, best])
            panel.plot(*ends.T, color=FAINT, linewidth=0.4, zorder=1.5)
