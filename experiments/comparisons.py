"""Named comparisons: a file ``conf/compare/<name>.yaml`` holds a question, regions, and arms of levers and projects.

Instead of ``arms`` it may hold ``factorial``: switches, all combinations of which are arms.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from experiments import factorial
from experiments.overrides import Problem, unknown_key, unknown_name

FOLDER = Path(__file__).resolve().parent.parent / "conf" / "compare"
TEXTS = ("label", "label_zh", "question", "question_zh", "note", "note_zh")
MEANING = {
    "note": ": where the doses come from and what they cost; it is printed below the comparison",
    "note_zh": ": the same in Chinese",
    "label_zh": ": the label in Chinese",
    "question_zh": ": the question in Chinese",
}
"""What a text is for, where its name does not say it."""
KEYS = {*TEXTS, "regions", "base", "arms", "factorial"}
ARM_TEXTS = ("name", "label", "label_zh")
ARM_KEYS = {*ARM_TEXTS, "regions", "levers", "projects"}
"""What an arm may say; ``regions``: the arm is only for these of the comparison's."""


def names() -> list[str]:
    """The comparisons that come with the package."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def file_of(name: str) -> str:
    """The file of a comparison as messages show it."""
    return f"conf/compare/{name}.yaml"


def asked(chosen: dict[str, Any], scenarios: Sequence[str], problems: list[Problem]) -> dict[str, Any]:
    """The named comparison among what was typed; {} if there is none, or none that can be used."""
    name = chosen.pop("comparison", None)
    if name is None:
        return {}
    if "scenarios" in chosen:
        said = chosen["scenarios"]
        shown = f"[{','.join(map(str, said))}]" if isinstance(said, list) else str(said)
        problems.append(Problem("scenarios", shown, "a comparison has arms of its own; say one or the other"))
    tree = load(name, scenarios, problems)
    return {**tree, "name": name} if tree else {}


def against(tree: dict[str, Any], chosen: dict[str, Any], region: str, problems: list[Problem]) -> dict[str, Any]:
    """Name, label, question, note and switches of a comparison; {} if the region is none of those it is made for.

    What is chosen then says that the arms are held against its base, and where they are written.
    """
    if not tree:
        return {}
    if region not in tree["regions"]:
        made = ", ".join(tree["regions"])
        problems.append(Problem("region", region, f"the doses of {tree['name']} are made for {made}"))
        return {}
    chosen["scenarios"] = [tree["base"]]
    chosen.setdefault("out", f"results/{tree['name']}-{region}")
    about = {"name": tree["name"], **{key: tree[key] for key in TEXTS}}
    if "factorial" in tree:
        switches = [{key: one[key] for key in factorial.NAMES} for one in tree["factorial"]["switches"]]
        about |= {"switches": switches, "none": tree["factorial"]["none"]["name"]}
    return about


def load(name: Any, scenarios: Sequence[str], problems: list[Problem]) -> dict[str, Any]:
    """The file of a comparison, its form checked and its switches written out as arms; {} if it cannot be used.

    Whether levers and projects are right is seen when the settings are made, as for scenarios.
    """
    from experiments import regions as of_package

    known_regions = of_package.names()
    if name not in names():
        problems.append(Problem("comparison", str(name), unknown_name("comparison", names(), str(name))))
        return {}
    before = len(problems)

    def wrong(key: str, value: Any, message: str) -> None:
        problems.append(Problem(f"{file_of(name)}: {key}" if key else file_of(name), str(value), message))

    try:
        tree = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        wrong("", "", f"is not YAML: {' '.join(str(error).split())}")
        return {}
    if not isinstance(tree, dict):
        wrong("", "", "holds no keys; write lines of the form key: value")
        return {}
    for key in sorted(map(str, set(tree) - KEYS)):
        wrong(key, "", unknown_key(key, KEYS))
    _check_texts(tree, TEXTS, "", wrong)
    regions = tree.get("regions")
    if not isinstance(regions, list) or not regions:
        wrong("regions", regions, "must be a list of regions; the first is the default")
        regions = []
    for region in regions:
        if region not in known_regions:
            wrong("regions", region, unknown_name("region", known_regions, str(region)))
    if tree.get("base") not in scenarios:
        wrong("base", tree.get("base"), unknown_name("scenario", scenarios, str(tree.get("base"))))
    if "factorial" in tree:
        if "arms" in tree:
            wrong("arms", "", "stand beside a factorial; say one or the other")
        elif factorial.check(tree["factorial"], regions, wrong, unknown_key):
            tree["arms"] = factorial.arms(tree["factorial"], regions)
    if "arms" in tree or "factorial" not in tree:
        _check_arms(tree, regions, wrong)
    return tree if len(problems) == before else {}


def _check_texts(tree: dict[str, Any], keys: Sequence[str], above: str, wrong: Any) -> None:
    for key in keys:
        if not isinstance(tree.get(key), str) or not tree[key].strip():
            missing = f"is missing{MEANING.get(key, '')}"
            wrong(f"{above}{key}", tree.get(key, ""), "must be text" if key in tree else missing)


def _check_arms(tree: dict[str, Any], regions: Sequence[str], wrong: Any) -> None:
    """Form of the arms, and that each name stands once in each region."""
    arms = tree.get("arms")
    if not isinstance(arms, list) or not arms:
        wrong("arms", "", "must be a list of at least one arm")
        return
    for number, arm in enumerate(arms, 1):
        above = f"arm {number}, "
        if not isinstance(arm, dict):
            wrong(f"arm {number}", arm, "must be a group of keys")
            continue
        for key in sorted(map(str, set(arm) - ARM_KEYS)):
            wrong(f"{above}{key}", "", unknown_key(key, ARM_KEYS))
        _check_texts(arm, ARM_TEXTS, above, wrong)
        only = arm.get("regions", regions)
        if not isinstance(only, list) or not set(only) <= set(regions):
            wrong(f"{above}regions", only, f"must be some of {', '.join(map(str, regions))}")
        if not arm.get("levers") and not arm.get("projects"):
            wrong(f"arm {number}", arm.get("name", ""), "holds neither levers nor projects")
    for region in regions:
        here = [arm.get("name") for arm in arms if isinstance(arm, dict) and region in arm.get("regions", regions)]
        for twice in sorted({str(one) for one in here if here.count(one) > 1 or one == tree.get("base")}):
            wrong("arms", twice, f"is named twice in {region}")


def arms_of(tree: dict[str, Any], region: str) -> list[dict[str, Any]]:
    """The arms of a region as scenarios: what each changes, under the question of the comparison."""
    about = {"question": tree["question"], "question_zh": tree["question_zh"]}
    return [
        {**about, **{key: value for key, value in arm.items() if key != "regions"}}
        for arm in tree["arms"]
        if region in arm.get("regions", tree["regions"])
    ]
