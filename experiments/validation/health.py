"""Ability, dementia and death: what the risk table and the lives of a run give back, beside the life table.

Three figures must follow from the inputs: life expectancy, deaths by sex and age, and the shares of the levels. What
does not follow from them is held against surveys in :mod:`experiments.validation.held_out`. Arrays over sex hold men
first; states are 5 x dementia + level.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from experiments.health_figures import CENSUS_MONTH, month_weights
from experiments.health_files import HEALTH_FILE, load_census, load_health
from experiments.validation import VERDICTS, Line, Section, Table, Text, both, number, verdict_of
from experiments.validation.regions import Lived
from sim.calendar import MONTHS_PER_YEAR
from sim.world.cohort import follow_cohort
from sim.world.health import AGE_GROUPS, N_AGES, N_LEVELS, FloatArray, HealthParameters, LifeTable
from sim.world.risk import Event, risk_table

SEXES: tuple[Text, Text] = (("men", "男"), ("women", "女"))
FROM_AGES = (60, 65, 80)
PERIODS = (2020, 2025, 2030, 2035)
YEARS_WITHIN = 0.1
"""Allowed difference in life expectancy, years."""
DEATHS_WITHIN = 0.02
"""Allowed relative difference in deaths."""
ERRORS = 2.0
"""Standard errors allowed besides, where luck is in a figure."""
TWO_YEARS = 24
UN = ("UN WPP 2024, `conf/health/life_table.csv`", "联合国WPP 2024，`conf/health/life_table.csv`")


class China(NamedTuple):
    """China at the census by the model: parameters, life table, persons and states by sex and age month."""

    health: HealthParameters
    life_table: LifeTable
    persons: FloatArray
    """[2, N_AGES]"""
    share: FloatArray
    """[2, N_AGES, 10] shares of the states among those alive."""

    def levels(self) -> FloatArray:
        """Shares of the levels by sex and age month, [2, N_AGES, 5]."""
        return self.share[..., :N_LEVELS] + self.share[..., N_LEVELS:]


@lru_cache(maxsize=1)
def china() -> China:
    """The health file, the life table beside it and the census of China."""
    health, life_table = load_health()
    persons = month_weights(life_table, load_census(HEALTH_FILE.parent / "census_china_60plus.csv"))
    share = follow_cohort(health, life_table, life_table.period_index(CENSUS_MONTH)).share
    return China(health, life_table, persons, share.transpose(0, 2, 1, 3).reshape(2, N_AGES, 2 * N_LEVELS))


@lru_cache(maxsize=8)
def moves(period: int) -> FloatArray:
    """What the thresholds of the risk table do in a month to somebody who stays: [2, N_AGES, 10, 10]; the rest dies."""
    health, life_table = china()[:2]
    edges = risk_table(health, life_table, period, leave_per_year=0.0, gap_effect=False).edges
    chance = np.diff(edges.astype(np.float64).reshape(2, 2, 8, 2, N_AGES, -1) / 2.0**32, axis=-1, prepend=0.0)[0]
    found = np.zeros((2, N_AGES, 2 * N_LEVELS, 2 * N_LEVELS))
    for state in range(2 * N_LEVELS):
        dementia, level = divmod(state, N_LEVELS)
        own = chance[dementia, level]  # [sex, age month, event]
        found[:, :, state, N_LEVELS * dementia : N_LEVELS * (dementia + 1)] += own[..., Event.TO_LEVEL_0 :]
        found[:, :, state, state] += 1.0 - own.sum(-1)
        found[:, :, state, N_LEVELS + level] += own[..., Event.DEMENTIA]
    return found


def alive_by_risks(period: int) -> FloatArray:
    """Share of a closed cohort of 60 alive at the start of each age month, moved by :func:`moves`: [2, N_AGES + 1]."""
    now, steps = china().share[:, 0], moves(period)
    alive = [now.sum(1)]
    for age in range(N_AGES):
        now = (now[:, None] @ steps[:, age])[:, 0]
        alive.append(now.sum(1))
    return np.stack(alive, axis=1)


def years_left(alive: FloatArray, age: int) -> float:
    """Mean years still lived at an age; the hazard is constant in a month and, after the end, for ever."""
    here = alive[(age - 60) * MONTHS_PER_YEAR :]
    hazard = -MONTHS_PER_YEAR * np.diff(np.log(here))
    return float(((-np.diff(here) / hazard).sum() + here[-1] / hazard[-1]) / here[0])


def abridged(rates: FloatArray, age: int) -> float:
    """Life expectancy at an age, the first of a group, by death rates of the nine groups (1/year, constant in each)."""
    own = rates[AGE_GROUPS.index(age) :]
    alive = np.concatenate([[1.0], np.exp(-5.0 * np.cumsum(own[:-1]))])
    return float((-np.diff(alive) / own[:-1]).sum() + alive[-1] / own[-1])


def lived_rates(runs: Sequence[Lived], period: int) -> tuple[FloatArray, FloatArray]:
    """Death rates of the elders of all runs in a period of the life table and their standard errors: [2, 9], 1/year.

    With D of N elder-months ending in death the rate is -12 log(1 - D / N), its error 12 sqrt(D) / N.
    """
    died, present = np.zeros((2, 2, len(AGE_GROUPS)))
    table = china().life_table
    for run in runs:
        for month, dead, people in zip(run.months, run.tally.died, run.tally.present, strict=False):
            if table.period_index(int(month)) == period:
                died, present = died + dead, present + people
    with np.errstate(divide="ignore", invalid="ignore"):
        return -MONTHS_PER_YEAR * np.log1p(-died / present), MONTHS_PER_YEAR * np.sqrt(died) / present


def _spread(rates: FloatArray, errors: FloatArray, age: int) -> float:
    """Standard error of :func:`abridged` from those of the rates, which are independent of each other."""
    higher = (abridged(rates + error * one, age) for one, error in zip(np.eye(len(rates)), errors, strict=True))
    return float(np.sqrt(sum((years - abridged(rates, age)) ** 2 for years in higher)))


# --- life expectancy --------------------------------------------------------------------------------------------


def life_expectancy(runs: Sequence[Lived]) -> Section:
    """Years still lived at 60, 65 and 80: by the risk table, and by the elders of the runs, against the life table."""
    cohort, lived = cohort_lines(), run_lines(runs)
    about = (
        f"Years still lived, model / life table of the period ({UN[0]}, grade A). First a closed cohort that the "
        "thresholds of the model's risk table move month by month, nobody in a long gap of care. Then the elders of "
        "the runs, who die by draw: their death rates by sex and age group, all regions together, make a life table. "
        f"Tolerance {YEARS_WITHIN} years, for the runs plus {ERRORS:g} standard errors.",
        f"剩余寿命，模型/同期生命表（{UN[1]}，等级A）。先是按模型风险表阈值逐月推演的封闭队列，无人处于长期照护缺口；"
        f"再是运行中按抽签死亡的老年人，各地区合并，按其性别和年龄组死亡率编成生命表。允许误差{YEARS_WITHIN}年，运行另"
        f"加{ERRORS:g}个标准误。",
    )
    tables = [
        by_age(("Closed cohort / life table, years", "封闭队列/生命表，年"), cohort),
        by_age(("Elders of the runs / life table, years", "运行中的老年人/生命表，年"), lived),
    ]
    title = ("Life expectancy", "预期寿命")
    return Section(title, about, [*cohort, *lived], [table for table in tables if table.rows], listed=False)


def cohort_lines() -> list[Line]:
    """The closed cohort in every period of a run, by sex and age."""
    found = []
    for year in PERIODS:
        period = china().life_table.start_years.index(year)
        alive = alive_by_risks(period)
        found += [_years(year, sex, age, years_left(alive[sex], age)) for sex in (0, 1) for age in FROM_AGES]
    return found


def run_lines(runs: Sequence[Lived]) -> list[Line]:
    """The elders of the runs in the periods that were lived, but for one of half a year; by sex and age."""
    found = []
    for year in PERIODS[:-1]:
        rates, errors = lived_rates(runs, china().life_table.start_years.index(year))
        if np.isfinite(rates).all() and rates.min() > 0:
            for sex in (0, 1):
                for age in FROM_AGES:
                    slack = ERRORS * _spread(rates[sex], errors[sex], age)
                    found.append(_years(year, sex, age, abridged(rates[sex], age), slack))
    return found


def _years(year: int, sex: int, age: int, model: float, slack: float | None = None) -> Line:
    """A life expectancy beside the table's; ``slack`` is what luck adds to the tolerance, None without luck."""
    table = china().life_table
    printed = abridged(table.death_rates[table.start_years.index(year), sex], age)
    allowed = YEARS_WITHIN + (slack or 0.0)
    who = ("risk table", "风险表") if slack is None else ("runs", "运行")
    return Line(
        f"LE:{year}:{SEXES[sex][0]}:{age}" + ("" if slack is None else ":run"),
        (f"life expectancy at {age}, {SEXES[sex][0]}, {who[0]}", f"{age}岁预期寿命，{SEXES[sex][1]}，{who[1]}"),
        (f"China {year}–{year + 5}", f"中国{year}–{year + 5}年"),
        model,
        printed,
        ("years", "年"),
        both(f"± {allowed:.2f}"),
        bool(abs(model - printed) <= allowed),
        UN,
        both("A"),
        digits=2,
    )


