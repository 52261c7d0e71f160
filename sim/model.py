"""CareSystem: one region, month by month."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents.aides import Aide
from sim.agents.elders import Elder
from sim.agents.facilities import Facility
from sim.agents.roll import Roll
from sim.agents.table import Table
from sim.book import Book
from sim.calendar import MONTHS_PER_YEAR, text_of
from sim.chance import Chance
from sim.laws import check_laws
from sim.ledger import Ledger
from sim.levers import Schedule
from sim.populate import populate
from sim.record import Event, Records
from sim.scratch import Scratch
from sim.story import STORY
from sim.world.arrivals import Arrivals
from sim.world.budgets import purses_of
from sim.world.catchment import Catchment
from sim.world.cohort import follow_cohort
from sim.world.medical import Clinic
from sim.world.programme import Programme
from sim.world.projects import Project, Works
from sim.world.region import Region
from sim.world.risk import RiskTable, risk_table

Floats = NDArray[np.float64]
LONGEST = 240
"""Months that can be simulated: the census cohorts of 40-59 turn 60 within 20 years."""
DEFAULT_MONTHS = 182
"""2020-11 to 2035-12."""


HEADLINES = ("elders", "occupancy", "operable_beds", "waiting", "unmet_hours", "aides", "public_cost")
"""Outcomes that Mesa's tools see in ``model.datacollector``; all others are in ``model.records``."""


def _latest(outcome: str) -> Callable[[CareSystem], float]:
    """The last month of an outcome, for Mesa's DataCollector."""
    return lambda model: model.records.latest(outcome)


