"""Hours at home: what is needed, who gives it, what is missing and why. Whole minutes a week throughout."""

from typing import NamedTuple

import numba as nb
import numpy as np

from sim.kernels.state import dementia_of, in_need, level_of

TEKUN, POOR = 0, 1
NOT_KNOWN, NO_SERVICE, NO_AIDE_HOURS, CANNOT_PAY, WAITING, REFUSED = 0, 1, 2, 3, 4, 5
KNOWN, REACHED, REFUSES, WAITS, ALONE, NEAR_POINT = 1, 2, 4, 8, 16, 32
FAMILY_BED = 4
"""Bit of ``aids``."""
N_AIDS = 32
"""Combinations of what helps at home."""
MEASURES = 15
"""in need, known, at home, need, family, formal, volunteers, gap, gap of the known, gap of an hour or more,
no help at all, within reach, owed to residents by their homes, meals, near a village point; hours as minutes a week."""
OWN, VOUCHER, INSURED, SUBSIDY, PUBLIC = 0, 1, 2, 3, 4
"""Who pays formal minutes: households, and of these the voucher; insurance, subsidy of the poor, public purchase."""
N_STANDINGS, N_LEVELS, N_RESIDENCES = 4, 5, 2
SHIFT = 10
ONE = 1 << SHIFT
"""Shares are whole 1/1024: a shift where a division would take most of the time."""


class Rules(NamedTuple):
    """What decides about hours this month; minutes a week, shares in 1/1024."""

    month: int
    need: np.ndarray  # [level]
    dementia: int  # supervision
    need_keeps: np.ndarray  # [aids] share of the need that what helps at home leaves
    dementia_keeps: np.ndarray  # [aids] the same of supervision
    family_gain: np.ndarray  # [aids] what training and duty make of what a family can give
    capacity: np.ndarray  # [living] most that a family gives
    kin_from: int  # readiness below which nobody helps who lives alone
    tekun_factor: int
    strain_after: int  # months
    strain_keeps: int
    strain_above: int
    replaced: int  # family minutes given up for 1024 formal ones
    volunteers: int
    covered: np.ndarray  # [place * 2 + residence] thresholds of reach_rank: centres and stations
    points: np.ndarray  # [place * 2 + residence] the same of village points
    entitled: int
    from_level: int
    everyone: bool
    income_below: int  # yuan a month: entitled like the poor
    family_bed: int
    voucher_share: int  # of a bill
    hour_price: int  # yuan
    household_share: int
    household_most: int
    gap_part: int
    gap_after: int  # months


class Week(NamedTuple):
    """One line for each person in need at home, between asking and settling."""

    need: np.ndarray
    meals: np.ndarray  # housework that meals would spare; those who eat are chosen before
    family: np.ndarray
    wanted: np.ndarray
    bought: np.ndarray  # of these by the household
    insured: np.ndarray  # by insurance
    subsidy: np.ndarray  # by the subsidy of the poor
    given: np.ndarray
    helped: np.ndarray  # by volunteers, assistants, those who live together; chosen between giving and settling
    cell: np.ndarray
    flags: np.ndarray
    keys: np.ndarray  # of those who ask
    askers: np.ndarray


@nb.njit(inline="always")
def cell_of(place, residence, standing, level):
    """Line of the table of counts: place, residence, standing and level."""
    return ((np.int64(place) * N_RESIDENCES + residence) * N_STANDINGS + standing) * N_LEVELS + level


@nb.njit(inline="always")
def minutes_for(yuan, rules):
    """Minutes a week that some yuan a month buy: 60 minutes / 4.348 weeks = 13.8 for the price of an hour."""
    return yuan * 1380 // (rules.hour_price * 100)


