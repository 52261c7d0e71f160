"""The pass over everybody: one draw decides who dies, leaves, worsens, recovers or stays as they are."""

from typing import NamedTuple

import numba as nb
import numpy as np

from sim.kernels.codes import IN_HOUSE, TEKUN
from sim.kernels.philox import BLOCK, draw
from sim.kernels.state import dementia_of, level_of, with_health

N_AGES = 600
"""Months of age from 60.0 to 110 that have their own row of risks; older people share the last row."""
FIRST_AGE = 720
"""Age in months of the first row."""
DIE, LEAVE, DEMENTIA, TO_LEVEL = 0, 1, 2, 3
"""Outcomes of a month, in the order of the thresholds (``world.risk.Event``)."""


class Prevention(NamedTuple):
    """What clinics in homes prevent, and the keys of its luck."""

    medical: np.ndarray  # [facility] medical level
    below: np.uint32  # draws below this prevent a loss of ability
    decision: np.uint32
    key0: np.uint32
    key1: np.uint32


@nb.njit(cache=True)
def live_a_month(ids, birth, state, n, month, decision, key0, key1, total, edges, who, outcome):
    """Find the elders to whom something happens this month.

    Arrays: ids uint32[n], birth uint16[n] (month of birth), state uint8[n] (packed sex, ability, dementia,
    long gap); total uint32[rows] and edges uint32[rows, 8] are the cumulated thresholds of a row
    state * N_AGES + age. Writes the row numbers into ``who`` and the outcome (0 die, 1 leave, 2 dementia,
    3 + level: move to that level) into ``outcome``; returns how many. Most people leave after one comparison.
    """
    words = np.empty(BLOCK, np.uint32)
    rows = np.empty(BLOCK, np.uint32)
    struck = np.zeros(BLOCK, np.uint8)
    eights = struck.view(np.uint64)
    hits = np.uint32(0)
    sixty = np.uint32(month - FIRST_AGE)
    last = np.uint32(N_AGES - 1)
    ages = np.uint32(N_AGES)
    nobody = np.uint32(0)
    start = 0
    while start < n:
        width = min(BLOCK, n - start)
        for j in range(width):  # these two loops run as vector instructions
            words[j] = draw(ids[start + j], nobody, month, decision, key0, key1)
        for j in range(width):
            i = start + j
            rows[j] = np.uint32(state[i]) * ages + min(np.uint32(sixty - np.uint32(birth[i])), last)
        for j in range(width):
            struck[j] = words[j] < total[rows[j]]
        struck[width:] = 0
        for eight in range((width + 7) // 8):
            if eights[eight] == 0:
                continue
            for j in range(8 * eight, 8 * eight + 8):
                if struck[j] == 0:
                    continue
                event = 0
                while words[j] >= edges[rows[j], event]:
                    event += 1
                who[hits] = start + j
                outcome[hits] = event
                hits += np.uint32(1)
        start += width
    return hits


@nb.njit(cache=True)
def change_states(who, outcome, e, load, month, minutes, clinics, counts, newly, dying, leaving):
    """Write what happened to those found by :func:`live_a_month`.

    Changes of level and dementia go into ``state``, ``changed`` and ``counts`` [place, residence, level]; a
    resident whose state changes takes another share of their home's aides (``load`` [facility], minutes a week;
    ``minutes`` [facility, dementia, level] is what a resident takes there).
    A loss of ability, or dementia, of a resident of a home with a clinic (``clinics``) does not happen if their draw
    of the month lies below its threshold; at 0 nobody draws.
    Writes the ids of those newly in need (tekun are on that roll anyway) and the rows of those who die or leave;
    returns how many of each.
    """
    n_new, n_die, n_leave = 0, 0, 0
    for k in range(who.shape[0]):
        row, event = who[k], outcome[k]
        if event == DIE:
            dying[n_die] = row
            n_die += 1
            continue
        if event == LEAVE:
            leaving[n_leave] = row
            n_leave += 1
            continue
        old = np.int64(e.state[row])
        level, dementia = level_of(old), dementia_of(old)
        begins = event == DEMENTIA
        now_level = level if begins else np.int64(event) - TO_LEVEL
        now_dementia = np.int64(1) if begins else dementia
        facility = e.facility[row]
        worse = begins or now_level > level
        if worse and clinics.below > 0 and facility >= 0 and clinics.medical[facility] == IN_HOUSE:
            u = draw(e.id[row], np.uint32(0), np.uint32(month), clinics.decision, clinics.key0, clinics.key1)
            if u < clinics.below:
                continue
        e.state[row] = with_health(old, now_level, now_dementia)
        e.changed[row] = month
        place, residence = e.place[row], e.residence[row]
        counts[place, residence, level] -= 1
        counts[place, residence, now_level] += 1
        if level + dementia == 0 and e.standing[row] != TEKUN:
            newly[n_new] = e.id[row]
            n_new += 1
        if facility >= 0:
            load[facility] += minutes[facility, now_dementia, now_level] - minutes[facility, dementia, level]
    return n_new, n_die, n_leave
