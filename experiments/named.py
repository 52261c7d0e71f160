"""What has a name and a file: regions, scenarios, scales, executors, designs. Which there are, and which is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from experiments import overrides as typed
from experiments.overrides import Problem

CONF = Path(__file__).resolve().parent.parent / "conf"
BASE_SCENARIO = "status_quo"
DESIGN_KEYS = ("kind", "points", "steps", "trajectories", "levels", "seed", "within", "without", "quantities")
"""What may be said of a design besides its name."""
ASKED = ("kind", "quantities")
"""What the label and the question of a design are about."""


def scenario_names(region: str) -> dict[str, str]:
    """Name -> Hydra option of every scenario of a region; the region's own file goes before the common one."""
    folder = CONF / "scenario"
    common = {path.stem: path.stem for path in sorted(folder.glob("*.yaml"))}
    name = Path(region).name
    own = {path.stem: f"{name}/{path.stem}" for path in sorted((folder / name).glob("*.yaml"))}
    names = common | own
    first = {BASE_SCENARIO: names[BASE_SCENARIO]} if BASE_SCENARIO in names else {}
    return first | names


def design_names() -> list[str]:
    """The designs that come with the package."""
    return sorted(path.stem for path in (CONF / "design").glob("*.yaml"))


def executor_names() -> list[str]:
    """Who can live the runs."""
    return sorted(path.stem for path in (CONF / "executor").glob("*.yaml"))


def scale_names() -> list[str]:
    """The scales, from small to large."""
    names = {path.stem for path in (CONF / "scale").glob("*.yaml")}
    return [name for name in ("tiny", "quick", "full") if name in names] + sorted(names - {"tiny", "quick", "full"})


def region_named(name: Any, problems: list[Problem]) -> str | None:
    """A region that exists."""
    from experiments import regions

    if isinstance(name, str) and ("/" in name or name in regions.names()):
        try:
            regions.folder_of(name)
        except ValueError as error:
            problems.append(Problem("region", name, str(error)))
            return None
        return name
    problems.append(Problem("region", str(name), typed.unknown_name("region", regions.names(), str(name))))
    return None


def of_group(group: str, names: list[str], chosen: dict[str, Any], problems: list[Problem]) -> str | None:
    """A scale or an executor that exists; None: the one of the primary configuration."""
    name = chosen.pop(group, None)
    if name is None or (isinstance(name, str) and name in names):
        return name
    problems.append(Problem(group, str(name), typed.unknown_name(group, names, str(name))))
    return None


def design_named(chosen: dict[str, Any], problems: list[Problem]) -> Any:
    """The design that is named, with what was typed of it laid over its file; None if there is none.

    Typed quantities, or another kind, ask something else than the file: its name stays, its label and question go. A
    quantity that is typed keeps what the file says of it.
    """
    from experiments import design_read

    name = chosen.pop("design", None)
    over = {key.removeprefix("design."): chosen.pop(key) for key in list(chosen) if key.startswith("design.")}
    if name is None:
        problems += [
            Problem(f"design.{key}", str(value), "there is no design; name one, design=…")
            for key, value in over.items()
        ]
        return None
    own = str(name).endswith(".yaml")
    file = Path(str(name)) if own else CONF / "design" / f"{name}.yaml"
    if not own and not file.exists():
        problems.append(Problem("design", str(name), typed.unknown_name("design", design_names(), str(name))))
        return None
    try:
        tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(Problem("design", str(name), f"cannot be read: {str(error).splitlines()[0]}"))
        return None
    if not isinstance(tree, dict):
        problems.append(Problem("design", str(name), "must be a group of keys"))
        return None
    if any(key in over for key in ASKED):
        tree = {key: value for key, value in tree.items() if key not in design_read.ABOUT}
    where = str(name) if own else f"conf/design/{name}.yaml"
    return design_read.read(tree, problems, where, file.stem, over)


def scenarios_named(
    command: str, chosen: dict[str, Any], composed: dict[str, Any], problems: list[Problem]
) -> list[Any]:
    """The scenarios that are asked for, in order; in ``elder`` the status quo stands first."""
    if "scenarios" in composed and "scenario" in chosen:
        if "scenarios" in chosen:
            problems.append(Problem("scenario", str(chosen["scenario"]), "say scenario= or scenarios=, not both"))
        chosen.setdefault("scenarios", [chosen.pop("scenario")])
    if "scenarios" not in composed:
        name = chosen.pop("scenario", BASE_SCENARIO)
        return [BASE_SCENARIO, name] if command == "elder" and name != BASE_SCENARIO else [name]
    names = chosen.pop("scenarios", composed["scenarios"])
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not names:
        problems.append(Problem("scenarios", str(names), "must be a list such as [status_quo,build]"))
        return [BASE_SCENARIO]
    names = [str(name) for name in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        problems.append(Problem("scenarios", f"[{','.join(names)}]", f"{', '.join(twice)} is named twice"))
    return list(dict.fromkeys(names))


def options_of(names: list[Any], region: str, key: str, problems: list[Problem]) -> list[tuple[str, str]]:
    """(name, Hydra option) of each scenario; an unknown name becomes a problem of the key that was typed."""
    known = scenario_names(region)
    whole = {option: name for name, option in known.items()}  # banan/document is the document of banan
    names = list(dict.fromkeys(whole.get(name, name) for name in names))
    for name in names:
        if name not in known:
            problems.append(Problem(key, str(name), typed.unknown_name("scenario", known, str(name))))
    return [(name, known[name]) for name in names if name in known]
