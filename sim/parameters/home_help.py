"""What helps people to stay at home, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class HomeHelp:
    """Adapted homes, devices, family beds, carers, volunteers and meals: effects and costs."""

    adapted_cut: float = quantity(
        0.10,
        unit="share",
        high=0.4,
        meaning="share of the hours needed that an adapted home saves",
        source="judgement (0.05-0.2)",
    )
    device_cut: float = quantity(
        0.03, unit="share", high=0.2, meaning="share of the hours needed that devices save", source="judgement"
    )
    bracelet_cut: float = quantity(
        0.10,
        unit="share",
        high=0.5,
        meaning="share of the supervision of dementia that an alarm saves",
        source="judgement",
    )
    trained_gain: float = quantity(
        0.10, unit="share", high=0.5, meaning="share by which training raises what a family can do", source="judgement"
    )
    meal_hours: float = quantity(
        2.3,
        unit="hour/week",
        high=10,
        meaning="housework that a week of meals spares",
        source="8-12 hours a month (judgement)",
    )
    helped_level: int = quantity(
        2,
        unit="level",
        low=0,
        high=4,
        meaning="highest level that volunteers and assistants help, but for pairs",
        source="judgement: light help, no nursing",
    )
    helped_most: float = quantity(
        4.0, unit="hour/week", high=20, meaning="most that volunteers or assistants give one person", source="judgement"
    )
    shared_hours: float = quantity(
        3.0, unit="hour/week", high=20, meaning="mutual help of those who live together at a point", source="judgement"
    )
    volunteer_age: int = quantity(
        75, unit="year", low=61, high=90, meaning="age at which volunteers stop", source="judgement: the younger old"
    )
    volunteer_cost: float = quantity(
        2.0, unit="yuan/hour", high=50, meaning="coordination and insurance of an hour given", source="judgement"
    )
    adapt_cost: float = quantity(
        5000.0,
        unit="yuan/household",
        high=50000,
        meaning="cost of adapting a home",
        source="judgement (3-8 thousand yuan)",
    )
    own_part_months: float = quantity(
        3.0,
        unit="month",
        high=24,
        meaning="most months of what elder and family can spend that a family pays towards an adaptation",
        source="judgement (1-6)",
    )
    device_rent: float = quantity(
        60.0, unit="yuan/month", high=1000, meaning="rent of devices", source="judgement (30-150)"
    )
    family_bed_cost: float = quantity(
        3000.0,
        unit="yuan/bed",
        high=50000,
        meaning="setting up a family care bed: bed, devices, alarm",
        source="judgement (2-5 thousand yuan)",
    )
    bracelet_cost: float = quantity(
        20.0, unit="yuan/month", high=200, meaning="a bracelet and the alarm behind it", source="judgement (10-40)"
    )
    bracelet_finds: float = quantity(
        0.5,
        unit="1/year",
        high=12,
        meaning="rate at which the alarm makes the need of a wearer known whom the authorities did not know of",
        source="judgement (0.2-1)",
    )
    training_cost: float = quantity(
        500.0, unit="yuan/family", high=10000, meaning="course for a family", source="judgement (about 500 yuan)"
    )
    respite_stay: int = quantity(
        7, unit="day", low=1, high=30, meaning="length of a respite stay", source="judgement (3-14)"
    )
    respite_day_cost: float = quantity(
        150.0, unit="yuan/day", high=1000, meaning="cost of a day of respite", source="judgement (100-200)"
    )
    respite_relief: int = quantity(
        4, unit="month", high=60, meaning="months of strain that a respite stay takes off", source="judgement (2-8)"
    )
    meals_per_month: float = quantity(
        40.0,
        unit="meal/month",
        high=93,
        meaning="meals of a person who eats with the service",
        source="judgement (30-60)",
    )
    meal_price: float = quantity(
        10.0, unit="yuan/meal", high=100, meaning="price of a meal, subsidy included", source="judgement (6-15)"
    )
