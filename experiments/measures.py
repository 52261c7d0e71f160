"""What the model says about a figure of a document: one measure for each, at full scale, in the present month.

A row of ``facts.csv`` or ``targets.csv`` names a measure: one of :data:`MEASURES`, or one of :data:`NAMED` with
the name of a home (or group of homes), purse or project after a colon (``residents_of:Yingzhong regional home``).
Counts of a sample are shown at full scale; purses stand at full scale in the region.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments import measures_help, measures_homes
from sim.agents.kinds import Kind, Medical, Ownership, Stage, Standing
from sim.calendar import MONTHS_PER_YEAR, month_of
from sim.world.budgets import lottery_share
from sim.world.stock import homes_in_use, open_homes, publicly_built

TRAINED_SINCE = month_of("2012-01")
REGISTERED = "elders_60plus_registered"
"""Key of the fact that holds the registered elders."""


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
    return open_homes(model) & np.isin(_facilities(model, "ownership"), owners or tuple(Ownership))


def _stand_for(model: Any, homes: NDArray[np.bool_] | list[int]) -> float:
    """How many facilities of the full region these are: in a sample one stands for several."""
    return float(_facilities(model, "stands_for")[homes].sum())


def _count_homes(model: Any, *owners: Ownership) -> float:
    return _stand_for(model, _homes(model, *owners))


def _count_beds(model: Any, *owners: Ownership) -> float:
    return float(_facilities(model, "beds")[_homes(model, *owners)].sum()) * _scale(model)


def _in_use(model: Any, *owners: Ownership) -> float:
    """Homes of these owners that do not stand closed."""
    return _stand_for(model, _homes(model, *owners) & homes_in_use(model))


def _count_kind(model: Any, kind: Kind, urban: int | None = None) -> float:
    mine = _facilities(model, "kind") == kind
    if urban is not None:
        mine = mine & (_facilities(model, "urban") == urban)
    return _stand_for(model, mine)


def _residents(model: Any) -> float:
    return float((_elders(model, "facility") >= 0).sum()) * _scale(model)


def _places_with_public_home(model: Any) -> float:
    """Places in which a government-run or publicly built home is in use."""
    return float(len(np.unique(_facilities(model, "place")[publicly_built(model)])))


def _projects_of(model: Any, what: str, opened: bool) -> float:
    """Homes or facilities that the document's projects of one sort build; only those open by now, if so asked."""
    stock = model.region.projects
    stages = {p.name: p.stage for p in model.projects} if opened else {}
    counted = [p for p in stock if p.what == what and (not opened or stages[p.name] == Stage.OPEN)]
    return float(sum(p.count for p in counted))


def _count_elders(model: Any, from_age: int = 60) -> float:
    return float((_elders(model, "age_months") >= from_age * MONTHS_PER_YEAR).sum()) * _scale(model)


def _registered(model: Any) -> float:
    """Elders of the census month as registered elders: residents x (registered / residents of the census)."""
    facts = {fact.key: fact.value for fact in model.region.facts}
    residents = float(model.region.elders.sum()) * _scale(model)
    return residents * facts.get(REGISTERED, residents) / residents


def _named(model: Any, home: str) -> list[int]:
    """Facilities of that name or group. They have the ids of the region's homes, in their order."""
    return [f for f, h in enumerate(model.region.homes) if home in (h.name, h.group)]


def _living_in(model: Any, home: str) -> NDArray[np.bool_]:
    """Which elders live in a named home or group of homes."""
    return np.isin(_elders(model, "facility"), _named(model, home))


def _beds_of(model: Any, home: str) -> float:
    return float(_facilities(model, "beds")[_named(model, home)].sum()) * _scale(model)


def _tekun_in(model: Any, home: str) -> NDArray[np.bool_]:
    return _living_in(model, home) & (_elders(model, "standing") == Standing.TEKUN)


def _purse(model: Any, name: str) -> float:
    return float(next(p.yuan_per_year for p in model.region.purses if p.name == name))


LOTTERY = ("lottery", "lottery_other")
"""Kinds of purses that hold the lottery money: what goes to elder care, and the rest."""


def _lottery(model: Any) -> float:
    """All the lottery money that the region keeps: the purse of elder care and the rest."""
    return float(sum(p.yuan_per_year for p in model.region.purses if p.kind in LOTTERY))


def _lottery_share(model: Any) -> float:
    """Share of it that goes to elder care this year, by the rule in force when the purses were filled in January."""
    january = model.month - model.month % MONTHS_PER_YEAR
    if january < model.region.start:
        return lottery_share(model.region)
    return lottery_share(model.region, model.schedule.at(january).budget)


def _project(model: Any, name: str) -> Any:
    return next(p for p in model.region.projects if p.name == name)


def _medical(model: Any, from_level: Medical) -> float:
    return _stand_for(model, _homes(model) & (_facilities(model, "medical") >= from_level))


def _trained(model: Any) -> float:
    """People trained from 2012 to the document at the pace of the status quo."""
    years = (model.region.document - TRAINED_SINCE) / MONTHS_PER_YEAR
    return float(model.region.status_quo.train.seats_per_year) * years


