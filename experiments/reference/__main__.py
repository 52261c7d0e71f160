"""``python -m experiments.reference [only=banan,qiannan] [scale=quick] [replicates=2] [until=2030-12] [workers=2]``.

Without ``scale``, ``replicates`` and ``until`` it is what is published: every elder, eight replicates of a document and
four of an experiment, to 2035, into ``results/reference``, the runs into ``results/studies/reference``. With one of
them it is a try, into ``results/try``, unless ``out=`` and ``studies=`` name folders. Exit code 2 for wrong input, 130
after Ctrl-C; the same words go on then.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments import overrides
from experiments.cli import INTERRUPTED, WRONG_INPUT
from experiments.files import CannotWrite, Folder
from experiments.overrides import BadInput, Problem
from experiments.reference import index, pages, pictures, tables
from experiments.reference.chosen import REGIONS, of_region
from experiments.reference.told import Told, facts, lived
from experiments.regions import RegionError
from experiments.runs import RunFailed

OURS = frozenset({".csv", ".json", ".md", ".png"})
"""Ends of the files of a region's folder; those that are no longer written are taken away."""
TRYING = ("scale", "replicates", "until")
KEYS = {"only", "out", "studies", "workers", *TRYING}


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    regions: tuple[str, ...]
    words: tuple[str, ...]
    out: Path
    studies: Path
    workers: int | None


def asked(typed: Sequence[str]) -> Asked:
    """What was typed, checked; BadInput for unknown keys and regions. Values of a study are checked with it."""
    listed = [re.sub(r"^only=([^\[].*)$", r"only=[\1]", word) for word in typed]
    said, problems = overrides.read(listed, KEYS)
    given = {one.key: one.value for one in said}
    regions = [str(region) for region in given.get("only", REGIONS)]
    problems += [
        Problem("only", region, overrides.unknown_name("region", REGIONS, region))
        for region in regions
        if region not in REGIONS
    ]
    workers = given.get("workers")
    if workers is not None and not isinstance(workers, int):
        problems.append(Problem("workers", str(workers), "must be a whole number"))
    if problems:
        raise BadInput(problems)
    values = {key: given[key] for key in TRYING if key in given}
    trying = any(key in given for key in TRYING)
    out = Path(str(given.get("out", "results/try/reference" if trying else "results/reference")))
    studies = Path(str(given.get("studies", "results/try/studies" if trying else "results/studies/reference")))
    return Asked(tuple(regions), tuple(f"{key}={value}" for key, value in values.items()), out, studies, workers)


def write_region(told: Sequence[Told], out: Path) -> list[str]:
    """Write the folder of a region, all of it or nothing; returns the names of its files."""
    made = {one.published.name: facts(one) for one in told}
    with Folder(out) as folder:
        names = []

        def put(name: str, content: bytes) -> None:
            folder.write(name, lambda file: file.write(content))
            names.append(name)

        for one in told:
            name = one.published.name
            for file in pages.files(one):
                put(file, tables.as_csv(tables.MADE[file.removeprefix(name)](one)))
            for picture, content in pictures.drawn(one):
                put(picture, content)
        for language, name in index.LINKS.items():
            put(name, pages.page(told, language).encode())
        put(index.MADE, (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode())
    for path in out.iterdir():
        if path.suffix in OURS and path.name not in names:
            path.unlink()
    return names


def write_all(what: Asked) -> None:
    """Live and write region by region, then the index over all that are there."""
    for region in what.regions:
        told = [lived(one, what.words, what.studies / one.key, what.workers) for one in of_region(region)]
        names = write_region(told, what.out / region)
        print(f"{what.out / region}: {len(names)} files", flush=True)
    with Folder(what.out) as folder:
        for language, name in index.LINKS.items():
            text = index.index(what.out, language)
            folder.write(name, lambda file, text=text: file.write(text.encode()))
    print(f"{what.out}: {', '.join(index.LINKS.values())}")


def main(typed: Sequence[str] | None = None) -> int:
    """Do what is asked; returns the exit code."""
    try:
        write_all(asked(sys.argv[1:] if typed is None else typed))
    except BadInput as error:
        print(error, file=sys.stderr)
    except (CannotWrite, RegionError, RunFailed) as error:
        print(f"carecap: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\ncarecap: interrupted; the same line goes on where it was", file=sys.stderr)
        return INTERRUPTED
    else:
        return 0
    return WRONG_INPUT


if __name__ == "__main__":
    raise SystemExit(main())
