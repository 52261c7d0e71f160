"""The kernels once more in plain Python: slow, readable, obviously right. The tests hold the two against each other.

A twin takes the arguments of its kernel and fills the same arrays. It turns every number into a Python number
first, so nothing wraps, and it takes no short cut: no quick bound, no early exit, no packed flags.
"""

import numpy as np

from sim.kernels.twins_at_home import (  # noqa: F401 - a test finds every twin here
    ask_for_help,
    ask_for_hours,
    cause_of_gap,
    cell_of,
    family_beside,
    give_help,
    give_hours,
    minutes_for,
    settle_hours,
    usual_neighbours,
    visit_residents,
    voucher_on,
)

WORD = 2**32
TEKUN = 0
PUBLIC, PUBLIC_PRIVATE, PRIVATE = 0, 1, 2
ORDINARY, NURSING, DEMENTIA = 0, 1, 2
IN_HOUSE = 2


def level_of(state):
    """Level of ability: bits 1-3 of the state."""
    return int(state) // 2 % 8


def dementia_of(state):
    """1 with dementia: bit 4 of the state."""
    return int(state) // 16 % 2


def without_long_gap(state):
    """The state with bit 5 cleared."""
    return int(state) % 32 + int(state) // 64 * 64


def adapted_and_trained(aids):
    """Of what helps at home, bits 0 (adapted home) and 3 (trained family)."""
    return int(aids) % 2 + int(aids) // 8 % 2 * 8


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


def change_states(who, outcome, e, load, month, minutes, clinics, counts, newly, dying, leaving):
    """Sort those to whom something happened: the dead, the leavers, and those whose level or dementia changes.

    Where they live a clinic may prevent that they get worse.
    """
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
        worse = event == 2 or event - 3 > level
        if worse and home >= 0 and clinics.medical[home] == IN_HOUSE:
            word = draw(e.id[row], 0, month, clinics.decision, clinics.key0, clinics.key1)
            if word < int(clinics.below):
                continue
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
        for hours in (e.family_minutes, e.formal_minutes, e.volunteer_minutes, e.meal_minutes, e.gap_minutes):
            hours[recovered] = 0
        e.gap_months[recovered] = e.strain_months[recovered] = 0
        e.state[recovered] = without_long_gap(e.state[recovered])
        e.aids[recovered] = adapted_and_trained(e.aids[recovered])
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
        aids = int(e.aids[row])
        stay += aids % 2 * tastes.adapted + aids // 4 % 2 * tastes.family_bed
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
    utility += tastes.strain if e.strain_months[row] >= tastes.strain_after else 0
    if e.standing[row] == TEKUN:
        return None if owner == PRIVATE else utility + float(tastes.tekun[owner])
    utility += tastes.memory
    means = int(e.income[row]) + int(e.family_money[row])
    price = float(price_list[owner, level]) * float(h.price[f])
    urban = e.residence[row] == 1
    price = price_seen(price, owner, h.kind[f], h.tier[f], level, urban, tastes.keeps, tastes.rural_subsidy)
    insured, subsidy, voucher = e.insured[row], e.subsidy[row], e.voucher[row]
    price = own_part(price, level, h.medical[f], insured, subsidy, voucher, tastes.voucher_share, tastes.designated)
    if price > means:
        return None
    return utility if price == 0 else utility - tastes.price * price / means


def price_seen(price, owner, kind, tier, level, urban, keeps, rural_subsidy):
    """What a home costs somebody who pays: the discount for the disabled first, then the subsidy of townships."""
    discount = owner == PUBLIC or kind == 1
    cost = float(price) * (float(keeps) if discount and level in (2, 3, 4) else 1.0)
    return max(0.0, cost - float(rural_subsidy)) if urban and tier == 1 else cost


def own_part(price, level, medical, insured, subsidy, voucher, voucher_share, designated):
    """One payer after the other takes what it can; the rest is for elder and family."""
    clinic = float(designated) if level in (2, 3, 4) and medical == 2 else 0.0
    for share, most in ((1, insured), (1, subsidy), (float(voucher_share), voucher), (1, clinic)):
        price -= min(share * price, float(most))
    return price


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
