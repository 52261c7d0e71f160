"""The picture of the README: people, families, home care, homes, aides, operators and budgets in one loop."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from experiments.labels import FAINT, INK, font_family
from sim.levers import LEVERS

WIDE, HIGH = 120.0, 80.0
"""The page in units of a tenth of an inch."""
Point = tuple[float, float]
Pair = tuple[str, str]
PEOPLE, CARE, MEANS, LEVER, MISSING = "#004488", "#2A7A50", "#A66F12", "#BB5566", "#8C3B2E"
FILL = {PEOPLE: "#EAF0F8", CARE: "#EAF5EE", MEANS: "#FBF3E3", MISSING: "#FBECE8"}

BOXES: tuple[tuple[str, float, float, float, float, Pair, Pair], ...] = (
    (PEOPLE, 3, 25, 23, 36, ("Elders", "老年人"), ("age, ability, dementia,\nfamily, money", "年龄 能力 认知 家庭 收入")),
    (CARE, 51, 56.5, 24, 12.5, ("Family", "家庭"), ("hours, until they wear out", "提供工时，会疲惫")),
    (CARE, 51, 36.5, 24, 12.5, ("Home care", "居家服务"), ("stations and visiting aides", "站点与上门护理员")),
    (CARE, 51, 16.5, 24, 12.5, ("Homes", "养老机构"), ("beds that aides can operate", "有人照护才能用的床位")),
    (MEANS, 97, 56.5, 20, 12.5, ("Budgets", "财政资金"), ("purses that run dry", "有限额的资金")),
    (MEANS, 97, 36.5, 20, 12.5, ("Aides", "护理员"), ("hired, trained, leave", "入职 培训 离职")),
    (MEANS, 97, 16.5, 20, 12.5, ("Operators", "运营方"), ("public, contracted, private", "公办 公建民营 民办")),
)
"""Colour, left, bottom, width, height, name, what it is."""

ARROWS: tuple[tuple[str, Point, Point, Pair, float], ...] = (
    (PEOPLE, (26, 59.5), (51, 66.0), ("need", "需求"), 0.42),
    (CARE, (51, 60.0), (26, 53.5), ("hours", "工时"), 0.42),
    (PEOPLE, (26, 45.8), (51, 45.8), ("known? then asks", "被识别后申请"), 0.46),
    (CARE, (51, 40.2), (26, 40.2), ("hours", "工时"), 0.46),
    (PEOPLE, (26, 32.5), (51, 26.0), ("applies, waits, pays", "申请 等候 付费"), 0.46),
    (CARE, (51, 20.0), (26, 26.5), ("beds", "床位"), 0.42),
    (MEANS, (97, 59.0), (75, 45.5), ("buys hours", "购买工时"), 0.45),
    (MEANS, (107, 56.5), (107, 49.0), ("training, pay", "培训 薪酬"), 0.5),
    (MEANS, (97, 42.8), (75, 42.8), ("hours", "工时"), 0.50),
    (MEANS, (97, 38.5), (75, 26.8), ("care per resident", "配比"), 0.42),
    (MEANS, (97, 25.0), (75, 24.0), ("price, bed types", "价格 床型"), 0.47),
    (CARE, (75, 18.5), (97, 19.5), ("fees, occupancy", "收费 入住率"), 0.50),
)
"""Colour, from, to, words, where along the arrow the words stand."""


def draw(path: Path) -> None:
    """Write the picture as PNG; the same bytes from the same versions."""
    with mpl.rc_context({"font.family": font_family("en"), "text.color": INK}):
        figure = Figure((WIDE / 10, HIGH / 10), dpi=150, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDE), ylim=(0, HIGH))
        axes.axis("off")
        for colour, left, bottom, width, height, name, about in BOXES:
            _box(axes, colour, left, bottom, width, height, name, about)
        for colour, start, end, words, along in ARROWS:
            _arrow(axes, colour, start, end, words, along)
        data = io.BytesIO()
        figure.savefig(data, format="png", metadata={"Software": None})
    path.write_bytes(data.getvalue())
