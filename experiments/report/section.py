"""What a report is made of: sections of headings, paragraphs, tables and figures. All three writers read the same list.

A table may stand on the pages, in the workbook, or in both. In the text of paragraphs and cells ``**`` marks what is
bold; nothing else is marked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from experiments.labels import number

Cell = str | float | int | None
PAGE, BOOK = "page", "book"
BOLD = re.compile(r"\*\*(.+?)\*\*")
BAR = re.compile(r"(?<!\\)\|")
"""A bar that parts two cells of a Markdown table."""


GLUED = re.compile(r"\[[^\[\]]{1,30}\]|(?<=[≥≤]) (?=\d)|(?<=\d) (?=%)")
"""What no line ends in: an interval, the blank after the sign of a bound, that before per cent."""
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Text:
    """A paragraph; ``look`` is "", lead (a question), note (small), box (how to read), code."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Sentences, one a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under heads. A cell that is a number stays one in the workbook; None is no value."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    sheet: str = ""
    """Title of its sheet in the workbook; several tables may share one."""
    only: str = ""
    """page, book, or "" for both."""
    texts: frozenset[int] = frozenset({0})
    """Columns of words: they stand left, and wide."""
    wide: frozenset[int] = frozenset()
    """Columns of long words."""
    grouped: bool = False
    """Whether the pages leave out a first cell that says what the one above says."""

    def body(self) -> Iterator[tuple[Cell, ...]]:
        """The rows as pages have them."""
        before: Cell = None
        for row in self.rows:
            yield ("", *row[1:]) if self.grouped and row[0] == before else row
            before = row[0]


@dataclass(frozen=True)
class Figure:
    """A picture and what stands below it. The numbers that it shows are in the sheet of that title."""

    name: str
    image: bytes
    """PNG"""
    alt: str
    foot: str
    """Scenarios, seeds, code version and the sheet of the numbers"""
    sheet: str
    number: int = 0


Block = Text | Heading | Bullets | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part of the report."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """The whole, in one language."""

    language: str
    title: str
    foot: str
    """Code, region, months, scale, seeds, data: below every page."""
    sections: tuple[Section, ...]

    def tables(self) -> Iterator[tuple[Section, Table]]:
        """Every table with its section."""
        yield from ((section, b) for section in self.sections for b in section.blocks if isinstance(b, Table))

    def figures(self) -> Iterator[Figure]:
        """Every figure, in order."""
        yield from (b for section in self.sections for b in section.blocks if isinstance(b, Figure))


def numbered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with their figures counted through."""
    made, n = [], 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Figure):
                n += 1
                block = replace(block, number=n)
            blocks.append(block)
        made.append(replace(section, blocks=tuple(blocks)))
    return tuple(made)


def shown(cell: Cell) -> str:
    """A cell for the eye: three figures, whole numbers whole, a dash where there is no value."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return "–"
    if isinstance(cell, str):
        return cell
    return f"{cell:,d}".replace("-", "−") if isinstance(cell, int) else number(cell)


def plain(text: str) -> str:
    """Text without marks."""
    return BOLD.sub(r"\1", text)


def parts(text: str) -> list[tuple[str, bool]]:
    """A text as pieces, each with whether it is bold."""
    pieces = BOLD.split(glued(text))
    return [(piece, i % 2 == 1) for i, piece in enumerate(pieces) if piece]


def glued(text: str) -> str:
    """A text in which an interval, a bound and a per cent stay on one line with their figures."""
    return GLUED.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


def letters_of(report: Report) -> set[str]:
    """Every letter that stands on the pages."""
    found = set(report.title + report.foot)
    for section in report.sections:
        found |= set(section.title)
        for block in section.blocks:
            if isinstance(block, (Text, Heading)):
                found |= set(block.text)
            elif isinstance(block, Bullets):
                found.update(*block.lines)
            elif isinstance(block, Figure):
                found |= set(block.foot)
            elif block.only != BOOK:
                found |= set(block.caption).union(*block.heads, *(shown(cell) for row in block.rows for cell in row))
    return found


# --- from the pages that a study writes ---------------------------------------------------------------------


def from_markdown(lines: Sequence[str], sheet: str = "") -> list[Block]:
    """The blocks of a page that another teller wrote in Markdown: headings, bullets, tables, paragraphs.

    A first heading of level 1 is left out: the section has a title. Tables go to the pages only, unless a sheet is
    named.
    """
    blocks: list[Block] = []
    bullets: list[str] = []
    rows: list[tuple[str, ...]] = []

    def close() -> None:
        if bullets:
            blocks.append(Bullets(tuple(bullets)))
            bullets.clear()
        if rows:
            blocks.append(_table(rows, sheet))
            rows.clear()

    for line in "\n".join(lines).split("\n"):
        if line.startswith("- "):
            if rows:
                close()
            bullets.append(line[2:])
        elif line.startswith("| "):
            if bullets:
                close()
            rows.append(tuple(cell.strip().replace("\\|", "|") for cell in BAR.split(line)[1:-1]))
        else:
            close()
            if line.startswith("#"):
                level, _, words = line.partition(" ")
                blocks += [] if len(level) == 1 else [Heading(words)]
            elif line.strip():
                blocks.append(Text(line))
    close()
    return blocks


def _table(rows: Sequence[tuple[str, ...]], sheet: str) -> Table:
    """A table of Markdown: its second row only says which way the columns stand."""
    heads, _, *body = rows
    texts = {0, *(i for i in range(len(heads)) if any(_wordy(row[i]) for row in body))}
    return Table(heads, tuple(body), sheet=sheet, only="" if sheet else PAGE, texts=frozenset(texts))


def _wordy(cell: str) -> bool:
    """Whether a cell holds words rather than a figure."""
    return sum(letter.isalpha() for letter in cell) > 3 and not cell.startswith(("+", "−", "**+", "**−"))
