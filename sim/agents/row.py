"""One agent picked up from its table: a handle that looks its row up each time it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

import mesa

from sim.agents.column import IdColumn

if TYPE_CHECKING:
    from sim.agents.table import Table


class GoneError(LookupError, AttributeError):
    """The agent has left. An AttributeError too, so that ``getattr(elder, "facility", -1)`` gives -1."""


class Row(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A row of a table that can be picked up and asked: base class of Elder, Facility and Aide.

    A handle holds its model and its id, nothing else, and looks its row up each time, so it survives the
    removal of others. ``Agent.__init__`` is never called: it makes Mesa keep the agent, and Mesa 3.3 keep
    the whole model for good, in a class dictionary.
    """

    TABLE = "rows"  # the attribute of the model that holds the table
    GONE = "died or left"  # how one leaves the table, for messages
    REMOVED_BY = "the process die"  # who takes rows out, for messages

    model: Any
    _id: int
    pos = None
    id = IdColumn("u4", unit="id", meaning="stable number, never reused")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kind, table = type(self).__name__, f"model.{self.TABLE}"
        raise TypeError(f"{kind} is not made by hand: {table}.add(ids, …) adds, {table}[id] picks up")

    @property
    def table(self) -> Table[Any]:
        """The table of this agent's model."""
        return cast("Table[Any]", getattr(self.model, self.TABLE))

    @property
    def unique_id(self) -> int:
        """The id, under Mesa's name."""
        return self._id

    @unique_id.setter
    def unique_id(self, number: int) -> None:
        """Keep the table's id: Mesa 3.4 and later hand out numbers of their own at registration."""

    def remove(self) -> NoReturn:
        """Refuse: removing one handle would leave its row, its bed and the counts behind."""
        raise RuntimeError(
            f"{self!r} cannot be removed by hand: rows are taken out by {self.REMOVED_BY}, "
            f"with model.{self.TABLE}.remove(rows)"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a declared attribute; a handle keeps nothing of its own, so a typing error is an error."""
        if not hasattr(type(self), name):
            self.table.attribute(name)  # which raises
        super().__setattr__(name, value)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.model is self.model and other._id == self._id

    def __hash__(self) -> int:
        return hash(self._id)

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self._id}"
