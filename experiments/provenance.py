"""Where results come from: everything needed to make them again, and nothing about this machine."""

from __future__ import annotations

import hashlib
import json
import platform
import shlex
import subprocess
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.schema import said
from sim.calendar import text_of

if TYPE_CHECKING:
    from experiments.commands.plan import Plan

PACKAGES = (
    *("carecap", "dask", "duckdb", "fpdf2", "hydra-core", "matplotlib", "mesa", "numba", "numpy", "omegaconf"),
    *("optuna", "pandas", "pyarrow", "pydantic", "salib", "scikit-learn", "scipy", "xlsxwriter"),
)
NOT_RECORDED = {"out", "out_named", "workers", "executor", "resume"}
"""Where the results went and who made them changes nothing in them."""
APART = ("scenarios", "levers", "parameters", "id", "assume", "design", "typed")
"""Settings that are told apart from the plain ones, or by the command itself."""
SOURCES = (
    *("sim/**/*.py", "experiments/*.py", "experiments/promises/*.py", "experiments/store/*.py"),
    *("experiments/optimise/*.py", "experiments/commands/plan.py"),
)
"""The code that runs, their numbers, and what is kept of them, depend on."""
MAY_DIFFER = frozenset({"code", "typed", "named", "chunk", "settings.language"})
"""What may differ between two starts of the same study.

A commit that changes no source, whether the folder was named, words on a screen.
"""
ASKED = ("command", "settings.", "levers typed.", "parameters typed.", "scenarios.", "design", "region.name")
"""How the names of facts begin that somebody asked for."""
SHORT = 24
"""Letters of a value that a message may show."""
GROWS = frozenset({"runs", "seeds", "settings.replicates"})
"""What differs when replicates are added."""
OWN = {
    "compare": ("waterfall",),
    "lists": ("budget", "homes", "stations", "trial_months"),
    "optimise": ("goal", "budget", "trials", "check"),
}
"""Command -> settings that are its own."""


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


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """The packages that this process uses, with their versions."""
    return {name: version for name in PACKAGES if (version := _version(name))}


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


@lru_cache(maxsize=1)
def source_hash() -> str:
    """SHA-256 of the code that makes runs; the version alone does not tell one changed checkout from another."""
    root = Path(__file__).resolve().parent.parent
    found = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern)}):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def provenance(whole: Plan) -> dict[str, Any]:
    """All inputs of a study: what was asked, what was in force, data, code, seeds, packages."""
    from experiments.design import as_tree
    from experiments.store.parts import SCHEMA

    settings, region, tasks, command = whole.settings, whole.region, whole.tasks, whole.command
    plain = settings.model_dump(
        mode="json", exclude={*NOT_RECORDED, *APART, *(key for keys in OWN.values() for key in keys)}
    )
    plain |= {key: getattr(settings, key) for key in OWN.get(command, ())}
    plain["until"] = text_of(tasks[0].until)
    scenarios = {
        scenario.name: {
            "label": scenario.label,
            "label_zh": scenario.label_zh,
            "levers": {path: _dates(dated) for path, dated in said(scenario.levers).items()},
            **({"projects": list(scenario.projects)} if scenario.projects else {}),
        }
        for scenario in settings.scenarios
    }
    schedules = {
        scenario.name: [[text_of(m) if m >= 0 else "start", path, value] for m, path, value in schedule.changes]
        for scenario, schedule in zip(settings.scenarios, whole.schedules, strict=True)
    }
    return {
        "schema": SCHEMA,
        "command": f"carecap {command}",
        "typed": list(settings.typed),
        "named": settings.out_named,
        "runs": len(tasks),
        "chunk": whole.chunk,
        "keep": settings.keep,
        "settings": plain,
        "design": None if settings.design is None else as_tree(settings.design),
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
        "source sha256": source_hash(),
        "python": platform.python_version(),
        "packages": versions(),
    }


def differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Names of what differs between the facts of two starts of a study, but for what may."""
    old, new = (json.loads(json.dumps(facts)) for facts in (old, new))
    for name, one in new["scenarios"].items():
        if "label_zh" not in old["scenarios"].get(name, {}):  # older studies, which a report may still read
            one.pop("label_zh", None)
    old, new = _flat(old), _flat(new)
    may = MAY_DIFFER | (GROWS if new["settings.replicates"] > old["settings.replicates"] else set())
    return [key for key in sorted({*old, *new}) if old.get(key) != new.get(key) and key not in may]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between the facts of two starts of a study, with both values where they are short.

    What was typed comes first, what follows from it after.
    """
    keys, flat = differing(old, new), (_flat(old), _flat(new))

    def told(key: str) -> str:
        values = [one.get(key, "nothing") for one in flat]
        short = all(isinstance(value, (str, int, float)) and len(str(value)) <= SHORT for value in values)
        return f"{key} ({values[0]} there, {values[1]} asked for)" if short else key

    return [told(key) for key in sorted(keys, key=lambda key: (not key.startswith(ASKED), key))]


def only_fewer(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether two starts of a study differ in nothing but that the new one asks for fewer replicates."""
    there, asked = (facts["settings"]["replicates"] for facts in (old, new))
    return bool(asked < there and set(differing(old, new)) <= GROWS)


def study_hash(facts: dict[str, Any]) -> str:
    """SHA-256 of what makes a study the one that it is, however many replicates it has."""
    kept = {key: value for key, value in _flat(facts).items() if key not in MAY_DIFFER | GROWS}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def scenario_labels(facts: dict[str, Any], language: str) -> dict[str, str]:
    """Scenario -> its label; older studies kept only the English one, then there is none in Chinese."""
    key = "label_zh" if language == "zh" else "label"
    return {name: str(one[key]) for name, one in facts["scenarios"].items() if key in one}


def _flat(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts with the groups of one value each opened: ``settings.seed``."""
    flat: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, dict) and name in {
            "settings",
            "levers typed",
            "parameters typed",
            "packages",
            "region",
            "scenarios",
        }:
            flat |= {f"{name}.{key}": one for key, one in value.items()}
        else:
            flat[name] = value
    return flat


def command_line(facts: dict[str, Any]) -> str:
    """The command that makes a study again, as it is typed; without ``out``."""
    return shlex.join([*facts["command"].split(), *facts["typed"]])


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
    seeds = list(facts["seeds"].values())
    first, last = seeds[0], seeds[-1]
    one = len(seeds) == 1
    shown = page.word("seed", language, seed=first) if one else page.word("seeds", language, first=first, last=last)
    span = text("span", language, first=region["first month"], last=until)
    scale = page.lived_share(region["fraction"], language)
    return " · ".join([f"carecap {facts['code']}", label, span, scale, shown, page.word("data", language, hash=data)])
