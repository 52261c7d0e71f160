"""The figures of a report, drawn as ``carecap compare`` draws them but finer, and the numbers behind each."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Drawn
from numpy.typing import NDArray
from PIL import Image

from experiments import charts, charts_sheet, many, maps
from experiments.charts_sheet import Sheet
from experiments.choices_cells import futures_head
from experiments.labels import outcome_label, place_label, text, unit_text
from experiments.report.section import BOOK, Figure, Table
from sim.agents.kinds import EmptyBed, UnmetHour
from sim.calendar import text_of
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from experiments.report.subject import Subject

DPI = 220
"""Dots to an inch: twice what a page of a screen shows."""
Series = tuple[str, str, Mapping[str, NDArray[np.float64]]]
"""Label, unit, scenario -> values [replicate, month] of one thing that a figure shows."""


@lru_cache(maxsize=1)  # a report asks for one after the other
def images(subject: Subject) -> dict[str, bytes]:
    """Name -> PNG of every figure of the study; with one scenario there is none of differences."""
    sheet = subject.sheet
    found = charts.FIGURES | (many.FIGURES if len(sheet.names) > many.MOST else {})
    with charts.styled(subject.language):
        return {name: png(draw(sheet)) for name, draw in found.items() if name != "difference" or len(sheet.names) > 1}


def png(figure: Drawn) -> bytes:
    """A figure as PNG; the same versions of the packages give the same bytes."""
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI)
    with Image.open(drawn) as image:  # 256 colours are as good as all, at a third of the size
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(packed, format="png", optimize=True)
    return packed.getvalue()


def figure(subject: Subject, name: str, image: bytes = b"", **facts: object) -> Figure:
    """A figure with its words and the title of the sheet that holds its numbers; ``facts`` are those of its title."""
    sheet = subject.sheet
    facts |= {"region": subject.label, "period": sheet.period, "scenario": next(iter(sheet.names.values()))}
    numbers = subject.say(f"sheet.{name}")
    return Figure(
        name=name,
        image=image or images(subject)[name],
        alt=subject.say("alt", title=text(f"title.{name}", subject.language, **facts)),
        foot=foot(subject, numbers),
        sheet=numbers,
    )


def foot(subject: Subject, numbers: str) -> str:
    """Scenarios, then code, region, months, scale, seeds and data, then the sheet of the numbers."""
    listed = subject.say("semicolon").join(subject.titles.values())
    if len(subject.titles) > many.MOST:
        listed = subject.say("scenarios.many", n=len(subject.titles), first=next(iter(subject.titles.values())))
    return subject.say("figure.foot", scenarios=listed, foot=subject.foot, sheet=numbers)


# --- the numbers --------------------------------------------------------------------------------------------


def table(subject: Subject, name: str) -> Table:
    """The numbers behind a figure, for the workbook."""
    sheet = subject.sheet
    title = subject.say(f"sheet.{name}")
    if name == "difference":
        return _differences(subject, title)
    if name == "map":
        return _places(subject, title)
    heads, rows = (_last if len(sheet.names) > many.MOST else _months)(subject, SERIES[name](sheet))
    return Table(tuple(heads), tuple(rows), _caption(subject, name), title, BOOK)


def _caption(subject: Subject, name: str) -> str:
    about = subject.sheet.say(f"about.{name}") if name not in ("map", "difference") else ""
    stats = subject.say("stats") if subject.replicates > 1 else subject.say("stats.one")
    return subject.say("blank").join(part for part in (about, stats) if part)


def _stats(subject: Subject) -> tuple[str, ...]:
    """Names of what is told of the replicates."""
    one = (subject.say("mean"),)
    return (*one, subject.say("lowest"), subject.say("highest")) if subject.replicates > 1 else one


def _of(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean, lowest and highest over the replicates [3, …]; only the value itself if there is one."""
    there = np.ma.masked_invalid(values)
    found = [there.mean(axis=0), there.min(axis=0), there.max(axis=0)]
    return np.array([np.ma.filled(one, np.nan) for one in found[: 3 if len(values) > 1 else 1]])


