"""Comparisons of switches: every combination of some independent switches is an arm, all with the same money.

A comparison says ``factorial:`` instead of ``arms:``. ``always`` holds what every arm has (a list of levers, each
for some regions), ``none`` names the arm in which every switch is off, ``switches`` are groups of levers with a name.
n switches make 2^n arms. The effect of a switch is the mean over the pairs of arms that differ in it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

NAMES = ("name", "label", "label_zh")
KEYS = {"always", "none", "switches"}
SWITCH_KEYS = {*NAMES, "levers"}
ALWAYS_KEYS = {"regions", "levers"}
MOST_SWITCHES = 6
"""2^6 = 64 arms."""

Wrong = Callable[[str, Any, str], None]


def subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    """All combinations: none first, then one switch, two, … and all of them last."""
    return [on for size in range(len(names) + 1) for on in combinations(names, size)]


def arm_name(on: Sequence[str], none: str) -> str:
    """Name of the arm with these switches on, in their order."""
    return "_".join(on) or none


def pairs(switch: str, names: Sequence[str], none: str) -> list[tuple[str, str]]:
    """Names of the arms that differ in a switch alone: (with it, without it)."""
    without = [on for on in subsets(names) if switch not in on]
    return [(arm_name([n for n in names if n in on or n == switch], none), arm_name(on, none)) for on in without]


def arms(tree: dict[str, Any], regions: Sequence[str]) -> list[dict[str, Any]]:
    """The arms written out: names, labels, levers, the regions they are for."""
    switches = {one["name"]: one for one in tree["switches"]}
    none = tree["none"]
    made = []
    for region in regions:
        common = [one["levers"] for one in tree["always"] if region in one.get("regions", regions)]
        for on in subsets(list(switches)):
            chosen = [switches[name] for name in on]
            made.append(
                {
                    "name": arm_name(on, none["name"]),
                    "label": _label([*switches.values()], chosen, "label", none),
                    "label_zh": _label([*switches.values()], chosen, "label_zh", none),
                    "regions": [region],
                    "levers": merged([*common, *(one["levers"] for one in chosen)]),
                }
            )
    return made


def _label(switches: Sequence[dict[str, Any]], chosen: Sequence[dict[str, Any]], key: str, none: dict[str, Any]) -> str:
    """What an arm is called: the switches that are on, or with three and more what is off, so that it fits a chart."""
    if not chosen:
        return str(none[key])
    off = [one for one in switches if one not in chosen]
    zh = key == "label_zh"
    if len(switches) > 2 and not off:
        return f"全部{len(switches)}项" if zh else f"All {len(switches)}"
    if len(switches) > 3 and len(off) == 1:
        return f"除{off[0][key]}外全部" if zh else f"All but {off[0][key]}"
    return ("＋" if zh else " + ").join(one[key] for one in chosen)


def merged(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Lever -> field -> value of several groups together; a later one goes before an earlier one."""
    whole: dict[str, Any] = {}
    for part in parts:
        for lever, fields in part.items():
            whole.setdefault(lever, {}).update(fields)
    return whole


def check(tree: Any, regions: Sequence[str], wrong: Wrong, unknown: Callable[[str, set[str]], str]) -> bool:
    """Whether the form is right; what is wrong is said. Levers and values are checked when the settings are made."""
    said: list[str] = []

    def say(key: str, value: Any, message: str) -> None:
        said.append(key)
        wrong(key, value, message)

    if not isinstance(tree, dict):
        say("factorial", tree, f"must be a group of {', '.join(sorted(KEYS))}")
        return False
    for key in sorted(map(str, set(tree) - KEYS)):
        say(f"factorial, {key}", "", unknown(key, KEYS))
    _names(tree.get("none"), {*NAMES}, "factorial, none", say, unknown)
    switches = tree.get("switches")
    if not isinstance(switches, list) or not 1 <= len(switches) <= MOST_SWITCHES:
        say("factorial, switches", "", f"must be a list of 1 to {MOST_SWITCHES} switches")
        switches = []
    for number, one in enumerate(switches, 1):
        above = f"factorial, switch {number}"
        _names(one, SWITCH_KEYS, above, say, unknown)
        if isinstance(one, dict) and not _is_group(one.get("levers")):
            say(f"{above}, levers", one.get("name", ""), "must be groups of levers")
    names = [one.get("name") for one in switches if isinstance(one, dict)]
    for twice in sorted({str(name) for name in names if names.count(name) > 1}):
        say("factorial, switches", twice, "is named twice")
    always = tree.get("always")
    if not isinstance(always, list) or not always:
        say("factorial, always", "", "must be a list of what every arm has: regions and levers")
        always = []
    for number, one in enumerate(always, 1):
        above = f"factorial, always {number}"
        if not isinstance(one, dict) or not _is_group(one.get("levers")):
            say(above, one, "must hold levers")
            continue
        for key in sorted(map(str, set(one) - ALWAYS_KEYS)):
            say(f"{above}, {key}", "", unknown(key, ALWAYS_KEYS))
        only = one.get("regions", regions)
        if not isinstance(only, list) or not set(only) <= set(regions):
            say(f"{above}, regions", only, f"must be some of {', '.join(map(str, regions))}")
    return not said


def _is_group(levers: Any) -> bool:
    return isinstance(levers, dict) and bool(levers) and all(isinstance(fields, dict) for fields in levers.values())


def _names(one: Any, keys: set[str], above: str, say: Wrong, unknown: Callable[[str, set[str]], str]) -> None:
    if not isinstance(one, dict):
        say(above, one, "must be a group of keys")
        return
    for key in sorted(map(str, set(one) - keys)):
        say(f"{above}, {key}", "", unknown(key, keys))
    for key in NAMES:
        if not isinstance(one.get(key), str) or not one[key].strip():
            say(f"{above}, {key}", one.get(key, ""), "must be text" if key in one else "is missing")
