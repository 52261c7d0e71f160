"""``carecap optimise`` as a user runs it: what is refused, what is written, and going on after a kill."""

from __future__ import annotations

import errno
import json
import re

import pandas as pd
import pytest
import yaml

from experiments.cli import main
from experiments.commands import keeping
from experiments.executors import Unreachable
from experiments.labels import LANGUAGES
from experiments.optimise import goal_file
from experiments.optimise import living as lives
from experiments.optimise.words import WORDS
from experiments.runs import RunFailed
from experiments.store import open as open_study

PAGES = {"en": "result.md", "zh": "result.zh-CN.md"}
FILES = {"data", "design.csv", "provenance.json", "check", "trials.csv", "constraints.csv", "charts", *PAGES.values()}
GOAL = {
    **{key: f"{key} here" for key in ("label", "question", "note")},
    **{f"{key}_zh": "目标" for key in ("label", "question", "note")},
    "regions": ["qingyuan"],
    "since": "2022-01",
    "until": "2024-12",
    "mix": [
        {"levers": {"train.seats_per_year": [None, 300], "visit.posts_per_station": [None, 1]}},
        {"levers": {"volunteer.share": {"low": 0.0, "high": 0.1, "step": 0.05}}},
    ],
    "service": [{"outcome": "unmet_hours", "years": [2024], "at_most": 0.97, "of": "status_quo"}],
    "budget": 50e6,
    "objective": "cheapest",
}
SHORT = ["scale=tiny", "replicates=2", "check=tiny", "workers=1"]


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


# --- what is refused ----------------------------------------------------------------------------------------


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


# --- what is written ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A search of six mixes, all of them lived; and the goal."""
    folder = tmp_path_factory.mktemp("optimise")
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump(GOAL, allow_unicode=True), "utf-8")
    assert main(["optimise", f"goal={path}", *SHORT, f"out={folder / 'out'}"]) == 0
    return folder / "out", f"goal={path}"


# --- a search that finds nothing to do ----------------------------------------------------------------------


NOTHING = {
    **GOAL,
    "until": "2022-12",
    "mix": [{"levers": {"volunteer.share": [None, 0.05]}}],
    "service": [{"outcome": "unmet_hours", "years": [2022], "at_most": 1.5, "of": "status_quo"}],
}


@pytest.fixture(scope="module")
def idle(tmp_path_factory):
    """A search whose answer is the status quo; and its words."""
    folder = tmp_path_factory.mktemp("idle")
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump(NOTHING, allow_unicode=True), "utf-8")
    words = ["optimise", f"goal={path}", *SHORT, f"out={folder / 'out'}"]
    assert main(words) == 0
    return folder / "out", words


def test_the_mix_that_changes_nothing_is_counted_once(idle):
    out, _ = idle
    trials = pd.read_csv(out / "trials.csv")
    assert trials["point"].tolist() == [0, 1]
    assert trials["found"].tolist() == [True, False]
    for folder, runs in ((out, 4), (out / "check", 2)):
        study = open_study(folder)
        assert study.complete
        assert study.n_runs == runs


def test_a_finished_search_is_not_reported_a_second_time(idle, capsys):
    out, _ = idle
    for folder in (out, out / "check"):
        assert main(["report", str(folder)]) == 2
        said = capsys.readouterr().err
        assert f"its pages are already in {out}: result.md, result.zh-CN.md" in said
        assert "nothing was written" in said
    assert not (out / "report").exists()


def test_two_searches_in_one_folder_do_not_mix(idle, capsys):
    out, words = idle
    before = tree(out)
    with keeping.alone(out):
        for word in ("resume=true", "resume=false"):
            assert main([*words, word]) == 2
            assert "another carecap is at work there" in capsys.readouterr().err
    assert tree(out) == before


