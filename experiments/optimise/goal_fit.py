"""Whether a goal fits a region: what it asks for is counted there, in years that are lived."""

from __future__ import annotations

from typing import Any

from experiments.optimise.goal import Goal
from experiments.overrides import Problem
from sim.calendar import text_of


def fits(goal: Goal, counted: set[tuple[str, str, str]], document: int, first: int, last: int) -> list[Problem]:
    """What does not fit a region: cells that it does not count, months and years that are not lived.

    ``counted``: (outcome, place, group) of its record; ``document``, ``first``, ``last``: months.
    """
    problems: list[Problem] = []

    def wrong(key: str, value: Any, message: str) -> None:
        problems.append(Problem(f"goal {goal.name}: {key}", str(value), message))

    begins = sorted({goal.since, *(knob.since for knob in goal.knobs)})
    if begins[0] <= document or begins[-1] > last:
        allowed = f"must come after {text_of(document)}, the month of the document, and by {text_of(last)}, the last"
        wrong("since", text_of(begins[0] if begins[0] <= document else begins[-1]), allowed)
    whole = [year for year in range(first // 12, last // 12 + 1) if first <= 12 * year and 12 * year + 11 <= last]
    whole = [year for year in whole if 12 * year + 11 >= goal.begins]
    asked = [(f"service {n}", line) for n, line in enumerate(goal.service, 1)]
    for key, one in [*asked, *([("objective", goal.aim)] if goal.aim else [])]:
        late = [str(year) for year in one.years if year not in whole]
        if late:
            may = f"whole years of the mix are {whole[0]} to {whole[-1]}" if whole else "no whole year is lived"
            wrong(f"{key}, years", ", ".join(late), f"is not lived as a whole year: {may} (until={text_of(last)})")
        if one.cell not in counted:
            outcome, place, group = one.cell
            there = sorted({g or "(total)" for o, p, g in counted if o == outcome and p == place})
            if there:
                wrong(f"{key}, group", group or "(total)", f"{outcome} is counted here in {', '.join(there)}")
            else:
                places = sorted({p or "(region)" for o, p, g in counted if o == outcome and g == group})
                wrong(f"{key}, place", place, f"{outcome} is counted in {', '.join(places) or 'other groups'}")
    return problems
