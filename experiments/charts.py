"""The figures of a comparison, one function each; ``draw_all`` writes them as PNG.

A figure asks a question and shows what was counted; it claims nothing. Lines are means of the replicates, bands
reach from the lowest to the highest replicate. A series that the table does not hold is an error that names
it, never a blank panel. Here: the page and the figures over time. Causes, differences, counties: ``maps.py``; what is
drawn of more scenarios than lines can tell apart: ``many.py``.
"""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments import many, maps
from experiments.labels import (
    COLOURS,
    FAINT,
    SCENARIO_COLOURS,
    STYLE,
    End,
    exponent,
    font_family,
    head,
    label_ends,
    name_axis,
    outcome_label,
    period_text,
    text,
    unit_text,
    wrap,
)
from experiments.notices import uncalibrated
from sim.agents.kinds import Ownership
from sim.calendar import month_of
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from sim.world.region import Region

COLUMNS = ("scenario", "replicate", "month", "place", "group", "outcome", "value")
OWNERSHIPS = tuple(f"ownership={kind.name.lower()}" for kind in Ownership)
USED = {*maps.HEADLINE, "need_hours", "empty_cause", "unmet_cause"}
"""Outcomes that the figures show."""
WIDTH, DPI = 8.0, 150  # 1200 pixels


