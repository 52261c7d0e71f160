"""Sets of quantities that have a name, so that nobody types sixty paths.

``uncertain``: what the model does not know and has a number for: parameters that are a judgement (grade C) or fitted
(grade F). ``judged`` and ``fitted`` are its two halves: a fitted constant stands for the fit to month 0, and a sample
that moves it also moves month 0 off its targets. Each takes a subject: ``uncertain.aides``. ``parameters.aides`` is
every number of a subject whatever its grade, ``levers.pay`` every number of a lever.

Lists of numbers (``need.home``), switches and choices are in no set. Numbers that are printed, seen or defined (grades
D, A, M) or come from a second source (B) are not in ``uncertain``, but may be named.
"""

from __future__ import annotations

from experiments.schema import PARAMETERS
from sim.declare import Declared
from sim.levers import DECLARED

KNOWN: dict[str, Declared] = {
    **{f"levers.{path}": item for path, item in DECLARED.items()},
    **{f"parameters.{path}": item for path, item in PARAMETERS.items()},
}
"""Every path that is declared -> its declaration."""
GRADES = {"uncertain": "CF", "judged": "C", "fitted": "F"}
"""Named set of parameters -> the grades in it."""


def is_number(item: Declared) -> bool:
    """Whether a field holds one number with a range (no switch, no choice, no list)."""
    return (
        not item.values
        and isinstance(item.default, (int, float))
        and not isinstance(item.default, bool)
        and item.low < item.high
    )


def names() -> list[str]:
    """The names of all sets."""
    groups = sorted({path.rpartition(".")[0] for path in KNOWN})
    subjects = [group.partition(".")[2] for group in groups if group.startswith("parameters.")]
    named = [*GRADES, *(f"{name}.{subject}" for name in GRADES for subject in subjects)]
    return [name for name in [*named, *groups] if members(name)]


def members(name: str) -> list[str]:
    """The paths in a set, in the order of their declaration; empty if there is no such set."""
    kind, _, subject = name.partition(".")
    if kind in GRADES:
        inside, grades = f"parameters.{subject}." if subject else "parameters.", GRADES[kind]
    elif kind in {"levers", "parameters"} and subject:
        inside, grades = f"{name}.", "DABCFM"
    else:
        return []
    return [
        path for path, item in KNOWN.items() if path.startswith(inside) and item.grade in grades and is_number(item)
    ]
