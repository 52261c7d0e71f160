"""What it cost: who pays, for what, and in which year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from experiments.compare import levels, region_wide
from experiments.labels import outcome_label
from experiments.report import tables
from experiments.report.section import BOOK, Block, Section, Table, Text
from sim.ledger import PUBLIC_PAYERS, Account, Purpose

if TYPE_CHECKING:
    from experiments.report.subject import Subject

PAYERS = (*PUBLIC_PAYERS, Account.HOUSEHOLDS)
"""Who pays: public purses, and elders with their families. Homes and investors pass money on."""


def cost(subject: Subject) -> Section:
    """Public money by payer and by purpose over all years, and what each arm pays for an unmet hour less."""
    say, sheet = subject.say, subject.say("sheet.cost")
    blocks: list[Block] = [Text(say("cost.about", year=subject.year))]
    for scenario in subject.scenarios[1:]:
        sentences = subject.say("blank").join(subject.teller.cost(scenario.name))
        blocks.append(Text(say("of_scenario", scenario=scenario.title(subject.language), told=sentences)))
    payers = _sums(subject, lambda payer, purpose: payer)
    names = [account.name.lower() for account in PAYERS]
    by_payer = [tables.money(subject, say(f"payer.{name}"), payers[name]) for name in names if name in payers]
    blocks += tables.tables(subject, by_payer, say("payers.caption", year=subject.year), sheet)
    public = {account.name.lower() for account in PUBLIC_PAYERS}
    purposes = _sums(subject, lambda payer, purpose: purpose if payer in public else "")
    order = [one.name.lower() for one in Purpose]
    by_purpose = [
        tables.money(subject, _capital(subject.teller.say(f"purpose.{name}")), purposes[name])
        for name in order
        if name in purposes
    ]
    blocks += tables.tables(subject, by_purpose, say("purposes.caption", year=subject.year), sheet)
    blocks.append(_years(subject))
    return Section("cost", say("cost"), tuple(blocks))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sums(subject: Subject, key: Callable[[str, str], str]) -> dict[str, dict[str, np.ndarray]]:
    """Payments of all years up to the one that is told, by a key: key -> scenario -> [replicate]."""
    sums: dict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    replicates = sorted({run.replicate for run in subject.runs})
    for run in subject.runs:
        for year, payer, _, purpose, yuan in run.ledger:
            name = key(payer, purpose)
            if name and year <= subject.year:
                sums[name][run.scenario][run.replicate] += yuan
    return {
        name: {s: np.array([of[s][r] if s in of else 0.0 for r in replicates]) for s in subject.titles}
        for name, of in sums.items()
    }


def _years(subject: Subject) -> Table:
    """Public and household cost of every year, for the workbook."""
    rows_of = region_wide(subject.told)
    wanted = ("public_cost", "household_cost", "arrears")
    found = levels(rows_of[rows_of["outcome"].isin(wanted)])
    heads = [subject.say(f"column.{key}") for key in ("scenario", "outcome", "year", "months")]
    heads += tables.stats(subject)
    rows = []
    for scenario, title in subject.titles.items():
        for outcome in wanted:
            mine = found[(found["scenario"] == scenario) & (found["outcome"] == outcome)].sort_values("year")
            for row in mine.itertuples():
                figures = (float(getattr(row, key)) for key in ("mean", "low", "high", "p10", "p90"))
                name = outcome_label(outcome, subject.language)
                rows.append((title, name, int(row.year), int(row.months), *figures))
    caption = subject.say("cost.years")
    return Table(tuple(heads), tuple(rows), caption, subject.say("sheet.cost.years"), BOOK, texts=frozenset({0, 1}))
