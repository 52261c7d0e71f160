"""A study that is there: its runs as DuckDB views and pandas tables, and what made them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.store import parts
from experiments.store.columns import SCHEMAS, runs_again
from experiments.store.parts import PROVENANCE
from experiments.store.views import DERIVED, MONTHS, make_views

if TYPE_CHECKING:
    from experiments.runs import Run

DESIGN = "design.csv"
OLDER = "carecap outcomes 1"
NEEDED = ("command", "typed", "runs", "settings", "scenarios")
"""Facts without which a provenance is none."""
ASKING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
"""Statements that write nothing; DuckDB would also copy into files, those of the study among them."""
UNKNOWN_MONTHS = re.compile(r"\bTable with name \"?months\"? does not exist", re.IGNORECASE)
"""How DuckDB says that there is no such view."""


class StudyError(RuntimeError):
    """A folder that is no study, one of another version, or one that is not whole; the message says what to do."""


class Study:
    """A study on disk. Read only; a study that is still being lived shows what is there when it was opened."""

    def __init__(self, path: str | Path):
        """Open the folder; StudyError says what is wrong with it and what to do."""
        self.path = Path(path)
        self.facts: dict[str, Any] = _facts(self.path)
        self.design = pd.read_csv(self.path / DESIGN, keep_default_na=False)
        self._database = duckdb.connect(":memory:")
        self._database.execute("set TimeZone = 'UTC'")
        self.n_done = _rows(self.path, self.facts, parts.LAST)
        """Runs that were there when it was opened."""
        try:
            make_views(self._database, self.path, self.design, self.keeps_months)
        except duckdb.Error as error:
            raise _damaged(self.path, self.facts, error) from None

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
        for statement in self._database.extract_statements(question):
            if statement.type not in ASKING:
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
            raise _damaged(self.path, self.facts, error) from None
        return {"ledger": SCHEMAS["ledger"].empty_table(), **found}


def _facts(path: Path) -> dict[str, Any]:
    """``provenance.json`` of a study of the present schema."""
    if not path.is_dir():
        raise StudyError(f"{path}: there is no such folder")
    file = path / PROVENANCE
    if not file.exists():
        raise StudyError(f"{path} is no study: it holds no {PROVENANCE} (carecap run, compare and sweep write one)")
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StudyError(f"{file} cannot be read: {error}") from None
    if not isinstance(facts, dict):
        raise StudyError(f"{file} is no provenance of a study")
    schema = facts.get("schema", OLDER)
    if schema == parts.SCHEMA:
        lacking = [key for key in NEEDED if key not in facts]
        if lacking:
            raise StudyError(f"{file} is damaged: it lacks {', '.join(lacking)}")
        return facts
    if schema == OLDER:
        words = f"{facts.get('command', 'carecap compare')} region={facts.get('region', {}).get('name', '…')}"
        raise StudyError(
            f"{path} was written by an older carecap ({facts.get('code', 'unknown')}), which kept no runs; its tables "
            f"(yearly.csv, comparison.csv, outcomes.parquet) can be read as they are. To ask more, make it again with "
            f"{words} … and the settings in {file}"
        )
    raise StudyError(f"{path} was written by a newer carecap ({schema}; this one knows {parts.SCHEMA}): update it")


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
    facts = _facts(path)
    return facts, _rows(path, facts, parts.LAST)


def _rows(path: Path, facts: dict[str, Any], table: str) -> int:
    """Rows of a table that are there; StudyError if a part of it is damaged."""
    try:
        files = [parts.path_of(path, table, chunk) for chunk in parts.chunks(path, table)]
        return sum(pq.read_metadata(file).num_rows for file in files)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, facts, error) from None


def _damaged(path: Path, facts: dict[str, Any], error: Exception) -> StudyError:
    from experiments.provenance import command_line

    why = str(error).splitlines()[0]
    again = f"{command_line(facts)} out={path} resume=false"
    return StudyError(f"{path}: a part of it is damaged ({why}); live it again with\n  {again}")
