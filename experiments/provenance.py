"""Where results come from: everything needed to make them again, and nothing about this machine."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.ensemble import Task
from experiments.schema import Settings, said
from sim.calendar import text_of

if TYPE_CHECKING:
    from sim.world.region import Region

PACKAGES = (
    *("carecap", "hydra-core", "matplotlib", "mesa", "numba", "numpy", "omegaconf", "pandas", "pyarrow"),
    *("pydantic", "scipy", "xlsxwriter"),
)
NOT_RECORDED = {"out", "workers"}
"""Where the results went and how many processes made them changes nothing in them."""
APART = ("scenarios", "levers", "parameters", "id", "assume")
"""Settings that are told apart from the plain ones, or by the command itself."""
OWN = ("budget", "homes", "stations", "trial_months")
"""Settings of ``carecap lists`` alone."""


def code_version() -> str:
    """``git describe`` of the checkout that this code stands in, else the version of the package."""
    root = Path(__file__).resolve().parent.parent
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "describe", "--always", "--dirty", "--tags"]
        try:
            found = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout.strip()
        except (OSError, subprocess.SubprocessError):
            found = ""
        if found:
            return f"git {found}"
    return f"version {_version('carecap') or 'unknown'}"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _dates(dated: Any) -> Any:
    """Dated values as they are written: {2025-01: 0.2}; one value from the start as itself."""
    if len(dated) == 1 and dated[0][0] < 0:
        return dated[0][1]
    return {text_of(month): value for month, value in dated}


def provenance(command: str, settings: Settings, region: Region, tasks: Sequence[Task]) -> dict[str, Any]:
    """All inputs of a study: what was asked, what was in force, data, code, seeds, packages."""
    plain = settings.model_dump(mode="json", exclude={*NOT_RECORDED, *OWN, *APART})
    plain |= {key: getattr(settings, key) for key in OWN if command == "lists"}
    plain["until"] = text_of(tasks[0].until)
    scenarios = {
        scenario.name: {
            "label": scenario.label,
            "levers": {path: _dates(dated) for path, dated in said(scenario.levers).items()},
            **({"projects": list(scenario.projects)} if scenario.projects else {}),
        }
        for scenario in settings.scenarios
    }
    schedules = {
        task.scenario: [[text_of(m) if m >= 0 else "start", path, value] for m, path, value in task.schedule.changes]
        for task in tasks
    }
    return {
        "command": f"carecap {command}",
        "settings": plain,
        "levers typed": {path: _dates(dated) for path, dated in said(settings.levers).items()},
        "parameters typed": said(settings.parameters),
        "scenarios": scenarios,
        "levers in force": {
            "status quo of the region": _fields(region.status_quo),
            "changes": schedules,
        },
        "parameters in force": _fields(region.parameters),
        "region": {
            "name": region.name,
            "label": [region.label, region.label_zh],
            "first month": text_of(region.start),
            "month of the document": text_of(region.document),
            "fraction": region.fraction,
            "calibrated": region.calibrated,
            "data sha256": dict(sorted(region.data_hashes.items())),
        },
        "note": dict(zip(("en", "zh"), region.note, strict=True)),
        "place_estimated": [place.name for place in region.places if place.estimated],
        "seeds": {str(task.replicate): task.seed for task in tasks},
        "code": code_version(),
        "python": platform.python_version(),
        "packages": {name: version for name in PACKAGES if (version := _version(name))},
    }


def _fields(groups: Any) -> dict[str, Any]:
    """``group.field`` -> value of a dataclass of dataclasses."""
    return {
        f"{group}.{name}": list(value) if isinstance(value, tuple) else value
        for group, fields in vars(groups).items()
        for name, value in vars(fields).items()
    }


def as_json(facts: dict[str, Any]) -> bytes:
    """Facts as JSON text, keys in the order given."""
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def line(facts: dict[str, Any], language: str) -> str:
    """One line under a figure: code, region, span, scale, seeds, data."""
    from experiments.commands import page
    from experiments.labels import LANGUAGES, text

    region, until = facts["region"], facts["settings"]["until"]
    label = region["label"][LANGUAGES.index(language)]
    data = hashlib.sha256(json.dumps(region["data sha256"]).encode()).hexdigest()[:8]
    seeds, fraction = list(facts["seeds"].values()), region["fraction"]
    first, last = seeds[0], seeds[-1]
    one = len(seeds) == 1
    shown = page.word("seed", language, seed=first) if one else page.word("seeds", language, first=first, last=last)
    span = text("span", language, first=region["first month"], last=until)
    scale = page.word("whole" if fraction == 1 else "sample", language, share=f"{100 * fraction:.3g}")
    return " · ".join([f"carecap {facts['code']}", label, span, scale, shown, page.word("data", language, hash=data)])
