"""Where the doses of a scenario come from: what its file says beside each number, printed or assumed with a range.

A line of a scenario file reads ``field: value # unit | where it comes from``. What is told here is only what stands
there: ``printed``, ``assumption, low-high``, or neither, in which case nothing is said about the grade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments import named

if TYPE_CHECKING:
    from experiments.report.subject import Subject

GROUP = re.compile(r"^  (\w+):\s*(?:#.*)?$")
FIELD = re.compile(r"^    (\w+):[^#]*(?:#\s*(.*))?$")
RANGE = re.compile(r"assumption,\s*(?:range\s+)?([\d.,−-]*\d\s*(?:-|–|to)\s*[\d.,]*\d)")
PRINTED, ASSUMED, TOLD = "printed", "assumed", "told"


@dataclass(frozen=True)
class Dose:
    """What a file says beside a number."""

    kind: str
    """printed; assumed; told: there is a note that says neither"""
    span: str
    """Range of an assumption, as written; empty if none is."""
    note: str
    """All that stands there, as written."""


def doses(subject: Subject, scenario: str) -> dict[str, Dose]:
    """``lever.field`` -> what the file of the scenario says beside it; {} for arms of a comparison."""
    option = named.scenario_names(subject.whole.settings.region).get(scenario)
    if option is None or subject.whole.settings.comparison:
        return {}
    path = named.CONF / "scenario" / f"{option}.yaml"
    return read(path.read_text("utf-8")) if path.is_file() else {}


def read(text: str) -> dict[str, Dose]:
    """The notes of a scenario file by field."""
    found: dict[str, Dose] = {}
    inside, group = False, ""
    for line in text.splitlines():
        if re.match(r"^\w", line):
            inside = line.startswith("levers:")
        elif inside and (match := GROUP.match(line)):
            group = match[1]
        elif inside and group and (match := FIELD.match(line)) and match[2]:
            found[f"{group}.{match[1]}"] = dose(match[2].strip())
    return found


def dose(note: str) -> Dose:
    """One note: ``bed/year | assumption, 0-400 | what the document says``."""
    span = RANGE.search(note)
    if re.search(r"\bassum", note):
        return Dose(ASSUMED, span[1].strip() if span else "", note)
    return Dose(PRINTED if re.search(r"(?<!not )\bprinted\b", note) else TOLD, "", note)
