"""Hours at home: what is needed, who gives it, what is missing and why. Whole minutes a week throughout."""

from typing import NamedTuple

import numba as nb
import numpy as np

from sim.kernels.state import dementia_of, in_need, level_of

TEKUN, POOR = 0, 1
NOT_KNOWN, NO_SERVICE, NO_AIDE_HOURS, CANNOT_PAY, WAITING, REFUSED = 0, 1, 2, 3, 4, 5
KNOWN, REACHED, REFUSES, WAITS, ALONE, NEAR_POINT = 1, 2, 4, 8, 16, 32
MEASURES = 13
"""in need, known, at home, need, family, formal, volunteers, gap, gap of the known, gap of an hour or more,
no help at all, within reach, owed to residents by their homes; hours as minutes a week."""
N_STANDINGS, N_LEVELS, N_RESIDENCES = 4, 5, 2
SHIFT = 10
ONE = 1 << SHIFT
"""Shares are whole 1/1024: a shift where a division would take most of the time."""


class Rules(NamedTuple):
    """What decides about hours this month; minutes a week, shares in 1/1024."""

    month: int
    need: np.ndarray  # [level]
    dementia: int  # supervision
    capacity: np.ndarray  # [living] most that a family gives
    kin_from: int  # readiness below which nobody helps who lives alone
    tekun_factor: int
    strain_after: int  # months
    strain_keeps: int
    strain_above: int
    replaced: int  # family minutes given up for 1024 formal ones
    volunteers: int
    covered: np.ndarray  # [place * 2 + residence] thresholds of reach_rank: centres and stations
    points: np.ndarray  # [place] the same of village points
    entitled: int
    from_level: int
    everyone: bool
    hour_price: int  # yuan
    household_share: int
    household_most: int
    gap_part: int
    gap_after: int  # months


class Week(NamedTuple):
    """One line for each person in need at home, between asking and settling."""

    need: np.ndarray
    family: np.ndarray
    wanted: np.ndarray
    bought: np.ndarray
    given: np.ndarray
    cell: np.ndarray
    flags: np.ndarray
    keys: np.ndarray  # of those who ask
    askers: np.ndarray


@nb.njit(inline="always")
def cell_of(place, residence, standing, level):
    """Line of the table of counts: place, residence, standing and level."""
    return ((np.int64(place) * N_RESIDENCES + residence) * N_STANDINGS + standing) * N_LEVELS + level


