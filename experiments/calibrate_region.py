"""Fits the few constants of a region to its month 0 and freezes them in ``choice.yaml``; scenarios never refit.

What is fitted: how attractive homes of each ownership are to paying elders and to tekun; the quality of a group of
homes whose residents the document prints; the effective working time of aides; the memory that keeps residents
in step with need in the first years. What it is fitted to: residents and tekun by ownership at month 0 (printed, or
assumed where the document is silent), printed residents of a group, residents per aide, no drift under the status
quo. Everything else comes from the declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from experiments import regions
from experiments.region_values import CHOICE, FIT_REPORT
from sim import CareSystem
from sim.agents.kinds import Ownership
from sim.world.region import HomeStock, Region
from sim.world.stock import is_home

RESIDENTS_PER_AIDE = 2_146_000 / 378_900
"""China 2020: residents of registered homes / registered workers (secondary sources)."""
SEEDS = (101, 102)
"""The fit must not lean on the luck of one draw."""
TOLERANCE = 0.005
"""Share by which a figure may be missed; one person always may."""
EFFECTIVE = (0.3, 1.2)
"""Bounds of the effective working time of aides."""
ROUNDS = 40
DRIFT_MONTHS = 24
DRIFT_TOLERANCE = 0.02
MEMORY_ROUNDS = 8
MEMORY = (0.0, 3.0)
"""Bounds of the memory."""
QUALITY = "_quality"
"""An assumption of grade F with this ending, after the name of a group of homes, is fitted."""
FROM_HOMES = "homes.csv: beds x occupancy x share of tekun"


class Target(NamedTuple):
    """A month-0 figure that the fit aims at, and the constant that moves it: what, and which of them."""

    name: str
    value: float
    what: str
    of: int | str
    source: str


@dataclass(frozen=True)
class Fit:
    """Fitted values by key of ``choice.yaml``, and each target with what the model reaches."""

    values: dict[str, Any]
    reached: list[tuple[Target, float]]


# --- what is aimed at ---------------------------------------------------------------------------------------


def homes_of(region: Region, owner: Ownership) -> list[HomeStock]:
    """The homes of an ownership."""
    return [home for home in region.homes if home.ownership == owner.name.lower()]


def targets(region: Region) -> list[Target]:
    """Residents of each ownership that has homes, split into tekun and others, and of each group to be fitted."""
    found = []
    for owner in Ownership:
        residents = [sum(home.beds) * home.occupancy for home in homes_of(region, owner)]
        if not residents:
            continue
        shares = [home.tekun_share for home in homes_of(region, owner)]
        tekun = sum(n * share for n, share in zip(residents, shares, strict=True))
        name, others = owner.name.lower(), sum(residents) - tekun
        if owner != Ownership.PRIVATE:
            found.append(Target(f"tekun in {name} homes", tekun, "tekun", owner.value, FROM_HOMES))
        else:
            others += tekun
        found.append(Target(f"other residents of {name} homes", others, "others", owner.value, FROM_HOMES))
    for group in fitted_groups(region):
        residents = [sum(home.beds) * home.occupancy for home in region.homes if home.group == group]
        found.append(Target(f"residents of {group}", sum(residents), "quality", group, "homes.csv: residents printed"))
    return found


def fitted_groups(region: Region) -> dict[str, tuple[float, float]]:
    """Groups of homes whose quality is fitted, with its range."""
    ends = {a.key.removesuffix(QUALITY): a for a in region.assumptions if a.key.endswith(QUALITY) and a.grade == "F"}
    groups = {home.group for home in region.homes}
    return {group: (float(a.low), float(a.high)) for group, a in ends.items() if group in groups}


# --- what the model does ------------------------------------------------------------------------------------


def month0(region: Region, seed: int) -> tuple[dict[str, float], float]:
    """Residents as the targets count them when the world is built, and residents per aide of homes."""
    model = CareSystem(region, seed=seed, until=region.start)
    homes = model.facilities
    occupied, tekun, ownership = homes.col("occupied").sum(axis=1), homes.col("tekun"), homes.col("ownership")
    counts: dict[str, float] = {}
    for owner in Ownership:
        mine, name = ownership == owner, owner.name.lower()
        counts[f"tekun in {name} homes"] = float(tekun[mine].sum())
        others = float((occupied - (tekun if owner != Ownership.PRIVATE else 0))[mine].sum())
        counts[f"other residents of {name} homes"] = others
    for group in fitted_groups(region):
        mine = [f for f, home in enumerate(region.homes) if home.group == group]
        counts[f"residents of {group}"] = float(occupied[mine].sum())
    aides = homes.col("aides")[is_home(model)].sum()
    return counts, float(occupied.sum() / (aides * region.fraction))


def drift(folder: Path, given: Mapping[str, Any]) -> float:
    """Paying residents per known elder in need two years after the census, relative to month 0."""
    region = regions.load_folder(folder, parameters=given)
    model = CareSystem(region, seed=SEEDS[0], until=region.start + DRIFT_MONTHS)

    def paying_per_known() -> float:
        homes, counts = model.facilities, model.book.by_group[0]
        return float((homes.col("occupied").sum() - homes.col("tekun").sum()) / counts[1])

    model.step()
    first = paying_per_known()
    model.run()
    return paying_per_known() / first


# --- the fit ------------------------------------------------------------------------------------------------


def fit(folder: Path, say: Callable[[str], None] = lambda line: None) -> Fit:
    """Constants with the memory that keeps paying residents in step with known need; see :func:`fit_constants`."""
    memory, start = 0.6, None
    for _ in range(MEMORY_ROUNDS):
        found = fit_constants(folder, memory, start)
        start = found.values
        grows = drift(folder, found.values)
        say(f"memory {memory:.3f}: paying residents per known elder in need after two years {grows:.3f} of month 0")
        if abs(grows - 1) < DRIFT_TOLERANCE:
            break
        memory = float(np.clip(memory + 1.5 * np.log(grows), *MEMORY))
    steady = Target("paying residents per known elder in need after two years", 1.0, "memory", "", "status quo")
    return Fit(found.values, [*found.reached, (steady, grows)])


def fit_constants(folder: Path, memory: float, start: Mapping[str, Any] | None = None) -> Fit:
    """Constants and what the model reaches with them, for one value of memory.

    Every round moves the constants by what :func:`steps` finds missing. It starts from far too few, because too
    many would meet the cap of the beds released to others and say nothing.
    """
    region = regions.load_folder(folder)
    aims, groups = targets(region), fitted_groups(region)
    start = start or {}
    constant = dict.fromkeys((t.of for t in aims if t.what == "others"), -7.0)
    tekun = dict.fromkeys((t.of for t in aims if t.what == "tekun"), 2.0)
    quality = {group: start.get(f"region.{group}{QUALITY}", sum(ends) / 2) for group, ends in groups.items()}
    effective = start.get("aides.effective", 1.0)
    for _ in range(ROUNDS):
        values = as_values(constant, tekun, quality, effective, memory)
        region = regions.load_folder(folder, parameters=values)
        runs = [month0(region, seed) for seed in SEEDS]
        reached = {t.name: float(np.mean([counts[t.name] for counts, _ in runs])) for t in aims}
        per_aide = float(np.mean([ratio for _, ratio in runs]))
        off = per_aide / RESIDENTS_PER_AIDE
        at_bound = effective in EFFECTIVE and (off > 1) == (effective == EFFECTIVE[0])
        if all(near(t.value, reached[t.name]) for t in aims) and (at_bound or abs(off - 1) < TOLERANCE):
            break
        choosing = region.parameters.choosing
        others = steps([t for t in aims if t.what == "others"], reached, choosing.home_spread)
        safety_net = steps([t for t in aims if t.what == "tekun"], reached, choosing.home_spread)
        constant = {of: value + others[of] for of, value in constant.items()}
        tekun = {of: value + safety_net[of] - others.get(of, 0.0) for of, value in tekun.items()}
        for target in (t for t in aims if t.what == "quality"):
            step = 0.5 * choosing.home_spread * missing(target, reached) / choosing.quality
            quality[target.of] = float(np.clip(quality[target.of] + step, *groups[str(target.of)]))
        effective = float(np.clip(effective / off, *EFFECTIVE))
    aide = Target("residents per aide", RESIDENTS_PER_AIDE, "effective", "", "China 2020: 2.146 M / 378,900")
    return Fit(values, [*((t, reached[t.name]) for t in aims), (aide, per_aide)])


Constants = Mapping[Any, float]


def as_values(
    constant: Constants, tekun: Constants, quality: Constants, effective: float, memory: float
) -> dict[str, Any]:
    """Keys of ``choice.yaml``. An ownership without homes gets the mean of the others: month 0 tells no more."""
    mean, mean_tekun = float(np.mean(list(constant.values()))), float(np.mean(list(tekun.values()) or [0.0]))
    values: dict[str, Any] = {
        "choosing.constant": [round(constant.get(owner.value, mean), 4) for owner in Ownership],
        "choosing.tekun_constant": [
            round(tekun.get(owner.value, mean_tekun), 4) for owner in Ownership if owner != Ownership.PRIVATE
        ],
        "aides.effective": round(effective, 4),
        "choosing.memory": round(memory, 4),
    }
    return values | {f"region.{group}{QUALITY}": round(value, 4) for group, value in quality.items()}


def near(aimed: float, reached: float) -> bool:
    """Whether a number of people is reached."""
    return abs(reached - aimed) <= max(1.0, TOLERANCE * aimed)


def missing(target: Target, reached: Mapping[str, float]) -> float:
    """Logarithm of what is aimed at over what is reached."""
    return float(np.log(max(target.value, 0.5) / max(reached[target.name], 0.5)))


def steps(aims: list[Target], reached: Mapping[str, float], spread: float) -> dict[Any, float]:
    """How much each constant of one class of people has to move.

    All constants together move the total in proportion to their exponential; one alone moves its share of the
    total by its exponential to the power 1 / spread.
    """
    aimed, got = sum(t.value for t in aims), sum(reached[t.name] for t in aims)
    total = float(np.log(max(aimed, 0.5) / max(got, 0.5)))
    return {t.of: 0.8 * (total + spread * (missing(t, reached) - total)) for t in aims}


# --- the file -----------------------------------------------------------------------------------------------

UNITS = {"aides.effective": "share", "choosing.memory": "utility"}


def text(name: str, found: Fit) -> str:
    """The file ``choice.yaml``: constants, then each target with what was aimed at, reached and left over."""
    lines = [
        f"# Constants of {name}, fitted once to month 0 at full scale and frozen: `carecap calibrate region={name}`.",
        "# Scenarios never refit. An ownership without homes at month 0 has the mean of the other constants.",
    ]
    for key, value in found.values.items():
        unit = "quality 0-1" if key.endswith(QUALITY) else UNITS.get(key, "utility")
        lines.append(f'{key}: {{ value: {value}, unit: {unit}, grade: F, source: "fitted to the targets below" }}')
    lines += ["", f"{FIT_REPORT}: # mean of two seeds; nothing else was fitted"]
    for target, reached in found.reached:
        digits = 1 if target.value >= 20 else 3
        numbers = {"aimed": target.value, "reached": reached, "residual": reached - target.value}
        shown = ", ".join(f"{key}: {value:.{digits}f}" for key, value in numbers.items())
        lines.append(f'  - {{ name: "{target.name}", {shown}, source: "{target.source}" }}')
    return "\n".join(lines) + "\n"


def residuals(folder: Path) -> list[dict[str, Any]]:
    """The targets of the fit as they stand in ``choice.yaml``; none if the region is not calibrated."""
    path = folder / CHOICE
    return list(yaml.safe_load(path.read_text("utf-8")).get(FIT_REPORT, [])) if path.is_file() else []


def verdict(
    target: Target, reached: float, values: Mapping[str, Any], groups: Mapping[str, tuple[float, float]]
) -> str:
    """Whether a target is met, ok or MISS; at its bound if the constant cannot move further within its range."""
    share = {"effective": TOLERANCE, "memory": DRIFT_TOLERANCE}.get(target.what)
    if near(target.value, reached) if share is None else abs(reached / target.value - 1) < share:
        return "ok"
    key, ends = {
        "effective": ("aides.effective", EFFECTIVE),
        "memory": ("choosing.memory", MEMORY),
        "quality": (f"region.{target.of}{QUALITY}", groups.get(str(target.of), ())),
    }.get(target.what, ("", ()))
    return "MISS, at its bound" if values.get(key) in ends else "MISS"


def calibrate(name: str, say: Callable[[str], None] = print) -> Path:
    """Fit one region, write its ``choice.yaml``, say the residuals; returns the file."""
    folder = regions.folder_of(name)
    found = fit(folder, say)
    groups = fitted_groups(regions.load_folder(folder))
    for target, reached in found.reached:
        numbers = f"aimed {target.value:>9.2f}  reached {reached:>9.2f}"
        say(f"  {target.name:60} {numbers}  {verdict(target, reached, found.values, groups):18}  ({target.source})")
    path = folder / CHOICE
    path.write_text(text(name, found), encoding="utf-8")
    return path
