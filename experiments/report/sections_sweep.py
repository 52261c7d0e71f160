"""A sweep: what was varied, and how the years spread. Months were not kept: no monthly charts, no map."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Drawn
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from experiments import charts, derived
from experiments.compare import last_year, region_wide
from experiments.design import Quantity
from experiments.labels import FAINT, SCENARIO_COLOURS, exponent, number, outcome_label, unit_text, wrap
from experiments.report.figures import foot, png
from experiments.report.section import BOOK, PAGE, Block, Cell, Figure, Section, Table, Text, from_markdown
from experiments.sensitivity import names
from experiments.store import LANGUAGE_ENDS, Study
from sim.calendar import text_of
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from experiments.report.subject import Subject

DRAWN = ("unmet_hours", "waiting", "occupancy", "public_cost")
"""Outcomes of the figure of years."""
TOLD = (*DRAWN, "aides_missing", "entered_90", "household_cost")
"""Outcomes of the table of the last year."""
MOST_IN_WORDS = 4
"""Quantities of a design that are told in a sentence; of more the table tells."""
TENTHS = (10, 50, 90)
"""Per cent points of a spread."""


def swept(subject: Subject) -> str:
    """One sentence: the design, how it samples, how many runs that makes, and what is varied; "" if nothing was."""
    design = subject.whole.settings.design
    if design is None:
        return ""
    if len(design.quantities) > MOST_IN_WORDS:
        which = subject.say("swept.many", section=subject.say("varied"))
    else:
        told = [told_of(subject, one) for one in design.quantities]
        which = subject.say("swept.few", quantities=subject.say("semicolon").join(told))
    points, scenarios, replicates = _width(subject), len(subject.scenarios), subject.replicates
    facts = {
        "points": points,
        "scenarios": scenarios,
        "replicates": replicates,
        "runs": points * scenarios * replicates,
    }
    name = design.said("label", subject.language) or subject.say("sweep")
    kind = subject.say(f"design.{design.kind}")
    return subject.say("swept", kind=kind, label=name, n=len(design.quantities), which=which, **facts)


def told_of(subject: Subject, quantity: Quantity) -> str:
    """A quantity with its range, or every value of a grid, and its month; shares in per cent."""
    since = subject.say("swept.since", month=text_of(quantity.since)) if quantity.since is not None else ""
    bounds = names.span(quantity, subject.language)
    return subject.say("swept.one", label=names.label(quantity, subject.language), bounds=bounds, since=since)


def varied(subject: Subject) -> Section | None:
    """The quantities of the design with their bounds; None if nothing was sampled.

    The pages tell them as the first page does, the workbook has them as they are stored, to be held against the points.
    """
    design = subject.whole.settings.design
    if design is None or subject.design is None:
        return None
    heads = tuple(subject.say(f"column.{key}") for key in ("quantity", "from_value", "to_value", "unit", "since"))
    pages: list[tuple[Cell, ...]] = []
    books: list[tuple[Cell, ...]] = []
    for one in design.quantities:
        ends = (one.values[0], one.values[-1]) if one.values else (one.low, one.high)
        named = names.label(one, subject.language)
        since = text_of(one.since) if one.since is not None else subject.say("start")
        told, words = names.parts(one, ends, subject.language)
        pages.append((named, *told, words.strip("（）"), since))
        books.append((named, *map(_cell, ends), names.unit(one, subject.language).strip("（）"), since))
    n = len(subject.design) // len(subject.scenarios)
    about = subject.say("varied.about", kind=subject.say(f"design.{design.kind}"), n=n, seed=design.seed)
    texts, caption = frozenset({0, 3, 4}), subject.say("varied.caption")
    page = Table(heads, tuple(pages), caption, only=PAGE, texts=texts)
    book = Table(heads, tuple(books), caption, subject.say("sheet.varied"), BOOK, texts=texts)
    columns = tuple(str(name) for name in subject.design.columns)
    points = tuple(tuple(_cell(value) for value in row) for row in subject.design.itertuples(index=False))
    every = Table(
        columns, points, subject.say("design.caption"), subject.say("sheet.design"), BOOK, texts=frozenset({1})
    )
    return Section("varied", subject.say("varied"), (Text(about), page, book, every))


def _cell(value: object) -> str | float | int:
    """A value of the design as a workbook has it."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    return value.item() if isinstance(value, np.generic) else value  # type: ignore[return-value]


