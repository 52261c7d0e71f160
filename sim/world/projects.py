"""Building projects: planned, funded, building, open. Announced beds are not opened beds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sim.agents.kinds import Kind, Ownership, Stage, Tier

NEW_HOMES = 1 << 20
"""Keys below are those of the facilities of month 0."""
NEW_SERVICES = 1 << 24
MOST_SERVICES = 256
"""Community facilities of one project at most: their keys follow each other."""


class NewHome(NamedTuple):
    """A home or care centre that did not stand before."""

    kind: Kind
    beds: tuple[int, int, int]
    ownership: Ownership
    tier: Tier


class Conversion(NamedTuple):
    """Homes become care centres: that share of their beds is for nursing."""

    homes: tuple[int, ...]
    nursing_share: float
    tier: Tier | None = None
    """From how far they then draw people; None: as before."""


class Upgrade(NamedTuple):
    """Homes are better equipped."""

    homes: tuple[int, ...]


class NewServices(NamedTuple):
    """Community facilities of one kind."""

    kind: Kind
    urban: bool
    number: int
    reach: float
    """Elders in the circle of each."""
    posts: float
    """Visiting aides that each may employ."""


class Works(NamedTuple):
    """Beds that are shut while they are being worked on."""

    back: int
    """Month in which they are open again."""
    home: int
    bed_type: int
    beds: int


Work = NewHome | Conversion | Upgrade | NewServices


@dataclass
class Project:
    """Something on its way to be built. Money is whole fen."""

    name: str
    place: int
    work: Work
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
    """Which of the projects of the same sort, place and month (at most four)."""
    saved: int = 0
    """Fen of the local share put aside so far."""
    beds_shut: bool = False
    """Whether the beds that are worked on have been shut."""

    @property
    def sort(self) -> int:
        """What is built and by whom, as a number: part of the key of its luck."""
        if isinstance(self.work, NewHome):
            return int(self.work.ownership)
        if isinstance(self.work, NewServices):
            return 8 + int(self.work.kind)
        return 4 if isinstance(self.work, Conversion) else 5

    @property
    def by_investors(self) -> bool:
        """Whether investors pay for it."""
        return isinstance(self.work, NewHome) and self.work.ownership == Ownership.PRIVATE

    def luck(self, start: int) -> int:
        """Key of draws about this project and its home: sort, place, month of decision, never its turn."""
        return NEW_HOMES + self._key(start)

    def service_luck(self, start: int) -> int:
        """Key of the first of its community facilities; the others follow."""
        return NEW_SERVICES + self._key(start) * MOST_SERVICES

    def _key(self, start: int) -> int:
        return ((self.sort * 64 + self.place) * 512 + self.announced - start) * 4 + self.ordinal

    @property
    def local(self) -> int:
        """Fen that the region must find."""
        return round(self.capital * self.local_share)


def announce(projects: list[Project], project: Project) -> None:
    """Put a project at the end of the queue, told apart from others of its sort, place and month."""
    same = [p for p in projects if (p.sort, p.place, p.announced) == (project.sort, project.place, project.announced)]
    project.ordinal = len(same) % 4
    projects.append(project)
