"""The store: runs written and read again, yearly values, views, what is left half written, older and newer studies."""

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from experiments import compare, config, store, years
from experiments.built import Built
from experiments.commands import keeping
from experiments.commands.plan import Plan, plan
from experiments.ensemble import RunFailed, chunk_size, chunks_of, in_order, keep, live_and_keep, run_all
from experiments.executors import Executor, opened
from experiments.month0 import TargetLine
from experiments.promises.stops import Stop
from experiments.runs import Run
from experiments.store import StudyError, columns, parts
from experiments.store.study import VIEWS, Study
from sim.calendar import month_of
from sim.outcomes import OUTCOMES
from sim.record import Cell

WORDS = ["region=qingyuan", "scale=tiny", "until=2023-01", "replicates=2", "scenarios=[status_quo,build]"]


def made(*words: str) -> Plan:
    return plan("sweep", config.read("sweep", words))


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Plan, Study, list[Run]]:
    """A study with every month kept, and the same runs as they were lived."""
    out = tmp_path_factory.mktemp("store") / "a 'quoted' [1]*? 清远"
    whole = made(*WORDS, "keep=months", "workers=1", f"out={out}")
    study, kept = keeping.kept(whole, Silent, lambda plan: None)
    assert kept.failed == ()
    return whole, study, in_order(run_all(whole.tasks, workers=1))


class Silent:
    """A bar that shows nothing."""

    def __call__(self, months: int) -> None:
        pass

    def close(self) -> None:
        pass


