"""The facts of a region: what a run starts from and never changes. No files are read here."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.levers import Levers
from sim.parameters import Parameters
from sim.world.health import HealthParameters, LifeTable

AGE_GROUPS = (60, 65, 70, 75, 80, 85, 90, 95, 100)
"""First ages of the census groups of the elders."""
COMING_GROUPS = (40, 45, 50, 55)
"""First ages of the census groups that turn 60 within 20 years."""


@dataclass(frozen=True)
class Place:
    """A county or district."""

    name: str
    label: str
    label_zh: str
    lat: float
    lon: float
    area_km2: float
    urban_share: float
    with_children: float
    """Share of elders living with children, from the census households."""


@dataclass(frozen=True)
class HomeStock:
    """A home that stands at month 0. ``place`` is an index into ``Region.places``."""

    name: str
    place: int
    kind: str
    ownership: str
    tier: str
    beds: tuple[int, int, int]
    """ordinary, nursing, dementia"""
    occupancy: float
    """Share of its beds filled at month 0 (target of the fit)."""
    tekun_share: float
    """Share of tekun among its residents at month 0."""
    quality: float
    medical: str
    stands_for: float = 1.0
    """In a sample: how many homes of the full region this one stands for."""


@dataclass(frozen=True)
class ServiceStock:
    """Community facilities of one kind in a place: centres, stations, village points."""

    place: int
    kind: str
    residence: str
    count: int
    reach: float
    """Elders within its circle (persons)."""
    visiting_aides: float
    """Visiting aides employed at each."""


@dataclass(frozen=True)
class ProjectStock:
    """A dated building project of the document."""

    name: str
    label_zh: str
    place: int
    beds: tuple[int, int, int]
    ownership: str
    tier: str
    capital: float
    """yuan"""
    granted: float
    """Share of the capital already paid or granted at month 0."""
    opens: int
    """Month in which it can open if money is there."""


@dataclass(frozen=True)
class Purse:
    """Yearly public money for elder care."""

    name: str
    label_zh: str
    yuan_per_year: float
    pays: tuple[str, ...]
    """Purposes that it may pay."""


@dataclass(frozen=True)
class DocumentFact:
    """A figure of the document and the outcome (or stock) of the model that must show it at month 0."""

    key: str
    value: float
    unit: str
    quote: str
    measure: str
    """Name of the measure in ``experiments.month0`` that computes the model's figure."""
    tolerance: float
    """Allowed absolute difference."""


@dataclass(frozen=True)
class Assumption:
    """A number that the document does not print."""

    key: str
    value: str
    unit: str
    low: str
    high: str
    grade: str
    source: str


@dataclass(frozen=True, eq=False, repr=False)
class Region:
    """One region: census, stocks, money, dated projects, status quo of the levers, parameters."""

    name: str
    label: str
    label_zh: str
    start: int
    """Month of the census (first month simulated)."""
    document: int
    """Month of the document: stocks are held as they are until then (burn-in)."""
    places: tuple[Place, ...]
    distance_km: NDArray[np.float64]
    elders: NDArray[np.int64]
    """[place, sex, age group of AGE_GROUPS] residents at the census."""
    coming: NDArray[np.int64]
    """[place, sex, age group of COMING_GROUPS] residents at the census."""
    homes: tuple[HomeStock, ...]
    services: tuple[ServiceStock, ...]
    projects: tuple[ProjectStock, ...]
    purses: tuple[Purse, ...]
    facts: tuple[DocumentFact, ...]
    assumptions: tuple[Assumption, ...]
    status_quo: Levers
    parameters: Parameters
    health: HealthParameters
    life_table: LifeTable
    fraction: float = 1.0
    """Share of the elders that is simulated; beds, aides and money are scaled by it."""
    data_hashes: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Name and size; the arrays are too long to print."""
        return f"Region({self.name!r}, {int(self.elders.sum()):,} elders, fraction {self.fraction:g})"

    @property
    def n_places(self) -> int:
        """Number of places."""
        return len(self.places)


def great_circle_km(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances between points on a sphere of 6371 km (haversine), in km; shape (n, n)."""
    phi, lam = np.radians(lat), np.radians(lon)
    dphi = phi[:, None] - phi[None, :]
    dlam = lam[:, None] - lam[None, :]
    a = np.sin(dphi / 2) ** 2 + np.cos(phi)[:, None] * np.cos(phi)[None, :] * np.sin(dlam / 2) ** 2
    return np.asarray(2 * 6371.0 * np.arcsin(np.sqrt(np.minimum(a, 1.0))))


def spread(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Share ``total`` whole things by weights: largest remainders, ties to the first. Sums to ``total``."""
    if total == 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact = total * np.asarray(weights, dtype=np.float64) / math.fsum(weights)
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole
