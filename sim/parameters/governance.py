"""What the four lists change in how counties decide and build."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Governance:
    """What the four lists change in how counties decide and build."""

    informed: float = quantity(
        0.3,
        unit="share",
        meaning="chance that a county acts on what is missing when nobody tells it",
        source="design sweep 0.3-0.9",
    )
    advised: float = quantity(
        0.8,
        unit="share",
        meaning="chance that a county acts on what is missing when the advice list names it",
        source="judgement: design sweep 0.6-0.9; below informed, advice does harm",
    )
    habit: tuple[float, ...] = quantity(
        (0.4, 0.15, 0.15, 0.2, 0.1),
        unit="weight",
        meaning="what a county does that does not act on what is missing: beds, nursing beds, aides, stations, visits",
        source="judgement: counties like to build; weights need not add up to 1",
    )
    deadline_slip: float = quantity(
        0.3,
        unit="ratio",
        meaning="slip of public works that are held to dates, relative to the usual slip",
        source="judgement: design slip 0.4, 0.2 and 0.05, so 0.1-0.5",
    )
    reserve_months: int = quantity(
        6,
        unit="month",
        high=36,
        meaning="months by which works begin sooner that stand ready; at least one month of works is left",
        source="judgement 3-12: approval, land and design are done before the money comes",
    )
    unsited: float = quantity(
        0.7,
        unit="share",
        meaning="people whom a station of the programme reaches first without a layout: circles overlap",
        source="judgement 0.5-1",
    )
    most_visits: float = quantity(
        12.0,
        unit="visit/year",
        high=52,
        meaning="door visits that the programme pays at most to each elder who is not known",
        source="judgement: one a month; more find nobody new",
    )
