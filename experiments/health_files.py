"""Reads the health file, the life table and the census table; writes the health file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from experiments.yaml_text import parsed
from sim.world.health import AGE_GROUPS, HealthParameters, LifeTable

SEXES = ("male", "female")
HEALTH_FILE = Path(__file__).resolve().parent.parent / "conf" / "health" / "china.yaml"


def load_health(yaml_path: str | Path = HEALTH_FILE) -> tuple[HealthParameters, LifeTable]:
    """The parameters of a health file and the life table that stands beside it.

    Raises:
        ValueError: naming the file and the entry, if one is missing or out of range.
    """
    path = Path(yaml_path)
    entries = _read_yaml(path)

    def number(name: str) -> float:
        value = _entry(path, entries, name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(f"{path}: {name} must be a number, not {value!r}")
        return float(value)

    def by_sex(name: str) -> NDArray[np.float64]:
        try:
            return np.array([_entry(path, entries, f"{name}.{sex}") for sex in SEXES], dtype=np.float64)
        except (TypeError, ValueError) as wrong:
            raise ValueError(f"{path}: {name} needs male and female, each with its numbers ({wrong})") from wrong

    try:
        health = HealthParameters(
            worsen_at_80=by_sex("ability.worsen_at_80"),
            worsen_slope=by_sex("ability.worsen_slope"),
            recover_at_80=by_sex("ability.recover_at_80"),
            recover_slope=by_sex("ability.recover_slope"),
            start=by_sex("ability.start"),
            dementia_at_80=by_sex("dementia.onset_at_80"),
            dementia_slope=by_sex("dementia.onset_slope"),
            dementia_start=by_sex("dementia.start"),
            death_ratio=_entry(path, entries, "death.ratio"),
            dementia_death_ratio=number("death.dementia_ratio"),
            gap_worsening=number("long_gap.worsening"),
            gap_death=number("long_gap.death"),
        )
    except ValueError as wrong:
        raise ValueError(str(wrong) if str(path) in str(wrong) else f"{path}: {wrong}") from wrong
    return health, load_life_table(path.parent / str(_entry(path, entries, "life_table")))


def load_fit(yaml_path: str | Path = HEALTH_FILE) -> dict[str, Any]:
    """What the fit aimed at and reached: the entry ``fit`` of a health file."""
    fit: dict[str, Any] = _entry(Path(yaml_path), _read_yaml(Path(yaml_path)), "fit")
    return fit


def load_life_table(csv_path: str | Path) -> LifeTable:
    """A life table from rows period_start, sex, age_start, width, death_rate (1/year)."""
    path = Path(csv_path)
    rows = _read_csv(path, ("period_start", "sex", "age_start", "death_rate"))
    rates = {(int(r["period_start"]), r["sex"], int(r["age_start"])): float(r["death_rate"]) for r in rows}
    years = tuple(sorted({year for year, _, _ in rates}))
    try:
        table = [[[rates[year, sex, age] for age in AGE_GROUPS] for sex in SEXES] for year in years]
    except KeyError as missing:
        raise ValueError(f"{path}: no death rate for period, sex, age {missing}") from None
    return LifeTable(years, np.array(table))


def load_census(csv_path: str | Path) -> NDArray[np.float64]:
    """Persons by sex and age group from 60 (men first): [2, 9]."""
    path = Path(csv_path)
    rows = _read_csv(path, ("sex", "age_start", "persons"))
    persons = {(r["sex"], int(r["age_start"])): float(r["persons"]) for r in rows}
    try:
        return np.array([[persons[sex, age] for age in AGE_GROUPS] for sex in SEXES])
    except KeyError as missing:
        raise ValueError(f"{path}: no row for sex, age {missing}") from None


def health_yaml(health: HealthParameters, fit: dict[str, Any], notes: dict[str, str]) -> str:
    """The text of a health file, each number with its unit and source; ``notes`` says how it was found."""

    def entry(name: str, unit: str, note: str, values: NDArray[np.float64]) -> list[str]:
        by_sex = zip(SEXES, values.tolist(), strict=True)
        return [f"  {name}: # {unit} | {notes[note]}", *(f"    {sex}: {value}" for sex, value in by_sex)]

    slope = "log per 10 years of age"
    lines = [
        "# Ability, dementia and death of people of 60 and more in China.",
        "# Written by `python -m experiments.calibrate_health`; it explains method and targets.",
        "# An intensity is at_80 * exp(slope * (age - 80) / 10), per year; levels 0-4 of GB/T 42195-2022.",
        "life_table: life_table.csv # file beside this one | UN WPP 2024, 5-year periods from July",
        "",
        "ability:",
        *entry("worsen_at_80", "1/year at age 80, moves 0>1 1>2 2>3 3>4", "worsen", health.worsen_at_80),
        *entry("worsen_slope", slope, "slope", health.worsen_slope),
        *entry("recover_at_80", "1/year at age 80, moves 1>0 2>1 3>2 4>3", "recover", health.recover_at_80),
        *entry("recover_slope", slope, "slope", health.recover_slope),
        *entry("start", "shares of levels 0-4 at the 60th birthday", "start", health.start),
        "",
        "dementia:",
        *entry("onset_at_80", "1/year at age 80 among those without", "dementia", health.dementia_at_80),
        *entry("onset_slope", slope, "dementia", health.dementia_slope),
        *entry("start", "share at the 60th birthday", "dementia", health.dementia_start),
        "",
        "death: # hazard ratios",
        f"  ratio: {health.death_ratio.tolist()} # levels 0-4 against level 0 | {notes['death']}",
        f"  dementia_ratio: {health.dementia_death_ratio} # with against without | {notes['dementia_death']}",
        "",
        "long_gap: # people in a long gap of care, if the gap effect is switched on",
        f"  worsening: {health.gap_worsening} # factor on worsening | {notes['gap']}",
        f"  death: {health.gap_death} # factor on death | {notes['gap']}",
        "",
        "# How well it fits. residual: fitted / target - 1 (ratio) or fitted - target (difference).",
        yaml.safe_dump({"fit": fit}, sort_keys=False, allow_unicode=True, width=1000, default_flow_style=None),
    ]
    return "\n".join(lines)


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        entries = parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file; `python -m experiments.calibrate_health` makes it") from None
    if not isinstance(entries, dict):
        raise ValueError(f"{path}: expected named entries such as `ability:` and `dementia:`")
    return entries


def _entry(path: Path, entries: dict[str, Any], name: str) -> Any:
    value: Any = entries
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            raise ValueError(f"{path}: {name} is missing")
        value = value[part]
    return value


def _read_csv(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        absent = [name for name in columns if name not in (reader.fieldnames or ())]
        if absent:
            raise ValueError(f"{path}: no column {', '.join(absent)}")
        return list(reader)
