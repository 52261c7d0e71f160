"""What a study keeps, for the page of schemas: files, tables, views, every column with type, unit and meaning.

Tables and columns come from ``experiments.store``, words from ``words_studies.py``; a column that is not explained
there is an error, not a blank.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from experiments.store.columns import KEYS, SCHEMAS
from experiments.store.parts import DATA, PROVENANCE, SCHEMA
from experiments.store.study import DESIGN, NEEDED, Study
from experiments.store.views import VIEWS
from experiments.words_studies import MADE_OF, MEANINGS, TABLES, TEXTS, Meaning

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
"""(heads, rows) -> a Markdown table."""
HEADS = ["column", "type", "unit", "meaning", "中文"]


def section(table: Table) -> list[str]:
    """The blocks of the page about studies."""
    about = (
        f"A folder that `carecap run`, `compare`, `sweep` or `optimise` (a search) writes, schema `{SCHEMA}`: "
        f"`{PROVENANCE}` (everything that is needed to make it again), `{DESIGN}` (a row for each point: `point`, "
        "`scenario`, and a column for each sampled quantity, `levers.<lever>.<field>` or "
        "`parameters.<subject>.<field>`, or for each lever of the mixes of a search), and the tables as "
        f"`{DATA}/<table>/part-000000.parquet`, a part for each chunk of runs. A table without a row has no part. "
        "Months are written YYYY-MM. Each table begins with these columns:"
    )
    blocks = ["## Study 研究数据", about, table(HEADS, [_row(key, _type(KEYS[key]), MEANINGS[key]) for key in KEYS])]
    for name, schema in SCHEMAS.items():
        rows = [_row(one.name, _type(one.type), _meaning(name, one.name)) for one in schema if one.name not in KEYS]
        blocks += [f"### Table {name}", *TABLES[name], table(HEADS, rows)]
    texts = [[f"`{column}`", f"`{text}`", *words] for column, known in TEXTS.items() for text, words in known.items()]
    blocks += ["### Texts", "What may stand in a column of texts; in place of … stand the figures of a case."]
    return [*blocks, table(["column", "text", "meaning", "中文"], texts), *_about_views(table)]


def _about_views(table: Table) -> list[str]:
    """The blocks about what is asked: views, and the columns that they have and no table."""
    views = _views()
    stored = {one for schema in SCHEMAS.values() for one in schema.names}
    tables = " and ".join(f"`{one}`" for one in SCHEMAS if one not in views)
    words = ", ".join(f"`{one}`" for one in _words_of_sql({one for columns in views.values() for one in columns}))
    about = (
        "What `carecap query STUDY \"select …\"` asks, and in Python `experiments.store.open('results/…').sql('…')`. "
        f"A view without a word here is its table; {tables} can be asked like views. Words of SQL among the columns "
        f"need quotation marks: {words}."
    )
    made = [
        [f"`{view}`", *MADE_OF.get(view, ("", "")), ", ".join(f"`{one}`" for one in columns)]
        for view, columns in views.items()
    ]
    own = [
        [f"`{view}`", *_row(column, kind, _meaning(view, column))]
        for view, columns in views.items()
        for column, kind in columns.items()
        if column not in stored
    ]
    told = "Columns that no table has:"
    return ["### Views", about, table(["view", "made of", "中文", "columns"], made), told, table(["view", *HEADS], own)]


def _row(column: str, kind: str, meaning: Meaning) -> list[str]:
    return [f"`{column}`", kind, meaning.unit, meaning.english, meaning.chinese]


def _meaning(table: str, column: str) -> Meaning:
    return MEANINGS.get(f"{table}.{column}") or MEANINGS[column]


def _type(kind: pa.DataType) -> str:
    """The type of a column; a dictionary is how a text is stored."""
    if pa.types.is_list(kind):
        return f"list of {kind.value_type}"
    return "string" if pa.types.is_dictionary(kind) else str(kind)


def _views() -> dict[str, dict[str, str]]:
    """View -> its columns with their types, asked of a study without a run."""
    with TemporaryDirectory() as folder:
        facts = {**dict.fromkeys(NEEDED), "schema": SCHEMA, "keep": "months", "runs": 0}
        (Path(folder) / PROVENANCE).write_text(json.dumps(facts), encoding="utf-8")
        (Path(folder) / DESIGN).write_text("point,scenario\n", encoding="utf-8")
        study = Study(folder)
        found = {view: study.relation(view).arrow().schema for view in VIEWS}
    return {view: {one.name: _type(one.type) for one in schema} for view, schema in found.items()}


def _words_of_sql(columns: set[str]) -> list[str]:
    """The columns that DuckDB takes for words of its own."""
    kinds = "('reserved', 'type_function')"
    rows = duckdb.sql(f"select keyword_name from duckdb_keywords() where keyword_category in {kinds}").fetchall()
    return sorted(columns & {word for (word,) in rows})
