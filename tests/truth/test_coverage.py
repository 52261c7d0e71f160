"""The arithmetic of the coverage study, on normal data whose coverage is known; what is said of its result."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments import coverage, coverage_sums
from experiments.coverage_page import RULED, Facts, pages
from experiments.report.words import WORDS

ROOT = Path(__file__).resolve().parents[2]
TRUE = np.arange(1.0, len(coverage_sums.JUDGED) + 1)


def worlds(dice, replicates: int, seed: int, spread: float = 1.0) -> np.ndarray:
    """Values [point, outcome, replicate]: shared luck of sd 10, an effect of 1, 2, … with luck of sd ``spread``."""
    shape = (len(coverage_sums.JUDGED), replicates)
    shared, own = (stats.norm.ppf(dice(seed + i).units(shape[0] * shape[1])).reshape(shape) for i in range(2))
    base = 100 + 10 * shared
    return np.stack([base, base + TRUE[:, None] + spread * own])


def test_intervals_of_normal_differences_contain_the_truth_in_95_of_100_cases(dice):
    repetitions = 4000
    values = worlds(dice, repetitions * 8, 11)
    groups = (values[1] - values[0]).reshape(len(TRUE), repetitions, 8)
    inside = coverage_sums.contained(TRUE, groups)
    assert inside.shape == (len(TRUE), repetitions)
    assert np.abs(inside.mean(axis=1) - 0.95).max() < 0.015
    assert inside.mean() == pytest.approx(0.95, abs=0.005)
    one = stats.t.interval(0.95, 7, groups[2, 3].mean(), stats.sem(groups[2, 3]))
    assert inside[2, 3] == (one[0] <= TRUE[2] <= one[1])


def test_effects_and_variances_are_those_that_were_put_in(dice):
    found = coverage_sums.effects(worlds(dice, 20_000, 5))
    assert found["effect"].to_numpy() == pytest.approx(TRUE, abs=0.03)
    assert found["times"].to_numpy() == pytest.approx((2 * 100 + 1) / 1, rel=0.05)
    assert (found["effect_low"] < TRUE).sum() >= len(TRUE) - 1
    assert ((found["times_low"] < 201) & (found["times_high"] > 201)).sum() >= len(TRUE) - 1
    # the logarithm of a ratio of two independent variances has the variance 4 / n
    width = np.log(found["times_high"] / found["times_low"])
    assert width.to_numpy() == pytest.approx(2 * 1.96 * np.sqrt(4 / 20_000), rel=0.15)
    assert (found["equal"] == 0).all()
    same = coverage_sums.effects(
        worlds(dice, 50, 5, spread=0.0) - TRUE[None, :, None] * np.array([0, 1])[:, None, None]
    )
    assert np.allclose(same["effect"], 0)


def test_worlds_with_skewed_differences_are_told_from_normal_ones(dice):
    normal = worlds(dice, 2000, 5)
    skewed = normal.copy()
    skewed[1, 5] = normal[0, 5] + np.exp(2 * (normal[1, 5] - normal[0, 5] - TRUE[5]))  # lognormal, far from normal
    found = coverage_sums.by_world({100: skewed, 200: normal})
    assert found["elders"].tolist() == [n for n in (100, 200) for _ in range(2 * len(TRUE))]
    eight = found[found["n"] == 8].set_index(["elders", "outcome"])
    name = coverage_sums.JUDGED[5]
    assert eight.loc[(100, name), "skew"] > 5 > 0.2 > abs(eight.loc[(200, name), "skew"])
    assert eight.loc[(100, name), "held"] < 0.8 < 0.93 < eight.loc[(200, name), "held"]


def test_the_table_and_its_verdicts(dice):
    table = coverage_sums.table(worlds(dice, 5000, 7), worlds(dice, 200 * max(coverage_sums.SIZES), 9))
    assert table["n"].tolist() == [n for n in coverage_sums.SIZES for _ in coverage_sums.JUDGED]
    assert (table["repetitions"] == 200).all()
    assert table["share"].between(0.88, 1.0).all()
    assert (table["share_low"] < table["share"]).all()
    assert (table["verdict"] == "kept").mean() > 0.8
    shifted = worlds(dice, 200 * max(coverage_sums.SIZES), 9)
    shifted[1] += 2.0  # a biased comparison must be found out
    biased = coverage_sums.table(worlds(dice, 5000, 7), shifted)
    assert (biased[biased["n"] == RULED]["verdict"] == "missed").all()


@pytest.mark.parametrize(
    ("share", "low", "high", "expected"),
    [
        (0.95, 0.91, 0.97, "kept"),
        (0.92, 0.87, 0.95, "kept"),
        (0.91, 0.86, 0.94, "unclear"),
        (0.8, 0.74, 0.85, "missed"),
    ],
)
def test_verdicts(share, low, high, expected):
    assert coverage_sums.verdict(share, low, high) == expected


@pytest.mark.parametrize("more", [False, True])
def test_pairing_of_persons_moved_one_by_one_reaches_what_poisson_luck_gives(dice, more):
    shape = (len(TRUE), 40_000)
    u = [dice(seed).units(shape[0] * shape[1]).reshape(shape) for seed in (3, 4)]
    stay = stats.poisson.ppf(u[0], 100 - TRUE[:, None])  # of 100 the lever moves 1, 2, …
    moved = stats.poisson.ppf(u[1], TRUE[:, None])
    worlds = (stay, stay + moved, stay) if more else (stay + moved, stay, stay + moved)
    found = coverage_sums.by_dose([0, 50, 100], np.stack(worlds))
    assert found["dose"].tolist() == [50.0] * len(TRUE) + [100.0] * len(TRUE)
    persons = found["outcome"].isin(["residents", "waiting"])
    assert found["poisson"].notna().tolist() == persons.tolist()
    first = found[persons & (found["dose"] == 50)]
    assert first["times"].to_numpy() == pytest.approx(first["poisson"].to_numpy(), rel=0.03)
    assert first["poisson"].to_numpy() == pytest.approx((200 - TRUE[[0, 2]]) / TRUE[[0, 2]], rel=0.03)
    assert np.isinf(found["poisson"][persons & (found["dose"] == 100)]).all()  # no difference at all


def test_skewness():
    assert coverage_sums.skewness(np.array([[0.0, 0, 0, 10], [1, 1, 1, 1]])) == pytest.approx([1.1547, 0], abs=1e-4)


def test_the_page_tells_every_outcome_in_both_languages(dice):
    table = coverage_sums.table(worlds(dice, 500, 7), worlds(dice, 20 * max(coverage_sums.SIZES), 9))
    doses = coverage_sums.by_dose([0, 50], worlds(dice, 500, 7))
    larger = coverage_sums.by_world({100: worlds(dice, 50, 7), 200: worlds(dice, 50, 9)})
    homes = {"voucher": (30, 79), "visits": (24, 38)}
    facts = Facts(500, 400, {"en": "foot", "zh": "脚注"}, homes)
    told = pages({"voucher": table, "visits": table}, doses, larger, facts)
    assert set(told) == {"README.md", "README.zh-CN.md"}
    for text in told.values():
        assert text.count("\n| ") == 4 * (2 + len(coverage_sums.JUDGED))
        assert "{" not in text


def test_a_tiny_study_from_the_first_run_to_the_page(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(coverage, "WORLD", ("region=qingyuan", "until=2022-01"))
    monkeypatch.setattr(coverage, "ELDERS", {"voucher": 300, "visits": 300})
    monkeypatch.setattr(coverage, "WORLDS", {"of_400": 400})
    words = ["replicates=3", "repetitions=2", "doses=2", "worlds=2", "workers=1"]
    words += [f"out={tmp_path / 'out'}", f"pages={tmp_path / 'pages'}"]
    assert coverage.main(words) == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()}
    assert set(first) == {"voucher.csv", "visits.csv", "doses.csv", "worlds.csv", "README.md", "README.zh-CN.md"}
    assert coverage.main(words) == 0  # goes on with what is there
    assert {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()} == first


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("seeds=1", "write key=value, key one of replicates"),
        ("replicates=abc", "must be a whole number from 1 on"),
        ("worlds=0", "must be a whole number from 1 on"),
        ("case=nothing", "must be one of voucher, visits"),
    ],
)
def test_a_wrong_word_is_one_message(word, says, capsys):
    assert coverage.main([word]) == 2
    assert says in capsys.readouterr().err


def test_every_elder_is_lived_where_no_number_of_elders_is_said(tmp_path, monkeypatch):
    from experiments.commands import sweep as commands

    typed = []
    monkeypatch.setattr(commands, "sweep", typed.append)
    monkeypatch.setattr(coverage, "Study", lambda out: out)
    coverage.swept("visits", "of_all", 3, 1, coverage.Asked(out=tmp_path), None)
    coverage.swept("visits", "of_400", 3, 1, coverage.Asked(out=tmp_path), 400)
    assert "scale.fraction=1" in typed[0] and not [word for word in typed[0] if word.startswith("scale.elders")]
    assert {"scale.fraction=null", "scale.elders=400"} <= set(typed[1])


def span(shares: pd.Series, digits: int) -> tuple[str, str]:
    """Of 100 intervals the least and the most that hold, over the outcomes, as the page prints them."""
    return f"{100 * shares.min():.{digits}f}", f"{100 * shares.max():.{digits}f}"


@pytest.mark.parametrize("language", [0, 1])
def test_what_is_said_of_intervals_is_what_was_measured(language):
    """The limits in README and report are the figures of the published tables."""
    readme = (ROOT / ("README.md", "README.zh-CN.md")[language]).read_text("utf-8")
    readme, report = (" ".join(text.split()) for text in (readme, WORDS["unknown.intervals"][language]))
    tables = {case: pd.read_csv(ROOT / coverage.PAGES / f"{case}.csv") for case in ("voucher", "visits", "worlds")}
    eight = {case: table[table["n"] == 8] for case, table in tables.items()}
    joined = ("{} to {}", "{}至{}次")[language]
    many = eight["worlds"]["elders"] >= 12_000
    drawn = [joined.format(*span(eight["worlds"][mine]["held"], 0)) for mine in (many, ~many)]
    assert [said for said in drawn if said not in readme or said not in report] == []
    repeated = [joined.format(*span(eight[case]["share"], 1)) for case in ("voucher", "visits")]
    assert [said for said in repeated if said not in readme] == []
    assert repeated[1] in report
    by_size = eight["worlds"].pivot(index="elders", columns="outcome", values="effect")
    change = np.log(by_size.iloc[-1] / by_size.iloc[0]).abs().sort_values()
    assert (change.index[0], set(change.index[-2:])) == ("public_cost", {"waiting", "unmet_hours"})  # words of the page
    yuan = by_size["public_cost"]
    money = [(f"{one / 1e6:.1f}", f"{round(one / 1e4, -1):,.0f}万元")[language] for one in yuan]
    hours = [f"{round(-one, -1):,.0f}" for one in by_size["unmet_hours"]]
    assert [one for one in (*money, *hours) if one not in readme] == []
