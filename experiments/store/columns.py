"""Runs as tables and back: what a chunk writes, and how a comparison reads its runs again.

Texts are dictionaries, months are written YYYY-MM, all rows of a run stand together, those of a cell in order of time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments.built import Built
from experiments.month0 import Line, TargetLine
from experiments.promises.stops import Stop
from experiments.runs import Run
from experiments.years import of_run
from sim.calendar import month_of, text_of
from sim.record import Cell, Event

TEXT = pa.dictionary(pa.int32(), pa.string())
NUMBER, COUNT, DATE = pa.float64(), pa.int32(), pa.string()
KEYS = {"run": COUNT, "point": COUNT, "scenario": TEXT, "replicate": COUNT}
CELL = {"place": TEXT, "group": TEXT, "outcome": TEXT, "value": NUMBER}
YEAR = {"year": pa.int16()}
_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "runs": {"seed": pa.int64(), "region": TEXT, "first": TEXT, "last": TEXT},
    "outcomes": {**YEAR, "months": pa.int8(), **CELL},
    "months": {"month": TEXT, **CELL},
    "ledger": {**YEAR, "payer": TEXT, "payee": TEXT, "purpose": TEXT, "yuan": NUMBER},
    "elders": {"month": DATE, "elder": pa.int64(), "what": TEXT, "detail": pa.string()},
    "document": {"key": TEXT, "document": NUMBER, "model": NUMBER, "difference": NUMBER, "unit": TEXT}
    | {"within": pa.bool_()},
    "targets": {"key": TEXT, "by": DATE, "direction": TEXT, "wanted": NUMBER, "model": NUMBER, "unit": TEXT}
    | {"verdict": TEXT},
    "stops": {"target": TEXT, "constraint": TEXT, "quantity": NUMBER, "unit": TEXT, "binds": pa.bool_()}
    | {"yuan": NUMBER, "month": DATE, "since": DATE, "names": pa.list_(pa.string()), "months": COUNT},
    "projects": {"name": TEXT, "label_zh": TEXT, "whose": TEXT, "due": DATE, "stage": TEXT, "opened": DATE}
    | {"money": DATE, "beds": NUMBER},
    "failed": {"seed": pa.int64(), "message": pa.string()},
}
SCHEMAS = {table: pa.schema(KEYS | columns) for table, columns in _COLUMNS.items()}
"""Table -> its columns; each table begins with the run, its point, scenario and replicate."""
DATED = frozenset({"by", "month", "since", "due", "opened", "money"})
"""Columns of months of the tables of records; a month that has not come is null."""
RECORDS: dict[str, tuple[str, type]] = {
    "document": ("month0", Line),
    "targets": ("targets", TargetLine),
    "stops": ("stopped", Stop),
    "projects": ("projects", Built),
}
"""Table -> (field of a run, what one row of it is)."""


def tables(runs: Sequence[tuple[int, Run]], region: str, months: bool) -> dict[str, pa.Table]:
    """The tables of some runs, (number, run); with ``months`` also the value of every month."""
    found = {
        "runs": _table("runs", [(*_keys(n, run), run.seed, region, *_span(run)) for n, run in runs]),
        "outcomes": _stack("outcomes", [_yearly_columns(n, run) for n, run in runs]),
        "ledger": _table("ledger", [(*_keys(n, run), *row) for n, run in runs for row in run.ledger]),
        "elders": _table("elders", [(*_keys(n, run), *_event(one)) for n, run in runs for one in run.events]),
    }
    if months:
        found["months"] = _stack("months", [_monthly_columns(n, run) for n, run in runs])
    for name, (field, kind) in RECORDS.items():
        rows = [(*_keys(n, run), *_record(one, kind)) for n, run in runs for one in getattr(run, field)]
        found[name] = _table(name, rows)
    return found


def failed_table(rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """(run, point, scenario, replicate, seed, message) of runs that could not be finished."""
    return _table("failed", list(rows))


def _keys(number: int, run: Run) -> tuple[int, int, str, int]:
    return number, run.point, run.scenario, run.replicate


def _span(run: Run) -> tuple[str, str]:
    return text_of(int(run.months[0])), text_of(int(run.months[-1]))


def _table(name: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    schema = SCHEMAS[name]
    lists = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table([pa.array(one, field.type) for one, field in zip(lists, schema, strict=True)], schema=schema)


# --- outcomes -----------------------------------------------------------------------------------------------


def _yearly_columns(number: int, run: Run) -> pa.Table:
    years, months, values = of_run(run)
    n = values.shape[1]
    middle = [pa.array(np.tile(years, n), pa.int16()), pa.array(np.tile(months, n), pa.int8())]
    return _cells("outcomes", number, run, middle, values)


def _monthly_columns(number: int, run: Run) -> pa.Table:
    codes = np.tile(np.arange(len(run.months), dtype=np.int32), len(run.cells))
    texts = pa.array([text_of(int(month)) for month in run.months], pa.string())
    return _cells("months", number, run, [pa.DictionaryArray.from_arrays(pa.array(codes), texts)], run.values)


def _cells(name: str, number: int, run: Run, middle: list[pa.Array], values: NDArray[np.float64]) -> pa.Table:
    """One run's ``values[time, cell]`` as rows, all times of a cell together."""
    times, size = values.shape[0], values.size
    keys = [
        _repeated(key, size) if isinstance(key, str) else pa.array(np.full(size, key, np.int32))
        for key in _keys(number, run)
    ]
    cells = []
    for field in ("place", "group", "outcome"):
        texts = list(dict.fromkeys(getattr(cell, field) for cell in run.cells))
        code = {text: i for i, text in enumerate(texts)}
        codes = np.repeat(np.array([code[getattr(cell, field)] for cell in run.cells], np.int32), times)
        cells.append(pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(texts, pa.string())))
    value = pa.array(np.ascontiguousarray(values.T).reshape(-1), from_pandas=True)  # no value: null, as SQL has it
    return pa.table([*keys, *middle, *cells, value], schema=SCHEMAS[name])


