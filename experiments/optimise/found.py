"""What a search found, as its pages, tables and pictures take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.optimise.goal import Goal
from experiments.optimise.judge import Lived, Verdict
from experiments.optimise.search import Searched

if TYPE_CHECKING:
    from experiments.commands.plan import Plan


@dataclass(frozen=True)
class Found:
    """Everything that a page is made of."""

    whole: Plan
    """The search: its tasks are those of the status quo"""
    searched: Searched
    again: Verdict | None = None
    """The found mix, lived again with other luck"""
    base_again: Lived | None = None
    """The status quo with that luck"""
    whole_again: Plan | None = None

    @property
    def goal(self) -> Goal:
        """What was asked."""
        return self.searched.goal

    @property
    def best(self) -> Verdict:
        """The found mix, or the closest."""
        return self.searched.best

    @property
    def judged(self) -> Verdict:
        """The second look if there is one, else the search."""
        return self.again or self.best
