"""项目单 in words: the ranking, what is within the budget, and what is not."""

from __future__ import annotations

from experiments.lists.assumed import Assumed
from experiments.lists.blocks import Block, Heading, Table, Text
from experiments.lists.projects import Candidate, not_ranked
from experiments.lists.telling import Teller
from experiments.lists.words_plans import UNITS_ZH
from sim.declare import declared


class Projects(Teller):
    """The project list."""

    def blocks(self) -> list[Block]:
        """The ranking, what is within the budget, and what is not."""
        listed = self.lists.projects
        chosen = [one for one in listed if one.chosen]
        how = "budget.asked" if self.lists.settings.budget is not None else "budget.purses"
        budget = self.say(
            "projects.budget", budget=f"{round(self.lists.budget):,}", how=self.say(how), chosen=len(chosen),
            all=len(listed), cost=f"{round(sum(one.cost for one in chosen)):,}",
        )  # fmt: skip
        blocks: list[Block] = [Text(self.say("projects.rule", dense=self.assumed.densest)), Text(budget)]
        left_out = not_ranked(self.lists.trials)
        if left_out:
            names = self.joined([self.trial(found) for found in left_out])
            blocks.append(Text(self.say("projects.left_out", trials=names)))
        regional = [found for found in self.lists.trials if found.trial.size == 0]
        names = self.joined([self.trial(found) for found in regional])
        blocks.append(Text(self.say("projects.regional", trials=names)))
        rank = {id(one): i + 1 for i, one in enumerate(listed)}
        for title, part in (("chosen", chosen), ("outside", [one for one in listed if not one.chosen])):
            heads = ("head.rank", "place", "head.project", "head.cost", "head.sum", "head.yearly", "head.removed",
                     "head.ratio")  # fmt: skip
            if title == "outside":
                heads = tuple(head for head in heads if head != "head.sum")
            rows = [self._project(one, rank[id(one)], title == "chosen") for one in part]
            blocks += [Heading(self.say(title), 3)]
            blocks += [Table([self.say(h) for h in heads], rows)] if rows else [Text(self.say("none"))]
        return [*blocks, *self._assumed()]

    def _assumed(self) -> list[Block]:
        """All assumptions of the lists with unit and range."""
        heads = ("head.assumed", "head.value", "head.unit", "head.from_to", "head.key")
        rows = []
        for item in declared(Assumed):
            name = item.label_zh if self.language == "zh" else f"{item.meaning}; {item.source}"
            value = getattr(self.assumed, item.name)
            unit = UNITS_ZH[item.unit] if self.language == "zh" else item.unit
            rows.append([name, value, unit, f"{item.low:g}-{item.high:g}", f"assume.{item.name}"])
        about = Text(self.say("assumed.about"))
        return [Heading(self.say("assumed"), 3), about, Table([self.say(h) for h in heads], rows)]

    def project(self, one: Candidate) -> str:
        """What a project is."""
        return self.say(
            f"project.{one.found.trial.name}", units=f"{round(one.units):,}", posts=f"{self.assumed.station_posts:g}"
        )

    def _project(self, one: Candidate, rank: int, with_sum: bool) -> list:
        sums = [round(one.cumulative)] if with_sum else []
        place, what = self.places[one.place], self.project(one)
        return [rank, place, what, round(one.cost), *sums, round(one.yearly), one.removed, one.ratio]
