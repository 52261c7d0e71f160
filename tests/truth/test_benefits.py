"""Money that follows the elder: who is entitled is recounted, every fee is paid once, and choices follow it."""

import dataclasses

import numpy as np
import pytest

from sim.agents.kinds import Residence, Standing
from sim.chance import Decision
from sim.ledger import FEN, HOMES, Account, Purpose
from sim.processes.seek_care import choose
from sim.world.benefits import BENEFITS, pay_part_of_fees

BUSY = {"choosing.constant": (-1.0,) * 3, "choosing.review_months": 6}
"""Many want a home."""
ALL = (
    (-1, "entitle.ltci_yuan", 1500.0),
    (-1, "entitle.voucher_yuan", 800.0),
    (-1, "entitle.subsidy_yuan", 300.0),
    (-1, "entitle.subsidy_oldest", True),
    (-1, "entitle.premium", 10.0),
    (-1, "medical.designated_yuan", 300.0),
    (-1, "admit.rural_subsidy", 400.0),
    (-1, "visit.posts_per_station", 2.0),
    (-1, "admit.release_share", 0.5),
)


@pytest.fixture(scope="module")
def rich(load):
    """A region in which nearly everything is open and money does not lack."""
    region = load(0.02, BUSY)
    purses = tuple(dataclasses.replace(p, yuan_per_year=50 * p.yuan_per_year) for p in region.purses)
    return dataclasses.replace(region, purses=purses)


def meant(model, row):
    """What a person gets by the rules, read off them one by one: insured, subsidy, voucher."""
    elder, lever = model.elders[int(model.elders.raw("id")[row])], model.levers.entitle
    level, tekun, poor = int(elder.ability), elder.standing == Standing.TEKUN, elder.standing <= Standing.POOR
    if not elder.known or (tekun and elder.facility >= 0):
        return 0, 0, 0
    if elder.facility < 0 and not level and not elder.dementia:
        return 0, 0, 0
    population = model.parameters.population
    urban = elder.residence == Residence.URBAN
    share = population.pensioner_urban if urban else population.pensioner_rural
    pension = model.chance.units(Decision.PENSION, [elder.id])[0] < share and not poor
    insured = 1500 if level >= lever.ltci_from_level and pension else 0
    subsidy = 300 if poor and (level >= lever.subsidy_from_level or model.month - 1 - elder.birth >= 960) else 0
    voucher = 0 if insured or subsidy or tekun or level < lever.voucher_from_level else 800
    return insured, subsidy, voucher


def test_everybody_gets_what_the_rules_say_and_nobody_else(make, rich):
    model = make(rich, *ALL, months=14)
    model.run()
    elders = model.elders
    found = np.stack([elders.raw(name)[: elders.n] for name in BENEFITS], axis=1)
    rows = np.concatenate([model.cared_for, model.residents.rows(elders.row_of)])
    expected = np.zeros_like(found)
    expected[rows] = [meant(model, row) for row in rows]
    np.testing.assert_array_equal(found, expected)
    assert (found > 0).sum(axis=0).min() > 10, "all three kinds have been looked at"


def test_what_ends_leaves_nothing_behind(live, rich):
    ends = tuple((6, f"entitle.{name}", 0.0) for name in ("ltci_yuan", "subsidy_yuan", "voucher_yuan"))
    model = live(rich, *ALL, *ends, months=8)
    assert not any(model.elders.col(name).any() for name in BENEFITS)
    assert len(model.entitled) == 0


def test_every_fee_is_paid_once(make, rich):
    model = make(rich, *ALL, months=18)
    kinds = (Purpose.FEE, Purpose.INSURED_CARE, Purpose.VOUCHER, Purpose.CARE_SUBSIDY)
    seen = set()
    while model.running:
        before = len(model.ledger.entries)
        model.step()
        new = [e for e in model.ledger.entries[before:] if e[2] in HOMES]
        paid = {kind: sum(e[4] for e in new if e[3] == kind) for kind in kinds}
        township = sum(e[4] for e in new if e[3] == Purpose.OPERATING_SUBSIDY)
        total = sum(paid.values())
        assert total <= model.fees.sum() <= total + township
        assert model.ledger.paid[Purpose.FEE, Account.HOUSEHOLDS] >= 0
        seen |= {kind for kind, fen in paid.items() if fen}
    assert seen == set(kinds)


def test_the_number_of_those_who_pay_a_premium_is_near_a_count(live, rich):
    model = live(rich, *ALL, months=12)
    elders, population = model.elders, model.parameters.population
    urban = elders.col("residence") == Residence.URBAN
    share = np.where(urban, population.pensioner_urban, population.pensioner_rural)
    insured = (model.chance.units(Decision.PENSION, elders.col("id")) < share) & (
        elders.col("standing") > Standing.POOR
    )
    paid = model.ledger.paid[Purpose.PREMIUM, Account.HOUSEHOLDS] / (10 * FEN)
    assert paid == pytest.approx(insured.sum(), rel=0.05)


def test_a_dry_purse_leaves_the_fee_to_the_household(make, rich):
    model = make(rich, *ALL, months=13)
    model.run()
    price = np.full((model.facilities.n, 5), 200000, dtype=np.int64)
    model.ledger.turn(model.month)
    model.ledger.purses = ()
    paid = pay_part_of_fees(model, price)
    assert model.ledger.paid[Purpose.CARE_SUBSIDY].sum() == 0
    assert paid.sum() == model.ledger.paid[[Purpose.VOUCHER, Purpose.INSURED_CARE]].sum() > 0


@pytest.fixture
def applicants(make, load):
    """Who of the known in need at home, without an aid and under no strain, prefers a home, when some things change."""
    model = make(load(0.05, BUSY), months=3).run()
    elders = model.elders
    rows = model.at_home[(elders.raw("known")[model.at_home] == 1) & (elders.raw("standing")[model.at_home] > 0)]

    def count(strain_months=0, aids=0, **benefits):
        elders.raw("strain_months")[rows], elders.raw("aids")[rows] = strain_months, aids
        for name in BENEFITS:
            elders.raw(name)[rows] = benefits.get(name, 0)
        return int(choose(model, rows).sum())

    return count


def test_strain_and_money_bring_people_to_homes_and_help_at_home_keeps_them(applicants):
    usual = applicants()
    assert usual > 20
    assert applicants(strain_months=12) > usual
    assert applicants(strain_months=11) == usual
    for name in BENEFITS:
        assert applicants(**{name: 800}) > usual, name
    assert applicants(voucher=800) < applicants(insured=800)  # a share of the fee is less than the fee
    both, bed, adapted, trained = (applicants(aids=bits) for bits in (5, 4, 1, 8))
    assert both < bed < adapted < usual
    assert trained == usual
