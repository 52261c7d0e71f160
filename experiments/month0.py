"""Does the model start where the document stands? Each printed figure beside the model's, misses included.

A fact of ``facts.csv`` names a measure: one of :data:`MEASURES`, or one of :data:`NAMED` with the name of a
home, purse or project after a colon (``residents_of:Yingzhong regional home``). Counts of a sample are shown
at full scale; purses stand at full scale in the region.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Medical, Ownership, Standing
from sim.calendar import MONTHS_PER_YEAR, month_of

TRAINED_SINCE = month_of("2012-01")
REGISTERED = "elders_60plus_registered"
"""Key of the fact that holds the registered elders."""


class Line(NamedTuple):
    """A figure of the document and the model's. ``within`` is None where they are only shown side by side."""

    key: str
    document: float
    model: float
    difference: float
    unit: str
    within: bool | None


# --- the model as seen from here --------------------------------------------------------------------------


def _facilities(model: Any, name: str) -> NDArray[Any]:
    """A column of the facilities."""
    return np.asarray(getattr(model.facilities, name))


def _elders(model: Any, name: str) -> NDArray[Any]:
    """A column of the elders."""
    return np.asarray(getattr(model.elders, name))


def _scale(model: Any) -> float:
    """People or things at full scale for each one simulated."""
    return 1.0 / float(model.region.fraction)


def _homes(model: Any, *owners: Ownership) -> NDArray[np.bool_]:
    """Which facilities are open homes (of these owners, if given)."""
    is_home = (_facilities(model, "kind") <= Kind.CARE_CENTRE) & (_facilities(model, "closed") < 0)
    return is_home & np.isin(_facilities(model, "ownership"), owners or tuple(Ownership))


def _count_homes(model: Any, *owners: Ownership) -> float:
    return float(_homes(model, *owners).sum()) * _scale(model)


def _count_beds(model: Any, *owners: Ownership) -> float:
    return float(_facilities(model, "beds")[_homes(model, *owners)].sum()) * _scale(model)


def _count_kind(model: Any, kind: Kind) -> float:
    return float((_facilities(model, "kind") == kind).sum()) * _scale(model)


def _count_elders(model: Any, from_age: int = 60) -> float:
    return float((_elders(model, "age_months") >= from_age * MONTHS_PER_YEAR).sum()) * _scale(model)


def _registered(model: Any) -> float:
    """Elders of the census month as registered elders: residents x (registered / residents of the census)."""
    facts = {fact.key: fact.value for fact in model.region.facts}
    residents = float(model.region.elders.sum()) * _scale(model)
    return residents * facts.get(REGISTERED, residents) / residents


def _living_in(model: Any, home: str) -> NDArray[np.bool_]:
    """Which elders live in a named home. Facilities have the ids of the region's homes, in their order."""
    facility = [h.name for h in model.region.homes].index(home)
    return _elders(model, "facility") == facility


def _tekun_in(model: Any, home: str) -> NDArray[np.bool_]:
    return _living_in(model, home) & (_elders(model, "standing") == Standing.TEKUN)


def _purse(model: Any, name: str) -> float:
    return float(next(p.yuan_per_year for p in model.region.purses if p.name == name))


def _lottery(model: Any) -> float:
    """All the lottery money that the city keeps: the purse of elder care and the rest."""
    return float(sum(p.yuan_per_year for p in model.region.purses if p.name.startswith("city_lottery")))


def _project(model: Any, name: str) -> Any:
    return next(p for p in model.region.projects if p.name == name)


def _medical(model: Any, from_level: Medical) -> float:
    return float((_facilities(model, "medical")[_homes(model)] >= from_level).sum())


def _trained(model: Any) -> float:
    """People trained from 2012 to the document at the pace of the status quo."""
    years = (model.region.document - TRAINED_SINCE) / MONTHS_PER_YEAR
    return float(model.region.status_quo.train.seats_per_year) * years


