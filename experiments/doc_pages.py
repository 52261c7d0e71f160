"""The generated pages of ``docs/generated``: each is made from declarations, docstrings and the files of conf/.

A page function returns Markdown. Nothing that stands in a declaration is typed again here; ``docs.py`` writes
the pages and a test compares what is committed with what they would be.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any

import yaml

from experiments import doc_csv, doc_studies
from experiments import regions as folders
from experiments.health_files import HEALTH_FILE
from experiments.labels import WORDS
from experiments.schema import PARAMETER_GROUPS
from experiments.words_agents import ATTRIBUTES, CODES
from experiments.words_outcomes import DEFINITIONS_ZH
from experiments.words_parameters import PARAMETERS_ZH, SUBJECTS
from sim import story
from sim.agents import kinds
from sim.agents.aides import Aide
from sim.agents.column import SchemaRow
from sim.agents.elders import Elder
from sim.agents.facilities import Facility
from sim.agents.table import Table
from sim.chance import Decision
from sim.declare import GRADES, Declared, declared
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES
from sim.world.region import Region

DOCUMENTS = {
    "QN": "Qiannan 黔南",
    "SZ": "Shenzhen 深圳",
    "LZ": "Liuzhou 柳州",
    "QY": "Qingyuan 清远",
    "BN": "Banan 巴南",
}
"""The five documents by the codes of ``DOCUMENTS`` in the declaration of a lever."""
LABELLED: dict[type[IntEnum], str] = {
    kinds.Standing: "standing",
    kinds.Residence: "residence",
    kinds.Ownership: "ownership",
    kinds.BedType: "bed",
    kinds.EmptyBed: "cause",
    kinds.UnmetHour: "cause",
    kinds.WaitEnd: "end",
}
"""Vocabularies whose members have words in ``experiments/labels.py``, and the key of these words; the others: CODES."""


# --- Markdown -----------------------------------------------------------------------------------------------


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a bar or a line break in a cell does not break it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(shown(value).replace("|", "\\|").split())


def page(title: str, about: str, *parts: str) -> str:
    """A page with its title, what it is and where it comes from."""
    origin = "*Written by `make docs` from the declarations in the code; edits made here are lost.*"
    return "\n\n".join([f"# {title}", origin, about, *parts]) + "\n"


def shown(value: object) -> str:
    """A value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(shown(one) for one in value)}]"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def allowed(item: Declared) -> str:
    """The range of a declared field."""
    if item.values:
        return ", ".join(item.values)
    if isinstance(item.default, bool):
        return "true, false"
    return f"{item.low:g} … {item.high:g}"


def doc(thing: Any) -> str:
    """The docstring of a thing, its paragraphs each on one line."""
    paragraphs = re.split(r"\n\s*\n", inspect.getdoc(thing) or "")
    return "\n\n".join(" ".join(p.split()) for p in paragraphs)


@cache
def region(name: str) -> Region:
    """A region that comes with the package, at full scale."""
    return folders.load(name)


def every_region() -> list[Region]:
    """The regions that come with the package, at full scale."""
    return [region(name) for name in folders.names()]


def _of(group: Any, subject: str, name: str) -> Any:
    return getattr(getattr(group, subject), name)


# --- pages --------------------------------------------------------------------------------------------------


def levers() -> str:
    """Every policy lever."""
    known = every_region()
    blocks = []
    for name, kind in LEVERS.items():
        heads = ["key", "中文", "unit", "range", "silent document", *(r.label for r in known), "meaning"]
        rows = [
            [f"`levers.{name}.{item.name}`", item.label_zh, item.unit, allowed(item), item.default]
            + [_of(region.status_quo, name, item.name) for region in known]
            + [item.meaning]
            for item in declared(kind)
        ]
        where = ", ".join(DOCUMENTS[code] for code in kind.DOCUMENTS)
        facts = f"- Documents that contain it: {where}\n- Lag: {kind.LAG}\n- Cost: {kind.COST}"
        blocks.append(f"## {kind.CODE} {kind.LABEL} {kind.LABEL_ZH}\n\n{doc(kind)}\n\n{facts}\n\n{table(heads, rows)}")
    about = (
        "A lever is set with `levers.<lever>.<field>=value`, from the start or dated: "
        "`'levers.pay.raise_share={2025-01: 0.2, 2027-01: 0.3}'`. The column *silent document* is the default: nothing "
        "happens. The column of a region is its status quo; grades and sources of it stand on [its page](regions.md)."
    )
    return page("Levers 政策工具", about, *blocks)


def outcomes() -> str:
    """Everything that is counted."""
    rows = [
        [
            *(f"`{o.name}`", o.label, o.label_zh, o.unit, o.kind, o.better, ", ".join(("place", *o.groups))),
            *(o.definition, DEFINITIONS_ZH[o.name]),
        ]
        for o in OUTCOMES.values()
    ]
    about = (
        "A *stock* is read at the end of a month and averaged over a year; a *flow* happens in a month and is summed; "
        "a *share* is a ratio, or a median, and is averaged. Counts of a sample are reported at full scale. *By* names "
        "the break-downs that may be recorded besides the total; not every outcome has every place."
    )
    heads = ["name", "label", "中文", "unit", "kind", "better", "by", "definition", "中文定义"]
    return page("Outcomes 结果指标", about, table(heads, rows))


