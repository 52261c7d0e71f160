"""Counts and years in words: one thing is not called several, a part of a year is told as one."""

import importlib
import re

import numpy as np
import pytest

from experiments import words_choices
from experiments.commands import page
from experiments.plurals import YearText, counted, filled, year_text

TABLES = [
    *("experiments.commands.page", "experiments.report.words", "experiments.word_list", "experiments.words_choices"),
    *("experiments.sensitivity.words", "experiments.optimise.words", "experiments.promises.words"),
    *("experiments.commands.own", "experiments.lists.words"),
]


def test_one_is_one_and_several_are_several():
    assert counted(1, "replicate") == "1 replicate"
    assert counted(0, "run") == "0 runs"
    assert filled("{n:new home}", n=1) == "1 new home" and filled("{n:new home}", n=2) == "2 new homes"
    assert counted(1600, "trajectory") == "1,600 trajectories"
    assert (
        filled("{n:point}, {n} {m:quantity}, {x:,.1f}", n=np.int64(1), m=3, x=1234.5)
        == "1 point, 1 3 quantities, 1,234.5"
    )


def test_a_sweep_of_one_replicate_says_so():
    said = page.word("points", "en", points=1, replicates=1, runs=1)
    assert said == "Points: 1, each with 1 replicate; runs: 1"
    assert page.word("points", "zh", points=1, replicates=1, runs=1) == "设计点：1个，每个重复1次，共运行1次"


@pytest.mark.parametrize("module", TABLES)
def test_no_english_text_has_a_bare_count_of_what_may_be_one(module):
    words = importlib.import_module(module).WORDS
    for key, (english, _) in words.items():
        assert "(s)" not in english, key
        assert not re.search(r"\{\w+\} (points|trajectories|quantities)\b", english), key


def test_a_part_of_a_year_is_a_year_with_its_months():
    whole, part = YearText(2022), year_text(2022, 6, "zh")
    assert filled("{year:年}平均", year=whole) == "2022年平均"
    assert filled("{year:年}平均", year=part) == "2022年（仅6个月）平均"
    assert filled("mean of {year}", year=whole) == "mean of 2022"
    assert filled("{year:年}平均", year=2022) == filled("{year:年}平均", year=np.int64(2022)) == "2022年平均"
    assert part == "2022年（仅6个月）"
    assert year_text(2022, 1, "en") == "2022 (1 month only)"
    assert year_text(2022, 12, "zh") == "2022"
    against = {"scenario": "增建床位", "base": "现状延续"}
    for words in (page.word, words_choices.say):
        assert words("against", "zh", year=year_text(2021, 12, "zh"), **against) == "增建床位与现状延续相比，2021年"
