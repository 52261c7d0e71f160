"""``carecap query``: a question in SQL to all runs of a study, answered as a table."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.commands import of_study
from experiments.overrides import BadInput, Problem
from experiments.store.study import StudyError
from experiments.store.views import MONTHS, VIEWS

if TYPE_CHECKING:
    import duckdb

ROWS = 40
"""Rows shown on a screen; as CSV all of them are."""


def query(words: Sequence[str]) -> None:
    """Print the answer: as a table, or with csv=on as CSV with every row."""
    import duckdb

    study, (question,), said = of_study.read(words, "query", {"csv": False}, extra=1)
    if not study.complete:
        note = f"{study.n_done} of {study.n_runs} runs are there"
        print(f"carecap: note: {note}; resume=true finishes the study", file=sys.stderr)
    try:
        answer = study.sql(question)
        if answer is None:
            raise StudyError("must ask for rows: select …")
        _print(answer, said["csv"])
    except StudyError as error:
        raise BadInput([Problem("question", question, str(error))], nothing="nothing was written") from None
    except duckdb.Error as error:
        study.demand_readable()
        views = [one for one in VIEWS if one != MONTHS or study.keeps_months]
        message = f'{str(error).strip()}\n      views: {", ".join(views)}; words of SQL need quotes: "group", "by"'
        raise BadInput([Problem("question", question, message)], nothing="nothing was written") from None


def _print(answer: duckdb.DuckDBPyRelation, csv: bool) -> None:
    """Every row as CSV, or the first as a table."""
    if csv:
        answer.df().to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        answer.show(max_rows=ROWS, max_width=page_width())


def page_width() -> int:
    """Columns of the terminal."""
    import shutil

    return shutil.get_terminal_size((120, 40)).columns
