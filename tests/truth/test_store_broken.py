"""A study that is not whole, that somebody else touched, or that is of another time."""

import json
from pathlib import Path

import pandas as pd
import pytest

from experiments import store
from experiments.commands import keeping
from experiments.commands.plan import Plan, again
from experiments.ensemble import chunk_size, chunks_of, keep, live_and_keep
from experiments.executors import Executor, opened
from experiments.runs import RunFailed
from experiments.store import StudyError, columns, parts
from experiments.store.views import MONTHS, VIEWS
from tests.truth.studies import Silent, bytes_of, made, synthetic


@pytest.fixture
def little(tmp_path) -> tuple[Plan, Path]:
    """A study of six short runs, each with a part of its own."""
    out = tmp_path / "out"
    whole = made("scale=tiny", "until=2020-12", "replicates=6", "workers=1", f"out={out}")
    with keeping.kept(whole, Silent, lambda plan: None):
        pass
    return whole, out


def go_on(whole: Plan, out: Path) -> list[int]:
    """Live what is missing; the numbers of the chunks that were lived."""
    before = {chunk: parts.path_of(out, "runs", chunk).stat().st_mtime_ns for chunk in parts.chunks(out)}
    with opened(Executor("serial"), 1) as pool:
        keep(whole, out, chunk_size(whole), pool)
    after = {chunk: parts.path_of(out, "runs", chunk).stat().st_mtime_ns for chunk in parts.chunks(out)}
    return [chunk for chunk in after if after[chunk] != before.get(chunk)]


def test_a_chunk_without_its_last_part_is_not_there_and_is_lived_again(little):
    whole, out = little
    expected = bytes_of(out)
    parts.path_of(out, "runs", 2).unlink()
    study = store.open(out)
    assert (study.n_done, study.complete) == (5, False)
    assert sorted(set(study.outcomes.df()["run"])) == [0, 1, 3, 4, 5]
    with pytest.raises(StudyError, match=r"5 of 6 runs are there; first finish it with\n.*resume=true"):
        study.demand_complete()
    with pytest.raises(StudyError, match="5 of 6"):
        study.lived()
    assert go_on(whole, out) == [2]
    assert bytes_of(out) == expected


def test_what_was_left_half_written_is_tidied_and_nothing_else(little):
    whole, out = little
    expected = bytes_of(out)
    left = out / "data" / "outcomes" / ".part-000002.parquet.4711.tmp"
    mine = out / "data" / "outcomes" / ".part-mine.tmp"
    for path in (left, mine):
        path.write_bytes(b"PAR1")
    assert store.open(out).n_done == 6
    assert go_on(whole, out) == []
    assert not left.exists()
    assert mine.exists()
    mine.unlink()
    assert bytes_of(out) == expected


def test_a_chunk_of_which_a_run_failed_is_lived_again_and_never_looks_whole_meanwhile(little, monkeypatch):
    whole, out = little
    expected = bytes_of(out)
    failed = columns.failed_table([(3, 0, "status_quo", 3, 4, "RunFailed: a law of the model is broken")])
    parts.write_part(out, 3, {**columns.tables([], "qingyuan", False), parts.FAILED: failed})
    study = store.open(out)
    assert (study.n_done, study.complete) == (5, False)
    assert study.sql("from failed").df()["message"].tolist() == ["RunFailed: a law of the model is broken"]
    assert parts.whole_chunks(out) == dict.fromkeys((0, 1, 2, 4, 5), 1)

    steps = []
    replace = parts.os.replace

    def watched(source, place):
        steps.append(3 in parts.whole_chunks(out))
        replace(source, place)

    monkeypatch.setattr(parts.os, "replace", watched)
    assert go_on(whole, out) == [3]
    assert steps
    assert not any(steps)
    assert bytes_of(out) == expected


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        parts.write_part(tmp_path, 0, columns.tables([(0, synthetic(0))], "qingyuan", months=True))
    assert bytes_of(tmp_path) == {}


def test_taking_away_takes_only_what_is_ours(little):
    _, out = little
    mine = {"data/my.csv": b"1", "data/runs/notes.txt": b"2", "data/photos/part-000001.parquet": b"3"}
    for name, text in mine.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(text)
    parts.take_away(out)
    assert {name: text for name, text in bytes_of(out).items() if name.startswith("data/")} == mine


def test_a_worker_that_sees_another_folder_writes_nothing(little):
    whole, out = little
    chunk = chunks_of(whole, out, chunk_size(whole))[0]
    (out / "provenance.json").write_text("{}")
    before = bytes_of(out)
    with pytest.raises(RunFailed, match="does not see the study"):
        live_and_keep(chunk, lambda: None)
    assert bytes_of(out) == before


# --- what is no study, or one of another time ---------------------------------------------------------------


def test_what_is_wrong_with_a_folder_is_said(tmp_path):
    def says(facts: str | None) -> str:
        (tmp_path / "provenance.json").unlink(missing_ok=True)
        if facts is not None:
            (tmp_path / "provenance.json").write_text(facts)
        with pytest.raises(StudyError) as found:
            store.open(tmp_path)
        return str(found.value)

    assert "is no study: it holds no provenance.json" in says(None)
    assert "cannot be read" in says("{")
    older = says(json.dumps({"command": "carecap compare", "code": "git 1", "region": {"name": "banan"}}))
    assert "was written by an older carecap (git 1)" in older
    assert "can be read as they are" in older
    assert "carecap compare region=banan" in older
    assert "was written by a newer carecap (carecap study 9" in says(json.dumps({"schema": "carecap study 9"}))
    with pytest.raises(StudyError, match="there is no such folder"):
        store.open(tmp_path / "none")


def test_a_study_made_with_other_inputs_cannot_be_planned_again(little):
    _, out = little
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    facts["region"]["data sha256"]["elders.csv"] = "0" * 64
    (out / "provenance.json").write_text(json.dumps(facts))
    with pytest.raises(StudyError, match="was made with other inputs than those that are here now"):
        again(store.open(out))


def test_a_study_without_any_run_has_all_views(tmp_path, little):
    _, out = little
    parts.take_away(out)
    study = store.open(out)
    assert study.n_done == 0
    for view in VIEWS:
        if view == MONTHS:  # this one keeps years
            with pytest.raises(store.StudyError, match="keep=months"):
                study.sql(f"from {view}")
        else:
            assert study.sql(f"from {view}").df().empty
    assert isinstance(study.yearly(), pd.DataFrame)


def test_a_damaged_part_is_said(little):
    _, out = little
    part = parts.path_of(out, "runs", 0)
    whole = part.read_bytes()
    part.write_bytes(b"PAR1 but no table")
    with pytest.raises(store.StudyError, match=r"a part of it is damaged .*\n.*resume=false"):
        store.open(out)
    part.write_bytes(whole)
