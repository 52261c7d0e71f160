"""What was compared: each scenario with its question, its levers with their dates in words, and its projects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from experiments.labels import exact
from experiments.report.doses import ASSUMED, PRINTED, Dose, doses
from experiments.report.section import BOOK, Block, Heading, Section, Table, Text
from experiments.schema import Scenario, said
from experiments.set_values import SHARES, value_text
from sim.calendar import text_of
from sim.levers import DECLARED, LEVERS

if TYPE_CHECKING:
    from experiments.report.subject import Subject

PART = re.compile(r"\d+(?:\.\d+)?")
MANY = 7
"""More scenarios than this are told in one table."""


def compared(subject: Subject) -> Section:
    """One part for each scenario; of many scenarios one table for all."""
    blocks: list[Block] = [Text(subject.say("compared.about"))]
    typed = said(subject.whole.settings.levers)
    if typed:
        blocks += [Text(subject.say("typed")), _levers(subject, typed, {}, "")]
    if len(subject.scenarios) > MANY:
        blocks.append(_all(subject))
    else:
        for scenario in subject.scenarios:
            blocks += _scenario(subject, scenario)
    settings = subject.whole.settings
    if settings.comparison:
        note = settings.comparison.said("note", subject.language)
        blocks += [Heading(subject.say("doses.from")), Text(note)]
    title = subject.say("compared" if len(subject.scenarios) > 1 else "compared.one")
    return Section("compared", title, tuple(blocks))


def _scenario(subject: Subject, scenario: Scenario) -> list[Block]:
    """Question, levers, projects of one scenario."""
    title = scenario.title(subject.language)
    blocks: list[Block] = [Heading(title)]
    question = scenario.question_zh if subject.zh else scenario.question
    if not subject.question:
        blocks.append(Text(question.strip()))
    fields = said(scenario.levers)
    if fields:
        blocks.append(_levers(subject, fields, doses(subject, scenario.name), title))
    if scenario.projects:
        blocks.append(_projects(subject, scenario))
    if not fields and not scenario.projects:
        blocks.append(Text(subject.say(_nothing(subject))))
    return blocks


def _nothing(subject: Subject) -> str:
    """The words for a scenario that changes nothing by itself."""
    return "changes_nothing" if subject.design is None else "changes_nothing.design"


def _levers(subject: Subject, fields: dict[str, Any], notes: dict[str, Dose], title: str) -> Table:
    """A row for each value: lever, what is set, today's value, the new one from its month, where it comes from."""
    heads = [subject.say(key) for key in ("lever", "what_set", "today", "value", "from")]
    rows = []
    for path, dated in fields.items():
        item, lever = DECLARED[path], LEVERS[path.split(".")[0]]
        label: str = lever.LABEL_ZH if subject.zh else lever.LABEL  # type: ignore[attr-defined]
        meaning = (item.label_zh or item.meaning) if subject.zh else item.meaning
        group, name = path.split(".")
        today = value_text(item, path, getattr(getattr(subject.full.status_quo, group), name), subject.zh)
        for month, value in dated:
            since = text_of(month) if month >= 0 else subject.say("start")
            row = [f"{lever.CODE} {label}", meaning, today, value_text(item, path, value, subject.zh), since]  # type: ignore[attr-defined]
            rows.append(tuple([*row, origin(subject, notes.get(path), item.unit)] if notes else row))
    if notes:
        heads.append(subject.say("origin"))
    caption = subject.say("levers.caption", scenario=title) if title else ""
    return Table(
        tuple(heads), tuple(rows), caption, subject.say("sheet.levers"),
        texts=frozenset(range(len(heads))), wide=frozenset({1}), grouped=True,
    )  # fmt: skip


def origin(subject: Subject, note: Dose | None, unit: str = "") -> str:
    """Whether a dose is printed in the document or assumed, and the range of an assumption."""
    if note is None or note.kind not in (PRINTED, ASSUMED):
        return "–"
    if note.kind == PRINTED:
        return subject.say("origin.printed")
    span = (
        PART.sub(lambda n: exact(100 * float(n[0])), note.span) + ("%" if subject.zh else " %")
        if unit in SHARES
        else note.span
    )
    span = span.replace("-", subject.say("until"))
    return subject.say("origin.range", span=span) if note.span else subject.say("origin.assumed")


def _projects(subject: Subject, scenario: Scenario) -> Table:
    """The named projects of a scenario."""
    heads = [subject.say(key) for key in ("project", "place", "decided", "due")]
    rows = []
    for one in scenario.projects:
        place = str(one.get("place", ""))
        known = {p.name: subject.place(p.name) for p in subject.full.places}
        name = one.get("label_zh" if subject.zh else "name")
        rows.append((str(name), known.get(place, place), str(one.get("decided", "")), str(one.get("opens", ""))))
    caption = subject.say("projects.caption", scenario=scenario.title(subject.language))
    return Table(tuple(heads), tuple(rows), caption, subject.say("sheet.levers"), texts=frozenset(range(4)))


def _all(subject: Subject) -> Table:
    """Many scenarios: a row for each, what it changes in one sentence."""
    heads = (subject.say("scenario"), subject.say("changes"))
    rows = []
    for scenario in subject.scenarios:
        parts = []
        for path, dated in said(scenario.levers).items():
            item = DECLARED[path]
            label = (item.label_zh or item.meaning) if subject.zh else item.meaning
            values = subject.say("then").join(
                subject.say("value_from", value=value_text(item, path, value, subject.zh), month=text_of(month))
                if month >= 0
                else value_text(item, path, value, subject.zh)
                for month, value in dated
            )
            parts.append(subject.say("is", label=label, value=values))
        parts += [str(one.get("label_zh" if subject.zh else "name")) for one in scenario.projects]
        told = subject.say("semicolon").join(parts) or subject.say(_nothing(subject))
        rows.append((scenario.title(subject.language), told))
    return Table(heads, tuple(rows), sheet=subject.say("sheet.levers"), texts=frozenset({0, 1}), wide=frozenset({1}))


def dose_table(subject: Subject) -> Table | None:
    """Every note beside a dose, as the files of the scenarios have it; None where there is none."""
    rows = []
    for scenario in subject.scenarios:
        for path, note in doses(subject, scenario.name).items():
            rows.append(
                (
                    scenario.title(subject.language),
                    path,
                    origin(subject, note, DECLARED[path].unit if path in DECLARED else ""),
                    note.note,
                )
            )
    heads = tuple(subject.say(key) for key in ("scenario", "field", "origin", "as_written"))
    wide = frozenset({3})
    if not rows:
        return None
    return Table(
        heads, tuple(rows), subject.say("doses.caption"), subject.say("sheet.doses"), BOOK, frozenset(range(4)), wide
    )
