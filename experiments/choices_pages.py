"""What is written for whoever must choose: a section of the summary, ``choices.md`` and ``waterfall.md``.

Each puts together the sentences and tables of ``choices.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments import waterfall
from experiments.choices import Choices

if TYPE_CHECKING:
    import pandas as pd

    from experiments.commands.plan import Plan


def section(whole: Plan, years: pd.DataFrame, language: str) -> list[str]:
    """What the summary says of prices, of pairs and the front (of three scenarios and more), of a waterfall."""
    told = Choices(whole, years, language)
    if len(told.scenarios) < 2:
        return []
    lines = [*told.prices(), ""]
    if len(told.scenarios) > 2:
        lines += [*told.each(), ""]
    if len(told.titles) > 2:
        lines += [f"## {told.say('front')}", "", told.front_how(), "", *told.front_told(told.front()), ""]
    table = told.apart()
    if table is not None:
        lines += [*_apart_head(told, "##"), *told.apart_told(table), ""]
    return lines


def page(whole: Plan, years: pd.DataFrame, language: str) -> str:
    """``choices.md``: how sure each difference is, every scenario against every other, prices, the front."""
    told = Choices(whole, years, language)
    region = whole.region.label_zh if language == "zh" else whole.region.label
    lines = [f"# {told.say('title', region=region)}", "", told.how(), *told.sure(), ""]
    if len(told.scenarios) > 2:
        lines += [*told.each(), ""]
    lines += [*told.prices(), ""]
    if len(told.titles) > 2:
        table = told.front()
        lines += [f"## {told.say('front')}", "", told.front_how(), "", *told.front_told(table), ""]
        lines += [*told.front_table(table), ""]
    return "\n".join(lines).rstrip() + "\n"


def apart_page(whole: Plan, years: pd.DataFrame, language: str) -> str:
    """``waterfall.md``: the interaction in sentences, then every step in a table. ValueError without a waterfall."""
    told = Choices(whole, years, language)
    table = told.apart()
    if table is None:
        raise ValueError("nothing was taken apart")
    key = "apart.how" if told.n > 1 else "apart.how.one"
    what = waterfall.taken(whole.settings)
    facts = {"base": told.titles[told.base], "whole": told.titles[what.whole.name] if what else ""}
    how = told.say(key, year=told.period, n=told.n, **facts)
    lines = [*_apart_head(told, "#"), how, "", *told.apart_told(table), "", *told.apart_table(table)]
    return "\n".join(lines) + "\n"


def _apart_head(told: Choices, marks: str) -> list[str]:
    what = waterfall.taken(told.whole.settings)
    whole = what.whole.title(told.language) if what else ""
    region = told.whole.region.label_zh if told.language == "zh" else told.whole.region.label
    words = (
        told.say("apart.title", whole=whole, region=region) if marks == "#" else told.say("apart.section", whole=whole)
    )
    return [f"{marks} {words}", ""]
