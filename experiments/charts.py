"""The figures of a comparison, one function each; ``draw_all`` writes them as PNG.

A figure asks a question and shows what was counted; it claims nothing. Lines are means of the replicates, bands
reach from the lowest to the highest replicate. A series that the table does not hold is an error that names
it, never a blank panel. Here: the figures over time. What all figures share: ``charts_sheet.py``; causes, differences,
counties: ``maps.py``; what is drawn of more scenarios than lines can tell apart: ``many.py``.
"""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments import many, maps
from experiments.charts_sheet import Sheet, mean, read
from experiments.labels import (
    COLOURS,
    SCENARIO_COLOURS,
    STYLE,
    End,
    exponent,
    font_family,
    head,
    label_ends,
    name_axis,
    outcome_label,
    unit_text,
)
from sim.agents.kinds import Ownership
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from sim.world.region import Region

OWNERSHIPS = tuple(f"ownership={kind.name.lower()}" for kind in Ownership)


def curves(sheet: Sheet, axes: Axes, unit: str, series: Sequence[tuple[str, str, NDArray]]) -> list[End]:
    """Draw (words, colour, values [replicate, month]) as lines with bands; returns where each ends, to be named.

    The axis starts at zero, or, if all values are far above it, holds at least the upper quarter.
    """
    share = unit == "share"
    drawn = [(words, hue, 100 * values if share else values) for words, hue, values in series]
    power = 0 if share else exponent(max([np.nanmax(v, initial=0) for _, _, v in drawn]), sheet.language)
    ends = []
    for words, hue, values in drawn:
        middle, bounded = mean(values, 0) / 10**power, np.ma.masked_invalid(values) / 10**power
        axes.plot(sheet.months, middle, color=hue, linewidth=1.5)
        if sheet.replicates > 1:
            low, high = bounded.min(axis=0).filled(np.nan), bounded.max(axis=0).filled(np.nan)
            axes.fill_between(sheet.months, low, high, color=hue, alpha=0.14, linewidth=0)
        there = np.flatnonzero(np.isfinite(middle))
        words = words if len(there) else f"{words}: {sheet.say('nothing')}"
        ends.append((middle[there[-1]] if len(there) else np.nan, words, hue))
    lowest, highest = axes.dataLim.y0, max(axes.dataLim.y1, 0.0)
    bottom = min(lowest - 0.06 * (highest - lowest), 0.75 * highest) if lowest > 0.5 * highest else min(0.0, lowest)
    axes.set_ylim(bottom, 1.02 * highest if highest > 0 else 1.0)
    name_axis(axes, unit_text(unit, sheet.language, power))
    return ends


def by_scenario(sheet: Sheet, key: str, panels: Sequence[tuple[str, str, Sequence[NDArray]]]) -> Figure:
    """Panels one below the other, each (title, unit, one array [replicate, month] per scenario)."""
    note = f"{sheet.note('note.range')} {sheet.say('note.axes')}"
    figure, axes = sheet.page(key, len(panels), panel=max(1.6, 0.28 * len(sheet.names)), note=note)
    maps.time_axis(sheet, axes)
    for panel, (title, unit, values) in zip(axes, panels, strict=True):
        panel.set_title(title)
        named = zip(sheet.names.values(), itertools.cycle(SCENARIO_COLOURS), values, strict=False)
        label_ends(panel, curves(sheet, panel, unit, list(named)))
    return figure


def plain(sheet: Sheet, outcome: str) -> tuple[str, str, list[NDArray]]:
    """The panel of an outcome as it was counted."""
    values = [sheet.get(outcome, name) for name in sheet.names]
    return outcome_label(outcome, sheet.language), OUTCOMES[outcome].unit, values


