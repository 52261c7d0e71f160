"""The front: who is on it, who is clearly dominated and who is open; how often a point is dominated by mere luck."""

import numpy as np
import pytest

from experiments import pareto
from experiments.compare import summary
from tests.truth.points import LUCK, OWN, SIX, dice, yearly


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
