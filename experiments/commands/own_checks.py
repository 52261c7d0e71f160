"""What ``carecap check-region`` looks at beyond what the loader refuses: is a folder plausible, and is it finished?

A problem must be mended before the folder is used; a warning may be right. Each says file, row, column and rule,
in English and Chinese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from experiments import measures, regions
from experiments.commands.own_sums import agree, fitted, full
from experiments.commands.own_tables import CRASH, TABLES, TEMPLATE, cells, chinese, loaded
from experiments.region_checks import nearest
from experiments.region_values import CHOICE
from sim.agents.kinds import Ownership
from sim.calendar import month_of
from sim.world.region import Region

INVENTED = "invented for the template"
"""Stands in the source of every number of the template."""
CHINA = {"lat": (18.0, 54.0), "lon": (73.0, 136.0)}
OLDEST = (0.02, 0.4)
"""Plausible share of 80 and more among the elders of a place."""
MEN = (0.5, 1.6)
"""Plausible men for each woman among them."""
Row = dict[str, str]


@dataclass
class Review:
    """What was found in a folder, and the region if it can be loaded. Findings are (English, Chinese)."""

    path: Path
    region: Region | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    tree: dict[str, Any] = field(default_factory=dict)

    def wrong(self, where: str, what: str, zh: str) -> None:
        """Note a problem: ``where`` is the file, with row and column if there are."""
        self.problems.append((f"{where}: {what}", f"{chinese(where)}：{zh}"))

    def warn(self, where: str, what: str, zh: str) -> None:
        """Note a warning."""
        self.warnings.append((f"{where}: {what}", f"{chinese(where)}：{zh}"))

    def number(self, cell: str | None) -> float | None:
        """The number of a cell, ``@key`` looked up; None if it is none."""
        if cell and cell.startswith("@"):
            cell = next((row.get("value") for row in self.tables["assumptions.csv"] if row.get("key") == cell[1:]), "")
        try:
            return float(cell or "")
        except ValueError:
            return None


def review(path: Path) -> Review:
    """Everything that is wrong or strange in a folder: what the loader says, then the checks of this file."""
    found = Review(path, tables={file: cells(path / file) for file in TABLES}, tree=_tree(path / "region.yaml"))
    shape(found)
    found.region, said = loaded(path)
    said = [line for line in said if not (found.problems and line.startswith(CRASH))]
    found.problems += [(line, chinese(line)) for line in said]
    for check in (people, services, silences, named, targets, unused, invented):
        check(found)
    if found.region is not None:
        for check_region in (full, agree, fitted):
            check_region(found, found.region)
    return found


def _tree(file: Path) -> dict[str, Any]:
    """A YAML file as far as it can be read."""
    try:
        tree = yaml.safe_load(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return tree if isinstance(tree, dict) else {}


# --- files by themselves ------------------------------------------------------------------------------------


def shape(found: Review) -> None:
    """Groups of region.yaml are groups, and the stock is told by ownership."""
    owners = [owner.name.lower() for owner in Ownership]
    if not found.tables["places.csv"]:
        found.wrong("places.csv", "no row can be read", "没有可读的行")
    for name in ("stock", "medical", "china", "note", "rules"):
        if name in found.tree and not isinstance(found.tree[name], dict):
            found.wrong(f"region.yaml, key {name}", "holds no keys below it", "下面没有键")
    if not isinstance(found.tree.get("silent") or [], list):
        found.wrong(
            "region.yaml, key silent", "is no list; write a line with - for each", "不是列表；每项一行，以 - 开头"
        )
    stock = found.tree.get("stock")
    for owner in stock if isinstance(stock, dict) else ():
        if owner not in owners:
            names = ", ".join(owners)
            found.wrong(
                f"region.yaml, key stock.{owner}", f"no ownership; allowed: {names}", f"不是所有制；允许：{names}"
            )


def people(found: Review) -> None:
    """Places hold elders of a plausible age and sex, and lie in China."""
    count: dict[tuple[str, str, int], float] = {}
    for row in found.tables["elders.csv"]:
        age = re.match(r"\d+", row.get("age_group", ""))
        key = row.get("place", ""), row.get("sex", ""), int(age[0]) if age else 0
        count[key] = found.number(row.get("population")) or 0.0

    def total(place: str, low: int, high: int = 200, sex: str = "") -> float:
        return sum(n for (p, s, a), n in count.items() if p == place and low <= a < high and sex in ("", s))

    for row in found.tables["places.csv"]:
        name, where = row.get("name_en", ""), f"places.csv, row {row['row']}"
        for column, (low, high) in CHINA.items():
            value = found.number(row.get(column))
            if value is not None and not low <= value <= high:
                what = f"{value:g} is not in China: are lat and lon exchanged?"
                found.warn(f"{where}, column {column}", what, f"{value:g}不在中国境内：经纬度是否颠倒？")
        elders = total(name, 60)
        if not any(place == name for place, _, _ in count):
            continue
        if not elders:
            found.wrong(where, f"{name} has no elders of 60+ in elders.csv", f"{name}在elders.csv中没有60岁及以上人口")
            continue
        if not total(name, 40, 60):
            found.warn(
                where, f"nobody of 40-59 in {name}: nobody will turn 60", f"{name}没有40-59岁人口，今后无人满60岁"
            )
        if any(line.startswith("elders.csv") for line, _ in found.problems):
            continue
        oldest, women = total(name, 80) / elders, total(name, 60, sex="female")
        if not OLDEST[0] <= oldest <= OLDEST[1]:
            found.warn(
                where, f"{oldest:.1%} of the elders of {name} are 80+", f"{name}的老人中80岁及以上占{oldest:.1%}"
            )
        men = (elders - women) / women if women else float("inf")
        if not MEN[0] <= men <= MEN[1]:
            what, zh = f"{men:.2f} men for each woman of 60+ in {name}", f"{name}60岁及以上男女比为{men:.2f}"
            found.warn(where, what, zh)


def services(found: Review) -> None:
    """Community services stand where somebody of that residence lives, and reach somebody."""
    ratio = found.number("@urban_elder_ratio") or regions.DEFAULTS["urban_elder_ratio"]
    shares = {row.get("name_en"): found.number(row.get("urban_share")) for row in found.tables["places.csv"]}
    for row in found.tables["services.csv"]:
        where, place, lives = f"services.csv, row {row['row']}", row.get("place"), row.get("residence")
        share = shares.get(place)
        if share is not None and ((lives == "urban" and share == 0) or (lives == "rural" and share * ratio >= 1)):
            what = f"{lives}, but urban_share of {place} is {share:g}: nobody can use it"
            zh = f"{lives}，但{place}的urban_share为{share:g}：无人可用"
            found.wrong(f"{where}, column residence", what, zh)
        if found.number(row.get("reach")) == 0 and found.number(row.get("count")):
            found.warn(f"{where}, column reach", "0: nobody is in its circle", "为0：服务范围内没有人")


def silences(found: Review) -> None:
    """Each silence is told in Chinese too; the texts that the loader reads, it asks for itself."""
    silent = found.tree.get("silent")
    for entry in silent if isinstance(silent, list) else ():
        if isinstance(entry, dict) and not entry.get("what_zh"):
            found.wrong(f"region.yaml, key silent, {entry.get('lever')}", "what_zh is empty", "what_zh为空")


def named(found: Review) -> None:
    """Measures exist, and so does what they count on: a key, a purse."""
    keys = {row.get("key") for row in found.tables["facts.csv"]}
    rows = [(file, row) for file in ("facts.csv", "targets.csv") for row in found.tables[file]]
    for file, row in rows:
        where, name = f"{file}, row {row['row']}, column measure", row.get("measure", "")
        if any(line.startswith(where) for line, _ in found.problems):
            continue
        if name and ":" not in name and name not in measures.MEASURES:
            near = nearest(name, measures.MEASURES)
            found.wrong(where, f"measure {name!r} is unknown{near}", chinese(f"指标{name!r} is unknown{near}"))
        if name.endswith("_registered") and measures.REGISTERED not in keys:
            key = measures.REGISTERED
            found.wrong(where, f"{name} needs a fact with key {key}", f"{name}需要键为{key}的一行")


def targets(found: Review) -> None:
    """What is wanted before the model begins is never looked at."""
    for row in found.tables["targets.csv"]:
        try:
            early = month_of(row.get("by", "")) < month_of(str(found.tree.get("start")))
        except ValueError:
            continue
        if early:
            where = f"targets.csv, row {row['row']}, column by"
            found.warn(where, f"{row['by']} lies before start: never looked at", f"{row['by']}早于start，不会对照")


def unused(found: Review) -> None:
    """Assumptions that no file refers to."""
    files = [path for path in found.path.glob("*") if path.suffix in (".csv", ".yaml") and path.name != CHOICE]
    text = "\n".join(path.read_text("utf-8", errors="replace") for path in files)
    used = set(re.findall(r"@(\w+)", text)) | set(regions.DEFAULTS)
    for row in found.tables["assumptions.csv"]:
        key = row.get("key", "")
        if key and key not in used:
            found.warn(f"assumptions.csv, row {row['row']}", f"{key}: no file refers to @{key}", f"没有文件引用@{key}")


def invented(found: Review) -> None:
    """Numbers of the template that are still there."""
    for file in sorted(path.name for path in TEMPLATE.iterdir()):
        path = found.path / file
        lines = path.read_text("utf-8", errors="replace").count(INVENTED) if path.is_file() else 0
        if lines:
            found.warn(file, f"{lines} numbers or rows are still {INVENTED}", f"仍有{lines}处为模板的虚构数字")
    if found.tables["facts.csv"] and not any(row.get("tolerance") for row in found.tables["facts.csv"]):
        what = "no fact has a tolerance: all are shown side by side, none is judged"
        found.warn("facts.csv, column tolerance", what, "所有数字均无容差：只对照，不判断")
