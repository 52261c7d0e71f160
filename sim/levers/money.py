"""Levers on the budget itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import quantity


@dataclass(frozen=True)
class Budget:
    """How much public money there is: general budgets, the share of the lottery, grants from above, bonds."""

    CODE: ClassVar[str] = "L25"
    LABEL: ClassVar[str] = "Budgets and funding sources"
    LABEL_ZH: ClassVar[str] = "经费与资金来源"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "from the next January on: purses are filled once a year"
    COST: ClassVar[str] = "the money itself"

    general_factor: float = quantity(
        1.0, unit="ratio", high=10, meaning="general budgets for elder care relative to today's", zh="一般预算倍数"
    )
    grants_factor: float = quantity(
        1.0, unit="ratio", high=10, meaning="grants of the upper levels relative to today's", zh="上级补助倍数"
    )
    lottery_floor: float = quantity(
        0.0,
        unit="share",
        meaning="least share of the lottery money that goes to elder care; it acts where today's share is lower",
        zh="福彩公益金养老占比下限",
    )
    lottery_cap: float = quantity(
        1.0,
        unit="share",
        meaning="most of the lottery money that goes to elder care; it acts where today's share is higher",
        zh="福彩公益金养老占比上限",
    )
    bonds_per_year: float = quantity(
        0.0, unit="yuan/year", high=1e10, meaning="bonds for building, a purse of its own each year", zh="每年专项债券"
    )
