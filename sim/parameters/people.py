"""Who the elders are, who is there for them, and how they become known."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Population:
    """Who the elders are beyond the census table, and how they come and go."""

    mortality_ratio_55: float = quantity(
        0.62,
        unit="ratio",
        low=0.4,
        high=0.8,
        meaning="death rate of 5-year groups below 60 relative to the next older group",
        source="log-linear continuation of the WPP 2024 rates of 60-69 (0.64 men, 0.61 women)",
    )
    leave_per_year: float = quantity(
        0.004,
        unit="1/year",
        high=0.05,
        meaning="able elders who move out of the region; as many able elders move in",
        source="no figure in any document; 670,000 registered against 648,279 resident elders: few move",
    )
    net_leave_before_60: float = quantity(
        0.0,
        unit="1/year",
        low=-0.1,
        high=0.3,
        meaning="net moving out of the people of 40-59 of the census until they turn 60; below zero: moving in",
        source="none: the census cohorts stay; to be set where many came to work and will go home",
    )
    wife_younger: int = quantity(
        24, unit="month", low=0, high=84, meaning="months by which wives are younger", source="2-3 years (judgement)"
    )
    tekun_rural: float = quantity(
        0.019,
        unit="share",
        high=0.1,
        meaning="share of rural elders in class tekun",
        source="3.717 M tekun of all ages = 1.39 % of the 60+ (MCA 2022); rural weighting is a judgement",
    )
    tekun_urban: float = quantity(
        0.004,
        unit="share",
        high=0.05,
        meaning="share of urban elders in class tekun",
        source="as tekun_rural",
    )
    poor: float = quantity(
        0.053,
        unit="share",
        high=0.3,
        meaning="share of elders on the minimum living allowance",
        source="14.199 M elders on dibao = 5.3 % of the 60+ (MCA 2022-Q1)",
        grade="B",
    )
    special: float = quantity(
        0.006,
        unit="share",
        high=0.05,
        meaning="veterans' kin and special family-planning families",
        source="judgement",
    )
    pensioner_urban: float = quantity(
        0.55,
        unit="share",
        meaning="urban elders with an employee pension",
        source="judgement; 142 M retirees in China of 297 M 60+ (2023)",
    )
    pensioner_rural: float = quantity(
        0.10, unit="share", meaning="rural elders with an employee pension", source="as pensioner_urban"
    )
    pension_employee: float = quantity(
        3635.0,
        unit="yuan/month",
        low=1000,
        high=10000,
        grade="B",
        meaning="mean employee pension",
        source="MOHRSS bulletin 2023, secondary",
    )
    pension_resident: float = quantity(
        222.5,
        unit="yuan/month",
        low=50,
        high=2000,
        grade="B",
        meaning="mean resident pension",
        source="MOHRSS bulletin 2023, secondary",
    )
    other_income: float = quantity(
        600.0,
        unit="yuan/month",
        high=5000,
        meaning="median of land, work, savings and what children give regularly",
        source="judgement",
    )
    income_spread: float = quantity(
        0.5,
        unit="log-sd",
        low=0.05,
        high=1.5,
        meaning="spread of log income within a group",
        source="judgement",
    )
    family_can_pay: float = quantity(
        1400.0,
        unit="yuan/month",
        high=10000,
        meaning="median that a family adds for a home or for hours when it must",
        source="judgement",
    )


@dataclass(frozen=True)
class Family:
    """Who is there and how much they give."""

    spouse_alive: tuple[float, ...] = quantity(
        (0.92, 0.82, 0.62, 0.80, 0.58, 0.26),
        unit="share",
        meaning="with spouse at 65, 75, 85, men then women; linear between and beyond, at most 0.98",
        source="86/70/42 % for both sexes (China 2020, judgement), split by sex so that the mean holds",
    )
    with_children: float = quantity(
        0.403,
        unit="share",
        meaning="share of elders living with children in China; scaled by place with its census households",
        source="fifth national survey 2021: 59.7 % empty nest",
        grade="B",
    )
    children_leave: float = quantity(
        0.005,
        unit="1/year",
        high=0.3,
        meaning="co-resident children move out, less those who move in",
        source="judgement: empty nests rose from 51.3 % (2015) to 59.7 % (2021), of which part is younger elders",
    )
    hours: tuple[float, ...] = quantity(
        (5.0, 28.0, 33.0, 46.0),
        unit="hour/week",
        high=168,
        meaning="most that a family can give: alone, with spouse, with children, with both",
        source="8/20/40/55 h by level with carer (judgement), consistent with +45.6 h of children (CLHLS 2018)",
    )
    no_kin_nearby: float = quantity(
        0.35,
        unit="share",
        meaning="elders living alone whom no kin helps",
        source="judgement; 7.6 % of the dependent have no carer (PMC9446436, not national)",
    )
    spread: float = quantity(
        0.45,
        unit="log-sd",
        low=0.0,
        high=1.5,
        meaning="lasting difference between families",
        source="judgement",
    )
    tekun_factor: float = quantity(
        0.1,
        unit="share",
        meaning="family hours of tekun relative to others",
        source="tekun have no able kin by definition",
    )
    replaced: float = quantity(
        0.473,
        unit="hour/hour",
        high=1.0,
        meaning="family hours given up for each formal hour at home",
        source="Shanghai insured home care, IJERPH 2020;17:2938",
        grade="A",
    )
    strain_hours: float = quantity(
        25.0,
        unit="hour/week",
        low=1,
        high=168,
        meaning="family care above this strains the carer",
        source="judgement",
    )
    strain_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=120,
        meaning="months of strain after which hours fall",
        source="judgement",
    )
    strain_loss: float = quantity(
        0.2, unit="share", meaning="share of family hours lost under long strain", source="judgement"
    )
    volunteer_hours: float = quantity(
        0.5,
        unit="hour/week",
        high=20,
        meaning="neighbours and volunteers for a known elder living alone within reach of an activity home",
        source="judgement",
    )


@dataclass(frozen=True)
class Identification:
    """How people in need become known without any policy."""

    known_at_start: tuple[float, ...] = quantity(
        (0.0, 0.25, 0.45, 0.6, 0.7),
        unit="share",
        meaning="known at the census by level 0-4",
        source="judgement; tekun and poor are on the registers: all known",
    )
    base_rate: tuple[float, ...] = quantity(
        (0.0, 0.10, 0.20, 0.35, 0.45),
        unit="1/year",
        high=12,
        meaning="rate of becoming known by level 0-4 in the ordinary course",
        source="judgement",
    )
