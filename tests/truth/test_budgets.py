"""Budget rules act on the kind of a purse, and on the share of the lottery where it is known and the rule binds."""

import dataclasses

import pytest

from experiments import measures
from sim.calendar import month_of
from sim.world import budgets

FLOOR, CAP = "budget.lottery_floor", "budget.lottery_cap"
YEAR = 14
"""A month after the first two Januaries of a run that starts in November."""


def test_a_floor_below_the_share_of_today_changes_no_bit(live, small, digest):
    """Qingyuan: 590 of 683 million yuan go to elder care; the document's floor of 55 % does not bind."""
    assert budgets.lottery_share(small) == pytest.approx(590 / 683)
    ruled = live(small, (-1, FLOOR, 0.55), (-1, CAP, 0.9), months=18)
    assert digest(ruled) == digest(live(small, months=18))
    purses = [[p.fen_per_year for p in m.ledger.purses] for m in (ruled, live(small, (-1, CAP, 0.55), months=18))]
    assert purses[0] != purses[1]


def test_the_share_follows_the_rule_from_january_on(make, small):
    january = month_of("2022-01") - small.start
    model = make(small, (january - 3, CAP, 0.55), months=january + 2)
    total = measures.value(model, "lottery_retained")
    while model.running:
        share = measures.value(model, "lottery_share")
        assert share == pytest.approx(590 / 683 if model.month < small.start + january else 0.55)
        model.step()
    yuan = {p.kind: y for p, y in zip(small.purses, budgets.yuan_of_year(small, model.levers.budget), strict=True)}
    assert yuan["lottery"] == pytest.approx(0.55 * total)
    assert yuan["lottery"] + yuan["lottery_other"] == pytest.approx(total)
    assert measures.value(model, "lottery_retained") == total


def test_where_the_rest_of_the_lottery_is_not_known_no_rule_acts(live, small, digest):
    known = tuple(p for p in small.purses if p.kind != "lottery_other")
    region = dataclasses.replace(small, purses=known)
    assert digest(live(region, (-1, CAP, 0.1), months=YEAR)) == digest(live(region, months=YEAR))


def test_a_year_of_bonds_is_there_for_building_alone(make, small):
    model = make(small, (-1, "budget.bonds_per_year", 12e6), months=YEAR)
    while model.running:
        model.step()
    bonds, *others = model.ledger.purses
    assert [p.name for p in others] == [p.name for p in small.purses]
    assert bonds.fen_per_year == round(12e6 * small.fraction * 100)
    assert [purpose.name for purpose in bonds.pays] == ["CAPITAL"]
    assert bonds.carried == bonds.left