def _scaled(unit: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares in per cent, all else as it is."""
    return 100 * values if unit == "share" else values


def _months(subject: Subject, series: Sequence[Series]) -> tuple[list[str], list[tuple[str | float, ...]]]:
    """A row a month; for each thing and scenario mean, lowest and highest replicate."""
    heads, columns = [subject.say("month")], []
    for label, unit, of in series:
        for scenario, values in of.items():
            named = f"{label}{subject.say('unit_of', unit=unit_text(unit, subject.language))}"
            stats = _stats(subject)
            heads += [subject.say("head.series", what=named, scenario=subject.titles[scenario], stat=s) for s in stats]
            columns += list(_scaled(unit, _of(values)))
    months = [text_of(int(month)) for month in subject.sheet.months]
    return heads, [(month, *(float(c[i]) for c in columns)) for i, month in enumerate(months)]


def _last(subject: Subject, series: Sequence[Series]) -> tuple[list[str], list[tuple[str | float, ...]]]:
    """A row a scenario: the last full year of each thing, mean, lowest and highest replicate."""
    sheet, stats = subject.sheet, _stats(subject)
    heads = [subject.say("scenario")]
    for label, unit, _ in series:
        named = f"{label}{subject.say('unit_of', unit=unit_text(unit, subject.language))}"
        heads += [subject.say("head.year", what=named, year=sheet.period, stat=stat) for stat in stats]
    rows = []
    for scenario, title in subject.titles.items():
        means = [_scaled(unit, _of(charts_sheet.mean(of[scenario][:, sheet.year], 1))) for _, unit, of in series]
        rows.append((title, *(float(value) for found in means for value in found)))
    return heads, rows


def _plain(sheet: Sheet, outcome: str, group: str = "") -> Series:
    """An outcome as it was counted; a group of it has the label of the group."""
    label = outcome_label(outcome, sheet.language)
    label = f"{label}{'：' if sheet.language == 'zh' else ': '}{sheet.say(group)}" if group else label
    return label, OUTCOMES[outcome].unit, {name: sheet.get(outcome, name, group) for name in sheet.names}


def _occupancy(sheet: Sheet) -> list[Series]:
    return [_plain(sheet, "occupancy"), *(_plain(sheet, "occupancy", group) for group in charts.OWNERSHIPS)]


def _unmet(sheet: Sheet) -> list[Series]:
    shares = {name: maps.ratio(sheet.get("unmet_hours", name), sheet.get("need_hours", name)) for name in sheet.names}
    return [_plain(sheet, "unmet_hours"), (sheet.say("unmet_share"), "share", shares), _plain(sheet, "any_gap")]


def _waiting(sheet: Sheet) -> list[Series]:
    label, unit, of = _plain(sheet, "entered_90")
    rolled = {
        name: pd.DataFrame(v.T).rolling(12, min_periods=min(6, len(v.T))).mean().to_numpy().T for name, v in of.items()
    }
    smooth = (sheet.say("smooth", label=label), unit, rolled)
    return [_plain(sheet, "waiting"), _plain(sheet, "waiting_months"), smooth]


SERIES: dict[str, Callable[[Sheet], list[Series]]] = {
    "occupancy": _occupancy,
    "unmet": _unmet,
    "waiting": _waiting,
    "aides": lambda sheet: [_plain(sheet, "aides"), _plain(sheet, "aides_missing")],
    "empty_beds": lambda sheet: [_plain(sheet, "empty_cause", f"cause={kind.name.lower()}") for kind in EmptyBed],
    "unmet_causes": lambda sheet: [_plain(sheet, "unmet_cause", f"cause={kind.name.lower()}") for kind in UnmetHour],
}
"""Figure -> what it shows."""


def _differences(subject: Subject, title: str) -> Table:
    """Outcomes of the figure of differences: levels, paired difference, interval, in the unit of the row."""
    heads = (
        "scenario",
        "outcome",
        "unit",
        "base",
        "level",
        "difference",
        "low95",
        "high95",
        "p10",
        "p90",
        "better",
        "more",
    )
    rows = []
    found = subject.compared
    if found is not None:
        year = int(subject.sheet.months[subject.sheet.year][0]) // 12
        mine = found[(found["year"] == year) & (found["place"].astype(str) == "") & (found["group"].astype(str) == "")]
        for (scenario, outcome), row in mine.set_index(["scenario", "outcome"]).iterrows():
            if outcome in charts_sheet.HEADLINE:
                declared = OUTCOMES[outcome]
                unit = unit_text(declared.unit, subject.language, 0, declared.kind == "flow")
                times = 100 if declared.unit == "share" else 1
                figures = (times * float(row[key]) for key in ("base", "value", "mean", "low", "high", "p10", "p90"))
                names = (subject.titles[str(scenario)], outcome_label(outcome, subject.language), unit)
                rows.append((*names, *figures, 100 * float(row["p_better"]), float(row["more"])))
    caption = subject.say("difference.caption", year=subject.sheet.period)
    named = tuple(
        subject.say(f"column.{head}", futures=futures_head(subject.replicates, subject.language)) for head in heads
    )
    return Table(named, tuple(rows), caption, title, BOOK, texts=frozenset({0, 1, 2}))


def _places(subject: Subject, title: str) -> Table:
    """The unmet share of need of every place, scenario by scenario, in per cent."""
    sheet = subject.sheet
    shares = {name: maps.shares_by_place(sheet, name).mean(axis=1) for name in sheet.names}
    elders = subject.full.elders.reshape(subject.full.n_places, -1).sum(axis=1)
    heads = [subject.say("place"), subject.say("elders.census")]
    heads += [subject.say("head.year", what=t, year=sheet.period, stat="%") for t in subject.titles.values()]
    rows = [
        (place_label(place, subject.language), int(elders[i]), *(100 * float(shares[name][i]) for name in sheet.names))
        for i, place in enumerate(subject.full.places)
    ]
    return Table(tuple(heads), tuple(rows), sheet.say("about.map", period=sheet.period), title, BOOK)
