"""The elders: one row each."""

from __future__ import annotations

import numpy as np

from sim.agents.column import bits, column, derived
from sim.agents.kinds import LEVELS, Ability, BedType, Living, Residence, Sex, Standing
from sim.agents.row import Row
from sim.kernels.state import DEMENTIA_SHIFT, LEVEL_SHIFT, LONG_GAP_SHIFT

NOWHERE = -1
"""No facility, not waiting, not employed."""
N_CHOICES = 3
"""Homes to which an elder applies at the same time."""
_LEVELS = "level of GB/T 42195-2022: " + ", ".join(f"{level.value} {name}" for level, (name, _) in LEVELS.items())


def _age(table, rows):  # type: ignore[no-untyped-def]
    return np.int32(table.model.month) - table.col("birth")[rows].astype(np.int32)


def _living(table, rows):  # type: ignore[no-untyped-def]
    month = table.model.month
    spouse = table.col("spouse_until")[rows] > month
    children = table.col("children_until")[rows] > month
    return (spouse + 2 * children).astype(np.uint8)


class Elder(Row):
    """A person of 60 or more: a row of the elders that can be picked up and asked."""

    TABLE = "elders"

    birth = column("u2", unit="month", meaning="month of birth")
    state = column("u1", meaning="sex, ability, dementia and long gap in one byte; see the four attributes below")
    sex = bits(of="state", shift=0, width=1, kind=Sex, meaning="sex as in the census")
    ability = bits(of="state", shift=LEVEL_SHIFT, width=3, kind=Ability, meaning=_LEVELS)
    dementia = bits(of="state", shift=DEMENTIA_SHIFT, width=1, kind=None, meaning="1 with dementia")
    long_gap = bits(
        of="state", shift=LONG_GAP_SHIFT, width=1, kind=None, meaning="1 in a long gap of care, see gap_months"
    )
    age_months = derived(_age, unit="month", meaning="age at the start of the month")
    changed = column("i2", unit="month", meaning="last month in which ability, dementia or being known changed")

    place = column("u1", unit="index", meaning="county or district, by its place in the list of the region from 0 on")
    residence = column(Residence, meaning="rural or urban")
    standing = column(Standing, meaning="class in the safety net: who pays, who goes first")
    income = column("u2", unit="yuan/month", meaning="pension and other regular income")
    family_money = column("u2", unit="yuan/month", meaning="what the family can add for care")

    spouse_until = column("u2", unit="month", meaning="month in which the spouse dies; 0 without spouse")
    children_until = column("u2", unit="month", meaning="month in which co-resident children leave; 0 without")
    living = derived(_living, unit="", meaning="who lives with the elder, a code of Living")
    family_factor = column("u2", unit="1/1024", meaning="lasting readiness of this family to give hours; 1024 is usual")
    strain_months = column("u1", unit="month", meaning="months on end of strained family care")

    known = column("u1", meaning="1 if the authorities know the need (assessed)")
    reach_rank = column(
        "u2",
        unit="1/65536",
        meaning="lasting rank within the place: services whose coverage is above it reach the elder",
    )
    refuses = column("u1", meaning="1 if no help from strangers is wanted at home")
    aids = column("u1", meaning="what helps at home, in one byte; see the five attributes below")
    adapted = bits(of="aids", shift=0, width=1, kind=None, meaning="1 if the home has been adapted")
    devices = bits(of="aids", shift=1, width=1, kind=None, meaning="1 with rented devices")
    family_bed = bits(of="aids", shift=2, width=1, kind=None, meaning="1 with a family care bed")
    trained_carer = bits(of="aids", shift=3, width=1, kind=None, meaning="1 if the family has been trained")
    bracelet = bits(of="aids", shift=4, width=1, kind=None, meaning="1 with a bracelet and an alarm")
    insured = column("u2", unit="yuan/month", meaning="what long-term-care insurance pays for care this month")
    subsidy = column("u2", unit="yuan/month", meaning="what the subsidy of the poor pays for care this month")
    voucher = column("u2", unit="yuan/month", meaning="most that the care voucher pays for care this month")
    bank_minutes = column("u4", unit="minute", meaning="time bank: minutes given and not yet claimed")
    meal_minutes = column("u2", unit="minute/week", meaning="housework that delivered meals spare")
    family_minutes = column("u2", unit="minute/week", meaning="care given by the family")
    formal_minutes = column("u2", unit="minute/week", meaning="care given by visiting aides")
    volunteer_minutes = column("u2", unit="minute/week", meaning="care given by volunteers")
    gap_minutes = column("u2", unit="minute/week", meaning="need that nobody meets")
    gap_months = column("u1", unit="month", meaning="months on end with a gap over need.gap_share of the need")

    facility = column("i2", unit="id", default=NOWHERE, meaning="facility lived in; -1 in their own home")
    bed = column(BedType, meaning="type of the bed lived in; of no meaning at home")
    entered = column("i2", unit="month", default=NOWHERE, meaning="month of entering the facility; -1 at home")
    waiting_since = column("i2", unit="month", default=NOWHERE, meaning="month of applying; -1 not waiting")
    choices = column(
        "i2", unit="id", default=NOWHERE, shape=(N_CHOICES,), meaning="homes applied to, best first; -1 none"
    )


__all__ = ["NOWHERE", "N_CHOICES", "Elder", "Living"]
