"""Every figure is written in both languages, holds every glyph, and is refused if its series are missing."""

import itertools
from types import SimpleNamespace

import matplotlib
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from experiments import charts, labels, many, maps, notices
from sim.agents import kinds
from sim.calendar import month_of, text_of
from sim.outcomes import OUTCOMES

COUNTIES = (
    ("Qingcheng", "清城区", 23.70, 113.06, 149434),
    ("Qingxin", "清新区", 23.73, 113.02, 98457),
    ("Fogang", "佛冈县", 23.88, 113.53, 50662),
    ("Yangshan", "阳山县", 24.47, 112.64, 70190),
    ("Lianshan", "连山壮族瑶族自治县", 24.57, 112.09, 17470),
    ("Liannan", "连南瑶族自治县", 24.72, 112.29, 22546),
    ("Yingde", "英德市", 24.19, 113.40, 156885),
    ("Lianzhou", "连州市", 24.78, 112.38, 82635),
)
SCENARIOS = {
    "status_quo": ("Status quo", "现状"),
    "build": ("Public bed construction", "公办养老床位建设"),
    "operate": ("Private operation of public homes", "公建民营"),
    "staff": ("More and better paid aides", "增加护理员并提高薪酬"),
}
LINE = "status_quo, build, operate, staff · Qingyuan · full scale · seeds 1-4 · carecap 0.1.0 (code 3f2a91c)"
EFFECT = {"status_quo": 0.0, "build": -0.01, "operate": -0.04, "staff": -0.16}
LEVEL = {
    **{"unmet_hours": 190_000, "need_hours": 560_000, "any_gap": 0.52, "no_help": 0.11, "known": 0.36},
    **{"formal_hours": 21_000, "operable_beds": 7_300, "waiting": 1_450, "waiting_months": 7.0},
    **{"entered_90": 0.44, "died_waiting": 19, "aides": 1_240, "aides_missing": 560, "tekun_placed": 2_010},
    **{"public_cost": 1.9e7, "household_cost": 1.4e7, "occupancy_operable": 0.86, "urban_rural_gap": 0.07},
    **{"worst_place": 0.44, "beds": 10_100, "residents": 5_900},
}
OCCUPANCY = {"": 0.56, "ownership=public": 0.48, "ownership=public_private": 0.67, "ownership=private": 0.71}
CAUSES = {
    "empty_cause": (kinds.EmptyBed, (140, 700, 1900, 260, 310, 520, 420)),
    "unmet_cause": (kinds.UnmetHour, (92_000, 31_000, 24_000, 22_000, 12_000, 9_000)),
}


