"""What becomes of a finished project: a new home, a care centre out of a home, a better home, community facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import BedType, Kind, Ownership, Tier
from sim.kernels.state import level_of
from sim.world.projects import Conversion, NewHome, NewServices, Project, Upgrade, Works

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
    else:
        upgrade_homes(model, work)


def shut_for_works(model: CareSystem, project: Project) -> None:
    """Shut part of the empty beds of the homes that are worked on until the project opens. Nobody is turned out."""
    work, homes = project.work, model.facilities
    if not isinstance(work, (Conversion, Upgrade)):
        return
    project.beds_shut = True
    for f in work.homes:
        left = round(model.parameters.homes.works_share * int(homes.col("beds")[f].sum()))
        for bed_type in BedType:
            free = int((homes.col("beds") - homes.col("works") - homes.col("occupied"))[f, bed_type])
            n = min(left, max(0, free))
            if n:
                homes.col("works")[f, bed_type] += n
                model.works.append(Works(project.opens, f, int(bed_type), n))
                left -= n


def open_home(model: CareSystem, project: Project, work: NewHome) -> None:
    """A new home stands.

    A government-run one gets posts for its aides: for each bed as many as the homes that stand, times the share
    that the lever L01 grants.
    """
    homes = model.facilities
    standing = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0) & (homes.col("in_use") == 1)
    public = standing & (homes.col("ownership") == Ownership.PUBLIC)
    posts_per_bed = homes.col("posts")[public].sum() / max(1, homes.col("beds")[public].sum())
    quality = homes.col("quality")[homes.col("kind") <= Kind.CARE_CENTRE]
    like = quality.mean() if len(quality) else 0.0
    homes.add(
        np.array([homes.n]),
        luck=project.luck(model.region.start),
        place=project.place,
        kind=work.kind,
        ownership=work.ownership,
        tier=work.tier,
        beds=[work.beds],
        quality=min(1.0, float(like) + model.parameters.homes.new_quality),
        medical=1,
        opened=model.month,
        subsidised=work.ownership != Ownership.PUBLIC,
        posts=round(posts_per_bed * model.levers.build.posts_share * sum(work.beds))
        if work.ownership == Ownership.PUBLIC
        else 0,
    )
    model.book.beds_opened += sum(work.beds)


def open_services(model: CareSystem, project: Project, work: NewServices) -> None:
    """Community facilities open, each with its circle and its posts for visiting aides."""
    first = model.facilities.n
    posts = np.diff(np.floor(work.posts * np.arange(work.number + 1) + 0.5)).astype(np.int64)
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
    )


def convert_homes(model: CareSystem, work: Conversion) -> None:
    """Homes become care centres: ordinary beds are equipped for nursing; residents keep their place in the house."""
    homes = model.facilities
    beds, works, occupied = homes.col("beds"), homes.col("works"), homes.col("occupied")
    for f in work.homes:
        if homes.col("closed")[f] >= 0:
            continue
        homes.col("kind")[f] = Kind.CARE_CENTRE
        if work.tier is not None:
            homes.col("tier")[f] = work.tier
        nursing = round(work.nursing_share * int(beds[f].sum()))
        more = min(nursing - int(beds[f, BedType.NURSING]), int(beds[f, BedType.ORDINARY]))
        if more <= 0:
            continue
        beds[f, BedType.ORDINARY] -= more
        beds[f, BedType.NURSING] += more
        if works[f, BedType.ORDINARY] <= more:  # other works go on, on beds that are now for nursing
            works[f, BedType.NURSING] += works[f, BedType.ORDINARY]
            works[f, BedType.ORDINARY] = 0
            model.works = [w._replace(bed_type=int(BedType.NURSING)) if _ordinary(w, f) else w for w in model.works]
        left = beds[f, BedType.ORDINARY] - works[f, BedType.ORDINARY]
        move_to_nursing_beds(model, f, int(occupied[f, BedType.ORDINARY] - left))


def _ordinary(works: Works, f: int) -> bool:
    return works.home == f and works.bed_type == BedType.ORDINARY


def move_to_nursing_beds(model: CareSystem, f: int, n: int) -> None:
    """The most disabled residents of ordinary beds get the first nursing beds of the same house; ties by id."""
    if n <= 0:
        return
    elders, homes = model.elders, model.facilities
    rows = model.residents.rows(elders.row_of)
    rows = rows[(elders.raw("facility")[rows] == f) & (elders.raw("bed")[rows] == BedType.ORDINARY)]
    level = level_of(elders.raw("state")[rows]).astype(np.int64)
    moved = rows[np.lexsort((elders.raw("id")[rows], -level))][:n]
    elders.raw("bed")[moved] = BedType.NURSING
    homes.col("occupied")[f, BedType.ORDINARY] -= len(moved)
    homes.col("occupied")[f, BedType.NURSING] += len(moved)


def upgrade_homes(model: CareSystem, work: Upgrade) -> None:
    """Homes are better equipped: families see more quality in them."""
    homes = model.facilities
    for f in work.homes:
        better = float(homes.col("quality")[f]) + model.parameters.homes.upgrade_quality
        homes.col("quality")[f] = min(1.0, better)
