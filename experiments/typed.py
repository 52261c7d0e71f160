"""Levers and projects as they are typed, with their dates, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.labels import exact
from experiments.schema import Scenario, said
from experiments.word_list import say
from sim.calendar import text_of
from sim.levers import DECLARED

if TYPE_CHECKING:
    from experiments.commands.plan import Plan


def changes(scenario: Scenario, language: str) -> str:
    """Levers with their dates and projects of an arm."""
    parts = [
        say("lever", language, label=_field(path, language))
        + say("values", language).join(f"{_shown(value)}{_since(month, language)}" for month, value in dated)
        for path, dated in said(scenario.levers).items()
    ]
    parts += [
        say(
            "project",
            language,
            name=project.get("label_zh" if language == "zh" else "name"),
            decided=project.get("decided"),
            due=project.get("opens"),
        )
        for project in scenario.projects
    ]
    return say("list", language).join(parts) or say("nothing_set", language)


def typed_text(whole: Plan, language: str) -> str:
    """The levers that were typed, with their values; empty if none were."""
    fields = said(whole.settings.levers)
    parts = [
        f"{path} = {_shown(value)}" + (say("since", language, month=text_of(month)) if month >= 0 else "")
        for path, dated in fields.items()
        for month, value in dated
    ]
    return say("typed", language, levers=say("list", language).join(parts)) if parts else ""


def _field(path: str, language: str) -> str:
    item = DECLARED[path]
    if language == "zh":
        return item.label_zh or item.meaning
    return f"{path} ({item.unit})" if item.unit else path


def _since(month: int, language: str) -> str:
    return say("since", language, month=text_of(month)) if month >= 0 else say("always", language)


def _shown(value: object) -> str:
    """A value as it would be typed, but for the commas of thousands."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return exact(value)
    return str(value)
