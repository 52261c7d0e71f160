"""Levers on how counties decide: what they know, what they are held to, where they site, what they keep ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import quantity


@dataclass(frozen=True)
class Govern:
    """A yearly programme of the counties, and the four lists that may guide it."""

    CODE: ClassVar[str] = "L26"
    LABEL: ClassVar[str] = "Governance and the four lists"
    LABEL_ZH: ClassVar[str] = "统筹治理与四张清单"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "the programme is decided each January"
    COST: ClassVar[str] = "the programme's money; the lists themselves cost the time of officials, which is not counted"

    programme_per_year: float = quantity(
        0.0,
        unit="yuan/year",
        high=1e10,
        meaning="money that the counties may spend each year on the measure that they think is missing",
        zh="年度项目资金",
    )
    advice: bool = quantity(
        False, unit="", meaning="建议单: counties are told what is missing, and act on it more often", zh="建议单"
    )
    deadlines: bool = quantity(
        False, unit="", meaning="任务单: tasks have dates and are cleared; works slip less", zh="任务单"
    )
    layout: bool = quantity(
        False, unit="", meaning="布局单: money and sites go where known need is, circles do not overlap", zh="布局单"
    )
    reserve: bool = quantity(
        False, unit="", meaning="项目单: projects stand ready; works begin sooner after the money is there", zh="项目单"
    )
