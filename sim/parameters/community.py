"""Centres, stations, village points and homes that run stations: sizes and costs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Community:
    """Centres, stations, village points and homes that run stations: sizes and costs."""

    centre_cost: float = quantity(
        1600000.0,
        unit="yuan",
        low=100000,
        high=1e7,
        meaning="capital of a centre of a street or township",
        source="800 m2 (Banan's document) x 2,000 yuan (1,000-4,000, judgement): 0.8-3.2 M; Qiannan spent 2.5 M a "
        "facility on a mix of works",
    )
    station_cost: float = quantity(
        400000.0,
        unit="yuan",
        low=20000,
        high=1e7,
        meaning="capital of a community station",
        source="200 m2 x 2,000 yuan (judgement: 200,000-800,000)",
    )
    point_cost: float = quantity(
        100000.0,
        unit="yuan",
        low=5000,
        high=1e6,
        meaning="capital of a village point",
        source="100 m2 (documents of Qiannan and Banan) x 1,000 yuan (300-2,000, judgement): 30,000-200,000",
    )
    centre_reach: tuple[float, ...] = quantity(
        (1500.0, 4000.0),
        unit="person",
        high=20000,
        meaning="elders in the circle of a new centre, rural and urban, in a region that has none",
        source="judgement: 15 minutes; 700-3,000 rural, 2,000-8,000 urban",
    )
    station_reach: tuple[float, ...] = quantity(
        (600.0, 1000.0),
        unit="person",
        high=10000,
        meaning="elders in the circle of a new station, rural and urban, in a region that has none",
        source="judgement: a village and its neighbours 300-1,500, an urban community 500-2,000",
    )
    point_reach: float = quantity(
        300.0,
        unit="person",
        high=5000,
        meaning="rural elders in the circle of a new village point in a region that has none",
        source="judgement: one village, 150-500",
    )
    short_stay_cost: float = quantity(
        8000.0,
        unit="yuan/place",
        high=1e6,
        meaning="setting up a short-stay place in a centre that stands",
        source="judgement: bed, call bell, equipment of a room that is there; 3,000-20,000",
    )
    assistant_hours: float = quantity(
        20.0,
        unit="hour/week",
        high=60,
        meaning="hours of light help that the assistant of a village point gives",
        source="judgement: full or part time (专兼职养老助理, Banan); 10-30",
    )
    assistant_pay: float = quantity(
        1200.0,
        unit="yuan/month",
        high=10000,
        meaning="pay of the assistant of a village point",
        source="judgement: a public-benefit post for half a week; 600-2,000. No document prints it",
    )
    shared_living_cost: float = quantity(
        150.0,
        unit="yuan/place/month",
        high=5000,
        meaning="running cost of a place in shared living at a point, rooms and light included",
        source="judgement: 50-400; no document prints it",
    )
    link_months: int = quantity(
        6,
        unit="month",
        high=36,
        meaning="from the decision until homes run stations, or give them back",
        source="judgement: 3-12",
    )
    visit_part: float = quantity(
        0.6,
        unit="share",
        meaning="part of the aides' spare time that linked homes use for visits, travel included; guests have the rest",
        source="judgement: 0.3-0.9",
    )
    linked_utility: float = quantity(
        0.2,
        unit="utility",
        low=0,
        high=2,
        meaning="how much better known a home is in its place where homes run all stations",
        source="judgement: 0-0.5; much less than what families see of its quality",
    )
