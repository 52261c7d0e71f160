"""``carecap report`` as a user runs it, on a tiny study: page, paper and workbook, both languages, same bytes."""

import base64
import contextlib
import io
import json
import re
import shutil
import zipfile
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from experiments import store
from experiments.cli import main
from experiments.labels import WORDS as LABELS
from experiments.provenance import line
from experiments.report import contents, fonts, lines
from experiments.report.doses import ASSUMED, PRINTED, TOLD, dose, read
from experiments.report.html import page
from experiments.report.pdf import paper
from experiments.report.section import BOOK, PAGE, Bullets, Figure, Heading, Table, Text, from_markdown, letters_of
from experiments.report.subject import of_study
from experiments.report.words import WORDS
from experiments.report.xlsx import sheets, workbook
from sim.outcomes import OUTCOMES

LANGUAGES = ("en", "zh")
STEMS = {"en": "report", "zh": "report.zh-CN"}
ENDS = (".html", ".pdf", ".xlsx")
SMALL = ["scale=tiny", "until=2022-02", "workers=1"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def quietly(*words: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(list(words)) == 0


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A comparison of three tiny scenarios, the last taken apart, and its report in both languages."""
    out = tmp_path_factory.mktemp("report") / "study"
    arms = ["scenarios=[status_quo,document,staff]", "waterfall=on"]
    quietly("compare", *SMALL, *arms, "replicates=2", f"out={out}")
    for language in LANGUAGES:
        quietly("report", str(out), f"language={language}")
    return out


@pytest.fixture(scope="module")
def told(study):
    """Language -> the report before it is written."""
    return {language: contents.report(of_study(store.open(study), language)) for language in LANGUAGES}


def written(study, language: str, end: str) -> bytes:
    return (study / "report" / f"{STEMS[language]}{end}").read_bytes()


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


# --- the page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_the_network_for_nothing(study, language):
    text = written(study, language, ".html").decode()
    found = Page(text)
    assert [link for link in found.links if not link.startswith(("data:", "#"))] == []
    assert [link[1:] for link in found.links if link.startswith("#") and link[1:] not in found.ids] == []
    assert re.findall(r"url\((?!\"data:)", text) == []
    assert not re.search(r"<(script|iframe|object|embed|link rel=.stylesheet)|@import", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_the_page_is_in_a_font_that_it_carries(study, language):
    text = written(study, language, ".html").decode()
    packed = re.findall(r"data:font/woff;base64,([\w+/=]+)", text)
    covered = set()
    for one in packed:
        with TTFont(io.BytesIO(base64.b64decode(one))) as font:
            covered |= set(font.getBestCmap())
    letters = {letter for word in Page(text).words for letter in word} - set("\n")
    assert sorted(letter for letter in letters if ord(letter) not in covered) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_read_aloud(study, language):
    found = Page(written(study, language, ".html").decode())
    assert found.lang == {"en": "en", "zh": "zh-CN"}[language]
    assert len(found.images) >= 8
    assert all(len(image["alt"]) > 10 for image in found.images)
    assert found.heads > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_carries_scenarios_seeds_and_code(study, told, language):
    facts = json.loads((study / "provenance.json").read_text("utf-8"))
    foot = line(facts, language)
    feet = Page(written(study, language, ".html").decode()).feet
    titles = {"en": "Status quo", "zh": "现状延续"}[language]
    assert len(feet) == len(list(told[language].figures()))
    for one in feet:
        assert foot in one
        assert titles in one
        assert facts["code"] in one
    assert ("seeds 1-2" if language == "en" else "种子1-2") in foot


def test_the_first_page_tells_the_region_and_its_limits(told):
    for language, report in told.items():
        first = report.sections[0]
        texts = [b.text for b in first.blocks if isinstance(b, (Text, Heading))]
        assert WORDS["limits"][language == "zh"] in texts
        (glance,) = [b for b in first.blocks if isinstance(b, Table) and b.sheet]
        assert "648,279" in glance.rows[0][1]
        limits = [line for b in first.blocks if isinstance(b, Bullets) for line in b.lines]
        assert any(WORDS["no_forecast"][language == "zh"] == line for line in limits)


def test_the_chinese_report_is_chinese_and_the_english_one_english(told):
    """Sources and keys stay as they are written; every label has its language."""
    chinese = re.compile("[\u4e00-\u9fff]")
    labels = {pair[1] for pair in LABELS.values()} | {one.label_zh for one in OUTCOMES.values()}
    english = {one.label for one in OUTCOMES.values()} | {pair[0] for key, pair in WORDS.items() if len(pair[0]) > 12}
    for section in told["en"].sections:
        assert not chinese.search(section.title)
        for text in on_pages(section):
            assert text not in labels
    for section in told["zh"].sections:
        assert chinese.search(section.title)
        assert [text for text in on_pages(section) if text in english] == []


def on_pages(section):
    """Every text of a section as it stands on pages."""
    for block in section.blocks:
        if isinstance(block, (Text, Heading)):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.lines
        elif isinstance(block, Table) and block.only != BOOK:
            yield from (block.caption, *block.heads, *(cell for row in block.rows for cell in row))


def test_nothing_is_left_unfilled(told):
    for report in told.values():
        for section in report.sections:
            texts = [str(text) for text in on_pages(section)]
            assert [text for text in texts if re.search(r"\{\w*\}|\bnan\b|None", text) and "levers." not in text] == []


# --- on paper -----------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_has_bookmarks_pages_and_letters_for_everything(study, told, language):
    data = written(study, language, ".pdf")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    titles = re.findall(rb"/Title \(?<?(.*?)[)>]", data)
    heads = [section.title for section in told[language].sections]
    outline = b"".join(titles).decode("latin-1")
    for title in heads:
        coded = ("\ufeff" + title).encode("utf-16-be")
        assert coded.hex().upper() in outline.upper() or coded in data or title.encode() in data, title
    shown = set(texts_of(data))
    wanted = {letter for title in heads for letter in title} - {" "}
    assert wanted <= shown
    assert data.count(b"/Type /Page\n") > 8


def test_lines_are_as_wide_as_they_may_be_and_never_begin_with_a_closing_mark():
    text = "未满足工时占居家需求工时的比例，2035年，由高到低；变化附95%区间（不含零者为粗体），其余见工作簿。" * 3
    broken = lines.broken(text, 20.0, "zh")
    assert "".join(run.text for line in broken for run in line) == text
    for one in broken:
        assert lines.line_width(one, "zh") <= 20.0
        assert one[0].text[0] not in "，。；：）"
        assert one[-1].text[-1] not in "（“"


def test_an_interval_is_not_broken():
    broken = lines.broken("Unmet hours a week: 21,306 [15,871, 26,740] fewer", 12.0, "en")
    assert any("[15,871,\u00a026,740]" in "".join(run.text for run in line) for line in broken)


def test_columns_never_take_more_than_there_is():
    rows = [["what", "a long head of a column", "x"], ["words that go on and on " * 5, "1,234", "5"]]
    widths = lines.columns(rows, 30.0, "en")
    assert sum(widths) <= 30.0 + 1e-6
    assert lines.columns([["unbreakable" * 9]], 10.0, "en") is None


# --- the workbook -------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_the_numbers_behind_every_figure(study, told, language):
    book = read_book(written(study, language, ".xlsx"))
    report = told[language]
    foot = report.foot
    assert len(book) == len(sheets(report)) + 1
    for figure in report.figures():
        rows = book[figure.sheet]
        assert rows[1] == [foot]
        assert sum(isinstance(cell, float) for row in rows for cell in row) >= 4
    for name, rows in list(book.items())[1:]:
        assert rows[0][0].startswith(name)
        assert rows[1] == [foot]


def test_a_sheet_says_what_the_study_counted(study, told):
    rows = read_book(written(study, "en", ".xlsx"))["Unmet hours"]
    frame = store.tidy(store.open(study).lived())
    first = frame[(frame["outcome"] == "unmet_hours") & (frame["place"] == "") & (frame["group"] == "")]
    first = first[(first["scenario"] == "status_quo") & (first["month"] == "2021-05")]["value"]
    (row,) = [row for row in rows if row and row[0] == "2021-05"]
    assert row[1] == pytest.approx(first.mean())
    assert row[2:4] == pytest.approx([first.min(), first.max()])


def test_names_of_sheets_are_short_and_differ(told):
    for report in told.values():
        names = list(sheets(report))
        assert len({name.lower() for name in names}) == len(names)
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


# --- the whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_study_gives_the_same_bytes(study, told, language):
    report, book = told[language], f"{STEMS[language]}.xlsx"
    for end, made in ((".html", page(report, book)), (".pdf", paper(report, book)), (".xlsx", workbook(report))):
        assert made == written(study, language, end), end
    assert len(written(study, language, ".html")) < 10_000_000


def test_all_letters_can_be_shown(told):
    for report in told.values():
        assert fonts.missing(letters_of(report)) == []


def test_no_path_of_this_machine_is_in_it(study, told):
    for language in LANGUAGES:
        for end in ENDS:
            data = written(study, language, end)
            assert str(study).encode() not in data
    (again,) = [b.text for s in told["en"].sections for b in s.blocks if isinstance(b, Text) and b.look == "code"]
    typed = "scale=tiny until=2022-02 'scenarios=[status_quo,document,staff]' waterfall=on replicates=2"
    assert again == f"carecap compare {typed}"


def test_a_run_is_told_too(tmp_path):
    out = tmp_path / "run"
    quietly("run", *SMALL, f"out={out}")
    quietly("report", str(out), f"out={tmp_path / 'apart'}")
    assert {path.name for path in (tmp_path / "apart").iterdir()} == {f"report{end}" for end in ENDS}
    assert not (out / "report").exists()


def test_a_sweep_is_told_by_its_years(tmp_path):
    design = tmp_path / "two.yaml"
    design.write_text(
        "label: Two\nlabel_zh: 两项\nquestion: What moves?\nquestion_zh: 什么会变？\nkind: latin_hypercube\npoints: 3\n"
        "quantities:\n  - parameters.aides.quit\n  - levers.pay.raise_share: {low: 0, high: 0.4, since: 2021-01}\n",
        "utf-8",
    )
    out = tmp_path / "sweep"
    quietly("sweep", *SMALL, f"design={design}", "replicates=1", f"out={out}")
    report = contents.report(of_study(store.open(out), "zh"))
    assert [section.key for section in report.sections][:4] == ["front", "compared", "varied", "years"]
    assert [figure.name for figure in report.figures()] == ["years"]
    (points,) = [table for _, table in report.tables() if table.sheet == "设计"]
    assert len(points.rows) == 3
    quietly("report", str(out), "language=zh")
    assert paper(report, "report.zh-CN.xlsx") == (out / "report" / "report.zh-CN.pdf").read_bytes()


def test_replicates_without_a_design_are_compared_by_their_years(tmp_path):
    out = tmp_path / "luck"
    quietly("sweep", *SMALL, "scenarios=[status_quo,staff]", "replicates=2", f"out={out}")
    keys = [section.key for section in contents.report(of_study(store.open(out), "en")).sections]
    assert {"findings", "main", "years", "choices"} <= set(keys)
    assert not {"charts", "map", "targets"} & set(keys)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "the folder of a study must be given first"),
        (["{there}", "language=fr"], "must be one of en, zh"),
        (["{there}", "colour=red"], "unknown key"),
        (["{there}/nowhere"], "there is no such folder"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(tmp_path, capsys, words, said):
    assert main(["report", *(word.format(there=tmp_path) for word in words)]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_study_that_is_not_whole_is_refused(study, tmp_path, capsys):
    part = tmp_path / "part"
    shutil.copytree(study, part, ignore=shutil.ignore_patterns("report", "charts*", "part-000000.parquet"))
    assert main(["report", str(part)]) == 2
    assert "resume=true" in capsys.readouterr().err
    assert not (part / "report").exists()


# --- parts --------------------------------------------------------------------------------------------------


def test_a_page_of_another_teller_becomes_blocks():
    table = ["| a | b |", "| --- | --- |", "| x \\| y | +1 [0, 2] |"]
    blocks = from_markdown(["# Title", "", "A text.", "## Part", "", "- one", "- **two**", "", *table, "", "end"])
    kinds = [type(block) for block in blocks]
    assert kinds == [Text, Heading, Bullets, Table, Text]
    assert blocks[3].rows == (("x | y", "+1 [0, 2]"),)
    assert blocks[3].only == PAGE


def test_doses_are_told_as_their_file_has_them():
    found = read(
        "label: x\nlevers:\n  build: # A1\n    beds_per_year: {2023-01: 100} # bed/year | assumption, 0-400 | 规划\n"
        "  # --- A2\n  admit:\n    rule: {2022-10: need} # rule | printed | 兜底\nprojects: []\n"
    )
    assert (found["build.beds_per_year"].kind, found["build.beds_per_year"].span) == (ASSUMED, "0-400")
    assert found["admit.rule"].kind == PRINTED
    assert dose("share | not printed; a guess").kind == TOLD
    assert dose("share | middle of the range, assumption of the scenario").span == ""


def test_every_word_is_there_in_both_languages():
    for key, pair in WORDS.items():
        assert len(pair) == 2, key
        assert set(re.findall(r"\{(\w+)", pair[0])) == set(re.findall(r"\{(\w+)", pair[1])), key


def test_figures_are_counted_through(told):
    for report in told.values():
        assert [figure.number for figure in report.figures()] == list(range(1, 1 + len(list(report.figures()))))
        assert all(isinstance(figure, Figure) and figure.image[:4] == b"\x89PNG" for figure in report.figures())
