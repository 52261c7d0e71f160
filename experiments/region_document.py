"""What the document of a region says: figures, targets, what it is silent on, what a reader must know first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from experiments import measures
from experiments.region_checks import Column, Folder, Row, read_key
from experiments.region_tables import INSTRUMENTS
from sim.world.region import DocumentFact, DocumentTarget, Silence


def name_of(fact: DocumentFact, language: str) -> str:
    """What a fact is called; in Chinese by the words of the document and its key, as one sentence may print several."""
    if language == "zh":
        return f"{fact.quote} [{fact.key}]"
    return fact.label or fact.key.replace("_", " ")


def agrees(fact: DocumentFact, shown: float, slack: float = 0.0) -> bool:
    """Whether a figure agrees with a fact within its tolerance and ``slack``: of a bound only on the forbidden side.

    Rounding of sums is forgiven (1e-9).
    """
    off = shown - fact.value
    off = {"at_least": -off, "at_most": off}.get(fact.direction, abs(off))
    return off <= fact.tolerance + slack + 1e-9


def check_measures(folder: Folder, tables: dict[str, list[Row]], known: Mapping[str, Sequence[str]]) -> None:
    """A fact and a target name a measure that exists, of a home, purse or project that exists."""
    for file in ("facts.csv", "targets.csv"):
        for row in tables[file]:
            of_home = measures.what_of(row["measure"] or "") == "home"
            if of_home and folder.broken("homes.csv"):
                continue
            wrong = row["measure"] and measures.unknown(row["measure"], known)
            if wrong:
                where = f"row {row['row']}, column measure"
                folder.wrong(file, where, wrong, ", ".join(measures.measure_names()))


def note(folder: Folder, tree: Mapping[str, Any]) -> tuple[str, str]:
    """What a reader must know first, in both languages; nothing if the document prints all that matters."""
    if "note" not in tree:
        return "", ""
    texts = [read_key(folder, "region.yaml", tree, f"note.{language}", Column("note")) for language in ("en", "zh")]
    return " ".join(str(texts[0]).split()), "".join(str(texts[1]).split())


def silent(folder: Folder, tree: Mapping[str, Any]) -> tuple[Silence, ...]:
    """The instruments on which the document is silent."""
    found = []
    for number, entry in enumerate(tree.get("silent") or [], 1):
        where = f"key silent, entry {number}"
        if not isinstance(entry, dict) or set(entry) != {"lever", "what", "what_zh"}:
            folder.wrong("region.yaml", where, "does not hold lever, what and what_zh")
        elif entry["lever"] not in INSTRUMENTS:
            folder.wrong("region.yaml", where, f"lever {entry['lever']!r} is unknown", "L01 to L26")
        else:
            found.append(Silence(**entry))
    return tuple(found)


def fact(row: Row) -> DocumentFact:
    """A figure of the document; without a tolerance it is only shown side by side."""
    tolerance = math.inf if row["tolerance"] is None else row["tolerance"]
    said = (row["key"], row["value"], row["unit"], row["quote_zh"], row["measure"])
    return DocumentFact(*said, tolerance, row["direction"] or "", row["label"] or "")


def target(row: Row) -> DocumentTarget:
    """What the document wants by a month."""
    columns = ("key", "value", "direction", "unit", "by", "quote_zh")
    texts = (row["source"], row["source_zh"] or "")
    return DocumentTarget(*(row[c] for c in columns), row["measure"] or "", row["lever"], *texts)
