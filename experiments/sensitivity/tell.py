"""A sensitivity analysis in words and tables: blocks, set for a terminal or as Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.commands import page
from experiments.labels import LANGUAGES, number, outcome_label
from experiments.plurals import YearText, year_text
from experiments.sensitivity import names
from experiments.sensitivity.convergence import AGREEMENT, CHANGE, LEAST, WIDTH, Convergence, size_of
from experiments.sensitivity.indices import MAIN
from experiments.sensitivity.results import Measure, Result, Sampled, ranked
from experiments.sensitivity.words import say

TOP = 12
"""Quantities that are told; the table has all."""
MUCH_LUCK = 0.2
"""A larger share of luck in the variance is warned of."""
ARROWS = {1: "↑", -1: "↓", 0: "↕"}
NAME_WIDTH = 46
"""Columns of a terminal that the name of a quantity takes before it goes on in the next line."""


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a table."""

    heading: str = ""
    text: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    left: int = 1
    last: int = 0


def terminal(blocks: Sequence[Block]) -> str:
    """Blocks for a terminal."""
    parts = []
    for block in blocks:
        if block.heading:
            parts.append(block.heading)
        elif block.heads:
            parts.append(page.table(block.heads, block.rows, block.left, block.last, NAME_WIDTH))
        else:
            parts.append("\n".join(page.broken_to(block.text, page.terminal())))
    return "\n\n".join(parts)


def markdown(title: str, blocks: Sequence[Block]) -> str:
    """Blocks as a page."""
    parts = [f"# {title}"]
    for block in blocks:
        if block.heading:
            parts.append(f"## {block.heading}")
        elif block.heads:
            edge = len(block.heads) - block.last
            marks = ["---" if i < block.left or i >= edge else "---:" for i in range(len(block.heads))]
            lines = [block.heads, marks, *block.rows]
            parts.append(
                "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
            )
        else:
            parts.append(block.text)
    return "\n\n".join(parts) + "\n"


