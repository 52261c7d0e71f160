"""Reading a region's folder strictly: every problem becomes one line, and all lines come together.

A line names file, row, column, what is wrong and what is allowed. Rows are counted as a spreadsheet shows
them: the header is row 1. A cell that begins with ``@`` takes its value from ``assumptions.csv``.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from experiments.plurals import counted
from experiments.yaml_text import parsed
from sim.calendar import month_of
from sim.declare import GRADES
from sim.world.region import Assumption

Row = dict[str, Any]
"""A row of a table: column -> value (None where the cell was wrong), and ``row``, its number."""


class RegionError(ValueError):
    """Everything that is wrong with a region folder, one line for each problem."""


@dataclass
class Folder:
    """A region's folder while it is read: its problems so far, its assumptions, the hashes of its files."""

    path: Path
    assumptions: dict[str, Assumption] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def wrong(self, file: str, where: str, what: str, allowed: str = "") -> None:
        """Note a problem: ``where`` is the row and column, or the key."""
        place = f"{file}, {where}" if where else file
        self.problems.append(f"{place}: {what}" + (f"; allowed: {allowed}" if allowed else ""))

    def text(self, file: str) -> str | None:
        """The contents of a file, its hash noted; None, and a problem, if it is missing or not UTF-8."""
        path = self.path / file
        if not path.is_file():
            self.wrong(file, "", "the file is missing")
            return None
        data = path.read_bytes()
        self.hashes[file] = hashlib.sha256(data).hexdigest()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.wrong(file, "", "cannot be read as text", "UTF-8")
            return None

    def broken(self, file: str) -> bool:
        """Whether a file has a problem, so that checks which depend on it would only say it again."""
        return any(line.startswith(file) for line in self.problems)

    def raise_problems(self) -> None:
        """Raise RegionError with all problems, if there are any."""
        if self.problems:
            lines = "\n".join(f"  {line}" for line in self.problems)
            raise RegionError(f"region folder {self.path.name}: {counted(len(self.problems), 'problem')}\n{lines}")


@dataclass(frozen=True)
class Column:
    """What may stand in a column (or under a key): text, whole, number, share, month, choice or choices."""

    name: str
    kind: str = "text"
    low: float = 0.0
    high: float = math.inf
    values: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Words allowed instead of a number, for instance ``rest``."""
    empty: bool = False
    """Whether the cell may be empty (its value is then None)."""
    optional: bool = False
    """Whether the table may lack the column."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        if self.kind in ("choice", "choices"):
            return f"{'one' if self.kind == 'choice' else 'some'} of {', '.join(self.values)}"
        if self.kind in ("text", "month"):
            return "text" if self.kind == "text" else "a month written YYYY-MM"
        noun = {"whole": "a whole number", "number": "a number", "share": "a share"}[self.kind]
        high = 1.0 if self.kind == "share" else self.high
        span = f"from {self.low:g} on" if math.isinf(high) else f"from {self.low:g} to {high:g}"
        return f"{noun} {span}" + "".join(f", or {word}" for word in self.words)

    def read(self, cell: str) -> Any:
        """The value of a cell; ValueError says what is wrong with it."""
        if cell == "":
            if self.empty:
                return () if self.kind == "choices" else None
            raise ValueError("is empty")
        if cell in self.words or self.kind == "text":
            return cell
        if self.kind == "month":
            return _month(cell)
        if self.kind in ("choice", "choices"):
            chosen = tuple(cell.split()) if self.kind == "choices" else (cell,)
            for one in chosen:
                if self.values and one not in self.values:
                    raise ValueError(f"{one!r} is unknown" + nearest(one, self.values))
            return chosen if self.kind == "choices" else cell
        return self._number(cell)

    def _number(self, cell: str) -> float | int:
        try:
            value = float(cell)
        except ValueError:
            raise ValueError(f"{cell!r} is not a number") from None
        if not math.isfinite(value):
            raise ValueError(f"{cell!r} is not a finite number")
        if self.kind == "whole" and value != int(value):
            raise ValueError(f"{cell} is not a whole number")
        if value < self.low:
            raise ValueError(f"{cell} is negative" if self.low == 0 else f"{cell} is below {self.low:g}")
        high = 1.0 if self.kind == "share" else self.high
        if value > high:
            raise ValueError(f"{cell} is above {high:g}")
        return int(value) if self.kind == "whole" else value


SOURCED = (Column("unit"), Column("source"), Column("grade", "choice", values=tuple(GRADES)))
"""The columns that every table of numbers has."""


def _month(cell: str) -> int:
    try:
        return month_of(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a month") from None


def nearest(word: str, known: Iterable[str]) -> str:
    """``, did you mean …?`` if a known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.75)
    return f", did you mean {near[0]}?" if near else ""


def read_table(folder: Folder, file: str, columns: tuple[Column, ...]) -> list[Row]:
    """The rows of a CSV file. What is wrong is noted in ``folder``; a wrong cell is None."""
    text = folder.text(file)
    if text is None:
        return []
    lines = csv.reader(text.splitlines())
    header = next(lines, [])
    missing = [column for column in columns if column.name not in header]
    for column in (one for one in missing if not one.optional):
        folder.wrong(file, f"column {column.name}", "the column is missing", column.allowed)
    at = {name: i for i, name in enumerate(header)}
    rows: list[Row] = []
    for cells in lines:
        number = lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            folder.wrong(file, f"row {number}", f"{len(cells)} cells under {len(header)} columns")
            continue
        row: Row = {"row": number}
        for column in columns:
            given = column not in missing
            cell = cells[at[column.name]].strip() if given else ""
            where = f"row {number}, column {column.name}"
            row[column.name] = read_cell(folder, file, where, column, cell) if given else None
        rows.append(row)
    return rows


def read_cell(folder: Folder, file: str, where: str, column: Column, cell: str) -> Any:
    """The value of one cell, ``@key`` looked up; None, and a problem, if it is wrong."""
    if cell.startswith("@"):
        key = cell[1:]
        if key not in folder.assumptions:
            known = nearest(key, folder.assumptions)
            folder.wrong(file, where, f"assumption {key!r} is unknown{known}", "a key of assumptions.csv")
            return None
        cell = folder.assumptions[key].value
    try:
        return column.read(cell)
    except ValueError as error:
        folder.wrong(file, where, str(error), column.allowed)
        return None


def read_yaml(folder: Folder, file: str) -> dict[str, Any]:
    """A YAML file of keys; {} and a problem if it is not one."""
    text = folder.text(file)
    if text is None:
        return {}
    try:
        tree = parsed(text)
    except yaml.YAMLError as error:
        folder.wrong(file, "", "is not YAML: " + " ".join(str(error).split()))
        return {}
    if not isinstance(tree, dict):
        folder.wrong(file, "", "holds no keys", "lines of the form key: value")
        return {}
    return tree


def read_key(folder: Folder, file: str, tree: Mapping[str, Any], path: str, column: Column) -> Any:
    """The value under a key such as ``stock.public.homes``; None, and a problem, if missing or wrong."""
    value: Any = tree
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value is None and not column.empty:
        folder.wrong(file, f"key {path}", "is missing", column.allowed)
        return None
    return read_cell(folder, file, f"key {path}", column, "" if value is None else str(value))
