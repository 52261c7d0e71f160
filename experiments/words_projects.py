"""What became of named projects, in words: which did not open by their month, and whether money or time was short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.word_list import say
from sim.calendar import text_of

if TYPE_CHECKING:
    from experiments.built import Built
    from experiments.runs import Run

MOST_NAMED = 6
"""Of the region, beside the first scenario; of an arm half as many."""


def told(runs: Sequence[Run], scenario: str, base: str, until: int, language: str) -> list[str]:
    """A paragraph for the projects of the scenario, and one for the region's where they fare differently."""
    lines: list[str] = []
    most = MOST_NAMED if scenario == base else MOST_NAMED // 2
    for whose in ("scenario", "document"):
        own, first = (_by_name(runs, name, whose) for name in (scenario, base))
        if own and whose == "document" and scenario != base and _fates(own, until) == _fates(first, until):
            lines += [""] if lines else []
            lines.append(say("projects.as_base", language, whose=say(f"projects.{whose}", language)))
        elif own:
            lines += [*([""] if lines else []), *_paragraph(own, whose, until, language, most)]
    return lines


def _by_name(runs: Sequence[Run], scenario: str, whose: str) -> dict[str, list[Built]]:
    """Project -> how far it came in each run of a scenario."""
    found: dict[str, list[Built]] = {}
    for run in runs:
        if run.scenario == scenario:
            for one in run.projects:
                if one.whose == whose:
                    found.setdefault(one.name, []).append(one)
    return found


def _fate(one: Built, until: int) -> str:
    """on_time | not_due | late | money | given_up | building."""
    if 0 <= one.opened <= one.due:
        return "on_time"
    if one.due > until:
        return "not_due"
    if one.opened >= 0:
        return "late"
    return {"cancelled": "given_up", "funded": "building", "building": "building"}.get(one.stage, "money")


def _fates(projects: dict[str, list[Built]], until: int) -> dict[str, list[str]]:
    return {name: [_fate(one, until) for one in ones] for name, ones in projects.items()}


def _paragraph(projects: dict[str, list[Built]], whose: str, until: int, language: str, most: int) -> list[str]:
    """How many open by their month; of the others the worst fate, and in how many runs it is met."""
    fates = _fates(projects, until)
    due = [name for name, ones in fates.items() if "not_due" not in ones]
    if not due:
        return []
    wrong = [name for name in due if set(fates[name]) != {"on_time"}]
    label = say(f"projects.{whose}", language)
    if not wrong:
        return [say("projects.all_open", language, whose=label, n=len(due))]
    lines = [say("projects.some", language, whose=label, ok=len(due) - len(wrong), n=len(due)), ""]
    for name in wrong[:most]:
        fate = next(f for f in ("given_up", "money", "building", "late") if f in fates[name])
        met = [one for one, f in zip(projects[name], fates[name], strict=True) if f == fate]
        last = max(met, key=lambda one: (one.opened, one.money))
        facts = {
            "name": last.label_zh if language == "zh" else name,
            "due": text_of(last.due),
            "k": len(met),
            "n": len(projects[name]),
            "money": text_of(last.money) if last.money >= 0 else "–",
            "opened": text_of(last.opened) if last.opened >= 0 else "–",
        }
        lines.append(f"- {say(f'projects.{fate}', language, **facts)}{say('stop', language)}")
    if len(wrong) > most:
        lines.append(f"- {say('projects.more', language, n=len(wrong) - most)}{say('stop', language)}")
    return lines
