"""The lives of watched elders, told by comparing each month with the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.agents.kinds import Ability, Living
from sim.agents.row import GoneError
from sim.record import Event

if TYPE_CHECKING:
    from sim.model import CareSystem


def watch(model: CareSystem) -> None:
    """Write an event for everything that changed this month in the lives of the watched."""
    for elder in model.watch:
        try:
            now = look(model, elder)
        except (GoneError, LookupError):
            continue
        before = model.seen.get(elder)
        model.seen[elder] = now
        if before is None:
            model.events.append(Event(model.month, elder, "enters the story", now))
            continue
        for what in now:
            if now[what] != before[what]:
                model.events.append(Event(model.month, elder, what, {"before": before[what], "now": now[what]}))


def look(model: CareSystem, elder: int) -> dict[str, Any]:
    """What is worth telling about an elder; hours a week are rounded to whole hours."""
    person = model.elders[elder]
    home = int(person.facility)
    return {
        "ability": Ability(person.ability).name.lower(),
        "dementia": bool(person.dementia),
        "lives with": Living(person.living).name.lower(),
        "known": bool(person.known),
        "waiting for": [name_of(model, int(f)) for f in person.choices if f >= 0] if person.waiting_since >= 0 else [],
        "lives in": name_of(model, home) if home >= 0 else "own home",
        "family hours": round(int(person.family_minutes) / 60),
        "formal hours": round(int(person.formal_minutes) / 60),
        "unmet hours": round(int(person.gap_minutes) / 60),
    }


def name_of(model: CareSystem, f: int) -> str:
    """What a facility is called."""
    known = model.region.homes
    return known[f].name if f < len(known) else f"new home {f}"
