"""The labour market of aides."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Aides:
    """The labour market of aides."""

    hours_per_week: float = quantity(
        56.0,
        unit="hour/week",
        low=30,
        high=84,
        meaning="paid hours of an aide",
        source="survey of 13 provinces 2022: 8-12 h days",
        grade="B",
    )
    effective: float = quantity(
        0.75,
        unit="share",
        low=0.3,
        high=1.2,
        meaning="share of paid hours that count against the ratio at month 0",
        source="fitted so that residents per aide at month 0 are those of China 2020: 2.146 M / 378,900 = 5.66",
        grade="F",
    )
    spare: float = quantity(
        0.12,
        unit="share",
        high=1.0,
        meaning="aide time that homes keep over what their residents take",
        source="judgement",
    )
    course_months: int = quantity(
        3, unit="month", low=0, high=24, meaning="length of a short course", source="1-3 months (judgement)"
    )
    college_months: int = quantity(
        36, unit="month", low=12, high=60, meaning="length of a college course", source="24-36 months (judgement)"
    )
    visit_hours: float = quantity(
        28.0,
        unit="hour/week",
        low=5,
        high=60,
        meaning="hours of care that a visiting aide gives, travel deducted",
        source="40 h less travel (judgement)",
    )
    travel_hours: float = quantity(
        12.0,
        unit="hour/week",
        high=30,
        meaning="hours that a visiting aide spends on the way; the platform (L23) saves part of them",
        source="what 28 h of care leave of 40 h (judgement)",
    )
    wage: float = quantity(
        3300.0,
        unit="yuan/month",
        low=1500,
        high=10000,
        meaning="monthly wage",
        source="2,800-3,800 guessed for Guangxi and Guizhou; 36.5 % below 4,000 (2024)",
    )
    on_cost: float = quantity(
        0.15, unit="share", meaning="social insurance and other cost on the wage", source="judgement"
    )
    quit: float = quantity(
        0.30,
        unit="1/year",
        low=0.05,
        high=1,
        meaning="base rate of quitting",
        source="20-45 % a year (secondary); new hires 40-50 %",
    )
    quit_new: float = quantity(
        1.6,
        unit="ratio",
        low=1,
        high=4,
        meaning="ratio in the first 12 months",
        source="new hires 40-50 % a year",
        grade="B",
    )
    quit_certified: float = quantity(
        0.85, unit="ratio", low=0.3, high=1, meaning="ratio of the certified", source="judgement"
    )
    quit_wage: float = quantity(
        1.5,
        unit="elasticity",
        low=0,
        high=5,
        meaning="fall of quitting with relative wage",
        source="judgement",
    )
    quit_load: float = quantity(
        0.8, unit="elasticity", low=0, high=5, meaning="rise of quitting with workload", source="judgement"
    )
    apply: float = quantity(
        0.36,
        unit="1/year",
        low=0,
        high=3,
        meaning="untrained applicants a year for each aide employed in a place at month 0, at present wages",
        source="near the leavers at month 0, so that the stock is steady without policy",
    )
    apply_vacancy: float = quantity(
        0.5,
        unit="1/year",
        low=0,
        high=3,
        meaning="untrained applicants a year for each vacant post",
        source="judgement: employers recruit",
    )
    apply_wage: float = quantity(
        1.5,
        unit="elasticity",
        low=0,
        high=5,
        meaning="rise of applications with relative wage",
        source="judgement",
    )
    search_months: int = quantity(
        3,
        unit="month",
        low=1,
        high=24,
        meaning="months after which an applicant who found no post gives up",
        source="judgement",
    )
    certified: float = quantity(
        0.45,
        unit="share",
        meaning="certified at month 0",
        source="650 trained since 2012 in Qingyuan and turnover (judgement)",
    )
    certify: float = quantity(
        0.10,
        unit="1/year",
        high=2,
        meaning="uncertified aides who get a certificate on the job",
        source="judgement; 1,437 person-times of online training in Qingyuan in 2021",
    )
    certify_required: float = quantity(
        1.5,
        unit="1/year",
        high=6,
        meaning="the same where only certified aides count: employers send the others to courses and pay them",
        source="judgement: a course of 1-3 months and waiting for a seat, 0.5-4; no document says what employers do",
    )
    retire_age: int = quantity(
        62,
        unit="year",
        low=50,
        high=75,
        meaning="age at which aides stop",
        source="56+ are 14.9 % of aides (2022)",
    )
