"""Reads a design: what a YAML file of ``conf/design`` or ``design.…=`` says becomes a Design, or readable problems.

    label: …, label_zh: …, question: …, question_zh: …   what it is for; its name is that of the file
    kind: morris                 grid | latin_hypercube | sobol | morris
    trajectories: 20             of morris, with levels: 4; points: of latin_hypercube and sobol; steps: of grid
    seed: 1                      dice of the sample, apart from those of the runs
    within: 0.5                  how far either way from the declared value, as a share of it; null: the declared range
    without: [standards]         paths or sets that are left out of the sets below
    quantities:
      - uncertain                a set, see experiments/design_sets.py, or a path
      - parameters.aides.quit: {low: 0.2, high: 0.5}
      - levers.pay.raise_share: {low: 0, high: 0.3, since: 2025-01}
      - levers.visit.everyone: {values: [false, true]}      of a grid

``within`` never leaves the declared range. A quantity whose declared value is 0 (most levers, the health trend) goes
that share of the way to each declared bound instead. Declared ranges are often wide, to keep typing errors out: a
study of what is not known may take half of the value either way.

A set takes the same keys for all its members, but for low, high and values. What is named by itself stands over the
set in which it also is. A quantity in a grid without ``values`` takes ``steps`` values from low to high, a switch or a
choice all that it can take.

What is typed (``design.…=``) goes before what the file says of the same key. A quantity that is typed keeps what the
file says of it, as far as nothing else is typed with it: its bounds, its values, its month.
"""

from __future__ import annotations

from typing import Any

from experiments.design import KINDS, MOST_ROWS, SIZES, Design
from experiments.design_problems import Reader, shown
from experiments.design_quantities import quantities
from experiments.overrides import Problem, near

ABOUT = ("label", "label_zh", "question", "question_zh")
"""What a design may say of itself in words."""
KEYS = ("kind", "seed", *SIZES, "within", "without", "quantities")
"""What a design may say, besides ``ABOUT``."""
LIMITS = {"points": (2, 1_048_576), "trajectories": (2, 100_000), "levels": (4, 100), "steps": (2, 1000)}


def read(
    tree: Any, problems: list[Problem], where: str = "design", name: str = "", typed: dict[str, Any] | None = None
) -> Design | None:
    """The design that a tree describes, called ``name``; None if anything is wrong, and ``problems`` says what.

    ``typed`` is laid over the tree.
    """
    before = len(problems)
    if not isinstance(tree, dict):
        problems.append(Problem(where, shown(tree), "must be a group of keys: kind, quantities, …"))
        return None
    one = Reader(tree, problems, where, typed)
    tree = one.tree
    for key in tree:
        if key not in (*KEYS, *ABOUT):
            known = (key for key in KEYS)
            one.wrong(str(key), tree[key], f"unknown key; {near(str(key), known) or 'known: ' + ', '.join(KEYS)}")
    kind = tree.get("kind")
    if kind not in KINDS:
        known_kinds = ", ".join(KINDS)
        hint = near(str(kind), KINDS) if kind else ""
        one.wrong("kind", kind, f"must be one of {known_kinds}; {hint}" if hint else f"must be one of {known_kinds}")
        return None
    sizes = _sizes(one, kind)
    seed = one.whole("seed", 1, 0, 2**31 - 1)
    varied = quantities(one, kind, sizes.pop("steps", SIZES["steps"]))
    if len(problems) > before:
        return None
    texts = {key: str(tree[key]).strip() for key in ABOUT if tree.get(key) is not None}
    design = Design(kind=kind, quantities=varied, seed=seed, texts={"name": name, **texts}, **sizes)
    if kind == "sobol" and len(varied) < 2:
        one.wrong("quantities", len(varied), "a sobol design shares variance out: it needs two quantities or more")
    if design.rows > MOST_ROWS:
        one.wrong("", f"{design.rows:,} points", f"more than {MOST_ROWS:,}; take fewer quantities, values or points")
    return design if len(problems) == before else None


def _sizes(one: Reader, kind: str) -> dict[str, int]:
    """The keys that say how large the design is."""
    found = {}
    for key, default in SIZES.items():
        if key not in KINDS[kind]:
            if one.tree.get(key) is not None:
                one.wrong(key, one.tree[key], f"is no key of a {kind} design; it has {', '.join(KINDS[kind])}")
            continue
        if one.tree.get(key) is None and not default:
            one.wrong(key, "", f"is missing: how many {key} the {kind} design has")
            continue
        found[key] = one.whole(key, default, *LIMITS[key])
    n = found.get("points", 2)
    if kind == "sobol" and n & (n - 1):
        below = 1 << (n.bit_length() - 1)
        one.wrong("points", n, f"must be a power of 2 in a sobol design: {below:,} or {2 * below:,}")
    if found.get("levels", 4) % 2:
        one.wrong("levels", found["levels"], f"must be even: {found['levels'] - 1} or {found['levels'] + 1}")
    return found
