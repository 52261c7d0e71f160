"""Step 2: funded projects advance; beds open or come back from works; tendered homes change hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import Ownership, Stage
from sim.chance import Decision
from sim.ledger import Account, Purpose
from sim.world.beds import settle_cash
from sim.world.catchment import Catchment, price_of_state_firms
from sim.world.openings import open_project, shut_for_works
from sim.world.projects import Equip, NewHome, NewServices, Project, Reopening
from sim.world.stock import has_closed

if TYPE_CHECKING:
    from sim.model import CareSystem


def build(model: CareSystem) -> None:
    """Put money aside for projects in the order of their decision, open what is ready, hand over tendered homes."""
    if model.month < model.region.document:
        return
    reopen_beds(model)
    opened = False
    for project in model.projects:
        if project.stage == Stage.PLANNED:
            fund(model, project)
        if project.stage == Stage.FUNDED:
            start_building(model, project)
        if project.stage == Stage.BUILDING:
            if not project.beds_shut and model.month >= project.opens - building_months(model, project):
                shut_for_works(model, project)
            if model.month >= project.opens:
                reopen_beds(model)
                open_project(model, project)
                project.stage = Stage.OPEN
                opened = True
    due = [f for month, f in model.tenders if month <= model.month]
    model.tenders = [(month, f) for month, f in model.tenders if month > model.month]
    for f in due:
        take_over(model, f)
    if opened or due:
        model.catchment = Catchment(model)


def reopen_beds(model: CareSystem) -> None:
    """Beds whose works are over are open again."""
    for works in [works for works in model.works if works.back <= model.month]:
        model.facilities.col("works")[works.home, works.bed_type] -= works.beds
    model.works = [works for works in model.works if works.back > model.month]


def fund(model: CareSystem, project: Project) -> None:
    """Put aside what running costs have left in the purses this year; with the local share saved, grants pay the rest.

    Investors bring the money of a private home at once, and their part of other works when the region has its own. A
    project that finds no money for years is given up.
    """
    if project.by_investors:
        model.ledger.pay(Account.INVESTORS, Account.BUILDERS, Purpose.CAPITAL, project.capital)
        project.saved = project.local
    elif project.saved < project.local:
        missing = project.local - project.saved
        project.saved += model.ledger.pay_from_purses(Account.BUILDERS, Purpose.CAPITAL, missing, carried=True)
    if project.saved < project.local:
        if model.month - max(project.announced, model.region.document) >= model.parameters.homes.cancel_months:
            project.stage = Stage.CANCELLED
            model.ledger.pay(Account.BUILDERS, Account.PURSES, Purpose.CAPITAL, project.saved)  # what was put aside
        return
    if not project.by_investors:
        invested = min(project.capital - project.local, round(project.capital * project.invested))
        granted = project.capital - project.local - invested
        model.ledger.pay(Account.INVESTORS, Account.BUILDERS, Purpose.CAPITAL, invested)
        model.ledger.pay(Account.UPPER_LEVELS, Account.BUILDERS, Purpose.CAPITAL, granted)
    project.stage = Stage.FUNDED


def start_building(model: CareSystem, project: Project) -> None:
    """Fix the month of opening: building time, and a slip of its own (exponential, keyed by place and decision).

    Works that the region orders in a home have the luck of that home and of the month of the order. A closed home is
    fitted out by its operator, so only once the tender is over. Public works that are held to dates slip less (L26
    deadlines).
    """
    if project.home >= 0:
        luck = model.facilities.col("luck")[[project.home]]
        unit = model.chance.units(Decision.WORKS_SLIP, luck, project.announced)
    else:
        unit = model.chance.units(Decision.SLIPPAGE, [project.luck(model.region.start)])
    slip = -np.log(unit)[0] * model.parameters.homes.slip
    if model.levers.govern.deadlines and not project.privately_paid:
        slip *= model.parameters.governance.deadline_slip
    project.stage = Stage.BUILDING
    tender = model.levers.operate.tender_months if isinstance(project.work, Reopening) else 0
    project.opens = max(project.earliest, model.month + tender + round(building_months(model, project) * (1 + slip)))


def building_months(model: CareSystem, project: Project) -> int:
    """Months from money to opening without a slip; fewer for works of the region that stand ready (L26 reserve)."""
    months = usual_months(model, project)
    if model.levers.govern.reserve and not project.privately_paid:
        return max(min(months, 1), months - model.parameters.governance.reserve_months)
    return months


def usual_months(model: CareSystem, project: Project) -> int:
    """Months from money to opening of works that have to be prepared."""
    homes = model.parameters.homes
    if isinstance(project.work, NewHome) and project.work.idle:
        return homes.idle_months
    if isinstance(project.work, Equip):
        return homes.convert_months
    if isinstance(project.work, NewHome):
        sooner = max(1, homes.entry_lag - model.levers.entry.approval_months)
        return sooner if project.by_investors else homes.build_months
    return homes.service_months if isinstance(project.work, NewServices) else homes.works_months


def take_over(model: CareSystem, f: int) -> None:
    """An operator takes over a government-run home: the beds that the reserve leaves are open to all."""
    homes = model.facilities
    if has_closed(model, f) or homes.col("ownership")[f] != Ownership.PUBLIC:
        return
    settle_cash(model, f)
    homes.col("ownership")[f] = Ownership.PUBLIC_PRIVATE
    homes.col("taken_over")[f] = model.month
    homes.col("subsidised")[f] = 1
    by_state = model.levers.operate.operator == "state"  # a state firm keeps the public price
    homes.col("state_run")[f] = by_state
    homes.col("price")[f] = price_of_state_firms(model) if by_state else 1.0
    homes.col("loss_months")[f] = 0
    homes.col("quality")[f] = min(1.0, float(homes.col("quality")[f]) + model.parameters.homes.new_quality)
