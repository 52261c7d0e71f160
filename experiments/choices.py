"""What a comparison says to whoever must choose: which is better, how surely, at what price, and which lever does it.

A sentence says "clear" only where an interval leaves zero out, and with one replicate that nothing can be told. The
pages made of it: ``choices_pages.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments import pareto, plurals, price, waterfall
from experiments.choices_cells import (
    better_text,
    clear,
    futures,
    futures_head,
    futures_text,
    markdown,
    more_text,
    pair_text,
    plain,
)
from experiments.commands.page import Measure
from experiments.compare import MAIN, compare, last_year, region_wide
from experiments.labels import number, outcome_label, text
from experiments.pairs import matrix, pairs
from experiments.plurals import YearText
from experiments.words_choices import say

if TYPE_CHECKING:
    import pandas as pd

    from experiments.commands.plan import Plan

MOST = 8
"""More scenarios than this make no matrix that could be read."""
MOST_NAMES = 6
"""More names than this are not listed in a sentence."""
HOURS, MONEY = "unmet_hours", "public_cost"


class Choices:
    """The tables and sentences of one comparison in one language."""

    def __init__(self, whole: Plan, years: pd.DataFrame, language: str):
        """``whole``: with or without the arms of a waterfall; ``years``: its yearly table; places are left out."""
        self.whole, self.years, self.language = whole, region_wide(years), language
        self.n = whole.settings.replicates
        self.year = last_year(years)
        self.scenarios = waterfall.asked(whole.settings).scenarios
        self.titles = names(whole, language)
        self.base = self.scenarios[0].name

    def say(self, key: str, **facts: object) -> str:
        """Words in the language of the text."""
        return say(key, self.language, **facts)

    @property
    def period(self) -> YearText:
        """The last year in words; that it was not lived to its end, if so."""
        return year_text(self.years, self.language)

    def measure(self, outcome: str, table: pd.DataFrame) -> Measure:
        """How the differences of an outcome are printed."""
        rows = table[table["outcome"].astype(str) == outcome]
        return Measure(outcome, float(rows[["mean"]].abs().max().max()), self.language)

    def _named(self, found: Sequence[str]) -> str:
        words = [self.titles[name] for name in found[:MOST_NAMES]]
        shown = self.say("names").join(words)
        rest = len(found) - MOST_NAMES
        return self.say("front.level", names=shown, n=rest) if rest > 0 else shown

    # --- how sure -------------------------------------------------------------------------------------------

    def how(self) -> str:
        """What the figures of the tables mean, for so many replicates."""
        facts = {"n": self.n, "fraction": number(100 * self.whole.region.fraction)}
        return (
            self.say("how.one", **facts)
            if self.n < 2
            else self.say("how", futures=futures(self.n, self.language), **facts)
        )

    def sure(self) -> list[str]:
        """For each scenario a table: difference with its interval, futures, probability to be better, runs to go."""
        table = compare(self.years[self.years["year"] == self.year], self.base)
        heads = [self.say("head.outcome"), self.say("head.difference"), futures_head(self.n, self.language)]
        heads += [self.say("head.better"), self.say("head.more")]
        lines: list[str] = []
        for scenario in self.scenarios[1:]:
            rows = table[table["scenario"] == scenario.name].set_index("outcome")
            titles = {"scenario": self.titles[scenario.name], "base": self.titles[self.base]}
            lines += ["", f"## {self.say('against', year=self.period, **titles)}", ""]
            cells = []
            for name in [name for name in MAIN if name in rows.index]:
                row = rows.loc[name]
                measure = Measure(name, float(abs(row["base"])), self.language)
                parts = [clear(measure, row), futures_text(measure, row), better_text(row), more_text(row)]
                cells.append([measure.label, *parts])
            lines += markdown(heads, cells)
        return lines

    # --- pairs ----------------------------------------------------------------------------------------------

    def each(self) -> list[str]:
        """Every scenario against every other in unmet hours; of many, how many pairs differ clearly."""
        table = pairs(self.years, self.year, [scenario.name for scenario in self.scenarios])
        label, order = outcome_label(HOURS, self.language), [scenario.name for scenario in self.scenarios]
        found = matrix(table, HOURS)
        facts = {"label": label, "year": self.period}
        lines = [f"## {self.say('pairs', **facts)}", ""]
        if self.n < 2:
            return [*lines, self.say("pairs.one")]
        if len(order) > MOST:
            decided = sum(one.clear for one in found.values()) // 2
            return [*lines, self.say("pairs.many", clear=decided, pairs=len(found) // 2, **facts)]
        rows = []
        for row in order:
            cells = ["–" if row == column else pair_text(found[row, column]) for column in order]
            rows.append([self.titles[row], *cells])
        heads = [self.say("scenario"), *(self.titles[name] for name in order)]
        return [*lines, *markdown(heads, rows), "", self.say("pairs.how")]

    # --- prices ---------------------------------------------------------------------------------------------

    def prices(self) -> list[str]:
        """What an hour costs: a row for each scenario, all years and the last one, public money and all money."""
        found = price.prices(self.years, self.base)
        columns = list(dict.fromkeys((one.money, one.span) for one in found))
        of = {(one.scenario, one.money, one.span): one for one in found}
        spans = {one.span: f"{one.years[0]}-{one.years[-1]}" if one.span == "all" else self.period for one in found}
        heads = [self.say("scenario")]
        heads += [self.say(f"prices.{money}.{span}", years=spans[span]) for money, span in columns]
        rows = [
            [self.titles[scenario.name], *(self.price(of[scenario.name, *column]) for column in columns)]
            for scenario in self.scenarios[1:]
        ]
        how = self.say("prices.how", base=self.titles[self.base])
        return [f"## {self.say('prices')}", "", *markdown(heads, rows), "", how]

    def price(self, one: price.Price) -> str:
        """One price with its interval, or why there is none."""
        shown = f"{number(one.ratio.value)} [{number(one.ratio.low)}, {number(one.ratio.high)}]"
        return self.say(f"price.{one.verdict}", price=shown)

    # --- the front ------------------------------------------------------------------------------------------

    def front(self) -> pd.DataFrame:
        """The front over all arms, those of a waterfall too."""
        return pareto.front(self.years, base=self.base)

    def front_told(self, table: pd.DataFrame) -> list[str]:
        """Which scenarios are on the front, which are clearly dominated, which are open."""
        of = {status: list(rows[rows.columns[0]].astype(str)) for status, rows in table.groupby("status", sort=False)}
        lines = [self.say("front.front", names=self._named(of[pareto.FRONT]))]
        if pareto.OPEN in of:
            lines.append(self.say("front.open", names=self._named(of[pareto.OPEN])))
        if pareto.DOMINATED in of:
            lines.append(self.say("front.dominated", names=self._named(of[pareto.DOMINATED])))
        else:
            lines.append(self.say("front.none"))
        return [f"- {line}{self.say('stop')}" for line in lines]

    def front_table(self, table: pd.DataFrame) -> list[str]:
        """A row for each point: both differences with their intervals, and where it stands."""
        measures = [
            Measure(name, float(table[f"{name}_difference"].abs().max()), self.language) for name in (MONEY, HOURS)
        ]
        rows = []
        for _, row in table.iterrows():
            cells = [self.titles[str(row.iloc[0])]]
            for measure in measures:
                figures = {key: row[f"{measure.outcome.name}_{end}"] for key, end in ENDS.items()}
                cells.append(clear(measure, figures))
            status = self.say(f"status.{row['status']}", other=self.titles.get(str(row["beaten_by"]), ""))
            rows.append([*cells, status])
        return markdown([self.say("scenario"), *(one.label for one in measures), self.say("head.status")], rows)

    def front_how(self) -> str:
        """Over which years, against what."""
        years = price.lived(self.years, "all")
        return self.say("front.how", years=f"{years[0]}-{years[-1]}", base=self.titles[self.base])

    # --- taken apart ----------------------------------------------------------------------------------------

    def apart(self) -> pd.DataFrame | None:
        """The waterfall of the last year; None if there is none."""
        what = waterfall.taken(self.whole.settings)
        if what is None:
            return None
        rows = self.years[self.years["year"] == self.year]
        return waterfall.effects(rows, what.base.name, what.whole.name, what.names)

    def apart_told(self, table: pd.DataFrame) -> list[str]:
        """A sentence on the interaction in each outcome that the picture shows."""
        lines = []
        for outcome in [name for name in waterfall.SHOWN if (table["outcome"] == name).any()]:
            rows = table[table["outcome"] == outcome].set_index("step")
            measure = Measure(outcome, float(rows["mean"].abs().max()), self.language)
            left = rows.loc[waterfall.INTERACTION]
            facts = {"label": measure.label, "figure": plain(measure, left)}
            facts |= {key: plain(measure, rows.loc[key]) for key in (waterfall.WHOLE, waterfall.SUM)}
            mean, low, high = (float(left[key]) for key in ("mean", "low", "high"))
            if not math.isfinite(mean):
                key = "apart.none"
            elif self.n < 2:
                key = "apart.one"
            elif mean == low == high == 0:
                key = "apart.same"
            elif low <= 0 <= high:
                key, facts["more"] = "apart.unclear", more_text(left)
            else:
                key = "apart.more" if mean > 0 else "apart.fewer"
                good = (mean > 0) == (measure.outcome.better == "higher")
                facts["verdict"] = self.say("verdict.better" if good else "verdict.worse")
                facts["figure"] = plain(measure, left, turn=mean < 0)
            lines.append(f"- {self.say(key, **facts)}{self.say('stop')}")
        return lines

    def apart_table(self, table: pd.DataFrame) -> list[str]:
        """A row for each step, a column for each outcome that the picture shows."""
        what = waterfall.taken(self.whole.settings)
        if what is None:
            raise ValueError("nothing was taken apart")
        shown = [name for name in waterfall.SHOWN if (table["outcome"] == name).any()]
        of = {name: table[table["outcome"] == name].set_index("step") for name in shown}
        measures = {}
        for name in shown:
            most = float(of[name]["mean"].drop(waterfall.BASELINE).abs().max())
            measures[name] = Measure(name, most, self.language)
        rows = []
        for step in of[shown[0]].index:
            facts = {"base": what.base.title(self.language), "whole": what.whole.title(self.language)}
            label = (
                waterfall.part_label(step, self.language) if step in what.names else self.say(f"apart.{step}", **facts)
            )
            level = step == waterfall.BASELINE
            cells = [
                measures[name].text(float(of[name].loc[step, "mean"]))
                if level
                else clear(measures[name], of[name].loc[step])
                for name in shown
            ]
            rows.append([label, *cells])
        return markdown([self.say("apart.step"), *(measures[name].label for name in shown)], rows)


ENDS = {"mean": "difference", "low": "low", "high": "high"}
"""Figure -> how the column of a table of the front ends."""


# --- names and the year -------------------------------------------------------------------------------------


def names(whole: Plan, language: str) -> dict[str, str]:
    """Scenario -> its title; an arm of a waterfall is named after its lever alone."""
    return {
        one.name: text("pareto.alone", language, part=waterfall.part_label(one.part, language))
        if isinstance(one, waterfall.Arm)
        else one.title(language)
        for one in whole.settings.scenarios
    }


def year_text(years: pd.DataFrame, language: str) -> YearText:
    """The last year that is compared; that it has fewer than twelve months, if so."""
    year = last_year(years)
    months = int(years.loc[years["year"] == year, "months"].iloc[0])
    return plurals.year_text(year, months, language)
