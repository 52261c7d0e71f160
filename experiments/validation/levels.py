"""Levels of ability: how many are beyond which threshold, for how much of their life, and who dies within three years.

"Disability" in China means 2 % or 26 % of the same people, depending on where the line is drawn. So shares are given
for every threshold, with the surveys that draw their line about there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from experiments.health_files import load_fit
from experiments.validation import Line, Section, Table, Text, both, number
from experiments.validation.health import FROM_AGES, SEXES, China, china, moves
from experiments.validation.regions import Lived
from sim.calendar import year_of
from sim.world.health import N_AGES, N_LEVELS, FloatArray

THRESHOLDS: dict[int, Text] = {
    1: ("level 1 and more", "轻度及以上"),
    2: ("level 2 and more", "中度及以上"),
    3: ("level 3 and more", "重度及以上"),
    4: ("level 4", "完全失能"),
}
LEVELS: tuple[Text, ...] = (
    ("level 0, able", "能力完好"), ("level 1, mild", "轻度失能"), ("level 2, moderate", "中度失能"),
    ("level 3, severe", "重度失能"), ("level 4, complete", "完全失能"),
)  # fmt: skip
BANDS = [(f"{age}–{age + 4}", age, age + 5) for age in range(60, 85, 5)] + [("85+", 85, 111), ("60+", 60, 111)]
THREE_YEARS = 36
CHINA_2020 = ("China 60+, census 2020", "中国60岁及以上，2020年普查")


class Share(NamedTuple):
    """Which people a published share counts: levels from … to, ages from … up to, one sex or both."""

    first: int
    last: int = N_LEVELS - 1
    age: int = 60
    below: int = 111
    sex: int | None = None


def share_of(which: Share, at: China | None = None) -> float:
    """Share of the elders of China's census who are at these levels, in per cent."""
    here = at or china()
    persons, levels = _slice(here.persons, which), _slice(here.levels(), which)
    return float(100 * (persons * levels[..., which.first : which.last + 1].sum(-1)).sum() / persons.sum())


def _slice(values: FloatArray, which: Share) -> FloatArray:
    """The sexes and age months that a share counts."""
    sexes = slice(None) if which.sex is None else slice(which.sex, which.sex + 1)
    return values[sexes, (which.age - 60) * 12 : (which.below - 60) * 12]


def years_at(sex: int, age: int) -> FloatArray:
    """Years still lived at each level from an age on, by Sullivan's method: survivors of the table x shares, [5].

    Survivors of a month are the mean of its start and its end.
    """
    here = china()
    first = (age - 60) * 12
    period = here.life_table.start_years.index(2020)
    alive = [here.life_table.survival(sex, age * 12, 720 + month, period) for month in range(first, N_AGES + 1)]
    lived = (np.array(alive[:-1]) + alive[1:]) / 2
    return np.asarray((lived[:, None] * here.levels()[sex, first:]).sum(0) / 12)


def three_year_mortality(level: int, from_age: int, period: int) -> float:
    """Per cent of the people of a level who die within 36 months, weighted by China's census from an age on.

    Everybody moves between levels by the risk table meanwhile; nobody leaves the region.
    """
    here, steps = china(), moves(period)
    later = np.minimum(np.arange(N_AGES) + 1, N_AGES - 1)
    alive = np.ones((2, N_AGES, 2 * N_LEVELS))
    for _ in range(THREE_YEARS):
        alive = np.einsum("sajk,sak->saj", steps, alive[:, later])
    first, states = (from_age - 60) * 12, [level, N_LEVELS + level]
    people = (here.persons[:, :, None] * here.share)[:, first:, states]
    return float(100 * (1 - (people * alive[:, first:, states]).sum() / people.sum()))


# --- sections ---------------------------------------------------------------------------------------------------


