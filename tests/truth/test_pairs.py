"""Each scenario against each: every pair once, both sides of the matrix, equal ones are the same."""

import itertools

import pytest

from experiments.compare import summary
from experiments.pairs import matrix, pairs
from tests.truth.points import SIX, yearly


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
