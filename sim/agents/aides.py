"""The aides: persons who are hired, tire, quit, move and retire."""

from __future__ import annotations

from sim.agents.column import column
from sim.agents.row import Row


class Aide(Row):
    """A care worker, employed by a facility or looking for work."""

    TABLE = "aides"

    luck = column("u4", meaning="key of this person's draws: where, when and how they came, never their turn")
    birth = column("i2", unit="month", meaning="month of birth")
    place = column("u1", unit="index", meaning="county or district where they work or look for work")
    certified = column("u1", meaning="1 with a certificate")
    employer = column("i2", unit="id", default=-1, meaning="facility that employs them; -1 looking for work")
    since = column("i2", unit="month", meaning="month of hiring, or of starting to look")
