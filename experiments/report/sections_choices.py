"""Which to choose: each against each, the price of an hour, the front; and a scenario taken apart lever by lever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments import charts, charts_choices, price, waterfall
from experiments.choices import HOURS, MONEY, MOST
from experiments.labels import outcome_label
from experiments.pairs import pairs
from experiments.report import tables
from experiments.report.figures import figure, png
from experiments.report.section import BOOK, Block, Section, Table, Text, from_markdown
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

    from experiments.report.subject import Subject


def choices(subject: Subject) -> Section | None:
    """Prices, pairs and the front; None with one scenario."""
    told = subject.choices
    if len(subject.scenarios) < 2:
        return None
    blocks: list[Block] = [*from_markdown(told.prices()), _prices(subject)]
    if len(subject.scenarios) > 2:
        blocks += [*from_markdown(told.each()), _pairs(subject)]
    if len(told.titles) > 2:
        blocks += _front(subject)
    return Section("choices", subject.say("choices"), tuple(blocks))


def _prices(subject: Subject) -> Table:
    """Every price with its interval, for the workbook."""
    heads = [
        subject.say(f"column.{key}") for key in ("scenario", "money", "years", "price", "low95", "high95", "verdict")
    ]
    rows = []
    for one in price.prices(subject.choices.years, subject.base.name):
        if one.scenario in subject.titles:
            there = one.verdict in price.PRICED
            figures = (one.ratio.value, one.ratio.low, one.ratio.high) if there else (None,) * 3
            years = f"{one.years[0]}–{one.years[-1]}" if one.span == "all" else subject.choices.period
            told = "" if there else subject.choices.say(f"price.{one.verdict}", price="")
            rows.append((subject.titles[one.scenario], subject.say(f"money.{one.money}"), years, *figures, told))
    caption = subject.choices.say("prices.how", base=subject.base.title(subject.language))
    texts = frozenset({0, 1, 2, 6})
    return Table(tuple(heads), tuple(rows), caption, subject.say("sheet.prices"), BOOK, texts)


def _pairs(subject: Subject) -> Table:
    """Every scenario against every other in every main outcome, for the workbook."""
    names = [one.name for one in subject.scenarios]
    found = pairs(subject.choices.years, subject.year, names)
    found = found[found["outcome"].astype(str).isin(SHOWN)] if len(names) > MOST else found
    heads = [subject.say(f"column.{key}") for key in ("outcome", "unit", "scenario", "other")]
    heads += [
        subject.say(f"column.{key}") for key in ("difference", "low95", "high95", "better", "better.low", "better.high")
    ]
    rows = []
    for row in found.to_dict("records"):
        declared = OUTCOMES[str(row["outcome"])]
        times = 100 if declared.unit == "share" else 1
        label = outcome_label(declared.name, subject.language)
        figures = (times * float(row[key]) for key in ("mean", "low", "high"))
        chances = (100 * float(row[key]) for key in ("p_better", "p_low", "p_high"))
        who = (subject.titles[str(row["scenario"])], subject.titles[str(row["against"])])
        rows.append((label, _unit(subject, declared.name), *who, *figures, *chances))
    caption = subject.say("pairs.caption", year=subject.year_text)
    return Table(tuple(heads), tuple(rows), caption, subject.say("sheet.choices"), BOOK, frozenset(range(4)))


SHOWN = ("unmet_hours", "waiting", "public_cost")
"""Outcomes of the pairs of many scenarios."""


def _unit(subject: Subject, outcome: str) -> str:
    one = tables.outcome(subject, outcome)
    return one.unit if one else ""


def _front(subject: Subject) -> list[Block]:
    """The front of unmet hours against public cost: picture, sentences, table."""
    told = subject.choices
    table = told.front()
    years = price.lived(told.years, "all")
    period = f"{years[0]}–{years[-1]}"
    base = subject.base.title(subject.language)
    heads = [f"## {told.say('front')}", "", told.front_how(), "", *told.front_told(table)]
    blocks = from_markdown(heads)
    if subject.runs:  # the page of a figure is made of months
        with charts.styled(subject.language):
            image = png(charts_choices.pareto(subject.sheet, table, told.titles, period, base))
        blocks.append(figure(subject, "pareto", image, period=period))
    return [*blocks, *from_markdown(told.front_table(table)), _front_book(subject, table)]


def _front_book(subject: Subject, table: pd.DataFrame) -> Table:
    """Means a year and differences of both outcomes, for the workbook."""
    say = subject.say
    heads, columns = [say("column.scenario")], []
    for outcome in (MONEY, HOURS):
        named = subject.named(outcome)
        stats = {outcome: "column.level", f"{outcome}_difference": "column.difference"}
        stats |= {f"{outcome}_low": "column.low95", f"{outcome}_high": "column.high95"}
        columns += list(stats)
        heads += [say("column.of", what=named, stat=say(stat)) for stat in stats.values()]
    rows = []
    for row in table.to_dict("records"):
        other = subject.choices.titles.get(str(row["beaten_by"]), "")
        status = subject.choices.say(f"status.{row['status']}", other=other)
        name = subject.choices.titles[str(row["scenario"])]
        rows.append((name, *(float(row[column]) for column in columns), status))
    heads.append(subject.choices.say("head.status"))
    caption, texts = subject.choices.front_how(), frozenset({0, len(heads) - 1})
    return Table(tuple(heads), tuple(rows), caption, say("sheet.pareto"), BOOK, texts)


def apart(subject: Subject) -> Section | None:
    """The waterfall from the first scenario over each lever to the whole; None if none was asked for."""
    told = subject.choices
    table, what = told.apart(), waterfall.taken(subject.whole.settings)
    if table is None or what is None:
        return None
    base, whole = what.base.title(subject.language), what.whole.title(subject.language)
    with charts.styled(subject.language):
        image = png(charts_choices.waterfall(subject.sheet, table, base, whole, told.period))
    key = "apart.how" if told.n > 1 else "apart.how.one"
    how = told.say(key, year=told.period, n=told.n, base=base, whole=whole)
    blocks: list[Block] = [Text(how, "note"), figure(subject, "waterfall", image, whole=whole)]
    blocks += from_markdown([*told.apart_told(table), "", *told.apart_table(table)])
    return Section("apart", subject.say("apart"), (*blocks, _steps(subject, table)))


def _steps(subject: Subject, table: pd.DataFrame) -> Table:
    """Every step in every outcome, for the workbook."""
    what = waterfall.taken(subject.whole.settings)
    heads = [subject.say(f"column.{key}") for key in ("outcome", "unit", "step", "mean", "low95", "high95")]
    rows = []
    for row in table.to_dict("records"):
        declared = OUTCOMES[str(row["outcome"])]
        times = 100 if declared.unit == "share" else 1
        step, facts = str(row["step"]), {"base": subject.base.title(subject.language), "whole": ""}
        facts["whole"] = what.whole.title(subject.language) if what else ""
        known = what is not None and step in what.names
        label = waterfall.part_label(step, subject.language) if known else subject.choices.say(f"apart.{step}", **facts)
        named = outcome_label(declared.name, subject.language)
        figures = (times * float(row[key]) for key in ("mean", "low", "high"))
        rows.append((named, _unit(subject, declared.name), label, *figures))
    caption = subject.say("apart.caption", year=subject.choices.period)
    return Table(tuple(heads), tuple(rows), caption, subject.say("sheet.waterfall"), BOOK, frozenset({0, 1, 2}))
