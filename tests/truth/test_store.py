"""The store: runs written and read again, yearly values, views."""

import dataclasses
import math

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments import compare, store, years
from experiments.commands import keeping
from experiments.commands.plan import Plan, again
from experiments.ensemble import run_all
from experiments.runs import Run, in_order
from experiments.store import columns, parts
from experiments.store.study import Study
from experiments.store.views import VIEWS
from sim.outcomes import OUTCOMES
from sim.record import Cell
from tests.truth.studies import Silent, made, same, synthetic

WORDS = ["region=qingyuan", "scale=tiny", "until=2023-01", "replicates=2", "scenarios=[status_quo,build]"]


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Plan, Study, list[Run]]:
    """A study with every month kept, and the same runs as they were lived."""
    out = tmp_path_factory.mktemp("store") / "a 'quoted' [1]*? 清远"
    whole = made(*WORDS, "keep=months", "workers=1", f"out={out}")
    with keeping.kept(whole, Silent, lambda plan: None) as (study, kept):
        pass
    assert kept.failed == ()
    return whole, study, in_order(run_all(whole.tasks, workers=1))


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


def run_of(scenario: str, replicate: int, cells: list[tuple[str, str, str]], values: np.ndarray) -> Run:
    months = np.arange(24250, 24250 + len(values))
    ledger = ((2020, "households", "private_homes", "fee", 10.0 * (replicate + 1)),)
    named = tuple(Cell(*cell) for cell in cells)
    return Run(scenario, replicate, 1 + replicate, named, months, values, ledger)


def test_the_tidy_table_keeps_every_value_in_its_place():
    cells = [("waiting", "", ""), ("waiting", "Yingde", ""), ("beds", "", "ownership=public")]
    runs = [run_of(s, r, cells, np.arange(6.0).reshape(2, 3) + 10 * r) for s in ("b", "a") for r in (0, 1)]
    frame = store.tidy(runs)
    row = frame.query("scenario == 'a' and replicate == 1 and month == '2020-12' and place == 'Yingde'")
    assert row["value"].tolist() == [14.0]
    assert store.ledger_table(runs)["yuan"].tolist() == [15.0, 15.0]
    assert store.ledger_table(runs)["scenario"].tolist() == ["b", "a"]


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
    assert again(study).tasks == whole.tasks


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
    with keeping.kept(whole, Silent, lambda plan: None) as (study, _):
        pass
    runs = study.runs.df()
    assert len(runs) == 6
    assert runs["levers.pay.raise_share"].tolist() == study.design["levers.pay.raise_share"].tolist() * 2
    assert runs["replicate"].tolist() == [0] * 3 + [1] * 3
