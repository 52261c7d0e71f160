"""A study that is there: its runs as DuckDB views and pandas tables, and what made them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.store import parts
from experiments.store.asking import close, only_asks
from experiments.store.columns import SCHEMAS, runs_again
from experiments.store.facts import DESIGN, NEEDED, StudyError, damaged, design_of, facts_of
from experiments.store.parts import PROVENANCE
from experiments.store.views import DERIVED, MONTHS, make_views
from experiments.store.written import LISTS

if TYPE_CHECKING:
    from experiments.runs import Run

__all__ = ["DESIGN", "NEEDED", "Study", "StudyError", "open_study", "stored"]

UNKNOWN_MONTHS = re.compile(r"\bTable with name \"?months\"? does not exist", re.IGNORECASE)
"""How DuckDB says that there is no such view."""


class Study:
    """A study on disk. Read only; a study that is still being lived shows what is there when it was opened."""

    def __init__(self, path: str | Path):
        """Open the folder; StudyError says what is wrong with it and what to do."""
        self.path = Path(path)
        self.facts: dict[str, Any] = facts_of(self.path)
        if self.facts["command"] == LISTS:
            raise StudyError(f"{self.path} is no study: it holds the pages of {LISTS}, which keeps no runs")
        self.design = design_of(self.path, self.facts)
        self._database = duckdb.connect(":memory:")
        self._database.execute("set TimeZone = 'UTC'")
        there = _there(self.path, self.facts)
        self.n_done = sum(there.values())
        """Runs that were there when it was opened."""
        folder = self.path.resolve()
        try:
            make_views(self._database, folder, there, self.design, self.keeps_months)
            close(self._database, folder / parts.DATA)
        except duckdb.Error as error:
            raise damaged(self.path, self.facts, error) from None

    # --- how far it is --------------------------------------------------------------------------------------

    @property
    def n_runs(self) -> int:
        """Runs that it is to have."""
        return int(self.facts["runs"])

    @property
    def complete(self) -> bool:
        """Whether all runs are there."""
        return self.n_done == self.n_runs

    @property
    def keeps_months(self) -> bool:
        """Whether the values of single months are kept, and not of years only."""
        return bool(self.facts.get("keep", MONTHS) == MONTHS)

    def _no_months(self) -> StudyError:
        from experiments.provenance import command_line

        words = f"{self.path} keeps years only, so it has no view months; ask outcomes"
        if self.facts["command"] == "carecap optimise":  # a search lives too many mixes to keep their months
            return StudyError(words)
        again = command_line({**self.facts, "typed": [w for w in self.facts["typed"] if not w.startswith("keep=")]})
        return StudyError(f"{words}, or live it in another folder with keep=months:\n      {again} keep=months out=…")

    def demand_complete(self) -> None:
        """Refuse to draw conclusions from a part of the runs."""
        if not self.complete:
            raise StudyError(
                f"{self.path}: {self.n_done} of {self.n_runs} runs are there; first finish it with\n"
                f"  {self.command} out={self.path} resume=true"
            )

    @property
    def command(self) -> str:
        """The command that made it, without ``out``."""
        from experiments.provenance import command_line

        return command_line(self.facts)

    def demand_readable(self) -> None:
        """Refuse a study of which a part is damaged."""
        for name in SCHEMAS:
            _rows(self.path, self.facts, name)

    # --- questions ------------------------------------------------------------------------------------------

    def sql(self, question: str) -> duckdb.DuckDBPyRelation:
        """Any question in DuckDB's SQL, across all runs.

        StudyError if it does anything but ask (a study is never changed by a question), or names months that were not
        kept; duckdb.Error if it is wrong.
        """
        if not only_asks(self._database, question):
            raise StudyError("must only ask for rows: select …, from …, describe …")
        try:
            return self._database.sql(question)
        except duckdb.CatalogException as error:
            if not self.keeps_months and UNKNOWN_MONTHS.search(str(error)):
                raise self._no_months() from None
            raise

    def relation(self, view: str) -> duckdb.DuckDBPyRelation:
        """One of the views; ``.df()`` makes it a pandas table. StudyError if it is months that were not kept."""
        if view == MONTHS and not self.keeps_months:
            raise self._no_months()
        return self._database.table(view) if view not in DERIVED else self._database.view(view)

    @property
    def runs(self) -> duckdb.DuckDBPyRelation:
        """run, point, scenario, replicate, seed, region, first, last, and a column for each sampled quantity."""
        return self.relation("runs")

    @property
    def outcomes(self) -> duckdb.DuckDBPyRelation:
        """Yearly values: flows summed over the months of the year, stocks and shares averaged."""
        return self.relation("outcomes")

    @property
    def causes(self) -> duckdb.DuckDBPyRelation:
        """Empty beds and unmet hours of a year by cause; with an ownership, or '' for all."""
        return self.relation("causes")

    @property
    def ledger(self) -> duckdb.DuckDBPyRelation:
        """Yuan a year by payer, payee and purpose."""
        return self.relation("ledger")

    @property
    def events(self) -> duckdb.DuckDBPyRelation:
        """What happened to watched elders and to named projects, and when."""
        return self.relation("events")

    @property
    def targets(self) -> duckdb.DuckDBPyRelation:
        """Every target of the document with the figure of each run in its month."""
        return self.relation("targets")

    @property
    def stops(self) -> duckdb.DuckDBPyRelation:
        """What stopped each target that a run missed."""
        return self.relation("stops")

    @property
    def projects(self) -> duckdb.DuckDBPyRelation:
        """How far each named project came in each run."""
        return self.relation("projects")

    @property
    def months(self) -> duckdb.DuckDBPyRelation:
        """Monthly values; StudyError if they were not kept."""
        return self.relation(MONTHS)

    @property
    def failed(self) -> duckdb.DuckDBPyRelation:
        """Runs that could not be finished, and why."""
        return self.relation("failed")

    def yearly(self, where: str | None = None) -> pd.DataFrame:
        r"""Outcomes as :func:`experiments.years.table` gives them, in the order of the runs, with their point.

        ``where`` keeps some rows only, for instance ``"place = '' and \"group\" = ''"``.
        """
        columns = 'point, scenario, replicate, year, place, "group", outcome, months, value'
        kept = f"where {where}" if where else ""
        return self.sql(f"select {columns} from outcomes {kept} order by point, replicate, nth").df()

    # --- the runs themselves --------------------------------------------------------------------------------

    def lived(self) -> list[Run]:
        """All runs as they were lived, by point and replicate; only a study that keeps months can give them."""
        from experiments.runs import in_order

        self.demand_complete()
        if not self.keeps_months:
            raise StudyError(f"{self.path} keeps years only, the runs cannot be had again; live it with keep=months")
        return in_order([run for chunk in parts.whole_chunks(self.path) for run in runs_again(self._part(chunk))])

    def _part(self, chunk: int) -> dict[str, pa.Table]:
        paths = {name: parts.path_of(self.path, name, chunk) for name in SCHEMAS}
        try:
            found = {name: pq.read_table(path, partitioning=None) for name, path in paths.items() if path.exists()}
        except (pa.ArrowException, OSError) as error:
            raise damaged(self.path, self.facts, error) from None
        if MONTHS not in found:  # an older part, which does not name its tables
            raise damaged(self.path, self.facts, f"{paths[MONTHS]} is missing")
        return {"ledger": SCHEMAS["ledger"].empty_table(), **found}


def open_study(path: str | Path) -> Study:
    """The study in a folder."""
    return Study(path)


def stored(path: Path) -> tuple[dict[str, Any], int] | None:
    """(facts, runs that are there) of a study in a folder; None if there is nothing of a study.

    StudyError if there is one that cannot be read: of another version, damaged, or runs without a provenance.
    """
    if not (path / PROVENANCE).exists():
        if parts.chunks(path):
            raise StudyError(f"{path} holds runs without a {PROVENANCE}")
        return None
    facts = facts_of(path)
    return facts, sum(_there(path, facts).values())


def _there(path: Path, facts: dict[str, Any]) -> dict[int, int]:
    """Chunk -> runs in it, of those that are there with all their tables.

    StudyError if a part cannot be read, or if parts were taken away so that nothing is left to go on with.
    """
    try:
        kept, lost = parts.kept_chunks(path)
    except (pa.ArrowException, OSError) as error:
        raise damaged(path, facts, error) from None
    if lost and not any(kept.values()):
        raise damaged(path, facts, f"parts of {', '.join(sorted(lost))} are missing")
    return kept


def _rows(path: Path, facts: dict[str, Any], table: str) -> int:
    """Rows of a table that are there; StudyError if a part of it is damaged."""
    try:
        files = [parts.path_of(path, table, chunk) for chunk in parts.chunks(path, table)]
        return sum(pq.read_metadata(file).num_rows for file in files)
    except (pa.ArrowException, OSError) as error:
        raise damaged(path, facts, error) from None