def region():
    """Qingyuan as far as the figures look at it: places, their seats and elders."""
    facts = {"estimated": False}
    places = tuple(SimpleNamespace(name=n, label=n, label_zh=zh, lat=a, lon=o, **facts) for n, zh, a, o, _ in COUNTIES)
    elders = np.array([[[people // 2], [people - people // 2]] for *_, people in COUNTIES])
    names = {"name": "qingyuan", "label": "Qingyuan", "label_zh": "清远市"}
    return SimpleNamespace(**names, places=places, elders=elders, calibrated=True)


def synthetic(scenarios=tuple(SCENARIOS), replicates=2, n_months=26, start="2020-11"):
    """A tidy table with paired luck, trends, and scenarios that part after fourteen months."""
    chance = np.random.default_rng(7)  # noqa: TID251
    months = [text_of(month_of(start) + i) for i in range(n_months)]
    time = np.arange(n_months) / 12
    series = [(name, "", value, 0.01) for name, value in LEVEL.items()]
    series += [("occupancy", group, value, -0.01) for group, value in OCCUPANCY.items()]
    for name, (vocabulary, values) in CAUSES.items():
        groups = (f"cause={kind.name.lower()}" for kind in vocabulary)
        series += [(name, group, value, 0.02) for group, value in zip(groups, values, strict=True)]
    tables = []
    for replicate in range(1, replicates + 1):
        luck = {key[:2]: np.cumsum(chance.normal(0, 0.0035, n_months)) for key in series}
        for scenario, (i, (name, group, value, trend)) in itertools.product(scenarios, enumerate(series)):
            sign = {"lower": 1.0, "higher": -1.0}.get(OUTCOMES[name].better, 0.0) * (1 + 0.5 * np.sin(3 * i))
            own = chance.normal(0, 0.006) * (scenario != "status_quo")
            bite = np.clip(time - 14 / 12, 0, 3) / 3 * (sign * EFFECT.get(scenario, -0.1) + own)
            wobble = chance.normal(0, 0.25, n_months) if name == "entered_90" else 0.0
            path = value * (1 + trend * time + luck[name, group] + bite + wobble)
            cell = {"scenario": scenario, "replicate": replicate, "month": months, "group": group, "outcome": name}
            tables.append(pd.DataFrame({**cell, "place": "", "value": path}))
            if name in ("unmet_hours", "need_hours"):
                for j, (place, *_, people) in enumerate(COUNTIES):
                    part = people / 648_279 * (1 + 0.3 * np.sin(2.0 * j) * (name == "unmet_hours"))
                    tables.append(pd.DataFrame({**cell, "place": place, "value": path * part}))
    return pd.concat(tables, ignore_index=True)


def draw(frame, folder, language="en", scenarios=tuple(SCENARIOS), line=LINE):
    return charts.draw_all(frame, region(), list(scenarios), language, folder, line, SCENARIOS)


@pytest.fixture(scope="module")
def frame():
    return synthetic()


@pytest.fixture(scope="module", params=labels.LANGUAGES)
def drawn(request, frame, tmp_path_factory):
    return draw(frame, tmp_path_factory.mktemp(request.param), request.param)


def test_every_figure_is_written_whole_at_1200_pixels(drawn):
    assert [path.stem for path in drawn] == list(charts.FIGURES)
    assert sorted(path.name for path in drawn[0].parent.iterdir()) == sorted(path.name for path in drawn)
    for path in drawn:
        with Image.open(path) as image:
            image.load()
            assert image.width == 1200
            assert set(image.info) <= {"dpi"}, "no date, no software"


def test_the_same_table_gives_the_same_bytes_in_any_order_and_style(frame, drawn, tmp_path):
    language = "zh" if drawn[0].parent.name.startswith("zh") else "en"
    shuffled = frame.sample(frac=1, random_state=3)
    for name in ("scenario", "month", "place", "group", "outcome"):
        shuffled[name] = shuffled[name].astype("category")
    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "black", "savefig.dpi": 50}):
        again = draw(shuffled, tmp_path, language)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in drawn]


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_one_scenario_and_one_replicate_have_no_interval_and_say_so(language, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(charts.Figure, "text", noting(charts.Figure.text, said))
    paths = draw(synthetic(("status_quo",), 1, 24), tmp_path, language, ["status_quo"])
    assert [path.stem for path in paths] == [name for name in charts.FIGURES if name != "difference"]
    footers = [words for words in said if LINE in words]
    assert len(footers) == len(paths)
    assert all(labels.text("note.one", language) in footer for footer in footers)


def noting(method, said):
    def note(self, x, y, words, **style):
        said.append(words)
        return method(self, x, y, words, **style)

    return note


def test_one_replicate_decides_nothing():
    sheet = sheet_of(synthetic(replicates=1))
    with matplotlib.rc_context({"font.family": labels.font_family("en")}):
        figure = maps.difference(sheet)
    faces = {line.get_markerfacecolor() for axes in figure.axes for line in axes.lines if line.get_marker() != "None"}
    assert faces == {"white"}


def sheet_of(frame, language="en"):
    return charts.read(frame, region(), list(SCENARIOS), language, LINE, SCENARIOS)


def test_better_and_worse_follow_the_outcome(frame):
    told = frame.copy()
    rows = told["scenario"] == "operate"
    for name, factor in (("unmet_hours", 0.5), ("waiting", 1.5), ("occupancy", 1.2)):
        told.loc[rows & (told["outcome"] == name), "value"] *= factor
    outcomes = ["unmet_hours", "waiting", "occupancy", "known"]
    told.loc[told["outcome"] == "known", "value"] = 0.4
    figure = maps.difference(sheet_of(told), outcomes)
    panel = figure.axes[1]
    marks = {int(line.get_ydata()[0]): line for line in panel.lines if line.get_marker() != "None"}
    colours = [marks[row].get_color() for row in range(4)]
    assert colours == [labels.COLOURS[verdict] for verdict in ("better", "worse", "better", "undecided")]


def test_the_last_full_year_is_compared(frame):
    sheet = sheet_of(frame)  # 2020-11 to 2022-12
    assert sheet.period == "2022"
    rows = frame.query("scenario == 'build' and replicate == 2 and outcome == 'public_cost' and month >= '2022-01'")
    assert sheet.yearly("public_cost", "build")[1] == pytest.approx(rows["value"].sum())
    rows = frame.query("scenario == 'build' and replicate == 2 and outcome == 'waiting' and month >= '2022-01'")
    assert sheet.yearly("waiting", "build")[1] == pytest.approx(rows["value"].mean())


@pytest.mark.parametrize("outcome", ["occupancy", "need_hours", "entered_90", "aides", "unmet_cause", "known"])
def test_a_missing_outcome_is_named_and_nothing_is_written(frame, tmp_path, outcome):
    with pytest.raises(ValueError, match=rf"need outcome '{outcome}'.*does not hold it"):
        draw(frame[frame["outcome"] != outcome], tmp_path / "out", scenarios=["status_quo", "build"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        ("group == 'ownership=private'", "occupancy.*'ownership=private'.*it is there for the groups '', 'own"),
        ("group == 'cause=too_dear'", "empty_cause.*'cause=too_dear'"),
        ("place == 'Yingde'", "place 'Yingde'"),
        ("scenario == 'staff'", "no scenario staff"),
        (
            "scenario == 'staff' and replicate == 2",
            "outcome.*'staff'.*26 values, not one for each of 2 replicates x 26",
        ),
        ("outcome == 'waiting' and month == '2021-05' and replicate == 1", "'waiting'.*51 values"),
    ],
)
def test_a_missing_series_is_named(frame, tmp_path, lost, message):
    with pytest.raises(ValueError, match=message):
        draw(frame.drop(frame.query(lost).index), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_missing_column_a_doubled_row_and_an_unknown_language_are_told(frame, tmp_path):
    with pytest.raises(ValueError, match="no column group, value"):
        draw(frame.drop(columns=["group", "value"]), tmp_path)
    with pytest.raises(ValueError, match="53 values"):
        draw(pd.concat([frame, frame[frame["outcome"] == "waiting"].head(1)]), tmp_path)
    with pytest.raises(ValueError, match="language='fr' is not known; known: en, zh"):
        draw(frame, tmp_path, "fr")


def test_an_ownership_without_homes_is_said_and_not_drawn(frame):
    told = frame.copy()
    told.loc[told["group"] == "ownership=public_private", "value"] = np.nan
    figure = charts.occupancy(sheet_of(told))
    words = [text.get_text().replace("\n", " ") for axes in figure.axes for text in axes.texts]
    assert "Public, privately run: no value" in words


# --- nothing covers another ---------------------------------------------------------------------------------


def crowded(language, estimated=True):
    """A sheet of 23 towns that stand close together, as Banan has them, under four scenarios."""
    chance = np.random.default_rng(5)  # noqa: TID251
    towns = [
        ("Longzhouwan", "龙洲湾街道"),
        ("Shengdengshan", "圣灯山镇"),
        ("Shuanghekou", "双河口镇"),
        ("Yipin", "一品街道"),
    ]
    lat, lon = 29.2 + 0.45 * chance.random(23), 106.5 + 0.45 * chance.random(23)
    places = tuple(
        SimpleNamespace(name=f"{i}", label=towns[i % 4][0], label_zh=towns[i % 4][1], lat=a, lon=o, estimated=estimated)
        for i, (a, o) in enumerate(zip(lat, lon, strict=True))
    )
    world = SimpleNamespace(label="Banan", label_zh="巴南区", places=places, calibrated=False)
    world.elders = (1500 + 35_000 * chance.random(23) ** 3).astype(int)
    keys = itertools.product(("unmet_hours", "need_hours"), [place.name for place in places], SCENARIOS)
    table = {(o, "", place, name): np.full((2, 12), 30.0 if o == "unmet_hours" else 100.0) for o, place, name in keys}
    names = {name: pair[language == "zh"] for name, pair in SCENARIOS.items()}
    months = np.arange(12) + month_of("2021-01")
    return charts.Sheet(table, world, names, language, LINE, months, np.arange(12), 2)


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
def test_words_on_the_map_and_at_the_ends_of_lines_do_not_overlap(frame, language):
    with matplotlib.rc_context():
        matplotlib.rcParams.update({**labels.STYLE, "font.family": labels.font_family(language)})
        sheet = sheet_of(frame, language)
        for figure in (maps.county_map(sheet), charts.unmet(sheet), maps.empty_beds(sheet)):
            figure.canvas.draw()
            for axes in figure.axes:
                boxes = [text.get_window_extent() for text in axes.texts]
                shrunk = [box.padded(-1.0) for box in boxes]
                assert not [pair for pair in itertools.combinations(shrunk, 2) if pair[0].overlaps(pair[1])]
                assert all(box.x1 <= figure.bbox.x1 for box in boxes)


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
        sheet = charts.read(of_many, region(), list(ARMS), language, LINE, ARMS)
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
        sheet = charts.read(of_many, region(), list(ARMS), "en", LINE, ARMS)
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
    middles, radius, _ = maps.circles(lat, lon, elders, [row[0] for row in COUNTIES], (3.7, 2.9))
    assert radius**2 / elders == pytest.approx((radius**2 / elders)[0])
    lianzhou, yingde, qingcheng = middles[:, 7], middles[:, 6], middles[:, 0]
    assert lianzhou[0] < yingde[0] and lianzhou[1] > yingde[1] > qingcheng[1]
    apart = np.hypot(*(middles[:, :, None] - middles[:, None, :])) - radius[:, None] - radius
    assert apart[np.triu_indices(len(radius), 1)].min() > 0
