"""The small tables that are published: outcomes, causes, targets, projects, the front; scenarios against the first."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd

from experiments import pareto, promises
from experiments.compare import MAIN, compare, last_year
from experiments.reference.told import Told
from experiments.store import projects_table, with_units, write_table

YEARS = (2025, 2030)
"""Years of the table of outcomes besides the last one."""
MOST_ARMS = 7
"""Of more arms the last year alone is published."""
TEKUN = ("waiting", "standing=tekun")
CAUSED = ("empty_cause", "unmet_cause")
FIGURES = {"mean": "difference", "low": "low", "high": "high", "p10": "p10", "p90": "p90", "p_better": "p_better"}
"""Columns of ``compare.compare`` -> those of the published tables."""


def outcomes(told: Told) -> pd.DataFrame:
    """Main outcomes: base, value, paired difference, 95 % interval, 80 % range, chance to be better."""
    wanted = [(name, "") for name in MAIN]
    wanted.insert(wanted.index(("waiting", "")) + 1, TEKUN)
    return _compared(told.years, _years_shown(told.years), wanted)


def causes(told: Told) -> pd.DataFrame:
    """Empty beds and unmet hours of the last year by cause."""
    groups = told.years[told.years["outcome"].isin(CAUSED)][["outcome", "group"]].astype(str).drop_duplicates()
    wanted = [(o, g) for o, g in groups.itertuples(index=False) if g.partition("=")[0] == "cause"]
    wanted.sort(key=lambda one: CAUSED.index(one[0]))
    return _compared(told.years, [last_year(told.years)], wanted)


def targets(told: Told) -> pd.DataFrame:
    """Each target of the document, what each scenario has in its month, and what stopped the missed."""
    return promises.targets_table(promises.promises(told.runs, told.whole.region))


def projects(told: Told) -> pd.DataFrame:
    """Each named project in each scenario: in how many runs it opened by its month, in how many at all, and when."""
    rows = []
    for (scenario, project), mine in projects_table(told.runs).groupby(["scenario", "project"], sort=False):
        due, opened = mine["due"].iloc[0], sorted(month for month in mine["opened"] if month)
        about = (scenario, project, mine["whose"].iloc[0], due, mine["beds"].mean(), len(mine))
        in_time = sum(month <= due for month in opened)
        rows.append((*about, in_time, len(opened), *((opened[0], opened[-1]) if opened else ("", ""))))
    names = ["scenario", "project", "whose", "due", "beds", "runs", "opened_in_time", "opened", "earliest", "latest"]
    return pd.DataFrame(rows, columns=names)


def front(told: Told) -> pd.DataFrame:
    """Unmet hours against public cost of each scenario, mean of all years, and which of them are on the front."""
    return pareto.front(told.years, base=told.whole.settings.scenarios[0].name)


MADE: dict[str, Callable[[Told], pd.DataFrame]] = {
    ".csv": outcomes,
    "-causes.csv": causes,
    "-targets.csv": targets,
    "-projects.csv": projects,
    "-pareto.csv": front,
}
"""How the name of a table ends -> what makes it."""


def as_csv(table: pd.DataFrame) -> bytes:
    """A table as the CSV that a comparison would write."""
    found = io.BytesIO()
    write_table(table, found)
    return found.getvalue()


def _years_shown(years: pd.DataFrame) -> list[int]:
    last = last_year(years)
    if years["scenario"].nunique() > MOST_ARMS + 1:
        return [last]
    return [year for year in YEARS if year < last and (years["year"] == year).any()] + [last]


def _compared(years: pd.DataFrame, shown: list[int], wanted: list[tuple[str, str]]) -> pd.DataFrame:
    """The wanted (outcome, group) of the whole region in some years, in the order in which they are named."""
    order = {key: place for place, key in enumerate(wanted)}
    rows = years[years["year"].isin(shown) & (years["place"] == "") & years["outcome"].isin({o for o, _ in wanted})]
    table = compare(rows)
    at = [order.get((str(o), str(g)), -1) for o, g in zip(table["outcome"], table["group"], strict=True)]
    table = table.assign(at=at)[lambda t: t["at"] >= 0]
    scenario = {name: place for place, name in enumerate(dict.fromkeys(table["scenario"]))}
    table = table.sort_values(["scenario", "at", "year"], key=lambda c: c.map(scenario) if c.name == "scenario" else c)
    columns = ["scenario", "outcome", "group", "year", "months", "base", "value", *FIGURES, "n"]
    return with_units(table[columns].rename(columns=FIGURES).reset_index(drop=True))
