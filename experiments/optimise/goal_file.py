"""Read ``conf/goal/<name>.yaml``, or a goal of one's own, and find everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from experiments.optimise.goal import CHEAPEST, TOLERANCE, Aim, Goal, Line
from experiments.optimise.goal_levers import Wrong, given, here, is_number, knobs_of, month, plain
from experiments.overrides import Problem, unknown_key, unknown_name
from sim.outcomes import OUTCOMES

FOLDER = Path(__file__).resolve().parents[2] / "conf" / "goal"
TEXTS = ("label", "label_zh", "question", "question_zh", "note", "note_zh")
KEYS = {*TEXTS, "regions", "since", "until", "mix", "given", "service", "budget", "objective", "tolerance"}
LINE_KEYS = {"outcome", "group", "place", "year", "years", "at_least", "at_most", "of", "regions"}
AIM_KEYS = {"best", "group", "place", "year", "years"}


def names() -> list[str]:
    """The goals that come with the package."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def is_path(name: Any) -> bool:
    """Whether a goal is named by a file."""
    return isinstance(name, str) and ("/" in name or name.endswith(".yaml"))


def file_of(name: str) -> str:
    """The file of a goal as messages show it."""
    return name if is_path(name) else f"conf/goal/{name}.yaml"


def tree_of(name: Any, problems: list[Problem]) -> dict[str, Any]:
    """The file of a goal as it stands; {} with a problem if there is none that can be read."""
    if name is None:
        problems.append(Problem("goal", "", f"must be given, goal=<name>; known: {', '.join(names())}"))
        return {}
    if not is_path(name) and name not in names():
        problems.append(Problem("goal", str(name), unknown_name("goal", names(), str(name))))
        return {}
    path = Path(name) if is_path(name) else FOLDER / f"{name}.yaml"
    try:
        tree = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        problems.append(Problem("goal", str(name), f"cannot be read: {(error.strerror or str(error)).lower()}"))
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(Problem(file_of(name), "", f"is not YAML: {' '.join(str(error).split())}"))
        return {}
    if not isinstance(tree, dict):
        problems.append(Problem(file_of(name), "", "holds no keys; write lines of the form key: value"))
        return {}
    return tree


def default_region(name: Any, otherwise: str) -> str:
    """The first region that a goal is made for."""
    regions = tree_of(name, []).get("regions")
    return regions[0] if isinstance(regions, list) and regions and isinstance(regions[0], str) else otherwise


def read(name: str, region: str, budget: float | None, problems: list[Problem]) -> Goal | None:
    """The goal of a name for a region; a typed ``budget`` [yuan/year] replaces that of the file.

    Adds to ``problems`` all that can be seen without the region: form, names of levers and outcomes, values.
    """
    tree = tree_of(name, problems)
    if not tree:
        return None
    before, there = len(problems), Path(region).name

    def wrong(key: str, value: Any, message: str) -> None:
        problems.append(Problem(f"{file_of(name)}: {key}", "" if value is None else str(value), message))

    for key in sorted(map(str, set(tree) - KEYS)):
        wrong(key, None, unknown_key(key, KEYS))
    for key in TEXTS:
        if not isinstance(tree.get(key), str) or not tree[key].strip():
            wrong(key, tree.get(key), "must be text" if key in tree else "is missing")
    regions = tree.get("regions")
    if not isinstance(regions, list) or not regions or not all(isinstance(one, str) for one in regions):
        wrong("regions", regions, "must be a list of regions; the first is the default")
        regions = [there]
    elif there not in regions:
        problems.append(Problem("region", region, f"the doses of {name} are made for {', '.join(map(str, regions))}"))
    since = month(tree.get("since"), "since", wrong)
    until = None if tree.get("until") is None else month(tree["until"], "until", wrong)
    unknown = len(problems)
    knobs = knobs_of(tree.get("mix"), since, there, regions, wrong)
    if there in regions and not knobs and len(problems) == unknown:
        _nothing_to_move(tree["mix"], there, wrong)
    besides = given(tree.get("given") or {}, {path for knob in knobs for path in knob.paths}, wrong)
    lines = _lines(tree.get("service"), there, regions, wrong)
    limit = budget if budget is not None else plain(tree.get("budget"))
    if limit is not None and (not is_number(limit) or limit < 0):
        wrong("budget", limit, "must be a number of yuan a year, at least 0, such as 20e6")
        limit = None
    aim = _aim(tree.get("objective"), wrong)
    if tree.get("objective") == CHEAPEST and not lines:
        wrong("service", None, "the cheapest mix is to do nothing unless a service level must be kept; name one line")
    if aim and limit is None and not lines:
        wrong("budget", None, "the best outcome needs a budget or a service level")
    tolerance = plain(tree.get("tolerance", TOLERANCE))
    if not is_number(tolerance) or not 0 <= tolerance <= 0.5:
        wrong("tolerance", tolerance, "must be a share between 0 and 0.5")
    if len(problems) > before or since is None:
        return None
    texts = {key: tree[key] for key in TEXTS}
    return Goal(Path(name).stem, texts, since, until, tuple(knobs), besides, tuple(lines),
                None if limit is None else float(limit), aim, float(tolerance))  # fmt: skip


