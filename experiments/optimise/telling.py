"""What a search is about in words: lines of the service level, mixes, levers, years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from experiments.labels import number, outcome_label, place_label, text
from experiments.optimise.amounts import Amounts, likely, per_cent
from experiments.optimise.found import Found
from experiments.optimise.goal import Cell, Mix
from experiments.optimise.judge import BUDGET, Check
from experiments.set_values import value_text
from sim.calendar import text_of
from sim.levers import DECLARED
from sim.outcomes import OUTCOMES


class Teller(Amounts):
    """Says things of a search in a language."""

    def __init__(self, found: Found, language: str):
        super().__init__(language)
        self.found, self.goal = found, found.goal

    def join(self, parts: Sequence[str]) -> str:
        """A list in a sentence."""
        return self.say("list").join(parts)

    @property
    def question(self) -> str:
        """The question of the goal, with the budget that is in force."""
        budget = self.exact("public_cost", self.goal.budget or 0.0)
        return self.goal.said("question", self.language).replace("{budget}", budget)

    @cached_property
    def region(self) -> str:
        """Label of the region."""
        region = self.found.whole.region
        return region.label_zh if self.language == "zh" else region.label

    @cached_property
    def base(self) -> str:
        """Label of what mixes are held against."""
        return self.found.whole.settings.scenarios[0].title(self.language)

    @cached_property
    def lived(self) -> list[int]:
        """The years of the mix."""
        return sorted(self.found.best.costs)

    @cached_property
    def period(self) -> str:
        """The years of the mix together, or the one that there is."""
        return self.say("period.sum" if len(self.lived) > 1 else "period", years=self.years(self.lived))

    # --- constraints ----------------------------------------------------------------------------------------

    def what(self, outcome: str, place: str, group: str) -> str:
        """An outcome, with its place and group if it has one."""
        label = outcome_label(outcome, self.language)
        where = []
        if place:
            there = next((one for one in self.found.whole.region.places if one.name == place), None)
            where.append(place_label(there, self.language) if there else place)
        if group:
            try:
                where.append(text(group, self.language))
            except ValueError:  # a break-down that no figure shows has no words: its name stands
                where.append(group)
        return self.say("where", what=label, where=self.say("and").join(where)) if where else label

    def compared(self, cell: Cell) -> str:
        """An outcome as a share of the status quo."""
        return self.say("row.of_base", what=self.what(*cell), base=self.base)

    def years(self, years: Sequence[int]) -> str:
        """2028-2030, or 2028, 2030."""
        if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
            return self.say("years.span", first=years[0], last=years[-1])
        return self.say("years.list", years=self.say("and").join(map(str, years)))

    def line(self, number: int) -> str:
        """A line of the service level, with its limit and years; 0: the budget."""
        if number == 0:
            limit = self.exact("public_cost", self.goal.budget or 0.0)
            return self.say("line.budget", limit=limit, base=self.base)
        line = self.goal.service[number - 1]
        limit = self.exact(line.outcome, line.limit)
        if line.of_base:
            limit = self.say("of_base", share=self.exact_share(line.limit), base=self.base)
        side = "line.at_least" if line.at_least else "line.at_most"
        return self.say(side, what=self.what(*line.cell), limit=limit, years=self.years(line.years))

    def lines(self) -> list[str]:
        """All constraints."""
        numbers = [*range(1, len(self.goal.service) + 1), *([0] if self.goal.budget is not None else [])]
        return [self.line(number) for number in numbers]

    def key_line(self, key: str) -> str:
        """A constraint by its key: ``budget`` or ``service 2``."""
        return self.line(0 if key == BUDGET else int(key.rpartition(" ")[2]))

    def short(self, check: Check) -> str:
        """What a constraint is about."""
        if check.line is None:
            return self.say("row.cost_year", base=self.base)
        what = self.what(*check.line.cell)
        return self.say("row.of_base", what=what, base=self.base) if check.line.of_base else what

    def _size(self, check: Check, value: float) -> str:
        """A value, a limit or a difference of the two; of a line that is a share of the status quo, as that share."""
        if not math.isfinite(value):
            return self.say("no_value")
        if check.line is not None and check.line.of_base:
            return self.share(value / check.base_mean) if check.base_mean else self.say("no_value")
        if check.line is None:
            return self.yuan(value, check.limit_size)
        return self.amount(check.line.outcome, value)

    def limit(self, check: Check) -> str:
        """Its limit as it was set; of the budget for the months of the year that were lived."""
        if check.line is None:
            return self.exact("public_cost", float(check.limit.mean()))
        return (
            self.exact_share(check.line.limit)
            if check.line.of_base
            else self.exact(check.line.outcome, check.line.limit)
        )

    def reached(self, check: Check) -> str:
        """The mean of its value, with the 95 % interval over the replicates.

        Of a share of the status quo it is the quotient of the means; about it replicates vary as both make it vary, to
        first order.
        """
        line, there = check.line, np.isfinite(check.value) & np.isfinite(check.limit)
        values, base = check.value[there], check.base[there]
        if line is None or not line.of_base:
            return self.with_interval("public_cost" if line is None else line.outcome, values)
        if not base.any():
            return self.say("no_value")
        quotient = float(values.mean() / base.mean())
        found = likely(quotient + (values - quotient * base) / base.mean())
        if not math.isfinite(found.low):
            return self.share(found.mean)
        ends = {"low": per_cent(found.low), "high": per_cent(found.high)}
        return self.say("interval", mean=self.share(found.mean), **ends)

    def apart(self, check: Check) -> str:
        """How far it is kept or missed; of shares in percentage points."""
        size, line = abs(check.mean_slack), check.line
        share = line is not None and (line.of_base or OUTCOMES[line.outcome].unit == "share")
        whole = abs(check.base_mean) if line is not None and line.of_base else 1.0
        if not share or not math.isfinite(size) or not whole:
            return self._size(check, size)
        return self.say("points", n=number(100 * size / whole))

    def mean_of(self, check: Check) -> str:
        """The mean of its value over the replicates that have one."""
        there = check.value[np.isfinite(check.value)]
        return self._size(check, float(there.mean()) if len(there) else float("nan"))

    def told(self, check: Check) -> str:
        """Value, limit and what is left, missing or too much."""
        facts = {"line": self.short(check), "value": self.mean_of(check), "limit": self.limit(check)}
        return self.say(f"told.{self._side(check)}", slack=self.apart(check), **facts)

    def missed(self, check: Check) -> str:
        """One line of a mix that misses it."""
        facts = {"line": self.short(check), "value": self.mean_of(check), "limit": self.limit(check)}
        return self.say(f"misses.{self._side(check)}", year=check.year, missing=self.apart(check), **facts)

    @staticmethod
    def _side(check: Check) -> str:
        """Whether it is kept, and if not on which side it is missed; none: no replicate has a value."""
        if check.holds:
            return "kept"
        if not math.isfinite(check.mean_slack):
            return "none"
        return "short" if check.line and check.line.at_least else "over"

    # --- mixes ----------------------------------------------------------------------------------------------

    def path(self, path: str) -> str:
        """A field of a lever: as it is typed, or its Chinese label."""
        item = DECLARED[path]
        return (item.label_zh or item.meaning) if self.language == "zh" else path

    def value(self, path: str, value: Any) -> str:
        """A value of a field with its unit."""
        if value is None:
            return self.say("as_is")
        return value_text(DECLARED[path], path, value, self.language == "zh")

    def mix(self, mix: Mix) -> str:
        """What a mix moves."""
        parts = [
            self.say("value", path=self.path(path), value=self.value(path, value))
            for path, value in self.goal.values(mix).items()
        ]
        return self.join(parts) or self.say("nothing_more" if self.goal.given else "nothing")

    def knobs(self) -> list[str]:
        """The levers that may be moved, each with its values; what only goes with them stands behind."""
        parts = []
        for knob in self.goal.knobs:
            fields, beside = [], []
            for path, values in zip(knob.paths, knob.values, strict=True):
                different = list(dict.fromkeys(values))
                if path in knob.moved:
                    shown = self.say("and").join(
                        self.today(path) if value is None else self.value(path, value) for value in different
                    )
                    fields.append(self.say("knob", path=self.meant(path), values=shown))
                else:
                    beside.append(self.say("value", path=self.path(path), value=self.value(path, different[-1])))
            known = self.say("knob.with", values=self.say("and").join(beside)) if beside else ""
            parts.append(self.join(fields) + known)
        return parts

    def meant(self, path: str) -> str:
        """A field of a lever with what it means."""
        item = DECLARED[path]
        what = item.meaning.partition(";")[0].strip(" …")
        return self.path(path) if self.language == "zh" else self.say("meant", path=path, what=what)

    def today(self, path: str) -> str:
        """That a field stays as it is, and at what value, unless the status quo of the search changes it."""
        group, name = path.split(".")
        if any(path == changed for _, changed, _ in self.found.whole.schedules[0].changes):
            return self.say("as_is")
        now = getattr(getattr(self.found.whole.region.status_quo, group), name)
        return self.say("as_is.now", value=self.value(path, now))

    def since(self) -> str:
        """The month in which the mixes begin."""
        return text_of(self.goal.begins)
