"""The table of agents against plain twins: dicts for the rows, Mesa's own AgentSet for the words."""

import copy
import gc
import pickle
import weakref
from enum import IntEnum

import mesa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from mesa.agent import AgentSet

from sim.agents import GoneError, Row, Table, bits, column, derived


class Level(IntEnum):
    ABLE = 0
    MILD = 1
    SEVERE = 5


class Elder(Row):
    TABLE = "elders"
    birth = column("i2", unit="month", meaning="month of birth")
    state = column("u1", meaning="sex, level and points in one byte")
    woman = bits(of="state", shift=0, width=1, kind=bool)
    level = bits(of="state", shift=1, width=3, kind=Level, meaning="loss of ability")
    points = bits(of="state", shift=4, width=4)
    home = column("i4", unit="id", default=-1, meaning="facility lived in")
    living = column(Level, default=Level.MILD)
    hours = column("f8", unit="hour/week", shape=(2, 3), default=0.5)
    age = derived(lambda table, rows: table.model.month - table.col("birth")[rows], unit="month")
    band = derived(lambda table, rows: np.where(table.birth[rows] < 2, 5, 1), kind=Level)

    def birthday(self, gift=0):
        self.birth += 1
        return gift + self.id


class Facility(Row):
    TABLE = "facilities"
    beds = column("i4", unit="bed", shape=(3,))
    price = column("f8", default=1.0)


class World(mesa.Model):
    def __init__(self, n=0):
        super().__init__(rng=1)
        self.month = 100
        self.elders = Table(self, Elder, capacity=max(n, 1))
        self.facilities = Table(self, Facility, registered=True)
        self.elders.add(np.arange(n), birth=np.arange(n) * 7 % 5)


class RowsAgainstDicts(RuleBasedStateMachine):
    """Add, remove, write and read in any order: the table equals a dict of dicts."""

    def __init__(self):
        super().__init__()
        self.elders, self.twin, self.handles = World().elders, {}, {}

    @rule(data=st.data(), ids=st.sets(st.integers(0, 400), max_size=9).map(list))
    def add(self, data, ids):
        if self.handles.keys() & set(ids):
            with pytest.raises(ValueError, match="never reused"):
                self.elders.add(ids)
            return
        born = [data.draw(st.integers(-300, 300)) for _ in ids]
        rows = self.elders.add(ids, birth=born, level=Level.SEVERE)
        assert self.elders.ids[rows].tolist() == ids
        for agent_id, birth in zip(ids, born, strict=True):
            self.handles[agent_id] = self.elders[agent_id]
            others = {"woman": False, "level": 5, "points": 0, "home": -1, "living": 1, "age": 100 - birth}
            self.twin[agent_id] = {"birth": birth, **others, "hours": [[0.5] * 3, [0.5] * 3]}

    @rule(data=st.data())
    def remove(self, data):
        rows = data.draw(st.permutations(range(self.elders.n)))[: data.draw(st.integers(0, 12))]
        before = self.elders.ids
        moved_from, moved_to = self.elders.remove(rows)
        assert (before[moved_from] == self.elders.ids[moved_to]).all()
        for row in rows:
            del self.twin[before[row]]

    @rule(data=st.data())
    def write(self, data):
        for agent_id in data.draw(st.sets(st.sampled_from(sorted(self.twin)))) if self.twin else ():
            elder, twin = self.handles[agent_id], self.twin[agent_id]
            twin["home"] = elder.home = data.draw(st.integers(-1, 2**31 - 1))
            twin["points"] = elder.points = data.draw(st.integers(0, 15))
            twin["woman"] = elder.woman = data.draw(st.booleans())
            twin["level"] = elder.level = data.draw(st.sampled_from(Level))
            twin["hours"][1][2] = elder.hours[1, 2] = data.draw(st.integers(0, 9))

    @invariant()
    def equal(self):
        elders, ids = self.elders, self.elders.ids.tolist()
        assert len(elders) == elders.n == len(ids) == len(self.twin)
        for name in ("birth", "woman", "level", "points", "home", "living", "age", "hours"):
            assert elders.get(name).tolist() == [self.twin[i][name] for i in ids]
        for agent_id, handle in self.handles.items():
            assert (agent_id in elders) == (handle in elders) == (agent_id in self.twin)
            if agent_id in self.twin:
                assert elders.row_of[agent_id] == elders.row(agent_id) == ids.index(agent_id)
                assert all(np.array_equal(getattr(handle, k), v) for k, v in self.twin[agent_id].items())
            else:
                assert elders.row_of[agent_id] == -1
                with pytest.raises(GoneError, match=f"Elder {agent_id} is no longer in the model"):
                    _ = handle.birth


RowsAgainstDicts.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestRowsAgainstDicts = RowsAgainstDicts.TestCase


