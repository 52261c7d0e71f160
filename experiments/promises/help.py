"""Help at home and courses: numbers of the year that were ordered, paid, and found people; circles; the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from experiments.promises.seen import ADAPT, CARERS, COURSES, HEAVY, Lack, Seen, now_at_home
from experiments.promises.stops import Finder, Stop, lived, purses_for, split
from experiments.promises.works import waiting
from sim.agents.kinds import Kind, Residence
from sim.calendar import MONTHS_PER_YEAR, is_january, month_of
from sim.kernels.state import FAMILY_BED
from sim.kernels.week import Count
from sim.ledger import FEN, Purpose
from sim.levers.demand import Platform
from sim.processes.record import GROUPS
from sim.world.at_home import circles
from sim.world.projects import NewServices

if TYPE_CHECKING:
    from sim.levers import Levers
    from sim.model import CareSystem
    from sim.world.projects import Project
    from sim.world.region import DocumentTarget

Yearly = Callable[["Levers"], float]
"""How many a programme orders in a year."""


# --- programmes of the year -----------------------------------------------------------------------------------


def of_programme(name: str, yearly: Yearly, purpose: Purpose) -> Finder:
    """A number that is worked off year by year: the yearly numbers were too small, too late, or not done.

    What a programme owes in December lapses, and so does what it owes when it ends; courses owe nothing from month to
    month. Of each the diary of the run (``Seen``) knows whether money or people lacked.
    """

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        first, by = month_of(target.measure.partition(":")[2]), lived(model)
        months = range(max(first, model.region.start), by + 1)
        ordered = {month: yearly(model.schedule.at(month)) for month in months}
        total = sum(ordered.values()) / MONTHS_PER_YEAR
        too_few = min(gap, max(0.0, target.value - total))
        if total == 0:
            return [Stop(target.key, "not_ordered", gap, target.unit)]
        since = next(month for month in months if ordered[month] > 0)
        names, scale = purses_for(model, purpose), 1 / model.region.fraction
        stops = [Stop(target.key, "too_few_ordered", too_few, target.unit, since=since)]

        def counts(lack: Lack) -> bool:
            lapses = is_january(lack.month + 1) or lack.month == by
            return name == COURSES or lapses or yearly(model.schedule.at(lack.month + 1)) == 0

        lacks = seen.lacked(name, months)
        every = sum(lack.number for lack in lacks if counts(lack)) * scale
        scale *= min(1.0, (gap - too_few) / every) if every else 1.0  # more may have been ordered than was wanted
        for cause in dict.fromkeys(lack.cause for lack in lacks):
            mine = [lack for lack in lacks if lack.cause == cause]
            stops.append(
                Stop(
                    target.key,
                    f"programme.{cause}",
                    sum(lack.number for lack in mine if counts(lack)) * scale,
                    target.unit,
                    yuan=sum(lack.yuan for lack in mine if counts(lack)) * scale,
                    months=len({lack.month for lack in mine}),
                    names=names if cause == "unpaid" else (),
                )
            )
        return stops

    return find


adapted = of_programme(ADAPT, lambda levers: levers.adapt.households_per_year, Purpose.HOME_AIDS)
families_trained = of_programme(CARERS, lambda levers: levers.carers.trained_per_year, Purpose.CARER_SUPPORT)
courses = of_programme(
    COURSES, lambda levers: levers.train.seats_per_year + levers.train.upgrade_seats, Purpose.TRAINING
)


# --- family beds ----------------------------------------------------------------------------------------------


def family_beds(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Family beds that are not there: not ordered, not paid, or without people who are known, in reach and willing.

    Who is eligible and has no bed was not paid for. Beyond them people lack: of level 2 and more who live with family
    and have no bed, the not known, the known out of every circle, and the known within one who refuse help.
    """
    scale, ordered = 1 / model.region.fraction, float(model.levers.visit.family_beds)
    there = float(model.book.family_beds) * scale
    not_ordered = min(gap, max(0.0, target.value - ordered))
    missing = max(0.0, min(target.value, ordered) - there) / scale
    people, elders = now_at_home(model), model.elders
    served, _ = circles(model, people.rows)
    aids, refuses = (elders.raw(name)[people.rows] for name in ("aids", "refuses"))
    meant = (people.level >= HEAVY) & ~people.alone & ((aids & FAMILY_BED) == 0)
    near = meant & people.known & served
    price = model.parameters.home_help.family_bed_cost
    unpaid = min(missing, float((near & (refuses == 0)).sum())) if price else 0.0
    others = {
        "people.not_known": float((meant & ~people.known).sum()),
        "people.too_far": float((meant & people.known & ~served).sum()),
        "people.refuse": float((near & (refuses != 0)).sum()),
    }
    parts = split(missing - unpaid, others)
    parts["people.nobody_left"] = missing - unpaid - sum(parts.values())
    names = purses_for(model, Purpose.HOME_AIDS)
    return [
        Stop(target.key, "beds_unpaid", unpaid * scale, target.unit, yuan=unpaid * price * scale, names=names),
        *(Stop(target.key, name, number * scale, target.unit) for name, number in parts.items()),
        Stop(target.key, "not_ordered", not_ordered, target.unit),
    ]


# --- circles --------------------------------------------------------------------------------------------------


def out_of_reach(kinds: tuple[Kind, ...], residence: Residence | None = None) -> Finder:
    """People outside the circles of some kinds of facilities: those whom planned ones would take in, and the rest."""

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        group = GROUPS.index(f"residence={residence.name.lower()}") if residence is not None else 0
        at_home = float(model.book.by_group[group][Count.AT_HOME]) / model.region.fraction
        mine = model.book.elders if residence is None else model.book.elders[:, residence]
        elders = float(mine.sum()) / model.region.fraction
        per_elder = at_home / elders if elders else 0.0

        def gives(model: CareSystem, project: Project) -> float:
            work = project.work
            if not isinstance(work, NewServices) or work.kind not in kinds:
                return 0.0
            if residence is not None and work.urban != (residence == Residence.URBAN):
                return 0.0
            return work.number * work.reach * per_elder / model.region.fraction

        missing = gap * at_home
        stops = waiting(model, target, gives, seen, "person")
        rest = missing - sum(stop.quantity for stop in stops)
        return [*stops, Stop(target.key, "not_ordered", max(0.0, rest), "person")]

    return find


# --- platform -------------------------------------------------------------------------------------------------


def platform(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """A platform: nobody ordered it, or nothing of its cost was paid this month."""
    if model.levers.platform == Platform():
        return [Stop(target.key, "not_ordered", gap, target.unit)]
    yuan = model.elders.n * model.parameters.standards.platform_cost / MONTHS_PER_YEAR / model.region.fraction
    names = purses_for(model, Purpose.IDENTIFICATION)
    return [Stop(target.key, "running_unpaid", gap, target.unit, yuan=round(yuan * FEN) / FEN, names=names)]
