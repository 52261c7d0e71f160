"""One matching of applicants to free operable beds, and why the other beds stay empty."""

from typing import NamedTuple

import numba as nb
import numpy as np

from sim.kernels.codes import DEMENTIA, NURSING, ORDINARY, PRIVATE, PUBLIC, PUBLIC_PRIVATE, TEKUN
from sim.kernels.seeking import own_part, price_seen
from sim.kernels.state import dementia_of, level_of


class Rule(NamedTuple):
    """Which beds are kept, for whom the others are, and what they cost."""

    release_share: float
    reserve_share: float
    spare_up_to: int  # the last class that the released beds of government-run homes take
    keeps: float  # share of the price that is left to the disabled where there is a discount
    rural_subsidy: float  # yuan a month
    voucher_share: float  # share of a fee that the care voucher pays
    designated: float  # yuan a month that medical insurance pays for the disabled in homes with a clinic


@nb.njit(inline="always")
def shut_out(h, f):
    """Whether an inspection found a home below the norm, or a grading below the least quality: it takes nobody."""
    return h.blocked[f] == 1 or h.graded_out[f] == 1


@nb.njit(inline="always")
def fits(bed, level, dementia):
    """Whether a type of bed suits a person: ordinary up to level 2, dementia beds for dementia, nursing for all."""
    if bed == ORDINARY:
        return level <= 2
    if bed == DEMENTIA:
        return dementia == 1
    return True


@nb.njit(inline="always")
def preferred(rank, level, dementia):
    """The types of bed in the order in which a person is placed."""
    if dementia == 1:
        return DEMENTIA - rank
    if level >= 2:
        return NURSING - rank if rank < 2 else DEMENTIA
    return rank


@nb.njit(cache=True)
def kept(beds, reserve_share):
    """Beds that a privately operated public home keeps for tekun."""
    return int(np.ceil(reserve_share * beds - 1e-9))


@nb.njit(cache=True)
def open_to_others(beds, tekun, ownership, release_share, reserve_share):
    """Beds of a home that people other than tekun may hold under the rule in force."""
    if ownership == PUBLIC:
        return int(release_share * (beds - tekun) + 1e-9)
    if ownership == PUBLIC_PRIVATE:
        return beds - tekun - max(0, kept(beds, reserve_share) - tekun)
    return beds


@nb.njit(cache=True)
def admit(rows, e, h, capacity, minutes, rule, home, bed, rank):
    """Place applicants in the order given (already sorted by rule, waiting time, id), in two rounds.

    Each goes to the first of their choices with a fitting free bed that the rule leaves open to them and that
    the home's aides can still care for: ``capacity`` [facility] minutes a week, of which a resident takes ``minutes``
    [facility, dementia, level]. One that is shut out takes nobody. In the first round a private operator of a
    public home takes tekun only into the beds kept for them; in the second they may have what paying applicants have
    left.
    Updates occupied, tekun and load of the homes; writes home (-1: still waiting), bed type and rank of the choice.
    """
    home[:] = -1
    for second in (False, True):
        for k in range(rows.shape[0]):
            row = rows[k]
            if home[k] >= 0:
                continue
            level = level_of(e.state[row])
            dementia = dementia_of(e.state[row])
            is_tekun = e.standing[row] == TEKUN
            for choice in range(e.choices.shape[1]):
                f = e.choices[row, choice]
                if f < 0:
                    break
                takes = minutes[f, dementia, level]
                if shut_out(h, f) or h.load[f] + takes > capacity[f]:
                    continue
                total = h.beds[f, 0] + h.beds[f, 1] + h.beds[f, 2]
                others = h.occupied[f, 0] + h.occupied[f, 1] + h.occupied[f, 2] - h.tekun[f]
                if is_tekun:
                    operated = h.ownership[f] == PUBLIC_PRIVATE
                    if not second and operated and h.tekun[f] >= kept(total, rule.reserve_share):
                        continue
                else:
                    barred = h.ownership[f] == PUBLIC and e.standing[row] > rule.spare_up_to
                    limit = open_to_others(total, h.tekun[f], h.ownership[f], rule.release_share, rule.reserve_share)
                    if barred or others >= limit:
                        continue
                placed = -1
                for order in range(3):
                    kind = preferred(order, level, dementia)
                    if fits(kind, level, dementia) and h.occupied[f, kind] + h.works[f, kind] < h.beds[f, kind]:
                        placed = kind
                        break
                if placed >= 0:
                    h.occupied[f, placed] += 1
                    h.load[f] += takes
                    h.tekun[f] += is_tekun
                    home[k] = f
                    bed[k] = placed
                    rank[k] = choice
                    break


