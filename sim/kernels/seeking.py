"""Choosing between staying at home and the homes within reach."""

from typing import NamedTuple

import numba as nb
import numpy as np

from sim.kernels.codes import CARE_CENTRE, DISABLED, IN_HOUSE, PRIVATE, PUBLIC, TEKUN, TOWNSHIP
from sim.kernels.philox import draw, unit
from sim.kernels.state import ADAPTED, FAMILY_BED, is_concerned, level_of

OLDEST = 960
"""80 years in months."""
MAX_HOMES = 4096
"""Most homes that one elder can compare."""


class Reach(NamedTuple):
    """Homes within reach of place p: entries first[p] to first[p + 1] - 1."""

    first: np.ndarray
    home: np.ndarray
    luck: np.ndarray  # key of the draws about it
    utility: np.ndarray  # the part that is the same for everybody of the place
    exp_utility: np.ndarray  # exp(utility / spread)
    price_list: np.ndarray  # [ownership, level] yuan a month


class Tastes(NamedTuple):
    """What counts in the choice, and the keys of its luck."""

    level: float
    alone: float
    children: float
    oldest: float
    gap: float  # per unmet hour a week
    price: float  # per share of what elder and family can pay
    tekun: np.ndarray  # [ownership] added for tekun
    keeps: float  # share of the price that is left to the disabled in homes that give a discount
    rural_subsidy: float  # yuan a month by which township homes are cheaper for urban elders
    voucher_share: float  # share of a fee that the care voucher pays, up to what stands in ``voucher``
    designated: float  # yuan a month that medical insurance pays for the disabled in homes with a clinic
    strain: float  # added when the family is under long strain
    strain_after: int  # months on end of strain from which it is long
    family_bed: float  # added to staying for those with a family care bed
    adapted: float  # added to staying for those whose home has been adapted
    spread: float
    memory: float  # at month 0: what earlier spells have left, for all but tekun
    month: int
    taste: np.uint32
    staying: np.uint32
    key0: np.uint32
    key1: np.uint32


@nb.njit(inline="always")
def price_seen(price, owner, kind, tier, level, urban, keeps, rural_subsidy):
    """What a home of some ``price`` costs somebody who pays, yuan a month.

    Government-run homes and care centres leave the disabled (level 2 and more) the share ``keeps`` of the price;
    township homes cost urban elders ``rural_subsidy`` less, down to nothing.
    """
    if level >= DISABLED and (owner == PUBLIC or kind == CARE_CENTRE):
        price *= keeps
    if urban and tier == TOWNSHIP:
        price = max(0.0, price - rural_subsidy)
    return price


@nb.njit(inline="always")
def own_part(price, level, medical, insured, subsidy, voucher, voucher_share, designated):
    """What is left of a ``price`` for elder and family when the money that follows the elder has paid, yuan a month.

    Long-term-care insurance pays first, then the subsidy of the poor, then the voucher (its share of the rest, up to
    ``voucher``), then medical insurance for the disabled in homes with a clinic; each at most what is left.
    """
    price -= min(price, np.float64(insured))
    price -= min(price, np.float64(subsidy))
    price -= min(price * voucher_share, np.float64(voucher))
    if level >= DISABLED and medical == IN_HOUSE:
        price -= min(price, designated)
    return price


