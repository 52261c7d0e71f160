"""What stands: which facilities are homes, which of them are open and in use, and who runs them.

Every function returns one flag for each facility, :func:`has_closed` that of one. A *home* is a home or a care centre,
a *station* is a street centre or a station, from which visiting aides go out. *Open* is what has not closed for good; a
home that is open may still stand unused, with all its beds shut, until an operator takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Kind, Ownership

if TYPE_CHECKING:
    from sim.model import CareSystem

Flags = NDArray[np.bool_]


def is_open(model: CareSystem) -> Flags:
    """Facilities that have not closed for good."""
    return np.asarray(model.facilities.col("closed") < 0)


def has_closed(model: CareSystem, f: int) -> bool:
    """Whether a facility has closed for good."""
    return bool(model.facilities.col("closed")[f] >= 0)


# --- homes ------------------------------------------------------------------------------------------------


def is_home(model: CareSystem) -> Flags:
    """Homes and care centres, closed ones too."""
    return np.asarray(model.facilities.col("kind") <= Kind.CARE_CENTRE)


def open_homes(model: CareSystem) -> Flags:
    """Homes that are open, used or not."""
    return np.asarray(is_home(model) & is_open(model))


def homes_in_use(model: CareSystem) -> Flags:
    """Homes that are open and in use, whoever runs them."""
    return np.asarray(open_homes(model) & (model.facilities.col("in_use") == 1))


def is_government_run(model: CareSystem) -> Flags:
    """Homes that the government runs, closed and unused ones too."""
    return np.asarray(is_home(model) & (model.facilities.col("ownership") == Ownership.PUBLIC))


def government_run(model: CareSystem) -> Flags:
    """Homes in use that the government runs."""
    return np.asarray(homes_in_use(model) & (model.facilities.col("ownership") == Ownership.PUBLIC))


def publicly_built(model: CareSystem) -> Flags:
    """Homes in use that were built with public money, whoever runs them."""
    return np.asarray(homes_in_use(model) & (model.facilities.col("ownership") != Ownership.PRIVATE))


def privately_run(model: CareSystem) -> Flags:
    """Homes in use with a private operator, whoever built them."""
    return np.asarray(homes_in_use(model) & (model.facilities.col("ownership") != Ownership.PUBLIC))


def shut_out(model: CareSystem) -> Flags:
    """Facilities that may take nobody: an inspection or a grading found them not good enough."""
    homes = model.facilities
    return np.asarray((homes.col("blocked") == 1) | (homes.col("graded_out") == 1))


def admitting(model: CareSystem) -> Flags:
    """Homes in use that may take somebody, as far as beds and aides reach."""
    return np.asarray(homes_in_use(model) & ~shut_out(model))


# --- near home --------------------------------------------------------------------------------------------


def is_station(model: CareSystem) -> Flags:
    """Street centres and stations, closed ones too: where visiting aides are employed."""
    kind = model.facilities.col("kind")
    return np.asarray((kind == Kind.STREET_CENTRE) | (kind == Kind.STATION))


def open_stations(model: CareSystem) -> Flags:
    """Street centres and stations that are open."""
    return np.asarray(is_station(model) & is_open(model))


def open_centres(model: CareSystem) -> Flags:
    """Street centres that are open."""
    return np.asarray((model.facilities.col("kind") == Kind.STREET_CENTRE) & is_open(model))


def open_points(model: CareSystem) -> Flags:
    """Village points that are open."""
    return np.asarray((model.facilities.col("kind") == Kind.VILLAGE_POINT) & is_open(model))
