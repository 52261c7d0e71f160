"""Calling the rolls: from ids of those concerned to rows, striking off who no longer belongs."""

import numba as nb
import numpy as np

from sim.kernels.philox import BLOCK, draw
from sim.kernels.state import ALL_BUT_LONG_GAP, LASTING_AIDS, in_need, is_concerned, level_of


@nb.njit(cache=True)
def call_roll(ids, row_of, e, rows):
    """Strike off who is gone or no longer in need (tekun stay on), in place; their hours and gaps end.

    Family bed, devices and bracelet of the recovered end too; an adapted home and a trained family stay.
    Writes the rows of those who live in their own home into ``rows``. Returns (left on the roll, at home).
    """
    kept = 0
    at_home = 0
    for k in range(ids.shape[0]):
        row = row_of[ids[k]]
        if row < 0:
            continue
        if not is_concerned(e.state[row], e.standing[row]):
            e.family_minutes[row] = 0
            e.formal_minutes[row] = 0
            e.volunteer_minutes[row] = 0
            e.meal_minutes[row] = 0
            e.gap_minutes[row] = 0
            e.gap_months[row] = 0
            e.strain_months[row] = 0
            e.state[row] &= ALL_BUT_LONG_GAP
            e.aids[row] &= LASTING_AIDS
            continue
        ids[kept] = ids[k]
        kept += 1
        if e.facility[row] < 0:
            rows[at_home] = row
            at_home += 1
    return kept, at_home


@nb.njit(cache=True)
def identify(rows, ids, state, known, changed, thresholds, month, decision, key0, key1):
    """Those in need at home and not yet known become known with the chance of their level (uint32 thresholds)."""
    buffer = np.empty(BLOCK, np.uint32)
    who = np.empty(BLOCK, np.int64)
    nobody = np.uint32(0)
    found = 0
    start = 0
    n = rows.shape[0]
    while start < n:
        filled = 0
        while start < n and filled < BLOCK:
            row = rows[start]
            start += 1
            if known[row] == 0 and in_need(state[row]):
                who[filled] = row
                buffer[filled] = ids[row]
                filled += 1
        for j in range(filled):
            buffer[j] = draw(buffer[j], nobody, month, decision, key0, key1)
        for j in range(filled):
            row = who[j]
            if buffer[j] < thresholds[level_of(state[row])]:
                known[row] = 1
                changed[row] = month
                found += 1
    return found
