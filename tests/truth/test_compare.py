"""Comparison: yearly values, paired differences, intervals and numbers of replicates, against scipy and by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments import compare, years
from experiments.runs import Run
from sim.calendar import month_of
from sim.record import Cell


def yearly(values: dict[str, np.ndarray], outcome: str = "waiting", first: str = "2021-01") -> pd.DataFrame:
    """The yearly table of runs that count one outcome: scenario -> values[replicate, month]."""
    runs = [
        Run(
            scenario=scenario,
            replicate=replicate,
            seed=replicate,
            cells=(Cell(outcome, "", ""),),
            months=month_of(first) + np.arange(len(line)),
            values=np.asarray(line)[:, None],
            ledger=(),
        )
        for scenario, table in values.items()
        for replicate, line in enumerate(table)
    ]
    return years.table(runs)


@pytest.fixture
def worlds() -> dict[str, np.ndarray]:
    def normal(step: float) -> np.ndarray:
        """Bell-shaped numbers without a generator: multiples of an irrational number, folded into (0, 1)."""
        return stats.norm.ppf(np.arange(1, 6 * 24 + 1) * step % 1).reshape(6, 24)

    shared = 100 + 10 * normal(2**0.5) + 3 * np.arange(6)[:, None]
    return {"status_quo": shared, "staff": shared - 3 + normal(3**0.5)}


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("deaths", [3.0, 12.0]), ("waiting", [1.5, 2.0]), ("occupancy", [1.5, 2.0])],
)
def test_a_flow_is_summed_and_the_rest_is_averaged(outcome, expected):
    values = np.array([[1.0, 2.0] + [1.0, 2.0, 3.0] * 2])
    year = yearly({"a": values}, outcome, first="2021-11")
    assert year["year"].tolist() == [2021, 2022]
    assert year["months"].tolist() == [2, 6]
    assert year["value"].tolist() == expected


def test_months_without_a_value_are_left_out():
    year = yearly({"a": np.array([[np.nan, 4.0, 2.0] + [np.nan] * 9, [np.nan] * 12])})
    assert year["value"].tolist()[0] == 3.0
    assert np.isnan(year["value"].tolist()[1])


def test_paired_differences_are_those_of_a_paired_t_test(worlds):
    table = compare.compare(yearly(worlds))
    row = table[table["year"] == 2022].iloc[0]
    one, base = (worlds[name][:, 12:].mean(axis=1) for name in ("staff", "status_quo"))
    expected = stats.ttest_rel(one, base).confidence_interval(0.95)
    assert row["mean"] == pytest.approx((one - base).mean(), rel=1e-12)
    assert row["low"] == pytest.approx(expected.low, rel=1e-9)
    assert row["high"] == pytest.approx(expected.high, rel=1e-9)
    assert row["sd"] == pytest.approx((one - base).std(ddof=1), rel=1e-9)
    assert [row["p10"], row["p90"]] == pytest.approx(np.quantile(one - base, [0.1, 0.9], method="weibull"))
    assert row["value"] - row["base"] == pytest.approx(row["mean"])
    assert row["p_better"] == np.mean(one < base)  # fewer waiting is better
    assert row["scenario"] == "staff"


def test_levels_have_the_interval_of_a_mean(worlds):
    table = compare.levels(yearly(worlds))
    row = table[(table["scenario"] == "staff") & (table["year"] == 2021)].iloc[0]
    means = worlds["staff"][:, :12].mean(axis=1)
    low, high = stats.t.interval(0.95, 5, means.mean(), stats.sem(means))
    assert [row["mean"], row["low"], row["high"]] == pytest.approx([means.mean(), low, high])


def test_pairing_takes_the_common_luck_away(worlds):
    table = yearly(worlds)
    paired = compare.compare(table)["sd"].iloc[0]
    alone = table[table["scenario"] == "staff"].groupby("year")["value"].std().iloc[0]
    assert paired < alone / 3


def test_scenarios_keep_the_order_in_which_they_were_named(worlds):
    three = {"status_quo": worlds["status_quo"], "zeal": worlds["staff"], "abacus": worlds["staff"] + 1}
    table = compare.compare(yearly(three))
    assert table["scenario"].drop_duplicates().tolist() == ["zeal", "abacus"]


def test_a_missing_replicate_is_an_error(worlds):
    short = {"status_quo": worlds["status_quo"][:5], "staff": worlds["staff"]}
    with pytest.raises(ValueError, match="lacks a replicate"):
        compare.compare(yearly(short))
    short = {"status_quo": worlds["status_quo"], "staff": worlds["staff"][:5]}
    with pytest.raises(ValueError, match="staff"):
        compare.compare(yearly(short))


def test_ties_count_half_and_neither_side_counts_for_nothing():
    assert compare.summary([[1.0, 0.0, -1.0, 2.0]], 1)["p_better"].tolist() == [(1 + 0.5 + 0 + 1) / 4]
    assert compare.summary([[1.0, 0.0, -1.0, 2.0]], -1)["p_better"].tolist() == [(0 + 0.5 + 1 + 0) / 4]
    assert np.isnan(compare.summary([[1.0, 0.0]], 0)["p_better"].iloc[0])


def test_one_replicate_has_no_interval():
    row = compare.summary([[3.0]], 1).iloc[0]
    assert (row["n"], row["mean"]) == (1, 3.0)
    assert np.isnan([row["sd"], row["low"], row["high"], row["needed"]]).all()
    nothing = compare.summary([[np.nan, np.nan]], 1).iloc[0]
    assert nothing["n"] == 0
    assert np.isnan(nothing["mean"])


@pytest.mark.parametrize("ratio", [0.3, 1.0, 2.0, 5.0, 12.0])
def test_so_many_replicates_give_a_power_of_80_percent(ratio):
    (n,) = compare.replicates_needed(1.0, ratio)

    def power(runs: float) -> float:
        """Exact power of the two-sided paired t-test at 5 %."""
        limit, shift = stats.t.ppf(0.975, runs - 1), np.sqrt(runs) / ratio
        return float(stats.nct.sf(limit, runs - 1, shift) + stats.nct.cdf(-limit, runs - 1, shift))

    assert power(n + 1) >= 0.8  # the formula is the usual approximation: within one run of the exact answer
    assert n <= 3 or power(n - 2) < 0.8


def test_the_number_needed_is_the_smallest_that_satisfies_the_rule():
    (n,) = compare.replicates_needed(0.4, 1.0)

    def rule(runs: float) -> float:
        return float((stats.t.ppf(0.975, runs - 1) + stats.t.ppf(0.8, runs - 1)) ** 2 / 0.4**2)

    assert rule(n) <= n
    assert rule(n - 1) > n - 1


def test_the_ends_of_the_number_needed():
    assert compare.replicates_needed([1.0, 0.0, 0.0, 1e-9, 1.0], [0.0, 0.0, 1.0, 1.0, np.nan]).tolist()[:4] == [
        *(2.0, np.inf, np.inf, np.inf)
    ]
    assert np.isnan(compare.replicates_needed(1.0, np.nan)).all()


def test_the_last_year_is_the_last_that_was_lived_to_its_end():
    year = pd.DataFrame({"year": [2020, 2021, 2022], "months": [2, 12, 10]})
    assert compare.last_year(year) == 2021
    assert compare.last_year(year.assign(months=[2, 12, 12])) == 2022
    assert compare.last_year(year[:1]) == 2020
    assert compare.last_year(year.assign(months=[2, 11, 10])) == 2022, "none is full: the last of all"


def test_every_main_outcome_is_declared():
    from sim.outcomes import OUTCOMES

    assert set(compare.MAIN) <= set(OUTCOMES)


@pytest.mark.parametrize(("n", "share"), [(2, 1 / 3), (4, 0.6), (9, 0.8), (20, 0.8)])
def test_the_next_future_lies_between_p10_and_p90_as_often_as_is_said(n, share):
    """20,000 studies of n replicates, each with one future more; of fewer than nine the ends hold less, and say so."""
    dice = np.random.Generator(np.random.Philox(2))  # noqa: TID251
    drawn = dice.standard_gamma(2.0, (20_000, n + 1))
    found = compare.summary(drawn[:, :n])
    held = ((found["p10"] <= drawn[:, n]) & (drawn[:, n] <= found["p90"])).mean()
    assert compare.futures_share(n) == pytest.approx(share)
    assert held == pytest.approx(share, abs=0.012)


def test_one_replicate_tells_of_no_future():
    assert compare.futures_share(1) == 0


def test_four_of_four_are_not_certain():
    low, high = compare.share_interval([0, 1, 4, 2.5], [4, 4, 4, 4])
    assert low.tolist() == pytest.approx([0, *stats.beta.ppf(0.025, [1.5, 4.5, 3.0], [3.5, 0.5, 2.0])])
    assert high.tolist() == pytest.approx(
        [*stats.beta.ppf(0.975, [0.5, 1.5], [4.5, 3.5]), 1, stats.beta.ppf(0.975, 3, 2)]
    )
    assert low[2] == pytest.approx(0.555, abs=1e-3)
    assert np.isnan(compare.share_interval([np.nan, 0], [4, 0])).all()


@pytest.mark.parametrize("n", [4, 10, 40])
def test_the_interval_of_a_probability_covers_it(n):
    """Exactly, over all probabilities: about 95 % on average, as Jeffreys' interval does."""
    truth, wins = np.linspace(0.005, 0.995, 199), np.arange(n + 1)
    low, high = compare.share_interval(wins, n)
    held = (low <= truth[:, None]) & (truth[:, None] <= high)
    covered = (held * stats.binom.pmf(wins, n, truth[:, None])).sum(axis=1)
    assert covered.mean() == pytest.approx(0.955, abs=0.015)
    assert covered.min() > 0.85


def test_replicates_to_go_are_those_needed_less_those_there():
    found = compare.summary([[1.0, 3.0, -1.0, 4.0], [5.0, 5.1, 4.9, 5.0], [0.0, 0.0, 0.0, 0.0]])
    assert found["more"].tolist()[0] == found["needed"].tolist()[0] - 4 > 0
    assert found["more"].tolist()[1:] == [0.0, np.inf]
