"""Building projects: planned, funded, building, open. Announced beds are not opened beds."""

from __future__ import annotations

from dataclasses import dataclass

from sim.agents.kinds import Ownership, Stage, Tier

NEW_HOMES = 1 << 20
"""Keys below are those of the facilities of month 0."""


@dataclass
class Project:
    """Beds on their way. Money is whole fen."""

    name: str
    place: int
    beds: tuple[int, int, int]
    ownership: Ownership
    tier: Tier
    capital: int
    local_share: float
    """Share of the capital that public purses (or, for private homes, investors) of the region must find."""
    announced: int
    """Month of the decision."""
    earliest: int
    """Month before which it cannot open."""
    stage: Stage = Stage.PLANNED
    opens: int = -1
    """Month of opening, once it is being built."""
    ordinal: int = 0
    """Which of the projects of the same owner, place and month (at most four)."""
    saved: int = 0
    """Fen of the local share put aside so far."""

    def luck(self, start: int) -> int:
        """Key of draws about this project and its home: owner, place, month of decision, never its turn."""
        months = self.announced - start
        return NEW_HOMES + ((int(self.ownership) * 64 + self.place) * 512 + months) * 4 + self.ordinal

    @property
    def local(self) -> int:
        """Fen that the region must find."""
        return round(self.capital * self.local_share)
