"""The order of the report: what stands in it, a function for each section."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from experiments.report.section import Report, Section, numbered
from experiments.report.sections_back import assumptions, rerun, unknown
from experiments.report.sections_charts import causes, charts, where
from experiments.report.sections_choices import apart, choices
from experiments.report.sections_compared import compared
from experiments.report.sections_cost import cost
from experiments.report.sections_findings import delivered, findings, main_outcomes
from experiments.report.sections_front import front, title_of
from experiments.report.sections_sweep import sensitivity, varied, years
from experiments.report.sections_targets import start, targets

if TYPE_CHECKING:
    from experiments.report.subject import Subject

Teller = Callable[["Subject"], "Section | None"]
STUDY: tuple[Teller, ...] = (
    *(front, compared, findings, delivered, main_outcomes, charts, where, causes, targets, cost, choices),
    *(apart, start, assumptions, unknown, rerun),
)
"""The sections of a study whose months were kept."""
YEARS: tuple[Teller, ...] = (
    *(front, compared, findings, delivered, main_outcomes, years, choices, assumptions, unknown),
    rerun,
)
"""Of a sweep without a design: its years and replicates tell what differs, but there are no months and no ledger."""
DESIGN: tuple[Teller, ...] = (front, compared, varied, years, sensitivity, assumptions, unknown, rerun)
"""Of a sweep over a design."""


def report(subject: Subject) -> Report:
    """Everything that there is to tell, figures counted through."""
    tellers = DESIGN if subject.design is not None else STUDY if subject.runs else YEARS
    sections = [section for teller in tellers if (section := teller(subject)) is not None]
    return Report(subject.language, title_of(subject), subject.foot, numbered(sections))
