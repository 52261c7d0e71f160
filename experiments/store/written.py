"""What carecap writes into the folder of a study, and taking it away again."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from experiments.store import parts
from experiments.store.parts import PROVENANCE
from experiments.store.tables import CHART_FOLDERS, LANGUAGE_ENDS, NOTE, TABLES

AGAIN = "check"
"""Folder of the second look of a search, in that of the search; a study of its own."""
RESULTS = {f"result{end}": language for language, end in LANGUAGE_ENDS.items()}
"""Page of a search -> its language."""
TRIALS = "trials.csv"
"""Every mix of a search."""
FILES = (*TABLES, *RESULTS, TRIALS)
"""Names of all files that stand in the folder itself."""
OF_EVERY_STUDY = ("design.csv", PROVENANCE)
OF_ANY_RUNS = ("yearly.csv", "ledger.csv", "causes.csv", "targets.csv", "constraints.csv", "projects.csv")
FILES_OF = {
    "carecap run": (*OF_EVERY_STUDY, *OF_ANY_RUNS),
    "carecap compare": TABLES,
    "carecap sweep": OF_EVERY_STUDY,
    "carecap optimise": (*OF_EVERY_STUDY, "constraints.csv", *RESULTS, TRIALS),
}
"""Command -> those that it writes."""
LISTS = "carecap lists"
"""The four lists are no study: nothing goes on there, no run can be asked, and they stand in a folder of their own."""
PICTURES = (
    *("occupancy", "unmet", "waiting", "aides", "empty_beds", "unmet_causes", "difference", "map"),
    *("pareto", "waterfall", "frontier", "frontier.zh-CN"),
)
"""Names of all pictures, without their end."""


def made_by(study: Path) -> str:
    """The command that made what a folder holds, by its provenance; empty if that cannot be read or names none."""
    return str(_facts(study).get("command", ""))


def _facts(study: Path) -> dict[str, Any]:
    """The provenance as far as it can be read."""
    try:
        facts = json.loads((study / PROVENANCE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def ours(study: Path) -> bool:
    """Whether a folder holds something that carecap has kept there, of whatever version, whole or damaged."""
    if parts.chunks(study):
        return True
    facts = _facts(study)
    return any(str(facts.get(key)).startswith("carecap ") for key in ("schema", "command"))


def in_the_way(study: Path) -> str:
    """A file of somebody else that has the name of one of ours; empty if there is none."""
    return "" if ours(study) else next((name for name in FILES if (study / name).exists()), "")


def take_away(study: Path) -> None:
    """Take away a study or a search with all that its command wrote about it, and nothing else.

    Of what does not say any more which command made it, all files go that have names of ours. What stands in folders of
    its own (``report``, ``sensitivity``) stays, and says of how many runs it was made.
    """
    for folder in (study, study / AGAIN):
        if not ours(folder):
            continue
        names = FILES_OF.get(made_by(folder), FILES)
        parts.take_away(folder)
        for name in names:
            (folder / name).unlink(missing_ok=True)
        for charts in (folder / name for name in CHART_FOLDERS.values()):
            for name in (*(f"{picture}.png" for picture in PICTURES), NOTE):
                (charts / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # somebody else keeps something there, or it is a file
                charts.rmdir()
    with contextlib.suppress(OSError):
        (study / AGAIN).rmdir()
