"""Living a month, calling the rolls, being identified: the twins of ``life`` and ``rolls``."""

from sim.kernels.codes import IN_HOUSE, TEKUN
from sim.kernels.twins.luck import draw
from sim.kernels.twins.state import adapted_and_trained, dementia_of, in_need, level_of, without_long_gap


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
