"""Levers that bring, keep and weigh aides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import quantity


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
    certificates_required: bool = quantity(
        False, unit="", meaning="aides without a certificate do not count for the ratio", zh="持证上岗"
    )
    upgrade_seats: float = quantity(
        0.0,
        unit="person/year",
        high=20000,
        meaning="seats that bring aides in work a certificate",
        zh="在岗培训取证人数",
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
    certificate_bonus: float = quantity(
        0.0, unit="share", high=1.0, meaning="raise for aides with a certificate, on top", zh="持证津贴"
    )
    extra_posts: float = quantity(
        0.0,
        unit="share",
        high=3.0,
        meaning="posts in government-run homes that public money adds, relative to those of month 0",
        zh="政府购买岗位",
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
    care_centre: float = quantity(
        0.0,
        unit="resident/aide",
        low=1,
        high=60,
        meaning="residents per aide in care centres; 0: by level",
        zh="照护中心配比",
    )
    township: float = quantity(
        0.0,
        unit="resident/aide",
        low=1,
        high=60,
        meaning="residents per aide in publicly built township homes; 0: by level",
        zh="乡镇敬老院配比",
    )
    least_staff: int = quantity(
        0, unit="person", high=50, meaning="posts that a government-run home has at least", zh="公办机构最低人员"
    )
