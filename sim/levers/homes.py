"""Levers that build, change and hand over homes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import choice, quantity


@dataclass(frozen=True)
class Build:
    """Money and land are sought for new public beds; they open when funded and built, not when announced."""

    CODE: ClassVar[str] = "L01"
    LABEL: ClassVar[str] = "Public bed construction"
    LABEL_ZH: ClassVar[str] = "公办养老床位建设"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "24 months of building after the money is there (18-36, assumption)"
    COST: ClassVar[str] = "capital per bed; part from grants of the upper levels, the rest from county budgets"

    beds_per_year: float = quantity(
        0.0,
        unit="bed/year",
        high=5000,
        meaning="new public beds that the region orders each year",
        zh="每年新增公办床位",
    )
    nursing_share: float = quantity(
        0.5, unit="share", meaning="share of the new beds that are nursing beds", zh="护理型床位占比"
    )
    grant_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of the capital that the upper levels pay on top of local budgets",
        zh="上级补助占比",
    )
    posts_share: float = quantity(
        1.0,
        unit="share",
        meaning="aide posts that come with a new government-run home, relative to those of homes that stand",
        zh="新机构护理员编制比例",
    )
    site: str = choice(
        "elders",
        values=("elders", "need"),
        zh="选址规则",
        meaning="beds go to counties by their elders, or by the unmet hours known to the authorities",
    )


@dataclass(frozen=True)
class Operate:
    """Government-run homes are tendered to private operators, who open the beds that the reserve leaves."""

    CODE: ClassVar[str] = "L04"
    LABEL: ClassVar[str] = "Public-built private operation"
    LABEL_ZH: ClassVar[str] = "公建民营"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "QY", "BN")
    LAG: ClassVar[str] = "tender 6 months, then 12-24 months to fill (assumption)"
    COST: ClassVar[str] = "operating subsidy; the operator pays rent and invests"

    share_of_homes: float = quantity(
        0.0,
        unit="share",
        meaning="share of publicly built homes that are to be privately operated",
        zh="公建民营占公办机构比例",
    )
    most_per_year: int = quantity(
        10,
        unit="home/year",
        low=1,
        high=200,
        meaning="most homes that are put out to tender in a year",
        zh="每年最多招标机构数",
    )
    tender_months: int = quantity(6, unit="month", low=0, high=60, meaning="from decision to take-over", zh="招标周期")