def occupancy(sheet: Sheet) -> Figure:
    """Residents per built bed: a panel per scenario, a line per ownership; dashed: the first scenario."""
    first, columns = next(iter(sheet.names)), min(2, len(sheet.names))
    about = sheet.say("about.occupancy")
    if len(sheet.names) > 1:
        about += " " + sheet.say("about.dashed", scenario=sheet.names[first])
    note, ends = sheet.note("note.range"), []
    figure, axes = sheet.page("occupancy", len(sheet.names), columns, 2.1, about=about, note=note)
    maps.time_axis(sheet, axes, columns)
    groups = {group: group.removeprefix("ownership=") and group for group in ("ownership=", *OWNERSHIPS)}
    for panel, (name, words) in zip(axes, sheet.names.items(), strict=True):
        head(panel, words)
        for group, stored in groups.items() if name != first else ():
            held = mean(100 * sheet.get("occupancy", first, stored), 0)
            panel.plot(sheet.months, held, color=COLOURS[group], linewidth=0.8, linestyle=(0, (4, 2)))
        lines = [(sheet.say(group), COLOURS[group], sheet.get("occupancy", name, groups[group])) for group in groups]
        ends.append(curves(sheet, panel, "share", lines))
    maps.name_last(axes, ends, columns)
    return figure


def unmet(sheet: Sheet) -> Figure:
    """Unmet hours, their share of the hours needed, and the share of elders with a gap."""
    shares = [maps.ratio(sheet.get("unmet_hours", name), sheet.get("need_hours", name)) for name in sheet.names]
    share = (sheet.say("unmet_share"), "share", shares)
    return by_scenario(sheet, "unmet", [plain(sheet, "unmet_hours"), share, plain(sheet, "any_gap")])


def waiting(sheet: Sheet) -> Figure:
    """How many wait, their median wait so far, and the share that entered within 90 days."""
    label, unit, values = plain(sheet, "entered_90")
    smooth = [pd.DataFrame(v.T).rolling(12, min_periods=min(6, len(v.T))).mean().to_numpy().T for v in values]
    entered = (sheet.say("smooth", label=label), unit, smooth)
    return by_scenario(sheet, "waiting", [plain(sheet, "waiting"), plain(sheet, "waiting_months"), entered])


def aides(sheet: Sheet) -> Figure:
    """Aides employed, and aides that homes lack against the ratio in force."""
    return by_scenario(sheet, "aides", [plain(sheet, "aides"), plain(sheet, "aides_missing")])


FIGURES: dict[str, Callable[[Sheet], Figure]] = {
    "occupancy": occupancy, "unmet": unmet, "waiting": waiting, "aides": aides, "empty_beds": maps.empty_beds,
    "unmet_causes": maps.unmet_causes, "difference": maps.difference, "map": maps.county_map,
}  # fmt: skip
"""File name -> figure."""


def draw_all(
    frame: pd.DataFrame, region: Region, scenarios: Sequence[str], language: str, folder: str | Path,
    provenance_line: str, scenario_labels: Mapping[str, tuple[str, str]] | None = None,
) -> list[Path]:  # fmt: skip
    """Draw every figure and write it to ``folder`` as PNG, 1200 pixels wide; the first scenario is the reference.

    ``scenario_labels`` maps a scenario to its English and Chinese label. Raises ValueError, before anything is
    written, if the table lacks a series. Returns the files; with one scenario there is no ``difference.png``.
    """
    with styled(language):
        sheet = read(frame, region, scenarios, language, provenance_line, scenario_labels)
        figures = FIGURES | (many.FIGURES if len(sheet.names) > many.MOST else {})
        asked = [name for name in figures if name != "difference" or len(sheet.names) > 1]
        return save({name: figures[name](sheet) for name in asked}, folder)


@contextmanager
def styled(language: str) -> Iterator[None]:
    """The style of all figures, while it lasts; a user's own matplotlibrc changes no byte."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({**STYLE, "font.family": font_family(language)})
        yield


def save(figures: Mapping[str, Figure], folder: str | Path) -> list[Path]:
    """Write figures as PNG under their names, all rendered before the first is written; returns the files."""
    images = {name: io.BytesIO() for name in figures}
    for name, figure in figures.items():
        figure.savefig(images[name], format="png", metadata={"Software": None})
    Path(folder).mkdir(parents=True, exist_ok=True)
    return [write(Path(folder) / f"{name}.png", image.getvalue()) for name, image in images.items()]


def write(path: Path, content: bytes) -> Path:
    """Write a file as a whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path
