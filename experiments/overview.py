"""The picture of the README: elders, families, home care, homes, aides, operators and budgets in one loop."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from PIL import Image

from experiments.labels import FAINT, INK, font_family
from sim.levers import LEVERS

WIDE, HIGH, DPI = 138.0, 79.0, 150
"""The page in tenths of an inch; dots to an inch."""
PEOPLE, CARE, MEANS, MISSING, LEVER = "#004488", "#2A7A50", "#8F5C10", "#A8412F", "#BB5566"
FILL = {PEOPLE: "#EAF0F8", CARE: "#EAF5EE", MEANS: "#FBF3E3", MISSING: "#FCEFEC"}
NAME, SMALL, TAG = 13.0, 9.0, 8.0
"""Sizes of letters: names, what they are, codes of levers."""

BOXES: tuple[tuple[str, float, float, float, float, str, tuple[str, ...], str], ...] = (
    (PEOPLE, 3, 26, 20, 44, "Elders\n老年人", ("every one of 60 and more,", "one by one:", "ability, dementia,",
     "family, money, tastes"), "六十岁及以上，逐人模拟"),
    (CARE, 47, 59, 24, 11, "Family 家庭", ("gives hours until it wears out",), "提供工时，也会疲惫"),
    (CARE, 47, 43, 24, 12, "Home care 居家服务", ("stations and visiting aides",), "站点与上门护理员"),
    (CARE, 47, 23, 24, 16, "Homes 养老机构", ("a bed counts if aides", "can care for who lies in it"),
     "有人照护的床位才算数"),
    (MEANS, 91, 36, 18, 14, "Aides\n护理员", ("apply, quit, retire",), "求职 离职 退休"),
    (MEANS, 91, 16, 18, 14, "Operators\n运营方", ("price, convert, leave",), "定价 改造 进入 退出"),
    (MEANS, 124, 16, 11, 40, "Budgets\n财政资金", ("purses that", "run dry"), "用完即止"),
    (MISSING, 3, 12.5, 20, 7.5, "Unmet hours 缺口", (), "each with its cause 逐一归因"),
    (MISSING, 47, 12.5, 24, 5.5, "Empty beds 空床", (), "each with its cause 逐一归因"),
)  # fmt: skip
"""Colour, left, bottom, width, height, name, what it is in English and in Chinese."""

ARROWS: tuple[tuple[str, float, float, float, float, str, tuple[str, ...]], ...] = (
    (PEOPLE, 23, 67, 47, 67, "need\n需求", ()),
    (CARE, 47, 62, 23, 62, "hours\n工时", ()),
    (PEOPLE, 23, 52, 47, 52, "ask once known\n被识别后申请", ("identify",)),
    (CARE, 47, 46, 23, 46, "hours\n工时", ()),
    (PEOPLE, 23, 35.5, 47, 35.5, "apply, wait, pay\n申请 等候 付费", ("admit",)),
    (CARE, 47, 28, 23, 28, "a bed\n床位", ()),
    (MEANS, 124, 53, 71, 53, "buy hours\n购买工时", ("visit",)),
    (MEANS, 91, 46.5, 71, 46.5, "hours\n工时", ()),
    (MEANS, 91, 37.6, 71, 37.6, "care time\n照护时间", ("ratio",)),
    (MEANS, 124, 43, 109, 43, "train, pay\n培训 薪酬", ("train", "pay")),
    (MEANS, 124, 33, 71, 33, "build\n建设床位", ("build",)),
    (MEANS, 124, 23, 109, 23, "subsidise\n补贴", ()),
    (MEANS, 91, 28.4, 71, 28.4, "run\n运营", ("operate",)),
    (CARE, 71, 24, 91, 24, "fees\n收费", ()),
    (MISSING, 5.4, 20, 5.4, 26, "", ()),
    (PEOPLE, 20.6, 26, 20.6, 20, "", ()),
    (CARE, 59, 23, 59, 18, "", ()),
)  # fmt: skip
"""Colour, from x and y, to x and y, words, levers that act there."""


def draw(path: Path) -> None:
    """Write the picture as PNG; the same versions of the packages give the same bytes."""
    with mpl.rc_context({"font.family": font_family("en"), "text.color": INK}):
        figure = Figure((WIDE / 10, HIGH / 10), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDE), ylim=(0, HIGH))
        axes.axis("off")
        title = axes.text(3, 75, "A month of elder care in one region", size=17, va="center_baseline")
        axes.text(3 + _width(title) + 2.5, 75, "一个地区养老照护的一个月", size=16, va="center_baseline", color=FAINT)
        for box in BOXES:
            _box(axes, *box)
        for arrow in ARROWS:
            _arrow(axes, *arrow)
        axes.text(
            13, 23, "harms health\n损害健康", size=SMALL, ha="center", va="center", linespacing=1.3, color=MISSING
        )
        _legend(axes)
        data = io.BytesIO()
        figure.savefig(data, format="png", metadata={"Software": None, "Description": content()})
    path.write_bytes(data.getvalue())


def content() -> str:
    """A fingerprint of all that the picture shows: this file, and the words of the levers."""
    words = [f"{kind.CODE} {kind.LABEL} {kind.LABEL_ZH}" for kind in _levers()]  # type: ignore[attr-defined]
    return hashlib.sha256("\n".join([Path(__file__).read_text(encoding="utf-8"), *words]).encode()).hexdigest()


def drawn(path: Path) -> str:
    """The fingerprint of what a picture that was written shows; empty if there is none."""
    if not path.is_file():
        return ""
    with Image.open(path) as picture:
        return str(picture.info.get("Description", ""))


def _levers() -> list[type]:
    """The levers that the picture shows, in order of their identifiers."""
    shown = {name for arrow in ARROWS for name in arrow[-1]}
    return [kind for name, kind in LEVERS.items() if name in shown]


def _width(words: Any) -> float:
    """How wide a text is on the page."""
    return float(words.get_window_extent().width) / DPI * 10


def _box(
    axes: Axes,
    colour: str,
    left: float,
    bottom: float,
    width: float,
    height: float,
    name: str,
    about: tuple[str, ...],
    chinese: str,
) -> None:
    """A box with its name and what it is, line under line around its middle."""
    style, paint = "round,pad=0,rounding_size=1.5", {"facecolor": FILL[colour], "edgecolor": colour}
    axes.add_patch(FancyBboxPatch((left, bottom), width, height, style, linewidth=1.5, **paint))
    large = NAME if height > 8 else NAME - 2
    lines = [(line, large, colour, 2.6) for line in name.split("\n")]
    lines += [("", SMALL, INK, 0.5)] if height > 8 else []
    lines += [(line, SMALL, INK, 1.9) for line in about]
    lines += [(chinese, SMALL, FAINT, 2.1)]
    y = bottom + height / 2 + sum(line[3] for line in lines) / 2
    for words, size, ink, step in lines:
        axes.text(left + width / 2, y - step / 2, words, size=size, color=ink, ha="center", va="center")
        y -= step


def _arrow(
    axes: Axes, colour: str, x0: float, y0: float, x1: float, y1: float, words: str, levers: tuple[str, ...]
) -> None:
    """An arrow, its words on it, and a tag for each lever that acts there."""
    ends = {"arrowstyle": "-|>,head_length=5,head_width=2.6", "shrinkA": 2, "shrinkB": 2, "linewidth": 1.5}
    axes.add_patch(FancyArrowPatch((x0, y0), (x1, y1), color=colour, **ends))
    if not words:
        return
    x = (x0 + x1) / 2 if abs(x1 - x0) < 30 else min(x0, x1) + 10  # of a long one near the end of it
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    label = axes.text(x, y0, words, size=SMALL, color=colour, ha="center", va="center", linespacing=1.3, bbox=paper)
    beside = 4.4 if len(levers) == 1 else 0.0  # one tag stands beside the words, two above them
    label.set_x(x - beside / 2)
    for i, lever in enumerate(levers):
        if beside:
            _tag(axes, x + _width(label) / 2 + 0.3, y0, LEVERS[lever])
        else:
            _tag(axes, x + 4.6 * (i - (len(levers) - 1) / 2), y0 + 3.4, LEVERS[lever])


def _tag(axes: Axes, x: float, y: float, lever: type) -> None:
    """The code of a lever."""
    paper = {"boxstyle": "round,pad=0.28", "facecolor": LEVER, "edgecolor": "white", "linewidth": 2}
    code = lever.CODE  # type: ignore[attr-defined]
    axes.text(x, y, code, size=TAG, ha="center", va="center", color="white", bbox=paper)


def _legend(axes: Axes) -> None:
    """The levers, as declared."""
    axes.plot([3, WIDE - 3], [9.8, 9.8], color="#dddddd", linewidth=0.8)
    words = "a lever acts here 政策工具在此起作用"
    note = axes.text(WIDE - 3, 75, words, size=SMALL, ha="right", va="center_baseline", color=FAINT)
    _tag(axes, WIDE - 3 - _width(note) - 2.8, 75.1, _levers()[0])
    for i, kind in enumerate(_levers()):
        x, y = 4.8 + 33.5 * (i % 4), 6.9 - 4.4 * (i // 4)
        _tag(axes, x, y, kind)
        axes.text(x + 3, y + 0.95, kind.LABEL, size=SMALL, va="center")  # type: ignore[attr-defined]
        axes.text(x + 3, y - 0.95, kind.LABEL_ZH, size=SMALL, va="center", color=FAINT)  # type: ignore[attr-defined]
