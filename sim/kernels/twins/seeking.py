"""Choosing homes, and posts: the twins of ``seeking`` and ``hiring``."""

import numpy as np

from sim.kernels.codes import PRIVATE, PUBLIC, TEKUN
from sim.kernels.twins.luck import draw, gumbel, logistic
from sim.kernels.twins.state import in_need, level_of


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
