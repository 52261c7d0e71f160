"""Every policy lever, declared once.

A lever is a frozen dataclass; its fields carry unit, allowed range and meaning. From this declaration follow
the command-line overrides (``levers.<lever>.<field>=…``), their error messages, dated schedules, the
documentation and the bounds of every study. The value in force before any policy, the *status quo*, is a fact
of the region and is read with it; the defaults here mean "the document is silent: nothing happens".
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from sim.declare import Declared, declared
from sim.levers.admission import Admit, SafetyNet
from sim.levers.care_at_home import Adapt, Carers, Identify, Visit, Volunteer
from sim.levers.community import Chain, Meals, Point, Station
from sim.levers.demand import Entitle, Grade, Medical, Platform
from sim.levers.governance import Govern
from sim.levers.homes import Build, Entry, Idle, Nursing, Operate, Upgrade
from sim.levers.money import Budget
from sim.levers.staff import Pay, Ratio, Train


@dataclass(frozen=True)
class Levers:
    """All levers in force in one month."""

    build: Build = field(default_factory=Build)
    nursing: Nursing = field(default_factory=Nursing)
    upgrade: Upgrade = field(default_factory=Upgrade)
    operate: Operate = field(default_factory=Operate)
    entry: Entry = field(default_factory=Entry)
    idle: Idle = field(default_factory=Idle)
    admit: Admit = field(default_factory=Admit)
    safety_net: SafetyNet = field(default_factory=SafetyNet)
    station: Station = field(default_factory=Station)
    point: Point = field(default_factory=Point)
    chain: Chain = field(default_factory=Chain)
    visit: Visit = field(default_factory=Visit)
    adapt: Adapt = field(default_factory=Adapt)
    carers: Carers = field(default_factory=Carers)
    volunteer: Volunteer = field(default_factory=Volunteer)
    meals: Meals = field(default_factory=Meals)
    train: Train = field(default_factory=Train)
    pay: Pay = field(default_factory=Pay)
    ratio: Ratio = field(default_factory=Ratio)
    identify: Identify = field(default_factory=Identify)
    entitle: Entitle = field(default_factory=Entitle)
    medical: Medical = field(default_factory=Medical)
    platform: Platform = field(default_factory=Platform)
    grade: Grade = field(default_factory=Grade)
    budget: Budget = field(default_factory=Budget)
    govern: Govern = field(default_factory=Govern)

    def with_values(self, values: dict[str, Any]) -> Levers:
        """A copy in which some fields, named ``lever.field``, take other values.

        Raises ValueError with one line per unknown name or value out of range.
        """
        wrong: list[str] = []
        changed: dict[str, dict[str, Any]] = {}
        known = DECLARED
        for path, value in values.items():
            if path not in known:
                wrong.append(f"levers.{path}: unknown lever or field")
                continue
            problem = known[path].check(value)
            if problem:
                wrong.append(f"levers.{path} = {value!r}: {problem}")
                continue
            lever, name = path.split(".")
            kind = type(known[path].default)
            changed.setdefault(lever, {})[name] = kind(value)
        if wrong:
            raise ValueError("\n".join(wrong))
        new = {lever: dataclasses.replace(getattr(self, lever), **fields) for lever, fields in changed.items()}
        return dataclasses.replace(self, **new)


LEVERS: dict[str, type] = {f.name: f.default_factory for f in dataclasses.fields(Levers)}  # type: ignore[misc]
"""Lever name -> its class, in the order of the identifiers."""

DECLARED: dict[str, Declared] = {
    f"{name}.{item.name}": item for name, lever in LEVERS.items() for item in declared(lever)
}
"""``lever.field`` -> declaration, for every field of every lever."""


@dataclass(frozen=True)
class Schedule:
    """Dated lever values: what is in force in a month is the latest change not after it.

    ``changes`` holds (month, ``lever.field``, value), sorted by month; month -1 stands for "from the start".
    ``projects`` are those that a scenario adds to the region's: ``sim.world.region.ProjectStock``, each with the
    month in which it is decided.
    """

    status_quo: Levers = field(default_factory=Levers)
    changes: tuple[tuple[int, str, Any], ...] = ()
    projects: tuple[Any, ...] = ()
    _in_force: dict[int, Levers] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Number of changes made -> the levers then in force, worked out once."""

    def __post_init__(self) -> None:
        """Refuse changes that are not in order of time, and every value outside its declared range."""
        months = [month for month, _, _ in self.changes]
        if months != sorted(months):
            raise ValueError("lever changes must be in order of time")
        for month, path, value in self.changes:
            try:
                self.status_quo.with_values({path: value})
            except ValueError as error:
                raise ValueError(f"{error} (in force from month {month})") from None

    def at(self, month: int) -> Levers:
        """The levers in force in ``month``."""
        n = bisect_right(self.changes, month, key=lambda change: change[0])
        if n not in self._in_force:
            self._in_force[n] = self.status_quo.with_values({path: value for _, path, value in self.changes[:n]})
        return self._in_force[n]

    def months(self) -> tuple[int, ...]:
        """The months in which something changes."""
        return tuple(sorted({month for month, _, _ in self.changes}))
