"""What the document wants and what became of it, and whether the model starts where the document stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.month0 import VERDICTS, shown_fact, shown_number
from experiments.promises import targets_table
from experiments.region_document import name_of
from experiments.report.section import BOOK, PAGE, Block, Section, Table, Text, from_markdown
from experiments.units import UNITS

if TYPE_CHECKING:
    from experiments.report.subject import Subject


def targets(subject: Subject) -> Section | None:
    """Met, missed, not to be judged, and what stopped the missed; None where the document has no targets."""
    if not subject.full.targets or not subject.runs or not any(run.targets for run in subject.runs):
        return None
    blocks = from_markdown(subject.targets.markdown().split("\n"))
    return Section("targets", subject.say("targets"), (*blocks, _book(subject)))


def _book(subject: Subject) -> Table:
    """``targets.csv`` in words: figure and verdict of each target in each scenario."""
    teller = subject.targets
    heads = [subject.say(f"column.{key}") for key in ("target", "lever", "by", "wanted", "unit", "scenario")]
    heads += [subject.say(key) for key in ("mean", "lowest", "highest")]
    heads += [subject.say(f"column.{key}") for key in ("met_in", "verdict", "why", "as_key")]
    rows = []
    for one, row in zip(teller.promises, targets_table(teller.promises).itertuples(), strict=True):
        share = 100 if one.target.unit == "share" else 1
        unit = "%" if one.target.unit == "share" else teller.unit(one.target.unit)
        why = teller.why_unjudged(one) if one.reason else ""
        why = why or teller.say("list").join(teller.constraint(each) for each in one.constraints)
        met = None if one.reason else f"{one.met_in}/{len(one.values)}"
        told = subject.say(f"verdict.{one.verdict}")
        about = teller.about(one)
        figures = (share * one.mean, share * one.lowest, share * one.highest)
        rows.append((*about[:4], unit, teller.titles[one.scenario], *figures, met, told, why, row.key))
    caption = subject.say("targets.caption")
    texts = frozenset({0, 1, 2, 3, 4, 5, 9, 10, 11, 12})
    sheet = subject.say("sheet.targets")
    return Table(tuple(heads), tuple(rows), caption, sheet, BOOK, texts=texts, wide=frozenset({0, 11}))


def start(subject: Subject) -> Section | None:
    """The figures of the document beside the model's in the month of the document, misses included."""
    lines = subject.runs[0].month0 if subject.runs else ()
    if not lines:
        return None
    facts = {fact.key: fact for fact in subject.full.facts}
    heads = [subject.say(f"column.{key}") for key in ("fact", "document", "model", "difference", "unit", "verdict")]
    rows, book = [], []
    for one in lines:
        fact = facts[one.key]
        name = name_of(fact, subject.language)
        unit = UNITS.get(one.unit, (one.unit, one.unit))[subject.zh]
        told = VERDICTS[one.within][subject.zh]
        told = f"**{told}**" if one.within is False else told
        signed = (shown_fact(fact), shown_number(one.model), shown_number(one.difference, signed=True))
        rows.append((name, *signed, unit, told))
        book.append((name, one.document, one.model, one.difference, unit, VERDICTS[one.within][subject.zh]))
    caption = subject.say("start.caption", scenario=subject.base.title(subject.language))
    texts, wide = frozenset({0, 4, 5}), frozenset({0})
    blocks: list[Block] = [Text(subject.say("start.about"))]
    blocks.append(Table(tuple(heads), tuple(rows), caption, only=PAGE, texts=texts, wide=wide))
    blocks.append(Table(tuple(heads), tuple(book), caption, subject.say("sheet.start"), BOOK, texts, wide))
    return Section("start", subject.say("start.title"), tuple(blocks))
