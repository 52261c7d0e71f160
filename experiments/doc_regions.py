"""The pages of the regions: one table of all, and for each what its document says, wants and leaves to assumptions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from experiments import doc_pages as pages
from experiments import regions as folders
from experiments.calibrate_region import residuals
from experiments.doc_pages import table
from experiments.labels import place_label
from experiments.month0 import VERDICTS
from experiments.notices import estimates, uncalibrated
from experiments.region_values import CHOICE, FIT_REPORT
from experiments.schema import PARAMETERS
from sim.agents.kinds import Ownership
from sim.calendar import text_of
from sim.world.region import Region

Rows = list[dict[str, str]]
HOMES = "group label label_zh kind ownership tier rule place homes beds residents nursing_share dementia_share"
TABLES = {
    "homes.csv": ("Homes at month 0, by row of the document", f"{HOMES} occupancy tekun_share quality in_use"),
    "services.csv": ("Community services at month 0", "kind residence rule place count reach visiting_aides"),
    "purses.csv": ("Public money, yuan a year", "name label_zh yuan_per_year pays"),
}
"""Stock tables of a region folder: what they are, and the columns printed beside grade and source."""
PROJECT = "label_zh place home ownership tier count beds nursing_share residence reach visiting_aides"
PROJECTS = f"name {PROJECT} capital granted opens"
SORTS = {
    "home": "New homes",
    "care_centre": "New care centres",
    "convert": "Homes to be converted",
    "upgrade": "Homes to be upgraded",
    "street_centre": "New street and town centres",
    "station": "New stations",
    "village_point": "New village points",
}
"""Sort of a project -> what it is called on a page."""
FACTS = "key label value unit quote_zh measure tolerance direction grade source"
TARGETS = "key value direction unit by quote_zh measure lever grade source"


def file_of(name: str) -> str:
    """The page of a region."""
    return f"region-{name}.md"


def index() -> str:
    """All regions in one table, each with a link to its page."""
    about = (
        "On the page of a region stand two lists that must not be mixed: what a document or a census says, and what is "
        "assumed because they are silent. Homes are counted as public / public, privately run / private; *figures* are "
        "those of the document and its surroundings by grade. A region that is not calibrated runs with the declared "
        "constants."
    )
    heads = ["region", "中文", "document", "elders", "places", "homes", "by ownership", "beds", "nursing beds"]
    heads += ["figures D", "A and B", "C", "assumptions", "targets", "calibrated"]
    rows = []
    for region in pages.every_region():
        grades = [row["grade"] for row in _rows(region, "facts.csv")]
        homes = [sum(home.ownership == owner.name.lower() for home in region.homes) for owner in Ownership]
        beds, nursing = (sum(sum(home.beds[first:]) for home in region.homes) for first in (0, 1))
        stock = [f"{int(region.elders.sum()):,}", region.n_places, len(region.homes), " / ".join(map(str, homes))]
        counts = [sum(grade in known for grade in grades) for known in ("D", "AB", "C")]
        name = [f"[{region.label}]({file_of(region.name)})", region.label_zh, text_of(region.document)]
        share = f"{100 * nursing / max(beds, 1):.0f} %"
        end = [len(region.assumptions), len(region.targets), "yes" if region.calibrated else "no"]
        rows.append([*name, *stock, f"{beds:,}", share, *counts, *end])
    return pages.page("Regions 地区", about, table(heads, rows), pages.grades())


def region_page(name: str) -> str:
    """One region: facts beside sources, assumptions beside ranges."""
    region = pages.region(name)
    about = (
        f"Census month {text_of(region.start)}, month of the document {text_of(region.document)}; "
        f"{int(region.elders.sum()):,} elders, {region.n_places} places, {len(region.homes)} homes, "
        f"{sum(sum(home.beds) for home in region.homes):,} beds at month 0. All regions: [regions](regions.md). A cell "
        "that begins with `@` takes its value from the list of assumptions."
    )
    said = [*region.note, uncalibrated(region, "en", name), estimates(region, "en")]
    parts = [*(line for line in said if line), pages.grades()]
    parts += [f"## {title}\n\n{text}" for title, text in _sections(region) if text]
    return pages.page(f"{region.label} {region.label_zh}", about, *parts)


def _sections(region: Region) -> Iterable[tuple[str, str]]:
    """Titles and texts of the page of a region; a text is empty where there is nothing to show."""
    path = _folder(region)
    silent = [[silence.lever, silence.what, silence.what_zh] for silence in region.silent]
    yield (
        "What the document is silent about",
        _lines("These instruments stay off.", ["instrument", "what", "中文"], silent),
    )
    yield "Places", _places(region)
    yield (
        "Figures of the document",
        _csv(
            region,
            "facts.csv",
            FACTS,
            "`carecap run` prints each beside the model's figure in the month of the document. Those without a "
            "tolerance only stand side by side; of one with a direction the document prints only a bound.",
        ),
    )
    yield (
        "What the document wants",
        _csv(
            region,
            "targets.csv",
            TARGETS,
            "Nothing of it comes about by itself, unless a dated project below brings it. `carecap run` looks at each "
            "in its month and says reached or missed; of one without a measure the model has no such figure.",
        ),
    )
    yield (
        "Assumptions",
        _lines(
            "What the document does not print. The range is what a study of uncertainty may draw from; "
            '`experiments.regions.load(name, parameters={"region.<key>": value})` takes another value within it.',
            ["key", "value", "unit", "range", "grade", "source"],
            [
                [f"`{a.key}`", a.value, a.unit, f"{a.low} … {a.high}", a.grade, a.source]
                for a in region.assumptions
                if "." not in a.key  # those of the levers stand with the status quo
            ],
        ),
    )
    yield "Parameters that differ", _parameters(path / "parameters.yaml")
    yield (
        "Status quo of the levers",
        "What is not listed has its default: nothing happens.\n\n" + _values(path / "status_quo.yaml"),
    )
    yield "Fitted constants", _values(path / CHOICE)
    fit = residuals(path)
    yield (
        "What the fit aimed at and reached",
        _lines("", ["target", "aimed", "reached", "residual", "source"], [list(target.values()) for target in fit]),
    )
    for file, (title, columns) in TABLES.items():
        yield title, _csv(region, file, f"{columns} grade source", "")
    yield "Projects of the document", _projects(region, _rows(region, "projects.csv"))
    rules = yaml.safe_load((path / "region.yaml").read_text(encoding="utf-8"))["rules"]
    yield "Rules by which the rows become homes and people", table(["rule", "it says"], rules.items())


def _folder(region: Region) -> Path:
    return folders.folder_of(region.name)


def _rows(region: Region, file: str) -> Rows:
    """The rows of a table, its places marked if they are estimates."""
    marked = {place.name: place_label(place, "en") for place in region.places}
    with (_folder(region) / file).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row.update({name: marked.get(cell, cell) for name, cell in row.items() if name == "place"})
        if file == "targets.csv" and not row["measure"]:
            row["measure"] = VERDICTS["no_measure"][0]
    return rows


def _lines(about: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table under a sentence; nothing if there are no rows."""
    return "\n\n".join(part for part in (about, table(heads, rows)) if part) if rows else ""


