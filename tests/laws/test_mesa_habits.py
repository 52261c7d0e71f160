"""What a user of Mesa is used to works on CareSystem: batch runs, data collectors, loops, agents, freed memory."""

import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest
from mesa.datacollection import DataCollector

from sim.agents.elders import Elder
from sim.agents.facilities import Facility
from sim.agents.row import GoneError
from sim.model import HEADLINES, CareSystem

BUILDING = ((8, "build.beds_per_year", 3000.0), (8, "build.grant_share", 1.0))


class Collected(CareSystem):
    """How a researcher collects something else: a DataCollector in place of the model's own."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.datacollector = DataCollector(
            model_reporters={"waiting": lambda model: model.records.latest("waiting"), "month": "month"},
            agent_reporters={"residents": lambda home: int(sum(home.occupied)), "place": "place"},
        )


# --- running --------------------------------------------------------------------------------------


def test_a_loop_of_steps(make, small):
    model = make(small, months=5)
    assert isinstance(model, mesa.Model)
    assert model.running
    for n in range(1, 6):
        assert model.running
        model.step()
        assert model.steps == n
        assert model.month == small.start + n
    assert not model.running
    with pytest.raises(RuntimeError, match="the run ended with 2021-03"):
        model.step()


def test_run_model_is_run(make, live, small, digest):
    model = make(small, months=6)
    model.run_model()
    assert digest(model) == digest(live(small, months=6))


@pytest.mark.parametrize("until", [-1, 240])
def test_a_last_month_that_cannot_be_simulated_is_refused(small, until):
    with pytest.raises(ValueError, match="must lie between 2020-11 and 2040-10"):
        CareSystem(small, until=small.start + until)


def test_luck_does_not_come_from_mesa(make, small, digest):
    """The generators of Mesa's model are there, and nobody draws from them."""
    model = make(small, months=6)
    before = model.rng.bit_generator.state, model.random.getstate()
    model.run()
    assert (model.rng.bit_generator.state, model.random.getstate()) == before
    other = make(small, months=6)
    other.random.seed(99)
    other.reset_rng(99)
    assert digest(other.run()) == digest(model)


# --- collecting -----------------------------------------------------------------------------------


def test_the_model_collects_its_headlines(live, small):
    model = live(small, months=6)
    collected = model.datacollector.get_model_vars_dataframe()
    assert set(collected.columns) == set(HEADLINES)
    for outcome in HEADLINES:
        np.testing.assert_array_equal(collected[outcome], model.records.series(outcome))


def test_a_data_collector_of_ones_own(small):
    model = Collected(small, until=small.start + 5).run()
    months = model.datacollector.get_model_vars_dataframe()
    np.testing.assert_array_equal(months["waiting"], model.records.series("waiting"))
    assert months["month"].tolist() == [small.start + n for n in range(6)]
    homes = model.datacollector.get_agent_vars_dataframe()
    last = homes.xs(6, level="Step")["residents"]
    assert len(last) == model.facilities.n
    assert last.sum() == model.facilities.col("occupied").sum() == round(model.records.latest("residents") * 0.005)


def test_a_batch_of_runs(small):
    last = [small.start + 3, small.start + 5]
    results = mesa.batch_run(
        CareSystem, {"region": [small], "seed": [1, 2], "until": last},
        number_processes=1, data_collection_period=1, display_progress=False,
    )  # fmt: skip
    assert len(results) == 2 * (4 + 6)
    alone = CareSystem(small, seed=2, until=last[1]).run()
    run = [result for result in results if result["seed"] == 2 and result["until"] == last[1]]
    assert [result["Step"] for result in run] == list(range(6))
    for outcome in HEADLINES:
        assert [result[outcome] for result in run] == alone.records.series(outcome).tolist()


def test_a_batch_of_a_researchers_own_model(small):
    results = mesa.batch_run(
        Collected, {"region": small, "until": small.start + 2}, number_processes=1, display_progress=False
    )
    alone = CareSystem(small, until=small.start + 2).run()
    assert {result["month"] for result in results} == {small.start + 2}  # the last month alone, by default
    assert {result["waiting"] for result in results} == {alone.records.latest("waiting")}


def test_a_region_travels_to_another_process(live, small, digest):
    """``batch_run(number_processes=2)`` sends the parameters as pickles."""
    assert digest(live(pickle.loads(pickle.dumps(small)), months=6)) == digest(live(small, months=6))


# --- agents ---------------------------------------------------------------------------------------


def test_model_agents_are_the_facilities(live, small):
    model = live(small, months=3)
    assert len(model.agents) == model.facilities.n > 4
    assert model.agent_types == [Facility]
    assert set(model.agents_by_type[Facility]) == set(model.agents)
    assert sum(model.agents.get("built")) == model.facilities.col("beds").sum()
    assert len(model.agents.select(lambda home: home.ownership.name == "PUBLIC")) == (
        (model.facilities.col("ownership") == 0).sum()
    )
    assert sorted(model.agents.get("unique_id")) == list(range(model.facilities.n))


def test_a_home_that_opens_joins_the_agents(make, load):
    model = make(load(0.01, {"homes.build_months": 6}), *BUILDING, months=24)
    before = len(model.agents)
    opened = model.run().facilities.n - before
    assert opened > 0
    assert len(model.agents) == before + opened
    assert max(model.agents.get("opened")) > model.region.start


def test_an_elder_in_the_hand_survives_the_leaving_of_others(make, small):
    model = make(small, months=24)
    elders = [model.elders[i] for i in range(0, model.elders.n, 7)]
    known = [(elder.unique_id, elder.birth, elder.sex, elder.income) for elder in elders]
    model.run()
    stayed = 0
    for elder, (unique_id, *facts) in zip(elders, known, strict=True):
        if model.elders.row_of[unique_id] >= 0:
            stayed += 1
            assert [elder.birth, elder.sex, elder.income] == facts
            assert elder == model.elders[unique_id]
        else:
            with pytest.raises(GoneError, match=f"Elder {unique_id} is no longer in the model"):
                elder.birth  # noqa: B018
            assert getattr(elder, "facility", "gone") == "gone"
    assert 0 < len(elders) - stayed < len(elders)


def test_elders_speak_the_words_of_an_agent_set(live, small):
    model = live(small, months=2)
    inside = model.elders.select(lambda elders: elders.facility >= 0)
    assert len(inside) == len(model.residents) > 0
    assert isinstance(next(iter(inside)), Elder)
    assert model.elders.agg("age_months", np.min) >= 720
    by_level = model.elders.groupby("ability").count()
    assert sum(by_level.values()) == len(model.elders) == model.elders.n


def test_an_elder_belongs_to_their_model(make, load, small):
    one, other = make(small, months=3), make(load(0.005, {"population.pension_resident": 900.0}), months=3)
    poor, rich = one.elders[50], other.elders[50]
    one.step()
    assert (poor.birth, poor.place) == (rich.birth, rich.place)
    assert poor != rich
    assert poor.income != rich.income
    assert poor.age_months == rich.age_months + 1


# --- memory ---------------------------------------------------------------------------------------


def test_a_finished_model_is_freed(make, small):
    model = make(small, months=3, watch=(3,)).run()
    elder, home = model.elders[5], model.facilities[0]
    columns = weakref.ref(model.elders.raw("state"))
    gone = [weakref.ref(thing) for thing in (model, model.elders, elder, home)]
    del model, elder, home
    gc.collect()
    assert [thing() for thing in [*gone, columns]] == [None] * 5


def test_a_handle_keeps_its_model(make, small):
    elder = make(small, months=3).elders[5]
    gc.collect()
    assert elder.age_months >= 720
