"""任务单 in words: targets with pace and status, their split over the places, dated projects."""

from __future__ import annotations

import math

from experiments.lists.blocks import Block, Heading, Table, Text, shown
from experiments.lists.tasks import Task
from experiments.lists.telling import Teller, percent
from experiments.lists.words import money
from experiments.units import in_chinese
from sim.calendar import text_of


class Tasks(Teller):
    """The task list."""

    def blocks(self) -> list[Block]:
        """Targets, their split over the places, dated projects, and the slip of the model."""
        homes = self.region.parameters.homes
        slip = self.say(
            "slip", share=f"{100 * homes.slip:g}", home=homes.build_months, late=f"{homes.slip * homes.build_months:g}"
        )
        blocks: list[Block] = [Text(slip)]
        if self.lists.tasks:
            heads = [
                *(self.say(h) for h in ("head.target", "head.wanted", "head.unit", "head.by")),
                self.say("head.now", month=self.month(self.lists.month)),
                *(self.say(h) for h in ("head.missing_now", "head.pace", "head.then", "head.in_time",
                                        "head.reached_in", "head.status")),
            ]  # fmt: skip
            blocks.append(Table(heads, [self._task(task) for task in self.lists.tasks]))
        else:
            blocks.append(Text(self.say("no_tasks")))
        for task in self.lists.tasks:
            if task.parts:
                blocks += self._parts(task)
        return [*blocks, Heading(self.say("due"), 3), *self._due()]

    def target(self, task: Task) -> str:
        """A target in words: of the document in Chinese, its key in English."""
        return task.target.quote if self.language == "zh" else task.target.key.replace("_", " ")

    def unit(self, task: Task) -> str:
        """The unit of a target."""
        return in_chinese(task.target.unit) if self.language == "zh" else task.target.unit

    def _task(self, task: Task) -> list:
        sign = "≥ " if task.target.direction == "at_least" else "≤ "
        reached = text_of(int(task.reached_in)) if math.isfinite(task.reached_in) else ""
        if not reached and task.status in ("late", "overdue"):
            reached = self.say("not_within", month=self.month(self.lists.last))
        reason = self.say(f"reason.{task.reason}") if task.reason else ""
        return [
            self.target(task), sign + shown(task.target.value), self.unit(task), text_of(task.target.by),
            task.now, task.missing, task.pace, task.then, percent(task.in_time), reached or "-",
            self.say(f"status.{task.status}", reason=reason),
        ]  # fmt: skip

    def _parts(self, task: Task) -> list[Block]:
        one_each = all(part.wanted == 1 for part in task.parts)
        about = "parts.one_each" if one_each else "parts.by_elders"
        heads = ("place", "head.part", "head.has", "head.missing_now")
        rows = [[self.places[part.place], round(part.wanted), part.now, part.missing] for part in task.parts]
        return [
            Heading(self.say("parts", target=self.target(task)), 4),
            Text(self.say(about, wanted=shown(task.target.value))),
            Table([self.say(h) for h in heads], rows),
        ]

    def _due(self) -> list[Block]:
        planned, building, missing = self.lists.queue
        lacks = money(missing, self.language)
        queue = self.say("queue", planned=shown(planned), building=shown(building), missing=lacks)
        besides: list[Block] = [Text(queue)] if planned or building else []
        if not self.lists.due:
            return [Text(self.say("no_due")), *besides]
        heads = ("head.project", "place", "head.due", "head.late", "head.opens", "head.status")
        rows = [
            [
                one.stock.label_zh if self.language == "zh" else one.stock.name,
                self.places[one.stock.place], text_of(one.stock.opens), one.late, percent(one.open_share),
                self.say(f"due.{one.status}", stage=self.say(f"stage.{one.stage}")),
            ]
            for one in self.lists.due
        ]  # fmt: skip
        return [Table([self.say(h) for h in heads], rows), *besides]
