"""From YAML files and what a user typed to settings that are known to be right.

Hydra composes (no multirun, no outputs/ folder, no change of directory), then one pydantic tree checks
everything that was composed. Whatever is wrong is collected first and shown together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from pydantic import ValidationError

from experiments import comparisons, named
from experiments import overrides as typed
from experiments.lists.assumed import Assumed
from experiments.named import (
    BASE_SCENARIO,
    DESIGN_KEYS,
    design_named,
    executor_names,
    of_group,
    options_of,
    region_named,
    scale_names,
    scenario_names,
    scenarios_named,
)
from experiments.optimise import goal_file
from experiments.overrides import BadInput, Problem
from experiments.schema import PARAMETERS, Settings, said
from experiments.waterfall import with_arms
from sim.declare import declared
from sim.levers import DECLARED, Levers, Schedule
from sim.world.region import ProjectStock

WHO_AND_WHERE = {"out", "workers", "executor", "resume", "language"}
"""Keys that change nothing in the results."""
TYPED = {"name": "typed", "label": "Levers as typed", "label_zh": "按输入的政策"}
"""What ``carecap elder`` sets beside the status quo when levers are typed and no scenario is named."""


def read(command: str, overrides: Iterable[str] = (), only: Iterable[str] = ()) -> Settings:
    """The settings of one command: ``conf/<command>.yaml`` with overrides such as ``seed=3``.

    ``only`` names the keys that a command with less to say understands. Raises BadInput with everything that
    is wrong: keys, values, names of regions, scenarios and scales, and the scenario files themselves.
    """
    problems: list[Problem] = []
    composed = _composed(command, BASE_SCENARIO, BASE_SCENARIO, problems)
    if composed is None:
        raise BadInput(problems)
    known = _known_keys(composed)
    if only:
        known &= set(only)
    said, problems = typed.read(overrides, known, "" if only else command)
    chosen = {one.key: one.value for one in said}

    compared = comparisons.asked(chosen, list(scenario_names("")), problems)
    default = compared["regions"][0] if compared else composed["region"]
    if "goal" in chosen:
        default = goal_file.default_region(chosen["goal"], default)
    region = region_named(chosen.pop("region", default), problems) or default
    scale = of_group("scale", scale_names(), chosen, problems)
    executor = of_group("executor", executor_names(), chosen, problems)
    if chosen.get("executor.address") is not None and "dask" not in (executor, chosen.get("executor.kind")):
        problems.append(Problem("executor.address", str(chosen["executor.address"]), "is of executor=dask only"))
    design = design_named(chosen, problems)
    about = comparisons.against(compared, chosen, region, problems)
    typed_as = "scenarios" if "scenarios" in chosen else "scenario"
    options = options_of(scenarios_named(command, chosen, composed, problems), region, typed_as, problems)
    if command == "elder" and len(options) == 1 and any(key.startswith("levers") for key in chosen):
        options.append((TYPED["name"], options[0][1]))
    if "id" in composed and "id" not in chosen:
        problems.append(Problem("id", "", "must be given: the number of an elder, for instance id=1000"))

    trees = []
    for name, option in options or [(BASE_SCENARIO, BASE_SCENARIO)]:
        tree = _composed(command, option, name, problems, scale, executor, {"region": region, **chosen})
        if tree is not None:
            scenario = {"name": name, **tree.pop("scenario")} | (TYPED if name == TYPED["name"] else {})
            trees.append((f"conf/scenario/{option}.yaml", scenario, tree))
    trees = trees or [("", {"name": BASE_SCENARIO, **composed.pop("scenario")}, composed)]
    for arm in comparisons.arms_of(compared, region) if about else []:
        trees.append((f"{comparisons.file_of(about['name'])}, arm {arm['name']}", arm, trees[0][2]))
    if command != "elder" and any(key.startswith("levers") for key in chosen):
        for _, scenario, _ in trees:
            scenario["label"] = f"{scenario.get('label')} + levers as typed"
            scenario["label_zh"] = f"{scenario.get('label_zh')}＋按输入的政策"
    whole = {**trees[0][2], "scenarios": [scenario for _, scenario, _ in trees], "comparison": about or None}
    whole |= {"typed": tuple(one.text for one in said if one.key.split(".")[0] not in WHO_AND_WHERE)}
    whole |= {"design": design, "out_named": "out" in chosen}
    settings = _checked(whole, [file for file, _, _ in trees], problems, {one.key: one.text for one in said})
    if problems or settings is None:
        raise BadInput(problems)
    return with_arms(settings) if settings.waterfall else settings


def schedule(
    settings: Settings,
    index: int,
    status_quo: Levers,
    projects: tuple[ProjectStock, ...] = (),
    sampled: Mapping[str, Any] = MappingProxyType({}),
) -> Schedule:
    """The dated levers of one scenario: what the region has, what the scenario changes, what was typed on top.

    ``projects`` are those of the scenario, read at the scale of the run. ``sampled``: levers of a design
    (``lever.field`` -> dated values), which go before all others.

    A field that was typed replaces what the scenario says about that field, with all its dates. In ``elder``,
    the status quo beside the scenario stays what it is.
    """
    scenario = settings.scenarios[index]
    fields = said(scenario.levers)
    if settings.id is None or index > 0:
        fields |= said(settings.levers)
    fields |= sampled
    changes = [(month, path, value) for path, dated in fields.items() for month, value in dated]
    order = {path: place for place, path in enumerate(DECLARED)}
    return Schedule(status_quo, tuple(sorted(changes, key=lambda change: (change[0], order[change[1]]))), projects)


# --- composing ----------------------------------------------------------------------------------------------


def _composed(
    command: str,
    option: str,
    name: str,
    problems: list[Problem],
    scale: str | None = None,
    executor: str | None = None,
    values: dict[str, Any] | None = None,
) -> dict[str, Any] | None:
    """One configuration as plain dicts and lists; a file that cannot be read becomes a problem.

    Hydra chooses the files (``option`` of the group scenario, ``scale``, ``executor``); ``values`` are then set in it.
    They are not given to Hydra because it would take region=… for one more file to choose.
    """
    _register_declared()
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(named.CONF), version_base="1.3"):
            groups = {"scenario": option, "scale": scale, "executor": executor}
            config = compose(command, [f"{group}={chosen}" for group, chosen in groups.items() if chosen])
        OmegaConf.set_struct(config, False)
        for key, value in (values or {}).items():
            OmegaConf.update(config, key, value, merge=key in {"levers", "parameters"} or key.count(".") == 1)
        tree = OmegaConf.to_container(config, resolve=True)
    except (HydraException, OmegaConfBaseException, yaml.YAMLError, ValueError, OSError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
        problems.append(Problem("scenario", name, f"cannot be composed: {lines[0]}".replace(str(named.CONF), "conf")))
        return None
    if not isinstance(tree, dict) or not isinstance(tree.get("scenario"), dict):
        problems.append(Problem("scenario", name, "its file holds no scenario"))
        return None
    return tree  # type: ignore[return-value]


def _register_declared() -> None:
    """Tell Hydra every lever, parameter and assumption of the lists, with nothing said about any; and name_of."""
    OmegaConf.register_new_resolver("name_of", lambda said: Path(str(said)).name.removesuffix(".yaml"), replace=True)
    for group, paths in (("levers", DECLARED), ("parameters", PARAMETERS)):
        empty: dict[str, dict[str, None]] = {}
        for path in paths:
            outer, inner = path.split(".")
            empty.setdefault(outer, {})[inner] = None
        ConfigStore.instance().store(group=group, name="declared", node=empty)
    nothing = {item.name: None for item in declared(Assumed)}
    ConfigStore.instance().store(group="assume", name="declared", node=nothing)


def _known_keys(composed: dict[str, Any], above: str = "") -> set[str]:
    """Every key that may be set: leaves of the primary configuration, and the names of the groups to choose."""
    keys: set[str] = set()
    for name, value in composed.items():
        path = f"{above}{name}"
        if path == "scenario":
            keys |= {path} if "scenarios" not in composed or "design" in composed else set()
        elif isinstance(value, dict):
            keys |= _known_keys(value, f"{path}.") | ({path} if path in {"scale", "executor"} else set())
        else:
            keys |= {path} | ({f"design.{key}" for key in DESIGN_KEYS} if path == "design" else set())
    return keys


# --- checking -----------------------------------------------------------------------------------------------


def _checked(tree: dict[str, Any], files: list[str], problems: list[Problem], texts: dict[str, str]) -> Settings | None:
    """The tree as settings; every error of pydantic becomes a problem, with the value as it was typed."""
    scale = tree.get("scale") or {}
    if (scale.get("fraction") is None) == (scale.get("elders") is None):
        said = f"fraction {scale.get('fraction')}, elders {scale.get('elders')}"
        problems.append(Problem("scale", said, "give scale.fraction or scale.elders and set the other to null"))
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        problems += [_as_problem(one, files, texts) for one in error.errors()]
        return None


def _as_problem(error: Any, files: list[str], texts: dict[str, str]) -> Problem:
    """One error of pydantic in plain words, with the file it stands in if it is a scenario's."""
    where, path = "", list(error["loc"])
    if len(path) > 1 and path[0] == "scenarios":
        where, path = f"{files[path[1]]}: ", path[2:]
    key = ".".join(str(part) for part in path)
    value, kind, context = error["input"], error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = DECLARED if key.startswith("levers.") else PARAMETERS if key.startswith("parameters.") else {}
        inside = {f"{key.split('.')[0]}.{path}" for path in known}
        message = "unknown key; " + (typed.near(key, inside) or f"known: {', '.join(sorted(inside)) or 'none here'}")
    elif kind == "missing":
        message, value = "is missing", ""
    elif kind in {"model_type", "model_attributes_type", "dict_type"}:
        message = "must be a group of keys"
    elif "ge" in context or "gt" in context or "le" in context:
        message = f"must be {_range(context)}"
    elif kind == "literal_error":
        message = f"must be one of {context['expected']}".replace("'", "").replace(" or ", ", ")
    elif kind.startswith("int"):
        message = "must be a whole number"
    elif kind.startswith("float"):
        message = "must be a number"
    elif kind == "tuple_type":
        message = "must be a list"
    elif kind == "string_type":
        message = "must be text"
    else:
        message = error["msg"]
    typed_text = "" if where else texts.get(key, "").partition("=")[2]
    return Problem(f"{where}{key}", typed_text or str(value), message)


def _range(context: dict[str, Any]) -> str:
    """The allowed range that pydantic names one side of."""
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return " and ".join(f"{words[side]} {context[side]:g}" for side in words if side in context)
