"""The book of the month: stocks kept by the events that change them, and the flows of the month."""

from __future__ import annotations

import numpy as np

from sim.kernels.week import MEASURES, N_LEVELS, N_STANDINGS


class Book:
    """Counts that nobody has to recount. Laws compare them with a recount when checking is on."""

    def __init__(self, n_places: int) -> None:
        """All zero."""
        self.elders = np.zeros((n_places, 2, N_LEVELS), dtype=np.int64)
        """Elders by place, residence and level."""
        self.joined_ever = 0
        self.ended_ever = np.zeros(6, dtype=np.int64)
        self.born = 0
        """Elders ever in the table."""
        self.gone = 0
        self.aides_ever = 0
        self.aides_gone = 0
        self.beds_opened = 0
        self.beds_closed = 0
        self.counts = np.zeros((n_places * 2 * N_STANDINGS * N_LEVELS, MEASURES), dtype=np.int64)
        """Need and care this month by [place, residence, standing, level] (flat) and measure of kernels.week."""
        self.by_group = np.zeros((1 + N_LEVELS + N_STANDINGS + 2, MEASURES), dtype=np.int64)
        """Its margins: all, levels, standings, residences."""
        self.by_place = np.zeros((n_places, MEASURES), dtype=np.int64)
        self.unmet_causes = np.zeros((n_places, 6), dtype=np.int64)
        """Unmet minutes a week by place and cause."""
        self.payers = np.zeros(5, dtype=np.int64)
        """Formal minutes a week at home by who pays (kernels.week: OWN, VOUCHER …; the voucher is a part of OWN)."""
        self.team_minutes = 0
        """Minutes a week that visiting aides, and spare aides of homes that run stations, could give."""
        self.shared_minutes_used = np.zeros(n_places, dtype=np.int64)
        """Of these, minutes that aides of homes gave, by place."""
        self.volunteer_minutes_left = np.zeros(n_places, dtype=np.int64)
        """Minutes a week that volunteers were ready to give and nobody asked for."""
        self.bank = np.zeros(3, dtype=np.int64)
        """Minutes ever credited by the time bank, claimed, and lapsed with those who died or left."""
        self.family_beds = 0
        self.devices = 0
        self.bracelets = 0
        """Family care beds, sets of devices and bracelets in use with people in need at home."""
        self.owed = np.zeros(2)
        """Homes to adapt and families to train that this year's programmes still owe."""
        self.turn()

    def add_up(self) -> None:
        """Work out the margins of the table of counts."""
        table = self.counts.reshape(len(self.by_place), 2, N_STANDINGS, N_LEVELS, MEASURES)
        self.by_place = table.sum(axis=(1, 2, 3))
        region = table.sum(axis=0)  # [residence, standing, level, measure]
        levels, standings, residences = region.sum((0, 1)), region.sum((0, 2)), region.sum((1, 2))
        self.by_group = np.concatenate([residences.sum(axis=0)[None], levels, standings, residences])

    def turn(self) -> None:
        """Start a month: no flows yet."""
        self.deaths = 0
        self.leavers = 0
        self.arrivals = 0
        self.joined = np.zeros(N_STANDINGS, dtype=np.int64)
        self.admitted = np.zeros((N_STANDINGS, 3), dtype=np.int64)
        self.wait_end = np.zeros(6, dtype=np.int64)
        self.died_waiting = np.zeros(N_STANDINGS, dtype=np.int64)
        self.judged_90 = np.zeros((2, N_STANDINGS, N_LEVELS), dtype=np.int64)
        """Waits judged by the 90-day standard this month: [(all, entered in time), standing, level]."""
        self.aides_quit = 0
        self.aides_hired = 0
        self.visits_made = 0
        self.surveyed = 0
        self.adapted = 0
        self.families_trained = 0
        self.respite_stays = 0
        self.eaters = 0
