"""How homes fill, price, staff, enter and leave."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Homes:
    """How homes admit, fill, price, staff, enter and leave."""

    stay_other_exit: float = quantity(
        0.10,
        unit="1/year",
        high=2.0,
        meaning="residents who go home or to hospital and give up their bed",
        source="a quarter of a monthly exit of 0.03-0.04 (judgement)",
    )
    recovered_exit: float = quantity(
        1.0,
        unit="1/year",
        high=6,
        meaning="residents without need, other than tekun, who go home",
        source="judgement: a recovered elder keeps the bed for about a year",
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
        meaning="occupancy above which an operator raises its price, and at which others enter",
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
        meaning="free ordinary beds that an operator converts to nursing beds when these are full and asked for",
        source="judgement",
    )
    convert_months: int = quantity(
        3, unit="month", low=0, high=24, meaning="beds being equipped are under works", source="judgement"
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
    works_months: int = quantity(
        9,
        unit="month",
        low=1,
        high=36,
        meaning="a home that stands is converted or upgraded",
        source="6-12 (judgement)",
    )
    works_share: float = quantity(
        0.3,
        unit="share",
        meaning="beds of a home that are shut during works, as far as they are empty",
        source="20-40 % offline (judgement)",
    )
    upgrade_quality: float = quantity(
        0.15,
        unit="quality 0-1",
        meaning="how much better families see a home after an upgrade",
        source="judgement: fire safety, accessible rooms, nursing beds; nothing measured",
    )
    equip_cost: float = quantity(
        30000.0,
        unit="yuan/bed",
        low=1000,
        high=400000,
        meaning="works that the region orders to make an ordinary bed one for nursing or dementia",
        source="20,000-40,000 (judgement): rooms, lifts and call systems, more than a bed that an operator equips",
    )
    upgrade_cost: float = quantity(
        25000.0,
        unit="yuan/bed",
        high=400000,
        meaning="works that bring a home up to the norm, for each of its beds",
        source="Qiannan 170 M yuan / 67 facilities = 2.5 M each, about 100 beds each; mixed types of works, so "
        "10,000-50,000",
        grade="D",
    )
    below_norm: tuple[float, ...] = quantity(
        (0.35, 0.2, 0.2),
        unit="share",
        meaning="homes that do not meet the safety norm at month 0, by ownership; so do new homes in idle buildings",
        source="Banan wants at least 65 % to meet it, which may speak of homes or of clauses: 0.1-0.5; privately run "
        "ones fewer (judgement)",
    )
    inspection_cost: float = quantity(
        3000.0,
        unit="yuan/inspection",
        high=100000,
        meaning="inspection of a home",
        source="two experts for two days, 1,000-6,000 (judgement)",
    )
    idle_sites: int = quantity(
        20,
        unit="site",
        high=1000,
        meaning="idle buildings of the region that can become homes",
        source="no document counts them; Qiannan opened 12; 5-40 (judgement)",
    )
    idle_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=48,
        meaning="an idle building becomes a home, from money to opening",
        source="9-15 (judgement)",
    )
    reopen_cost: float = quantity(
        0.15,
        unit="share",
        meaning="refit of a home that stands closed, relative to the capital of new beds; the operator brings it",
        source="0.05-0.3 (judgement): it is built, and lacks equipment",
    )
    service_months: int = quantity(
        6, unit="month", low=0, high=36, meaning="a community facility, from money to opening", source="judgement"
    )
    slip: float = quantity(
        0.15,
        unit="share",
        high=2,
        meaning="mean of the slip of building projects, share of their building time",
        source="judgement: announced beds open late",
    )
    cancel_months: int = quantity(
        60, unit="month", low=12, high=240, meaning="a project without money is given up after this", source="judgement"
    )
    smallest_order: int = quantity(
        20,
        unit="bed",
        low=1,
        high=500,
        meaning="beds below which a county gets nothing of a year's order",
        source="judgement",
    )
    new_quality: float = quantity(
        0.1,
        unit="quality 0-1",
        meaning="how much better families see a new home, or one under a new operator",
        source="judgement",
    )
    stay_at_start: float = quantity(
        30.0,
        unit="month",
        low=1,
        high=120,
        meaning="mean time that residents of the census have lived in a home (for the record only)",
        source="24-36 months (judgement)",
    )
    wait_at_start: float = quantity(
        6.0,
        unit="month",
        high=36,
        meaning="mean time that those on the waiting list of the census have waited",
        source="judgement: half a year, 3-12; the queue of the first years depends on it, later ones do not",
    )
    fill_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=48,
        meaning="a new or taken-over home recruits for full occupancy over this time",
        source="12-24 (judgement)",
    )
