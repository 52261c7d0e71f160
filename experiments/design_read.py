"""Reads a design: what a YAML file of ``conf/design`` or ``design.…=`` says becomes a Design, or readable problems.

    label: …, label_zh: …, question: …, question_zh: …   what it is for (not read further)
    kind: morris                 grid | latin_hypercube | sobol | morris
    trajectories: 20             of morris, with levels: 4; points: of latin_hypercube and sobol; steps: of grid
    seed: 1                      dice of the sample, apart from those of the runs
    within: 0.5                  how far either way from the declared value, as a share of it; null: the declared range
    without: [standards]         paths or sets that are left out of the sets below
    quantities:
      - uncertain                a set, see experiments/design_sets.py, or a path
      - parameters.aides.quit: {low: 0.2, high: 0.5}
      - levers.pay.raise_share: {low: 0, high: 0.3, since: 2025-01}
      - levers.visit.everyone: {values: [false, true]}      of a grid

``within`` never leaves the declared range. A quantity whose declared value is 0 (most levers, the health trend) goes
that share of the way to each declared bound instead. Declared ranges are often wide, to keep typing errors out: a
study of what is not known may take half of the value either way.

A set takes the same keys for all its members, but for low, high and values. What is named by itself stands over the
set in which it also is. A quantity in a grid without ``values`` takes ``steps`` values from low to high, a switch or a
choice all that it can take.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from experiments import design_sets as sets
from experiments.design import KINDS, MOST_ROWS, SIZES, Design, Quantity
from experiments.overrides import Problem, near
from sim.calendar import month_of
from sim.declare import Declared

ABOUT = ("label", "label_zh", "question", "question_zh", "name")
KEYS = ("kind", "seed", *SIZES, "within", "without", "quantities")
"""What a design may say, besides ``ABOUT``."""
OPTIONS = ("low", "high", "values", "since", "within")
"""What may be said of one quantity."""
LIMITS = {"points": (2, 1_048_576), "trajectories": (2, 100_000), "levels": (4, 100), "steps": (2, 1000)}


class Reader:
    """One reading: the tree, what it is called in messages, and what is wrong with it."""

    def __init__(self, tree: dict[str, Any], problems: list[Problem], where: str):
        self.tree, self.problems, self.where = tree, problems, where

    def wrong(self, key: str, value: Any, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(f"{self.where}: {key}" if key else self.where, _shown(value), message))

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number within limits."""
        value = self.tree.get(key)
        value = default if value is None else value
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(key, value, f"must be a whole number between {low:,} and {high:,}")
            return low
        return value

    def share(self, key: str, value: Any) -> float | None:
        """How far the bounds reach, above 0 and up to 1; None: as far as declared."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
            self.wrong(key, value, "must be a number above 0 and up to 1: a share of the declared value, either way")
            return None
        return float(value)


def read(tree: Any, problems: list[Problem], where: str = "design") -> Design | None:
    """The design that a tree describes; None if anything is wrong, and ``problems`` says what."""
    before = len(problems)
    if not isinstance(tree, dict):
        problems.append(Problem(where, _shown(tree), "must be a group of keys: kind, quantities, …"))
        return None
    one = Reader(tree, problems, where)
    for key in tree:
        if key not in (*KEYS, *ABOUT):
            known = (key for key in KEYS)
            one.wrong(str(key), tree[key], f"unknown key; {near(str(key), known) or 'known: ' + ', '.join(KEYS)}")
    kind = tree.get("kind")
    if kind not in KINDS:
        known_kinds = ", ".join(KINDS)
        hint = near(str(kind), KINDS) if kind else ""
        one.wrong("kind", kind, f"must be one of {known_kinds}; {hint}" if hint else f"must be one of {known_kinds}")
        return None
    sizes = _sizes(one, kind)
    seed = one.whole("seed", 1, 0, 2**31 - 1)
    quantities = _quantities(one, kind, sizes.pop("steps", SIZES["steps"]))
    if len(problems) > before:
        return None
    design = Design(kind=kind, quantities=quantities, seed=seed, **sizes)
    if kind == "sobol" and len(quantities) < 2:
        one.wrong("quantities", len(quantities), "a sobol design shares variance out: it needs two quantities or more")
    if design.rows > MOST_ROWS:
        one.wrong("", f"{design.rows:,} points", f"more than {MOST_ROWS:,}; take fewer quantities, values or points")
    return design if len(problems) == before else None


def _sizes(one: Reader, kind: str) -> dict[str, int]:
    """The keys that say how large the design is."""
    found = {}
    for key, default in SIZES.items():
        if key not in KINDS[kind]:
            if one.tree.get(key) is not None:
                one.wrong(key, one.tree[key], f"is no key of a {kind} design; it has {', '.join(KINDS[kind])}")
            continue
        if one.tree.get(key) is None and not default:
            one.wrong(key, "", f"is missing: how many {key} the {kind} design has")
            continue
        found[key] = one.whole(key, default, *LIMITS[key])
    n = found.get("points", 2)
    if kind == "sobol" and n & (n - 1):
        below = 1 << (n.bit_length() - 1)
        one.wrong("points", n, f"must be a power of 2 in a sobol design: {below:,} or {2 * below:,}")
    if found.get("levels", 4) % 2:
        one.wrong("levels", found["levels"], f"must be even: {found['levels'] - 1} or {found['levels'] + 1}")
    return found


# --- quantities ---------------------------------------------------------------------------------------------


def _quantities(one: Reader, kind: str, steps: int) -> tuple[Quantity, ...]:
    """The quantities, in the order in which they are named."""
    within = one.share("within", one.tree.get("within"))
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
                one.wrong(key, f"{option}: {_shown(options[option])}", f"unknown key; {hint}")
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
    if not chosen and not any(problem.key.startswith(f"{one.where}: quantities") for problem in one.problems):
        one.wrong("quantities", one.tree.get("quantities"), "names nothing to vary")
    made = [_quantity(one, kind, path, options, within, steps) for path, (options, _) in chosen.items()]
    return tuple(quantity for quantity in made if quantity is not None)


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
            one.wrong(key, _shown(options["values"]), f"values are for grids; a {kind} design takes low and high")
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
        one.wrong(
            key, f"{side}: {_shown(said)}", f"must be a number between {item.low:g} and {item.high:g} {item.unit}"
        )
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
        one.wrong(key, f"values: {_shown(said)}", "must be a list such as [0, 0.2, 0.4]")
        return None
    found = []
    for value in said:
        problem = item.check(value)
        if problem:
            one.wrong(key, f"values: {_shown(value)}", problem.rstrip())
        else:
            found.append(type(item.default)(value))
    if len(set(found)) < len(found):
        one.wrong(key, f"values: {_shown(said)}", "the same value stands twice")
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


def _shown(value: Any) -> str:
    """A value as it may have been typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(_shown, value))}]" if isinstance(value, (list, tuple)) else str(value)
