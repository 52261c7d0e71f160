"""Values that were set, of levers and parameters, in words with their unit: 20 %, 100 beds a year, yes.

They were set, not measured: a value has the digits that it was given. Shares are told in per cent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from experiments import words_levers, words_parameters
from experiments.labels import exact
from experiments.words_levers import CHOICES_ZH
from sim.declare import Declared
from sim.levers import DECLARED

SHARES = {"share", "0-1"}
"""Units that are told in per cent."""
CHOICE = re.compile(r"([A-Za-z_]+)([^A-Za-z_，]+)")
YES_NO = {True: ("yes", "是"), False: ("no", "否")}


def value_text(item: Declared, path: str, value: Any, zh: bool) -> str:
    """A value of the lever or parameter ``path`` (``pay.raise_share``); of a list each number, the unit once."""
    several = value if isinstance(value, (tuple, list)) else [value]
    return values_text(item.unit, path, several, "、" if zh else ", ", zh)


def values_text(
    unit: str, path: str, values: Sequence[Any], joint: str, zh: bool, shown: Callable[[float], str] = exact
) -> str:
    """Values with ``joint`` between them and the unit once behind: 0, 20, 40 %; ``shown`` prints a number."""
    figures = joint.join(figure(unit, path, value, zh, shown) for value in values)
    words = unit_words(unit, path, zh, one=figures == "1")
    return figures + words if zh else f"{figures} {words}".rstrip()


def figure(unit: str, path: str, value: Any, zh: bool, shown: Callable[[float], str] = exact) -> str:
    """A value without its unit: yes or no, a choice in words, a number; a share times 100."""
    if isinstance(value, bool):
        return YES_NO[value][zh]
    if isinstance(value, str):
        choices = dict(CHOICE.findall(CHOICES_ZH.get(path, "")))
        return choices.get(value, value) if zh else value.replace("_", " ")
    return shown(100 * value if unit in SHARES else value)


def unit_words(unit: str, path: str, zh: bool, one: bool = False) -> str:
    """The unit as it stands behind figures, or behind ``one``; "" where the name of the quantity says it all."""
    if unit in SHARES:
        return "%"
    lever = path in DECLARED
    if zh:
        return (words_levers.UNITS_ZH if lever else words_parameters.ALL_UNITS_ZH).get(unit, unit)
    known = words_levers.UNITS_EN if lever else words_parameters.ALL_UNITS_EN
    return known.get(unit, (unit, unit))[0 if one else 1]
