"""What a small trial in the simulated state says about each measure: unmet hours removed, and for how much money.

From the month after that of the lists, every arm lives on with the same luck and with the same fuller purses; one arm
does nothing more (the control), each other one takes one measure. What differs in the last twelve months is what the
measure did. Fuller purses in all arms mean that a measure is judged by what it does, not by whether this year's purses
could pay it; grants of the upper levels pay what is built.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.compare import summary
from experiments.ensemble import Run, Task
from sim.calendar import MONTHS_PER_YEAR, WEEKS_PER_MONTH
from sim.ledger import PUBLIC_PAYERS
from sim.levers import DECLARED, Levers, Schedule
from sim.world.diagnosis import Measure

if TYPE_CHECKING:
    from sim.world.region import Region

Floats = NDArray[np.float64]
CONTROL = "control"
FULLER = 2.0
"""General budgets of all arms of a trial, relative to those in force (judgement: enough for each measure alone)."""
PER = 100_000.0
"""Doses are those of a region with so many elders."""
PUBLIC = {account.name.lower() for account in PUBLIC_PAYERS}
WEEKS = WEEKS_PER_MONTH * MONTHS_PER_YEAR


class Dose(NamedTuple):
    """What a trial changes, given what is in force and how many elders there are (in units of ``PER``)."""

    once: Callable[[Levers, float], dict[str, Any]]
    """Levers that act from the first January of the trial for ``months``: one order, one round."""
    lasting: Callable[[Levers, float], dict[str, Any]]
    """Levers that stay."""
    units: Callable[[Levers, float, float], float]
    """How many units of the measure that is, given levers, elders and stations that stand."""
    months: int = 1
    """1: what is ordered in January; 12: what goes on month by month for a year."""


@dataclass(frozen=True)
class Trial:
    """One measure as it is tried."""

    name: str
    serves: Measure | None
    """The need that it can relieve; None: unmet hours of known people of level 2 and more at home."""
    one_off: tuple[str, ...]
    """Purposes of money that is spent once; all other money is running money."""
    life: float
    """Years over which money that is spent once is spread (judgement)."""
    dose: Dose
    size: float
    """Units of a project of one county; 0: a measure of the whole region, no project of a county."""


def _nothing(levers: Levers, many: float) -> dict[str, Any]:
    return {}


def _set(**each: float) -> Callable[[Levers, float], dict[str, Any]]:
    """Levers whose value grows with the elders of the region (``lever__field=value for PER elders``)."""

    def values(levers: Levers, many: float) -> dict[str, Any]:
        return {key.replace("__", "."): _allowed(key.replace("__", "."), value * many) for key, value in each.items()}

    return values


def _fixed(values: dict[str, Any]) -> Callable[[Levers, float], dict[str, Any]]:
    """Levers with one value whatever the size of the region."""
    return lambda levers, many: dict(values)


def _more(path: str, more: float) -> Callable[[Levers, float], dict[str, Any]]:
    """A lever raised above what is in force."""
    group, field = path.split(".")
    return lambda levers, many: {path: _allowed(path, getattr(getattr(levers, group), field) + more)}


def _more_per(path: str, more: float) -> Callable[[Levers, float], dict[str, Any]]:
    """A lever raised above what is in force by so much for ``PER`` elders."""
    return lambda levers, many: _more(path, more * many)(levers, many)


def _with(first: Callable[..., dict[str, Any]], second: dict[str, Any]) -> Callable[[Levers, float], dict[str, Any]]:
    return lambda levers, many: {**first(levers, many), **second}


def _allowed(path: str, value: float) -> Any:
    """The value within the range of its declaration and of its type."""
    item = DECLARED[path]
    inside = min(max(value, item.low), item.high)
    return round(inside) if isinstance(item.default, int) else float(inside)


NEED = {"station.site": "need", "build.site": "need"}
TRIALS = (
    Trial(
        "beds", Measure.BEDS, ("capital",), 20,
        Dose(_with(_set(build__beds_per_year=60), {"build.grant_share": 1.0, "build.site": "need"}), _nothing,
             lambda levers, many, stations: 60 * many),
        100,
    ),
    Trial(
        "nursing", Measure.TYPE, ("capital",), 20,
        Dose(_with(_set(nursing__beds_per_year=60), {"nursing.target_share": 1.0, "nursing.grant_share": 1.0}),
             _nothing, lambda levers, many, stations: 60 * many),
        50,
    ),
    Trial(
        "station", Measure.STATION, ("capital",), 10,
        Dose(_with(_set(station__stations_per_year=4), {"station.grant_share": 1.0, "station.site": "need",
                                                        "station.posts_each": 2.0}),
             _nothing, lambda levers, many, stations: 4 * many),
        1,
    ),
    Trial(
        "point", None, ("capital",), 10,
        Dose(_with(_set(point__points_per_year=20), {"point.grant_share": 1.0}), _fixed({"point.assistant_share": 1.0}),
             lambda levers, many, stations: 20 * many),
        10,
    ),
    Trial(
        "posts", Measure.AIDES, (), 1,
        Dose(_nothing, _more("visit.posts_per_station", 1), lambda levers, many, stations: stations),
        10,
    ),
    Trial(
        "hours", Measure.HOURS, (), 1,
        Dose(_nothing, _with(_more("visit.hours_per_month", 4), {"visit.everyone": True, "visit.from_level": 2}),
             lambda levers, many, stations: 1.0),
        0,
    ),
    Trial(
        "family_beds", None, ("home_aids",), 5,
        Dose(_nothing, _more_per("visit.family_beds", 100), lambda levers, many, stations: 100 * many),
        100,
    ),
    Trial(
        "identify", Measure.IDENTIFY, ("identification",), 3,
        Dose(_more("identify.visits_per_year", 1), _nothing, lambda levers, many, stations: PER * many, 12),
        1,
    ),
    Trial(
        "adapt", None, ("home_aids",), 10,
        Dose(_with(_set(adapt__households_per_year=200), {"adapt.public_share": 1.0, "adapt.first": "need"}), _nothing,
             lambda levers, many, stations: 200 * many, 12),
        200,
    ),
    Trial(
        "pay", Measure.AIDES, (), 1,
        Dose(_nothing, _more("pay.raise_share", 0.1), lambda levers, many, stations: 1.0),
        0,
    ),
    Trial(
        "train", Measure.AIDES, (), 1,
        Dose(_nothing, _more_per("train.seats_per_year", 20), lambda levers, many, stations: 20 * many),
        0,
    ),
)  # fmt: skip
"""The measures that are tried; doses are for 100,000 elders, so that regions of any size get the like."""
SHARE_SIZE = frozenset({"identify"})
"""Trials whose project size is a share of the elders of the county."""


@dataclass(frozen=True)
class Found:
    """What a trial came to; each value one for each replicate."""

    trial: Trial
    removed: Floats
    """Unmet hours a week removed in the region [replicate]."""
    by_place: Floats
    """The same [replicate, place]."""
    once: Floats
    """Yuan of public money spent once."""
    running: Floats
    """Yuan a year of public money after that."""
    units: float
    """Units of the measure in the trial, at full scale."""

    @property
    def yearly(self) -> Floats:
        """Yuan a year: what is spent once, spread over its years, and running money."""
        return self.once / self.trial.life + self.running

    @property
    def per_money(self) -> Floats:
        """Unmet hours removed in a year for 10,000 yuan a year, at the mean cost; NaN where it cost nothing."""
        paid = float(self.yearly.mean())
        return self.removed * WEEKS / (paid if paid > 0 else float("nan")) * 1e4

    @property
    def said(self) -> Interval:
        """Hours a week removed in the region."""
        return interval(self.removed)

    @property
    def clear(self) -> bool:
        """Whether the interval lies above zero; never with one replicate."""
        return self.said.low > 0

    @property
    def ranked(self) -> float:
        """Mean hours in a year for 10,000 yuan a year; NaN if it is not clear or cost nothing."""
        return float(self.per_money.mean()) if self.helps else float("nan")

    @property
    def helps(self) -> bool:
        """Whether it is counted on: clearly above zero, or with one replicate, above zero at all."""
        return self.clear if len(self.removed) > 1 else bool(self.removed.mean() > 0)


class Interval(NamedTuple):
    """Mean and 95 % interval over the replicates; NaN ends with one replicate."""

    mean: float
    low: float
    high: float


def interval(values: Floats) -> Interval:
    """Of one value for each replicate."""
    row = summary(values[None])[["mean", "low", "high"]].iloc[0]
    return Interval(*(float(value) for value in row))


def tasks(base: Task, month: int, months: int, elders: float, replicates: Sequence[Task]) -> list[Task]:
    """The control and all arms, replicate by replicate with the same seeds; elders at full scale."""
    many = elders / PER
    in_force = base.schedule.at(month)
    arms: dict[str, list[tuple[int, str, Any]]] = {CONTROL: []}
    for trial in TRIALS:
        once, lasting = trial.dose.once(in_force, many), trial.dose.lasting(in_force, many)
        january = _next_january(month + 1)
        orders = [(january, path, value) for path, value in once.items()]
        ends = [(january + trial.dose.months, path, _in_force(in_force, path)) for path in once]
        arms[trial.name] = [(month + 1, path, value) for path, value in lasting.items()] + orders + ends
    fuller = min(in_force.budget.general_factor * FULLER, DECLARED["budget.general_factor"].high)
    money = (month + 1, "budget.general_factor", fuller)
    return [
        replace(
            task,
            scenario=name,
            schedule=_schedule(task.schedule, month, [money, *changes]),
            until=month + months,
            month0=False,
            targets=False,
        )
        for name, changes in arms.items()
        for task in replicates
    ]


def _next_january(month: int) -> int:
    """The first January from a month on: orders of the year are given in it."""
    return month if month % MONTHS_PER_YEAR == 0 else month + MONTHS_PER_YEAR - month % MONTHS_PER_YEAR


def _in_force(levers: Levers, path: str) -> Any:
    group, field = path.split(".")
    return getattr(getattr(levers, group), field)


def _schedule(base: Schedule, month: int, changes: list[tuple[int, str, Any]]) -> Schedule:
    """The dated levers of an arm: what the trial sets replaces what the scenario says of these fields afterwards."""
    fields = {path for _, path, _ in changes}
    kept = [change for change in base.changes if change[0] <= month or change[1] not in fields]
    order = {path: place for place, path in enumerate(DECLARED)}
    return replace(base, changes=tuple(sorted(kept + changes, key=lambda change: (change[0], order[change[1]]))))


# --- what came out ------------------------------------------------------------------------------------------


def results(runs: Sequence[Run], region: Region, in_force: Levers, stations: float) -> list[Found]:
    """What each trial came to against the control."""
    n = 1 + max(run.replicate for run in runs)
    many = float(region.elders.sum()) / region.fraction / PER
    names = [place.name for place in region.places]
    control = [run for run in runs if run.scenario == CONTROL]
    found = []
    for trial in TRIALS:
        arm = [run for run in runs if run.scenario == trial.name]
        places = np.array([[_last_year(run, "unmet_hours", name) for name in names] for run in arm])
        without = np.array([[_last_year(run, "unmet_hours", name) for name in names] for run in control])
        removed = [_last_year(control[r], "unmet_hours") - _last_year(arm[r], "unmet_hours") for r in range(n)]
        once = np.array([_spent_once(arm[r], trial) - _spent_once(control[r], trial) for r in range(n)])
        running = np.array([_running(arm[r], trial) - _running(control[r], trial) for r in range(n)])
        units = trial.dose.units(in_force, many, stations)
        found.append(Found(trial, np.array(removed), without - places, once, running, units))
    return found


def _column(run: Run, outcome: str, place: str = "", group: str = "") -> Floats:
    index = {(cell.outcome, cell.place, cell.group): i for i, cell in enumerate(run.cells)}
    return run.values[:, index[outcome, place, group]]


def _last_year(run: Run, outcome: str, place: str = "") -> float:
    """Mean of a stock over the last twelve months."""
    return float(_column(run, outcome, place)[-MONTHS_PER_YEAR:].mean())


def _spent_once(run: Run, trial: Trial) -> float:
    """Public yuan of all years for the purposes that are paid once."""
    return sum(yuan for _, payer, _, purpose, yuan in run.ledger if payer in PUBLIC and purpose in trial.one_off)


def _running(run: Run, trial: Trial) -> float:
    """Public yuan of the last twelve months for all other purposes."""
    total = float(_column(run, "public_cost")[-MONTHS_PER_YEAR:].sum())
    once = sum(float(_column(run, "money", "", f"purpose={p}")[-MONTHS_PER_YEAR:].sum()) for p in trial.one_off)
    return total - once
