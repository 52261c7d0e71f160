"""The front: who is on it, who is clearly dominated and who is open; how often a point is dominated by mere luck."""

import itertools

import matplotlib
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from experiments import charts, charts_choices, labels, pareto, waterfall
from experiments.compare import summary
from experiments.pairs import matrix, pairs

LUCK = np.array([0.0, 40.0, -30.0, 10.0])
OWN = np.array([1.0, -2.0, 0.5, 0.5])


def dice(seed: int) -> np.random.Generator:  # noqa: TID251
    return np.random.Generator(np.random.Philox(seed))  # noqa: TID251


def yearly(points: dict[object, tuple[np.ndarray, np.ndarray]], by: str = "scenario") -> pd.DataFrame:
    """The yearly table: point -> (yuan a year, hours a week) by replicate, in two years."""
    rows = [
        (point, replicate, year, 12, "", "", outcome, value)
        for year in (2024, 2025)
        for point, both in points.items()
        for outcome, line in zip(("public_cost", "unmet_hours"), both, strict=True)
        for replicate, value in enumerate(line)
    ]
    names = [by, "replicate", "year", "months", "place", "group", "outcome", "value"]
    table = pd.DataFrame(rows, columns=names)
    return table if by == "scenario" else table.assign(scenario="plan")


SIX = {
    "status_quo": (1000 + LUCK, 500 + LUCK),
    "good": (1000 + LUCK, 450 + LUCK + OWN),  # the same money, fewer hours: dominates the status quo
    "dear": (1400 + LUCK + OWN, 400 + LUCK - OWN),
    "waste": (1500 + LUCK - OWN, 460 + LUCK + 2 * OWN),
    "vague": (1400.5 + LUCK + 3 * OWN, 400.5 + LUCK + 9 * OWN),  # behind "dear" by the means, not clearly
    "cheap": (600 + LUCK + OWN, 900 + LUCK),
}


def test_clearly_worse_or_equal_in_both_is_dominated_and_nothing_else_is():
    table = pareto.front(yearly(SIX), base="status_quo").set_index("scenario")
    assert table["status"].to_dict() == {
        **{"status_quo": "dominated", "good": "front", "dear": "front"},
        **{"waste": "dominated", "vague": "open", "cheap": "front"},
    }
    assert table["beaten_by"].to_dict() == {
        **{"status_quo": "good", "good": "", "dear": "", "waste": "good", "vague": "", "cheap": ""}
    }


def test_differences_are_paired_and_means_are_those_of_a_year():
    table = pareto.front(yearly(SIX), base="status_quo").set_index("scenario")
    row, gap = table.loc["dear"], summary([400 + OWN, -100 - OWN])
    assert row["public_cost"] == pytest.approx((1400 + LUCK + OWN).mean())
    for name, expected in zip(("public_cost", "unmet_hours"), gap.itertuples(), strict=True):
        found = [row[f"{name}_{end}"] for end in ("difference", "low", "high")]
        assert found == pytest.approx([expected.mean, expected.low, expected.high])
    base = table.loc["status_quo", ["public_cost_difference", "public_cost_low", "unmet_hours_high"]]
    assert (base == 0).all()


def test_without_a_base_differences_are_to_the_mean_of_all_with_the_same_luck():
    table = pareto.front(yearly(SIX))
    assert table["public_cost_difference"].sum() == pytest.approx(0, abs=1e-9)
    assert table["status"].tolist() == pareto.front(yearly(SIX), base="status_quo")["status"].tolist()


def test_a_higher_outcome_that_is_better_is_turned():
    told = yearly(SIX).replace({"outcome": {"unmet_hours": "operable_beds"}})
    told.loc[told["outcome"] == "operable_beds", "value"] *= -1
    table = pareto.front(told, base="status_quo", y="operable_beds")
    assert table["status"].tolist() == pareto.front(yearly(SIX), base="status_quo")["status"].tolist()


def test_one_replicate_decides_nothing():
    one = {name: (x[:1], y[:1]) for name, (x, y) in SIX.items()}
    table = pareto.front(yearly(one), base="status_quo").set_index("scenario")
    assert set(table["status"]) == {"front", "open"}
    assert table["public_cost_low"].isna().all()
    assert table.loc["good", "status"] == "front"


def test_two_points_that_are_the_same_do_not_dominate_each_other():
    twins = {"a": SIX["good"], "b": SIX["good"], "c": SIX["waste"]}
    assert pareto.front(yearly(twins))["status"].tolist() == ["front", "front", "dominated"]


def test_a_point_that_nobody_beats_is_rarely_called_dominated_however_many_rivals_it_has():
    """200 designs of 40 points that are all equal: one point is dominated by luck in at most one case of 40."""
    hit = 0
    for seed in range(200):
        x, y = 1000 + dice(seed).standard_normal((2, 40, 5))
        hit += pareto.judge(x, y)[0][0] == pareto.DOMINATED
    assert hit / 200 <= 0.025


