"""Fits the few constants of a region to its month 0 and freezes them in ``choice.yaml``; scenarios never refit.

What is fitted: how attractive homes of each ownership are to paying elders and to tekun, and the effective
working time of aides. What it is fitted to: residents and tekun by ownership at month 0 (printed, or assumed
where the document is silent) and residents per aide. Everything else comes from the declarations.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments import regions
from sim import CareSystem
from sim.agents.kinds import Kind, Ownership

RESIDENTS_PER_AIDE = 2_146_000 / 378_900
"""China 2020: residents of registered homes / registered workers (secondary sources)."""
SEEDS = (101, 102)
"""The fit must not lean on the luck of one draw."""
TOLERANCE = 0.005
ROUNDS = 40
DRIFT_MONTHS = 24
DRIFT_TOLERANCE = 0.02
MEMORY_ROUNDS = 8


@dataclass(frozen=True)
class Target:
    """A month-0 figure that the fit aims at, and the constant that moves it."""

    name: str
    value: float
    constant: str
    source: str


def targets(region: Any) -> list[Target]:
    """Residents of each ownership, split into tekun and others, as the home stock states them."""
    found = []
    for owner in Ownership:
        homes = [h for h in region.homes if h.ownership == owner.name.lower()]
        residents = [sum(h.beds) * h.occupancy for h in homes]
        tekun = sum(r * h.tekun_share for r, h in zip(residents, homes, strict=True))
        others = sum(residents) - tekun
        name = owner.name.lower()
        source = "homes.csv: beds x occupancy x share of tekun"
        if owner != Ownership.PRIVATE:
            found.append(Target(f"tekun in {name} homes", tekun, f"tekun.{owner.value}", source))
        else:
            others += tekun
        found.append(Target(f"other residents of {name} homes", others, f"constant.{owner.value}", source))
    return found


def month0(region: Any, seed: int) -> tuple[dict[str, float], float]:
    """Residents by ownership and class when the world is built, and residents per aide of homes."""
    model = CareSystem(region, seed=seed, until=region.start)
    homes = model.facilities
    occupied, tekun, ownership = homes.col("occupied").sum(axis=1), homes.col("tekun"), homes.col("ownership")
    counts: dict[str, float] = {}
    for owner in Ownership:
        mine, name = ownership == owner, owner.name.lower()
        counts[f"tekun in {name} homes"] = float(tekun[mine].sum())
        others = float((occupied - (tekun if owner != Ownership.PRIVATE else 0))[mine].sum())
        counts[f"other residents of {name} homes"] = others
    aides = homes.col("aides")[homes.col("kind") <= Kind.CARE_CENTRE].sum()
    return counts, float(occupied.sum() / aides)


def drift(name: str, given: dict[str, Any]) -> float:
    """Paying residents per known elder in need two years after the census, relative to month 0."""
    region = regions.load(name, parameters=given)
    model = CareSystem(region, seed=SEEDS[0], until=region.start + DRIFT_MONTHS)

    def paying_per_known() -> float:
        homes, counts = model.facilities, model.book.by_group[0]
        return float((homes.col("occupied").sum() - homes.col("tekun").sum()) / counts[1])

    model.step()
    first = paying_per_known()
    return paying_per_known() / first if model.run() else 1.0


def fit(name: str) -> tuple[dict[str, Any], list[tuple[Target, float]], float, float]:
    """Constants with the memory that keeps paying residents in step with known need; see :func:`fit_constants`."""
    memory = 0.6
    for _ in range(MEMORY_ROUNDS):
        fitted, result, per_aide = fit_constants(name, memory)
        fitted["choosing.memory"] = round(memory, 4)
        grows = drift(name, fitted)
        if abs(grows - 1) < DRIFT_TOLERANCE:
            break
        memory = float(np.clip(memory + 1.5 * np.log(grows), 0.0, 3.0))
    return fitted, result, per_aide, grows


def fit_constants(name: str, memory: float) -> tuple[dict[str, Any], list[tuple[Target, float]], float]:
    """Constants, each target with what the model reaches, residents per aide.

    Every round moves the constants by what :func:`steps` finds missing. It starts from far too few, because too
    many would meet the cap of the beds released to others and
    say nothing.
    """
    constant, tekun, effective = [-7.0, -7.0, -7.0], [2.0, 2.0], 1.0
    aims = targets(regions.load(name))
    reached: dict[str, float] = {}
    for _ in range(ROUNDS):
        given: dict[str, Any] = {"choosing.constant": constant, "choosing.tekun_constant": tekun}
        given |= {"choosing.memory": memory, "aides.effective": effective}
        region = regions.load(name, parameters=given)
        runs = [month0(region, seed) for seed in SEEDS]
        reached = {t.name: float(np.mean([counts[t.name] for counts, _ in runs])) for t in aims}
        per_aide = float(np.mean([ratio for _, ratio in runs]))
        wrong = {t.constant: float(np.log(t.value / max(reached[t.name], 0.5))) for t in aims}
        off = per_aide / RESIDENTS_PER_AIDE
        if max(abs(x) for x in wrong.values()) < TOLERANCE and abs(off - 1) < TOLERANCE:
            break
        spread = region.parameters.choosing.home_spread
        others = steps([t for t in aims if t.constant.startswith("constant")], reached, spread)
        safety_net = steps([t for t in aims if t.constant.startswith("tekun")], reached, spread)
        constant = [c + step for c, step in zip(constant, others, strict=True)]
        tekun = [t + step - other for t, step, other in zip(tekun, safety_net, others, strict=False)]
        effective = float(np.clip(effective / off, 0.3, 1.2))
    fitted = {
        "choosing.constant": [round(c, 4) for c in constant],
        "choosing.tekun_constant": [round(t, 4) for t in tekun],
        "aides.effective": round(effective, 4),
    }
    return fitted, [(t, reached[t.name]) for t in aims], per_aide


def steps(aims: list[Target], reached: dict[str, float], spread: float) -> list[float]:
    """How much each constant of one class of people has to move.

    All constants together move the total in proportion to their exponential; one alone moves its share of the
    total by its exponential to the power 1 / spread.
    """
    missing = [np.log(t.value / max(reached[t.name], 0.5)) for t in aims]
    total = np.log(sum(t.value for t in aims) / max(sum(reached[t.name] for t in aims), 0.5))
    return [float(0.8 * (total + spread * (m - total))) for m in missing]


def text(name: str, fitted: dict[str, Any], result: list[tuple[Target, float]], per_aide: float, grows: float) -> str:
    """The file ``choice.yaml`` with what the fit aimed at and reached."""
    units = {"choosing.constant": "utility", "choosing.tekun_constant": "utility", "aides.effective": "share"}
    units["choosing.memory"] = "utility"
    lines = [
        f"# Constants of {name}, fitted once to month 0 and frozen: `python -m experiments.calibrate_region {name}`.",
        "# Aimed at and reached (mean of two seeds), full scale:",
    ]
    for target, reached in result:
        lines.append(f"#   {target.name}: {target.value:.0f} aimed, {reached:.0f} reached ({target.source})")
    lines.append(f"#   residents per aide: {RESIDENTS_PER_AIDE:.2f} aimed (China 2020), {per_aide:.2f} reached")
    lines.append(
        f"#   paying residents per known elder in need after two years: 1 aimed, {grows:.3f} reached (status quo)"
    )
    lines.append("")
    for key, value in fitted.items():
        lines.append(f'{key}: {{ value: {value}, unit: {units[key]}, grade: F, source: "fitted, see above" }}')
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Fit one region and write its ``choice.yaml``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("region", choices=regions.names())
    name = parser.parse_args(arguments).region
    written = text(name, *fit(name))
    path = Path(regions.CONF) / "region" / name / "choice.yaml"
    path.write_text(written, encoding="utf-8")
    print(written)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
