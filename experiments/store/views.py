"""The views of a study: what DuckDB is asked of all parts together, however many there are."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from experiments.store import parts
from experiments.store.columns import KEYS, SCHEMAS

MONTHS = "months"
VIEWS = ("runs", "outcomes", "causes", "ledger", "events", "targets", "stops", "projects", "months", "failed")
"""What ``carecap query`` and :meth:`Study.sql` know."""
ORDERED = frozenset({"outcomes", "months"})
"""Tables whose rows keep the order in which they were counted; ``nth`` is their place in the part of their run."""
_KEYS = ", ".join(KEYS)
DERIVED = {
    "runs": "select r.*, d.* exclude (point, scenario) from stored_runs r join design d using (point) order by run",
    "causes": f"""
        select {_KEYS}, year, months, place, outcome,
               case when starts_with("group", 'cause=') then '' else split_part(split_part("group", '=', 2), ':', 1) end
                   as ownership,
               case when starts_with("group", 'cause=') then split_part("group", '=', 2)
                    else split_part(split_part("group", '=', 2), ':', 2) end as cause,
               value
        from outcomes
        where outcome in ('empty_cause', 'unmet_cause')
          and (starts_with("group", 'cause=') or starts_with("group", 'ownership_cause='))""",
    "events": f"""
        select {_KEYS}, month, 'elder ' || elder as who, what, detail from elders
        union all by name
        select {_KEYS}, money as month, name as who, 'money' as what, null as detail from projects
        where money is not null
        union all by name
        select {_KEYS}, opened as month, name as who, 'opened' as what, null as detail from projects
        where opened is not null""",
}
"""View -> its question, asked of what is stored."""


def make_views(
    database: duckdb.DuckDBPyConnection, path: Path, there: Collection[int], design: pd.DataFrame, months: bool
) -> None:
    """Make all :data:`VIEWS` over the chunks that are ``there``; ``months`` only if they were kept.

    duckdb.Error if a part cannot be read.
    """
    database.register("design", design)
    for name, schema in SCHEMAS.items():
        if name == MONTHS and not months:  # asked all the same, it says so instead of nothing
            continue
        stored = f"stored_{name}" if name == "runs" else name
        files = [escaped(parts.path_of(path, name, chunk)) for chunk in sorted({*there} & parts.chunks(path, name))]
        ordered = name in ORDERED
        if files:
            source = f"read_parquet([{', '.join(files)}], file_row_number = true, hive_partitioning = false)"
            kept = "* exclude (file_row_number)" + (", file_row_number as nth" if ordered else "")
            database.execute(f'create view "{stored}" as select {kept} from {source}')
        else:
            empty = schema.empty_table()
            database.register(stored, empty.append_column("nth", pa.array([], pa.int64())) if ordered else empty)
    for name, question in DERIVED.items():
        database.execute(f"create view {name} as {question}")


def escaped(path: Path) -> str:
    """A path as a text of SQL that is taken as it stands, whatever signs are in it."""
    return quoted(re.sub(r"[*?\[]", lambda sign: f"[{sign[0]}]", str(path)))


def quoted(text: str) -> str:
    """A text of SQL."""
    return "'" + text.replace("'", "''") + "'"