def _csv(region: Region, file: str, columns: str, about: str) -> str:
    return _filled(about, columns.split(), _rows(region, file))


def _filled(about: str, columns: Sequence[str], rows: Rows) -> str:
    """The columns of some rows in which anything stands."""
    used = [name for name in columns if any(row[name] for row in rows)]
    return _lines(about, used, [[row[name] for name in used] for row in rows])


def _entries(path: Path) -> dict[str, Any]:
    """Keys of a YAML file with value, unit, range, grade and source; none if there is no such file."""
    tree = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {key: entry for key, entry in (tree or {}).items() if key != FIT_REPORT}


def _source(entry: dict[str, Any]) -> tuple[str, str]:
    return entry["grade"], entry["source"]


def _span(entry: dict[str, Any]) -> str:
    return f"{entry['low']} … {entry['high']}" if "low" in entry else ""


def _value(entry: dict[str, Any]) -> Any:
    return tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]


def _values(path: Path) -> str:
    rows = [
        [f"`{key}`", _value(entry), entry["unit"], _span(entry), *_source(entry)]
        for key, entry in _entries(path).items()
    ]
    return _lines("", ["key", "value", "unit", "range", "grade", "source"], rows)


def _parameters(path: Path) -> str:
    """Declared parameters that have another value in the region."""
    rows = [
        [f"`{key}`", _value(entry), entry["unit"], PARAMETERS[key].default, _span(entry), *_source(entry)]
        for key, entry in _entries(path).items()
    ]
    heads = ["key", "value", "unit", "declared", "range", "grade", "source"]
    return _lines("What is not listed has its [declared value](parameters.md).", heads, rows)


def _places(region: Region) -> str:
    rows = []
    for i, place in enumerate(region.places):
        beds = [sum(home.beds) for home in region.homes if home.place == i]
        shares = [f"{place.urban_share:.3f}", f"{place.with_children:.3f}"]
        names = [place_label(place, "en"), place_label(place, "zh")]
        rows.append([*names, f"{int(region.elders[i].sum()):,}", *shares, len(beds), sum(beds)])
    heads = ["place", "中文", "elders", "urban share of elders", "share with children", "homes", "beds"]
    return _lines(estimates(region, "en"), heads, rows)


def _projects(region: Region, rows: Rows) -> str:
    """Projects by sort: how much there is of each, then the rows of each."""
    if not rows:
        return "No dated project."
    sums = []
    for sort, title in SORTS.items():
        mine = [project for project in region.projects if project.what == sort]
        if mine:
            months = sorted({text_of(project.opens) for project in mine})
            beds = sum(sum(project.beds) for project in mine) or ""
            money = f"{sum(project.capital for project in mine) / 1e6:,.1f}"
            can_open = months[0] if len(months) == 1 else f"{months[0]} … {months[-1]}"
            sums.append([title, len(mine), sum(project.count for project in mine), beds, money, can_open])
    heads = ["sort", "projects", "count", "beds", "million yuan", "can open"]
    columns = [*PROJECTS.split(), "grade", "source"]
    parts = [
        f"### {title}\n\n" + _filled("", columns, [row for row in rows if row["what"] == sort])
        for sort, title in SORTS.items()
        if any(row["what"] == sort for row in rows)
    ]
    return "\n\n".join([_lines("Those not yet paid wait for their money.", heads, sums), *parts])
