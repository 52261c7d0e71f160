"""Levers that find people in need and bring hours to their homes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import choice, quantity


@dataclass(frozen=True)
class Visit:
    """Public money buys hours of care at home; visiting aides of centres and stations deliver them."""

    CODE: ClassVar[str] = "L12"
    LABEL: ClassVar[str] = "Home visits and family care beds"
    LABEL_ZH: ClassVar[str] = "居家上门服务与家庭养老床位"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "as long as it takes to recruit visiting aides (3-6 months, assumption)"
    COST: ClassVar[str] = "hours bought at the price of an hour; posts of visiting aides"

    hours_per_month: float = quantity(
        0.0,
        unit="hour/month",
        high=120,
        meaning="hours that the public purse buys for each entitled elder at home",
        zh="每人每月购买工时",
    )
    from_level: int = quantity(
        2,
        unit="level",
        low=1,
        high=4,
        meaning="lowest level of loss of ability that entitles",
        zh="享受服务的最低失能等级",
    )
    everyone: bool = quantity(False, unit="", meaning="entitle all classes, not only tekun and poor", zh="面向全体老人")
    posts_per_station: float = quantity(
        0.0,
        unit="post/station",
        high=30,
        meaning="posts of visiting aides at each centre and station, on top of those at month 0",
        zh="每站上门护理员岗位",
    )
    family_beds: int = quantity(
        0,
        unit="bed",
        high=100000,
        meaning="family care beds: known people of level 2 and more who live with family get hours, devices, an alarm",
        zh="家庭养老床位数",
    )
    family_bed_hours: float = quantity(
        16.0, unit="hour/month", high=120, meaning="hours of visits at each family bed", zh="每床每月服务工时"
    )


@dataclass(frozen=True)
class Adapt:
    """Homes of the needy are adapted, devices are lent: they need fewer hours and stay longer."""

    CODE: ClassVar[str] = "L13"
    LABEL: ClassVar[str] = "Home adaptation and devices"
    LABEL_ZH: ClassVar[str] = "居家适老化改造与辅具"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "works in the month of the order (3 months, assumption)"
    COST: ClassVar[str] = "per household and per device, as far as the purses reach; families pay the rest"

    households_per_year: float = quantity(
        0.0, unit="household/year", high=50000, meaning="households adapted in a year", zh="每年改造户数"
    )
    first: str = choice(
        "poor",
        values=("poor", "need"),
        zh="改造次序",
        meaning="tekun, then poor, then others; or those in most need first",
    )
    public_share: float = quantity(
        1.0, unit="share", meaning="share of the cost that the purses pay", zh="财政补助占比"
    )
    grant_share: float = quantity(
        0.0, unit="share", meaning="share of the public cost that the upper levels pay", zh="上级补助占比"
    )
    devices_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of the known of level 2 and more at home who rent devices",
        zh="辅具租赁使用率",
    )


@dataclass(frozen=True)
class Carers:
    """Families who care are trained, get days of rest, and are reminded of their duty."""

    CODE: ClassVar[str] = "L14"
    LABEL: ClassVar[str] = "Support of family carers"
    LABEL_ZH: ClassVar[str] = "家庭照护者支持"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "BN")
    LAG: ClassVar[str] = "training in the month of the order; respite when a place is free"
    COST: ClassVar[str] = "per course and per day of respite, as far as the purses reach"

    trained_per_year: float = quantity(
        0.0,
        unit="family/year",
        high=50000,
        meaning="families of known disabled elders trained in a year",
        zh="每年培训家庭数",
    )
    respite_days: float = quantity(
        0.0, unit="day/year", high=60, meaning="days of respite a year for each strained carer", zh="每年喘息服务天数"
    )
    duty_gain: float = quantity(
        0.0,
        unit="share",
        high=0.3,
        meaning="share by which care leave and filial duty raise what families give; no document says how much",
        zh="护理假与赡养督促增量",
    )


@dataclass(frozen=True)
class Volunteer:
    """Able elders of 60-74 give hours to those of the same place; a time bank returns them later."""

    CODE: ClassVar[str] = "L15"
    LABEL: ClassVar[str] = "Volunteers and time bank"
    LABEL_ZH: ClassVar[str] = "志愿服务与时间银行"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "volunteers are won once a year, in January and when the lever changes"
    COST: ClassVar[str] = "coordination per hour given, as far as the purses reach"

    share: float = quantity(
        0.0, unit="share", high=0.5, meaning="share of able elders of 60-74 who volunteer", zh="低龄老人志愿参与率"
    )
    hours_per_month: float = quantity(
        5.0, unit="hour/month", high=60, meaning="hours that each is ready to give", zh="每人每月志愿工时"
    )
    time_bank: bool = quantity(
        False, unit="", meaning="hours given are a balance; who has one and is in need is served first", zh="时间银行"
    )
    pairing_hours: float = quantity(
        0.0,
        unit="hour/week",
        high=20,
        meaning="hours a week that a helper gives first to each known tekun or poor elder of level 2 and more",
        zh="结对帮扶每周工时",
    )


@dataclass(frozen=True)
class Identify:
    """People in need become known to the authorities by door visits, assessment and data links."""

    CODE: ClassVar[str] = "L20"
    LABEL: ClassVar[str] = "Assessment and identification"
    LABEL_ZH: ClassVar[str] = "能力评估与主动发现"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "months, as visits go round"
    COST: ClassVar[str] = "per visit"

    visits_per_year: float = quantity(
        0.0,
        unit="visit/year",
        high=52,
        meaning="door visits a year to each elder not yet known",
        zh="每年上门探访次数",
    )
    detection: float = quantity(
        0.5, unit="share", meaning="chance that a visit recognises need that is there", zh="单次探访识别率"
    )
    data_link: float = quantity(
        0.0,
        unit="1/year",
        high=12,
        meaning="yearly rate at which linked registers reveal people of level 3 and 4",
        zh="数据比对年识别率",
    )
    survey_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of elders not yet known who are asked in this month by a survey; a dated wave",
        zh="普查覆盖比例",
    )