def by_age(title: Text, lines: Sequence[Line]) -> Table:
    """Lines of one period and sex in a row, an age in a column; the row passes if all of them do."""
    rows: list[list[Text | str]] = []
    for k in range(0, len(lines), len(FROM_AGES)):
        own = lines[k : k + len(FROM_AGES)]
        sex = SEXES[0] if ":men:" in own[0].id else SEXES[1]
        cells = [f"{line.model:.2f} / {line.published:.2f} ({line.tolerance[0]})" for line in own]
        passed = "pass" if all(line.passed for line in own) else "miss"
        rows.append([own[0].population, sex, *cells, VERDICTS[passed]])
    ages: list[Text] = [(f"at {age} (tolerance)", f"{age}岁（允许误差）") for age in FROM_AGES]
    return Table(title, [("population", "人口"), ("sex", "性别"), *ages, ("verdict", "判断")], rows)


# --- deaths -----------------------------------------------------------------------------------------------------


def deaths(runs: Sequence[Lived]) -> Section:
    """Deaths of the first two years by sex and age group: by the table, by the model's chances, and as drawn."""
    groups = [*(f"{age}–{age + 4}" for age in AGE_GROUPS[:-1]), "100+", "60+"]
    table, chance, drawn, present = (pooled(runs, name) for name in ("by_table", "by_chance", "died", "present"))
    cells = [(i, j) for i in (0, 1) for j in range(len(groups)) if drawn[i, j]] + [(2, len(groups) - 1)]
    lines: list[Line] = []
    rows: list[list[Text | str]] = []
    for i, j in cells:
        sex = (*SEXES, ("both", "合计"))[i]
        ratios = chance[i, j] / table[i, j], drawn[i, j] / table[i, j]
        error = float(np.sqrt(drawn[i, j] * (1 - drawn[i, j] / present[i, j])) / table[i, j])
        allowed = DEATHS_WITHIN + ERRORS * error
        line = Line(
            f"deaths:{sex[0]}:{groups[j]}",
            (
                f"deaths of two years, {sex[0]} {groups[j]}, drawn / table",
                f"两年死亡数，{sex[1]}{groups[j]}岁，抽签/生命表",
            ),
            ("all regions", "全部地区"),
            ratios[1],
            1.0,
            ("ratio", "比值"),
            both(f"± {allowed:.3f}"),
            bool(max(abs(ratio - 1) for ratio in ratios) <= allowed),
            UN,
            both("A"),
            digits=3,
        )
        counts = [number(values[i, j], 0) for values in (table, chance, drawn)]
        interval = f"{ratios[1] - 1.96 * error:.3f}–{ratios[1] + 1.96 * error:.3f}"
        shown: list[Text | str] = [*counts, *(f"{ratio:.3f}" for ratio in ratios), interval, line.tolerance]
        rows.append([sex, groups[j], *shown, VERDICTS[verdict_of(line)]])
        lines.append(line)
    title = ("Deaths of the first two years", "前两年的死亡")
    shown_as = Table(("Deaths, all regions together", "死亡数，全部地区合计"), DEATHS_HEADS, rows)
    return Section(title, DEATHS_ABOUT, lines, [shown_as], listed=False)


