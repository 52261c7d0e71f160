"""The tables of a comparison beside its runs, as CSV, and the one that all of them come from.

The same inputs give the same bytes; no table holds the time, the machine or a path.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd

from experiments import compare
from experiments.runs import Run
from sim.calendar import text_of
from sim.outcomes import OUTCOMES

COLUMNS = ("scenario", "replicate", "month", "place", "group", "outcome", "value")
TABLES = (
    *("design.csv", "yearly.csv", "ledger.csv", "causes.csv", "targets.csv", "constraints.csv"),
    *("comparison.csv", "projects.csv", "summary.md", "summary.zh-CN.md", "targets.md", "targets.zh-CN.md"),
    *("years.md", "years.zh-CN.md", "provenance.json", "pairs.csv", "prices.csv", "pareto.csv", "waterfall.csv"),
    *("choices.md", "choices.zh-CN.md", "waterfall.md", "waterfall.zh-CN.md"),
)
LANGUAGE_ENDS = {"en": ".md", "zh": ".zh-CN.md"}
"""Language -> how the name of a page in it ends."""
SUMMARIES = {f"summary{end}": language for language, end in LANGUAGE_ENDS.items()}
"""A comparison in words -> its language."""
CHARTS = "charts"
CHART_FOLDERS = {"en": CHARTS, "zh": f"{CHARTS}.zh-CN"}
"""Language -> folder of the charts in it."""
NOTE = "note.txt"
"""Beside the charts: what must be known of the region, if anything must."""


def chart_folders(command: str, language: str) -> dict[str, str]:
    """Folder of charts -> its language: a comparison has both, a run the one that was asked for."""
    return {folder: name for name, folder in CHART_FOLDERS.items() if command == "compare" or name == language}


class Words:
    """The texts of all runs, numbered in order of appearance: what dictionary encoding needs."""

    def __init__(self, runs: Sequence[Run]):
        self.scenario = list(dict.fromkeys(run.scenario for run in runs))
        self.month = [text_of(int(m)) for m in sorted({int(m) for run in runs for m in run.months})]
        cells = list(dict.fromkeys(cell for cells in dict.fromkeys(run.cells for run in runs) for cell in cells))
        self.place = list(dict.fromkeys(cell.place for cell in cells))
        self.group = list(dict.fromkeys(cell.group for cell in cells))
        self.outcome = list(dict.fromkeys(cell.outcome for cell in cells))


def columns(run: Run, words: Words) -> dict[str, tuple[np.ndarray, list[str]] | np.ndarray]:
    """One run as tidy columns, all months of a cell together: codes with their texts, and numbers."""
    n_months, n_cells = run.values.shape
    code = {name: {text: i for i, text in enumerate(getattr(words, name))} for name in vars(words)}

    def of_cells(name: str) -> np.ndarray:
        codes = np.array([code[name][getattr(cell, name)] for cell in run.cells], dtype=np.int32)
        return np.repeat(codes, n_months)

    months = np.array([code["month"][text_of(int(m))] for m in run.months], dtype=np.int32)
    size = n_months * n_cells
    return {
        "scenario": (np.full(size, code["scenario"][run.scenario], dtype=np.int32), words.scenario),
        "replicate": np.full(size, run.replicate, dtype=np.int32),
        "month": (np.tile(months, n_cells), words.month),
        "place": (of_cells("place"), words.place),
        "group": (of_cells("group"), words.group),
        "outcome": (of_cells("outcome"), words.outcome),
        "value": np.ascontiguousarray(run.values.T).reshape(-1),
    }


def tidy(runs: Sequence[Run], words: Words | None = None) -> pd.DataFrame:
    """All runs as one table: scenario, replicate, month, place, group, outcome, value."""
    words = words or Words(runs)
    parts = [columns(run, words) for run in runs]
    whole: dict[str, Any] = {}
    for name in COLUMNS:
        first = parts[0][name]
        if isinstance(first, tuple):
            codes = np.concatenate([part[name][0] for part in parts])
            whole[name] = pd.Categorical.from_codes(codes, categories=first[1])
        else:
            whole[name] = np.concatenate([part[name] for part in parts])
    return pd.DataFrame(whole)


def write_table(table: pd.DataFrame, file: IO[bytes]) -> None:
    """A table as CSV in UTF-8, numbers with ten figures, nothing where there is no value."""
    file.write(table.to_csv(index=False, float_format="%.10g", lineterminator="\n").encode())


def with_units(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the unit of each outcome beside its name; a flow of a year is per year."""
    names = table["outcome"].astype(str)
    units = names.map(lambda name: OUTCOMES[name].unit + ("/year" if OUTCOMES[name].kind == "flow" else ""))
    table = table.copy()
    table.insert(list(table.columns).index("outcome") + 1, "unit", units)
    return table


