"""What a study keeps, and how it is read again.

``open(path)`` gives a :class:`Study`: DuckDB views over all runs, pandas tables, the runs themselves, and what made
them. ``tables`` holds the CSV files that a comparison writes beside its runs.
"""

from experiments.store.parts import SCHEMA
from experiments.store.study import Study, StudyError
from experiments.store.study import open_study as open
from experiments.store.tables import (
    CHART_FOLDERS,
    CHARTS,
    LANGUAGE_ENDS,
    NOTE,
    SUMMARIES,
    TABLES,
    causes_table,
    chart_folders,
    ledger_table,
    levels_table,
    projects_table,
    tidy,
    with_units,
    write_note,
    write_table,
)
from experiments.years import table as yearly

__all__ = [
    "CHARTS",
    "CHART_FOLDERS",
    "LANGUAGE_ENDS",
    "NOTE",
    "SCHEMA",
    "SUMMARIES",
    "TABLES",
    "Study",
    "StudyError",
    "causes_table",
    "chart_folders",
    "ledger_table",
    "levels_table",
    "open",
    "projects_table",
    "tidy",
    "with_units",
    "write_note",
    "write_table",
    "yearly",
]
