"""Every policy lever, declared once.

A lever is a frozen dataclass; its fields carry unit, allowed range and meaning. From this declaration follow
the command-line overrides (``levers.<lever>.<field>=…``), their error messages, dated schedules, the
documentation and the bounds of every study. The value in force before any policy, the *status quo*, is a fact
of the region and is read with it; the defaults here mean "the document is silent: nothing happens".
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sim.declare import Declared, choice, declared, quantity


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
class Train:
    """Courses and colleges bring new aides into the labour market; most do not stay."""

    CODE: ClassVar[str] = "L17"
    LABEL: ClassVar[str] = "Aide training"
    LABEL_ZH: ClassVar[str] = "护理员培训"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "course 3 months; college 36 months (assumption)"
    COST: ClassVar[str] = "per seat of a short course, from the training budget; colleges are paid elsewhere"

    seats_per_year: float = quantity(
        0.0, unit="person/year", high=10000, meaning="seats of short courses for new aides", zh="每年培训人数"
    )
    retention: float = quantity(
        0.3,
        unit="share",
        meaning="share of the trained who then look for work as an aide in the region",
        zh="结业留用率",
    )
    college_intake: float = quantity(
        0.0, unit="person/year", high=5000, meaning="yearly intake of college courses", zh="院校年招生"
    )
    college_retention: float = quantity(
        0.1,
        unit="share",
        meaning="share of college graduates who look for work as an aide in the region",
        zh="毕业生从业率",
    )


@dataclass(frozen=True)
class Pay:
    """Aides earn more than the local going rate; fewer leave and more apply."""

    CODE: ClassVar[str] = "L18"
    LABEL: ClassVar[str] = "Aide pay"
    LABEL_ZH: ClassVar[str] = "护理员薪酬"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "immediate; the stock of aides follows within 6-12 months"
    COST: ClassVar[str] = "wages; the publicly paid share from county budgets"

    raise_share: float = quantity(0.0, unit="share", high=1.0, meaning="raise over the present wage", zh="工资增幅")
    public_share: float = quantity(
        1.0, unit="share", meaning="share of the raise that county budgets pay", zh="财政承担比例"
    )


@dataclass(frozen=True)
class Ratio:
    """How many residents of each level one aide may care for; this limits the beds that a home can operate."""

    CODE: ClassVar[str] = "L19"
    LABEL: ClassVar[str] = "Staffing ratios"
    LABEL_ZH: ClassVar[str] = "护理员配比"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "immediate on admissions; nobody is turned out"
    COST: ClassVar[str] = "wages of the homes"

    able: float = quantity(
        18.0, unit="resident/aide", low=1, high=60, meaning="residents of level 0 per aide", zh="能力完好"
    )
    mild: float = quantity(
        10.0, unit="resident/aide", low=1, high=60, meaning="residents of level 1 per aide", zh="轻度失能"
    )
    moderate: float = quantity(
        6.0, unit="resident/aide", low=1, high=60, meaning="residents of level 2 per aide", zh="中度失能"
    )
    severe: float = quantity(
        4.0, unit="resident/aide", low=1, high=60, meaning="residents of level 3 per aide", zh="重度失能"
    )
    complete: float = quantity(
        3.0, unit="resident/aide", low=1, high=60, meaning="residents of level 4 per aide", zh="完全失能"
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


@dataclass(frozen=True)
class Levers:
    """All levers in force in one month."""

    build: Build = field(default_factory=Build)
    operate: Operate = field(default_factory=Operate)
    admit: Admit = field(default_factory=Admit)
    visit: Visit = field(default_factory=Visit)
    train: Train = field(default_factory=Train)
    pay: Pay = field(default_factory=Pay)
    ratio: Ratio = field(default_factory=Ratio)
    identify: Identify = field(default_factory=Identify)

    def with_values(self, values: dict[str, Any]) -> Levers:
        """A copy in which some fields, named ``lever.field``, take other values.

        Raises ValueError with one line per unknown name or value out of range.
        """
        wrong: list[str] = []
        changed: dict[str, dict[str, Any]] = {}
        known = DECLARED
        for path, value in values.items():
            if path not in known:
                wrong.append(f"levers.{path}: unknown lever or field")
                continue
            problem = known[path].check(value)
            if problem:
                wrong.append(f"levers.{path} = {value!r}: {problem}")
                continue
            lever, name = path.split(".")
            kind = type(known[path].default)
            changed.setdefault(lever, {})[name] = kind(value)
        if wrong:
            raise ValueError("\n".join(wrong))
        new = {lever: dataclasses.replace(getattr(self, lever), **fields) for lever, fields in changed.items()}
        return dataclasses.replace(self, **new)


LEVERS: dict[str, type] = {f.name: f.default_factory for f in dataclasses.fields(Levers)}  # type: ignore[misc]
"""Lever name -> its class, in the order of the identifiers."""

DECLARED: dict[str, Declared] = {
    f"{name}.{item.name}": item for name, lever in LEVERS.items() for item in declared(lever)
}
"""``lever.field`` -> declaration, for every field of every lever."""


@dataclass(frozen=True)
class Schedule:
    """Dated lever values: what is in force in a month is the latest change not after it.

    ``changes`` holds (month, ``lever.field``, value), sorted by month; month -1 stands for "from the start".
    """

    status_quo: Levers = field(default_factory=Levers)
    changes: tuple[tuple[int, str, Any], ...] = ()

    def __post_init__(self) -> None:
        """Refuse changes that are not in order of time, and every value outside its declared range."""
        months = [month for month, _, _ in self.changes]
        if months != sorted(months):
            raise ValueError("lever changes must be in order of time")
        for month, path, value in self.changes:
            try:
                self.status_quo.with_values({path: value})
            except ValueError as error:
                raise ValueError(f"{error} (in force from month {month})") from None

    def at(self, month: int) -> Levers:
        """The levers in force in ``month``."""
        return self.status_quo.with_values({path: value for when, path, value in self.changes if when <= month})

    def months(self) -> tuple[int, ...]:
        """The months in which something changes."""
        return tuple(sorted({month for month, _, _ in self.changes}))
