"""The page of the coverage study, in both languages, from its table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from experiments.labels import number, outcome_label, unit_text
from sim.outcomes import OUTCOMES

WORDS = {
    "title": ("Do the intervals hold what they promise?", "区间是否名副其实？"),
    "cases": (
        "The rule came first, the cases did not: pilots of 48 to 800 replicates showed that it holds where differences "
        "between replicates are near normal, and fails where they are skewed. Both kinds are told here. Where a "
        "difference is skewed, an interval of 8 replicates holds less than it says; many more of them are needed.",
        "判断标准事先确定，案例则不是：48至800次的试运行表明，重复间差值接近正态时标准成立，偏态时不成立。此处两类均列出。"
        "差值偏态时，8次重复的区间实际包含率低于标称值，需要多得多的重复次数。",
    ),
    "levels": (
        "Levels and effects are those of the sample, scaled to the whole region; but levels of a small sample are not "
        "the region's. {homes}. Homes so small are full by chance more often, so more elders wait (our reading).",
        "水平值和效应均由样本按比例换算为全地区数值，但小样本的水平值并非全地区的水平值。{homes}。"
        "机构如此之小，更容易偶然住满，因此等候者更多（我们的解读）。",
    ),
    "homes": (
        "The {case} case has {homes} homes with {beds} beds in all (without its policy {waiting} wait)",
        "{case}案例共有{homes}家机构、{beds}张床位（无该政策时等候{waiting}人）",
    ),
    "voucher.short": ("voucher", "养老消费券"),
    "visits.short": ("visits", "上门探访"),
    "voucher": ("A voucher of 800 yuan a month", "每月800元养老消费券"),
    "visits": ("Door visits twelve times a year", "每年十二次上门探访"),
    "lead.voucher": (
        "Two small worlds (about 6,000 elders of Qingyuan, 2020-11 to 2022-12), with and without a voucher of 800 yuan "
        "a month, were lived {replicates:,} times with the same luck in both. The mean paired difference of {year} "
        "stands for the true effect. Then a comparison with few replicates was repeated {repetitions} times with other "
        "luck, and it was counted how often its 95 % interval (mean ± t · sd/√n of the paired differences) contains "
        "that effect. The number that stands for the truth has an error of its own, small against these intervals.",
        "两个小规模世界（清远约6,000名老年人，2020-11至2022-12），一个每月发放800元养老消费券，一个不发放，以相同运气各运行"
        "{replicates:,}次，{year}年配对差值的平均视为真实效应。随后换用其他运气，将重复次数较少的比较进行{repetitions}次，"
        "统计其95%区间（配对差值的平均 ± t · 标准差/√n）包含该效应的频率。视为真值的数本身也有误差，"
        "但相对这些区间很小。",
    ),
    "lead.visits": (
        "The same with about 3,000 elders, and door visits twelve times a year instead of none.",
        "同上，约3,000名老年人，由不上门改为每年十二次上门探访。",
    ),
    "rule": (
        "The rule: with {n} replicates the share lies between 92 % and 98 %, outcome by "
        "outcome. “Unclear”: outside, but its own 95 % interval, from the number of repetitions, reaches into "
        "the range.",
        "判断标准：重复{n}次时，各指标的包含频率应在92%至98%之间。“不明确”：频率在此范围之外，但由比较次数得出的"
        "自身95%区间与该范围相交。",
    ),
    "kept": ("kept", "符合"),
    "unclear": ("unclear", "不明确"),
    "missed": ("missed", "不符合"),
    "outcome": ("Outcome, unit", "指标，单位"),
    "what": ("Outcome", "指标"),
    "base": ("Without", "无该政策"),
    "effect": ("Effect [95 % interval]", "效应［95%区间］"),
    "skew": ("Skewness of differences", "差值偏度"),
    "equal": ("No difference, % of replicates", "无差别，占重复次数%"),
    "share": ("{n} replicates: contained, %", "重复{n}次：包含，%"),
    "judged": ("Rule ({n})", "判断（{n}次）"),
    "times": ("Variance unpaired / paired [95 % interval]", "方差：不配对/配对［95%区间］"),
    "few": (
        "Pairing lowers the variance of a difference, against two worlds with luck of their own, by the factor above "
        "(95 % bootstrap interval, replicates drawn anew). The target set before the study was 20. Below 20: {few}.",
        "与各有各的运气相比，配对将差值的方差降至上列倍数分之一（95%自助法区间，对重复重新抽样）。研究之前设定的目标为20倍。"
        "低于20倍的指标：{few}。",
    ),
    "breaks": (
        "Skewness breaks an interval, not replicates without a difference: {label} lacks a difference in {equal:.0f} % "
        "of the replicates, has skewness {skew}, and its interval of {n} replicates holds in {share:.1f} %. More "
        "replicates help late: drawn from the {replicates:,}, intervals of {sizes} replicates hold in {shares} %.",
        "使区间失准的是偏态，而不是无差别的重复：{label}无差别的重复占{equal:.0f}%，偏度为{skew}，"
        "重复{n}次的区间包含频率为{share:.1f}%。增加重复次数见效很晚：从{replicates:,}次中抽取，"
        "重复{sizes}次的区间包含频率（%）分别为{shares}。",
    ),
    "skewed": (
        "Why differences are skewed here, as we read it: visits are paid of what the purses have left over. Their "
        "cost and the deficits of government-run homes are correlated by {correlation}; where a small world "
        "happens to have few government-run residents, many more visits can be paid. In {share:.1%} of the worlds "
        "they cost more than twice the median.",
        "此处差值偏态的原因（我们的解读）：上门探访由各项资金的剩余支付。其费用与公办机构亏损的相关系数为{correlation}；"
        "若小规模世界中公办机构入住者恰好较少，可支付的探访多得多：{share:.1%}的世界中费用超过中位数两倍。",
    ),
    "doses": ("How much luck pairing takes away", "配对消除多少运气"),
    "lead.doses": (
        "Worlds like those of the voucher with other luck, {n:,} replicates, and vouchers of three sizes. Variance "
        "unpaired / paired [95 % bootstrap interval]. In round brackets, for counts of persons, what it would be if "
        "persons were counted with Poisson luck and the lever moved each of them by themselves, rarely and in one "
        "direction: (without + with) / |effect|. The stronger the lever, the less pairing takes away: the luck that is "
        "left lies in who is moved, which differs from one population to the next (our reading of this table).",
        "与养老消费券案例类似的世界，运气不同，{n:,}次重复，三种补贴额。表中为方差之比（不配对/配对）［95%自助法区间］。圆括号内适用于人数类指标："
        "若人数服从泊松分布，且政策逐人、罕见、单向地产生影响，则该比值为（无政策＋有政策）/|效应|。政策越强，配对消除的运气越少："
        "剩余的运气在于谁受到影响，而这随人口样本而不同（我们对本表的解读）。",
    ),
    "twice": (
        "The voucher of {dose:g} yuan stands in the first table too. These are the same worlds with other luck, and "
        "{apart}. The first table has more replicates: trust its factors more.",
        "每月{dose:g}元的养老消费券也见于第一个表。世界相同而运气不同，{apart}。第一个表的重复次数更多，其倍数更可信。",
    ),
    "apart": (
        "all intervals of the factor overlap but for {names}: no other reason than luck is known",
        "除{names}外，倍数的区间均有重叠；除运气外未见其他原因",
    ),
    "apart.one": ("{label} ({first} there, {second} here)", "{label}（该表{first}，本表{second}）"),
    "apart.none": ("all intervals of the factor overlap", "倍数的区间均有重叠"),
    "yuan": ("{dose:g} yuan a month", "每月{dose:g}元"),
    "none": ("none", "无"),
    "how": (
        "Made by `python -m experiments.coverage`; the numbers of this page and more are in the CSV files.",
        "由`python -m experiments.coverage`生成；本页及更多数字见各CSV文件。",
    ),
}
ENDS = {"en": "README.md", "zh": "README.zh-CN.md"}
RULED, TARGET = 8, 20.0
"""Replicates to which the rule applies; the factor that was set as a target before the study."""
VOUCHER = 800.0
"""Yuan a month of the case; one of the doses too."""


@dataclass(frozen=True)
class Facts:
    """What the page tells besides its tables."""

    replicates: int
    """Of the study that stands for the truth"""
    of_a_dose: int
    """Replicates"""
    correlation: float
    """Of the cost of visits with the deficits of government-run homes"""
    share: float
    """Of worlds in which visits cost more than twice the median"""
    foot: Mapping[str, str]
    """Language -> provenance"""
    larger: Mapping[int, float] = field(default_factory=dict)
    """Replicates of a comparison -> how often its interval of the public cost of visits would hold"""
    homes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Case -> homes of its sample at month 0, and their beds"""


