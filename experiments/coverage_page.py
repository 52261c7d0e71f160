"""The page of the coverage study, in both languages, from its table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from experiments.coverage_sums import COMPARISONS
from experiments.coverage_words import WORDS
from experiments.labels import number, outcome_label, signed, unit_text
from sim.outcomes import OUTCOMES

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
    foot: Mapping[str, str]
    """Language -> provenance"""
    homes: Mapping[str, tuple[int, int]]
    """Case -> homes of its sample at month 0, and their beds"""


def pages(
    tables: Mapping[str, pd.DataFrame], doses: pd.DataFrame, worlds: pd.DataFrame, facts: Facts
) -> dict[str, str]:
    """File name -> text: all cases, the larger worlds and the doses under each other."""
    found = {}
    for language, name in ENDS.items():
        lines = [f"# {_say('title', language)}", "", _say("cases", language), ""]
        lines += [_levels(tables, facts, language), ""]
        for case, table in tables.items():
            lines += part(case, table, facts, language)
        lines += larger(worlds, language)
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
        scale, unit = _unit(name, language)
        low, high = (number(scale * one[key], signed=True) for key in ("effect_low", "effect_high"))
        shares = [f"{100 * mine.at[n, 'share']:.1f}" for n in sizes]
        shares = [
            f"{text} [{100 * mine.at[n, 'share_low']:.1f}, {100 * mine.at[n, 'share_high']:.1f}]"
            for n, text in zip(sizes, shares, strict=True)
        ]
        cells = [f"{outcome_label(name, language)}, {unit}", number(scale * one["base"])]
        cells += [f"{number(scale * one['effect'], signed=True)} [{low}, {high}]", f"{100 * one['equal']:.0f}"]
        cells += [signed(one["skew"], 1), _times(one), *shares, say(str(mine.at[RULED, "verdict"]))]
        lines.append(row(cells))
    few = first[first["times"] < TARGET]
    named = [
        f"{outcome_label(name, language)} ({number(times)})"
        for name, times in zip(few["outcome"], few["times"], strict=True)
    ]
    return [*lines, "", say("few", few=("、" if language == "zh" else ", ").join(named) or say("none")), ""]


def _levels(tables: Mapping[str, pd.DataFrame], facts: Facts, language: str) -> str:
    """That levels are scaled, and why those of small samples differ."""
    said = []
    for case, (homes, beds) in facts.homes.items():
        table = tables[case]
        waiting = number(table.loc[table["outcome"] == "waiting", "base"].iloc[0])
        short = _say(f"{case}.short", language)
        said.append(_say("homes", language, case=short, homes=homes, beds=beds, waiting=waiting))
    return _say("levels", language, homes=("；" if language == "zh" else ". ").join(said))


def larger(worlds: pd.DataFrame, language: str) -> list[str]:
    """The lines on worlds of several sizes, from the table of :func:`experiments.coverage_sums.by_world`."""
    ruled = worlds[worlds["n"] == RULED]
    sizes = ruled.drop_duplicates("elders").set_index("elders")["replicates"]
    lead = _say("lead.worlds", language, n=sizes.iloc[-1], size=RULED, drawn=COMPARISONS)
    lines = [f"## {_say('worlds', language)}", "", lead, ""]
    lines += [row([_say("outcome", language), *(_say("elders", language, n=n) for n in sizes.index)])]
    lines += [row(["---"] + ["---:"] * len(sizes))]
    for name, mine in ruled.groupby("outcome", sort=False):
        scale, unit = _unit(str(name), language)
        effects = [number(scale * effect, signed=True) for effect in mine["effect"]]
        told = [f"{signed(one['skew'], 1)} ({100 * one['held']:.0f})" for _, one in mine.iterrows()]
        cells = [f"{effect}; {text}" for effect, text in zip(effects, told, strict=True)]
        lines.append(row([f"{outcome_label(str(name), language)}, {unit}", *cells]))
    return [*lines, "", _say("shift", language), ""]


def _unit(outcome: str, language: str) -> tuple[float, str]:
    """By how much values are multiplied to be shown, and the unit then."""
    about = OUTCOMES[outcome]
    if about.unit == "share":
        return 100.0, "%"
    return 1.0, unit_text(about.unit, language, per_year=about.kind == "flow")


def pairing(doses: pd.DataFrame, voucher: pd.DataFrame, replicates: int, language: str) -> list[str]:
    """The lines on what pairing brings by dose, from the table of :func:`experiments.coverage_sums.by_dose`.

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


def _finite(value: float) -> str:
    """A number, or a dash where nothing varies or nothing differs."""
    return number(value) if math.isfinite(value) else "–"


def row(cells: list[str]) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"
