"""Tells the stories of this folder: builds the small world of ``given``, lets months pass, checks what is said.

A story (``*.yaml``, a list of them in each file) has: ``title`` and ``title_zh``; ``levers``, the levers it is
about; ``given``, the world; ``policy``, lever values, dated or not; ``then``, a list of steps, each with ``after``
(months that pass first), optionally ``event`` and the sentences that ``hold``; ``otherwise``, what is different in
a second world that lives the same months. A sentence is ``English | Chinese`` with a condition on the people and
homes, by name; ``otherwise.`` before a name speaks of the second world. In the second world at least one sentence
must be false: so no story can pass whatever the model does.

``world.py`` builds the world, ``spoken.py`` has the words of a condition.
"""

from __future__ import annotations

import copy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from tests.stories.spoken import spoken
from tests.stories.world import World

FOLDER = Path(__file__).parent


def stories() -> list[dict[str, Any]]:
    """All stories, in the order of the files; each with the ``file`` it stands in."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        found += [story | {"file": path.stem} for story in yaml.safe_load(path.read_text("utf-8"))]
    return found


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """``one`` with what ``other`` says instead, level by level; a null takes an entry out."""
    result = copy.deepcopy(one)
    for key, value in other.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result[key], value) if isinstance(value, dict) and key in result else value
    return result


def tell(story: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Live the story and its otherwise-world; returns the sentences that are false in each."""
    months = sum(step["after"] for step in story["then"])
    told = {key: story.get(key, {}) for key in ("given", "policy")}
    other = merged(told, {key: story["otherwise"].get(key, {}) for key in told})
    world, second = World(**told, months=months), World(**other, months=months)
    wrong: tuple[list[str], list[str]] = ([], [])
    passed = 0
    for step in story["then"]:
        world.come(step.get("comes", {}))
        second.come(step.get("comes", {}))
        for _ in range(step["after"]):
            world.model.step()
            second.model.step()
        passed += step["after"]
        both = spoken(world), spoken(second)
        for sentence, condition in step["holds"].items():
            for found, here in zip(wrong, both, strict=True):
                if not holds(condition, here, both[1]):
                    found.append(f"after {passed} months: {sentence} ({condition})")
    return wrong


def holds(condition: str, here: SimpleNamespace, otherwise: SimpleNamespace) -> bool:
    """Whether a condition is true of a world; ``otherwise`` speaks of the second one."""
    return bool(eval(condition, {"abs": abs}, vars(here) | {"otherwise": otherwise}))
