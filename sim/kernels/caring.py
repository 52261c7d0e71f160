"""Hours at home: what is needed, who gives it, what is missing and why. Whole minutes a week throughout."""

import numba as nb
import numpy as np

from sim.kernels.codes import POOR, TEKUN
from sim.kernels.state import FAMILY_BED, dementia_of, in_need, level_of, with_long_gap
from sim.kernels.week import (
    ALONE,
    CANNOT_PAY,
    INSURED,
    KNOWN,
    N_LEVELS,
    N_RESIDENCES,
    N_STANDINGS,
    NEAR_POINT,
    NO_AIDE_HOURS,
    NO_SERVICE,
    NOT_KNOWN,
    ONE,
    OWN,
    PUBLIC,
    REACHED,
    REFUSED,
    REFUSES,
    SHIFT,
    SUBSIDY,
    VOUCHER,
    WAITING,
    WAITS,
    Count,
)


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
        row = np.uint32(rows[k])  # unsigned: no test for negative rows
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
        row, need, family = np.uint32(rows[k]), week.need[k] - week.meals[k], week.family[k]
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
    Returns the entitled minutes that are given.
    """
    entitled = 0
    for j in range(order.shape[0]):
        k = week.askers[order[j]]
        place = e.place[rows[k]]
        others = week.bought[k] + week.insured[k] + week.subsidy[k]
        paid = min(week.wanted[k] - others, public_minutes - entitled)
        week.wanted[k] = paid + others
        week.given[k] = min(week.wanted[k], team_minutes[place])
        team_minutes[place] -= week.given[k]
        entitled += max(0, week.given[k] - others)
    return entitled


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
        row = np.uint32(rows[k])
        need, meals, formal, flags = week.need[k], week.meals[k], week.given[k], week.flags[k]
        family = family_beside(need, meals, formal, week.family[k], rules.replaced)
        left = need - meals - formal - family
        volunteers = usual_neighbours(flags, left, rules)
        volunteers = min(left, volunteers + week.helped[k])
        gap = left - volunteers
        if formal > 0:
            own = min(formal, week.bought[k])
            insured = min(formal - own, week.insured[k])
            subsidy = min(formal - own - insured, week.subsidy[k])
            payers[OWN] += own
            if e.voucher[row] > 0:
                bill = own * rules.voucher_share >> SHIFT
                payers[VOUCHER] += min(bill, minutes_for(np.int64(e.voucher[row]), rules))
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
        e.state[row] = with_long_gap(e.state[row], months >= rules.gap_after)
        if not in_need(e.state[row]):  # tekun without need
            continue
        known = np.int64(flags & KNOWN)
        c = np.uint32(week.cell[k])
        counts[c, Count.IN_NEED] += 1
        counts[c, Count.KNOWN] += known
        counts[c, Count.AT_HOME] += 1
        counts[c, Count.NEED] += need
        counts[c, Count.FAMILY] += family
        counts[c, Count.FORMAL] += formal
        counts[c, Count.VOLUNTEERS] += volunteers
        counts[c, Count.GAP] += gap
        counts[c, Count.GAP_OF_KNOWN] += gap * known
        counts[c, Count.ANY_GAP] += gap >= 60
        counts[c, Count.NO_HELP] += family + formal + volunteers + meals == 0
        counts[c, Count.REACHED] += (flags & REACHED) != 0
        counts[c, Count.MEALS] += meals
        counts[c, Count.NEAR_POINT] += (flags & NEAR_POINT) != 0
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
        counts[c, Count.IN_NEED] += needs_care
        counts[c, Count.KNOWN] += needs_care
        counts[c, Count.GAP] += owed
        counts[c, Count.GAP_OF_KNOWN] += owed
        counts[c, Count.OWED] += owed
        causes[e.place[row], NO_AIDE_HOURS] += owed
