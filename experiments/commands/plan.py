"""What a study will do: the region as loaded, one task for each point and replicate, checked before the first run."""

from __future__ import annotations

import math
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments import config
from experiments.commands import begin
from experiments.ensemble import chunk_size, lived_with, run_with
from experiments.files import cannot_write
from experiments.overrides import BadInput, Problem
from experiments.plurals import counted
from experiments.points import Point, points_of, task_of
from experiments.progress import Progress
from experiments.runs import RegionKey, Run, Task, in_order, region_of
from experiments.schema import FEWEST_ELDERS, LAST_MONTH, Settings, said
from sim.calendar import month_of, text_of

if TYPE_CHECKING:
    from experiments.store import Study
    from sim.levers import Schedule
    from sim.world.region import ProjectStock, Region

CELLS = {"months": 650, "years": 55}
"""About so many values does a month leave behind; used only to estimate disk space before the run."""


@dataclass(frozen=True)
class Plan:
    """A study that can be run: its settings, the region as loaded, one task for each point and replicate."""

    command: str
    settings: Settings
    region: Region
    tasks: tuple[Task, ...]
    points: tuple[Point, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    """Of each scenario, without a sample"""

    @property
    def months(self) -> int:
        """Months lived in all runs together."""
        return sum(task.until - self.region.start + 1 for task in self.tasks)

    @property
    def seconds(self) -> float:
        """A rough guess of the time on one core: 50 million elder-months a second, and what a month costs anyway."""
        return self.months * (0.002 + float(self.region.elders.sum()) / 50e6)

    @property
    def chunk(self) -> int:
        """Runs that are kept together, see :func:`experiments.ensemble.chunk_size`."""
        return chunk_size(self)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Everything that is needed to make the study again."""
        from experiments.provenance import provenance

        return provenance(self)


def plan(command: str, settings: Settings, watch: tuple[int, ...] = ()) -> Plan:
    """Load the region and lay out the tasks: replicate r has seed + r in every point.

    Raises BadInput (a month or a scale that the region cannot have, an output that cannot be written or that holds
    another study) and ``experiments.regions.RegionError`` (a folder that cannot be used).
    """
    parameters = tuple(sorted(said(settings.parameters).items()))
    # a worker of a cluster stands elsewhere than the one who typed ./mine
    name = str(Path(settings.region).absolute()) if "/" in settings.region else settings.region
    elders = int(region_of(RegionKey(name, 1.0, parameters)).elders.sum())
    fraction = settings.scale.fraction
    if fraction is None:
        fraction = min(1.0, (settings.scale.elders or elders) / elders)
    least = min(1.0, FEWEST_ELDERS / elders)
    if fraction < least:
        shown = f"{math.ceil(1e6 * least) / 1e6:g}"
        told = f"would leave fewer than {FEWEST_ELDERS} of {elders:,} elders; must be at least {shown}"
        raise BadInput([Problem("scale.fraction", f"{fraction:g}", told)])
    key = RegionKey(name, fraction, parameters)
    region = region_of(key)
    until = _until(settings, region)
    projects = _projects(settings, key)
    points = points_of(settings)
    firsts = [
        replace(task_of(p, settings, region, key, projects, until), watch=watch, targets=not watch) for p in points
    ]
    # Replicates go before points: more of them are then added at the end of a study that is there.
    tasks = tuple(
        replace(first, replicate=r, seed=settings.seed + r, month0=first.point == r == 0 and not watch)
        for r in range(settings.replicates)
        for first in firsts
    )
    schedules = tuple(
        config.schedule(settings, index, region.status_quo, projects[index]) for index in range(len(settings.scenarios))
    )
    whole = Plan(command, settings, region, tasks, points, schedules)
    _check_out(whole)
    return whole


def _projects(settings: Settings, key: RegionKey) -> list[tuple[ProjectStock, ...]]:
    """The projects of each scenario at the scale of the run; BadInput with a line for each thing that is wrong."""
    if not any(scenario.projects for scenario in settings.scenarios):
        return [()] * len(settings.scenarios)
    from experiments.region_checks import Folder
    from experiments.region_projects import scenario_projects
    from experiments.regions import folder_of

    region, full = region_of(key), region_of(replace(key, fraction=1.0))
    folder = Folder(folder_of(settings.region), {one.key: one for one in region.assumptions})
    found = [
        scenario_projects(folder, f"{scenario.name}, projects", scenario.projects, region, full)
        for scenario in settings.scenarios
    ]
    if folder.problems:
        parts = [problem.partition(": ") for problem in folder.problems]
        raise BadInput([Problem(where, "", message) for where, _, message in parts])
    return found


def _until(settings: Settings, region: Region) -> int:
    """The last month: as asked for, else what the scale says, else 2035-12."""
    from sim.model import LONGEST

    last = region.start + LONGEST - 1
    if settings.until is None:
        return region.start + settings.scale.months - 1 if settings.scale.months else month_of(LAST_MONTH)
    if not region.start <= settings.until <= last:
        allowed = f"must lie between {text_of(region.start)} and {text_of(last)}"
        raise BadInput([Problem("until", text_of(settings.until), allowed)])
    return settings.until


def _check_out(whole: Plan) -> None:
    """Refuse a study whose output could not be written, or would take the place of another, before anything is run."""
    from experiments.store import TABLES

    out = whole.settings.out
    if out is None:
        return
    wrong = cannot_write(out, TABLES, whole.months * CELLS[whole.settings.keep])
    if wrong:
        raise BadInput([Problem("out", str(out), wrong)])
    if whole.command in begin.COMMANDS:
        begin.going_on(whole.settings, whole.facts)


def lived(whole: Plan) -> list[Run]:
    """The runs of a study in memory, the replicates of a point together; how far it is stands on standard error."""
    tell_notes(whole)
    with closing(progress_of(whole)) as progress, lived_with(whole) as pool:
        return in_order(run_with(pool, whole.tasks, progress))


def again(study: Study) -> Plan:
    """What a study does, made again from the words that were typed.

    StudyError if levers, parameters, data or code are no longer what they were.
    """
    from experiments.provenance import differing
    from experiments.store import StudyError

    facts = study.facts
    command = facts["command"].removeprefix("carecap ")
    whole = plan(command, config.read(command, [*facts["typed"], "out=null"]))
    other = [one for one in differing(facts, whole.facts) if one != "source sha256"]
    if other:
        raise StudyError(
            f"{study.path} was made with other inputs than those that are here now ({', '.join(other)}); "
            f"use the code it was made with ({facts['code']}), or make it again with\n  {study.command}"
        )
    return whole


def progress_of(whole: Plan) -> Progress:
    """How far a study is."""
    return Progress(whole.months, counted(len(whole.tasks), "run"))


def tell_notes(whole: Plan) -> None:
    """Say on standard error which levers are dated after the last month and so do nothing."""
    late = {
        f"{scenario.name}: levers.{path} of {text_of(month)} comes after the last month {text_of(task.until)}"
        for scenario, schedule in zip(whole.settings.scenarios, whole.schedules, strict=True)
        for task in whole.tasks[:1]
        for month, path, _ in schedule.changes
        if month > task.until
    }
    for note in sorted(late):
        print(f"carecap: note: {note}", file=sys.stderr)
