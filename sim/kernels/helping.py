"""Light help at home: assistants of village points, those who live together, volunteers, claims on the time bank."""

import numba as nb
import numpy as np

from sim.kernels.caring import family_beside, usual_neighbours
from sim.kernels.codes import DISABLED, POOR
from sim.kernels.state import level_of
from sim.kernels.week import ALONE, KNOWN, NEAR_POINT

CLAIMS, PAIRED, LIGHT, SHARES = 1, 2, 4, 8
LIGHTEST = 1
WEEKS = 435
"""Weeks in 100 months, as claims are counted in whole minutes."""


@nb.njit(cache=True)
def ask_for_help(rows, e, rules, week, level, most, pairing, shared, kind, asked, askers, keys):
    """Who asks for help beyond family and formal hours, and for how many minutes a week.

    The known up to ``level`` ask for light help (``most``); known tekun and poor of level 2 and more have a helper of
    their own (``pairing``); whoever has a balance in the time bank claims what is left of the need; tekun and poor
    of level 0 and 1 who live alone near a village point may live together there (``shared``). ``kind`` takes the bits,
    ``asked`` the minutes, ``askers`` the lines and ``keys`` their order: claims, pairs, others; within these the
    largest gap first, then by id. Returns how many ask.
    """
    n = 0
    for k in range(rows.shape[0]):
        row, flags = rows[k], week.flags[k]
        family = family_beside(week.need[k], week.meals[k], week.given[k], week.family[k], rules.replaced)
        left = week.need[k] - week.meals[k] - week.given[k] - family
        left -= usual_neighbours(flags, left, rules)
        if left <= 0:
            continue
        ability, poor = level_of(e.state[row]), e.standing[row] <= POOR
        bits, minutes = 0, np.int64(0)
        if flags & KNOWN:
            if ability <= level:
                bits, minutes = LIGHT, most
            if pairing > 0 and poor and ability >= DISABLED:
                bits, minutes = bits | PAIRED, max(minutes, pairing)
            if e.bank_minutes[row] * 100 >= WEEKS:
                bits = bits | CLAIMS
                minutes = max(minutes, np.int64(e.bank_minutes[row]) * 100 // WEEKS)
        near = flags & (ALONE | NEAR_POINT) == ALONE | NEAR_POINT
        if shared > 0 and near and poor and ability <= LIGHTEST:
            bits, minutes = bits | SHARES, max(minutes, shared)
        if bits == 0:
            continue
        rank = 0 if bits & CLAIMS else (1 if bits & PAIRED else 2)
        kind[k], asked[k] = bits, min(left, minutes)
        askers[n] = k
        keys[n] = (np.int64(rank) << 60) | (np.int64(100000 - left) << 32) | np.int64(e.id[row])
        n += 1
    return n


@nb.njit(cache=True)
def give_help(order, rows, e, week, kind, asked, askers, most, shared, places, assistants, volunteers, claimed):
    """Help those who ask, in ``order``, until it is used up: living together first, then assistants, then volunteers.

    ``places`` [place] are those of shared living, each worth ``shared`` minutes; ``assistants`` and ``volunteers``
    [place] are minutes. Assistants give light help alone, up to ``most``, near their village point. What volunteers
    give to somebody with a balance is a claim: ``claimed`` takes it.
    """
    for j in range(order.shape[0]):
        k = askers[order[j]]
        place, bits, left = e.place[rows[k]], kind[k], asked[k]
        if bits & SHARES and places[place] > 0:
            part = min(left, shared)
            places[place] -= 1
            week.helped[k] += part
            left -= part
        if bits & LIGHT and week.flags[k] & NEAR_POINT:
            part = min(left, most, assistants[place])
            assistants[place] -= part
            week.helped[k] += part
            left -= part
        if bits & (LIGHT | PAIRED | CLAIMS):
            part = min(left, volunteers[place])
            volunteers[place] -= part
            week.helped[k] += part
            claimed[k] = min(part, np.int64(e.bank_minutes[rows[k]]) * 100 // WEEKS)
