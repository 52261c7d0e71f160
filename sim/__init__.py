"""carecap's world: one region's elders, homes and aides, month by month. Knows nothing of files or plots."""

from sim.levers import Levers, Schedule
from sim.model import CareSystem
from sim.world.region import Region

__all__ = ["CareSystem", "Levers", "Region", "Schedule"]
