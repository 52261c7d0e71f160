"""A study and the folder that it is kept in: may it begin there, may it go on, and living what is missing."""

from __future__ import annotations

import fcntl
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.ensemble import Kept, keep, lived_with
from experiments.executors import Unreachable
from experiments.files import CannotWrite, Folder, why
from experiments.overrides import BadInput, Problem
from experiments.runs import RunFailed

if TYPE_CHECKING:
    from experiments.commands.plan import Plan
    from experiments.store import Study

COMMANDS = frozenset({"run", "compare", "sweep"})
"""Commands whose ``out`` is a study."""
REPLACES = frozenset({"run", "compare"})
"""Of these, those that take the place of a finished study without being asked to: minutes, not hours, are lost."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C; the message says what was kept and how to go on."""


def check(out: Path, resume: bool | None, command: str, facts: dict[str, Any]) -> None:
    """Refuse to throw away runs that nobody said may go, and to go on with a study that is another one.

    ``facts`` are those of the study that is to be lived.
    """
    from experiments.provenance import differing, only_fewer
    from experiments.store import parts
    from experiments.store.study import DESIGN, stored

    there = stored(out)
    if resume is False or there is None:
        strange = there is None and _what_it_is(out)
        if resume and strange:
            raise BadInput([Problem("resume", "true", f"cannot go on: {strange}")])
        if (out / DESIGN).exists() and not (out / parts.PROVENANCE).exists() and not parts.chunks(out):
            raise BadInput([Problem("out", str(out), f"holds a {DESIGN} that is no study's; choose another folder")])
        if resume is None and strange and parts.chunks(out):
            what = f"holds runs, but {strange}; resume=false throws them away, or choose another folder"
            raise BadInput([Problem("out", str(out), what)])
        return
    old, done = there
    if resume:
        other = differing(old, facts)
        if only_fewer(old, facts):
            there_are, asked = (one["settings"]["replicates"] for one in (old, facts))
            message = (
                f"{out} holds {there_are}; resume=true may add replicates, never take any away: {there_are} or more"
            )
            raise BadInput([Problem("replicates", str(asked), f"{message}, or another folder")])
        if other:
            shown = ", ".join(other[:6]) + (" …" if len(other) > 6 else "")
            message = f"{out} holds another study, these differ: {shown}; its own is\n      {_again(old, out)}"
            raise BadInput([Problem("resume", "true", message)])
        return
    finished = done == old["runs"]
    quick = {f"carecap {name}" for name in REPLACES}
    if done and not (finished and {old["command"], f"carecap {command}"} <= quick):
        what = f"a study with {done} of {old['runs']} runs"
        message = f"holds {what}; resume=true goes on with it, resume=false throws it away, or choose another folder"
        raise BadInput([Problem("out", str(out), message)])


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
    from experiments.store.study import DESIGN, stored

    out = Path(str(whole.settings.out))
    begun = False
    try:
        # a scheduler that does not answer is found out before anything is written
        with lived_with(whole) as pool, ExitStack() as stack:
            tell(whole)
            with Folder(out) as folder:  # it is taken away again if nothing comes into it
                stack.enter_context(alone(out))
                # somebody may have kept runs there since the plan was made
                check(out, whole.settings.resume, whole.command, whole.facts)
                facts, there = whole.facts, stored(out) if whole.settings.resume else None
                if there is None:
                    _take_away(out)
                else:  # perhaps with more replicates than before: the chunks stay what they are
                    facts = {**facts, "chunk": there[0]["chunk"]}
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
