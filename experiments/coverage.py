"""Do 95 % intervals of paired differences hold what they promise? Asked of a small world that is lived many times.

    python -m experiments.coverage workers=2

Two worlds, with and without one lever, are lived by ``carecap sweep`` in two studies with seeds that do not meet: one
of 5,000 replicates, whose mean paired difference stands for the true effect, and one of 200 repetitions of a comparison
with 8 replicates. For each outcome it is counted in how many repetitions the interval of the first 4 and of all 8
replicates, made by :mod:`experiments.compare`, contains the true effect.

The rule: with 8 replicates the share lies between 92 % and 98 %, outcome by outcome. A third study gives vouchers of
three sizes to such worlds and asks how much luck pairing takes away from a difference. Three more live the visits in
larger worlds, up to every elder of the region, and ask whether effects change with the size of a sample. How sure the
factors are, and what comparisons of larger worlds would hold, comes from drawing the replicates anew (bootstrap). The
studies go on where they were left. Writes their tables and a page in both languages; ``case=visits`` lives one alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.cli import WRONG_INPUT
from experiments.coverage_page import Facts, pages
from experiments.coverage_sums import JUDGED, SIZES, by_dose, by_world, table
from experiments.files import CannotWrite, Folder
from experiments.overrides import BadInput, Problem
from experiments.runs import RunFailed
from experiments.store import Study, StudyError, write_table

if TYPE_CHECKING:
    from sim.world.region import Region

WORLD = ("region=qingyuan", "until=2022-12")
"""26 months. At 1,000 elders most replicates of the pilots had no difference at all."""
ELDERS = {"voucher": 6000, "visits": 3000}
"""Case -> elders simulated; its two worlds stand in ``experiments/coverage_<case>.yaml``."""
DOSES = "doses"
"""Worlds like those of the vouchers, with three sizes of them, ``experiments/coverage_doses.yaml``"""
WORLDS = {"of_12000": 12_000, "of_60000": 60_000, "of_all": None}
"""Study of the visits in a larger world -> elders simulated; None: every elder of the region."""
YEAR = 2022
SEED_TRUE, SEED_REPEATED, SEED_DOSES, SEED_WORLDS = 1, 1_000_001, 2_000_001, 3_000_001
OUT, PAGES = Path("results/coverage"), Path("results/reference/coverage")


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    replicates: int = 5000
    repetitions: int = 200
    doses: int = 500
    """Replicates of each dose"""
    worlds: int = 300
    """Replicates of each larger world"""
    workers: int | None = None
    case: str = ""
    """One case alone; empty: all of them, and the page"""
    out: Path = OUT
    pages: Path = PAGES


def swept(case: str, name: str, replicates: int, seed: int, asked: Asked, elders: int | None) -> Study:
    """A study of all worlds of a case, or of the doses, lived or gone on with; ``elders`` None: every elder."""
    from experiments.commands.sweep import sweep

    more = () if asked.workers is None else (f"workers={asked.workers}",)
    out = asked.out / case / name
    scale = ["scale.fraction=1"] if elders is None else ["scale.fraction=null", f"scale.elders={elders}"]
    world = [*WORLD, *scale, f"design=experiments/coverage_{case}.yaml"]
    sweep([*world, f"replicates={replicates}", f"seed={seed}", f"out={out}", "resume=true", *more])
    return Study(out)


def levels(study: Study) -> NDArray[np.float64]:
    """Values of the judged outcomes in the year: [point, outcome, replicate]."""
    study.demand_complete()
    names = ", ".join(f"'{name}'" for name in JUDGED)
    rows = study.yearly(f"place = '' and \"group\" = '' and year = {YEAR} and outcome in ({names})")
    wide = rows.pivot(index=["point", "outcome"], columns="replicate", values="value")
    points = len(study.design)
    index = pd.MultiIndex.from_product([range(points), JUDGED])
    return wide.reindex(index).to_numpy(dtype=np.float64).reshape(points, len(JUDGED), -1)


def elders_of(study: Study) -> int:
    """Elders of a study's worlds at month 0."""
    return int(_region_of(study).elders.sum())