def limitation() -> Section:
    """Remaining life with limitation at 60, 65 and 80, by sex and threshold."""
    rows: list[list[Text | str]] = []
    for sex, word in enumerate(SEXES):
        for age in FROM_AGES:
            years = years_at(sex, age)
            beyond = [years[k:].sum() for k in (1, 2, 3)]
            cells = [f"{100 * part / years.sum():.1f} % ({part:.2f})" for part in beyond]
            rows.append([word, str(age), f"{years.sum():.2f}", *cells])
    heads: list[Text | str] = [
        ("sex", "性别"), ("age", "年龄"), ("years left", "剩余寿命（年）"), *(THRESHOLDS[k] for k in (1, 2, 3)),
    ]  # fmt: skip
    title = ("Share of remaining life beyond a threshold, in brackets years", "超过各门槛的剩余寿命占比，括号内为年数")
    about = (
        "Sullivan's method: survivors of the UN life table of 2020–25 times the model's shares of the levels at each "
        "age. Published counterparts: V1 and V2 under *held out*.",
        "沙利文法：联合国2020–25年生命表的存活人数乘以模型各年龄的等级占比。已发表的对应数字见“留出事实”中的V1和V2。",
    )
    return Section(("Remaining life with limitation", "带失能的剩余寿命"), about, tables=[Table(title, heads, rows)])


def prevalence(runs: Sequence[Lived], surveys: Sequence[Line]) -> Section:
    """How many are beyond which threshold, by age and sex; and what surveys print that draw their line somewhere."""
    rows: list[list[Text | str]] = []
    for name, first, end in BANDS:
        cells = []
        for k in THRESHOLDS:
            three = [share_of(Share(k, age=first, below=end, sex=sex)) for sex in (None, 0, 1)]
            cells.append("{:.1f} ({:.1f} / {:.1f})".format(*three))
        rows.append([name, *cells])
    about = (
        "The same people under four thresholds. Surveys stand beside the levels that come nearest to their words; "
        "where an instrument differs from GB/T 42195, agreement is not to be expected, so there is no verdict. The "
        "five shares of the levels were fitted, and the figures of 11.6, 19.4 and 2.34 % went into their synthesis.",
        "同一批人，四道门槛。各调查列于与其用语最接近的等级旁；其工具与GB/T 42195不同，不应期望一致，故不作判断。五个"
        "等级占比为拟合所用，其综合依据包括11.6%、19.4%和2.34%这三个数字。",
    )
    title = (
        "Per cent beyond a threshold: both sexes (men / women), China, census 2020",
        "超过各门槛的百分比：合计（男/女），中国，2020年普查",
    )
    by_age = Table(title, [("age", "年龄"), *THRESHOLDS.values()], rows)
    tables = [by_age, by_region(runs)] if runs else [by_age]
    return Section(
        ("How many are disabled: by threshold", "多少人失能：按门槛换算"), about, [*fitted_levels(), *surveys], tables
    )


def fitted_levels() -> list[Line]:
    """The shares of the five levels: what the fit aimed at and what it reached."""
    aims = {aim["name"]: aim for aim in load_fit()["targets"]}
    lines = []
    for level, word in enumerate(LEVELS):
        aim = aims[f"share of level {level}"]
        synthesis = ("synthesis, `conf/health/china.yaml`", "综合，`conf/health/china.yaml`")
        model = share_of(Share(level, level))
        lines.append(
            Line(
                f"level:{level}",
                word,
                CHINA_2020,
                model,
                aim["target"],
                both("%"),
                source=synthesis,
                grade=both("C"),
                fitted=True,
            )
        )
    return lines


def by_region(runs: Sequence[Lived]) -> Table:
    """Shares beyond each threshold in the lives of the regions, means of the first and the last whole year."""
    rows: list[list[Text | str]] = []
    for run in runs:
        years = np.array([year_of(int(month)) for month in run.months])
        for year in sorted({2021, int(years[-1])}):
            mean = run.levels[years == year].mean(axis=0)
            shares = [f"{100 * mean[k:].sum() / mean.sum():.1f}" for k in THRESHOLDS]
            rows.append([(run.region.label, run.region.label_zh), str(year), number(mean.sum(), 0), *shares])
    title = ("Per cent beyond a threshold in the runs", "运行中超过各门槛的百分比")
    return Table(title, [("region", "地区"), ("year", "年份"), ("elders", "老年人口"), *THRESHOLDS.values()], rows)