class Teller:
    """Tells the indices of a study in a language."""

    def __init__(self, sampled: Sampled, language: str):
        """``sampled``: the study; its facts give region and labels of scenarios."""
        self.sampled, self.design, self.facts, self.language = sampled, sampled.design, sampled.facts, language

    def say(self, key: str, **facts: object) -> str:
        """Words of the text."""
        return say(key, self.language, **facts)

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.say("title", region=self.region)

    @property
    def region(self) -> str:
        """The region."""
        return str(self.facts["region"]["label"][LANGUAGES.index(self.language)])

    def about(self) -> str:
        """The design in a sentence."""
        d = self.design
        replicates = len(self.facts["seeds"])
        facts = {"n": len(d.quantities), "size": size_of(d), "rows": d.rows, "replicates": replicates}
        return self.say(f"design.{d.kind}", **facts)

    def of(self, measure: Measure) -> str:
        """What is analysed: a scenario, or its difference to another."""
        if measure.against:
            base = self.scenario(measure.against)
            return self.say("difference", scenario=self.scenario(measure.scenario), base=base)
        return self.say("level", scenario=self.scenario(measure.scenario))

    def scenario(self, name: str) -> str:
        """The label of a scenario, its name where there is none in the language."""
        return self.sampled.titles(self.language).get(name, name)

    def year(self, result: Result) -> YearText:
        """The year, and how much of it was lived."""
        return year_text(result.year, result.months, self.language)

    # --- indices --------------------------------------------------------------------------------------------

    def indices(self, results: Sequence[Result]) -> list[Block]:
        """Every result with its largest quantities, then whether the sample has settled."""
        blocks = [Block(text=self.say(f"how.{self.design.kind}"))]
        for result in results:
            blocks += self.one(result)
        return [*blocks, *self.settled(results)]

    def one(self, result: Result) -> list[Block]:
        """One outcome in one year."""
        outcome, year, measure = (
            outcome_label(result.outcome, self.language),
            self.year(result),
            self.of(result.measure),
        )
        head = Block(heading=self.say("heading", outcome=outcome, year=year, measure=measure))
        return [head, Block(text=self.spread(result)), *self.table(result)]

    def spread(self, result: Result) -> str:
        """How far the outcome moves over the points, and how much of that is luck."""
        found = result.found
        largest = max(abs(found.mean), found.sd) if math.isfinite(found.mean) else 0.0
        measure = page.Measure(result.outcome, largest, self.language)
        unit = measure.label.rpartition(", ")[2]
        shown = f"{measure.text(found.mean)} {unit}"
        if found.state == "missing":
            return self.say("missing", n=self.design.rows - found.n, rows=self.design.rows)
        if found.state == "constant":
            return self.say("constant.difference" if result.measure.against else "constant", value=shown)
        text = self.say("spread", mean=measure.text(found.mean), sd=measure.text(found.sd), unit=unit)
        if math.isnan(result.luck):
            return text + self.say("luck_unknown")
        text += self.say("luck", share=number(100 * result.luck))
        return text + (self.say("luck_much") if result.luck > MUCH_LUCK else "")

    @property
    def zh(self) -> bool:
        """Whether the text is Chinese."""
        return self.language == "zh"

    def table(self, result: Result) -> list[Block]:
        """The quantities with the largest index."""
        if result.found.state != "varies":
            return []
        morris, rows = self.design.kind == "morris", []
        main = MAIN[self.design.kind]
        order = ranked(result, self.design, len(self.design.quantities))
        measure = page.Measure(result.outcome, float(order[0][1][main]), self.language)
        shown = measure.text if morris else number
        moving = [one for one in order if one[1][main] > 0]
        for quantity, row in moving[:TOP]:
            cells = [names.label(quantity, self.language), names.span(quantity, self.language)]
            cells += [shown(row[main]), f"± {shown(row[f'{main}_conf'])}"]
            if morris:
                cells += [shown(row["sigma"])]
            else:
                cells += [shown(row["first"]), f"± {shown(row['first_conf'])}"]
            rows.append((*cells, ARROWS[int(row["direction"])]))
        unit = measure.label.rpartition(", ")[2]
        heads = [self.say("head.quantity"), self.say("head.range")]
        heads += (
            [f"mu*, {unit}", "±", "sigma"] if morris else [self.say("head.total"), "±", self.say("head.first"), "±"]
        )
        blocks = [Block(heads=(*heads, self.say("head.direction")), rows=tuple(rows), left=1)]
        rest = []
        if len(moving) > TOP:
            rest.append(self.say("rest", n=len(moving) - TOP, value=shown(moving[TOP][1][main])))
        if len(order) > len(moving):
            rest.append(self.say("nothing", n=len(order) - len(moving)))
        return [*blocks, *([Block(text=("" if self.zh else " ").join(rest))] if rest else [])]

    # --- convergence ----------------------------------------------------------------------------------------

    def settled(self, results: Sequence[Result]) -> list[Block]:
        """The convergence check of every result, and how it is made."""
        kind = self.design.kind
        how = self.say(
            "settled.how",
            measured=self.say(f"measured.{kind}"),
            change=number(CHANGE[kind]),
            order=number(AGREEMENT),
            width=number(WIDTH[kind]),
            least=self.say(f"least.{kind}", n=LEAST[kind]),
        )
        several = len({result.measure for result in results}) > 1
        keys = ["outcome", *(["measure"] if several else []), "change", "order", "interval", "verdict"]
        heads = [self.say(f"head.{key}") for key in keys]
        rows = []
        for result in results:
            first = f"{outcome_label(result.outcome, self.language)}, {self.year(result)}"
            cells = [first, *([self.of(result.measure)] if several else [])]
            rows.append((*cells, *self.checked(result)))
        table = Block(heads=tuple(heads), rows=tuple(rows), left=2 if several else 1, last=1)
        larger = any(one.settled is not None and not one.settled.converged for one in results)
        how += self.say("settled.new") if larger else ""
        return [Block(heading=self.say("settled")), table, Block(text=how)]

    def checked(self, result: Result) -> list[str]:
        """The three figures and the verdict."""
        one = result.settled
        if one is None:
            return ["–", "–", "–", self.say("not_varying" if result.found.state == "constant" else "no_value")]
        figures = [number(v) if math.isfinite(v) else "–" for v in (one.change, one.agreement, one.width)]
        return [*figures, self.verdict(one)]

    def verdict(self, one: Convergence) -> str:
        """Converged, or how many more are to be taken."""
        if one.converged:
            return self.say("yes")
        if one.more_than:
            return self.say("no.more", needed=f"{one.needed:,}")
        return self.say(f"no.{self.design.kind}", more=f"{one.needed - one.size:,}", needed=one.needed)
