"""One published comparison, lived: its runs are kept as a study, and gone on with if they are those asked for."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments import config, provenance
from experiments.commands import keeping
from experiments.commands.plan import Plan, plan, progress_of, tell_notes
from experiments.reference.chosen import Published
from experiments.runs import Run, RunFailed
from experiments.store.study import StudyError, stored

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Told:
    """A comparison with its runs, from which everything that is published follows."""

    published: Published
    whole: Plan
    runs: tuple[Run, ...]
    years: pd.DataFrame
    """Yearly values of the whole region"""

    def title(self, language: str) -> str:
        """What it is called: the name of the comparison, or of the scenario that is held against the first."""
        about = self.whole.settings.comparison
        return about.said("label", language) if about else self.whole.settings.scenarios[-1].title(language)

    def question(self, language: str) -> str:
        """What it asks."""
        about, last = self.whole.settings.comparison, self.whole.settings.scenarios[-1]
        return about.said("question", language) if about else last.question_zh if language == "zh" else last.question


def lived(one: Published, words: Sequence[str], study: Path, workers: int | None = None) -> Told:
    """Live what is missing of a comparison's study. ``words``: what is asked besides region and comparison.

    A study in the folder that is another one, or was made by other code, is lived anew; a line says why. RunFailed
    names runs that could not be finished.
    """
    own_number = () if any(word.startswith("replicates=") for word in words) else (f"replicates={one.replicates}",)
    typed = [f"region={one.region}", *one.words, *own_number, *words]
    own = [f"out={study}", "resume=false", *([f"workers={workers}"] if workers else [])]
    whole = plan("compare", config.read("compare", [*typed, *own]))
    try:
        there = stored(study)
        other = provenance.differing(there[0], whole.facts) if there else []
    except StudyError as error:
        there, other = None, [str(error)]
    if other:
        print(f"{study}: lived anew, since these differ: {', '.join(other)}", file=sys.stderr)
    going_on = there is not None and not other
    whole = replace(whole, settings=whole.settings.model_copy(update={"resume": going_on}))
    with keeping.kept(whole, lambda: progress_of(whole), tell_notes) as (kept, found):
        if found.failed:
            raise RunFailed("\n  ".join([f"{len(found.failed)} of {found.runs} runs failed", *found.failed]))
        return Told(one, whole, tuple(kept.lived()), kept.yearly("place = ''"))


# --- where it comes from ------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def model_hash() -> str:
    """SHA-256 of the model alone, ``sim/**/*.py``.

    Pages and pictures carry it and not the version of the checkout, which changes with every commit, that of the
    pages among them: a remake that finds the same shall be an empty diff.
    """
    root = Path(__file__).resolve().parents[2]
    found = hashlib.sha256()
    for path in sorted(root.glob("sim/**/*.py")):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def code() -> str:
    """Version of the package and of the model: ``0.1.0, model 1a2b3c4d``."""
    return f"{metadata.version('carecap')}, model {model_hash()[:8]}"


def foot(told: Told, language: str) -> str:
    """The line under a picture: code, region, span, scale, seeds, data."""
    return provenance.line({**told.whole.facts, "code": code()}, language)


def facts(told: Told) -> dict[str, Any]:
    """Everything that is needed to make the tables and pictures of a comparison again; nothing of this machine."""
    known = told.whole.facts
    return {
        "command": provenance.command_line(known),
        "code": code(),
        "model sha256": model_hash(),
        "data sha256": known["region"]["data sha256"],
        "first month": known["region"]["first month"],
        "last month": known["settings"]["until"],
        "fraction": known["region"]["fraction"],
        "seeds": sorted(known["seeds"].values()),
        "scenarios": {one.name: [one.label, one.label_zh] for one in told.whole.settings.scenarios},
        "title": [told.title("en"), told.title("zh")],
        "question": [told.question("en"), told.question("zh")],
    }
