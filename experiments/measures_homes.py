"""Measures of care centres, township homes and village points: what a document wants of their norm, beds and staff.

``experiments.measures`` takes them in.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Ownership, Tier
from sim.world.standards import EXACT
from sim.world.stock import is_open

Homes = NDArray[np.bool_]


def _column(model: Any, name: str) -> NDArray[Any]:
    """A column of the facilities."""
    return np.asarray(getattr(model.facilities, name))


def care_centres(model: Any) -> Homes:
    """Open care centres."""
    return np.asarray((_column(model, "kind") == Kind.CARE_CENTRE) & is_open(model))


def township_homes(model: Any) -> Homes:
    """Open publicly built township homes, whoever runs them; care centres are not among them."""
    mine = (_column(model, "kind") == Kind.HOME) & (_column(model, "tier") == Tier.TOWNSHIP)
    return np.asarray(mine & is_open(model) & (_column(model, "ownership") != Ownership.PRIVATE))


def at_norm(model: Any, which: Homes) -> float:
    """How many of these homes have the quality of the norm (L24), as homes of the full region."""
    good = which & (_column(model, "quality") >= model.parameters.standards.norm - EXACT)
    return float(_column(model, "stands_for")[good].sum())


def nursing_share(model: Any, which: Homes) -> float:
    """Nursing and dementia beds of these homes / all their beds."""
    beds = _column(model, "beds")[which]
    return float(beds[:, 1:].sum() / beds.sum()) if beds.sum() else math.nan


def residents_per_aide(model: Any, which: Homes) -> float:
    """Residents of these homes / aides whom they employ, all of them service staff; nan without an aide.

    In a sample every aide counts with the part of their time that falls to it.
    """
    aides = _column(model, "aides")[which].sum() * model.region.fraction
    return float(_column(model, "occupied")[which].sum() / aides) if aides else math.nan


MEASURES: dict[str, Callable[[Any], float]] = {
    "care_centres_at_norm": lambda m: at_norm(m, care_centres(m)),
    "care_centre_nursing_share": lambda m: nursing_share(m, care_centres(m)),
    "care_centre_ratio": lambda m: residents_per_aide(m, care_centres(m)),
    "township_home_ratio": lambda m: residents_per_aide(m, township_homes(m)),
    "assistants_per_point": lambda m: float(m.levers.point.assistant_share),
    "running_share": lambda m: float(m.levers.safety_net.running_share),
}
"""Measure -> its value in a running model, at full scale."""
LIVED = frozenset({"care_centres_at_norm", "care_centre_ratio", "township_home_ratio"})
"""Measures of what people do or of what has happened; the others read a rule or a table of the region back."""
