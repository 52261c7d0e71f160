"""Help at home: who has what, how many, and for how much money."""

import numpy as np
import pytest

from sim.kernels.state import in_need, level_of
from sim.ledger import FEN, Account, Purpose
from sim.processes import be_cared_for
from sim.world import home_help
from sim.world.carers import turn_in_place

MONTHS = 30
HELP = (
    (-1, "platform.bracelets_share", 0.4),
    (-1, "adapt.devices_share", 0.4),
    (-1, "visit.family_beds", 2000),
    (-1, "adapt.households_per_year", 2500.0),
    (-1, "carers.trained_per_year", 1500.0),
    (-1, "carers.respite_days", 20.0),
    (-1, "station.short_stay_beds", 10),
    (-1, "meals.share", 0.4),
    (-1, "budget.general_factor", 3.0),
)
FRACTION = 0.02


@pytest.fixture(scope="module")
def world(load):
    return load(FRACTION, {"money.arrears_bite": False})


@pytest.fixture(scope="module")
def helped(make, world):
    """A region with all help, and the flows of each month."""
    model, flows = make(world, *HELP, months=MONTHS), []
    while model.running:
        model.step()
        flows.append({f: getattr(model.book, f) for f in ("adapted", "families_trained", "respite_stays", "eaters")})
    return model, flows


def having(model, what):
    return np.flatnonzero(model.elders.values(what, slice(0, model.elders.n)))


def test_stocks_are_those_of_a_recount(helped):
    model, _ = helped
    for what, number in (("family_bed", model.book.family_beds), ("devices", model.book.devices),
                         ("bracelet", model.book.bracelets)):  # fmt: skip
        assert number == len(having(model, what)) > 0, what


def test_help_is_for_those_in_need_at_home(helped):
    model, _ = helped
    elders = model.elders
    alone = (elders.col("spouse_until") <= model.month - 1) & (elders.col("children_until") <= model.month - 1)
    for what in ("family_bed", "devices", "bracelet"):
        rows = having(model, what)
        assert (elders.col("facility")[rows] < 0).all(), what
        assert in_need(elders.col("state")[rows]).all(), what
        if what != "bracelet":
            assert (level_of(elders.col("state")[rows]) >= 2).all(), what
            assert (elders.col("known")[rows] == 1).all(), what
    assert alone[having(model, "bracelet")].all()
    assert not alone[having(model, "family_bed")].any()


def test_a_yearly_programme_does_its_number_and_no_more(helped, world):
    _, flows = helped
    january = -world.start % 12  # months until the first one
    for name, per_year in (("adapted", 2500), ("families_trained", 1500)):
        for first in (january, january + 12):
            done = sum(flow[name] for flow in flows[first : first + 12])
            assert abs(done - per_year * FRACTION) <= 1, name
        assert flows[january][name] == 0, "nothing is left over in January"


def test_every_adaptation_and_course_is_paid(helped):
    model, flows = helped
    rows = [r for r in model.ledger.entries if r[3] == Purpose.CARER_SUPPORT]
    p = model.parameters.home_help
    courses, stays = (sum(flow[name] for flow in flows) for name in ("families_trained", "respite_stays"))
    assert stays > 0
    due = courses * p.training_cost + stays * p.respite_stay * p.respite_day_cost
    assert sum(r[4] for r in rows) == round(due * FEN)
    assert {r[1] for r in rows} == {Account.PURSES}


def test_nothing_is_set_up_without_money(make, world):
    model = make(world, *HELP[:-1], months=2)  # until December: in January the purses are filled again
    for purse in model.ledger.purses:
        purse.fill(0)
    model.run()
    assert model.ledger.paid_this_year[Account.PURSES] == 0
    for what in ("adapted", "family_bed", "trained_carer", "bracelet"):
        assert len(having(model, what)) == 0, what
    rows = having(model, "devices")
    assert len(rows) > 0
    assert (model.elders.col("standing")[rows] >= 2).all(), "those who pay themselves have devices, the poor have none"
    assert model.book.eaters == 0


def test_help_that_ends_goes_back(make, world):
    end = [(14, path, 0) for _, path, _ in HELP[:3]]
    model = make(world, *HELP, *end, months=15).run()
    for what in ("family_bed", "devices", "bracelet"):
        assert len(having(model, what)) == 0, what
    assert len(having(model, "adapted")) > 0


def test_without_levers_nobody_looks_around(live, world, monkeypatch):
    def never(model):
        raise AssertionError("looked around")

    monkeypatch.setattr(home_help, "look_around", never)
    monkeypatch.setattr(home_help, "circles", never)
    assert be_cared_for.set_up_help is home_help.set_up_help
    live(world, months=3)


def test_turns_in_places():
    np.testing.assert_array_equal(turn_in_place(np.array([2, 0, 2, 2, 1, 0], dtype="u1")), [0, 0, 1, 2, 0, 1])
    assert len(turn_in_place(np.zeros(0, dtype="u1"))) == 0
