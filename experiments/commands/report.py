"""What ``carecap run`` and ``carecap compare`` print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from experiments.choices_cells import better_text, futures_head, futures_text, more_text
from experiments.commands import page
from experiments.compare import FUTURES, MAIN, futures_share, last_year
from experiments.month0 import table_text
from experiments.notices import notices
from experiments.plurals import year_text
from experiments.runs import Run
from sim.calendar import text_of

if TYPE_CHECKING:
    from experiments.commands.plan import Plan

SUMMARY = (
    "occupancy",
    "occupancy_operable",
    "waiting",
    "unmet_hours",
    "any_gap",
    "aides",
    "aides_missing",
    "public_cost",
)
"""Columns of the yearly summary of one scenario."""


def head(whole: Plan) -> str:
    """What was run, in one line."""
    settings, region, language = whole.settings, whole.region, whole.settings.language
    name = region.label_zh if language == "zh" else region.label
    title = settings.scenarios[0].title(language) if len(settings.scenarios) == 1 else ""
    scale = page.lived_share(region.fraction, language)
    first, last = whole.tasks[0].seed, whole.tasks[-1].seed
    seeds = (
        page.word("seed", language, seed=first)
        if first == last
        else page.word("seeds", language, first=first, last=last)
    )
    until = text_of(whole.tasks[0].until)
    line = page.word("head", language, region=name, first=text_of(region.start), last=until, scale=scale, seeds=seeds)
    return f"{line}：{title}" if title and language == "zh" else f"{line}: {title}" if title else line


def cautions(whole: Plan) -> str:
    """What must be known of the region before its figures, a paragraph each; empty if there is nothing."""
    settings = whole.settings
    return "\n".join(page.indented(line, 2) for line in notices(whole.region, settings.language, settings.region))


def _means(years: pd.DataFrame) -> pd.DataFrame:
    """Region-wide totals: mean over the replicates of each scenario, outcome and year."""
    whole = years[(years["place"] == "") & (years["group"] == "")]
    keys = ["scenario", "outcome", "year", "months"]
    return whole.groupby(keys, observed=True, sort=False)["value"].mean().reset_index()


def years_text(whole: Plan, years: pd.DataFrame) -> str:
    """One row a year, one column for each outcome of the summary."""
    language = whole.settings.language
    means = _means(years)
    wide = means.pivot(index="year", columns="outcome", values="value")
    months = means.groupby("year")["months"].first()
    measures = [page.Measure(name, float(wide[name].abs().max()), language) for name in SUMMARY if name in wide]
    rows = []
    for year in wide.index:
        values = (m.text(float(wide.loc[year, m.outcome.name])) for m in measures)
        rows.append([year_text(year, months[year], language), *values])
    keys = [f"[{i + 1}]" for i in range(len(measures))]
    legend = "\n".join(f"{key} {measure.label}" for key, measure in zip(keys, measures, strict=True))
    return f"{_replicates(whole)}\n{page.table([page.word('year', language), *keys], rows)}\n{legend}"


def _replicates(whole: Plan) -> str:
    n, language = whole.settings.replicates, whole.settings.language
    return page.word("single", language) if n == 1 else page.word("means", language, n=n)


def differences_text(whole: Plan, years: pd.DataFrame, table: pd.DataFrame | None) -> str:
    """For each scenario a table of the main outcomes in the last full year beside the first scenario."""
    language = whole.settings.language
    titles = {scenario.name: scenario.title(language) for scenario in whole.settings.scenarios}
    if table is None:
        return years_text(whole, years)
    year = last_year(years)
    months = int(years.loc[years["year"] == year, "months"].iloc[0])
    told = year_text(year, months, language)
    rows = table[(table["year"] == year) & (table["place"] == "") & (table["group"] == "")]
    base, n = whole.settings.scenarios[0].name, whole.settings.replicates
    blocks = []
    for scenario in [s.name for s in whole.settings.scenarios[1:]]:
        one = rows[rows["scenario"] == scenario].set_index("outcome")
        lines = [_difference(name, one.loc[name], language) for name in MAIN if name in one.index]
        heads = [page.word("outcome", language), titles[base], titles[scenario]]
        heads += [page.word(key, language) for key in ("difference", "interval", "verdict")]
        title = page.word("against", language, scenario=titles[scenario], base=titles[base], year=told)
        blocks.append(f"{title}\n{page.table(heads, lines)}")
        blocks += [text for text in (_sure(one, n, language),) if text]
    return "\n\n".join([_replicates(whole), *blocks, _how(n, language)])


def _how(n: int, language: str) -> str:
    """What the columns mean, for so many replicates."""
    key = "how.futures" if futures_share(n) >= FUTURES else "how.range" if n > 1 else "how.none"
    return page.word("how", language, futures=page.word(key, language, share=f"{10 * futures_share(n):.2g}"))


def _difference(name: str, row: pd.Series, language: str) -> list[str]:
    """One outcome: both levels, the difference, its interval, the verdict."""
    measure = page.Measure(name, max(abs(row["base"]), abs(row["value"])), language)
    difference, low, high = row["mean"], row["low"], row["high"]
    interval = f"{measure.text(low, True)} … {measure.text(high, True)}" if math.isfinite(low) else "–"
    cells = [measure.text(row["base"]), measure.text(row["value"]), measure.text(difference, True), interval]
    judged = verdict(row, measure.outcome.better)
    return [measure.label, *cells, page.word(judged, language)]


def _sure(rows: pd.DataFrame, n: int, language: str) -> str:
    """A row for each outcome that differs: futures, probability to be better, replicates to go; empty with one run."""
    lines = []
    for name in [name for name in MAIN if name in rows.index and n > 1]:
        row = rows.loc[name]
        measure = page.Measure(name, max(abs(row["base"]), abs(row["value"])), language)
        if verdict(row, measure.outcome.better) != "same":
            lines.append([measure.label, futures_text(measure, row), better_text(row), more_text(row)])
    heads = [page.word("outcome", language), futures_head(n, language)]
    heads += [page.word(key, language) for key in ("chance", "more")]
    return page.table(heads, lines) if lines else ""


def verdict(row: pd.Series, better: str) -> str:
    """What the 95 % interval of a difference says about it."""
    if not math.isfinite(row["mean"]) or (row["n"] > 1 and row["mean"] == 0 and row["sd"] == 0):
        return "same"
    if row["n"] < 2:
        return "one"
    if row["low"] <= 0 <= row["high"]:
        return "undecided"
    side = "higher" if row["mean"] > 0 else "lower"
    return side if better == "neither" else "better" if side == better else "worse"


def document_text(whole: Plan, first: Run) -> str:
    """The figures of the document beside the model's, or why there are none."""
    if not first.month0:
        return page.word("no_month0", whole.settings.language, month=text_of(whole.region.document))
    return table_text(first.month0, whole.region, whole.settings.language)


def wanted_text(whole: Plan, runs: Sequence[Run]) -> str:
    """What the document wants by later months beside what the runs have by then; empty if it prints no targets."""
    from experiments.promises.page import Teller

    language = whole.settings.language
    if not whole.region.targets:
        return ""
    return f"{page.word('targets', language)}\n{Teller(whole, runs, language).terminal()}"
