"""What the tests share: small regions, kept; months lived; bits compared; dice for random inputs.

Fixtures that end in a verb hand out a function. Luck in tests is Philox too: a failing test fails again.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from experiments import regions
from sim.chance import Chance
from sim.ledger import Ledger
from sim.levers import Schedule
from sim.model import CareSystem
from sim.world.region import Region


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen-golden", action="store_true", help="write tests/memory/*.csv anew, then read the diff")


@functools.lru_cache(maxsize=64)
def _region(fraction: float, parameters: tuple[tuple[str, Any], ...]) -> Region:
    return regions.load("qingyuan", fraction=fraction, parameters=dict(parameters))


@pytest.fixture(scope="session")
def load() -> Callable[..., Region]:
    """``load(0.005, {"need.gap_effect": False})``: a small Qingyuan, read once per session."""

    def load(fraction: float = 0.005, parameters: Mapping[str, Any] | None = None) -> Region:
        return _region(fraction, tuple(sorted((parameters or {}).items())))

    return load


@pytest.fixture(scope="session")
def small(load: Callable[..., Region]) -> Region:
    """One elder in two hundred: about 3,200 people."""
    return load()


@pytest.fixture(scope="session")
def make() -> Callable[..., CareSystem]:
    """``make(region, (month, "lever.field", value), …, months=24)``: a model that has not lived yet.

    Months are counted from the start of the region; a negative one means "from the start".
    """

    def make(region: Region, *changes: tuple[int, str, Any], months: int = 24, **options: Any) -> CareSystem:
        dated = [(-1 if month < 0 else region.start + month, path, value) for month, path, value in changes]
        schedule = Schedule(region.status_quo, tuple(sorted(dated, key=lambda change: change[0])))
        return CareSystem(region, schedule, until=region.start + months - 1, **options)

    return make


@pytest.fixture(scope="session")
def live(make: Callable[..., CareSystem]) -> Callable[..., CareSystem]:
    """The same, and all its months lived."""
    return lambda *args, **options: make(*args, **options).run()


@pytest.fixture(scope="session")
def digest() -> Callable[[CareSystem], dict[str, str]]:
    """Fingerprints of a model to the bit: its records, its payments, and every column of its tables by id."""

    def of(*arrays: np.ndarray) -> str:
        found = hashlib.sha256()
        for array in arrays:
            found.update(np.ascontiguousarray(array).tobytes())
        return found.hexdigest()

    def digest(model: CareSystem) -> dict[str, str]:
        parts = {"records": of(model.records.values), "ledger": of(np.array(payments(model.ledger)))}
        for name in ("elders", "facilities", "aides"):
            table = getattr(model, name)
            order = np.argsort(table.col("id"))
            parts[name] = of(*(table.col(column.name)[order] for column in table.columns))
        return parts

    return digest


def payments(ledger: Ledger) -> list[tuple[int, str]]:
    """All payments as text, to the fen."""
    return [(month, f"{payer} {payee} {purpose} {yuan:.2f}") for month, payer, payee, purpose, yuan in ledger.rows()]


class Dice:
    """Random inputs for tests, keyed by a seed: the n-th throw is always the same."""

    def __init__(self, seed: int) -> None:
        self._chance, self._throws = Chance(seed), 0

    def units(self, n: int) -> np.ndarray:
        """``n`` numbers strictly between 0 and 1."""
        self._throws += 1
        return self._chance.units(999, np.arange(n), self._throws)  # type: ignore[arg-type]

    def whole(self, low: int, high: int, n: int, dtype: str = "i8") -> np.ndarray:
        """``n`` whole numbers from ``low`` to ``high``, both included."""
        return (low + np.floor(self.units(n) * (high - low + 1))).astype(dtype)

    def one(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return int(self.whole(low, high, 1)[0])

    def order(self, n: int) -> np.ndarray:
        """``n`` row numbers in some order."""
        return np.argsort(self.units(n))


@pytest.fixture(scope="session")
def dice() -> type[Dice]:
    """``dice(seed)``: see :class:`Dice`."""
    return Dice
