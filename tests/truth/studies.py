"""Studies for the tests of the store: planned as typed, lived in silence, compared to the bit."""

import dataclasses
from pathlib import Path

import numpy as np

from experiments import config
from experiments.built import Built
from experiments.commands.plan import Plan, plan
from experiments.month0 import TargetLine
from experiments.promises.stops import Stop
from experiments.runs import Run
from sim.calendar import month_of
from sim.record import Cell


def made(*words: str) -> Plan:
    return plan("sweep", config.read("sweep", words))


class Silent:
    """A bar that shows nothing."""

    def __call__(self, months: int) -> None:
        pass

    def close(self) -> None:
        pass


def same(one: object, other: object) -> bool:
    """Equal to the bit, NaN and NaN too."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == other or (np.isnan(one) and np.isnan(other))
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in dataclasses.fields(one))
    return one == other


def bytes_of(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def synthetic(number: int) -> Run:
    """A run with something of everything, also what small worlds seldom have."""
    cells = (Cell("waiting", "", ""), Cell("deaths", "清城区", ""), Cell("occupancy", "", "ownership=public"))
    months = np.arange(month_of("2021-11"), month_of("2023-03"))
    values = np.arange(months.size * 3, dtype=np.float64).reshape(-1, 3) / 7 + number
    values[2:5, 2] = np.nan
    values[2:14, 0] = np.nan
    return Run(
        scenario="build",
        replicate=number,
        seed=2**31 + number,
        cells=cells,
        months=months,
        values=values,
        ledger=((2021, "households", "homes", "fees", 0.1 + number), (2022, "county", "homes", "床位", 1e12 / 3)),
        targets=(TargetLine("beds", month_of("2025-12"), "at least", 5.5, float("nan"), "bed", "not lived"),),
        stopped=(
            Stop("beds", "money", 2.5, "bed", True, 1e7, month_of("2024-01"), -1, ("甲院", "b"), 3),
            Stop("aides", "posts", 1.0, "person"),
        ),
        projects=(
            Built("A", "甲", "document", month_of("2024-05"), "open", month_of("2024-06"), month_of("2022-01"), 100.0),
            Built("B", "乙", "scenario", month_of("2026-05"), "planned"),
        ),
        point=number,
    )
