"""Writes the pages that follow from the declarations: ``python -m experiments.docs``, or ``make docs``.

``docs/generated/*.md`` and ``docs/pictures/overview.png``. A test fails if a committed page is not what this
file would write.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import yaml

from experiments import doc_pages as pages
from experiments import overview
from experiments import regions as folders
from experiments.doc_pages import table
from sim.calendar import text_of
from sim.world.region import Region

DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = DOCS / "generated"
OVERVIEW = DOCS / "pictures" / "overview.png"
TABLES = {
    "homes.csv": (
        "Homes at month 0, by row of the document",
        "group label_zh ownership tier rule place homes beds residents nursing_share occupancy tekun_share quality",
    ),
    "services.csv": ("Community services at month 0", "kind residence rule place count reach visiting_aides"),
    "projects.csv": (
        "Dated building projects",
        "name label_zh place ownership beds nursing_share capital granted opens",
    ),
    "purses.csv": ("Public money, yuan a year", "name label_zh yuan_per_year pays"),
}
"""Stock tables of a region folder: what they are, and the columns printed beside grade and source."""


def regions() -> str:
    """The regions: facts beside sources, assumptions beside ranges."""
    about = (
        "Two lists that must not be mixed: what a document or a census says, and what is assumed because they are "
        "silent. A cell that begins with `@` takes its value from the list of assumptions.\n\n" + pages.grades()
    )
    return pages.page("Regions 地区", about, *(_region(region) for region in pages.every_region()))


def _region(region: Region) -> str:
    path = folders.CONF / "region" / region.name
    facts = _rows(path / "facts.csv")
    parts = [
        f"## {region.label} {region.label_zh}",
        f"Census month {text_of(region.start)}, month of the document {text_of(region.document)}; "
        f"{int(region.elders.sum()):,} elders, {region.n_places} places, {len(region.homes)} homes, "
        f"{sum(sum(home.beds) for home in region.homes):,} beds at month 0.",
        "### Places\n\n" + _places(region),
        "### Figures of the document\n\n`carecap run` prints each beside the model's figure in the month of the "
        "document. Those without a tolerance only stand side by side.\n\n"
        + table(list(facts[0]), ([row[name] for name in facts[0]] for row in facts)),
        "### Assumptions\n\nWhat the document does not print. The range is what a study of uncertainty may draw "
        'from; `experiments.regions.load(name, parameters={"region.<key>": value})` takes another value within it.'
        "\n\n" + _assumptions(region),
        "### Status quo of the levers\n\nWhat is not listed has its default: nothing happens.\n\n"
        + _values(path / "status_quo.yaml"),
        "### Fitted constants\n\n" + _values(path / "choice.yaml"),
    ]
    for file, (title, columns) in TABLES.items():
        names, rows = [*columns.split(), "grade", "source"], _rows(path / file)
        parts.append(f"### {title}\n\n" + table(names, ([row[name] for name in names] for row in rows)))
    rules = yaml.safe_load((path / "region.yaml").read_text(encoding="utf-8"))["rules"]
    parts.append("### Rules by which the rows become homes and people\n\n" + table(["rule", "it says"], rules.items()))
    return "\n\n".join(parts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _values(path: Path) -> str:
    rows = []
    for key, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        span = f"{entry['low']} … {entry['high']}" if "low" in entry else ""
        value = tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
        rows.append([f"`{key}`", value, entry["unit"], span, entry["grade"], entry["source"]])
    return table(["key", "value", "unit", "range", "grade", "source"], rows)


def _places(region: Region) -> str:
    rows = []
    for i, place in enumerate(region.places):
        beds = [sum(home.beds) for home in region.homes if home.place == i]
        shares = [f"{place.urban_share:.3f}", f"{place.with_children:.3f}"]
        rows.append([place.label, place.label_zh, f"{int(region.elders[i].sum()):,}", *shares, len(beds), sum(beds)])
    heads = ["place", "中文", "elders", "urban share of elders", "share with children", "homes", "beds"]
    return table(heads, rows)


def _assumptions(region: Region) -> str:
    rows = [
        [f"`{a.key}`", a.value, a.unit, f"{a.low} … {a.high}", a.grade, a.source]
        for a in region.assumptions
        if "." not in a.key  # those of the levers stand with the status quo
    ]
    return table(["key", "value", "unit", "range", "grade", "source"], rows)


PAGES: dict[str, Callable[[], str]] = {
    "levers.md": pages.levers,
    "outcomes.md": pages.outcomes,
    "parameters.md": pages.parameters,
    "regions.md": regions,
    "schema.md": pages.schema,
    "month.md": pages.month,
}
"""File in ``docs/generated`` -> the function that makes its text."""


def stale() -> list[str]:
    """Pages and pictures that are missing, out of date, or made by nothing here."""
    there = {path.name for path in GENERATED.glob("*")}
    wrong = [name for name, make in PAGES.items() if name not in there or _read(GENERATED / name) != make()]
    wrong += [OVERVIEW.name] if overview.drawn(OVERVIEW) != overview.content() else []
    return sorted({*wrong, *(there - set(PAGES))})


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
