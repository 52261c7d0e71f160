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
    kind: str = choice(
        "home",
        values=("home", "care_centre"),
        zh="新建类型",
        meaning="what is ordered: homes, or care centres with the ratio of their kind",
    )
    beds_where_none: int = quantity(
        0,
        unit="bed",
        high=1000,
        meaning="beds of a home that is ordered in each place without a publicly built home in use; 0: none",
        zh="空白地区兜底机构床位",
    )


@dataclass(frozen=True)
class Nursing:
    """Ordinary beds of publicly built homes are equipped for nursing, or become places for people with dementia."""

    CODE: ClassVar[str] = "L02"
    LABEL: ClassVar[str] = "Nursing and dementia beds"
    LABEL_ZH: ClassVar[str] = "护理型与失智床位改造"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "QY", "BN")
    LAG: ClassVar[str] = "3 months of works with the beds shut (3-9, assumption)"
    COST: ClassVar[str] = "per bed equipped; part from grants of the upper levels, the rest from the purses"

    target_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of nursing beds that publicly built homes are to reach; 0: no order",
        zh="护理型床位目标占比",
    )
    dementia_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of beds that publicly built homes set up for people with dementia",
        zh="失智床位占比",
    )
    beds_per_year: int = quantity(
        200, unit="bed/year", low=1, high=10000, meaning="most beds that are equipped in a year", zh="每年最多改造床位"
    )
    grant_share: float = quantity(
        0.0, unit="share", meaning="share of the cost that the upper levels pay", zh="上级补助占比"
    )


@dataclass(frozen=True)
class Upgrade:
    """Publicly built homes are brought up to the norm; inspections find those that do not meet it."""

    CODE: ClassVar[str] = "L03"
    LABEL: ClassVar[str] = "Upgrading and safety"
    LABEL_ZH: ClassVar[str] = "提升改造与安全整治"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "9 months of works with part of the beds shut (6-12, assumption)"
    COST: ClassVar[str] = "per bed of an upgraded home; inspections cost little"

    homes_per_year: int = quantity(
        0, unit="home/year", high=500, meaning="homes that are upgraded each year", zh="每年提升机构数"
    )
    order: str = choice(
        "worst", values=("worst", "largest"), zh="提升次序", meaning="those below the norm first, or the largest first"
    )
    grant_share: float = quantity(
        0.0, unit="share", meaning="share of the cost that the upper levels pay", zh="上级补助占比"
    )
    inspections_per_year: float = quantity(
        0.0,
        unit="1/year",
        high=12,
        meaning="inspections of each home; one below the norm takes nobody until it is upgraded",
        zh="每年安全检查次数",
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
        meaning="share of publicly built homes that are to be privately operated; below today's, contracts end",
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
    operator: str = choice(
        "private",
        values=("private", "state"),
        zh="运营主体",
        meaning="who takes over: private operators, or state firms that keep the public price and never hand back",
    )


@dataclass(frozen=True)
class Entry:
    """Private homes get grants, and those who would open one meet a lower hurdle."""

    CODE: ClassVar[str] = "L05"
    LABEL: ClassVar[str] = "Private entry support"
    LABEL_ZH: ClassVar[str] = "社会力量办养老扶持"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "18 months from decision to opening (12-24, assumption)"
    COST: ClassVar[str] = "grants per bed and per resident from the purses, as far as they reach"

    build_grant: float = quantity(
        0.0, unit="yuan/bed", high=200000, meaning="grant for each bed of a new private home", zh="建设补贴"
    )
    operating_grant: float = quantity(
        0.0,
        unit="yuan/resident/month",
        high=5000,
        meaning="grant for each resident of eligible private homes, on top of the present subsidy",
        zh="运营补贴增额",
    )
    eligible_share: float = quantity(
        1.0,
        unit="share",
        meaning="share of new private homes that meet the conditions of grants",
        zh="符合补贴条件比例",
    )
    hurdle_cut: float = quantity(
        0.0,
        unit="share",
        meaning="share by which land, tax and credit policy lower the margin that investors ask for",
        zh="投资门槛降低",
    )
    approval_months: int = quantity(
        0,
        unit="month",
        high=12,
        meaning="months by which faster approval shortens the way to opening",
        zh="审批缩短月数",
    )


@dataclass(frozen=True)
class Idle:
    """Idle buildings become homes, and homes that stand closed are opened."""

    CODE: ClassVar[str] = "L06"
    LABEL: ClassVar[str] = "Idle assets"
    LABEL_ZH: ClassVar[str] = "盘活闲置资产"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "12 months of works (9-15, assumption)"
    COST: ClassVar[str] = "a share of the capital of a new bed; rent where a building is leased"

    sites_per_year: int = quantity(
        0,
        unit="site/year",
        high=200,
        meaning="idle buildings that become homes each year, while there are any",
        zh="每年盘活处数",
    )
    beds_each: int = quantity(60, unit="bed", low=5, high=500, meaning="beds of such a home", zh="每处床位")
    cost_share: float = quantity(
        0.5, unit="share", low=0.1, high=1.0, meaning="capital of a bed relative to a new one", zh="相对新建成本"
    )
    operator: str = choice(
        "public_private",
        values=("public", "public_private", "private"),
        zh="运营方式",
        meaning="who runs it: the government, an operator of the public building, or an investor who pays half",
    )
    reopen_per_year: int = quantity(
        0,
        unit="home/year",
        high=200,
        meaning="homes that stand closed and are handed to operators each year",
        zh="每年启用闲置机构数",
    )
