"""A scenario taken apart: from the first scenario over each lever by itself to the whole, and what is left over.

``waterfall=on`` adds an arm for each lever in which the last scenario differs from the first: the first scenario with
this lever alone set as in the last; its named projects are one more step. All arms have the same luck. The interaction
is what the whole does less what the single steps do, replicate by replicate:

    interaction = (whole - base) - Σ (step - base)

Each step stands by itself, so their order means nothing. Where the interaction is not zero the levers help each other
or stand in each other's way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.overrides import BadInput, Problem
from experiments.schema import Scenario, Settings, said
from sim.levers import LEVERS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from experiments.commands.plan import Plan
    from experiments.runs import Run

PROJECTS = "projects"
"""The step of the named projects."""
SHOWN = ("unmet_hours", "waiting", "operable_beds", "public_cost")
"""Outcomes of the picture and the page; the table holds all main outcomes."""
BASELINE, SUM, INTERACTION, WHOLE = "baseline", "sum", "interaction", "whole"
"""Rows of the table that are no step."""
DUST = 1e-9
"""A sum of floats that is smaller than this share of what was summed is nothing."""


class Arm(Scenario):
    """One step: the first scenario with one lever, or the projects, of the scenario that is taken apart."""

    whole: str
    """Name of the scenario that is taken apart."""
    part: str
    """Name of the lever, or ``projects``."""


def part_label(part: str, language: str) -> str:
    """A step in words: identifier and label of the lever."""
    if part == PROJECTS:
        return "项目" if language == "zh" else "Projects"
    lever: Any = LEVERS[part]
    return f"{lever.CODE} {lever.LABEL_ZH if language == 'zh' else lever.LABEL}"


# --- arms ---------------------------------------------------------------------------------------------------


def parts(settings: Settings) -> list[str]:
    """The levers, in order of their identifiers, and the projects in which the last scenario differs from the first.

    A field that was typed is the same in both and does not count.
    """
    first, last = settings.scenarios[0], settings.scenarios[-1]
    typed = set(said(settings.levers))
    values = [{path: value for path, value in said(one.levers).items() if path not in typed} for one in (first, last)]
    paths = [path for path in {**values[0], **values[1]} if values[0].get(path) != values[1].get(path)]
    moved = {path.partition(".")[0] for path in paths}
    return [name for name in LEVERS if name in moved] + ([PROJECTS] if first.projects != last.projects else [])


def with_arms(settings: Settings) -> Settings:
    """The settings with one more scenario for each part of the last one.

    Raises BadInput if there is only one scenario, or fewer than two parts: then there is nothing to take apart.
    """
    first, last, found = settings.scenarios[0], settings.scenarios[-1], parts(settings)
    if len(settings.scenarios) < 2:
        raise BadInput([Problem("waterfall", "on", "takes a scenario apart against another one; name two scenarios")])
    if len(found) < 2:
        what = f"in one lever alone ({found[0]})" if found else "in no lever"
        message = f"there is nothing to take apart: {last.name} differs from {first.name} {what}"
        raise BadInput([Problem("waterfall", "on", message)])
    arms = tuple(_arm(first, last, part) for part in found)
    return settings.model_copy(update={"scenarios": (*settings.scenarios, *arms)})


def _arm(first: Scenario, last: Scenario, part: str) -> Arm:
    """The first scenario, one part set as in the last."""
    alone = part == PROJECTS
    levers = first.levers if alone else first.levers.model_copy(update={part: getattr(last.levers, part)})
    return Arm.model_construct(
        name=f"{last.name}.{part}",
        label=f"{last.label}: {part_label(part, 'en')} alone",
        label_zh=f"{last.label_zh}：仅{part_label(part, 'zh')}",
        question=last.question,
        question_zh=last.question_zh,
        levers=levers,
        projects=last.projects if alone else first.projects,
        whole=last.name,
        part=part,
    )


def asked(settings: Settings) -> Settings:
    """The settings without the arms that were added: what pages and pictures of the comparison tell."""
    kept = tuple(one for one in settings.scenarios if not isinstance(one, Arm))
    return settings.model_copy(update={"scenarios": kept}) if len(kept) < len(settings.scenarios) else settings


def only_asked(whole: Plan, runs: Sequence[Run]) -> tuple[Plan, list[Run]]:
    """A study and its runs without the arms that were added."""
    settings = asked(whole.settings)
    names = {scenario.name for scenario in settings.scenarios}
    tasks = tuple(task for task in whole.tasks if task.scenario in names)
    return replace(whole, settings=settings, tasks=tasks), [run for run in runs if run.scenario in names]


@dataclass(frozen=True)
class Taken:
    """Which scenario was taken apart against which, and the arm of each part."""

    base: Scenario
    whole: Scenario
    arms: tuple[Arm, ...]

    @property
    def names(self) -> dict[str, str]:
        """Part -> name of its arm."""
        return {arm.part: arm.name for arm in self.arms}


def taken(settings: Settings) -> Taken | None:
    """What was taken apart; None without a waterfall."""
    arms = tuple(one for one in settings.scenarios if isinstance(one, Arm))
    if not arms:
        return None
    whole = next(one for one in settings.scenarios if one.name == arms[0].whole)
    return Taken(settings.scenarios[0], whole, arms)


# --- sums ---------------------------------------------------------------------------------------------------


def interaction(whole: NDArray[Any], base: NDArray[Any], steps: Sequence[NDArray[Any]]) -> NDArray[np.float64]:
    """(whole - base) - Σ (step - base), element by element; dust of the sums is zero."""
    left = (whole - base) - np.sum([step - base for step in steps], axis=0)
    size = np.abs(whole) + np.abs(base) + np.sum([np.abs(step) for step in steps], axis=0)
    return np.where(np.abs(left) <= DUST * size, 0.0, left)


def effects(yearly: pd.DataFrame, base: str, whole: str, arms: Mapping[str, str]) -> pd.DataFrame:
    """The waterfall of every main outcome and year from the yearly table (``experiments.years.table``), region-wide.

    ``arms``: part -> name of its arm. Columns: year, months, outcome, step and the figures of ``compare.summary``;
    rows in the order of the waterfall: baseline (the level of the first scenario), each part (its paired difference),
    sum (of the parts), interaction, whole. Raises ValueError if an arm lacks a replicate.
    """
    import pandas as pd

    from experiments.compare import MAIN, summary
    from sim.outcomes import OUTCOMES

    there = yearly[(yearly["place"] == "") & (yearly["group"] == "")]
    rows = there[there["outcome"].isin(MAIN)].astype({"scenario": str, "outcome": str})
    wide = rows.pivot(index=["outcome", "year", "months"], columns=["scenario", "replicate"], values="value")
    replicates = sorted(wide[base].columns)
    values = {}
    for name in (base, whole, *arms.values()):
        if name not in wide.columns.get_level_values(0) or set(wide[name].columns) != set(replicates):
            raise ValueError(f"{name}: not the replicates of {base}")
        values[name] = wide[name][replicates].to_numpy()
    first, steps = values[base], {part: values[name] for part, name in arms.items()}
    samples = {BASELINE: first, **{part: step - first for part, step in steps.items()}}
    samples[SUM] = np.sum([step - first for step in steps.values()], axis=0)
    samples[INTERACTION] = interaction(values[whole], first, list(steps.values()))
    samples[WHOLE] = values[whole] - first
    index = wide.index.to_frame(index=False)
    better = index["outcome"].map(lambda name: {"higher": 1, "lower": -1}.get(OUTCOMES[name].better, 0)).to_numpy()
    tables = []
    for row, (step, sample) in enumerate(samples.items()):
        figures = summary(sample, 0 * better if step == BASELINE else better)
        if step == BASELINE:
            figures[["needed", "more"]] = np.nan  # a level is not held against zero
        tables.append(pd.concat([index.assign(step=step, row=row), figures], axis=1))
    order = {name: place for place, name in enumerate(MAIN)}
    table = pd.concat(tables, ignore_index=True)
    table = table.assign(place=table["outcome"].map(order)).sort_values(["place", "year", "row"], ignore_index=True)
    return table[["year", "months", "outcome", "step", *figures.columns]]
