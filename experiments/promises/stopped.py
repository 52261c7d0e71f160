"""What stopped a target that was missed, read from the model in the target's month and never guessed.

For each kind of measure one function looks at the state of the model and returns the constraints that it finds there,
each with how much of what is missing it holds back, all in one unit. The binding one is the largest; of equal ones the
first. What no constraint holds back was not ordered by anybody, or, where the model has an order for it and counts
nothing more, is said to be unknown.

A new measure needs one line in :data:`FINDERS`; without one, :func:`by_lever` answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments import measures
from experiments.month0 import due, verdict_of
from sim.agents.kinds import EmptyBed, Kind, Ownership, Stage, Standing
from sim.calendar import MONTHS_PER_YEAR
from sim.ledger import FEN, Purpose
from sim.levers import LEVERS
from sim.processes.build import building_months
from sim.processes.record import AT_HOME
from sim.world.budgets import lottery_share
from sim.world.projects import Conversion, Equip, NewHome, NewServices, Project, Reopening, as_project

if TYPE_CHECKING:
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget


class Stop(NamedTuple):
    """A constraint in force in the month of a missed target, in one run."""

    target: str
    """Key of the target."""
    constraint: str
    """A key of ``experiments.promises.words.STOPS``."""
    quantity: float
    """How much of what is missing it holds back, at full scale."""
    unit: str
    binds: bool = False
    yuan: float = 0.0
    """Money that is missing, at full scale."""
    month: int = -1
    """Last month in which what is being built opens, or in which a rule takes effect."""
    since: int = -1
    """Last month in which money came, or in which it was decided."""
    names: tuple[str, ...] = ()
    """Projects by their names, or purses."""


Came = Mapping[str, tuple[int, int]]
"""Project -> months in which its money came and in which it opened (``experiments.built.note_projects``)."""
Finder = Callable[["CareSystem", "DocumentTarget", float, Came], list[Stop]]
"""(model, target, what is missing in the target's unit, projects) -> constraints, the unordered rest last."""

PURPOSES: dict[str, tuple[Purpose, ...]] = {
    "L01": (Purpose.CAPITAL,), "L02": (Purpose.CAPITAL,), "L03": (Purpose.CAPITAL,), "L06": (Purpose.CAPITAL,),
    "L09": (Purpose.CAPITAL,), "L10": (Purpose.CAPITAL,), "L12": (Purpose.HOME_CARE,), "L13": (Purpose.HOME_AIDS,),
    "L14": (Purpose.CARER_SUPPORT,), "L15": (Purpose.VOLUNTEERING,), "L16": (Purpose.MEALS,),
    "L17": (Purpose.TRAINING,), "L20": (Purpose.IDENTIFICATION,), "L21": (Purpose.CARE_SUBSIDY,),
    "L22": (Purpose.MEDICAL,), "L23": (Purpose.HOME_AIDS,), "L24": (Purpose.GRADING,),
}  # fmt: skip
"""What the purses pay an instrument's costs as; instruments that cost the purses nothing are left out."""


def stopped(model: CareSystem, target: DocumentTarget, shown: float, came: Came) -> tuple[Stop, ...]:
    """What stopped a target of this month whose figure in the model is ``shown``; at least one, one of them binding."""
    gap = abs(target.value - shown)
    find = FINDERS.get(target.measure.partition(":")[0], by_lever)
    if lived(model) < model.region.document and find in AFTER_THE_DOCUMENT:
        found = [Stop(target.key, "burn_in", gap, target.unit, month=model.region.document)]
    else:
        found = [stop for stop in find(model, target, gap, came) if stop.quantity > 0]
    found = found or [Stop(target.key, "not_told", gap, target.unit)]
    largest = max(range(len(found)), key=lambda i: (found[i].quantity, -i))
    return tuple(stop._replace(binds=i == largest) for i, stop in enumerate(found))


def look(model: CareSystem, came: Came, figures: dict[str, float], stops: list[Stop]) -> None:
    """Put down the figures of the targets of the month just lived, and what stopped those that are missed."""
    for target in due(model.region, lived(model)):
        shown = measures.value(model, target.measure)
        figures[target.key] = shown
        if verdict_of(model.region, target, shown, model.until) == "missed":
            stops += stopped(model, target, shown, came)


def lived(model: CareSystem) -> int:
    """The month that the model has just lived."""
    return model.month - 1


# --- works --------------------------------------------------------------------------------------------------

Gives = Callable[["CareSystem", Project], float]
"""What a project would add to a measure, at full scale."""


def of_works(
    gives: Gives,
    unit: str = "",
    size: Callable[[CareSystem], float] | None = None,
    closed: Callable[[CareSystem], float] | None = None,
) -> Finder:
    """A measure that projects raise: which of them lack money, are being built, were given up; the rest nobody ordered.

    ``size`` turns what is missing into ``unit``, where the target is a share or a rate; ``closed`` counts what was
    there and has closed since the census.
    """

    def find(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
        missing = gap * size(model) if size else gap
        stops = waiting(model, target, gives, came, unit)
        if closed:
            stops.append(Stop(target.key, "closed", closed(model), unit or target.unit))
        rest = missing - sum(stop.quantity for stop in stops)
        return [*stops, Stop(target.key, "not_ordered", max(0.0, rest), unit or target.unit)]

    return find


def waiting(model: CareSystem, target: DocumentTarget, gives: Gives, came: Came, unit: str = "") -> list[Stop]:
    """The projects that are not open, by what holds them up."""
    at: dict[str, list[Project]] = {name: [] for name in HELD_UP}
    for project in model.projects:
        if project.stage != Stage.OPEN and gives(model, project) > 0:
            at[held_up(model, project, target.by, came)].append(project)
    there = {project.name for project in model.projects}
    stocks = [stock for stock in (*model.region.projects, *model.schedule.projects) if stock.name not in there]
    undecided = [as_project(stock, stock.decided) for stock in stocks]
    at["later"] += [project for project in undecided if gives(model, project) > 0]
    return [_stop(model, target, name, projects, gives, came, unit) for name, projects in at.items() if projects]


HELD_UP = ("no_money", "late_order", "late_money", "slip", "due_later", "given_up", "later")
"""What holds up a project that is not open, in the order in which equal ones are named."""


def held_up(model: CareSystem, project: Project, by: int, came: Came) -> str:
    """What holds up a project that is not open in the month ``by``: the first that applies, by the model's own dates.

    It was given up; it is not due by then; decided so late that the works do not fit in even with money at once; its
    money is not there; its money came so late that the works do not fit in; or else the works slip.
    """
    if project.stage == Stage.CANCELLED:
        return "given_up"
    if project.earliest > by:
        return "due_later"
    works = building_months(model, project)
    if max(project.announced, model.region.document) + works > by:
        return "late_order"
    if project.stage == Stage.PLANNED:
        return "no_money"
    return "late_money" if came.get(project.name, (-1, -1))[0] + works > by else "slip"


def _stop(
    model: CareSystem, target: DocumentTarget, constraint: str, projects: Sequence[Project], gives: Gives, came: Came,
    unit: str,
) -> Stop:  # fmt: skip
    """Some projects that are held up by the same."""
    named = {stock.name for stock in (*model.region.projects, *model.schedule.projects)}
    lack = sum(p.local - p.saved for p in projects if p.stage == Stage.PLANNED)
    decided = constraint in ("late_order", "later")
    return Stop(
        target.key,
        constraint,
        float(sum(gives(model, p) for p in projects)),
        unit or target.unit,
        yuan=0.0 if constraint == "later" else lack / FEN / model.region.fraction,
        month=max(p.earliest if constraint == "due_later" else p.opens for p in projects),
        since=max(p.announced if decided else came.get(p.name, (-1, -1))[0] for p in projects),
        names=tuple(sorted(p.name for p in projects if p.name in named)),
    )


def services(kind: Kind, urban: bool | None = None) -> Gives:
    """Community facilities of a kind."""

    def gives(model: CareSystem, project: Project) -> float:
        work = project.work
        mine = isinstance(work, NewServices) and work.kind == kind and urban in (None, work.urban)
        return work.number / model.region.fraction if isinstance(work, NewServices) and mine else 0.0

    return gives


def new_homes(*owners: Ownership, kind: Kind | None = None) -> Gives:
    """Homes of some owners; care centres if asked for, conversions among them."""

    def gives(model: CareSystem, project: Project) -> float:
        work = project.work
        if isinstance(work, Conversion) and kind == Kind.CARE_CENTRE:
            return _stand_for(model, list(work.homes))
        if isinstance(work, Reopening) and Ownership.PUBLIC_PRIVATE in owners:
            return _stand_for(model, [work.home])
        mine = isinstance(work, NewHome) and work.ownership in (owners or tuple(Ownership))
        return float(mine and isinstance(work, NewHome) and kind in (None, work.kind))

    return gives


def new_beds(*owners: Ownership) -> Gives:
    """Beds of new homes of some owners."""

    def gives(model: CareSystem, project: Project) -> float:
        work = project.work
        mine = isinstance(work, NewHome) and work.ownership in (owners or tuple(Ownership))
        return sum(work.beds) / model.region.fraction if isinstance(work, NewHome) and mine else 0.0

    return gives


def nursing_beds(model: CareSystem, project: Project) -> float:
    """Beds for nursing or dementia that works bring."""
    work, beds = project.work, model.facilities.col("beds")
    n = 0.0
    if isinstance(work, NewHome):
        n = float(sum(work.beds[1:]))
    elif isinstance(work, Equip):
        n = float(work.nursing + work.dementia)
    elif isinstance(work, Conversion):
        mine = list(work.homes)
        n = max(0.0, work.nursing_share * float(beds[mine].sum()) - float(beds[mine, 1:].sum()))
    return n / model.region.fraction


def of_document(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """Projects of one sort that the document prints: none is unordered, each has a stage."""
    sort = target.measure.partition(":")[2]
    counts = {stock.name: float(stock.count) for stock in model.region.projects if stock.what == sort}
    stops = waiting(model, target, lambda _, project: counts.get(project.name, 0.0), came)
    rest = target.value - sum(counts.values())
    return [*stops, Stop(target.key, "not_ordered", max(0.0, rest), target.unit)]


def places_without(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """Places without a publicly built home in use: each waits for its first project, or nobody has ordered one."""
    homes = model.facilities
    stands = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0) & (homes.col("in_use") == 1)
    have = set(homes.col("place")[stands & (homes.col("ownership") != Ownership.PRIVATE)].tolist())
    first: dict[int, str] = {}
    for project in model.projects:
        work = project.work
        comes = isinstance(work, NewHome) and work.ownership != Ownership.PRIVATE
        if project.on_its_way and project.place not in have and (comes or isinstance(work, Reopening)):
            first.setdefault(project.place, project.name)
    own = set(first.values())
    stops = waiting(model, target, lambda _, project: float(project.name in own), came)
    return [*stops, Stop(target.key, "not_ordered", max(0.0, gap - len(own)), target.unit)]


# --- who runs homes, who lives in them -----------------------------------------------------------------------


def _stand_for(model: CareSystem, homes: NDArray[np.bool_] | list[int]) -> float:
    """How many homes of the full region these are."""
    return float(model.facilities.col("stands_for")[homes].sum())


def operated(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """Public homes that operators should run: out to tender, over the yearly limit, handed back, or not asked for."""
    homes, lever = model.facilities, model.levers.operate
    open_homes = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0) & (homes.col("in_use") == 1)
    public = open_homes & (homes.col("ownership") == Ownership.PUBLIC)
    every = _stand_for(model, public | (open_homes & (homes.col("ownership") == Ownership.PUBLIC_PRIVATE)))
    pending = np.zeros(homes.n, dtype=bool)
    pending[[f for _, f in model.tenders]] = True
    back = public & (homes.col("taken_over") >= 0)
    asked = lever.share_of_homes if lever.share_of_homes != model.region.status_quo.operate.share_of_homes else 0.0
    unasked = every * max(0.0, target.value - asked) if asked else gap * every
    tendered = _stand_for(model, public & pending)
    left = max(0.0, gap * every - tendered - unasked)
    could = _stand_for(model, public & ~pending & ~back)
    limit = min(left, could)
    handed_back = min(left - limit, _stand_for(model, back))
    month = max((when for when, _ in model.tenders), default=-1)
    return [
        Stop(target.key, "tender", tendered, "home", month=month),
        Stop(target.key, "yearly_limit", limit, "home"),
        Stop(target.key, "handed_back", handed_back, "home"),
        Stop(target.key, "not_ordered", min(unasked, gap * every), "home"),
    ]


def empty_beds(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """Residents who are missing: the empty beds of the month by their causes."""
    return [
        Stop(target.key, f"empty.{cause}", model.records.latest("empty_cause", "", f"cause={cause}"), "bed")
        for cause in (one.name.lower() for one in EmptyBed)
    ]


def tekun_at_home(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """Tekun who live at home: in the queue, with a need that is not known, or known and without an application."""
    elders, scale = model.elders, 1 / model.region.fraction
    at_home = (elders.col("standing") == Standing.TEKUN) & (elders.col("facility") < 0)
    waits = at_home & (elders.col("waiting_since") >= 0)
    unknown = at_home & ~waits & (elders.col("known") == 0)
    parts = {"queue": waits, "not_known": unknown, "not_applied": at_home & ~waits & ~unknown}
    return [Stop(target.key, name, float(rows.sum()) * scale, "person") for name, rows in parts.items()]


def out_of_reach(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """People outside the circles: those whom planned circles would take in, and those for whom none was ordered."""
    at_home = float(model.book.by_group[0][AT_HOME]) / model.region.fraction
    elders = float(model.book.elders.sum()) / model.region.fraction
    per_elder = at_home / elders if elders else 0.0

    def gives(model: CareSystem, project: Project) -> float:
        work = project.work
        if not isinstance(work, NewServices):
            return 0.0
        return work.number * work.reach * per_elder / model.region.fraction

    missing = gap * at_home
    stops = waiting(model, target, gives, came, "person")
    return [*stops, Stop(target.key, "not_ordered", max(0.0, missing - sum(s.quantity for s in stops)), "person")]


# --- rules and rates ----------------------------------------------------------------------------------------


def lottery(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """The share of the lottery money: a rule that is in force from next January on, or no such rule."""
    now = lottery_share(model.region, model.levers.budget)
    enough = now >= target.value - 1e-9 if target.direction == "at_least" else now <= target.value + 1e-9
    january = (lived(model) // MONTHS_PER_YEAR + 1) * MONTHS_PER_YEAR
    if enough:
        return [Stop(target.key, "next_january", gap, target.unit, month=january)]
    return [Stop(target.key, "not_ordered", gap, target.unit)]


def seats(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """Seats of courses that the lever never offered."""
    return [Stop(target.key, "not_ordered", gap, target.unit)]


def by_lever(model: CareSystem, target: DocumentTarget, gap: float, came: Came) -> list[Stop]:
    """What is known of any measure: whether the lever of its instrument is in force, whether its purses are empty."""
    if not any(getattr(model.levers, name) != kind() for name, kind in LEVERS.items() if target.lever == kind.CODE):
        return [Stop(target.key, "not_ordered", gap, target.unit)]
    purposes = PURPOSES.get(target.lever, ())
    mine = [purse for purse in model.ledger.purses if set(purse.pays) & set(purposes)]
    if mine and not any(purse.left > 0 for purse in mine):
        names = tuple(purse.name for purse in mine if purse.fen_per_year > 0)
        return [Stop(target.key, "purses_empty", gap, target.unit, names=names)]
    return [Stop(target.key, "not_told", gap, target.unit)]


def closed_homes(*owners: Ownership) -> Callable[[CareSystem], float]:
    """Homes of some owners that have closed since the census."""

    def count(model: CareSystem) -> float:
        homes = model.facilities
        mine = np.isin(homes.col("ownership"), owners or tuple(Ownership)) & (homes.col("kind") <= Kind.CARE_CENTRE)
        return _stand_for(model, mine & (homes.col("closed") >= 0))

    return count


def closed_beds(model: CareSystem) -> float:
    """Beds that have closed since the census."""
    return float(model.book.beds_closed) / model.region.fraction


_PUBLIC = (Ownership.PUBLIC, Ownership.PUBLIC_PRIVATE)
_OPEN = Ownership.PUBLIC_PRIVATE


def _thousands(measure: str) -> Callable[[Any], float]:
    """Beds for one bed per 1,000."""
    return lambda model: float(measures.value(model, measure)) / 1000


def _beds(model: Any) -> float:
    return float(measures.value(model, "beds"))


FINDERS: dict[str, Finder] = {
    "opened_of": of_document,
    "street_centres": of_works(services(Kind.STREET_CENTRE)),
    "street_centres_urban": of_works(services(Kind.STREET_CENTRE, urban=True)),
    "street_centres_rural": of_works(services(Kind.STREET_CENTRE, urban=False)),
    "stations": of_works(services(Kind.STATION)),
    "village_points": of_works(services(Kind.VILLAGE_POINT)),
    "care_centres": of_works(new_homes(kind=Kind.CARE_CENTRE)),
    "homes": of_works(new_homes(), closed=closed_homes()),
    "homes_public": of_works(new_homes(Ownership.PUBLIC)),
    "homes_public_all": of_works(new_homes(*_PUBLIC)),
    "homes_public_in_use": of_works(new_homes(*_PUBLIC)),
    "homes_public_private": of_works(new_homes(_OPEN), closed=closed_homes(_OPEN)),
    "homes_private": of_works(new_homes(Ownership.PRIVATE), closed=closed_homes(Ownership.PRIVATE)),
    "places_with_public_home": places_without,
    "beds": of_works(new_beds(), closed=closed_beds),
    "beds_public": of_works(new_beds(Ownership.PUBLIC)),
    "beds_public_all": of_works(new_beds(*_PUBLIC)),
    "beds_public_private": of_works(new_beds(_OPEN)),
    "beds_private": of_works(new_beds(Ownership.PRIVATE)),
    "beds_per_1000": of_works(new_beds(), "bed", _thousands("elders"), closed_beds),
    "beds_per_1000_registered": of_works(new_beds(), "bed", _thousands("elders_registered"), closed_beds),
    "nursing_beds": of_works(nursing_beds),
    "nursing_share": of_works(nursing_beds, "bed", _beds),
    "operated_share": operated,
    "residents": empty_beds,
    "occupancy": empty_beds,
    "tekun_placed": tekun_at_home,
    "tekun_supported": tekun_at_home,
    "coverage": out_of_reach,
    "coverage_points": out_of_reach,
    "lottery_share": lottery,
    "trained_since": seats,
}
"""Measure, without a name after a colon -> what looks for its constraints."""


AFTER_THE_DOCUMENT = frozenset(
    find for find in FINDERS.values() if find not in (empty_beds, tekun_at_home, out_of_reach, lottery, seats)
)
"""Before the month of the document stocks are held as they are: nothing of these is ordered, built or handed over."""
