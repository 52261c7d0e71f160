"""Quality and medicine of homes: what keeps them below the standard, without an agreement, without a clinic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.measures_help import of_a_county
from experiments.promises.stops import Finder, Stop, lived, purses_for, stand_for
from experiments.promises.works import new_homes, waiting
from sim.agents.kinds import Kind, Medical, Ownership, Tier
from sim.calendar import MONTHS_PER_YEAR
from sim.ledger import Purpose
from sim.world.medical import WAITS_FOR_MONEY
from sim.world.projects import Conversion, NewHome, Project, Upgrade
from sim.world.staffing import capacity_minutes
from sim.world.standards import EXACT
from sim.world.stock import government_run, homes_in_use, publicly_built

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.levers import Levers
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget

Homes = NDArray[np.bool_]
Which = Callable[["CareSystem"], Homes]


# --- the standard ---------------------------------------------------------------------------------------------


def below_norm(which: Which) -> Finder:
    """A share of homes up to the standard: the homes below it, each by one cause."""

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        return _below(model, target, which(model), seen)

    return find


def centres_at_norm(which: Which) -> Finder:
    """Care centres up to the standard: those that do not stand yet, and those that stand below it."""
    comes = new_homes(kind=Kind.CARE_CENTRE)

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        there = which(model)
        stops = [*waiting(model, target, comes, seen), *_below(model, target, there, seen)]
        missing = max(0.0, target.value - stand_for(model, there))
        building = sum(stop.quantity for stop in stops if stop.unit == target.unit)
        return [*stops, Stop(target.key, "not_ordered", max(0.0, missing - building), target.unit)]

    return find


def _below(model: CareSystem, target: DocumentTarget, which: Homes, seen: Seen) -> list[Stop]:
    """The homes of ``which`` below the standard, each by the first cause that applies.

    Works that will equip it better are not done; nothing has homes graded; its aides cannot give its residents what
    the ratio asks for, so that a grading improves nothing; gradings were not paid (the share of all that were ordered);
    or it improves by a step at each grading and needs more of them than there were.
    """
    homes, p, lever = model.facilities, model.parameters.standards, model.levers.grade
    short = which & (homes.col("quality") < p.norm - EXACT)

    def gives(model: CareSystem, project: Project) -> float:
        mine = [f for f in project.homes if short[f]] if isinstance(project.work, (Upgrade, Conversion)) else []
        return stand_for(model, mine) if mine else 0.0

    stops = waiting(model, target, gives, seen, "home")
    works = [f for q in model.projects if q.on_its_way and gives(model, q) > 0 for f in q.homes]
    short[works] = False
    if lever.gradings_per_year == 0:
        return [*stops, Stop(target.key, "not_graded", stand_for(model, short), "home")]
    understaffed = short & (homes.col("load") > capacity_minutes(model))
    rest = short & ~understaffed
    n, step = stand_for(model, rest), p.gain * (1 + lever.tied_share)
    stops.append(Stop(target.key, "quality.no_aides", stand_for(model, understaffed), "home"))
    if step == 0:
        return [*stops, Stop(target.key, "quality.no_gain", n, "home")]
    ordered, paid = (sum(pair[i] for pair in seen.gradings) for i in (0, 1))
    unpaid = 1 - paid / ordered if ordered else 0.0
    yuan = (ordered - paid) * p.grading_cost
    weight = homes.col("stands_for")[rest]
    gradings = np.ceil((p.norm - EXACT - homes.col("quality")[rest]) / step)
    mean = float((gradings * weight).sum() / weight.sum()) if len(weight) else 0.0
    months = round(mean / lever.gradings_per_year * MONTHS_PER_YEAR)
    names = purses_for(model, Purpose.GRADING)
    return [
        *stops,
        Stop(target.key, "quality.unpaid", n * unpaid, "home", yuan=yuan, names=names),
        Stop(target.key, "quality.pace", n * (1 - unpaid), "home", months=months),
    ]


def public_homes(tier: Tier | None = None) -> Which:
    """Publicly built homes in use, of one tier if asked for."""

    def which(model: CareSystem) -> Homes:
        rows = publicly_built(model)
        return rows if tier is None else np.asarray(rows & (model.facilities.col("tier") == tier))

    return which


# --- medicine -------------------------------------------------------------------------------------------------

AGREEMENTS: Callable[[Levers], float] = lambda levers: levers.medical.agreement_share  # noqa: E731
CLINICS: Callable[[Levers], float] = lambda levers: levers.medical.in_house_share  # noqa: E731


def of_medical(share: Callable[[Levers], float], of_all: bool) -> Finder:
    """Homes without an agreement, or without a clinic: not asked for, waiting for money or works, or for their turn.

    Agreements cost nothing and hold at once; orders are given each January to so many homes at most. ``of_all``: the
    target is a share of the homes in use, and not a number of homes.
    """

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        total = stand_for(model, homes_in_use(model))
        missing = gap * total if of_all else gap
        wanted = target.value * total if of_all else target.value
        not_ordered = min(missing, max(0.0, wanted - share(model.levers) * total))
        left = missing - not_ordered
        stops = []
        if share is CLINICS:
            for name, mine in (
                ("clinic_unpaid", [c.home for c in model.clinics if c.opens == WAITS_FOR_MONEY]),
                ("clinic_works", [c.home for c in model.clinics if c.opens != WAITS_FOR_MONEY]),
            ):
                n = min(left, stand_for(model, mine)) if mine else 0.0
                left -= n
                opens = max((c.opens for c in model.clinics), default=-1)
                yuan = n * model.parameters.standards.clinic_cost if name == "clinic_unpaid" else 0.0
                names = purses_for(model, Purpose.MEDICAL) if name == "clinic_unpaid" else ()
                stops.append(Stop(target.key, name, n, "home", month=opens, yuan=yuan, names=names))
        january = lived(model) // MONTHS_PER_YEAR * MONTHS_PER_YEAR
        asked = share(model.schedule.at(january)) > 0 and january >= model.region.document
        rest = "yearly_medical" if asked else "january_orders"
        stops.append(Stop(target.key, rest, left, "home", month=january + MONTHS_PER_YEAR))
        return [*stops, Stop(target.key, "not_ordered", not_ordered, "home")]

    return find


def places_without_county_home(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Places without a government-run county home or care centre with medical care: each by one cause.

    It stands without medical care; it is run by an operator; its first project is not open; or nobody ordered one.
    """
    homes = model.facilities
    mine, place = publicly_built(model) & of_a_county(model), homes.col("place")
    government = mine & government_run(model)
    have = set(place[government & (homes.col("medical") >= Medical.AGREEMENT)].tolist())
    bare = set(place[government].tolist()) - have
    operated = set(place[mine].tolist()) - have - bare
    first: dict[int, str] = {}
    for project in model.projects:
        work = project.work
        comes = isinstance(work, Conversion) or (isinstance(work, NewHome) and work.ownership == Ownership.PUBLIC)
        comes &= not isinstance(work, NewHome) or work.tier == Tier.COUNTY or work.kind == Kind.CARE_CENTRE
        if project.on_its_way and comes and project.place not in have | bare | operated:
            first.setdefault(project.place, project.name)
    own = set(first.values())
    stops = waiting(model, target, lambda _, project: float(project.name in own), seen)
    rest = gap - len(bare) - len(operated) - len(own)
    return [
        *stops,
        Stop(target.key, "no_agreement", float(len(bare)), target.unit),
        Stop(target.key, "operated", float(len(operated)), target.unit),
        Stop(target.key, "not_ordered", max(0.0, rest), target.unit),
    ]