def pages(tables: Mapping[str, pd.DataFrame], doses: pd.DataFrame, facts: Facts) -> dict[str, str]:
    """File name -> text: all cases and the doses under each other."""
    found = {}
    for language, name in ENDS.items():
        lines = [f"# {_say('title', language)}", "", _say("cases", language), ""]
        lines += [_levels(tables, facts, language), ""] if facts.homes else []
        for case, table in tables.items():
            lines += part(case, table, facts, language)
        lines += pairing(doses, tables["voucher"], facts.of_a_dose, language)
        found[name] = "\n".join([*lines, _say("how", language), "", facts.foot[language], ""])
    return found


def _say(key: str, language: str, **values: object) -> str:
    return WORDS[key][language == "zh"].format(**values)


def part(case: str, table: pd.DataFrame, facts: Facts, language: str) -> list[str]:
    """The lines of one case in one language."""

    def say(key: str, **values: object) -> str:
        return _say(key, language, **values)

    sizes = list(dict.fromkeys(int(n) for n in table["n"]))
    heads = [say("outcome"), say("base"), say("effect"), say("equal"), say("skew"), say("times")]
    heads += [say("share", n=n) for n in sizes] + [say("judged", n=RULED)]
    lines = [f"## {say(case)}", ""]
    lines += [
        say(f"lead.{case}", replicates=facts.replicates, repetitions=int(table["repetitions"].iloc[0]), year=2022),
        "",
    ]
    lines += [say("rule", n=RULED), "", row(heads), row(["---"] + ["---:"] * (len(heads) - 1))]
    first = table[table["n"] == sizes[0]]
    for name in first["outcome"]:
        mine = table[table["outcome"] == name].set_index("n")
        one = mine.iloc[0]
        scale = 100.0 if OUTCOMES[name].unit == "share" else 1.0
        unit = "%" if scale == 100 else unit_text(OUTCOMES[name].unit, language, per_year=OUTCOMES[name].kind == "flow")
        low, high = (number(scale * one[key], signed=True) for key in ("effect_low", "effect_high"))
        shares = [f"{100 * mine.at[n, 'share']:.1f}" for n in sizes]
        shares = [
            f"{text} [{100 * mine.at[n, 'share_low']:.1f}, {100 * mine.at[n, 'share_high']:.1f}]"
            for n, text in zip(sizes, shares, strict=True)
        ]
        cells = [f"{outcome_label(name, language)}, {unit}", number(scale * one["base"])]
        cells += [f"{number(scale * one['effect'], signed=True)} [{low}, {high}]", f"{100 * one['equal']:.0f}"]
        cells += [_signed(one["skew"], 1), _times(one), *shares, say(str(mine.at[RULED, "verdict"]))]
        lines.append(row(cells))
    few = first[first["times"] < TARGET]
    named = [
        f"{outcome_label(name, language)} ({number(times)})"
        for name, times in zip(few["outcome"], few["times"], strict=True)
    ]
    lines += ["", say("few", few=("、" if language == "zh" else ", ").join(named) or say("none")), ""]
    if case != "visits":
        return lines
    if facts.larger:
        lines += [_breaks(table, facts, language), ""]
    return [*lines, say("skewed", correlation=_signed(facts.correlation, 2), share=facts.share), ""]


