"""Levers on what people can pay, what medicine adds, how they are matched, and what quality they can see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import choice, quantity


@dataclass(frozen=True)
class Entitle:
    """Money that follows the elder, at home and into a home: insurance, voucher, subsidy of the poor."""

    CODE: ClassVar[str] = "L21"
    LABEL: ClassVar[str] = "Entitlement, insurance and subsidies"
    LABEL_ZH: ClassVar[str] = "待遇清单、长护险与补贴"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "none in the model (6-24 months, assumption)"
    COST: ClassVar[str] = "insurance fund (premiums), upper levels (voucher), purses (subsidy, as far as they reach)"

    ltci_yuan: float = quantity(
        0.0,
        unit="yuan/month",
        high=6000,
        meaning="long-term-care insurance benefit for care received",
        zh="长护险月待遇",
    )
    ltci_from_level: int = quantity(
        3, unit="level", low=1, high=4, meaning="lowest level that the insurance pays for", zh="长护险最低失能等级"
    )
    ltci_covers: str = choice(
        "employees",
        values=("employees", "everybody"),
        zh="参保范围",
        meaning="who is insured: those with an employee pension, or residents too",
    )
    premium: float = quantity(
        0.0, unit="yuan/month", high=500, meaning="premium that each insured elder pays", zh="参保人月缴费"
    )
    voucher_yuan: float = quantity(
        0.0,
        unit="yuan/month",
        high=5000,
        meaning="most that the care voucher pays; not for tekun",
        zh="养老消费券月上限",
    )
    voucher_home_share: float = quantity(
        0.5, unit="share", meaning="share of a bill for hours at home that the voucher pays", zh="居家账单抵扣比例"
    )
    voucher_fee_share: float = quantity(
        0.4, unit="share", meaning="share of the fee of a home that the voucher pays", zh="机构账单抵扣比例"
    )
    voucher_from_level: int = quantity(
        2, unit="level", low=1, high=4, meaning="lowest level that gets the voucher", zh="消费券最低失能等级"
    )
    subsidy_yuan: float = quantity(
        0.0,
        unit="yuan/month",
        high=3000,
        meaning="care subsidy for poor elders, for care received",
        zh="困难老人护理补贴",
    )
    subsidy_from_level: int = quantity(
        2,
        unit="level",
        low=0,
        high=4,
        meaning="lowest level of poor elders that gets the subsidy",
        zh="补贴最低失能等级",
    )
    subsidy_oldest: bool = quantity(
        False, unit="", meaning="poor elders of 80 and more get it whatever their level", zh="含困难高龄老人"
    )
    quota: int = quantity(
        0, unit="person", high=1000000, meaning="most people who get the subsidy; 0: no quota", zh="补贴名额"
    )
    income_below: float = quantity(
        0.0,
        unit="yuan/month",
        high=10000,
        meaning="elders whose income is below are entitled to public hours at home (L12) like the poor; 0: none",
        zh="低收入线",
    )


@dataclass(frozen=True)
class Medical:
    """Homes sign with hospitals or open clinics; the disabled prefer them and lose ability a little later."""

    CODE: ClassVar[str] = "L22"
    LABEL: ClassVar[str] = "Medical care in homes"
    LABEL_ZH: ClassVar[str] = "医养结合"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "agreements in the year of the order; clinics 12 months (assumption)"
    COST: ClassVar[str] = "set-up of a clinic, as far as the purses reach; running cost of the home"

    agreement_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of homes in use with an agreement or a clinic; 0: no order",
        zh="签约医养机构占比",
    )
    in_house_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of homes in use with a clinic of their own; 0: no order",
        zh="内设医疗机构占比",
    )
    homes_per_year: int = quantity(
        20,
        unit="home/year",
        low=1,
        high=500,
        meaning="most homes whose medical level rises in a year",
        zh="每年提升机构数",
    )
    prevents: float = quantity(
        0.0,
        unit="share",
        high=0.1,
        meaning="share of the losses of ability of residents that a clinic in the home prevents",
        zh="延缓失能比例",
    )
    designated_yuan: float = quantity(
        0.0,
        unit="yuan/month",
        high=2000,
        meaning="what medical insurance pays for disabled residents of homes with a clinic, off their fee",
        zh="医保定点月减负",
    )


@dataclass(frozen=True)
class Platform:
    """One platform routes visits, shows free beds to those who wait, and carries alarms."""

    CODE: ClassVar[str] = "L23"
    LABEL: ClassVar[str] = "Smart platform"
    LABEL_ZH: ClassVar[str] = "智慧养老平台"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "none in the model (12 months, assumption)"
    COST: ClassVar[str] = "per month of a bracelet; running cost per elder of the region, as far as the purses reach"

    travel_saved: float = quantity(
        0.0,
        unit="share",
        high=0.5,
        meaning="share of the travel time of visiting aides that routing saves",
        zh="节约路途时间比例",
    )
    review_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=12,
        meaning="how often those who wait see anew which homes would take them; 12 is the present habit",
        zh="等候者重新匹配周期",
    )
    bracelets_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of those in need who live alone with a bracelet and an alarm",
        zh="独居手环覆盖率",
    )


@dataclass(frozen=True)
class Grade:
    """Homes are graded; families see the grade, subsidies follow it, the worst take nobody."""

    CODE: ClassVar[str] = "L24"
    LABEL: ClassVar[str] = "Quality grading"
    LABEL_ZH: ClassVar[str] = "等级评定与质量监管"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "as gradings go round (6-12 months, assumption)"
    COST: ClassVar[str] = "per grading, from what running costs have left in the purses"

    gradings_per_year: float = quantity(
        0.0, unit="1/year", high=4, meaning="gradings of each home in use", zh="每年评定次数"
    )
    publication: float = quantity(
        0.0,
        unit="share",
        high=2,
        meaning="share by which published grades raise the weight of quality in the choice of a home",
        zh="公开结果影响力",
    )
    tied_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of the operating subsidy that is cut where quality is short of the standard",
        zh="补贴与等级挂钩比例",
    )
    least_quality: float = quantity(
        0.0,
        unit="0-1",
        meaning="quality below which a graded home takes nobody until it is better; 0: none",
        zh="最低质量线",
    )
