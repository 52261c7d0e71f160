"""What the answer stands on: assumptions with grades, what the model does not know, how to make it again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from experiments.commands.own_tables import GRADES_ZH
from experiments.provenance import command_line
from experiments.report.section import BOOK, PAGE, Block, Bullets, Heading, Section, Table, Text
from experiments.report.sections_compared import dose_table
from experiments.schema import PARAMETERS, said
from experiments.words_levers import UNITS_ZH as LEVER_UNITS_ZH
from experiments.words_parameters import PARAMETERS_ZH
from experiments.words_parameters import UNITS_ZH as PARAMETER_UNITS_ZH
from sim.declare import GRADES

if TYPE_CHECKING:
    from experiments.report.subject import Subject

UNITS_ZH = {**LEVER_UNITS_ZH, **PARAMETER_UNITS_ZH}
UNKNOWN = tuple(
    f"unknown.{what}" for what in ("forecast", "behaviour", "luck", "intervals", "health", "arrears", "list")
)
"""What the model does not know, a paragraph each."""


# --- assumptions --------------------------------------------------------------------------------------------


def assumptions(subject: Subject) -> Section:
    """Parameters that differ from what is declared, doses, assumptions of the region; grades as counts."""
    say = subject.say
    blocks: list[Block] = [Text(say("assumptions.about")), _grades(subject)]
    typed = said(subject.whole.settings.parameters)
    if typed:
        lines = tuple(say("typed.parameter", path=key, value=_shown(value)) for key, value in typed.items())
        blocks += [Heading(say("typed.parameters")), Bullets(lines)]
    differ = [row for row in _parameters(subject) if row[1] != row[3]]
    heads = tuple(say(key) for key in ("parameter", "value.here", "column.unit", "declared", "range", "grade"))
    blocks.append(Heading(say("differ")))
    if differ:
        page = tuple((_named(subject, row), *row[1:6]) for row in differ)
        blocks.append(Text(say("differ.about", region=subject.label), "note"))
        blocks.append(Table(heads, page, only=PAGE, texts=frozenset({0, 2, 4, 5}), wide=frozenset({0})))
    else:
        blocks.append(Text(say("differ.none")))
    blocks += [_all_parameters(subject), _of_region(subject)]
    doses = dose_table(subject)
    blocks += [doses] if doses else []
    return Section("assumptions", say("assumptions"), tuple(blocks))


def _grades(subject: Subject) -> Table:
    """How many parameters and assumptions of the region have which grade."""
    names = GRADES_ZH if subject.zh else GRADES
    of_model = Counter(item.grade for item in PARAMETERS.values())
    of_region = Counter(one.grade for one in subject.full.assumptions)
    rows = tuple((letter, names[letter], of_model[letter], of_region[letter]) for letter in GRADES)
    heads = tuple(subject.say(key) for key in ("grade", "meaning", "parameters", "region.assumptions"))
    return Table(heads, rows, subject.say("grades.caption"), subject.say("sheet.grades"), texts=frozenset({0, 1}))


def _parameters(subject: Subject) -> list[tuple[str, ...]]:
    """Key, value here, unit, declared value, range, grade, meaning, source of every parameter of the model."""
    rows = []
    for path, item in PARAMETERS.items():
        group, name = path.split(".")
        here = getattr(getattr(subject.full.parameters, group), name)
        span = f"{item.low:g} – {item.high:g}"
        unit = UNITS_ZH.get(item.unit, item.unit) if subject.zh else item.unit
        figures = (_shown(here), unit, _shown(item.default), span, item.grade)
        rows.append((path, *figures, item.meaning, item.source))
    return rows


def _named(subject: Subject, row: tuple[str, ...]) -> str:
    """A parameter with its key."""
    return subject.say("parameter.named", name=_meaning(subject, row), path=row[0])


def _meaning(subject: Subject, row: tuple[str, ...]) -> str:
    """What a parameter is: its Chinese name, or the meaning in its declaration."""
    return PARAMETERS_ZH[row[0]] if subject.zh else row[6]


def _shown(value: Any) -> str:
    """A value as it would be typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return " / ".join(_shown(one) for one in value)
    return f"{value:,g}" if isinstance(value, (int, float)) and abs(value) < 1e6 else f"{value}"


def _all_parameters(subject: Subject) -> Table:
    heads = ("parameter", "value.here", "column.unit", "declared", "range", "grade", "meaning", "source")
    named = tuple(subject.say(key) for key in heads)
    caption = subject.say("parameters.caption")
    rows = tuple((*row[:6], _meaning(subject, row), row[7]) for row in _parameters(subject))
    sheet = subject.say("sheet.parameters")
    return Table(named, rows, caption, sheet, BOOK, texts=frozenset(range(8)), wide=frozenset({6, 7}))


def _of_region(subject: Subject) -> Table:
    """The assumptions of the region, in the order of its file."""
    heads = tuple(subject.say(key) for key in ("parameter", "value.here", "column.unit", "range", "grade", "source"))
    rows = tuple(
        (one.key, str(one.value), one.unit, f"{one.low} – {one.high}", one.grade, one.source)
        for one in subject.full.assumptions
    )
    caption = subject.say("region.caption", region=subject.label)
    sheet = subject.say("sheet.region")
    return Table(heads, rows, caption, sheet, BOOK, texts=frozenset(range(6)), wide=frozenset({5}))


# --- what is not known --------------------------------------------------------------------------------------


def unknown(subject: Subject) -> Section:
    """What the model does not know and cannot do."""
    return Section("unknown", subject.say("unknown"), (Bullets(tuple(subject.say(key) for key in UNKNOWN)),))


# --- again --------------------------------------------------------------------------------------------------


def rerun(subject: Subject) -> Section:
    """The command that makes the same study again, and what it was made of."""
    say, facts = subject.say, subject.facts
    blocks: list[Block] = [
        Text(say("rerun.about")),
        Text(command_line(facts), "code"),
        Text(say("rerun.report"), "note"),
    ]
    blocks += [Heading(say("provenance")), *_provenance(subject)]
    return Section("rerun", say("rerun"), tuple(blocks))


def _provenance(subject: Subject) -> list[Block]:
    """Code, data, seeds, versions."""
    say, facts = subject.say, subject.facts
    region = facts["region"]
    data = hashlib.sha256(json.dumps(region["data sha256"]).encode()).hexdigest()
    seeds = sorted({int(seed) for seed in facts["seeds"].values()})
    told = str(seeds[0]) if len(seeds) == 1 else f"{seeds[0]}–{seeds[-1]}"
    rows = [
        (say("code"), facts["code"]),
        (say("data"), f"{region['name']}, sha256 {data[:16]}…"),
        (say("runs"), f"{facts['runs']:,}"),
        (say("seeds"), told),
        (say("source.files"), f"sha256 {facts['source sha256'][:16]}…"),
        (say("months"), f"{region['first month']} – {facts['settings']['until']}"),
        (
            say("versions"),
            ", ".join([f"Python {facts['python']}", *(f"{k} {v}" for k, v in facts["packages"].items())]),
        ),
    ]
    files = [(say("data.file", name=name), digest) for name, digest in region["data sha256"].items()]
    heads, texts = (say("record"), say("content")), frozenset({0, 1})
    caption, sheet = say("provenance.caption"), say("sheet.provenance")
    page = Table(heads, tuple(rows), only=PAGE, texts=texts, wide=frozenset({1}))
    return [page, Table(heads, (*rows, *files), caption, sheet, BOOK, texts, frozenset({1}))]
