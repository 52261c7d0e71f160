"""The kernels once more in plain Python: slow, readable, obviously right. The tests hold the two against each other.

A twin takes the arguments of its kernel and fills the same arrays. It turns every number into a Python number
first, so nothing wraps, and it takes no short cut: no quick bound, no early exit, no packed flags.
"""

import numpy as np

WORD = 2**32
ONE = 1024
"""Shares of the rules of caring are whole 1/1024."""
TEKUN, POOR = 0, 1
PUBLIC, PUBLIC_PRIVATE, PRIVATE = 0, 1, 2
ORDINARY, NURSING, DEMENTIA = 0, 1, 2
NOT_KNOWN, NO_SERVICE, NO_AIDE_HOURS, CANNOT_PAY, WAITING, REFUSED = range(6)
KNOWN, REACHED, REFUSES, WAITS, ALONE, NEAR_POINT = 1, 2, 4, 8, 16, 32
DEAREST_NEED = 100_000
"""More minutes than anybody needs in a week."""


def level_of(state):
    """Level of ability: bits 1-3 of the state."""
    return int(state) // 2 % 8


def dementia_of(state):
    """1 with dementia: bit 4 of the state."""
    return int(state) // 16 % 2


def without_long_gap(state):
    """The state with bit 5 cleared."""
    return int(state) % 32 + int(state) // 64 * 64


def in_need(state):
    """Whether somebody needs care: a level above 0, or dementia."""
    return level_of(state) > 0 or dementia_of(state) == 1


# --- philox ---------------------------------------------------------------------------------------


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


# --- life and rolls -------------------------------------------------------------------------------


def live_a_month(ids, birth, state, n, month, decision, key0, key1, total, edges, who, outcome):
    """Everybody draws; the first threshold above the draw names the event, above the last nothing happens."""
    found = 0
    for i in range(int(n)):
        age = min(int(month) - int(birth[i]) - 720, 599)
        word = draw(ids[i], 0, month, decision, key0, key1)
        above = [event for event in range(8) if word < int(edges[int(state[i]) * 600 + age, event])]
        if above:
            who[found], outcome[found] = i, above[0]
            found += 1
    return found


def change_states(who, outcome, e, load, month, minutes, counts, newly, dying, leaving):
    """Sort those to whom something happened: the dead, the leavers, and those whose level or dementia changes."""
    new: list[int] = []
    dead: list[int] = []
    left: list[int] = []
    for row, event in zip(who.tolist(), outcome.tolist(), strict=True):
        if event <= 1:
            (dead, left)[event].append(row)
            continue
        sex, level, dementia = int(e.state[row]) % 2, level_of(e.state[row]), dementia_of(e.state[row])
        gap = int(e.state[row]) // 32 * 32
        healthy = not in_need(e.state[row])
        place, residence, home = e.place[row], e.residence[row], int(e.facility[row])
        counts[place, residence, level] -= 1
        if home >= 0:
            load[home] -= int(minutes[home, dementia, level])
        level, dementia = (level, 1) if event == 2 else (event - 3, dementia)
        e.state[row] = sex + 2 * level + 16 * dementia + gap
        e.changed[row] = month
        counts[place, residence, level] += 1
        if home >= 0:
            load[home] += int(minutes[home, dementia, level])
        if healthy and e.standing[row] != TEKUN:
            new.append(int(e.id[row]))
    newly[: len(new)], dying[: len(dead)], leaving[: len(left)] = new, dead, left
    return len(new), len(dead), len(left)


def call_roll(ids, row_of, e, rows):
    """Keep those still here and in need, or tekun; note the rows of those at home. For the others all hours end."""
    rows_of = {int(i): int(row_of[i]) for i in ids}
    here = [i for i, row in rows_of.items() if row >= 0]
    stay = [i for i in here if in_need(e.state[rows_of[i]]) or e.standing[rows_of[i]] == TEKUN]
    at_home = [rows_of[i] for i in stay if e.facility[rows_of[i]] < 0]
    for recovered in (rows_of[i] for i in here if i not in stay):
        for hours in (e.family_minutes, e.formal_minutes, e.volunteer_minutes, e.gap_minutes):
            hours[recovered] = 0
        e.gap_months[recovered] = e.strain_months[recovered] = 0
        e.state[recovered] = without_long_gap(e.state[recovered])
    ids[: len(stay)] = stay
    rows[: len(at_home)] = at_home
    return len(stay), len(at_home)


def identify(rows, ids, state, known, changed, thresholds, month, decision, key0, key1):
    """Those in need and unknown become known if their draw lies below the threshold of their level."""
    found = 0
    for row in rows:
        if known[row] or not in_need(state[row]):
            continue
        if draw(ids[row], 0, month, decision, key0, key1) < int(thresholds[level_of(state[row])]):
            known[row], changed[row] = 1, month
            found += 1
    return found


# --- seeking --------------------------------------------------------------------------------------


def gumbel(word):
    """A standard Gumbel number by inverse transform."""
    return -np.log(-np.log(unit(word)))