def _repeated(text: str, size: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int32)), pa.array([text], pa.string()))


def _stack(name: str, parts: list[pa.Table]) -> pa.Table:
    """The tables of several runs under each other, with one dictionary for each text."""
    return pa.concat_tables(parts).unify_dictionaries() if parts else SCHEMAS[name].empty_table()


# --- records: targets, stops, projects, events --------------------------------------------------------------


def _record(one: Any, kind: type) -> tuple[Any, ...]:
    names = _fields(kind)
    return tuple(_out(name, getattr(one, name)) for name in names)


def _fields(kind: type) -> list[str]:
    return list(getattr(kind, "_fields", None) or kind.__dataclass_fields__)  # type: ignore[attr-defined]


def _out(name: str, value: Any) -> Any:
    if name in DATED:
        return text_of(int(value)) if value >= 0 else None
    return list(value) if isinstance(value, tuple) else value


def _back(name: str, value: Any) -> Any:
    if name in DATED:
        return -1 if value is None else month_of(value)
    return tuple(value) if isinstance(value, list) else value


def _event(event: Event) -> tuple[str, int, str, str]:
    detail = json.dumps(event.detail, ensure_ascii=False, default=_plain)
    return text_of(event.month), event.elder, event.what, detail


def _plain(value: Any) -> Any:
    """A number of numpy, or a named kind, as JSON holds it."""
    return value.item() if isinstance(value, np.generic) else str(value)


def runs_again(found: dict[str, pa.Table]) -> Iterator[Run]:
    """The runs of one part as they were lived (but for the events of single elders)."""
    months, ledger = found["months"], found["ledger"]
    records = {name: found[name].to_pylist() if name in found else [] for name in RECORDS}
    payments = ledger.to_pylist()
    at = np.asarray(months["run"])
    for facts in found["runs"].to_pylist():
        number = facts["run"]
        rows = months.slice(int(np.searchsorted(at, number)), int((at == number).sum()))
        times = list(dict.fromkeys(rows["month"].to_pylist()))
        n = len(times)
        place, group, outcome = (rows[name].take(np.arange(0, rows.num_rows, n)).to_pylist() for name in CELL_TEXTS)
        values = np.asarray(rows["value"]).reshape(-1, n).T
        yield Run(
            scenario=facts["scenario"],
            replicate=facts["replicate"],
            seed=facts["seed"],
            point=facts["point"],
            cells=tuple(Cell(*texts) for texts in zip(outcome, place, group, strict=True)),
            months=np.array([month_of(text) for text in times], dtype=np.int64),
            values=np.ascontiguousarray(values),
            ledger=tuple(
                (row["year"], row["payer"], row["payee"], row["purpose"], row["yuan"])
                for row in payments
                if row["run"] == number
            ),
            **{
                field: tuple(
                    kind(**{name: _back(name, row[name]) for name in _fields(kind)})
                    for row in records[table]
                    if row["run"] == number
                )
                for table, (field, kind) in RECORDS.items()
            },
        )


CELL_TEXTS = ("place", "group", "outcome")
