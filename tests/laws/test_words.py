"""The words of tables and selections against Mesa's own AgentSet."""

import mesa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mesa.agent import AgentSet

from tests.laws.toy_tables import Elder, Level, World


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
