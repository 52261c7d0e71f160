"""The page of the coverage study, in both languages, from its table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiments.labels import number, outcome_label, unit_text
from sim.outcomes import OUTCOMES

WORDS = {
    "title": ("Do the intervals hold what they promise?", "区间是否名副其实？"),
    "cases": (
        "The rule came first, the cases did not: pilots of 48 to 800 replicates showed that it holds where differences "
        "between replicates are near normal, and fails where they are skewed. Both kinds are told here. Where a "
        "difference is skewed, an interval of 8 replicates holds less than it says: run more of them.",
        "判断标准事先确定，案例则不是：48至800次的试运行表明，重复间差值接近正态时标准成立，偏态时不成立。此处两类均列出。"
        "差值偏态时，8次重复的区间实际包含率低于标称值，应增加重复次数。",
    ),
    "voucher": ("A voucher of 800 yuan a month", "每月800元补贴券"),
    "visits": ("Door visits twelve times a year", "每年十二次上门摸排"),
    "lead.voucher": (
        "Two small worlds (about 6,000 elders of Qingyuan, 2020-11 to 2022-12), with and without a voucher of 800 yuan "
        "a month, were lived {replicates:,} times with the same luck in both. The mean paired difference of {year} "
        "stands for the true effect. Then a comparison with few replicates was repeated {repetitions} times with other "
        "luck, and it was counted how often its 95 % interval (mean ± t · sd/√n of the paired differences) contains "
        "that effect. The number that stands for the truth has an error of its own, small against these intervals.",
        "两个小规模世界（清远约6,000名老年人，2020-11至2022-12），一个每月发放800元补贴券，一个不发放，以相同运气各运行"
        "{replicates:,}次，{year}年配对差值的平均视为真实效应。随后换用其他运气，将重复次数较少的比较进行{repetitions}次，"
        "统计其95%区间（配对差值的平均 ± t · 标准差/√n）包含该效应的频率。视为真值的数本身也有误差，"
        "但相对这些区间很小。",
    ),
    "lead.visits": (
        "The same with about 3,000 elders, and door visits twelve times a year instead of none.",
        "同上，约3,000名老年人，由不上门改为每年十二次上门摸排。",
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
    "base": ("Without", "无该政策"),
    "effect": ("Effect [95 % interval]", "效应［95%区间］"),
    "equal": ("No difference, % of replicates", "无差别，占重复次数%"),
    "share": ("{n} replicates: contained, %", "重复{n}次：包含，%"),
    "judged": ("Rule ({n})", "判断（{n}次）"),
    "times": ("Variance unpaired / paired", "方差：不配对/配对"),
    "pairing": (
        "Pairing lowers the variance of a difference, against two worlds with luck of their own, by the factor above; "
        "20 was expected. What is summed over all elders keeps their common luck. It is less where a few beds and the "
        "queue before them decide: the lever brings other persons in other months, and from then on each world has its "
        "own history there (our reading; not tested). Below 20: {few}.",
        "与各有各的运气相比，配对将差值的方差降至上列倍数分之一；事先预期为20倍。对全体老人求和的指标保留了共同的运气；"
        "取决于少数床位及其轮候的指标则较低：政策使不同的人在不同月份申请，此后两个世界各有各的历程（此为我们的解读，未经检验）。"
        "低于20倍的指标：{few}。",
    ),
    "none": ("none", "无"),
    "how": (
        "Made by `python -m experiments.coverage`; the numbers of this page and more are in the CSV files.",
        "由`python -m experiments.coverage`生成；本页及更多数字见各CSV文件。",
    ),
}
ENDS = {"en": "README.md", "zh": "README.zh-CN.md"}
RULED, EXPECTED = 8, 20.0


def pages(tables: Mapping[str, pd.DataFrame], replicates: int, foot: Mapping[str, str]) -> dict[str, str]:
    """File name -> text: all cases under each other."""
    found = {}
    for language, name in ENDS.items():
        lines = [f"# {_say('title', language)}", "", _say("cases", language), ""]
        lines += [line for case, table in tables.items() for line in part(case, table, replicates, language)]
        found[name] = "\n".join([*lines, _say("how", language), "", foot[language], ""])
    return found


def _say(key: str, language: str, **values: object) -> str:
    return WORDS[key][language == "zh"].format(**values)


def part(case: str, table: pd.DataFrame, replicates: int, language: str) -> list[str]:
    """The lines of one case in one language."""

    def say(key: str, **values: object) -> str:
        return _say(key, language, **values)

    sizes = list(dict.fromkeys(int(n) for n in table["n"]))
    heads = [say("outcome"), say("base"), say("effect"), say("equal"), say("times")]
    heads += [say("share", n=n) for n in sizes] + [say("judged", n=RULED)]
    lines = [f"## {say(case)}", ""]
    lines += [say(f"lead.{case}", replicates=replicates, repetitions=int(table["repetitions"].iloc[0]), year=2022), ""]
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
        cells += [number(one["times"]), *shares, say(str(mine.at[RULED, "verdict"]))]
        lines.append(row(cells))
    few = first[first["times"] < EXPECTED]
    named = [
        f"{outcome_label(name, language)} ({number(times)})"
        for name, times in zip(few["outcome"], few["times"], strict=True)
    ]
    return [*lines, "", say("pairing", few=("、" if language == "zh" else ", ").join(named) or say("none")), ""]


def row(cells: list[str]) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"
