"""The report as one page that needs nothing else: pictures and letters are inside it, no network is asked."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.report import fonts
from experiments.report.section import PAGE, Block, Cell, Figure, Report, Section, Table, parts, shown
from experiments.report.words import say

TEMPLATE = "template.html.j2"
TAG = re.compile(r"<[^>]*>")
SHORT = 12
"""Letters of a cell that is not broken: a month, a range."""
LANGUAGES = {"en": "en", "zh": "zh-CN"}
"""Language -> what the page says it is in."""


def page(report: Report, workbook: str) -> bytes:
    """The page as UTF-8; ``workbook`` is the name of the file with the numbers."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"marked": marked, "data": data, "cell": cell}
    facts = {
        "report": report,
        "lang": LANGUAGES[report.language],
        "say": lambda key, **of: say(key, report.language, **of),
        "workbook": workbook,
        "kind": lambda block: type(block).__name__.lower(),
        "on_page": on_page,
        "is_number": lambda table, i: i not in table.texts,
        "is_short": lambda value: len(shown(value)) <= SHORT,
    }
    template = environment.get_template(TEMPLATE)
    bare = template.render(**facts, fonts=[])
    letters = TAG.sub("", re.sub(r"<style>.*?</style>", "", bare, flags=re.S))
    return template.render(**facts, fonts=fonts.cut(str(Markup(letters).unescape()), report.language)).encode()


def on_page(section: Section) -> list[Block]:
    """The blocks that stand on pages."""
    return [block for block in section.blocks if not isinstance(block, Table) or block.only in ("", PAGE)]


def marked(text: str) -> Markup:
    """A text with what is bold in it, and its line breaks."""
    pieces = [f"<strong>{escape(piece)}</strong>" if bold else escape(piece) for piece, bold in parts(text)]
    return Markup("".join(pieces).replace("\n", "<br>"))


def cell(value: Cell) -> Markup:
    """A cell of a table."""
    return marked(shown(value))


def data(image: bytes | Figure) -> str:
    """Bytes as they stand inside a page."""
    return base64.b64encode(image.image if isinstance(image, Figure) else image).decode()
