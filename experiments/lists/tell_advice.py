"""建议单 in words: figures of all places, a note for each, and the trials that it rests on."""

from __future__ import annotations

import math

import numpy as np

from experiments.labels import text
from experiments.lists.blocks import PAGE, SHEET, Block, Bullets, Heading, Table, Text
from experiments.lists.place import whole
from experiments.lists.telling import Teller, largest, percent, whole_number
from experiments.lists.trials import WEEKS, Found, Interval, interval
from experiments.lists.words import money
from sim.agents.kinds import EmptyBed, UnmetHour


class Advice(Teller):
    """The advice list."""

    def blocks(self) -> list[Block]:
        """Figures of all places, sentences for each, and the trials that they rest on."""
        heads = ("place", "head.elders", "head.need", "head.unmet", "head.known", "head.reached", "head.waiting",
                 "head.beds", "head.empty", "head.missing", "head.binds", "head.reachable")  # fmt: skip
        figures = Table([self.say(h) for h in heads], [*map(self._figures, range(len(self.places))), self._total()])
        sentences = [self.sentences(p) for p in range(len(self.places))]
        together = Table(
            [self.say("place"), self.say("head.advice")],
            [[name, " ".join(lines)] for name, lines in zip(self.places, sentences, strict=True)],
            SHEET,
            frozenset({1}),
        )
        causes = [self._by_cause("causes", UnmetHour), self._by_cause("empty", EmptyBed)]
        blocks: list[Block] = [figures, *causes, together]
        for name, lines in zip(self.places, sentences, strict=True):
            blocks += [Heading(name, 3, PAGE), Bullets(lines, PAGE)]
        return [*blocks, *self.evidence()]

    def _figures(self, p: int) -> list:
        x = self.place
        binds = int(np.argmax(x.needs[p])) if x.needs[p].max() > 0 else -1
        return [
            self.places[p], round(x.elders[p]), round(x.need[p]), round(x.unmet[p]), percent(x.known[p]),
            percent(x.reached[p]), round(x.waiting[p]), round(x.beds[p]), round(x.empty[p].sum()), round(x.missing[p]),
            self.measure(binds) if binds >= 0 else self.say("none"), round(x.needs[p].max()),
        ]  # fmt: skip

    def _total(self) -> list:
        x = self.place
        needs = whole(x, "needs")
        return [
            self.say("region"), *(round(whole(x, name)) for name in ("elders", "need", "unmet")),
            percent(whole(x, "known")), percent(whole(x, "reached")),
            round(whole(x, "waiting")), round(whole(x, "beds")), round(whole(x, "empty").sum()),
            round(whole(x, "missing")),
            self.measure(int(np.argmax(needs))) if needs.max() > 0 else self.say("none"), round(needs.max()),
        ]  # fmt: skip

    def _by_cause(self, name: str, kinds: type) -> Table:
        """Hours or beds by place and cause."""
        values = getattr(self.place, name)
        heads = [self.say("place"), *(self.cause(kind) for kind in kinds)]
        rows = [[label, *(round(v) for v in values[p])] for p, label in enumerate(self.places)]
        rows.append([self.say("region"), *(round(v) for v in values.sum(axis=0))])
        heads[0] = self.say("head.causes" if name == "causes" else "head.empty_causes")
        return Table(heads, rows)

    def cause(self, kind: UnmetHour | EmptyBed) -> str:
        """The label of a cause."""
        return text(f"cause={kind.name.lower()}", self.language)

    def sentences(self, p: int) -> list[str]:
        """What the advice note of a place says; never more than the model knows."""
        x = self.place
        lines = [self.say("say.state", unmet=whole_number(x.unmet[p]), need=whole_number(x.need[p]))]
        total = max(x.causes[p].sum(), 1e-9)
        causes = [
            self.say("cause", cause=self.cause(UnmetHour(c)), hours=whole_number(x.causes[p, c]),
                     share=f"{100 * x.causes[p, c] / total:.0f}")
            for c in largest(x.causes[p])
        ]  # fmt: skip
        if causes:
            lines.append(self.say("say.causes", causes=self.joined(causes)))
        lines.append(self.say("say.known", known=self.percent(x.known[p]), reached=self.percent(x.reached[p])))
        empty = [
            self.say("empty", cause=self.cause(EmptyBed(c)), beds=whole_number(x.empty[p, c]))
            for c in largest(x.empty[p])
        ]
        facts = {"waiting": whole_number(x.waiting[p]), "beds": whole_number(x.beds[p])}
        if empty:
            facts |= {"empty": whole_number(x.empty[p].sum()), "causes": self.joined(empty)}
        lines.append(self.say("say.beds" if empty else "say.no_empty", **facts))
        if x.missing[p] >= 0.5:
            lines.append(self.say("say.aides", missing=whole_number(x.missing[p])))
        return [*lines, *self._relief(p)]

    def _relief(self, p: int) -> list[str]:
        """What binds, and what the trials say about it."""
        needs = self.place.needs[p]
        order = largest(needs)
        if not order:
            return [self.say("say.nothing")]
        rest = [self.say("next", measure=self.measure(m), hours=whole_number(needs[m])) for m in order[1:]]
        facts = {"measure": self.measure(order[0]), "hours": whole_number(needs[order[0]]), "next": self.joined(rest)}
        lines = [self.say("say.binds", **facts)]
        lines += [self._tried(found, p) for found in self.lists.trials if found.trial.serves == order[0]]
        free = [self.trial(found) for found in self.lists.trials if found.clear and not math.isfinite(found.ranked)]
        best = self._best()
        if best:
            facts = {"trial": self.trial(best[0]), "ratio": self.range(interval(best[0].per_money))}
            here = self.range(interval(best[0].by_place[:, p]))
            lines.append(self.say("say.best", here=here, sure=self._sure(best), **facts))
        if free:
            lines.append(self.say("say.free", trials=self.joined(free)))
        if not best and not free and self.n > 1:
            lines.append(self.say("say.no_best"))
        return lines

    def _sure(self, best: list[Found]) -> str:
        """How far the first stands above the next: whether the interval of the paired difference leaves zero out."""
        if len(best) < 2:
            return self.say("sure.only")
        clear = interval(best[0].per_money - best[1].per_money).low > 0
        facts = {"next": self.trial(best[1]), "ratio": self.range(interval(best[1].per_money))}
        return self.say("sure.clear" if clear else "sure.unclear", **facts)

    def _tried(self, found: Found, p: int) -> str:
        """What one trial says."""
        facts = {"trial": self.trial(found), "dose": self.dose(found), "removed": self.range(found.said)}
        if not found.removed.any():
            return self.say("say.empty" if found.empty else "say.same", **facts)
        facts["here"] = self.range(interval(found.by_place[:, p]))
        facts["money"] = money(float(found.yearly.mean()), self.language)
        if self.n == 1:
            return self.say("say.one", **facts)
        if found.said.high < 0:
            added = Interval(-found.said.mean, -found.said.high, -found.said.low)
            return self.say("say.worse", added=self.range(added), **facts)
        if not found.clear:
            change = Interval(-found.said.mean, -found.said.high, -found.said.low)
            return self.say("say.unclear", change=self.range(change, signed=True), **facts)
        return self.say("say.clear", ratio=self.range(interval(found.per_money)), **facts)

    def _best(self) -> list[Found]:
        """The measures that clearly removed hours for money, the most for its money first; none with one replicate."""
        clear = [found for found in self.lists.trials if found.clear and math.isfinite(found.ranked)]
        return sorted(clear, key=lambda found: -found.ranked)

    def evidence(self) -> list[Block]:
        """The table of the trials."""
        trials = self.lists.trials
        lives: dict[float, list[str]] = {}
        for found in trials:
            if found.trial.one_off:
                lives.setdefault(found.trial.life, []).append(self.trial(found))
        spread = self.joined(
            [
                self.say("life", years=years, trials=("、" if self.language == "zh" else ", ").join(names))
                for years, names in sorted(lives.items())
            ]
        )
        about = self.say(
            "trials.about", months=self.lists.settings.trial_months, first=self.month(self.lists.month + 1), n=self.n,
            fuller=self.assumed.fuller, lives=spread, weeks=f"{WEEKS:.4g}", tried=len(trials),
        )  # fmt: skip
        heads = ("head.trial", "head.dose", "head.removed", "head.low", "head.high", "head.once", "head.running",
                 "head.yearly", "head.ratio", "head.ratio_low", "head.ratio_high", "head.verdict")  # fmt: skip
        rows = []
        for found in trials:
            said, ratio = found.said, interval(found.per_money) if found.helps else Interval(*(math.nan,) * 3)
            paid = [round(float(x.mean())) for x in (found.once, found.running, found.yearly)]
            rows.append([self.trial(found), self.dose(found), *said, *paid, *ratio, self._verdict(found)])
        return [Heading(self.say("trials"), 3), Text(about), Table([self.say(h) for h in heads], rows)]

    def _verdict(self, found: Found) -> str:
        if not found.removed.any():
            return self.say("verdict.empty" if found.empty else "verdict.same")
        if self.n == 1:
            return self.say("verdict.one")
        if found.clear:
            return self.say("verdict.clear" if found.yearly.mean() > 0 else "verdict.free")
        return self.say("verdict.worse" if found.said.high < 0 else "verdict.unclear")
