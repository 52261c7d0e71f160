"""What made a study and which points it has, read from its folder; what is damaged there is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.store import parts
from experiments.store.parts import PROVENANCE

DESIGN = "design.csv"
OLDER = "carecap outcomes 1"
NEEDED = ("command", "typed", "runs", "settings", "scenarios")
"""Facts without which a provenance is none."""
READ: dict[tuple[str, ...], type] = {
    ("command",): str,
    ("typed",): list,
    ("chunk",): int,
    ("settings",): dict,
    ("settings", "replicates"): int,
    ("settings", "until"): str,
    ("scenarios",): dict,
    ("region",): dict,
    ("region", "label"): list,
    ("region", "data sha256"): dict,
    ("seeds",): dict,
    ("code",): str,
    ("packages",): dict,
}
"""Where facts stand that are read again, and what stands there."""
LAID_OUT = frozenset({"carecap run", "carecap compare", "carecap sweep"})
"""Commands that name all points before the first run; a search adds them as it goes."""


class StudyError(RuntimeError):
    """A folder that is no study, one of another version, or one that is not whole; the message says what to do."""


def facts_of(path: Path) -> dict[str, Any]:
    """``provenance.json`` of a study of the present schema; StudyError says what is there instead."""
    if not path.is_dir():
        raise StudyError(f"{path}: there is no such folder")
    file = path / PROVENANCE
    if not file.exists():
        raise StudyError(f"{path} is no study: it holds no {PROVENANCE} (carecap run, compare and sweep write one)")
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StudyError(f"{file} cannot be read: {error}") from None
    known = [facts.get("schema", OLDER), facts.get("command")] if isinstance(facts, dict) else []
    schema = str(known[0]) if known else ""
    if not schema.startswith("carecap ") or (schema == OLDER and not str(known[1]).startswith("carecap ")):
        raise StudyError(f"{file} is no provenance of a study; choose the folder of a study")
    if schema == parts.SCHEMA:
        _demand_readable(file, facts)
        return facts
    if schema == OLDER:
        region = facts.get("region")
        name = region.get("name", "…") if isinstance(region, dict) else "…"
        raise StudyError(
            f"{path} was written by an older carecap ({facts.get('code', 'unknown')}), which kept no runs; its tables "
            f"(yearly.csv, comparison.csv, outcomes.parquet) can be read as they are. To ask more, make it again with "
            f"{facts['command']} region={name} … and the settings in {file}"
        )
    raise StudyError(f"{path} was written by a newer carecap ({schema}; this one knows {parts.SCHEMA}): update it")


def _demand_readable(file: Path, facts: dict[str, Any]) -> None:
    """Refuse facts that lack something, or that hold something else where it should stand."""
    lacking = [key for key in NEEDED if key not in facts]
    if lacking:
        raise StudyError(f"{file} is damaged: it lacks {', '.join(lacking)}; {_ANEW}")
    if facts["runs"] == 0:  # nobody has typed it: the documentation asks it for its columns
        return
    kinds = {("runs",): int, **READ, **{("scenarios", name): dict for name in _within(facts, ("scenarios",)) or ()}}
    wrong = [".".join(keys) for keys, kind in kinds.items() if not _is(_within(facts, keys), kind)]
    if not wrong and not all(isinstance(word, str) for word in facts["typed"]):
        wrong = ["typed"]
    if wrong:
        raise StudyError(f"{file} is damaged: it lacks {', '.join(wrong)}, or holds another kind of value; {_ANEW}")


_ANEW = "the command that made it, with resume=false, lives it again"


def _within(facts: Any, keys: tuple[str, ...]) -> Any:
    """What stands behind some keys, one in the other; None if there is nothing."""
    for key in keys:
        facts = facts.get(key) if isinstance(facts, dict) else None
    return facts


def _is(value: Any, kind: type) -> bool:
    """Whether a value is of a kind; what is counted is 1 or more."""
    return isinstance(value, kind) and (kind is not int or value >= 1)


def design_of(path: Path, facts: dict[str, Any]) -> pd.DataFrame:
    """``design.csv`` of a study: a row for each point. StudyError if it cannot be read, or rows or columns are lost."""
    try:
        table = pd.read_csv(path / DESIGN, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise _damaged_design(path, facts, str(error).splitlines()[0]) from None
    lacking = [name for name in ("point", "scenario") if name not in table.columns]
    if lacking:
        raise _damaged_design(path, facts, f"it has no column {', '.join(lacking)}")
    if facts["command"] in LAID_OUT:
        points = facts["runs"] // facts["settings"]["replicates"]
        if table["point"].tolist() != list(range(points)):
            raise _damaged_design(path, facts, f"it must have a row for each of the points 0 to {points - 1}")
    return table


def _damaged_design(path: Path, facts: dict[str, Any], why: str) -> StudyError:
    """What is said of a damaged design: whoever goes on with a study writes it again, but a search reads it."""
    from experiments.provenance import command_line

    resume, what = ("true", "write it again") if facts["command"] in LAID_OUT else ("false", "live it again")
    again = f"{command_line(facts)} out={path} resume={resume}"
    return StudyError(f"{path / DESIGN} is damaged ({why}); {what} with\n  {again}")


def damaged(path: Path, facts: dict[str, Any], error: object) -> StudyError:
    """What is said of a study of which a part cannot be read, or is lost."""
    from experiments.provenance import command_line

    why = str(error).splitlines()[0]
    again = f"{command_line(facts)} out={path} resume=false"
    return StudyError(f"{path}: a part of it is damaged ({why}); live it again with\n  {again}")
