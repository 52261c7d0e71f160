"""What the tables of a region folder hold, column by column: the page that ``carecap new-region`` writes.

Which columns there are, what may stand in them and which may be empty is asked of the loader itself, so the page
says what the loader will say. What a column means stands in ``conf/template/columns.csv``.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from experiments import measures, regions
from experiments.doc_pages import table
from experiments.region_checks import SOURCED, RegionError
from experiments.region_projects import NEEDED, needed
from sim.declare import GRADES
from sim.levers import LEVERS
from sim.world.region import Region

TEMPLATE = regions.CONF / "template" / "region"
"""A small worked example of a region folder: every file of the form."""
COLUMNS = regions.CONF / "template" / "columns.csv"
HEAD = regions.CONF / "template" / "readme.yaml"
TABLES = tuple(
    f"{name}.csv"
    for name in ["places", "elders", "homes", "services", "projects", "purses", "facts", "targets", "assumptions"]
)
"""Tables of a folder, in the order in which they are filled."""
SETTINGS = ("region.yaml", "status_quo.yaml")
"""Files without which no folder loads, beside the tables."""
GRADES_ZH = {
    "D": "本地文件公布",
    "A": "见过原始来源",
    "B": "二手来源",
    "C": "假设：有范围的判断",
    "F": "起始月拟合一次后固定",
    "M": "模型定义",
}
_MISSING = re.compile(r"(\w+\.csv), column (\w+): the column is missing(?:; allowed: (.*))?$")
_EMPTY = re.compile(r"(\w+\.csv), row 2, column (\w+): is empty")
# What the loader says, piece by piece, and the same in Chinese; what is not listed stays as it is.
_SAYS: tuple[tuple[str, str], ...] = (
    (r"; allowed: ", "；允许："),
    (r"one of (?=\S)", "取其一："),
    (r"some of (?=\S)", "取若干（以空格分隔）："),
    (r"a month written YYYY-MM", "月份，写作YYYY-MM"),
    (r"a month not before start", "不早于start的月份"),
    (r"a whole number\b", "整数"),
    (r"a share\b", "比例"),
    (r"a number\b", "数字"),
    (r" from (\S+) to ([^\s,;；]+)", r"，\1至\2"),
    (r" from (\S+) on", r"，不小于\1"),
    (r", or (\w+)", r"，或\1"),
    (r"a key of assumptions\.csv", "assumptions.csv中的键"),
    (r"a row for each place, sex and age group", "每个地点、性别、年龄组各一行"),
    (r", row (\d+)", r"，第\1行"),
    (r", column (\w+)", r"，\1列"),
    (r", key (\S+?)(?=[:,：，]|$)", r"，键\1"),
    (r"the file is missing", "缺少该文件"),
    (r"the column is missing", "缺少该列"),
    (r"is empty, but an? (\w+) needs it", r"为空，但\1类项目必须填写"),
    (r"is empty", "为空"),
    (r"(\S+) lies before the decision", r"\1早于决定月份"),
    (r"(\d{4}-\d{2}) lies before start", r"\1早于start"),
    (r"lies before start", "早于start"),
    (r"(\d{4}-\d{2}) or later", r"\1或以后"),
    (r"(\d+) cells under (\d+) columns", r"有\1格，表头有\2列"),
    (r"holds no \{", "缺少{"),
    (r"holds no keys", "没有键"),
    (r"lines of the form key: value", "“键: 值”形式的行"),
    (r"lacks (.+?)(?=；|$)", r"缺少\1"),
    (r"no homes of group ('.*?')", r"没有分组为\1的机构"),
    (r"(\d+) homes of group (.+?) in (.+?), where (\d+) stand", r"\3的\2有\1家，实有\4家"),
    (r"(\d+) homes in one row", r"一行有\1家"),
    (r"1: a row for each new home", "1：新建机构每家一行"),
    (r"up to its beds", "不超过其床位"),
    (r"a bed in each", "每家至少一张床"),
    (r"a sum up to 1", "合计不超过1"),
    (r"up to (\d+)", r"不超过\1"),
    (r"nursing_share and dementia_share exceed 1 together", "nursing_share与dementia_share合计超过1"),
    (r"rest cannot be worked out", "rest无法计算"),
    (r"no such assumption", "没有该假设"),
    (r"is no ownership", "不是所有制"),
    (r"does not hold lever, what and what_zh", "缺少lever、what、what_zh"),
    (r"is not a finite number", "不是有限数字"),
    (r"为空, but occupancy says residents", "为空，但occupancy写的是residents"),
    (r"(\d+) beds for (\d+) homes", r"\2家机构只有\1张床"),
    (r"(\d+) residents on (\d+) beds", r"\2张床上有\1人"),
    (r"rule (\w+) names no place", r"规则\1不需要地点"),
    (r"two rows say rest", "有两行写rest"),
    (r"(\d+) for (\d+) free places", r"\1家，空余地点只有\2个"),
    (r"one in each free place", "每个空余地点一家"),
    (r"each_place with (\d+) for (\d+) places", r"each_place要求\2家，写了\1家"),
    (r", but there are no such elders", "，但没有这类老人"),
    (r"(\d+) places(?=；|$)", r"\1个地点"),
    (r"another rule", "其他规则"),
    (r"must be one of (?=\S)", "必须取其一："),
    (r"must be true or false", "必须为true或false"),
    (r"must be a list of (\d+) numbers", r"必须为\1个数字的列表"),
    (r"must (?:be|lie|be 数字|be 整数) between (\S+) and (\S+)", r"必须介于\1与\2之间，单位"),
    (r"is not YAML", "不是YAML"),
    (r"is missing", "缺失"),
    (r"is not 整数", "不是整数"),
    (r"is not 数字", "不是数字"),
    (r"is not a month", "不是月份"),
    (r"is negative", "为负"),
    (r"is above (\S+?)(?=[；]|$)", r"大于\1"),
    (r"is below (\S+?)(?=[；]|$)", r"小于\1"),
    (r"is unknown", "不存在"),
    (r", did you mean (.+?)\?", r"，是否为\1？"),
    (r"stands in row (\d+) too", r"与第\1行重复"),
    (r"stands twice", "重复"),
    (r"(\d+) elders of 60\+", r"60岁及以上共\1人"),
    (r"(\d+) as in region\.yaml", r"\1（见region.yaml）"),
    (r"no row for", "缺少一行："),
    (r"cannot be read as text", "无法按文本读取"),
    (r"is outside its range", "超出范围"),
    (r"is not declared", "未声明"),
    (r"a declared field", "已声明的项"),
    (r"：once$", "：只能出现一次"),
    (r"；允许：text$", "；允许：文字"),
    (r"^text$", "文字"),
    (r"the measures in README\.md", "README.zh-CN.md所列的指标"),
    (r"a place if the rule is named, else empty", "规则named时为地点，否则留空"),
    (r"\bhome (?='.*不存在)", "机构"),
    (r"\bmeasure (?='.*不存在)", "指标"),
    (r"the folder cannot be read to its end (.*); mend the other problems first", r"无法读完\1；请先改正其他问题"),
)
_CELL = re.compile(r"\S+\.csv, row \d+, column \w+: ")
_MEASURES = re.compile(r"(, column measure: .*; allowed: ).*")
CRASH = "the folder cannot be read to its end"
_CRASHES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Asked(NamedTuple):
    """A column as the loader asks for it."""

    name: str
    allowed: str
    may_be_empty: bool


def chinese(said: str) -> str:
    """A line of the loader with its usual phrases in Chinese."""
    for pattern, words in _SAYS:
        said = re.sub(pattern, words, said)
    return re.sub(r"(行|列|键\S+?|\.csv|\.yaml): ", r"\1：", said, count=1)


def loaded(folder: Path) -> tuple[Region | None, list[str]]:
    """The region in a folder, or what the loader finds wrong, once for each cell: file, row, column, rule."""
    found: dict[str, str] = {}
    try:
        return regions.load_folder(folder), []
    except RegionError as error:
        for line in map(str.strip, str(error).splitlines()[1:]):
            cell = _CELL.match(line)
            found.setdefault(cell[0] if cell else line, _MEASURES.sub(r"\1the measures in README.md", line))
    except _CRASHES as error:  # what is wrong with a file has made another one unreadable
        return None, [f"{CRASH} ({error}); mend the other problems first"]
    return None, list(found.values())


@lru_cache(maxsize=1)
def asked() -> dict[str, tuple[Asked, ...]]:
    """Table -> the columns that the loader asks for: first of tables without columns, then of rows without cells."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in SETTINGS:
            (folder / file).write_text("nothing: here\n", encoding="utf-8")
        for file in TABLES:
            (folder / file).write_text("", encoding="utf-8")
        found: dict[str, list[tuple[str, str]]] = {file: [] for file in TABLES}
        for line in loaded(folder)[1]:
            if match := _MISSING.match(line):
                found[match[1]].append((match[2], match[3] or ""))
        for file, columns in found.items():
            heads = [column for column, _ in columns]
            lines = [[*heads, "note"], [*("" for _ in heads), "a row"]]
            (folder / file).write_text("".join(f"{','.join(line)}\n" for line in lines), encoding="utf-8")
        full = {(match[1], match[2]) for line in loaded(folder)[1] if (match := _EMPTY.match(line))}
    return {
        file: tuple(Asked(column, allowed, (file, column) not in full) for column, allowed in columns)
        for file, columns in found.items()
    }