_PUBLIC = (Ownership.PUBLIC, Ownership.PUBLIC_PRIVATE)
MEASURES: dict[str, Callable[[Any], float]] = {
    "places": lambda m: float(m.region.n_places),
    "elders": _count_elders,
    "elders_65": lambda m: _count_elders(m, 65),
    "elders_80": lambda m: _count_elders(m, 80),
    "elders_registered": _registered,
    "homes": _count_homes,
    "beds": _count_beds,
    "homes_public_all": lambda m: _count_homes(m, *_PUBLIC),
    "beds_public_all": lambda m: _count_beds(m, *_PUBLIC),
    "homes_public": lambda m: _count_homes(m, Ownership.PUBLIC),
    "beds_public": lambda m: _count_beds(m, Ownership.PUBLIC),
    "homes_public_private": lambda m: _count_homes(m, Ownership.PUBLIC_PRIVATE),
    "beds_public_private": lambda m: _count_beds(m, Ownership.PUBLIC_PRIVATE),
    "homes_private": lambda m: _count_homes(m, Ownership.PRIVATE),
    "beds_private": lambda m: _count_beds(m, Ownership.PRIVATE),
    "beds_per_1000_registered": lambda m: 1000 * _count_beds(m) / _registered(m),
    "nursing_share": lambda m: float(_facilities(m, "beds")[_homes(m), 1:].sum() / _facilities(m, "beds").sum()),
    "homes_medical_in_house": lambda m: _medical(m, Medical.IN_HOUSE) * _scale(m),
    "share_medical": lambda m: _medical(m, Medical.AGREEMENT) / float(_homes(m).sum()),
    "homes_subsidised": lambda m: float(_facilities(m, "subsidised")[_homes(m, Ownership.PRIVATE)].sum()) * _scale(m),
    "street_centres": lambda m: _count_kind(m, Kind.STREET_CENTRE),
    "stations": lambda m: _count_kind(m, Kind.STATION),
    "village_points": lambda m: _count_kind(m, Kind.VILLAGE_POINT),
    "lottery_retained": _lottery,
    "lottery_share": lambda m: _purse(m, "city_lottery") / _lottery(m),
    "trained_since_2012": _trained,
    "college_intake": lambda m: float(m.region.status_quo.train.college_intake),
    "tekun_placed": lambda m: (
        float(((_elders(m, "facility") >= 0) & (_elders(m, "standing") == Standing.TEKUN)).sum()) * _scale(m)
    ),
}
"""Measure -> its value in a running model, at full scale."""

NAMED: dict[str, tuple[str, Callable[[Any, str], float]]] = {
    "residents_of": ("home", lambda m, home: float(_living_in(m, home).sum()) * _scale(m)),
    "tekun_of": ("home", lambda m, home: float(_tekun_in(m, home).sum()) * _scale(m)),
    "others_of": (
        "home",
        lambda m, home: float((_living_in(m, home) & ~_tekun_in(m, home)).sum()) * _scale(m),
    ),
    "tekun_share_of": ("home", lambda m, home: _share(_tekun_in(m, home).sum(), _living_in(m, home).sum())),
    "purse": ("purse", _purse),
    "purse_month": ("purse", lambda m, purse: _purse(m, purse) / MONTHS_PER_YEAR),
    "project_beds": ("project", lambda m, project: float(sum(_project(m, project).beds)) * _scale(m)),
    "project_capital": ("project", lambda m, project: float(_project(m, project).capital) * _scale(m)),
}
"""Measure with a name after a colon -> what the name is of, and the value."""
COUNTED = frozenset({"bed", "person"})
"""Units that a sample shows in steps of 1 / fraction."""
FEW = 20
"""Simulated beds or people below which a sample says nothing about a figure."""
WHOLE = frozenset({"home", "centre", "station", "site"})
"""Units of things that stay whole in a sample: too few of them to be judged there."""


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else math.nan


