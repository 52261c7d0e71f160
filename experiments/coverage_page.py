"""The page of the coverage study, in both languages, from its table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiments.labels import number, outcome_label, unit_text
from sim.outcomes import OUTCOMES

WORDS = {
    "title": ("Do the intervals hold what they promise?", "区间是否名副其实？"),
    "lead": (
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
    "rule": (
        "The rule, stated before the full run: with {n} replicates the share lies between 92 % and 98 %, outcome by "
        "outcome. “Unclear”: outside, but its own 95 % interval, from the number of repetitions, reaches into "
        "the range.",
        "事先规定：重复{n}次时，各指标的包含频率应在92%至98%之间。“不明确”：频率在此范围之外，但由比较次数得出的"
        "自身95%区间与该范围相交。",
    ),
    "kept": ("kept", "符合"),
    "unclear": ("unclear", "不明确"),
    "missed": ("missed", "不符合"),
    "outcome": ("Outcome, unit", "指标，单位"),
    "base": ("Without voucher", "无补贴券"),
    "effect": ("Effect [95 % interval]", "效应［95%区间］"),
    "equal": ("No difference, % of replicates", "无差别，占重复次数%"),
    "share": ("{n} replicates: contained, %", "重复{n}次：包含，%"),
    "judged": ("Rule ({n})", "判断（{n}次）"),
    "times": ("Variance unpaired / paired", "方差：不配对/配对"),
    "pairing": (
        "Pairing lowers the variance of a difference, against two worlds with luck of their own, by the factor above; "
        "20 was expected. What is summed over all elders keeps their common luck. It is less where a few beds and the "
        "queue before them decide:",
        "与各有各的运气相比，配对将差值的方差降至上列倍数分之一；事先预期为20倍。对全体老人求和的指标保留了共同的运气；"
        "取决于少数床位及其轮候的指标则较低：",
    ),
    "why.waiting": (
        "the queue is what applicants leave over when beds are given out; the voucher brings other applicants in other "
        "months, so the same luck meets other people",
        "轮候是申请者多于床位的余数；补贴券使不同的人在不同月份申请，同样的运气落在不同的人身上",
    ),
    "why.other": (
        "other persons take the same few beds in other months; from then on each world has its own history there",
        "不同的人在不同月份占用同样为数不多的床位，此后两个世界各有各的历程",
    ),
    "none": ("all factors are 20 or more.", "各指标均达到20倍。"),
    "how": (
        "Made by `python -m experiments.coverage`; the numbers of this page and more are in coverage.csv.",
        "由`python -m experiments.coverage`生成；本页及更多数字见coverage.csv。",
    ),
}
ENDS = {"en": "README.md", "zh": "README.zh-CN.md"}
RULED, EXPECTED = 8, 20.0


def pages(table: pd.DataFrame, replicates: int, foot: Mapping[str, str]) -> dict[str, str]:
    """File name -> text."""
    return {name: page(table, replicates, foot[language], language) for language, name in ENDS.items()}


def page(table: pd.DataFrame, replicates: int, foot: str, language: str) -> str:
    """The page in one language."""

    def say(key: str, **values: object) -> str:
        return WORDS[key][language == "zh"].format(**values)

    sizes = list(dict.fromkeys(int(n) for n in table["n"]))
    heads = [say("outcome"), say("base"), say("effect"), say("equal"), say("times")]
    heads += [say("share", n=n) for n in sizes] + [say("judged", n=RULED)]
    lines = [f"# {say('title')}", ""]
    lines += [say("lead", replicates=replicates, repetitions=int(table["repetitions"].iloc[0]), year=2022), ""]
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
    lines += ["", say("pairing"), ""]
    few = first[first["times"] < EXPECTED]
    for name, times in zip(few["outcome"], few["times"], strict=True):
        why = say(f"why.{name}" if f"why.{name}" in WORDS else "why.other")
        lines.append(f"* {outcome_label(name, language)} ({number(times)}): {why}")
    lines += [] if len(few) else [say("none")]
    return "\n".join([*lines, "", say("how"), "", foot, ""])


def row(cells: list[str]) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"