@pytest.mark.parametrize(
    ("trouble", "code", "says"),
    [
        (SystemExit(143), 143, "ended"),
        (OSError(errno.ENOSPC, "full"), 2, "no space left on the disk"),
        (RunFailed("1 run failed"), 2, "1 run failed"),
        (Unreachable("the scheduler has gone"), 2, "the scheduler has gone"),
    ],
)
def test_whatever_ends_a_search_its_message_says_what_is_kept(trouble, code, says, idle, tmp_path, monkeypatch, capsys):
    words, live = [*idle[1][:-1], f"out={tmp_path / 'out'}"], lives.live_and_keep

    def ended():
        """Exit code and message of the command."""
        try:
            return main(words), capsys.readouterr().err
        except SystemExit as error:
            return error.code, capsys.readouterr().err

    def die(chunk, each_month):
        if chunk.number == first:
            raise trouble
        return live(chunk, each_month)

    monkeypatch.setattr(lives, "live_and_keep", die)
    first = 0
    found, said = ended()
    assert found == code
    assert f"{says}; no run was finished, nothing was left" in said
    assert list(tmp_path.iterdir()) == []
    first = 1
    found, said = ended()
    assert found == code
    assert f"{says}; 2 of 4 runs of the search are kept, the same command with resume=true goes on" in said
    words[-1] = "out=null"
    found, said = ended()
    assert found == code
    assert f"{says}; nothing is kept without out=<folder>" in said


def tree(folder):
    """Every file with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_pages_tables_pictures_and_a_study_are_written(written):
    out, _ = written
    assert {path.name for path in out.iterdir()} == FILES
    assert {path.name for path in (out / "charts").iterdir()} == {"frontier.png", "frontier.zh-CN.png"}
    trials = pd.read_csv(out / "trials.csv")
    assert len(trials) == 6
    assert trials["found"].sum() == 1
    best = trials[trials["found"]].iloc[0]
    assert best["feasible"]
    assert best["cost_yuan"] == trials.loc[trials["feasible"], "cost_yuan"].min()
    study = open_study(out)
    assert study.complete
    assert study.n_runs == 14
    spent = "outcome = 'public_cost' and year >= 2022 and place = '' and \"group\" = ''"
    yearly = study.sql(f"select avg(value) as v from outcomes where {spent} group by point order by point").df()["v"]
    assert (yearly - yearly[0])[1:].to_numpy() * 3 == pytest.approx(trials["cost_yuan"], abs=1e-3)


@pytest.mark.slow
def test_both_looks_stand_side_by_side(written):
    out, _ = written
    rows = pd.read_csv(out / "constraints.csv")
    assert set(rows["look"]) == {"search", "second look"}
    assert len(rows) == 2 * (1 + 3)
    assert not rows[rows["look"] == "search"]["value"].equals(rows[rows["look"] == "second look"]["value"])
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    assert list(facts["seeds"].values()) == [1, 2]
    assert list(facts["second look"]["seeds"].values()) == [3, 4]
    assert facts["goal"]["service"][0]["limit"] == 0.97
    assert open_study(out / "check").complete


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_and_names_every_year(written, language):
    out, _ = written
    page = (out / PAGES[language]).read_text("utf-8")
    assert len(re.findall(r"^## ", page, re.M)) == 7
    assert "{" not in page
    assert not re.search(r"\bnan\b|None", page)
    assert all(re.search(rf"^- {year}", page, re.M) for year in (2022, 2023, 2024))
    if language == "zh":
        plain = re.sub(
            r"```.*?```|!\[.*?\)|carecap \w+|parameters\.\S+|trials|csv|check|TPE|optuna", "", page, flags=re.S
        )
        assert set(re.findall(r"[A-Za-z]{4,}", plain)) == set()


@pytest.mark.slow
def test_a_search_that_was_killed_goes_on_and_ends_the_same(written, tmp_path, monkeypatch, capsys):
    out, goal = written
    again, lived = tmp_path / "again", []
    live = lives.live_and_keep

    def die_at_the_fourth(chunk, each_month):
        if len(lived) == 3:
            raise KeyboardInterrupt
        lived.append(chunk.number)
        return live(chunk, each_month)

    monkeypatch.setattr(lives, "live_and_keep", die_at_the_fourth)
    assert main(["optimise", goal, *SHORT, f"out={again}"]) == 130
    assert "6 of 14 runs of the search are kept, the same command with resume=true goes on" in capsys.readouterr().err
    assert not (again / "result.md").exists()
    monkeypatch.setattr(lives, "live_and_keep", live)
    assert main(["optimise", goal, *SHORT, f"out={again}"]) == 2
    assert "resume=true goes on with it" in capsys.readouterr().err
    assert main(["optimise", goal, *SHORT, "seed=5", f"out={again}", "resume=true"]) == 2
    assert "settings.seed" in capsys.readouterr().err
    assert main(["optimise", goal, *SHORT[:-1], f"out={again}", "resume=true", "workers=2"]) == 0
    assert tree(again) == tree(out)
    assert lived == [0, 1, 2]
