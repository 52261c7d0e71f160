"""The CSV files of a study, for the page of schemas: who writes each, its columns, and what these mean.

Columns are those of the code that writes the files, asked with runs and mixes that nobody lived. Words come from
``words_csv.py`` and ``words_csv_more.py``; a column that is not explained there is an error, not a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

import numpy as np
import pandas as pd

from experiments import pareto, price, promises, waterfall
from experiments.compare import compare
from experiments.design import Design, Quantity
from experiments.optimise import tables as search
from experiments.optimise.found import Found
from experiments.optimise.goal import COST, Aim, Goal, Knob
from experiments.optimise.judge import Lived, judge
from experiments.optimise.search import Searched
from experiments.pairs import pairs
from experiments.sensitivity import failing, results, rules
from experiments.sensitivity.indices import Indices
from experiments.store import causes_table, ledger_table, levels_table, projects_table, with_units
from experiments.words_csv import FILES, MEANINGS
from experiments.words_csv_more import MEANINGS as MORE
from experiments.words_csv_more import SEARCH

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
"""(heads, rows) -> a Markdown table."""
KNOWN = {**MEANINGS, **MORE}
YEAR, HOURS, LEVER = 2025, "unmet_hours", "pay.raise_share"
"""Of what nobody lived."""


def section(table: Table) -> list[str]:
    """The blocks of the page about CSV files."""
    about = (
        "What the commands write beside the data, UTF-8 with a head. An empty cell has no value (null). A column means "
        "the same in all files, unless the second table names its file. `constraints.csv` of a search has other "
        "columns than that of a comparison. Texts that a meaning calls below or above stand under [Texts](#texts), "
        "`design.csv` under [Study](#study-研究数据)."
    )
    files = columns()
    made = [[_named(name), *FILES[name], ", ".join(f"`{one}`" for one in files[name])] for name in FILES]
    rows = []
    for key, where in explained(files).items():
        meaning, column = KNOWN[key], key.removeprefix(f"{where}.")
        rows.append([f"`{column}`", _named(where), meaning.unit, meaning.english, meaning.chinese])
    return [
        *("## CSV files CSV文件", about, table(["file", "holds", "中文", "columns"], made)),
        table(["column", "file", "unit", "meaning", "中文"], rows),
    ]


def _named(file: str) -> str:
    """The name of a file in a cell."""
    name, of, what = file.partition(" of ")
    return file and f"`{name}`{of}{what}"


def explained(files: dict[str, list[str]]) -> dict[str, str]:
    """Key of the meaning of every column, in order of appearance -> the file that it is bound to, or "" for all."""
    found = {}
    for name, names in files.items():
        for column in names:
            own = f"{name}.{column}"
            found[own if own in KNOWN else column] = name if own in KNOWN else ""
    return found


def columns() -> dict[str, list[str]]:
    """File -> its columns, in their order."""
    found = {name: [str(column) for column in frame.columns] for name, frame in _of_study().items()}
    found["trials.csv"] = [_any(column) for column in search.trials(_found()).columns]
    found[SEARCH] = list(search.constraints(_found()).columns)
    for name, frames in _of_sensitivity().items():
        found[f"sensitivity/{name}"] = list(dict.fromkeys(column for frame in frames for column in frame.columns))
    return found


def _any(column: str) -> str:
    """The name of a column that is named by what a goal asks, in general."""
    if column.startswith("levers."):
        return "levers.<lever>.<field>"
    return "<outcome>|<place>|<group>|<unit>" if "|" in column else column


def _of_study() -> dict[str, pd.DataFrame]:
    """The tables of a comparison of three scenarios that nobody lived."""
    cells = [(one, "") for one in ("public_cost", "household_cost", HOURS)] + [("unmet_cause", "cause=too_far")]
    keys = product("abc", (0, 1), cells)
    lived = [(scenario, r, YEAR, "", group, name, 12, 1.0) for scenario, r, (name, group) in keys]
    names = ["scenario", "replicate", "year", "place", "group", "outcome", "months", "value"]
    years = pd.DataFrame(lived, columns=names)
    total = years[years["group"] == ""]
    return {
        "yearly.csv": levels_table(years),
        "ledger.csv": ledger_table([]),
        "causes.csv": causes_table(years),
        "targets.csv": promises.targets_table([]),
        "constraints.csv": promises.constraints_table([]),
        "projects.csv": projects_table([]),
        "comparison.csv": with_units(compare(years)),
        "pairs.csv": with_units(pairs(total, YEAR)),
        "prices.csv": price.table([]),
        "pareto.csv": pareto.front(total, base="a"),
        "waterfall.csv": with_units(waterfall.effects(total, "a", "b", {"pay": "c"})),
    }


def _found() -> Found:
    """A search of one mix that nobody lived."""
    aim = Aim(HOURS, "", "", (YEAR,))
    goal = Goal("", {}, 12 * YEAR, None, (Knob(12 * YEAR, (LEVER,), ((0.1,),)),), (), (), 1.0, aim)
    lived = Lived({YEAR: 12}, {(cell, YEAR): np.ones(2) for cell in (COST, aim.cell)})
    verdict = judge(goal, (0,), lived, lived)
    return Found(None, Searched(goal, lived, (verdict,), True, True))  # type: ignore[arg-type]  # no plan: nothing is told


def _of_sensitivity() -> dict[str, list[pd.DataFrame]]:
    """The tables of a sensitivity analysis of an outcome that nothing moves, of both kinds, and of a rule."""
    quantity = Quantity(f"levers.{LEVER}", 0.0, 1.0)
    said = [
        results.Result(
            results.Measure("a"), HOURS, YEAR, 12, Indices("constant", pd.DataFrame(), 1, 1.0, 0.0), None, 0.0
        )
    ]
    designs = [Design(kind, (quantity,)) for kind in results.COLUMNS]
    rule = rules.Rule((rules.Condition(quantity.path),), 1, 1, 1.0, 0.0, 1.0, 1.0, 0.0)
    fails = [failing.Found("a", YEAR, rules.Discovery(2, 1, (rule,), 0.0, 2, 0.0), 0)]
    return {
        "indices.csv": [results.indices_table(said, design) for design in designs],
        "convergence.csv": [results.convergence_table(said, design) for design in designs],
        "rules.csv": [failing.rules_table(fails, failing.Failing(HOURS, ">", 0.0))],
    }