def years(subject: Subject) -> Section:
    """The years of the main outcomes: mean, and the spread over the points or, without a design, the replicates."""
    key = "points" if subject.design is not None else "replicates"
    facts = {"n": subject.replicates, "points": _width(subject)}
    told = subject.say(f"spread.{key}", **facts)
    blocks: list[Block] = [Text(told + (subject.say("spread.one_year") if _some_are_missing(subject) else ""), "box")]
    titles = "；".join(outcome_label(name, "zh") for name in DRAWN) if subject.zh else "; ".join(
        outcome_label(name, "en") for name in DRAWN
    )  # fmt: skip
    sheet = subject.say("sheet.years.all")
    alt = subject.say("years.alt", region=subject.label, what=titles)
    blocks.append(Figure("years", _picture(subject), alt, foot(subject, sheet), sheet))
    blocks += [_last(subject), _book(subject, sheet)]
    more = _more(subject)
    blocks += [Text(more, "note")] if more else []
    return Section("years", subject.say("years"), tuple(blocks))


def _more(subject: Subject) -> str:
    """What this report has not, and how to have it: it depends on whether there is a design, and pages about it."""
    sampled = subject.design is not None
    lacks = {
        "more.months": not sampled,
        "more.sensitivity": sampled and _sensitivity_page(subject) is None,
        "more.targets": bool(subject.full.targets),
    }
    return ("" if subject.zh else " ").join(subject.say(key) for key, lacking in lacks.items() if lacking)


def _width(subject: Subject) -> int:
    return len(subject.design) // len(subject.scenarios) if subject.design is not None else 1


def spread(subject: Subject, outcome: str) -> Mapping[str, pd.DataFrame]:
    """Scenario -> [year, point] means over the replicates; without a design [year, replicate]."""
    rows = region_wide(subject.told)
    rows = rows[rows["outcome"] == outcome]
    by = "point" if subject.design is not None else "replicate"
    found = rows.groupby(["scenario", "year", by], observed=True)["value"].mean().unstack(by)
    return {name: found.loc[name].dropna(axis=1, how="all") for name in subject.titles if name in found.index}


