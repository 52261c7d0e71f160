"""An attribute of an agent, declared once.

One line in a class gives the numpy column of the table, the attribute of the agent that is picked up from it,
the stored schema and the row of the documentation::

    class Elder(Row):
        TABLE = "elders"
        birth   = column("u2", unit="month", meaning="month of birth")
        state   = column("u1", meaning="sex, ability and dementia in one byte")
        ability = bits(of="state", shift=1, width=3, kind=Ability, meaning="level of GB/T 42195")
        age     = derived(lambda table, rows: table.model.month - table.col("birth")[rows], unit="month")

A descriptor finds its table through ``agent.model`` whenever it is asked: two models can live side by side.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

if TYPE_CHECKING:
    from sim.agents.row import Row
    from sim.agents.table import Table

Array: TypeAlias = NDArray[Any]
Rows: TypeAlias = slice | NDArray[np.int64]
ENUM_TYPES = [np.dtype(code) for code in ("u1", "i1", "i2", "i4")]  # an enum takes the first that holds it


class SchemaRow(NamedTuple):
    """What storage and documentation need to know of one attribute."""

    name: str
    dtype: str
    unit: str
    meaning: str
    values: Mapping[int, str]  # code → name; empty unless the attribute is an enum
    how: str  # "column", "bits … of …" or "derived"


class Attribute(ABC):
    """What the results of :func:`column`, :func:`bits` and :func:`derived` have in common."""

    name = "?"
    how = "?"
    shape: tuple[int, ...] = ()

    def __init__(self, kind: DTypeLike | type[IntEnum], unit: str, meaning: str) -> None:
        self.unit, self.meaning = unit, meaning
        self.enum: type[IntEnum] | None = None
        self.codes: Array = np.array([])
        self.dtype: np.dtype[Any]
        if isinstance(kind, type) and issubclass(kind, IntEnum):
            self.enum = kind
            self.codes = np.array([int(member) for member in kind])
            self.dtype = next(t for t in ENUM_TYPES if np.array_equal(self.codes.astype(t), self.codes))
        else:
            self.dtype = np.dtype(kind)

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle by name: a copied model shares the declarations."""
        return getattr, (self.owner, self.name)

    def __get__(self, agent: Row | None, owner: type | None = None) -> Any:
        """Read one agent's value as a Python number or enum member; GoneError if the agent has left."""
        if agent is None:
            return self
        table: Table[Any] = getattr(agent.model, agent.TABLE)
        value = self.one(table, table.row(agent._id))
        return value if self.enum is None else self.enum(value)

    def __set__(self, agent: Row, value: Any) -> None:
        """Write one agent's value; ValueError if the column cannot hold it."""
        row = agent.table.row(agent._id)
        self.set(agent.table, slice(row, row + 1), value)

    @abstractmethod
    def one(self, table: Table[Any], row: int) -> Any:
        """Return the value of one row as a Python number (an array, for a column with a shape)."""

    @abstractmethod
    def get(self, table: Table[Any], rows: Rows) -> Array:
        """Return the values of ``rows`` (codes, for an enum)."""

    def set(self, table: Table[Any], rows: Rows, values: Any) -> None:
        """Write one value for all ``rows`` or one for each; ValueError rather than a silent wrap."""
        self.put(table, rows, self.fitted(values))

    @abstractmethod
    def put(self, table: Table[Any], rows: Rows, values: Array) -> None:
        """Write values that :meth:`fitted` has already checked."""

    def fitted(self, values: Any) -> Array:
        """Return ``values`` in the type of the column; ValueError if that would change one of them."""
        given = np.asarray(values)
        fitted = given
        if given.dtype != self.dtype:
            with np.errstate(invalid="ignore"):
                fitted = given.astype(self.dtype)
            if self.dtype.kind in "iub" and (lost := fitted != given).any():
                raise ValueError(f"{self.name}: {given[lost][0]} does not fit a column of {self.dtype}")
        if self.enum is not None and not (known := self.is_code(fitted)).all():
            raise ValueError(f"{self.name}: {fitted[~known][0]} is not a code of {self.enum.__name__}")
        return fitted

    def is_code(self, values: Array) -> NDArray[np.bool_]:
        """Return which values are codes of the enum."""
        first, last = self.codes.min(), self.codes.max()
        if last - first + 1 == len(self.codes):  # none is left out between them
            return np.asarray((values >= first) & (values <= last))
        return np.isin(values, self.codes)

    def schema(self) -> SchemaRow:
        """Return the row of this attribute in the stored schema and in the documentation."""
        dtype = str(self.dtype) + (str(list(self.shape)) if self.shape else "")
        values = {int(member): member.name for member in self.enum} if self.enum else {}
        return SchemaRow(self.name, dtype, self.unit, self.meaning, values, self.how)


