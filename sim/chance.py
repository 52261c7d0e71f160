"""Luck: the only source of it, and every decision that asks for it.

``u = chance.units(Decision.PATIENCE, ids, month)`` gives each person a number that belongs to that decision,
that person and that month alone. It is the same in every scenario, for any order of rows, any number of
workers. A lasting property of a person or of a pair (a taste) is drawn with month 0.
"""

from __future__ import annotations

from enum import IntEnum, unique

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.kernels.philox import draw_many, draw_pairs

LASTING = 0
"""Month of draws that belong to a person, or a pair, for good."""


@unique
class Decision(IntEnum):
    """What a draw decides. Numbers are for ever: renaming is free, renumbering changes all results."""

    LIFE = 1  # die, leave, dementia, move between levels
    ABILITY_AT_START = 2
    DEMENTIA_AT_START = 3
    STANDING = 4
    RESIDENCE = 5
    SPOUSE = 6
    SPOUSE_LIFE = 7
    CHILDREN = 8
    CHILDREN_STAY = 9
    FAMILY_HOURS = 10
    PENSION = 11
    INCOME = 12
    FAMILY_MONEY = 13
    REACH = 14
    REFUSAL = 15
    KNOWN_AT_START = 16
    IDENTIFY = 17
    TASTE = 18  # pair: elder and home
    STAYING = 19  # taste for staying at home
    PATIENCE = 20
    DISCHARGE = 21
    ENTRY_AT_START = 22
    AGE_OF_ARRIVAL = 23
    STRAIN_AT_START = 24
    GAP_AT_START = 25
    RECOVERED_AT_START = 26
    WAIT_AT_START = 27
    AIDE_AGE = 30
    AIDE_CERTIFIED = 31
    AIDE_TENURE = 32
    AIDE_QUIT = 33
    AIDE_CHOICE = 34  # pair: aide and employer
    AIDE_APPLICANTS = 35  # who: place
    TRAINED = 36  # who: place
    AIDE_CERTIFY = 37
    SLIPPAGE = 40  # who: project (place and month of decision)
    LEAVING_TRADE = 41  # who: facility
    UPGRADE_SEATS = 80  # who: 0, the region
    OUTREACH = 81
    BELOW_NORM = 60  # who: facility
    INSPECTION = 61  # who: facility
    WORKS_SLIP = 62  # who: facility; month of the decision
    ORDER_OF_PART = 63  # who: facility of a sample that stands for another number; a place, a kind (world/services.py)
    VOLUNTEER = 90
    MEAL = 91
    DEVICES = 92
    BRACELET = 93
    RESPITE = 94
    SURVEY = 95
    PREVENTED = 96  # a loss of ability that a clinic in the home prevents
    ADVICE = 97  # who: place
    GRADING = 98  # who: facility
    LINKED = 99  # who: facility
    HABIT = 100  # who: place; what a county does that is not told what is missing
    ELIGIBLE = 70  # who: a private home, from its decision on


class Chance:
    """The draws of one replicate."""

    def __init__(self, seed: int) -> None:
        """Key the generator with a seed of up to 64 bits."""
        if not 0 <= seed < 2**64:
            raise ValueError(f"seed {seed} must lie between 0 and 2**64 - 1")
        self.key0 = np.uint32(seed & 0xFFFFFFFF)
        self.key1 = np.uint32(seed >> 32)

    def words(
        self, decision: Decision, who: ArrayLike, month: int = LASTING, with_whom: ArrayLike = 0
    ) -> NDArray[np.uint32]:
        """Draws as uint32; ``with_whom`` is a number or an array as long as ``who``."""
        ids = np.ascontiguousarray(who, dtype=np.uint32)
        out = np.empty(ids.shape, dtype=np.uint32)
        when, what = np.uint32(month), np.uint32(decision)
        if np.ndim(with_whom) == 0:
            draw_many(ids, np.uint32(with_whom), when, what, self.key0, self.key1, out)  # type: ignore[arg-type]
        else:
            others = np.ascontiguousarray(with_whom, dtype=np.uint32)
            draw_pairs(ids, others, when, what, self.key0, self.key1, out)
        return out

    def units(
        self, decision: Decision, who: ArrayLike, month: int = LASTING, with_whom: ArrayLike = 0
    ) -> NDArray[np.float64]:
        """Draws as float64 strictly between 0 and 1."""
        return np.asarray((self.words(decision, who, month, with_whom) + 0.5) * 2.0**-32, dtype=np.float64)
