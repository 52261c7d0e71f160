"""What is made of a study in a folder of its own (``report/``, ``sensitivity/``): of how many runs, and is it old?

Such a folder holds :data:`STAMP`, which says of each of its files by which command and of how many runs it was made.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.provenance import study_hash

if TYPE_CHECKING:
    from experiments.files import Folder
    from experiments.store import Study

STAMP = "made_from.json"
FOLDERS: Mapping[str, Sequence[str]] = {
    "report": ("report.html", "report.zh-CN.html"),
    "sensitivity": ("summary.md", "summary.zh-CN.md"),
}
"""Folder in a study, called as the command that makes it -> files by which it is known."""


def stamp(folder: Folder, study: Study, words: Sequence[str]) -> None:
    """Stage the stamp beside the files that are staged; what it says of other files of the folder stays."""
    made = {"words": list(words), "runs": study.n_done, "study sha256": study_hash(study.facts)}
    there = _read(folder.path)
    told = {name: one for name, one in there.items() if (folder.path / name).exists()}
    told |= {path.relative_to(folder.path).as_posix(): made for path in folder.staged}
    text = json.dumps(dict(sorted(told.items())), ensure_ascii=False, indent=2) + "\n"
    folder.write(STAMP, lambda file: file.write(text.encode()))


def older(study: Study) -> list[tuple[str, int | None, list[str]]]:
    """Folders that were made of fewer or other runs: name, of how many (None: unknown), commands that make them again.

    A folder that is not ours, or of which nothing is known by its files, is none of them.
    """
    now = {"runs": study.n_done, "study sha256": study_hash(study.facts)}
    found = []
    for name, files in FOLDERS.items():
        folder = study.path / name
        told = _read(folder)
        known = [file for file in files if (folder / file).is_file()]
        old = [one for file, one in told.items() if (folder / file).exists() and {**one, **now} != one]
        if not old and all(file in told for file in known):
            continue
        runs = min((int(one["runs"]) for one in old), default=None)
        again = dict.fromkeys(shlex.join(["carecap", name, str(study.path), *one["words"]]) for one in old)
        found.append((name, runs, list(again) or [shlex.join(["carecap", name, str(study.path)])]))
    return found


def told(study: Study, language: str) -> str:
    """One line about folders that are older than the runs; empty if there is none."""
    from experiments.commands import page

    found = older(study)
    if not found:
        return ""
    unknown = page.word("older.unknown", language)
    folders = page.word("older.comma", language).join(
        page.word("older.folder", language, folder=name, runs=unknown if runs is None else f"{runs:,}")
        for name, runs, _ in found
    )
    again = "; ".join(command for _, _, commands in found for command in commands)
    return page.word("older", language, folders=folders, n=study.n_done, again=again)


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """What the stamp of a folder says; nothing if there is none that can be read."""
    try:
        found = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
