"""What is made of a study in a folder of its own (``report/``, ``sensitivity/``): of how many runs, and is it old?

Such a folder holds :data:`STAMP`, which says of each of its files by which command and of how many runs it was made.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
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


def stamp(folder: Folder, study: Study, command: str, words: Sequence[str], without: Iterable[str] = ()) -> None:
    """Stage the stamp beside the files that are staged; what it says of other files stays but of those ``without``."""
    made = {"command": command, "words": list(words), **_now(study)}
    gone = set(without)
    lines = {name: one for name, one in _read(folder.path).items() if name not in gone}
    lines = {name: one for name, one in lines.items() if (folder.path / name).is_file()}
    lines |= {path.relative_to(folder.path).as_posix(): made for path in folder.staged}
    text = json.dumps(dict(sorted(lines.items())), ensure_ascii=False, indent=2) + "\n"
    folder.write(STAMP, lambda file: file.write(text.encode()))


def made_by(folder: Path, command: str) -> set[str]:
    """Names of the files in a folder that a former call of a command made, as its stamp says."""
    return {name for name, one in _read(folder).items() if one.get("command") == command and (folder / name).is_file()}


def is_old(study: Study, file: Path) -> bool:
    """Whether a file was made of fewer or other runs than the study has, or of runs that are not known."""
    one = _read(file.parent).get(file.name)
    return one is None or {**one, **_now(study)} != one


def older(study: Study) -> list[tuple[str, int | None, list[str]]]:
    """Folders that were made of fewer or other runs: name, of how many (None: unknown), commands that make them again.

    A folder that is not ours, or of which nothing is known by its files, is none of them.
    """
    now = _now(study)
    found = []
    for name, files in FOLDERS.items():
        folder = study.path / name
        lines = _read(folder)
        known = [file for file in files if (folder / file).is_file()]
        old = [one for file, one in lines.items() if (folder / file).is_file() and {**one, **now} != one]
        if not old and all(file in lines for file in known):
            continue
        runs = min((one["runs"] for one in old), default=None)
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


def _now(study: Study) -> dict[str, Any]:
    """What a stamp says of the study as it is."""
    return {"runs": study.n_done, "study sha256": study_hash(study.facts)}


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """What the stamp of a folder says of files in it; nothing if there is none, or of a line that cannot be read."""
    try:
        found = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    lines = found.items() if isinstance(found, dict) else ()
    return {name: one for name, one in lines if name == Path(name).name and _is_line(one)}


def _is_line(one: Any) -> bool:
    """Whether a line of a stamp says of how many runs, and by which words, a file was made."""
    if not isinstance(one, dict):
        return False
    runs, words = one.get("runs"), one.get("words")
    return isinstance(runs, int) and isinstance(words, list) and all(isinstance(word, str) for word in words)