@nb.njit(inline="always")
def voucher_on(money, most, rules):
    """Yuan that the voucher adds to what a household spends: its share of the bill, up to ``most``."""
    if rules.voucher_share >= ONE:
        return most
    return min(most, money * rules.voucher_share // (ONE - rules.voucher_share))


@nb.njit(cache=True)
def ask_for_hours(rows, e, rules, week):
    """What each person in need at home can get from the family, and which formal minutes they ask for.

    What helps at home (``aids``) lowers the need; meals spare part of it. Family capacity depends on who is there
    now, the family's lasting readiness (1/1024), training and strain; those who live alone and whose readiness is
    below ``kin_from`` have no kin nearby. Formal minutes are asked for by the known who are within reach of a
    service and do not refuse: what insurance and the subsidy of the poor pay, then what the public purse, which may
    run dry, buys for the entitled and at family beds, and what household money and the voucher buy, never more than
    need. ``keys`` orders those who ask, worst off (largest need not met by the family) first, then by id. Returns how
    many ask.
    """
    n = rows.shape[0]
    for k in range(n):  # without branches
        row = rows[k]
        state, standing, place, residence = e.state[row], e.standing[row], e.place[row], e.residence[row]
        level, aids = level_of(state), e.aids[row]
        need = rules.need[level] * rules.need_keeps[aids] >> SHIFT
        need += dementia_of(state) * (rules.dementia * rules.dementia_keeps[aids] >> SHIFT)
        living = np.int64(e.spouse_until[row] > rules.month) + 2 * np.int64(e.children_until[row] > rules.month)
        factor = np.int64(e.family_factor[row])
        kin = np.int64((living != 0) | (factor >= rules.kin_from))
        keeps = rules.strain_keeps if e.strain_months[row] >= rules.strain_after else ONE
        helps = rules.tekun_factor if standing == TEKUN else ONE
        able = ((rules.capacity[living] * factor >> SHIFT) * keeps >> SHIFT) * helps >> SHIFT
        able = able * rules.family_gain[aids] >> SHIFT
        rank, where = np.int64(e.reach_rank[row]), np.int64(place) * N_RESIDENCES + residence
        meals = min(need, week.meals[k])
        week.need[k] = need
        week.meals[k] = meals
        week.family[k] = min(need - meals, able * kin)
        week.cell[k] = cell_of(place, residence, standing, level)
        week.flags[k] = (
            np.int64(living == 0) * ALONE
            | np.int64(rank < rules.points[where]) * NEAR_POINT
            | np.int64(rank < rules.covered[where]) * REACHED
            | np.int64(e.waiting_since[row] >= 0) * WAITS
            | np.int64(e.known[row]) * KNOWN
            | np.int64(e.refuses[row]) * REFUSES
        )
        week.given[k] = 0
        week.helped[k] = 0
        week.wanted[k] = 0
        week.bought[k] = 0
        week.insured[k] = 0
        week.subsidy[k] = 0
    asking = 0
    for k in range(n):
        if week.flags[k] & (KNOWN | REACHED | REFUSES) != KNOWN | REACHED or week.need[k] == 0:
            continue
        row, need, family = rows[k], week.need[k] - week.meals[k], week.family[k]
        insured = min(need, minutes_for(np.int64(e.insured[row]), rules))
        subsidy = min(need - insured, minutes_for(np.int64(e.subsidy[row]), rules))
        entitled = 0
        poor = e.standing[row] <= POOR or e.income[row] < rules.income_below
        if level_of(e.state[row]) >= rules.from_level and (rules.everyone or poor):
            entitled = rules.entitled
        if e.aids[row] & FAMILY_BED:
            entitled += rules.family_bed
        public = insured + subsidy + min(need - insured - subsidy, entitled)
        money = (np.int64(e.income[row]) + np.int64(e.family_money[row])) * rules.household_share >> SHIFT
        if e.voucher[row] > 0:
            money += voucher_on(money, np.int64(e.voucher[row]), rules)
        own = min(rules.household_most, minutes_for(money, rules))
        own = min(own, max(0, need - family - public))
        week.bought[k] = own
        week.insured[k] = insured
        week.subsidy[k] = subsidy
        week.wanted[k] = public + own
        if public + own > 0:
            week.askers[asking] = k
            week.keys[asking] = (np.int64(100000 - (need - family)) << 32) | np.int64(e.id[row])
            asking += 1
    return asking


@nb.njit(cache=True)
def give_hours(order, rows, e, week, team_minutes, public_minutes):
    """Visiting teams serve those who ask, in ``order``, until the minutes of their place are used up.

    Of the entitled minutes only ``public_minutes`` can be paid; whoever comes later is entitled to no more
    (``wanted`` falls to what others pay). Where minutes lack, what the household and other payers buy comes first.
    """
    for j in range(order.shape[0]):
        k = week.askers[order[j]]
        place = e.place[rows[k]]
        others = week.bought[k] + week.insured[k] + week.subsidy[k]
        paid = min(week.wanted[k] - others, public_minutes)
        week.wanted[k] = paid + others
        week.given[k] = min(week.wanted[k], team_minutes[place])
        team_minutes[place] -= week.given[k]
        public_minutes -= max(0, week.given[k] - others)


@nb.njit(inline="always")
def family_beside(need, meals, formal, family, replaced):
    """Minutes that the family still gives beside formal ones: each of these replaces a part, and need is the limit."""
    return min(max(0, family - (formal * replaced >> SHIFT)), need - meals - formal)


@nb.njit(inline="always")
def usual_neighbours(flags, left, rules):
    """What neighbours and volunteers give without any policy: to the known who live alone near a village point."""
    if flags & (KNOWN | ALONE | NEAR_POINT) == KNOWN | ALONE | NEAR_POINT:
        return min(left, rules.volunteers)
    return 0


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
def settle_hours(rows, e, rules, week, counts, causes, payers):
    """Add up the hours of everybody in need at home; count them by cell (``counts`` [cell, measure]) and cause.

    Formal help replaces part of what the family gave; the gap is need less meals, family, formal and volunteers, never
    below zero. Under long gaps the long-gap bit of ``state`` is set. ``causes`` [place, cause] and ``payers`` (see
    OWN …) take minutes a week.
    """
    for k in range(rows.shape[0]):
        row = rows[k]
        need, meals, formal, flags = week.need[k], week.meals[k], week.given[k], week.flags[k]
        family = family_beside(need, meals, formal, week.family[k], rules.replaced)
        left = need - meals - formal - family
        volunteers = usual_neighbours(flags, left, rules)
        volunteers = min(left, volunteers + week.helped[k])
        gap = left - volunteers
        own = min(formal, week.bought[k])
        insured = min(formal - own, week.insured[k])
        subsidy = min(formal - own - insured, week.subsidy[k])
        payers[OWN] += own
        if e.voucher[row] > 0:
            payers[VOUCHER] += min(own * rules.voucher_share >> SHIFT, minutes_for(np.int64(e.voucher[row]), rules))
        payers[INSURED] += insured
        payers[SUBSIDY] += subsidy
        payers[PUBLIC] += formal - own - insured - subsidy
        e.meal_minutes[row] = meals
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
        counts[c, 10] += family + formal + volunteers + meals == 0
        counts[c, 11] += (flags & REACHED) != 0
        counts[c, 13] += meals
        counts[c, 14] += (flags & NEAR_POINT) != 0
        if gap > 0:
            causes[e.place[row], cause_of_gap(flags, week.wanted[k], formal)] += gap


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
        causes[e.place[row], NO_AIDE_HOURS] += owed
