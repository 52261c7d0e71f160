"""Levers that find people in need and bring hours to their homes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import quantity


@dataclass(frozen=True)
class Visit:
    """Public money buys hours of care at home; visiting aides of centres and stations deliver them."""

    CODE: ClassVar[str] = "L12"
    LABEL: ClassVar[str] = "Home-care hours"
    LABEL_ZH: ClassVar[str] = "居家上门服务"
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
