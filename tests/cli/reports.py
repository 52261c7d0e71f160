"""Reports for the tests of ``carecap report``: made quietly, and read again."""

import contextlib
import io
import re
import zipfile
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree

from experiments.cli import main

LANGUAGES = ("en", "zh")
STEMS = {"en": "report", "zh": "report.zh-CN"}
ENDS = (".html", ".pdf", ".xlsx")
SMALL = ["scale=tiny", "until=2022-02", "workers=1"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def quietly(*words: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(list(words)) == 0


class Page(HTMLParser):
    """What a page asks for, says and shows."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.ids, self.images, self.heads, self.words = [], set(), [], 0, []
        self.lang, self.feet, self.inside = "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.inside.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href", "srcset", "action", "data")]
        self.ids |= {found["id"]} if "id" in found else set()
        self.lang = found.get("lang", self.lang) if tag == "html" else self.lang
        self.heads += tag == "th" and found.get("scope") in ("col", "row")
        if tag == "img":
            self.images.append(found)
        if tag == "figcaption":
            self.feet.append("")

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.inside:
            self.words.append(data)
        if "figcaption" in self.inside:
            self.feet[-1] += data


def texts_of(data: bytes) -> str:
    """Every text that is drawn in a PDF: strings of its pages through the tables from letters to codes."""
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            streams.append(zlib.decompress(found[1]))
        except zlib.error:
            streams.append(found[1])
    maps = [one for one in streams if b"beginbfchar" in one or b"beginbfrange" in one]
    assert maps, "letters cannot be copied out of the file"
    return "".join(chr(int(code, 16)) for one in maps for code in re.findall(rb"<\w{4}> <(\w{4})>", one))


def read_book(data: bytes) -> dict[str, list[list]]:
    """Sheet -> rows of its cells, numbers as numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in shared]
        names = [one.get("name") for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        found = {}
        for i, name in enumerate(names, 1):
            rows = []
            for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{i}.xml")).iter(f"{MAIN}row"):
                cells = []
                for cell in row.iter(f"{MAIN}c"):
                    value = cell.find(f"{MAIN}v")
                    if value is not None:
                        cells.append(strings[int(value.text)] if cell.get("t") == "s" else float(value.text))
                rows.append(cells)
            found[name] = rows
    return found
