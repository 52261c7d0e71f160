"""What must not matter: the order of rows, a second model, watching, the hash seed of Python, the number of threads."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim import populate
from sim.levers import Schedule
from sim.model import CareSystem

ROOT = Path(__file__).resolve().parents[2]
BUSY = (
    (-1, "visit.everyone", True),
    (-1, "visit.posts_per_station", 3.0),
    (9, "operate.share_of_homes", 0.6),
    (9, "admit.release_share", 0.8),
    (10, "identify.visits_per_year", 6.0),
    (11, "train.seats_per_year", 3000.0),
    (12, "ratio.mild", 7.0),
    (13, "build.beds_per_year", 2000.0),
    (13, "build.grant_share", 0.9),
    (15, "pay.raise_share", 0.3),
    (3, "platform.bracelets_share", 0.3),
    (3, "adapt.devices_share", 0.3),
    (3, "visit.family_beds", 300),
    (3, "adapt.households_per_year", 1000.0),
    (3, "carers.trained_per_year", 1000.0),
    (3, "carers.respite_days", 14.0),
    (3, "station.short_stay_beds", 20),
    (3, "meals.share", 0.3),
    (14, "identify.survey_share", 0.1),
    (3, "volunteer.share", 0.1),
    (3, "volunteer.time_bank", True),
    (3, "volunteer.pairing_hours", 2.0),
    (3, "point.assistant_share", 0.5),
    (3, "point.shared_living", 5),
    (3, "chain.linked_share", 0.5),
    (3, "entitle.ltci_yuan", 1000.0),
    (3, "entitle.subsidy_yuan", 200.0),
    (3, "entitle.quota", 500),
    (3, "medical.in_house_share", 0.9),
    (3, "medical.prevents", 0.1),
    (3, "platform.travel_saved", 0.3),
    (3, "grade.gradings_per_year", 4.0),
    (3, "govern.programme_per_year", 60e6),
    (3, "govern.advice", True),
)
"""A scenario in which every process has something to do."""


def permute(table, order):
    """Put the rows of a table in another order: every column, and the way from id to row."""
    for column in table.columns:
        values = table.col(column.name)
        values[:] = values[order].copy()
    for row, agent_id in enumerate(table.col("id").tolist()):
        table.row_of[agent_id] = row


def shuffle(model, d):
    """Another order of elders, of aides, and of the names on the rolls."""
    permute(model.elders, d.order(model.elders.n))
    permute(model.aides, d.order(model.aides.n))
    for roll in (model.concerned, model.waiting, model.residents):
        roll.ids[:] = roll.ids[d.order(len(roll))].copy()


@pytest.fixture(scope="module")
def world(load):
    return load(0.01)


@pytest.fixture(scope="module")
def usual(live, world, digest):
    return digest(live(world, *BUSY))


def test_the_helper_keeps_who_is_who(make, world, dice):
    model = make(world)
    before = {i: (model.elders[i].birth, model.elders[i].income) for i in range(0, model.elders.n, 50)}
    first = model.elders.col("id")[:20].tolist()
    shuffle(model, dice(1))
    assert model.elders.col("id")[:20].tolist() != first
    assert before == {i: (model.elders[i].birth, model.elders[i].income) for i in before}


def test_order_of_rows_at_the_start(make, world, dice, digest, usual):
    model = make(world, *BUSY)
    shuffle(model, dice(2))
    assert digest(model.run()) == usual


def test_order_of_rows_before_anybody_is_settled(make, world, dice, digest, usual, monkeypatch):
    settle = populate.settle_residents

    def shuffled(model):
        permute(model.elders, dice(3).order(model.elders.n))
        settle(model)

    monkeypatch.setattr(populate, "settle_residents", shuffled)
    assert digest(make(world, *BUSY).run()) == usual


def test_order_of_rows_in_every_month(make, world, dice, digest, usual):
    model, d = make(world, *BUSY), dice(4)
    while model.running:
        shuffle(model, d)
        model.step()
    assert digest(model) == usual


def test_two_models_in_turn_live_as_if_alone(make, live, world, small, digest, usual):
    one, other = make(world, *BUSY), make(small, seed=5)
    while one.running:
        other.step()
        one.step()
    assert digest(one) == usual
    assert digest(other) == digest(live(small, seed=5))


def test_being_checked_and_watched_changes_nothing(make, world, digest, usual):
    model = make(world, *BUSY, laws=True, watch=(0, 5, 4711, 2**31))
    assert digest(model.run()) == usual
    assert model.events


def test_a_longer_run_begins_like_a_shorter_one(make, world, usual):
    short, long = make(world, *BUSY), make(world, *BUSY, months=60)
    short.run()
    while long.month < short.month:
        long.step()
    np.testing.assert_array_equal(long.records.values, short.records.values)


def test_another_seed_is_another_world(live, small, digest):
    records = {seed: digest(live(small, seed=seed))["records"] for seed in (1, 2, 1 + 2**32)}
    assert len(set(records.values())) == 3


# --- other processes ------------------------------------------------------------------------------

ALONE = """
import hashlib
from experiments import regions
from sim.levers import Schedule
from sim.model import CareSystem
region = regions.load("qingyuan", fraction=0.005)
changes = ((region.start + 9, "operate.share_of_homes", 0.6), (region.start + 10, "identify.visits_per_year", 6.0))
model = CareSystem(region, Schedule(region.status_quo, changes), until=region.start + 23).run()
print(hashlib.sha256(model.records.values.tobytes()).hexdigest())
"""


def test_hash_seed_and_threads(small):
    settings = [("0", "1"), ("12345", "2")]
    alone = [
        subprocess.Popen(
            [sys.executable, "-c", ALONE], cwd=ROOT, text=True, stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": seed, "NUMBA_NUM_THREADS": threads, "PYTHONPATH": str(ROOT)},
        )
        for seed, threads in settings
    ]  # fmt: skip
    changes = ((small.start + 9, "operate.share_of_homes", 0.6), (small.start + 10, "identify.visits_per_year", 6.0))
    here = CareSystem(small, Schedule(small.status_quo, changes), until=small.start + 23).run()
    expected = hashlib.sha256(here.records.values.tobytes()).hexdigest()
    assert [process.communicate(timeout=120)[0].strip() for process in alone] == [expected] * len(settings)
