"""Dependencies point one way: the imports of every file of sim/ are read, none is run.

kernels <- chance, calendar, agents and the books <- world <- processes <- story <- model; parameters, levers
and outcomes import nothing of ours but the mechanism that declares them. A file named in no room of FLOORS is
an error, so a new room has to be given its place there (and in the import-linter contract of pyproject.toml).

An import under `if TYPE_CHECKING:` only lends its name to a signature and is never run: it may point upward
within sim (a process may say that it takes a CareSystem). It may not point outside, and kernels have none.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SIM = Path(__file__).resolve().parents[2] / "sim"

FLOORS = [  # from below; a room may import its own floor and those under it
    {"kernels"},
    {"chance", "calendar", "agents", "book", "ledger", "record", "scratch"},
    {"world"},
    {"causes", "watch"},
    {"processes"},
    {"story", "laws", "populate"},
    {"model"},
]
MECHANISM = {"declare", "compiled"}
DECLARED = {"parameters", "levers", "outcomes"}
PACKAGE = ""  # sim/__init__.py: the roof, it may import every room and none may import it

NEVER_IN_SIM = {
    *("experiments", "conf", "tests", "benchmarks"),
    *("duckdb", "hydra", "matplotlib", "omegaconf", "pandas", "pyarrow", "yaml"),
    *("random", "secrets"),
}
ALL_THAT_KERNELS_IMPORT = {"__future__", "enum", "numba", "numpy", "typing"}
OTHER_LUCK = {"random", "rng"}  # np.random, model.random, model.rng


def rooms_it_may_import() -> dict[str, set[str]]:
    """Room -> the rooms of sim that it may import."""
    may = {room: {room} for room in MECHANISM}
    may |= {room: {room} | MECHANISM for room in DECLARED}
    below: set[str] = set()
    for floor in FLOORS:
        below |= floor
        for room in floor:
            may[room] = {room} if room == "kernels" else below | DECLARED | MECHANISM
    may[PACKAGE] = {*may}
    return may


MAY = rooms_it_may_import()


@dataclass(frozen=True)
class Import:
    """One name that a file asks for."""

    line: int
    name: str  # dotted and absolute; a name taken from a package counts as `package.name`
    only_for_types: bool


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _nodes(node: ast.AST, only_for_types: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Every node below this one, and whether it stands under `if TYPE_CHECKING:`."""
    yield node, only_for_types
    if isinstance(node, ast.If) and _is_type_checking(node.test):
        for child in node.body:
            yield from _nodes(child, True)
        for child in node.orelse:
            yield from _nodes(child, only_for_types)
        return
    for child in ast.iter_child_nodes(node):
        yield from _nodes(child, only_for_types)


