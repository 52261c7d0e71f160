"""Agents as rows: attributes declared once, columns for the month, handles to pick one up."""

from sim.agents.column import Attribute, SchemaRow, bits, column, declared, derived
from sim.agents.row import GoneError, Row
from sim.agents.selection import GroupBy, Selection
from sim.agents.table import Table

__all__ = [
    "Attribute", "GoneError", "GroupBy", "Row", "SchemaRow", "Selection", "Table",
    "bits", "column", "declared", "derived",
]  # fmt: skip
