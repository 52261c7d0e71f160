"""Keyed draws as in the paper, and numbers made of them."""

import numpy as np

WORD = 2**32


def philox(who, with_whom, month, decision, key0, key1):
    """Ten rounds of Philox4x32 as in the paper: two products, two crossed exchanges, a bumped key."""
    a, b, c, d = int(who), int(with_whom), int(month), int(decision)
    key0, key1 = int(key0), int(key1)
    for _ in range(10):
        high_a, low_a = divmod(a * 0xD2511F53, WORD)
        high_c, low_c = divmod(c * 0xCD9E8D57, WORD)
        a, b, c, d = high_c ^ b ^ key0, low_c, high_a ^ d ^ key1, low_a
        key0, key1 = (key0 + 0x9E3779B9) % WORD, (key1 + 0xBB67AE85) % WORD
    return a, b, c, d


def draw(who, with_whom, month, decision, key0, key1):
    """The first word of the block."""
    return philox(who, with_whom, month, decision, key0, key1)[0]


def unit(word):
    """The middle of the word's slice of (0, 1)."""
    return (int(word) + 0.5) / WORD


def draw_many(ids, with_whom, month, decision, key0, key1, out):
    """One draw for each id."""
    for i in range(len(ids)):
        out[i] = draw(ids[i], with_whom, month, decision, key0, key1)


def draw_pairs(ids, others, month, decision, key0, key1, out):
    """One draw for each pair."""
    for i in range(len(ids)):
        out[i] = draw(ids[i], others[i], month, decision, key0, key1)


def gumbel(word):
    """A standard Gumbel number by inverse transform."""
    return -np.log(-np.log(unit(word)))


def logistic(word):
    """A standard logistic number by inverse transform."""
    return np.log(unit(word) / (1 - unit(word)))
