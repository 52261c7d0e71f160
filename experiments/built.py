"""What became of the projects that a document or a scenario names: when their money came, when they opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.agents.kinds import Stage

if TYPE_CHECKING:
    from sim.levers import Schedule
    from sim.model import CareSystem


@dataclass(frozen=True)
class Built:
    """How far a named project of the document or of the scenario has come by the end of a run."""

    name: str
    label_zh: str
    whose: str
    """document | scenario"""
    due: int
    """Month in which it should open."""
    stage: str
    """undecided | planned | funded | building | open | cancelled"""
    opened: int = -1
    """Month in which it opened; -1: not yet."""
    money: int = -1
    """Month in which its money was there; -1: not yet."""
    beds: float = 0.0
    """Beds of a new home, at full scale."""


def note_projects(model: CareSystem, month: int, came: dict[str, tuple[int, int]]) -> None:
    """Project -> months in which its money came and in which it opened; -1: not yet."""
    for project in model.projects:
        money, opened = came.get(project.name, (-1, -1))
        if money < 0 and project.stage in (Stage.FUNDED, Stage.BUILDING, Stage.OPEN):
            money = month
        if opened < 0 and project.stage == Stage.OPEN:
            opened = month
        came[project.name] = money, opened


def named_projects(model: CareSystem, schedule: Schedule, came: dict[str, tuple[int, int]]) -> tuple[Built, ...]:
    """How far the projects of the document and of the scenario have come; those that levers order are left out."""
    stages = {project.name: project.stage.name.lower() for project in reversed(model.projects)}
    named = [("document", stock) for stock in model.region.projects]
    named += [("scenario", stock) for stock in schedule.projects]
    return tuple(
        Built(
            name=stock.name,
            label_zh=stock.label_zh,
            whose=whose,
            due=stock.opens,
            stage=stages.get(stock.name, "undecided"),
            opened=came.get(stock.name, (-1, -1))[1],
            money=came.get(stock.name, (-1, -1))[0],
            beds=sum(stock.beds) / model.region.fraction,
        )
        for whose, stock in named
    )
