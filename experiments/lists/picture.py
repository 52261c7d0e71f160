"""The map of the layout: where need is, and where new homes and stations are sited. A cartogram, as in ``maps.py``."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.patheffects import withStroke

from experiments.cartogram import SIZE, Cartogram, circles
from experiments.charts_sheet import DPI, WIDTH
from experiments.labels import FAINT, LANGUAGES, STYLE, font_family, place_label, wrap
from experiments.lists.pages import Writer
from experiments.lists.telling import Lists
from experiments.maps import SHARE, round_scale
from experiments.notices import estimates, uncalibrated

HOME = "#0072B2"
"""Colour of a new home: the second of the colours of scenarios, told apart from the scale by every colour vision."""


def draw(lists: Lists, language: str, provenance: str, path: Path) -> Path:
    """Write the map as PNG."""
    with mpl.rc_context({**STYLE, "font.family": font_family(language)}):
        figure = layout_map(lists, language, provenance)
        figure.savefig(path, dpi=DPI, metadata={"Software": None})
    return path


def layout_map(lists: Lists, language: str, provenance: str) -> Figure:
    """A circle for each place, coloured by need, with its new homes and stations."""
    region, made, writer = lists.region, lists.layout, Writer(lists, language)
    places = region.places
    title = wrap(writer.say("map.title", region=writer.label), 80)
    about = wrap(writer.say("map.about", month=writer.month(lists.month)), 118)
    notes = (uncalibrated(region, language), estimates(region, language), provenance)
    foot = "\n".join(wrap(line, 158) for line in notes if line)
    panel = 6.0 if len(places) > 14 else 4.4
    above = 0.62 + 0.21 * title.count("\n") + 0.15 * (about.count("\n") + 1)
    below = 0.75 + 0.125 * (foot.count("\n") + 1)
    height = above + panel + below
    figure = Figure((WIDTH, height), dpi=DPI)
    FigureCanvasAgg(figure)
    figure.text(0.15 / WIDTH, 1 - 0.13 / height, title, size=12, va="top")
    under = 0.43 + 0.21 * title.count("\n")
    faint = {"color": FAINT, "linespacing": 1.3}
    figure.text(0.15 / WIDTH, 1 - under / height, about, size=8, va="top", **faint)
    figure.text(0.15 / WIDTH, 0.09 / height, foot, size=6.5, va="bottom", **faint)
    size = (WIDTH - 0.3, panel)
    axes = figure.add_axes((0.15 / WIDTH, below / height, size[0] / WIDTH, panel / height))
    axes.set(xlim=(0, size[0]), ylim=(0, size[1]), aspect="equal")
    axes.set_axis_off()
    mark = not all(place.estimated for place in places)
    labels = [[place_label(p, lang, mark) for p in places] for lang in (language, *LANGUAGES)]
    seats = np.array([(p.lat, p.lon) for p in places])
    spots = circles(*seats.T, lists.place.elders, labels[0], size, labels[1:])
    per_1000 = 1000 * made.demand / np.maximum(lists.place.elders, 1)
    colours = round_scale(per_1000)
    halo = [withStroke(linewidth=1.6, foreground="white", alpha=0.8)]
    for i in range(len(places)):
        look = {"facecolor": SHARE(colours(per_1000[i])), "edgecolor": "#7a6a58", "linewidth": 0.6}
        axes.add_patch(Circle(spots.middles[:, i], spots.radius[i], **look))
        stations = made.stations_of(i, 0) + made.stations_of(i, 1)
        line = writer.say("map.label", stations=stations) if stations else ""
        words = f"{spots.words[i]}\n{line}"
        axes.text(*spots.at[:, i], words, size=SIZE, ha="center", va="center", path_effects=halo)
        _homes(axes, spots, i, int(made.homes.units[i]))
    bar = figure.add_axes((0.15 / WIDTH, (below - 0.28) / height, 2.4 / WIDTH, 0.09 / height))
    figure.colorbar(ScalarMappable(colours, SHARE), cax=bar, orientation="horizontal").outline.set_visible(False)
    bar.text(1.04, 0.5, writer.say("map.bar"), transform=bar.transAxes, va="center", color=FAINT)
    if made.homes.units.any():
        key = Line2D([], [], color=HOME, marker="s", markersize=5, linestyle="",
                     label=writer.say("map.home", beds=lists.settings.assumed.home_beds))  # fmt: skip
        at = (0.62, (below - 0.36) / height)
        figure.legend(handles=[key], loc="lower left", bbox_to_anchor=at, frameon=False, fontsize=7.5, borderpad=0)
    return figure


def _homes(axes, spots: Cartogram, i: int, homes: int) -> None:
    """A square for each new home: in a row above the name of place ``i``, or in its circle if the name is below it."""
    side, gap = 0.1, 0.04
    x, y = spots.middles[:, i]
    left = x - (homes * side + (homes - 1) * gap) / 2
    above_name = y + (spots.words[i].count("\n") + 2) * 0.64 * SIZE / 72 + 0.02
    bottom = above_name if spots.at[1, i] == y else y - side / 2
    for k in range(homes):
        corner = (left + k * (side + gap), bottom)
        axes.add_patch(Rectangle(corner, side, side, facecolor=HOME, edgecolor="white", linewidth=0.6, zorder=3))
