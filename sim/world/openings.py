"""What becomes of a finished project: a new home, a care centre out of a home, a better home, community facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import BedType, Kind, Ownership, Tier
from sim.chance import Decision
from sim.kernels.state import dementia_of, level_of
from sim.world.beds import settle_cash
from sim.world.projects import Conversion, Equip, NewHome, NewServices, Project, Reopening, Upgrade, Works
from sim.world.staffing import kinds_have_ratios, weigh_residents
from sim.world.stock import government_run, has_closed, is_home

if TYPE_CHECKING:
    from sim.model import CareSystem


def open_project(model: CareSystem, project: Project) -> None:
    """The project is finished: what it builds is there from today."""
    work = project.work
    if isinstance(work, NewHome):
        open_home(model, project, work)
    elif isinstance(work, NewServices):
        open_services(model, project, work)
    elif isinstance(work, Conversion):
        convert_homes(model, work)
    elif isinstance(work, Equip):
        equip_home(model, work)
    elif isinstance(work, Reopening):
        reopen_home(model, work.home)
    else:
        upgrade_homes(model, work)


def shut_for_works(model: CareSystem, project: Project) -> None:
    """Shut part of the empty beds of the homes that are worked on until the project opens. Nobody is turned out."""
    work, homes = project.work, model.facilities
    if not isinstance(work, (Conversion, Upgrade, Equip)):
        return
    project.beds_shut = True
    for f in project.homes:
        left = round(model.parameters.homes.works_share * int(homes.col("beds")[f].sum()))
        types = tuple(BedType)
        if isinstance(work, Equip):
            left, types = work.nursing + work.dementia, (BedType.ORDINARY,)
        for bed_type in types:
            free = int((homes.col("beds") - homes.col("works") - homes.col("occupied"))[f, bed_type])
            n = min(left, max(0, free))
            if n:
                homes.col("works")[f, bed_type] += n
                model.works.append(Works(project.opens, f, int(bed_type), n))
                left -= n


def open_home(model: CareSystem, project: Project, work: NewHome) -> None:
    """A new home stands.

    A government-run one gets posts for its aides: for each bed as many as the homes that stand, times the share
    that the lever L01 grants. One in an idle building may miss the norm as those that stand did, and looks no better.
    """
    homes = model.facilities
    public = government_run(model)
    own_posts = homes.col("posts") - homes.col("added_posts")
    posts_per_bed = own_posts[public].sum() / max(1, homes.col("beds")[public].sum())
    quality = homes.col("quality")[is_home(model)]
    like = quality.mean() if len(quality) else 0.0
    luck, better = project.luck(model.region.start), 0.0 if work.idle else model.parameters.homes.new_quality
    below = model.parameters.homes.below_norm[work.ownership] if work.idle else 0.0
    homes.add(
        np.array([homes.n]),
        luck=luck,
        below_norm=bool(model.chance.units(Decision.BELOW_NORM, [luck])[0] < below),
        place=project.place,
        kind=work.kind,
        ownership=work.ownership,
        tier=work.tier,
        beds=[work.beds],
        quality=min(1.0, float(like) + better),
        medical=1,
        opened=model.month,
        subsidised=work.ownership == Ownership.PUBLIC_PRIVATE
        or (work.ownership == Ownership.PRIVATE and meets_conditions(model, project)),
        posts=round(posts_per_bed * model.levers.build.posts_share * sum(work.beds))
        if work.ownership == Ownership.PUBLIC
        else 0,
    )
    model.book.beds_opened += sum(work.beds)


def meets_conditions(model: CareSystem, project: Project) -> bool:
    """Whether a new private home meets the conditions of grants: its own lasting draw, at the share of today."""
    key = [project.luck(model.region.start)]
    return bool(model.chance.units(Decision.ELIGIBLE, key)[0] < model.levers.entry.eligible_share)


def open_services(model: CareSystem, project: Project, work: NewServices) -> None:
    """Community facilities open, each with its circle and its posts for visiting aides."""
    first = model.facilities.n
    posts = np.diff(np.floor(work.posts * work.stands_for * np.arange(work.number + 1) + 0.5)).astype(np.int64)
    model.facilities.add(
        np.arange(first, first + work.number),
        luck=project.service_luck(model.region.start) + np.arange(work.number),
        place=project.place,
        kind=work.kind,
        ownership=Ownership.PUBLIC,
        tier=Tier.VILLAGE if work.kind == Kind.VILLAGE_POINT else Tier.TOWNSHIP,
        opened=model.month,
        reach=round(work.reach),
        urban=work.urban,
        posts=posts,
        usual_posts=posts,
        stands_for=work.stands_for,
    )


def convert_homes(model: CareSystem, work: Conversion) -> None:
    """Homes become care centres: ordinary beds are equipped for nursing; residents keep their place in the house."""
    homes = model.facilities
    beds = homes.col("beds")
    for f in work.homes:
        if has_closed(model, f):
            continue
        homes.col("kind")[f] = Kind.CARE_CENTRE
        if work.tier is not None:
            homes.col("tier")[f] = work.tier
        meet_the_norm(model, f)
        nursing = round(work.nursing_share * int(beds[f].sum()))
        equip_for_nursing(model, f, nursing - int(beds[f, BedType.NURSING]))
    if kinds_have_ratios(model):
        weigh_residents(model)  # by the ratio of their kind from today


def equip_for_nursing(model: CareSystem, f: int, n: int) -> None:
    """Up to ``n`` ordinary beds become nursing beds; the most disabled move as far as ordinary beds are missing."""
    homes = model.facilities
    n = min(n, int(homes.col("beds")[f, BedType.ORDINARY]))
    if n > 0:
        change_beds(model, f, n, BedType.NURSING)
        left = homes.col("beds")[f, BedType.ORDINARY] - homes.col("works")[f, BedType.ORDINARY]
        level = level_of(model.elders.raw("state")[rows_in_ordinary_beds(model, f)]).astype(np.int64)
        move(model, f, -level, int(homes.col("occupied")[f, BedType.ORDINARY] - left), BedType.NURSING)


def equip_home(model: CareSystem, work: Equip) -> None:
    """Beds become places for people with dementia, as far as ordinary beds are empty or such people live in them.

    Those people move. The other beds of the order become nursing beds.
    """
    homes, f = model.facilities, work.home
    if has_closed(model, f):
        return
    demented = dementia_of(model.elders.raw("state")[rows_in_ordinary_beds(model, f)]).astype(np.int64)
    empty = int((homes.col("beds") - homes.col("occupied"))[f, BedType.ORDINARY])
    n = min(work.dementia, empty + int(demented.sum()))
    if n > 0:
        at_work = int(homes.col("works")[f, BedType.DEMENTIA])
        change_beds(model, f, n, BedType.DEMENTIA)
        at_work = int(homes.col("works")[f, BedType.DEMENTIA]) - at_work
        move(model, f, -demented, min(n - at_work, int(demented.sum())), BedType.DEMENTIA)
    equip_for_nursing(model, f, work.nursing + work.dementia - n)


def change_beds(model: CareSystem, f: int, n: int, kind: BedType) -> None:
    """Ordinary beds are of another type from today. Other works in the house go on, on these beds first."""
    beds, works = model.facilities.col("beds"), model.facilities.col("works")
    beds[f, BedType.ORDINARY] -= n
    beds[f, kind] += n
    shut = min(n, int(works[f, BedType.ORDINARY]))
    works[f, BedType.ORDINARY] -= shut
    works[f, kind] += shut
    going_on = []
    for w in model.works:
        part = min(shut, w.beds) if (w.home, w.bed_type) == (f, BedType.ORDINARY) else 0
        shut -= part
        parts = (w._replace(bed_type=int(kind), beds=part), w._replace(beds=w.beds - part))
        going_on += [one for one in parts if one.beds]
    model.works = going_on


def rows_in_ordinary_beds(model: CareSystem, f: int) -> NDArray[Any]:
    """Residents of ordinary beds of a home."""
    elders = model.elders
    rows = model.residents.rows(elders.row_of)
    return np.asarray(rows[(elders.raw("facility")[rows] == f) & (elders.raw("bed")[rows] == BedType.ORDINARY)])


def move(model: CareSystem, f: int, order: NDArray[np.int64], n: int, kind: BedType) -> None:
    """The first ``n`` residents of ordinary beds by ``order`` get beds of a type in the same house; ties by id."""
    elders, homes = model.elders, model.facilities
    rows = rows_in_ordinary_beds(model, f)
    moved = rows[np.lexsort((elders.raw("id")[rows], order))][: max(0, n)]
    elders.raw("bed")[moved] = kind
    homes.col("occupied")[f, BedType.ORDINARY] -= len(moved)
    homes.col("occupied")[f, kind] += len(moved)


def upgrade_homes(model: CareSystem, work: Upgrade) -> None:
    """Homes are better equipped and meet the norm: families see more quality in them, and nothing blocks them."""
    homes = model.facilities
    for f in work.homes:
        if has_closed(model, f):
            continue
        better = float(homes.col("quality")[f]) + model.parameters.homes.upgrade_quality
        homes.col("quality")[f] = min(1.0, better)
        meet_the_norm(model, f)


def meet_the_norm(model: CareSystem, f: int) -> None:
    """After its works a home meets the safety norm and takes people again."""
    model.facilities.col("below_norm")[f] = 0
    model.facilities.col("blocked")[f] = 0


def reopen_home(model: CareSystem, f: int) -> None:
    """A home that stood closed is run by an operator from today, with all its beds."""
    homes = model.facilities
    settle_cash(model, f)
    homes.col("in_use")[f] = 1
    homes.col("works")[f] = 0
    model.works = [works for works in model.works if works.home != f]
    homes.col("ownership")[f] = Ownership.PUBLIC_PRIVATE
    homes.col("taken_over")[f] = model.month
    homes.col("subsidised")[f] = 1
    homes.col("price")[f] = 1.0
    homes.col("loss_months")[f] = 0
    homes.col("quality")[f] = min(1.0, float(homes.col("quality")[f]) + model.parameters.homes.new_quality)
    meet_the_norm(model, f)