def logistic(word):
    """A standard logistic number by inverse transform."""
    return np.log(unit(word) / (1 - unit(word)))


def choose_homes(rows, e, h, reach, tastes, wants):
    """Everybody scores staying and every home within reach; up to three homes that beat staying, best first."""
    for k, row in enumerate(rows):
        who, place = e.id[row], int(e.place[row])
        stay = logistic(draw(who, 0, 0, tastes.staying, tastes.key0, tastes.key1))
        better = []
        for entry in range(int(reach.first[place]), int(reach.first[place + 1])):
            f = int(reach.home[entry])
            offered = utility_of_home(row, f, float(reach.utility[entry]), e, h, reach.price_list, tastes)
            if offered is None:
                continue
            score = offered + tastes.spread * gumbel(
                draw(who, int(reach.luck[entry]), 0, tastes.taste, tastes.key0, tastes.key1)
            )
            if score > stay:
                better.append((-score, entry, f))
        best = [f for _, _, f in sorted(better)[:3]]
        e.choices[row] = best + [-1] * (3 - len(best))
        wants[k] = len(best) > 0


def utility_of_home(row, f, offer, e, h, price_list, tastes):
    """Utility of a home to one elder without the taste of the pair; None if it is out of the question."""
    level, owner = level_of(e.state[row]), int(h.ownership[f])
    utility = offer + tastes.level * level + tastes.gap * int(e.gap_minutes[row]) / 60
    if e.children_until[row] > tastes.month:
        utility += tastes.children
    elif e.spouse_until[row] <= tastes.month:
        utility += tastes.alone
    if int(tastes.month) - int(e.birth[row]) >= 80 * 12:
        utility += tastes.oldest
    if e.standing[row] == TEKUN:
        return None if owner == PRIVATE else utility + float(tastes.tekun[owner])
    utility += tastes.memory
    means = int(e.income[row]) + int(e.family_money[row])
    price = float(price_list[owner, level]) * float(h.price[f])
    urban = e.residence[row] == 1
    price = price_seen(price, owner, h.kind[f], h.tier[f], level, urban, tastes.keeps, tastes.rural_subsidy)
    if price > means:
        return None
    return utility if price == 0 else utility - tastes.price * price / means


def price_seen(price, owner, kind, tier, level, urban, keeps, rural_subsidy):
    """What a home costs somebody who pays: the discount for the disabled first, then the subsidy of townships."""
    discount = owner == PUBLIC or kind == 1
    cost = float(price) * (float(keeps) if discount and level in (2, 3, 4) else 1.0)
    return max(0.0, cost - float(rural_subsidy)) if urban and tier == 1 else cost


def who_considers(rows, e, month, review, out):
    """Known people at home, not waiting, in need or tekun, to whom something happened or whose turn has come."""
    n = 0
    for row in rows:
        free = e.known[row] and e.facility[row] < 0 and e.waiting_since[row] < 0
        concerned = in_need(e.state[row]) or e.standing[row] == TEKUN
        lasting = e.gap_minutes[row] > 0 or e.standing[row] == TEKUN
        due = lasting and (int(e.id[row]) + int(month)) % int(review) == 0
        news = e.changed[row] == month or e.spouse_until[row] == month
        if free and concerned and (due or news):
            out[n] = row
            n += 1
    return n


# --- admitting ------------------------------------------------------------------------------------


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
                can = int(h.load[f]) + int(minutes[f, dementia, level]) <= int(capacity[f]) and not h.blocked[f]
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
        causes[f, 0] += int(h.works[f].sum()) + (left if h.blocked[f] else 0)
        left = 0 if h.blocked[f] else left
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
    return 5 if not tekun and price > queue.means[k] else None


# --- caring ---------------------------------------------------------------------------------------


def cell_of(place, residence, standing, level):
    """Line of the table of counts, whose axes are place, residence (2), standing (4) and level (5)."""
    return int(place) * 40 + int(residence) * 20 + int(standing) * 5 + int(level)


def ask_for_hours(rows, e, rules, week):
    """What the family can give, and what those ask for who are known, reached and willing."""
    asking = 0
    for k, row in enumerate(rows):
        level, standing = level_of(e.state[row]), int(e.standing[row])
        need = int(rules.need[level]) + dementia_of(e.state[row]) * int(rules.dementia)
        spouse, children = e.spouse_until[row] > rules.month, e.children_until[row] > rules.month
        family = min(need, family_minutes(row, spouse, children, e, rules))
        known, refuses = e.known[row] == 1, e.refuses[row] == 1
        reached = e.reach_rank[row] < rules.covered[int(e.place[row]) * 2 + int(e.residence[row])]
        near = e.reach_rank[row] < rules.points[e.place[row]]
        waits, alone = e.waiting_since[row] >= 0, not spouse and not children
        facts = {KNOWN: known, REACHED: reached, REFUSES: refuses, WAITS: waits, ALONE: alone, NEAR_POINT: near}
        entitled = own = 0
        if need > 0 and known and reached and not refuses:
            if level >= rules.from_level and (rules.everyone or standing <= POOR):
                entitled = min(need, int(rules.entitled))
            money = (int(e.income[row]) + int(e.family_money[row])) * int(rules.household_share) // ONE
            affordable = money * 1380 // (int(rules.hour_price) * 100)  # 13.8 minutes a week are an hour a month
            own = min(int(rules.household_most), affordable, max(0, need - family - entitled))
        week.need[k], week.family[k], week.given[k] = need, family, 0
        week.wanted[k], week.bought[k] = entitled + own, own
        week.flags[k] = sum(flag for flag, true in facts.items() if true)
        week.cell[k] = cell_of(e.place[row], e.residence[row], standing, level)
        if entitled + own > 0:
            week.askers[asking] = k
            week.keys[asking] = (DEAREST_NEED - (need - family)) * WORD + int(e.id[row])
            asking += 1
    return asking