def _nothing_to_move(mix: Sequence[dict[str, Any]], region: str, wrong: Wrong) -> None:
    """Say that every lever of a mix is for another region."""
    others = list(dict.fromkeys(other for one in mix for other in one["regions"]))
    may = f"add {region} to the regions of a lever" + (f", or type region={others[0]}" if others else "")
    wrong("mix, regions", ", ".join(others), f"leave no lever to be moved in {region}: {may}")


# --- what is wanted -----------------------------------------------------------------------------------------


def _lines(asked: Any, region: str, regions: Sequence[str], wrong: Wrong) -> list[Line]:
    """The lines of the service level in a region."""
    if asked is None:
        return []
    if not isinstance(asked, list):
        wrong("service", asked, "must be a list of lines")
        return []
    lines = []
    for number, one in enumerate(asked, 1):
        above = f"service {number}"
        if not isinstance(one, dict):
            wrong(above, one, "must be a group of keys")
            continue
        for key in sorted(map(str, set(one) - LINE_KEYS)):
            wrong(f"{above}, {key}", None, unknown_key(key, LINE_KEYS))
        named = _named(one, "outcome", above, wrong)
        years = _years(one, above, wrong)
        limit = _limit(one, above, wrong)
        if named and years and limit and here(one, region, regions, above, wrong):
            lines.append(Line(*named, years, *limit))
    return lines


def _named(one: dict[str, Any], key: str, above: str, wrong: Wrong) -> tuple[str, str, str] | None:
    """Outcome, group, place; that group and place are counted is seen when the region is loaded."""
    name, group, place = one.get(key), one.get("group") or "", one.get("place") or ""
    if not isinstance(name, str) or name not in OUTCOMES:
        message = unknown_name("outcome", [], str(name)).replace(" known: none", "") + " see carecap outcomes"
        wrong(f"{above}, {key}", name, message)
        return None
    groups = OUTCOMES[name].groups
    if group and str(group).partition("=")[0] not in groups:
        known = f"it is counted by {', '.join(groups)}" if groups else "it is counted in total only"
        wrong(f"{above}, group", group, f"{name} is not counted in this group; {known}")
        return None
    return name, str(group), str(place)


def _years(one: dict[str, Any], above: str, wrong: Wrong) -> tuple[int, ...]:
    asked = one.get("years", one.get("year"))
    years = asked if isinstance(asked, list) else [asked]
    if not years or not all(isinstance(year, int) and not isinstance(year, bool) for year in years):
        wrong(f"{above}, years", asked, "must be a year or a list of years, for instance [2029, 2030]")
        return ()
    return tuple(sorted(set(years)))


def _limit(one: dict[str, Any], above: str, wrong: Wrong) -> tuple[bool, float, bool] | None:
    """Which side, how much, and whether of the status quo."""
    sides = [side for side in ("at_least", "at_most") if side in one]
    if len(sides) != 1:
        wrong(above, None, "must hold at_least or at_most, one of them")
        return None
    limit, of = plain(one[sides[0]]), one.get("of")
    if not is_number(limit):
        wrong(f"{above}, {sides[0]}", limit, "must be a number")
        return None
    if of not in (None, "status_quo"):
        wrong(f"{above}, of", of, "must be status_quo, or left out for a limit in the unit of the outcome")
        return None
    share = of is None and str(one.get("outcome")) in OUTCOMES and OUTCOMES[one["outcome"]].unit == "share"
    if share and not -1 <= limit <= 1:
        wrong(f"{above}, {sides[0]}", limit, "must lie between -1 and 1: the outcome is a share")
        return None
    return sides[0] == "at_least", float(limit), of is not None


def _aim(asked: Any, wrong: Wrong) -> Aim | None:
    """What is to be best; None: the cheapest."""
    if asked == CHEAPEST:
        return None
    if not isinstance(asked, dict) or "best" not in asked:
        wrong("objective", asked, f"must be {CHEAPEST}, or a group with best: <outcome> and years")
        return None
    for key in sorted(map(str, set(asked) - AIM_KEYS)):
        wrong(f"objective, {key}", None, unknown_key(key, AIM_KEYS))
    named, years = _named(asked, "best", "objective", wrong), _years(asked, "objective", wrong)
    if named and OUTCOMES[named[0]].better == "neither":
        wrong("objective, best", named[0], "is neither better when higher nor when lower")
        return None
    return Aim(*named, years) if named and years else None
