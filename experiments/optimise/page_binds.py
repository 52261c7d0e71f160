"""The part of the page that says what binds, year by year, and what each line costs."""

from __future__ import annotations

from experiments.optimise import binding
from experiments.optimise.telling import Teller


class Binds(Teller):
    """Says what stands in the way of a better mix."""

    def binds(self) -> list[str]:
        """Year by year; then the ends of the levers; then what each line costs."""
        goal, judged = self.goal, self.found.judged
        tolerance = self.share(goal.tolerance)
        about = self.say("binds.about", tolerance=tolerance)
        lines = [about + (" " if self.language == "en" else "") + self.say("binds.source"), ""]
        lines += [f"- {self.year(year)}" for year in binding.by_year(judged, goal.tolerance)]
        for highest in (True, False):
            at_end = [end for end in binding.ends(goal, judged) if end.highest == highest]
            if at_end:
                values = [self.say("value", path=self.path(e.path), value=self.value(e.path, e.value)) for e in at_end]
                lines += ["", self.say("ends.top" if highest else "ends.bottom", knobs=self.join(values))]
        return [*lines, "", *self.prices()]

    def year(self, year: binding.Year) -> str:
        """What binds in a year, or what is not kept, or what is tightest."""
        if year.fails or year.binds:
            key = "year.fails" if year.fails else "year.binds"
            said = [self.say(key, year=year.year, lines=self.join([self.told(c) for c in year.fails or year.binds]))]
            if year.fails and year.binds:
                said.append(self.say("year.binds", year=year.year, lines=self.join([self.told(c) for c in year.binds])))
            return self.join(said)
        if year.tightest is None:
            return self.say("year.free", year=year.year)
        return self.say("year.tight", year=year.year, line=self.told(year.tightest))

    def prices(self) -> list[str]:
        """What would be possible without each line."""
        searched = self.found.searched
        prices = binding.prices(searched)
        if not searched.best.feasible and len(binding.keys(self.goal)) < 2:
            return []
        if not prices:
            key = "price.none" if searched.best.feasible else "price.none_infeasible"
            return [self.say(key)] if self.lines() else []
        said = []
        for price in prices:
            facts = {"line": self.key_line(price.key), "mix": self.mix(price.best.mix)}
            if price.relieves:
                said.append(self.say("price.relieves", **facts))
            else:
                said.append(self.say("price", **facts, gain=self.gain(price.gain)))
        return [*(f"- {line}" for line in said), *([] if searched.whole else ["", self.say("price.bound")])]

    def gain(self, gain: float) -> str:
        """How much better a mix would be."""
        aim = self.goal.aim
        if aim is None:
            return self.say("gain.cost", gain=self.amount("public_cost", gain))
        return self.say("gain.lower" if aim.sign > 0 else "gain.higher", gain=self.amount(aim.outcome, gain))
