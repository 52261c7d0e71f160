"""Questions in SQL that write nothing: what is asked is looked at first, and the database cannot reach further.

DuckDB would also copy into files, those of the study among them: by a statement, by an ``explain analyze`` of one, and
by one that stands in a ``with`` of a ``select``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from experiments.store.views import escaped, quoted

EXPLAIN = duckdb.StatementType.EXPLAIN
READING = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
"""Kinds of a query that only read; others copy, insert, update, delete."""


def only_asks(database: duckdb.DuckDBPyConnection, question: str) -> bool:
    """Whether every statement of a question only reads; duckdb.Error if it is no SQL."""
    return all(_only_reads(database, one.query, one.type) for one in database.extract_statements(question))


def _only_reads(database: duckdb.DuckDBPyConnection, text: str, kind: duckdb.StatementType) -> bool:
    """Whether a statement is a select (or an explain of one) that holds nothing but such.

    DuckDB's own parser says so: it opens selects only, with all that stands in them. An ``explain analyze`` would run.
    """
    if kind == EXPLAIN:
        words = (place for place, sort in duckdb.tokenize(text) if sort != duckdb.token_type.comment)
        next(words)
        text = text.encode()[next(words) :].decode()
    tree = json.loads(database.execute("select json_serialize_sql(?)", [text]).fetchall()[0][0])
    return not tree["error"] and set(_nodes(tree["statements"])) <= READING


def _nodes(tree: Any) -> Iterator[str]:
    """Kinds of all queries in a tree of DuckDB's parser."""
    if isinstance(tree, dict):
        kind = tree.get("type")
        if isinstance(kind, str) and kind.endswith("_NODE"):
            yield kind
    for one in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(one)


def close(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let a database reach no file but those in a folder, load nothing more, and never be told otherwise."""
    # a name with a sign that stands for others is looked at twice: as it is written in a view, and as it is
    reached = ", ".join(dict.fromkeys((quoted(str(folder)), escaped(folder))))
    database.execute(f"set allowed_directories = [{reached}]")
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")
