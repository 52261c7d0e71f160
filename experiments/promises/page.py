"""Targets, what stopped them, and the years, as text: for the terminal and as Markdown, in both languages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.commands import page
from experiments.compare import MAIN
from experiments.labels import number
from experiments.month0 import SIGNS, VERDICTS, WIDEST, shown_number
from experiments.plurals import year_text
from experiments.promises import MET, MISSED, Constraint, Promise, promises
from experiments.promises.words import GRAMMAR, say
from experiments.units import UNITS
from sim.calendar import text_of
from sim.ledger import Purpose
from sim.world.budgets import purposes_of

if TYPE_CHECKING:
    import pandas as pd

    from experiments.commands.plan import Plan
    from experiments.runs import Run

MOST_NAMED = 6
"""Projects that a line names; the rest are counted."""


class Teller:
    """Tells what became of the targets of a region in the scenarios of a study."""

    def __init__(self, whole: Plan, runs: Sequence[Run], language: str):
        """The runs of a study, each of which has looked at the targets."""
        self.whole, self.language, self.region = whole, language, whole.region
        self.promises = promises(runs, whole.region)
        self.titles = {scenario.name: scenario.title(language) for scenario in whole.settings.scenarios}
        self.chinese = {one.name: one.label_zh for run in runs for one in run.projects}
        self.by_key: dict[str, list[Promise]] = {}
        for one in self.promises:
            self.by_key.setdefault(one.target.key, []).append(one)

    def say(self, key: str, **facts: object) -> str:
        """Words in the language of the text."""
        return say(key, self.language, **facts)

    # --- parts of lines -----------------------------------------------------------------------------------------

    def name(self, one: Promise) -> str:
        """A target: the words of the document in Chinese, its key in English."""
        return one.target.quote if self.language == "zh" else one.target.key.replace("_", " ")

    def unit(self, unit: str) -> str:
        """A unit in words."""
        return UNITS.get(unit, (unit, unit))[self.language == "zh"]

    def about(self, one: Promise) -> list[str]:
        """A target: what, which instrument, by when, how much of what."""
        target = one.target
        return [self.name(one), target.lever, text_of(target.by), self.wanted(one), self.unit(target.unit)]

    def wanted(self, one: Promise) -> str:
        """``≥ 22``."""
        return SIGNS[one.target.direction] + self.number(one, one.target.value)

    def number(self, one: Promise, value: float) -> str:
        """A figure of a target; shares in per cent."""
        if one.target.unit != "share" or math.isnan(value):
            text = shown_number(value)
            return text.rstrip("0").rstrip(".") if "." in text else text
        digits = 2 if 0.9995 <= value < 1 - 1e-9 else 1  # just short of all is not all
        return f"{100 * value:.{digits}f}".removesuffix(".0") + " %"

    def shown(self, one: Promise) -> str:
        """The mean of the replicates, and the range where they differ."""
        mean, low, high = (self.number(one, value) for value in (one.mean, one.lowest, one.highest))
        return mean if low == high else self.say("range", mean=mean, low=low, high=high)

    def cell(self, one: Promise) -> str:
        """Figure and verdict of a target in one scenario."""
        if one.verdict not in (MET, MISSED):
            return self.shown(one)
        verdict = self.say(one.verdict)
        if len(one.values) > 1:
            verdict = self.say(
                "met_in" if one.verdict == MISSED else "met_of", verdict=verdict, k=one.met_in, n=len(one.values)
            )
        return f"{self.shown(one)}{self.say('colon')}{verdict}"

    def why_unjudged(self, one: Promise, source: bool = True) -> str:
        """Why nothing can be said; where the model has no figure, as the note of the target has it (if ``source``)."""
        words = VERDICTS[one.reason][self.language == "zh"]
        note = (self.language == "zh" and one.target.source_zh) or one.target.source
        told = source and one.reason == "no_measure" and note not in ("", "document")
        note = note.removeprefix("document").lstrip(":;, ")  # where it stands is said once, above the table
        return f"{words}{self.say('colon')}{note}" if told else words

    def counts(self, scenario: str) -> str:
        """How many targets are met, missed and not to be judged."""
        mine = [one for one in self.promises if one.scenario == scenario]
        met, missed = (sum(one.verdict == verdict for one in mine) for verdict in (MET, MISSED))
        facts = {"met": met, "missed": missed, "unjudged": len(mine) - met - missed, "n": len(mine)}
        return self.say("counts", scenario=self.titles[scenario], **facts)

    def constraint(self, one: Constraint) -> str:
        """A constraint in words."""
        named = [self.chinese.get(name, name) if self.language == "zh" else name for name in one.names]
        names = self.say("comma").join(named[:MOST_NAMED])
        if len(named) > MOST_NAMED:
            n = len(named) - (0 if self.language == "zh" else MOST_NAMED)
            names = self.say("more", names=names, n=n)
        n = _count(one.quantity) if one.unit != "share" else _count(100 * one.quantity)
        unit = one.unit if n == "1" and self.language == "en" else self.unit(one.unit)
        unit = self.say("points") if one.unit == "share" else unit
        facts = {"n": n, "unit": unit, "names": self.purses(one.names), **GRAMMAR[n == "1"]}
        facts |= {"yuan": number(one.yuan), "month": text_of(one.month) if one.month >= 0 else "–"}
        facts |= {"since": text_of(one.since) if one.since >= 0 else "–", "months": one.months}
        text = self.say(one.constraint, **facts, purses=self.purses())
        text += self.say("money_too", yuan=number(one.yuan)) if one.yuan and one.constraint == "late_order" else ""
        return text + (self.say("names", names=names) if names and "{names}" not in say(one.constraint, "en") else "")

    def purses(self, names: Sequence[str] | None = None) -> str:
        """Purses in words: those named, or those that may pay for building."""
        mine = [
            purse
            for purse in self.region.purses
            if (purse.name in names if names is not None else Purpose.CAPITAL in purposes_of(purse.pays))
        ]
        words = [purse.label_zh if self.language == "zh" else purse.name.replace("_", " ") for purse in mine]
        return self.say("comma").join(words) or "–"

    def stopped(self, one: Promise) -> str:
        """A missed target and its constraints, the binding one first."""
        n, missed = len(one.values), one.verdicts.count("missed")
        facts = {"wanted": self.wanted(one), "by": text_of(one.target.by), "mean": self.number(one, one.mean)}
        head = self.say("missed_line", name=self.name(one), k=missed, n=n, **facts)
        parts = [self.constraint(each) for each in one.constraints]
        return f"{head}{self.say('colon')}{self.say('list').join(parts)}{self.say('stop')}"

    # --- texts --------------------------------------------------------------------------------------------------

    def table(self) -> str:
        """All targets as a table for the terminal: what each scenario has, and why it cannot be judged."""
        short = [title if page.width(title) <= WIDEST // 2 else name for name, title in self.titles.items()]
        heads = [self.say("figure"), self.say("by"), self.say("wants"), *short, self.say("unit"), ""]
        rows = []
        for ones in self.by_key.values():
            first = ones[0]
            name = f"{self.name(first)} [{first.target.key}]" if self.language == "zh" else self.name(first)
            why = "" if not first.reason else self.why_unjudged(first, source=False)
            cells = [self.cell(one) for one in ones]
            about = [text_of(first.target.by), self.wanted(first)]
            rows.append([name, *about, *cells, self.unit(first.target.unit), why])
        return page.table(heads, rows, last=2, widest=WIDEST)

    def missed_lines(self, scenario: str) -> list[str]:
        """A line for each missed target of a scenario."""
        return [
            f"- {self.stopped(one)}"
            for one in self.promises
            if one.scenario == scenario and one.verdict == MISSED and one.constraints
        ]

    def terminal(self) -> str:
        """What a study prints: the table, and for each scenario but the first of several what stopped the missed."""
        lines = [self.table(), ""]
        first = next(iter(self.titles)) if len(self.titles) > 1 else ""
        for scenario in self.titles:
            lines.append(self.counts(scenario) + self.say("stop"))
            lines += self.missed_lines(scenario) if scenario != first else []
        return "\n".join(lines)

    def markdown(self) -> str:
        """``targets.md``: the table, what stopped the missed in each scenario, what cannot be judged."""
        zh = self.language == "zh"
        region = self.region.label_zh if zh else self.region.label
        n, fraction = self.whole.settings.replicates, number(100 * self.region.fraction)
        basis = self.say("basis", n=n, fraction=fraction) if n > 1 else self.say("basis.one", fraction=fraction)
        lines = [f"# {self.say('title', region=region)}", "", basis, ""]
        lines += [*(f"- {self.counts(scenario)}{self.say('stop')}" for scenario in self.titles), ""]
        judged = [ones for ones in self.by_key.values() if not any(one.reason for one in ones)]
        about = [self.say(key) for key in ("figure", "lever", "by", "wants", "unit")]
        heads = [*about, *self.titles.values()]
        rows = [[*self.about(ones[0]), *(self.cell(one) for one in ones)] for ones in judged]
        lines += [f"## {self.say('judged')}", "", *_markdown(heads, rows), ""] if rows else []
        lines += [f"## {self.say('stopped')}", "", self.say("rule"), ""]
        for scenario, title in self.titles.items():
            missed = self.missed_lines(scenario)
            none = (
                "none_missed"
                if any(one.scenario == scenario and one.verdict == MET for one in self.promises)
                else "no_verdict"
            )
            lines += [f"### {title}", "", *(missed or [self.say(none)]), ""]
        rest = [ones for ones in self.by_key.values() if ones not in judged]
        heads = [*about, self.say("why")]
        rows = [[*self.about(ones[0]), self.why_unjudged(next(one for one in ones if one.reason))] for ones in rest]
        lines += [f"## {self.say('unjudged')}", "", *_markdown(heads, rows), ""] if rows else []
        return "\n".join(lines).rstrip() + "\n"


def _count(value: float) -> str:
    """A number of things, a mean of the replicates: whole from 10 on, below with one digit where it is not whole."""
    return f"{value:,.0f}" if value >= 10 or abs(value - round(value)) < 0.05 else f"{value:.2g}"


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table; a bar in a cell does not break it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def years_markdown(whole: Plan, table: pd.DataFrame, language: str) -> str:
    """``years.md``: each main outcome year by year, every scenario beside the first one with the paired difference."""
    scenarios = whole.settings.scenarios
    base, others = scenarios[0], scenarios[1:]
    region = whole.region.label_zh if language == "zh" else whole.region.label
    about = say("years_basis", language, n=whole.settings.replicates, base=base.title(language))
    lines = [f"# {say('years_title', language, region=region)}", "", about]
    rows = table[(table["place"].astype(str) == "") & (table["group"].astype(str) == "")]
    heads = [page.word("year", language), base.title(language)]
    heads += [head for one in others for head in (one.title(language), page.word("difference", language))]
    for name in [name for name in MAIN if (rows["outcome"] == name).any()]:
        mine = rows[rows["outcome"] == name]
        measure = page.Measure(name, float(mine[["base", "value"]].abs().max().max()), language)
        of = {(str(row["scenario"]), int(row["year"])): row for _, row in mine.iterrows()}
        cells = []
        for year in sorted({year for _, year in of}):
            first = of[others[0].name, year]
            months = int(first["months"])
            label = year_text(year, months, language)
            line = [label, measure.text(first["base"])]
            for one in others:
                row = of[one.name, year]
                line += [measure.text(row["value"]), _difference(measure, row)]
            cells.append(line)
        lines += ["", f"## {measure.label}", "", *_markdown(heads, cells)]
    return "\n".join(lines) + "\n"


def _difference(measure: page.Measure, row: pd.Series) -> str:
    """A paired difference with its interval; bold where that leaves zero out, = where no replicate differs."""
    mean, low, high = (float(row[key]) for key in ("mean", "low", "high"))
    if not math.isfinite(mean):
        return "–"
    if mean == 0 and (not math.isfinite(low) or low == high == 0):
        return "="
    if not math.isfinite(low):
        return measure.text(mean, True)
    text = f"{measure.text(mean, True)} [{measure.text(low, True)}, {measure.text(high, True)}]"
    return f"**{text}**" if low > 0 or high < 0 else text
