"""Circles that are ordered and homes that run stations: where they go, how many in a sample, who is paid."""

import numpy as np
import pytest

from experiments import regions
from sim.agents.kinds import Kind, Residence
from sim.ledger import HOMES, Account, Purpose
from sim.world import services, siting
from sim.world.stock import admitting


@pytest.fixture(scope="module")
def model(make, load):
    return make(load(0.02))


def test_facilities_of_a_sample_add_up_to_its_share(load):
    for fraction in (0.005, 0.02, 0.1):
        for what, number in (("village_point", 176), ("station", 57), ("street_centre", 5)):
            mine = [s for s in load(fraction).services if s.kind == what]
            assert sum(s.count * s.stands_for for s in mine) == pytest.approx(number)


@pytest.mark.parametrize("kind, residence, reach", [
    (Kind.VILLAGE_POINT, Residence.RURAL, 300), (Kind.STATION, Residence.RURAL, 600),
    (Kind.STREET_CENTRE, Residence.URBAN, 4000), (Kind.STATION, Residence.URBAN, 77),
])  # fmt: skip
def test_a_new_circle_is_of_full_size_whatever_the_sample(make, load, kind, residence, reach):
    for fraction in (0.005, 0.02):
        circle = siting.circle(make(load(fraction)), kind, residence, (77.0, 77.0))
        assert circle == pytest.approx(reach, rel=1e-6), "no urban station stands in Qingyuan: the parameter"


def test_a_sample_orders_its_share_on_average(model):
    months = range(model.region.start, model.region.start + 4000, 12)
    kept, numbers = model.month, []
    for model.month in months:
        numbers.append(siting.number_of_year(model, Kind.STATION, 20.0))
    model.month = kept
    assert set(numbers) == {0, 1}
    assert np.mean(numbers) == pytest.approx(20 * 0.02, abs=0.08)


def test_each_goes_where_most_elders_are_out_of_reach(model):
    elders = model.book.elders.sum(axis=2)
    out = elders * np.maximum(0, 1 - siting.reach_of_places(model, Kind.STATION))
    first = siting.sites(model, Kind.STATION, 1, (600.0, 1000.0), None)
    place = int(np.argmax(out.sum(axis=1)))
    assert first.sum() == 1 == first[place, int(np.argmax(out[place]))]
    lacking = np.zeros(model.region.n_places)
    lacking[6] = 1e9
    by_need = siting.sites(model, Kind.STATION, 1, (600.0, 1000.0), lacking + 1)
    assert by_need[6].sum() == 1 == by_need.sum()


def test_a_circle_that_reaches_nobody_new_is_not_built(model):
    new = siting.sites(model, Kind.VILLAGE_POINT, 100_000, (300.0, 0.0), None)
    assert new[:, Residence.URBAN].sum() == 0
    rural = model.book.elders.sum(axis=2)[:, Residence.RURAL]
    reach = siting.reach_of_places(model, Kind.VILLAGE_POINT)[:, 0] + new[:, 0] * 300 / model.elders_at_start[:, 0]
    assert (rural * np.maximum(0, 1 - reach) < 1).all()
    too_many = reach - 300 / model.elders_at_start[:, 0]
    assert ((too_many < 1) | (new[:, 0] == 0)).all()


def test_orders_on_their_way_count_as_circles(make, load):
    model = make(load(0.02), (-1, "station.stations_per_year", 300.0))
    before = siting.reach_of_places(model, Kind.STATION).sum()
    siting.order_services(model, np.zeros(model.region.n_places, dtype=np.int64))
    ordered = sum(p.work.number for p in model.projects if p.on_its_way and p.sort == 8 + Kind.STATION)
    assert ordered == 6
    assert siting.reach_of_places(model, Kind.STATION).sum() > before


def test_whoever_is_linked_at_a_half_is_linked_at_the_whole(live, load):
    region = load(0.1)
    half, whole = (live(region, (-1, "chain.linked_share", share), months=20) for share in (0.5, 1.0))
    one, other = (set(np.flatnonzero(m.facilities.col("linked"))) for m in (half, whole))
    assert one < other
    assert {int(half.facilities.col("kind")[f]) for f in other} <= {Kind.STREET_CENTRE, Kind.STATION}
    assert 0 < services.linked_share(half).sum() < services.linked_share(whole).sum()


def test_a_short_order_to_link_is_kept_as_long_as_it_was(make, load):
    """Contracts take six months to come and six to go, also where the order did not last as long."""
    region = load(0.02)
    first = region.document - region.start
    on, off = (first, "chain.linked_share", 1.0), (first + 3, "chain.linked_share", 0.0)
    model, linked = make(region, on, off, months=first + 15), []
    while model.running:
        model.step()
        linked.append(bool(model.facilities.col("linked").any()))
    later = first + model.parameters.community.link_months
    assert np.flatnonzero(linked).tolist() == [later, later + 1, later + 2]


@pytest.fixture(scope="module")
def chain(live, load):
    return live(load(0.02), (-1, "chain.linked_share", 1.0), (-1, "visit.everyone", True),
                (-1, "visit.hours_per_month", 20.0), months=24, laws=True)  # fmt: skip


def test_homes_are_paid_the_hours_that_their_aides_gave(chain):
    used = int(chain.book.shared_minutes_used.sum())
    assert used > 0
    paid = sum(fen for month, payer, payee, purpose, fen in chain.ledger.entries
               if month == chain.month - 1 and payer == Account.HOME_CARE and payee in HOMES)  # fmt: skip
    price = chain.parameters.money.hour_price * 100 / 60 * 365.25 / 12 / 7
    assert paid == pytest.approx(used * price, abs=len(chain.region.places))
    assert chain.ledger.paid[Purpose.LENT_AIDES, Account.HOME_CARE] == paid


def test_visits_and_guests_do_not_take_the_same_time(chain):
    """Spare time that goes into visits is not there for guests, and neither is more than the homes have."""
    share = services.linked_share(chain)
    spare = services.by_place(chain, admitting(chain), services.spare_minutes(chain))
    out = services.shared_minutes(chain) * services.minutes_per_aide(chain) / services.visit_minutes(chain)
    guests = services.guest_beds(chain) - 1  # rounded by luck
    load = services.mean_load(chain)[admitting(chain)].min()
    assert (out + guests * load <= spare * share + 1e-6).all()


def test_the_short_stay_places_of_a_sample_are_its_share(live):
    """In a sample of Banan most centres stand for a part of one: they round by luck, not down to nothing."""
    region = regions.load("banan", 0.2)
    model = live(region, (-1, "station.short_stay_beds", 3), (-1, "budget.bonds_per_year", 1e8), months=40)
    centres = (model.facilities.col("kind") == Kind.STREET_CENTRE) & (model.facilities.col("closed") < 0)
    expected = 3 * float(services.size(model)[centres].sum())
    assert services.short_stay_places(model).sum() == pytest.approx(expected, abs=3)
