"""Somebody who stands beside the story and counts; counting changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calendar import MONTHS_PER_YEAR
from sim.laws import check_laws
from sim.model import CareSystem
from sim.processes.be_admitted import be_admitted
from sim.processes.change_ability import change_ability
from sim.processes.record import record
from sim.story import STORY
from sim.world.health import AGE_GROUPS, FIRST_AGE, N_AGES, FloatArray
from sim.world.risk import N_STATES, Event

N_GROUPS = len(AGE_GROUPS)
_AGE = np.arange(N_STATES * N_AGES) % N_AGES
_SEX = np.arange(N_STATES * N_AGES) // N_AGES & 1
_CELL = _SEX * N_GROUPS + np.minimum(_AGE // 60, N_GROUPS - 1)
"""Age month, sex, and cell of sex and age group of each row of the risk table."""


@dataclass
class Tally:
    """Counts by month, of people as simulated; by sex and age group [2, 9] where they are arrays."""

    present: list[FloatArray] = field(default_factory=list)
    """Elders before the draw of the month."""
    died: list[FloatArray] = field(default_factory=list)
    by_chance: list[FloatArray] = field(default_factory=list)
    """Deaths to be expected by the probability that the model gives to each of them."""
    by_table: list[FloatArray] = field(default_factory=list)
    """Deaths to be expected by the life table of the month: 1 - exp(-m / 12) for each of them."""
    residents: list[int] = field(default_factory=list)
    """Residents of homes before the draw of the month."""
    exits: list[tuple[int, int, int]] = field(default_factory=list)
    """Residents who died, who left the region, who left the home alive."""


class Counted(CareSystem):
    """The model with somebody who counts beside the story; the month is that of :meth:`CareSystem.step`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.tally = Tally()
        super().__init__(*args, **kwargs)

    def step(self) -> None:
        """Live one month, counting before and after the draw of the month, before admissions and at the end."""
        gone, inside = (0, 0), np.zeros(0, dtype=np.int64)
        for process in STORY:
            if process is be_admitted:
                inside = self.elders.col("id")[self.elders.col("facility") >= 0].astype(np.int64)
            if process is record:
                self.tally.exits.append((*gone, self._left_alive(inside)))
            rows = self._count_present() if process is change_ability else None
            process(self)
            if rows is not None:
                gone = self._count_dying(rows)
        check_laws(self, recount=self.laws)
        self.datacollector.collect(self)
        self.month += 1
        self.running = self.month <= self.until

    def _count_present(self) -> NDArray[np.int64]:
        """Everybody by sex and age group, and the deaths to be expected; returns the row of risk of each."""
        elders, table = self.elders, self.region.life_table
        age = np.minimum(self.month - elders.col("birth").astype(np.int64) - FIRST_AGE, N_AGES - 1)
        rows = np.asarray(elders.col("state") * np.int64(N_AGES) + age)
        people = np.bincount(rows, minlength=N_STATES * N_AGES).astype(np.float64)
        by_table = -np.expm1(-table.hazard(table.period_index(self.month)) / MONTHS_PER_YEAR)
        self.tally.present.append(_by_group(people))
        self.tally.by_chance.append(_by_group(people * (self.risk.edges[:, Event.DIE] / 2.0**32)))
        self.tally.by_table.append(_by_group(people * by_table[_SEX, _AGE]))
        self.tally.residents.append(int((elders.col("facility") >= 0).sum()))
        return rows

    def _count_dying(self, rows: NDArray[np.int64]) -> tuple[int, int]:
        """Who dies by the draw; returns how many residents of homes die, and how many move away."""
        died = np.bincount(rows[self.dying], minlength=N_STATES * N_AGES).astype(np.float64)
        self.tally.died.append(_by_group(died))
        facility = self.elders.raw("facility")
        return int((facility[self.dying] >= 0).sum()), int((facility[self.leaving] >= 0).sum())

    def _left_alive(self, inside: NDArray[np.int64]) -> int:
        """How many of those who lived in homes before admissions do not any more."""
        return int((self.elders.raw("facility")[self.elders.row_of[inside]] < 0).sum())


def _by_group(by_row: FloatArray) -> FloatArray:
    """Sums over the rows of the risk table by sex and age group, [2, 9]."""
    sums = np.bincount(_CELL, weights=by_row, minlength=2 * N_GROUPS)
    return np.asarray(sums.reshape(2, N_GROUPS), dtype=np.float64)
