"""Writes the pages that follow from the declarations: ``python -m experiments.docs``, or ``make docs``.

``docs/generated/*.md`` and ``docs/pictures/overview.png``. A test fails if a committed page is not what this
file would write.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from experiments import doc_pages as pages
from experiments import doc_regions, instruments, overview
from experiments import regions as folders

DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = DOCS / "generated"
OVERVIEW = DOCS / "pictures" / "overview.png"
PAGES: dict[str, Callable[[], str]] = {
    "levers.md": pages.levers,
    "outcomes.md": pages.outcomes,
    "parameters.md": pages.parameters,
    "regions.md": doc_regions.index,
    "schema.md": pages.schema,
    "month.md": pages.month,
    "../instruments.md": instruments.page,
    "../instruments.zh-CN.md": partial(instruments.page, "zh"),
    **{doc_regions.file_of(name): partial(doc_regions.region_page, name) for name in folders.names()},
}
"""File in ``docs/generated`` -> the function that makes its text."""


def stale() -> list[str]:
    """Pages and pictures that are missing, out of date, or made by nothing here."""
    there = {path.name for path in GENERATED.glob("*")}
    wrong = [name for name, make in PAGES.items() if _read(GENERATED / name) != make()]
    wrong += [OVERVIEW.name] if overview.drawn(OVERVIEW) != overview.content() else []
    return sorted({*wrong, *(there - set(PAGES))})


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def main() -> int:
    """Write all pages and the picture."""
    GENERATED.mkdir(parents=True, exist_ok=True)
    OVERVIEW.parent.mkdir(parents=True, exist_ok=True)
    for name in stale():
        if name == OVERVIEW.name:
            overview.draw(OVERVIEW)
        elif name in PAGES:
            (GENERATED / name).write_text(PAGES[name](), encoding="utf-8")
        else:
            (GENERATED / name).unlink()
        print(f"{name} {'written' if name in {*PAGES, OVERVIEW.name} else 'removed'}")
    print(f"{len(PAGES)} pages in docs/generated and docs/pictures/{OVERVIEW.name} are up to date")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
