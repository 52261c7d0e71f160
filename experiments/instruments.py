"""The register of policy instruments: every measure that one of the five documents names, and what carries it.

``conf/instruments.csv`` has a row for each. ``missing`` and ``faults`` say what is wrong with it; ``page`` makes
``docs/instruments.md`` and its Chinese twin.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from experiments import regions as folders
from experiments.doc_pages import DOCUMENTS, table
from experiments.schema import PARAMETERS, Scenario
from sim.levers import DECLARED, LEVERS

FILE = Path(__file__).resolve().parent.parent / "conf" / "instruments.csv"
FOLDERS = {"QN": "qiannan", "SZ": "shenzhen", "LZ": "liuzhou", "QY": "qingyuan", "BN": "banan"}
"""Code of a document -> the region folder made from it."""
LANGUAGES = ("en", "zh")

Text = tuple[str, str]
STRENGTHS: dict[str, Text] = {
    "direct": ("moves beds, aides, hours, money or people", "直接影响床位、护理员、工时、资金或老年人"),
    "weak": ("a small or roundabout effect", "影响小或间接"),
    "none": ("nothing that the model counts", "不影响模型所计的任何量"),
}
STATUSES: dict[str, Text] = {
    "works": ("a field or a row of a region exists and acts", "已有字段或地区数据，起作用"),
    "hook": ("a field can stand for it; by default it does little or nothing", "可用已有字段代表，默认作用很小或没有"),
    "later": ("its lever does not exist yet, or only a part of it acts", "相应工具尚未建立，或只有一部分起作用"),
    "recorded": ("no effect in the model; the note says why", "在模型中无作用，原因见说明"),
}
SHORT: dict[str, Text] = {
    "direct": ("direct", "直接"),
    "weak": ("weak", "弱"),
    "none": ("none", "无"),
    "works": ("works", "可用"),
    "hook": ("hook", "预留"),
    "later": ("later", "待建"),
    "recorded": ("recorded", "仅登记"),
}
"""Words of the cells."""
TITLES: dict[str, Text] = {
    "L01": ("Public beds", "公办床位建设"),
    "L02": ("Nursing and dementia beds", "护理型与认知障碍床位"),
    "L03": ("Upgrading and safety of homes", "机构改造与安全"),
    "L04": ("Public-built private operation", "公建民营"),
    "L05": ("Entry of private homes", "社会力量进入"),
    "L06": ("Idle buildings", "闲置资源利用"),
    "L07": ("Who is admitted first", "入住优先与床位开放"),
    "L08": ("Safety-net payment and public prices", "兜底供养与公办定价"),
    "L09": ("Street centres and stations", "街道中心与社区站"),
    "L10": ("Village points", "村级互助点"),
    "L11": ("Homes that run stations", "机构带站与连锁"),
    "L12": ("Care at home", "居家上门与家庭床位"),
    "L13": ("Adapted homes and devices", "适老化改造与辅具"),
    "L14": ("Support of family carers", "家庭照护支持"),
    "L15": ("Volunteers and pairing", "志愿互助与结对"),
    "L16": ("Meals", "助餐"),
    "L17": ("Training of aides", "护理员培训"),
    "L18": ("Pay of aides", "护理员薪酬"),
    "L19": ("Staffing ratios", "护理员配比"),
    "L20": ("Assessment and identification", "能力评估与主动发现"),
    "L21": ("Entitlements, insurance, allowances", "服务清单、长护险与补贴"),
    "L22": ("Medical care", "医养结合"),
    "L23": ("Platform and matching", "智慧平台与供需对接"),
    "L24": ("Grading and supervision", "等级评定与监管"),
    "L25": ("Budgets", "资金保障"),
    "L26": ("Planning and governance", "规划与统筹"),
}
"""The 26 subjects under which instruments are listed; a lever of the model carries the code of its subject."""


class Instrument(NamedTuple):
    """One measure that a document names, as the row of the table has it."""

    id: str
    region: str
    lever: str
    instrument: str
    term_zh: str
    strength: str
    acts_through: str
    """``levers.<lever>.<field>``, ``parameters.<subject>.<field>``, ``region: <file>`` or ``scenario: projects``,
    several separated by ``;``."""
    status: str
    reason: str
    quantity: str
    """What the document prints, with its unit."""

    @property
    def carriers(self) -> tuple[str, ...]:
        """What carries it in the model."""
        return tuple(self.acts_through.split(";")) if self.acts_through else ()


# --- reading and checking -----------------------------------------------------------------------------------


def read(file: Path = FILE) -> list[Instrument]:
    """The rows of the register, in their order."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != Instrument._fields:
            raise ValueError(f"{file.name}: columns must be {', '.join(Instrument._fields)}")
        rows = list(reader)
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ValueError(f"{file.name}, row {number}: {len(Instrument._fields)} cells expected")
    return [Instrument(**row) for row in rows]


