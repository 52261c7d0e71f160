"""Dated projects, of a region folder or of a scenario: what each needs to know, and the homes that a row means."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from experiments.region_checks import Column, Folder, Row, nearest, read_cell
from experiments.region_tables import HOMES_THAT_STAND, NEW_HOMES, NEW_SERVICES, project_columns
from sim.calendar import text_of
from sim.world.region import HomeStock, ProjectStock, Region

FILE = "projects.csv"
DECIDED = Column("decided", "month")
"""The column that a project of a scenario has besides those of the file."""
ABOUT = ("unit", "source", "grade")
"""What a project of a scenario may say besides."""
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
        file, where = row.get("file", FILE), f"row {row['row']}"
        if start is not None and row["opens"] is not None and row["opens"] < start:
            what = f"{text_of(row['opens'])} lies before start"
            folder.wrong(file, f"{where}, column opens", what, f"{text_of(start)} or later")
        if any(row[column] is None for column in ALWAYS):
            continue
        lacking = [column for column in needed(row["what"]) if row[column] is None]
        for column in lacking:
            folder.wrong(file, f"{where}, column {column}", f"is empty, but a {row['what']} needs it")
        if lacking:
            continue
        if row["what"] in NEW_HOMES and row["count"] != 1:
            what = f"{row['count']} homes in one row"
            folder.wrong(file, f"{where}, column count", what, "1: a row for each new home")
            continue
        projects.append(_project(folder, row, places, homes, fraction))
    return projects


def scenario_projects(
    folder: Folder, file: str, rows: Sequence[Mapping[str, Any]], region: Region, full: Region
) -> tuple[ProjectStock, ...]:
    """The projects that a scenario adds, at the scale of ``region``; ``full`` is the same region with every elder.

    ``rows`` are mappings with the columns of ``projects.csv`` and the month in which each is decided. What is wrong
    is noted in ``folder``; a cell may name one of its assumptions (``@key``).
    """
    names = tuple(place.name for place in region.places)
    columns = (*project_columns(Column("place", "choice", values=names)), DECIDED)
    known = {column.name for column in columns}
    taken = {project.name for project in region.projects}
    read: list[Row] = []
    for number, said in enumerate(rows, 1):
        row: Row = {"row": number, "file": file}
        for name in sorted(set(map(str, said)) - known - set(ABOUT)):
            folder.wrong(file, f"row {number}, {name}", f"is no column of a project{nearest(name, known)}")
        for column in columns:
            cell = "" if said.get(column.name) is None else str(said[column.name]).strip()
            row[column.name] = read_cell(folder, file, f"row {number}, column {column.name}", column, cell)
        if row["name"] in taken:
            folder.wrong(
                file, f"row {number}, column name", f"{row['name']!r} is a project already", "a name of its own"
            )
        taken.add(row["name"])
        if None not in (row["decided"], row["opens"]) and row["opens"] < row["decided"]:
            what = f"{text_of(row['opens'])} lies before the decision"
            folder.wrong(file, f"row {number}, column opens", what, f"{text_of(row['decided'])} or later")
        read.append(row)
    decided = {row["name"]: row["decided"] for row in read}
    stocks = read_projects(folder, read, names, (full.homes, region.homes), region.start, region.fraction)
    return tuple(dataclasses.replace(stock, decided=decided[stock.name] or -1) for stock in stocks)


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
        visiting_aides=row["visiting_aides"] or 0.0,
        simulated=simulated,
    )


def _homes_meant(folder: Folder, row: Row, place: int, homes: Homes) -> tuple[int, ...]:
    """The ``count`` largest homes of the group in the place; in a sample as many as stand there."""
    file, column = row.get("file", FILE), f"row {row['row']}, column home"
    full, sample = homes
    groups = dict.fromkeys(home.group for home in full)
    if folder.broken("homes.csv"):  # a row that is wrong stands for homes that are not there now
        return ()
    if row["home"] not in groups:
        folder.wrong(file, column, f"no homes of group {row['home']!r}", f"one of {', '.join(groups)}")
        return ()
    stand = sum(home.group == row["home"] and home.place == place and home.in_use for home in full)
    if stand < row["count"]:
        what = f"{row['count']} homes of group {row['home']} in {row['place']}, where {stand} are in use"
        folder.wrong(file, f"row {row['row']}, column count", what, f"up to {stand}")
    there = [i for i, home in enumerate(sample) if home.group == row["home"] and home.place == place and home.in_use]
    return tuple(sorted(there, key=lambda i: (-sum(sample[i].beds), i))[: row["count"]])