@dataclass(frozen=True)
class Sheet:
    """What all figures of one comparison share: the values, the names and the page they are drawn on."""

    table: Mapping[tuple[str, str, str, str], NDArray[np.float64]]
    """(outcome, group, place, scenario) -> values [replicate, month]."""
    region: Region
    names: Mapping[str, str]
    """Scenario -> its label, in the order of the comparison."""
    language: str
    provenance: str
    months: NDArray[np.int64]
    year: NDArray[np.int64]
    """Columns of the last full calendar year; of the last year where none is full."""
    replicates: int

    @property
    def period(self) -> str:
        """The last full year, in words."""
        return period_text([int(month) for month in self.months[self.year]], self.language)

    def say(self, key: str, **facts: object) -> str:
        """Words in the language of the figures."""
        return text(key, self.language, **facts)

    def note(self, key: str) -> str:
        """What lines and bands are; with one replicate, that there are none."""
        return self.say(key, n=self.replicates) if self.replicates > 1 else self.say("note.one")

    def get(self, outcome: str, scenario: str, group: str = "", place: str = "") -> NDArray[np.float64]:
        """Values [replicate, month]; ValueError says what is missing."""
        if (outcome, group, place, scenario) in self.table:
            return self.table[outcome, group, place, scenario]
        groups = sorted({repr(key[1]) for key in self.table if key[0] == outcome and key[2:] == (place, scenario)})
        have = f"it is there for the groups {', '.join(groups)}" if groups else "the table does not hold it at all"
        where = f"group {group!r}, place {place!r}, scenario {scenario!r}"
        raise ValueError(f"the charts need outcome {outcome!r} ({where}): {have}")

    def yearly(self, outcome: str, scenario: str, group: str = "", place: str = "") -> NDArray[np.float64]:
        """Values [replicate] of the last full year: flows are summed, all else is averaged."""
        values = self.get(outcome, scenario, group, place)[:, self.year]
        return values.sum(axis=1) if OUTCOMES[outcome].kind == "flow" else mean(values, 1)

    def page(
        self, key: str, n: int, columns: int = 1, panel: float = 1.6, left: float = 0.75, right: float = 1.65,
        about: str = "", note: str = "", below: float = 0.0, over: float = 0.0, gap: float = 0.42,
        wide: float = 0.55, **facts: object,
    ) -> tuple[Figure, list[Axes]]:  # fmt: skip
        """A page of ``n`` panels (lengths in inches) with its question, what is drawn, and the footer."""
        region = self.region.label_zh if self.language == "zh" else self.region.label
        title = wrap(self.say(f"title.{key}", region=region, **facts), 80)
        room = (112, 145) if self.language == "zh" else (132, 158)  # a Chinese line of so many letters is wider
        about = wrap(about or self.say(f"about.{key}"), room[0])
        caution = uncalibrated(self.region, self.language)
        foot = "\n".join(wrap(line, room[1]) for line in (note, caution, self.provenance) if line)
        under_title = 0.43 + 0.21 * title.count("\n")
        top = under_title + 0.15 * (about.count("\n") + 1) + 0.34 + over
        bottom = 0.42 + 0.125 * (foot.count("\n") + 1) + below
        rows = -(-n // columns)
        height = top + rows * panel + (rows - 1) * gap + bottom
        inner = (WIDTH - left - right - (columns - 1) * wide) / columns
        figure = Figure((WIDTH, height), dpi=DPI)
        FigureCanvasAgg(figure)
        grid = {"left": left / WIDTH, "right": 1 - right / WIDTH, "hspace": gap / panel, "wspace": wide / inner}
        grid |= {"top": 1 - top / height, "bottom": bottom / height}
        axes = list(figure.subplots(rows, columns, squeeze=False, gridspec_kw=grid).flat)
        for spare in axes[n:]:
            spare.remove()
        faint = {"color": FAINT, "linespacing": 1.3}
        figure.text(0.15 / WIDTH, 1 - 0.13 / height, title, size=12, va="top")
        figure.text(0.15 / WIDTH, 1 - under_title / height, about, size=8, va="top", **faint)
        figure.text(0.15 / WIDTH, 0.09 / height, foot, size=6.5, va="bottom", **faint)
        return figure, axes[:n]


def read(
    frame: pd.DataFrame, region: Region, scenarios: Sequence[str], language: str, provenance_line: str,
    scenario_labels: Mapping[str, tuple[str, str]] | None = None,
) -> Sheet:  # fmt: skip
    """Turn the tidy table into arrays.

    Raises ValueError if a column or scenario is missing, or a series lacks or doubles a month of a replicate.
    """
    absent = [name for name in COLUMNS if name not in frame.columns]
    if absent:
        raise ValueError(f"the table of outcomes has no column {', '.join(absent)}")
    absent = sorted(set(scenarios) - set(frame["scenario"].unique()))
    if absent or not scenarios:
        raise ValueError(f"the table of outcomes has no scenario {', '.join(absent) or '(none was asked for)'}")
    shown = (frame["place"] == "") | ((frame["group"] == "") & frame["outcome"].isin(["unmet_hours", "need_hours"]))
    rows = frame[shown & frame["outcome"].isin(USED) & frame["scenario"].isin(scenarios)]
    month, labels = pd.factorize(rows["month"].astype(str), sort=True)
    replicate, replicates = pd.factorize(rows["replicate"], sort=True)
    shape = (len(replicates), len(labels))
    cells, found = replicate * len(labels) + month, rows["value"].to_numpy(dtype=float)
    table = {}
    keys = [rows[name] for name in ("outcome", "group", "place", "scenario")]
    for key, part in pd.Series(np.arange(len(rows))).groupby([k.to_numpy() for k in keys], sort=False):
        values, where = np.full(shape[0] * shape[1], np.nan), cells[part.to_numpy()]
        if len(where) != len(values) or len(np.unique(where)) != len(values):
            every = f"one for each of {shape[0]} replicates x {shape[1]} months"
            raise ValueError(f"outcome {key[0]!r} (group, place, scenario {key[1:]}): {len(where)} values, not {every}")
        values[where] = found[part.to_numpy()]
        table[key] = values.reshape(shape)
    months = np.array([month_of(label) for label in labels])
    full = [year for year in np.unique(months // 12) if (months // 12 == year).sum() == 12] or [months[-1] // 12]
    year = np.flatnonzero(months // 12 == full[-1])
    named = {name: (scenario_labels or {}).get(name, (name.replace("_", " "),) * 2) for name in scenarios}
    names = {name: pair[1 if language == "zh" else 0] for name, pair in named.items()}
    return Sheet(table, region, names, language, provenance_line, months, year, len(replicates))


def mean(values: NDArray, axis: int) -> NDArray:
    """Mean of the numbers that are there, NaN where there are none."""
    return np.ma.masked_invalid(values).mean(axis=axis).filled(np.nan)


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
