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
    """A county or district, or in a small region a town or street."""

    name: str
    label: str
    label_zh: str
    lat: float
    lon: float
    urban_share: float
    with_children: float
    """Share of elders living with children, from the census households."""
    estimated: bool = False
    """True if the people of the place are an estimate: no census prints them."""


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
    group: str = ""
    """Row of the document that the home belongs to."""
    in_use: bool = True
    """False for a home that is built but stands closed: none of its beds is open."""
    label_zh: str = ""
    """Its name in Chinese; empty: it has none."""


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
    """Visiting aides employed at each; in a sample at each of those for which it stands."""
    stands_for: float = 1.0
    """In a sample: how many facilities of the full region each stands for."""


@dataclass(frozen=True)
class ProjectStock:
    """A dated project of the document: new homes, homes converted or upgraded, community facilities."""

    name: str
    label_zh: str
    place: int
    what: str
    """home, care_centre: new; convert, upgrade: homes that stand; street_centre, station, village_point: new."""
    count: int
    """How many homes or community facilities of the full region."""
    capital: float
    """yuan for all of them"""
    granted: float
    """Share of the capital already paid or granted at month 0."""
    opens: int
    """Month in which it can open if money is there."""
    beds: tuple[int, int, int] = (0, 0, 0)
    ownership: str = ""
    tier: str = ""
    homes: tuple[int, ...] = ()
    """Homes that are converted or upgraded: indexes into ``Region.homes``."""
    nursing_share: float = 0.0
    """Share of nursing beds after a conversion."""
    residence: str = ""
    reach: float = 0.0
    """Elders within the circle of each community facility (persons)."""
    visiting_aides: float = 0.0
    """Posts for visiting aides at each; in a sample at each of those for which it stands."""
    simulated: int = 1
    """How many community facilities there are in this sample."""
    decided: int = -1
    """Month of the decision; -1: before the start."""


@dataclass(frozen=True)
class Purse:
    """Yearly public money for elder care."""

    name: str
    label_zh: str
    yuan_per_year: float
    pays: tuple[str, ...]
    """Purposes that it may pay."""
    kind: str = "general"
    """general, lottery, lottery_other, grants, bonds, training, relief, allowance: what budget rules act on."""


@dataclass(frozen=True)
class DocumentFact:
    """A figure of the document and the outcome (or stock) of the model that must show it at month 0."""

    key: str
    value: float
    unit: str
    quote: str
    measure: str
    """Name of the measure in ``experiments.measures`` that computes the model's figure."""
    tolerance: float
    """Allowed absolute difference."""
    direction: str = ""
    """at_least or at_most: what the document prints is a bound ("above 90 %"); empty: the figure itself."""
    label: str = ""
    """Its name in English; empty: that of its key."""


@dataclass(frozen=True)
class DocumentTarget:
    """What the document wants by a month; it comes about only if a dated project or a lever brings it."""

    key: str
    value: float
    direction: str
    """at_least or at_most"""
    unit: str
    by: int
    """Month by which it is wanted."""
    quote: str
    measure: str
    """Measure of ``experiments.measures`` that shows it; empty if the model has no such figure."""
    lever: str
    """Code of the instrument that it belongs to, L01 to L26."""
    source: str = ""
    """Where it stands, how it is read, and why the model has no figure where it has none."""
    source_zh: str = ""
    """The same in Chinese, where it was written."""


@dataclass(frozen=True)
class Silence:
    """An instrument on which the document is silent: it stays off in the region."""

    lever: str
    what: str
    what_zh: str


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
    targets: tuple[DocumentTarget, ...]
    assumptions: tuple[Assumption, ...]
    status_quo: Levers
    parameters: Parameters
    health: HealthParameters
    life_table: LifeTable
    note: tuple[str, str] = ("", "")
    """What a reader must know first, in English and Chinese: what the document does not print."""
    silent: tuple[Silence, ...] = ()
    calibrated: bool = True
    """False while the constants of choice are those declared, not fitted to this region."""
    fraction: float = 1.0
    """Share of the elders that is simulated; beds and money are scaled by it, and of every aide the time and wage."""
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
