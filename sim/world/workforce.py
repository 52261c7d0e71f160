"""The aides of month 0, and how an aide's luck is keyed."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.chance import Decision
from sim.world.staffing import aides_for, mean_load
from sim.world.stock import homes_in_use, is_home

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]

AGE_SHARES = ((20, 30, 0.03), (30, 41, 0.26), (41, 56, 0.56), (56, 62, 0.15))
"""Ages of aides: 41-55 56 %, 56+ 14.9 % (13 provinces 2022), under 30 3 % (2024); the rest between."""


class Origin(IntEnum):
    """How an aide came."""

    STAFF = 0
    APPLICANT = 1
    TRAINED = 2
    GRADUATE = 3


def luck_of(origin: Origin, place: Ints, month_since_start: int, ordinal: Ints) -> Ints:
    """The key of an aide's draws, from where, when and how they came: the same person in every scenario.

    30 bits: 2 origin, 6 place, 8 month, 14 ordinal. ValueError beyond those bounds.
    """
    if month_since_start >= 256 or place.max(initial=0) >= 64 or ordinal.max(initial=0) >= 16384:
        raise ValueError(f"too many places or aides of one origin and month: {place.max()}, {ordinal.max()}")
    return np.asarray(((int(origin) * 64 + place) * 256 + month_since_start) * 16384 + ordinal)


def add_aides(model: CareSystem, origin: Origin, numbers: Ints, certified: bool) -> None:
    """Add people who look for work as aides: ``numbers`` in each place."""
    if not numbers.any():
        return
    place = np.repeat(np.arange(len(numbers)), numbers)
    first = np.concatenate([[0], np.cumsum(numbers)])[:-1]
    luck = luck_of(origin, place, model.month - model.region.start, np.arange(len(place)) - first[place])
    enlist(model, luck, place, certified)


def enlist(model: CareSystem, luck: Ints, place: Ints, certified: bool | NDArray[np.bool_]) -> slice:
    """Put people into the table of aides, with an age drawn from the ages of aides (AGE_SHARES)."""
    u = model.chance.units(Decision.AIDE_AGE, luck)
    edges = np.cumsum([share for _, _, share in AGE_SHARES])
    band = np.minimum(np.searchsorted(edges, u, side="right"), len(AGE_SHARES) - 1)
    low, high = np.array([a for a, _, _ in AGE_SHARES])[band], np.array([b for _, b, _ in AGE_SHARES])[band]
    before = np.concatenate([[0.0], edges])[band]
    share = np.array([s for _, _, s in AGE_SHARES])[band]
    age = (low + (high - low) * np.clip((u - before) / share, 0, 0.999)) * 12
    first = model.book.aides_ever
    rows = model.aides.add(
        np.arange(first, first + len(luck)),
        luck=luck,
        birth=model.month - age.astype(np.int64),
        place=place,
        certified=certified,
        since=model.month,
    )
    model.book.aides_ever += len(luck)
    return rows


def employ_at_start(model: CareSystem) -> None:
    """Give each home the aides that its residents take at the ratio in force, and some to spare; stations their posts.

    In a sample a home in use that happens to be empty has the aides for one resident: those for which it stands are not
    empty, and a post list of nobody would keep a government-run home empty for good.
    Aides of month 0 have been in the job for 0-10 years (half of them up to 3, as in the survey of 2022).
    """
    parameters, homes, chance = model.parameters.aides, model.facilities, model.chance
    load, at_homes = homes.col("load").copy(), is_home(model)
    if model.region.fraction < 1:
        used = homes_in_use(model)
        load[used] = np.maximum(load, mean_load(model))[used]
    homes.col("posts")[at_homes] = aides_for(model, load * (1 + parameters.spare))[at_homes]
    homes.col("aides")[:] = homes.col("posts")
    counter = np.zeros(model.region.n_places, dtype=np.int64)
    for f in range(homes.n):
        n = int(homes.col("posts")[f])
        place = int(homes.col("place")[f])
        ordinal = counter[place] + np.arange(n)
        counter[place] += n
        luck = luck_of(Origin.STAFF, np.full(n, place), 0, ordinal)
        certified = chance.units(Decision.AIDE_CERTIFIED, luck) < parameters.certified
        rows = enlist(model, luck, np.full(n, place), certified)
        u = chance.units(Decision.AIDE_TENURE, luck)
        tenure = np.where(
            u < 0.49,
            u / 0.49 * 36,
            np.where(u < 0.724, 36 + (u - 0.49) / 0.234 * 24, 60 + (u - 0.724) / 0.276 * 60),
        )
        model.aides.col("employer")[rows] = f
        model.aides.col("since")[rows] = model.month - np.floor(tenure).astype(np.int64)
    model.aides_at_start = np.bincount(model.aides.col("place"), minlength=model.region.n_places)
