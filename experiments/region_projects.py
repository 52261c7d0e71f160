"""The dated projects of a region folder: what each needs to know, and the homes that a row means."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.region_checks import Folder, Row
from experiments.region_tables import HOMES_THAT_STAND, NEW_HOMES, NEW_SERVICES
from sim.calendar import text_of
from sim.world.region import HomeStock, ProjectStock

FILE = "projects.csv"
NEEDED = {
    NEW_HOMES: ("ownership", "tier", "beds", "nursing_share"),
    HOMES_THAT_STAND: ("home",),
    NEW_SERVICES: ("residence", "reach", "visiting_aides"),
}
"""Columns that each sort of project needs; a conversion needs nursing_share too."""
Homes = tuple[Sequence[HomeStock], Sequence[HomeStock]]
ALWAYS = ("name", "label_zh", "place", "what", "count", "capital", "granted", "opens")


def read_projects(
    folder: Folder, rows: list[Row], places: Sequence[str], homes: Homes, start: int | None, fraction: float
) -> list[ProjectStock]:
    """The projects of the rows that are whole. ``homes`` are those of the full region, and of the sample."""
    projects = []
    for row in rows:
        where = f"row {row['row']}"
        if start is not None and row["opens"] is not None and row["opens"] < start:
            what = f"{text_of(row['opens'])} lies before start"
            folder.wrong(FILE, f"{where}, column opens", what, f"{text_of(start)} or later")
        if any(row[column] is None for column in ALWAYS):
            continue
        lacking = [column for column in needed(row["what"]) if row[column] is None]
        for column in lacking:
            folder.wrong(FILE, f"{where}, column {column}", f"is empty, but a {row['what']} needs it")
        if lacking:
            continue
        if row["what"] in NEW_HOMES and row["count"] != 1:
            what = f"{row['count']} homes in one row"
            folder.wrong(FILE, f"{where}, column count", what, "1: a row for each new home")
            continue
        projects.append(_project(folder, row, places, homes, fraction))
    return projects


def needed(what: str) -> tuple[str, ...]:
    """Columns that a project of this sort must fill."""
    own = next(columns for sorts, columns in NEEDED.items() if what in sorts)
    return (*own, "nursing_share") if what == "convert" else own


def _project(folder: Folder, row: Row, places: Sequence[str], homes: Homes, fraction: float) -> ProjectStock:
    place, what = places.index(row["place"]), row["what"]
    beds, shrink, simulated = (0, 0, 0), 1.0, 1
    if what in NEW_HOMES:
        n = max(1, round(row["beds"] * fraction))
        nursing = round(n * row["nursing_share"])
        beds = (n - nursing, nursing, 0)
    elif what in NEW_SERVICES:
        simulated = max(1, round(row["count"] * fraction))
        shrink = row["count"] * fraction / simulated
    return ProjectStock(
        name=row["name"],
        label_zh=row["label_zh"],
        place=place,
        what=what,
        count=row["count"],
        capital=row["capital"] * fraction,
        granted=row["granted"],
        opens=row["opens"],
        beds=beds,
        ownership=row["ownership"] or "",
        tier=row["tier"] or "",
        homes=_homes_meant(folder, row, place, homes) if what in HOMES_THAT_STAND else (),
        nursing_share=row["nursing_share"] or 0.0,
        residence=row["residence"] or "",
        reach=(row["reach"] or 0.0) * shrink,
        visiting_aides=(row["visiting_aides"] or 0.0) * shrink,
        simulated=simulated,
    )


def _homes_meant(folder: Folder, row: Row, place: int, homes: Homes) -> tuple[int, ...]:
    """The ``count`` largest homes of the group in the place; in a sample as many as stand there."""
    column = f"row {row['row']}, column home"
    full, sample = homes
    groups = dict.fromkeys(home.group for home in full)
    if row["home"] not in groups:
        folder.wrong(FILE, column, f"no homes of group {row['home']!r}", f"one of {', '.join(groups)}")
        return ()
    stand = sum(home.group == row["home"] and home.place == place for home in full)
    if stand < row["count"]:
        what = f"{row['count']} homes of group {row['home']} in {row['place']}, where {stand} stand"
        folder.wrong(FILE, f"row {row['row']}, column count", what, f"up to {stand}")
    there = [i for i, home in enumerate(sample) if home.group == row["home"] and home.place == place]
    return tuple(sorted(there, key=lambda i: (-sum(sample[i].beds), i))[: row["count"]])
