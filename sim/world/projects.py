"""Building projects: planned, funded, building, open. Announced beds are not opened beds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sim.agents.kinds import Kind, Ownership, Stage, Tier
from sim.ledger import FEN
from sim.world.region import ProjectStock

NEW_HOMES = 1 << 20
"""Keys below are those of the facilities of month 0."""
NEW_SERVICES = 1 << 24
MORE_HOMES = 1 << 29
"""From here the keys of the fifth and later homes of the same sort, place and month."""
SAME = 4
"""Projects of the same sort, place and month whose keys follow each other."""
SORTS = 1 << 21
"""More than the keys of all sorts of homes."""
MOST_SERVICES = 256
"""Community facilities of one project at most: their keys follow each other."""


class NewHome(NamedTuple):
    """A home or care centre that did not stand before."""

    kind: Kind
    beds: tuple[int, int, int]
    ownership: Ownership
    tier: Tier
    idle: bool = False
    """Whether it moves into an idle building."""


class Conversion(NamedTuple):
    """Homes become care centres: that share of their beds is for nursing."""

    homes: tuple[int, ...]
    nursing_share: float
    tier: Tier | None = None
    """From how far they then draw people; None: as before."""


class Upgrade(NamedTuple):
    """Homes are better equipped."""

    homes: tuple[int, ...]


class Equip(NamedTuple):
    """Ordinary beds of a home are equipped for nursing, or for people with dementia."""

    home: int
    nursing: int
    dementia: int


class Reopening(NamedTuple):
    """A home that stands closed is fitted out and handed to an operator."""

    home: int


class NewServices(NamedTuple):
    """Community facilities of one kind."""

    kind: Kind
    urban: bool
    number: int
    reach: float
    """Elders in the circle of each."""
    posts: float
    """Visiting aides that each may employ; in a sample each of those for which it stands."""
    stands_for: float = 1.0
    """In a sample: how many facilities of the full region each stands for."""


class Works(NamedTuple):
    """Beds that are shut while they are being worked on."""

    back: int
    """Month in which they are open again."""
    home: int
    bed_type: int
    beds: int


Work = NewHome | Conversion | Upgrade | Equip | Reopening | NewServices


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
    """Which of the projects of the same sort, place and month."""
    invested: float = 0.0
    """Share of the capital that operators or investors bring once the region has its share."""
    home: int = -1
    """The home that stands and that an order of the region works on; it has the luck of the works."""
    saved: int = 0
    """Fen of the local share put aside so far."""
    of_programme: bool = False
    """Whether a county orders it in its yearly programme (L26): its luck is not that of other orders of the month."""
    beds_shut: bool = False
    """Whether the beds that are worked on have been shut."""

    @property
    def sort(self) -> int:
        """What is built and by whom, as a number: part of the key of its luck."""
        if self.of_programme and isinstance(self.work, (NewHome, NewServices)):
            return 8 + isinstance(self.work, NewServices)
        if isinstance(self.work, NewHome):
            return 3 if self.work.idle else int(self.work.ownership)
        if isinstance(self.work, NewServices):
            return 8 + int(self.work.kind)
        return 4 + (Conversion, Upgrade, Equip, Reopening).index(type(self.work))

    @property
    def by_investors(self) -> bool:
        """Whether it is an investor's plan, paid by them alone."""
        return isinstance(self.work, NewHome) and self.work.ownership == Ownership.PRIVATE and not self.work.idle

    @property
    def privately_paid(self) -> bool:
        """Whether investors or operators bring all of the money: lists of the government do not hold them to dates."""
        return self.by_investors or self.invested >= 1

    def luck(self, start: int) -> int:
        """Key of draws about this project and its home: sort, place, month of decision, never its turn."""
        more = self.ordinal // SAME
        return NEW_HOMES + self._key(start) + (MORE_HOMES + more * SORTS if more else 0)

    def service_luck(self, start: int) -> int:
        """Key of the first of its community facilities; the others follow."""
        return NEW_SERVICES + self._key(start) * MOST_SERVICES

    def _key(self, start: int) -> int:
        return ((self.sort * 64 + self.place) * 512 + self.announced - start) * SAME + self.ordinal % SAME

    @property
    def local(self) -> int:
        """Fen that the region must find."""
        return round(self.capital * self.local_share)

    @property
    def on_its_way(self) -> bool:
        """Whether it is neither open nor given up."""
        return self.stage not in (Stage.OPEN, Stage.CANCELLED)

    @property
    def homes(self) -> tuple[int, ...]:
        """The homes that stand and that it works on."""
        if isinstance(self.work, (Conversion, Upgrade)):
            return self.work.homes
        return (self.work.home,) if isinstance(self.work, (Equip, Reopening)) else ()


def announce(projects: list[Project], project: Project) -> None:
    """Put a project at the end of the queue, told apart from others of its sort, place and month."""
    same = [p for p in projects if (p.sort, p.place, p.announced) == (project.sort, project.place, project.announced)]
    project.ordinal = len(same)
    projects.append(project)


def as_project(stock: ProjectStock, decided: int, paid_before: bool = True) -> Project:
    """A project of a document or a scenario, decided in a month.

    What a document's project has been granted in full was paid before the run (``paid_before``): it is being built
    already. What a scenario's has been granted the upper levels pay when it is decided.
    """
    paid = paid_before and stock.granted >= 1
    return Project(
        name=stock.name,
        place=stock.place,
        work=work_of(stock),
        capital=round(stock.capital * FEN),
        local_share=1 - stock.granted,
        announced=decided,
        earliest=stock.opens,
        stage=Stage.BUILDING if paid else Stage.PLANNED,
        opens=stock.opens if paid else -1,
    )


def work_of(stock: ProjectStock) -> Work:
    """What a project of the document builds."""
    if stock.what == "convert":
        return Conversion(stock.homes, stock.nursing_share, Tier[stock.tier.upper()] if stock.tier else None)
    if stock.what == "upgrade":
        return Upgrade(stock.homes)
    kind = Kind[stock.what.upper()]
    if kind <= Kind.CARE_CENTRE:
        return NewHome(kind, stock.beds, Ownership[stock.ownership.upper()], Tier[stock.tier.upper()])
    stands_for = stock.count / stock.simulated
    return NewServices(kind, stock.residence == "urban", stock.simulated, stock.reach, stock.visiting_aides, stands_for)