def _dynamic_target(node: ast.Call) -> ast.expr | None:
    """The module asked for by import_module(...) or __import__(...), if this call is one of them."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called not in {"import_module", "__import__"}:
        return None
    return node.args[0] if node.args else ast.Constant(None)


def imports_of(file: Path, sim: Path) -> list[Import]:
    """What a file imports, anywhere in it: at the top, inside functions, relatively, by import_module."""
    package = ["sim", *file.relative_to(sim).parent.parts]
    found: list[Import] = []
    for node, only_for_types in _nodes(ast.parse(file.read_text("utf-8"), str(file))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and (target := _dynamic_target(node)) is not None:
            readable = isinstance(target, ast.Constant) and isinstance(target.value, str)
            # A module chosen while running cannot be read from here: it is named so that it fails.
            names = [target.value if readable and not target.value.startswith(".") else "?"]
        found += [Import(node.lineno, name, only_for_types) for name in names]
    return found


def _room_of(file: Path, sim: Path) -> str:
    first = file.relative_to(sim).parts[0]
    return PACKAGE if first == "__init__.py" else first.removesuffix(".py")


def _fault(room: str, wanted: Import) -> str | None:
    """Why this room may not import this, or None."""
    top, _, rest = wanted.name.partition(".")
    if top == "?":
        return "imports a module that only a run would tell"
    if top != "sim":
        if top in NEVER_IN_SIM or wanted.name.startswith("numpy.random"):
            return f"imports {wanted.name}, which sim never does"
        if room == "kernels" and top not in ALL_THAT_KERNELS_IMPORT:
            return f"imports {wanted.name}; kernels import only numpy and numba"
        return None
    target = rest.partition(".")[0]
    if wanted.only_for_types and room != "kernels":
        return None
    if target not in MAY:
        return f"imports {wanted.name}, which is the whole package or a room without a place"
    if target not in MAY[room]:
        return f"imports {wanted.name}, against the direction of dependencies"
    return None


def wrong_imports(sim: Path) -> list[str]:
    """Every breach in the files under `sim`, as `file:line reason`. No file at all is a breach."""
    files = sorted(sim.rglob("*.py"))
    if not files:
        return [f"{sim.name}: no Python file to read"]
    breaches = []
    for file in files:
        where, room = file.relative_to(sim.parent).as_posix(), _room_of(file, sim)
        if room not in MAY:
            breaches.append(f"{where}: room '{room}' has no place; give it a floor in FLOORS")
            continue
        for wanted in imports_of(file, sim):
            if fault := _fault(room, wanted):
                breaches.append(f"{where}:{wanted.line} {fault}")
    return breaches


def other_luck(sim: Path) -> list[str]:
    """Every reading of `.random` or `.rng`: a generator that sim.chance does not know of."""
    return [
        f"{file.relative_to(sim.parent).as_posix()}:{node.lineno} .{node.attr}"
        for file in sorted(sim.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file)))
        if isinstance(node, ast.Attribute) and node.attr in OTHER_LUCK
    ]


def test_imports_of_sim_point_one_way():
    assert wrong_imports(SIM) == []


def test_sim_has_no_luck_but_chance():
    assert other_luck(SIM) == []


# --- the reader itself: each wrong direction is seen, each right one is let through -------------------------


def house(root: Path, files: dict[str, str]) -> Path:
    """A small sim/ with these files."""
    sim = root / "sim"
    for name, text in files.items():
        (sim / name).parent.mkdir(parents=True, exist_ok=True)
        (sim / name).write_text(text, "utf-8")
    return sim


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kernels/ageing.py", "from sim.chance import chance"),
        ("kernels/ageing.py", "import sim.declare"),
        ("kernels/ageing.py", "import scipy.special"),
        ("kernels/ageing.py", "if TYPE_CHECKING:\n    import sim.model"),
        ("kernels/deep/ageing.py", "from ...agents import elders"),
        ("chance.py", "from sim.processes import die"),
        ("calendar.py", "from . import story"),
        ("agents/elders.py", "from sim.world.places import Places"),
        ("agents/elders.py", "def model():\n    from ..model import CareSystem"),
        ("world/populate.py", "import sim.processes.die"),
        ("processes/die.py", "from sim.story import STORY"),
        ("processes/die.py", "from sim import model"),
        ("processes/die.py", "from sim import CareSystem"),
        ("processes/die.py", "import sim"),
        ("processes/die.py", "from sim.unheard_of import thing"),
        ("processes/die.py", "import importlib\nimportlib.import_module('sim.model')"),
        ("processes/die.py", "import importlib\nname = 'x'\nimportlib.import_module(name)"),
        ("processes/die.py", "if TYPE_CHECKING:\n    pass\nelse:\n    import sim.model"),
        ("processes/die.py", "from numpy import random"),
        ("processes/die.py", "import random"),
        ("story.py", "from .model import CareSystem"),
        ("parameters.py", "from sim.levers import LEVERS"),
        ("levers.py", "from sim.calendar import month_of"),
        ("outcomes.py", "import sim.kernels.counting"),
        ("declare.py", "from sim.levers import LEVERS"),
        ("model.py", "import pandas as pd"),
        ("model.py", "from experiments import store"),
        ("model.py", "try:\n    import yaml\nexcept ImportError:\n    yaml = None"),
        ("model.py", "if TYPE_CHECKING:\n    from omegaconf import DictConfig"),
        ("__init__.py", "from hydra.core import config_store"),
        ("new_room.py", "import numpy"),
    ],
)
def test_wrong_direction_is_seen(tmp_path: Path, file: str, text: str):
    assert len(wrong_imports(house(tmp_path, {file: text}))) == 1


def test_right_directions_are_let_through(tmp_path: Path):
    sim = house(
        tmp_path,
        {
            "__init__.py": "from sim.model import CareSystem",
            "kernels/__init__.py": "",
            "kernels/ageing.py": "from __future__ import annotations\nimport numpy\nfrom . import keyed",
            "declare.py": "import dataclasses",
            "levers.py": "from .declare import lever",
            "chance.py": "from sim import kernels\nfrom sim.calendar import month_of",
            "agents/elders.py": "import mesa\nfrom sim.agents.table import Table\nfrom ..chance import x",
            "world/populate.py": "from sim.agents.elders import Elder",
            "processes/die.py": "if typing.TYPE_CHECKING:\n    from sim.model import CareSystem",
            "story.py": "from sim.processes import die",
            "model.py": "from sim import levers\nfrom sim.story import STORY\nimport sim.world.populate",
        },
    )
    assert wrong_imports(sim) == []


def test_an_empty_house_is_an_error(tmp_path: Path):
    assert wrong_imports(house(tmp_path, {})) == ["sim: no Python file to read"]


def test_other_luck_is_seen(tmp_path: Path):
    sim = house(
        tmp_path,
        {"model.py": "import numpy as np\nnp.random.default_rng(1)\n", "story.py": "m.rng.integers(2)"},
    )
    assert other_luck(sim) == ["sim/model.py:2 .random", "sim/story.py:1 .rng"]
