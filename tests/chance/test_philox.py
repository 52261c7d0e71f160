"""The dice: published test vectors, one number for each key, uniform and independent.

Decision rule of the statistical tests: the keys are fixed, so each p-value is a constant of the generator, not of
the day. A family of m tests passes if every p-value exceeds 0.001 / m (Bonferroni): a fair generator would have
failed one family in a thousand when the keys were first chosen, and a lumpy one fails for good.
"""

import inspect

import numpy as np
import pytest
from scipy import stats

import sim.chance
from sim.chance import Chance, Decision
from sim.kernels import twins
from sim.kernels.philox import philox

N = 1 << 16
LEVEL = 0.001
ONES = 0xFFFFFFFF
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0)
VECTORS = {  # philox4x32-10 of the file kat_vectors of Random123: counter, key, block
    "zeros": ((0,) * 4, (0,) * 2, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "ones": ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "pi": (*PI, (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
}


@pytest.mark.parametrize("name", VECTORS)
def test_the_published_vectors(name):
    counter, key, block = VECTORS[name]
    assert tuple(map(int, philox(*map(np.uint32, (*counter, *key))))) == block
    assert twins.philox(*counter, *key) == block


@pytest.mark.parametrize("name", VECTORS)
def test_a_draw_is_the_first_word_of_who_with_whom_month_decision(name):
    (who, with_whom, month, decision), (low, high), block = VECTORS[name]
    chance = Chance(high << 32 | low)
    assert chance.words(decision, [who], month, with_whom) == block[0]
    assert chance.words(decision, [who], month, [with_whom]) == block[0]


def test_units_are_strictly_between_0_and_1():
    ends = (np.array([0, ONES], dtype=np.uint32) + 0.5) * 2.0**-32  # as in Chance.units
    assert 0 < ends[0] < ends[1] < 1
    units = Chance(1).units(Decision.TASTE, np.arange(1000))
    words = Chance(1).words(Decision.TASTE, np.arange(1000))
    np.testing.assert_array_equal(units, (words.astype(np.float64) + 0.5) / 2**32)


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_has_64_bits(seed):
    with pytest.raises(ValueError, match="must lie between"):
        Chance(seed)


# --- one number for each key ----------------------------------------------------------------------


def test_a_draw_depends_on_nothing_but_its_key():
    chance, ids = Chance(3), np.arange(500)
    all_of_them = chance.units(Decision.TASTE, ids, 7, ids + 9)
    chance.units(Decision.LIFE, ids)
    for i in (499, 0, 77):
        assert chance.units(Decision.TASTE, [i], 7, i + 9) == all_of_them[i]
    np.testing.assert_array_equal(Chance(3).units(Decision.TASTE, ids[::-1], 7, ids[::-1] + 9), all_of_them[::-1])


def test_every_part_of_the_key_counts():
    ids = np.arange(100)
    usual = Chance(1).words(Decision.TASTE, ids, 5, 6)
    others = (
        Chance(2).words(Decision.TASTE, ids, 5, 6),
        Chance(1 + 2**32).words(Decision.TASTE, ids, 5, 6),
        Chance(1).words(Decision.STAYING, ids, 5, 6),
        Chance(1).words(Decision.TASTE, ids + 1, 5, 6),
        Chance(1).words(Decision.TASTE, ids, 6, 6),
        Chance(1).words(Decision.TASTE, ids, 5, 7),
        Chance(1).words(Decision.TASTE, ids, 6, 5),
    )
    for other in others:
        assert (other != usual).all()


def test_no_two_decisions_share_a_number():
    assert len({int(d) for d in Decision}) == len(Decision.__members__)
    source = inspect.getsource(sim.chance)
    assert "DEMENTIA_AT_START = 3" in source
    doubled = source.replace("DEMENTIA_AT_START = 3", "DEMENTIA_AT_START = 2")
    with pytest.raises(ValueError, match="DEMENTIA_AT_START -> ABILITY_AT_START"):
        exec(compile(doubled, "doubled", "exec"), {"__name__": "doubled"})


# --- uniform and independent ----------------------------------------------------------------------


def uniform(counts):
    """p-value of equal chances."""
    return stats.chisquare(counts).pvalue


def independent(one, other, k=16):
    """p-value of independence of two lists of units, by the table of k x k equal slices."""
    cell = np.floor(one * k) * k + np.floor(other * k)
    return uniform(np.bincount(cell.astype(int), minlength=k * k))


def hold(p_values):
    """The decision rule."""
    worst = min(p_values, key=p_values.__getitem__)
    assert p_values[worst] > LEVEL / len(p_values), f"{worst}: p = {p_values[worst]:.2g}"


@pytest.mark.parametrize("byte", range(4))
def test_each_byte_of_each_decision_is_uniform(byte):
    chance, ids = Chance(2020), np.arange(N)
    hold({
        d.name: uniform(np.bincount((chance.words(d, ids, 24250) >> (8 * byte)) & 255, minlength=256)) for d in Decision
    })  # fmt: skip


def test_units_are_uniform_over_people_months_partners_and_seeds():
    some = np.arange(4096)
    hold({
        "people": stats.kstest(Chance(1).units(Decision.LIFE, np.arange(N)), "uniform").pvalue,
        "partners": stats.kstest(Chance(1).units(Decision.TASTE, some * 0 + 8, 0, some), "uniform").pvalue,
        "months": stats.kstest(
            [Chance(1).units(Decision.LIFE, [8], m)[0] for m in range(24250, 26298)], "uniform"
        ).pvalue,
        "seeds": stats.kstest([Chance(s).units(Decision.LIFE, [8])[0] for s in range(2048)], "uniform").pvalue,
        "high seeds": stats.kstest(
            [Chance(s << 32).units(Decision.LIFE, [8])[0] for s in range(2048)], "uniform"
        ).pvalue,
    })  # fmt: skip


def test_neighbouring_keys_are_independent():
    chance, ids = Chance(7), np.arange(N)
    life = chance.units(Decision.LIFE, ids, 24250)
    pair = chance.units(Decision.TASTE, ids, 0, 12)
    hold({
        "next person": independent(life[:-1], life[1:]),
        "next month": independent(life, chance.units(Decision.LIFE, ids, 24251)),
        "next year": independent(life, chance.units(Decision.LIFE, ids, 24262)),
        "next seed": independent(life, Chance(8).units(Decision.LIFE, ids, 24250)),
        "high half of the seed": independent(life, Chance(7 + 2**32).units(Decision.LIFE, ids, 24250)),
        "next home": independent(pair, chance.units(Decision.TASTE, ids, 0, 13)),
        "home and home at large": independent(pair, chance.units(Decision.STAYING, ids)),
        "pair turned round": independent(pair, chance.units(Decision.TASTE, np.full(N, 12), 0, ids)),
        "low half of the word": independent(
            life, (chance.words(Decision.LIFE, ids, 24250) & 0xFFFF) / 65536
        ),
    })  # fmt: skip


def test_decisions_are_independent_of_each_other():
    chance, ids = Chance(11), np.arange(N)
    units = {d.name: chance.units(d, ids) for d in Decision}
    names = list(units)
    hold({f"{a} and {b}": independent(units[a], units[b]) for i, a in enumerate(names) for b in names[:i]})
