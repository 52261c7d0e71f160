"""The kernels of care at home (``caring``, ``helping``) once more in plain Python: the oracle of the tests."""

from sim.kernels.codes import POOR, TEKUN
from sim.kernels.twins.luck import WORD
from sim.kernels.twins.state import dementia_of, level_of
from sim.kernels.week import Count

WEEKS_IN_100_MONTHS = 435
ONE = 1024
"""Shares of the rules of caring are whole 1/1024."""
NOT_KNOWN, NO_SERVICE, NO_AIDE_HOURS, CANNOT_PAY, WAITING, REFUSED = range(6)
KNOWN, REACHED, REFUSES, WAITS, ALONE, NEAR_POINT = 1, 2, 4, 8, 16, 32
CLAIMS, PAIRED, LIGHT, SHARES = 1, 2, 4, 8
DEAREST_NEED = 100_000
"""More minutes than anybody needs in a week."""


def cell_of(place, residence, standing, level):
    """Line of the table of counts, whose axes are place, residence (2), standing (4) and level (5)."""
    return int(place) * 40 + int(residence) * 20 + int(standing) * 5 + int(level)


def need_of(row, e, rules):
    """Minutes a week: by level and dementia, each less what helps at home."""
    state, aids = e.state[row], int(e.aids[row])
    by_level = int(rules.need[level_of(state)]) * int(rules.need_keeps[aids]) // ONE
    return by_level + dementia_of(state) * (int(rules.dementia) * int(rules.dementia_keeps[aids]) // ONE)


def minutes_for(yuan, rules):
    """60 minutes / 4.348 weeks = 13.8 minutes a week for the price of an hour a month."""
    return int(yuan) * 1380 // (int(rules.hour_price) * 100)


def voucher_on(money, most, rules):
    """The voucher pays its share of the bill: share / (1 - share) of what the household pays, up to a limit."""
    share = int(rules.voucher_share)
    return int(most) if share >= ONE else min(int(most), money * share // (ONE - share))


def ask_for_hours(rows, e, rules, week):
    """What the family can give, and what those ask for who are known, reached and willing."""
    asking = 0
    for k, row in enumerate(rows):
        level, standing = level_of(e.state[row]), int(e.standing[row])
        need = need_of(row, e, rules)
        meals = min(need, int(week.meals[k]))
        spouse, children = e.spouse_until[row] > rules.month, e.children_until[row] > rules.month
        family = min(need - meals, family_minutes(row, spouse, children, e, rules))
        known, refuses = e.known[row] == 1, e.refuses[row] == 1
        reached = e.reach_rank[row] < rules.covered[int(e.place[row]) * 2 + int(e.residence[row])]
        near = e.reach_rank[row] < rules.points[int(e.place[row]) * 2 + int(e.residence[row])]
        waits, alone = e.waiting_since[row] >= 0, not spouse and not children
        facts = {KNOWN: known, REACHED: reached, REFUSES: refuses, WAITS: waits, ALONE: alone, NEAR_POINT: near}
        entitled = insured = subsidy = own = 0
        if need > 0 and known and reached and not refuses:
            left = need - meals
            insured = min(left, minutes_for(e.insured[row], rules))
            subsidy = min(left - insured, minutes_for(e.subsidy[row], rules))
            if level >= rules.from_level and (rules.everyone or standing <= POOR or e.income[row] < rules.income_below):
                entitled = int(rules.entitled)
            if int(e.aids[row]) // 4 % 2:
                entitled += int(rules.family_bed)
            entitled = min(left - insured - subsidy, entitled)
            money = (int(e.income[row]) + int(e.family_money[row])) * int(rules.household_share) // ONE
            if e.voucher[row] > 0:
                money += voucher_on(money, e.voucher[row], rules)
            open_to_own = max(0, left - family - entitled - insured - subsidy)
            own = min(int(rules.household_most), minutes_for(money, rules), open_to_own)
        wanted = entitled + insured + subsidy + own
        week.need[k], week.meals[k], week.family[k] = need, meals, family
        week.given[k], week.helped[k], week.wanted[k] = 0, 0, wanted
        week.bought[k], week.insured[k], week.subsidy[k] = own, insured, subsidy
        week.flags[k] = sum(flag for flag, true in facts.items() if true)
        week.cell[k] = cell_of(e.place[row], e.residence[row], standing, level)
        if wanted > 0:
            week.askers[asking] = k
            week.keys[asking] = (DEAREST_NEED - (need - meals - family)) * WORD + int(e.id[row])
            asking += 1
    return asking


def family_minutes(row, spouse, children, e, rules):
    """Most that the family gives: who is there x readiness, less under strain, little for tekun, more if trained."""
    readiness = int(e.family_factor[row])
    if not spouse and not children and readiness < rules.kin_from:
        return 0
    able = int(rules.capacity[int(spouse) + 2 * int(children)]) * readiness // ONE
    if e.strain_months[row] >= rules.strain_after:
        able = able * int(rules.strain_keeps) // ONE
    if e.standing[row] == TEKUN:
        able = able * int(rules.tekun_factor) // ONE
    return able * int(rules.family_gain[int(e.aids[row])]) // ONE


def give_hours(order, rows, e, week, team_minutes, public_minutes):
    """One asker after the other: entitled to what public money is left, given what minutes the place has left."""
    public = int(public_minutes)
    for j in order:
        k = int(week.askers[j])
        place, others = int(e.place[rows[k]]), int(week.bought[k]) + int(week.insured[k]) + int(week.subsidy[k])
        entitled = min(int(week.wanted[k]) - others, public)
        given = min(entitled + others, int(team_minutes[place]))
        week.wanted[k], week.given[k] = entitled + others, given
        team_minutes[place] -= given
        public -= max(0, given - others)
    return int(public_minutes) - public


def cause_of_gap(flags, wanted, given):
    """The first cause that applies."""
    flags = int(flags)
    if not flags & KNOWN:
        return NOT_KNOWN
    if not flags & REACHED:
        return NO_SERVICE
    if given < wanted:
        return NO_AIDE_HOURS
    if flags & REFUSES:
        return WAITING if flags & WAITS else REFUSED
    return WAITING if flags & WAITS and wanted > 0 else CANNOT_PAY


def hours_of(k, rules, week):
    """(need, meals, formal, family, what neighbours give without policy) of a line, minutes a week."""
    need, meals, formal = (int(x[k]) for x in (week.need, week.meals, week.given))
    family = family_beside(need, meals, formal, int(week.family[k]), int(rules.replaced))
    usual = usual_neighbours(int(week.flags[k]), need - meals - formal - family, rules)
    return need, meals, formal, family, usual


def family_beside(need, meals, formal, family, replaced):
    """What the family gives less a part for each formal minute, within what meals and formal minutes leave."""
    return min(need - meals - formal, max(0, family - formal * replaced // ONE))


def usual_neighbours(flags, left, rules):
    """Neighbours help the known who live alone near a village point."""
    return min(left, int(rules.volunteers)) if flags & KNOWN and flags & ALONE and flags & NEAR_POINT else 0


def settle_hours(rows, e, rules, week, counts, causes, payers):
    """Need = meals + family + formal + volunteers + gap for everybody; strain and gap months; counts and causes."""
    for k, row in enumerate(rows):
        need, meals, formal, family, usual = hours_of(k, rules, week)
        flags = int(week.flags[k])
        volunteers = min(need - meals - formal - family, usual + int(week.helped[k]))
        gap = need - meals - formal - family - volunteers
        e.meal_minutes[row], e.family_minutes[row], e.formal_minutes[row] = meals, family, formal
        e.volunteer_minutes[row], e.gap_minutes[row] = volunteers, gap
        pay_for_hours(row, k, e, rules, week, payers)
        strain = int(e.strain_months[row])
        e.strain_months[row] = min(250, strain + 1) if family > rules.strain_above else max(0, strain - 1)
        large = gap * ONE > need * int(rules.gap_part)
        e.gap_months[row] = min(250, int(e.gap_months[row]) + 1) if large else 0
        state = int(e.state[row])
        e.state[row] = state % 32 + state // 64 * 64 + (32 if e.gap_months[row] >= rules.gap_after else 0)
        if level_of(state) > 0 or dementia_of(state):
            known, reached = int(bool(flags & KNOWN)), int(bool(flags & REACHED))
            none = int(meals + family + formal + volunteers == 0)
            counts[week.cell[k]] += [
                1, known, 1, need, family, formal, volunteers, gap, gap * known, int(gap >= 60), none, reached, 0,
                meals, int(bool(flags & NEAR_POINT)),
            ]  # fmt: skip
        if gap > 0:
            causes[e.place[row], cause_of_gap(flags, int(week.wanted[k]), formal)] += gap


def pay_for_hours(row, k, e, rules, week, payers):
    """Of the formal minutes the household's own come first, then insurance, then the subsidy, then the public's."""
    left = int(week.given[k])
    for payer, part in ((0, week.bought[k]), (2, week.insured[k]), (3, week.subsidy[k]), (4, left)):
        paid = min(left, int(part))
        payers[payer] += paid
        left -= paid
        if payer == 0 and e.voucher[row] > 0:
            payers[1] += min(paid * int(rules.voucher_share) // ONE, minutes_for(e.voucher[row], rules))


def visit_residents(rows, e, minutes, shortfall, counts, cells, causes):
    """Count the residents; each is owed the home's shortfall (1/1000) of the aide time that they take."""
    for row in rows:
        state, f, level = e.state[row], int(e.facility[row]), level_of(e.state[row])
        cells[f, level, e.standing[row]] += 1
        load = int(minutes[f, dementia_of(state), level])
        owed = load * int(shortfall[f]) // 1000
        cell = cell_of(e.place[row], e.residence[row], e.standing[row], level)
        counts[cell, [Count.IN_NEED, Count.KNOWN]] += int(level > 0 or dementia_of(state) == 1)
        counts[cell, [Count.GAP, Count.GAP_OF_KNOWN, Count.OWED]] += owed
        causes[e.place[row], NO_AIDE_HOURS] += owed


def ask_for_help(rows, e, rules, week, level, most, pairing, shared, kind, asked, askers, keys):
    """Who asks for light help, as a helper's own, as a claim, or by living together; and in which order."""
    n = 0
    for k, row in enumerate(rows):
        need, meals, formal, family, usual = hours_of(k, rules, week)
        left, flags = need - meals - formal - family - usual, int(week.flags[k])
        ability, poor = level_of(e.state[row]), e.standing[row] <= POOR
        wishes = {}
        if flags & KNOWN and ability <= level:
            wishes[LIGHT] = int(most)
        if flags & KNOWN and pairing > 0 and poor and ability >= 2:
            wishes[PAIRED] = int(pairing)
        if flags & KNOWN and balance(row, e) > 0:
            wishes[CLAIMS] = balance(row, e)
        if shared > 0 and flags & ALONE and flags & NEAR_POINT and poor and ability <= 1:
            wishes[SHARES] = int(shared)
        if left > 0 and wishes:
            kind[k], asked[k] = sum(wishes), min(left, max(wishes.values()))
            rank = 0 if CLAIMS in wishes else 1 if PAIRED in wishes else 2
            askers[n], keys[n] = k, rank * 2**60 + (DEAREST_NEED - left) * WORD + int(e.id[row])
            n += 1
    return n


def balance(row, e):
    """Minutes a week that the balance of the time bank is worth for a month."""
    return int(e.bank_minutes[row]) * 100 // WEEKS_IN_100_MONTHS


def give_help(order, rows, e, week, kind, asked, askers, most, shared, places, assistants, volunteers, claimed):
    """One after the other: a place to live together, then assistants near a point, then volunteers."""
    for j in order:
        k = int(askers[j])
        p, bits, left = int(e.place[rows[k]]), int(kind[k]), int(asked[k])
        if bits & SHARES and places[p] > 0:
            together = min(left, int(shared))
            places[p] -= 1
        else:
            together = 0
        left -= together
        near = bits & LIGHT and int(week.flags[k]) & NEAR_POINT
        by_assistants = min(left, int(most), int(assistants[p])) if near else 0
        left -= by_assistants
        by_volunteers = min(left, int(volunteers[p])) if bits & (LIGHT | PAIRED | CLAIMS) else 0
        assistants[p] -= by_assistants
        volunteers[p] -= by_volunteers
        week.helped[k] += together + by_assistants + by_volunteers
        claimed[k] = min(by_volunteers, balance(rows[k], e))
