"""A value of a lever with its unit in words: 20 %, 100 beds a year, yes."""

from __future__ import annotations

import re
from typing import Any

from experiments.words_levers import CHOICES_ZH, UNITS_EN, UNITS_ZH
from sim.declare import Declared

SHARES = {"share", "0-1"}
"""Units that are told in per cent."""
CHOICE = re.compile(r"([A-Za-z_]+)([^A-Za-z_，]+)")


def value_text(item: Declared, path: str, value: Any, zh: bool) -> str:
    """A value of the field ``path`` of a lever. It was set, not measured: its digits are those that it has."""
    if isinstance(value, bool):
        return ("是" if value else "否") if zh else ("yes" if value else "no")
    if isinstance(value, str):
        choices = dict(CHOICE.findall(CHOICES_ZH.get(path, "")))
        return choices.get(value, value) if zh else value.replace("_", " ")
    if isinstance(value, (tuple, list)):
        return ("、" if zh else ", ").join(value_text(item, path, one, zh) for one in value)
    if item.unit in SHARES:
        return f"{100 * value:.4g}{'' if zh else ' '}%"
    figure = f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:.4g}"
    if zh:
        return f"{figure}{UNITS_ZH.get(item.unit, item.unit)}"
    one, more = UNITS_EN.get(item.unit, (item.unit, item.unit))
    return f"{figure} {one if figure == '1' else more}".rstrip()
