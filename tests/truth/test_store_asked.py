"""A question to a study: it only reads, and it reads wherever the study stands."""

import shutil
from pathlib import Path

import duckdb
import pytest

from experiments import store
from experiments.commands import keeping
from experiments.store import study as of_studies
from tests.truth.studies import Silent, bytes_of, made

WORDS = ["scale=tiny", "until=2020-12", "replicates=6", "workers=1"]
WRITING = (
    "copy (select 1 as a) to '{file}'",
    "explain analyze copy (select 1 as a) to '{file}'",
    "/* 问 */ EXPLAIN -- and do it\n (analyze, format json) copy (select 1 as a) to '{file}'",
    "explain copy (select 1 as a) to '{file}'",
    "explain analyze select 1",
    "with w as (copy (select 1 as a) to '{file}') select * from w",
    "explain with w as (copy (select 1 as a) to '{file}') select * from w",
    "with w as (copy (select 1 as a) to '{file}' (format parquet, use_tmp_file false)) from w",
    "with w as (insert into t values (1) returning *) from w",
    "export database '{file}'",
    "attach '{file}'",
    "install httpfs",
    "set enable_external_access = true",
    "drop view outcomes",
    "select 1; drop view outcomes",
    "select 1; explain analyze copy (select 1 as a) to '{file}'",
)
READING = (
    "from runs",
    "describe outcomes",
    "explain select * from runs",
    "/* 问 */ explain -- how\n select '问'",
    "with a as (select 1 as x), b as materialized (select 2 as x) from a union all from b order by x",
    "with recursive r as (select 1 as n union all select n + 1 from r where n < 3) from r",
    "select run, row_number() over (order by run) from runs where run in (select 1)",
    "values (1)",
    "summarize runs",
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    """A study of six short runs."""
    out = tmp_path_factory.mktemp("asked") / "out"
    with keeping.kept(made(*WORDS, f"out={out}"), Silent, lambda plan: None):
        pass
    return out


@pytest.mark.parametrize("place", ["provenance.json", "data/runs/part-000000.parquet", "data/new", "../new"])
@pytest.mark.parametrize("what", WRITING)
def test_a_question_never_changes_a_study(finished, what, place):
    before = bytes_of(finished.parent)
    study = store.open(finished)
    with pytest.raises(store.StudyError, match="must only ask for rows"):
        study.sql(what.format(file=finished / place))
    assert bytes_of(finished.parent) == before
    assert study.sql("describe outcomes").fetchall()


@pytest.mark.parametrize("what", READING)
def test_every_question_that_only_reads_is_answered(finished, what):
    assert store.open(finished).sql(what).fetchall()


@pytest.mark.parametrize(
    "what",
    [
        "copy (select 1 as a) to '{out}/provenance.json'",
        "explain analyze copy (select 1 as a) to '{out}/provenance.json'",
        "with w as (copy (select 1 as a) to '{out}/design.csv') from w",
        "attach '{out}/new.db'",
        "export database '{out}/new'",
        "install httpfs",
        "from enable_profiling(save_location = '{out}/data/new.json')",
        "from enable_logging(storage = 'file', storage_path = '{out}/data')",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "from '{out}/provenance.json'",
    ],
)
def test_what_is_asked_could_not_reach_out_of_the_runs_even_if_it_were_let_through(finished, what, monkeypatch):
    before = bytes_of(finished.parent)
    monkeypatch.setattr(of_studies, "only_asks", lambda database, question: True)
    with pytest.raises(duckdb.Error, match=r"disabled by configuration|configuration has been locked"):
        store.open(finished).sql(what.format(out=finished)).fetchall()
    assert bytes_of(finished.parent) == before


def test_a_study_is_asked_from_whatever_folder_and_by_whatever_name(finished, tmp_path, monkeypatch):
    named = tmp_path / "a 'quoted' [1]*? 清远"
    shutil.copytree(finished, named)
    (tmp_path / "link").symlink_to(named)
    (tmp_path / "beside").mkdir()
    monkeypatch.chdir(tmp_path / "beside")
    for path in (named, tmp_path / "link", Path("..") / named.name, Path("../link")):
        study = store.open(path)
        monkeypatch.chdir("/")
        assert len(study.sql("select distinct run from outcomes").fetchall()) == 6
        monkeypatch.chdir(tmp_path / "beside")
