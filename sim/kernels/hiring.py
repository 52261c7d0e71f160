"""Matching people who look for work to vacant posts."""

import numba as nb
import numpy as np

from sim.kernels.philox import draw, unit


@nb.njit(cache=True)
def hire(luck, place, post_luck, post_place, vacant, decision, key0, key1):
    """Each seeker, in the order given, takes a post of their own place; returns the employer of each (-1 none).

    Among employers with vacancies the taste is a lasting Gumbel draw of the pair, weighted by the vacancies:
    score = log(vacant) + Gumbel, so an employer with twice the vacancies is twice as likely. ``vacant`` is used up.
    """
    chosen = np.full(luck.shape[0], -1, np.int64)
    zero = np.uint32(0)
    for k in range(luck.shape[0]):
        best = -np.inf
        for f in range(vacant.shape[0]):
            if vacant[f] > 0 and post_place[f] == place[k]:
                word = draw(luck[k], post_luck[f], zero, decision, key0, key1)
                score = np.log(np.float64(vacant[f])) - np.log(-np.log(unit(word)))
                if score > best:
                    best = score
                    chosen[k] = f
        if chosen[k] >= 0:
            vacant[chosen[k]] -= 1
    return chosen
