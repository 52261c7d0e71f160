"""Building projects: planned, funded, building, open. Announced beds are not opened beds."""

from __future__ import annotations

from dataclasses import dataclass

from sim.agents.kinds import Ownership, Stage, Tier


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
    saved: int = 0
    """Fen of the local share put aside so far."""

    @property
    def local(self) -> int:
        """Fen that the region must find."""
        return round(self.capital * self.local_share)