class Queue(NamedTuple):
    """Those who wait, as far as it matters to an empty bed."""

    place: np.ndarray
    level: np.ndarray
    dementia: np.ndarray
    means: np.ndarray  # yuan a month
    standing: np.ndarray
    urban: np.ndarray
    insured: np.ndarray  # yuan a month that long-term-care insurance pays
    subsidy: np.ndarray
    voucher: np.ndarray


@nb.njit(cache=True)
def explain_empty_beds(homes, h, queue, capacity, mean_load, price_list, rule, reach_km, distance, causes):
    """Give each empty built bed of ``homes`` exactly one cause; ``causes`` [facility, 7] is zeroed by the caller.

    In order: under works · kept for the safety net, or somebody waits whose class the released beds do not take ·
    no aides · wrong type (a person waits within reach and none of the home's free types fits) · too far (a person
    fits but lives out of reach) · too dear (fits, within reach, cannot pay their part) · nobody waits. Each waiting
    person explains at most one bed in each home.
    """
    for index in range(homes.shape[0]):
        f = homes[index]
        owner = h.ownership[f]
        free = np.zeros(3, np.int64)
        total = 0
        residents = 0
        for kind in range(3):
            causes[f, 0] += h.works[f, kind]
            free[kind] = h.beds[f, kind] - h.works[f, kind] - h.occupied[f, kind]
            total += h.beds[f, kind]
            residents += h.occupied[f, kind]
        empty = free[0] + free[1] + free[2]
        if shut_out(h, f):
            causes[f, 0] += empty
            continue
        shut = open_to_others(total, h.tekun[f], owner, rule.release_share, rule.reserve_share)
        shut -= residents - h.tekun[f]
        safety_net = max(0, empty - max(0, shut))
        causes[f, 1] += safety_net
        empty -= safety_net
        unstaffed = max(0, empty - max(0, capacity[f] - h.load[f]) // mean_load[f])
        causes[f, 2] += unstaffed
        empty -= unstaffed
        barred = wrong = far = dear = 0
        if empty > 0:
            for k in range(queue.place.shape[0]):
                tekun = queue.standing[k] == TEKUN
                if tekun and owner == PRIVATE:
                    continue
                fit = False
                for kind in range(3):
                    fit = fit or (free[kind] > 0 and fits(kind, queue.level[k], queue.dementia[k]))
                near = queue.place[k] == h.place[f] or distance[queue.place[k], h.place[f]] <= reach_km[h.tier[f]]
                if near and not fit:
                    wrong += 1
                elif fit and not near:
                    far += 1
                elif fit and owner == PUBLIC and queue.standing[k] > rule.spare_up_to:
                    barred += 1
                elif fit and not tekun:
                    level = queue.level[k]
                    cost = price_list[owner, level] * h.price[f]
                    cost = price_seen(
                        cost, owner, h.kind[f], h.tier[f], level, queue.urban[k], rule.keeps, rule.rural_subsidy
                    )
                    insured, subsidy, voucher = queue.insured[k], queue.subsidy[k], queue.voucher[k]
                    cost = own_part(
                        cost, level, h.medical[f], insured, subsidy, voucher, rule.voucher_share, rule.designated
                    )
                    dear += cost > queue.means[k]
        for cause, count in ((1, barred), (3, wrong), (4, far), (5, dear)):
            part = min(empty, count)
            causes[f, cause] += part
            empty -= part
        causes[f, 6] += empty