@nb.njit(cache=True)
def ask_for_hours(rows, e, rules, week):
    """What each person in need at home can get from the family, and which formal minutes they ask for.

    Family capacity depends on who is there now, the family's lasting readiness (1/1024) and strain; those who
    live alone and whose readiness is below ``kin_from`` have no kin nearby. Formal minutes are asked for by the
    known who are within reach of a service and do not refuse: what the public purse buys for the entitled plus
    what household money buys, never more than need. ``keys`` orders those who ask, worst off (largest need not
    met by the family) first, then by id. Returns how many ask.
    """
    n = rows.shape[0]
    for k in range(n):  # without branches
        row = rows[k]
        state, standing, place, residence = e.state[row], e.standing[row], e.place[row], e.residence[row]
        level = level_of(state)
        need = rules.need[level] + dementia_of(state) * rules.dementia
        living = np.int64(e.spouse_until[row] > rules.month) + 2 * np.int64(e.children_until[row] > rules.month)
        factor = np.int64(e.family_factor[row])
        kin = np.int64((living != 0) | (factor >= rules.kin_from))
        keeps = rules.strain_keeps if e.strain_months[row] >= rules.strain_after else ONE
        helps = rules.tekun_factor if standing == TEKUN else ONE
        able = ((rules.capacity[living] * factor >> SHIFT) * keeps >> SHIFT) * helps >> SHIFT
        rank = np.int64(e.reach_rank[row])
        week.need[k] = need
        week.family[k] = min(need, able * kin)
        week.cell[k] = cell_of(place, residence, standing, level)
        week.flags[k] = (
            np.int64(living == 0) * ALONE
            | np.int64(rank < rules.points[place]) * NEAR_POINT
            | np.int64(rank < rules.covered[np.int64(place) * N_RESIDENCES + residence]) * REACHED
            | np.int64(e.waiting_since[row] >= 0) * WAITS
            | np.int64(e.known[row]) * KNOWN
            | np.int64(e.refuses[row]) * REFUSES
        )
        week.given[k] = 0
        week.wanted[k] = 0
        week.bought[k] = 0
    asking = 0
    for k in range(n):
        if week.flags[k] & (KNOWN | REACHED | REFUSES) != KNOWN | REACHED or week.need[k] == 0:
            continue
        row, need, family = rows[k], week.need[k], week.family[k]
        entitled = 0
        if level_of(e.state[row]) >= rules.from_level and (rules.everyone or e.standing[row] <= POOR):
            entitled = min(need, rules.entitled)
        money = (np.int64(e.income[row]) + np.int64(e.family_money[row])) * rules.household_share >> SHIFT
        own = min(rules.household_most, money * 1380 // (rules.hour_price * 100))
        own = min(own, max(0, need - family - entitled))
        week.bought[k] = own
        week.wanted[k] = entitled + own
        if entitled + own > 0:
            week.askers[asking] = k
            week.keys[asking] = (np.int64(100000 - (need - family)) << 32) | np.int64(e.id[row])
            asking += 1
    return asking


@nb.njit(cache=True)
def give_hours(order, rows, e, week, team_minutes, public_minutes):
    """Visiting teams serve those who ask, in ``order``, until the minutes of their place are used up.

    Of the entitled minutes only ``public_minutes`` can be paid; whoever comes later is entitled to no more
    (``wanted`` falls to what the household buys).
    """
    for j in range(order.shape[0]):
        k = week.askers[order[j]]
        place = e.place[rows[k]]
        paid = min(week.wanted[k] - week.bought[k], public_minutes)
        week.wanted[k] = paid + week.bought[k]
        week.given[k] = min(week.wanted[k], team_minutes[place])
        team_minutes[place] -= week.given[k]
        public_minutes -= max(0, week.given[k] - week.bought[k])


@nb.njit(inline="always")
def cause_of_gap(flags, wanted, given):
    """The first cause that applies to somebody's unmet hours."""
    if not flags & KNOWN:
        return NOT_KNOWN
    if not flags & REACHED:
        return NO_SERVICE
    if given < wanted:
        return NO_AIDE_HOURS
    if not flags & REFUSES and not (flags & WAITS and wanted > 0):
        return CANNOT_PAY
    if flags & WAITS:
        return WAITING
    return REFUSED


@nb.njit(cache=True)
def settle_hours(rows, e, rules, week, counts, causes):
    """Add up the hours of everybody in need at home; count them by cell (``counts`` [cell, measure]) and cause.

    Formal help replaces part of what the family gave; the gap is need less family, formal and volunteers, never
    below zero. Under long gaps the long-gap bit of ``state`` is set.
    """
    for k in range(rows.shape[0]):
        row = rows[k]
        need, formal, flags = week.need[k], week.given[k], week.flags[k]
        family = min(max(0, week.family[k] - (formal * rules.replaced >> SHIFT)), need - formal)
        left = need - formal - family
        volunteers = 0
        if flags & (KNOWN | ALONE | NEAR_POINT) == KNOWN | ALONE | NEAR_POINT:
            volunteers = min(left, rules.volunteers)
        gap = left - volunteers
        e.family_minutes[row] = family
        e.formal_minutes[row] = formal
        e.volunteer_minutes[row] = volunteers
        e.gap_minutes[row] = gap
        strained = family > rules.strain_above
        strain = np.int64(e.strain_months[row])
        e.strain_months[row] = min(250, strain + 1) if strained else max(0, strain - 1)
        months = min(250, np.int64(e.gap_months[row]) + 1) * (gap * ONE > need * rules.gap_part)
        e.gap_months[row] = months
        e.state[row] = (e.state[row] & 0xDF) | ((months >= rules.gap_after) << 5)
        if not in_need(e.state[row]):  # tekun without need
            continue
        known = np.int64(flags & KNOWN)
        c = week.cell[k]
        counts[c, 0] += 1
        counts[c, 1] += known
        counts[c, 2] += 1
        counts[c, 3] += need
        counts[c, 4] += family
        counts[c, 5] += formal
        counts[c, 6] += volunteers
        counts[c, 7] += gap
        counts[c, 8] += gap * known
        counts[c, 9] += gap >= 60
        counts[c, 10] += family + formal + volunteers == 0
        counts[c, 11] += (flags & REACHED) != 0
        if gap > 0:
            causes[cause_of_gap(flags, week.wanted[k], formal)] += gap


@nb.njit(cache=True)
def visit_residents(rows, e, minutes, shortfall, counts, cells, causes):
    """Count the residents, and the care that short-staffed homes owe them.

    ``cells`` [facility, level, standing] takes the residents; ``minutes`` [facility, dementia, level] is the aide
    time that each takes. ``shortfall`` [facility], in 1/1000, is the share
    of its residents' load that a home's aides cannot give; it is owed to each of them alike and counts as unmet
    (residents are known; cause: no aide hours).
    """
    for k in range(rows.shape[0]):
        row = rows[k]
        state, facility = e.state[row], e.facility[row]
        level = level_of(state)
        cells[facility, level, e.standing[row]] += 1
        needs_care = in_need(state)
        owed = minutes[facility, dementia_of(state), level] * shortfall[facility] // 1000
        c = cell_of(e.place[row], e.residence[row], e.standing[row], level)
        counts[c, 0] += needs_care
        counts[c, 1] += needs_care
        counts[c, 7] += owed
        counts[c, 8] += owed
        counts[c, 12] += owed
        causes[NO_AIDE_HOURS] += owed
