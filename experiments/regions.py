"""Loads a region: a folder of small files becomes the read-only facts that a run starts from.

``load("qingyuan")`` reads ``conf/region/qingyuan``; ``load_folder(path)`` reads a folder of your own with the
same files. Whatever is wrong in a folder is shown together, one line for each problem (:class:`RegionError`).
How many people and beds a sample has is said under ``rules.fraction`` of ``region.yaml``.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments import measures, region_document
from experiments.health_files import load_health
from experiments.region_checks import (
    Column,
    Folder,
    RegionError,
    Row,
    nearest,
    read_cell,
    read_key,
    read_table,
    read_yaml,
)
from experiments.region_homes import Weights, read_homes, read_services, sampled_homes, with_medical
from experiments.region_projects import read_projects
from experiments.region_tables import HOUSEHOLDS, OPEN, PLACE_COLUMNS, read_elders, read_tables, unique
from experiments.region_values import (
    CHOICE,
    fitted_assumptions,
    like_declared,
    read_assumptions,
    read_levers,
    read_parameters,
)
from experiments.schema import PARAMETERS
from experiments.yaml_text import parsed
from sim.agents.kinds import Ownership
from sim.levers import Levers
from sim.parameters import Parameters
from sim.world.region import (
    Place,
    Purse,
    Region,
    great_circle_km,
    spread,
)

MOST_PLACES = 64
"""Keys of luck hold a place in six bits."""
CONF = Path(__file__).resolve().parent.parent / "conf"
DEFAULTS = {"urban_elder_ratio": 1.0, "with_children_cap": 1.0, "size_spread": 0.5}
"""Numbers of the rules where ``assumptions.csv`` does not give them."""


def names() -> list[str]:
    """The regions that come with the package."""
    return sorted(path.parent.name for path in (CONF / "region").glob("*/region.yaml"))


def folder_of(name: str) -> Path:
    """The folder of a region: ``qingyuan`` comes with the package, ``./mine`` or ``/data/mine`` is a folder of yours.

    Raises ValueError that lists the known names if there is no such region or folder.
    """
    if "/" in name or "\\" in name:
        if not Path(name).is_dir():
            raise ValueError(f"unknown region {name!r}: there is no such folder")
        return Path(name).resolve()
    known = names()
    if name not in known:
        hint = f"Known: {', '.join(known)}; a folder of your own is written with a slash, ./{name}"
        raise ValueError(f"unknown region {name!r}{nearest(name, known)} {hint}")
    return CONF / "region" / name


def load(name: str, fraction: float = 1.0, parameters: Mapping[str, Any] | None = None) -> Region:
    """The region of that name or folder; see :func:`folder_of` and :func:`load_folder`."""
    return load_folder(folder_of(name), fraction, parameters)


def load_folder(path: str | Path, fraction: float = 1.0, parameters: Mapping[str, Any] | None = None) -> Region:
    """Read a region folder.

    Args:
        path: the folder; its name becomes the name of the region.
        fraction: share of the elders to simulate, above 0 and up to 1. Beds, services and projects are scaled
            with it. Purses and levers stay at full scale: the model multiplies them by ``Region.fraction``. Of
            aides all are there, each with the fraction of their time and wage.
        parameters: values by ``group.field`` of ``sim/parameters``, or by ``region.<key>`` for a number of
            ``assumptions.csv`` (within its range).

    Raises:
        RegionError: with everything that is wrong in the folder.
        ValueError: if the fraction or a parameter is not allowed.
    """
    if not 0 < fraction <= 1:
        raise ValueError(f"fraction {fraction!r} must lie above 0 and up to 1")
    given = dict(parameters or {})
    own = {key.removeprefix("region."): given.pop(key) for key in list(given) if key.startswith("region.")}
    _check_parameters(given)
    folder = Folder(Path(path))
    if not folder.path.is_dir():
        raise RegionError(f"region folder {folder.path.name}: there is no such folder")
    read_assumptions(folder, fitted_assumptions(folder) | own)
    lever_values = read_levers(folder)
    parts = _read(folder, fraction, _with_values(read_parameters(folder) | given))
    return Region(
        name=folder.path.name,
        status_quo=Levers().with_values(lever_values),
        fraction=float(fraction),
        assumptions=tuple(folder.assumptions.values()),
        calibrated=(folder.path / CHOICE).is_file(),
        data_hashes=dict(sorted(folder.hashes.items())),
        **parts,
    )


def _read(folder: Folder, fraction: float, parameters: Parameters) -> dict[str, Any]:
    """All files but levers and constants; as far as problems allow, so that all of them are found."""
    tree = read_yaml(folder, "region.yaml")

    def key(path: str, kind: str, **facts: Any) -> Any:
        return read_key(folder, "region.yaml", tree, path, Column(path, kind, **facts)) if tree else None

    start, document = key("start", "month"), key("document", "month")
    if None not in (start, document) and document < start:
        folder.wrong("region.yaml", "key document", "lies before start", "a month not before start")
    labels = {"label": key("label", "text"), "label_zh": key("label_zh", "text")}
    counts = ("homes", "beds")
    for owner in set(tree.get("stock") or {}) - {o.name.lower() for o in Ownership}:
        known = ", ".join(o.name.lower() for o in Ownership)
        folder.wrong("region.yaml", f"key stock.{owner}", "is no ownership", f"one of {known}")
    stock = {o: {what: key(f"stock.{o}.{what}", "whole") for what in counts} for o in tree.get("stock") or {}}
    in_house, share_any = key("medical.in_house", "whole"), key("medical.share_any", "share")
    china = [key(f"china.{h}", "whole", low=1) for h in HOUSEHOLDS]
    health = key("health", "choice", values=tuple(p.stem for p in sorted((CONF / "health").glob("*.yaml"))))

    rows = read_table(folder, "places.csv", PLACE_COLUMNS)
    place_names = unique(folder, "places.csv", rows, "name_en")
    if len(place_names) > MOST_PLACES:
        folder.wrong("places.csv", "", f"{len(place_names)} places", f"up to {MOST_PLACES}")
    at = Column("place", "choice", values=place_names)
    elders, coming, estimated = read_elders(folder, at)
    residents = key("residents_60plus", "whole", empty=True)
    if residents is not None and elders is not None and residents != elders.sum():
        what = f"{elders.sum()} elders of 60+"
        folder.wrong("elders.csv", "column population", what, f"{residents} as in region.yaml")
    registered = key("registered_60plus", "whole", empty=True)
    ratio = key("registered_per_resident", "number", empty=True)
    if registered and residents and ratio and abs(registered / residents - ratio) > 5e-4:
        folder.wrong("region.yaml", "key registered_per_resident", str(ratio), f"{registered / residents:.4f}")

    tables = read_tables(folder, at)
    full, homes, services = [], [], []
    number = _rule_numbers(folder)
    whole_places = bool(rows) and all(r[c] is not None for r in rows for c in r)
    if elders is not None and whole_places:
        urban = np.array([row["urban_share"] for row in rows]) * number["urban_elder_ratio"]
        by_place = elders.sum(axis=(1, 2)).astype(np.float64)
        names = (place_names, tuple(row["name_zh"] for row in rows))
        weights = Weights(*names, by_place, by_place * (1 - urban), by_place * urban)
        full = read_homes(folder, tables["homes.csv"], weights, stock, number["size_spread"])
        homes = sampled_homes(full, fraction)
        if in_house is not None and share_any is not None:
            homes = with_medical(homes, in_house, share_any, len(full))
        services = read_services(folder, tables["services.csv"], weights, fraction)
    projects = (
        read_projects(folder, tables["projects.csv"], place_names, (full, homes), start, fraction)
        if place_names
        else []
    )
    purses = [
        Purse(row["name"], row["label_zh"], row["yuan_per_year"], row["pays"], row["kind"])
        for row in tables["purses.csv"]
        if row["yuan_per_year"] != OPEN  # an entitlement: the safety net pays it whatever it comes to
    ]
    if homes:
        region_document.check_measures(folder, tables, measures.known_names(homes, purses, projects))
    folder.raise_problems()
    return labels | {
        "note": region_document.note(folder, tree),
        "silent": region_document.silent(folder, tree),
        "start": start,
        "document": document,
        "places": tuple(_place(row, china, number, parameters, row["name_en"] in estimated) for row in rows),
        "distance_km": great_circle_km(*(np.array([row[c] for row in rows]) for c in ("lat", "lon"))),
        "elders": _sample(elders, fraction),
        "coming": _sample(coming, fraction),
        "homes": tuple(homes),
        "services": tuple(services),
        "projects": tuple(projects),
        "purses": tuple(purses),
        "facts": tuple(region_document.fact(row) for row in tables["facts.csv"]),
        "targets": tuple(region_document.target(row) for row in tables["targets.csv"]),
        "parameters": parameters,
        **_health(folder, health, parameters),
    }


def _rule_numbers(folder: Folder) -> dict[str, float]:
    """The numbers of the rules: from ``assumptions.csv`` where it gives them."""
    found = dict(DEFAULTS)
    for key in DEFAULTS:
        if key in folder.assumptions:
            found[key] = read_cell(folder, "assumptions.csv", f"key {key}", Column(key, "share"), f"@{key}") or 0.0
    return found


def _sample(count: NDArray[np.int64] | None, fraction: float) -> NDArray[np.int64]:
    """round(total x fraction) people over the same cells, largest remainders."""
    assert count is not None  # a folder without people has been refused
    if fraction >= 1:
        return count
    return spread(round(int(count.sum()) * fraction), count.ravel().astype(np.float64)).reshape(count.shape)


def _place(row: Row, china: list[int], number: dict[str, float], parameters: Parameters, estimated: bool) -> Place:
    """A place; its share of elders with children follows its households (``rules.with_children``)."""
    three, four, old = (row[h] for h in HOUSEHOLDS)
    ratio = (three + four) / max(old, 1) / ((china[0] + china[1]) / china[2])
    with_children = min(number["with_children_cap"], parameters.family.with_children * ratio)
    return Place(
        name=row["name_en"],
        label=row["name_en"],
        label_zh=row["name_zh"],
        lat=row["lat"],
        lon=row["lon"],
        urban_share=row["urban_share"] * number["urban_elder_ratio"],
        with_children=with_children,
        estimated=estimated,
    )


def _health(folder: Folder, name: str, parameters: Parameters) -> dict[str, Any]:
    """Ability and death: the health file that the region names, its trend, and the life table beside it."""
    path = CONF / "health" / f"{name}.yaml"
    table = path.parent / str(parsed(path.read_text("utf-8"))["life_table"])
    for file in (path, table):
        folder.hashes[f"health/{file.name}"] = hashlib.sha256(file.read_bytes()).hexdigest()
    health, life_table = load_health(path)
    return {"health": dataclasses.replace(health, trend=parameters.health.trend), "life_table": life_table}


def _check_parameters(given: Mapping[str, Any]) -> None:
    """ValueError with a line for each unknown name and each value out of range."""
    wrong = []
    for path, value in given.items():
        if path not in PARAMETERS:
            wrong.append(f"parameters.{path}: unknown parameter{nearest(path, PARAMETERS)}")
        elif problem := PARAMETERS[path].check(value):
            wrong.append(f"parameters.{path} = {value!r}: {problem}")
    if wrong:
        raise ValueError("\n".join(wrong))


def _with_values(values: Mapping[str, Any]) -> Parameters:
    """The default parameters in which some values, named ``group.field``, are others."""
    changed: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        group, field = path.split(".")
        changed.setdefault(group, {})[field] = like_declared(PARAMETERS[path], value)
    base = Parameters()
    return dataclasses.replace(
        base, **{group: dataclasses.replace(getattr(base, group), **new) for group, new in changed.items()}
    )