@lru_cache(maxsize=1)
def meanings() -> dict[tuple[str, str], dict[str, str]]:
    """(Table, column) -> its unit and what it means; an empty column is the table itself, table ``*`` all of them."""
    rows = csv.DictReader(COLUMNS.read_text("utf-8").splitlines())
    return {(row["file"], row["column"]): row for row in rows}


def readme(language: str) -> str:
    """The page of a region folder: what to fill in, in which order, and what may stand where."""
    zh = language == "zh"
    parts = [yaml.safe_load(HEAD.read_text("utf-8"))[language].strip(), *(_table_page(file, zh) for file in TABLES)]
    names = ", ".join(f"`{name}`" for name in measures.measure_names())
    own = [f"`{what}`: {', '.join(needed(what))}" for sorts in NEEDED for what in sorts]
    grades = [f"{letter}: {meaning}" for letter, meaning in (GRADES_ZH if zh else GRADES).items()]
    levers = [f"{kind.CODE} {kind.LABEL_ZH if zh else kind.LABEL}" for kind in LEVERS.values()]
    for (title, title_zh), lines in (
        (("What each sort of project needs", "各类项目必填的列"), own),
        (("Measures of facts and targets", "facts 和 targets 的指标"), [names]),
        (("Grades", "等级"), grades),
        (("Levers that work (status_quo.yaml: `carecap levers`)", "可用的政策工具（取值见 `carecap levers`）"), levers),
    ):
        parts.append(f"## {title_zh if zh else title}\n\n" + "\n".join(f"* {line}" for line in lines))
    return "\n\n".join(parts) + "\n"


