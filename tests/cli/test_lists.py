"""``carecap lists`` as a user runs it, in a tiny region: pages, workbooks, maps, both languages, same bytes."""

import json
import re
import zipfile

import pytest

from experiments.cli import main
from experiments.lists.assumed import DEFAULT
from experiments.lists.words import SHEETS, WORDS

PAGES = {"en": "lists.md", "zh": "lists.zh-CN.md"}
FILES = {*PAGES.values(), "lists.xlsx", "lists.zh-CN.xlsx", "provenance.json", "maps"}
SHORT = ["scale=tiny", "replicates=2", "until=2022-01", "trial_months=24", "workers=1", "homes=2", "stations=6"]


@pytest.fixture(scope="module")
def written(tmp_path_factory, request):
    """The lists of a tiny Qingyuan, and what the command printed."""
    out = tmp_path_factory.mktemp("lists") / "deep" / "out"
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        assert main(["lists", *SHORT, f"out={out}"]) == 0
    return out


def text_of(path) -> str:
    """Every text of a workbook, in the order of the shared strings."""
    with zipfile.ZipFile(path) as book:
        return re.sub(r"<[^>]+>", "\n", book.read("xl/sharedStrings.xml").decode())


def test_all_files_are_written(written):
    assert {path.name for path in written.iterdir()} == FILES
    assert {path.name for path in (written / "maps").iterdir()} == {"layout.png", "layout.zh-CN.png"}
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in (written / "maps").iterdir())


@pytest.mark.parametrize("language", PAGES)
def test_a_page_has_four_lists_and_a_note_for_every_place(written, language, small):
    text = (written / PAGES[language]).read_text("utf-8")
    assert len(re.findall(r"^## ", text, re.M)) == 4
    for place in small.places:
        assert f"### {place.label_zh if language == 'zh' else place.label}\n" in text
    assert "{" not in text
    assert not re.search(r"\bnan\b", text)
    assert ("模拟状态" if language == "zh" else "simulated state") in text


def test_the_chinese_page_is_chinese(written):
    text = (written / PAGES["zh"]).read_text("utf-8")
    plain = re.sub(r"\(.*?\)|（homes.slip，判断值）|assume\.\w+|carecap \w+", "", text)
    words = set(re.findall(r"[A-Za-z]{4,}", plain))
    assert words <= {"homes", "slip", "layout", "maps", "scale", "full"}


@pytest.mark.parametrize(("book", "page"), [("lists.xlsx", "lists.md"), ("lists.zh-CN.xlsx", "lists.zh-CN.md")])
def test_a_workbook_has_the_four_sheets_and_says_what_the_page_says(written, book, page):
    with zipfile.ZipFile(written / book) as file:
        sheets = re.findall(r'<sheet name="([^"]+)"', file.read("xl/workbook.xml").decode())
        numbers = sum(file.read(name).count(b"<v>") for name in file.namelist() if "worksheets" in name)
    assert sheets == list(SHEETS.values())
    assert numbers > 100
    said = text_of(written / book)
    notes = [line[2:] for line in (written / page).read_text("utf-8").splitlines() if line.startswith("- ")]
    assert notes
    flat = said.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert [note for note in notes if note.replace("**", "") not in flat] == []


@pytest.mark.parametrize("command", ["report", "sensitivity", "query"])
def test_lists_are_no_study_to_be_asked(written, command, capsys):
    assert main([command, str(written), *(["select 1"] if command == "query" else [])]) == 2
    assert "is no study: it holds the pages of carecap lists, which keeps no runs" in capsys.readouterr().err
    assert {path.name for path in written.iterdir()} == FILES


def test_that_it_is_a_sample_is_told(written):
    assert "A sample is not the region in small" in (written / PAGES["en"]).read_text("utf-8")
    assert "样本不是缩小的地区" in (written / PAGES["zh"]).read_text("utf-8")


def test_where_it_comes_from_is_told(written):
    facts = json.loads((written / "provenance.json").read_text("utf-8"))
    assert facts["command"] == "carecap lists"
    assert facts["settings"]["until"] == "2022-01"
    assert facts["settings"]["homes"] == 2
    assert facts["settings"]["budget"] > 0
    assert facts["packages"]["xlsxwriter"]
    assert str(written) not in json.dumps(facts)


def test_the_same_again_gives_the_same_bytes_whatever_the_language_and_the_workers(written, tmp_path, capsys):
    words = [word for word in SHORT if not word.startswith("workers")]
    assert main(["lists", *words, "workers=2", "language=zh", f"out={tmp_path}"]) == 0
    said = capsys.readouterr().out
    assert "布局：" in said
    for name in (*PAGES.values(), "lists.xlsx", "lists.zh-CN.xlsx", "maps/layout.png", "maps/layout.zh-CN.png"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes(), name


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["until=2021-01"], ["until = 2021-01", "month of the document", "2021-07"]),
        (["until=2040-01"], ["until = 2040-01", "trials of 48 months"]),
        (["trial_months=6"], ["trial_months = 6", "at least 24"]),
        (["budget=-1"], ["budget = -1", "at least 0"]),
        (["homes=many"], ["homes = many", "must be a whole number"]),
        (["budgt=3"], ["unknown key", "did you mean budget?"]),
        (["assume.adapt_life=0"], ["assume.adapt_life = 0", "between 0.5 and 30 year"]),
        (["assume.adaptlife=5"], ["unknown key", "did you mean assume.adapt_life"]),
        (["scenario=nothing"], ["unknown scenario"]),
        (["region=atlantis"], ["unknown region"]),
    ],
)
def test_bad_input_is_one_message_and_nothing_is_written(words, says, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["lists", "scale=tiny", *words, f"out={out}"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [part for part in says if part not in said.err] == []
    assert "Traceback" not in said.err
    assert not out.exists()


def test_settings_of_the_lists_are_no_settings_of_a_run(tmp_path, capsys):
    assert main(["run", "scale=tiny", "budget=3", f"out={tmp_path / 'out'}"]) == 2
    assert "unknown key" in capsys.readouterr().err


def test_every_word_is_there_in_both_languages_with_the_same_facts():
    for key, words in WORDS.items():
        facts = [set(re.findall(r"{(\w+)", text)) for text in words]
        assert all(words), key
        assert facts[0] == facts[1], key


def test_an_assumption_that_is_set_is_in_force_and_is_told(tmp_path):
    out = tmp_path / "out"
    words = ["replicates=1", "scale=tiny", "until=2021-07", "trial_months=24", "workers=1", "assume.adapt_life=5"]
    assert main(["lists", *words, "assume.home_beds=40", f"out={out}"]) == 0
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    assert facts["assumed"] == {**vars(DEFAULT), "adapt_life": 5.0, "home_beds": 40}
    text = (out / "lists.md").read_text("utf-8")
    assert "assume.adapt_life" in text
    assert re.search(r"5 years \([^)]*homes of those in most need adapted", text)