def missing(rows: Iterable[Instrument]) -> dict[str, list[str]]:
    """What does not exist although instruments are said to act through it -> their ids."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for carrier in row.carriers:
            if not _exists(carrier, row.region):
                found.setdefault(carrier, []).append(row.id)
    return found


def _exists(carrier: str, region: str) -> bool:
    """A declared field, a file of the region's folder, or the projects of a scenario."""
    sort, _, name = carrier.partition(": ")
    if sort == "region":
        return region in FOLDERS and (folders.folder_of(FOLDERS[region]) / name).is_file()
    if sort == "scenario":
        return name == "projects" and name in Scenario.model_fields
    group, _, name = carrier.partition(".")
    return name in {"levers": DECLARED, "parameters": PARAMETERS}.get(group, {})


def faults(rows: Sequence[Instrument]) -> list[str]:
    """Rows that contradict themselves or each other, one line for each fault."""
    times = Counter(row.id for row in rows)
    found = [f"{id}: {n} rows" for id, n in times.items() if n > 1]
    for row in rows:
        found += [f"{row.id}: {what}" for what, wrong in _faults(row) if wrong]
    return found


def _faults(row: Instrument) -> Iterable[tuple[str, bool]]:
    yield f"region {row.region!r} is unknown", row.region not in FOLDERS
    yield f"the id does not begin with {row.region}-", not row.id.startswith(f"{row.region}-")
    yield f"lever {row.lever!r} is unknown", row.lever not in TITLES
    yield f"strength {row.strength!r} is unknown", row.strength not in STRENGTHS
    yield f"status {row.status!r} is unknown", row.status not in STATUSES
    yield "has no name or no Chinese term", not (row.instrument and row.term_zh)
    yield "acts through the same thing twice", len(set(row.carriers)) < len(row.carriers)
    yield f"{row.status}, but through nothing", row.status in ("works", "hook") and not row.carriers
    yield "recorded, but acts through something", row.status == "recorded" and bool(row.carriers)
    yield f"{row.status} without a reason", row.status != "works" and not row.reason
    yield "a hook is for weak instruments", row.status == "hook" and row.strength != "weak"
    yield "without effect, so it can only be recorded", row.strength == "none" and row.status != "recorded"


def counts(rows: Iterable[Instrument], key: Callable[[Instrument], str]) -> Counter[tuple[str, str]]:
    """How many instruments there are by a key and status, for instance ``lambda row: row.lever``."""
    return Counter((key(row), row.status) for row in rows)


# --- the page -----------------------------------------------------------------------------------------------

