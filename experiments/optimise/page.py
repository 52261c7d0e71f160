"""``result.md``: what was asked, the answer, search and second look side by side, what binds, cost against outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.commands import page
from experiments.lists.trials import interval
from experiments.notices import notices, sampled
from experiments.optimise import binding
from experiments.optimise.found import Found
from experiments.optimise.goal import Aim
from experiments.optimise.judge import Check, Verdict, apart
from experiments.optimise.page_binds import Binds
from experiments.optimise.picture import PANELS, relative, shown_outcome, values_of
from experiments.store.written import RESULTS
from experiments.typed import typed_text

if TYPE_CHECKING:
    from experiments.commands.plan import Plan

MOST_FRONT = 12


class Page(Binds):
    """The page of a search in a language."""

    def markdown(self, command: str) -> str:
        """The whole page; ``command`` is what makes it again."""
        title = self.say("title", label=self.goal.said("label", self.language), region=self.region)
        lines = [f"# {title}", "", self.question, ""]
        known = notices(self.found.whole.region, self.language, self.found.whole.settings.region)
        lines += [part for note in known for part in (note, "")]
        lines += [f"## {self.say('answer')}", "", *self.answer(), "", f"## {self.say('asked')}", "", *self.asked(), ""]
        lines += [f"## {self.say('twice')}", "", *self.twice(), "", f"## {self.say('binds')}", "", *self.binds(), ""]
        lines += [f"## {self.say('frontier')}", "", *self.front(), ""]
        for panel in self.panels():
            lines += [f"![{self.say('frontier')}](charts/{panel})", ""]
        lines += [f"## {self.say('note')}", "", self.goal.said("note", self.language), "", self.say("trust"), ""]
        lines += [f"## {self.say('rerun')}", "", "```text", command, "```"]
        return "\n".join(lines) + "\n"

    def panels(self) -> list[str]:
        """The pictures in the language of the page."""
        return [PANELS[self.language]]

    # --- what was asked -------------------------------------------------------------------------------------

    def asked(self) -> list[str]:
        """Aim, constraints, levers, how it was searched, how it is judged."""
        goal, searched, whole = self.goal, self.found.searched, self.found.whole
        if goal.aim is None:
            aim = self.say("aim.cheapest", base=self.base, period=self.period)
        else:
            key = "aim.lower" if goal.aim.sign > 0 else "aim.higher"
            aim = self.say(key, what=self.what(*goal.aim.cell), years=self.years(goal.aim.years))
        lines = [aim, self.say("must", lines=self.join(self.lines()))] if self.lines() else [aim]
        lines.append(self.say("moved", month=self.since()) + "".join(f"\n  - {knob}" for knob in self.knobs()))
        if goal.given:
            values = [self.say("value", path=self.path(p), value=self.value(p, v)) for p, v in goal.given]
            lines.append(self.say("given", values=self.join(values)))
        typed = typed_text(whole, self.language)
        lines += [typed] if typed else []
        n = len(whole.tasks)
        few = {1: "mean.one", 2: "mean.two"}
        lines.append(self.say(few.get(n, "mean"), n=n))
        return [f"- {line}" for line in [*lines, *self.how(searched.whole)]]

    def how(self, whole: bool) -> list[str]:
        """How the mixes were looked for, and what that promises."""
        searched, plan = self.found.searched, self.found.whole
        scale = self.scale(plan)
        if whole:
            return [self.say("whole", size=f"{self.goal.size:,}", scale=scale)]
        tried = {"size": f"{self.goal.size:,}", "tried": len(searched.tried), "seed": plan.settings.seed}
        return [self.say("part", scale=scale, **tried), self.say("checked" if searched.checked else "unchecked")]

    def scale(self, plan: Plan) -> str:
        """How many of the elders were lived."""
        return page.lived_share(plan.region.fraction, self.language)

    def scale_again(self) -> str:
        """How many of the elders were lived in the second look."""
        again = self.found.whole_again
        return self.scale(again) if again is not None else ""

    # --- the answer -----------------------------------------------------------------------------------------

    def answer(self) -> list[str]:
        """What the second look turns round, if it does; the mix; what it reaches and costs; whether it holds again."""
        best, again, tried = self.found.best, self.found.again, self.found.searched.tried
        mix = self.mix(best.mix)
        turned = again is not None and again.feasible != best.feasible
        lead = []
        if turned:
            told = self.say("turned.fails" if best.feasible else "turned.holds", again=self.scale_again())
            lead = [f"**{told}**", "", self.say("searched"), ""]
        if not best.feasible:
            missed = [f"- {self.missed(check)}" for check in best.checks if not check.holds]
            lines = [self.say("infeasible", tried=len(tried), mix=mix), "", *missed, ""]
        else:
            n = sum(verdict.feasible for verdict in tried)
            found = self.say("found", what=self.best_of(), mix=mix)
            lines = [found if turned else f"**{found}**", ""]
            lines += [self.say("feasible", n=n, tried=len(tried)), ""]
        lines += [*self.aim_told(self.found.judged), self.cost(self.found.judged)]
        return [*lead, *lines, "", *self.second(), *self.warned()]

    def best_of(self) -> str:
        """What the found mix is: the best of all, or of those that were lived if they were not all."""
        searched, key = self.found.searched, "found.cheapest" if self.goal.aim is None else "found.best"
        if searched.whole:
            return self.say(key)
        return self.say(f"{key}.part", tried=f"{len(searched.tried):,}", size=f"{self.goal.size:,}")

    def aim_told(self, verdict: Verdict) -> list[str]:
        """What a mix makes of the outcome that was to be as good as can be; nothing if the cheapest was asked for."""
        aim = self.goal.aim
        if aim is None:
            return []
        what, years, value, less = self.wanted(aim, verdict)
        facts = {"base": self.base, "years": years, "look": self.look(verdict)}
        return [self.say("reached", what=what, value=value, less=less, **facts), ""]

    def wanted(self, aim: Aim, verdict: Verdict) -> tuple[str, str, str, str]:
        """What was wanted, in which years; its value, and that less the value of the status quo with the same luck."""
        value = self.with_interval(aim.outcome, aim.sign * verdict.aim)
        return self.what(*aim.cell), self.years(aim.years), value, self.difference(aim.outcome, verdict.aim_less)

    def look(self, verdict: Verdict) -> str:
        """Which look says so, behind a sentence."""
        return self.say("look.again" if verdict is self.found.again else "look.search")

    def cost(self, verdict: Verdict) -> str:
        """What a mix costs in all years, and that it is the second look that says so."""
        found = interval(verdict.cost)
        facts = {"base": self.base, "period": self.period, "look": self.look(verdict)}
        if not verdict.cost.any():
            return self.say("costs.same", **facts)
        clear = len(verdict.cost) > 1 and (found.low > 0 or found.high < 0)
        if len(verdict.cost) > 1 and not clear:
            cost = self.with_interval("public_cost", verdict.cost)
            return self.say("costs.unclear", cost=cost, **facts)
        side = "costs" if found.mean >= 0 else "saves"
        cost = self.with_interval("public_cost", verdict.cost if found.mean >= 0 else -verdict.cost)
        return self.say(side, cost=cost, **facts)

    def second(self) -> list[str]:
        """Whether the lines hold with other luck."""
        again = self.found.again
        if again is None:
            return [self.say("not_twice")]
        if not again.checks:
            return []
        missed = [f"- {self.missed(check)}" for check in again.checks if not check.holds]
        if again.feasible:
            held = self.held(np.all([check.held for check in again.checks], axis=0))
            return [self.say("again.holds", held=held)]
        return [self.say("again.misses"), "", *missed]

    def warned(self) -> list[str]:
        """That the search lived a sample; that the status quo was another there than in the second look."""
        other, again, region = self.other_world(), self.found.whole_again, self.found.whole.region
        sample = sampled(region, self.language)
        told = [self.say("blank").join((sample, self.say("search_all")))] if sample else []
        if other:
            same = again is not None and again.region.fraction == region.fraction
            told.append(self.say("other_luck" if same else "other_world", lines=self.join(other)))
        return [part for line in told for part in ("", line)]

    def held(self, held: np.ndarray) -> str:
        """In how many of all replicates something holds."""
        return self.say("held", k=int(held.sum()), n=len(held))

    # --- twice ----------------------------------------------------------------------------------------------

    def twice(self) -> list[str]:
        """Every number of the search beside that of the second look."""
        found, again = self.found, self.found.again
        lines = []
        if again is not None and found.whole_again is not None:
            seeds = [f"{plan.tasks[0].seed}-{plan.tasks[-1].seed}" for plan in (found.whole, found.whole_again)]
            scales = {"scale": self.scale(found.whole), "again": self.scale(found.whole_again)}
            lines += [self.say("twice.about", base=self.base, seeds=seeds[0], fresh=seeds[1], **scales), ""]
        heads = ["what", "year", "limit", "base", "search", "held", *(["base", "again", "held"] if again else [])]
        lines.append(f"| {' | '.join(self.say(f'head.{head}') for head in heads)} |")
        lines.append(f"| --- | --- |{' ---: |' * (len(heads) - 2)}")
        lines += [f"| {' | '.join(row)} |" for row in self.rows(found.best, again)]
        return lines

    def other_world(self) -> list[str]:
        """Lines for which the status quo is clearly not the same in both looks."""
        best, again = self.found.best, self.found.again
        if again is None:
            return []
        pairs = [
            (one, two)
            for one, two in zip(best.checks, again.checks, strict=True)
            if one.line is not None and not one.line.of_base
        ]
        return [
            self.say("other", line=self.short(one), year=one.year, search=self.mean_of(one.of_base),
                     again=self.mean_of(two.of_base), limit=self.limit(one))
            for one, two in pairs
            if apart(one.base, two.base, len(pairs))
        ]  # fmt: skip

    def rows(self, best: Verdict, again: Verdict | None) -> Iterator[list[str]]:
        """Cost in all, what is wanted, cost by year, and each constraint by year."""
        looks = [best, *([again] if again else [])]
        money = [self.with_interval("public_cost", look.cost) for look in looks]
        yield [self.say("row.cost", base=self.base), self.years(self.lived), "", *self._beside(money)]
        if self.goal.aim is not None:
            outcome, sign = self.goal.aim.outcome, self.goal.aim.sign
            told = [self.wanted(self.goal.aim, look) for look in looks]
            what, years = told[0][:2]
            base = [self.with_interval(outcome, sign * look.aim - look.aim_less) for look in looks]
            row = [[one, value, ""] for one, (*_, value, _) in zip(base, told, strict=True)]
            yield [what, years, "", *(part for cells in row for part in cells)]
            yield [
                self.say("row.aim_less", what=what, base=self.base),
                years,
                "",
                *self._beside([one[-1] for one in told]),
            ]
        if self.goal.budget is None:
            for year in sorted(best.costs):
                shown = [self.with_interval("public_cost", look.costs[year]) for look in looks]
                yield [self.say("row.cost_year", base=self.base), str(year), "", *self._beside(shown)]
        for checks in zip(*(look.checks for look in looks), strict=True):  # both looks have the same in the same order
            row = [self.short(checks[0]), str(checks[0].year), self.limit(checks[-1])]
            for check in checks:
                row += [self.base_of(check), *self._judged(check)]
            yield row

    def _beside(self, shown: list[str]) -> list[str]:
        """Values to which no limit is set."""
        return [part for one in shown for part in ("", one, "")]

    def base_of(self, check: Check) -> str:
        """What the status quo has; nothing where that follows from the question."""
        return "" if check.line is None or check.line.of_base else self.reached(check.of_base)

    def _judged(self, check: Check) -> list[str]:
        """A value, marked if its mean misses the limit, and in how many replicates it holds."""
        value = self.reached(check)
        shown = value if check.holds else self.say("missed_mark", value=value)
        return [shown, self.held(check.held)]

    # --- cost against outcome -------------------------------------------------------------------------------

    def front(self) -> list[str]:
        """The mixes that no other beats and the found one, cheapest first."""
        searched = self.found.searched
        cell, years, sign = shown_outcome(self.goal)
        values, compared = values_of(searched, cell, years), relative(searched, cell, years)
        what = self.compared(cell) if compared else self.what(*cell)
        kept = binding.frontier(searched.tried, [sign * float(value) for value in values])
        front = sorted((i for i, one in enumerate(kept) if one), key=lambda i: float(searched.tried[i].cost.mean()))
        within = what.replace("“", "‘").replace("”", "’")  # it stands in quotes there
        lines = [self.say("frontier.about", what=within, years=self.years(years)), ""]
        lines.append(f"| {self.say('head.mix')} | {self.say('head.cost')} | {what} | |")
        lines.append("| --- | ---: | ---: | --- |")
        found = next(i for i, verdict in enumerate(searched.tried) if verdict is searched.best)
        shown_too = set(front[:MOST_FRONT]) | ({found} if np.isfinite(values[found]) else set())
        for i in sorted(shown_too, key=lambda i: float(searched.tried[i].cost.mean())):
            verdict, value = searched.tried[i], float(values[i])
            mark = "★" if verdict is searched.best else "" if verdict.feasible else "✗"
            cost = self.with_interval("public_cost", verdict.cost)
            shown = self.share(value) if compared else self.amount(cell[0], value)
            lines.append(f"| {self.mix(verdict.mix)} | {cost} | {shown} | {mark} |")
        if not front:
            return [*lines[:2], self.say("map.no_value")]
        left = len(set(front) - shown_too)
        return [*lines, "", self.say("more", n=left)] if left else lines

    # --- printed --------------------------------------------------------------------------------------------

    def printed(self) -> str:
        """What stands on the terminal: the answer and what binds."""
        lines = [self.question, "", *self.answer(), "", *self.binds()]
        return "\n".join(page.indented(line, 0) if line else "" for line in lines).replace("**", "")


def pages(found: Found, command: str) -> dict[str, str]:
    """Name of a page -> its text."""
    return {name: Page(found, language).markdown(command) for name, language in RESULTS.items()}
