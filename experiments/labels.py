"""The words and colours of figures and tables, and how words are set: one table for both languages.

Outcomes, levers and places carry their own labels; scenarios are named by the caller. Everything else that
is printed stands in ``WORDS``. Break-downs are looked up by the group as it is stored: ``cause=no_aides``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from scipy.optimize import isotonic_regression

from experiments.words_figures import FIGURES
from sim.agents.kinds import LEVELS
from sim.calendar import text_of
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from sim.world.region import Place

LANGUAGES = ("en", "zh")
FONT = Path(__file__).parent / "fonts" / "NotoSansSC-gb2312.ttf"
"""Noto Sans SC, cut down (fonts/README.md); shipped, so that no font of the system is needed."""

WORDS: dict[str, tuple[str, str]] = {
    # groups, as stored
    "ownership=": ("All homes", "全部机构"),
    "ownership=public": ("Public", "公办"),
    "ownership=public_private": ("Public, privately run", "公建民营"),
    "ownership=private": ("Private", "民办"),
    "cause=works": ("Not open or under works", "未开放或施工"),
    "cause=safety_net": ("Kept for the safety net", "为兜底对象保留"),
    "cause=no_aides": ("No aides", "护理员不足"),
    "cause=wrong_type": ("Wrong type of bed", "床位类型不符"),
    "cause=too_far": ("Too far", "距离太远"),
    "cause=too_dear": ("Too dear", "价格过高"),
    "cause=nobody_waits": ("Nobody waits", "无人等候"),
    "cause=not_known": ("Need not known", "需求未被识别"),
    "cause=no_service": ("No service in reach", "附近无服务"),
    "cause=no_aide_hours": ("No aide hours left", "护理工时已满"),
    "cause=cannot_pay": ("Not entitled, cannot pay", "无资格且付不起"),
    "cause=waiting": ("Waiting for a bed", "正在等候床位"),
    "cause=refused": ("Refused", "本人拒绝"),
    "end=died": ("Died", "去世"),
    "end=recovered": ("Recovered", "好转"),
    "end=gave_up": ("Gave up", "放弃"),
    "end=entered": ("Entered", "入住"),
    "end=entered_elsewhere": ("Entered elsewhere", "入住他处"),
    "end=left_region": ("Left the region", "迁出本地"),
    "standing=tekun": ("Tekun", "特困"),
    "standing=poor": ("Poor", "低收入"),
    "standing=special": ("Special", "优抚等特殊对象"),
    "standing=general": ("General", "一般"),
    "residence=rural": ("Rural", "乡村"),
    "residence=urban": ("Urban", "城镇"),
    "bed=ordinary": ("Ordinary beds", "普通床位"),
    "bed=nursing": ("Nursing beds", "护理型床位"),
    "bed=dementia": ("Dementia beds", "认知障碍床位"),
    **{f"level={level.value}": (f"Level {level.value}, {english}", zh) for level, (english, zh) in LEVELS.items()},
    # units, as the outcomes declare them; per_year: of a flow added up over a year
    "unit=share": ("%", "%"),
    "unit=points": ("difference: % points", "差值：百分点"),
    "unit=person": ("persons", "人"),
    "unit=household": ("households", "户"),
    "unit=family": ("families", "户"),
    "unit=stay": ("stays", "人次"),
    "unit=hour/week": ("hours per week", "小时/周"),
    "unit=bed": ("beds", "张"),
    "unit=home": ("homes", "家"),
    "unit=month": ("months", "个月"),
    "unit=yuan": ("yuan", "元"),
    "per_year": ("{unit} per year", "{unit}/年"),
    "scaled": ("{scale} {unit}", "{scale}{unit}"),
    "scale=3": ("thousand", "千"),
    "scale=4": ("ten thousand", "万"),
    "scale=6": ("million", "百万"),
    "scale=8": ("hundred million", "亿"),
    "scale=9": ("billion", "十亿"),
    "month": ("{year}-{month:02d}", "{year}年{month}月"),
    "year": ("{year}", "{year}年"),
    "span": ("{first} to {last}", "{first}至{last}"),
    **FIGURES,
}  # fmt: skip

End = tuple[float, str, str]
"""What ends at the right of a panel: the value, its words, its colour."""

# Okabe-Ito and Tol: told apart by every kind of colour vision; one thing has one colour in all figures.
SCENARIO_COLOURS = ("#333333", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#999933")
"""By place in the list of scenarios: the first, against which the others are held, is dark grey."""
COLOURS = {
    **{"ownership=": "#333333", "ownership=public": "#004488", "ownership=public_private": "#BB5566"},
    **{"ownership=private": "#C99700", "cause=works": "#999999", "cause=safety_net": "#332288"},
    **{"cause=no_aides": "#CC6677", "cause=wrong_type": "#DDCC77", "cause=too_far": "#44AA99"},
    **{"cause=too_dear": "#882255", "cause=nobody_waits": "#88CCEE", "cause=not_known": "#332288"},
    **{"cause=no_service": "#44AA99", "cause=no_aide_hours": "#CC6677", "cause=cannot_pay": "#882255"},
    **{"cause=waiting": "#DDCC77", "cause=refused": "#999999"},
    **{"better": "#0072B2", "worse": "#D55E00", "undecided": "#777777", "undecided.one": "#777777"},
}
INK, FAINT = "#222222", "#666666"
STYLE: dict[str, Any] = {
    **{"font.size": 8, "axes.titlesize": 9, "axes.titlelocation": "left", "axes.labelsize": 8},
    **{"axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#999999", "axes.grid": True},
    **{"axes.grid.axis": "y", "grid.color": "#e6e6e6", "grid.linewidth": 0.7, "axes.axisbelow": True},
    **{"text.color": INK, "axes.labelcolor": FAINT, "xtick.color": FAINT, "ytick.color": FAINT},
    **{"xtick.major.size": 3, "ytick.major.size": 0, "path.simplify": False},
}


def text(key: str, language: str, **facts: object) -> str:
    """The words of ``key`` in ``language``, with ``facts`` filled in; ValueError names what is unknown."""
    if language not in LANGUAGES:
        raise ValueError(f"language={language!r} is not known; known: {', '.join(LANGUAGES)}")
    if key not in WORDS:
        raise ValueError(f"experiments/labels.py has no words for {key!r}")
    words = WORDS[key][LANGUAGES.index(language)]
    return words.format(**facts) if facts else words


def outcome_label(name: str, language: str) -> str:
    """The declared label of an outcome."""
    return OUTCOMES[name].label_zh if language == "zh" else OUTCOMES[name].label


def place_label(place: Place, language: str, mark: bool = True) -> str:
    """The name of a place, marked (unless told not to) if its people are an estimate: the one way to show a place."""
    name = place.label_zh if language == "zh" else place.label
    return text("estimated", language, place=name) if mark and place.estimated else name


def unit_text(unit: str, language: str, power: int = 0, per_year: bool = False) -> str:
    """A unit in words: 'thousand hours per week', '万小时/周'."""
    words = text(f"unit={unit}", language)
    if power:
        words = text("scaled", language, scale=text(f"scale={power}", language), unit=words)
    return text("per_year", language, unit=words) if per_year else words


def exponent(largest: float, language: str) -> int:
    """The power of ten by which values are divided to print them: thousands in English, 万 in Chinese."""
    steps = (8, 4) if language == "zh" else (9, 6, 3)
    return next((step for step in steps if abs(largest) >= 2 * 10**step), 0)


def number(value: float, signed: bool = False) -> str:
    """A number for the eye: three figures, thousands with commas, a true minus."""
    size = abs(value)
    digits = 0 if size >= 99.5 else 1 if size >= 9.95 else 2 if size >= 0.0995 else 3
    shown = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    if float(shown.replace(",", "")) == 0:
        shown = "0"
    return shown.replace("-", "−")


def signed(value: float, digits: int) -> str:
    """A small number with its sign and so many decimals; what rounds to 0 has no sign."""
    rounded = round(value, digits)
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def exact(value: float) -> str:
    """A number that was set, not measured: all its digits up to twelve, no dust of floats, thousands with commas."""
    return f"{Decimal(f'{round(value, 12) + 0:.12g}'):,f}".replace("-", "−")


def month_text(month: int, language: str) -> str:
    """A month number in words: 2025-03, 2025年3月."""
    year, of_year = text_of(month).split("-")
    return text("month", language, year=year, month=int(of_year))


def period_text(months: list[int], language: str) -> str:
    """A run of months: the year if it is one calendar year, else first to last month."""
    if len(months) == 12 and months[0] % 12 == 0:
        return text("year", language, year=months[0] // 12)
    first, last = month_text(months[0], language), month_text(months[-1], language)
    return text("span", language, first=first, last=last)


def width(words: str) -> float:
    """Width of a line in letters of the Latin alphabet; a Chinese character is as wide as 1.75 of them."""
    return sum(1.75 if ord(letter) > 0x2E7F else 1.0 for letter in words)


def wrap(words: str, most: float) -> str:
    """Break a text into lines of at most ``most`` letters: at spaces, and between Chinese characters."""
    pieces: list[str] = []
    for letter in words:
        joins = pieces and pieces[-1][-1] != " " and ord(letter) < 0x2E80 and ord(pieces[-1][-1]) < 0x2E80
        if joins or (pieces and letter in " ，。；：、？）”"):  # no line starts with these
            pieces[-1] += letter
        else:
            pieces.append(letter)
    if width(words) > most and all(ord(letter) > 0x2E7F for letter in words):
        most = min(most, width(words) / -(-width(words) // most) + 1)  # Chinese names in lines of even length
    lines = [""]
    for piece in pieces:
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > most:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def font_family(language: str) -> list[str]:
    """Register the shipped font with matplotlib, once, and name the families: Latin first, then Chinese."""
    text("month", language, year=2025, month=1)  # an unknown language is told here
    if all(Path(entry.fname) != FONT for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(FONT)
    return ["DejaVu Sans", "Noto Sans SC"]


def name_axis(axes: Axes, unit: str) -> None:
    """Write the unit beside the vertical axis: turned in English, from top to bottom in Chinese."""
    upright = len(unit) == 1 or any(ord(letter) > 0x2E7F for letter in unit)
    if upright:
        axes.set_ylabel("\n".join(unit), rotation=0, va="center", labelpad=8, linespacing=1.0)
    else:
        axes.set_ylabel(unit)


def head(axes: Axes, words: str, room: float = 0.0) -> None:
    """Write the title of a panel, in lines that fit above it (and into ``room`` inches at its right)."""
    inches = axes.get_position().width * axes.figure.get_size_inches()[0] + room
    axes.set_title(wrap(words, 13.5 * inches), linespacing=1.1)


def label_ends(axes: Axes, ends: Sequence[End], most: float = 21) -> None:
    """Name what ends at the right of a panel: (value at the end, words, colour), moved apart to be read."""
    inches = axes.get_position().height * axes.figure.get_size_inches()[1]
    low, high = axes.get_ylim()
    words = [wrap(label, most) for _, label, _ in ends]
    sizes = np.array([(1.18 * (1 + label.count("\n")) * 7.5 + 2) / 72 / inches for label in words])
    heights = np.nan_to_num(np.array([(value - low) / (high - low) for value, _, _ in ends]))
    order = np.argsort(heights, kind="stable")
    offset = np.cumsum(sizes[order]) - sizes[order] / 2
    nearest = isotonic_regression(heights[order] - offset).x  # middles without overlap, moved as little as can be
    slack = max((sizes.sum() - 1) / 2, 0.04)
    middles = np.clip(nearest, -slack, max(1 + slack - sizes.sum(), -slack)) + offset
    for i, y in zip(order, middles, strict=True):
        line = {"color": ends[i][2], "linewidth": 1.6, "clip_on": False, "solid_capstyle": "butt"}
        start = heights[i] if np.isfinite(ends[i][0]) else y
        axes.plot([1.003, 1.02, 1.05], [start, y, y], transform=axes.transAxes, **line)
        axes.text(1.065, y, words[i], transform=axes.transAxes, size=7.5, va="center", linespacing=1.1)
