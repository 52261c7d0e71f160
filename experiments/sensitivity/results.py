"""The indices of a study: every outcome and year that is asked for, of each scenario and of what a scenario changes.

Values are means over the replicates of a point. With several scenarios the first is analysed as it is, and each other
one both as it is and as its difference to the first at the same sample: what moves the effect of a policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments import config
from experiments.design import Design, Quantity, sample
from experiments.design_read import read
from experiments.overrides import BadInput, Problem
from experiments.provenance import scenario_labels
from experiments.sensitivity import names
from experiments.sensitivity.convergence import Convergence, convergence
from experiments.sensitivity.indices import COLUMNS, MAIN, Indices, indices, luck_share
from experiments.store import Study, StudyError, with_units

WHOLE_REGION = "place = '' and \"group\" = ''"


@dataclass(frozen=True)
class Measure:
    """What is analysed: a scenario, or its difference to another one."""

    scenario: str
    against: str = ""


@dataclass(frozen=True, eq=False)
class Result:
    """One outcome in one year."""

    measure: Measure
    outcome: str
    year: int
    months: int
    found: Indices
    settled: Convergence | None
    """None where there are no indices."""
    luck: float
    """Share of the variance between points that is luck; NaN if it cannot be told."""


class Sampled:
    """A whole study of a design, as yearly values of the region [point, replicate]."""

    def __init__(self, study: Study):
        """Refuses (StudyError) a study that is not finished, has no design, or whose points are not the design's."""
        study.demand_complete()
        self.study, self.facts = study, study.facts
        self.design = design_of(study)
        self.scenarios = [str(name) for name in dict.fromkeys(study.design["scenario"].astype(str))]
        self.points = {
            name: part.drop(columns=["point", "scenario"]).reset_index(drop=True)
            for name, part in study.design.sort_values("point").groupby(study.design["scenario"].astype(str))
        }
        again = sample(self.design)
        if not all(_same(part, again) for part in self.points.values()):
            raise StudyError(
                f"{study.path}: its design.csv is not what its design gives here; it was edited, or sampled by another "
                f"version of SALib, so its indices cannot be told. Make it again with\n  {study.command}"
            )
        self.table = study.yearly(WHOLE_REGION)
        months = self.table.groupby("year")["months"].first()
        self.months = {int(year): int(n) for year, n in months.items()}
        self.outcomes = [str(name) for name in dict.fromkeys(self.table["outcome"].astype(str))]

    @property
    def years(self) -> list[int]:
        """The years, the last of which may be a part of one."""
        return sorted(self.months)

    @property
    def measures(self) -> list[Measure]:
        """Every scenario, and what each but the first changes."""
        first, *rest = self.scenarios
        return [Measure(first), *(one for name in rest for one in (Measure(name), Measure(name, first)))]

    @lru_cache(maxsize=2)  # noqa: B019 - one study for one command
    def titles(self, language: str) -> dict[str, str]:
        """Scenario -> its label; of older studies the Chinese ones as the words that were typed give them now."""
        known = scenario_labels(self.facts, language)
        if known:
            return known
        command = str(self.facts["command"]).removeprefix("carecap ")
        try:
            settings = config.read(command, [*self.facts["typed"], "out=null"])
        except BadInput:  # conf has changed since: names will do
            return {}
        return {scenario.name: scenario.label_zh for scenario in settings.scenarios}

    def values(self, measure: Measure, outcome: str, year: int) -> NDArray[np.float64]:
        """[point, replicate] of one outcome and year, in the order of the sample."""
        one = self._of(measure.scenario, outcome, year)
        return one - self._of(measure.against, outcome, year) if measure.against else one

    def _of(self, scenario: str, outcome: str, year: int) -> NDArray[np.float64]:
        table = self.table
        kept = (table["scenario"] == scenario) & (table["outcome"] == outcome) & (table["year"] == year)
        wide = table[kept].pivot(index="point", columns="replicate", values="value")
        return wide.to_numpy(dtype=np.float64)


