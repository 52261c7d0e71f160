"""Every kernel equals its plain twin, on random inputs and on the edges; so does a whole world that runs on twins."""

import copy
import sys

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher
from numba.core.registry import CPUDispatcher

from sim.kernels import admitting, caring, helping, hiring, life, philox, rolls, seeking, twins
from sim.kernels.state import dementia_of, level_of
from sim.kernels.week import INSURED, MEASURES, OWN, PUBLIC, SUBSIDY, Count, Week
from tests.truth.random_columns import MONTH, PLACES, some_elders, some_homes, some_loads, some_rules

KEYS = (np.uint32(12), np.uint32(34))
SIZES = [(seed, n) for n in (0, 1, 9, 120) for seed in range(3)]
sizes = pytest.mark.parametrize(("seed", "n"), SIZES)


def flat(thing, path="result"):
    """Every array and number in arguments or a result, with its name."""
    if isinstance(thing, tuple):
        names = getattr(thing, "_fields", range(len(thing)))
        for name, part in zip(names, thing, strict=True):
            yield from flat(part, f"{path}.{name}")
    else:
        yield path, np.asarray(thing)


def hold_together(kernel, *args, listed=False):
    """Run a kernel and its twin on copies of the same arguments: same result, same arrays afterwards.

    ``listed``: the result says how many lines of the last array count; the rest may be rubbish.
    """
    twin = getattr(twins, kernel.__name__)
    mine, others = copy.deepcopy(args), copy.deepcopy(args)
    results = kernel(*mine), twin(*others)
    if listed:
        mine[-1][results[0] :] = others[-1][results[1] :] = 0
    pairs = zip(flat((results[0], mine)), flat((results[1], others)), strict=True)
    for (path, one), (_, other) in pairs:
        if one.dtype != object:
            np.testing.assert_array_equal(one, other, err_msg=f"{kernel.__name__}: {path}")
    return mine


@sizes
def test_philox(dice, seed, n):
    d = dice(seed)
    ids, others = d.whole(0, 2**32 - 1, n, "u4"), d.whole(0, 2**32 - 1, n, "u4")
    what = (np.uint32(d.one(0, 2**32 - 1)), np.uint32(d.one(0, 2**32 - 1)))
    hold_together(philox.draw_many, ids, np.uint32(5), *what, *KEYS, np.zeros(n, "u4"))
    hold_together(philox.draw_pairs, ids, others, *what, *KEYS, np.zeros(n, "u4"))


@pytest.mark.parametrize(("seed", "n"), [*SIZES, (9, 1100)])
def test_living_a_month(dice, seed, n):
    d = dice(seed)
    e = some_elders(d, n, homes=4)
    most = (2**31, 0, 2**32 - 1)[seed % 3]  # half of all draws, none, all of them make something happen
    edges = np.sort(d.whole(0, most, 64 * 600 * 8).reshape(-1, 8), axis=1).astype("u4")
    total = edges[:, 7].copy()
    out = np.zeros(n, "i8"), np.zeros(n, "i1")
    hold_together(
        life.live_a_month, e.id, e.birth, e.state, n, np.uint32(MONTH), np.uint32(1), *KEYS, total, edges, *out
    )


