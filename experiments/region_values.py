"""The values of a region folder that belong to declarations: levers, parameters, fitted constants, assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from experiments.region_checks import SOURCED, Column, Folder, nearest, read_cell, read_table, read_yaml
from experiments.schema import PARAMETERS
from sim.declare import GRADES, Declared
from sim.levers import DECLARED
from sim.world.region import Assumption

CHOICE = "choice.yaml"
FITTED = {key: item for key, item in PARAMETERS.items() if item.grade == "F"}
"""Parameters that the calibration of a region sets."""
OWN = "region."
"""Before the key of an assumption where it stands among parameters."""
FIT_REPORT = "targets"
"""Key of ``choice.yaml`` under which each target of the fit stands with what was aimed at and reached."""


def read_levers(folder: Folder) -> dict[str, Any]:
    """The lever values of the status quo."""
    return read_declared(folder, "status_quo.yaml", DECLARED, ("D", "A", "B", "C", "M"))


def read_parameters(folder: Folder) -> dict[str, Any]:
    """Parameters that differ in this region, then the fitted constants; both files may be missing."""
    values: dict[str, Any] = {}
    if (folder.path / "parameters.yaml").is_file():
        values |= read_declared(folder, "parameters.yaml", PARAMETERS, GRADES)
    if (folder.path / CHOICE).is_file():
        own = [key for key in read_yaml(folder, CHOICE) if str(key).startswith(OWN)]
        values |= read_declared(folder, CHOICE, FITTED, ("F",), (FIT_REPORT, *own))
    return values


def fitted_assumptions(folder: Folder) -> dict[str, Any]:
    """Assumptions that the calibration has set: ``region.<key>`` of ``choice.yaml``."""
    if not (folder.path / CHOICE).is_file():
        return {}
    tree = read_yaml(folder, CHOICE)
    entries = {str(key).removeprefix(OWN): entry for key, entry in tree.items() if str(key).startswith(OWN)}
    for key, entry in entries.items():
        if not isinstance(entry, dict) or "value" not in entry:
            folder.wrong(CHOICE, f"key {OWN}{key}", "holds no {value, unit, grade, source}")
    return {key: entry["value"] for key, entry in entries.items() if isinstance(entry, dict) and "value" in entry}


def read_assumptions(folder: Folder, overrides: Mapping[str, Any]) -> None:
    """Read ``assumptions.csv`` into the folder; ``overrides`` replace values by key, within their range."""
    file = "assumptions.csv"
    columns = (Column("key"), Column("value"), Column("low"), Column("high"), *SOURCED)
    for row in read_table(folder, file, columns):
        where = f"row {row['row']}"
        key = row["key"]
        if any(cell is None for cell in row.values()):
            continue
        if key in folder.assumptions:
            folder.wrong(file, f"{where}, column key", f"{key!r} stands twice")
            continue
        value, column = row["value"], "value"
        if key in overrides:
            value, column = str(overrides[key]), "value (overridden)"
        kind = Column("value", "month" if row["unit"] == "month" else "number", low=-math.inf)
        where = f"{where}, column {column}"
        low, one, high = (read_cell(folder, file, where, kind, v) for v in (row["low"], value, row["high"]))
        if None not in (low, one, high) and not low <= one <= high:
            span = f"{row['low']} to {row['high']} {row['unit']}"
            folder.wrong(file, where, f"{key} = {value} is outside its range", span)
        folder.assumptions[key] = Assumption(
            key, value, row["unit"], row["low"], row["high"], row["grade"], row["source"]
        )
    for key in overrides:
        if key not in folder.assumptions:
            folder.wrong(file, f"key {key}", f"no such assumption{nearest(key, folder.assumptions)}")


def read_declared(
    folder: Folder, file: str, known: Mapping[str, Declared], grades: Iterable[str], other: Iterable[str] = ()
) -> dict[str, Any]:
    """Values of declared fields: ``group.field: {value, unit, grade, source}``; grade C with low and high.

    Values are checked against their declaration. Grade C values join the visible list of assumptions. Keys of
    ``other`` are read elsewhere.
    """
    values: dict[str, Any] = {}
    grades = tuple(grades)
    for path, entry in read_yaml(folder, file).items():
        where = f"key {path}"
        if path in other:
            continue
        if path not in known:
            folder.wrong(file, where, "is not declared" + nearest(str(path), known), "a declared field")
            continue
        needed = ["value", "unit", "grade", "source"]
        if not isinstance(entry, dict):
            folder.wrong(file, where, "holds no {value, unit, grade, source}")
            continue
        needed += ["low", "high"] if entry.get("grade") == "C" else []
        lacking = [name for name in needed if entry.get(name) in (None, "")]
        if lacking:
            folder.wrong(file, where, f"lacks {', '.join(lacking)}", "{" + ", ".join(needed) + "}")
            continue
        if entry["grade"] not in grades:
            folder.wrong(file, where, f"grade {entry['grade']!r} is unknown", f"one of {', '.join(grades)}")
        problem = known[path].check(entry["value"])
        if problem:
            folder.wrong(file, where, f"{entry['value']!r} {problem}")
            continue
        values[path] = like_declared(known[path], entry["value"])
        if entry["grade"] == "C":
            key = f"{Path(file).stem}.{path}"
            texts = [str(entry[name]) for name in ("value", "unit", "low", "high", "grade", "source")]
            folder.assumptions[key] = Assumption(key, *texts)
    return values


def like_declared(item: Declared, value: Any) -> Any:
    """The value as the type of its declaration: 5 becomes 5.0 where a float is declared, a list a tuple."""
    if isinstance(item.default, tuple):
        return tuple(type(item.default[0])(one) for one in value)
    return type(item.default)(value)