def _table_page(file: str, zh: bool) -> str:
    """One table: what a row is, and its columns."""
    word, own = "meaning_zh" if zh else "meaning", [column.name for column in SOURCED]
    rows = []
    for column in asked()[file]:
        said = meanings()["*" if column.name in own else file, column.name]
        rows.append([f"`{column.name}`", said[word], said["unit"], _allowed(column, zh)])
    heads = ("列", "含义", "单位", "允许的内容") if zh else ("column", "what it says", "unit", "allowed")
    return f"## {file}\n\n{meanings()[file, ''][word]}\n\n{table(heads, rows)}"


def _allowed(column: Asked, zh: bool) -> str:
    """What may stand in a column, in words."""
    if column.allowed.endswith("of"):  # a name of a table that was empty when the loader was asked
        allowed = "places.csv 的 name_en" if zh else "a name_en of places.csv"
    else:
        allowed = chinese(column.allowed) if zh else column.allowed
    return allowed + (("；可留空" if zh else "; may be empty") if column.may_be_empty else "")


def cells(file: Path) -> list[dict[str, str]]:
    """The rows of a table as they stand, each with ``row``, its number; none if it cannot be read."""
    try:
        lines = csv.reader(file.read_text("utf-8-sig").splitlines())
        header = next(lines, [])
        rows: Iterable[Sequence[str]] = [[str(lines.line_num), *row] for row in lines]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    heads = ["row", *header]
    return [dict(zip(heads, map(str.strip, row), strict=False)) for row in rows if any(map(str.strip, row[1:]))]
