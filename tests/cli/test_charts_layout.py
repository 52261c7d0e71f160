"""Words and circles of the figures do not cover each other, with 23 towns and with many scenarios too."""

import itertools

import matplotlib
import numpy as np
import pytest

from experiments import charts, labels, many, maps, notices
from experiments.cartogram import circles
from experiments.charts_sheet import read
from tests.cli.figures import COUNTIES, LINE, SCENARIOS, crowded, region, sheet_of, synthetic


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_23_towns_are_said_to_be_estimates_and_can_be_read(language):
    with matplotlib.rc_context():
        matplotlib.rcParams.update({**labels.STYLE, "font.family": labels.font_family(language)})
        sheet = crowded(language)
        figure = maps.county_map(sheet)
        figure.canvas.draw()
    mark = labels.text("estimated", language, place="").strip()
    for axes in figure.axes[: len(SCENARIOS)]:
        assert len(axes.texts) == 23
        assert not any(mark in text.get_text().replace("\n", " ") for text in axes.texts)  # the foot says it
        boxes = [text.get_window_extent().padded(-1.0) for text in axes.texts]
        assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    foot = figure.texts[-1].get_text()
    assert notices.estimates(sheet.region, language) in foot.replace("\n", " ")
    assert notices.uncalibrated(sheet.region, language) in foot.replace("\n", " ")
    assert notices.estimates(crowded(language, estimated=False).region, language) == ""


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_words_on_the_map_and_at_the_ends_of_lines_do_not_overlap(language):
    with matplotlib.rc_context():
        matplotlib.rcParams.update({**labels.STYLE, "font.family": labels.font_family(language)})
        sheet = sheet_of(synthetic(), language)
        for figure in (maps.county_map(sheet), charts.unmet(sheet), maps.empty_beds(sheet)):
            figure.canvas.draw()
            for axes in figure.axes:
                boxes = [text.get_window_extent() for text in axes.texts]
                shrunk = [box.padded(-1.0) for box in boxes]
                assert not [pair for pair in itertools.combinations(shrunk, 2) if pair[0].overlaps(pair[1])]
                assert all(box.x1 <= figure.bbox.x1 for box in boxes)


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_a_name_stands_in_its_circle_or_clear_of_all_circles(language):
    with matplotlib.rc_context():
        matplotlib.rcParams.update({**labels.STYLE, "font.family": labels.font_family(language)})
        figures = [maps.county_map(sheet) for sheet in (sheet_of(synthetic(), language), crowded(language))]
        for figure in figures:
            figure.canvas.draw()
            panel = figure.axes[0]
            names = np.array([text.get_window_extent().get_points().ravel() for text in panel.texts])
            spots = np.array([circle.get_window_extent().get_points().ravel() for circle in panel.patches])
            radius, middles = (spots[:, 2] - spots[:, 0]) / 2, (spots[:, :2] + spots[:, 2:]) / 2
            away = np.maximum(0, np.maximum(names[:, None, :2] - middles, middles - names[:, None, 2:]))
            covers = np.linalg.norm(away, axis=2) < radius - 1  # [name, circle]
            assert not (covers & ~np.eye(len(radius), dtype=bool)).any()
            corner = np.hypot(*np.maximum(middles - names[:, :2], names[:, 2:] - middles).T)
            assert (corner[covers.diagonal()] < 1.25 * radius[covers.diagonal()]).all()
            assert 0 < covers.diagonal().sum() < len(radius)


ARMS = {"status_quo": ("Status quo", "现状")} | {
    f"arm_{share}_{kept}": (f"{share} % operated, {kept} % kept", f"{share}%公建民营、保留{kept}%")
    for share in (0, 30, 60, 100)
    for kept in (0, 25)
}


