"""The four lists as blocks, in a language: what pages and workbooks are made of."""

from __future__ import annotations

from collections import Counter

import numpy as np

from experiments.lists.blocks import Block, Heading, Text
from experiments.lists.tell_advice import Advice
from experiments.lists.tell_layout import Siting
from experiments.lists.tell_projects import Projects
from experiments.lists.tell_tasks import Tasks
from experiments.lists.telling import Teller, whole_number
from experiments.notices import notices, sampled

TELLERS = {"advice": Advice, "tasks": Tasks, "layout": Siting, "projects": Projects}
"""List -> who tells it."""


class Writer(Teller):
    """The whole, in one language."""

    def head(self) -> list[Block]:
        """Title, where the lists come from, what must be known of the region."""
        scenario = self.lists.settings.scenarios[0]
        month = self.month(self.lists.month)
        fraction = self.say("share", value=f"{100 * self.region.fraction:.3g}")
        basis = self.say(
            "basis", region=self.label, start=self.month(self.region.start), month=month,
            scenario=scenario.title(self.language), elders=fraction, n=self.n,
        )  # fmt: skip
        sample = sampled(self.region, self.language)
        known = notices(self.region, self.language, self.lists.settings.region) + ([sample] if sample else [])
        return [Heading(self.say("title", region=self.label, month=month), 1), Text(basis), *map(Text, known)]

    def lists_of_all(self) -> dict[str, list[Block]]:
        """List -> its blocks, each with its heading."""
        return {
            name: [
                Heading(self.say(name), 2),
                Text(self.say(f"about.{name}")),
                *kind(self.lists, self.language).blocks(),
            ]
            for name, kind in TELLERS.items()
        }

    def printed(self) -> str:
        """A few lines for the terminal."""
        x, made = self.place, self.lists.layout
        lines = [
            self.say("printed.state", place=name, unmet=whole_number(x.unmet[p]),
                     binds=self.measure(int(np.argmax(x.needs[p]))) if x.needs[p].max() > 0 else self.say("none"))
            for p, name in enumerate(self.places)
        ]  # fmt: skip
        statuses = Counter(task.status for task in self.lists.tasks)
        names = {status: self.say(f"status.{status}", reason="").rstrip(" :：") for status in statuses}
        counts = [self.say("count", what=names[status], count=count) for status, count in statuses.items()]
        sites = [self.places[p] for p in np.flatnonzero(made.homes.units)]
        listed = self.lists.projects
        lines += [
            self.say("printed.tasks", counts=self.joined(counts)),
            self.say("printed.layout", homes=int(made.homes.units.sum()), stations=int(made.stations.units.sum()),
                     sites=self.joined(sites)),
            self.say("printed.projects", chosen=sum(one.chosen for one in listed), all=len(listed),
                     budget=f"{round(self.lists.budget):,}"),
        ]  # fmt: skip
        return "\n".join(lines)
