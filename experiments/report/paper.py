"""Sheets of paper: A4, letters embedded, a running foot with the number of the page, texts placed line by line."""

from __future__ import annotations

from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import TextMode

from experiments.report.fonts import FACES
from experiments.report.html import LANGUAGES
from experiments.report.lines import Line, broken, line_width, width
from experiments.report.section import Report
from experiments.report.words import say

WIDE, HIGH = 210.0, 297.0
LEFT, TOP, BOTTOM = 16.0, 15.0, 17.0
ROOM = WIDE - 2 * LEFT
PT = 25.4 / 72
"""Millimetres of a point."""
INK, FAINT, DEEP, RULE = (34, 34, 34), (102, 102, 102), (29, 63, 94), (217, 217, 217)
EDGE = 0.028
"""Width of the edge of bold letters, in ems."""
LEADING = 1.42
"""Height of a line of a paragraph, in letters."""
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Written into every file, so that the same report is the same bytes."""
FAMILIES = ("first", "second")


class Sheets(FPDF):
    """Pages with a running foot, on which texts are placed line by line."""

    def __init__(self, report: Report):
        super().__init__(format="A4", unit="mm")
        self.report, self.language = report, report.language
        self.set_margins(LEFT, TOP, LEFT)
        self.set_auto_page_break(False)
        self.c_margin = 0.0
        for family, path in zip(FAMILIES, FACES, strict=True):
            self.add_font(family, "", path)
        self.set_creation_date(CREATED)
        self.set_title(report.title)
        self.set_author("carecap")
        self.set_creator("carecap")
        self.set_producer("carecap")
        self.set_lang(LANGUAGES[report.language])
        self.bottom = HIGH - BOTTOM

    def footer(self) -> None:
        """Where the figures come from, and the number of the page."""
        y = HIGH - 9.5
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.line(LEFT, y - 3.4, WIDE - LEFT, y - 3.4)
        number = say("page_of", self.language, page=self.page_no()).format(nb=self.total)
        size = 6.6
        wide = line_width(broken(number, 1e9, self.language)[0], self.language) * size * PT
        foot = broken(self.report.foot, (ROOM - wide - 6) / (size * PT), self.language)
        for i, line in enumerate(foot[:2]):
            self.put(line, LEFT, y + 3.0 * i, size, FAINT)
        self.put(broken(number, 1e9, self.language)[0], WIDE - LEFT - wide, y, size, FAINT)

    total = 0
    """Pages in all; known when the report is written the second time."""
    scale = 1.0
    """Size of letters and gaps; on the first page less than one where it would not hold everything."""

    # --- letters ----------------------------------------------------------------------------------------------

    def put(
        self, line: Line, x: float, y: float, size: float, colour: tuple[int, int, int], bold: bool = False
    ) -> None:
        """One line with its base at ``y``; what is bold is drawn with an edge: the font has one weight."""
        self.set_text_color(*colour)
        for run in line:
            self.set_font(FAMILIES[run.face], size=size)
            if bold or run.bold:
                edge = size * PT * EDGE
                with self.local_context(text_mode=TextMode.FILL_STROKE, line_width=edge, draw_color=colour):
                    self.text(x, y, run.text)
            else:
                self.text(x, y, run.text)
            x += width(run.text, self.language) * size * PT

    def need(self, height: float) -> None:
        """A new page if there is no room for so many millimetres."""
        if self.y + height > self.bottom:
            self.fresh()

    def fresh(self) -> None:
        """A new page."""
        self.add_page()
        self.set_y(TOP)

    def paragraph(
        self, text: str, size: float, colour: tuple[int, int, int], x: float = LEFT, bold: bool = False,
        leading: float = 1.42, room: float = ROOM,
    ) -> None:  # fmt: skip
        """A text, line under line; the first two lines stay together."""
        height = size * PT * leading
        lines = broken(text, room / (size * PT), self.language)
        self.need(height * min(2, len(lines)))
        for line in lines:
            self.need(height)
            self.put(line, x, self.y + size * PT * 1.05, size, colour, bold)
            self.set_y(self.y + height)
