"""What a study will do: the region as loaded, one task for each scenario and replicate, checked before the run."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from experiments import config
from experiments.ensemble import Progress, RegionKey, Run, Task, region_of, run_all
from experiments.files import cannot_write
from experiments.overrides import BadInput, Problem
from experiments.schema import LAST_MONTH, Settings, said
from sim.calendar import month_of, text_of

if TYPE_CHECKING:
    from sim.world.region import ProjectStock, Region

WORTH_WORKERS = 4.0
"""Seconds of work from which worker processes, which take two seconds to start, are worth it."""
CELLS = 600
"""About so many cells has a month; used only to estimate disk space before the run."""


@dataclass(frozen=True)
class Plan:
    """A study that can be run: its settings, the region as loaded, one task for each scenario and replicate."""

    command: str
    settings: Settings
    region: Region
    tasks: tuple[Task, ...]

    @property
    def months(self) -> int:
        """Months lived in all runs together."""
        return sum(task.until - self.region.start + 1 for task in self.tasks)

    @property
    def seconds(self) -> float:
        """A rough guess of the time on one core: 50 million elder-months a second, and what a month costs anyway."""
        return self.months * (0.003 + float(self.region.elders.sum()) / 50e6)


def plan(command: str, settings: Settings, watch: tuple[int, ...] = ()) -> Plan:
    """Load the region and lay out the tasks: replicate r has seed + r in every scenario.

    Raises BadInput (a month or a scale that the region cannot have, an output that cannot be written) and
    ``experiments.regions.RegionError`` (a folder that cannot be used).
    """
    parameters = tuple(sorted(said(settings.parameters).items()))
    fraction = settings.scale.fraction
    if fraction is None:
        elders = int(region_of(RegionKey(settings.region, 1.0, parameters)).elders.sum())
        fraction = min(1.0, (settings.scale.elders or elders) / elders)
    key = RegionKey(settings.region, fraction, parameters)
    region = region_of(key)
    until = _until(settings, region)
    projects = _projects(settings, key)
    tasks = tuple(
        Task(
            region=key,
            scenario=scenario.name,
            schedule=config.schedule(settings, index, region.status_quo, projects[index]),
            replicate=replicate,
            seed=settings.seed + replicate,
            until=until,
            laws=settings.laws,
            month0=index == 0 and replicate == 0 and not watch,
            targets=not watch,
            watch=watch,
        )
        for index, scenario in enumerate(settings.scenarios)
        for replicate in range(settings.replicates)
    )
    whole = Plan(command, settings, region, tasks)
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
    """Refuse a study whose output could not be written, before anything is run."""
    from experiments.store import TABLES

    out = whole.settings.out
    wrong = cannot_write(out, TABLES, whole.months * CELLS) if out else None
    if wrong:
        raise BadInput([Problem("out", str(out), wrong)])


def lived(whole: Plan) -> list[Run]:
    """The runs of a study, with a bar or a line on standard error while they are lived."""
    n, settings = len(whole.tasks), whole.settings
    workers = settings.workers or (1 if whole.seconds < WORTH_WORKERS else None)
    for note in _notes(whole):
        print(f"carecap: note: {note}", file=sys.stderr)
    with closing(Progress(whole.months, f"{n} run{'s' if n > 1 else ''}")) as progress:
        return run_all(whole.tasks, workers, progress)


def _notes(whole: Plan) -> list[str]:
    """Levers that are dated after the last month and so do nothing."""
    late = {
        f"{task.scenario}: levers.{path} of {text_of(month)} comes after the last month {text_of(task.until)}"
        for task in whole.tasks
        for month, path, _ in task.schedule.changes
        if month > task.until
    }
    return sorted(late)
