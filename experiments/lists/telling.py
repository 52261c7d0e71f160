"""What everybody who tells the four lists shares: the figures, the language, and how numbers are said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.labels import month_text, number, place_label
from experiments.lists.words import say
from sim.world.diagnosis import LABELS, Measure

if TYPE_CHECKING:
    from experiments.lists.layout import Layout
    from experiments.lists.place import Place
    from experiments.lists.projects import Candidate
    from experiments.lists.tasks import Due, Task
    from experiments.lists.trials import Found, Interval
    from experiments.schema import Settings
    from sim.world.region import Region

MOST_CAUSES = 3


@dataclass(frozen=True)
class Lists:
    """Everything that the four lists are written from."""

    region: Region
    settings: Settings
    month: int
    """Month of the lists."""
    last: int
    """Last month of the runs that are carried on."""
    place: Place
    trials: Sequence[Found]
    tasks: Sequence[Task]
    due: Sequence[Due]
    layout: Layout
    projects: Sequence[Candidate]
    budget: float
    queue: tuple[float, float, float]
    """Ordered projects that wait for money, that are being built, and the yuan still missing: means."""


class Teller:
    """Tells in one language."""

    def __init__(self, lists: Lists, language: str) -> None:
        """What is to be written, and in which language."""
        self.lists, self.language = lists, language
        self.region, self.place = lists.region, lists.place
        self.places = [place_label(place, language) for place in lists.region.places]
        self.label = lists.region.label_zh if language == "zh" else lists.region.label
        self.n = lists.settings.replicates
        self.assumed = lists.settings.assumed

    def say(self, key: str, **facts: object) -> str:
        """Words in the language of the lists."""
        return say(key, self.language, **facts)

    def joined(self, parts: Sequence[str]) -> str:
        """Several things in a row."""
        return self.say("list").join(parts) or self.say("none")

    def percent(self, share: float) -> str:
        """A share as per cent, without the sign."""
        return f"{100 * share:.0f}" if math.isfinite(share) else "-"

    def range(self, one: Interval, signed: bool = False) -> str:
        """``12 [8, 16]``, or the mean alone where there is no interval."""
        if not math.isfinite(one.low):
            return number(one.mean, signed)
        return f"{number(one.mean, signed)} [{number(one.low, signed)}, {number(one.high, signed)}]"

    def measure(self, which: int) -> str:
        """The name of a measure of the diagnosis."""
        return LABELS[Measure(which)][self.language == "zh"]

    def trial(self, found: Found) -> str:
        """The name of a measure as tried."""
        return self.say(f"trial.{found.trial.name}")

    def dose(self, found: Found) -> str:
        """What was tried."""
        return self.say(f"dose.{found.trial.name}", units=whole_number(found.units), **self._dose(found))

    def _dose(self, found: Found) -> dict[str, str]:
        """The dose of a trial as a number, a share in per cent; posts of a new station."""
        dose = 100 * found.trial.dose if found.trial.name == "pay" else found.trial.dose
        return {"dose": f"{dose:g}", "posts": f"{self.assumed.station_posts:g}"}

    def month(self, month: int) -> str:
        """A month in words."""
        return month_text(month, self.language)


def percent(share: float) -> int | None:
    """A share as whole per cent; None if there is none."""
    return round(100 * float(share)) if math.isfinite(share) else None


def whole_number(value: float) -> str:
    """A count for the eye: whole, thousands with commas."""
    return f"{round(float(value)):,}"


def largest(values: np.ndarray, most: int = MOST_CAUSES) -> list[int]:
    """Places of the largest values that are not nothing, the largest first."""
    order = np.argsort(-values, kind="stable")[:most]
    return [int(i) for i in order if values[i] >= 0.5]
