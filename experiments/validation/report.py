"""Writes the two pages of the validation: ``validation.md`` and ``validation.zh-CN.md``.

The pages hold no date, machine or path: the same code and files give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from experiments.files import Folder
from experiments.validation import (
    VERDICTS,
    Line,
    Section,
    Text,
    health,
    held_out,
    levels,
    number,
    queue,
    verdict_of,
)
from experiments.validation import regions as lives
from sim.calendar import text_of

PAGES = {"en": "validation.md", "zh": "validation.zh-CN.md"}
LANGUAGES = tuple(PAGES)
NOT_EXPLAINED: Text = ("not explained yet", "尚未解释")
HEADS: tuple[Text, ...] = (
    ("row", "编号"), ("what", "内容"), ("population", "人口"), ("model", "模型"), ("published", "已发表"),
    ("unit", "单位"), ("tolerance", "允许误差"), ("verdict", "判断"), ("source (grade)", "来源（等级）"),
)  # fmt: skip
WORDS: dict[str, Text] = {
    "title": ("Validation", "模型验证"),
    "other": ("[中文](validation.zh-CN.md)", "[English](validation.md)"),
    "about": (
        "The model beside figures that it was not made to meet, and beside what must follow from its inputs. A "
        "tolerance is stated before the run; misses stay printed. Where there is no tolerance both figures only "
        "stand side by side; *fitted* is a figure that the model was fitted to. *Input* is a figure that the "
        "model reads from the tables of the region: that it stands there again is no evidence.",
        "将模型与未用于构建它的数字对照，并与其输入必然推出的结果对照。允许误差在运行前确定；不符之处照实列出。没有允"
        "许误差的只作对照；“拟合所用”指模型拟合过的数字。“输入”指模型从地区表格直接读入的数字，两者一致不构成"
        "证据。",
    ),
    "rerun": (
        "Written by `carecap validate` from one life of each region ({regions}) under its status quo, {scale}, seed "
        "{seed}, {months}; exits are means of seeds {seeds}. Run it again to renew this page. Grades: D the region's "
        "own document, A source seen, B secondary source, C assumption, M definition of the model; of A in brackets "
        "what was seen.",
        "由`carecap validate`写成：每个地区（{regions}）按现状运行一次，{scale}，种子{seed}，{months}；离院数为种子"
        "{seeds}的平均。重新运行即可更新本页。等级：D本地区文件，A见过来源，B二手来源，C假设，M模型定义；A后括号内为所见"
        "部分。",
    ),
    "whole": ("every elder", "全部老年人口"),
    "sample": ("{share:g} % of the elders", "{share:g}%的老年人口"),
    "months": ("{first} to {last}", "{first}至{last}"),
    "summary": ("Summary", "概要"),
    "part": ("part", "部分"),
    "all": ("all", "合计"),
    "misses": ("Misses", "不符之处"),
    "no_misses": ("None.", "无。"),
    "miss": (
        "- **{id}** {what} ({population}): model {model}, published {published}, tolerance {tolerance}.",
        "- **{id}** {what}（{population}）：模型{model}，已发表{published}，允许误差{tolerance}。",
    ),
}  # fmt: skip


def write(names: Sequence[str], out: Path, fraction: float = 1.0, until: int | None = None) -> list[Line]:
    """Live the named regions and write both pages into the folder ``out``; returns all lines.

    ``fraction`` and ``until`` (last month, a number) are for a quick look and for tests.

    Raises:
        CannotWrite: if the pages cannot be written.
        ValueError: if a region is unknown.
    """
    runs = lives.live_all(names, fraction, until)
    parts = sections(runs)
    with Folder(out) as folder:
        for language, name in PAGES.items():
            text = page(parts, runs, language).encode()
            folder.write(name, lambda file, text=text: file.write(text))  # type: ignore[misc]
    return [line for part in parts for line in part.lines]


def sections(runs: Sequence[lives.Lived], homes: int = 400, months: int = 4000) -> list[Section]:
    """Everything that is compared, in the order of the page; ``homes`` and ``months`` are those of the queues."""
    return [
        held_out.section(runs),
        health.life_expectancy(runs),
        health.deaths(runs),
        levels.limitation(),
        levels.prevalence(runs, held_out.surveys()),
        queue.section(runs, homes, months=months),
        *(lives.section(run, [held_out.elders_by_place(run)]) for run in runs),
    ]


# --- Markdown -----------------------------------------------------------------------------------------------------


def page(parts: Sequence[Section], runs: Sequence[lives.Lived], language: str) -> str:
    """The whole page in one language."""
    at = LANGUAGES.index(language)
    blocks = [f"# {WORDS['title'][at]}", WORDS["other"][at], WORDS["about"][at], _rerun(runs, at)]
    blocks += [f"## {WORDS['summary'][at]}", _summary(parts, at), f"### {WORDS['misses'][at]}", _misses(parts, at)]
    for part in parts:
        blocks += [f"## {part.title[at]}", part.about[at]]
        if part.lines and part.listed:
            blocks.append(_table(HEADS, [_row(line) for line in part.lines], at))
        for table in part.tables:
            blocks += [f"### {table.title[at]}", _table(table.heads, table.rows, at)]
    return "\n\n".join(blocks) + "\n"


def explanation(line: Line) -> Text:
    """Why a line is a miss."""
    return held_out.EXPLAINED.get(line.id, NOT_EXPLAINED)


def _rerun(runs: Sequence[lives.Lived], at: int) -> str:
    """How the page came about."""
    first = runs[0]
    scale = WORDS["whole" if first.region.fraction == 1 else "sample"][at].format(share=100 * first.region.fraction)
    months = WORDS["months"][at].format(first=text_of(first.region.start), last=text_of(first.until))
    labels = ("，" if at else ", ").join((run.region.label, run.region.label_zh)[at] for run in runs)
    seeds = f"{lives.SEED}–{lives.MORE_SEEDS[-1]}"
    return WORDS["rerun"][at].format(regions=labels, scale=scale, seed=lives.SEED, seeds=seeds, months=months)


def _summary(parts: Sequence[Section], at: int) -> str:
    """How many lines of each part passed, missed, or only stand side by side."""
    rows: list[list[Text | str]] = []
    total: Counter[str] = Counter()
    for part in parts:
        counts = Counter(verdict_of(line) for line in part.lines)
        total += counts
        if counts:
            rows.append([part.title, *(str(counts[key]) for key in VERDICTS)])
    rows.append([WORDS["all"], *(str(total[key]) for key in VERDICTS)])
    return _table([WORDS["part"], *VERDICTS.values()], rows, at)


def _misses(parts: Sequence[Section], at: int) -> str:
    """Every miss; those that have one explanation stand together above it."""
    found: dict[str, list[str]] = {}
    for line in (line for part in parts for line in part.lines if verdict_of(line) == "miss"):
        what = WORDS["miss"][at].format(
            id=line.id,
            what=line.what[at],
            population=line.population[at],
            model=_figure(line, line.model, at),
            published=_figure(line, line.published, at),
            tolerance=line.tolerance[at],
        )
        found.setdefault(explanation(line)[at], []).append(what)
    return "\n\n".join("\n".join([*lines, f"\n  *{why}*"]) for why, lines in found.items()) or WORDS["no_misses"][at]


def _figure(line: Line, value: float, at: int) -> str:
    """A figure with its unit."""
    unit = "" if line.unit[0] == "ratio" else line.unit[at]
    return f"{number(value, line.digits)}{' ' if unit and not at else ''}{unit}"


def _row(line: Line) -> list[Text | str]:
    """A line as cells under ``HEADS``."""
    source = tuple(
        f"{words}{left}{grade}{right}" if grade else words
        for words, grade, (left, right) in zip(line.source, line.grade, ((" (", ")"), ("（", "）")), strict=True)
    )
    figures = (number(line.model, line.digits), number(line.published, line.digits))
    verdict = VERDICTS[verdict_of(line)]
    return [line.id, line.what, line.population, *figures, line.unit, line.tolerance, verdict, (source[0], source[1])]


def _table(heads: Sequence[Text | str], rows: Sequence[Sequence[Text | str]], at: int) -> str:
    """A Markdown table in one language."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell, at) for cell in line) + " |" for line in lines)


def _cell(cell: Text | str, at: int) -> str:
    text = cell if isinstance(cell, str) else cell[at]
    return " ".join(text.replace("|", "\\|").split())