class Column(Attribute):
    """An attribute with a numpy column of its own: see :func:`column`."""

    how = "column"

    def __init__(
        self,
        kind: DTypeLike | type[IntEnum],
        unit: str = "",
        meaning: str = "",
        default: Any = 0,
        shape: tuple[int, ...] = (),
    ) -> None:
        super().__init__(kind, unit, meaning)
        self.shape = shape
        self.default = self.fitted(default)

    def one(self, table: Table[Any], row: int) -> Any:
        """Return one value."""
        array = table.raw(self.name)
        return array[row] if self.shape else array.item(row)

    def get(self, table: Table[Any], rows: Rows) -> Array:
        """Return the values of ``rows``: a view for a slice, a copy for an array of rows."""
        return table.raw(self.name)[rows]

    def put(self, table: Table[Any], rows: Rows, values: Array) -> None:
        """Write checked values."""
        table.raw(self.name)[rows] = values


class IdColumn(Column):
    """The number of the agent: given by the table, never written, readable even when the agent has gone."""

    def __get__(self, agent: Row | None, owner: type | None = None) -> Any:
        """Return the stable id."""
        return self if agent is None else agent._id

    def set(self, table: Table[Any], rows: Rows, values: Any) -> None:
        """Refuse: an id is given once, as the first argument of :meth:`Table.add`."""
        raise AttributeError("an id is given when the row is added and never changes")


class Bits(Attribute):
    """An attribute packed in some bits of an unsigned column: see :func:`bits`."""

    def __init__(
        self, of: str, shift: int, width: int, kind: type[IntEnum | bool] | None, unit: str, meaning: str
    ) -> None:
        self.of, self.shift, self.width, self.largest = of, shift, width, (1 << width) - 1
        self.how = f"bit {shift} of {of}" if width == 1 else f"bits {shift} to {shift + width - 1} of {of}"
        super().__init__(np.min_scalar_type(self.largest) if kind is None else kind, unit, meaning)
        if self.enum and not 0 <= self.codes.min() <= self.codes.max() <= self.largest:
            raise ValueError(f"{width} bits do not hold the codes of {self.enum.__name__}")

    def one(self, table: Table[Any], row: int) -> Any:
        """Return one unpacked value."""
        value = table.raw(self.of).item(row) >> self.shift & self.largest
        return bool(value) if self.dtype.kind == "b" else value

    def get(self, table: Table[Any], rows: Rows) -> Array:
        """Return the unpacked values of ``rows``, always a copy."""
        return (table.raw(self.of)[rows] >> self.shift & self.largest).astype(self.dtype)

    def put(self, table: Table[Any], rows: Rows, values: Array) -> None:
        """Write checked values and leave the other bits alone."""
        packed = table.raw(self.of)
        others = packed.dtype.type(np.iinfo(packed.dtype).max ^ (self.largest << self.shift))
        packed[rows] = (packed[rows] & others) | (values.astype(packed.dtype) << self.shift)

    def fitted(self, values: Any) -> Array:
        """Return ``values`` in the type of the field; ValueError if one needs more bits."""
        fitted = super().fitted(values)
        if (fitted > self.largest).any():
            raise ValueError(f"{self.name}: {fitted.max()} does not fit in {self.width} bits")
        return fitted


