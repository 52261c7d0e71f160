"""What is missing in each place: last month's unmet hours and empty beds, and the measure that would relieve each.

Nothing here changes the model: it reads the book of last month, the homes and those who wait.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import EmptyBed, UnmetHour
from sim.calendar import MINUTES
from sim.kernels.state import dementia_of, level_of
from sim.kernels.week import Count
from sim.world.causes import empty_beds

if TYPE_CHECKING:
    from sim.model import CareSystem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Measure(IntEnum):
    """What a place can do about it."""

    BEDS = 0  # a new home
    TYPE = 1  # ordinary beds equipped for nursing
    AIDES = 2  # posts for aides, in homes and in stations
    STATION = 3  # stations whose circle reaches more people
    IDENTIFY = 4  # door visits
    HOURS = 5  # money for hours of those who are known, reached and cannot pay (L12, L21)


LABELS = {
    Measure.BEDS: ("new beds", "新建床位"),
    Measure.TYPE: ("nursing beds", "护理型床位"),
    Measure.AIDES: ("aides", "护理人员"),
    Measure.STATION: ("stations", "服务站点"),
    Measure.IDENTIFY: ("identification", "主动发现"),
    Measure.HOURS: ("money for hours", "服务费用"),
}
"""Measure -> its name in English and Chinese."""


class Diagnosis(NamedTuple):
    """What was found, by place."""

    unmet: Ints
    """Unmet minutes a week [place, UnmetHour]."""
    empty: Ints
    """Empty beds of the homes that stand there [place, EmptyBed]."""
    waiting: Ints
    """People who live there and wait for a home [place]."""
    queue_hours: Floats
    """Hours of need a week of those who wait, by what would let them in [place, Measure]: BEDS, TYPE or AIDES."""
    reached: Floats
    """Share of those in need at home who live within reach of a service [place]."""
    paid: Floats
    """Of the hours that known people within reach ask for or lack, those that somebody would pay [place]; where nobody
    lives within reach, the share of the region."""


def diagnose(model: CareSystem) -> Diagnosis:
    """What bound in each place last month."""
    book, homes, n = model.book, model.facilities, model.region.n_places
    beds = empty_beds(model)
    empty = np.zeros((n, len(EmptyBed)), dtype=np.int64)
    np.add.at(empty, homes.col("place"), beds)
    elders = model.elders
    rows = model.waiting.rows(elders.row_of)
    by_place, unmet = book.by_place, book.unmet_causes
    at_home_without_aides = np.maximum(0, unmet[:, UnmetHour.NO_AIDE_HOURS] - by_place[:, Count.OWED])
    payable = by_place[:, Count.FORMAL] + at_home_without_aides
    beyond = unmet[:, UnmetHour.CANNOT_PAY] + unmet[:, UnmetHour.REFUSED]
    return Diagnosis(
        unmet=unmet.copy(),
        empty=empty,
        waiting=np.bincount(elders.raw("place")[rows], minlength=n),
        queue_hours=hours_of_queue(model, beds),
        reached=by_place[:, Count.REACHED] / np.maximum(1, by_place[:, Count.AT_HOME]),
        paid=share_paid(payable, payable + beyond),
    )


def share_paid(payable: Ints, asked: Ints) -> Floats:
    """Share of the hours that somebody would pay, by place; where nobody lives within reach, that of the region."""
    everywhere = payable.sum() / max(1, asked.sum())
    return np.where(asked > 0, payable / np.maximum(1, asked), everywhere)


def hours_of_queue(model: CareSystem, beds: Ints) -> Floats:
    """Hours of need a week of those who wait, by the measure that would let them in [place, Measure].

    Everybody counts the hours that their level (and dementia) needs, all of which a bed would take over. Of the W who
    wait for a home as their first choice, as many as it has beds empty for lack of aides could enter with aides, and
    as many as it has beds of the wrong type with other beds, each a share of W and together at most all; that counts
    where the home stands. For the rest there is no bed to be made ready: new ones are missing where they live.
    ``beds``: empty beds [facility, EmptyBed].
    """
    homes, elders, need = model.facilities, model.elders, model.parameters.need
    rows = model.waiting.rows(elders.row_of)
    state, place = elders.raw("state")[rows], elders.raw("place")[rows]
    home = elders.raw("choices")[rows, 0].astype(np.int64)
    hours = np.array(need.home)[level_of(state)] + need.dementia * dementia_of(state)
    queue = np.maximum(1, np.bincount(home[home >= 0], minlength=homes.n))
    staffed = np.minimum(1.0, beds[:, EmptyBed.NO_AIDES] / queue)
    fitted = np.minimum(1.0 - staffed, beds[:, EmptyBed.WRONG_TYPE] / queue)
    found = np.zeros((model.region.n_places, len(Measure)))
    at = np.where(home >= 0, homes.col("place")[home], place)
    for measure, share, where in (
        (Measure.AIDES, staffed, at),
        (Measure.TYPE, fitted, at),
        (Measure.BEDS, 1.0 - staffed - fitted, place),
    ):
        of_home = np.where(home >= 0, share[home], float(measure == Measure.BEDS))
        np.add.at(found[:, measure], where, hours * of_home)
    return found


def needs(model: CareSystem) -> Floats:
    """Unmet hours a week that each measure alone could at most reach, everything else as it is [place, Measure].

    - BEDS, TYPE: hours of need of those who wait and whom that measure would let in (:func:`hours_of_queue`).
    - AIDES: the same, and the hours for which there are no aides, at home and in homes.
    - STATION: hours without a service in reach x share that somebody would pay once there is one.
    - IDENTIFY: hours of those not known x share within reach x share that somebody would pay.
    - HOURS: hours of those who are known and within reach and cannot pay.

    The hours of those who wait are needed hours, part of which their families may give until they enter; the others
    are unmet ones. Someone who waits can count twice, with the hours that are unmet at home and with those of the
    bed: both measures would reach them. The largest of a place is what binds there.
    """
    d = diagnose(model)
    found = d.queue_hours.copy()
    unmet = d.unmet / MINUTES
    found[:, Measure.AIDES] += unmet[:, UnmetHour.NO_AIDE_HOURS]
    found[:, Measure.STATION] = unmet[:, UnmetHour.NO_SERVICE] * d.paid
    found[:, Measure.IDENTIFY] = unmet[:, UnmetHour.NOT_KNOWN] * d.reached * d.paid
    found[:, Measure.HOURS] = unmet[:, UnmetHour.CANNOT_PAY]
    return found


def binding(found: Floats) -> Ints:
    """The measure with most hours in each place; -1 where nothing is missing. ``found`` [place, measures]."""
    return np.where(found.max(axis=1) > 0, found.argmax(axis=1), -1)
