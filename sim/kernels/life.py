"""The pass over everybody: one draw decides who dies, leaves, worsens, recovers or stays as they are."""

import numba as nb
import numpy as np

from sim.kernels.philox import BLOCK, draw

N_AGES = 600
"""Months of age from 60.0 to 110 that have their own row of risks; older people share the last row."""
FIRST_AGE = 720
"""Age in months of the first row."""


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