def _same(points: pd.DataFrame, again: pd.DataFrame) -> bool:
    """Whether stored points are those of a design, numbers to the last digits that a text keeps."""
    if points.shape != again.shape or list(points.columns) != list(again.columns):
        return False
    numbers = [name for name in again.columns if pd.api.types.is_float_dtype(again[name])]
    others = [name for name in again.columns if name not in numbers]
    same = all((points[name].astype(str) == again[name].astype(str)).all() for name in others)
    stored, drawn = points[numbers].to_numpy(float), again[numbers].to_numpy(float)
    return same and bool(np.allclose(stored, drawn, rtol=1e-12, atol=0))  # rates a month may be small: no atol


def design_of(study: Study) -> Design:
    """The design of a study as it was when the study was made; StudyError if it has none."""
    tree = study.facts.get("design")
    if not tree:
        raise StudyError(
            f"{study.path} has no design: nothing was sampled in it. Make one with carecap sweep design=…, "
            "for instance design=screening"
        )
    problems: list[Problem] = []
    design = read(tree, problems, f"{study.path}/provenance.json")
    if design is None:
        raise StudyError("\n".join(map(str, problems)))
    return design


def analysed(sampled: Sampled, outcomes: Sequence[str], years: Sequence[int]) -> list[Result]:
    """Indices, convergence and luck of every measure, outcome and year."""
    results = []
    for measure in sampled.measures:
        for outcome in outcomes:
            for year in years:
                values = sampled.values(measure, outcome, year)
                means = values.mean(axis=1)
                found = indices(sampled.design, means)
                varies = found.state == "varies"
                settled = convergence(sampled.design, means, found) if varies else None
                luck = luck_share(values) if varies else float("nan")
                months = sampled.months[year]
                results.append(Result(measure, outcome, year, months, found, settled, luck))
    return results


def indices_table(results: Sequence[Result], design: Design) -> pd.DataFrame:
    """Every index: one row for each measure, outcome, year and quantity; in the units of the outcome's declaration.

    Where an outcome is constant or missing, ``state`` says so and the indices are empty.
    """
    columns = [*COLUMNS[design.kind], "direction"]
    rows: list[dict[str, Any]] = []
    for result in results:
        head = _key(result)
        found = result.found.table.set_index("quantity") if result.found.state == "varies" else None
        for quantity in design.quantities:
            row = found.loc[quantity.path] if found is not None else None
            rows.append({**head, **_about(quantity), **{c: None if row is None else row[c] for c in columns}})
    return with_units(pd.DataFrame(rows))


def convergence_table(results: Sequence[Result], design: Design) -> pd.DataFrame:
    """How settled the indices of every outcome are: one row for each measure, outcome and year."""
    rows = []
    for result in results:
        one = result.settled
        rows.append(
            {
                **_key(result),
                "mean": result.found.mean,
                "sd": result.found.sd,
                "luck_share": result.luck,
                "size": one.size if one else None,
                "largest_change": one.change if one else None,
                "rank_agreement": one.agreement if one else None,
                "largest_half_width": one.width if one else None,
                "converged": one.converged if one else None,
                "size_needed": one.needed if one else None,
            }
        )
    return with_units(pd.DataFrame(rows))


def ranked(result: Result, design: Design, most: int) -> list[tuple[Quantity, pd.Series]]:
    """The quantities with the largest main index, with their rows; ties in the order of the design."""
    table = result.found.table
    order = np.argsort(-table[MAIN[design.kind]].to_numpy(), kind="stable")[:most]
    return [(design.quantities[i], table.iloc[i]) for i in order]


def _key(result: Result) -> dict[str, Any]:
    """The columns that name a result."""
    return {
        "scenario": result.measure.scenario,
        "against": result.measure.against,
        "outcome": result.outcome,
        "year": result.year,
        "months": result.months,
        "state": result.found.state,
    }


def _about(quantity: Quantity) -> dict[str, Any]:
    """The columns that name a quantity."""
    return {
        "quantity": quantity.path,
        "label": names.label(quantity, "en"),
        "label_zh": names.label(quantity, "zh"),
        "quantity_unit": quantity.unit,
        "low": quantity.low,
        "high": quantity.high,
    }
