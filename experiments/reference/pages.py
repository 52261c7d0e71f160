"""The page of a region: its document and its experiment in words, with figures, pictures and how to make them again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from experiments.choices import Choices
from experiments.notices import notices
from experiments.promises.page import Teller as Targets
from experiments.reference.chosen import DOCUMENT
from experiments.reference.pictures import ENDS
from experiments.reference.tables import MOST_ARMS
from experiments.reference.told import Told, facts
from experiments.reference.words import say
from experiments.schema import Scenario
from experiments.words import Teller

UP = "../../../"
"""From the folder of a region to the top."""
PROJECTS = f"{DOCUMENT}-projects.csv"
TARGETS = f"{DOCUMENT}-targets.csv"
MOST_MISSED = 5
"""Missed targets that are told; the table has all."""


def page(region: Sequence[Told], language: str) -> str:
    """Everything about one region in one language; ``region``: its document, then its experiment."""
    loaded, name = region[0].whole.region, region[0].published.region
    title = say("title", language, region=loaded.label_zh if language == "zh" else loaded.label)
    lines = [f"# {title}", "", say("limits", language, up=UP, name=name)]
    for note in notices(loaded, language):
        lines += ["", f"> {note}"]
    for told in region:
        own = told.published.name == DOCUMENT
        heading = say("document" if own else "signature", language, title=told.title(language))
        lines += ["", f"## {heading}", "", told.question(language), ""]
        lines += (_document if own else _experiment)(told, language)
        lines += ["", *_pictures(told, language), "", *_made(told, language)]
    return "\n".join([*lines, "", say("closing", language)]) + "\n"


def _document(told: Told, language: str) -> list[str]:
    """What the document does, why and for how much; which of its targets are met, and what stopped the others."""
    last = told.whole.settings.scenarios[-1]
    teller = Teller(told.whole, told.runs, told.years, language)
    lines = [
        *_linked(teller.findings(last), told),
        "",
        say("dose_document", language, up=UP, name=told.published.region),
    ]
    if not told.whole.region.targets:
        return lines
    targets = Targets(told.whole, told.runs, language)
    lines += ["", f"### {say('targets', language)}", ""]
    lines += [f"- {targets.counts(one.name)}{targets.say('stop')}" for one in told.whole.settings.scenarios]
    missed = targets.missed_lines(last.name)
    rest = len(missed) - MOST_MISSED
    return [*lines, *missed[:MOST_MISSED], *([say("more", language, n=rest, file=TARGETS)] if rest > 0 else [])]


def _experiment(told: Told, language: str) -> list[str]:
    """All arms as a table, what each does to unmet hours and costs, and which are worth choosing."""
    teller, about = Teller(told.whole, told.runs, told.years, language), told.whole.settings.comparison
    lines = teller.table()
    if about and about.switches:
        lines += ["", *(line.replace("## ", "### ", 1) for line in teller.effects(about))]
    lines += ["", f"### {say('arms', language)}", ""]
    lines += [f"- {_arm(teller, arm, language)}" for arm in arms_told(told)]
    choices = Choices(told.whole, told.years, language)
    lines += ["", choices.front_how(), "", *_linked(choices.front_told(choices.front()), told)]
    return [*lines, "", say("doses", language, up=UP, name=told.published.name)]


def _linked(lines: Sequence[str], told: Told) -> list[str]:
    """Lines in which a table of the comparison's folder becomes the one that is published here."""
    to = f"{told.published.name}-"
    return [
        re.sub(r"(?<![A-Za-z-])(?:projects|pareto)\.csv", lambda found: f"[{to}{found[0]}]({to}{found[0]})", line)
        for line in lines
    ]


def arms_told(told: Told) -> list[Scenario]:
    """The arms that are told one by one: of many, or of switches, the first and the last; the table has all."""
    about, arms = told.whole.settings.comparison, list(told.whole.settings.scenarios[1:])
    many = len(arms) > MOST_ARMS or (about is not None and bool(about.switches))
    return [arms[0], arms[-1]] if many else arms


def _arm(teller: Teller, arm: Scenario, language: str) -> str:
    """Unmet hours with the causes that moved, and what it cost, in one paragraph."""
    hours = teller.measured("unmet_hours", arm.name)
    told = teller.told(hours, "unmet_hours")
    because = teller.why(arm.name, "unmet_cause")
    if because and not hours.same:
        told += teller.say("why" if hours.clear else "by_cause", because=because)
    sentences = [told + teller.say("stop"), *teller.cost(arm.name)]
    title = f"**{arm.title(language)}**{say('colon', language)}"
    return title + ("" if language == "zh" else " ").join(sentences)


def _pictures(told: Told, language: str) -> list[str]:
    name = told.published.name
    return [f"![{one}]({name}-{one}{ENDS[language]})" for one in told.published.pictures]


def files(told: Told) -> list[str]:
    """Names of the tables of a comparison."""
    name = told.published.name
    if name != DOCUMENT:
        return [f"{name}.csv", f"{name}-causes.csv", f"{name}-pareto.csv"]
    more = [TARGETS] if told.whole.region.targets else []
    more += [PROJECTS] if any(run.projects for run in told.runs) else []
    return [f"{name}.csv", f"{name}-causes.csv", *more]


def _made(told: Told, language: str) -> list[str]:
    """Scale, span, seeds, code, data, and the command."""
    known = facts(told)
    tables = say("joint", language).join(f"[{file}]({file})" for file in files(told))
    shown = {"n": len(known["seeds"]), "seeds": seeds_text(known), "code": known["code"], "data": data_hash(known)}
    shown |= {"first": known["first month"], "last": known["last month"], "scale": scale_text(known, language)}
    return [
        say("tables", language, files=tables),
        "",
        say("made", language, **shown),
        "",
        "```text",
        known["command"],
        "```",
    ]


def scale_text(known: dict[str, Any], language: str) -> str:
    """Everybody, or which share."""
    share = known["fraction"]
    return say("whole", language) if share == 1 else say("sample", language, share=f"{100 * share:.3g}")


def seeds_text(known: dict[str, Any]) -> str:
    """``1-8``."""
    seeds = known["seeds"]
    return str(seeds[0]) if len(seeds) == 1 else f"{seeds[0]}-{seeds[-1]}"


def data_hash(known: dict[str, Any]) -> str:
    """Of all files of the region, as the pictures have it."""
    return hashlib.sha256(json.dumps(known["data sha256"]).encode()).hexdigest()[:8]
