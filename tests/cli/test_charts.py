"""Every figure is written in both languages, holds every glyph, and is refused if its series are missing."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from experiments import charts, labels, maps
from tests.cli.figures import LINE, SCENARIOS, region, sheet_of, synthetic


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
