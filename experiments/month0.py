"""Does the model start where the document stands, and where is it when the document wants to be further?

A fact of ``facts.csv`` names a measure of ``experiments.measures``: each printed figure stands beside the model's in
the month of the document, misses included. What the document wants by a later month (``targets.csv``) is looked at
in that month; a target of which the model has no figure is listed all the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments.measures import NAMED, value
from experiments.region_document import agrees, name_of
from experiments.units import in_chinese

if TYPE_CHECKING:
    from sim.world.region import DocumentFact, DocumentTarget, Region


class Line(NamedTuple):
    """A figure of the document and the model's. ``within`` is None where they are only shown side by side."""

    key: str
    document: float
    model: float
    difference: float
    unit: str
    within: bool | None


class TargetLine(NamedTuple):
    """What the document wants by a month, and the model's figure in that month (NaN if it has none)."""

    key: str
    by: int
    direction: str
    wanted: float
    model: float
    unit: str
    verdict: str
    """reached, missed, or why there is none of the two: a key of the words below."""

    @property
    def reached(self) -> bool | None:
        """None if the model has no such figure, the month is not lived, or the sample is too small to tell."""
        return {"reached": True, "missed": False}.get(self.verdict)


COUNTED = frozenset({"bed", "person"})
"""Units that a sample shows in steps of 1 / fraction."""
FEW = 20
"""Simulated beds or people below which a sample says nothing about a figure."""
WHOLE = frozenset({"home", "centre", "station", "site"})
"""Units of things that stay whole in a sample: too few of them to be judged there."""
OF_HOMES = frozenset(
    {"operated_share", "share_medical", "graded_township", "graded_county", "care_centre_nursing_share"}
    | {"care_centre_ratio", "township_home_ratio"}
)
"""Shares and ratios of homes: of a target they are judged at full scale only."""


def month0_table(model: Any) -> list[Line]:
    """Each figure of the document beside the model's at the present month of the model.

    A sample is allowed half a simulated bed or person more than the fact's tolerance. What is too few to be
    judged there is shown without a verdict. A fact that is declared to be a bound is missed on one side only.
    """
    region, lines = model.region, []
    for fact in region.facts:
        shown = value(model, fact.measure)
        step = 0.5 / region.fraction if region.fraction < 1 and fact.unit in COUNTED else 0.0
        beside = math.isinf(fact.tolerance) or _too_few(region, fact.measure, fact.unit, fact.value)
        within = None if beside else agrees(fact, shown, step)
        lines.append(Line(fact.key, fact.value, shown, shown - fact.value, fact.unit, within))
    return lines


def _too_few(region: Region, measure: str, unit: str, printed: float) -> bool:
    """Whether a sample cannot tell: single homes, homes and stations as such, counts of a few.

    Purses stand at full scale in a sample too, and projects count what they stand for.
    """
    what = NAMED.get(measure.partition(":")[0], ("",))[0]
    if region.fraction == 1 or what in ("purse", "sort"):
        return False
    return what in ("home", "project") or unit in WHOLE or (unit in COUNTED and printed < FEW / region.fraction)


def due(region: Region, month: int) -> list[DocumentTarget]:
    """The targets of a month of which the model has a figure."""
    return [target for target in region.targets if target.by == month and target.measure]


def verdict_of(region: Region, target: DocumentTarget, shown: float, until: int) -> str:
    """reached, missed, or why it cannot be judged, of a run up to ``until`` with the figure ``shown`` in its month.

    A target ``at_least`` is reached from its value on, one ``at_most`` up to it; rounding of sums is forgiven (1e-9).
    """
    few = target.measure in OF_HOMES and region.fraction < 1
    if not target.measure:
        return "no_measure"
    if not region.start <= target.by <= until:
        return "before" if target.by < region.start else "after"
    if math.isnan(shown):
        return "nothing"
    if few or _too_few(region, target.measure, target.unit, target.value):
        return "beside"
    enough = shown >= target.value - 1e-9 if target.direction == "at_least" else shown <= target.value + 1e-9
    return "reached" if enough else "missed"


def target_table(region: Region, figures: Mapping[str, float], until: int) -> list[TargetLine]:
    """All targets of the document beside the figures that a run up to ``until`` had in their months."""
    lines = []
    for target in region.targets:
        shown = figures.get(target.key, math.nan)
        facts = (target.key, target.by, target.direction, target.value, shown, target.unit)
        lines.append(TargetLine(*facts, verdict_of(region, target, shown, until)))
    return lines


# --- in words -----------------------------------------------------------------------------------------------

_HEADS = {
    "en": ("figure", "document", "model", "difference", "unit", ""),
    "zh": ("指标", "文件", "模型", "差值", "单位", ""),
}
VERDICTS: dict[bool | str | None, tuple[str, str]] = {
    True: ("ok", "相符"),
    False: ("MISS", "不符"),
    None: ("side by side", "仅对照"),
    "reached": ("reached", "达到"),
    "missed": ("MISSED", "未达到"),
    "no_measure": ("no such figure in the model", "模型无此指标"),
    "before": ("before the first month", "早于起始月"),
    "after": ("after the last month", "晚于期末"),
    "nothing": ("no value", "无数值"),
    "beside": ("too few in a sample to tell", "抽样中数量太少"),
}
"""Verdict on a fact or a target -> its words."""
SIGNS = {"at_least": "≥ ", "at_most": "≤ "}
WIDEST = 56
"""Columns of a terminal that a label may take; a longer one is broken."""


def month0_text(model: Any, language: str = "en") -> str:
    """The table of a running model as plain text; see :func:`table_text`."""
    return table_text(month0_table(model), model.region, language)


def table_text(lines: Sequence[Line], region: Region, language: str = "en") -> str:
    """The figures of the document as plain text; in Chinese with the words of the document."""
    from experiments.commands import page

    if language not in _HEADS:
        raise ValueError(f"unknown language {language!r}; known: {', '.join(_HEADS)}")
    facts = {fact.key: fact for fact in region.facts}
    rows = []
    for line in lines:
        fact = facts[line.key]
        numbers = [shown_fact(fact), shown_number(line.model), shown_number(line.difference, signed=True)]
        rows.append([name_of(fact, language), *numbers, _unit(line.unit, language), _verdict(line.within, language)])
    return page.table(_HEADS[language], rows, last=2, widest=WIDEST)


def _verdict(verdict: bool | str | None, language: str) -> str:
    return VERDICTS[verdict][language == "zh"]


def _unit(unit: str, language: str) -> str:
    return in_chinese(unit) if language == "zh" else unit


def shown_fact(fact: DocumentFact) -> str:
    """A figure of the document for the eye: ≥ or ≤ before one that is a bound."""
    return SIGNS.get(fact.direction, "") + shown_number(fact.value)


def shown_number(number: float, signed: bool = False) -> str:
    """A number for the eye, in both languages: whole, or with three or one digits after the point."""
    if math.isnan(number):
        return "-"
    digits = 0 if abs(number - round(number)) < 1e-9 or abs(number) >= 1000 else 3 if abs(number) < 10 else 1
    return f"{number:{'+' if signed else ''},.{digits}f}"
