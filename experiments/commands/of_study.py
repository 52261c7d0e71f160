"""What a command on a study is told: a folder, then key=value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments import overrides as typed
from experiments.overrides import BadInput, Problem
from experiments.store import Study, StudyError

LANGUAGES = ("en", "zh")


def read(
    words: Sequence[str], command: str, known: Mapping[str, Any], extra: int = 0
) -> tuple[Study, list[str], dict[str, Any]]:
    """(study, ``extra`` further words, settings) of a command; ``known`` are its keys with their defaults.

    Raises BadInput for a folder that is missing or no study, for unknown keys, and for a language that there is not.
    """
    plain = [word for word in words[: 1 + extra] if _is_plain(word, known)]
    problems: list[Problem] = []
    said, found = typed.read(words[len(plain) :], set(known), command)
    problems += found
    values = {**known, **{one.key: one.value for one in said}}
    if values.get("language", "en") not in LANGUAGES:
        problems.append(Problem("language", str(values["language"]), f"must be one of {', '.join(LANGUAGES)}"))
    study = None
    if len(plain) < 1 + extra:
        missing = "the folder of a study" if not plain else "a question"
        problems.append(Problem(command, "", f"{missing} must be given first: carecap {command} results/study …"))
    else:
        try:
            study = Study(plain[0])
        except StudyError as error:
            problems.append(Problem(f"carecap {command}", plain[0], str(error)))
    if problems or study is None:
        raise BadInput(problems, nothing="nothing was written")
    return study, plain[1:], values


def _is_plain(word: str, known: Iterable[str]) -> bool:
    """Whether a word is a folder or a question and not key=value."""
    return word.partition("=")[0] not in set(known)
