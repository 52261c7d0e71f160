"""What a sentence of a story can speak of: homes and people by name, outcomes, money, projects."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim import CareSystem
from sim.agents.kinds import Kind, Medical, Ownership
from sim.calendar import month_of
from sim.world.stock import is_home, is_open
from tests.stories.world import START, World


def spoken(world: World) -> SimpleNamespace:
    """The words of a condition: homes and people by name, outcomes of the region, money, projects."""
    model, records = world.model, world.model.records
    homes, employer = model.facilities, model.aides.col("employer")
    names = {name: home_now(model, f) for name, f in world.homes.items()}
    names |= {name: people_now(world, ids) for name, ids in world.people.items()}
    return SimpleNamespace(
        now=lambda outcome, group="": records.latest(outcome, group=group),
        total=lambda outcome, group="": float(records.series(outcome, group=group).sum()),
        paid=lambda purpose, payer="": sum(
            yuan for _, who, _, what, yuan in model.ledger.rows() if what == purpose and payer in ("", who)
        ),
        projects=[project.stage.name.lower() for project in model.projects],
        services=int((~is_home(model) & is_open(model)).sum()),
        linked=int(homes.col("linked").sum()),
        short_stay=int(homes.col("short_stay").sum()),
        new_beds=int(homes.col("beds")[homes.col("opened") > month_of(START)].sum()),
        new_homes=[
            f"{Ownership(int(homes.col('ownership')[f])).name.lower()} {Kind(int(homes.col('kind')[f])).name.lower()}"
            for f in np.flatnonzero((homes.col("opened") > month_of(START)) & is_home(model))
        ],
        looking_for_work=int((employer < 0).sum()),
        certified=int(model.aides.col("certified")[employer >= 0].sum()),
        **names,
    )


def home_now(model: CareSystem, f: int) -> SimpleNamespace:
    """A home as a story speaks of it."""
    home = model.facilities[f]
    words = {name: int(getattr(home, name)) for name in ("aides", "posts", "loss_months", "tekun")}
    owner = Ownership(home.ownership).name.lower()
    return SimpleNamespace(
        beds=home.built,
        nursing=int(home.beds[1]),
        shut=int(sum(home.works)),
        quality=round(float(home.quality), 3),
        kind=Kind(home.kind).name.lower(),
        in_nursing_beds=int(home.occupied[1]),
        for_dementia=int(home.beds[2]),
        in_dementia_beds=int(home.occupied[2]),
        blocked=home.blocked == 1,
        graded=home.graded >= 0,
        graded_out=home.graded_out == 1,
        medical=Medical(home.medical).name.lower(),
        in_use=home.in_use == 1,
        residents=int(sum(home.occupied)),
        ownership=owner,
        open=home.closed < 0,
        **words,
    )


def people_now(world: World, ids: list[int]) -> SimpleNamespace:
    """A person, or a group of alike people: how many of them …, and means over those alive."""
    table = world.model.elders
    rows = table.row_of[ids]
    rows = rows[rows >= 0]

    def mean(name: str, unit: int = 1) -> float:
        return float(table.values(name, rows).mean() / unit) if len(rows) else float("nan")

    facility = table.raw("facility")[rows]
    return SimpleNamespace(
        alive=len(rows),
        waiting=int((table.raw("waiting_since")[rows] >= 0).sum()),
        known=int(table.raw("known")[rows].sum()),
        at_home=int((facility < 0).sum()),
        living_in=lambda home: int((facility == world.homes[home]).sum()),
        level=mean("ability"),
        strain_months=mean("strain_months"),
        adapted=int(table.values("adapted", rows).sum()),
        devices=int(table.values("devices", rows).sum()),
        family_beds=int(table.values("family_bed", rows).sum()),
        trained=int(table.values("trained_carer", rows).sum()),
        bracelets=int(table.values("bracelet", rows).sum()),
        family_hours=mean("family_minutes", 60),
        meal_hours=mean("meal_minutes", 60),
        formal_hours=mean("formal_minutes", 60),
        volunteer_hours=mean("volunteer_minutes", 60),
        bank_hours=mean("bank_minutes", 60),
        unmet_hours=mean("gap_minutes", 60),
    )
