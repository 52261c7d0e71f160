"""What a report is about: a study as it was lived, in one language, with the tellers that know how to tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments import charts_sheet, compare
from experiments.choices import Choices
from experiments.commands import page
from experiments.commands.plan import again
from experiments.labels import outcome_label, unit_text
from experiments.plurals import YearText, year_text
from experiments.provenance import line
from experiments.regions import folder_of
from experiments.report.words import say
from experiments.runs import RegionKey, Run, region_of
from experiments.schema import Scenario, said
from experiments.waterfall import asked, only_asked
from experiments.words import Teller
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

    from experiments.charts_sheet import Sheet
    from experiments.commands.plan import Plan
    from experiments.promises.page import Teller as TargetTeller
    from experiments.store import Study
    from sim.world.region import Region


@dataclass(frozen=True, eq=False)
class Subject:
    """A study and the language in which it is told."""

    whole: Plan
    runs: Sequence[Run]
    """Every run in order, with its months; of a sweep none: its months were not kept."""
    years: pd.DataFrame
    """Yearly values: scenario, replicate, year, months, place, group, outcome, value; of a sweep ``point`` too."""
    facts: dict[str, Any]
    """Where the study comes from (``provenance.json``)."""
    language: str
    design: pd.DataFrame | None = None
    """What was sampled, a row for each point; None if nothing was."""
    path: Path | None = None
    """Folder of the study; None in memory."""

    def say(self, key: str, **facts: object) -> str:
        """Words of the report."""
        return say(key, self.language, **facts)

    @property
    def zh(self) -> bool:
        """Whether the report is in Chinese."""
        return self.language == "zh"

    @property
    def foot(self) -> str:
        """Code, region, months, scale, seeds, data, in one line."""
        return line(self.facts, self.language)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios that were asked for, without the arms of a waterfall; the others are held against the first."""
        return asked(self.whole.settings).scenarios

    @property
    def base(self) -> Scenario:
        """The first scenario."""
        return self.scenarios[0]

    @property
    def question(self) -> str:
        """What the study asks as a whole, by its comparison or its design; "" if only its scenarios ask."""
        settings = self.whole.settings
        return next((one.said("question", self.language) for one in (settings.comparison, settings.design) if one), "")

    @property
    def titles(self) -> dict[str, str]:
        """Scenario -> its label."""
        return {one.name: one.title(self.language) for one in self.scenarios}

    @property
    def label(self) -> str:
        """The region."""
        return self.whole.region.label_zh if self.zh else self.whole.region.label

    @property
    def replicates(self) -> int:
        """Runs of each scenario with different luck."""
        return self.whole.settings.replicates

    @cached_property
    def full(self) -> Region:
        """The region at full scale: what its tables and typed parameters say, whatever elders or sample was lived."""
        typed = tuple(sorted(said(self.whole.settings.parameters).items()))
        return region_of(RegionKey(self.whole.tasks[0].region.name, 1.0, typed))

    @property
    def folder(self) -> Path:
        """The folder of the region."""
        return folder_of(self.whole.settings.region)

    @cached_property
    def teller(self) -> Teller:
        """Who tells a comparison in words."""
        return Teller(self.whole, self.runs, self.years, self.language)

    @cached_property
    def choices(self) -> Choices:
        """Who tells which scenario is better, how surely, at what price."""
        return Choices(self.whole, self.years, self.language)

    @cached_property
    def targets(self) -> TargetTeller:
        """Who tells what became of the targets of the document."""
        from experiments.promises.page import Teller as TargetTeller

        return TargetTeller(*only_asked(self.whole, self.runs), self.language)

    @cached_property
    def told(self) -> pd.DataFrame:
        """The yearly values of the scenarios that were asked for."""
        return self.years[self.years["scenario"].isin(list(self.titles))]

    @cached_property
    def compared(self) -> pd.DataFrame | None:
        """Paired differences to the first scenario, every year, place and group; None with one scenario."""
        return compare.compare(self.told) if len(self.scenarios) > 1 else None

    @cached_property
    def levels(self) -> pd.DataFrame:
        """Mean, 95 % interval and 80 % range of each scenario, every year, place and group."""
        return compare.levels(self.told)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Every month of every run as one table."""
        from experiments.store import tidy

        return tidy([run for run in self.runs if run.scenario in self.titles])

    @cached_property
    def sheet(self) -> Sheet:
        """The values, names and words that all figures share."""
        labels = {one.name: (one.label, one.label_zh) for one in self.scenarios}
        return charts_sheet.read(self.monthly, self.whole.region, list(labels), self.language, self.foot, labels)

    @cached_property
    def year(self) -> int:
        """The year that is told: the last that was lived to its end, else the last of all."""
        return compare.last_year(self.years)

    @property
    def year_text(self) -> YearText:
        """That year, and how many months it has if not twelve."""
        months = int(self.years.loc[self.years["year"] == self.year, "months"].iloc[0])
        return year_text(self.year, months, self.language)

    def place(self, name: str) -> str:
        """The label of a place."""
        from experiments.labels import place_label

        return place_label(next(p for p in self.full.places if p.name == name), self.language)

    def measure(self, outcome: str, largest: float) -> page.Measure:
        """How the values of an outcome are printed."""
        return page.Measure(outcome, largest, self.language)

    def named(self, outcome: str) -> str:
        """An outcome with its unit, as it is counted: no thousands; a share in per cent."""
        declared = OUTCOMES[outcome]
        unit = unit_text(declared.unit, self.language, 0, declared.kind == "flow")
        return f"{outcome_label(outcome, self.language)}{self.say('unit_of', unit=unit)}"


def of_study(study: Study, language: str) -> Subject:
    """A study on disk, whole; of one that keeps years only the runs are left out, its ledger and months with them.

    Raises StudyError if runs are missing, or if levers, parameters, data or code are no longer what they were.
    """
    study.demand_complete()
    whole = again(study)
    sampled = [name for name in study.design.columns if name not in ("point", "scenario")]
    runs = study.lived() if study.keeps_months and not sampled else []
    return Subject(whole, runs, study.yearly(), study.facts, language, study.design if sampled else None, study.path)
