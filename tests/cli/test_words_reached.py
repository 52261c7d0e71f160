"""No words lie about that nothing says: each key stands in a file that says it, whole or put together."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "experiments"
PARTS = {"report/words.py": ["words_sweeps.py", "words_tables.py"], "lists/words.py": ["words_plans.py"]}
PARTS |= {"optimise/words.py": ["words_binds.py"]}
"""Table -> the files beside it that it takes in."""
TABLES = [*PARTS, "promises/words.py", "reference/words.py", "sensitivity/words.py", "word_list.py", "words_choices.py"]
TABLES += ["commands/life.py", "commands/own.py", "commands/page.py", "notices.py", "words_figures.py"]


def module_of(path):
    return ".".join(["experiments", *path.relative_to(ROOT).with_suffix("").parts])


def keys_of(trees):
    """The nodes that are keys of a table of pairs of words."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "dict[str, tuple[str, str]]":
                yield from (key for key in node.value.keys if isinstance(key, ast.Constant))


def users_of(table):
    """The files that say its words: itself, those that take something from it, and whatever lies beside these."""
    tellers = re.compile(rf"from {re.escape(module_of(table))} import|from .* import .*\b{table.stem}\b")
    naming = [path for path in ROOT.rglob("*.py") if tellers.search(path.read_text("utf-8"))]
    beside = [path for user in naming if user.parent != ROOT for path in user.parent.glob("*.py")]
    heirs = [path for path in ROOT.glob("*.py") if any(module_of(user) in path.read_text("utf-8") for user in naming)]
    return {table, *naming, *beside, *heirs}


@pytest.mark.parametrize("name", TABLES)
def test_every_word_is_said_somewhere(name):
    table = ROOT / name
    own = [table, *(table.parent / part for part in PARTS.get(name, []))]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in {*own, *users_of(table)}}
    keys = list(keys_of(trees[path] for path in own))
    places = {id(key) for key in keys}
    whole, ends = set(), []
    for tree in trees.values():
        made = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inside = {id(part) for node in made for part in node.values}
        for node in made:
            parts = [re.escape(part.value) if isinstance(part, ast.Constant) else "(.*)" for part in node.values]
            if re.search("[a-z]{2}", "".join(parts)):
                ends.append(re.compile("".join(parts)))
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
        whole |= {node.value for node in texts if id(node) not in inside | places}
    assert keys
    assert [key.value for key in keys if key.value not in whole and not any(e.fullmatch(key.value) for e in ends)] == []
