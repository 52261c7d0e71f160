"""``carecap report`` on a tiny comparison: page, paper and workbook, both languages, same bytes."""

import base64
import io
import json
import re
import shutil
from collections import Counter

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from experiments import store
from experiments.cli import main
from experiments.commands import own
from experiments.labels import WORDS as LABELS
from experiments.provenance import line
from experiments.report import contents, fonts, tables
from experiments.report.html import page
from experiments.report.pdf import Paper, paper
from experiments.report.section import BOOK, PAGE, Bullets, Figure, Heading, Table, Text, letters_of
from experiments.report.subject import of_study
from experiments.report.words import WORDS
from experiments.report.xlsx import sheets, workbook
from sim.outcomes import OUTCOMES
from tests.cli.reports import ENDS, LANGUAGES, SMALL, STEMS, Page, quietly, read_book, texts_of


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


def test_figures_are_counted_through(told):
    for report in told.values():
        assert [figure.number for figure in report.figures()] == list(range(1, 1 + len(list(report.figures()))))
        assert all(isinstance(figure, Figure) and figure.image[:4] == b"\x89PNG" for figure in report.figures())


# --- on paper -----------------------------------------------------------------------------------------------


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


# --- the workbook -------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_columns_of_the_region_at_a_glance_add_up(study, told, language):
    subject = of_study(store.open(study), language)
    (table,) = [b for b in told[language].sections[0].blocks if isinstance(b, Table) and len(b.heads) == 6]
    elders, *rows, total = table.rows
    assert all("%" in cell for cell in elders[2:])
    assert total[2:] == tuple(sum(int(row[i] or 0) for row in rows) for i in range(2, 6))
    known = own.grades(subject.folder)
    assert total[2:5] == (known.document, known.statistics, known.assumed)
    letters = Counter(one.grade for one in subject.full.assumptions)
    assert rows[-1][4] == letters["C"], "as the table of grades has it"


def test_a_row_of_amounts_has_one_unit(study):
    subject = of_study(store.open(study), "zh")
    first, second, *rest = subject.titles
    values = {first: np.array([7.334e7]), second: np.array([1.4718e8]), **{one: np.array([7.334e7]) for one in rest}}
    one = tables.money(subject, "财政支出", values)
    assert [one.show(7.334e7), one.show(1.4718e8), one.show(7.384e7, True)] == ["7,334万", "14,718万", "+7,384万"]
    large = tables.money(subject, "财政支出", {name: 100 * value for name, value in values.items()})
    assert large.show(7.334e9) == "73.3亿"


def test_a_heading_stands_on_the_page_of_the_first_rows_of_its_table(told):
    """Whatever stands above: a heading, a note and a table of many rows."""
    table = Table(("what", "n"), tuple((f"row {i}", "1") for i in range(60)), only=PAGE)
    after, found = (Text("A note.", "note"), table), set()
    for above in range(40, 60):
        sheet = Paper(told["en"])
        sheet.fresh()
        sheet.bullets(Bullets(("line",) * above))
        sheet.heading(Heading("Below"), after)
        begun = sheet.page_no()
        sheet.text_block(after[0])
        laid = sheet.lay(table)
        sheet.need(laid.need)
        assert sheet.page_no() == begun, above
        found.add(begun)
    assert found == {1, 2}, "at last it goes to the next page with its table"


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


def test_a_study_that_is_not_whole_is_refused(study, tmp_path, capsys):
    part = tmp_path / "part"
    shutil.copytree(study, part, ignore=shutil.ignore_patterns("report", "charts*", "part-000000.parquet"))
    assert main(["report", str(part)]) == 2
    assert "resume=true" in capsys.readouterr().err
    assert not (part / "report").exists()