def _five(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lowest, 10 %, middle, 90 %, highest of those that are there; NaN where there are none."""
    there = values[np.isfinite(values)]
    return np.percentile(there, (0, *TENTHS, 100)) if len(there) else np.full(len(TENTHS) + 2, np.nan)


def _tenths(wide: pd.DataFrame) -> NDArray[np.float64]:
    """[10 %, middle, 90 %; year] over the columns."""
    return np.array([_five(row)[1:4] for row in wide.to_numpy(dtype=float)]).T


def _picture(subject: Subject) -> bytes:
    """A panel for each outcome: line of the middle, band from the lowest to the highest tenth, by scenario."""
    with charts.styled(subject.language):
        figure = Drawn((8.0, 6.6))
        axes = figure.subplots(2, 2, gridspec_kw={"hspace": 0.34, "wspace": 0.28, "top": 0.86, "bottom": 0.17})
        key = "points" if subject.design is not None else "replicates"
        figure.text(0.02, 0.975, subject.say("years.title", region=subject.label), size=12, va="top")
        one = len(_shown(subject)) == 1
        about = subject.say(f"years.about.{key}.one" if one else f"years.about.{key}", year=subject.year_text)
        figure.text(0.02, 0.935, wrap(about, 122), size=8, va="top", color=FAINT)
        for panel, name in zip(axes.flat, DRAWN, strict=True):
            _panel(subject, panel, name)
        handles, labels = axes.flat[0].get_legend_handles_labels()
        place = {"loc": "lower left", "bbox_to_anchor": (0.015, 0.05), "frameon": False, "fontsize": 7.5}
        if len(labels) <= len(SCENARIO_COLOURS):
            figure.legend(handles, [wrap(one, 44) for one in labels], ncols=3, **place)
        figure.text(0.02, 0.015, wrap(subject.foot, 150), size=6.5, color=FAINT)
        return png(figure)


def _panel(subject: Subject, panel, name: str) -> None:
    declared = OUTCOMES[name]
    found = spread(subject, name)
    most = max(float(np.nanmax(wide.to_numpy(dtype=float), initial=0.0)) for wide in found.values())
    power = 0 if declared.unit == "share" else exponent(most, subject.language)
    times = 100.0 if declared.unit == "share" else 10.0**-power
    for i, (scenario, wide) in enumerate(found.items()):
        rows = wide.loc[_shown(subject)]
        low, middle, high = times * _tenths(rows)
        hue = SCENARIO_COLOURS[i % len(SCENARIO_COLOURS)]
        if len(rows) == 1:  # a dot and a bar for each scenario, side by side
            panel.plot([i], middle, "o", color=hue, markersize=4.5, label=subject.titles[scenario])
            panel.vlines([i], low, high, color=hue, linewidth=1.5, alpha=0.5)
            continue
        panel.plot(rows.index, middle, color=hue, linewidth=1.5, label=subject.titles[scenario])
        if wide.shape[1] > 1:
            panel.fill_between(rows.index, low, high, color=hue, alpha=0.16, linewidth=0)
    words = unit_text(declared.unit, subject.language, power, declared.kind == "flow")
    panel.set_title(f"{outcome_label(name, subject.language)}{subject.say('unit_of', unit=words)}")
    if len(_shown(subject)) == 1:
        panel.set_xlim(-0.6, len(found) - 0.4)
        panel.set_xticks([(len(found) - 1) / 2], [subject.year_text])
    else:
        panel.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        panel.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,g}".replace("-", "−")))


def _shown(subject: Subject) -> list[int]:
    """The years of the figure: those lived to their end, since a part of a year is no point of a line of flows.

    Where there is none, the year that the tables tell, which say how many months it has.
    """
    months = subject.years.groupby("year")["months"].first()
    return [int(year) for year in months.index[months == 12]] or [subject.year]


def _some_are_missing(subject: Subject) -> bool:
    """Whether the figure shows one year of several."""
    return len(_shown(subject)) == 1 < subject.years["year"].nunique()


def _last(subject: Subject) -> Table:
    """The last year: lowest, 10 %, middle, 90 %, highest of each outcome and scenario."""
    year = last_year(subject.years)
    stats = ("least", "p10.of", "median", "p90.of", "most")
    heads = [subject.say("column.outcome"), subject.say("scenario"), *(subject.say(f"column.{key}") for key in stats)]
    rows = []
    for name in TOLD:
        declared = OUTCOMES[name]
        words = unit_text(declared.unit, subject.language, 0, declared.kind == "flow")
        times = 100.0 if declared.unit == "share" else 1.0
        for scenario, wide in spread(subject, name).items():
            values = times * wide.loc[year].to_numpy(dtype=float)
            five = _five(values)
            title = f"{outcome_label(name, subject.language)}{subject.say('unit_of', unit=words)}"
            rows.append((title, subject.titles[scenario], *(_short(subject, name, float(one)) for one in five)))
    caption = subject.say("spread.caption", year=subject.year_text)
    return Table(tuple(heads), tuple(rows), caption, only=PAGE, texts=frozenset({0, 1}), grouped=True)


def _short(subject: Subject, outcome: str, value: float) -> str:
    if OUTCOMES[outcome].unit != "yuan":
        return number(value) if np.isfinite(value) else "–"
    power = exponent(value, subject.language)
    words = unit_text("yuan", subject.language, power) if power else ""
    return f"{number(value / 10**power)}{'' if subject.zh else ' '}{words}"


def _book(subject: Subject, sheet: str) -> Table:
    """Every year of the outcomes that are told, for the workbook."""
    stats = ("mean", "least", "p10.of", "median", "p90.of", "most")
    heads = [subject.say(f"column.{key}") for key in ("outcome", "unit", "scenario", "year", "months", *stats)]
    months = subject.years.groupby("year")["months"].first()
    rows = []
    for name in TOLD:
        declared = OUTCOMES[name]
        words = unit_text(declared.unit, subject.language, 0, declared.kind == "flow")
        times = 100.0 if declared.unit == "share" else 1.0
        for scenario, wide in spread(subject, name).items():
            for year, row in wide.iterrows():
                values = times * row.to_numpy(dtype=float)
                mean = float(np.mean(values[np.isfinite(values)])) if np.isfinite(values).any() else np.nan
                figures = (mean, *map(float, _five(values)))
                about = (outcome_label(name, subject.language), words, subject.titles[scenario])
                rows.append((*about, int(year), int(months[year]), *figures))
    caption = subject.say("spread.book")
    return Table(tuple(heads), tuple(rows), caption, sheet, BOOK, texts=frozenset({0, 1, 2}))


def _sensitivity_page(subject: Subject) -> Path | None:
    """The page that ``carecap sensitivity`` wrote into the folder of the study, if it did."""
    if subject.path is None:
        return None
    page = subject.path / "sensitivity" / f"summary{LANGUAGE_ENDS[subject.language]}"
    return page if page.is_file() else None


def sensitivity(subject: Subject) -> Section | None:
    """What ``carecap sensitivity`` wrote into the folder of the study, if it did; the tables stand there."""
    page = _sensitivity_page(subject)
    if page is None or subject.path is None:
        return None
    blocks = from_markdown([line for line in page.read_text("utf-8").splitlines() if not line.startswith("![")])
    if derived.is_old(Study(subject.path), page):
        blocks.insert(0, Text(subject.say("sensitivity.older", n=subject.facts["runs"]), "note"))
    return Section("sensitivity", subject.say("sensitivity"), tuple(blocks))