class CareSystem(mesa.Model):
    """The elder-care system of one region; ``step()`` lives one month of STORY.

    Args:
        region: the facts of the region (``experiments.regions.load``).
        schedule: dated lever values; default: the region's status quo throughout.
        seed: of the luck. The same seed in another scenario is the same luck for the same elder.
        until: last month simulated (month number); ``running`` turns False after it.
        laws: check every law of the model every month, recounting everything (slow); the cheap ones are always checked.
        watch: ids of elders whose life is written down in ``events``.

    Raises:
        ValueError: if ``until`` lies before the start or beyond the cohorts that the census knows.
    """

    def __init__(
        self, region: Region, schedule: Schedule | None = None, seed: int = 1, until: int | None = None,
        laws: bool = False, watch: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        """Build the world of the census month."""
        super().__init__(rng=int(seed))
        self.region = region
        self.parameters = region.parameters
        self.schedule = schedule or Schedule(region.status_quo)
        self.chance = Chance(int(seed))
        self.until = region.start + DEFAULT_MONTHS - 1 if until is None else until
        if not region.start <= self.until < region.start + LONGEST:
            last = text_of(region.start + LONGEST - 1)
            raise ValueError(f"until {text_of(self.until)} must lie between {text_of(region.start)} and {last}")
        self.laws = laws
        self.watch = watch
        self.month = region.start
        """The month that the next step lives."""
        self.levers = self.schedule.at(region.start)
        self.changes = self.schedule.months()
        self.risks: dict[int, RiskTable] = {}
        self._at_arrival: dict[int, tuple[Floats, Floats]] = {}
        self._survival: Floats | None = None
        self._make_tables()
        self._open_books()
        self._begin_works()
        self._clear_the_desk()
        populate(self)
        self.datacollector = mesa.DataCollector(model_reporters={name: _latest(name) for name in HEADLINES})
        self.running = True

    def _make_tables(self) -> None:
        """Who and what there is: tables, still empty, and the rolls of those whom a process concerns."""
        self.elders: Table[Elder] = Table(self, Elder, capacity=1024)
        self.facilities: Table[Facility] = Table(self, Facility, capacity=512, registered=True)
        self.aides: Table[Aide] = Table(self, Aide, capacity=1024)
        self.concerned = Roll()
        """Elders in need of care, and tekun."""
        self.waiting = Roll()
        self.residents = Roll()
        self.volunteers = Roll()
        self.entitled = Roll()
        """Elders whom insurance, subsidy or voucher follows this month (L21)."""
        self.catchment: Catchment
        """Set by populate, renewed when a home opens, closes or changes."""
        self.elders_at_start: NDArray[np.int64]
        """Elders of each place and residence at month 0."""
        self.aides_at_start: NDArray[np.int64]
        """Aides employed in each place at month 0."""
        dementia, levels = self.at_arrival(self.region.life_table.period_index(self.region.start))
        able = (1 - dementia) * levels[:, 0, :, 0] + dementia * levels[:, 1, :, 0]
        self.arrivals = Arrivals(self.region, self.until - self.region.start + 1, able)
        self.coming: dict[int, dict[str, NDArray[Any]]] = {}
        """Columns of those who come in the next months, by month."""

    def _open_books(self) -> None:
        """Money, counts and what is written down."""
        self.ledger = Ledger(purses_of(self.region))
        self.purses_dry = False
        """Whether government-run homes could not be covered last month: they hire nobody and admit only tekun."""
        self.programme = Programme.empty(self.region.n_places)
        """Money and decisions of the yearly programme of the counties (L26)."""
        self.book = Book(self.region.n_places)
        self.records = Records(self.until - self.region.start + 1, self.region.fraction)
        self.events: list[Event] = []
        self.seen: dict[int, dict[str, Any]] = {}
        """What the watched looked like last month."""

    def _begin_works(self) -> None:
        """What has been decided and takes its time: nothing yet."""
        self.projects: list[Project] = []
        self.works: list[Works] = []
        self.tenders: list[tuple[int, int]] = []
        """(month of take-over, facility)"""
        self.tendered: list[tuple[int, float]] = []
        """(month, homes of the full region that were put out to tender or whose contracts ended)"""
        self.idle_used: NDArray[np.int64] = np.zeros(self.region.n_places, dtype=np.int64)
        """Idle buildings of each place that have been taken for homes, whether these came to be or not."""
        self.clinics: list[Clinic] = []
        """Clinics in homes that are ordered and not there yet."""
        self.platform_share = 0.0
        """Share of the month's cost of the platform that was paid; 0 where there is none."""
        self.sent_to_courses: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        """Aides whom each employer has sent to a course this month, because only the certified count."""
        self.upgrading: list[tuple[int, float]] = []
        """(month in which the course ends, seats of aides in work)"""
        self.graduates: list[tuple[int, int, float]] = []
        """(month, origin, people who then look for work as aides)"""

    def _clear_the_desk(self) -> None:
        """What one step of a month finds and the next ones of the same month use."""
        self.scratch = Scratch()
        nobody: NDArray[Any] = np.zeros(0, dtype=np.int64)
        self.dying = nobody
        self.leaving = nobody
        self.at_home = nobody
        self.inside = nobody
        self.cared_for = nobody
        self.admitted_to = nobody
        """Rows, and in the last one homes."""
        self.capacity_on_admission = nobody
        self.spare_minutes = nobody
        """Minutes a week of the aides of each home that run stations may use for visits, found in step 10 (L11)."""
        self.team_minutes_left = nobody
        """Minutes a week of visiting aides of each place that nobody asked for."""
        self.cells = np.zeros((0, 5, 4), dtype=np.int64)
        """Residents by home, level and standing."""
        self.fees = nobody

    def step(self) -> None:
        """Live one month."""
        if not self.running:
            raise RuntimeError(f"the run ended with {text_of(self.until)}")
        for process in STORY:
            process(self)
        check_laws(self, recount=self.laws)
        self.datacollector.collect(self)
        self.month += 1
        self.running = self.month <= self.until

    def run(self) -> CareSystem:
        """Live all months up to ``until``."""
        while self.running:
            self.step()
        return self

    @property
    def risk(self) -> RiskTable:
        """The chances of this month's events, by state and age; one table per period of the life table."""
        period = self.region.life_table.period_index(self.month)
        if period not in self.risks:
            leave = self.parameters.population.leave_per_year
            self.risks[period] = risk_table(
                self.region.health, self.region.life_table, period, leave, self.parameters.need.gap_effect
            )
        return self.risks[period]

    def at_arrival(self, period: int) -> tuple[Floats, Floats]:
        """Dementia [sex, age month] and cumulated levels [sex, dementia, age month, 4] of those alive in a period."""
        if period not in self._at_arrival:
            share = follow_cohort(self.region.health, self.region.life_table, period).share
            edges = np.cumsum(share, axis=3)[..., :4] / share.sum(axis=3, keepdims=True)
            self._at_arrival[period] = (share[:, 1].sum(axis=2), edges)
        return self._at_arrival[period]

    def alive_since_60(self) -> Floats:
        """Share of those alive at 60 who still live, from the last age month back to 60 [sex, 600], at first rates."""
        if self._survival is None:
            hazard = self.region.life_table.hazard(self.region.life_table.period_index(self.region.start))
            lived = np.cumsum(hazard, axis=1) / MONTHS_PER_YEAR
            alive = np.exp(-np.concatenate([np.zeros((2, 1)), lived[:, :-1]], axis=1))
            self._survival = np.ascontiguousarray(alive[:, ::-1])
        return self._survival
