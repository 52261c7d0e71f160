"""The pictures that are published: figures of a comparison, in both languages, small enough to be kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from matplotlib.figure import Figure
from PIL import Image

from experiments import charts, charts_choices, charts_sheet, choices, many, price, store
from experiments.labels import text
from experiments.reference import tables
from experiments.reference.told import Told, foot

COLOURS = 256
"""A picture of lines and words keeps its look with so many, and takes a third of the space."""
ENDS = {"en": ".png", "zh": ".zh.png"}


def drawn(told: Told) -> Iterator[tuple[str, bytes]]:
    """(file name, PNG) of each picture of a comparison, in each language."""
    frame = store.tidy([_narrow(run) for run in told.runs])
    scenarios = told.whole.settings.scenarios
    labels = {one.name: (one.label, one.label_zh) for one in scenarios}
    for language, end in ENDS.items():
        with charts.styled(language):
            line = foot(told, language)
            sheet = charts_sheet.read(frame, told.whole.region, list(labels), language, line, labels)
            for name in told.published.pictures:
                yield f"{told.published.name}-{name}{end}", _png(_figure(name, sheet, told))


def _narrow(run: Any) -> Any:
    """The run with those cells alone that figures show: a hundred runs of all cells would fill the memory."""
    kept = [
        i for i, cell in enumerate(run.cells) if cell.outcome in charts_sheet.USED and not (cell.place and cell.group)
    ]
    return replace(run, cells=tuple(run.cells[i] for i in kept), values=run.values[:, kept])


def _figure(name: str, sheet: charts_sheet.Sheet, told: Told) -> Figure:
    if name == "pareto":
        return _front(sheet, told)
    figures = charts.FIGURES | (many.FIGURES if len(sheet.names) > many.MOST else {})
    return figures[name](sheet)


def _front(sheet: charts_sheet.Sheet, told: Told) -> Figure:
    """Unmet hours against public cost, mean of all years."""
    named = choices.names(told.whole, sheet.language)
    lived = price.lived(told.years, "all")
    period = text("span", sheet.language, first=lived[0], last=lived[-1])
    return charts_choices.pareto(sheet, tables.front(told), named, period, next(iter(named.values())))


def _png(figure: Figure) -> bytes:
    """The figure as PNG with few colours and nothing about who wrote it."""
    full, small = io.BytesIO(), io.BytesIO()
    figure.savefig(full, format="png", metadata={"Software": None})
    whole = Image.open(full).convert("RGB")
    # median cut would give up the colours of small marks, which are what matters
    image = whole.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    image.save(small, format="png", optimize=True)
    return small.getvalue()
