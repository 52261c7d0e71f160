"""How a sampled quantity is called: its name, its unit and its values, in English and Chinese."""

from __future__ import annotations

from experiments.design import Quantity
from experiments.labels import number
from experiments.words_levers import UNITS_ZH as LEVER_UNITS_ZH
from experiments.words_parameters import PARAMETERS_ZH, SUBJECTS
from experiments.words_parameters import UNITS_ZH as PARAMETER_UNITS_ZH
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
    """The declared unit in words."""
    if language != "zh":
        return quantity.unit
    known = {**LEVER_UNITS_ZH, **({} if quantity.path.startswith("levers.") else PARAMETER_UNITS_ZH)}
    return known.get(quantity.unit, quantity.unit)


def amount(quantity: Quantity, value: float, language: str) -> str:
    """A value with its unit: ``0.42 1/year``, ``0.42每年``; shares as they are declared, from 0 to 1."""
    shown = f"{value:,.0f}" if quantity.whole else number(value)
    words = unit(quantity, language)
    if language == "zh":
        return shown + words
    return f"{shown} {words}".rstrip()


def span(quantity: Quantity, language: str) -> str:
    """The range over which it was varied."""
    low, high = (f"{v:,.0f}" if quantity.whole else number(v) for v in (quantity.low, quantity.high))
    words = unit(quantity, language)
    return f"{low}至{high}{words}" if language == "zh" else f"{low} to {high} {words}".rstrip()
