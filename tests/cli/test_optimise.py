"""``carecap optimise`` as a user runs it: what is written, and going on after a kill."""

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
from experiments.runs import RunFailed
from experiments.store import open as open_study
from tests.cli.goals import GOAL, SHORT

PAGES = {"en": "result.md", "zh": "result.zh-CN.md"}
FILES = {"data", "design.csv", "provenance.json", "check", "trials.csv", "constraints.csv", "charts", *PAGES.values()}


def tree(folder):
    """Every file with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
            raise type(trouble)(*trouble.args)  # one of its own each time: notes are added to it
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


# --- goals that are read, and one that is not ---------------------------------------------------------------


def test_a_goal_with_no_lever_for_the_region_is_refused(tmp_path, capsys):
    """Once, and not where another region is typed; nothing is written."""
    path = tmp_path / "mine.yaml"
    mix = [{**knob, "regions": ["qiannan"]} for knob in GOAL["mix"]]
    path.write_text(yaml.safe_dump({**GOAL, "regions": ["qingyuan", "qiannan"], "mix": mix}), "utf-8")
    assert main(["optimise", f"goal={path}", *SHORT, f"out={tmp_path / 'out'}"]) == 2
    said = capsys.readouterr().err
    assert "1 problem in the input; nothing was run or written" in said
    assert "mix, regions = qiannan\n      leave no lever to be moved in qingyuan: add qingyuan to" in said
    assert "or type region=qiannan" in said
    assert list(tmp_path.iterdir()) == [path]
    problems: list = []
    assert len(goal_file.read(str(path), "qiannan", None, problems).knobs) == 2
    assert goal_file.read(str(path), "banan", None, problems) is None
    assert "leave no lever" not in str(problems)


def test_numbers_with_an_exponent_are_numbers(tmp_path):
    """YAML 1.1 takes 1e7 for text; other text is none."""
    path = tmp_path / "mine.yaml"
    levers = {"train.seats_per_year": [None, "3e2"], "volunteer.share": {"low": 0, "high": "1E-1", "step": 0.05}}
    numbers = {"mix": [{"levers": {path: asked}} for path, asked in levers.items()], "tolerance": "1e-2"}
    text = yaml.safe_dump({**GOAL, **numbers, "budget": "BUDGET"}, allow_unicode=True).replace("0.97", "97e-2")

    def goal(budget):
        path.write_text(text.replace("BUDGET", budget).replace("'", ""), "utf-8")
        return goal_file.read(str(path), "qingyuan", None, problems)

    problems: list = []
    assert yaml.safe_load("1e7") == "1e7"
    for budget in ("1e7", "1.e+7", "1.0E7", "10000000"):
        assert goal(budget).budget == 1e7
    found = goal(".5e8")
    assert (found.budget, found.service[0].limit, found.tolerance) == (5e7, 0.97, 0.01)
    assert [knob.values for knob in found.knobs] == [((None, 300),), ((0.0, 0.05, 0.1),)]
    assert problems == []
    for budget in ("1e", "e7", "1e7 yuan", "1e999", "-1e7", "nan", "1_0e6"):
        assert goal(budget) is None
        assert "must be a number of yuan a year" in str(problems.pop())
        assert problems == []


# --- what is written ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A search of six mixes, all of them lived; and the goal."""
    folder = tmp_path_factory.mktemp("optimise")
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump(GOAL, allow_unicode=True), "utf-8")
    assert main(["optimise", f"goal={path}", *SHORT, f"out={folder / 'out'}"]) == 0
    return folder / "out", f"goal={path}"


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
    extra = (yearly - yearly[0])[1:].to_numpy() * 3
    assert extra == pytest.approx(trials["cost_yuan"], rel=1e-9, abs=1e-3)  # the table keeps ten digits


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
        typed = r"```.*?```|!\[.*?\)|carecap \w+|parameters\.\S+|scale=full|trials|replicates|csv|check|TPE|optuna"
        plain = re.sub(typed, "", page, flags=re.S)
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
