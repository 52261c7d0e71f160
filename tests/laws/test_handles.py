"""Agents picked up from a table, and the models to which they belong: Mesa agents that Mesa need not know."""

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest

from sim.agents import GoneError
from tests.laws.toy_tables import Elder, Facility, Level, World


def test_a_handle_is_a_mesa_agent_that_mesa_does_not_know():
    world = World(10)
    elder = world.elders[3]
    assert isinstance(elder, mesa.Agent)
    assert (elder.model, elder.unique_id, elder.id, repr(elder)) == (world, 3, 3, "Elder 3")
    assert elder == world.elders[np.int64(3)] != world.elders[4]
    assert len({elder, world.elders[3]}) == 1
    assert len(world.agents) == 0


def test_values_come_as_python_numbers_and_enum_members():
    elder = World(10).elders[3]
    assert (elder.level, elder.living, elder.band) == (Level.ABLE, Level.MILD, Level.SEVERE)
    values = (elder.level, elder.living, elder.band, elder.birth, elder.points, elder.woman, elder.age)
    assert [type(value) for value in values] == [Level, Level, Level, int, int, bool, int]


def test_a_handle_says_when_its_own_row_is_gone():
    elders = World(10).elders
    last, first = elders[9], elders[0]
    elders.remove([0, 4])
    assert (last.id, last.birth) == (9, 63 % 5)
    with pytest.raises(GoneError, match=r"Elder 0 is no longer in the model \(died or left\)"):
        first.home = 4
    with pytest.raises(GoneError):
        elders[0]
    for never in (77, -1):
        with pytest.raises(LookupError, match=f"Elder {never} has never existed"):
            elders[never]
    assert (getattr(first, "home", -1), first.id) == (-1, 0)


def test_only_processes_make_and_remove_agents():
    world = World(10)
    with pytest.raises(RuntimeError, match="rows are taken out by the process die"):
        world.elders[1].remove()
    with pytest.raises(TypeError, match=r"model\.elders\.add"):
        Elder(world)
    assert 1 in world.elders


def test_two_models_do_not_see_each_other():
    one, two = World(10), World(10)
    two.month = 200
    one.elders[3].home = 8
    one.elders.remove([5])
    assert (one.elders[3].home, two.elders[3].home, two.elders[5].id) == (8, -1, 5)
    assert two.elders[3].age == one.elders[3].age + 100
    assert one.elders[3] != two.elders[3]
    assert one.elders[3] not in two.elders


class LaterWorld(World):
    """Mesa from 3.4 on numbers agents when they are registered."""

    def register_agent(self, agent):
        super().register_agent(agent)
        agent.unique_id = 1


@pytest.mark.parametrize("kind", [World, LaterWorld])
def test_registered_facilities_are_seen_by_mesa(kind):
    world = kind(10)
    world.facilities.add([3, 7], price=[1.0, 2.0])
    assert [f.unique_id for f in world.agents] == [3, 7]
    assert world.agents_by_type[Facility].agg("price", sum) == 3.0
    world.agents.set("price", 5.0)
    assert world.facilities[7] is world.agents[1]
    assert world.facilities[7].price == 5.0
    world.facilities.remove([0])
    assert [f.unique_id for f in world.agents] == [7]


def test_a_finished_model_is_freed():
    world = World(10)
    world.facilities.add([3, 7])
    kept = [world.elders[2], world.elders.select(at_most=3), world.facilities[3]]
    gone = [weakref.ref(world), weakref.ref(world.elders), weakref.ref(world.facilities[7])]
    del world, kept
    gc.collect()
    assert [ref() for ref in gone] == [None] * 3


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda world: pickle.loads(pickle.dumps(world))])
def test_a_copied_model_has_tables_of_its_own(copied):
    world = World(10)
    world.facilities.add([3, 7])
    other = copied(world)
    other.elders[3].home = 8
    other.facilities[3].price = 9.0
    assert (world.elders[3].home, other.elders[3].home, other.elders[3].model) == (-1, 8, other)
    assert [f.price for f in other.agents] == [9.0, 1.0]
