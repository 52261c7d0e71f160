"""Live mixes and keep their runs: the folder of a search is a study, its points are the mixes in order of the search.

Point 0 is the status quo. ``design.csv`` names the mix of each point before its runs are lived, and each chunk writes
its own part; so an interrupted search is begun again from its seed and finds there what it had lived.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from experiments.ensemble import CHUNK_SECONDS, Chunk, live_and_keep
from experiments.executors import Lost
from experiments.files import Folder
from experiments.optimise.goal import Cell, Changes
from experiments.optimise.judge import Lived
from experiments.provenance import source_hash
from experiments.runs import RunFailed, Task
from experiments.store import parts
from experiments.store.facts import DESIGN, StudyError, design_of, facts_of
from sim.levers import DECLARED, Schedule

if TYPE_CHECKING:
    from experiments.commands.plan import Plan

COLUMNS = ["replicate", "year", "months", "place", "group", "outcome", "value"]


def laid_over(base: Schedule, changes: Changes) -> Schedule:
    """A schedule with a mix on top: from the month of the mix on, its fields hold what it says."""
    begins = {path: month for month, path, _ in changes}
    kept = [change for change in base.changes if change[0] < begins.get(change[1], change[0] + 1)]
    order = {path: place for place, path in enumerate(DECLARED)}
    return replace(base, changes=tuple(sorted([*kept, *changes], key=lambda change: (change[0], order[change[1]]))))


def chunk_size(whole: Plan) -> int:
    """Runs of a chunk: those of a mix together, or each by itself if it takes long. Follows from the study alone."""
    return 1 if whole.seconds / len(whole.tasks) > CHUNK_SECONDS else len(whole.tasks)


class Living:
    """Mixes lived at one scale with one row of seeds."""

    def __init__(self, whole: Plan, study: Path, cells: Sequence[Cell], pool: Any, progress: Callable[[int], None]):
        """``whole`` holds a task for each replicate of the status quo; ``pool`` is what ``executors.opened`` gave."""
        self.whole, self.study, self.cells, self.pool, self.progress = whole, study, set(cells), pool, progress
        self.tasks = whole.tasks
        self.size = chunk_size(whole)
        self.facts = parts.facts_hash(study)  # once: whoever begins another search here is found out
        self.points: dict[Changes, int] = {}
        self.lived: dict[int, Lived] = {}
        self.months = 0
        there = (study / DESIGN).exists()
        self.before = design_of(study, facts_of(study)).to_dict("records") if there else []

    def evaluate(self, many: Sequence[Changes]) -> list[Lived]:
        """The yearly values of each mix, lived now or found in the folder.

        Raises RunFailed if a run cannot be finished, and StudyError if the folder holds other mixes.
        """
        for changes in many:
            self.points.setdefault(changes, len(self.points))
        new = [point for point in dict.fromkeys(self.points[changes] for changes in many) if point not in self.lived]
        self._write_design()
        chunks = [chunk for point in new for chunk in self._chunks(point)]
        there = parts.whole_chunks(self.study)
        self._live([chunk for chunk in chunks if there.get(chunk.number) != len(chunk.tasks)])
        for point in new:
            self.lived[point] = self._read(point)
        self.months += sum(len(chunk.tasks) for chunk in chunks) * self._months_of_a_run
        self.progress(self.months)
        return [self.lived[self.points[changes]] for changes in many]

    @property
    def _months_of_a_run(self) -> int:
        return self.whole.months // len(self.tasks)

    def name(self, point: int) -> str:
        """The scenario of a point."""
        return self.tasks[0].scenario if point == 0 else f"mix {point}"

    def _live(self, chunks: Sequence[Chunk]) -> None:
        """Live chunks and write their parts."""
        failed: list[str] = []
        for place, said in self.pool.each(live_and_keep, chunks, lambda lived: self.progress(self.months + lived)):
            failed += (
                [f"the runs of {chunks[place].tasks[0].name} ended their process twice"]
                if isinstance(said, Lost)
                else list(said)
            )
        if failed:
            raise RunFailed("\n  ".join([f"{len(failed)} runs failed; resume=true tries them again", *failed[:5]]))

    def _chunks(self, point: int) -> list[Chunk]:
        """The runs of a point, cut."""
        changes = list(self.points)[point]
        tasks = [self._task(task, point, changes) for task in self.tasks]
        each = len(tasks) // self.size
        return [
            Chunk(
                number=point * each + i,
                first=point * len(tasks) + i * self.size,
                tasks=tuple(tasks[i * self.size : (i + 1) * self.size]),
                study=str(self.study.absolute()),
                source=source_hash(),
                facts=self.facts,
            )
            for i in range(each)
        ]

    def _task(self, task: Task, point: int, changes: Changes) -> Task:
        schedule = laid_over(task.schedule, changes)
        return replace(
            task, scenario=self.name(point), schedule=schedule, point=point, month0=False, targets=False
        )  # fmt: skip

    def _read(self, point: int) -> Lived:
        """The cells that are asked for, out of the parts of a point."""
        paths = [parts.path_of(self.study, "outcomes", chunk.number) for chunk in self._chunks(point)]
        frame = pd.concat(
            [pq.read_table(path, columns=COLUMNS, partitioning=None).to_pandas() for path in paths], ignore_index=True
        ).astype({"place": str, "group": str, "outcome": str})
        frame = frame[frame["outcome"].isin({outcome for outcome, _, _ in self.cells})]
        months = {int(year): int(n) for year, n in frame.groupby("year")["months"].first().items()}
        values = {}
        for key, rows in frame.groupby(["outcome", "place", "group", "year"]):
            outcome, place, group, year = key
            if (outcome, place, group) in self.cells:
                values[(outcome, place, group), int(year)] = rows.sort_values("replicate")["value"].to_numpy(np.float64)
        return Lived(months, values)

    def _write_design(self) -> None:
        """Name the mix of each point; refuse a folder in which a point is another mix."""
        rows = [
            {"point": point, "scenario": self.name(point), **{f"levers.{path}": value for _, path, value in changes}}
            for changes, point in self.points.items()
        ]
        paths = [path for path in DECLARED if any(f"levers.{path}" in row for row in rows)]
        table = pd.DataFrame(rows, columns=["point", "scenario", *(f"levers.{path}" for path in paths)], dtype=object)
        text = table.to_csv(index=False, lineterminator="\n").encode()
        for row, old in zip(rows, self.before, strict=False):
            here = {key: str(value) for key, value in row.items()}
            there = {key: str(value) for key, value in old.items() if str(value) != ""}
            if not _same(here, there):
                raise StudyError(f"{self.study}: point {row['point']} is another mix there; resume=false begins anew")
        if len(rows) > len(self.before):
            with Folder(self.study) as folder:
                folder.write(DESIGN, lambda file: file.write(text))


def _same(here: dict[str, str], there: dict[str, str]) -> bool:
    """Whether two rows of the design say the same; 1 and 1.0 are the same number."""
    return here.keys() == there.keys() and all(_plain(here[key]) == _plain(there[key]) for key in here)


def _plain(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
