"""The page over all regions, drawn from the tables and facts that are stored, not from runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.choices_cells import clear, markdown
from experiments.commands.page import Measure
from experiments.reference.chosen import DOCUMENT, REGIONS, of_region
from experiments.reference.pages import TARGETS, scale_text
from experiments.reference.tables import MOST_ARMS
from experiments.reference.words import say
from experiments.regions import load

SHOWN = ("unmet_hours", "waiting", "public_cost")
"""Outcomes of the index."""
MADE = "made.json"
LINKS = {"en": "README.md", "zh": "README.zh-CN.md"}
Made = dict[str, dict[str, dict[str, Any]]]
"""Region -> comparison -> ``experiments.reference.told.facts``."""


def stored(out: Path) -> Made:
    """The facts of the regions that are there."""
    files = {region: out / region / MADE for region in REGIONS}
    return {region: json.loads(file.read_text(encoding="utf-8")) for region, file in files.items() if file.is_file()}


def index(out: Path, language: str) -> str:
    """Every region with its comparisons: what differs in the last year, and the targets of the document."""
    made = stored(out)
    lines = [f"# {say('index', language)}", "", say("index.about", language, how=_how(made, language)), ""]
    lines += _table(out, made, language) if made else []
    return "\n".join([*lines, say("index.files", language), "", say("index.again", language)]) + "\n"


def _table(out: Path, made: Made, language: str) -> list[str]:
    """The table of the index with its notes."""
    tables = {(region, one.name): _last_year(out / region, one.name) for region in made for one in of_region(region)}
    every = pd.concat(tables.values())
    measures = [_measure(name, every, language) for name in SHOWN]
    labels = {region: load(region) for region in made}
    zh = language == "zh"
    rows = []
    for (region, name), table in tables.items():
        label = labels[region].label_zh if zh else labels[region].label
        about = made[region][name]
        arms = list(dict.fromkeys(table["scenario"]))
        for arm in arms if len(arms) <= MOST_ARMS else (arms[0], arms[-1]):
            mine = table[table["scenario"] == arm].set_index("outcome").rename(columns={"difference": "mean"})
            comparison = say("index.document", language) if name == DOCUMENT else about["title"][zh]
            head = [f"[{label}]({region}/{LINKS[language]})", comparison, about["scenarios"][arm][zh]]
            met = _met(out / region, arm) if name == DOCUMENT else ""
            rows.append([*head, *(clear(measure, mine.loc[measure.outcome.name]) for measure in measures), met])
    heads = [say(f"index.{key}", language) for key in ("region", "comparison", "arm")]
    heads += [*(measure.label for measure in measures), say("index.met", language)]
    year = "/".join(map(str, sorted(set(every["year"]))))
    notes = [say("index.note", language, year=year), say("index.most", language, most=MOST_ARMS)]
    return [*markdown(heads, rows), "", ("" if zh else " ").join(notes), ""]


def _last_year(folder: Path, name: str) -> pd.DataFrame:
    """The last year of a published table of outcomes, without break-downs."""
    table = pd.read_csv(folder / f"{name}.csv").fillna({"group": ""})
    return table[(table["year"] == table["year"].max()) & (table["group"] == "")]


def _measure(name: str, every: pd.DataFrame, language: str) -> Measure:
    """How the differences of an outcome are printed, in all rows alike."""
    return Measure(name, float(every.loc[every["outcome"] == name, "difference"].abs().max()), language)


def _how(made: Made, language: str) -> str:
    """Scale, replicates and code; a sentence for each way in which regions were made."""
    found = {
        say(
            "index.how",
            language,
            which=say("index.how.document" if name == DOCUMENT else "index.how.experiment", language),
            scale=scale_text(one, language),
            n=len(one["seeds"]),
            code=one["code"],
        )
        for region in made.values()
        for name, one in region.items()
    }
    return ("" if language == "zh" else " ").join(sorted(found)) or say("index.none", language)


def _met(folder: Path, arm: str) -> str:
    """How many targets are met and missed in a scenario; empty where the document prints none."""
    file = folder / TARGETS
    if not file.is_file():
        return ""
    verdicts = pd.read_csv(file).query("scenario == @arm")["verdict"]
    return f"{(verdicts == 'met').sum()} / {(verdicts == 'missed').sum()}"
