"""Measures of help at home, quality and training: what a document wants of them, at full scale, in the present month.

``experiments.measures`` takes them in. Flows are summed from a month on: "adapted since 2023-03" is what has been done
from that month to this one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Medical, Standing, Tier
from sim.calendar import month_of
from sim.kernels.state import level_of
from sim.levers.demand import Platform
from sim.world.stock import government_run, publicly_built

CANNOT_CARE = 2
"""Level from which a person counts as unable to care for themselves (生活不能自理): moderate loss of ability."""
EXACT = 1e-9


def _column(model: Any, name: str) -> NDArray[Any]:
    return np.asarray(getattr(model.facilities, name))


def done_since(model: Any, outcome: str, first: str, group: str = "") -> float:
    """Sum of a recorded flow from a month up to this one; 0 before anything is recorded."""
    records = model.records
    if len(records.months) == 0:
        return 0.0
    return float(records.series(outcome, group=group)[records.months >= month_of(first)].sum())


def courses_since(model: Any, first: str) -> float:
    """Seats of courses that were paid since a month, new aides and aides at work together: yuan of training / price."""
    return done_since(model, "money", first, "purpose=training") / float(model.parameters.money.seat_cost)


def at_norm(model: Any, tier: Tier) -> float:
    """Share of the publicly built homes of a tier whose quality is up to the standard (the first grade)."""
    mine = publicly_built(model) & (_column(model, "tier") == tier)
    weight = _column(model, "stands_for")[mine]
    good = _column(model, "quality")[mine] >= model.parameters.standards.norm - EXACT
    return float(weight[good].sum() / weight.sum()) if weight.sum() else float("nan")


def of_a_county(model: Any) -> NDArray[np.bool_]:
    """Facilities that serve a whole county, and care centres."""
    return np.asarray((_column(model, "tier") == Tier.COUNTY) | (_column(model, "kind") == Kind.CARE_CENTRE))


def places_with_county_home(model: Any) -> float:
    """Places with a government-run home of a county, or a care centre, in use and with medical care."""
    mine = government_run(model) & of_a_county(model)
    mine &= _column(model, "medical") >= Medical.AGREEMENT
    return float(len(np.unique(_column(model, "place")[mine])))


def willing_supported(model: Any) -> float:
    """Tekun who cannot care for themselves: those in homes / those in homes or waiting for one."""
    elders = model.elders
    standing, state, facility, since = (
        np.asarray(getattr(elders, name)) for name in ("standing", "state", "facility", "waiting_since")
    )
    mine = (standing == Standing.TEKUN) & (level_of(state) >= CANNOT_CARE)
    placed = mine & (facility >= 0)
    willing = placed | (mine & (since >= 0))
    return float(placed.sum() / willing.sum()) if willing.any() else float("nan")


def platform_on(model: Any) -> float:
    """1 while a platform runs and is paid, else 0."""
    return float(model.levers.platform != Platform() and model.platform_share > 0)


MEASURES: dict[str, Callable[[Any], float]] = {
    "platform": platform_on,
    "graded_township": lambda m: at_norm(m, Tier.TOWNSHIP),
    "graded_county": lambda m: at_norm(m, Tier.COUNTY),
    "places_with_county_home": places_with_county_home,
    "tekun_supported": willing_supported,
    "family_beds": lambda m: m.records.latest("family_beds"),
    "coverage": lambda m: m.records.latest("coverage"),
    "coverage_urban": lambda m: m.records.latest("coverage", group="residence=urban"),
    "coverage_rural": lambda m: m.records.latest("coverage", group="residence=rural"),
    "graded": lambda m: m.records.latest("graded"),
    "clinic_share": lambda m: m.records.latest("clinic_share"),
}
"""Measure -> its value in a running model, at full scale."""

NAMED: dict[str, tuple[str, Callable[[Any, str], float]]] = {
    "adapted_since": ("month", lambda m, first: done_since(m, "adapted_homes", first)),
    "families_trained_since": ("month", lambda m, first: done_since(m, "trained_families", first)),
    "courses_since": ("month", courses_since),
}
"""Measure with a month after a colon -> what the name is of, and the value."""

LIVED = frozenset({*NAMED, *MEASURES} - {"graded_township", "graded_county", "places_with_county_home", "graded"})
"""Measures of what people do or of what has happened; the others read a table of the region back."""
