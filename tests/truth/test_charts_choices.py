"""The pictures of the front and of the waterfall can be read and show what was computed."""

import itertools

import matplotlib
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from experiments import charts, charts_choices, labels, pareto, waterfall
from experiments.charts_sheet import Sheet
from tests.truth.points import SIX, dice, yearly

LINE = "carecap git 3f2a91c · Qingyuan · 2020-11 to 2035-12 · every elder · seeds 1-4 · data 01234567"


def sheet(language: str, replicates: int = 4) -> Sheet:
    from types import SimpleNamespace

    world = SimpleNamespace(name="banan", label="Banan", label_zh="重庆市巴南区", calibrated=True)
    return Sheet({}, world, {}, language, LINE, np.arange(1), np.arange(1), replicates)


def steps(parts: list[str], replicates: int = 4) -> pd.DataFrame:
    """A waterfall of all its outcomes with these parts; the first does nothing."""
    rolls = dice(5)
    tables = []
    for outcome, level in (("unmet_hours", 2e5), ("waiting", 700), ("operable_beds", 4000), ("public_cost", 2e8)):
        base = level * (1 + 0.01 * rolls.standard_normal(replicates))
        own = {
            part: level * 0.01 * (rolls.standard_normal() + 0.4 * rolls.standard_normal(replicates)) for part in parts
        }
        own[parts[0]] = np.zeros(replicates)
        values = {"a": base, **{f"b.{part}": base + effect for part, effect in own.items()}}
        values["b"] = base + sum(own.values()) + level * 0.02
        for name, line in values.items():
            tables.append(
                pd.DataFrame(
                    {"scenario": name, "replicate": range(replicates), "year": 2035, "months": 12, "place": "",
                     "group": "", "outcome": outcome, "value": line}
                )
            )  # fmt: skip
    return waterfall.effects(pd.concat(tables), "a", "b", {part: f"b.{part}" for part in parts})


SIXTEEN = [
    *("build", "nursing", "upgrade", "operate", "entry", "idle", "admit", "safety_net", "station", "visit"),
    *("carers", "entitle", "pay", "identify", "budget", "projects"),
]
LONG = {"en": "The whole plan of the region, with assumed doses", "zh": "巴南区方案全部落实（含假设剂量）"}


def overlapping(figure) -> list[tuple[str, str]]:
    """Words of a figure that lie on each other or outside the page."""
    figure.canvas.draw()
    words = [*figure.texts]
    for axes in figure.axes:
        words += [*axes.texts, axes.title, axes._left_title, axes.xaxis.label]
        for ticks, ends, at in (
            (axes.get_xticklabels(), axes.get_xlim(), 0),
            (axes.get_yticklabels(), axes.get_ylim(), 1),
        ):
            words += [
                tick for tick in ticks if min(ends) <= tick.get_position()[at] <= max(ends)
            ]  # others are not drawn
    shown = [(t.get_text(), t.get_window_extent().padded(-1.0)) for t in words if t.get_text() and t.get_visible()]
    wide, high = figure.bbox.x1, figure.bbox.y1
    out = [(t, "page") for t, box in shown if box.x0 < 0 or box.x1 > wide or box.y0 < 0 or box.y1 > high]
    return out + [(a[0], b[0]) for a, b in itertools.combinations(shown, 2) if a[1].overlaps(b[1])]


@pytest.mark.parametrize("language", labels.LANGUAGES)
@pytest.mark.parametrize(("parts", "replicates"), [(SIXTEEN, 4), (["train", "pay"], 4), (["train", "pay"], 1)])
def test_a_waterfall_of_sixteen_arms_with_long_names_can_be_read(language, parts, replicates):
    with charts.styled(language):
        page = sheet(language, replicates)
        figure = charts_choices.waterfall(page, steps(parts, replicates), LONG[language], LONG[language], "2035")
        assert overlapping(figure) == []
        first = figure.axes[0]
        assert len(first.get_yticklabels()) == len(parts) + 2
        numbers = [text.get_text() for text in first.texts]
        assert numbers[0] == "=" if replicates > 1 else "0"


def test_bars_begin_where_the_one_before_ends():
    table = steps(SIXTEEN)
    with charts.styled("en"):
        panel = charts_choices.waterfall(sheet("en"), table, "Base", "Whole", "2035").axes[1]
    bars = [(bar.get_x(), bar.get_width()) for bar in panel.patches if bar.get_height() == pytest.approx(0.62)]
    rows = table[table["outcome"] == "waiting"].set_index("step")["mean"]
    drawn = [step for step in (*SIXTEEN, "interaction") if rows[step] != 0]
    ends = np.cumsum([rows[step] for step in drawn])
    assert [x for x, _ in bars[:-1]] == pytest.approx([0.0, *ends[:-1]])
    assert bars[-1] == pytest.approx((0.0, rows["whole"]))
    assert ends[-1] == pytest.approx(rows["whole"])


@pytest.mark.parametrize("language", labels.LANGUAGES)
@pytest.mark.parametrize("n", [3, 18])
def test_points_of_the_front_are_numbered_without_overlap(language, n):
    rolls = dice(9)
    points = {
        f"s{i}": (1e8 + 1e6 * (rolls.standard_normal() * (i % 3 > 0) + 0.1 * rolls.standard_normal(4)),
                  2e5 + 1e3 * (rolls.standard_normal() * (i % 3 > 0) + 0.1 * rolls.standard_normal(4)))
        for i in range(n)
    }  # fmt: skip
    names = {name: f"{LONG[language]} {name}" for name in points}
    table = pareto.front(yearly(points), base="s0")
    with charts.styled(language):
        figure = charts_choices.pareto(sheet(language), table, names, "2020-2035", LONG[language])
        assert overlapping(figure) == []
    said = {
        int(one) for text in figure.axes[0].texts for one in text.get_text().replace(",", " ").split() if one.isdigit()
    }
    assert said == set(range(1, n + 1))


def test_of_hundreds_of_points_those_of_the_front_are_named():
    x, y = 100 * dice(1).random((2, 300, 1))
    points = {i: (x[i], y[i]) for i in range(300)}
    table = pareto.front(yearly(points, "point"), by="point")
    with charts.styled("en"):
        figure = charts_choices.pareto(sheet("en", 1), table, {}, "2020-2035")
        assert overlapping(figure) == []
    named = {
        int(text.get_text().split()[0])
        for text in figure.axes[0].texts
        if text.get_transform() != figure.axes[0].transData
    }
    assert named == set(np.flatnonzero(table["status"] == "front"))


def test_pictures_keep_their_bytes_and_every_glyph(tmp_path, recwarn):
    def drawn(folder):
        for language in labels.LANGUAGES:
            with matplotlib.rc_context({"font.size": 20}), charts.styled(language):
                figures = {
                    "waterfall": charts_choices.waterfall(
                        sheet(language), steps(SIXTEEN), LONG[language], LONG[language], "2035"
                    ),
                    "pareto": charts_choices.pareto(
                        sheet(language), pareto.front(yearly(SIX), base="good"), {}, "2020-2035", LONG[language]
                    ),
                }
                yield from charts.save(figures, folder / language)

    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in drawn(tmp_path / "a")}
    again = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in drawn(tmp_path / "b")}
    assert first == again
    assert len(first) == 4
    assert not [w for w in recwarn if "Glyph" in str(w.message)]
    for path in first:
        with Image.open(tmp_path / "a" / path) as image:
            assert image.width == 1200
