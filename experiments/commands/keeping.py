"""A study and the folder that it is kept in: may it begin there, may it go on, and living what is missing."""

from __future__ import annotations

import fcntl
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.ensemble import Kept, keep, lived_with
from experiments.executors import Unreachable
from experiments.files import CannotWrite, Folder, why
from experiments.overrides import BadInput, Problem
from experiments.plurals import counted
from experiments.runs import RunFailed

if TYPE_CHECKING:
    from experiments.commands.plan import Plan
    from experiments.schema import Settings
    from experiments.store import Study

COMMANDS = frozenset({"run", "compare", "sweep"})
"""Commands whose ``out`` is a study."""
HOLDS_THE_LAST = frozenset({"carecap run", "carecap compare"})
"""Commands whose own folder, if none is named, holds what was lived last: minutes, not hours, are lost."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C; the message says what was kept and how to go on."""


def going_on(settings: Settings, facts: dict[str, Any]) -> dict[str, Any] | None:
    """Facts of the study in ``out`` if it is the one that is to be lived, so that its runs stay; None to begin anew.

    ``facts`` are those of the study that is to be lived. Runs are never mixed with those of another study, and only
    thrown away with resume=false, or by the next in a folder that nobody named: BadInput says what is there. Without
    ``resume`` a finished study is shown again.
    """
    from experiments.provenance import differing, only_fewer
    from experiments.store.study import stored

    out, resume = Path(str(settings.out)), settings.resume
    there = stored(out)
    if resume is False:
        return None
    if there is None:
        _refuse_what_is_no_study(out, resume)
        return None
    old, done = there
    other, finished = differing(old, facts), done == old["runs"]
    if not resume and not other and done == facts["runs"]:
        return old
    if not resume and (not done or (finished and not settings.out_named and facts["command"] in HOLDS_THE_LAST)):
        return None
    asked = ("resume", "true") if resume else ("out", str(out))
    if only_fewer(old, facts):
        there_are, wanted = (one["settings"]["replicates"] for one in (old, facts))
        message = f"{out} holds {there_are}; resume=true may add replicates, never take any away: {there_are} or more"
        raise BadInput([Problem("replicates", str(wanted), f"{message}, or another folder")])
    if other:
        shown = ", ".join(other[:6]) + (" …" if len(other) > 6 else "")
        message = (
            f"{out} holds another study with {done} of {old['runs']} runs, these differ: {shown}; its own is\n"
            f"      {_again(old, out)}\n    resume=false throws it away, or choose another folder"
        )
        raise BadInput([Problem(*asked, message)])
    if not resume:
        what = f"holds a study with {done} of {facts['runs']} runs"
        message = f"{what}; resume=true goes on with it, resume=false throws it away, or choose another folder"
        raise BadInput([Problem(*asked, message)])
    return old


def _refuse_what_is_no_study(out: Path, resume: bool | None) -> None:
    """Refuse a folder with runs, or a table of runs, that no study of ours can be read from."""
    from experiments.store import parts
    from experiments.store.study import DESIGN

    strange, runs = _what_it_is(out), parts.chunks(out)
    if resume and strange:
        raise BadInput([Problem("resume", "true", f"cannot go on: {strange}")])
    if (out / DESIGN).exists() and not (out / parts.PROVENANCE).exists() and not runs:
        raise BadInput([Problem("out", str(out), f"holds a {DESIGN} that is no study's; choose another folder")])
    if strange and runs:
        what = f"holds runs, but {strange}; resume=false throws them away, or choose another folder"
        raise BadInput([Problem("out", str(out), what)])


def _what_it_is(out: Path) -> str:
    """Why there is no study that could go on in a folder; empty if there is nothing of one."""
    from experiments.store import StudyError, parts
    from experiments.store.study import Study

    if not (out / parts.PROVENANCE).exists():
        return f"{out} holds runs without a {parts.PROVENANCE}" if parts.chunks(out) else ""
    try:
        Study(out)
    except StudyError as error:
        return str(error)
    return ""


