"""Read the levers of a goal: the knobs that may be moved, and what every mix sets besides."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from experiments.optimise.goal import Knob
from experiments.overrides import unknown_key
from sim.calendar import month_of
from sim.levers import DECLARED

KNOB_KEYS = {"levers", "since", "regions"}
MOST_STEPS = 1000
EXPONENT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+", re.ASCII)
Wrong = Callable[[str, Any, str], None]
"""Told of a key, its value, and what is wrong with it."""


def is_number(value: Any) -> bool:
    """A finite number, and no switch."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def plain(value: Any) -> Any:
    """A number that YAML 1.1 takes for text, 1e7, as the number that it is; anything else as it stands."""
    return float(value) if isinstance(value, str) and EXPONENT.fullmatch(value) else value


def month(value: Any, key: str, wrong: Wrong) -> int | None:
    """A month written YYYY-MM; None if it is none."""
    try:
        return month_of(str(value))
    except ValueError as error:
        wrong(key, value, "is missing: the month from which the mix acts" if value is None else str(error))
        return None


def here(one: dict[str, Any], region: str, regions: Sequence[str], above: str, wrong: Wrong) -> bool:
    """Whether a knob or line is for this region."""
    only = one.get("regions", regions)
    if not isinstance(only, list) or any(one not in regions for one in only):
        wrong(f"{above}, regions", only, f"must be some of {', '.join(map(str, regions))}")
        return False
    return region in only


def knobs_of(mix: Any, since: int | None, region: str, regions: Sequence[str], wrong: Wrong) -> list[Knob]:
    """The knobs of a region."""
    if not isinstance(mix, list) or not mix:
        wrong("mix", mix, "must be a list of levers that may be moved")
        return []
    knobs: list[Knob] = []
    for number, one in enumerate(mix, 1):
        above = f"mix {number}"
        if not isinstance(one, dict) or not isinstance(one.get("levers"), dict) or not one["levers"]:
            wrong(above, one, "must hold levers: lever.field and its values")
            continue
        for key in sorted(map(str, set(one) - KNOB_KEYS)):
            wrong(f"{above}, {key}", None, unknown_key(key, KNOB_KEYS))
        begins = month(one["since"], f"{above}, since", wrong) if "since" in one else since
        knob = _knob(one["levers"], begins, above, wrong)
        if knob and here(one, region, regions, above, wrong):
            for path in knob.paths:
                if any(path in other.paths for other in knobs):
                    wrong(f"{above}, {path}", None, f"is moved twice in {region}")
            knobs.append(knob)
    return knobs


def _knob(levers: dict[str, Any], since: int | None, above: str, wrong: Wrong) -> Knob | None:
    """One knob: its first field says how many steps there are; a plain value goes with every step but empty ones."""
    found: dict[str, tuple[Any, ...]] = {}
    beside: list[str] = []
    for path, asked in levers.items():
        if path not in DECLARED:
            wrong(f"{above}, {path}", None, unknown_key(str(path), DECLARED).replace("unknown key", "unknown lever"))
            return None
        values = _values(path, asked, f"{above}, {path}", wrong)
        if values is None:
            return None
        first = next(iter(found.values()), None)
        if first is None and len(values) < 2:
            wrong(f"{above}, {path}", asked, "must have at least two values: a list, or low, high and step")
            return None
        if first is not None and not isinstance(asked, (list, dict)):
            values = tuple(None if leading is None else values[0] for leading in first)
            beside.append(path)
        if first is not None and len(values) != len(first):
            wrong(f"{above}, {path}", asked, f"has {len(values)} values, the field before it {len(first)}")
            return None
        found[path] = values
    return Knob(since or 0, tuple(found), tuple(found.values()), tuple(beside))


def _values(path: str, asked: Any, where: str, wrong: Wrong) -> tuple[Any, ...] | None:
    """The values of a field, as the type that is declared; None in it: as it is."""
    item = DECLARED[path]
    if isinstance(asked, dict):
        asked = {key: plain(value) for key, value in asked.items()}
        if set(asked) != {"low", "high", "step"} or not all(is_number(one) for one in asked.values()):
            wrong(where, asked, "must hold low, high and step, three numbers")
            return None
        low, high, step = asked["low"], asked["high"], asked["step"]
        count = (high - low) / step if step > 0 else -1.0
        if count < 0 or abs(count - round(count)) > 1e-6 or count > MOST_STEPS:
            wrong(where, asked, f"high less low must be a whole number of steps, at most {MOST_STEPS}")
            return None
        asked = [round(low + k * step, 10) for k in range(round(count) + 1)]
    values = [plain(value) for value in (asked if isinstance(asked, list) else [asked])]
    for value in values:
        problem = None if value is None else item.check(value)
        if problem or (isinstance(value, float) and not math.isfinite(value)):
            wrong(where, value, (problem or "must be a finite number").rstrip())
            return None
    values = [None if value is None else type(item.default)(value) for value in values]
    if len({repr(value) for value in values}) < len(values):
        wrong(where, asked, "holds a value twice")
        return None
    return tuple(values)


def given(asked: Any, moved: set[str], wrong: Wrong) -> tuple[tuple[str, Any], ...]:
    """What every mix sets besides."""
    if not isinstance(asked, dict):
        wrong("given", asked, "must be a group of lever.field: value")
        return ()
    found = []
    for path, value in asked.items():
        if path not in DECLARED:
            wrong(f"given, {path}", None, unknown_key(str(path), DECLARED).replace("unknown key", "unknown lever"))
        elif path in moved:
            wrong(f"given, {path}", value, "is moved by the mix; say one or the other")
        elif isinstance(value, (list, dict)) or value is None:
            wrong(f"given, {path}", value, "must be one value")
        else:
            values = _values(path, value, f"given, {path}", wrong)
            found += [(path, values[0])] if values else []
    return tuple(found)