def measure_names() -> list[str]:
    """The measures that a fact may name."""
    return [*MEASURES, *(f"{name}:<{what}>" for name, (what, _) in NAMED.items())]


def unknown(measure: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """What is wrong with a measure, given the names of homes, purses and projects; None if nothing."""
    name, colon, of = measure.partition(":")
    if not colon:
        return None if name in MEASURES else f"measure {name!r} is unknown"
    if name not in NAMED:
        return f"measure {name!r} is unknown"
    what = NAMED[name][0]
    return None if of in names[what] else f"{what} {of!r} is unknown"


def value(model: Any, measure: str) -> float:
    """The model's figure for a measure."""
    name, colon, of = measure.partition(":")
    return NAMED[name][1](model, of) if colon else MEASURES[name](model)


# --- the table ----------------------------------------------------------------------------------------------


def month0_table(model: Any) -> list[Line]:
    """Each figure of the document beside the model's at the present month of the model.

    A sample is allowed half a simulated bed or person more than the fact's tolerance. What is too few to be
    judged there is shown without a verdict: single homes, homes and stations as such, counts of a few.
    """
    lines = []
    for fact in model.region.facts:
        shown = value(model, fact.measure)
        difference = shown - fact.value
        sample = model.region.fraction < 1
        step = 0.5 * _scale(model) if sample and fact.unit in COUNTED else 0.0
        few = sample and fact.unit in COUNTED and fact.value < FEW * _scale(model)
        named = sample and ":" in fact.measure and fact.measure.partition(":")[0] not in ("purse", "purse_month")
        beside = math.isinf(fact.tolerance) or few or named or (sample and fact.unit in WHOLE)
        within = None if beside else bool(abs(difference) <= fact.tolerance + step + 1e-9)
        lines.append(Line(fact.key, fact.value, shown, difference, fact.unit, within))
    return lines


_WORDS: dict[str, tuple[tuple[str, ...], dict[bool | None, str]]] = {
    "en": (
        ("figure", "document", "model", "difference", "unit", ""),
        {True: "ok", False: "MISS", None: "side by side"},
    ),
    "zh": (("指标", "文件", "模型", "差值", "单位", ""), {True: "相符", False: "不符", None: "仅对照"}),
}


def month0_text(model: Any, language: str = "en") -> str:
    """The table of a running model as plain text; see :func:`table_text`."""
    return table_text(month0_table(model), model.region, language)


def table_text(lines: Sequence[Line], region: Any, language: str = "en") -> str:
    """The table as plain text; in Chinese with the words of the document."""
    if language not in _WORDS:
        raise ValueError(f"unknown language {language!r}; known: {', '.join(_WORDS)}")
    head, verdicts = _WORDS[language]
    quotes = {fact.key: fact.quote for fact in region.facts}
    rows = [head]
    for line in lines:
        label = f"{quotes[line.key]} [{line.key}]" if language == "zh" else line.key.replace("_", " ")
        numbers = (_number(line.document), _number(line.model), _number(line.difference, signed=True))
        rows.append((label, *numbers, line.unit, verdicts[line.within]))
    widths = [max(_width(row[i]) for row in rows) for i in range(len(head))]
    return "\n".join("  ".join(_cells(row, widths)).rstrip() for row in rows)


def _cells(row: tuple[str, ...], widths: list[int]) -> list[str]:
    """Padded cells: numbers to the right, words to the left."""
    pads = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
    return [pad + cell if 1 <= i <= 3 else cell + pad for i, (cell, pad) in enumerate(zip(row, pads, strict=True))]


def _width(text: str) -> int:
    """Columns that a text takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _number(number: float, signed: bool = False) -> str:
    if math.isnan(number):
        return "-"
    digits = 0 if abs(number - round(number)) < 1e-9 or abs(number) >= 1000 else 3 if abs(number) < 10 else 1
    return f"{number:{'+' if signed else ''},.{digits}f}"