@pytest.fixture(scope="module")
def of_many():
    return synthetic(tuple(ARMS), 2, 14)


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_many_scenarios_have_a_row_each_and_no_words_overlap(of_many, language):
    with matplotlib.rc_context():
        matplotlib.rcParams.update({**labels.STYLE, "font.family": labels.font_family(language)})
        sheet = read(of_many, region(), list(ARMS), language, LINE, ARMS)
        for name, draw_one in many.FIGURES.items():
            figure = draw_one(sheet)
            figure.canvas.draw()
            first = figure.axes[0]
            assert [label.get_text() for label in first.get_yticklabels()] == list(sheet.names.values()), name
            words = [*figure.texts, *first.get_yticklabels()]
            for axes in figure.axes:
                low, high = axes.get_xlim()  # matplotlib keeps ticks beyond, which it does not draw
                words += [
                    *axes.texts,
                    axes.title,
                    *(t for t in axes.get_xticklabels() if low <= t.get_position()[0] <= high),
                ]
            boxes = [text.get_window_extent().padded(-1.0) for text in words if text.get_text() and text.get_visible()]
            assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])], name
            assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes), name


def test_many_scenarios_are_drawn_in_place_of_lines_and_tell_the_same_values(of_many, tmp_path):
    paths = charts.draw_all(of_many, region(), list(ARMS), "en", tmp_path, LINE, ARMS)
    assert sorted(path.stem for path in paths) == sorted(charts.FIGURES)
    with matplotlib.rc_context({"font.family": labels.font_family("en")}):
        sheet = read(of_many, region(), list(ARMS), "en", LINE, ARMS)
        panel = many.waiting(sheet).axes[0]
    dots = [line.get_xdata()[0] for line in panel.lines if line.get_marker() == "o"]
    assert dots == pytest.approx([sheet.yearly("waiting", name).mean() for name in ARMS])


def test_rows_are_parted_where_the_first_words_change():
    assert many.rules([pair[0] for pair in ARMS.values()]) == [0.5, 2.5, 4.5, 6.5]
    assert many.rules([pair[1] for pair in ARMS.values()]) == [0.5, 2.5, 4.5, 6.5]
    assert many.rules(["Status quo", "Build", "Operate"]) == [0.5]


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_23_towns_under_many_scenarios_can_be_read(language):
    with matplotlib.rc_context():
        matplotlib.rcParams.update({**labels.STYLE, "font.family": labels.font_family(language)})
        figure = many.places(crowded(language))
        figure.canvas.draw()
        boxes = [text.get_window_extent().padded(-0.5) for text in figure.axes[0].texts]
    assert len(boxes) == 23 * len(SCENARIOS)
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_circles_keep_the_order_of_the_compass_and_the_areas():
    lat, lon, elders = (np.array([row[i] for row in COUNTIES], dtype=float) for i in (2, 3, 4))
    names = [[row[i] for row in COUNTIES] for i in (0, 1)]
    middles, radius, *_ = circles(lat, lon, elders, names[0], (3.7, 2.9), names)
    assert radius**2 / elders == pytest.approx((radius**2 / elders)[0])
    lianzhou, yingde, qingcheng = middles[:, 7], middles[:, 6], middles[:, 0]
    assert lianzhou[0] < yingde[0] and lianzhou[1] > yingde[1] > qingcheng[1]
    lianshan, liannan = middles[:, 4], middles[:, 5]
    assert (lianshan < liannan).all()
    apart = np.hypot(*(middles[:, :, None] - middles[:, None, :])) - radius[:, None] - radius
    assert apart[np.triu_indices(len(radius), 1)].min() > 0


def test_circles_stand_at_the_same_spot_in_every_language():
    lat, lon, elders = (np.array([row[i] for row in COUNTIES], dtype=float) for i in (2, 3, 4))
    names = [[row[i] for row in COUNTIES] for i in (0, 1)]
    english, chinese = (circles(lat, lon, elders, own, (3.7, 2.9), names) for own in names)
    assert (english.middles == chinese.middles).all()
    assert chinese.words[4] == "连山壮族瑶\n族自治县"


def test_a_map_that_is_too_crowded_for_names_below_has_them_on_the_circles():
    towns = np.linspace(0, 1, 30)
    names = ["Shengdengshan"] * 30
    made = circles(towns, np.sin(40 * towns), np.ones(30), names, (3.7, 2.9))
    assert (made.at == made.middles).all()
    with pytest.raises(ValueError, match="too small"):
        circles(towns, np.sin(40 * towns), np.ones(30), names, (1.5, 1.5))
