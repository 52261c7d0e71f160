"""The picture of a search: every mix that was lived, by public cost and outcome; a panel for each outcome."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from experiments.charts_sheet import DPI, WIDTH
from experiments.labels import FAINT, INK, STYLE, exponent, font_family, name_axis, unit_text, wrap
from experiments.notices import estimates, uncalibrated
from experiments.optimise import binding
from experiments.optimise.amounts import money_scale
from experiments.optimise.found import Found
from experiments.optimise.goal import Cell, Goal
from experiments.optimise.search import Searched
from experiments.optimise.telling import Teller
from sim.outcomes import OUTCOMES

PANELS = {"en": "frontier.png", "zh": "frontier.zh-CN.png"}
KEEPS, MISSES, FOUND, AGAIN = "#0072B2", "#BBBBBB", "#D55E00", "#009E73"
"""Told apart by every colour vision; feasible mixes are also full, the others hollow."""
MOST = 3
PANEL, LEFT, RIGHT, GAP = 2.5, 0.85, 0.3, 0.5
"""Inches: height of a panel, margins, between two panels."""


def shown_outcome(goal: Goal) -> tuple[Cell, tuple[int, ...], int]:
    """The outcome that cost is held against: the aim, or the first line; with its years and 1 if less is better."""
    if goal.aim is not None:
        return goal.aim.cell, goal.aim.years, goal.aim.sign
    return outcomes(goal)[0]


def outcomes(goal: Goal) -> list[tuple[Cell, tuple[int, ...], int]]:
    """Every outcome of a goal with the years in which it counts."""
    found: dict[Cell, tuple[set[int], int]] = {}
    for line in goal.service:
        years, _ = found.setdefault(line.cell, (set(), 0))
        years |= set(line.years)
        found[line.cell] = (years, -1 if line.at_least else 1)
    parts = [(goal.aim.cell, goal.aim.years, goal.aim.sign)] if goal.aim else []
    parts += [(cell, tuple(sorted(years)), sign) for cell, (years, sign) in found.items()]
    return [one for i, one in enumerate(parts) if one[0] not in [before[0] for before in parts[:i]]]


def relative(searched: Searched, cell: Cell, years: tuple[int, ...]) -> bool:
    """Whether an outcome is shown as a share of the status quo: whatever is no share itself, unless that has none."""
    return OUTCOMES[cell[0]].unit != "share" and abs(searched.base.mean(cell, years)) > 0


def values_of(searched: Searched, cell: Cell, years: tuple[int, ...]) -> NDArray[np.float64]:
    """Mean of an outcome over years and replicates, of each mix; over that of the status quo if it is no share."""
    whole = searched.base.mean(cell, years) if relative(searched, cell, years) else 1.0
    return np.array([verdict.lived.mean(cell, years) for verdict in searched.tried]) / whole


def draw(found: Found, language: str, provenance: str, path: Path) -> Path:
    """Write the picture as PNG."""
    with mpl.rc_context({**STYLE, "font.family": font_family(language)}):
        figure(found, language, provenance).savefig(path, dpi=DPI, metadata={"Software": None})
    return path


def figure(found: Found, language: str, provenance: str) -> Figure:
    """Title, panels, one key for all, foot."""
    tell = Teller(found, language)
    region, shown = found.whole.region, outcomes(found.goal)[:MOST]
    title = wrap(tell.say("map.title", label=found.goal.said("label", language), region=tell.region), 80)
    about = wrap(tell.say("map.about", n=len(found.whole.tasks)), 118)
    notes = (uncalibrated(region, language), estimates(region, language), *provenance.splitlines())
    foot = "\n".join(wrap(line, 158) for line in notes if line)
    above = 0.7 + 0.21 * title.count("\n") + 0.15 * (about.count("\n") + 1) + 0.42
    below = 0.62 + 0.125 * (foot.count("\n") + 1)
    height = above + len(shown) * PANEL + (len(shown) - 1) * GAP + below
    page = Figure((WIDTH, height), dpi=DPI)
    FigureCanvasAgg(page)
    page.text(0.15 / WIDTH, 1 - 0.13 / height, title, size=12, va="top")
    under = 0.43 + 0.21 * title.count("\n")
    page.text(0.15 / WIDTH, 1 - under / height, about, size=8, va="top", color=FAINT, linespacing=1.3)
    page.text(0.15 / WIDTH, 0.09 / height, foot, size=6.5, va="bottom", color=FAINT, linespacing=1.3)
    limits = False
    for i, (cell, years, sign) in enumerate(shown):
        bottom = height - above - (i + 1) * PANEL - i * GAP
        box = (LEFT / WIDTH, bottom / height, (WIDTH - LEFT - RIGHT) / WIDTH, PANEL / height)
        limits |= panel(page.add_axes(box), tell, cell, years, sign, last=i == len(shown) - 1)
    absolute = not all(relative(found.searched, cell, years) for cell, years, _ in shown)
    at = (0.15 / WIDTH, 1 - (above - 0.42) / height)
    look = {"frameon": False, "fontsize": 7.5, "borderpad": 0, "handletextpad": 0.2, "columnspacing": 0.9}
    page.legend(handles=keys(tell, limits, absolute), loc="lower left", bbox_to_anchor=at, ncols=7, **look)
    return page


def panel(axes: Axes, tell: Teller, cell: Cell, years: tuple[int, ...], sign: int, last: bool) -> bool:
    """One outcome against cost; returns whether a limit is drawn."""
    found, searched, language = tell.found, tell.found.searched, tell.language
    values, best = values_of(searched, cell, years), found.best
    costs = np.array([float(verdict.cost.mean()) for verdict in searched.tried])
    yuan, unit = money_scale(float(np.abs(costs).max()), language)
    compared, declared = relative(searched, cell, years), OUTCOMES[cell[0]].unit
    share = compared or declared == "share"
    shown_unit = "share" if share else declared
    power = 0 if share or not np.isfinite(values).any() else exponent(float(np.nanmax(np.abs(values))), language)
    factor = 100.0 if share else 10.0**-power
    fine = np.array([verdict.feasible for verdict in searched.tried])
    axes.grid(True, axis="both")
    axes.scatter(costs[~fine] / yuan, factor * values[~fine], s=14, facecolors="none", edgecolors=MISSES, linewidth=0.9)
    axes.scatter(costs[fine] / yuan, factor * values[fine], s=16, color=KEEPS, linewidth=0)
    kept = binding.frontier(searched.tried, [sign * float(value) for value in values])
    front = sorted((costs[i] / yuan, factor * values[i]) for i, one in enumerate(kept) if one)
    if front:
        axes.plot(*zip(*front, strict=True), color=INK, linewidth=0.7, zorder=1)
    else:
        axes.dataLim.update_from_data_x(costs / yuan)  # the scale of the other panels
        axes.text(0.5, 0.25, tell.say("map.no_value"), transform=axes.transAxes, ha="center", va="center", color=FAINT)
    base = 1.0 if compared else searched.base.mean(cell, years)
    axes.scatter([0], [factor * base], marker="D", s=26, color=INK, zorder=3, linewidth=0)
    i = [verdict.mix for verdict in searched.tried].index(best.mix)
    axes.scatter([costs[i] / yuan], [factor * values[i]], marker="*", s=130, color=FOUND, zorder=4, linewidth=0)
    if found.again is not None:
        now = found.base_again.mean(cell, years)
        cost, value = float(found.again.cost.mean()), found.again.lived.mean(cell, years) / (now if compared else 1.0)
        axes.scatter([cost / yuan], [factor * value], marker="*", s=130, facecolors="none", edgecolors=AGAIN, zorder=4)
        if not compared:
            axes.scatter([0], [factor * now], marker="D", s=26, facecolors="none", edgecolors=AGAIN, zorder=3)
    limits = limits_of(searched, cell, years)
    for limit in limits:
        axes.axhline(factor * limit, color=FOUND, linewidth=0.8, linestyle=(0, (4, 2)), zorder=0)
    what = tell.compared(cell) if compared else tell.what(*cell)
    words = unit_text(shown_unit, language, power)
    axes.set_title(wrap(tell.say("map.y", what=what, years=tell.years(years), unit=words), 100))
    name_axis(axes, words)
    if last:
        axes.set_xlabel(tell.say("map.cost", base=tell.base, unit=tell.say(unit), period=tell.period))
    return bool(limits)


def limits_of(searched: Searched, cell: Cell, years: tuple[int, ...]) -> list[float]:
    """Every limit that is set to an outcome, each once, on the scale of its panel.

    A share of the status quo is a limit of its own in each year unless the panel shows shares of the status quo.
    """
    compared = relative(searched, cell, years)
    whole = searched.base.mean(cell, years) if compared else 1.0
    found = []
    for check in searched.best.checks:
        if check.line is None or check.line.cell != cell:
            continue
        if not check.line.of_base:
            found.append(check.line.limit / whole)
        elif compared:
            found.append(check.line.limit)
        else:
            found.append(check.limit_mean)
    return [limit for limit in dict.fromkeys(found) if np.isfinite(limit)]


def keys(tell: Teller, limits: bool, absolute: bool) -> list[Line2D]:
    """What the signs mean; ``absolute``: some outcome is not shown as a share of the status quo."""
    found, closest = tell.found, "" if tell.found.best.feasible else "_closest"
    star = {"marker": "*", "markersize": 11, "linestyle": "", "markeredgewidth": 1.0}
    fine = any(verdict.feasible for verdict in found.searched.tried)
    signs = []
    if fine:
        signs.append(
            Line2D([], [], color=KEEPS, marker="o", markersize=4.5, linestyle="", label=tell.say("key.feasible"))
        )
    hollow = {"markerfacecolor": "none", "markeredgecolor": MISSES}
    if not all(verdict.feasible for verdict in found.searched.tried):
        signs.append(Line2D([], [], marker="o", markersize=4.5, linestyle="", label=tell.say("key.not"), **hollow))
    label = tell.say("key.closest" if closest else "key.found")
    signs.append(Line2D([], [], color=FOUND, markeredgecolor=FOUND, label=label, **star))
    if found.again is not None:
        label = tell.say(f"key.again{closest}")
        signs.append(Line2D([], [], markerfacecolor="none", markeredgecolor=AGAIN, label=label, **star))
    diamond = {"marker": "D", "markersize": 5, "linestyle": ""}
    signs.append(Line2D([], [], color=INK, label=tell.say("key.base", base=tell.base), **diamond))
    if found.again is not None and absolute:
        label = tell.say("key.base_again", base=tell.base)
        signs.append(Line2D([], [], markerfacecolor="none", markeredgecolor=AGAIN, label=label, **diamond))
    if limits:
        signs.append(Line2D([], [], color=FOUND, linewidth=0.8, linestyle=(0, (4, 2)), label=tell.say("key.limit")))
    return signs