def _seats_since(model: Any, first: str) -> float:
    """Training seats offered from a month up to this one, by the levers in force in each."""
    months = range(max(month_of(first), model.region.start), model.month)
    return sum(float(model.schedule.at(month).train.seats_per_year) for month in months) / MONTHS_PER_YEAR


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
    "nursing_share": lambda m: measures_homes.nursing_share(m, _homes(m)),
    "homes_medical_in_house": lambda m: _medical(m, Medical.IN_HOUSE),
    "share_medical": lambda m: _medical(m, Medical.AGREEMENT) / _stand_for(m, _homes(m)),
    "homes_subsidised": lambda m: _stand_for(m, _homes(m, Ownership.PRIVATE) & (_facilities(m, "subsidised") == 1)),
    "street_centres": lambda m: _count_kind(m, Kind.STREET_CENTRE),
    "stations": lambda m: _count_kind(m, Kind.STATION),
    "village_points": lambda m: _count_kind(m, Kind.VILLAGE_POINT),
    "lottery_retained": _lottery,
    "lottery_share": _lottery_share,
    "trained_since_2012": _trained,
    "college_intake": lambda m: float(m.region.status_quo.train.college_intake),
    "nursing_beds": lambda m: float(_facilities(m, "beds")[_homes(m), 1:].sum()) * _scale(m),
    "homes_medical_agreement": lambda m: _medical(m, Medical.AGREEMENT) - _medical(m, Medical.IN_HOUSE),
    "homes_public_in_use": lambda m: _in_use(m, *_PUBLIC),
    "places_with_public_home": _places_with_public_home,
    "operated_share": lambda m: _share(_in_use(m, Ownership.PUBLIC_PRIVATE), _in_use(m, *_PUBLIC)),
    "market_bed_share": lambda m: _share(
        _count_beds(m, Ownership.PUBLIC_PRIVATE) + _count_beds(m, Ownership.PRIVATE), _count_beds(m)
    ),
    "beds_per_1000": lambda m: 1000 * _count_beds(m) / _count_elders(m),
    "residents": _residents,
    "occupancy": lambda m: _share(_residents(m), _count_beds(m)),
    "care_centres": lambda m: _stand_for(m, _homes(m) & (_facilities(m, "kind") == Kind.CARE_CENTRE)),
    "street_centres_urban": lambda m: _count_kind(m, Kind.STREET_CENTRE, urban=1),
    "street_centres_rural": lambda m: _count_kind(m, Kind.STREET_CENTRE, urban=0),
    "tekun_placed": lambda m: (
        float(((_elders(m, "facility") >= 0) & (_elders(m, "standing") == Standing.TEKUN)).sum()) * _scale(m)
    ),
    **measures_help.MEASURES,
    **measures_homes.MEASURES,
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
    "homes_of": ("home", lambda m, home: _stand_for(m, _named(m, home))),
    "beds_of": ("home", _beds_of),
    "occupancy_of": ("home", lambda m, home: _share(_living_in(m, home).sum() * _scale(m), _beds_of(m, home))),
    "purse": ("purse", _purse),
    "purse_month": ("purse", lambda m, purse: _purse(m, purse) / MONTHS_PER_YEAR),
    "project_beds": ("project", lambda m, project: float(sum(_project(m, project).beds)) * _scale(m)),
    "project_capital": ("project", lambda m, project: float(_project(m, project).capital) * _scale(m)),
    "trained_since": ("month", _seats_since),
    "projects_of": ("sort", lambda m, what: _projects_of(m, what, opened=False)),
    "opened_of": ("sort", lambda m, what: _projects_of(m, what, opened=True)),
    **measures_help.NAMED,
}
"""Measure with a name after a colon -> what the name is of, and the value."""


CENSUS = frozenset({"elders", "elders_65", "elders_80"})
"""Measures that add up the census in its own month."""
LIVED = CENSUS | measures_help.LIVED | measures_homes.LIVED | {
    "beds_per_1000", "residents", "occupancy", "tekun_placed", "residents_of", "tekun_of", "others_of",
    "tekun_share_of", "occupancy_of", "trained_since", "opened_of",
}  # fmt: skip
"""Measures of what people do or of what has happened; all others read a table of the region back."""


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else math.nan


NEEDS_KIND = {"lottery_share": LOTTERY, "lottery_retained": LOTTERY}
"""Measures that are about purses of some kinds."""


def measure_names() -> list[str]:
    """The measures that a fact may name."""
    return [*MEASURES, *(f"{name}:<{what}>" for name, (what, _) in NAMED.items())]


def what_of(measure: str) -> str:
    """What a named measure is of: home, purse, project, month, sort; empty for one without a name."""
    return NAMED.get(measure.partition(":")[0], ("",))[0]


def unknown(measure: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """What is wrong with a measure, given the names of homes, purses and projects; None if nothing."""
    name, colon, of = measure.partition(":")
    if not colon:
        for kind in NEEDS_KIND.get(name, ()):
            if kind not in names["purse kind"]:
                return f"measure {name!r} needs a purse of kind {kind!r}"
        return None if name in MEASURES else f"measure {name!r} is unknown"
    if name not in NAMED:
        return f"measure {name!r} is unknown"
    what = NAMED[name][0]
    if what == "month":
        return None if re.fullmatch(r"\d{4}-\d{2}", of) else f"{of!r} is not a month"
    return None if of in names[what] else f"{what} {of!r} is unknown"


def value(model: Any, measure: str) -> float:
    """The model's figure for a measure."""
    name, colon, of = measure.partition(":")
    return NAMED[name][1](model, of) if colon else MEASURES[name](model)


def known_names(homes: Iterable[Any], purses: Iterable[Any], projects: Sequence[Any]) -> dict[str, list[str]]:
    """What a name after a colon may be, by what it is of."""
    return {
        "home": list(dict.fromkeys([*(h.name for h in homes), *(h.group for h in homes)])),
        "purse": [p.name for p in purses],
        "purse kind": [p.kind for p in purses],
        "project": [p.name for p in projects],
        "sort": list(dict.fromkeys(p.what for p in projects)),
    }