def _levels(tables: Mapping[str, pd.DataFrame], facts: Facts, language: str) -> str:
    """That levels are scaled, and why those of small samples differ."""
    said = []
    for case, (homes, beds) in facts.homes.items():
        table = tables[case]
        waiting = number(table.loc[table["outcome"] == "waiting", "base"].iloc[0])
        short = _say(f"{case}.short", language)
        said.append(_say("homes", language, case=short, homes=homes, beds=beds, waiting=waiting))
    return _say("levels", language, homes=("；" if language == "zh" else ". ").join(said))


def _breaks(table: pd.DataFrame, facts: Facts, language: str) -> str:
    """That skewness breaks intervals, told of the public cost of visits, and what larger comparisons hold."""
    one = table[(table["outcome"] == "public_cost") & (table["n"] == RULED)].iloc[0]
    between = "、" if language == "zh" else ", "
    return _say(
        "breaks",
        language,
        **{"label": outcome_label("public_cost", language), "equal": 100 * one["equal"], "n": RULED},
        **{"skew": _signed(one["skew"], 1), "share": 100 * one["share"], "replicates": facts.replicates},
        sizes=between.join(str(n) for n in facts.larger),
        shares=between.join(f"{100 * share:.0f}" for share in facts.larger.values()),
    )


def pairing(doses: pd.DataFrame, voucher: pd.DataFrame, replicates: int, language: str) -> list[str]:
    """The lines on what pairing brings by dose, from the table of :func:`experiments.coverage.by_dose`.

    ``voucher``: the table of the case that has its largest dose too.
    """
    sizes = list(dict.fromkeys(doses["dose"]))
    lines = [f"## {_say('doses', language)}", "", _say("lead.doses", language, n=replicates), ""]
    lines += [row([_say("what", language), *(_say("yuan", language, dose=dose) for dose in sizes)])]
    lines += [row(["---"] + ["---:"] * len(sizes))]
    for name, mine in doses.groupby("outcome", sort=False):
        cells = [
            _times(one) + (f" ({_finite(one['poisson'])})" if OUTCOMES[str(name)].unit == "person" else "")
            for _, one in mine.iterrows()
        ]
        lines.append(row([outcome_label(str(name), language), *cells]))
    same = doses[doses["dose"] == VOUCHER]
    return [*lines, "", _twice(voucher, same, language), ""] if len(same) else [*lines, ""]