@nb.njit(cache=True)
def choose_homes(rows, e, h, reach, tastes, wants):
    """Who among ``rows`` applies to homes, and to which.

    Utility of a home: what it offers to everybody of the place, level, family, age, unmet hours, long strain of the
    family, less their own part of the price as a share of what elder and family can pay, plus ``spread`` x a Gumbel
    taste of the pair; of staying: a logistic taste, a family care bed, an adapted home. Tastes last for life. With n
    equal homes the readiness to enter one grows like n ** spread: a new home draws mostly from the others. A home
    whose own part is more than elder and family can pay is not considered; tekun pay nothing and are not taken by
    private homes. Writes up to three homes that beat staying into ``choices`` (best first, -1 none) and whether there
    is one into ``wants``.

    A Gumbel taste exceeds g only if 1 - u <= exp(-g); that quick bound settles nearly all pairs without logarithms.
    """
    words = np.empty(MAX_HOMES, np.uint32)
    zero = np.uint32(0)
    for k in range(rows.shape[0]):
        row = rows[k]
        who = e.id[row]
        level = level_of(e.state[row])
        is_tekun = e.standing[row] == TEKUN
        means = np.float64(e.income[row]) + np.float64(e.family_money[row])
        base = tastes.level * level + tastes.gap * (e.gap_minutes[row] / 60.0)
        if e.children_until[row] > tastes.month:
            base += tastes.children
        elif e.spouse_until[row] <= tastes.month:
            base += tastes.alone
        if tastes.month - np.int64(e.birth[row]) >= OLDEST:
            base += tastes.oldest
        if e.strain_months[row] >= tastes.strain_after:
            base += tastes.strain
        u = unit(draw(who, zero, zero, tastes.staying, tastes.key0, tastes.key1))
        stay = np.log(u) - np.log1p(-u)
        if e.aids[row] & FAMILY_BED:
            stay += tastes.family_bed
        if e.aids[row] & ADAPTED:
            stay += tastes.adapted
        if not is_tekun:
            base += tastes.memory
        most = base - stay
        if is_tekun:
            most += np.max(tastes.tekun)
        bound = np.exp(most / tastes.spread)
        start = reach.first[e.place[row]]
        n = reach.first[e.place[row] + 1] - start
        for j in range(n):
            words[j] = draw(who, reach.luck[start + j], zero, tastes.taste, tastes.key0, tastes.key1)
        s0 = s1 = s2 = stay
        h0 = h1 = h2 = -1
        for j in range(n):
            u = unit(words[j])
            if 1.0 - u > bound * reach.exp_utility[start + j]:
                continue
            f = reach.home[start + j]
            owner = h.ownership[f]
            score = base + reach.utility[start + j]
            if is_tekun:
                if owner == PRIVATE:
                    continue
                score += tastes.tekun[owner]
            else:
                cost = reach.price_list[owner, level] * h.price[f]
                cost = price_seen(
                    cost, owner, h.kind[f], h.tier[f], level, e.residence[row], tastes.keeps, tastes.rural_subsidy
                )
                insured, subsidy, voucher = e.insured[row], e.subsidy[row], e.voucher[row]
                cost = own_part(
                    cost, level, h.medical[f], insured, subsidy, voucher, tastes.voucher_share, tastes.designated
                )
                if cost > means:
                    continue
                if cost > 0:
                    score -= tastes.price * cost / means
            score -= tastes.spread * np.log(-np.log(u))
            if score > s0:
                s2, h2, s1, h1, s0, h0 = s1, h1, s0, h0, score, f
            elif score > s1:
                s2, h2, s1, h1 = s1, h1, score, f
            elif score > s2:
                s2, h2 = score, f
        e.choices[row, 0], e.choices[row, 1], e.choices[row, 2] = h0, h1, h2
        wants[k] = h0 >= 0


@nb.njit(cache=True)
def who_considers(rows, e, month, review, out):
    """Rows of known people at home, not waiting, whose situation changed or whose gap persists.

    ``changed`` is the last month of a change of ability, dementia or being known; losing the spouse counts. A
    persisting gap is thought over once every ``review`` months, as is a tekun place. Tekun may ask for one
    whatever their ability; others must be in need. Returns how many.
    """
    n = 0
    turn = np.uint32(month)
    every = np.uint32(review)
    for k in range(rows.shape[0]):  # without branches: nearly every test would be a surprise to the processor
        row = np.uint32(rows[k])
        tekun = e.standing[row] == TEKUN
        may = (e.known[row] == 1) & (e.facility[row] < 0) & (e.waiting_since[row] < 0)
        concerned = is_concerned(e.state[row], e.standing[row])
        due = ((e.gap_minutes[row] > 0) | tekun) & (np.uint32(e.id[row] + turn) % every == 0)
        news = (e.changed[row] == month) | (e.spouse_until[row] == month)
        out[n] = row
        n += 1 if may & concerned & (due | news) else 0
    return n