def _again(facts: dict[str, Any], out: Path) -> str:
    from experiments.provenance import command_line

    return f"{command_line(facts)} {shlex.quote(f'out={out}')}"


def kept(whole: Plan, progress: Callable[[], Any], tell: Callable[[Plan], None]) -> tuple[Study, Kept]:
    """Live what is missing of a study into its folder; provenance and design are there before the first run.

    What is finished stays, whatever happens; with resume=true replicates may also be added. Raises Interrupted on
    Ctrl-C, CannotWrite on a full disk or if another carecap is at work in the folder, RunFailed and Unreachable; all of
    them say how many runs are kept.
    """
    from experiments import points, store
    from experiments.provenance import as_json
    from experiments.store.parts import PROVENANCE
    from experiments.store.study import DESIGN

    out = Path(str(whole.settings.out))
    begun = False
    try:
        # a scheduler that does not answer is found out before anything is written
        with lived_with(whole) as pool, ExitStack() as stack:
            tell(whole)
            with Folder(out) as folder:  # it is taken away again if nothing comes into it
                stack.enter_context(alone(out))
                # somebody may have kept runs there since the plan was made
                old = going_on(whole.settings, whole.facts)
                if old is None:
                    facts = whole.facts
                    _take_away(out)
                else:  # perhaps with more replicates than before: the chunks stay what they are
                    facts = {**whole.facts, "chunk": old["chunk"]}
                    tell_finished(whole.settings, facts)
                table = points.table(whole.settings, whole.points).to_csv(index=False, lineterminator="\n")
                folder.write(DESIGN, lambda file: file.write(table.encode()))
                folder.write(PROVENANCE, lambda file: file.write(as_json(facts)))
            begun = True
            found = keep(whole, out, facts["chunk"], pool, stack.enter_context(closing(progress())))
    except (KeyboardInterrupt, SystemExit, OSError, RunFailed, Unreachable) as error:
        if not begun:
            raise
        raise with_what_is_left(error, out, _left(whole, out)) from None
    return store.open(out), found


def tell_finished(settings: Settings, facts: dict[str, Any]) -> None:
    """Say on standard error that nothing is lived again, if nobody asked to go on."""
    if settings.resume is None:
        runs = counted(facts["runs"], "run")
        print(f"carecap: note: {settings.out} holds {runs} already; resume=false lives them again", file=sys.stderr)


def with_what_is_left(error: BaseException, out: Path, left: str) -> BaseException:
    """The same trouble, which also says what was kept."""
    if isinstance(error, KeyboardInterrupt):
        return Interrupted(f"interrupted; {left}")
    if isinstance(error, SystemExit):  # SIGTERM
        error.add_note(f"ended; {left}")  # the command line prints it
        return error
    if isinstance(error, OSError):
        return CannotWrite(f"out = {out}: {why(error)}; {left}")
    return type(error)(f"{error}; {left}")


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold a folder, so that no other carecap keeps a study there meanwhile; CannotWrite if one does."""
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CannotWrite(f"out = {out}: another carecap is at work there") from None
    except OSError:  # a file system that cannot lock
        pass
    try:
        yield
    finally:
        os.close(handle)


def _take_away(out: Path) -> None:
    """Take away the runs of a former study and the tables, pages and charts that were made of them."""
    from experiments.store import CHARTS, TABLES, parts

    former = parts.facts_hash(out) or parts.chunks(out)
    parts.take_away(out)
    if former:
        for path in (*(out / name for name in TABLES), *out.glob(f"{CHARTS}*/*.png")):
            path.unlink(missing_ok=True)


def _left(whole: Plan, out: Path) -> str:
    """What an interrupted study leaves: what was finished, or nothing."""
    from experiments.store import parts
    from experiments.store.study import DESIGN, stored

    parts.tidy_up(out)
    there = stored(out)
    done = there[1] if there else 0
    if done:
        return f"{done} of {len(whole.tasks)} runs are kept, the same command with resume=true goes on"
    parts.take_away(out)
    for name in (DESIGN, parts.PROVENANCE):
        (out / name).unlink(missing_ok=True)
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()
    return "no run was finished, nothing was left"
