"""Tables of scenarios: the first one's level, the paired difference of each other; for page and book."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.choices_cells import futures_head
from experiments.compare import summary
from experiments.labels import number, outcome_label, unit_text
from experiments.report.section import BOOK, PAGE, Table
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from experiments.report.subject import Subject

ACROSS = 5
"""Up to so many scenarios stand side by side; more of them stand one below the other."""
COLUMNS = 5
"""Measures beside each other where scenarios stand one below the other."""


@dataclass(frozen=True)
class Measured:
    """A thing that was counted: its name, its values [replicate] in each scenario, how one is printed."""

    name: str
    unit: str
    values: Mapping[str, NDArray[np.float64]]
    show: Callable[..., str]
    """(value, signed=False) -> text"""
    times: float = 1.0
    """100 where the book shows per cent of a share."""

    @property
    def moved(self) -> bool:
        """Whether it is not zero everywhere."""
        return any(np.nan_to_num(one).any() for one in self.values.values())


def outcome(subject: Subject, name: str, group: str = "", label: str = "") -> Measured | None:
    """An outcome in the year that is told: as the year has it. None if it was not counted."""
    return of_values(subject, name, {s: _of(subject, s, name, group) for s in subject.titles}, label)


def _of(subject: Subject, scenario: str, name: str, group: str) -> NDArray[np.float64] | None:
    cells = subject.teller.cells
    return cells.get(scenario, name, group) if cells.has(scenario, name, group) else None


def of_values(
    subject: Subject, name: str, values: Mapping[str, NDArray[np.float64] | None], label: str = ""
) -> Measured | None:
    """Values of an outcome by scenario, printed as its unit has it; None if a scenario has none."""
    there = {scenario: one for scenario, one in values.items() if one is not None}
    if len(there) < len(values) or not there:
        return None
    declared = OUTCOMES[name]
    unit = unit_text(declared.unit, subject.language, 0, declared.kind == "flow")
    named = label or outcome_label(name, subject.language)
    if declared.unit == "yuan":
        return Measured(named, unit, there, _yuan(subject, there))
    times = 100.0 if declared.unit == "share" else 1.0
    return Measured(named, unit, there, partial(_shown, times, ""), times)


def _shown(times: float, end: str, value: float, signed: bool = False) -> str:
    """A value as the sentences have it: a share in per cent, an amount with its unit but for 0, all else as it is."""
    return f"{number(times * value, signed)}{end if value else ''}" if math.isfinite(value) else "–"


def money(subject: Subject, label: str, values: Mapping[str, NDArray[np.float64]]) -> Measured:
    """Yuan."""
    return Measured(label, unit_text("yuan", subject.language), values, _yuan(subject, values))


def _yuan(subject: Subject, values: Mapping[str, NDArray[np.float64]]) -> Callable[..., str]:
    """How the amounts of a row are printed: all in millions; in Chinese all in 亿, or all in 万 if one is less."""
    if not subject.zh:
        return partial(_shown, 1e-6, "m")
    first, *others = values.values()
    sizes = [abs(_mean(one)) for one in (first, *others, *(other - first for other in others))]
    least = min((size for size in sizes if size > 0), default=0.0)
    return partial(_shown, 1e-8, "亿") if least >= 1e8 else partial(_shown, 1e-4, "万")


# --- on the page --------------------------------------------------------------------------------------------


def tables(subject: Subject, measured: Sequence[Measured | None], caption: str, sheet: str) -> list[Table]:
    """The measures of all scenarios for the page, and for the book; none if nothing was counted."""
    there = [one for one in measured if one is not None and one.moved]
    if not there:
        return []
    rows = [_row(one) for one in there]
    titles = list(subject.titles.values())
    if len(titles) > 1:
        key = "first_then" if subject.replicates > 1 else "first_then.one"
        caption = subject.say(key, caption=caption, first=titles[0])
    if len(titles) <= ACROSS:
        heads = (subject.say("counted"), *titles)
        body = tuple((_named(subject, one), *row) for one, row in zip(there, rows, strict=True))
        made = [Table(heads, body, caption)]
    else:
        made = []
        for first in range(0, len(there), COLUMNS):
            mine = range(first, min(first + COLUMNS, len(there)))
            heads = (subject.say("scenario"), *(_named(subject, there[i]) for i in mine))
            body = tuple((title, *(rows[i][s] for i in mine)) for s, title in enumerate(titles))
            made.append(Table(heads, body, caption if not first else ""))
    page = [Table(one.heads, one.rows, one.caption, only=PAGE) for one in made]
    return [*page, book(subject, there, caption, sheet)]


def _named(subject: Subject, one: Measured) -> str:
    return f"{one.name}{subject.say('unit_of', unit=one.unit)}"


def _row(one: Measured) -> list[str]:
    """The level of the first scenario, then what each other differs by."""
    first, *others = one.values.values()
    return [one.show(_mean(first), False), *(difference_text(one, values - first) for values in others)]


def difference_text(one: Measured, differences: NDArray[np.float64]) -> str:
    """Mean and 95 % interval on two lines; bold where it leaves zero out, = where no replicate differs."""
    found = summary(differences[None, :]).iloc[0]
    mean, low, high = (float(found[key]) for key in ("mean", "low", "high"))
    if not math.isfinite(mean):
        return "–"
    if not differences[np.isfinite(differences)].any():
        return "="
    if not math.isfinite(low):
        return one.show(mean, True)
    text = f"{one.show(mean, True)}\n[{one.show(low, True)}, {one.show(high, True)}]"
    if low > 0 or high < 0:
        return "\n".join(f"**{line}**" for line in text.split("\n"))
    return text


def _mean(values: NDArray[np.float64]) -> float:
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else math.nan


# --- in the book --------------------------------------------------------------------------------------------

STATS = ("mean", "low95", "high95", "p10", "p90")


def book(subject: Subject, measured: Sequence[Measured], caption: str, sheet: str) -> Table:
    """A row for each thing and scenario: level and paired difference, each with 95 % interval and 80 % range."""
    heads = [subject.say(f"column.{key}") for key in ("counted", "unit", "scenario")]
    for what in ("level", "difference"):
        heads += [subject.say("column.of", what=subject.say(f"column.{what}"), stat=stat) for stat in stats(subject)]
    rows = []
    for one in measured:
        first = next(iter(one.values.values()))
        for place, (scenario, values) in enumerate(one.values.items()):
            figures = _five(one.times * values)
            figures += _five(one.times * (values - first)) if place else [math.nan] * len(STATS)
            rows.append((one.name, one.unit, subject.titles[scenario], *figures))
    return Table(tuple(heads), tuple(rows), caption, sheet, BOOK, texts=frozenset({0, 1, 2}))


def stats(subject: Subject) -> list[str]:
    """What is told of the replicates: mean, 95 % interval, the range of futures as far as so many tell it."""
    futures = futures_head(subject.replicates, subject.language)
    return [subject.say(f"column.{key}", futures=futures) for key in STATS]


def _five(values: NDArray[np.float64]) -> list[float]:
    row: pd.Series = summary(values[None, :]).iloc[0]
    return [float(row[key]) for key in ("mean", "low", "high", "p10", "p90")]
