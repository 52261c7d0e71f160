"""Many runs: in memory for those who look at them at once, on disk for those who want to keep them.

:func:`run_all` returns runs. :func:`keep` lives the runs of a study in chunks; each chunk writes its own part
(:mod:`experiments.store.parts`), so a kill loses only what was not finished, and nothing large crosses a process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.executors import Executor, Lost, opened
from experiments.runs import RegionKey, Run, RunFailed, Task, live, region_of

if TYPE_CHECKING:
    from experiments.commands.plan import Plan

CHUNK_SECONDS = 1.0
"""A chunk takes about so long: long enough that starting it and writing its part do not show, short enough to lose."""
MOST_PARTS = 64
"""Below so many chunks a chunk is made smaller, so that all workers have something to do."""
WORTH_WORKERS = 4.0
"""Seconds of work from which worker processes, which take two seconds to start, are worth it."""
TWICE = "ended its process twice; memory may be short: try fewer workers or a smaller scale"


def nothing(months: int) -> None:
    """Progress that nobody looks at."""


def run_all(tasks: Sequence[Task], workers: int | None = None, progress: Callable[[int], None] = nothing) -> list[Run]:
    """Live all tasks, in worker processes or, with one worker, in this one; see :func:`run_with`."""
    with opened(Executor(workers=workers), len(tasks)) as pool:
        return run_with(pool, tasks, progress)


def run_with(pool: Any, tasks: Sequence[Task], progress: Callable[[int], None] = nothing) -> list[Run]:
    """The runs of the tasks in their order, whoever lives them.

    ``progress`` is told now and then how many months have been lived in all. Raises RunFailed for a run that breaks a
    law, or ends its process twice.
    """
    runs: dict[int, Run] = {}
    with closing(pool.each(live, tasks, progress)) as results:
        for place, run in results:
            if isinstance(run, Lost):
                raise RunFailed(f"the run of {tasks[place].name} {TWICE}")
            runs[place] = run
    return [runs[place] for place in range(len(tasks))]


# --- on disk ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chunk:
    """Consecutive runs of a study, lived and written by one task."""

    number: int
    first: int
    """Number of its first run"""
    tasks: tuple[Task, ...]
    study: str
    """Folder, as all workers see it"""
    source: str
    """Hash of the code that the study is made with"""
    facts: str
    """Hash of its provenance, as the one who starts it sees it"""
    months: bool = False
    """Whether the values of single months are kept"""
    skip: tuple[int, ...] = ()
    """Runs that ended their process twice"""


@dataclass(frozen=True)
class Kept:
    """What has become of a study."""

    runs: int
    done: int
    failed: tuple[str, ...]


def chunk_size(whole: Plan) -> int:
    """Runs of a chunk. It follows from the study alone, never from who lives it."""
    each = whole.seconds / len(whole.tasks)
    return max(1, min(int(CHUNK_SECONDS / each), len(whole.tasks) // MOST_PARTS))


def chunks_of(whole: Plan, study: Path, size: int) -> list[Chunk]:
    """All runs of a study in chunks."""
    from experiments.provenance import source_hash
    from experiments.store import parts

    tasks = whole.tasks
    same = {
        "study": str(study.absolute()),
        "source": source_hash(),
        "facts": parts.facts_hash(study),
        "months": whole.settings.keep == "months",
    }
    return [
        Chunk(number, first, tasks[first : first + size], **same)
        for number, first in enumerate(range(0, len(tasks), size))
    ]


def live_and_keep(chunk: Chunk, each_month: Callable[[], None]) -> tuple[str, ...]:
    """Live the runs of a chunk and write its part; returns what is to be said of runs that could not be finished.

    A run that raises is tried once more by itself. Runs that fail are named in the table ``failed``; the others are
    kept all the same. Raises RunFailed, and writes nothing, if this process has other code or sees another folder than
    the one who started the study; OSError if the part cannot be written.
    """
    from experiments.provenance import source_hash
    from experiments.store import columns, parts

    if source_hash() != chunk.source:
        raise RunFailed("a worker has other code than the one that started the study; give all of them the same")
    lived: list[tuple[int, Run]] = []
    failed: list[tuple[Any, ...]] = []
    for number, task in enumerate(chunk.tasks, chunk.first):
        found = TWICE if number in chunk.skip else _tried(task, each_month)
        if isinstance(found, str):
            failed.append((number, task.point, task.scenario, task.replicate, task.seed, found))
        else:
            lived.append((number, found))
    if parts.facts_hash(Path(chunk.study)) != chunk.facts:
        raise RunFailed(f"a worker does not see the study in {chunk.study}, or another one has taken its place")
    other = other_ground(chunk.study, chunk.facts, chunk.tasks[0].region)
    if other:
        raise RunFailed(f"a worker has other {other} than the one that started the study; give all of them the same")
    tables = columns.tables(lived, Path(chunk.tasks[0].region.name).name, chunk.months)
    parts.write_part(Path(chunk.study), chunk.number, {**tables, parts.FAILED: columns.failed_table(failed)})
    names = {number: task.name for number, task in enumerate(chunk.tasks, chunk.first)}
    return tuple(f"run {row[0]} ({names[row[0]]}): {row[-1]}" for row in failed)


@lru_cache(maxsize=4)
def other_ground(study: str, facts: str, key: RegionKey) -> str:
    """What this process has otherwise than provenance says: data of the region, packages; empty if it has the same.

    ``facts`` is the hash of that provenance: a study that is begun anew is looked at anew.
    """
    from experiments.provenance import versions
    from experiments.store import parts

    told = json.loads((Path(study) / parts.PROVENANCE).read_text(encoding="utf-8"))
    if told["region"]["data sha256"] != region_of(replace(key, parameters=())).data_hashes:
        return "data of the region"
    mine = versions()
    return ", ".join(
        f"{name} {mine.get(name)}" for name in told["packages"] if told["packages"][name] != mine.get(name)
    )


def _tried(task: Task, each_month: Callable[[], None]) -> Run | str:
    """The run, or why it could not be finished, tried twice."""
    for last in (False, True):
        try:
            return live(task, each_month)
        except Exception as error:
            if last:
                return f"{type(error).__name__}: {error}".replace("\n", " ")
    raise AssertionError("not reached")


def keep(whole: Plan, study: Path, size: int, pool: Any, progress: Callable[[int], None] = nothing) -> Kept:
    """Live what is missing of a study, in chunks of ``size`` runs, with what :func:`experiments.executors.opened` gave.

    The folder holds its provenance and its design already. Chunks that are there as a whole are not lived again.
    """
    from experiments.store import parts

    parts.tidy_up(study)
    there = parts.whole_chunks(study)
    chunks = chunks_of(whole, study, size)
    missing = [chunk for chunk in chunks if there.get(chunk.number) != len(chunk.tasks)]
    months = whole.months // len(whole.tasks)
    before = sum(len(chunk.tasks) for chunk in chunks) - sum(len(chunk.tasks) for chunk in missing)
    progress(before * months)
    failed: list[str] = []
    finished = 0
    told = 0

    def count(lived: int) -> None:
        nonlocal told
        told = max(told, lived)
        progress((before * months) + max(told, finished * months))

    with closing(pool.each(live_and_keep, missing, count)) as results:
        for place, said in results:
            chunk = missing[place]
            failed += _without_deadly(chunk, pool) if isinstance(said, Lost) else said
            finished += len(chunk.tasks)
            count(0)
    parts.tidy_up(study)  # of workers that were killed
    return Kept(len(whole.tasks), len(whole.tasks) - len(failed), tuple(failed))


def _without_deadly(chunk: Chunk, pool: Any) -> Sequence[str]:
    """Find the runs that end their process, each tried by itself, and keep the others of the chunk."""
    deadly = [chunk.first + place for place, run in pool.each(_tried, chunk.tasks, nothing) if isinstance(run, Lost)]
    skipping = replace(chunk, skip=tuple(sorted(deadly)))
    for _, said in pool.each(live_and_keep, [skipping], nothing):
        if isinstance(said, Lost):
            raise RunFailed(f"the runs {chunk.first} to {chunk.first + len(chunk.tasks) - 1} {TWICE}")
        return tuple(said)
    raise AssertionError("not reached")


def lived_with(whole: Plan) -> AbstractContextManager[Any]:
    """The executor that a plan asks for; few seconds of work are not worth worker processes."""
    settings = whole.settings
    workers = settings.workers or (1 if whole.seconds < WORTH_WORKERS else None)
    asked = Executor(settings.executor.kind, workers, settings.executor.address)
    return opened(asked, len(whole.tasks))
