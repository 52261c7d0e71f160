"""Matching applicants to beds, and why others stay empty: the twins of ``admitting``."""

import numpy as np

from sim.kernels.codes import DEMENTIA, NURSING, ORDINARY, PRIVATE, PUBLIC, PUBLIC_PRIVATE, TEKUN
from sim.kernels.twins.seeking import own_part, price_seen
from sim.kernels.twins.state import dementia_of, level_of


def fits(bed, level, dementia):
    """Whether a type of bed suits a person."""
    return {ORDINARY: level <= 2, NURSING: True, DEMENTIA: dementia == 1}[int(bed)]


def preferred(rank, level, dementia):
    """The rank-th type of bed in the order in which a person is placed."""
    if dementia == 1:
        return [DEMENTIA, NURSING, ORDINARY][rank]
    if level >= 2:
        return [NURSING, ORDINARY, DEMENTIA][rank]
    return [ORDINARY, NURSING, DEMENTIA][rank]


def open_to_others(beds, tekun, ownership, release_share, reserve_share):
    """Beds that people other than tekun may hold."""
    if ownership == PUBLIC:
        return int(release_share * (int(beds) - int(tekun)) + 1e-9)
    if ownership == PUBLIC_PRIVATE:
        return int(beds) - max(int(tekun), kept(beds, reserve_share))
    return int(beds)


def kept(beds, reserve_share):
    """Beds that a privately operated public home keeps for tekun."""
    return int(np.ceil(reserve_share * int(beds) - 1e-9))


def admit(rows, e, h, capacity, minutes, rule, home, bed, rank):
    """One applicant after the other goes to the first choice that may, can and has room to take them; twice.

    The first time, operators of public homes take tekun into the kept beds only.
    """
    home[:] = -1
    for second in (False, True):
        for k, row in enumerate(rows):
            if home[k] >= 0:
                continue
            level, dementia = level_of(e.state[row]), dementia_of(e.state[row])
            tekun = e.standing[row] == TEKUN
            for choice, f in enumerate(int(f) for f in e.choices[row]):
                if f < 0:
                    break
                beds, inside = int(h.beds[f].sum()), int(h.tekun[f])
                limit = open_to_others(beds, inside, h.ownership[f], rule.release_share, rule.reserve_share)
                full = h.ownership[f] == PUBLIC_PRIVATE and inside >= kept(beds, rule.reserve_share) and not second
                left = int(h.occupied[f].sum()) - inside < limit
                may = not full if tekun else left and not is_barred(e.standing[row], h.ownership[f], rule)
                can = int(h.load[f]) + int(minutes[f, dementia, level]) <= int(capacity[f]) and not shut_out(h, f)
                order = [preferred(place, level, dementia) for place in range(3)]
                free = [
                    b for b in order if fits(b, level, dementia) and h.beds[f, b] - h.works[f, b] - h.occupied[f, b] > 0
                ]
                if may and can and free:
                    h.occupied[f, free[0]] += 1
                    h.load[f] += minutes[f, dementia, level]
                    h.tekun[f] += 1 if tekun else 0
                    home[k], bed[k], rank[k] = f, free[0], choice
                    break


def shut_out(h, f):
    """Whether an inspection or a grading bars a home from taking anybody."""
    return bool(h.blocked[f]) or bool(h.graded_out[f])


def is_barred(standing, ownership, rule):
    """Whether the released beds of a home are not for this class."""
    return ownership == PUBLIC and standing > rule.spare_up_to


def explain_empty_beds(homes, h, queue, capacity, mean_load, price_list, rule, reach_km, distance, causes):
    """Hand the empty beds of each home to the causes in their order, as many as each can claim."""
    for f in (int(f) for f in homes):
        owner, built, occupied = int(h.ownership[f]), int(h.beds[f].sum()), int(h.occupied[f].sum())
        free = [int(h.beds[f, b] - h.works[f, b] - h.occupied[f, b]) for b in range(3)]
        others = occupied - int(h.tekun[f])
        may = max(0, open_to_others(built, h.tekun[f], owner, rule.release_share, rule.reserve_share) - others)
        can = max(0, int(capacity[f]) - int(h.load[f])) // int(mean_load[f])
        left = sum(free)
        causes[f, 0] += int(h.works[f].sum()) + (left if shut_out(h, f) else 0)
        left = 0 if shut_out(h, f) else left
        causes[f, 1] += max(0, left - may)
        left = min(left, may)
        causes[f, 2] += max(0, left - can)
        left = min(left, can)
        waiting = [
            why_not(k, f, owner, free, h, queue, price_list, rule, reach_km, distance) for k in range(len(queue.place))
        ]
        for cause in (1, 3, 4, 5):
            part = min(left, waiting.count(cause))
            causes[f, cause] += part
            left -= part
        causes[f, 6] += left


def why_not(k, f, owner, free, h, queue, price_list, rule, reach_km, distance):
    """Why one who waits does not fill a bed: 1 kept for others, 3 wrong type, 4 too far, 5 too dear, None otherwise."""
    level, dementia, tekun = int(queue.level[k]), int(queue.dementia[k]), int(queue.standing[k]) == TEKUN
    if tekun and owner == PRIVATE:
        return None
    fit = any(free[b] > 0 and fits(b, level, dementia) for b in range(3))
    there = int(h.place[f])
    near = queue.place[k] == there or distance[queue.place[k], there] <= reach_km[h.tier[f]]
    if not fit:
        return 3 if near else None
    if not near:
        return 4
    if is_barred(int(queue.standing[k]), owner, rule):
        return 1
    price = float(price_list[owner, level]) * float(h.price[f])
    price = price_seen(price, owner, h.kind[f], h.tier[f], level, queue.urban[k], rule.keeps, rule.rural_subsidy)
    money = queue.insured[k], queue.subsidy[k], queue.voucher[k]
    price = own_part(price, level, h.medical[f], *money, rule.voucher_share, rule.designated)
    return 5 if not tekun and price > queue.means[k] else None
