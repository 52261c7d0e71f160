"""The columns of a table as one named tuple, the form in which kernels take them: ``e.state[row]``.

Numba sees through the tuple: a kernel with ``e`` runs as fast as one with a dozen separate arrays, and its
signature says what it reads from: elders ``e``, homes (facilities) ``h``.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from sim.agents.column import Column, declared
from sim.agents.elders import Elder
from sim.agents.facilities import Facility
from sim.agents.table import Table

ElderArrays = namedtuple("ElderArrays", [n for n, c in declared(Elder).items() if isinstance(c, Column)])  # type: ignore[misc]
HomeArrays = namedtuple("HomeArrays", [n for n, c in declared(Facility).items() if isinstance(c, Column)])  # type: ignore[misc]


def elder_arrays(elders: Table[Elder]) -> Any:
    """All columns of the elders at full capacity; good until the table grows."""
    return ElderArrays._make(elders.raws())


def home_arrays(facilities: Table[Facility]) -> Any:
    """All columns of the facilities at full capacity; good until the table grows."""
    return HomeArrays._make(facilities.raws())
