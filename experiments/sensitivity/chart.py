"""One figure for each outcome: the quantities that move it most, as bars."""

from __future__ import annotations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.commands import page
from experiments.labels import FAINT, INK, outcome_label, wrap
from experiments.provenance import line
from experiments.sensitivity import names
from experiments.sensitivity.indices import MAIN
from experiments.sensitivity.results import Result, ranked
from experiments.sensitivity.tell import Teller

WIDTH, DPI = 8.0, 150
BARS = 12
LEFT, RIGHT, ROW = 3.55, 0.3, 0.36  # inches
HUES = {1: "#0072B2", -1: "#D55E00", 0: "#777777"}
"""Direction -> colour; told apart by every kind of colour vision."""
KEYS = {1: "key.up", -1: "key.down", 0: "key.both"}


def draw(teller: Teller, result: Result) -> Figure:
    """The figure of one outcome that varies."""
    kind, language = teller.design.kind, teller.language
    main = MAIN[kind]
    order = [(quantity, row) for quantity, row in ranked(result, teller.design, BARS) if row[main] > 0]
    scale = page.Measure(result.outcome, float(order[0][1][main]), language)
    factor = scale.factor if kind == "morris" else 1.0
    outcome, year = outcome_label(result.outcome, language), teller.year(result)
    title = wrap(teller.say(f"chart.{kind}", outcome=outcome, year=year), 76)
    about = wrap(_about(teller, result), 128)
    foot = wrap(line(teller.facts, language), 150)
    top = 0.45 + 0.2 * title.count("\n") + 0.15 * (about.count("\n") + 1) + 0.12
    bottom = 1.06 + 0.125 * foot.count("\n")
    height = top + ROW * len(order) + bottom
    figure = Figure((WIDTH, height), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes(
        (LEFT / WIDTH, bottom / height, (WIDTH - LEFT - RIGHT) / WIDTH, (height - top - bottom) / height)
    )
    at = np.arange(len(order))
    for y, (_, row) in zip(at, order, strict=True):
        hue = HUES[int(row["direction"])]
        value, half = factor * float(row[main]), factor * float(row[f"{main}_conf"])
        axes.barh(y, value, height=0.62, color=hue, alpha=1.0 if kind == "morris" else 0.35, linewidth=0)
        if kind == "sobol":
            axes.barh(
                y, max(float(row["first"]), 0.0), height=0.3, color=hue, linewidth=0
            )  # noise may make it the longer
        axes.plot([max(value - half, 0.0), value + half], [y, y], color=INK, linewidth=1.0, solid_capstyle="butt")
        if kind == "morris":
            axes.plot(factor * float(row["sigma"]), y, "D", markersize=4, mfc="white", mec=INK, mew=0.8, zorder=3)
    axes.set_ylim(len(order) - 0.45, -0.55)
    axes.set_xlim(left=0.0)
    labels = [f"{wrap(names.label(q, language), 46)}\n{names.span(q, language)}" for q, _ in order]
    axes.set_yticks(at, [_short(label) for label in labels], size=6.8, linespacing=1.1, color=INK)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    unit = scale.label.rpartition(", ")[2]
    axes.set_xlabel(teller.say(f"axis.{kind}", unit=unit))
    figure.text(0.15 / WIDTH, 1 - 0.13 / height, title, size=12, va="top")
    faint = {"color": FAINT, "linespacing": 1.3}
    figure.text(0.15 / WIDTH, 1 - (0.43 + 0.2 * title.count("\n")) / height, about, size=8, va="top", **faint)
    figure.text(0.15 / WIDTH, 0.09 / height, foot, size=6.5, va="bottom", **faint)
    _legend(teller, figure, [int(row["direction"]) for _, row in order], height, 0.125 * foot.count("\n"))
    return figure


def _about(teller: Teller, result: Result) -> str:
    """Region, what is analysed, the design, and whether it has converged."""
    settled = result.settled is not None and result.settled.converged
    text = teller.say("chart.about", region=teller.region, measure=teller.of(result.measure), design=teller.about())
    verdict = teller.say("chart.converged" if settled else "chart.not")
    return text + ("" if teller.zh else " ") + verdict


def _of(teller: Teller) -> str:
    """What the intervals are of."""
    return "mu*" if teller.design.kind == "morris" else teller.say("head.total").lower()


def _short(label: str) -> str:
    """A label of at most three lines: the name, cut if it is long, and the range."""
    *name, span = label.split("\n")
    if len(name) > 2:
        name = [name[0], name[1] + " …"]
    return "\n".join([*name, span])


def _legend(teller: Teller, figure: Figure, directions: list[int], height: float, lower: float) -> None:
    """What colours and marks mean, under the axis, as far as they occur."""
    handles: list[Patch | Line2D] = [
        Patch(color=HUES[d], label=teller.say(KEYS[d])) for d in (1, -1, 0) if d in directions
    ]
    if teller.design.kind == "sobol":
        handles += [Patch(color="#333333", label=teller.say("key.first"))]
        handles += [Patch(color="#333333", alpha=0.35, label=teller.say("key.total"))]
    handles.append(Line2D([], [], color=INK, linewidth=1.0, label=teller.say("key.interval", of=_of(teller))))
    if teller.design.kind == "morris":
        mark = {"marker": "D", "markersize": 4, "mfc": "white", "mec": INK, "mew": 0.8, "linestyle": "none"}
        handles.append(Line2D([], [], label=teller.say("key.sigma"), **mark))
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.12 / WIDTH, (0.26 + lower) / height), ncols=3,
        fontsize=7, frameon=False, handlelength=1.4, columnspacing=1.6, labelcolor=FAINT,
    )  # fmt: skip
