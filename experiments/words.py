"""A comparison in plain words: what differs, how surely, which counted causes moved, what it cost. English and Chinese.

A sentence says "more" or "fewer" only where the 95 % interval of the paired difference leaves zero out; else it says
that there is no clear difference. Causes are the counted ones, each empty bed and each unmet hour having one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments import choices, choices_pages, factorial, word_list, words_projects
from experiments.compare import Cells, Difference, difference, last_year, region_wide
from experiments.labels import number
from experiments.notices import sampled
from experiments.plurals import YearText
from experiments.price import PRICED, Price, prices
from experiments.schema import Comparison, Scenario, said
from experiments.typed import changes, typed_text
from experiments.waterfall import asked
from experiments.word_list import say
from sim.calendar import MONTHS_PER_YEAR, text_of
from sim.ledger import PUBLIC_PAYERS

if TYPE_CHECKING:
    import pandas as pd

    from experiments.commands.plan import Plan
    from experiments.runs import Run

PUBLIC = {account.name.lower() for account in PUBLIC_PAYERS}
TABLE = ("empty", "waiting", "tekun", "unmet_hours", "aides_missing", "public_cost", "household_cost")
"""Columns of the short table of arms."""
MOST_CAUSES = 3


class Teller:
    """Tells one arm after the other against the first scenario, in the last full year."""

    def __init__(self, whole: Plan, runs: Sequence[Run], years: pd.DataFrame, language: str):
        """The runs of a study and their yearly table."""
        self.whole, self.runs, self.language = whole, runs, language
        self.cells = Cells(years, last_year(years))
        self.years = region_wide(years)
        self.scenarios = asked(whole.settings).scenarios
        self.base = self.scenarios[0]
        self.prices = {(one.scenario, one.span, one.money): one for one in prices(self.years, self.base.name)}

    @property
    def year(self) -> YearText:
        """The year that is told; that it was not lived to its end, if so."""
        return choices.year_text(self.years, self.language)

    def say(self, key: str, **facts: object) -> str:
        """Words in the language of the text."""
        return say(key, self.language, **facts)

    def measured(self, key: str, arm: str) -> Difference:
        """A line of the text: what an arm differs by from the first."""
        return difference(self.values(key, arm), self.values(key, self.base.name))

    def values(self, key: str, arm: str) -> NDArray[np.float64]:
        """By replicate: a counted outcome, the empty beds, or the tekun who wait."""
        if key == "empty":
            return self.cells.get(arm, "beds") - self.cells.get(arm, "residents")
        outcome, group = ("waiting", "standing=tekun") if key == "tekun" else (key, "")
        return self.cells.get(arm, outcome, group)

    # --- sentences ------------------------------------------------------------------------------------------

    def amount(self, value: float, key: str, signed: bool = False) -> str:
        """A number in the unit of a line."""
        if key.endswith("_cost") or key in ("money", "arrears"):
            power, unit = self._money(value)
            return f"{number(value / power, signed)}{unit}"
        return number(value, signed)

    def _money(self, value: float) -> tuple[float, str]:
        if self.language == "zh":
            return (1e8, "亿") if abs(value) >= 1e8 else (1e4, "万")
        return (1e6, "m")

    def with_interval(self, d: Difference, key: str, turn: bool = False) -> str:
        """``212 [180, 244]``; ``turn``: of a fall, told as a positive number."""
        mean, low, high = (-d.mean, -d.high, -d.low) if turn else (d.mean, d.low, d.high)
        signed = not turn and not d.clear
        if not math.isfinite(low):
            return self.amount(mean, key, True)
        return f"{self.amount(mean, key, signed)} [{self.amount(low, key, signed)}, {self.amount(high, key, signed)}]"

    def told(self, d: Difference, key: str, **facts: object) -> str:
        """One line: more, fewer, no clear difference, or the same; ``facts`` are those that its name needs."""
        line = self.say(f"line.{key}", **facts)
        level = self.amount(d.base, key)
        if d.same:
            return self.say("same", line=line, level=level)
        if d.n < 2:
            return self.say("one", line=line, figure=self.with_interval(d, key), level=level)
        if not d.clear:
            return self.say("unclear", line=line, figure=self.with_interval(d, key), level=level)
        direction = "more" if d.mean > 0 else "fewer"
        return self.say(direction, line=line, figure=self.with_interval(d, key, d.mean < 0), level=level)

    def causes(self, arm: str, outcome: str) -> list[tuple[str, Difference]]:
        """The causes that clearly moved, the largest first."""
        groups = self.cells.groups(arm, outcome, "cause")
        found = [(group, self.cells.difference(arm, self.base.name, outcome, group)) for group in groups]
        return sorted(((g, d) for g, d in found if d.clear), key=lambda one: -abs(one[1].mean))

    def why(self, arm: str, outcome: str) -> str:
        """Which counted causes grew and which shrank."""
        parts = [
            self.say(
                "cause.more" if d.mean > 0 else "cause.fewer",
                figure=self.with_interval(d, outcome, d.mean < 0),
                cause=self.say(f"because.{group.partition('=')[2]}"),
            )
            for group, d in self.causes(arm, outcome)[:MOST_CAUSES]
        ]
        return self.say("list").join(parts)

    # --- one arm --------------------------------------------------------------------------------------------

    def arm(self, scenario: Scenario) -> list[str]:
        """The paragraphs about one arm."""
        head = [f"## {scenario.title(self.language)}", "", self.say("does", what=changes(scenario, self.language)), ""]
        return [*head, *self.findings(scenario)]

    def findings(self, scenario: Scenario) -> list[str]:
        """What one arm differs by from the first, and why; what it costs; what became of its projects."""
        arm = scenario.name
        measured = {key: self.measured(key, arm) for key in word_list.LINES}
        if all(d.same for d in measured.values()):
            return [self._nothing_moved(scenario), *self.projects(scenario)]
        lines = [self.say("against", base=self.base.title(self.language), year=self.year), ""]
        for key, d in measured.items():
            sentence = self.told(d, key)
            if key in word_list.CAUSED and not d.same:
                because = self.why(arm, word_list.CAUSED[key])
                sentence += self.say("why" if d.clear else "by_cause", because=because) if because else ""
            if key == "beds" and d.clear and d.mean > 0:
                sentence += self.operated(arm)
            sentence += self.idle(arm) if key == "empty" else ""
            lines.append(f"- {sentence}{self.say('stop')}")
        lines += [f"- {line}" for line in [*self.cost(arm), *self.owed(arm)]]
        n = self.whole.settings.replicates
        if not any(d.clear for d in measured.values()):
            lines += ["", self.say("no_effect", n=n) if n > 1 else self.say("one_run")]
        return [*lines, *self.projects(scenario)]

    def _nothing_moved(self, scenario: Scenario) -> str:
        """Nothing differs in the year that is told: a finding, unless all that the arm changes begins after it."""
        begins = min((month for dated in said(scenario.levers).values() for month, _ in dated), default=-1)
        if begins // MONTHS_PER_YEAR > int(self.cells.years[-1]) and not scenario.projects:
            return self.say("not_yet", year=self.year, month=text_of(begins))
        return self.say("nothing_moved", year=self.year)

    def operated(self, arm: str) -> str:
        """How many of the added beds the aides that are there can serve."""
        d = self.cells.difference(arm, self.base.name, "operable_beds")
        if d.clear:
            direction = "operable.more" if d.mean > 0 else "operable.fewer"
            return self.say(direction, figure=self.with_interval(d, "operable_beds", d.mean < 0))
        return self.say("operable.unclear", figure=self.with_interval(d, "operable_beds"))

    def idle(self, arm: str) -> str:
        """How many more or fewer built beds nobody can serve; many of them are told under a cause that comes before."""
        names = (arm, self.base.name)
        idle, before = (self.cells.get(name, "beds") - self.cells.get(name, "operable_beds") for name in names)
        d = difference(idle, before)
        way = "more" if d.mean > 0 else "fewer"
        return self.say(f"idle.{way}", figure=self.with_interval(d, "beds", d.mean < 0)) if d.clear else ""

    def cost(self, arm: str) -> list[str]:
        """What all years cost, for what, and for each unmet hour that was avoided."""
        paid = difference(self.cells.summed(arm, "public_cost"), self.cells.summed(self.base.name, "public_cost"))
        years = f"{self.cells.years[0]}-{self.cells.years[-1]}"
        lines = [self.told(paid, "all_public_cost", years=years) + self._purposes(arm) + self.say("stop")]
        price = self.prices[arm, "all", "public"]
        told = price.verdict in PRICED or (paid.clear and paid.mean > 0 and price.verdict in ("unclear", "rose"))
        return [*lines, self._price(price) + self.say("stop")] if told else lines

    def owed(self, arm: str) -> list[str]:
        """What is owed and what that does, if it clearly moved."""
        d = self.measured("arrears", arm)
        bite = self.say("arrears.bite") if self.whole.region.parameters.money.arrears_bite else ""
        return [self.told(d, "arrears") + bite + self.say("stop")] if d.clear else []

    def _price(self, price: Price) -> str:
        """The price of an hour with its interval, or why there is none."""
        low, value, high = (number(one) for one in (price.ratio.low, price.ratio.value, price.ratio.high))
        facts = {"price": f"{value} [{low}, {high}]", "hours": self.with_interval(price.hours, "unmet_hours")}
        return self.say(f"per_hour.{price.verdict}", years=f"{price.years[0]}-{price.years[-1]}", **facts)

    def _purposes(self, arm: str) -> str:
        """The purposes of public money that clearly changed over all years, the largest first."""
        sums: dict[str, list[dict[str, float]]] = {arm: [], self.base.name: []}
        for run in self.runs:
            if run.scenario in sums:
                by: dict[str, float] = {}
                for year, payer, _, purpose, yuan in run.ledger:
                    if payer in PUBLIC and year <= self.cells.year:
                        by[purpose] = by.get(purpose, 0.0) + yuan
                sums[run.scenario].append(by)
        purposes = dict.fromkeys(p for by in (*sums[arm], *sums[self.base.name]) for p in by)
        found = []
        for purpose in purposes:
            values = [np.array([by.get(purpose, 0.0) for by in sums[name]]) for name in (arm, self.base.name)]
            d = difference(*values)
            if d.clear:
                found.append((purpose, d))
        found.sort(key=lambda one: -abs(one[1].mean))
        parts = [
            f"{self.say(f'purpose.{purpose}')} {self.amount(d.mean, 'money', True)}"
            for purpose, d in found[:MOST_CAUSES]
        ]
        return self.say("purposes", parts=self.say("list").join(parts)) if parts else ""

    def projects(self, scenario: Scenario) -> list[str]:
        """What became of the named projects."""
        until = self.whole.tasks[0].until
        lines = words_projects.told(self.runs, scenario.name, self.base.name, until, self.language)
        return ["", *lines] if lines else []

    # --- the whole ------------------------------------------------------------------------------------------

    def table(self) -> list[str]:
        """A row for each arm: differences of a few outcomes; bold where clear."""
        heads = [self.say("arm"), *(self.say(f"head.{key}") for key in TABLE)]
        rows = [f"| {' | '.join(heads)} |", f"| --- {'| ---: ' * len(TABLE)}|"]
        levels = [self.amount(self.measured(key, self.base.name).base, key) for key in TABLE]
        rows.append(f"| {' | '.join([self.base.title(self.language), *levels])} |")
        for scenario in self.scenarios[1:]:
            cells = []
            for key in TABLE:
                d = self.measured(key, scenario.name)
                shown = self.amount(d.mean, key, True)
                cells.append("=" if d.same else f"**{shown}**" if d.clear else shown)
            rows.append(f"| {' | '.join([scenario.title(self.language), *cells])} |")
        return [*rows, "", self.say("table_note", year=self.year)]

    def effect(self, key: str, switch: str, about: Comparison) -> Difference:
        """What a switch does to a line of the text: mean of the arms with it less mean of those without it."""
        pairs = factorial.pairs(switch, [one.name for one in about.switches], about.none)
        on, off = (np.mean([self.values(key, pair[side]) for pair in pairs], axis=0) for side in (0, 1))
        return difference(on, off)

    def effects(self, about: Comparison) -> list[str]:
        """A row for each switch: the mean difference of the pairs of arms that differ in it alone, paired by luck."""
        heads = [self.say("switch"), *(self.say(f"head.{key}") for key in TABLE)]
        rows = [f"| {' | '.join(heads)} |", f"| --- {'| ---: ' * len(TABLE)}|"]
        for switch in about.switches:
            cells = []
            for key in TABLE:
                d = self.effect(key, switch.name, about)
                shown = self.with_interval(d, key)
                cells.append("=" if d.same else f"**{shown}**" if d.clear else shown)
            label = switch.label_zh if self.language == "zh" else switch.label
            rows.append(f"| {' | '.join([label, *cells])} |")
        note = self.say("switch_note", pairs=2 ** (len(about.switches) - 1), year=self.year)
        return [f"## {self.say('switches')}", "", *rows, "", note]

    def text(self) -> str:
        """Question, table, effects of switches if there are any, arms, note.

        Of a comparison of switches the arms with none and with all of them are told; the table holds the others.
        """
        about = self.whole.settings.comparison
        region = self.whole.region.label_zh if self.language == "zh" else self.whole.region.label
        title = about.said("label", self.language) if about else self.say("title")
        n, fraction = self.whole.settings.replicates, number(100 * self.whole.region.fraction)
        lines = [f"# {self.say('heading', title=title, region=region)}", ""]
        lines += [about.said("question", self.language), ""] if about else []
        lines += [self.say("basis", n=n, fraction=fraction), ""]
        sample = sampled(self.whole.region, self.language)
        lines += [sample, ""] if sample else []
        if self.whole.settings.levers and said(self.whole.settings.levers):
            lines += [typed_text(self.whole, self.language), ""]
        if len(self.scenarios) > 1:
            lines += [*self.table(), ""]
        first = self.projects(self.base)
        if first:
            lines += [f"## {self.base.title(self.language)}", *first, ""]
        told = self.scenarios[1:]
        if about and about.switches:
            lines += [*self.effects(about), ""]
            told = (told[0], told[-1])
        for scenario in told:
            lines += [*self.arm(scenario), ""]
        lines += choices_pages.section(self.whole, self.years, self.language)
        if about:
            lines += [f"## {self.say('note')}", "", about.said("note", self.language), ""]
        return "\n".join([*lines, self.say("closing")]) + "\n"


def summary_text(whole: Plan, runs: Sequence[Run], years: pd.DataFrame, language: str) -> str:
    """The whole comparison in words, as Markdown."""
    return Teller(whole, runs, years, language).text()