class Derived(Attribute):
    """An attribute computed from other columns and the model: see :func:`derived`."""

    how = "derived"

    def __init__(
        self, function: Callable[[Any, Any], Any], unit: str, meaning: str, kind: type[IntEnum] | None
    ) -> None:
        super().__init__(kind or "f8", unit, meaning)  # without an enum, the function decides on the type
        self.function = function

    def one(self, table: Table[Any], row: int) -> Any:
        """Compute one value."""
        value = self.get(table, slice(row, row + 1))[0]
        return value if isinstance(value, np.ndarray) else value.item()

    def get(self, table: Table[Any], rows: Rows) -> Array:
        """Compute the values of ``rows``."""
        return np.asarray(self.function(table, rows))

    def fitted(self, values: Any) -> Array:
        """Refuse: the value follows from others."""
        raise AttributeError(f"{self.name} is computed from other columns and cannot be set")

    def put(self, table: Table[Any], rows: Rows, values: Array) -> None:
        """Refuse, as :meth:`fitted` does."""
        self.fitted(values)


def column(
    dtype_or_enum: DTypeLike | type[IntEnum],
    unit: str = "",
    meaning: str = "",
    default: Any = 0,
    shape: tuple[int, ...] = (),
) -> Any:
    """Declare an attribute with a numpy column of its own.

    Args:
        dtype_or_enum: numpy type ("i2", "u1", "f4", "?" …) or an IntEnum, whose members the agent then gives.
        unit: unit of the value, as printed in the documentation.
        meaning: one sentence for the documentation.
        default: value of rows that are added without one.
        shape: shape of one agent's value, () for a number; (12,) makes a column of n x 12.
    """
    return Column(dtype_or_enum, unit, meaning, default, shape)


def bits(
    of: str,
    shift: int,
    width: int,
    kind: type[IntEnum | bool] | None = None,
    unit: str = "",
    meaning: str = "",
) -> Any:
    """Declare an attribute packed in ``width`` bits, from bit ``shift`` on, of the unsigned column ``of``.

    ``kind`` is an IntEnum, bool, or None for a plain number. Read and written like any other attribute.
    """
    return Bits(of, shift, width, kind, unit, meaning)


def derived(
    function: Callable[[Any, Any], Any], unit: str = "", meaning: str = "", kind: type[IntEnum] | None = None
) -> Any:
    """Declare a read-only attribute computed by ``function(table, rows)``, one value for each row.

    ``rows`` is a slice or an array: ``lambda table, rows: table.model.month - table.col("birth")[rows]``.
    ``kind`` names the IntEnum if the function returns codes; otherwise its result is given as it is.
    """
    return Derived(function, unit, meaning, kind)


def declared(agent_class: type) -> dict[str, Attribute]:
    """Return the attributes of an agent class, base classes first; TypeError if bit fields are misplaced."""
    layers = [vars(base) for base in reversed(agent_class.__mro__)]
    found = {name: value for layer in layers for name, value in layer.items() if isinstance(value, Attribute)}
    taken: dict[tuple[str, int], str] = {}
    for name, field in found.items():
        if not isinstance(field, Bits):
            continue
        where, home = f"{agent_class.__name__}.{name}", found.get(field.of)
        if not isinstance(home, Column) or home.dtype.kind != "u" or home.shape:
            raise TypeError(f"{where}: {field.of!r} is not an unsigned column")
        if field.shift + field.width > 8 * home.dtype.itemsize:
            raise TypeError(f"{where}: {field.of} has too few bits")
        for bit in range(field.shift, field.shift + field.width):
            if (other := taken.setdefault((field.of, bit), name)) != name:
                raise TypeError(f"{where}: bit {bit} of {field.of} is already part of {other}")
    return found
