"""Pictures and pages of single levers follow from the stored tables alone, and show every value within their axes."""

import itertools

import numpy as np
import pandas as pd
import pytest

from experiments import effects, effects_page, labels
from experiments.effects_doses import EFFECTS

EFFECT = next(effect for effect in EFFECTS if effect.code == "L03")


def table(most=60.0, arrears=(0.0, 0.0, 0.0)):
    """Differences of all doses: growing from row to row up to ``most`` per cent; arrears that were not there before."""
    rows = []
    for dose, (i, (outcome, group)) in itertools.product(EFFECT.doses, enumerate(effects_page.rows_of(EFFECT))):
        mean = most / 100 * (i + 1) / len(effects_page.ROWS) * (-1) ** i
        cells = (1.0, 1 + mean, mean, mean - 0.004, mean + 0.004)
        if outcome == "arrears":
            cells = (0.0, arrears[0], *arrears)
        rows.append((dose, outcome, group, 2030, *cells, 4))
    columns = ["scenario", "outcome", "group", "year", "base", "value", "mean", "low", "high", "n"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def folder(tmp_path):
    table().to_csv(tmp_path / "L03.csv", index=False)
    return tmp_path


def test_pages_and_pictures_come_from_the_stored_tables(folder):
    assert effects.main(["only=", f"out={folder}"]) == 0
    names = {"L03.csv", "L03.png", "L03.zh.png", "README.md", "README.zh-CN.md"}
    assert {path.name for path in folder.iterdir()} == names
    first = {name: (folder / name).read_bytes() for name in names}
    assert effects.main(["only=", f"out={folder}"]) == 0
    assert {name: (folder / name).read_bytes() for name in names} == first
    english = (folder / "README.md").read_text()
    assert "[L03 Upgrading and safety](#l03-upgrading-and-safety)" in english
    assert "without grants" in english
    assert "| Unmet hours, hours per week |" in english
    assert "没有改造补助" in (folder / "README.zh-CN.md").read_text()


@pytest.mark.parametrize("language", labels.LANGUAGES)
@pytest.mark.parametrize("most", [0.3, 8.0, 60.0, 2500.0])
def test_no_point_and_no_end_of_an_interval_is_at_the_edge(language, most):
    figure = effects_page.draw(EFFECT, table(most), language)
    figure.canvas.draw()
    for panel in figure.axes:
        ends = np.concatenate([np.ravel(line.get_xdata()) for line in panel.lines[1:]])
        where = panel.transAxes.inverted().transform(panel.transData.transform(np.stack([ends, ends * 0], 1)))[:, 0]
        assert where.min() > 0.02 and where.max() < 0.98
        ticks = [label.get_window_extent().padded(-0.5) for label in panel.get_xticklabels()]
        assert len(ticks) >= 3
        assert not [pair for pair in itertools.pairwise(ticks) if pair[0].overlaps(pair[1])]
    said = figure.get_supxlabel()
    assert (labels_of(effects_page.LOG_SCALE, language) in said) == (most >= 10)


def labels_of(pair, language):
    return pair[language == "zh"]


def test_what_was_not_there_before_is_told_in_words():
    words = [text.get_text() for panel in effects_page.draw(EFFECT, table(), "en").axes for text in panel.texts]
    assert words == ["0 before and after"] * 3
    told = table(arrears=(3e6, 2.5e6, 3.5e6))
    words = [text.get_text() for panel in effects_page.draw(EFFECT, told, "en").axes for text in panel.texts]
    assert words == ["0 before; +3.00 [+2.50, +3.50] million yuan"] * 3
    assert "| Arrears, million yuan | 0 | +3.00 [+2.50, +3.50] |" in effects_page.section(EFFECT, told, "en")


def test_a_table_of_other_doses_and_an_unknown_lever_are_refused(folder):
    table().query("scenario != 'both'").to_csv(folder / "L03.csv", index=False)
    with pytest.raises(ValueError, match="holds the doses upgrade, inspect, not upgrade, inspect, both"):
        effects_page.pages(folder)
    with pytest.raises(SystemExit, match="no experiment for L99"):
        effects.main(["only=L99", f"out={folder}"])