def same(one: object, other: object) -> bool:
    """Equal to the bit, NaN and NaN too."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == other or (np.isnan(one) and np.isnan(other))
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in dataclasses.fields(one))
    return one == other


# --- there and back -----------------------------------------------------------------------------------------


def test_runs_are_read_as_they_were_lived(both):
    _, study, lived = both
    read = study.lived()
    assert len(read) == len(lived) == 4
    for one, other in zip(lived, read, strict=True):
        for field in dataclasses.fields(Run):
            assert same(getattr(one, field.name), getattr(other, field.name)), field.name
    assert lived[0].month0
    assert lived[0].targets


def synthetic(number: int) -> Run:
    """A run with something of everything, also what small worlds seldom have."""
    cells = (Cell("waiting", "", ""), Cell("deaths", "清城区", ""), Cell("occupancy", "", "ownership=public"))
    months = np.arange(month_of("2021-11"), month_of("2023-03"))
    values = np.arange(months.size * 3, dtype=np.float64).reshape(-1, 3) / 7 + number
    values[2:5, 2] = np.nan
    values[2:14, 0] = np.nan
    return Run(
        scenario="build",
        replicate=number,
        seed=2**31 + number,
        cells=cells,
        months=months,
        values=values,
        ledger=((2021, "households", "homes", "fees", 0.1 + number), (2022, "county", "homes", "床位", 1e12 / 3)),
        targets=(TargetLine("beds", month_of("2025-12"), "at least", 5.5, float("nan"), "bed", "not lived"),),
        stopped=(
            Stop("beds", "money", 2.5, "bed", True, 1e7, month_of("2024-01"), -1, ("甲院", "b"), 3),
            Stop("aides", "posts", 1.0, "person"),
        ),
        projects=(
            Built("A", "甲", "document", month_of("2024-05"), "open", month_of("2024-06"), month_of("2022-01"), 100.0),
            Built("B", "乙", "scenario", month_of("2026-05"), "planned"),
        ),
        point=number,
    )


def test_everything_that_a_run_may_hold_comes_back(tmp_path):
    runs = [(4, synthetic(0)), (5, synthetic(1))]
    parts.write_part(tmp_path, 2, columns.tables(runs, "qingyuan", months=True))
    found = {path.parent.name: pq.read_table(path, partitioning=None) for path in tmp_path.glob("data/*/*.parquet")}
    read = list(columns.runs_again(found))
    for (_, one), other in zip(runs, read, strict=True):
        for field in dataclasses.fields(Run):
            assert same(getattr(one, field.name), getattr(other, field.name)), field.name
    assert found["stops"].schema.metadata == {b"schema": parts.SCHEMA.encode()}


def test_the_same_runs_are_the_same_bytes(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        parts.write_part(tmp_path / folder, 0, columns.tables([(0, synthetic(0))], "qingyuan", months=True))
    one, other = (
        {path.relative_to(tmp_path / folder): path.read_bytes() for path in (tmp_path / folder).glob("data/*/*")}
        for folder in ("a", "b")
    )
    assert one == other
    assert len(one) == 7


# --- years --------------------------------------------------------------------------------------------------


def by_hand(run: Run) -> list[tuple]:
    """(year, months, place, group, outcome, value) of a run, number by number."""
    rows = []
    for i, cell in enumerate(run.cells):
        for year in sorted({int(month) // 12 for month in run.months}):
            lived = [run.values[k, i] for k, month in enumerate(run.months) if month // 12 == year]
            there = [value for value in lived if not np.isnan(value)]
            total = math.fsum(there)
            value = total if OUTCOMES[cell.outcome].kind == "flow" else total / max(len(there), 1)
            rows.append((year, len(lived), cell.place, cell.group, cell.outcome, value if there else math.nan))
    return rows


@pytest.mark.parametrize("lived", [True, False])
def test_a_flow_is_summed_a_stock_averaged_and_nothing_is_nan(both, lived):
    runs = both[2] if lived else [synthetic(0), synthetic(1)]
    table = years.table(runs)
    expected = [row for run in runs for row in by_hand(run)]
    for place, column in enumerate(("year", "months", "place", "group", "outcome")):
        assert table[column].tolist() == [row[place] for row in expected]
    np.testing.assert_allclose(table["value"], [row[-1] for row in expected], rtol=1e-9, atol=1e-9)


def test_yearly_is_the_table_of_a_comparison_with_points(both):
    _, study, lived = both
    expected, read = years.table(lived), study.yearly()
    assert read["point"].tolist() == (read["scenario"] == "build").astype(int).tolist()
    for column in ("scenario", "replicate", "year", "months", "place", "group", "outcome"):
        assert read[column].astype(str).tolist() == expected[column].astype(str).tolist()
    assert read["value"].to_numpy().tobytes() == expected["value"].to_numpy().tobytes()
    wide = study.yearly("place = '' and \"group\" = ''")
    assert set(wide["place"]) | set(wide["group"]) == {""}
    assert len(wide) == ((expected["place"] == "") & (expected["group"] == "")).sum()
    keys = ["outcome", "year"]
    one, other = (
        compare.compare(t).astype({"outcome": str}).sort_values(keys) for t in (wide, compare.region_wide(expected))
    )
    np.testing.assert_array_equal(one["mean"], other["mean"])


# --- views --------------------------------------------------------------------------------------------------


def test_every_view_can_be_asked(both):
    whole, study, _ = both
    assert study.complete
    assert (study.n_runs, study.n_done) == (4, 4)
    for view in VIEWS:
        assert study.sql(f"describe {view}").df()["column_name"].tolist()[:2] in (["run", "point"], ["seed", "run"])
    runs = study.runs.df()
    assert runs["run"].tolist() == [0, 1, 2, 3]
    assert runs["scenario"].tolist() == ["status_quo", "build"] * 2
    assert runs["point"].tolist() == [0, 1] * 2
    assert runs["seed"].tolist() == [1, 1, 2, 2]
    assert (runs["first"][0], runs["last"][0], runs["region"][0]) == ("2020-11", "2023-01", "qingyuan")
    assert study.sql("from failed").df().empty
    assert study.plan().tasks == whole.tasks


def test_causes_and_ledger_add_up(both):
    study = both[1]
    causes = study.causes.df()
    in_all = causes[(causes["outcome"] == "empty_cause") & (causes["place"] == "") & (causes["ownership"] == "")]
    parts_of = causes[(causes["outcome"] == "empty_cause") & (causes["place"] == "") & (causes["ownership"] != "")]
    keys = ["run", "year", "cause"]
    summed = parts_of.groupby(keys)["value"].sum()
    np.testing.assert_allclose(summed, in_all.set_index(keys)["value"].reindex(summed.index), atol=1e-6)
    paid = study.sql("select sum(yuan) from ledger where payer = 'households'").fetchall()[0][0]
    cost = study.sql(
        "select sum(value) from outcomes where outcome = 'household_cost' and place = '' and \"group\" = ''"
    ).fetchall()[0][0]
    assert paid == pytest.approx(cost, rel=1e-6)


def test_events_tell_of_projects(both):
    events, projects = both[1].events.df(), both[1].projects.df()
    opened_months = projects["opened"].notna().sum() + projects["money"].notna().sum()
    assert len(events) == opened_months
    assert set(events["what"]) <= {"opened", "money"}


def test_sampled_quantities_are_columns_of_runs(tmp_path):
    design = tmp_path / "two.yaml"
    design.write_text(
        "kind: latin_hypercube\npoints: 3\nseed: 1\nquantities:\n  levers.pay.raise_share: {low: 0.0, high: 0.3}\n",
        "utf-8",
    )
    words = ["scale=tiny", "until=2020-12", f"design={design}", "replicates=2", "workers=1", f"out={tmp_path / 'out'}"]
    whole = made(*words)
    study, _ = keeping.kept(whole, Silent, lambda plan: None)
    runs = study.runs.df()
    assert len(runs) == 6
    assert runs["levers.pay.raise_share"].tolist() == study.design["levers.pay.raise_share"].tolist() * 2
    assert runs["replicate"].tolist() == [0] * 3 + [1] * 3


# --- what is not whole --------------------------------------------------------------------------------------


@pytest.fixture
def little(tmp_path) -> tuple[Plan, Path]:
    """A study of six short runs, each with a part of its own."""
    out = tmp_path / "out"
    whole = made("scale=tiny", "until=2020-12", "replicates=6", "workers=1", f"out={out}")
    keeping.kept(whole, Silent, lambda plan: None)
    return whole, out


def bytes_of(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


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
        store.open(out).plan()


def test_a_study_without_any_run_has_all_views(tmp_path, little):
    _, out = little
    parts.take_away(out)
    study = store.open(out)
    assert study.n_done == 0
    for view in VIEWS:
        assert study.sql(f"from {view}").df().empty
    assert isinstance(study.yearly(), pd.DataFrame)
