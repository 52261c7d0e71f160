"""How a number is declared: once, with unit, range, source and grade.

Parameters (``parameters/``) and policy levers (``levers/``) are frozen dataclasses whose fields are made
by :func:`quantity` or :func:`choice`. Validation, command-line overrides, documentation pages and the bounds
of sensitivity studies are all read from these fields; nothing about them is typed a second time.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

GRADES = {
    "D": "printed in the region's own document",
    "A": "source seen",
    "B": "secondary source",
    "C": "assumption: a judgement with a range",
    "F": "fitted once at month 0 and frozen",
    "M": "definition of the model",
}


@dataclass(frozen=True)
class Declared:
    """What is known about one field: its meaning, unit, allowed range, source and grade."""

    name: str
    default: Any
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    grade: str
    label_zh: str
    values: tuple[str, ...] = ()

    def check(self, value: Any) -> str | None:
        """Return what is wrong with ``value``, or None if it is allowed."""
        if self.values:
            return None if value in self.values else f"must be one of {', '.join(self.values)}"
        if isinstance(self.default, bool):
            return None if isinstance(value, bool) else "must be true or false"
        if isinstance(self.default, tuple):
            size = len(self.default)
            if not isinstance(value, (tuple, list)) or len(value) != size:
                return f"must be a list of {size} numbers"
            wrong = [self._check_number(v, self.default[0]) for v in value]
            return next((w for w in wrong if w), None)
        if value == self.default and not isinstance(value, bool):
            return None  # a default may stand outside the range: "0: off"
        return self._check_number(value, self.default)

    def _check_number(self, value: Any, like: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return f"must be a number between {self.low:g} and {self.high:g} {self.unit}"
        if isinstance(like, int) and float(value) != int(value):
            return f"must be a whole number between {self.low:g} and {self.high:g} {self.unit}"
        if not self.low <= value <= self.high:
            return f"must lie between {self.low:g} and {self.high:g} {self.unit}"
        return None


def quantity(
    default: float | bool | tuple[float, ...],
    *,
    unit: str,
    low: float = 0.0,
    high: float = 1.0,
    meaning: str,
    source: str = "",
    grade: str = "C",
    zh: str = "",
) -> Any:
    """Declare a number (or a switch) with its unit, allowed range, meaning, source and grade."""
    if grade not in GRADES:
        raise ValueError(f"unknown grade {grade!r}; known: {', '.join(GRADES)}")
    facts = {"unit": unit, "low": low, "high": high, "meaning": meaning, "source": source}
    return dataclasses.field(default=default, metadata={**facts, "grade": grade, "label_zh": zh})


def choice(default: str, *, values: tuple[str, ...], meaning: str, zh: str = "") -> Any:
    """Declare a field that takes one of a few named values."""
    facts = {"unit": "", "low": 0.0, "high": 0.0, "meaning": meaning, "source": "", "grade": "M"}
    return dataclasses.field(default=default, metadata={**facts, "values": values, "label_zh": zh})


def declared(group: Any) -> Iterator[Declared]:
    """The declarations of a dataclass made of :func:`quantity` and :func:`choice` fields."""
    for field in dataclasses.fields(group):
        if field.metadata:
            yield Declared(name=field.name, default=field.default, **field.metadata)


def problems(group: Any, path: str) -> list[str]:
    """All values of ``group`` outside their declared range, each as one readable line."""
    found = []
    for item in declared(group):
        value = getattr(group, item.name)
        wrong = item.check(value)
        if wrong:
            found.append(f"{path}.{item.name} = {value!r}: {wrong}")
    return found
