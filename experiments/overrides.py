"""What a user typed after a sub-command: key=value in Hydra's grammar, read without believing any of it.

Only keys that exist may be set, and only with ``key=value``: adding (``+``, ``++``), deleting (``~``) and
sweeping (``key=1,2``) are refused here, before Hydra sees them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import OverrideType
from hydra.errors import HydraException

_KEY = re.compile(r"^[A-Za-z_][\w./@]*$")
_DATE = re.compile(r"\d{4}-\d{2}(?=\s*:)")
AS_TYPED = {"out", "region", "goal"}
"""Keys whose value is taken as it was typed: a path may hold anything that the grammar would refuse."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in the input."""

    key: str
    value: str
    message: str

    def __str__(self) -> str:
        """Two lines: what was said, and what is wrong with it."""
        said = f"{self.key} = {self.value}" if self.value else self.key
        return f"  {said}\n      {self.message}"


class BadInput(ValueError):
    """All that is wrong in the input, in one readable block."""

    def __init__(self, problems: Iterable[Problem], nothing: str = "nothing was run or written"):
        self.problems = tuple(problems)
        n = len(self.problems)
        head = f"carecap: {n} problem{'s' if n != 1 else ''} in the input; {nothing}"
        super().__init__("\n".join([head, "", *map(str, self.problems)]))


@dataclass(frozen=True)
class Said:
    """One override that may be handed on to Hydra."""

    key: str
    value: Any
    text: str


def near(word: str, known: Iterable[str]) -> str:
    """The known words that a mistyped one may have meant, as a question; empty if none is near."""
    names = sorted(known)
    group, _, last = word.rpartition(".")
    found = [name for name in names if name.endswith("." + word) or name.rpartition(".")[2] == last]
    if not found:
        beside = {name[len(group) + 1 :]: name for name in names if group and name.startswith(group + ".")}
        found = [beside[m] for m in difflib.get_close_matches(last, beside, n=2, cutoff=0.6)]
        if beside and not found:
            return ""
    if not found:
        found = difflib.get_close_matches(word, names, n=2, cutoff=0.75 if group else 0.6)
    if not found and len(last) > 3:
        by_last = {name.rpartition(".")[2]: name for name in names}
        found = [by_last[m] for m in difflib.get_close_matches(last, by_last, n=2, cutoff=0.7)]
    return f"did you mean {' or '.join(found[:3])}?" if found else ""


def unknown_key(key: str, known: Iterable[str], command: str = "") -> str:
    """The message for a key that does not exist: the nearest ones, those beside it, or all."""
    names = sorted(known)
    group = key.rpartition(".")[0]
    beside = [name for name in names if group and name.startswith(group + ".")]
    short = [name for name in names if "." not in name]
    rest = sorted(
        {f"{name.partition('.')[0]}.…" for name in names if "." in name and name.partition(".")[0] not in names}
    )
    hint = near(key, names) or f"known: {', '.join(beside or short + rest)}"
    return f"unknown key{f' of carecap {command}' if command else ''}; {hint}"


def unknown_name(what: str, known: Iterable[str], name: str) -> str:
    """The message for an unknown region, scenario or scale: the nearest, and all that are known."""
    names = list(known)
    folder = f"for the folder of that name write ./{name};" if what == "region" and Path(name).is_dir() else ""
    hints = (f"unknown {what};", folder or near(name, names), f"known: {', '.join(names) or 'none'}")
    return " ".join(hint for hint in hints if hint)


def read(typed: Iterable[str], known: set[str], command: str = "") -> tuple[list[Said], list[Problem]]:
    """Split what was typed into overrides that can be composed and problems."""
    said: dict[str, Said] = {}
    problems: list[Problem] = []
    for text in typed:
        key, equals, value = text.partition("=")
        problem = _form(key, equals, value)
        if problem is None and not _is_known(key, known):
            problem = unknown_key(key, known, command)
        if problem is None and key in said:
            problem = f"given twice, the other time as {said[key].text.partition('=')[2]}"
        if problem:
            problems.append(Problem(key or text, value, problem))
            continue
        one = _parse(key, value, text)
        dates = _DATE.findall(value) if key in known else []
        if isinstance(one, Problem):
            problems.append(one)
        elif len(dates) != len(set(dates)):
            twice = next(date for date in dates if dates.count(date) > 1)
            problems.append(Problem(key, value, f"{twice} is given twice"))
        else:
            inside = _unknown_inside(one, known)
            problems += inside
            if not inside:
                said[key] = one
    return list(said.values()), problems


def _form(key: str, equals: str, value: str) -> str | None:
    """What is wrong with the form of an override, if anything."""
    bare = key.lstrip("+~")
    if bare != key:
        return f"keys cannot be added or deleted; write {bare or 'key'}=value without {key[: len(key) - len(bare)]}"
    if not equals:
        return "write key=value"
    if not _KEY.match(key) or "@" in key:
        return "is not a key; write key=value, without blanks around ="
    if re.split("[./]", key)[0] == "hydra":
        return "Hydra's own settings cannot be changed"
    if not value.strip():
        return "no value after ="
    if "${" in value:
        return "write the value itself, not a reference with ${…}"
    return None


def _is_known(key: str, known: set[str]) -> bool:
    """Whether a key is a leaf or a group above one."""
    return key in known or any(name.startswith(key + ".") for name in known)


def _parse(key: str, value: str, text: str) -> Said | Problem:
    """The value in Hydra's grammar."""
    if key in AS_TYPED and value.lower() not in {"null", "none"}:
        bare = value.strip()
        if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
            bare = bare[1:-1]
        return Said(key, bare, text)
    try:
        override = OverridesParser.create().parse_override(text)
        found = None if override.is_sweep_override() else override.value()
    except (HydraException, ValueError, RecursionError):
        help_dated = " such as '{2025-01: 0.2, 2027-01: 0.3}' (in quotes for the shell)" if "{" in value else ""
        return Problem(
            key, value, f"cannot be read as a value{help_dated or '; put text with special signs in quotes'}"
        )
    if override.type is not OverrideType.CHANGE or override.is_sweep_override():
        return Problem(key, value, "must be one value, not several; write a list as [a,b]")
    return Said(key, found, text)


def _unknown_inside(one: Said, known: set[str]) -> list[Problem]:
    """Unknown keys in a group given as a whole, such as levers={pay: {…}}."""
    if one.key in known:
        return []
    if not isinstance(one.value, dict):
        return [Problem(one.key, str(one.value), f"is a group; set its fields, {one.key}.<field>=value")]
    problems = []
    for name, value in one.value.items():
        key = f"{one.key}.{name}"
        if not _is_known(key, known):
            problems.append(Problem(key, str(value), unknown_key(key, known)))
        else:
            problems += _unknown_inside(Said(key, value, one.text), known)
    return problems
