"""The small vocabularies of the model: integers that print as names."""

from __future__ import annotations

from enum import IntEnum


class Sex(IntEnum):
    """Sex as in the census."""

    MALE = 0
    FEMALE = 1


class Ability(IntEnum):
    """Level of loss of ability, GB/T 42195-2022."""

    ABLE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3
    COMPLETE = 4


class Standing(IntEnum):
    """Class in the safety net, which decides who pays and who is served first."""

    TEKUN = 0
    POOR = 1
    SPECIAL = 2
    GENERAL = 3


class Residence(IntEnum):
    """Where the place of living counts in the census."""

    RURAL = 0
    URBAN = 1


class Living(IntEnum):
    """Who lives with the elder (derived from spouse and children at home)."""

    ALONE = 0
    SPOUSE = 1
    CHILDREN = 2
    BOTH = 3


class Ownership(IntEnum):
    """Who owns and who runs a facility."""

    PUBLIC = 0
    PUBLIC_PRIVATE = 1
    PRIVATE = 2


class BedType(IntEnum):
    """What a bed is equipped for."""

    ORDINARY = 0
    NURSING = 1
    DEMENTIA = 2


class Kind(IntEnum):
    """What a facility is."""

    HOME = 0
    CARE_CENTRE = 1
    STREET_CENTRE = 2
    STATION = 3
    VILLAGE_POINT = 4


class Tier(IntEnum):
    """From how far a facility draws people."""

    VILLAGE = 0
    TOWNSHIP = 1
    COUNTY = 2
    REGION = 3


class Medical(IntEnum):
    """Medical level of a facility."""

    NONE = 0
    AGREEMENT = 1
    IN_HOUSE = 2


class Stage(IntEnum):
    """Where a building project stands."""

    PLANNED = 0
    FUNDED = 1
    BUILDING = 2
    OPEN = 3
    CANCELLED = 4


class EmptyBed(IntEnum):
    """Why a built bed is empty; the first cause that applies, in this order."""

    WORKS = 0
    SAFETY_NET = 1
    NO_AIDES = 2
    WRONG_TYPE = 3
    TOO_FAR = 4
    TOO_DEAR = 5
    NOBODY_WAITS = 6


class UnmetHour(IntEnum):
    """Why an hour of need is not met; the first cause that applies, in this order."""

    NOT_KNOWN = 0
    NO_SERVICE = 1
    NO_AIDE_HOURS = 2
    CANNOT_PAY = 3
    WAITING = 4
    REFUSED = 5


class WaitEnd(IntEnum):
    """How waiting ends: everybody who starts to wait ends in exactly one of these or still waits."""

    DIED = 0
    RECOVERED = 1
    GAVE_UP = 2
    ENTERED = 3
    ENTERED_ELSEWHERE = 4
    LEFT_REGION = 5
