"""Mesa's words over columns: ``select sort get set agg groupby do map``, vectorised inside.

They work on a whole table and on a :class:`Selection` of it, and chain like Mesa's. What differs from Mesa:

* a function given to ``select``, ``sort`` or ``groupby`` is called **once**, with the table or selection
  itself, whose attributes are arrays: ``elders.select(lambda e: (e.ability >= 3) & (e.facility < 0))``;
* ``get`` returns an array, for a list of names one array for each; enums come as codes;
* ties in ``sort`` are broken by id and groups come in order of key: nothing depends on the order of rows;
* ``do`` and ``map`` call each agent in turn, as in Mesa, and are as slow: not for a whole region every month;
* there is no ``shuffle``: luck comes from ``sim.chance`` alone, so sort by a keyed draw.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

import numpy as np

from sim.agents.column import Array, Rows

if TYPE_CHECKING:
    from sim.agents.row import Row
    from sim.agents.table import Table

Agent = TypeVar("Agent", bound="Row")
WIDEST = {"i": np.int64, "u": np.uint64, "f": np.float64}
BUILTINS: dict[Any, Callable[[Array], Any]] = {sum: np.sum, min: np.min, max: np.max}  # same value, faster


class Words(ABC, Generic[Agent]):
    """The words that a table and a selection share. An attribute of either is the array of that column."""

    __slots__ = ()

    @property
    @abstractmethod
    def table(self) -> Table[Agent]:
        """The table spoken of."""

    @property
    @abstractmethod
    def rows(self) -> Rows:
        """The rows spoken of, good until the next add or remove."""

    @property
    def ids(self) -> Array:
        """The ids of those spoken of, in order."""
        return self.table.values("id", self.rows).astype(np.int64)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked by pickle, copy and numpy
            raise AttributeError(name)
        return self.table.values(name, self.rows)

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a column: ``elders.facility = -1``; never a new attribute by a typing error."""
        if hasattr(type(self), name):
            object.__setattr__(self, name, value)
        else:
            self.set(name, value)

    def __len__(self) -> int:
        return len(self.table.values("id", self.rows))

    def __iter__(self) -> Iterator[Agent]:
        """Pick up each in turn; those removed in the meantime are passed over."""
        table = self.table
        for agent_id in self.ids.tolist():
            if table.row_of[agent_id] >= 0:
                yield table[agent_id]

    def __contains__(self, agent: object) -> bool:
        """Say whether an agent, or an id, is among them."""
        table = self.table
        if isinstance(agent, table.agent_class):
            if agent.model is not table.model:
                return False
            agent = agent.unique_id
        return isinstance(agent, int | np.integer) and bool((table.values("id", self.rows) == agent).any())

    @overload
    def get(self, attr_names: str) -> Array: ...
    @overload
    def get(self, attr_names: list[str] | tuple[str, ...]) -> list[Array]: ...
    def get(self, attr_names: str | list[str] | tuple[str, ...]) -> Array | list[Array]:
        """Return a copy of an attribute, or a list of several, in the order of ``ids``."""
        if isinstance(attr_names, str):
            return np.array(self.table.values(attr_names, self.rows))
        return [self.get(name) for name in attr_names]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute to one value for all or one for each; ValueError if the column cannot hold it."""
        self.table.attribute(attr_name).set(self.table, self.rows, value)
        return self

    def agg(self, attribute: str, func: Callable[[Array], Any] | Sequence[Callable[[Array], Any]]) -> Any:
        """Return ``func`` of the values of an attribute, or a list of results for several functions.

        The values are handed over in 64 bits, so that no sum of a small column wraps.
        """
        values = self.table.values(attribute, self.rows)
        wide = values.astype(WIDEST.get(values.dtype.kind, values.dtype))
        if callable(func):
            return BUILTINS.get(func, func)(wide)
        return [BUILTINS.get(one, one)(wide) for one in func]

    def select(self, filter_func: Any = None, at_most: float = float("inf")) -> Selection[Agent]:
        """Return those for whom a mask, or a function of the columns, is true.

        Args:
            filter_func: function of this table or selection that returns a mask; or the mask; None for all.
            at_most: take the first so many or, for a float up to 1.0, that share of everybody here.
                The order of rows means nothing: sort first.
        """
        ids = self.ids if filter_func is None else self.ids[self._mask(filter_func)]
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        return Selection(self.table, ids[: int(min(len(ids), at_most))])

    def sort(self, key: str | Sequence[str] | Callable[[Any], Any], ascending: bool = False) -> Selection[Agent]:
        """Return them in the order of a key, largest first unless ``ascending``; ties always by rising id.

        ``key`` is a name, several names (the first counts most), or a function of this table or selection.
        """
        by = [key] if isinstance(key, str) or callable(key) else list(key)
        keys = [self._one_each(one) for one in by]
        if not ascending:
            keys = [~values if values.dtype.kind in "iub" else -values for values in keys]
        ids = self.ids
        return Selection(self.table, ids[np.lexsort((ids, *reversed(keys)))])

    def groupby(self, by: str | Callable[[Any], Any]) -> GroupBy[Agent]:
        """Return a selection for each value of an attribute, or of a function of this table or selection."""
        keys, which = np.unique(self._one_each(by), return_inverse=True)
        ids = self.ids[np.argsort(which, kind="stable")]
        last = np.cumsum(np.bincount(which, minlength=len(keys)))
        enum = self.table.attribute(by).enum if isinstance(by, str) else None
        names = [enum(key) if enum else key for key in keys.tolist()]
        parts = np.split(ids, last)[:-1]
        return GroupBy({name: Selection(self.table, part) for name, part in zip(names, parts, strict=True)})

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a function, or a method by its name, on each agent in turn; return self."""
        self.map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Call a function, or a method by its name, on each agent in turn; return the results."""
        return [_function(method, agent)(*args, **kwargs) for agent in self]

    def _one_each(self, by: str | Callable[[Any], Any]) -> Array:
        """Return the values to sort or group by: one number for each."""
        values = np.asarray(by(self)) if callable(by) else self.table.values(by, self.rows)
        if values.shape != (len(self),):
            raise ValueError(f"need one value for each of {len(self)}, got an array of shape {values.shape}")
        return values

    def _mask(self, which: Any) -> Array:
        """Return a mask from a function or a list, or say what is wrong with it."""
        try:
            mask = np.asarray(which(self) if callable(which) else which)
        except ValueError as error:
            if "truth value" in str(error):
                error.add_note("The function is given whole columns: write & | ~ and brackets, not and, or, not.")
            raise
        if mask.shape != (len(self),) or (mask.dtype != np.bool_ and len(mask)):
            raise ValueError(f"need True or False for each of {len(self)}, got {mask.dtype} of shape {mask.shape}")
        return mask.astype(np.bool_, copy=False)


class Selection(Words[Agent], Generic[Agent]):
    """Some agents of a table, in an order, made by the words; those who leave the table drop out of it."""

    __slots__ = ("_ids", "_table")

    def __init__(self, table: Table[Agent], ids: Any) -> None:
        self._table, self._ids = table, np.asarray(ids, dtype=np.int64)  # ids stay good; rows would not

    @property
    def table(self) -> Table[Agent]:
        """The table that the agents are in."""
        return self._table

    @property
    def rows(self) -> Array:
        """The rows of those still in the table, good until the next add or remove."""
        rows = self._table.row_of[self._ids].astype(np.int64)
        return rows[rows >= 0]

    @overload
    def __getitem__(self, place: int) -> Agent: ...
    @overload
    def __getitem__(self, place: slice) -> Selection[Agent]: ...
    def __getitem__(self, place: int | slice) -> Agent | Selection[Agent]:
        """Return the agent at a place in the order, or some of them (a table is indexed by id instead)."""
        found = self.ids[place]
        return Selection(self._table, found) if isinstance(place, slice) else self._table[int(found)]

    def __repr__(self) -> str:
        return f"Selection of {len(self)} {self._table.agent_class.__name__}"


class GroupBy(Generic[Agent]):
    """The groups of ``groupby``, in rising order of their key: iterates over pairs of key and selection."""

    def __init__(self, groups: dict[Any, Selection[Agent]]) -> None:
        self.groups = groups

    def __iter__(self) -> Iterator[tuple[Any, Selection[Agent]]]:
        return iter(self.groups.items())

    def __len__(self) -> int:
        return len(self.groups)

    def count(self) -> dict[Any, int]:
        """Return the size of each group."""
        return {key: len(group) for key, group in self}

    def agg(self, attr_name: str, func: Any) -> dict[Any, Any]:
        """Return :meth:`Words.agg` of each group."""
        return {key: group.agg(attr_name, func) for key, group in self}

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """Call a function, or a method by its name, on each group as a whole; return the results."""
        return {key: _function(method, group)(*args, **kwargs) for key, group in self}

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Do the same without results."""
        self.map(method, *args, **kwargs)
        return self


def _function(method: str | Callable[..., Any], target: Any) -> Callable[..., Any]:
    """Return a method of the target by its name, or a function with the target as its first argument."""
    return getattr(target, method) if isinstance(method, str) else partial(method, target)
