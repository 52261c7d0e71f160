"""Numbers of a search as words: amounts with units, lines of the service level, mixes, years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from experiments.labels import number, outcome_label, place_label, text, unit_text
from experiments.lists.trials import Interval, interval
from experiments.lists.words import money
from experiments.optimise.found import Found
from experiments.optimise.goal import Cell, Mix
from experiments.optimise.judge import BUDGET, Check, Floats
from experiments.optimise.words import say
from experiments.words_levers import CHOICES_ZH, UNITS_ZH
from sim.calendar import text_of
from sim.levers import DECLARED
from sim.outcomes import OUTCOMES


class Teller:
    """Says things of a search in a language."""

    def __init__(self, found: Found, language: str):
        self.found, self.goal, self.language = found, found.goal, language

    def say(self, key: str, **facts: object) -> str:
        """Words with facts."""
        return say(key, self.language, **facts)

    def join(self, parts: Sequence[str]) -> str:
        """A list in a sentence."""
        return self.say("list").join(parts)

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
    def span(self) -> dict[str, int]:
        """First and last year of the mix."""
        years = sorted(self.found.best.costs)
        return {"first": years[0], "last": years[-1]}

    # --- amounts --------------------------------------------------------------------------------------------

    def share(self, value: float) -> str:
        """A share in per cent."""
        return f"{_per_cent(value)} %" if self.language == "en" else f"{_per_cent(value)}%"

    def amount(self, outcome: str, value: float) -> str:
        """A value of an outcome with its unit: per cent for shares, millions for yuan."""
        if not math.isfinite(value):
            return self.say("no_value")
        if OUTCOMES[outcome].unit == "yuan":
            return money(value, self.language)
        if OUTCOMES[outcome].unit == "share":
            return self.share(value)
        unit = unit_text(OUTCOMES[outcome].unit, self.language)
        return f"{number(value)} {unit}" if self.language == "en" else f"{number(value)}{unit}"

    def with_interval(self, outcome: str, values: Floats) -> str:
        """Mean with its 95 % interval over the replicates that have a value."""
        there = values[np.isfinite(values)]
        if len(there) == 0:
            return self.say("no_value")
        found = interval(there)
        mean = self.amount(outcome, found.mean)
        if not math.isfinite(found.low):
            return mean
        return self.say("interval", mean=mean, low=self.bare(outcome, found, 1), high=self.bare(outcome, found, 2))

    def bare(self, outcome: str, found: Interval, which: int) -> str:
        """An end of an interval in the unit of its mean, without the unit."""
        unit = OUTCOMES[outcome].unit
        if unit == "share":
            return _per_cent(found[which])
        factor, _ = money_scale(found.mean, self.language) if unit == "yuan" else (1.0, "")
        return number(found[which] / factor)

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
            return self.say("line.budget", limit=money(self.goal.budget or 0.0, self.language), base=self.base)
        line = self.goal.service[number - 1]
        limit = self.amount(line.outcome, line.limit)
        if line.of_base:
            limit = self.say("of_base", share=self.share(line.limit), base=self.base)
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
            return self.share(check.line.limit * value / check.size)
        return self.amount("public_cost" if check.line is None else check.line.outcome, value)

    def limit(self, check: Check) -> str:
        """The mean of its limit."""
        return self._size(check, float(np.nanmean(check.limit)))

    def reached(self, check: Check) -> str:
        """The mean of its value, with the 95 % interval over the replicates.

        Of a share of the status quo it is the quotient of the means; about it replicates vary as both make it vary, to
        first order.
        """
        line, there = check.line, np.isfinite(check.value) & np.isfinite(check.limit)
        values = check.value[there]
        if line is None or not line.of_base or len(values) == 0:
            return self.with_interval("public_cost" if line is None else line.outcome, values)
        base = check.limit[there] / line.limit
        quotient = float(values.mean() / base.mean())
        found = interval(quotient + (values - quotient * base) / base.mean())
        if not math.isfinite(found.low):
            return self.share(found.mean)
        ends = {"low": _per_cent(found.low), "high": _per_cent(found.high)}
        return self.say("interval", mean=self.share(found.mean), **ends)

    def apart(self, check: Check) -> str:
        """How far it is kept or missed; of shares in percentage points."""
        size, line = abs(check.mean_slack), check.line
        share = line is not None and (line.of_base or OUTCOMES[line.outcome].unit == "share")
        if not share or not math.isfinite(size):
            return self._size(check, size)
        points = line.limit * size / check.size if line.of_base else size
        return self.say("points", n=number(100 * points))

    def mean_of(self, check: Check) -> str:
        """The mean of its value over the replicates that have one."""
        there = check.value[np.isfinite(check.value)]
        return self._size(check, float(there.mean()) if len(there) else float("nan"))

    def told(self, check: Check) -> str:
        """Value, limit and what is left or missing."""
        facts = {"line": self.short(check), "value": self.mean_of(check), "limit": self.limit(check)}
        return self.say("slack" if check.holds else "short", slack=self.apart(check), **facts)

    def missed(self, check: Check) -> str:
        """One line of a mix that misses it."""
        key = "misses" if check.line and check.line.at_least else "misses.over"
        facts = {
            "line": self.short(check),
            "year": check.year,
            "value": self.mean_of(check),
            "limit": self.limit(check),
        }
        return self.say(key, missing=self.apart(check), **facts)

    # --- mixes ----------------------------------------------------------------------------------------------

    def path(self, path: str) -> str:
        """A field of a lever: as it is typed, or its Chinese label."""
        item = DECLARED[path]
        return (item.label_zh or item.meaning) if self.language == "zh" else path

    def value(self, path: str, value: Any) -> str:
        """A value of a field with its unit; a share in per cent."""
        if value is None:
            return self.say("as_is")
        item, chinese = DECLARED[path], self.language == "zh"
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if not isinstance(value, (int, float)):
            meanings = CHOICES_ZH.get(path, "").split("，") if chinese else []
            found = [one.removeprefix(str(value)) for one in meanings if one.startswith(str(value))]
            return found[0] if found else str(value)
        if item.unit == "share":
            return self.share(value)
        shown = f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
        if chinese:
            return shown + UNITS_ZH.get(item.unit, item.unit)
        return f"{shown} {item.unit}" if item.unit not in {"", "ratio"} else shown

    def mix(self, mix: Mix) -> str:
        """What a mix moves."""
        parts = [
            self.say("value", path=self.path(path), value=self.value(path, value))
            for path, value in self.goal.values(mix).items()
        ]
        return self.join(parts) or self.say("nothing_more" if self.goal.given else "nothing")

    def knobs(self) -> str:
        """The levers that may be moved, with their values; what goes with them in every step stands behind."""
        parts = []
        for knob in self.goal.knobs:
            fields, beside = [], []
            for path, values in zip(knob.paths, knob.values, strict=True):
                different = list(dict.fromkeys(values))
                if len([value for value in different if value is not None]) > 1 or path == knob.paths[0]:
                    shown = self.say("and").join(self.value(path, value) for value in different)
                    fields.append(self.say("knob", path=self.path(path), values=shown))
                else:
                    beside.append(self.say("value", path=self.path(path), value=self.value(path, different[-1])))
            known = self.say("knob.with", values=self.say("and").join(beside)) if beside else ""
            parts.append(self.say("and").join(fields) + known)
        return self.join(parts)

    def since(self) -> str:
        """The month in which the mixes begin."""
        return text_of(self.goal.begins)


def _per_cent(value: float) -> str:
    return number(100 * value)


def money_scale(yuan: float, language: str) -> tuple[float, str]:
    """What an amount is divided by to be shown, and the key of that unit."""
    size = abs(yuan)
    if language == "zh":
        return (1e8, "unit.yi") if size >= 1e8 else (1e4, "unit.wan") if size >= 1e4 else (1.0, "unit.yuan")
    return (1e6, "unit.m") if size >= 1e6 else (1.0, "unit.yuan")
