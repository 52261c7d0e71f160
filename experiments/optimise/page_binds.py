"""The part of the page that says what binds, year by year, and what each line costs."""

from __future__ import annotations

import numpy as np

from experiments.optimise import binding
from experiments.optimise.amounts import likely
from experiments.optimise.judge import Floats
from experiments.optimise.telling import Teller


class Binds(Teller):
    """Says what stands in the way of a better mix."""

    def binds(self) -> list[str]:
        """How it is meant; budget and service level year by year; the ends of ranges; then what each line costs."""
        goal, judged = self.goal, self.found.judged
        asked = "both" if goal.service and goal.budget is not None else "service" if goal.service else "budget"
        about = [
            self.say("binds.about", what=self.say(f"binds.{asked}"), tolerance=self.exact_share(goal.tolerance)),
            self.say("binds.again" if self.found.again else "binds.search"),
        ]
        lines = [self.say("blank").join(about), ""]
        lines += [f"- {self.year(year)}" for year in binding.by_year(judged, goal.tolerance)]
        lines += [f"- {line}" for line in self.ends()]
        left = [self.path(path) for knob in binding.unmoved(goal, judged) for path in knob.moved]
        if left:
            lines += ["", self.say("unmoved", paths=self.say("and").join(left))]
        prices = self.prices()
        return [*lines, "", *prices] if prices else lines

    def year(self, year: binding.Year) -> str:
        """How the budget and the service level stand in a year."""
        told = [
            *([self.budget(year.budget)] if year.budget else []),
            *([self.service(year.service)] if year.service else []),
        ]
        return self.say("year", year=year.year, told=self.join(told) or self.say("year.free"))

    def budget(self, one: binding.Standing) -> str:
        """How the budget of a year stands."""
        check = one.closest
        key = "fails" if one.fails else "binds" if one.binds else "room"
        facts = {"value": self.mean_of(check), "limit": self.limit(check), "slack": self.apart(check)}
        return self.say(f"budget.{key}", **facts)

    def service(self, one: binding.Standing) -> str:
        """How the lines of the service level of a year stand."""
        told = [
            self.say(f"service.{key}", lines=self.say("and").join(self.told(check) for check in checks))
            for key, checks in (("fails", one.fails), ("binds", one.binds))
            if checks
        ]
        return self.join(told) if told else self.say("service.room", line=self.told(one.closest))

    def ends(self) -> list[str]:
        """The ends of ranges that bind, one line for all that are set in the same years; then those that cannot."""
        found = binding.ends(self.goal, self.found.judged)
        lines = []
        for key, some in (("ends", [e for e in found if e.further]), ("ends.own", [e for e in found if not e.further])):
            for years in dict.fromkeys(end.years for end in some):
                knobs = self.join([self.set_to(end) for end in some if end.years == years])
                lines.append(self.say(key, years=self.years(years), knobs=knobs))
        return lines

    def set_to(self, end: binding.End) -> str:
        """What a knob sets, without what only goes with it."""
        values = end.knob.at(end.step)
        told = [self.say("value", path=self.path(p), value=self.value(p, values.get(p))) for p in end.knob.moved]
        return self.say("and").join(told)

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
            said.append(self.say("price.relieves", **facts) if price.relieves else self.price(price, facts))
        bound = [] if searched.whole else ["", self.say("price.bound")]
        return [self.say("price.about"), "", *(f"- {line}" for line in said), *bound]

    def price(self, price: binding.Price, facts: dict[str, str]) -> str:
        """The mix without a line and what it would spare; that it cannot be told if the interval does not show it."""
        said = self.say("price", **facts, gain=self.gain(price.gains))
        clear = likely(price.gains[np.isfinite(price.gains)]).low > 0  # of too few runs NaN, which is not above 0
        return said if clear else self.say("price.unclear", said=said)

    def gain(self, gains: Floats) -> str:
        """How much better a mix would be, with its interval."""
        aim = self.goal.aim
        if aim is None:
            return self.say("gain.cost", gain=self.with_interval("public_cost", gains))
        key = "gain.lower" if aim.sign > 0 else "gain.higher"
        return self.say(key, what=self.what(*aim.cell), gain=self.difference(aim.outcome, gains))
