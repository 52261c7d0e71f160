"""How the health of elders changes over the years; the intensities themselves stand in the health file."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Health:
    """How the health of elders changes over the years; its level at the census is fitted in ``conf/health``."""

    trend: float = quantity(
        0.0,
        unit="1/year",
        low=-0.02,
        high=0.02,
        meaning="relative change of every rate of losing ability per calendar year from 2020 on; it comes into force "
        "with the periods of the life table: after 5 years in 2025-07, 10 in 2030-07, 15 in 2035-07",
        source="judgement: no trend; -0.02 comes near the published outlook for 2035 (docs/validation.md), 0.02 is its "
        "mirror",
        zh="各年龄失能恶化率每年的相对变化，自2020年起计，随寿命表各期生效",
    )
