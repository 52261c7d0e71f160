"""What a study keeps, for the page of schemas: files, tables, views, every column with type and meaning.

Tables and columns come from ``experiments.store``; a column that is not explained here is an error, not a blank.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from experiments.store.columns import KEYS, SCHEMAS
from experiments.store.parts import DATA, PROVENANCE, SCHEMA
from experiments.store.study import DESIGN, Study
from experiments.store.views import VIEWS

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
"""(heads, rows) -> a Markdown table."""

TABLES = {
    "runs": "One row a run. Its part is written last: a chunk whose `runs` are there is there as a whole.",
    "outcomes": "Yearly values of everything that is counted: flows summed, stocks and shares averaged.",
    "months": "The same month by month; `run` and `compare` keep it, `sweep` with `keep=months`.",
    "ledger": "Yuan a year by payer, payee and purpose, at full scale.",
    "elders": "Events of watched elders.",
    "document": "Figures of the document beside the model's in its month; of one run.",
    "targets": "Each target of the document with the run's figure in its month.",
    "stops": "What stopped each target that the run missed.",
    "projects": "How far each named project of the document and of the scenario came.",
    "failed": "Runs that could not be finished, tried twice; `resume=true` tries them again.",
}
"""Table -> what it holds."""
DERIVED = {
    "runs": "the table, with a column for each sampled quantity of `design.csv`",
    "causes": "of `outcomes`: empty beds and unmet hours by cause",
    "events": "of `elders` and `projects`: what happened to whom, and when",
}
"""View that is more than its table -> what it is made of."""
MEANINGS = {
    "run": "number of the run: replicate x points + point",
    "point": "number of the scenario with its sample: a row of `design.csv`",
    "scenario": "name of the scenario",
    "replicate": "from 0 on; the same replicate has the same luck in every point",
    "seed": "seed of the run: that of the study + replicate",
    "region": "name of the region",
    "first": "first month lived",
    "last": "last month lived",
    "year": "calendar year",
    "months": "months of the year that were lived",
    "month": "month",
    "place": "county or district; '' is the whole region",
    "group": "break-down, for instance `ownership=private`; '' is all. A word of SQL: write \"group\"",
    "outcome": "[outcome](outcomes.md)",
    "value": "in the unit of the outcome, counts at full scale",
    "nth": "place of the row in its part: the order in which it was counted",
    "payer": "account that pays",
    "payee": "account that is paid",
    "purpose": "what for",
    "yuan": "yuan in the year",
    "elder": "id of the elder",
    "what": "what happened",
    "who": "the elder, or the name of the project",
    "detail": "JSON",
    "key": "key of the figure or target",
    "document": "the document's figure",
    "model": "the model's figure; null or NaN if it has none",
    "difference": "model less document",
    "unit": "unit",
    "within": "whether the difference is within what is accepted; null if shown side by side only",
    "by": "month by which it is wanted",
    "direction": "at_least, at_most",
    "wanted": "what the document wants",
    "verdict": "reached, missed, or why neither can be said",
    "target": "key of the target",
    "constraint": "what held it back",
    "stops.quantity": "how much of what is missing it holds back, at full scale",
    "binds": "whether it is the one that binds",
    "stops.yuan": "money that is missing, at full scale",
    "stops.month": "last month in which what is being built opens, or a rule takes effect",
    "since": "last month in which money came, or it was decided",
    "names": "projects or purses",
    "stops.months": "months in which it held something back, or that it will take",
    "name": "name of the project",
    "label_zh": "its name in Chinese",
    "whose": "document or scenario",
    "due": "month in which it should open",
    "stage": "undecided, planned, funded, building, open, cancelled",
    "opened": "month in which it opened; null: not yet",
    "money": "month in which its money was there; null: not yet",
    "beds": "beds of a new home, at full scale",
    "message": "what went wrong",
    "ownership": "ownership of the homes; '' is all",
    "cause": "cause, see the vocabularies above",
}
"""Column, or table.column where one table means something else by it -> its meaning."""


def section(table: Table) -> list[str]:
    """The blocks of the page about studies."""
    about = (
        f"A folder that `carecap run`, `compare` or `sweep` writes, schema `{SCHEMA}`: `{PROVENANCE}` (everything that "
        f"is needed to make it again), `{DESIGN}` (a row for each point: `point`, `scenario`, and a column for each "
        f"sampled quantity, `levers.<lever>.<field>` or `parameters.<subject>.<field>`), and the tables as "
        f"`{DATA}/<table>/part-000000.parquet`, a part for each chunk of runs. A table without a row has no part. "
        "Months are written YYYY-MM. Each table begins with these columns:"
    )
    keys = table(["column", "type", "meaning"], [[f"`{key}`", _type(KEYS[key]), MEANINGS[key]] for key in KEYS])
    blocks = ["## Study 研究数据", about, keys]
    for name, schema in SCHEMAS.items():
        rows = [[f"`{one.name}`", _type(one.type), _meaning(name, one.name)] for one in schema if one.name not in KEYS]
        blocks += [f"### Table {name}", TABLES[name], table(["column", "type", "meaning"], rows)]
    told = (
        "What `carecap query STUDY \"select …\"` asks, and in Python `experiments.store.open('results/…').sql('…')`. "
        "A view without a word here is its table."
    )
    rows = [
        [f"`{view}`", DERIVED.get(view, ""), ", ".join(f"`{one}`" for one in columns)] for view, columns in _views()
    ]
    return [*blocks, "### Views", told, table(["view", "made of", "columns"], rows)]


def _meaning(table: str, column: str) -> str:
    return MEANINGS.get(f"{table}.{column}") or MEANINGS[column]


def _type(kind: pa.DataType) -> str:
    """The type of a column; a dictionary is how a text is stored."""
    if pa.types.is_list(kind):
        return f"list of {kind.value_type}"
    return "string" if pa.types.is_dictionary(kind) else str(kind)


def _views() -> list[tuple[str, list[str]]]:
    """View -> its columns, asked of a study without a run."""
    with TemporaryDirectory() as folder:
        facts = {"schema": SCHEMA, "keep": "months", "runs": 0}
        (Path(folder) / PROVENANCE).write_text(json.dumps(facts), encoding="utf-8")
        (Path(folder) / DESIGN).write_text("point,scenario\n", encoding="utf-8")
        study = Study(folder)
        found = [(view, study.relation(view).columns) for view in VIEWS]
    for view, columns in found:
        for column in columns:
            _meaning(view, column)
    return found
