"""How a sampled quantity is called: its name, its unit and its values, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from experiments.design import Quantity
from experiments.labels import exact, number
from experiments.set_values import figure, unit_words, values_text
from experiments.words_levers import UNITS_ZH
from experiments.words_parameters import ALL_UNITS_ZH, PARAMETERS_ZH, SUBJECTS
from sim.levers import LEVERS


def label(quantity: Quantity, language: str) -> str:
    """``Aides: base rate of quitting``: the subject or lever and what the number means, up to its first semicolon.

    A quantity without a declaration (an analytic function) is called by its path.
    """
    if quantity.declared is None:
        return quantity.path
    kind, group, field = quantity.path.split(".")
    chinese = language == "zh"
    item = quantity.declared
    if kind == "levers":
        lever = LEVERS[group]
        whose = lever.LABEL_ZH if chinese else lever.LABEL  # type: ignore[attr-defined]
        what = item.label_zh or item.meaning if chinese else item.meaning
    else:
        whose = SUBJECTS[group][1 if chinese else 0]
        what = PARAMETERS_ZH[f"{group}.{field}"] if chinese else item.meaning
    what = what.partition(";")[0].strip(" …")
    if chinese:
        return what if whose in what else f"{whose}：{what}"
    return f"{whose}: {what}"


def unit(quantity: Quantity, language: str) -> str:
    """The declared unit in words: that of a value as it is stored."""
    if language != "zh":
        return quantity.unit
    known = UNITS_ZH if quantity.path.startswith("levers.") else ALL_UNITS_ZH
    return known.get(quantity.unit, quantity.unit)


def parts(quantity: Quantity, values: Sequence[Any], language: str) -> tuple[list[str], str]:
    """Values without their unit, as they were set, and the unit of them all; shares in per cent."""
    path, zh = _path(quantity), language == "zh"
    return [figure(quantity.unit, path, value, zh) for value in values], unit_words(quantity.unit, path, zh)


def amount(quantity: Quantity, value: Any, language: str) -> str:
    """A value that was found, with its unit: ``0.42 a year``, ``0.42每年``, ``12.5 %``; three figures."""
    shown = exact if quantity.whole else number
    return values_text(quantity.unit, _path(quantity), [value], "", language == "zh", shown)


def span(quantity: Quantity, language: str) -> str:
    """What it was varied over, as it was set: ``0 to 40 %``, or every value of a grid, ``0, 10, 20, 40 %``."""
    zh = language == "zh"
    if quantity.values:
        return values_text(quantity.unit, _path(quantity), quantity.values, "、" if zh else ", ", zh)
    bounds = (quantity.low, quantity.high)
    return values_text(quantity.unit, _path(quantity), bounds, "至" if zh else " to ", zh)


def _path(quantity: Quantity) -> str:
    """``pay.raise_share``: the path within levers or parameters."""
    return quantity.path.partition(".")[2]
