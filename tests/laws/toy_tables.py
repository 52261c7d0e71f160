"""A toy world with tables of elders and facilities, for the tests of tables, handles and words."""

from enum import IntEnum

import mesa
import numpy as np

from sim.agents import Row, Table, bits, column, derived


class Level(IntEnum):
    ABLE = 0
    MILD = 1
    SEVERE = 5


class Elder(Row):
    TABLE = "elders"
    birth = column("i2", unit="month", meaning="month of birth")
    state = column("u1", meaning="sex, level and points in one byte")
    woman = bits(of="state", shift=0, width=1, kind=bool)
    level = bits(of="state", shift=1, width=3, kind=Level, meaning="loss of ability")
    points = bits(of="state", shift=4, width=4)
    home = column("i4", unit="id", default=-1, meaning="facility lived in")
    living = column(Level, default=Level.MILD)
    hours = column("f8", unit="hour/week", shape=(2, 3), default=0.5)
    age = derived(lambda table, rows: table.model.month - table.col("birth")[rows], unit="month")
    band = derived(lambda table, rows: np.where(table.birth[rows] < 2, 5, 1), kind=Level)

    def birthday(self, gift=0):
        self.birth += 1
        return gift + self.id


class Facility(Row):
    TABLE = "facilities"
    beds = column("i4", unit="bed", shape=(3,))
    price = column("f8", default=1.0)


class World(mesa.Model):
    def __init__(self, n=0):
        super().__init__(rng=1)
        self.month = 100
        self.elders = Table(self, Elder, capacity=max(n, 1))
        self.facilities = Table(self, Facility, registered=True)
        self.elders.add(np.arange(n), birth=np.arange(n) * 7 % 5)