WORDS: dict[str, Text] = {
    "title": ("Instruments 政策工具登记表", "政策工具登记表"),
    "other": ("[中文](instruments.zh-CN.md)", "[English](instruments.md)"),
    "origin": (
        "*Written by `make docs` from `conf/instruments.csv`; edits made here are lost.*",
        "*由`make docs`根据`conf/instruments.csv`生成；请勿直接修改。*",
    ),
    "about": (
        "Every measure that one of the five documents names: {n} instruments under 26 subjects. None is left out "
        "because the model cannot do it; the status says what becomes of it.",
        "五份文件提到的全部措施：{n}项工具，分属26类。模型尚不能处理的也列出，其去向见状态。说明和数量为英文。",
    ),
    "status": ("status", "状态"),
    "strength": ("strength", "强度"),
    "meaning": ("meaning", "含义"),
    "subject": ("subject", "类别"),
    "document": ("document", "文件"),
    "all": ("all", "合计"),
    "by_lever": ("By subject", "按类别"),
    "by_document": ("By document", "按文件"),
    "by_strength": ("By strength", "按强度"),
    "lever": ("In the model: {names}.", "模型中的工具：{names}。"),
    "no_lever": ("In the model: no lever yet.", "模型中尚无此工具。"),
}
HEADS: dict[str, Sequence[str]] = {
    "en": ("id", "document", "instrument", "中文", "strength", "status", "acts through", "note", "quantity"),
    "zh": ("编号", "文件", "工具", "强度", "状态", "通过", "说明", "数量"),
}


def page(language: str = "en") -> str:
    """The register as Markdown: what the words mean, three tables of counts, a table for each subject."""
    rows, at = read(), LANGUAGES.index(language)

    def word(key: str) -> str:
        return WORDS[key][at]

    parts = [f"# {word('title')}", word("other"), word("origin"), word("about").format(n=len(rows))]
    for name, meanings in (("status", STATUSES), ("strength", STRENGTHS)):
        parts.append(table([word(name), word("meaning")], ([SHORT[k][at], m[at]] for k, m in meanings.items())))
    subjects = {code: f"[{code} {title[at]}](#{_anchor(f'{code} {title[at]}')})" for code, title in TITLES.items()}
    documents = {code: _document(code, at) for code in FOLDERS}
    strengths = {key: SHORT[key][at] for key in STRENGTHS}
    parts += [f"## {word('by_lever')}", _sums(rows, lambda row: row.lever, subjects, word("subject"), at)]
    parts += [f"## {word('by_document')}", _sums(rows, lambda row: row.region, documents, word("document"), at)]
    parts += [f"## {word('by_strength')}", _sums(rows, lambda row: row.strength, strengths, word("strength"), at)]
    for code, title in TITLES.items():
        levers = [f"`levers.{name}`" for name, kind in LEVERS.items() if code == kind.CODE]
        there = word("lever").format(names=", ".join(levers)) if levers else word("no_lever")
        mine = table(HEADS[language], (_cells(row, at) for row in rows if row.lever == code))
        parts += [f"## {code} {title[at]}", there, mine]
    return "\n\n".join(parts) + "\n"


def _sums(
    rows: Sequence[Instrument], key: Callable[[Instrument], str], names: dict[str, str], head: str, at: int
) -> str:
    """Instruments by a key and status, with sums."""
    found = counts(rows, key)
    lines: list[list[object]] = []
    for code, name in names.items():
        numbers = [found[code, status] for status in STATUSES]
        lines.append([name, *numbers, sum(numbers)])
    lines.append([WORDS["all"][at], *(sum(row.status == status for row in rows) for status in STATUSES), len(rows)])
    return table([head, *(SHORT[status][at] for status in STATUSES), WORDS["all"][at]], lines)


def _cells(row: Instrument, at: int) -> list[str]:
    names = [row.instrument, row.term_zh] if at == 0 else [row.term_zh]
    through = ", ".join(f"`{carrier}`" for carrier in row.carriers)
    words = [SHORT[row.strength][at], SHORT[row.status][at]]
    return [row.id, _document(row.region, at), *names, *words, through, row.reason, row.quantity]


def _document(code: str, at: int) -> str:
    """Name of the region of a document."""
    return DOCUMENTS[code].split()[at]


def _anchor(heading: str) -> str:
    """What the heading can be linked by."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