def levels_table(table: pd.DataFrame) -> pd.DataFrame:
    """``yearly.csv``: mean of the replicates with 95 % interval and 80 % range, each scenario, year and cell."""
    order = ["scenario", "place", "group", "outcome", "year", "months", "mean", "low", "high", "p10", "p90"]
    return with_units(compare.levels(table)[order])


def ledger_table(runs: Sequence[Run]) -> pd.DataFrame:
    """``ledger.csv``: yuan a year by payer, payee and purpose, mean of the replicates."""
    rows = [(run.scenario, *row) for run in runs for row in run.ledger]
    names = ["scenario", "year", "payer", "payee", "purpose", "yuan"]
    table = pd.DataFrame(rows, columns=names)
    order = {name: i for i, name in enumerate(dict.fromkeys(run.scenario for run in runs))}
    replicates = len({run.replicate for run in runs})
    sums = table.groupby(names[:-1], sort=True)["yuan"].sum() / replicates
    return sums.reset_index().sort_values("scenario", key=lambda s: s.map(order), kind="stable", ignore_index=True)


def causes_table(table: pd.DataFrame) -> pd.DataFrame:
    """``causes.csv``: empty beds and unmet hours of a year by cause, mean of the replicates.

    ``share`` is the cause's part of all causes of the same scenario, year, place and ownership.
    """
    rows = table[table["outcome"].isin(["empty_cause", "unmet_cause"])]
    parts = rows["group"].astype(str).map(_cause)
    rows = rows.assign(ownership=[part[0] for part in parts], cause=[part[1] for part in parts])
    rows = rows[rows["cause"] != ""]
    keys = ["scenario", "year", "outcome", "place", "ownership", "cause"]
    means = rows.groupby(keys, observed=True, sort=False)["value"].mean().reset_index()
    total = means.groupby(keys[:-1], observed=True, sort=False)["value"].transform("sum")
    means["share"] = np.where(total > 0, means["value"] / total.where(total > 0, 1.0), np.nan)
    order = {name: place for place, name in enumerate(dict.fromkeys(table["scenario"].astype(str)))}
    means = means.astype({"scenario": str, "outcome": str, "place": str})
    means["order"] = means["scenario"].map(order)
    means = means.sort_values(["order", "outcome", "place", "ownership", "year"], kind="stable", ignore_index=True)
    return with_units(means.drop(columns="order"))


def projects_table(runs: Sequence[Run]) -> pd.DataFrame:
    """``projects.csv``: how far each named project of the document and of the scenario came, in every run."""
    names = ["scenario", "replicate", "project", "whose", "due", "stage", "money", "opened", "beds"]
    rows = [
        (
            *(run.scenario, run.replicate, one.name, one.whose, text_of(one.due), one.stage),
            *(_month(one.money), _month(one.opened), one.beds),
        )
        for run in runs
        for one in run.projects
    ]
    return pd.DataFrame(rows, columns=names)


def _month(month: int) -> str:
    """A month in words; empty if it has not come."""
    return text_of(month) if month >= 0 else ""


def write_note(folder: Path, paragraphs: Sequence[str]) -> Path:
    """``charts/note.txt``: what must be known of the region before its figures."""
    path = folder / NOTE
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return path


def _cause(group: str) -> tuple[str, str]:
    """(ownership, cause) of the groups cause=… and ownership_cause=<ownership>:<cause>; empty for others."""
    key, _, named = group.partition("=")
    if key == "ownership_cause":
        ownership, _, cause = named.partition(":")
        return ownership, cause
    return ("", named) if key == "cause" else ("", "")
