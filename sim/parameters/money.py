"""Prices, subsidies and purses."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Money:
    """Prices, subsidies and purses other than those that the document prints."""

    tekun_living: float = quantity(
        1100.0,
        unit="yuan/month",
        high=5000,
        meaning="living allowance of a tekun person, paid to the home that takes them in",
        source="unnamed city 2026: 919-1130; Guangdong higher (judgement)",
    )
    tekun_care: tuple[float, ...] = quantity(
        (208.0, 208.0, 624.0, 1248.0, 1248.0),
        unit="yuan/month",
        high=5000,
        meaning="care allowance of tekun in a home by level",
        source="unnamed city 2026",
        grade="B",
    )
    operating_subsidy: tuple[float, ...] = quantity(
        (100.0, 100.0, 150.0, 200.0, 200.0),
        unit="yuan/resident/month",
        high=3000,
        meaning="operating subsidy to eligible privately run homes by level",
        source="Guangzhou 200-500; 80-200 elsewhere in the region (judgement)",
    )
    subsidised_private: float = quantity(
        0.286,
        unit="share",
        meaning="private homes that qualify for operating subsidy",
        source="6 of 21 private homes",
        grade="D",
    )
    hour_price: float = quantity(
        45.0,
        unit="yuan/hour",
        low=10,
        high=200,
        meaning="price of an hour of home care",
        source="Hangzhou 60, Yixing 75 a visit (2022-25); lower wages here (judgement)",
    )
    household_hours: float = quantity(
        20.0, unit="hour/week", high=60, meaning="most that a household buys for itself", source="judgement"
    )
    household_share: float = quantity(
        0.15,
        unit="share",
        meaning="share of what elder and family can pay that goes into bought hours",
        source="judgement",
    )
    seat_cost: float = quantity(
        1500.0,
        unit="yuan/person",
        high=20000,
        meaning="cost of a seat in a short course",
        source="1-3 thousand yuan (judgement)",
    )
    arrears_bite: bool = quantity(
        True,
        unit="",
        meaning="after a month in which arrears of government-run homes grew, these hire nobody and admit only tekun",
        source="design: a home without money cannot go on as before",
    )
    visit_cost: float = quantity(30.0, unit="yuan/visit", high=500, meaning="cost of a door visit", source="judgement")
