"""carecap's world: one region's elders, homes and aides, month by month. Knows nothing of files or plots."""

from sim.compiled import keep_by_sources

keep_by_sources()

from sim.levers import Levers, Schedule  # noqa: E402 - the kernels must know where they are kept before they load
from sim.model import CareSystem  # noqa: E402
from sim.world.region import Region  # noqa: E402

__all__ = ["CareSystem", "Levers", "Region", "Schedule"]
