"""Step 2: funded projects advance; beds open or come back from works; tendered homes change hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import BedType, Kind, Ownership, Stage
from sim.chance import Decision
from sim.ledger import Account, Purpose
from sim.world.beds import settle_cash
from sim.world.catchment import Catchment
from sim.world.projects import Project

if TYPE_CHECKING:
    from sim.model import CareSystem


def build(model: CareSystem) -> None:
    """Put money aside for projects in the order of their decision, open what is ready, hand over tendered homes."""
    if model.month < model.region.document:
        return
    for _, f, n in [work for work in model.works if work[0] <= model.month]:
        model.facilities.col("works")[f, BedType.NURSING] -= n
    model.works = [work for work in model.works if work[0] > model.month]
    opened = False
    for project in model.projects:
        if project.stage == Stage.PLANNED:
            fund(model, project)
        if project.stage == Stage.FUNDED:
            start_building(model, project)
        if project.stage == Stage.BUILDING and model.month >= project.opens:
            open_home(model, project)
            opened = True
    due = [f for month, f in model.tenders if month <= model.month]
    model.tenders = [(month, f) for month, f in model.tenders if month > model.month]
    for f in due:
        take_over(model, f)
    if opened or due:
        model.catchment = Catchment(model)


def fund(model: CareSystem, project: Project) -> None:
    """Put aside what running costs have left in the purses this year; with the local share saved, grants pay the rest.

    Investors bring the money of a private home at once. A project that finds no money for years is given up.
    """
    if project.ownership == Ownership.PRIVATE:
        model.ledger.pay(Account.INVESTORS, Account.BUILDERS, Purpose.CAPITAL, project.capital)
        project.saved = project.local
    elif project.saved < project.local:
        missing = project.local - project.saved
        project.saved += model.ledger.pay_from_purses(Account.BUILDERS, Purpose.CAPITAL, missing, carried=True)
    if project.saved < project.local:
        if model.month - project.announced >= model.parameters.homes.cancel_months:
            project.stage = Stage.CANCELLED
            model.ledger.pay(Account.BUILDERS, Account.PURSES, Purpose.CAPITAL, project.saved)  # what was put aside
        return
    if project.ownership != Ownership.PRIVATE:
        model.ledger.pay(Account.UPPER_LEVELS, Account.BUILDERS, Purpose.CAPITAL, project.capital - project.local)
    project.stage = Stage.FUNDED


def start_building(model: CareSystem, project: Project) -> None:
    """Fix the month of opening: building time, and a slip of its own (exponential, keyed by place and decision)."""
    homes = model.parameters.homes
    months = homes.entry_lag if project.ownership == Ownership.PRIVATE else homes.build_months
    key = [project.luck(model.region.start)]
    slip = -np.log(model.chance.units(Decision.SLIPPAGE, key))[0] * homes.slip
    project.stage = Stage.BUILDING
    project.opens = max(project.earliest, model.month + round(months * (1 + slip)))


def open_home(model: CareSystem, project: Project) -> None:
    """A finished project becomes a home.

    A government-run one gets posts for its aides: for each bed as many as the homes that stand, times the share
    that the lever L01 grants.
    """
    homes = model.facilities
    f = homes.n
    public = (
        (homes.col("ownership") == Ownership.PUBLIC)
        & (homes.col("kind") <= Kind.CARE_CENTRE)
        & (homes.col("closed") < 0)
    )
    posts_per_bed = homes.col("posts")[public].sum() / max(1, homes.col("beds")[public].sum())
    quality = homes.col("quality")[homes.col("kind") <= Kind.CARE_CENTRE]
    like = quality.mean() if len(quality) else 0.0
    homes.add(
        np.array([f]),
        luck=project.luck(model.region.start),
        place=project.place,
        kind=Kind.HOME,
        ownership=project.ownership,
        tier=project.tier,
        beds=[project.beds],
        quality=min(1.0, float(like) + model.parameters.homes.new_quality),
        medical=1,
        opened=model.month,
        subsidised=project.ownership != Ownership.PUBLIC,
        posts=round(posts_per_bed * model.levers.build.posts_share * sum(project.beds))
        if project.ownership == Ownership.PUBLIC
        else 0,
    )
    model.book.beds_opened += sum(project.beds)
    project.stage = Stage.OPEN


def take_over(model: CareSystem, f: int) -> None:
    """A private operator takes over a government-run home: the beds that the reserve leaves are open to all."""
    homes = model.facilities
    if homes.col("closed")[f] >= 0 or homes.col("ownership")[f] != Ownership.PUBLIC:
        return
    settle_cash(model, f)
    homes.col("ownership")[f] = Ownership.PUBLIC_PRIVATE
    homes.col("taken_over")[f] = model.month
    homes.col("subsidised")[f] = 1
    homes.col("price")[f] = 1.0
    homes.col("loss_months")[f] = 0
    homes.col("quality")[f] = min(1.0, float(homes.col("quality")[f]) + model.parameters.homes.new_quality)
