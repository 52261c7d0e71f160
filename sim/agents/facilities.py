"""The facilities: homes, care centres, street centres, stations and village points."""

from __future__ import annotations

from sim.agents.column import column
from sim.agents.kinds import Kind, Medical, Ownership, Tier
from sim.agents.row import Row


class Facility(Row):
    """A place that gives care, with its beds, aides, price and money."""

    TABLE = "facilities"

    luck = column("u4", meaning="key of draws about this facility: the same in every scenario in which it exists")
    place = column("u1", unit="index", meaning="county or district where it stands")
    kind = column(Kind, meaning="home, care centre, street centre, station or village point")
    ownership = column(Ownership, meaning="government-run, publicly built privately operated, private")
    tier = column(Tier, meaning="from how far it draws people")
    opened = column("i2", unit="month", meaning="month of opening")
    closed = column("i2", unit="month", default=-1, meaning="month of closing; -1 while open")
    in_use = column("u1", default=1, meaning="0 for a home that is built but stands closed: all its beds are shut")
    below_norm = column("u1", meaning="1 if it does not meet the safety norm, whether anybody knows it or not")
    blocked = column("u1", meaning="1 if an inspection found it below the norm: it takes nobody until it is upgraded")
    graded = column("i2", unit="month", default=-1, meaning="month of the last grading; -1 never")
    graded_out = column("u1", meaning="1 if a grading found it below the least quality: it takes nobody until better")
    state_run = column("u1", meaning="1 if a state firm runs it: public price, never handed back")
    taken_over = column("i2", unit="month", default=-1, meaning="month of the last change of operator; -1 never")

    beds = column("i4", unit="bed", shape=(3,), meaning="built beds: ordinary, nursing, dementia")
    works = column("i4", unit="bed", shape=(3,), meaning="of these, not open or under works")
    occupied = column("i4", unit="person", shape=(3,), meaning="residents by type of bed")
    tekun = column("i4", unit="person", meaning="residents in class tekun")
    load = column("i8", unit="minute/week", meaning="aide time that the present residents take at the ratio in force")

    aides = column("i4", unit="person", meaning="aides employed; in a sample each with a part of their time")
    posts = column(
        "i4",
        unit="person",
        meaning="aides it wants: the post list of a public employer, the plan of a private one",
    )

    added_posts = column(
        "i4", unit="person", meaning="of these, posts that policy adds to a government-run home (L18, L19)"
    )
    usual_posts = column("i4", unit="person", meaning="posts at month 0, to which a station goes back")
    stands_for = column(
        "f8", unit="facility", default=1.0, meaning="in a sample: facilities of the full region it stands for"
    )
    price = column("f8", unit="ratio", default=1.0, meaning="price relative to the price list of its ownership")
    quality = column("f8", unit="0-1", meaning="quality as seen by families")
    medical = column(Medical, meaning="none, agreement, in-house")
    clinic_since = column("i2", unit="month", default=-1, meaning="month in which a clinic by order opened; -1 none")
    subsidised = column("u1", meaning="1 if eligible for operating subsidy")
    cash = column("i8", unit="fen", meaning="balance since the start")
    month_result = column("i8", unit="fen", meaning="income less cost of the last month")
    loss_months = column("i2", unit="month", meaning="months of loss on end")
    linked = column("u1", meaning="1 for a centre or station that a home of its place runs")
    short_stay = column("i4", unit="place", meaning="short-stay places of a centre, for respite")
    reach = column("i4", unit="person", meaning="elders within its circle (community facilities)")
    urban = column("u1", meaning="1 if it serves urban elders (community facilities)")

    @property
    def built(self) -> int:
        """Built beds of all types."""
        return int(sum(self.beds))
