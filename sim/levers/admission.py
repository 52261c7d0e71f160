"""Levers that decide who gets a bed."""

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
