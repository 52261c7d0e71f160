"""What all figures of one comparison share: the tidy table as arrays, the names, and the page they are drawn on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.compare import MAIN
from experiments.labels import FAINT, period_text, text, wrap
from experiments.notices import uncalibrated
from sim.calendar import month_of
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from sim.world.region import Region

COLUMNS = ("scenario", "replicate", "month", "place", "group", "outcome", "value")
HEADLINE = tuple(name for name in MAIN if OUTCOMES[name].better != "neither")
"""Outcomes of the figure of differences, top to bottom; each has a better and a worse."""
USED = {*HEADLINE, "need_hours", "empty_cause", "unmet_cause"}
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
