"""Random elders, homes and rules of a month, in the form in which kernels and their twins take them."""

import numpy as np

from sim.agents.arrays import ElderArrays, HomeArrays
from sim.agents.column import Column, declared
from sim.agents.elders import Elder
from sim.agents.facilities import Facility
from sim.kernels.state import pack, with_long_gap
from sim.kernels.week import Rules

PLACES = 3
MONTH = 24260


def columns(kind, n):
    """Empty columns of a table, with their types and defaults."""
    return {
        c.name: np.full((n, *c.shape), c.default, c.dtype) for c in declared(kind).values() if isinstance(c, Column)
    }


def some_elders(d, n, homes):
    """Elders of all kinds; a fifth lives in homes, a fifth waits for some."""
    e = columns(Elder, n)
    level, dementia = d.whole(0, 4, n), d.whole(0, 1, n) * d.whole(0, 1, n)
    e["id"][:] = d.order(n) * 7 + 3
    e["state"][:] = with_long_gap(pack(d.whole(0, 1, n), level, dementia), d.whole(0, 1, n))
    e["birth"][:] = MONTH - d.whole(720, 1400, n)
    for name, low, high in (
        ("place", 0, PLACES - 1), ("residence", 0, 1), ("standing", 0, 3), ("income", 0, 5000), ("known", 0, 1),
        ("family_money", 0, 4000), ("spouse_until", MONTH - 3, MONTH + 3), ("children_until", MONTH - 3, MONTH + 3),
        ("family_factor", 300, 2500), ("strain_months", 0, 250), ("reach_rank", 0, 65535), ("refuses", 0, 1),
        ("gap_minutes", 0, 3000), ("aids", 0, 31), ("bank_minutes", 0, 900), ("insured", 0, 900), ("subsidy", 0, 300),
        ("voucher", 0, 800), ("gap_months", 0, 250), ("changed", MONTH - 2, MONTH), ("bed", 0, 2),
    ):  # fmt: skip
        e[name][:] = d.whole(low, high, n)
    inside = d.whole(0, 4, n) == 0
    e["facility"][inside] = d.whole(0, homes - 1, n)[inside]
    waits = (d.whole(0, 4, n) == 0) & ~inside
    e["waiting_since"][waits] = MONTH - d.whole(0, 30, n)[waits]
    for row in np.flatnonzero(waits):
        wanted = d.order(homes)[: d.one(1, 3)]
        e["choices"][row, : len(wanted)] = wanted
    return ElderArrays(**e)


def some_homes(d, homes, full=False):
    """Homes of each ownership with free beds of some types, or without any."""
    h = columns(Facility, homes)
    h["beds"][:] = d.whole(0, 6, homes * 3).reshape(homes, 3)
    h["works"][:] = np.minimum(h["beds"], d.whole(0, 1, homes * 3).reshape(homes, 3))
    h["blocked"][:] = d.whole(0, 9, homes) == 0
    h["graded_out"][:] = d.whole(0, 9, homes) == 0
    free = h["beds"] - h["works"]
    h["occupied"][:] = free if full else np.minimum(free, d.whole(0, 6, homes * 3).reshape(homes, 3))
    h["tekun"][:] = np.floor(d.units(homes) * (h["occupied"].sum(axis=1) + 1))
    h["load"][:] = h["occupied"].sum(axis=1) * d.whole(100, 900, homes)
    for name, low, high in (
        ("place", 0, PLACES - 1), ("ownership", 0, 2), ("tier", 0, 3), ("kind", 0, 1), ("medical", 0, 2),
    ):  # fmt: skip
        h[name][:] = d.whole(low, high, homes)
    h["price"][:] = 0.8 + 0.4 * d.units(homes)
    return HomeArrays(**h)


def some_loads(homes):
    """Minutes by home, dementia and level; every third home takes everybody alike."""
    loads = np.tile(np.array([187, 336, 560, 840, 1120]) + np.array([[0], [180]]), (homes, 1, 1))
    loads[::3] = 1120
    return loads


def some_rules(d):
    """Rules of a month: switches at both ends and in between."""
    return Rules(
        month=MONTH, need=np.array([0, 420, 960, 1800, 2700]), dementia=d.one(0, 500), capacity=d.whole(0, 3000, 4),
        kin_from=d.one(0, 1500), tekun_factor=d.one(0, 1024), strain_after=d.one(1, 200), strain_keeps=d.one(0, 1024),
        strain_above=d.one(0, 2000), replaced=d.one(0, 1024), volunteers=d.one(0, 300),
        covered=d.whole(0, 65536, PLACES * 2), points=d.whole(0, 65536, PLACES * 2),
        entitled=d.one(0, 1000), from_level=d.one(1, 4), everyone=bool(d.one(0, 1)), hour_price=d.one(10, 200),
        need_keeps=d.whole(600, 1024, 32), dementia_keeps=d.whole(600, 1024, 32), family_gain=d.whole(1024, 1300, 32),
        income_below=d.one(0, 3000), family_bed=d.one(0, 900), voucher_share=d.one(0, 1024),
        household_share=d.one(0, 1024), household_most=d.one(0, 1200), gap_part=d.one(10, 1024),
        gap_after=d.one(1, 256),
    )  # fmt: skip
