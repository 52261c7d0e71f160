"""Text for a terminal: tables whose columns stand straight in English and Chinese, and the words in them."""

from __future__ import annotations

import math
import shutil
import unicodedata
from collections.abc import Sequence

from experiments.labels import exponent, number, outcome_label, unit_text
from experiments.plurals import filled
from sim.outcomes import OUTCOMES

WORDS: dict[str, tuple[str, str]] = {
    "year": ("Year", "年份"),
    "outcome": ("Outcome", "指标"),
    "difference": ("Difference", "差值"),
    "interval": ("95 % interval", "95%区间"),
    "verdict": ("Verdict", "判断"),
    "chance": ("Better, %", "更好，%"),
    "more": ("More runs", "还需次数"),
    "better": ("better", "改善"),
    "worse": ("worse", "变差"),
    "higher": ("higher", "上升"),
    "lower": ("lower", "下降"),
    "undecided": ("undecided", "未定"),
    "same": ("same", "相同"),
    "one": ("one run", "仅一次"),
    "means": ("Means of {n:replicate}", "{n}次重复的平均"),
    "single": ("One replicate", "单次运行"),
    "against": ("{scenario} against {base}, {year}", "{scenario}与{base}相比，{year:年}"),
    "how": (
        "Difference: mean of the paired differences, of shares in percentage points. Verdict: by their 95 %\n"
        "interval, each outcome by itself, not adjusted for their number. {futures}\n"
        "Better: probability to be better than the first scenario, with its 95 % interval. More runs: replicates\n"
        "still to be run to tell the difference from zero (5 %, power 80 %), if it is what it seems.",
        "差值：配对差值的平均，比例类指标以百分点计。判断：按其95%区间，各指标单独计算，未作多重比较校正。\n"
        "{futures}\n"
        "更好：优于首个情景的概率及其95%区间。还需次数：若差值确如所见，要与零区分开还需的重复次数\n"
        "（5%水平，80%把握）。",
    ),
    "how.futures": (
        "8 of 10 futures: between\nthese two lie 8 of 10 differences that another luck would give.",
        "10次中的8次：换一种运气，10次中有8次的差值落在这两个数之间。",
    ),
    "how.range": (
        "Range: lowest and highest\n"
        "difference, which hold about {share} of 10 futures; to name 8 of 10 takes nine replicates.",
        "范围：最低与最高的差值，约10次未来中有{share}次落在其间；要说出10次中的8次，至少需要重复9次。",
    ),
    "how.none": ("", ""),
    "points": (
        "Points: {points}, each with {replicates:replicate}; runs: {runs}",
        "设计点：{points}个，每个重复{replicates}次，共运行{runs}次",
    ),
    "kept.one": ("The one run is kept in {out}", "这一次运行已保存在{out}"),
    "kept": ("{done} of {runs} runs are kept in {out}", "{runs}次运行中的{done}次已保存在{out}"),
    "ask": (
        "Ask them: carecap query {out} 'select …', and carecap sensitivity, carecap report",
        "可用carecap query {out} 'select …'查询，亦可用carecap sensitivity、carecap report",
    ),
    "older": (
        "Older than the runs, of which there are now {n}: {folders}. Make again: {again}",
        "以下文件夹早于现有的{n}次运行：{folders}。重新生成：{again}",
    ),
    "older.folder": ("{folder}/ (made of {runs})", "{folder}/（由{runs}次运行生成）"),
    "older.unknown": ("an unknown number", "未知"),
    "older.comma": (", ", "、"),
    "written": ("Written to {out}: {names}", "已写入{out}：{names}"),
    "head": ("{region}, {first} to {last}, {scale}, {seeds}", "{region}，{first}至{last}，{scale}，{seeds}"),
    "whole": ("every elder", "全部老年人口"),
    "sample": ("{share} % of the elders", "{share}%的老年人口"),
    "seed": ("seed {seed}", "种子{seed}"),
    "seeds": ("seeds {first}-{last}", "种子{first}-{last}"),
    "data": ("data {hash}", "数据{hash}"),
    "targets": (
        "What the document wants, and what the model has by then",
        "文件要求，以及模型届时的数值",
    ),
    "no_month0": (
        "The document is of {month}; the run ends before, so nothing is compared with it.",
        "文件基准月为{month}；运行在此之前结束，未与文件比较。",
    ),
}


def word(key: str, language: str, **facts: object) -> str:
    """Words of a table in a language."""
    text = WORDS[key][1 if language == "zh" else 0]
    return filled(text, **facts) if facts else text


def lived_share(fraction: float, language: str) -> str:
    """How many of the elders of a region are simulated: every elder, or a share of them."""
    return word("whole" if fraction == 1 else "sample", language, share=f"{100 * fraction:.3g}")


def width(text: str) -> int:
    """Columns that a text takes on a terminal: a Chinese character takes two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def pad(text: str, columns: int, right: bool = False) -> str:
    """A text filled up with blanks to a width."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1, last: int = 0, widest: int = 1000) -> str:
    """Rows under heads with a line between; the first ``left`` columns and the ``last`` stand left, others right.

    A first cell that is wider than ``widest`` goes on in the lines below it.
    """
    lines = [
        [first, *("" if i else cell for cell in row[1:])]
        for row in rows
        for i, first in enumerate(broken_to(row[0], widest))
    ]
    widths = [max(width(line[i]) for line in (heads, *lines)) for i in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        padded = (pad(cell, widths[i], right=left <= i < len(heads) - last) for i, cell in enumerate(cells))
        return "  ".join(padded).rstrip()

    return "\n".join([line(heads), "-" * (sum(widths) + 2 * (len(widths) - 1)), *map(line, lines)])


def terminal() -> int:
    """Columns of the terminal, at least 60, at most 120; 100 where there is none."""
    return min(120, max(60, shutil.get_terminal_size((100, 24)).columns))


def indented(text: str, columns: int = 4) -> str:
    """A paragraph indented and broken to the width of the terminal."""
    return "\n".join(" " * columns + line for line in broken_to(text, terminal() - columns))


def broken_to(text: str, room: int) -> list[str]:
    """A text in lines of at most ``room`` columns, broken at blanks and between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Words with the blanks behind them, and single Chinese characters; no line begins or ends with a wrong mark."""
    pieces: list[str] = []
    for letter in " ".join(text.split()):
        before = pieces[-1][-1] if pieces else " "
        joins = width(letter) == width(before) == 1 and before != " "
        if pieces and (joins or letter in " ，。；：、）”？→" or before in "（“"):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


class Measure:
    """How the values of one outcome are printed: per cent for shares, a power of ten for large counts."""

    def __init__(self, outcome: str, largest: float, language: str):
        self.outcome, self.language = OUTCOMES[outcome], language
        share = self.outcome.unit == "share"
        self.power = 0 if share or not math.isfinite(largest) else exponent(largest, language)
        self.factor = 100.0 if share else 10.0**-self.power

    @property
    def label(self) -> str:
        """Name and unit."""
        unit = unit_text(self.outcome.unit, self.language, self.power, self.outcome.kind == "flow")
        return f"{outcome_label(self.outcome.name, self.language)}, {unit}"

    def text(self, value: float, signed: bool = False) -> str:
        """One value; a dash where there is none."""
        return number(value * self.factor, signed) if math.isfinite(value) else "–"
