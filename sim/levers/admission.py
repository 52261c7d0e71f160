"""Levers that decide who gets a bed, at which price, and who pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import choice, quantity


@dataclass(frozen=True)
class Admit:
    """Who is admitted first, and which beds are kept for the safety net."""

    CODE: ClassVar[str] = "L07"
    LABEL: ClassVar[str] = "Reserve and priority"
    LABEL_ZH: ClassVar[str] = "保留床位与入住优先"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "none"
    COST: ClassVar[str] = "none"

    reserve_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of the beds of privately operated public homes kept for tekun",
        zh="公建民营机构特困保留床位比例",
    )
    release_share: float = quantity(
        0.0,
        unit="share",
        zh="公办机构空余床位开放比例",
        meaning="share of government-run beds not needed by the safety net that are open to everybody",
    )
    rule: str = choice(
        "need",
        values=("need", "first_come"),
        zh="排序规则",
        meaning="need: disabled tekun, tekun, disabled poor, special, others; then and first_come: waiting time",
    )
    spare_for: str = choice(
        "everybody",
        values=("everybody", "poor_and_special"),
        zh="空余床位开放对象",
        meaning="for whom the released beds of government-run homes are: everybody, or poor and special classes only",
    )
    outreach_per_year: float = quantity(
        0.0,
        unit="1/year",
        high=12,
        meaning="visits and trial days a year for each tekun at home; each may change a mind that was made up to stay",
        zh="每年入住动员次数",
    )
    discount_share: float = quantity(
        0.0,
        unit="share",
        meaning="discount on the price of government-run homes and care centres for disabled people who pay",
        zh="失能老人收费优惠",
    )
    rural_subsidy: float = quantity(
        0.0,
        unit="yuan/month",
        high=5000,
        meaning="subsidy for urban elders who enter a township home",
        zh="城区老人入住农村机构补贴",
    )


@dataclass(frozen=True)
class SafetyNet:
    """What the safety net pays for its residents, and what public homes charge the others."""

    CODE: ClassVar[str] = "L08"
    LABEL: ClassVar[str] = "Safety-net payment and public prices"
    LABEL_ZH: ClassVar[str] = "兜底供养支付与公办定价"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "BN")
    LAG: ClassVar[str] = "none"
    COST: ClassVar[str] = "payment x residents, from the safety net; a fund may cap it"

    payment_factor: float = quantity(
        1.0, unit="ratio", low=0.1, high=5, meaning="living allowance of tekun relative to today's", zh="供养标准倍数"
    )
    running_share: float = quantity(
        0.0,
        unit="share",
        high=2.0,
        meaning="running money of a home for each tekun, as a share of the living allowance",
        zh="管理运行经费比例",
    )
    fund_per_year: float = quantity(
        0.0,
        unit="yuan/year",
        high=1e10,
        meaning="most that the safety net pays to homes in a year; 0: an entitlement without cap",
        zh="年度供养资金上限",
    )
    public_price: float = quantity(
        1.0,
        unit="ratio",
        low=0.3,
        high=4,
        meaning="prices of government-run homes relative to today's",
        zh="公办收费倍数",
    )
