"""Medical levels, grading and the platform: effects and costs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Standards:
    """Medical levels, grading and the platform: effects and costs."""

    clinic_cost: float = quantity(
        300000.0,
        unit="yuan",
        high=1e7,
        meaning="set-up of a clinic in a home",
        source="judgement, 100,000-1,000,000: rooms, equipment, licence; no document names a sum",
    )
    clinic_months: int = quantity(
        12,
        unit="month",
        low=0,
        high=60,
        meaning="a clinic is set up, from money to opening",
        source="6-12, more with insurance designation (judgement)",
    )
    clinic_running: float = quantity(
        30.0,
        unit="yuan/bed/month",
        high=500,
        meaning="running cost of a clinic that a home has opened by order; the home pays it",
        source="judgement, 0-100: two medics for 100 beds cost more, insured treatment earns part of it back",
    )
    grading_cost: float = quantity(
        3000.0,
        unit="yuan/grading",
        high=100000,
        meaning="grading of a home",
        source="as an inspection: two experts for two days, 1,000-6,000 (judgement)",
    )
    norm: float = quantity(
        0.5,
        unit="quality 0-1",
        meaning="quality that counts as up to the standard: the first grade",
        source="judgement, 0.4-0.6: the homes of five regions stand at 0.2-0.65, most of them below",
    )
    gain: float = quantity(
        0.03,
        unit="quality 0-1",
        high=0.2,
        meaning="how much a staffed home below the standard improves after each grading, up to the standard",
        source="judgement, 0-0.1: no Chinese evaluation measures it; an upgrade with works is set at 0.15",
    )
    improve_cost: float = quantity(
        200.0,
        unit="yuan/bed",
        high=10000,
        meaning="what a home spends to improve after a grading, for each of its beds",
        source="judgement, 0-1,000: training, records, small repairs; much below the works of an upgrade",
    )
    platform_cost: float = quantity(
        2.0,
        unit="yuan/elder/year",
        high=100,
        meaning="running cost of the smart platform, for each elder of the region",
        source="judgement, 0.5-10: about a million yuan a year for half a million elders",
    )
