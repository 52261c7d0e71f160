"""Where a region stands in a simulated month, place by place, and what its targets and projects come to later.

One run of the status quo (or of a scenario) is lived for each replicate. It is looked at in the month of the lists and
then carried on, without any new measure, to the months by which the document wants something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments import measures
from experiments.lists.look import COUNTED, count, look, ordered, reach_of_stations
from experiments.lists.place import Floats, Place
from experiments.runs import RunFailed, Task, region_of
from sim.agents.kinds import Stage
from sim.calendar import MONTHS_PER_YEAR, is_january
from sim.ledger import FEN, Account, Purpose

if TYPE_CHECKING:
    from sim.model import CareSystem
    from sim.world.region import Region

FEW_MONTHS = 24
"""Months after the last date in which it is still looked for when a target is reached."""
MOST_MONTHS = 72
"""Months after the month of the lists that a state is carried on at most."""


class Coming(NamedTuple):
    """A dated project of the document or the scenario, as one run has it."""

    stage: str
    opens: int
    """Month in which it opened or will open; -1: not before the run ends."""


@dataclass(frozen=True)
class State:
    """What one replicate came to."""

    place: Place
    figures: dict[str, Floats]
    """Measure of a target -> its value in each month from that of the lists on."""
    counted: dict[str, Floats]
    """Measure of a target that is counted by place -> facilities there in the month of the lists [place]."""
    projects: dict[str, Coming]
    station_reach: Floats
    """Elders in the circle of a station [residence]: the mean of those that stand, 0 if there are none."""
    services: float
    """Centres and stations that stand in the month of the lists, at full scale."""
    points: float
    """Village points that stand then, at full scale."""
    queue: tuple[float, float, float]
    """Projects that levers ordered and that are on their way in the month of the lists: how many wait for money, how
    many are being built; yuan still missing, at full scale."""
    capital: float
    """Yuan a year that the purses have for building once running costs are paid, at full scale."""


def months_of(region: Region, month: int, last: int) -> int:
    """The month up to which a state is carried on: two years beyond the last date, as far as the model reaches."""
    dates = [target.by for target in region.targets] + [stock.opens for stock in region.projects]
    return min(max([month, *dates]) + FEW_MONTHS, month + MOST_MONTHS, last)


def live_to(task: Task, month: int, each_month: Callable[[], None] = lambda: None) -> State:
    """Live a run to ``month``, look at it, and carry it on to the last month of the task."""
    from sim.laws import LawBroken
    from sim.model import CareSystem

    region = region_of(task.region)
    model = CareSystem(region, task.schedule, task.seed, task.until, task.laws)
    wanted = [target.measure for target in region.targets if target.measure]
    figures: dict[str, list[float]] = {name: [] for name in wanted}
    opened: dict[str, int] = {}
    place, counted, reach, services, points, queue = None, {}, np.zeros(2), 0.0, 0.0, (0.0, 0.0, 0.0)
    money = _Money()
    named = [stock.name for stock in (*region.projects, *task.schedule.projects)]
    while model.running:
        lived = model.month
        try:
            model.step()
        except LawBroken as error:
            raise RunFailed(f"a law of the model is broken ({task.scenario}, seed {task.seed}): {error}") from error
        if lived <= month:
            money.look(model, lived)
        if lived == month:
            place = look(model)
            counted = {name: count(model, name) for name in wanted if name in COUNTED}
            reach, queue = reach_of_stations(model), ordered(model, named)
            services = float(count(model, "street_centres").sum() + count(model, "stations").sum())
            points = float(count(model, "village_points").sum())
        if lived >= month:
            for name in figures:
                figures[name].append(measures.value(model, name))
        for project in model.projects:
            if project.stage == Stage.OPEN:
                opened.setdefault(project.name, lived)
        each_month()
    assert place is not None  # the month of the lists lies within the run
    stages = {p.name: Coming(p.stage.name.lower(), opened.get(p.name, -1)) for p in reversed(model.projects)}
    return State(
        place=place,
        figures={name: np.array(values) for name, values in figures.items()},
        counted=counted,
        projects={name: stages.get(name, Coming("undecided", -1)) for name in named},
        station_reach=reach,
        services=services,
        points=points,
        queue=queue,
        capital=money.left / region.fraction,
    )


class _Money:
    """What the purses that may build have for building: of the last December, else of the months so far."""

    def __init__(self) -> None:
        self.left = 0.0
        self._built = 0

    def look(self, model: CareSystem, month: int) -> None:
        """Read the purses at the end of a month; yuan of a whole year at the scale of the model."""
        self._built = 0 if is_january(month) else self._built
        self._built += int(model.ledger.paid[Purpose.CAPITAL, Account.PURSES])
        builds = [purse for purse in model.ledger.purses if Purpose.CAPITAL in purse.pays]
        year = sum(purse.fen_per_year for purse in builds)
        months = month % MONTHS_PER_YEAR + 1
        december = months == MONTHS_PER_YEAR
        if december or self._first_year(model, month):
            came = year * min(months, month - model.region.start + 1) / MONTHS_PER_YEAR
            kept = sum(max(0, purse.left) for purse in builds) + self._built
            self.left = year * min(1.0, kept / came) / FEN if came else 0.0

    def _first_year(self, model: CareSystem, month: int) -> bool:
        """Whether no December has been lived yet."""
        return month // MONTHS_PER_YEAR == model.region.start // MONTHS_PER_YEAR
