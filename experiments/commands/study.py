"""``carecap run`` and ``carecap compare``: live the runs, print what came out, write it down."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from experiments import config, derived
from experiments.commands import keeping, page
from experiments.commands.plan import Plan, lived, plan, progress_of, tell_notes
from experiments.commands.report import (
    cautions,
    differences_text,
    document_text,
    head,
    wanted_text,
    years_text,
)
from experiments.files import Folder
from experiments.runs import Run, RunFailed
from experiments.waterfall import only_asked

if TYPE_CHECKING:
    import pandas as pd


def run(overrides: Sequence[str]) -> None:
    """One scenario: the month of the document beside the model, and the years."""
    _study("run", overrides)


def compare(overrides: Sequence[str]) -> None:
    """Several scenarios: paired differences to the first."""
    _study("compare", overrides)


def _study(command: str, overrides: Sequence[str]) -> None:
    whole = plan(command, config.read(command, overrides))
    with _lived(whole) as runs:
        _tell(whole, runs)


def _tell(whole: Plan, runs: list[Run]) -> None:
    """Write everything down, then print it."""
    from experiments.store import yearly
    from experiments.typed import typed_text
    from experiments.words import summary_text

    years = yearly(runs)
    table = _compared(years)
    language = whole.settings.language
    known = cautions(whole)
    shown, asked = only_asked(whole, runs)
    # Before anything is printed: a reader that has seen enough, for instance `head`, ends the command.
    names = write(whole, runs, years, table) if whole.settings.out else []
    print(head(whole) + (known and "\n" + known))
    if whole.command == "run":
        typed = typed_text(whole, language)
        print(typed, end="\n" if typed else "")
        parts = [document_text(whole, runs[0]), wanted_text(whole, runs), years_text(whole, years)]
    else:
        parts = [] if whole.settings.comparison else [differences_text(shown, years, table)]
        parts += [summary_text(whole, runs, years, language).rstrip(), wanted_text(shown, asked)]
    print("\n" + "\n\n".join(part for part in parts if part))
    if names:
        print("\n" + page.word("written", language, out=whole.settings.out, names=", ".join(names)))


@contextmanager
def _lived(whole: Plan) -> Iterator[list[Run]]:
    """The runs; with an ``out`` they are kept there as they are finished, and the folder is held till the end."""
    if whole.settings.out is None:
        yield lived(whole)
        return
    with keeping.kept(whole, lambda: progress_of(whole), tell_notes) as (study, found):
        if found.failed:
            raise RunFailed("\n  ".join([f"{len(found.failed)} of {found.runs} runs failed", *found.failed]))
        old = derived.told(study, whole.settings.language)
        print(old, end="\n" if old else "", file=sys.stderr)
        yield study.lived()


def _compared(years: pd.DataFrame) -> pd.DataFrame | None:
    """The table of paired differences, if there is more than one scenario."""
    from experiments.compare import compare

    return compare(years) if years["scenario"].nunique() > 1 else None


def write(whole: Plan, runs: Sequence[Run], years: pd.DataFrame, table: pd.DataFrame | None) -> list[str]:
    """Write tables and charts to ``out``: all of them, or nothing.

    Tables hold every arm, pages and pictures the scenarios that were asked for.
    """
    from experiments import promises, store
    from experiments.charts import draw_all
    from experiments.commands import chosen
    from experiments.notices import notices
    from experiments.provenance import line
    from experiments.words import summary_text

    settings, region = whole.settings, whole.region
    facts = whole.facts
    shown, asked = only_asked(whole, runs)
    labels = {scenario.name: (scenario.label, scenario.label_zh) for scenario in shown.settings.scenarios}
    if settings.out is None:
        raise ValueError("nowhere to write: out is null")

    frame = store.tidy(asked)

    def draw(place: Path, language: str) -> list[Path]:
        foot = line(facts, language)
        charts = draw_all(frame, region, list(labels), language, place, foot, labels)
        charts += chosen.draw(whole, years, place, language, foot) if table is not None else []
        known = notices(region, language, settings.region)
        return [*charts, store.write_note(place, known)] if known else charts

    with Folder(settings.out) as folder:
        folder.write("yearly.csv", lambda file: store.write_table(store.levels_table(years), file))
        folder.write("ledger.csv", lambda file: store.write_table(store.ledger_table(runs), file))
        folder.write("causes.csv", lambda file: store.write_table(store.causes_table(years), file))
        if region.targets:
            found = promises.promises(runs, region)
            folder.write("targets.csv", lambda file: store.write_table(promises.targets_table(found), file))
            folder.write("constraints.csv", lambda file: store.write_table(promises.constraints_table(found), file))
        if table is not None:
            folder.write("comparison.csv", lambda file: store.write_table(store.with_units(table), file))
            for name, one in chosen.tables(whole, years).items():
                folder.write(name, lambda file, one=one: store.write_table(one, file))
        if any(run.projects for run in runs):
            folder.write("projects.csv", lambda file: store.write_table(store.projects_table(runs), file))
        if whole.command == "compare":
            for name, language in store.SUMMARIES.items():
                text = summary_text(whole, runs, years, language)
                folder.write(name, lambda file, text=text: file.write(text.encode()))
            pages = told(shown, asked, table) | (chosen.pages(whole, years) if table is not None else {})
            for name, text in pages.items():
                folder.write(name, lambda file, text=text: file.write(text.encode()))
        written = ["data/", "design.csv", "provenance.json", *(path.name for path in folder.staged)]
        for name, language in store.chart_folders(whole.command, settings.language).items():
            places = folder.draw(name, lambda place, language=language: draw(place, language))
            written.append(f"{name}/ ({sum(path.suffix == '.png' for path in places)})")
    return written


def told(whole: Plan, runs: Sequence[Run], table: pd.DataFrame | None) -> dict[str, str]:
    """Pages of a comparison in both languages: what became of the document's targets, and the years."""
    from experiments.promises import page as told_of
    from experiments.store import LANGUAGE_ENDS

    pages: dict[str, str] = {}
    for language, end in LANGUAGE_ENDS.items():
        if whole.region.targets:
            pages[f"targets{end}"] = told_of.Teller(whole, runs, language).markdown()
        if table is not None:
            pages[f"years{end}"] = told_of.years_markdown(whole, table, language)
    return pages
