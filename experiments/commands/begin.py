"""May a study begin in a folder, or go on there? Nothing that was kept is lost or mixed without being asked for.

A folder that was named keeps its study until resume=false says that it may go. The folder that a command has of its own
holds what that command did last. With resume=true a study goes on where it was; without it a finished one is shown
again.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.overrides import BadInput, Problem
from experiments.plurals import counted

if TYPE_CHECKING:
    from experiments.schema import Settings

COMMANDS = frozenset({"run", "compare", "sweep"})
"""Commands whose ``out`` is a study."""
MOST_SHOWN = 6
"""Differences to another study that a message names."""
HOLDS_THE_LAST = frozenset({"carecap run", "carecap compare"})
"""Commands whose own folder holds what they did last; a sweep or a search may have taken a night."""


def going_on(settings: Settings, facts: dict[str, Any]) -> dict[str, Any] | None:
    """Facts of the study in ``out`` if it is the one that is to be lived, so that its runs stay; None to begin anew.

    ``facts`` are those of the study that is to be lived. BadInput says what is there that must not go, or that cannot
    be gone on with.
    """
    from experiments.provenance import differing

    out, resume = Path(str(settings.out)), settings.resume
    there = _there(out, resume)
    if there is None:
        return None
    old, done = there
    if not resume:
        if done == facts["runs"] and not differing(old, facts):
            return old
        if not done or (done == old["runs"] and gives_way(settings, facts, old)):
            return None
    refused = _refused(out, resume, old, done, facts)
    if refused:
        raise refused
    return old


def _refused(out: Path, resume: bool | None, old: dict[str, Any], done: int, facts: dict[str, Any]) -> BadInput | None:
    """Why a study may neither go on nor begin anew where another or a part of it is; None: it goes on."""
    from experiments.provenance import differences, only_fewer

    where = ("resume", "true") if resume else ("out", str(out))
    there_are, wanted = (one["settings"]["replicates"] for one in (old, facts))
    if only_fewer(old, facts):
        message = (
            f"{out} holds a study of {counted(there_are, 'replicate')}; resume=true may add replicates, never take any "
            f"away: {there_are} or more, or another folder"
        )
        return BadInput([Problem("replicates", str(wanted), message)])
    told = differences(old, facts)
    if told:
        shown = ", ".join(told[:MOST_SHOWN]) + (f" and {len(told) - MOST_SHOWN} more" if len(told) > MOST_SHOWN else "")
        message = (
            f"{out} holds another study with {done} of {old['runs']} runs; these differ: {shown}. It was made by\n"
            f"      {_again(old, out)}\n    resume=false throws it away, or choose another folder"
        )
        return BadInput([Problem(*where, message)])
    if resume:
        return None
    if done == old["runs"]:
        message = (
            f"holds this study with {counted(there_are, 'replicate')}; resume=true adds the others, resume=false "
            "throws it away, or choose another folder"
        )
        return BadInput([Problem(*where, message)])
    return unfinished(out, done, facts["runs"])


def unfinished(out: Path, done: int, runs: int) -> BadInput:
    """What is said of a study that is not whole if nobody says whether to go on with it."""
    what = f"holds a study with {done} of {runs} runs"
    message = f"{what}; resume=true goes on with it, resume=false throws it away, or choose another folder"
    return BadInput([Problem("out", str(out), message)])


def gives_way(settings: Settings, facts: dict[str, Any], old: dict[str, Any]) -> bool:
    """Whether a finished study makes room for the next of its command: neither was put into a folder by name."""
    unnamed = not (settings.out_named or old.get("named", True))
    return unnamed and old["command"] == facts["command"] and facts["command"] in HOLDS_THE_LAST


def _there(out: Path, resume: bool | None) -> tuple[dict[str, Any], int] | None:
    """(facts, runs) of the study in a folder; None if there is none or it may go.

    BadInput for files of somebody else that have the names of ours, whatever ``resume`` says, and for what is ours but
    cannot be read unless it may go.
    """
    from experiments.store.study import StudyError, stored
    from experiments.store.written import LISTS, in_the_way, made_by

    if made_by(out) == LISTS:
        raise BadInput([Problem("out", str(out), f"holds the lists of {LISTS}; choose another folder")])
    strange = in_the_way(out)
    if strange:
        raise BadInput([Problem("out", str(out), f"holds a {strange} that is no study's; choose another folder")])
    if resume is False:
        return None
    try:
        return stored(out)
    except StudyError as error:
        if resume:
            raise BadInput([Problem("resume", "true", f"cannot go on: {error}")]) from None
        message = f"{error}\n    resume=false throws it away, or choose another folder"
        raise BadInput([Problem("out", str(out), message)]) from None


def demand_no_study(out: Path) -> None:
    """BadInput if a folder in which the four lists are to stand holds a study."""
    from experiments.store.written import LISTS, made_by, ours

    if ours(out) and made_by(out) != LISTS:
        what = f"a study of {made_by(out)}" if made_by(out) else "parts of a study"
        raise BadInput([Problem("out", str(out), f"holds {what}; choose another folder for the lists")])


def tell(settings: Settings, facts: dict[str, Any], going_on: bool) -> None:
    """Say on standard error what becomes of a finished study in ``out`` of which nobody spoke."""
    from experiments.store.study import stored

    there = stored(Path(str(settings.out))) if settings.resume is None else None
    if there is None or not there[1]:
        return
    if going_on:
        what = f"holds {counted(facts['runs'], 'run')} already; resume=false lives them again"
    else:
        what = f"held another study, which gives way to this one; out= names a folder that is kept ({_again(there[0])})"
    print(f"carecap: note: {settings.out} {what}", file=sys.stderr)


def _again(facts: dict[str, Any], out: Path | None = None) -> str:
    from experiments.provenance import command_line

    return command_line(facts) + (f" {shlex.quote(f'out={out}')}" if out else "")
