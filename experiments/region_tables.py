"""What may stand in the tables of a region folder, and reading them: columns, units, allowed values."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.region_checks import SOURCED, Column, Folder, Row, read_table
from experiments.region_homes import HOME_RULES, SERVICE_RULES
from sim.agents.kinds import Kind, Ownership, Residence, Sex, Tier
from sim.world.projects import MOST_SERVICES
from sim.world.region import AGE_GROUPS, COMING_GROUPS

OPEN = "open"
"""Written for the amount of a purse that is open-ended by law."""
PURPOSES = (
    "tekun_care",
    "operating_subsidy",
    "home_care",
    "visiting_posts",
    "training",
    "identification",
    "capital",
    "wage_support",
    "public_home_deficit",
    "allowance",
)
"""What public purses may pay."""
PURSE_KINDS = ("general", "lottery", "lottery_other", "grants", "bonds", "training", "relief", "allowance")
"""Where the money of a purse comes from, or whose it is: budget rules act on the kind."""
HOUSEHOLDS = ("hh_three_generations", "hh_four_generations", "hh_with_65plus")
"""Census households of a place that tell how many elders live with children."""
AGES = {a: f"{a}-{a + 4}" if a < AGE_GROUPS[-1] else f"{a}+" for a in (*COMING_GROUPS, *AGE_GROUPS)}
KNOWN = [AGES[age] for age in AGE_GROUPS if age < 85]
"""Age groups of elders that a census prints by place."""
"""First age -> name of the census group."""


YES_NO = ("yes", "no")
DIRECTIONS = ("at_least", "at_most")
INSTRUMENTS = tuple(f"L{number:02}" for number in range(1, 27))
"""Codes of the policy instruments that targets and silences refer to."""
NEW_HOMES = ("home", "care_centre")
HOMES_THAT_STAND = ("convert", "upgrade")
NEW_SERVICES = ("street_centre", "station", "village_point")
"""What a project may be."""


def _names(kinds: Any) -> tuple[str, ...]:
    return tuple(kind.name.lower() for kind in kinds)


PLACE_COLUMNS = (
    Column("name_en"),
    Column("name_zh"),
    Column("lat", "number", -90, 90),
    Column("lon", "number", -180, 180),
    Column("urban_share", "share"),
    *(Column(h, "whole") for h in HOUSEHOLDS),
    *SOURCED,
)
_SHARES = ("nursing_share", "tekun_share", "quality")


def project_columns(at: Column) -> tuple[Column, ...]:
    """What a dated project needs to say; ``at`` is the column of its place."""
    return (
        Column("name"),
        Column("label_zh"),
        at,
        Column("what", "choice", values=(*NEW_HOMES, *HOMES_THAT_STAND, *NEW_SERVICES)),
        Column("home", empty=True),
        Column("ownership", "choice", values=_names(Ownership), empty=True),
        Column("tier", "choice", values=_names(Tier), empty=True),
        Column("count", "whole", low=1, high=MOST_SERVICES),
        Column("beds", "whole", low=1, empty=True),
        Column("nursing_share", "share", empty=True),
        Column("residence", "choice", values=_names(Residence), empty=True),
        Column("reach", "number", empty=True),
        Column("visiting_aides", "number", empty=True),
        Column("capital", "number"),
        Column("granted", "share"),
        Column("opens", "month"),
    )


def read_tables(folder: Folder, at: Column) -> dict[str, list[Row]]:
    """The tables of stocks, money and facts."""
    maybe_at = dataclasses.replace(at, empty=True)
    ownership = Column("ownership", "choice", values=_names(Ownership))
    columns: dict[str, tuple[Column, ...]] = {
        "homes.csv": (
            Column("group"),
            Column("label"),
            Column("label_zh"),
            Column("in_use", "choice", values=YES_NO, empty=True),
            Column("kind", "choice", values=_names((Kind.HOME, Kind.CARE_CENTRE))),
            ownership,
            Column("tier", "choices", values=_names(Tier)),
            Column("rule", "choice", values=HOME_RULES),
            maybe_at,
            Column("homes", "whole", low=1),
            Column("beds", "whole", words=("rest",)),
            Column("residents", "whole", empty=True),
            Column("dementia_share", "share", empty=True),
            Column("occupancy", "share", words=("residents",)),
            *(Column(name, "share") for name in _SHARES),
        ),
        "services.csv": (
            maybe_at,
            Column("rule", "choice", values=SERVICE_RULES),
            Column("count", "whole"),
            Column("reach", "number"),
            Column("kind", "choice", values=_names(k for k in Kind if k > Kind.CARE_CENTRE)),
            Column("residence", "choice", values=_names(Residence)),
            Column("visiting_aides", "number"),
        ),
        "projects.csv": project_columns(at),
        "purses.csv": (
            Column("name"),
            Column("label_zh"),
            Column("yuan_per_year", "number", words=(OPEN,)),
            Column("pays", "choices", values=PURPOSES, empty=True),
            Column("kind", "choice", values=PURSE_KINDS),
        ),
        "facts.csv": (
            Column("key"),
            Column("value", "number"),
            Column("quote_zh"),
            Column("measure"),
            Column("tolerance", "number", empty=True),
            Column("direction", "choice", values=DIRECTIONS, empty=True, optional=True),
            Column("label", empty=True, optional=True),
        ),
        "targets.csv": (
            Column("key"),
            Column("value", "number"),
            Column("direction", "choice", values=DIRECTIONS),
            Column("by", "month"),
            Column("quote_zh"),
            Column("measure", empty=True),
            Column("lever", "choice", values=INSTRUMENTS),
            Column("source_zh", empty=True, optional=True),
        ),
    }
    found = {file: read_table(folder, file, (*own, *SOURCED)) for file, own in columns.items()}
    for file, column in (
        ("projects.csv", "name"), ("purses.csv", "name"), ("facts.csv", "key"), ("targets.csv", "key")
    ):  # fmt: skip
        unique(folder, file, found[file], column)
    return found


def unique(folder: Folder, file: str, rows: list[Row], column: str) -> tuple[str, ...]:
    """The values of a column, each of which may stand once."""
    seen: dict[str, int] = {}
    for row in rows:
        value = row[column]
        if value in seen:
            what = f"{value!r} stands in row {seen[value]} too"
            folder.wrong(file, f"row {row['row']}, column {column}", what, "once")
        elif value is not None:
            seen[value] = row["row"]
    return tuple(seen)


People = NDArray[np.int64] | None


def read_elders(folder: Folder, at: Column) -> tuple[People, People, frozenset[str]]:
    """People by place, sex and age group at 60+ and at 40-59; None unless each cell stands exactly once.

    Besides, the places whose elders are an estimate: rows of 60-84 of grade C (a census prints 85+ as one number).
    """
    file, bands = "elders.csv", list(AGES.values())
    columns = (
        at,
        Column("sex", "choice", values=_names(Sex)),
        Column("age_group", "choice", values=tuple(bands)),
        Column("population", "whole"),
        *SOURCED,
    )
    count = np.full((len(at.values), len(Sex), len(bands)), -1, dtype=np.int64)
    before, estimated = len(folder.problems), set()
    for row in read_table(folder, file, columns):
        if row["grade"] == "C" and row["age_group"] in KNOWN:
            estimated.add(row["place"])
        if not at.values or any(row[c.name] is None for c in columns):
            continue
        cell = at.values.index(row["place"]), Sex[row["sex"].upper()], bands.index(row["age_group"])
        if count[cell] >= 0:
            cells = f"{row['place']}, {row['sex']}, {row['age_group']}"
            folder.wrong(file, f"row {row['row']}", f"{cells} stands twice", "once")
        count[cell] = row["population"]
    if len(folder.problems) > before:
        return None, None, frozenset()
    for place, sex, band in np.argwhere(count < 0):
        cell = f"{at.values[place]}, {_names(Sex)[sex]}, {bands[band]}"
        folder.wrong(file, "", f"no row for {cell}", "a row for each place, sex and age group")
    if len(folder.problems) > before or not at.values:
        return None, None, frozenset()
    return count[:, :, len(COMING_GROUPS) :], count[:, :, : len(COMING_GROUPS)], frozenset(estimated)
