"""The price of an hour: Fieller's interval against simulation and by hand, units, and the cases without a price."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments import price

DICE = 2000
"""Repetitions of a simulation."""


def dice(seed: int) -> np.random.Generator:  # noqa: TID251
    return np.random.Generator(np.random.Philox(seed))  # noqa: TID251


def drawn(seed: int, n: int, money: float, hours: float, tied: float) -> tuple[np.ndarray, np.ndarray]:
    """Bell-shaped pairs [repetition, replicate] with these means, sd 1, and this correlation."""
    common = dice(seed).standard_normal((2, DICE, n))
    return money + common[0], hours + tied * common[0] + np.sqrt(1 - tied**2) * common[1]


@pytest.mark.parametrize("n", [3, 5, 20])
@pytest.mark.parametrize(("money", "hours", "tied"), [(30.0, 8.0, 0.0), (5.0, 6.0, 0.8), (-4.0, 9.0, -0.6)])
def test_the_interval_holds_the_true_price_in_95_of_100_studies(n, money, hours, tied):
    held = sum(price.fieller(*pair).holds(money / hours) for pair in zip(*drawn(7, n, money, hours, tied), strict=True))
    assert 0.935 <= held / DICE <= 0.965


@pytest.mark.parametrize("hours", [0.0, 0.5, 1.0])
def test_where_the_hours_hardly_move_the_set_is_open_and_still_holds_it(hours):
    """Near zero hours the set is unbounded in most studies; as a set it keeps its 95 %."""
    pairs = list(zip(*drawn(11, 5, 3.0, max(hours, 1e-9), 0.3), strict=True))
    found = [price.fieller(*pair) for pair in pairs]
    truth = 3.0 / max(hours, 1e-9)
    assert 0.935 <= np.mean([one.holds(truth) for one in found]) <= 0.965
    assert np.mean([one.kind != "bounded" for one in found]) > (0.9 if hours == 0 else 0.3)


def test_the_ends_are_where_the_t_test_turns():
    money, hours = np.array([100.0, 130, 90, 120, 160]), np.array([10.0, 12, 8, 13, 12])
    found = price.fieller(money, hours)
    assert found.kind == "bounded"
    assert found.value == pytest.approx(600 / 55)
    for end in (found.low, found.high):
        assert stats.ttest_1samp(money - end * hours, 0).pvalue == pytest.approx(0.05, abs=1e-9)
    assert found.low < found.value < found.high


def test_it_is_bounded_exactly_where_the_hours_are_clear():
    for seed in range(200):
        money, hours = (line[0] for line in drawn(seed, 4, 2.0, 1.5, 0.2))
        clear = stats.ttest_1samp(hours, 0).pvalue < 0.05
        assert (price.fieller(money, hours).kind == "bounded") == clear


def test_units_cancel():
    money, hours = (line[0] for line in drawn(5, 6, 9.0, 7.0, 0.5))
    one, other = price.fieller(money, hours), price.fieller(1e8 * money, 1e5 * hours)
    assert [other.value, other.low, other.high] == pytest.approx([1e3 * one.value, 1e3 * one.low, 1e3 * one.high])


def test_one_replicate_has_no_interval_and_equal_ones_no_width():
    assert price.fieller([3.0], [2.0]).kind == "none"
    sure = price.fieller([30.0] * 4, [3.0] * 4)
    assert (sure.kind, sure.value) == ("bounded", 10.0)
    assert [sure.low, sure.high] == pytest.approx([10.0, 10.0])


# --- from the yearly table ----------------------------------------------------------------------------------


def yearly(hours, public, household=None, years=((2024, 2), (2025, 12))):
    """Scenario -> values[replicate] of hours a week, public and household yuan a month, the same in every month."""
    household = household or {name: [0.0] * len(line) for name, line in public.items()}
    rows = [
        (name, replicate, year, months, "", "", outcome, value * (months if outcome != "unmet_hours" else 1))
        for outcome, table in (("unmet_hours", hours), ("public_cost", public), ("household_cost", household))
        for name, line in table.items()
        for replicate, value in enumerate(line)
        for year, months in years
    ]
    columns = ["scenario", "replicate", "year", "months", "place", "group", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


LUCK = np.array([0.0, 40.0, -30.0, 10.0])
OWN = np.array([1.0, -2.0, 0.5, 0.5])


def of(table: pd.DataFrame, span: str = "all", money: str = "public") -> price.Price:
    return next(one for one in price.prices(table) if (one.span, one.money) == (span, money))


def test_hours_a_week_become_hours_a_year():
    hours = {"a": 1000 + LUCK, "b": 900 + LUCK + OWN}
    public = {"a": 5000 + LUCK, "b": 12_000 + LUCK + OWN}
    house = {"a": 300 + LUCK, "b": 200 + LUCK + OWN}
    table = yearly(hours, public, house)
    last, whole = of(table, "last"), of(table)
    assert last.years == (2025,)
    assert whole.years == (2024, 2025)
    assert last.hours.mean == pytest.approx(100 * 365.25 / 7)
    assert whole.hours.mean == pytest.approx(100 * 365.25 / 7 * 14 / 12)
    assert last.yuan.mean == pytest.approx(7000 * 12)
    assert last.ratio.value == pytest.approx(7000 * 12 / (100 * 365.25 / 7))
    assert of(table, "last", "total").yuan.mean == pytest.approx((7000 - 100) * 12)
    assert last.verdict == "price"
    written = price.table(price.prices(table))
    assert written["money"].tolist() == ["public", "total"] * 2
    assert written["first_year"].tolist() == [2024, 2024, 2025, 2025]
    assert (written["yuan_per_hour_low"] < written["yuan_per_hour"]).all()


@pytest.mark.parametrize(
    ("hours", "public", "verdict"),
    [
        (-100 + OWN, 50 + OWN, "price"),
        (-100 + OWN, -50 + OWN, "saves"),
        (-100 + OWN, 0.2 * OWN, "price_unclear"),
        (OWN, 50 + OWN, "unclear"),
        (100 + OWN, 50 + OWN, "rose"),
        (0 * OWN, 50 + OWN, "same"),
    ],
)
def test_where_there_is_no_price_it_is_said(hours, public, verdict):
    table = yearly({"a": 1000 + LUCK, "b": 1000 + LUCK + hours}, {"a": 500 + LUCK, "b": 500 + LUCK + public})
    found = of(table, "last")
    assert found.verdict == verdict
    row = price.table([found]).iloc[0]
    assert np.isfinite(row["yuan_per_hour"]) == (verdict in price.PRICED)


def test_one_replicate_tells_no_price():
    table = yearly({"a": [1000.0], "b": [900.0]}, {"a": [500.0], "b": [900.0]})
    assert of(table).verdict == "one_run"
    assert np.isnan(price.table([of(table)])["yuan_per_hour"].iloc[0])


def test_a_year_that_was_hardly_lived_is_left_out():
    table = yearly({"a": LUCK, "b": LUCK - 9 + OWN}, {"a": LUCK, "b": LUCK + 9}, years=((2024, 12), (2025, 3)))
    assert of(table).years == (2024,)


def test_a_missing_replicate_is_an_error():
    table = yearly({"a": LUCK, "b": LUCK - 9 + OWN}, {"a": LUCK, "b": LUCK + 9})
    with pytest.raises(ValueError, match="not the replicates"):
        price.prices(table[(table["scenario"] == "a") | (table["replicate"] < 3)])


def test_rows_in_any_order_give_the_same_bytes():
    table = yearly({"a": LUCK, "b": LUCK - 9 + OWN / 3}, {"a": LUCK, "b": LUCK + 9 + OWN / 7})
    first = price.table(price.prices(table, "a")).to_csv()
    for seed in range(3):
        mixed = table.sample(frac=1, random_state=seed)
        assert price.table(price.prices(mixed, "a")).to_csv() == first
