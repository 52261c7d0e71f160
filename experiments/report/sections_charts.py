"""The charts, the map, the causes: each figure with the table of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments import maps
from experiments.compare import summary
from experiments.labels import place_label, signed
from experiments.report import tables
from experiments.report.figures import figure, images, table
from experiments.report.section import BOOK, PAGE, Block, Heading, Section, Table, Text
from sim.agents.kinds import EmptyBed, UnmetHour

if TYPE_CHECKING:
    from experiments.report.subject import Subject

CHARTS = ("unmet", "waiting", "occupancy", "aides", "difference")
CAUSES = {"empty_beds": ("empty_cause", EmptyBed), "unmet_causes": ("unmet_cause", UnmetHour)}
"""Figure -> outcome and its causes."""


def charts(subject: Subject) -> Section:
    """How the main outcomes go, month by month."""
    shown = [name for name in CHARTS if name in images(subject)]
    blocks: list[Block] = [Text(subject.say("charts.about"), "note")]
    for name in shown:
        blocks += [figure(subject, name), table(subject, name)]
    return Section("charts", subject.say("charts"), tuple(blocks))


def where(subject: Subject) -> Section:
    """The map, and by place what goes unmet and who waits."""
    blocks: list[Block] = [figure(subject, "map"), table(subject, "map"), _by_place(subject)]
    return Section("map", subject.say("map"), tuple(blocks))


def _by_place(subject: Subject) -> Table:
    """Every place: elders, built beds and waiting in the first scenario, unmet share; then the change of that share."""
    sheet, region = subject.sheet, subject.full
    elders = region.elders.reshape(region.n_places, -1).sum(axis=1)
    base = subject.base.name
    heads = [subject.say("place"), subject.say("elders.census"), subject.say("unmet.base", title=subject.titles[base])]
    others = list(subject.titles)[1:]
    side_by_side = len(others) < tables.ACROSS
    heads += [subject.say("unmet.change", title=subject.titles[name]) for name in others] if side_by_side else []
    shares = {name: maps.shares_by_place(sheet, name) for name in subject.titles}
    order = np.argsort(-np.nan_to_num(shares[base].mean(axis=1)), kind="stable")
    rows = []
    for i in order:
        row: list[str | int] = [place_label(region.places[i], subject.language), int(elders[i])]
        row.append(_percent(float(shares[base][i].mean())))
        for name in others if side_by_side else []:
            row.append(_points(100 * (shares[name][i] - shares[base][i])))
        rows.append(tuple(row))
    key = "places.caption" if subject.replicates > 1 and others and side_by_side else "places.caption.one"
    return Table(tuple(heads), tuple(rows), subject.say(key, period=sheet.period), only=PAGE)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}" if np.isfinite(share) else "–"


def _points(values: np.ndarray) -> str:
    """A change in percentage points with its 95 % interval; bold where that leaves zero out."""
    row = summary(values[None, :]).iloc[0]
    mean, low, high = (float(row[key]) for key in ("mean", "low", "high"))
    if not np.isfinite(mean):
        return "–"
    if not values.any():
        return "="
    text = signed(mean, 1) + (f" [{signed(low, 1)}, {signed(high, 1)}]" if np.isfinite(low) else "")
    return f"**{text}**" if low > 0 or high < 0 else text


def causes(subject: Subject) -> Section:
    """Why beds are empty and hours unmet: each bed and each hour has one cause."""
    blocks: list[Block] = [Text(subject.say("causes.about"))]
    for name, (outcome, kinds) in CAUSES.items():
        groups = [f"cause={kind.name.lower()}" for kind in kinds]
        measured = [tables.outcome(subject, outcome, g, subject.sheet.say(g)) for g in groups]
        caption = subject.say(f"{name}.caption", year=subject.year_text)
        made = tables.tables(subject, measured, caption, subject.say("sheet.causes"))
        page, book = [t for t in made if t.only == PAGE], [t for t in made if t.only == BOOK]
        blocks += [Heading(subject.say(f"{name}.title")), figure(subject, name), table(subject, name), *page, *book]
    return Section("causes", subject.say("causes"), tuple(blocks))
