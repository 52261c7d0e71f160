"""``carecap optimise`` reads a goal: words and goals that are refused, and those of the package, which are not."""

from __future__ import annotations

import re

import pytest
import yaml

from experiments.cli import main
from experiments.optimise import goal_file
from experiments.optimise.words import WORDS
from tests.cli.goals import GOAL, SHORT


@pytest.fixture
def goal(tmp_path):
    """Write a goal of one's own; some keys replaced, None takes one away."""

    def write(**keys):
        path = tmp_path / "mine.yaml"
        tree = {key: value for key, value in {**GOAL, **keys}.items() if value is not None}
        path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
        return f"goal={path}"

    return write


@pytest.fixture
def refused(tmp_path, capsys):
    """Run a search that must be refused; returns what it said."""

    def run(*words):
        out = tmp_path / "out"
        said_already = {word.partition("=")[0] for word in words}
        short = [word for word in SHORT if word.partition("=")[0] not in said_already]
        assert main(["optimise", *short, *words, f"out={out}"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        assert not out.exists()
        return said.err

    return run


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "must be given, goal=<name>; known: best_for_budget, service_level"),
        (["goal=service_levl"], "unknown goal; did you mean service_level? known:"),
        (["goal=./no.yaml"], "cannot be read: no such file"),
        (["goal=service_level", "region=banan"], "the doses of service_level are made for qingyuan, qiannan"),
        (["goal=service_level", "budget=-1"], "budget = -1"),
        (["goal=service_level", "trials=0"], "must be at least 1"),
        (["goal=service_level", "check=huge", "scale=tiny"], "unknown scale"),
        (
            ["goal=service_level", "scale=quick", "check=tiny"],
            "(0.309 % of the elders) than the search (5 % of the elders)",
        ),
        (
            ["goal=service_level", "scale=full", "check=quick"],
            "(5 % of the elders) than the search (every elder); allowed:",
        ),
        (
            ["goal=service_level", "until=2027-12"],
            "whole years of the mix are 2026 to 2027",
        ),
        (["goal=service_level", "scale=tini"], "unknown scale; did you mean tiny?"),
    ],
)
def test_words_that_are_refused(words, says, refused):
    assert says in refused(*words)


def line(**keys):
    return {"service": [{**GOAL["service"][0], **keys}]}


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"label": None}, "label\n      is missing"),
        ({"lable": "x"}, "unknown key; did you mean label"),
        ({"mix": None}, "must be a list of levers that may be moved"),
        ({"mix": [{"levers": {"pay.rais_share": [0, 0.1]}}]}, "unknown lever; did you mean pay.raise_share"),
        ({"mix": [{"levers": {"pay.raise_share": [0.1, 1.5]}}]}, "must lie between 0 and 1 share"),
        ({"mix": [{"levers": {"pay.raise_share": [0.1]}}]}, "at least two values"),
        ({"mix": [{"levers": {"pay.raise_share": {"low": 0, "high": 0.3, "step": 0.2}}}]}, "whole number of steps"),
        ({"mix": [{"levers": {"visit.from_level": [2, 2.5]}}]}, "must be a whole number"),
        ({"mix": [{"levers": {"visit.from_level": [2, 2.0]}}]}, "holds a value twice"),
        ({"mix": [{"levers": {"pay.raise_share": [0, 0.1], "volunteer.share": [0, 0.1, 0.2]}}]}, "has 3 values"),
        ({"mix": [*GOAL["mix"], {"levers": {"volunteer.share": [0, 0.2]}}]}, "is moved twice in qingyuan"),
        ({"given": {"volunteer.share": 0.1}}, "is moved by the mix"),
        (line(outcome="unmet_hour"), "unknown outcome; see carecap outcomes"),
        (line(outcome=["waiting"]), "unknown outcome"),
        ({"regions": [{"a": 1}]}, "must be a list of regions"),
        (line(group="ownership=public"), "unmet_hours is not counted in this group; it is counted by level, standing"),
        (line(group="level=9"), "unmet_hours is counted here in (total), level=0"),
        (line(place="Nowhere"), "unmet_hours is counted in"),
        (line(years=[2031]), "is not lived as a whole year: whole years of the mix are 2022 to 2024"),
        (line(years=[2020]), "is not lived as a whole year"),
        (line(at_least=1), "must hold at_least or at_most, one of them"),
        (line(outcome="entered_90", of=None, at_most=85), "must lie between -1 and 1: the outcome is a share"),
        ({"budget": -5}, "must be a number of yuan a year, at least 0"),
        ({"service": None}, "the cheapest mix is to do nothing unless"),
        ({"objective": {"best": "elders", "years": [2024]}}, "is neither better when higher nor when lower"),
        ({"objective": "fastest"}, "must be cheapest, or a group with best"),
        ({"since": "2021-03"}, "must come after 2021-07, the month of the document"),
        ({"since": "20220"}, "is not a month"),
        ({"tolerance": 2}, "must be a share between 0 and 0.5"),
    ],
)
def test_goals_that_are_refused(keys, says, goal, refused):
    assert says in refused(goal(**keys)).replace("mine.yaml: ", "")


def test_the_goals_of_the_package_can_be_read_in_each_of_their_regions():
    for name in goal_file.names():
        for region in goal_file.tree_of(name, [])["regions"]:
            problems = []
            assert goal_file.read(name, region, None, problems) is not None, problems
            assert goal_file.default_region(name, "") == goal_file.tree_of(name, [])["regions"][0]


def test_words_are_there_in_both_languages():
    for key, (english, chinese) in WORDS.items():
        assert set(re.findall(r"\{(\w+)", english)) == set(re.findall(r"\{(\w+)", chinese)), key
        assert not re.search("[\u4e00-\u9fff]", english), key