def parameters() -> str:
    """Everything that is assumed."""
    known = every_region()
    blocks = []
    for name, kind in PARAMETER_GROUPS.items():
        heads = ["key", "中文", "value", *(r.label for r in known), "unit", "range", "grade", "meaning", "source"]
        rows = []
        for item in declared(kind):
            own = [_of(region.parameters, name, item.name) for region in known]
            cells = ["" if value == item.default else value for value in own]
            facts = [item.unit, allowed(item), item.grade, item.meaning, item.source]
            path = f"{name}.{item.name}"
            rows.append([f"`{path}`", PARAMETERS_ZH[path], item.default, *cells, *facts])
        blocks.append(f"## {name} {SUBJECTS[name][1]}\n\n{doc(kind)}\n\n{table(heads, rows)}")
    fit = yaml.safe_load(HEALTH_FILE.read_text(encoding="utf-8"))["fit"]["targets"]
    names = ["name", "unit", "target", "fitted", "residual", "compared", "tolerance", "source"]
    health = (
        "## Health: what the fit aimed at and reached\n\nAbility, dementia and death are fitted together by "
        "`python -m experiments.calibrate_health`; the values stand in `conf/health/china.yaml`. A source begins with "
        f"its grade.\n\n{table(names, ([target[n] for n in names] for target in fit))}"
    )
    about = (
        "A parameter is set for all scenarios of a study with `parameters.<subject>.<field>=value`. Rates are yearly. "
        "The column of a region is filled where its value differs: fitted constants (grade F), and what [its "
        "page](regions.md) lists.\n\n" + grades()
    )
    return page("Parameters 参数", about, *blocks, health)


def grades() -> str:
    """What the grades mean."""
    return table(["grade", "meaning"], GRADES.items())


def schema() -> str:
    """The columns of the three tables of agents, the vocabularies of their codes, and what a study keeps."""
    blocks = []
    nobody = SimpleNamespace(month=0)
    for kind in (Elder, Facility, Aide):
        rows = [
            [f"`{row.name}`", row.dtype, row.unit, values(row), row.how, row.meaning, ATTRIBUTES[kind.TABLE][row.name]]
            for row in Table(nobody, kind).schema()
        ]
        heads = ["attribute", "type", "unit", "values", "stored as", "meaning", "中文"]
        blocks.append(f"## {kind.__name__}\n\n{doc(kind)}\n\n{table(heads, rows)}")
    found = [kind for _, kind in inspect.getmembers(kinds, _is_vocabulary)]
    for kind in sorted(found, key=lambda k: inspect.getsourcelines(k)[1]):
        blocks.append(f"### {kind.__name__}\n\n{doc(kind)}\n\n{_vocabulary(kind)}")
    about = (
        "An attribute is declared once in `sim/agents/`; the declaration makes the column, the attribute of the agent "
        "that is picked up (`model.elders[17].ability`) and this page. Months are numbers, year x 12 + month - 1; 100 "
        "fen are a yuan. What runs leave on disk stands [at the end](#study-研究数据)."
    )
    blocks.insert(3, "## Vocabularies")
    return page("Schema 数据结构", about, *blocks, *doc_studies.section(table), *doc_csv.section(table))


def values(row: SchemaRow) -> str:
    """The names of the codes of an attribute, if it has any."""
    return ", ".join(row.values.values()).lower()


def _is_vocabulary(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, IntEnum) and len(thing) > 0


def _vocabulary(kind: type[IntEnum]) -> str:
    """Codes, names and words."""
    key = LABELLED.get(kind)
    words = [CODES[kind][m] if key is None else WORDS[f"{key}={m.name.lower()}"] for m in kind]
    rows = [[m.value, m.name.lower(), *pair] for m, pair in zip(kind, words, strict=True)]
    return table(["code", "name", "label", "中文"], rows)


def month() -> str:
    """The order of the month, and what each process says that it does."""
    blocks = []
    for number, process in enumerate(story.STORY, 1):
        module = inspect.getmodule(process)
        assert module is not None  # a process stands in a file
        parts = [f"## {number}. {process.__name__}", _step(module), doc(process)]
        helpers = [f for f in _functions(module) if f is not process]
        if helpers:
            parts.append("\n".join(f"- `{f.__name__}`: {doc(f).replace(chr(10) * 2, ' ')}" for f in helpers))
        parts.append(_named(module))
        blocks.append("\n\n".join(part for part in parts if part))
    about = "One step of the model is one month. The order stands in `sim/story.py` and nowhere else:"
    return page("The month 一个月", about, f"```text\n{inspect.getdoc(story)}\n```", *blocks)


def _step(module: ModuleType) -> str:
    """The first line of a process file, without its number."""
    said = re.sub(r"^Step [0-9]+: ", "", doc(module))
    return f"*{said[0].upper()}{said[1:]}*"


def _functions(module: ModuleType) -> list[Any]:
    """The public functions defined in a file, in their order."""
    own = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
    return sorted((f for f in own if f.__name__[0] != "_"), key=lambda f: inspect.getsourcelines(f)[1])


def _named(module: ModuleType) -> str:
    """The levers and the decisions of chance that a process file names."""
    source = inspect.getsource(module)
    found = [f"{LEVERS[n].CODE} {n}" for n in LEVERS if re.search(rf"levers\.{n}\b", source)]
    drawn = [d.name for d in Decision if re.search(rf"Decision\.{d.name}\b", source)]
    parts = [f"Levers named in the file: {', '.join(found)}." if found else ""]
    parts.append(f"Draws: {', '.join(drawn)}." if drawn else "")
    return " ".join(part for part in parts if part)