@sizes
def test_changing_states(dice, seed, n):
    d = dice(seed)
    e, homes = some_elders(d, n, homes=4), d.whole(0, 9000, 4)
    who = np.sort(d.order(n)[: n * 2 // 3])
    level = level_of(e.state[who])
    outcome = d.whole(0, 7, len(who), "i1")
    outcome[(outcome == 2) & (dementia_of(e.state[who]) == 1)] = 0  # dementia begins once
    outcome[outcome == level + 3] = 1  # who moves to a level was not there
    counts = np.full((PLACES, 2, 5), 50)
    below = np.uint32([0, 2**31, 2**32 - 1][seed])
    clinics = life.Prevention(d.whole(0, 2, 4, "u1"), below, np.uint32(96), *KEYS)
    newly, dying, leaving = np.zeros(n, "u4"), np.zeros(n, "i8"), np.zeros(n, "i8")
    after = hold_together(
        life.change_states, who, outcome, e, homes, MONTH, some_loads(4), clinics, counts, newly, dying, leaving
    )
    assert after[7].sum() == counts.sum()


@sizes
def test_calling_the_roll(dice, seed, n):
    d = dice(seed)
    e = some_elders(d, n, homes=4)
    row_of = np.full(7 * n + 10, -1, "i4")
    row_of[e.id] = np.arange(n)
    gone = np.flatnonzero(row_of < 0)[: n // 3]
    ids = np.concatenate([e.id[: n // 2], gone.astype("u4")])[d.order(n // 2 + len(gone))]
    hold_together(rolls.call_roll, ids, row_of, e, np.zeros(len(ids), "i4"))


@pytest.mark.parametrize(("seed", "n"), [*SIZES, (9, 1100)])
def test_being_identified(dice, seed, n):
    d = dice(seed)
    e = some_elders(d, n, homes=4)
    rows = np.sort(d.order(n)).astype("i4")
    thresholds = d.whole(0, 2**32 - 1, 5, "u4")
    thresholds[0], thresholds[4] = 0, 2**32 - 1
    args = (np.uint32(MONTH), np.uint32(17), *KEYS)
    hold_together(rolls.identify, rows, e.id, e.state, e.known, e.changed, thresholds, *args)


@sizes
def test_choosing_homes(dice, seed, n):
    d = dice(seed)
    homes = d.one(1, 12)
    e, h = some_elders(d, n, homes), some_homes(d, homes)
    near = [np.sort(d.order(homes)[: d.one(0, homes)]) for _ in range(PLACES)]
    utility = 4 * d.units(sum(map(len, near))) - 3
    prices = np.sort(d.whole(500, 6000, 15).astype("f8").reshape(3, 5), axis=1)
    first = np.cumsum([0, *map(len, near)])
    luck, spread = (np.uint32(18), np.uint32(19), *KEYS), (0.05, 0.3, 1.0)[seed]
    keys = d.whole(0, 2**30, first[-1], "u4")
    discounts = ((1.0, 0.0, 0.0, 0.0), (0.6, 500.0, 0.4, 300.0), (0.0, 5000.0, 1.0, 9000.0))
    staying = ((0.0, 12, 0.0, 0.0), (0.3, 100, 0.5, 0.2), (1.0, 0, 2.0, 1.0))
    reach = seeking.Reach(first, np.concatenate(near).astype("i8"), keys, utility, np.exp(utility / spread), prices)
    tastes = seeking.Tastes(
        0.6, 0.75, -1.4, 0.8, 0.05, 1.5, np.array([2.6, 0.7, 0.0]), *discounts[seed], *staying[seed], spread,
        0.3 * seed, MONTH, *luck,
    )  # fmt: skip
    rows = np.arange(n, dtype="i4")
    after = hold_together(seeking.choose_homes, rows, e, h, reach, tastes, np.zeros(n, np.bool_))
    if n == 120 and homes > 4:
        assert 0 < after[-1].sum() < n
    out = np.zeros(n, "i4")
    hold_together(seeking.who_considers, rows, e, MONTH, d.one(1, 12), out, listed=True)


ADMISSIONS = [(seed, n, case) for seed, n in SIZES for case in ("usual", "full", "no aides")]


@pytest.mark.parametrize(("seed", "n", "case"), ADMISSIONS)
def test_admission_and_the_causes_of_empty_beds(dice, seed, n, case):
    d = dice(seed)
    homes = d.one(1, 6)
    e, h = some_elders(d, n, homes), some_homes(d, homes, full=case == "full")
    rows = np.flatnonzero(e.waiting_since >= 0)[d.order(int((e.waiting_since >= 0).sum()))].astype("i4")
    capacity = np.zeros(homes, "i8") if case == "no aides" else h.load + d.whole(0, 4000, homes)
    rules = (0.0, 0.0, 3, 1.0, 0.0, 0.0, 0.0), (0.6, 0.35, 2, 0.7, 800.0, 0.4, 300.0), (1.0, 1.0, 3, 0.0, 0.0, 1.0, 0.0)
    rule = admitting.Rule(*rules[seed])
    out = (np.zeros(len(rows), "i8"), np.zeros(len(rows), "i8"), np.zeros(len(rows), "i8"))
    after = hold_together(admitting.admit, rows, e, h, capacity, some_loads(homes), rule, *out)
    h, placed = after[2], after[6] >= 0
    assert case == "usual" or not placed.any()
    assert (h.occupied + h.works <= h.beds).all()
    waits = rows[~placed]
    queue = admitting.Queue(
        e.place[waits], level_of(e.state[waits]), dementia_of(e.state[waits]),
        e.income[waits].astype("i8") + e.family_money[waits], e.standing[waits], e.residence[waits],
        e.insured[waits], e.subsidy[waits], e.voucher[waits],
    )  # fmt: skip
    prices = d.whole(500, 6000, 15).astype("f8").reshape(3, 5)
    reach_km, distance = np.array([0.0, 10.0, 45.0, 400.0]), 90 * d.units(PLACES**2).reshape(PLACES, PLACES)
    causes = np.zeros((homes, 7), "i8")
    after = hold_together(
        admitting.explain_empty_beds, np.arange(homes), h, queue, capacity, d.whole(200, 900, homes), prices,
        rule, reach_km, distance, causes,
    )  # fmt: skip
    np.testing.assert_array_equal(after[-1].sum(axis=1), (h.beds - h.occupied).sum(axis=1))
    assert (after[-1] >= 0).all()


@sizes
def test_hours_at_home(dice, seed, n):
    d = dice(seed)
    e, rules = some_elders(d, n, homes=4), some_rules(d)
    rows = np.flatnonzero(e.facility < 0).astype("i4")
    types = {"flags": "u1", "keys": "i8"}
    week = Week(*(np.zeros(len(rows), types.get(name, "i4")) for name in Week._fields))
    week.meals[:] = d.whole(0, 500, len(rows)) * d.whole(0, 1, len(rows))
    after = hold_together(caring.ask_for_hours, rows, e, rules, week)
    week = after[3]
    asking = int((week.wanted > 0).sum())
    order = np.argsort(week.keys[:asking])
    team = d.whole(0, 3000, PLACES) * d.one(0, 1)
    public = d.one(0, 200 * n) * d.one(0, 1)
    week = hold_together(caring.give_hours, order, rows, e, week, team, public)[3]
    week = let_help(d, rows, e, rules, week)
    counts, causes = np.zeros((PLACES * 40, MEASURES), "i8"), np.zeros((PLACES, 6), "i8")
    after = hold_together(caring.settle_hours, rows, e, rules, week, counts, causes, np.zeros(5, "i8"))
    assert after[4][:, Count.GAP].sum() == after[5].sum()
    assert after[6][[OWN, INSURED, SUBSIDY, PUBLIC]].sum() == week.given.sum()
    inside = np.flatnonzero(e.facility >= 0).astype("i4")
    shortfall, cells = d.whole(0, 1000, 4) * d.one(0, 1), np.zeros((4, 5, 4), "i8")
    hold_together(caring.visit_residents, inside, e, some_loads(4), shortfall, counts, cells, causes)


def let_help(d, rows, e, rules, week):
    """Light help by volunteers and others, in the order of the keys; returns the week with it."""
    most = d.one(0, 4), d.one(0, 300), d.one(0, 400) * d.one(0, 1), d.one(0, 200) * d.one(0, 1)
    lines = [np.zeros(len(rows), "i8") for _ in range(4)]
    after = hold_together(helping.ask_for_help, rows, e, rules, week, *most, *lines)
    kind, asked, askers, keys = after[8:]
    order = np.argsort(keys[: int((kind > 0).sum())])
    pools = [d.whole(0, most, PLACES) for most in (3, 400, 400)]
    claimed = np.zeros(len(rows), "i8")
    _, light, _, shared = most
    after = hold_together(helping.give_help, order, rows, e, week, kind, asked, askers, light, shared, *pools, claimed)
    return after[3]


@sizes
def test_hiring(dice, seed, n):
    d = dice(seed)
    posts = d.one(0, 9)
    luck, place = d.whole(0, 2**30, n, "u4"), d.whole(0, PLACES - 1, n, "u1")
    vacant = d.whole(0, 4, posts) * d.whole(0, 1, posts)
    keys, places = d.whole(0, 2**30, posts, "u4"), d.whole(0, PLACES - 1, posts, "u1")
    hold_together(hiring.hire, luck, place, keys, places, vacant, np.uint32(34), *KEYS)


def test_no_kernel_is_without_a_twin():
    for module in (philox, life, rolls, seeking, admitting, caring, helping, hiring):
        kernels = {name for name, thing in vars(module).items() if isinstance(thing, Dispatcher)}
        assert kernels <= vars(twins).keys(), module.__name__


def test_a_world_that_runs_on_twins_is_the_same_world(make, load, digest, monkeypatch):
    """Twelve months of a small region with every kernel exchanged for its twin, to the bit."""
    visits = {"hours_per_month": 20.0, "everyone": True, "posts_per_station": 30.0}
    world = (load(0.012), *((2, f"visit.{name}", value) for name, value in visits.items()))
    fast = make(*world, months=12).run()
    exchanged = 0
    for name, module in list(sys.modules.items()):
        if name.startswith("sim.") and not name.startswith("sim.kernels"):
            for attribute, thing in list(vars(module).items()):
                if isinstance(thing, CPUDispatcher):
                    monkeypatch.setattr(module, attribute, getattr(twins, attribute))
                    exchanged += 1
    assert exchanged >= 12
    slow = make(*world, months=12).run()
    assert slow.records.latest("formal_hours") > 0
    assert digest(slow) == digest(fast)
