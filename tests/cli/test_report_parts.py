"""What a report is put together from: lines of a page, blocks of another teller, doses, words."""

import re

import numpy as np
import pytest

from experiments.report import lines
from experiments.report.doses import ASSUMED, PRINTED, TOLD, dose, read
from experiments.report.section import PAGE, Bullets, Heading, Table, Text, from_markdown
from experiments.report.words import WORDS


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


@pytest.mark.parametrize("figure", ["≥ 10,000", "≥ 5 %", "+6,151万元", "1.2万亿元"])
def test_a_figure_stays_with_its_sign_and_unit(figure):
    for room in np.arange(8.0, 15.0, 0.5):
        told = lines.broken(f"养老护理员培训达到{figure}以上", room, "zh")
        shown = ["".join(run.text for run in line) for line in told]
        assert any(figure.replace(" ", "\u00a0") in line for line in shown), shown


def test_a_short_column_is_not_broken():
    long = "每个县（区）至少有一所以失能特困人员专业照护为主的机构" * 2
    widths = lines.columns([["文件要求", "单位"], [long, "人次"], [long, "比例"]], 20.0, "zh")
    assert widths[1] >= lines.width("人次", "zh")
    assert sum(widths) <= 20.0 + 1e-6


@pytest.mark.parametrize("room", [20.0, 24.0, 25.0, 28.0])
def test_short_columns_leave_room_to_a_long_one(room):
    """Six columns of four characters beside a long text: they are broken before it is."""
    widths = lines.columns([["每个县区至少有一所机构" * 3, *["单位人次"] * 6]], room, "zh")
    assert sum(widths) <= room + 1e-6
    assert widths[0] >= max(widths[1:])


def test_columns_never_take_more_than_there_is():
    rows = [["what", "a long head of a column", "x"], ["words that go on and on " * 5, "1,234", "5"]]
    widths = lines.columns(rows, 30.0, "en")
    assert sum(widths) <= 30.0 + 1e-6
    assert lines.columns([["unbreakable" * 9]], 10.0, "en") is None


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
