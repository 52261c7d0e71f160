"""The points of a study: each is a scenario with one sample of the design; a run is a point and a replicate.

Without a design the points are the scenarios. With one, every scenario is lived with every sample, and replicate r has
the same luck in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments import config
from experiments.runs import RegionKey, Task
from experiments.schema import FROM_THE_START, Settings

if TYPE_CHECKING:
    from experiments.design import Design
    from sim.world.region import ProjectStock, Region

LEVER, PARAMETER = "levers.", "parameters."


@dataclass(frozen=True)
class Point:
    """A scenario (by its place among those of the study) with a sample."""

    number: int
    scenario: int
    sample: tuple[tuple[str, Any], ...] = ()
    """(``levers.group.field`` or ``parameters.subject.field``, value)"""


def points_of(settings: Settings) -> tuple[Point, ...]:
    """Every scenario with every sample of the design, the samples of one scenario together."""
    samples: list[tuple[tuple[str, Any], ...]] = [()]
    if settings.design is not None:
        from experiments.design import plain, sample

        frame = sample(settings.design)
        samples = [tuple(plain(frame, row).items()) for row in range(len(frame))]
    n = len(samples)
    return tuple(
        Point(scenario * n + i, scenario, one)
        for scenario in range(len(settings.scenarios))
        for i, one in enumerate(samples)
    )


def table(settings: Settings, points: Sequence[Point]) -> pd.DataFrame:
    """``design.csv``: point, scenario, and a column for each quantity that is sampled."""
    rows = [{"point": p.number, "scenario": settings.scenarios[p.scenario].name, **dict(p.sample)} for p in points]
    return pd.DataFrame(rows)


def task_of(
    point: Point,
    settings: Settings,
    region: Region,
    key: RegionKey,
    projects: Sequence[tuple[ProjectStock, ...]],
    until: int,
) -> Task:
    """The first replicate of a point: sampled levers over the scenario, sampled parameters over those typed."""
    sampled: dict[str, Any] = {}
    parameters = dict(key.parameters)
    for path, value in point.sample:
        if path.startswith(LEVER):
            sampled[path.removeprefix(LEVER)] = ((_since(settings.design, path), value),)
        else:
            parameters[path.removeprefix(PARAMETER)] = value
    schedule = config.schedule(settings, point.scenario, region.status_quo, projects[point.scenario], sampled)
    return Task(
        region=replace(key, parameters=tuple(sorted(parameters.items()))),
        scenario=settings.scenarios[point.scenario].name,
        schedule=schedule,
        replicate=0,
        seed=settings.seed,
        until=until,
        laws=settings.laws,
        point=point.number,
    )


def _since(design: Design | None, path: str) -> int:
    """Month from which a sampled lever acts."""
    since = next((one.since for one in design.quantities if one.path == path), None) if design else None
    return FROM_THE_START if since is None else since
