"""Philox4x32-10 (Salmon et al. 2011, Random123): a random number addressed by its key, not by its turn.

The counter is (who, with whom, month, decision), the key the two halves of the seed. The first of the four
words of the block is the draw. Tested against the published vector of Random123.
"""

import numba as nb
import numpy as np

BLOCK = 512
"""Draws made at a time in passes over many people: ten rounds on a block run as vector instructions."""

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint32(0x9E3779B9)
_W1 = np.uint32(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@nb.njit(inline="always")
def philox(who, with_whom, month, decision, key0, key1):
    """The four words of one Philox4x32-10 block; all arguments are uint32."""
    c0, c1, c2, c3 = np.uint32(who), np.uint32(with_whom), np.uint32(month), np.uint32(decision)
    k0, k1 = np.uint32(key0), np.uint32(key1)
    for _ in range(10):
        p0 = _M0 * np.uint64(c0)
        p1 = _M1 * np.uint64(c2)
        c0 = np.uint32(p1 >> _HALF) ^ c1 ^ k0
        c2 = np.uint32(p0 >> _HALF) ^ c3 ^ k1
        c1 = np.uint32(p1 & _LOW)
        c3 = np.uint32(p0 & _LOW)
        k0 = np.uint32(k0 + _W0)
        k1 = np.uint32(k1 + _W1)
    return c0, c1, c2, c3


@nb.njit(inline="always")
def draw(who, with_whom, month, decision, key0, key1):
    """One uint32, uniform over 0 … 2**32 - 1."""
    return philox(who, with_whom, month, decision, key0, key1)[0]


@nb.njit(inline="always")
def unit(word):
    """A uint32 as a float64 strictly between 0 and 1."""
    return (np.float64(word) + 0.5) * 2.3283064365386963e-10


@nb.njit(cache=True)
def draw_many(ids, with_whom, month, decision, key0, key1, out):
    """Fill ``out`` (uint32) with one draw for each of ``ids`` (uint32)."""
    for i in range(ids.shape[0]):
        out[i] = draw(ids[i], with_whom, month, decision, key0, key1)


@nb.njit(cache=True)
def draw_pairs(ids, others, month, decision, key0, key1, out):
    """Fill ``out`` (uint32) with one draw for each pair (ids, others)."""
    for i in range(ids.shape[0]):
        out[i] = draw(ids[i], others[i], month, decision, key0, key1)
