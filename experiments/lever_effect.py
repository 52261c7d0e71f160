"""What an experiment on one lever is; ``effects_doses.py`` lists one for each lever, ``effects.py`` lives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.world.region import ProjectStock, Region


@dataclass(frozen=True)
class Effect:
    """A lever in one region, in one or more doses; all begin in the same month."""

    code: str
    region: str
    asks: tuple[str, str]
    """The question, in English and Chinese."""
    doses: dict[str, dict[str, Any]]
    names: dict[str, tuple[str, str]]
    """Dose -> what it is called."""
    base: dict[str, Any] = field(default_factory=dict)
    """Lever values of all arms, the first included."""
    parameters: tuple[tuple[str, Any], ...] = ()
    since: str = "2023-01"
    read: tuple[str, str] = ("", "")
    """What to bear in mind, in English and Chinese."""
    also: tuple[tuple[str, str], ...] = ()
    """Outcomes with their groups ("" for the total) that it shows besides those of all experiments."""

    def title(self, language: str) -> str:
        """The question."""
        return self.asks[language == "zh"]

    def dose_label(self, dose: str, language: str) -> str:
        """The name of a dose."""
        return self.names[dose][language == "zh"]

    def note(self, language: str) -> str:
        """What to bear in mind."""
        return self.read[language == "zh"]

    def projects_of(self, arm: str, region: Region) -> tuple[ProjectStock, ...]:
        """Projects that all arms add to those of the region: none."""
        return ()
