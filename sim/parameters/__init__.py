"""What the model assumes about people, homes, aides and money: unit, range, meaning, source on each field.

A grade C value is a judgement: its range is what a study of uncertainty draws from. Rates are yearly here and
become monthly in ``calendar.py`` only. Money is yuan of 2021.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.parameters.aides import Aides
from sim.parameters.community import Community
from sim.parameters.governance import Governance
from sim.parameters.health import Health
from sim.parameters.home_help import HomeHelp
from sim.parameters.homes import Homes
from sim.parameters.money import Money
from sim.parameters.need import Choosing, Need
from sim.parameters.people import Family, Identification, Population
from sim.parameters.standards import Standards

__all__ = [
    "Aides", "Choosing", "Community", "Family", "Governance", "Health", "HomeHelp", "Homes", "Identification", "Money",
    "Need", "Parameters", "Population", "Standards",
]  # fmt: skip


@dataclass(frozen=True)
class Parameters:
    """Everything that is assumed, by subject."""

    population: Population = field(default_factory=Population)
    health: Health = field(default_factory=Health)
    need: Need = field(default_factory=Need)
    family: Family = field(default_factory=Family)
    identification: Identification = field(default_factory=Identification)
    choosing: Choosing = field(default_factory=Choosing)
    homes: Homes = field(default_factory=Homes)
    aides: Aides = field(default_factory=Aides)
    money: Money = field(default_factory=Money)
    home_help: HomeHelp = field(default_factory=HomeHelp)
    community: Community = field(default_factory=Community)
    standards: Standards = field(default_factory=Standards)
    governance: Governance = field(default_factory=Governance)
