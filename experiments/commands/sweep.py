"""``carecap sweep``: live many runs and keep each of them; the questions come afterwards."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from experiments import config, derived
from experiments.commands import keeping, page
from experiments.commands.plan import plan, progress_of, tell_notes
from experiments.commands.report import cautions, head
from experiments.overrides import BadInput, Problem
from experiments.plurals import counted
from experiments.runs import RunFailed

SHOWN = 5
"""Failures told one by one; the table ``failed`` has all."""


def sweep(overrides: Sequence[str]) -> None:
    """Live a study; RunFailed at the end if some of its runs could not be finished."""
    settings = config.read("sweep", overrides)
    language = settings.language
    if settings.out is None:
        raise BadInput([Problem("out", "null", "a sweep keeps its runs, so it must name a folder")])
    whole = plan("sweep", settings)
    known = cautions(whole)
    print(head(whole) + (known and "\n" + known))
    n_points, n = len(whole.points), len(whole.tasks)
    print(page.word("points", language, points=n_points, replicates=settings.replicates, runs=n))
    sys.stdout.flush()
    with keeping.kept(whole, lambda: progress_of(whole), tell_notes) as (study, found):
        kept = "kept.one" if n == study.n_done == 1 else "kept"
        print(page.word(kept, language, done=study.n_done, runs=n, out=settings.out))
        old = derived.told(study, language)
    print(old, end="\n" if old else "")
    folder = shlex.quote(str(settings.out))
    if found.failed:
        shown = "\n".join(f"  {line}" for line in found.failed[:SHOWN])
        more = len(found.failed) - SHOWN
        shown += f"\n  … and {more} more: carecap query {folder} 'from failed'" if more > 0 else ""
        raise RunFailed(f"{len(found.failed)} of {counted(n, 'run')} failed; resume=true tries them again\n{shown}")
    print(page.word("ask", language, out=folder))
