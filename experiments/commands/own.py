"""``carecap new-region`` and ``carecap check-region``: a region of one's own, as a folder of small tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import yaml

from experiments import config, regions
from experiments.commands import page
from experiments.files import Folder, cannot_write
from experiments.overrides import BadInput, Problem
from experiments.plurals import filled
from sim.calendar import text_of

if TYPE_CHECKING:
    from experiments.commands.own_checks import Review
    from sim.world.region import HomeStock, Region

NAME = re.compile(r"[^\W\d_][\w-]*")
"""A letter (of any script), then letters, digits, - and _: the name is part of file names and of region=…"""
PAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
GRADED = [
    *(f"{name}.csv" for name in ("facts", "targets", "homes", "services", "projects", "purses", "assumptions")),
    *("status_quo.yaml", "parameters.yaml"),
]
"""Tables whose rows are counted by grade; elders and places are not among them: they are a census."""
OWNERS = {
    "public": ("government-run", "公办"),
    "public_private": ("privately operated", "公建民营"),
    "private": ("private", "民办"),
}
"""Ownership -> its words in the summary."""
WORDS: dict[str, tuple[str, str]] = {
    "written": ("Written to {folder}: {names}", "已写入{folder}：{names}"),
    "next": (
        "It is an example that runs: carecap run region={folder}\n"
        "Fill in its tables (README.md explains every column), then: carecap check-region {folder}",
        "这是可以直接运行的示例：carecap run region={folder} language=zh\n"
        "请填写各表（README.zh-CN.md 说明每一列），然后：carecap check-region {folder} language=zh",
    ),
    "bad": (
        "carecap: region folder {name}: {n:problem}; it cannot be used",
        "carecap：地区文件夹{name}有{n}个问题，不能使用",
    ),
    "fine": ("region folder {name}: no problem, {n:warning}", "地区文件夹{name}：没有问题，{n}条提醒"),
    "warnings": ("Warnings: these may be right, look at them", "提醒：不一定有错，请核对"),
    "region": ("region", "地区"),
    "region.is": ("{label} ({label_zh})", "{label_zh}"),
    "months": ("months", "月份"),
    "months.is": ("census {start}, document {document}", "普查{start}，文件{document}"),
    "elders": ("elders", "老年人口"),
    "elders.is": (
        "{elders:,} residents of 60+ in {places:place}, {urban:.0%} of them urban",
        "60岁及以上常住{elders:,}人，{places}个地点，城镇占{urban:.0%}",
    ),
    "homes": ("homes", "养老机构"),
    "homes.is": (
        "{homes:,} with {beds:bed} ({rate:.1f} for 1,000 elders), {nursing:.0%} for nursing",
        "{homes:,}家，床位{beds:,}张（每千名老人{rate:.1f}张），护理型{nursing:.0%}",
    ),
    "residents": ("residents", "入住"),
    "residents.is": (
        "{residents:,.0f} (beds x occupancy, {share:.0%})",
        "{residents:,.0f}人（床位×入住率，{share:.0%}）",
    ),
    "owner.is": ("{homes:home}, {beds:bed} ({share:.0%})", "{homes:,}家，床位{beds:,}张（{share:.0%}）"),
    "services": ("community", "社区设施"),
    "services.is": ("{count:,} facilities, {aides:,.0f} visiting aides", "{count:,}个，上门护理员{aides:,.0f}人"),
    "plans": ("plans", "计划"),
    "plans.is": (
        "{projects:project}, {targets:target}; document silent on {silent:instrument}",
        "项目{projects}个，目标{targets}个；文件未提及{silent}项政策工具",
    ),
    "money": ("money", "资金"),
    "money.is": ("{money:,.0f} yuan a year, beside what the law pays", "每年{money:,.0f}元，另有依法敞开保障的支出"),
    "facts": ("numbers", "数字"),
    "facts.is": (
        "{D} from the document (D), {AB} from statistics (A, B), {C} assumed (C), {F} {fit} (F)",
        "文件{D}个（D），统计{AB}个（A、B），假设{C}个（C），{fit}{F}个（F）",
    ),
    "fit.done": ("fitted", "已拟合"),
    "fit.open": ("to be fitted", "待拟合"),
    "judged": ("compared", "对照"),
    "judged.is": (
        "{judged} facts with a tolerance, {beside} side by side only",
        "有容差的{judged}个，仅对照的{beside}个",
    ),
    "constants": ("constants", "常数"),
    "fitted": ("fitted to this region (choice.yaml)", "已按本地区拟合（choice.yaml）"),
    "declared": (
        "not calibrated yet: carecap calibrate region={folder}",
        "尚未校准：请运行 carecap calibrate region={folder}",
    ),
}


class Unusable(BadInput):
    """A folder with problems: the whole list."""

    def __init__(self, text: str):
        ValueError.__init__(self, text)
        self.problems = ()


class Grades(NamedTuple):
    """How many rows of the tables of a region stand on what."""

    document: int
    statistics: int
    assumed: int
    fitted: int


def _word(key: str, zh: bool, **facts: object) -> str:
    return filled(WORDS[key][zh], **facts)


def _told(command: str, words: Sequence[str]) -> tuple[str, bool]:
    """The folder that was named, and whether to print Chinese."""
    named = [word for word in words if "=" not in word]
    settings = config.read("run", [word for word in words if "=" in word], only={"language"})
    if len(named) != 1:
        example = f"carecap {command} ./mine"
        raise BadInput([Problem(command, " ".join(named), f"name one folder, for instance {example}")])
    return named[0], settings.language == "zh"


# --- a new folder -------------------------------------------------------------------------------------------


def new_region(words: Sequence[str]) -> None:
    """Write a folder with a worked example of every table, and the pages that explain them."""
    name, zh = _told("new-region", words)
    folder = Path(name)
    wrong = _not_new(folder)
    if wrong:
        raise BadInput([Problem("new-region", name, wrong)], "nothing was written")
    from experiments.commands.own_tables import TEMPLATE, readme

    files = {path.name: path.read_bytes() for path in sorted(TEMPLATE.iterdir()) if path.is_file()}
    files |= {file: readme(language).encode() for file, language in PAGES.items()}
    with Folder(folder) as staged:
        for file, data in files.items():
            staged.write(file, partial(_into, data=data))
    print(_word("written", zh, folder=_as_region(folder), names=", ".join(files)))
    print(_word("next", zh, folder=_as_region(folder)))


def _into(file: IO[bytes], data: bytes) -> None:
    file.write(data)


def _not_new(folder: Path) -> str | None:
    """Why a folder of that name cannot be made, if so."""
    if not NAME.fullmatch(folder.name):
        return "is no name for a region: begin with a letter, then letters, digits, - and _"
    if folder.name in regions.names():
        return f"{folder.name} is a region of carecap; choose another name"
    if folder.exists() or folder.is_symlink():
        return "exists already; choose another name"
    return cannot_write(folder)


def _as_region(folder: Path) -> str:
    """A folder as ``region=`` takes it: with a slash."""
    return str(folder) if len(folder.parts) > 1 else f"./{folder}"


# --- a folder as it stands ----------------------------------------------------------------------------------


def check_region(words: Sequence[str]) -> None:
    """Say everything that is wrong with a folder, or what is in it."""
    name, zh = _told("check-region", words)
    known = name in regions.names()
    folder = regions.folder_of(name) if known else Path(name)
    if not folder.is_dir():
        raise BadInput([Problem("check-region", name, "there is no such folder")], "nothing was checked")
    from experiments.commands.own_checks import review

    found = review(folder)
    warnings = "".join(f"\n  {line[zh]}" for line in found.warnings)
    warnings = f"\n\n{_word('warnings', zh)}{warnings}" if warnings else ""
    if found.region is None or found.problems:
        lines = "".join(f"\n  {line[zh]}" for line in found.problems)
        raise Unusable(_word("bad", zh, name=folder.name, n=len(found.problems)) + lines + warnings)
    print(_word("fine", zh, name=folder.name, n=len(found.warnings)))
    print("\n" + summary(found, found.region, zh, name if known else _as_region(folder)) + warnings)


def summary(found: Review, region: Region, zh: bool, asked: str) -> str:
    """What a folder holds, a line for each subject; ``asked`` is the region as it is typed."""
    from experiments.commands.own_sums import residents_of

    elders, homes = float(region.elders.sum()), region.homes
    urban = sum(float(region.elders[i].sum()) * place.urban_share for i, place in enumerate(region.places))
    judged = sum(bool(row.get("tolerance")) for row in found.tables["facts.csv"])
    count, graded = beds(homes), grades(found.path)
    lines: list[tuple[str, dict[str, Any]]] = [
        ("region", dict(label=region.label, label_zh=region.label_zh)),
        ("months", dict(start=text_of(region.start), document=text_of(region.document))),
        ("elders", dict(elders=int(elders), places=region.n_places, urban=urban / elders)),
        ("homes", dict(homes=len(homes), beds=count, rate=1000 * count / elders, nursing=nursing_share(homes))),
        *((owner, _owned(homes, owner)) for owner in OWNERS),
        ("residents", dict(residents=residents_of(homes), share=residents_of(homes) / max(count, 1))),
        (
            "services",
            dict(count=sum(s.count for s in region.services))
            | dict(aides=sum(s.count * s.visiting_aides for s in region.services)),
        ),
        ("plans", dict(projects=len(region.projects), targets=len(region.targets), silent=len(region.silent))),
        ("money", dict(money=sum(purse.yuan_per_year for purse in region.purses))),
        (
            "facts",
            dict(D=graded.document, AB=graded.statistics, C=graded.assumed, F=graded.fitted)
            | dict(fit=_word("fit.done" if region.calibrated else "fit.open", zh)),
        ),
        ("judged", dict(judged=judged, beside=len(region.facts) - judged)),
    ]
    rows = [
        (f"  {OWNERS[key][zh]}", _word("owner.is", zh, **facts))
        if key in OWNERS
        else (_word(key, zh), _word(f"{key}.is", zh, **facts))
        for key, facts in lines
    ]
    rows.append((_word("constants", zh), _word("fitted" if region.calibrated else "declared", zh, folder=asked)))
    wide = max(page.width(head) for head, _ in rows)
    return "\n".join(f"  {page.pad(head, wide)}  {said}" for head, said in rows)


def beds(homes: Sequence[HomeStock]) -> int:
    """Built beds of some homes."""
    return sum(sum(home.beds) for home in homes)


def _owned(homes: Sequence[HomeStock], owner: str) -> dict[str, object]:
    own = [home for home in homes if home.ownership == owner]
    return dict(homes=len(own), beds=beds(own), share=beds(own) / max(beds(homes), 1))


def nursing_share(homes: Sequence[HomeStock]) -> float:
    """Share of the beds that are for nursing or dementia."""
    return sum(sum(home.beds[1:]) for home in homes) / max(beds(homes), 1)


def split(homes: Sequence[HomeStock]) -> list[float]:
    """Share of the beds that is government-run, privately operated and private."""
    return [beds([home for home in homes if home.ownership == owner]) / max(beds(homes), 1) for owner in OWNERS]


def letters_of(folder: Path, file: str) -> list[str]:
    """The grades of the rows of a table, or of the values of a YAML file; none of a file that is not there."""
    from experiments.commands.own_tables import cells

    path = folder / file
    if path.suffix == ".csv":
        return [row.get("grade", "") for row in cells(path)]
    values = (yaml.safe_load(path.read_text("utf-8-sig")) if path.is_file() else None) or {}
    return [entry.get("grade", "") for entry in values.values()]


def grades(folder: Path) -> Grades:
    """Rows by grade: what is printed, wanted, stands, is planned, paid and assumed, policy, behaviour."""
    letters = [letter for file in GRADED for letter in letters_of(folder, file)]
    return Grades(letters.count("D"), letters.count("A") + letters.count("B"), letters.count("C"), letters.count("F"))
