"""Validation: the model beside figures that it was not made to meet, and beside what must follow from its inputs.

``report.write`` lives every region once, gathers the lines of all sections and writes two pages, English and
Chinese. A line is a figure of the model beside a published one, with a tolerance that was stated before: it passes, it
is a miss, or, without a tolerance, both only stand side by side. Misses stay printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Text = tuple[str, str]
"""The same words in English and Chinese."""
NOTHING: Text = ("", "")
NO_FIGURE = float("nan")


class Line(NamedTuple):
    """A figure of the model beside a published one."""

    id: str
    what: Text
    population: Text
    model: float
    published: float
    unit: Text = NOTHING
    tolerance: Text = NOTHING
    passed: bool | None = None
    """None: side by side, without a verdict."""
    source: Text = NOTHING
    grade: Text = NOTHING
    digits: int = 1
    fitted: bool = False
    """True where the model was fitted to the figure, so that agreement says nothing."""
    given: bool = False
    """True where the model reads the figure from its tables: agreement only shows that they are read back right."""


class Table(NamedTuple):
    """A table of a page; a cell of one text is the same in both languages."""

    title: Text
    heads: Sequence[Text | str]
    rows: Sequence[Sequence[Text | str]]


class Section(NamedTuple):
    """A part of the page: words, tables, and lines that are counted."""

    title: Text
    about: Text
    lines: Sequence[Line] = ()
    tables: Sequence[Table] = ()
    listed: bool = True
    """False where the tables show the lines already, in a shorter form."""


VERDICTS: dict[str, Text] = {
    "pass": ("pass", "通过"),
    "miss": ("**MISS**", "**不符**"),
    "beside": ("side by side", "仅对照"),
    "fitted": ("fitted", "拟合所用"),
    "input": ("input", "输入"),
}


def verdict_of(line: Line) -> str:
    """Key of ``VERDICTS``: pass, miss, beside, fitted, input; an input that is not met is a miss."""
    if line.fitted:
        return "fitted"
    if line.passed and line.given:
        return "input"
    return "beside" if line.passed is None else "pass" if line.passed else "miss"


def number(value: float, digits: int = 1, signed: bool = False) -> str:
    """A number for the eye: thousands with commas, a dash where there is none."""
    if value != value:
        return "–"
    text = f"{value:{'+' if signed else ''},.{digits}f}"
    return text if float(text.replace(",", "")) else f"{0:.{digits}f}"  # never a minus before nought


def both(text: str) -> Text:
    """Words that are the same in both languages."""
    return (text, text)
