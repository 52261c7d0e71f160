"""What the model assumes about people, homes, aides and money: unit, range, meaning, source on each field.

A grade C value is a judgement: its range is what a study of uncertainty draws from. Rates are yearly here and
become monthly in ``calendar.py`` only. Money is yuan of 2021.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
class Need:
    """Hours of care that a level of ability calls for."""

    home: tuple[float, ...] = quantity(
        (0.0, 7.0, 16.0, 30.0, 45.0),
        unit="hour/week",
        high=168,
        meaning="need at home by level 0-4",
        source="design prior",
    )
    dementia: float = quantity(
        7.0,
        unit="hour/week",
        high=60,
        meaning="supervision that dementia adds at home",
        source="judgement; supervision replaced by insured home care in Shanghai 2.1 h/week (2018-19)",
    )
    dementia_in_home: float = quantity(
        3.0, unit="hour/week", high=40, meaning="aide hours that dementia adds in a home", source="judgement"
    )
    gap_effect: bool = quantity(
        True,
        unit="",
        meaning="long gaps hasten worsening and death by the multipliers of the health file",
        source="design: small default",
    )
    gap_share: float = quantity(
        0.25,
        unit="share",
        low=0.01,
        meaning="a gap counts as long when it exceeds this share of need …",
        source="judgement",
    )
    gap_months: int = quantity(
        6, unit="month", low=1, high=60, meaning="… for this many months on end", source="judgement"
    )


@dataclass(frozen=True)
class Family:
    """Who is there and how much they give."""

    spouse_alive: tuple[float, ...] = quantity(
        (0.92, 0.82, 0.62, 0.80, 0.58, 0.26),
        unit="share",
        meaning="with spouse at 60-69, 70-79, 80+, men then women",
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
        0.02, unit="1/year", high=0.3, meaning="co-resident children move out", source="judgement"
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


@dataclass(frozen=True)
class Choosing:
    """Utility of entering a home against staying; the ownership constants are fitted at month 0 and frozen."""

    constant: tuple[float, ...] = quantity(
        (-3.0, -3.0, -3.0),
        unit="utility",
        low=-30,
        high=30,
        meaning="constant of public, publicly built privately operated, private homes",
        source="fitted to month-0 occupancy",
        grade="F",
    )
    tekun_constant: tuple[float, ...] = quantity(
        (2.0, 2.0),
        unit="utility",
        low=-30,
        high=30,
        meaning="added for tekun in public and in publicly built privately operated homes",
        source="fitted to the tekun among the residents at month 0",
        grade="F",
    )
    home_spread: float = quantity(
        0.3,
        unit="ratio",
        low=0.05,
        high=1.0,
        meaning="spread of tastes between homes against that of readiness for any home; with n equal homes demand "
        "grows like n to this power",
        source="judgement: a new home draws mostly from the others; 1 would let demand grow with the number of homes",
    )
    level: float = quantity(
        0.6, unit="utility/level", low=0, high=3, meaning="each level of loss of ability", source="judgement"
    )
    alone: float = quantity(
        0.75,
        unit="utility",
        low=-1,
        high=3,
        meaning="living alone",
        source="log of OR 1/0.47 of having a spouse, BMJ Open 2020;10:e032478",
        grade="A",
    )
    children: float = quantity(
        -1.4,
        unit="utility",
        low=-3,
        high=1,
        meaning="living with children",
        source="log of OR 0.25, BMJ Open 2020;10:e032478",
        grade="A",
    )
    oldest: float = quantity(
        0.8,
        unit="utility",
        low=-1,
        high=2,
        meaning="80 and older",
        source="log of OR 2.25, BMJ Open 2020;10:e032478",
        grade="A",
    )
    gap: float = quantity(
        0.05,
        unit="utility per hour/week",
        low=0,
        high=0.5,
        meaning="each unmet hour a week at home",
        source="judgement",
    )
    price: float = quantity(
        1.5,
        unit="utility",
        low=0,
        high=10,
        meaning="price after subsidies as a share of what elder and family can pay",
        source="judgement",
    )
    distance: float = quantity(
        0.03,
        unit="utility/km",
        low=0,
        high=0.5,
        meaning="each kilometre between the counties' seats",
        source="judgement",
    )
    quality: float = quantity(1.0, unit="utility", low=0, high=5, meaning="quality from 0 to 1", source="judgement")
    medical: float = quantity(
        0.3, unit="utility/level", low=0, high=3, meaning="each medical level", source="judgement"
    )
    review_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=60,
        meaning="a persisting gap (and, by tekun, a place) is thought over this often",
        source="judgement",
    )
    patience: float = quantity(
        0.35,
        unit="1/year",
        low=0,
        high=5,
        meaning="rate of giving up waiting at level 2; doubles with each level less, halves with each more",
        source="judgement",
    )
    refuse_help: float = quantity(
        0.25,
        unit="share",
        meaning="people who want no help from strangers at home",
        source="87 % prefer care at home (Caijing 2025); refusal of outside help is a judgement",
    )


@dataclass(frozen=True)
class Homes:
    """How homes admit, fill, price, staff, enter and leave."""

    stay_other_exit: float = quantity(
        0.10,
        unit="1/year",
        high=2.0,
        meaning="residents who go home or to hospital for good",
        source="a quarter of a monthly exit of 0.03-0.04 (judgement)",
    )
    catchment_km: tuple[float, ...] = quantity(
        (0.0, 0.0, 45.0, 400.0),
        unit="km",
        high=1000,
        meaning="reach of tiers village, township, county, region between counties' seats",
        source="judgement",
    )
    price_public: tuple[float, ...] = quantity(
        (1200.0, 1500.0, 1900.0, 2400.0, 2800.0),
        unit="yuan/month",
        high=20000,
        meaning="set price of government-run homes by level",
        source="prior for prefectures of Guangxi and Guizhou 2024",
    )
    price_private: tuple[float, ...] = quantity(
        (1800.0, 2200.0, 2700.0, 3300.0, 3900.0),
        unit="yuan/month",
        high=20000,
        meaning="first price of privately run homes by level",
        source="prior for prefectures of Guangxi and Guizhou 2024",
    )
    price_contract: float = quantity(
        0.9,
        unit="ratio",
        low=0.3,
        high=2,
        meaning="price of publicly built privately operated homes to private ones",
        source="judgement",
    )
    price_step: float = quantity(
        0.02,
        unit="share",
        high=0.2,
        meaning="price change of a private operator at a quarterly review",
        source="judgement",
    )
    price_floor: float = quantity(
        0.8, unit="ratio", low=0.3, high=1, meaning="lowest price relative to the first", source="judgement"
    )
    price_cap: float = quantity(
        1.25, unit="ratio", low=1, high=3, meaning="highest price relative to the first", source="judgement"
    )
    full: float = quantity(
        0.85,
        unit="share",
        meaning="occupancy above which a private home raises its price and plans nursing beds",
        source="break-even 70 %, profit 80 % (Caijing 2018)",
    )
    slack: float = quantity(0.6, unit="share", meaning="occupancy below which it lowers its price", source="as full")
    fixed_cost: tuple[float, ...] = quantity(
        (300.0, 300.0, 560.0),
        unit="yuan/bed/month",
        high=5000,
        meaning="running cost of a bed without aides, filled or not (government-run: of filled beds), by ownership",
        source="judgement: homes of each ownership about break even at their month-0 occupancy; operators of public "
        "buildings pay rent instead of capital",
    )
    variable_cost: float = quantity(
        750.0,
        unit="yuan/resident/month",
        high=5000,
        meaning="food, materials, energy of a resident",
        source="judgement",
    )
    rent_share: float = quantity(
        0.05,
        unit="share",
        high=0.5,
        meaning="rent of a privately operated public home, share of its fees",
        source="judgement",
    )
    loss_months: int = quantity(
        24,
        unit="month",
        low=3,
        high=120,
        meaning="months of losses after which an operator thinks of leaving or handing back",
        source="judgement",
    )
    leave_rate: float = quantity(
        0.2,
        unit="1/year",
        low=0,
        high=4,
        meaning="rate of leaving or handing back once losses have lasted that long",
        source="judgement: homes of China fell by 1.2 % in 2024; many live with losses",
    )
    entry_hurdle: float = quantity(
        0.12,
        unit="1/year",
        high=1,
        meaning="yearly return on capital that a private entrant asks",
        source="judgement",
    )
    entry_beds: int = quantity(
        100,
        unit="bed",
        low=10,
        high=1000,
        meaning="beds of a new private home",
        source="mean private home of the document 128 beds; entrants smaller (judgement)",
    )
    entry_lag: int = quantity(
        18,
        unit="month",
        low=1,
        high=60,
        meaning="from decision to opening of a private home",
        source="conversion 6-12, new build 24 (judgement)",
    )
    convert_share: float = quantity(
        0.05,
        unit="share/quarter",
        high=0.5,
        meaning="ordinary beds that a full private operator converts to nursing beds when these are asked for",
        source="judgement",
    )
    convert_cost: float = quantity(
        8000.0,
        unit="yuan/bed",
        high=200000,
        meaning="cost of equipping a nursing bed",
        source="judgement; subsidies of 5,000-10,000 per nursing bed in Jiangsu",
    )
    build_cost: float = quantity(
        71429.0,
        unit="yuan/bed",
        low=10000,
        high=600000,
        meaning="capital of a new bed",
        source="Yingxibei 50 M yuan / 700 beds",
        grade="D",
    )
    build_months: int = quantity(
        24, unit="month", low=6, high=72, meaning="from money to opening", source="18-36 (judgement)"
    )
    fill_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=48,
        meaning="a new or taken-over home recruits for full occupancy over this time",
        source="12-24 (judgement)",
    )


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
    spare_at_start: float = quantity(
        0.12,
        unit="share",
        high=1.0,
        meaning="aide time free at month 0 over what present residents take",
        source="judgement",
    )
    visit_hours: float = quantity(
        28.0,
        unit="hour/week",
        low=5,
        high=60,
        meaning="hours of care that a visiting aide gives, travel deducted",
        source="40 h less travel (judgement)",
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
    retire_age: int = quantity(
        62,
        unit="year",
        low=50,
        high=75,
        meaning="age at which aides stop",
        source="56+ are 14.9 % of aides (2022)",
    )


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
    visit_cost: float = quantity(30.0, unit="yuan/visit", high=500, meaning="cost of a door visit", source="judgement")


@dataclass(frozen=True)
class Parameters:
    """Everything that is assumed, by subject."""

    population: Population = field(default_factory=Population)
    need: Need = field(default_factory=Need)
    family: Family = field(default_factory=Family)
    identification: Identification = field(default_factory=Identification)
    choosing: Choosing = field(default_factory=Choosing)
    homes: Homes = field(default_factory=Homes)
    aides: Aides = field(default_factory=Aides)
    money: Money = field(default_factory=Money)
