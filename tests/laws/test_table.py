"""The table of agents against a plain twin, a dict of dicts: rows, ids, values, declarations."""

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sim.agents import GoneError, Row, Table, bits, column
from tests.laws.toy_tables import Level, World


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
