"""Living a study into its folder: what is missing is lived, what is there stays, nobody else works there meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.commands import begin
from experiments.ensemble import Kept, keep, lived_with
from experiments.executors import Unreachable
from experiments.files import CannotWrite, Folder, why
from experiments.runs import RunFailed

if TYPE_CHECKING:
    from experiments.commands.plan import Plan
    from experiments.store import Study


class Interrupted(KeyboardInterrupt):
    """Ctrl-C; the message says what was kept and how to go on."""


@contextmanager
def kept(whole: Plan, progress: Callable[[], Any], tell: Callable[[Plan], None]) -> Iterator[tuple[Study, Kept]]:
    """Live what is missing of a study into its folder, and hold the folder for whatever is made of it then.

    Provenance and design are there before the first run. What is finished stays, whatever happens; with resume=true
    replicates may also be added. Raises Interrupted on Ctrl-C, CannotWrite on a full disk or if another carecap is at
    work in the folder, RunFailed and Unreachable; all of them say how many runs are kept.
    """
    with ExitStack() as held:
        yield _kept(whole, progress, tell, held)


def _kept(
    whole: Plan, progress: Callable[[], Any], tell: Callable[[Plan], None], held: ExitStack
) -> tuple[Study, Kept]:
    """Live what is missing; ``held`` keeps the folder from then on."""
    from experiments import points, store
    from experiments.provenance import as_json
    from experiments.store.parts import PROVENANCE
    from experiments.store.study import DESIGN
    from experiments.store.written import take_away

    out = Path(str(whole.settings.out))
    begun = False
    try:
        # a scheduler that does not answer is found out before anything is written
        with lived_with(whole) as pool, ExitStack() as stack:
            tell(whole)
            with Folder(out) as folder:  # it is taken away again if nothing comes into it
                held.enter_context(alone(out))
                # somebody may have kept runs there since the plan was made
                old = begin.going_on(whole.settings, whole.facts)
                begin.tell(whole.settings, whole.facts, old is not None)
                if old is None:
                    facts = whole.facts
                    take_away(out)
                else:  # perhaps with more replicates than before: the chunks stay what they are
                    facts = {**whole.facts, "chunk": old["chunk"]}
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
