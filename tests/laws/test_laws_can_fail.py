"""A law that cannot fail proves nothing: one wrong number, and ``check_laws`` stops the run and names the law."""

from contextlib import contextmanager

import numpy as np
import pytest

from sim.agents.kinds import Standing
from sim.calendar import text_of
from sim.kernels.state import BRACELET, DEVICES, FAMILY_BED
from sim.kernels.week import PUBLIC
from sim.laws import LawBroken, check_laws


@pytest.fixture(scope="module")
def model(live, load):
    """A finished world with residents, applicants, aides of two employers, visits and empty beds."""
    busy = {"visit.everyone": True, "visit.hours_per_month": 20.0, "visit.posts_per_station": 4.0}
    region = load(0.01, {"choosing.constant": (-3.0,) * 3})
    model = live(region, *((-1, path, value) for path, value in busy.items()), months=14)
    model.month -= 1  # the month that was lived last
    assert len(model.residents) > 5
    assert len(model.waiting) > 5
    assert len(set(model.aides.col("employer").tolist()) - {-1}) > 1
    assert model.team_minutes_left.sum() >= 0 < model.elders.col("formal_minutes").sum()
    return model


@contextmanager
def other(array, index, value):
    """A number in an array is another for a while."""
    kept = array[index].copy() if isinstance(array[index], np.ndarray) else array[index]
    array[index] = value
    yield
    array[index] = kept


def more(array, index, by=1):
    return other(array, index, array[index] + by)


@contextmanager
def counted_more(thing, name):
    """A count of a month's book, or of a roll, is one more for a while."""
    setattr(thing, name, getattr(thing, name) + 1)
    yield
    setattr(thing, name, getattr(thing, name) - 1)


@contextmanager
def lost(roll):
    """The last name on a roll is lost for a while."""
    roll.shorten(len(roll) - 1)
    yield
    roll.shorten(len(roll) + 1)


@contextmanager
def crowded(model):
    """The last home that took somebody in took more than its aides can care for."""
    kept = model.admitted_to, model.capacity_on_admission
    model.admitted_to, model.capacity_on_admission = np.array([0]), model.facilities.col("load") - 1
    yield
    model.admitted_to, model.capacity_on_admission = kept


@contextmanager
def waiting_where_they_live(model):
    """A resident has applied to their own home."""
    row = resident(model)
    with (
        other(model.elders.col("waiting_since"), row, model.month),
        other(model.elders.col("choices"), (row, 0), model.elders.col("facility")[row]),
    ):
        yield


@contextmanager
def overspent(model):
    """A purse has paid more than it had."""
    purse = model.ledger.purses[-1]
    purse.give_back(-purse.left - 1)
    yield
    purse.give_back(1 - purse.left)


@contextmanager
def above_the_quota(model):
    """A quota of no one in a sample, and somebody who gets the subsidy."""
    kept, model.levers = model.levers, model.levers.with_values({"entitle.quota": 1})
    with other(model.elders.col("subsidy"), 0, 100):
        yield
    model.levers = kept


def resident(model):
    return int(np.flatnonzero(model.elders.col("facility") >= 0)[0])


def at_home(model):
    return int(np.flatnonzero((model.elders.col("facility") < 0) & (model.elders.col("formal_minutes") > 0))[0])


def in_use(model):
    """A home with residents."""
    return int(np.flatnonzero(model.facilities.col("occupied")[:, 0] > 0)[0])


def empty_cause(model):
    names = [(cell.outcome, cell.group) for cell in model.records.cells]
    return len(model.records.months) - 1, names.index(("empty_cause", "cause=nobody_waits"))


def of(model, table, column):
    return getattr(model, table).col(column)


