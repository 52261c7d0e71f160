"""What ``carecap compare`` adds for whoever must choose: pairs, prices, the front, a scenario taken apart.

All of it comes from the yearly table; with fewer than three arms there is no front, without ``waterfall=on`` no
waterfall.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments import choices, choices_pages, pareto, price, store, waterfall
from experiments.compare import last_year, region_wide
from experiments.pairs import pairs

if TYPE_CHECKING:
    import pandas as pd

    from experiments.commands.plan import Plan

LEAST = 3
"""Fewer arms than this have no front that is worth a picture."""


def tables(whole: Plan, years: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Name of a file -> its table, of all arms: pairs.csv, prices.csv, pareto.csv, waterfall.csv."""
    rows, base = region_wide(years), whole.settings.scenarios[0].name
    found = {
        "pairs.csv": store.with_units(pairs(rows, last_year(rows))),
        "prices.csv": price.table(price.prices(rows, base)),
    }
    if len(whole.settings.scenarios) >= LEAST:
        found["pareto.csv"] = pareto.front(rows, base=base)
    what = waterfall.taken(whole.settings)
    if what is not None:
        effects = waterfall.effects(rows, what.base.name, what.whole.name, what.names)
        found["waterfall.csv"] = store.with_units(effects)
    return found


def pages(whole: Plan, years: pd.DataFrame) -> dict[str, str]:
    """Name of a file -> its text, in both languages: choices.md, and waterfall.md if a scenario was taken apart."""
    apart = waterfall.taken(whole.settings) is not None
    found = {}
    for language, end in store.LANGUAGE_ENDS.items():
        found[f"choices{end}"] = choices_pages.page(whole, years, language)
        if apart:
            found[f"waterfall{end}"] = choices_pages.apart_page(whole, years, language)
    return found


def draw(whole: Plan, years: pd.DataFrame, folder: Path, language: str, foot: str) -> list[Path]:
    """``pareto.png`` and ``waterfall.png`` in a language; the one or the other only if there is something to show."""
    from experiments import charts, charts_choices
    from experiments.charts_sheet import Sheet

    told = choices.Choices(whole, years, language)
    none = np.arange(1)
    with charts.styled(language):
        sheet = Sheet({}, whole.region, {}, language, foot, none, none, whole.settings.replicates)
        figures = {}
        if len(told.titles) >= LEAST:
            span = price.lived(told.years, "all")
            period = f"{span[0]}-{span[-1]}"
            figures["pareto"] = charts_choices.pareto(sheet, told.front(), told.titles, period, told.titles[told.base])
        table, what = told.apart(), waterfall.taken(whole.settings)
        if table is not None and what is not None:
            ends = (what.base.title(language), what.whole.title(language))
            figures["waterfall"] = charts_choices.waterfall(sheet, table, *ends, told.period)
        return charts.save(figures, folder)