def homes_of(study: Study) -> tuple[int, int]:
    """Homes of a study's worlds at month 0, and their beds."""
    homes = _region_of(study).homes
    return len(homes), sum(sum(home.beds) for home in homes)


def _region_of(study: Study) -> Region:
    from experiments import regions

    about = study.facts["region"]
    return regions.load(about["name"], fraction=about["fraction"])


def asked_for(words: Sequence[str]) -> Asked:
    """The command line, key=value; BadInput names what is wrong."""
    kinds: dict[str, Callable[[str], Any]] = dict.fromkeys(
        ("replicates", "repetitions", "doses", "worlds", "workers"), int
    )
    kinds |= {"case": str, "out": Path, "pages": Path}
    given = {}
    for word in words:
        key, _, text = word.partition("=")
        if key not in kinds or not text:
            raise BadInput([Problem(key, text, f"write key=value, key one of {', '.join(kinds)}")])
        if kinds[key] is int and not (text.isdecimal() and int(text) >= 1):
            raise BadInput([Problem(key, text, "must be a whole number from 1 on")])
        if key == "case" and text not in ELDERS:
            raise BadInput([Problem(key, text, f"must be one of {', '.join(ELDERS)}")])
        given[key] = kinds[key](text)
    return Asked(**given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; returns the exit code."""
    try:
        live_and_write(asked_for(sys.argv[1:] if arguments is None else arguments))
    except BadInput as error:
        print(error, file=sys.stderr)
    except (CannotWrite, RunFailed, StudyError) as error:
        print(f"carecap: {error}", file=sys.stderr)
    else:
        return 0
    return WRONG_INPUT


def live_and_write(asked: Asked) -> None:
    """Live the studies of each case or go on with them, judge, and write the tables and, of all cases, the pages."""
    from experiments.provenance import line
    from experiments.reference.told import code

    found: dict[str, pd.DataFrame] = {}
    true: dict[str, Study] = {}
    repeated: dict[str, Study] = {}
    for case in [asked.case] if asked.case else ELDERS:
        true[case] = swept(case, "true", asked.replicates, SEED_TRUE, asked, ELDERS[case])
        repeated[case] = swept(case, "repeated", asked.repetitions * max(SIZES), SEED_REPEATED, asked, ELDERS[case])
        found[case] = table(levels(true[case]), levels(repeated[case]))
    told: dict[str, str] = {}
    if not asked.case:
        small = swept(DOSES, DOSES, asked.doses, SEED_DOSES, asked, ELDERS["voucher"])
        doses = by_dose(small.design["levers.entitle.voucher_yuan"].to_list(), levels(small))
        large = [swept("visits", name, asked.worlds, SEED_WORLDS, asked, n) for name, n in WORLDS.items()]
        worlds = by_world({elders_of(one): levels(one) for one in (true["visits"], *large)})
        lived = [true["voucher"], repeated["voucher"], true["visits"], repeated["visits"], small, *large]
        made = [one.facts | {"code": code()} for one in lived]  # an empty diff where nothing but pages changed
        foot = {language: "\n".join(f"* {line(facts, language)}" for facts in made) for language in ("en", "zh")}
        homes = {case: homes_of(one) for case, one in true.items()}
        facts = Facts(asked.replicates, asked.doses, foot, homes)
        told = pages(found, doses, worlds, facts)
        found |= {DOSES: doses, "worlds": worlds}
    with Folder(asked.pages) as folder:
        for case, one in found.items():
            folder.write(f"{case}.csv", lambda file, one=one: write_table(one, file))
        for name, text in told.items():
            folder.write(name, lambda file, text=text: file.write(text.encode()))
    print(told.get("README.md") or found[asked.case].to_string())


if __name__ == "__main__":
    raise SystemExit(main())
