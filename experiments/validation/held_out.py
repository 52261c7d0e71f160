"""Facts that nothing was fitted to (``conf/validation_facts.csv``), beside the model; and why a miss is one.

A tolerance is that of the file and was stated before the model was run. Nothing is fitted to these facts afterwards.
``EXPLAINED`` names, for each miss, the mechanism behind it and which side is wrong, the model or the comparison.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.validation import NO_FIGURE, NOTHING, Line, Section, Text, both
from experiments.validation.health import china
from experiments.validation.levels import Share, share_of, three_year_mortality, years_at
from experiments.validation.regions import MANY, Lived
from sim.calendar import year_of
from sim.world.health import FloatArray

FACTS = Path(__file__).resolve().parents[2] / "conf" / "validation_facts.csv"
MORTALITY = {"V3": 0, "V4": 1, "V5": 4}
"""Level of the people of whom a three-year mortality speaks."""
JUDGED_FROM, BESIDE_FROM = 80, 65
"""First age of the people whose three-year mortality is judged, and of those who stand beside them."""
FIRST_YEAR, LAST_YEAR = 2021, 2035
SURVEYS: dict[str, Share] = {
    **dict.fromkeys(("P1", "P2", "P3", "P4", "P5", "P6", "P12", "P13"), Share(1)),
    **{"P7": Share(1, 1), "P8": Share(2, 2), "P9": Share(3), "P10": Share(1, 1), "P11": Share(2), "P14": Share(3)},
    **{"P15": Share(3, sex=0), "P16": Share(3, sex=1), "P17": Share(3, age=60, below=65)},
    **{"P18": Share(3, age=65, below=70), "P19": Share(3, age=70, below=75), "P20": Share(3, age=80, below=85)},
    "P21": Share(3, age=85),
}
"""The people of the model who come nearest to the words of each survey."""
WORDS: dict[str, Text] = {
    "%": ("%", "%"), "ratio": ("ratio", "比值"), "person": ("persons", "人"),
    "A(abstract)": ("A, abstract", "A，摘要"), "A (not national)": ("A, not national", "A，非全国"),
}  # fmt: skip


class Fact(NamedTuple):
    """A row of the file of facts. ``value`` is not a number where the file names another."""

    id: str
    words: Text
    how: Text
    value: float
    unit: Text
    population: Text
    tolerance: float | None
    source: Text
    grade: Text


@lru_cache(maxsize=2)
def facts(path: Path = FACTS) -> dict[str, Fact]:
    """The facts by id."""
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = row["year"]
            found[row["id"]] = Fact(
                row["id"],
                (row["fact"], row["fact_zh"]),
                (row["how_to_compare"], row["how_to_compare_zh"]),
                float(row["value"]) if row["value"][0].isdigit() else NO_FIGURE,
                WORDS[row["unit"]],
                (f"{row['population']}, {year}", f"{row['population_zh']}，{year}"),
                float(row["tolerance"]) if row["tolerance"] else None,
                (row["source"], row["source_zh"] or row["source"]),
                WORDS.get(row["grade"], both(row["grade"])),
            )
    return found


def line(fact: Fact, model: float, where: str = "", of: Text = NOTHING, judged: bool = True, digits: int = 1) -> Line:
    """The model beside a fact; ``of`` says of whom in the model where the fact has several lines."""
    whose = tuple(f"{mark}{words}" if words else "" for mark, words in zip(("; ", "；"), of, strict=True))
    tolerance = fact.tolerance if judged and model == model else None  # without a figure there is no verdict
    return Line(
        fact.id + where,
        (
            f"{fact.words[0]}. Model: {fact.how[0]}{whose[0]}",
            f"{fact.words[1]}。模型：{fact.how[1]}{whose[1]}",
        ),
        fact.population,
        model,
        fact.value,
        fact.unit,
        both("" if tolerance is None else f"± {tolerance:g}"),
        None if tolerance is None else bool(abs(model - fact.value) <= tolerance),
        fact.source,
        fact.grade,
        digits,
    )


def section(runs: Sequence[Lived]) -> Section:
    """V1 to V7: the figures that were kept out of every fit."""
    known = facts()
    lines = []
    for sex, name in enumerate(("V1", "V2")):  # men, women
        years = years_at(sex, 60)
        lines.append(line(known[name], float(100 * years[:3].sum() / years.sum()), digits=2))
    period = china().life_table.start_years.index(2020)
    for name, level in MORTALITY.items():
        for age in (JUDGED_FROM, BESIDE_FROM):
            of = (f"from age {age} on", f"{age}岁及以上")
            model = three_year_mortality(level, age, period)
            judged = age == JUDGED_FROM
            lines.append(line(known[name], model, "" if judged else f":{age}", of, judged))
    for run in runs:
        where, label = f":{run.region.name}", (run.region.label, run.region.label_zh)
        divided = (f"{label[0]}, if each aide had residents of one level", f"{label[1]}，若每名护理员只照护同一等级")
        lines.append(line(known["V6"], 100 * run.aides_with_many, where, label))
        lines.append(line(known["V6"], 100 * run.aides_if_divided, f"{where}:divided", divided, judged=False))
    lines += growth(known["V7"], runs)
    about = (
        "Facts kept out of every fit, with the tolerance of `conf/validation_facts.csv`. Shares of life and "
        "three-year mortality come from the risk table, weighted by the census of China and at the death rates of "
        f"2020–25; V6 and V7 come from the runs. V6 counts the aides of homes in which there are {MANY} residents or "
        "more for each aide.",
        "未参与任何拟合的事实，允许误差见`conf/validation_facts.csv`。寿命占比与三年死亡率由风险表得出，按中国普查人"
        f"口加权，用2020–25年死亡率；V6和V7取自各次运行。V6统计每名护理员对应{MANY}名及以上入住老人的机构中的护理员。",
    )
    return Section(("Held out", "留出事实"), about, lines)


def growth(fact: Fact, runs: Sequence[Lived]) -> list[Line]:
    """Disabled elders of the last year as a multiple of those of the first: all regions together, then each."""
    pairs = [disabled(run) for run in runs]
    lines = []
    if len(runs) > 1:
        of = (f"{len(runs)} regions together", f"{len(runs)}个地区合计")
        lines.append(line(fact, _multiple(np.sum(pairs, axis=0)), "", of, digits=2))
    for run, pair in zip(runs, pairs, strict=True):
        label = (run.region.label, run.region.label_zh)
        lines.append(line(fact, _multiple(pair), f":{run.region.name}", label, digits=2))
    return lines


def _multiple(pair: FloatArray) -> float:
    return float(pair[1] / pair[0]) if pair[0] else NO_FIGURE


def disabled(run: Lived) -> FloatArray:
    """Mean number of elders of level 1 and more in the first and the last year; no figure for a year not lived."""
    years = np.array([year_of(int(month)) for month in run.months])
    beyond = run.levels[:, 1:].sum(axis=1)
    lived = [years == year for year in (FIRST_YEAR, LAST_YEAR)]
    return np.array([beyond[year].mean() if year.sum() == 12 else NO_FIGURE for year in lived])


def elders_by_place(run: Lived) -> Line:
    """V8, an input: largest relative difference of the elders of a place, model and census, at month 0."""
    fact = facts()["V8"]._replace(value=0.0, unit=both("%"))
    differences = [100 * (run.at_census[place] / persons - 1) for place, persons in run.census.items()]
    label = (run.region.label, run.region.label_zh)
    n = (f"{label[0]}, {len(differences)} places", f"{label[1]}，{len(differences)}个地点")
    largest = max(differences, key=abs)
    whole = run.region.fraction == 1  # a sample spreads its people over the cells of the census
    return line(fact, largest, f":{run.region.name}", n, whole, digits=2)._replace(given=True)


def surveys() -> list[Line]:
    """The surveys of disability beside the levels that come nearest to their words: no verdict."""
    known = facts()
    return [line(fact, share_of(SURVEYS[name])) for name, fact in known.items() if name in SURVEYS]


# --- why ----------------------------------------------------------------------------------------------------------

FIVE = ("qiannan", "shenzhen", "liuzhou", "qingyuan", "banan")
EXPLAINED: dict[str, Text] = {
    "V1": (
        "The model. Men are too seldom at levels 3–4, 1.2 % against 2.7 % of women, because the upper steps take "
        "their sex ratio from the worst CLHLS state; the census of Shaanxi prints 1.8 and 2.3 %. With the census "
        "shares (2.34 % in all, that ratio) the share of men would be 97.4 %, within the tolerance. Besides, the "
        "published life expectancy at 60 (22.5 years) is that of the uncorrected census: with it the model's share "
        "is 0.3 points lower.",
        "模型所致。男性处于等级3–4的过少（1.2%，女性2.7%），因为上层转移的性别比取自CLHLS最差状态；陕西普查为1.8%和"
        "2.3%。若用普查占比（合计2.34%及该性别比），男性占比为97.4%，在允许误差内。此外，已发表的60岁预期寿命"
        "（22.5年）取自未修正的普查；采用它，模型占比再低0.3个百分点。",
    ),
    "V3": (
        "The comparison. People without disability cannot die at 11.9 % from 80 on: by the life table a third of all "
        "people of that age die within three years. In a cohort that was sampled to be old each group has its own "
        "age: the model meets the figures of V3, V4 and V5 from 67, from 72 and from 87 years on. At the death rates "
        "of 2010–15, nearer to the cohort, its figures are up to 2.5 points higher.",
        "比较口径所致。80岁及以上无失能者不可能只死亡11.9%：按生命表该年龄三年内约三分之一死亡。该队列对高龄者过度抽"
        "样，各组年龄不同：模型分别从67、72和87岁起与V3、V4、V5三个数字相符。用更接近队列年代的2010–15年死亡率，模型"
        "数字最多高2.5个百分点。",
    ),
    "V4": (
        "The comparison, as for V3: the group with one ADL lost is younger than the population of 80 and more. The "
        "published figure lies between those of the model from 65 and from 80 on.",
        "比较口径所致，同V3：失去一项日常生活活动的一组比80岁及以上人口年轻。已发表的数字介于模型65岁及以上与80岁及以"
        "上之间。",
    ),
    "V5": (
        "The comparison, as for V3: people disabled in every ADL are the oldest of that cohort. And the model: one "
        "hazard ratio (4.45) holds at all ages, where the source gives 24.1 at 65–79 and 2.56 from 80 on, so its "
        "completely disabled of 65–79 live too long.",
        "比较口径所致，同V3：全部失能者是该队列中最年老者。模型也有责任：各年龄共用一个风险比（4.45），而来源在"
        "65–79岁为24.1、80岁及以上为2.56，因此模型中65–79岁完全失能者存活过久。",
    ),
    **dict.fromkeys((f"V6:{name}" for name in FIVE), (
        "The model. A home has the aides that its residents take, and all of them share the work alike; homes differ "
        "only by the levels of their residents. The survey asks aides, who divide light and heavy residents among "
        "them. If each aide of the model had residents of one level only (rows `divided`), 17 to 33 % would have "
        "eight or more.",
        "模型所致。机构按入住老人需要配备护理员，且人人均摊；机构之间只因入住老人等级而不同。调查问的是护理员个人，他们之间会"
        "分工照护轻重不同的老人。若模型中每名护理员只照护同一等级的入住老人（`divided`各行），则17%至33%会照护8名及以上。",
    )),
    **dict.fromkeys(("V7", *(f"V7:{name}" for name in FIVE)), (
        "An assumption. Elders become 1.4 to 1.7 times as many (China, by the UN, about 1.6), and but for Shenzhen "
        "their rates of disability at each age stay within 3 %, as `trend` is 0. The outlook of 1.31 implies that "
        "these rates fall. With worsening 2 % a year slower, the end of the range of `trend`, the model gives 1.38 "
        "in Qiannan, 1.40 in Liuzhou, 1.37 in Qingyuan and 1.33 in Banan, within the tolerance. In Shenzhen it gives "
        "1.86: the elders of the city are young at the census and grow old (a factor of 1.22 by itself), and as only "
        "the able move away, 5 % a year, its rates at each age rise by 8 %.",
        "假设所致。老年人口增至1.4至1.7倍（联合国对全国的预测约1.6）；除深圳外，各年龄失能率变化在3%以内，因为"
        "`trend`为0。1.31倍的预测意味着失能率下降。若恶化每年放慢2%（`trend`范围的端点），模型在黔南为1.38、柳州"
        "1.40、清远1.37、巴南1.33，均在允许误差内。深圳为1.86：该市老年人在普查时较年轻，此后变老（仅此一项为"
        "1.22倍）；且只有能力完好者迁出（每年5%），各年龄失能率因此上升8%。",
    )),
    "exits:banan": (
        "Growth, no wave: residents become 12 % more in two years, as elders do and as town centres and better homes "
        "open from 2022 on, and with them the exits; per resident year 1 and year 3 differ by 5 %. The "
        "other regions, which grow less, are within the tolerance.",
        "增长所致，并非离院潮：两年内入住老人随老年人口增多、2022年起镇级中心和改造后的机构开放而增加12%，离开人数"
        "随之增加；按每名入住老人计算，第1年与第3年相差5%。其他地区增长较慢，均在允许误差内。",
    ),
}  # fmt: skip
"""Row id -> why it is a miss. A miss that is not listed prints as not explained yet."""
