"""What was found, in sentences that the comparison itself tells, and what was delivered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from experiments.choices_cells import better_text, futures, futures_head, more_text
from experiments.commands.page import word
from experiments.commands.report import SUMMARY
from experiments.compare import MAIN, region_wide
from experiments.plurals import year_text
from experiments.report import tables
from experiments.report.section import PAGE, Block, Heading, Section, Table, Text, from_markdown
from experiments.report.sections_front import MOST_ON_FIRST_PAGE, short
from experiments.typed import changes

if TYPE_CHECKING:
    from experiments.report.subject import Subject
    from experiments.schema import Scenario

LEVELS = (
    *(("beds", ""), ("operable_beds", ""), ("family_beds", ""), ("aides", "employer=homes")),
    *(("aides", "employer=visiting"), ("formal_hours", ""), ("meal_hours", ""), ("volunteer_hours", "")),
    *(("eaters", ""), ("volunteers", ""), ("coverage", ""), ("coverage_points", ""), ("medical_share", "")),
    *(("graded", ""), ("certified", ""), ("known", "")),
)
"""What is there in the year that is told: outcome and group."""
SUMS = ("adapted_homes", "trained_families", "respite_stays", "aides_hired", "admitted")
"""What was done over all years so far."""


def findings(subject: Subject) -> Section:
    """How to read the numbers, what differs and why, scenario by scenario."""
    blocks: list[Block] = [Text(how_to_read(subject), "box")]
    if len(subject.scenarios) == 1:
        blocks += [_years(subject), *from_markdown(subject.teller.projects(subject.base))]
        return Section("findings", subject.say("findings"), tuple(blocks))
    if len(subject.scenarios) > MOST_ON_FIRST_PAGE:
        blocks += short(subject)
    first = subject.teller.projects(subject.base)
    if first:
        blocks += [Heading(subject.base.title(subject.language)), *from_markdown(first)]
    about, told = subject.whole.settings.comparison, subject.scenarios[1:]
    if about and about.switches:
        blocks += from_markdown(subject.teller.effects(about))
        told = (told[0], told[-1])
    for scenario in told:
        blocks += _arm(subject, scenario)
    blocks.append(Text(subject.teller.say("closing"), "note"))
    return Section("findings", subject.say("findings"), tuple(blocks))


def how_to_read(subject: Subject) -> str:
    """What a 95 % interval and an 80 % range are; said once."""
    if subject.replicates < 2:
        return subject.say("read.one")
    key = "read.single" if len(subject.scenarios) == 1 else "read"
    said = futures(subject.replicates, subject.language)
    return subject.say(key, n=subject.replicates, year=subject.year_text, futures=said)


def _arm(subject: Subject, scenario: Scenario) -> list[Block]:
    """The sentences about one arm; what it does stands in the section before."""
    does = subject.teller.say("does", what=changes(scenario, subject.language))
    return from_markdown([line for line in subject.teller.arm(scenario) if line != does])


def main_outcomes(subject: Subject) -> Section | None:
    """Every main outcome of the last year: levels, difference, interval, verdict, how many runs would tell."""
    if subject.compared is None:
        return None
    blocks: list[Block] = [Text(subject.say("main.about", year=subject.year_text), "note")]
    if len(subject.scenarios) <= tables.ACROSS:
        for scenario in subject.scenarios[1:]:
            blocks.append(_verdicts(subject, scenario))
    measured = [tables.outcome(subject, name) for name in MAIN]
    made = tables.tables(
        subject, measured, subject.say("main.caption", year=subject.year_text), _sheet(subject, "main")
    )
    blocks += made if len(subject.scenarios) > tables.ACROSS else made[-1:]
    return Section("main", subject.say("main"), tuple(blocks))


def _sheet(subject: Subject, key: str) -> str:
    return subject.say(f"sheet.{key}")


def _verdicts(subject: Subject, scenario: Scenario) -> Table:
    """One scenario against the first: levels, difference, interval, futures, how surely it is better, runs to go."""
    found = subject.compared
    assert found is not None
    mine = region_wide(found)
    mine = mine[(mine["year"] == subject.year) & (mine["scenario"] == scenario.name)].set_index("outcome")
    titles, language = subject.titles, subject.language
    heads = [word("outcome", language), titles[subject.base.name], titles[scenario.name]]
    heads += [word(key, language) for key in ("difference", "interval")]
    heads += [futures_head(subject.replicates, language), *(word(key, language) for key in ("chance", "more"))]
    rows = []
    for name in [name for name in MAIN if name in mine.index]:
        row, one = mine.loc[name], tables.outcome(subject, name)
        if one is None:
            continue
        values = one.values[scenario.name] - one.values[subject.base.name]
        levels = (one.show(float(row["base"])), one.show(float(row["value"])))
        difference, _, interval = tables.difference_text(one, values).partition("\n")
        low, high = float(row["p10"]), float(row["p90"])
        told = row["n"] > 1 and math.isfinite(low) and (low, high) != (0, 0)
        between = f"{one.show(low, True)} … {one.show(high, True)}" if told else "–"
        named = f"{one.name}{subject.say('unit_of', unit=one.unit)}"
        rows.append((named, *levels, difference, interval or "–", between, better_text(row), more_text(row)))
    facts = {"scenario": titles[scenario.name], "base": titles[subject.base.name], "year": subject.year_text}
    return Table(tuple(heads), tuple(rows), word("against", language, **facts), only=PAGE)


def _years(subject: Subject) -> Table:
    """The years of one scenario: means, and the 80 % range of the last."""
    levels = subject.levels
    whole = region_wide(levels)
    wide = whole.pivot(index="year", columns="outcome", values="mean")
    names = [name for name in SUMMARY if name in wide]
    measures = {name: subject.measure(name, float(wide[name].abs().max())) for name in names}
    months = whole.groupby("year")["months"].first()
    rows = []
    for year in wide.index:
        label = year_text(year, int(months[year]), subject.language)
        rows.append((label, *(measures[name].text(float(wide.loc[year, name])) for name in names)))
    heads = (word("year", subject.language), *(measures[name].label for name in names))
    return Table(heads, tuple(rows), subject.say("years.caption"), only=PAGE)


def delivered(subject: Subject) -> Section | None:
    """Beds, posts, hours and the rest that came about: levels of the last year, sums over the years."""
    levels = [tables.outcome(subject, name, group, _employed(subject, group)) for name, group in LEVELS]
    cells = subject.teller.cells
    sums = [
        tables.of_values(
            subject, name,
            {s: cells.summed(s, name) if cells.has(s, name) else None for s in subject.titles},
            subject.say("all_years", what=_label(subject, name)),
        )
        for name in SUMS
    ]  # fmt: skip
    sheet = _sheet(subject, "delivered")
    summed = [_yearless(one, subject) for one in sums if one]
    made = tables.tables(subject, levels, subject.say("delivered.levels", year=subject.year_text), sheet)
    made += tables.tables(subject, summed, subject.say("delivered.sums", year=subject.year), sheet)
    if not made:
        return None
    return Section("delivered", subject.say("delivered"), (Text(subject.say("delivered.about")), *made))


def _employed(subject: Subject, group: str) -> str:
    return subject.say(group) if group.startswith("employer=") else ""


def _label(subject: Subject, name: str) -> str:
    from experiments.labels import outcome_label

    return outcome_label(name, subject.language)


def _yearless(one: tables.Measured, subject: Subject) -> tables.Measured:
    """A sum over years is not per year."""
    from dataclasses import replace

    end = subject.say("per_year_end")
    return replace(one, unit=one.unit.removesuffix(end))
