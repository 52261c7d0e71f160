"""Figures of a search with their units: measured ones with three digits and an interval, set ones as they were set."""

from __future__ import annotations

import math

import numpy as np

from experiments.labels import exact, number, unit_text
from experiments.lists.trials import Interval, interval
from experiments.lists.words import money
from experiments.optimise.judge import Floats
from experiments.optimise.words import say
from sim.outcomes import OUTCOMES

FEWEST = 3
"""Fewest values of which an interval is told: of two it is 13 times as wide as they are apart."""
LARGE = {"en": 1e6, "zh": 1e4}
"""The first unit above single yuan."""


class Amounts:
    """Says figures in a language."""

    def __init__(self, language: str):
        self.language = language

    def say(self, key: str, **facts: object) -> str:
        """Words with facts."""
        return say(key, self.language, **facts)

    def share(self, value: float) -> str:
        """A share in per cent."""
        return f"{per_cent(value)} %" if self.language == "en" else f"{per_cent(value)}%"

    def exact_share(self, value: float) -> str:
        """A share that was set, not measured: 97 %, not 97.0 %."""
        return f"{exact(100 * value)}{self.say('blank')}%"

    def amount(self, outcome: str, value: float) -> str:
        """A value of an outcome with its unit: per cent for shares, millions for yuan."""
        if not math.isfinite(value):
            return self.say("no_value")
        if OUTCOMES[outcome].unit == "yuan":
            return money(value, self.language)
        if OUTCOMES[outcome].unit == "share":
            return self.share(value)
        return self._with_unit(number(value), unit_text(OUTCOMES[outcome].unit, self.language))

    def yuan(self, value: float, beside: float) -> str:
        """Yuan that stand beside another amount: 0.52 million beside 20 million, not 519,265 yuan."""
        factor, key = self._unit_beside(value, beside)
        return self._with_unit(number(value / factor), self.say(key))

    def _unit_beside(self, value: float, beside: float) -> tuple[float, str]:
        """The unit of an amount; not single yuan if the amount beside it has a larger unit."""
        return money_scale(max(abs(value), min(abs(beside), LARGE[self.language])), self.language)

    def exact(self, outcome: str, value: float) -> str:
        """A limit as it was set, with its unit: all its digits and no others."""
        unit = OUTCOMES[outcome].unit
        if unit == "share":
            return self.exact_share(value)
        if unit != "yuan":
            return self._with_unit(exact(value), unit_text(unit, self.language))
        factor, key = money_scale(value, self.language)
        return self._with_unit(exact(value / factor), self.say(key))

    def _with_unit(self, figure: str, unit: str) -> str:
        return f"{figure}{self.say('blank')}{unit}"

    def difference(self, outcome: str, values: Floats) -> str:
        """The mean of differences with its interval, as values have it; those of shares in percentage points."""
        if OUTCOMES[outcome].unit != "share":
            return self.with_interval(outcome, values)
        there = values[np.isfinite(values)]
        if len(there) == 0:
            return self.say("no_value")
        found = likely(there)
        mean = self.say("points", n=per_cent(found.mean))
        if not math.isfinite(found.low):
            return mean
        return self.say("interval", mean=mean, low=per_cent(found.low), high=per_cent(found.high))

    def with_interval(self, outcome: str, values: Floats) -> str:
        """Mean with its 95 % interval over the replicates that have a value, if they are not too few."""
        there = values[np.isfinite(values)]
        if len(there) == 0:
            return self.say("no_value")
        found = likely(there)
        if not math.isfinite(found.low):
            return self.amount(outcome, found.mean)
        if OUTCOMES[outcome].unit != "yuan":
            factor, mean = (0.01 if OUTCOMES[outcome].unit == "share" else 1.0), self.amount(outcome, found.mean)
        else:
            widest = max(abs(found.low), abs(found.high))
            factor, mean = self._unit_beside(found.mean, widest)[0], self.yuan(found.mean, widest)
        return self.say("interval", mean=mean, low=number(found.low / factor), high=number(found.high / factor))


def likely(values: Floats) -> Interval:
    """Mean and 95 % interval, which is NaN of fewer values than :data:`FEWEST`."""
    found = interval(values)
    return found if len(values) >= FEWEST else Interval(found.mean, math.nan, math.nan)


def per_cent(value: float) -> str:
    """A share in per cent, without the sign."""
    return number(100 * value)


def money_scale(yuan: float, language: str) -> tuple[float, str]:
    """What an amount is divided by to be shown, and the key of that unit."""
    size = abs(yuan)
    if size < LARGE[language]:
        return 1.0, "unit.yuan"
    if language == "en":
        return LARGE["en"], "unit.m"
    return (1e8, "unit.yi") if size >= 1e8 else (LARGE["zh"], "unit.wan")
