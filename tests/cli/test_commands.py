"""The commands as a user runs them, at ``scale=tiny``: what they print, what they write, that it is the same again."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import store
from experiments.cli import main
from experiments.runs import RegionKey, region_of
from sim.outcomes import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
FILES = {"design.csv", "yearly.csv", "ledger.csv", "causes.csv", "targets.csv", "constraints.csv", "projects.csv"}
FILES |= {"provenance.json"}
PAGES = {f"{name}{end}" for name in ("summary", "choices", "targets", "years") for end in (".md", ".zh-CN.md")}
COMPARED = {"comparison.csv", "pairs.csv", "prices.csv", "pareto.csv", *PAGES}
SHORT = ["scale=tiny", "until=2022-06"]
WHOLE = ["scale=tiny", "until=2022-12"]
"""With a full year of the levers of the scenarios, which begin in 2022-01."""


def carecap(*words: str, hash_seed: str = "0") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "experiments.cli", *words]
    surroundings = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=surroundings, timeout=300)


def outcomes(folder: Path) -> list[bytes]:
    """Every value of every run: the parts of the monthly and of the yearly table."""
    parts = sorted((folder / "data" / "months").iterdir()) + sorted((folder / "data" / "outcomes").iterdir())
    assert parts
    return [path.read_bytes() for path in parts]


def monthly(folder: Path) -> pd.DataFrame:
    names = 'scenario, replicate, month, place, "group", outcome, value'
    return store.open(folder).sql(f"select {names} from months order by run, nth").df()


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> tuple[Path, str]:
    """A comparison by two workers, in a process of its own; its folder and what it printed."""
    out = tmp_path_factory.mktemp("compared") / "deep" / "out"
    words = ["scenarios=[status_quo,build,staff]", "replicates=2", "workers=2", f"out={out}", *WHOLE]
    done = carecap("compare", *words, hash_seed="1")
    assert done.returncode == 0, done.stderr
    return out, done.stdout


@pytest.fixture(scope="module")
def status_quo(tmp_path_factory) -> tuple[Path, str]:
    """The status quo in a process of its own."""
    out = tmp_path_factory.mktemp("run") / "out"
    done = carecap("run", *SHORT, f"out={out}", hash_seed="2")
    assert done.returncode == 0, done.stderr
    return out, done.stdout


# --- run and compare ----------------------------------------------------------------------------------------


def test_run_prints_the_document_and_the_years_and_writes_whole_files(status_quo):
    out, said = status_quo
    assert said.startswith("Qingyuan, 2020-11 to 2022-06, 0.309 % of the elders, seed 1: Status quo")
    assert "beds in public homes" in said
    assert "5,806" in said
    assert "2020 (2 months only)" in said
    assert "[1] Occupancy of built beds, %" in said
    assert "Written to" in said
    assert {path.name for path in out.iterdir()} == {*FILES, "charts", "data"}
    assert "occupancy.png" in {path.name for path in (out / "charts").iterdir()}
    assert all(path.suffix == ".png" and path.stat().st_size > 5000 for path in (out / "charts").iterdir())


def test_compare_prints_a_table_for_each_scenario(compared):
    out, said = compared
    for scenario in ("Build beds", "Staff"):
        whole, sure = said.split(f"\n{scenario} against Status quo, 2022\n")[1].split("\n\n")[:2]
        cost = next(line for line in whole.splitlines() if line.startswith("Public cost"))
        # two replicates of a tiny world do not always decide: a lower end may lie below zero
        assert re.search(r"  \+[\d.]+ +[−+][\d.]+ … \+[\d.]+ +(worse|undecided)$", cost), "a row that differs"
        differing = [line for line in whole.splitlines()[2:] if not line.endswith("  same")]
        differs = [line.split("  ")[0] for line in differing]
        heads, _, *rows = sure.splitlines()
        assert re.fullmatch(r"Outcome +Range of 2 +Better, % +More runs", heads)
        assert [row.split("  ")[0] for row in rows] == differs
        assert all(re.search(r"(\]|–)  +[\d,]+$", row) for row in rows), "replicates to go"
        assert f"## {scenario}\n" in said
    assert {path.name for path in out.iterdir()} == {*FILES, *COMPARED, "charts", "charts.zh-CN", "data"}
    assert (out / "charts" / "difference.png").exists()


def test_outcomes_are_tidy(compared):
    frame = monthly(compared[0])
    assert list(frame.columns) == ["scenario", "replicate", "month", "place", "group", "outcome", "value"]
    assert list(frame["scenario"].unique()) == ["status_quo", "build", "staff"]
    assert (frame["month"].iloc[0], frame["month"].iloc[-1]) == ("2020-11", "2022-12")
    assert set(frame["outcome"].unique()) <= set(OUTCOMES)
    assert not frame.duplicated(["scenario", "replicate", "month", "place", "group", "outcome"]).any()
    # about 2,000 elders are simulated, all of them are counted
    elders = frame.query("outcome == 'elders' and place == '' and group == ''")["value"]
    assert 600_000 < elders.iloc[0] < 700_000


def test_the_tables_agree_with_the_outcomes(compared):
    out, _ = compared
    frame = monthly(out)
    yearly, causes, ledger, difference = (
        pd.read_csv(out / f"{name}.csv", keep_default_na=False, na_values={"value": "", "mean": "", "share": ""})
        for name in ("yearly", "causes", "ledger", "comparison")
    )
    one = frame.query("scenario == 'staff' and outcome == 'deaths' and place == '' and group == ''")
    deaths = one[one["month"].astype(str).str.startswith("2021")].groupby("replicate")["value"].sum().mean()
    row = yearly.query("scenario == 'staff' and outcome == 'deaths' and year == 2021 and place == '' and group == ''")
    assert row["mean"].item() == pytest.approx(deaths)
    assert row["unit"].item() == "person/year"
    in_all = causes.query("scenario == 'status_quo' and outcome == 'empty_cause' and year == 2021 and ownership == ''")
    empty, places = in_all.query("place == ''"), in_all.query("place != ''")
    assert places["value"].sum() == pytest.approx(empty["value"].sum())
    whole = yearly.query("scenario == 'status_quo' and year == 2021 and place == '' and group == ''").set_index(
        "outcome"
    )
    assert empty["share"].astype(float).sum() == pytest.approx(1)
    assert empty["value"].sum() == pytest.approx(whole["mean"]["beds"] - whole["mean"]["residents"])
    paid = ledger.query("scenario == 'status_quo' and year == 2021 and payer == 'households'")["yuan"].sum()
    assert paid == pytest.approx(whole["mean"]["household_cost"], rel=1e-6)
    assert set(difference["scenario"]) == {"build", "staff"}


def test_provenance_tells_everything_and_no_machine(compared):
    out, _ = compared
    text = (out / "provenance.json").read_text("utf-8")
    facts = json.loads(text)
    assert facts["seeds"] == {"0": 1, "1": 2}
    assert facts["levers in force"]["changes"]["staff"] == [
        ["2022-01", "train.seats_per_year", 200.0],
        ["2022-01", "pay.raise_share", 0.2],
    ]
    assert facts["region"]["data sha256"]["elders.csv"]
    assert facts["packages"]["numpy"] == np.__version__
    assert str(ROOT) not in text
    assert str(out) not in text
    assert os.uname().nodename not in text


def test_one_worker_two_workers_and_another_hash_seed_give_the_same_bytes(compared, tmp_path, capsys):
    words = ["scenarios=[status_quo,build,staff]", "replicates=2", "workers=1", f"out={tmp_path}", *WHOLE]
    assert main(["compare", *words]) == 0
    for name in (*FILES, *COMPARED):
        assert (tmp_path / name).read_bytes() == (compared[0] / name).read_bytes(), name
    assert outcomes(tmp_path) == outcomes(compared[0])


def test_a_lever_at_its_present_value_changes_no_bit(status_quo, tmp_path, capsys):
    region = region_of(RegionKey("qingyuan"))
    present = region.status_quo
    words = [
        f"levers.pay.raise_share={present.pay.raise_share}",
        f"levers.admit.rule={present.admit.rule}",
        f"levers.visit.hours_per_month={{2021-09: {present.visit.hours_per_month}}}",
    ]
    assert main(["run", *words, f"out={tmp_path}", *SHORT]) == 0
    assert outcomes(tmp_path) == outcomes(status_quo[0])


def test_a_dated_lever_changes_nothing_before_its_date(status_quo, tmp_path, capsys):
    assert main(["run", "levers.identify.visits_per_year={2022-02: 12}", f"out={tmp_path}", *SHORT]) == 0
    one, other = monthly(status_quo[0]), monthly(tmp_path)
    early = (one["month"].astype(str) < "2022-02").to_numpy()
    assert one[early]["value"].equals(other[early]["value"])
    assert not one[~early]["value"].equals(other[~early]["value"])


def test_out_null_prints_only_and_a_lever_that_comes_too_late_is_noted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["run", "out=null", "scale=tiny", "until=2020-12", "language=zh"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("清远市，2020-11至2020-12")
    assert "文件基准月" in said
    assert list(tmp_path.iterdir()) == []
    assert main(["run", "out=null", "scale=tiny", "until=2020-12", "levers.pay.raise_share={2030-01: 0.1}"]) == 0
    assert "levers.pay.raise_share of 2030-01 comes after the last month 2020-12" in capsys.readouterr().err
