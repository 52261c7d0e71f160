"""The small vocabularies of the model: integers that print as names."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Code(IntEnum):
    """A small integer that prints as a name."""

    # Comparing a column with a member asks the member for this. Python 3.11 needs longer to find that an enum has none
    # than numpy for the comparison; this is numpy's own, which changes nothing.
    __array_ufunc__ = np.ndarray.__array_ufunc__


class Sex(Code):
    """Sex as in the census."""

    MALE = 0
    FEMALE = 1


class Ability(Code):
    """Level of loss of ability, GB/T 42195-2022."""

    ABLE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3
    COMPLETE = 4


LEVELS: dict[Ability, tuple[str, str]] = {
    Ability.ABLE: ("able", "能力完好"),
    Ability.MILD: ("mild loss", "轻度失能"),
    Ability.MODERATE: ("moderate loss", "中度失能"),
    Ability.SEVERE: ("severe loss", "重度失能"),
    Ability.COMPLETE: ("complete loss", "完全失能"),
}
"""Level -> its name, English and Chinese."""
DISABLED = Ability.MODERATE
"""The level from which somebody counts as disabled: nursing beds, devices, discounts, first place in the queue."""


class Standing(Code):
    """Class in the safety net, which decides who pays and who is served first."""

    TEKUN = 0
    POOR = 1
    SPECIAL = 2
    GENERAL = 3


class Residence(Code):
    """Where the place of living counts in the census."""

    RURAL = 0
    URBAN = 1


class Living(Code):
    """Who lives with the elder (derived from spouse and children at home)."""

    ALONE = 0
    SPOUSE = 1
    CHILDREN = 2
    BOTH = 3


class Ownership(Code):
    """Who owns and who runs a facility."""

    PUBLIC = 0
    PUBLIC_PRIVATE = 1
    PRIVATE = 2


class BedType(Code):
    """What a bed is equipped for."""

    ORDINARY = 0
    NURSING = 1
    DEMENTIA = 2


class Kind(Code):
    """What a facility is."""

    HOME = 0
    CARE_CENTRE = 1
    STREET_CENTRE = 2
    STATION = 3
    VILLAGE_POINT = 4


class Tier(Code):
    """From how far a facility draws people."""

    VILLAGE = 0
    TOWNSHIP = 1
    COUNTY = 2
    REGION = 3


class Medical(Code):
    """Medical level of a facility."""

    NONE = 0
    AGREEMENT = 1
    IN_HOUSE = 2


class Stage(Code):
    """Where a building project stands."""

    PLANNED = 0
    FUNDED = 1
    BUILDING = 2
    OPEN = 3
    CANCELLED = 4


class EmptyBed(Code):
    """Why a built bed is empty; the first cause that applies, in this order."""

    WORKS = 0
    SAFETY_NET = 1
    NO_AIDES = 2
    WRONG_TYPE = 3
    TOO_FAR = 4
    TOO_DEAR = 5
    NOBODY_WAITS = 6


class UnmetHour(Code):
    """Why an hour of need is not met; the first cause that applies, in this order."""

    NOT_KNOWN = 0
    NO_SERVICE = 1
    NO_AIDE_HOURS = 2
    CANNOT_PAY = 3
    WAITING = 4
    REFUSED = 5


class WaitEnd(Code):
    """How waiting ends: everybody who starts to wait ends in exactly one of these or still waits."""

    DIED = 0
    RECOVERED = 1
    GAVE_UP = 2
    ENTERED = 3
    ENTERED_ELSEWHERE = 4
    LEFT_REGION = 5
