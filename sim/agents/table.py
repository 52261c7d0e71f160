"""Tables of agents: a row for each, a numpy column for each declared attribute, handles (:class:`Row`) to pick one up.

``model.elders.facility`` is a numpy array over everybody, ``model.elders[1234].facility`` is one person's.
The hot path works on arrays; the words of :mod:`sim.agents.selection` read like Mesa's.

What stays good, and until when:

* an **id** is for life: given once, never reused, the only thing to store;
* a **row** and a **view** (``table.facility``, ``table.col``) are good until the next ``add`` or ``remove``;
* a **raw** array (``table.raw``, for kernels) and ``table.row_of`` are good until an ``add`` outgrows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from sim.agents.column import Array, Attribute, Bits, Column, Derived, Rows, SchemaRow, declared
from sim.agents.row import GoneError, Row
from sim.agents.selection import Agent, Words

LARGEST_ID = np.iinfo(np.int32).max - 1


class Table(Words[Agent], Generic[Agent]):
    """Rows of one agent class in preallocated, growable columns; ``n`` rows are live, in no particular order.

    Args:
        model: the model, which holds this table under the name ``agent_class.TABLE``.
        agent_class: subclass of :class:`Row` with the declared attributes.
        capacity: rows to make room for; doubled when they are full.
        registered: make the handles once and register them with the model, for ``model.agents`` to see.
            For facilities, which are few: 100,000 elders so kept would cost 45 MiB.
    """

    __slots__ = (
        "__weakref__", "_handles", "_raw", "_used", "agent_class", "attributes", "columns", "model", "n",
        "registered", "row_of",
    )  # fmt: skip
    row_of: NDArray[np.int32]  # id → row; -1 = gone or never existed, as are ids beyond its end

    def __init__(self, model: Any, agent_class: type[Agent], capacity: int = 1024, registered: bool = False) -> None:
        if not (isinstance(agent_class, type) and issubclass(agent_class, Row)):
            raise TypeError(f"{agent_class!r} must be declared as a subclass of sim.agents.Row")
        self.model, self.agent_class, self.registered, self.n = model, agent_class, registered, 0
        self.attributes = declared(agent_class)
        for name in self.attributes.keys() - {"id"}:
            if hasattr(Row, name) or hasattr(Table, name) or name.startswith("_"):
                raise TypeError(f"{agent_class.__name__}.{name}: the name is a word of the table or of Mesa")
        self.columns = [a for a in self.attributes.values() if isinstance(a, Column)]
        self._raw = {c.name: np.zeros((max(capacity, 1), *c.shape), c.dtype) for c in self.columns}
        self.row_of = np.full(max(capacity, 1), -1, np.int32)
        self._used = np.zeros(len(self.row_of), np.bool_)  # ids that have ever been given
        self._handles: dict[int, Agent] = {}  # of a registered table

    # ---------------------------------------------------------------------------------------- columns

    def col(self, name: str) -> Array:
        """Return the view of the live rows of a column, good until the next add or remove."""
        try:
            return self._raw[name][: self.n]
        except KeyError:
            return self.raw(name)  # which says what is wrong

    def raw(self, name: str) -> Array:
        """Return a column at full capacity, for kernels; rows from ``n`` on hold rubbish."""
        try:
            return self._raw[name]
        except KeyError:
            raise AttributeError(f"{self.attribute(name).name} has no column: use values()") from None

    def raws(self) -> Iterable[Array]:
        """Return all columns at full capacity, in the order of their declaration."""
        return self._raw.values()

    def attribute(self, name: str) -> Attribute:
        """Return a declared attribute; AttributeError, with the nearest name, if there is none."""
        try:
            return self.attributes["id" if name == "unique_id" else name]
        except KeyError:
            near = get_close_matches(name, self.attributes, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise AttributeError(f"{self.agent_class.__name__} has no attribute {name!r}{hint}") from None

    def values(self, name: str, rows: Rows) -> Array:
        """Return any attribute (column, bits or derived) of the given rows; codes, for an enum."""
        return self.attribute(name).get(self, rows)

    def schema(self) -> list[SchemaRow]:
        """Return name, type, unit, meaning and values of each attribute, in order of declaration."""
        rows = [attribute.schema() for attribute in self.attributes.values()]
        for place, attribute in enumerate(self.attributes.values()):
            if isinstance(attribute, Derived):  # asked about nobody, to learn the type of its result
                rows[place] = rows[place]._replace(dtype=str(attribute.get(self, slice(0, 0)).dtype))
        return rows

    def memory_bytes(self) -> int:
        """Return the bytes held by the arrays, spare capacity included."""
        return sum(a.nbytes for a in self._raw.values()) + self.row_of.nbytes + self._used.nbytes

    # ---------------------------------------------------------------------------------------- one agent

    def row(self, agent_id: int) -> int:
        """Return the row of an id; GoneError if it has left, LookupError if it never existed."""
        if 0 <= agent_id < len(self.row_of):
            row = self.row_of.item(agent_id)
            if row >= 0:
                return row
            if self._used[agent_id]:
                kind = self.agent_class
                raise GoneError(f"{kind.__name__} {agent_id} is no longer in the model ({kind.GONE})")
        raise LookupError(f"{self.agent_class.__name__} {agent_id} has never existed")

    def __getitem__(self, agent_id: int) -> Agent:
        """Pick up the agent with this id."""
        self.row(agent_id)
        return self._handles[agent_id] if self.registered else self._handle(int(agent_id))

    def _handle(self, agent_id: int) -> Agent:
        """Make a handle without ``Agent.__init__``, which would register it."""
        handle = object.__new__(self.agent_class)
        own = handle.__dict__
        own["model"] = self.model
        own["_id"] = agent_id
        return handle

    @property
    def table(self) -> Table[Agent]:
        """The table itself: its words speak of everybody."""
        return self

    @property
    def rows(self) -> slice:
        """All live rows."""
        return slice(0, self.n)

    # ---------------------------------------------------------------------------------------- come and go

    @property
    def next_id(self) -> int:
        """One more than the largest id ever given."""
        used = np.flatnonzero(self._used)
        return int(used[-1]) + 1 if len(used) else 0

    def add(self, ids: Any, **values: Any) -> slice:
        """Append one row for each id; nothing is written if anything is wrong.

        Args:
            ids: whole numbers never given before in this table (ValueError otherwise).
            **values: columns and bits, one value for all or one for each; the others take their default.

        Returns:
            The new rows, good until the next removal.
        """
        new = self._new_ids(ids)
        rows = slice(self.n, self.n + len(new))
        given = {}
        for name, value in values.items():
            attribute = self.attribute(name)
            fitted = attribute.fitted(value)
            shape = (len(new), *attribute.shape)
            given[name] = fitted if fitted.shape == shape else np.broadcast_to(fitted, shape)
        self._make_room(rows.stop, int(new.max(initial=-1)) + 1)
        for column in self.columns:
            self._raw[column.name][rows] = given.get(column.name, column.default)
        for name, value in given.items():
            if isinstance(attribute := self.attributes[name], Bits):
                attribute.put(self, rows, value)
        self._raw["id"][rows] = new
        self.row_of[new] = np.arange(rows.start, rows.stop)
        self._used[new] = True
        self.n = rows.stop
        if self.registered:
            for agent_id in new.tolist():
                self._handles[agent_id] = handle = self._handle(agent_id)
                self.model.register_agent(handle)
        return rows

    def remove(self, rows: Any) -> tuple[Array, Array]:
        """Take rows out: the last rows move into the holes, so the order of those who stay may change.

        Args:
            rows: distinct row numbers, in any order (the result does not depend on it).

        Returns:
            ``(moved_from, moved_to)``: rows that changed number, for whoever keeps a list of rows.
        """
        out = np.sort(np.asarray(rows, dtype=np.int64).ravel())
        if len(out) == 0:
            return out, out
        if len(out) and (out[0] < 0 or out[-1] >= self.n or (out[1:] == out[:-1]).any()):
            raise ValueError(f"rows to remove must be distinct and from 0 to {self.n - 1}")
        left = self.n - len(out)
        holes, taken = out[out < left], out[out >= left]
        stays = np.ones(len(out), np.bool_)  # of the last rows, as many as are removed: who is not
        stays[taken - left] = False
        movers = left + np.flatnonzero(stays)
        gone = self._raw["id"][out]
        self.row_of[gone] = -1
        self.row_of[self._raw["id"][movers]] = holes
        for array in self._raw.values():
            array[holes] = array[movers]
        self.n = left
        if self.registered:
            for agent_id in gone.tolist():
                self.model.deregister_agent(self._handles.pop(agent_id))
        return movers, holes

    def swap(self, rows: Any, others: Any) -> None:
        """Let the agents of ``rows`` and ``others`` (as many, all different) change places in the table."""
        one, two = np.asarray(rows, dtype=np.int64), np.asarray(others, dtype=np.int64)
        if len(one) != len(two):
            raise ValueError(f"{len(one)} rows cannot change places with {len(two)}")
        for array in self._raw.values():
            array[one], array[two] = array[two], array[one]
        ids = self._raw["id"]
        self.row_of[ids[one]] = one
        self.row_of[ids[two]] = two

    def _new_ids(self, ids: Any) -> NDArray[np.int64]:
        """Return the ids as an array, or say what is wrong with them."""
        given = np.atleast_1d(np.asarray(ids))
        if given.ndim != 1 or (len(given) and given.dtype.kind not in "iu"):
            raise ValueError("ids must be a list of whole numbers")
        if len(given) and not 0 <= given.min() <= given.max() <= LARGEST_ID:
            raise ValueError(f"ids must lie between 0 and {LARGEST_ID}")
        new = given.astype(np.int64)
        known = new[new < len(self._used)]
        again = known[self._used[known]]
        if len(again):
            raise ValueError(f"ids are never reused: {again[0]} was given before")
        if not (new[1:] > new[:-1]).all() and len(np.unique(new)) < len(new):
            raise ValueError("ids are never reused: one is given twice")
        return new

    def _make_room(self, rows: int, ids: int) -> None:
        """Make the columns hold ``rows`` rows and ``row_of`` hold ``ids`` ids; double what is short."""
        capacity, known = len(self._raw["id"]), len(self.row_of)
        if rows > capacity:
            for column in self.columns:
                longer = np.zeros((max(rows, 2 * capacity), *column.shape), column.dtype)
                longer[: self.n] = self.col(column.name)
                self._raw[column.name] = longer
        if ids > known:
            more = max(ids, 2 * known) - known
            self.row_of = np.concatenate([self.row_of, np.full(more, -1, np.int32)])
            self._used = np.concatenate([self._used, np.zeros(more, np.bool_)])
