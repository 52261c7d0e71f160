"""What a small trial in the simulated state says about each measure: unmet hours removed, and for how much money.

From the month after that of the lists, every arm lives on with the same luck and with the same fuller purses; one arm
does nothing more (the control), each other one takes one measure. What differs in the last twelve months is what the
measure did. Fuller purses in all arms mean that a measure is judged by what it does, not by whether this year's purses
could pay it; grants of the upper levels pay what is built. Doses come on top of what is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.compare import summary
from experiments.lists.assumed import DEFAULT, Assumed
from experiments.lists.doses import LASTING, PER, Trial, trials_of, value_of
from experiments.runs import Run, Task
from sim.calendar import MONTHS_PER_YEAR, WEEKS_PER_MONTH
from sim.ledger import PUBLIC_PAYERS
from sim.levers import DECLARED, Levers, Schedule

if TYPE_CHECKING:
    from sim.world.region import Region

Floats = NDArray[np.float64]
CONTROL = "control"
PUBLIC = {account.name.lower() for account in PUBLIC_PAYERS}
WEEKS = WEEKS_PER_MONTH * MONTHS_PER_YEAR


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
        """Unmet hours removed in a year for 10,000 yuan a year; NaN where it cost nothing.

        The mean is the quotient of the means. About it replicates vary as hours and cost together make it vary, to
        first order (Taylor): so the interval holds the luck of both.
        """
        paid = float(self.yearly.mean())
        paid = paid if paid > 0 else float("nan")
        quotient = float(self.removed.mean()) / paid
        return (quotient + (self.removed - quotient * self.yearly) / paid) * WEEKS * 1e4

    @property
    def said(self) -> Interval:
        """Hours a week removed in the region."""
        return interval(self.removed)

    @property
    def clear(self) -> bool:
        """Whether the interval lies above zero; never with one replicate."""
        return self.said.low > 0

    @property
    def empty(self) -> bool:
        """Whether nothing was spent and nothing moved: in a sample an order can be too small to be carried out."""
        return not (self.removed.any() or self.once.any() or self.running.any())

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


def tasks(
    base: Task,
    month: int,
    months: int,
    elders: float,
    replicates: Sequence[Task],
    points: float = 0.0,
    assumed: Assumed = DEFAULT,
) -> list[Task]:
    """The control and all arms, replicate by replicate with the same seeds.

    ``elders`` of the region and village ``points`` that stand, at full scale.
    """
    in_force = base.schedule.at(month)
    arms = {CONTROL: [], **{t.name: _changes(t, in_force, month, elders / PER, points) for t in trials_of(assumed)}}
    fuller = min(in_force.budget.general_factor * assumed.fuller, DECLARED["budget.general_factor"].high)
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


def _changes(
    trial: Trial, in_force: Levers, month: int, many: float, points: float
) -> list[tuple[int, str, Any]]:  # fmt: skip
    """What a trial changes: its dose and what goes with it for its months, and what lasts."""
    dosed = {trial.lever: trial.raised(in_force, many), **trial.beside}
    lasting = [(month + 1, path, value) for path, value in trial.kept(in_force, many, points).items()]
    if trial.months == LASTING:
        return [*((month + 1, path, value) for path, value in dosed.items()), *lasting]
    january = _next_january(month + 1)
    starts = [(january, path, value) for path, value in dosed.items()]
    ends = [(january + trial.months, path, value_of(in_force, path)) for path in dosed]
    return [*lasting, *starts, *ends]


def _schedule(base: Schedule, month: int, changes: list[tuple[int, str, Any]]) -> Schedule:
    """The dated levers of an arm: what the trial sets replaces what the scenario says of these fields afterwards."""
    fields = {path for _, path, _ in changes}
    kept = [change for change in base.changes if change[0] <= month or change[1] not in fields]
    order = {path: place for place, path in enumerate(DECLARED)}
    return replace(base, changes=tuple(sorted(kept + changes, key=lambda change: (change[0], order[change[1]]))))


# --- what came out ------------------------------------------------------------------------------------------


def results(
    runs: Sequence[Run],
    region: Region,
    in_force: Levers,
    month: int,
    elders: float,
    stations: float,
    assumed: Assumed = DEFAULT,
) -> list[Found]:
    """What each trial came to against the control.

    ``month``: that of the lists, after which the trials begin; ``elders`` and ``stations`` then, at full scale.
    """
    names = [place.name for place in region.places]
    control = _arm(runs, CONTROL)
    found = []
    for trial in trials_of(assumed):
        pairs = list(zip(control, _arm(runs, trial.name), strict=True))
        places = [[_unmet(off, name) - _unmet(on, name) for name in names] for off, on in pairs]
        removed = [_unmet(off) - _unmet(on) for off, on in pairs]
        once = [_once(on, trial, month + 1) - _once(off, trial, month + 1) for off, on in pairs]
        running = [_running(on, trial) - _running(off, trial) for off, on in pairs]
        units = trial.units(in_force, elders / PER, stations)
        found.append(Found(trial, np.array(removed), np.array(places), np.array(once), np.array(running), units))
    return found


def _arm(runs: Sequence[Run], name: str) -> list[Run]:
    """The runs of an arm by replicate."""
    return sorted((run for run in runs if run.scenario == name), key=lambda run: run.replicate)


def _column(run: Run, outcome: str, place: str = "", group: str = "") -> Floats:
    index = {(cell.outcome, cell.place, cell.group): i for i, cell in enumerate(run.cells)}
    return run.values[:, index[outcome, place, group]]


def _unmet(run: Run, place: str = "") -> float:
    """Unmet hours a week, mean of the last twelve months."""
    return float(_column(run, "unmet_hours", place)[-MONTHS_PER_YEAR:].mean())


def _one_off(run: Run, trial: Trial) -> Floats:
    """Public yuan [month] for the purposes that are paid once: all payments x the public part of their year."""
    public = np.zeros(len(run.months))
    years = np.asarray(run.months) // MONTHS_PER_YEAR
    for purpose in trial.one_off:
        paid: dict[int, float] = {}
        of_public: dict[int, float] = {}
        for year, payer, _, what, yuan in run.ledger:
            if what == purpose:
                paid[year] = paid.get(year, 0.0) + yuan
                of_public[year] = of_public.get(year, 0.0) + yuan * (payer in PUBLIC)
        part = [of_public.get(year, 0.0) / paid[year] if paid.get(year) else 0.0 for year in years.tolist()]
        public += _column(run, "money", "", f"purpose={purpose}") * np.array(part)
    return public


def _once(run: Run, trial: Trial, since: int) -> float:
    """Public yuan spent once; of a dose that lasts, in its first year: what is put in place later replaces it."""
    spent, months = _one_off(run, trial), np.asarray(run.months)
    if trial.months == LASTING:
        spent = spent[(months >= since) & (months < since + MONTHS_PER_YEAR)]
    return float(spent.sum())


def _running(run: Run, trial: Trial) -> float:
    """Public yuan of the last twelve months that are not spent once."""
    total = float(_column(run, "public_cost")[-MONTHS_PER_YEAR:].sum())
    return total if trial.months == LASTING else total - float(_one_off(run, trial)[-MONTHS_PER_YEAR:].sum())