def pooled(runs: Sequence[Lived], name: str) -> FloatArray:
    """A count of the tallies over two years and all runs: [men, women, both; nine age groups, all]."""
    found = np.sum([np.sum(getattr(run.tally, name)[:TWO_YEARS], axis=0) for run in runs], axis=0)
    found = np.hstack([found, found.sum(axis=1, keepdims=True)])
    return np.asarray(np.vstack([found, found.sum(axis=0, keepdims=True)]))


DEATHS_HEADS: list[Text | str] = [
    ("sex", "性别"), ("age", "年龄"), ("by the table", "按生命表"), ("by the model's chances", "按模型概率"),
    ("drawn", "抽签结果"), ("chances / table", "概率/生命表"), ("drawn / table", "抽签/生命表"),
    ("95 % interval", "95%区间"), ("tolerance", "允许误差"), ("verdict", "判断"),
]  # fmt: skip
DEATHS_ABOUT: Text = (
    f"All regions together, months 1 to 24. *By the table*: 1 − exp(−m/12) of the life table ({UN[0]}, grade A) for "
    "each elder present, month by month. *By the model's chances*: the probability of death in the risk table for "
    "each of them, with their level, dementia and long gap. *Drawn*: who died. Rule: both ratios to the table within "
    f"{100 * DEATHS_WITHIN:g} % plus {ERRORS:g} binomial standard errors of the drawn count (where very old people "
    "are few, their levels are luck too); the interval is binomial.",
    f"全部地区合计，第1至24个月。*按生命表*：逐月对每位在册老年人取生命表（{UN[1]}，等级A）的1−exp(−m/12)。*按模型概率"
    "*：风险表中与其能力等级、认知障碍和长期缺口相应的死亡概率。*抽签结果*：实际死亡者。规则：两个比值与1之差均不超过"
    f"{DEATHS_WITHIN:.0%}加抽签数的{ERRORS:g}个二项标准误（高龄者人数少，其等级也有偶然性）；区间为二项区间。",
)
