"""A study of which somebody took a part away, or the facts, or the design: that is said, and what is left stays."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from experiments import store
from experiments.commands import keeping
from experiments.commands.plan import Plan
from experiments.ensemble import chunk_size, keep
from experiments.executors import Executor, opened
from experiments.store import StudyError, parts
from experiments.store.study import stored
from tests.truth.studies import Silent, bytes_of, made

WORDS = ["scale=tiny", "until=2020-12", "replicates=6", "workers=1"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> tuple[Plan, Path]:
    """A study of six short runs, each with a part of its own."""
    out = tmp_path_factory.mktemp("lost") / "out"
    whole = made(*WORDS, f"out={out}")
    with keeping.kept(whole, Silent, lambda plan: None):
        pass
    return whole, out


@pytest.fixture
def little(finished, tmp_path) -> tuple[Plan, Path]:
    """The same in a folder that a test may damage."""
    shutil.copytree(finished[1], tmp_path / "out")
    return finished[0], tmp_path / "out"


def go_on(whole: Plan, out: Path) -> list[int]:
    """Live what is missing; the numbers of the chunks that were lived."""
    before = {chunk: parts.path_of(out, "runs", chunk) for chunk in parts.chunks(out)}
    times = {chunk: path.stat().st_mtime_ns for chunk, path in before.items()}
    with opened(Executor("serial"), 1) as pool:
        keep(whole, out, chunk_size(whole), pool)
    return [n for n in parts.chunks(out) if parts.path_of(out, "runs", n).stat().st_mtime_ns != times.get(n)]


@pytest.mark.parametrize("table", ["outcomes", "ledger", "projects", "targets", "runs"])
def test_a_chunk_without_a_part_of_any_of_its_tables_is_lived_again(little, table):
    whole, out = little
    expected = bytes_of(out)
    parts.path_of(out, table, 0).unlink()
    assert parts.whole_chunks(out) == dict.fromkeys(range(1, 6), 1)
    study = store.open(out)
    assert (study.n_done, study.complete) == (5, False)
    for view in ("runs", "outcomes", "ledger"):
        assert study.sql(f"select distinct run from {view} order by run").fetchall() == [(n,) for n in range(1, 6)]
    with pytest.raises(StudyError, match="5 of 6 runs are there"):
        study.demand_complete()
    assert go_on(whole, out) == [0]
    assert bytes_of(out) == expected


def test_a_study_of_which_nothing_is_left_whole_is_damaged(little):
    _, out = little
    for path in (out / "data" / "outcomes").iterdir():
        path.unlink()
    for ask in (store.open, stored):
        with pytest.raises(StudyError, match=r"damaged \(parts of outcomes are missing\).*\n.*resume=false"):
            ask(out)


def test_parts_that_do_not_name_their_tables_are_held_to_their_outcomes(little):
    _, out = little
    for chunk in range(6):
        path = parts.path_of(out, "runs", chunk)
        table = pq.read_table(path, partitioning=None)
        pq.write_table(table.replace_schema_metadata({"schema": parts.SCHEMA}), path)
    assert store.open(out).complete
    parts.path_of(out, "outcomes", 2).unlink()
    assert store.open(out).n_done == 5


def test_each_table_is_listed_once_however_many_chunks_there_are(little, monkeypatch):
    _, out = little
    listed = []
    chunks = parts.chunks
    monkeypatch.setattr(parts, "chunks", lambda study, table=parts.LAST: listed.append(table) or chunks(study, table))
    assert len(parts.kept_chunks(out)[0]) == 6
    assert len(listed) == len(set(listed)) > 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "No columns to parse"),
        ("name\n1\n", "no column point, scenario"),
        ("point,scenario\n", "a row for each of the points 0 to 0"),
        ("point,scenario\n0,a\n0,b,c,d\n", "Expected 2 fields"),
        ("\udcff", "utf-8"),
        (None, "No such file"),
    ],
)
def test_a_damaged_design_is_said_and_the_advice_works(little, text, says):
    _, out = little
    expected = bytes_of(out)
    (out / "design.csv").unlink()
    if text is not None:
        (out / "design.csv").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(StudyError, match=rf"design.csv is damaged \(.*{says}.*\); write it again with\n.*resume=true"):
        store.open(out)
    again = made(*WORDS, f"out={out}", "resume=true")
    with keeping.kept(again, Silent, lambda plan: None):
        pass
    assert {name for name, data in bytes_of(out).items() if data != expected.get(name)} <= {"provenance.json"}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("settings", {}, "settings.replicates, settings.until"),
        ("settings", [], "settings, settings.replicates"),
        ("settings", {"replicates": 0, "until": "2020-12"}, "settings.replicates"),
        ("typed", [1], "typed"),
        ("typed", "x", "typed"),
        ("runs", "6", "runs"),
        ("chunk", None, "chunk"),
        ("scenarios", {"build": 5}, "scenarios.build"),
        ("region", "x", "region, region.label"),
        ("seeds", None, "seeds"),
        ("command", 5, "command"),
    ],
)
def test_facts_that_hold_something_else_are_damaged(little, key, value, says):
    _, out = little
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    (out / "provenance.json").write_text(json.dumps({**facts, key: value}))
    for ask in (store.open, stored):
        with pytest.raises(StudyError, match=f"provenance.json is damaged: it lacks {says}"):
            ask(out)


@pytest.mark.parametrize(
    "facts", [{"region": "x"}, {"command": "another"}, {"schema": "theirs 1"}, {"schema": 7}, [], 5]
)
def test_a_provenance_of_somebody_else_is_none(tmp_path, facts):
    (tmp_path / "provenance.json").write_text(json.dumps(facts))
    with pytest.raises(StudyError, match="is no provenance of a study"):
        store.open(tmp_path)


def test_an_older_study_with_a_strange_region_is_older(tmp_path):
    (tmp_path / "provenance.json").write_text(json.dumps({"command": "carecap run", "region": "x"}))
    with pytest.raises(StudyError, match="was written by an older carecap"):
        store.open(tmp_path)
