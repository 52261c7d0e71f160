"""``carecap validate``: hold the model against what is known, and write the table in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments import config, regions
from experiments.overrides import BadInput, Problem

DOCS = Path("docs")


def validate(overrides: Sequence[str]) -> None:
    """Live every region, or the one that is named, compare, write the pages, print how many lines passed."""
    from collections import Counter

    from experiments.validation import VERDICTS, verdict_of
    from experiments.validation.report import PAGES, write

    given = dict(text.split("=", 1) for text in overrides if "=" in text)
    unknown = [text for text in overrides if text.split("=", 1)[0] not in {"region", "out"} or "=" not in text]
    if unknown:
        raise BadInput([Problem("validate", " ".join(unknown), "allowed: region=<name or ./folder> out=<folder>")])
    region = [text for text in overrides if text.startswith("region=")]
    names = [config.read("run", region, only={"region"}).region] if region else regions.names()
    out = Path(given.get("out", "results/validation" if region else DOCS))
    lines = write(names, out)
    counts = Counter(verdict_of(line) for line in lines)
    print("\n".join(f"{VERDICTS[key][0]:>14}  {counts[key]}" for key in VERDICTS))
    print(f"Written to {out}: {', '.join(PAGES.values())}")
