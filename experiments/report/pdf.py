"""The report on paper: headings with bookmarks, figures with their feet, tables whose heads come again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image

from experiments.report.html import on_page
from experiments.report.lines import Line, broken, columns, line_width
from experiments.report.paper import DEEP, FAINT, INK, LEADING, LEFT, PT, ROOM, RULE, TOP, WIDE, Sheets
from experiments.report.section import Block, Bullets, Figure, Heading, Report, Section, Table, Text, shown
from experiments.report.words import say

WASH = (244, 246, 248)
BODY, NOTE, LEAD, CODE, FOOT = 9.3, 8.0, 11.0, 8.6, 7.0
LOOKS = {"": (BODY, INK), "lead": (LEAD, DEEP), "note": (NOTE, FAINT), "box": (BODY - 0.6, INK), "code": (CODE, INK)}
"""Look of a paragraph -> size in points and colour."""
TABLE_SIZES = (7.8, 7.2, 6.6, 6.0, 5.4)
"""Sizes that are tried until a table fits the page."""
SMALLEST = 0.8
"""A figure is made smaller, down to this share of the page, to stand on the rest of one."""
SCALES = (1.0, 0.96, 0.92, 0.88, 0.84)
"""Sizes that are tried until the first section stands on one page."""
TOGETHER = 100.0
"""A table that is not higher than this is not parted by the end of a page."""
ROW = 1.32
"""Height of a line of a table, in letters."""
GAP = 1.6
"""Millimetres between two columns."""


class Laid(NamedTuple):
    """A table as it will stand: size of its letters, widths, lines of every cell, room that it wants at first."""

    size: float
    widths: list[float]
    lines: list[list[list[Line]]]
    need: float


class Paper(Sheets):
    """The blocks of a report, one below the other."""

    # --- blocks -----------------------------------------------------------------------------------------------

    def text_block(self, block: Text) -> None:
        """A paragraph as it looks."""
        size, colour = LOOKS[block.look]
        size *= self.scale
        if block.look in ("box", "code"):
            inner = ROOM - 6
            n = len(broken(block.text, inner / (size * PT), self.language))
            height = n * size * PT * LEADING + 3.5
            self.need(min(height, 60))
            if self.y + height <= self.bottom:
                self.set_fill_color(*WASH)
                self.rect(LEFT, self.y, ROOM, height, style="F")
            self.set_y(self.y + 1.6)
            self.paragraph(block.text, size, colour, LEFT + 3, room=inner)
            self.set_y(self.y + 3.2)
            return
        self.paragraph(block.text, size, colour)
        self.set_y(self.y + 1.5)

    def bullets(self, block: Bullets) -> None:
        """Sentences with a dot before each."""
        size = BODY * self.scale
        for text in block.lines:
            height = size * PT * LEADING
            lines = broken(text, (ROOM - 4.5) / (size * PT), self.language)
            self.need(height * min(2, len(lines)))
            self.set_fill_color(*DEEP)
            self.circle(LEFT + 1.4, self.y + size * PT * 0.72, 0.55, style="F")
            self.paragraph(text, size, INK, LEFT + 4.5, room=ROOM - 4.5)
            self.set_y(self.y + 0.7 * self.scale)
        self.set_y(self.y + 1.0)

    def heading(self, block: Heading, after: Sequence[Block]) -> None:
        """A heading within a section; it does not stand at the end of a page without what it is the heading of."""
        self.set_y(self.y + 2.2 * self.scale)
        own = next((i for i, one in enumerate(after) if isinstance(one, Heading)), len(after))
        self.need(self._opening(after[:own], 8.0, 22.0))
        self.start_section(block.text, level=1, strict=False)
        self.paragraph(block.text, 10.4 * self.scale, INK, bold=True)
        self.set_y(self.y + 0.8)

    def figure(self, block: Figure) -> None:
        """A picture, as wide as the page or as high as is left of it, and its foot."""
        foot = self._figure_foot(block)
        wide, whole = self._figure_size(block, self.bottom - self.y)
        self.need(whole)
        wide, whole = self._figure_size(block, self.bottom - self.y)
        self.image(io.BytesIO(block.image), x=LEFT, y=self.y, w=wide, alt_text=block.alt)
        self.set_y(self.y + whole - self._foot_height(foot) + 0.8)
        self.paragraph(foot, FOOT, FAINT, leading=1.35)
        self.set_y(self.y + 3.2)

    def _figure_foot(self, block: Figure) -> str:
        return f"**{say('figure', self.language, n=block.number)}.** {block.foot}"

    def _foot_height(self, foot: str) -> float:
        return len(broken(foot, ROOM / (FOOT * PT), self.language)) * FOOT * PT * 1.35 + 4

    def _figure_size(self, block: Figure, room: float) -> tuple[float, float]:
        """Width of a figure, and its height with its foot: a little smaller if it then fits into ``room``."""
        with Image.open(io.BytesIO(block.image)) as image:
            ratio = image.height / image.width
        below = self._foot_height(self._figure_foot(block))
        wide = min(ROOM, (self.bottom - TOP - below) / ratio)
        fits = (room - below) / ratio
        if SMALLEST * wide <= fits < wide:
            wide = fits
        return wide, wide * ratio + below

    # --- tables -----------------------------------------------------------------------------------------------

    def lay(self, block: Table) -> Laid:
        """A table in the largest letters in which it fits."""
        cells = [list(block.heads), *([shown(cell) for cell in row] for row in block.body())]
        n = len(block.heads)
        room = ROOM - GAP * (n + 1)
        for size in (one * self.scale for one in TABLE_SIZES):
            found = columns(cells, room / (size * PT), self.language)
            if found is not None:
                break
        widths = [w * size * PT + 0.1 for w in found] if found else [room / n] * n
        lines = [
            [broken(text, w / (size * PT), self.language) for text, w in zip(row, widths, strict=True)] for row in cells
        ]
        caption = broken(block.caption, ROOM / (NOTE * PT), self.language) if block.caption else []
        height = size * PT * ROW
        above = len(caption) * NOTE * PT * LEADING + max(len(cell) for cell in lines[0]) * height + 2.0
        below = [max(len(cell) for cell in row) * height + 1.6 for row in lines[1:]]
        whole = above + sum(below)
        need = whole if whole < TOGETHER else above + sum(below[:2])
        return Laid(size, widths, lines, need)

    def table(self, block: Table) -> None:
        """A table; its heads come again on every page."""
        laid = self.lay(block)
        self.need(laid.need)
        if block.caption:
            self.paragraph(block.caption, NOTE * self.scale, FAINT)
            self.set_y(self.y + 0.4)
        self._head(laid.lines[0], laid.widths, block, laid.size)
        for row in laid.lines[1:]:
            self._row(row, laid.lines[0], laid.widths, block, laid.size)
        self.set_y(self.y + 3.0)

    def _head(self, cells: list[list[Line]], widths: list[float], block: Table, size: float) -> None:
        height = size * PT * ROW
        whole = max(len(cell) for cell in cells) * height + 2.0
        self.set_fill_color(*WASH)
        self.rect(LEFT, self.y, sum(widths) + GAP * (len(widths) + 1), whole, style="F")
        lowest = [whole - 1.0 - len(cell) * height for cell in cells]
        self._cells(cells, widths, block, size, lowest, bold=True)
        self.set_y(self.y + whole)
        self._rule(widths, DEEP, 0.35)

    def _row(
        self, cells: list[list[Line]], heads: list[list[Line]], widths: list[float], block: Table, size: float
    ) -> None:
        """A row, on one page if a page can hold it."""
        height = size * PT * ROW
        n = max(len(cell) for cell in cells)
        if self.y + n * height + 1.6 > self.bottom:
            self.fresh()
            self._head(heads, widths, block, size)
        while n:
            fits = min(n, int((self.bottom - self.y - 1.6) / height))
            self._cells([cell[:fits] for cell in cells], widths, block, size, [0.6] * len(cells))
            self.set_y(self.y + fits * height + 1.6)
            cells, n = [cell[fits:] for cell in cells], n - fits
            if n:
                self.fresh()
                self._head(heads, widths, block, size)
        self._rule(widths, RULE, 0.15)

    def _cells(
        self, cells: list[list[Line]], widths: list[float], block: Table, size: float, tops: list[float],
        bold: bool = False,
    ) -> None:  # fmt: skip
        height, x, top = size * PT * ROW, LEFT + GAP, self.y
        for i, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
            for k, line in enumerate(cell):
                shift = 0.0 if i in block.texts else wide - line_width(line, self.language) * size * PT
                self.put(line, x + shift, top + tops[i] + k * height + size * PT, size, DEEP if bold else INK, bold)
            x += wide + GAP
        self.set_y(top)

    def _rule(self, widths: list[float], colour: tuple[int, int, int], thick: float) -> None:
        self.set_draw_color(*colour)
        self.set_line_width(thick)
        self.line(LEFT, self.y, LEFT + sum(widths) + GAP * (len(widths) + 1), self.y)

    # --- the whole --------------------------------------------------------------------------------------------

    def section(self, section: Section, first: bool) -> None:
        """Title and blocks of a section."""
        blocks = on_page(section)
        if not first:
            self.set_y(self.y + 5)
            self.need(self._opening(blocks, 12.0, 80.0))
        self.start_section(section.title, level=0)
        self.links_to[section.key] = self.page_no()
        self.paragraph(section.title, 13.0, DEEP, bold=True)
        self._rule([ROOM - 2 * GAP], RULE, 0.3)
        self.set_y(self.y + 2.0)
        for i, block in enumerate(blocks):
            if isinstance(block, Text):
                self.text_block(block)
            elif isinstance(block, Heading):
                self.heading(block, blocks[i + 1 :])
            elif isinstance(block, Bullets):
                self.bullets(block)
            elif isinstance(block, Table):
                self.table(block)
            else:
                self.figure(block)

    def _opening(self, blocks: Sequence[Block], height: float, most: float) -> float:
        """Room for a title of some height and what follows it up to the first rows of a table or a figure.

        If neither comes soon, ``most`` is enough for the title and the first lines.
        """
        for block in blocks[:3]:
            if isinstance(block, Text):
                size = LOOKS[block.look][0]
                height += len(broken(block.text, ROOM / (size * PT), self.language)) * size * PT * LEADING + 2
            elif isinstance(block, Heading):
                height += 9
            else:
                return height + self._wants(block, self.bottom - self.y - height)
        return min(height + 10, most)

    def _wants(self, block: Block, room: float) -> float:
        """Room that a block wants before a heading above it may stand there."""
        if isinstance(block, Figure):
            return self._figure_size(block, room)[1]
        if isinstance(block, Table):
            return self.lay(block).need
        return 14.0

    def contents(self, pages: dict[str, int], workbook: str) -> None:
        """The list of sections with their pages, before the second section."""
        self.paragraph(say("contents", self.language), 13.0, DEEP, bold=True)
        self._rule([ROOM - 2 * GAP], RULE, 0.3)
        self.set_y(self.y + 2.0)
        for section in self.report.sections:
            number = str(pages.get(section.key, 0))
            y = self.y + BODY * PT * 1.05
            self.put(broken(section.title, 1e9, self.language)[0], LEFT, y, BODY, INK)
            self.put(broken(number, 1e9, self.language)[0], LEFT + 120, y, BODY, FAINT)
            if number != "0":
                self.link(LEFT, self.y, 126, BODY * PT * LEADING, self.add_link(page=pages[section.key]))
            self.set_y(self.y + BODY * PT * 1.5)
        self.set_y(self.y + 1.5)
        self.paragraph(say("workbook", self.language, name=workbook), NOTE, FAINT)

    def write(self, pages: dict[str, int], total: int, workbook: str, scale: float) -> None:
        """Title, first section, contents, the rest."""
        self.total, self.links_to = total, {}
        self.fresh()
        self.paragraph(self.report.title, 18.0, DEEP, bold=True, leading=1.3)
        self.set_y(self.y + 0.5)
        self.paragraph(self.report.foot, 7.2, FAINT)
        self.set_draw_color(*DEEP)
        self.set_line_width(0.8)
        self.line(LEFT, self.y + 1.2, WIDE - LEFT, self.y + 1.2)
        self.set_y(self.y + 4.5)
        first, *others = self.report.sections
        self.scale = scale
        self.section(first, True)
        self.scale, self.front_pages = 1.0, self.page_no()
        self.fresh()
        self.contents(pages, workbook)
        for section in others:
            self.section(section, False)


def paper(report: Report, workbook: str) -> bytes:
    """The report as PDF. It is written at least twice: the first time tells on which page each section begins."""
    pages: dict[str, int] = {}
    total = 0
    for scale in SCALES:
        made = Paper(report)
        made.write(pages, total, workbook, scale)
        pages, total = made.links_to, made.pages_count
        if made.front_pages == 1:
            break
    made = Paper(report)
    made.write(pages, total, workbook, scale)
    return bytes(made.output())