def test_a_handle_is_a_mesa_agent_that_mesa_does_not_know():
    world = World(10)
    elder = world.elders[3]
    assert isinstance(elder, mesa.Agent)
    assert (elder.model, elder.unique_id, elder.id, repr(elder)) == (world, 3, 3, "Elder 3")
    assert elder == world.elders[np.int64(3)] != world.elders[4]
    assert len({elder, world.elders[3]}) == 1
    assert len(world.agents) == 0


def test_rows_change_places_and_everybody_stays_who_they_are():
    world = World(10)
    before = {i: int(world.elders[i].id) for i in range(10)}
    levels = world.elders.values("level", np.arange(10)).copy()
    world.elders.swap([0, 1], [7, 9])
    assert {i: int(world.elders[i].id) for i in range(10)} == before
    assert world.elders.row(0) == 7 and world.elders.row(9) == 1
    rows = [world.elders.row(i) for i in range(10)]
    assert np.array_equal(world.elders.values("level", np.array(rows)), levels)
    with pytest.raises(ValueError, match="cannot change places"):
        world.elders.swap([0], [1, 2])


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


@pytest.mark.parametrize(
    "attempt",
    [
        lambda elders: setattr(elders[1], "birht", 3),
        lambda elders: setattr(elders, "birht", 3),
        lambda elders: elders.birht,
        lambda elders: elders.col("birht"),
        lambda elders: elders.get("birht"),
        lambda elders: elders.add([50], birht=3),
    ],
)
def test_a_typing_error_is_an_error(attempt):
    elders = World(10).elders
    with pytest.raises(AttributeError, match="did you mean 'birth'"):
        attempt(elders)
    assert elders.n == 10


WRONG = [("birth", 40_000), ("birth", 1.5), ("birth", np.nan), ("level", 2), ("points", 16), ("state", -1)]


@pytest.mark.parametrize(("name", "value"), [*WRONG, ("age", 3), ("id", 3)])
def test_no_value_is_silently_changed(name, value):
    elders = World(10).elders
    before = elders.get(name)
    with pytest.raises((ValueError, AttributeError), match=name):
        setattr(elders[1], name, value)
    with pytest.raises((ValueError, AttributeError), match=name):
        elders.set(name, [value] * 10)
    if name != "id":
        with pytest.raises((ValueError, AttributeError), match=name):
            elders.add([50], **{name: value})
    assert (elders.get(name) == before).all()


@pytest.mark.parametrize("ids", [[3, 3], [-1], [2**31], [0.5], [9], [12, 11, 12]])
def test_ids_are_new_whole_numbers(ids):
    elders = World(10).elders
    with pytest.raises(ValueError, match="ids"):
        elders.add(ids)
    assert elders.n == 10


@pytest.mark.parametrize("rows", [[1, 1], [10], [-1]])
def test_rows_to_remove_exist_once(rows):
    elders = World(10).elders
    with pytest.raises(ValueError, match="distinct"):
        elders.remove(rows)
    assert elders.n == 10


def test_views_are_of_the_raw_arrays_and_memory_is_counted():
    elders = World(10).elders
    assert elders.col("birth").base is elders.birth.base is elders.raw("birth")
    assert elders.memory_bytes() == 10 * (4 + 2 + 1 + 4 + 1 + 48) + 10 * (4 + 1)
    elders.home = 4
    elders.birth += 1
    assert (elders[0].home, elders[0].birth, elders.next_id) == (4, 1, 10)


def test_schema_tells_each_attribute_once():
    schema = {row.name: row for row in World(10).elders.schema()}
    assert list(schema)[:4] == ["id", "birth", "state", "woman"]
    assert schema["birth"][1:] == ("int16", "month", "month of birth", {}, "column")
    assert schema["level"].values == {0: "ABLE", 1: "MILD", 5: "SEVERE"}
    assert (schema["level"].dtype, schema["level"].how) == ("uint8", "bits 1 to 3 of state")
    assert schema["hours"].dtype == "float64[2, 3]"
    assert (schema["age"].dtype, schema["age"].how) == ("int16", "derived")


def test_misplaced_declarations_are_refused():
    for attributes in (
        {"flag": bits(of="state", shift=7, width=2)},
        {"flag": bits(of="nothing", shift=0, width=1)},
        {"state": column("i1"), "flag": bits(of="state", shift=0, width=1)},
        {"one": bits(of="state", shift=0, width=2), "two": bits(of="state", shift=1, width=1)},
        *({name: column("u1")} for name in ("rows", "model", "step", "_id")),
    ):
        wrong = type("Wrong", (Row,), {"state": column("u1"), **attributes})
        with pytest.raises(TypeError, match=r"Wrong\."):
            Table(World(), wrong)


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


