"""The report as a workbook: the numbers behind every chart and table, a sheet each, as numbers with their units."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter

from experiments.report.section import PAGE, Cell, Figure, Report, Table, plain, shown
from experiments.report.words import say

CREATED = datetime(2000, 1, 1)
"""Written into every workbook, so that the same report is the same bytes."""
LONGEST = 31
"""Letters that a sheet's name may have."""
MOST_WIDE = 46.0
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LINES = 2200
"""Rows of a sheet up to which columns are made as wide as what stands in them."""


def sheets(report: Report) -> dict[str, list[Table]]:
    """Title of a sheet -> its tables, in the order of the report."""
    found: dict[str, list[Table]] = {}
    for _, table in report.tables():
        if table.sheet and table.only != PAGE:
            found.setdefault(table.sheet, []).append(table)
    return found


def workbook(report: Report) -> bytes:
    """A first sheet that lists the others, then a sheet for each title."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"title": report.title, "created": CREATED, "author": "carecap", "comments": report.foot})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 13, "font_color": "#1D3F5E"}),
        "foot": book.add_format({"font_size": 9, "font_color": "#666666"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#F4F6F8"}),
        "cell": book.add_format({"valign": "top"}),
        "wide": book.add_format({"valign": "top", "text_wrap": True}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "part": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "small": book.add_format({"num_format": "0.0000", "valign": "top"}),
        "plain": book.add_format({"num_format": "0", "valign": "top"}),
        "link": book.add_format({"font_color": "#0072B2", "underline": 1}),
    }
    mine = sheets(report)
    names = _names(mine)
    first = book.add_worksheet(_name(say("contents", report.language)))
    _contents(first, report, mine, names, looks)
    for title, tables in mine.items():
        sheet = book.add_worksheet(names[title])
        _fill(sheet, report, title, tables, looks)
    book.close()
    return data.getvalue()


def _name(title: str) -> str:
    return title.translate(FORBIDDEN).strip("' ")[:LONGEST]


def _names(titles: dict[str, list[Table]]) -> dict[str, str]:
    """Title -> name of its sheet."""
    return {title: _name(title) for title in titles}


def _contents(sheet, report: Report, mine: dict[str, list[Table]], names: dict[str, str], looks) -> None:
    """Title, where the numbers come from, and what stands on which sheet."""
    sheet.write_string(0, 0, report.title, looks["title"])
    sheet.write_string(1, 0, report.foot, looks["foot"])
    heads = (say("column.sheet", report.language), say("column.holds", report.language))
    figures: dict[str, list[Figure]] = {}
    for figure in report.figures():
        figures.setdefault(figure.sheet, []).append(figure)
    for i, head in enumerate((*heads, say("column.figure", report.language))):
        sheet.write_string(3, i, head, looks["head"])
    for row, (title, tables) in enumerate(mine.items(), 4):
        sheet.write_url(row, 0, f"internal:'{names[title]}'!A1", looks["link"], title)
        told = next((table.caption for table in tables if table.caption), "")
        sheet.write_string(row, 1, plain(told), looks["wide"])
        numbers = [say("figure", report.language, n=one.number) for one in figures.get(title, [])]
        sheet.write_string(row, 2, say("comma", report.language).join(numbers), looks["cell"])
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.set_column(2, 2, 14)


def _fill(sheet, report: Report, title: str, tables: list[Table], looks) -> None:
    """Title, source, then one table below the other."""
    sheet.write_string(0, 0, f"{title} · {report.title}", looks["title"])
    sheet.write_string(1, 0, report.foot, looks["foot"])
    row, widths = 3, dict[int, float]()
    for number, table in enumerate(tables):
        if table.caption:
            sheet.write_string(row, 0, plain(table.caption), looks["foot"])
            row += 1
        for i, head in enumerate(table.heads):
            sheet.write_string(row, i, plain(head), looks["head"])
        top = row
        row += 1
        for cells in table.rows:
            for i, cell in enumerate(cells):
                _write(sheet, row, i, cell, table, looks)
            row += 1
        if len(tables) == 1 and len(table.rows) > 1:
            sheet.autofilter(top, 0, row - 1, len(table.heads) - 1)
            sheet.freeze_panes(top + 1, 1)
        elif number == 0:
            sheet.freeze_panes(3, 1)
        for i, wanted in _widths(table):
            widths[i] = max(widths.get(i, 0.0), wanted)
        row += 2
    for i, wanted in widths.items():
        sheet.set_column(i, i, wanted)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{report.foot.replace('&', '&&')}&R&8&P / &N")


def _write(sheet, row: int, column: int, cell: Cell, table: Table, looks) -> None:
    """A number as a number, words as words, nothing where there is no value."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        sheet.write_blank(row, column, None, looks["cell"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, plain(cell), looks["wide" if column in table.wide else "cell"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, looks["plain" if 1900 <= cell <= 2200 else "whole"])
    else:
        size = abs(cell)
        look = "whole" if size >= 100 or cell == int(cell) else "part" if size >= 0.1 else "small"
        sheet.write_number(row, column, cell, looks[look])


def _widths(table: Table) -> Iterator[tuple[int, float]]:
    """Width of each column: of its words, or of the longest word of its head."""
    for i, head in enumerate(table.heads):
        longest = max((_wide(plain(shown(row[i]))) for row in table.rows[:LINES]), default=0.0)
        words = max((_wide(word) for word in plain(head).split()), default=0.0)
        yield i, min(MOST_WIDE if i in table.texts else 18.0, max(9.0, longest + 2, min(words, 16.0) + 2))


def _wide(text: str) -> float:
    """Letters that a text takes; a Chinese one takes two."""
    return sum(2.0 if ord(letter) > 0x2E7F else 1.0 for letter in text)