def family_minutes(row, spouse, children, e, rules):
    """Most that the family gives: who is there x readiness, less under strain, little for tekun."""
    readiness = int(e.family_factor[row])
    if not spouse and not children and readiness < rules.kin_from:
        return 0
    able = int(rules.capacity[int(spouse) + 2 * int(children)]) * readiness // ONE
    if e.strain_months[row] >= rules.strain_after:
        able = able * int(rules.strain_keeps) // ONE
    if e.standing[row] == TEKUN:
        able = able * int(rules.tekun_factor) // ONE
    return able


def give_hours(order, rows, e, week, team_minutes, public_minutes):
    """One asker after the other: entitled to what public money is left, given what minutes the place has left."""
    public = int(public_minutes)
    for j in order:
        k = int(week.askers[j])
        place, own = int(e.place[rows[k]]), int(week.bought[k])
        entitled = min(int(week.wanted[k]) - own, public)
        given = min(entitled + own, int(team_minutes[place]))
        week.wanted[k], week.given[k] = entitled + own, given
        team_minutes[place] -= given
        public -= max(0, given - own)


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


def settle_hours(rows, e, rules, week, counts, causes):
    """Need = family + formal + volunteers + gap for everybody; months of strain and of gap; counts and causes."""
    for k, row in enumerate(rows):
        need, formal, flags = int(week.need[k]), int(week.given[k]), int(week.flags[k])
        family = max(0, int(week.family[k]) - formal * int(rules.replaced) // ONE)
        family = min(family, need - formal)
        helped = flags & KNOWN and flags & ALONE and flags & NEAR_POINT
        volunteers = min(need - formal - family, int(rules.volunteers)) if helped else 0
        gap = need - formal - family - volunteers
        e.family_minutes[row], e.formal_minutes[row] = family, formal
        e.volunteer_minutes[row], e.gap_minutes[row] = volunteers, gap
        strain = int(e.strain_months[row])
        e.strain_months[row] = min(250, strain + 1) if family > rules.strain_above else max(0, strain - 1)
        large = gap * ONE > need * int(rules.gap_part)
        e.gap_months[row] = min(250, int(e.gap_months[row]) + 1) if large else 0
        e.state[row] = without_long_gap(e.state[row]) + (32 if e.gap_months[row] >= rules.gap_after else 0)
        if need > 0:
            known, reached = int(bool(flags & KNOWN)), int(bool(flags & REACHED))
            none = int(family + formal + volunteers == 0)
            counts[week.cell[k]] += [
                1, known, 1, need, family, formal, volunteers, gap, gap * known, int(gap >= 60), none, reached, 0,
            ]  # fmt: skip
        if gap > 0:
            causes[cause_of_gap(flags, int(week.wanted[k]), formal)] += gap


def visit_residents(rows, e, minutes, shortfall, counts, cells, causes):
    """Count the residents; each is owed the home's shortfall (1/1000) of the aide time that they take."""
    for row in rows:
        state, f, level = e.state[row], int(e.facility[row]), level_of(e.state[row])
        cells[f, level, e.standing[row]] += 1
        load = int(minutes[f, dementia_of(state), level])
        owed = load * int(shortfall[f]) // 1000
        cell = cell_of(e.place[row], e.residence[row], e.standing[row], level)
        counts[cell, [0, 1]] += int(in_need(state))
        counts[cell, [7, 8, 12]] += owed
        causes[NO_AIDE_HOURS] += owed


# --- hiring ---------------------------------------------------------------------------------------


def hire(luck, place, post_luck, post_place, vacant, decision, key0, key1):
    """One seeker after the other takes the vacant post of their place that scores best: log(vacant) + Gumbel."""
    chosen = np.full(len(luck), -1, dtype=np.int64)
    for k in range(len(luck)):
        scores = {
            f: np.log(float(vacant[f])) + gumbel(draw(luck[k], int(post_luck[f]), 0, decision, key0, key1))
            for f in range(len(vacant))
            if vacant[f] > 0 and post_place[f] == place[k]
        }
        if scores:
            chosen[k] = max(scores, key=scores.__getitem__)
            vacant[chosen[k]] -= 1
    return chosen
