"""Reads what a design varies: paths and sets with their bounds or values, as ``design_read.py`` explains them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from experiments import design_sets as sets
from experiments.design import Quantity
from experiments.design_problems import Reader, shown
from experiments.overrides import near
from sim.calendar import month_of
from sim.declare import Declared

OPTIONS = ("low", "high", "values", "since", "within")
"""What may be said of one quantity."""
INSTEAD = {
    "values": ("low", "high", "within"),
    "within": ("low", "high", "values"),
    "low": ("values",),
    "high": ("values",),
}
"""What is typed of a quantity -> what its file says of the same thing in another way, and no longer holds."""


def quantities(one: Reader, kind: str, steps: int) -> tuple[Quantity, ...]:
    """The quantities, in the order in which they are named."""
    within = one.share("within", one.tree.get("within"))
    chosen = _chosen(one)
    if not chosen and not any(problem.key.startswith(one.named("quantities")) for problem in one.problems):
        one.wrong("quantities", one.tree.get("quantities"), "names nothing to vary")
    if "quantities" in one.typed:
        known = _chosen(Reader(one.file, [], one.where))
        chosen = {path: _laid_over(known.get(path, {}), options, kind) for path, options in chosen.items()}
    made = [_quantity(one, kind, path, options, within, steps) for path, options in chosen.items()]
    return tuple(quantity for quantity in made if quantity is not None)


def _laid_over(said: dict[str, Any], typed: dict[str, Any], kind: str) -> dict[str, Any]:
    """What the file says of a quantity, with what was typed of it; values are for grids."""
    gone = {other for option in typed for other in INSTEAD.get(option, ())} | ({"values"} if kind != "grid" else set())
    return {**{option: value for option, value in said.items() if option not in gone}, **typed}


def _chosen(one: Reader) -> dict[str, dict[str, Any]]:
    """Path -> what is said of it, by itself or with its set."""
    left_out = _left_out(one)
    chosen: dict[str, tuple[dict[str, Any], bool]] = {}
    for name, options in _entries(one):
        key = f"quantities: {name}"
        if not isinstance(options, dict):
            one.wrong(key, options, f"must be a group of {', '.join(OPTIONS)}, for instance {{low: 0, high: 0.3}}")
            continue
        for option in options:
            if option not in OPTIONS:
                hint = near(str(option), OPTIONS) or f"known: {', '.join(OPTIONS)}"
                one.wrong(key, f"{option}: {shown(options[option])}", f"unknown key; {hint}")
        inside = sets.members(name)
        if name in sets.KNOWN:
            if name in chosen and chosen[name][1]:
                one.wrong(key, "", "is named twice")
            chosen[name] = (options, True)
        elif inside:
            own = [option for option in ("low", "high", "values") if options.get(option) is not None]
            if own:
                one.wrong(key, "", f"is a set: {', '.join(own)} can only be said of one quantity; use within")
                options = {option: value for option, value in options.items() if option not in own}
            for path in inside:
                if path not in left_out and not chosen.get(path, ({}, False))[1]:
                    chosen[path] = (options, False)
        else:
            one.wrong(key, "", _unknown(name))
    return {path: options for path, (options, _) in chosen.items()}


def _entries(one: Reader) -> list[tuple[str, Any]]:
    """(name, options) as they are said: a list of names and of name: options, such a group, or one name."""
    said = one.tree.get("quantities")
    said = [said] if isinstance(said, str) else said
    if isinstance(said, dict):
        return [(str(name), {} if options is None else options) for name, options in said.items()]
    if not isinstance(said, list):
        one.wrong("quantities", said, "is missing: a list of paths and sets" if said is None else "must be a list")
        return []
    found: list[tuple[str, Any]] = []
    for entry in said:
        if isinstance(entry, dict):
            found += [(str(name), {} if options is None else options) for name, options in entry.items()]
        else:
            found.append((str(entry), {}))
    return found


def _left_out(one: Reader) -> set[str]:
    """The paths that the sets do not bring."""
    said = one.tree.get("without")
    names = [said] if isinstance(said, str) else said or []
    if not isinstance(names, list):
        one.wrong("without", said, "must be a list of paths and sets")
        return set()
    found: set[str] = set()
    for name in map(str, names):
        paths = [name] if name in sets.KNOWN else sets.members(name)
        if not paths:
            one.wrong("without", name, _unknown(name))
        found |= set(paths)
    return found


def _unknown(name: str) -> str:
    """What an unknown name may have meant."""
    if name.partition(".")[0] in {"levers", "parameters"} and name.count(".") == 2 and name.partition("[")[1]:
        return "a list is varied as it stands in no design; take a number"
    hint = near(name, [*sets.KNOWN, *sets.names()])
    shown = [*sets.GRADES, "levers.<lever>", "parameters.<subject>", "levers.<lever>.<field>"]
    return f"is no quantity and no set; {hint or 'known: ' + ', '.join([*shown, 'parameters.<subject>.<field>'])}"


def _quantity(
    one: Reader, kind: str, path: str, options: dict[str, Any], within: float | None, steps: int
) -> Quantity | None:
    """One quantity with its bounds or values."""
    item, key, before = sets.KNOWN[path], f"quantities: {path}", len(one.problems)
    since = _since(one, path, options.get("since"))
    if isinstance(item.default, tuple):
        one.wrong(key, "", f"is a list of {len(item.default)} numbers: a design varies single numbers")
        return None
    if not sets.is_number(item):
        what = "a choice" if item.values else "a switch" if isinstance(item.default, bool) else "a number without range"
        if kind != "grid":
            one.wrong(key, "", f"is {what}: it can only be in a grid")
            return None
        values = _values(one, key, item, options, list(item.values or (False, True)))
        return Quantity(path, 0.0, 0.0, values, since=since, declared=item) if values else None
    reach = one.share(f"{key}: within", options["within"]) if options.get("within") is not None else within
    low, high = (_bound(one, key, side, options.get(side), item, reach) for side in ("low", "high"))
    whole = isinstance(item.default, int)
    if len(one.problems) > before:
        return None
    if not low < high:
        one.wrong(key, f"low: {low:g}, high: {high:g}", "low must be below high")
        return None
    if kind != "grid":
        if options.get("values") is not None:
            one.wrong(key, shown(options["values"]), f"values are for grids; a {kind} design takes low and high")
        return Quantity(path, low, high, (), whole, since, item)
    spread = np.linspace(low, high, steps).tolist()
    evenly = list(dict.fromkeys(round(v) for v in spread)) if whole else spread
    values = _values(one, key, item, options, evenly)
    return Quantity(path, low, high, values, whole, since, item) if values else None


def _bound(one: Reader, key: str, side: str, said: Any, item: Declared, reach: float | None) -> float:
    """A bound that is said, else one within reach of the declared value, else the declared one."""
    declared = float(item.low if side == "low" else item.high)
    if said is None:
        if reach is None:
            return declared
        value, sign = float(item.default), -1 if side == "low" else 1
        near_by = value + sign * reach * abs(value) if value else reach * declared
        if isinstance(item.default, int):  # outward, so that something lies on either side of the declared value
            near_by = math.floor(near_by) if side == "low" else math.ceil(near_by)
        return min(max(near_by, item.low), item.high)
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not math.isfinite(said):
        one.wrong(key, f"{side}: {shown(said)}", f"must be a number between {item.low:g} and {item.high:g} {item.unit}")
    elif isinstance(item.default, int) and said != int(said):
        one.wrong(key, f"{side}: {said:g}", f"must be a whole number: {item.unit or 'a count'}")
    elif not item.low <= said <= item.high:
        span = f"{item.low:g} to {item.high:g} {item.unit}".rstrip()
        one.wrong(key, f"{side}: {said:g}", f"lies outside the declared range, {span}")
    else:
        return float(said)
    return declared


def _values(
    one: Reader, key: str, item: Declared, options: dict[str, Any], otherwise: list[Any]
) -> tuple[Any, ...] | None:
    """What a grid takes of one quantity."""
    said = options.get("values")
    if said is None:
        return tuple(otherwise)
    ends = [side for side in ("low", "high", "within") if options.get(side) is not None]
    if ends:
        one.wrong(key, "", f"give values, or {' and '.join(ends)}, not both")
        return None
    if not isinstance(said, list) or not said:
        one.wrong(key, f"values: {shown(said)}", "must be a list such as [0, 0.2, 0.4]")
        return None
    found = []
    for value in said:
        problem = item.check(value)
        if problem:
            one.wrong(key, f"values: {shown(value)}", problem.rstrip())
        else:
            found.append(type(item.default)(value))
    if len(set(found)) < len(found):
        one.wrong(key, f"values: {shown(said)}", "the same value stands twice")
        return None
    return tuple(found) if len(found) == len(said) else None


def _since(one: Reader, path: str, said: Any) -> int | None:
    """The month from which a lever acts."""
    if said is None:
        return None
    if not path.startswith("levers."):
        one.wrong(f"quantities: {path}", f"since: {said}", "an assumption holds from the start; since is for levers")
        return None
    try:
        return month_of(str(said))
    except ValueError as error:
        one.wrong(f"quantities: {path}", f"since: {said}", str(error))
        return None