def test_a_front_of_hundreds_of_points_of_a_design_is_that_of_brute_force():
    x, y = 100 * dice(1).random((2, 300))
    noise = 1e-3 * dice(2).standard_normal((2, 300, 4))
    points = {i: (x[i] + noise[0, i], y[i] + noise[1, i]) for i in range(300)}
    table = pareto.front(yearly(points, "point"), by="point")
    means = [np.array([points[i][k].mean() for i in range(300)]) for k in (0, 1)]
    beaten = [
        any(
            (means[0] <= means[0][i])
            & (means[1] <= means[1][i])
            & ((means[0] < means[0][i]) | (means[1] < means[1][i]))
        )
        for i in range(300)
    ]
    assert table["point"].tolist() == list(range(300))
    assert ((table["status"] != "front") == beaten).all()
    assert (table["status"] == "dominated").sum() > 280


def test_a_replicate_that_is_missing_in_one_point_is_left_out_of_its_pairs():
    table = yearly(SIX)
    short = table[(table["scenario"] != "waste") | (table["replicate"] < 3)]
    found = pareto.front(short, base="status_quo").set_index("scenario")
    assert found["n"].to_dict() == {name: 3 if name == "waste" else 4 for name in SIX}
    assert found.loc["waste", "status"] == "dominated"


def test_rows_in_any_order_give_the_same_bytes():
    table = yearly(SIX)
    order = {name: i for i, name in enumerate(SIX)}
    first = pareto.front(table, base="status_quo").to_csv()
    for seed in range(3):
        mixed = table.sample(frac=1, random_state=seed)
        mixed = mixed.sort_values("scenario", key=lambda s: s.map(order), kind="stable")  # the order of the comparison
        assert pareto.front(mixed, base="status_quo").to_csv() == first


# --- each against each --------------------------------------------------------------------------------------


def test_every_pair_is_there_once_and_the_matrix_has_both_sides():
    table = pairs(yearly(SIX), 2025)
    assert len(table) == 2 * 15
    assert list(zip(table["against"], table["scenario"], strict=True))[::2] == list(itertools.combinations(SIX, 2))
    row = table[(table["scenario"] == "dear") & (table["against"] == "good") & (table["outcome"] == "unmet_hours")]
    gap = summary((SIX["dear"][1] - SIX["good"][1])[None, :], -1).iloc[0]
    assert row[["mean", "low", "high", "p_better"]].iloc[0].tolist() == pytest.approx(
        gap[["mean", "low", "high", "p_better"]].tolist()
    )
    found = matrix(table, "unmet_hours")
    for b, a in itertools.permutations(SIX, 2):
        forth, back = found[b, a], found[a, b]
        assert forth.p + back.p == pytest.approx(1)
        assert (forth.p_low, forth.p_high) == pytest.approx((1 - back.p_high, 1 - back.p_low))
        assert (forth.low, forth.high) == pytest.approx((-back.high, -back.low))
        assert (forth.mean, forth.sd) == pytest.approx((-back.mean, back.sd))
        assert (forth.clear, forth.same) == (back.clear, back.same)
    of = {row.scenario: row for row in table[table["outcome"] == "unmet_hours"].itertuples() if row.against == "dear"}
    assert all(found[name, "dear"].mean == row.mean for name, row in of.items())


def test_equal_scenarios_are_the_same_with_one_replicate_and_with_many():
    dear = SIX["dear"]
    for n in (1, 4):
        points = {"a": SIX["good"], "b": SIX["good"], "c": dear}
        found = matrix(pairs(yearly({name: (x[:n], y[:n]) for name, (x, y) in points.items()}), 2025), "unmet_hours")
        assert found["a", "b"].same
        assert found["b", "a"].same
        assert not found["a", "c"].same
        assert not found["a", "b"].clear
        assert found["a", "c"].clear == (n > 1)


def test_pairs_name_what_is_missing_and_keep_their_bytes():
    table = yearly(SIX)
    with pytest.raises(ValueError, match="waste: not the replicates"):
        pairs(table[(table["scenario"] != "waste") | (table["replicate"] < 3)], 2025)
    first = pairs(table, 2025, list(SIX)).to_csv()
    assert pairs(table.sample(frac=1, random_state=4), 2025, list(SIX)).to_csv() == first


# --- pictures -----------------------------------------------------------------------------------------------

LINE = "carecap git 3f2a91c · Qingyuan · 2020-11 to 2035-12 · every elder · seeds 1-4 · data 01234567"


def sheet(language: str, replicates: int = 4) -> charts.Sheet:
    from types import SimpleNamespace

    world = SimpleNamespace(name="banan", label="Banan", label_zh="重庆市巴南区", calibrated=True)
    return charts.Sheet({}, world, {}, language, LINE, np.arange(1), np.arange(1), replicates)


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