CHEAP = {
    "elders = arrived - gone": lambda m: counted_more(m.book, "born"),
    "elders by place and level": lambda m: more(m.book.elders, (0, 0, 0)),
    "waiting = joined - ended": lambda m: counted_more(m.book, "joined_ever"),
    "aides = hired or looking - left": lambda m: counted_more(m.book, "aides_gone"),
    "aides of employers": lambda m: more(of(m, "facilities", "aides"), in_use(m)),
    "built = opened - closed": lambda m: counted_more(m.book, "beds_closed"),
    "ledger adds up to": lambda m: more(m.ledger.balance, 0),
    "cash of PUBLIC homes": lambda m: more(of(m, "facilities", "cash"), in_use(m)),
    "negative beds or more residents than beds": lambda m: more(of(m, "facilities", "works"), (in_use(m), 0), 999),
    "its aides cannot care for": crowded,
    "unmet minutes by cause": lambda m: more(m.book.unmet_causes, (0, 3)),
    "empty beds by cause": lambda m: more(m.records.values, empty_cause(m), 100),
    "gave more hours than they have": lambda m: other(m.team_minutes_left, 0, -1),
    "fen paid for public hours": lambda m: more(m.book.payers, PUBLIC, 60),
    "a purse has paid more than it had": overspent,
}
RECOUNTED = {
    "elders by place, residence and level differ": lambda m: other(of(m, "elders", "state"), resident(m), 0b110),
    "residents by home and bed": lambda m: more(of(m, "facilities", "occupied"), (in_use(m), 0)),
    "aide time taken by residents": lambda m: more(of(m, "facilities", "load"), in_use(m)),
    "tekun in homes": lambda m: more(of(m, "facilities", "tekun"), in_use(m)),
    "roll of those in need": lambda m: lost(m.concerned),
    "roll of those waiting": lambda m: lost(m.waiting),
    "roll of those residents": lambda m: lost(m.residents),
    "waits for the home they live in": waiting_where_they_live,
    "aides by employer": lambda m: other(of(m, "aides", "employer"), 0, -1),
    "formal minutes given of": lambda m: other(of(m, "elders", "formal_minutes"), at_home(m), 65000),
    "not cared for at home has hours there": lambda m: more(of(m, "elders", "meal_minutes"), resident(m)),
    "family beds": lambda m: more(of(m, "elders", "aids"), at_home(m), FAMILY_BED),
    "devices": lambda m: more(of(m, "elders", "aids"), at_home(m), DEVICES),
    "bracelets": lambda m: more(of(m, "elders", "aids"), at_home(m), BRACELET),
    "more family beds than the lever asks for": lambda m: counted_more(m.book, "family_beds"),
    "more people get the subsidy than the quota": above_the_quota,
    "entitled": lambda m: more(of(m, "elders", "voucher"), at_home(m), 100),
    "in a home has a gap at home": lambda m: more(of(m, "elders", "gap_minutes"), resident(m)),
}
MORE = {
    "payments": lambda m: other(m.ledger._rows, 0, (*m.ledger._rows[0][:4], 1)),
    "hours of somebody": lambda m: more(of(m, "elders", "family_minutes"), at_home(m), 600),
    "unmet minutes": lambda m: more(of(m, "elders", "gap_minutes"), at_home(m), 600),
    "died waiting": lambda m: more(m.book.died_waiting, Standing.GENERAL),
}
"""Mistakes in hours and payments."""


def test_the_world_is_in_order_before(model):
    check_laws(model, recount=True)


@pytest.mark.parametrize("law", CHEAP)
def test_a_cheap_law_names_what_is_wrong(model, law):
    with CHEAP[law](model), pytest.raises(LawBroken, match=f"{text_of(model.month)}: .*{law}"):
        check_laws(model, recount=False)
    check_laws(model, recount=True)


@pytest.mark.parametrize("law", RECOUNTED)
def test_a_recount_names_what_is_wrong(model, law):
    with RECOUNTED[law](model), pytest.raises(LawBroken, match=law):
        check_laws(model, recount=True)
    check_laws(model, recount=True)


@pytest.mark.parametrize("what", MORE)
def test_hours_and_payments_are_recounted(model, what):
    with MORE[what](model), pytest.raises(LawBroken):
        check_laws(model, recount=True)


def test_a_broken_law_stops_the_run(make, small):
    model = make(small)
    model.step()
    model.book.born += 1
    with pytest.raises(LawBroken, match=f"{text_of(small.start + 1)}: elders = arrived - gone: .* against"):
        model.step()