class Plain(mesa.Agent):
    """What a Mesa user would write."""

    def __init__(self, model, agent_id, birth, level):
        super().__init__(model)
        self.id, self.birth, self.level, self.home = agent_id, birth, level, -1

    birthday = Elder.birthday


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(-300, 300), st.sampled_from(Level)), max_size=12), st.data())
def test_words_equal_those_of_mesa(people, data):
    world, model = World(), mesa.Model(rng=1)
    elders, ids = world.elders, data.draw(st.permutations(range(len(people))))
    elders.add(np.array(ids, int), birth=[b for b, _ in people], level=[x for _, x in people])
    plain = [Plain(model, i, *one) for i, one in zip(ids, people, strict=True)]
    twins = AgentSet(plain, random=model.random)

    def same(selection, agents):
        assert selection.ids.tolist() == [e.id for e in selection] == [a.id for a in agents]

    young, twin = elders.select(lambda e: e.birth > 0), twins.select(lambda a: a.birth > 0)
    same(young, twin)
    same(elders.select([b > 0 for b, _ in people]), twin)
    both = twins.select(lambda a: a.level > 0 and not a.birth > 0)
    same(elders.select(lambda e: (e.level > 0) & ~(e.birth > 0)), both)
    most = data.draw(st.integers(0, 12) | st.floats(0, 1))
    same(young.select(lambda e: e.level > 0, at_most=most), twin.select(lambda a: a.level > 0, at_most=most))
    same(elders.sort("birth"), twins.sort(lambda a: (a.birth, -a.id)))
    same(elders.sort("birth", ascending=True), twins.sort(lambda a: (a.birth, a.id), ascending=True))
    same(elders.sort(["level", "birth"]), twins.sort(lambda a: (a.level, a.birth, -a.id)))
    near = twin.sort(lambda a: (abs(a.birth - 7), a.id), ascending=True)
    same(young.sort(lambda e: np.abs(e.birth - 7), ascending=True), near)
    assert [a.tolist() for a in elders.get(["birth", "level"])] == [twins.get("birth"), twins.get("level")]
    assert young.agg("birth", sum) == twin.agg("birth", sum)
    assert young.agg("birth", [len, sum]) == twin.agg("birth", [len, sum])
    groups, twin_groups = elders.groupby("level"), twins.groupby("level")
    assert groups.count() == twin_groups.count()
    assert groups.agg("birth", max) == twin_groups.agg("birth", max)
    assert groups.map("agg", "birth", sum) == twin_groups.map("agg", "birth", sum)
    assert all(isinstance(key, Level) for key, _ in groups)
    for key, group in elders.groupby(lambda e: e.birth % 3):
        same(group, twins.groupby(lambda a: a.birth % 3).groups[key])
    assert elders.map("birthday", gift=2) == twins.map("birthday", gift=2)
    assert young.do("birthday").do(lambda e: e.birthday()).set("home", 5) is young
    twin.do("birthday").do(lambda a: a.birthday()).set("home", 5)
    assert [a.tolist() for a in elders.get(("birth", "home"))] == [twins.get("birth"), twins.get("home")]
    leaver = data.draw(st.integers(0, 12))
    if leaver in elders:  # who leaves the table leaves the selection, as in Mesa's weak sets
        elders.remove([elders.row(leaver)])
        same(young, [a for a in twin if a.id != leaver])
        assert leaver not in young


def test_selections_are_indexed_by_place_and_written_as_a_whole():
    elders = World(10).elders
    first = elders.sort("birth", ascending=True)
    assert (first[0].id, first[-1].id, first[1:3].ids.tolist()) == (0, 7, [5, 3])
    assert (elders[3] in first, np.int64(3) in first, "3" in first) == (True, True, False)
    assert repr(first) == "Selection of 10 Elder"
    first[:2].home = [6, 7]
    assert (elders[0].home, elders[5].home, elders[3].home) == (6, 7, -1)


def test_small_columns_do_not_wrap_when_summed():
    elders = World(10).elders.set("birth", 32_000)
    assert elders.agg("birth", lambda values: sum(values)) == 320_000


def test_a_loop_passes_over_those_removed_meanwhile():
    elders, seen = World(10).elders, []
    for elder in elders:
        seen.append(elder.id)
        elders.remove([elders.row(elder.id + 1)])
    assert seen == [0, 2, 4, 6, 8]


def test_habits_of_mesa_that_do_not_fit_are_explained():
    elders = World(10).elders
    with pytest.raises(ValueError, match="truth value") as caught:
        elders.select(lambda e: e.birth > 1 and e.home < 0)
    assert "&" in caught.value.__notes__[0]
    for wrong in ([True], lambda e: True, lambda e: e.birth):
        with pytest.raises(ValueError, match="True or False for each of 10"):
            elders.select(wrong)
    with pytest.raises(ValueError, match="one value for each of 10"):
        elders.sort("hours")
