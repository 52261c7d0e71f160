"""Measures that projects raise: which lack money, are being built, were given up; the rest nobody ordered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.promises.stops import Finder, Stop, stand_for
from sim.agents.kinds import Kind, Ownership, Stage
from sim.ledger import FEN
from sim.processes.build import building_months
from sim.world.projects import Conversion, Equip, NewHome, NewServices, Project, Reopening, as_project
from sim.world.stock import is_home, is_open, publicly_built

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget

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

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        missing = gap * size(model) if size else gap
        stops = waiting(model, target, gives, seen, unit)
        if closed:
            stops.append(Stop(target.key, "closed", closed(model), unit or target.unit))
        rest = missing - sum(stop.quantity for stop in stops)
        return [*stops, Stop(target.key, "not_ordered", max(0.0, rest), unit or target.unit)]

    return find


def waiting(model: CareSystem, target: DocumentTarget, gives: Gives, seen: Seen, unit: str = "") -> list[Stop]:
    """The projects that are not open, by what holds them up."""
    at: dict[str, list[Project]] = {name: [] for name in HELD_UP}
    for project in model.projects:
        if project.stage != Stage.OPEN and gives(model, project) > 0:
            at[held_up(model, project, target.by, seen)].append(project)
    there = {project.name for project in model.projects}
    stocks = [stock for stock in (*model.region.projects, *model.schedule.projects) if stock.name not in there]
    undecided = [as_project(stock, stock.decided) for stock in stocks]
    at["later"] += [project for project in undecided if gives(model, project) > 0]
    return [_stop(model, target, name, projects, gives, seen, unit) for name, projects in at.items() if projects]


HELD_UP = ("no_money", "late_order", "late_money", "slip", "due_later", "given_up", "later")
"""What holds up a project that is not open, in the order in which equal ones are named."""


def held_up(model: CareSystem, project: Project, by: int, seen: Seen) -> str:
    """What holds up a project that is not open in the month ``by``: the first that applies, by the model's own dates.

    It was given up; it is not due by then; from when it was decided, or from the document, the works do not fit in even
    with money at once; its money is not there; its money came so late that the works do not fit in; or else they slip.
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
    return "late_money" if seen.came.get(project.name, (-1, -1))[0] + works > by else "slip"


def _stop(
    model: CareSystem, target: DocumentTarget, constraint: str, projects: Sequence[Project], gives: Gives, seen: Seen,
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
        since=max(p.announced if decided else seen.came.get(p.name, (-1, -1))[0] for p in projects),
        names=tuple(sorted(p.name for p in projects if p.name in named)),
    )


def services(kind: Kind, urban: bool | None = None) -> Gives:
    """Community facilities of a kind."""

    def gives(model: CareSystem, project: Project) -> float:
        work = project.work
        mine = isinstance(work, NewServices) and work.kind == kind and urban in (None, work.urban)
        return work.number * work.stands_for if isinstance(work, NewServices) and mine else 0.0

    return gives


def new_homes(*owners: Ownership, kind: Kind | None = None) -> Gives:
    """Homes of some owners; care centres if asked for, conversions among them."""

    def gives(model: CareSystem, project: Project) -> float:
        work = project.work
        if isinstance(work, Conversion) and kind == Kind.CARE_CENTRE:
            return stand_for(model, list(work.homes))
        if isinstance(work, Reopening) and Ownership.PUBLIC_PRIVATE in owners:
            return stand_for(model, [work.home])
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


def nursing_beds_of_centres(model: CareSystem, project: Project) -> float:
    """The same in care centres: new ones, homes that become one, and beds equipped in one that stands."""
    work, kind = project.work, model.facilities.col("kind")
    centre = isinstance(work, Conversion) or (isinstance(work, NewHome) and work.kind == Kind.CARE_CENTRE)
    centre |= isinstance(work, Equip) and bool(kind[work.home] == Kind.CARE_CENTRE)
    return nursing_beds(model, project) if centre else 0.0


def of_document(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Projects of one sort that the document prints: none is unordered, each has a stage."""
    sort = target.measure.partition(":")[2]
    counts = {stock.name: float(stock.count) for stock in model.region.projects if stock.what == sort}
    stops = waiting(model, target, lambda _, project: counts.get(project.name, 0.0), seen)
    rest = target.value - sum(counts.values())
    return [*stops, Stop(target.key, "not_ordered", max(0.0, rest), target.unit)]


def places_without(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Places without a publicly built home in use: each waits for its first project, or nobody has ordered one."""
    have = set(model.facilities.col("place")[publicly_built(model)].tolist())
    first: dict[int, str] = {}
    for project in model.projects:
        work = project.work
        comes = isinstance(work, NewHome) and work.ownership != Ownership.PRIVATE
        if project.on_its_way and project.place not in have and (comes or isinstance(work, Reopening)):
            first.setdefault(project.place, project.name)
    own = set(first.values())
    stops = waiting(model, target, lambda _, project: float(project.name in own), seen)
    return [*stops, Stop(target.key, "not_ordered", max(0.0, gap - len(own)), target.unit)]


def closed_homes(*owners: Ownership) -> Callable[[CareSystem], float]:
    """Homes of some owners that have closed since the census."""

    def count(model: CareSystem) -> float:
        mine = np.isin(model.facilities.col("ownership"), owners or tuple(Ownership))
        return stand_for(model, mine & is_home(model) & ~is_open(model))

    return count


def closed_beds(model: CareSystem) -> float:
    """Beds that have closed since the census."""
    return float(model.book.beds_closed) / model.region.fraction
