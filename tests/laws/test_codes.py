"""Numbers that stand twice because kernels know no enums of ours: both say the same."""

import pytest

from sim.agents import kinds
from sim.kernels import codes, week
from sim.world import risk

VOCABULARIES = (kinds.Standing, kinds.Ownership, kinds.BedType, kinds.Kind, kinds.Tier, kinds.Medical)
MEMBERS = {member.name: int(member) for kind in VOCABULARIES for member in kind} | {"DISABLED": int(kinds.DISABLED)}


@pytest.mark.parametrize("name", [name for name in vars(codes) if name.isupper()])
def test_a_code_of_the_kernels_is_that_of_its_vocabulary(name):
    assert getattr(codes, name) == MEMBERS[name]


@pytest.mark.parametrize("cause", kinds.UnmetHour)
def test_causes_of_unmet_hours_are_those_of_the_kernels(cause):
    assert getattr(week, cause.name) == cause


def test_the_table_of_counts_has_room_for_every_group():
    sizes = len(kinds.Standing), len(kinds.Ability), len(kinds.Residence)
    assert sizes == (week.N_STANDINGS, week.N_LEVELS, week.N_RESIDENCES)
    assert len(week.Count) == week.MEASURES
    assert risk.N_LEVELS == week.N_LEVELS
