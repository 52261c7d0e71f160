"""What a page or a sheet is made of: headings, paragraphs, tables with numbers. Written as Markdown or as a workbook.

The same blocks make both, so that a page and a sheet cannot disagree. Same blocks, same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, NamedTuple

import xlsxwriter

from experiments.labels import number
from experiments.lists.words import LISTS, SHEETS

Cell = str | float | int | None
PAGE, SHEET = "page", "sheet"
CREATED = datetime(2000, 1, 1)
"""Written into every workbook, so that the same lists are the same bytes."""


LAST, LETTERS = 8, 110
"""A paragraph of a sheet goes over the columns up to this one; about so many letters then stand in a line."""


class Heading(NamedTuple):
    """A heading of some level."""

    text: str
    level: int = 2
    only: str = ""


class Text(NamedTuple):
    """A paragraph."""

    text: str
    only: str = ""


class Bullets(NamedTuple):
    """Sentences, one a line."""

    lines: Sequence[str]
    only: str = ""


class Picture(NamedTuple):
    """A picture beside the page."""

    text: str
    path: str
    only: str = PAGE


class Table(NamedTuple):
    """Rows under heads; numbers stay numbers in a sheet. ``wide``: a last column of long text, wrapped."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    only: str = ""
    wide: frozenset[int] = frozenset()


Block = Heading | Text | Bullets | Picture | Table


def shown(cell: Cell) -> str:
    """A cell for the eye."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "-"
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}".replace("-", "−") if abs(cell - round(cell)) < 1e-9 else number(cell)


# --- a page -------------------------------------------------------------------------------------------------


def markdown(blocks: Sequence[Block]) -> str:
    """Blocks as a page."""
    lines: list[str] = []
    for block in blocks:
        if block.only == SHEET:
            continue
        if isinstance(block, Heading):
            lines += ["#" * block.level + " " + block.text, ""]
        elif isinstance(block, Text):
            lines += [block.text, ""]
        elif isinstance(block, Bullets):
            lines += [*(f"- {line}" for line in block.lines), ""]
        elif isinstance(block, Picture):
            lines += [f"![{block.text}]({block.path})", ""]
        else:
            numeric = [all(not isinstance(row[i], str) for row in block.rows) for i in range(len(block.heads))]
            lines += [_row(block.heads), _row(["--:" if right else "---" for right in numeric])]
            lines += [_row([shown(cell) for cell in row]) for row in block.rows]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


# --- a workbook ---------------------------------------------------------------------------------------------


def write_workbook(title: str, lists: Mapping[str, Sequence[Block]], file: IO[bytes]) -> None:
    """A sheet for each list, named in Chinese as officials name them."""
    staged = BytesIO()
    book = xlsxwriter.Workbook(staged, {"in_memory": True})
    book.set_properties({"title": title, "created": CREATED, "author": "carecap"})
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE"}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "cell": book.add_format({"valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "part": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    }
    for name in LISTS:
        sheet = book.add_worksheet(SHEETS[name])
        _fill(sheet, lists[name], looks)
    book.close()
    file.write(staged.getvalue())


def _fill(sheet, blocks: Sequence[Block], looks: Mapping[str, object]) -> None:
    row, widths = 0, {0: 22.0}
    for block in blocks:
        if block.only == PAGE or isinstance(block, Picture):
            continue
        if isinstance(block, Heading):
            sheet.write_string(row, 0, block.text, looks["title"])
            row += 1
        elif isinstance(block, (Text, Bullets)):
            for line in [block.text] if isinstance(block, Text) else block.lines:
                sheet.merge_range(row, 0, row, LAST, plain(line), looks["text"])
                sheet.set_row(row, 15.0 * max(1, math.ceil(_wide(line) / LETTERS)))
                row += 1
            row += 1
        else:
            for i, head in enumerate(block.heads):
                sheet.write_string(row, i, head, looks["head"])
                if i not in block.wide:
                    longest = max([8.0, *(min(_wide(shown(r[i])), 40.0) for r in block.rows)])
                    widths[i] = max(widths.get(i, 0.0), longest + 2, min(_wide(head), 16.0))
            sheet.set_row(row, 45.0)
            row += 1
            for cells in block.rows:
                _write_row(sheet, row, cells, block.wide, looks)
                row += 1
            row += 1
    for i, wanted in widths.items():
        sheet.set_column(i, i, wanted)


def _write_row(sheet, row: int, cells: Sequence[Cell], wide: frozenset[int], looks: Mapping[str, object]) -> None:
    for i, cell in enumerate(cells):
        if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
            sheet.write_string(row, i, "-", looks["cell"])
        elif isinstance(cell, str) and i in wide:
            sheet.merge_range(row, i, row, LAST, plain(cell), looks["text"])
            sheet.set_row(row, 15.0 * math.ceil(_wide(cell) / LETTERS))
        elif isinstance(cell, str):
            sheet.write_string(row, i, plain(cell), looks["cell"])
        else:
            whole = abs(cell) >= 100 or abs(cell - round(cell)) < 1e-9
            sheet.write_number(row, i, cell, looks["whole" if whole else "part"])


def plain(text: str) -> str:
    """Text without the marks of a page."""
    return text.replace("**", "")


def _wide(text: str) -> float:
    """Letters that a text takes; a Chinese one takes two."""
    return sum(2.0 if ord(letter) > 0x2E7F else 1.0 for letter in text)
