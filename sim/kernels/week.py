"""The words of care at home: the rules of a month, the lines of a week, what is counted, who pays."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

NOT_KNOWN, NO_SERVICE, NO_AIDE_HOURS, CANNOT_PAY, WAITING, REFUSED = 0, 1, 2, 3, 4, 5
KNOWN, REACHED, REFUSES, WAITS, ALONE, NEAR_POINT = 1, 2, 4, 8, 16, 32
N_AIDS = 32
"""Combinations of what helps at home."""
OWN, VOUCHER, INSURED, SUBSIDY, PUBLIC = 0, 1, 2, 3, 4
"""Who pays formal minutes: households, and of these the voucher; insurance, subsidy of the poor, public purchase."""
N_STANDINGS, N_LEVELS, N_RESIDENCES = 4, 5, 2
SHIFT = 10
ONE = 1 << SHIFT
"""Shares are whole 1/1024: a shift where a division would take most of the time."""


class Count(IntEnum):
    """What is counted of people in need: the columns of ``Book.counts``. Hours are minutes a week."""

    IN_NEED = 0
    KNOWN = 1
    AT_HOME = 2
    NEED = 3
    FAMILY = 4
    FORMAL = 5
    VOLUNTEERS = 6
    GAP = 7
    GAP_OF_KNOWN = 8
    ANY_GAP = 9  # of an hour or more
    NO_HELP = 10  # from anybody
    REACHED = 11  # by a centre or station
    OWED = 12  # to residents by their homes
    MEALS = 13
    NEAR_POINT = 14  # within the circle of a village point


MEASURES = len(Count)


class Rules(NamedTuple):
    """What decides about hours this month; minutes a week, shares in 1/1024."""

    month: int
    need: np.ndarray  # [level]
    dementia: int  # supervision
    need_keeps: np.ndarray  # [aids] share of the need that what helps at home leaves
    dementia_keeps: np.ndarray  # [aids] the same of supervision
    family_gain: np.ndarray  # [aids] what training and duty make of what a family can give
    capacity: np.ndarray  # [living] most that a family gives
    kin_from: int  # readiness below which nobody helps who lives alone
    tekun_factor: int
    strain_after: int  # months
    strain_keeps: int
    strain_above: int
    replaced: int  # family minutes given up for 1024 formal ones
    volunteers: int
    covered: np.ndarray  # [place * 2 + residence] thresholds of reach_rank: centres and stations
    points: np.ndarray  # [place * 2 + residence] the same of village points
    entitled: int
    from_level: int
    everyone: bool
    income_below: int  # yuan a month: entitled like the poor
    family_bed: int
    voucher_share: int  # of a bill
    hour_price: int  # yuan
    household_share: int
    household_most: int
    gap_part: int
    gap_after: int  # months


class Week(NamedTuple):
    """One line for each person in need at home, between asking and settling."""

    need: np.ndarray
    meals: np.ndarray  # housework that meals would spare; those who eat are chosen before
    family: np.ndarray
    wanted: np.ndarray
    bought: np.ndarray  # of these by the household
    insured: np.ndarray  # by insurance
    subsidy: np.ndarray  # by the subsidy of the poor
    given: np.ndarray
    helped: np.ndarray  # by volunteers, assistants, those who live together; chosen between giving and settling
    cell: np.ndarray
    flags: np.ndarray
    keys: np.ndarray  # of those who ask
    askers: np.ndarray