def _twice(voucher: pd.DataFrame, doses: pd.DataFrame, language: str) -> str:
    """How the factors of the one voucher that stands in two tables agree."""
    first, second = (table.drop_duplicates("outcome").set_index("outcome") for table in (voucher, doses))
    apart = []
    for name, one in first.iterrows():
        two = second.loc[name]
        if one["times_low"] > two["times_high"] or two["times_low"] > one["times_high"]:
            facts = {"label": outcome_label(str(name), language), "first": _times(one), "second": _times(two)}
            apart.append(_say("apart.one", language, **facts))
    names = ("、" if language == "zh" else ", ").join(apart)
    said = _say("apart", language, names=names) if apart else _say("apart.none", language)
    return _say("twice", language, dose=VOUCHER, apart=said)


def _times(one: pd.Series) -> str:
    """A factor with its interval, which is left out where there is none."""
    there = math.isfinite(one["times_low"]) and math.isfinite(one["times_high"])
    ends = f" [{_finite(one['times_low'])}, {_finite(one['times_high'])}]" if there else ""
    return _finite(one["times"]) + ends


def _signed(value: float, digits: int) -> str:
    """A small number with its sign, as signs are printed elsewhere."""
    return f"{value:+.{digits}f}".replace("-", "−")


def _finite(value: float) -> str:
    """A number, or a dash where nothing varies or nothing differs."""
    return number(value) if math.isfinite(value) else "–"


def row(cells: list[str]) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"
