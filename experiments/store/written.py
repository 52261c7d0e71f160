"""What carecap writes into the folder of a study, and taking it away again."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from experiments.store import parts
from experiments.store.parts import PROVENANCE
from experiments.store.tables import CHARTS, LANGUAGE_ENDS, NOTE, TABLES

AGAIN = "check"
"""Folder of the second look of a search, in that of the search; a study of its own."""
RESULTS = {f"result{end}": language for language, end in LANGUAGE_ENDS.items()}
"""Page of a search -> its language."""
TRIALS = "trials.csv"
"""Every mix of a search."""
FILES = (*TABLES, *RESULTS, TRIALS)
"""Names of all files that stand in the folder itself."""
PICTURES = (
    *("occupancy", "unmet", "waiting", "aides", "empty_beds", "unmet_causes", "difference", "map"),
    *("pareto", "waterfall", "frontier", "frontier.zh-CN"),
)
"""Names of all pictures, without their end."""


def ours(study: Path) -> bool:
    """Whether a folder holds something that carecap has kept there, of whatever version, whole or damaged."""
    if parts.chunks(study):
        return True
    try:
        facts = json.loads((study / PROVENANCE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    known = [facts.get("schema"), facts.get("command")] if isinstance(facts, dict) else []
    return any(str(one).startswith("carecap ") for one in known)


def in_the_way(study: Path) -> str:
    """A file of somebody else that has the name of one of ours; empty if there is none."""
    return "" if ours(study) else next((name for name in FILES if (study / name).exists()), "")


def take_away(study: Path) -> None:
    """Take away a study or a search with all that was written about it, and nothing that carecap has not written.

    What stands in folders of its own (``report``, ``sensitivity``) stays, and says of how many runs it was made.
    """
    for folder in (study, study / AGAIN):
        if not ours(folder):
            continue
        parts.take_away(folder)
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        for charts in folder.glob(f"{CHARTS}*"):
            for name in (*(f"{picture}.png" for picture in PICTURES), NOTE):
                (charts / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # somebody else keeps something there, or it is a file
                charts.rmdir()
    with contextlib.suppress(OSError):
        (study / AGAIN).rmdir()
