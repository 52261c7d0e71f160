"""The measures that the lists try, and what a trial orders of each: always so much more than is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from experiments.lists.assumed import Assumed
from sim.calendar import MONTHS_PER_YEAR
from sim.levers import DECLARED, Levers
from sim.world.diagnosis import Measure

PER = 100_000.0
"""Doses of what grows with a region are those of so many elders."""
LASTING, ORDER, ROUND = 0, 1, MONTHS_PER_YEAR
"""How many months a dose lasts: to the end; what is ordered in January; what goes on month by month for a year."""
EACH, STATIONS, ELDERS = "each", "stations", "elders"
"""What a dose is of: units themselves; units at each centre and station; units for each elder."""


@dataclass(frozen=True)
class Trial:
    """One measure as it is tried."""

    name: str
    serves: Measure | None
    """The need that it can relieve; None: unmet hours of known people of level 2 and more at home."""
    lever: str
    """What is raised, ``lever.field``."""
    dose: float
    """By how much: for ``PER`` elders if ``grows``."""
    months: int
    grows: bool = True
    of: str = EACH
    beside: Mapping[str, Any] = field(default_factory=dict)
    """Levers that are set for the time of the dose. What is ordered already comes under them too."""
    one_off: tuple[str, ...] = ()
    """Purposes of money that is spent once; all other money is running money."""
    life: float = 1.0
    """Years over which money that is spent once is spread."""
    size: float | None = 0.0
    """Units of a project of one place; 0: a measure of the whole region; None: as many for an elder as in the trial."""

    def raised(self, in_force: Levers, many: float) -> Any:
        """The lever with the dose on top of what is in force, within its range; ``many``: elders / ``PER``."""
        item = DECLARED[self.lever]
        value = self._base(in_force) + self.dose * (many if self.grows else 1.0)
        inside = min(max(value, item.low), item.high)
        return round(inside) if isinstance(item.default, int) else float(inside)

    def units(self, in_force: Levers, many: float, stations: float) -> float:
        """How many units that adds, at full scale."""
        more = float(self.raised(in_force, many) - self._base(in_force))
        return more * {EACH: 1.0, STATIONS: stations, ELDERS: PER * many}[self.of]

    def _base(self, in_force: Levers) -> Any:
        """What is ordered already; a pace at which nothing is asked for orders nothing."""
        idle = self.name == "nursing" and not (in_force.nursing.target_share or in_force.nursing.dementia_share)
        return 0 if idle else value_of(in_force, self.lever)

    def kept(self, in_force: Levers, many: float, points: float) -> dict[str, Any]:
        """Levers that stay set to the end: an assistant for each village point added to the ``points`` that stand."""
        if self.name != "point":
            return {}
        new = self.units(in_force, many, 0.0)
        paid = in_force.point.assistant_share * points
        return {
            "point.assistant_share": min(1.0, (paid + new) / (points + new)) if new else in_force.point.assistant_share
        }


def value_of(levers: Levers, path: str) -> Any:
    """The value of ``lever.field``."""
    group, name = path.split(".")
    return getattr(getattr(levers, group), name)


def trials_of(a: Assumed) -> tuple[Trial, ...]:
    """All measures that are tried."""
    return (
        Trial(
            "beds", Measure.BEDS, "build.beds_per_year", a.beds_dose, ORDER,
            beside={"build.grant_share": 1.0, "build.site": "need"},
            one_off=("capital",), life=a.bed_life, size=float(a.home_beds),
        ),
        Trial(
            "nursing", Measure.TYPE, "nursing.beds_per_year", a.nursing_dose, ORDER,
            beside={"nursing.target_share": 1.0, "nursing.grant_share": 1.0},
            one_off=("capital",), life=a.bed_life, size=a.nursing_project,
        ),
        Trial(
            "station", Measure.STATION, "station.stations_per_year", a.station_dose, ORDER,
            beside={"station.grant_share": 1.0, "station.site": "need", "station.posts_each": a.station_posts},
            one_off=("capital",), life=a.station_life, size=1.0,
        ),
        Trial(
            "point", None, "point.points_per_year", a.point_dose, ORDER,
            beside={"point.grant_share": 1.0},
            one_off=("capital",), life=a.station_life, size=a.point_project,
        ),
        Trial(
            "posts", Measure.AIDES, "visit.posts_per_station", a.posts_dose, LASTING, grows=False, of=STATIONS,
            size=a.posts_project,
        ),
        Trial(
            "hours", Measure.HOURS, "visit.hours_per_month", a.hours_dose, LASTING, grows=False,
            beside={"visit.everyone": True, "visit.from_level": 2},
        ),
        Trial(
            "family_beds", None, "visit.family_beds", a.family_bed_dose, LASTING,
            one_off=("home_aids",), life=a.family_bed_life, size=None,
        ),
        Trial(
            "identify", Measure.IDENTIFY, "identify.visits_per_year", a.visit_dose, ROUND, grows=False, of=ELDERS,
            one_off=("identification",), life=a.visit_life, size=None,
        ),
        Trial(
            "adapt", None, "adapt.households_per_year", a.adapt_dose, ROUND,
            beside={"adapt.public_share": 1.0, "adapt.first": "need"},
            one_off=("home_aids",), life=a.adapt_life, size=None,
        ),
        Trial("pay", Measure.AIDES, "pay.raise_share", a.pay_dose, LASTING, grows=False),
        Trial("train", Measure.AIDES, "train.seats_per_year", a.seat_dose, LASTING),
    )  # fmt: skip
