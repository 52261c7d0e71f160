"""A scenario taken apart: planted interactions are found with their sign, additive levers leave nothing over."""

import numpy as np
import pandas as pd
import pytest

from experiments import config, waterfall
from experiments.compare import summary
from experiments.overrides import BadInput
from experiments.schema import said
from sim.calendar import month_of

ARMS = {"pay": "plan.pay", "visit": "plan.visit", "projects": "plan.projects"}
STEPS = ("baseline", *ARMS, "sum", "interaction", "whole")


def worlds(extra: float, noise: float = 1.0, replicates: int = 8, seed: int = 3) -> dict[str, np.ndarray]:
    """Unmet hours by scenario: shared luck, three effects and an interaction, each with luck of its own."""
    dice = np.random.Generator(np.random.Philox(seed))  # noqa: TID251
    base = 190_000 + 4000 * dice.standard_normal(replicates)
    own = {
        part: size + noise * dice.standard_normal(replicates) for part, size in zip(ARMS, (-300, -80, 40), strict=True)
    }
    whole = base + sum(own.values()) + extra * (1 + noise * dice.standard_normal(replicates))
    return {"status_quo": base, "plan": whole, **{ARMS[part]: base + effect for part, effect in own.items()}}


def yearly(values: dict[str, np.ndarray], outcome: str = "unmet_hours", year: int = 2030) -> pd.DataFrame:
    """The yearly table of one outcome: scenario -> values[replicate]."""
    rows = [
        (scenario, replicate, year, 12, "", "", outcome, value)
        for scenario, line in values.items()
        for replicate, value in enumerate(line)
    ]
    columns = ["scenario", "replicate", "year", "months", "place", "group", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def rows_of(values: dict[str, np.ndarray], outcome: str = "unmet_hours") -> pd.DataFrame:
    return waterfall.effects(yearly(values, outcome), "status_quo", "plan", ARMS).set_index("step")


@pytest.mark.parametrize("extra", [-150.0, 150.0])
def test_a_planted_interaction_is_found_with_its_sign(extra):
    row = rows_of(worlds(extra, noise=0.1)).loc["interaction"]
    assert row["low"] < extra < row["high"]
    assert row["low"] > 0 if extra > 0 else row["high"] < 0
    assert row["p_better"] == float(extra < 0), "fewer unmet hours are better"


def test_additive_levers_leave_an_interval_that_holds_zero():
    """200 worlds of additive levers with noise: about 95 of 100 intervals of the interaction hold zero."""
    left = []
    for seed in range(200):
        dice = np.random.Generator(np.random.Philox(1000 + seed))  # noqa: TID251
        values = worlds(0.0, seed=seed)
        whole = values["plan"] + 5 * dice.standard_normal(8)
        left.append(waterfall.interaction(whole, values["status_quo"], [values[name] for name in ARMS.values()]))
    found = summary(left)
    assert 0.9 <= ((found["low"] <= 0) & (found["high"] >= 0)).mean() <= 0.99


def test_levers_that_only_add_up_have_no_interaction_at_all():
    """What is left of the sums of floats is dust and counted as nothing."""
    values = worlds(0.0, noise=0.3)
    row = rows_of(values).loc["interaction"]
    assert (row["mean"], row["low"], row["high"]) == (0.0, 0.0, 0.0)


def test_steps_sum_and_interaction_make_the_whole():
    values = worlds(120.0)
    table = rows_of(values)
    assert tuple(table.index) == STEPS
    assert table.loc["baseline", "mean"] == pytest.approx(values["status_quo"].mean())
    for part, name in ARMS.items():
        assert table.loc[part, "mean"] == pytest.approx((values[name] - values["status_quo"]).mean())
    assert table.loc[list(ARMS), "mean"].sum() == pytest.approx(table.loc["sum", "mean"])
    assert table.loc["sum", "mean"] + table.loc["interaction", "mean"] == pytest.approx(table.loc["whole", "mean"])
    assert table.loc["whole", "mean"] == pytest.approx((values["plan"] - values["status_quo"]).mean())


def test_the_interaction_is_paired():
    """Its interval is that of the replicates' own interactions: the luck they share is gone."""
    values = worlds(100.0)
    row = rows_of(values).loc["interaction"]
    gaps = {name: line - values["status_quo"] for name, line in values.items()}
    left = gaps["plan"] - sum(gaps[name] for name in ARMS.values())
    assert row["sd"] == pytest.approx(left.std(ddof=1))
    assert row["sd"] < values["status_quo"].std() / 10


def test_rows_in_any_order_give_the_same_table():
    table = pd.concat([yearly(worlds(10.0)), yearly(worlds(5.0), "waiting"), yearly(worlds(2.0), "waiting", 2029)])
    first = waterfall.effects(table, "status_quo", "plan", ARMS)
    for seed in range(3):
        again = waterfall.effects(table.sample(frac=1, random_state=seed), "status_quo", "plan", ARMS)
        assert again.to_csv() == first.to_csv()


def test_a_missing_replicate_or_arm_is_an_error():
    values = worlds(1.0)
    with pytest.raises(ValueError, match=r"plan\.pay: not the replicates"):
        rows_of({**values, "plan.pay": values["plan.pay"][:5]})
    with pytest.raises(ValueError, match=r"plan\.visit"):
        rows_of({name: line for name, line in values.items() if name != "plan.visit"})


# --- arms ---------------------------------------------------------------------------------------------------


def settings(*words: str):
    return config.read("compare", ["scale=tiny", "out=null", "waterfall=on", *words])


def test_each_lever_and_the_projects_of_the_last_scenario_become_an_arm():
    whole = settings("region=banan", "scenarios=[status_quo,document]")
    names = [one.name for one in whole.scenarios]
    assert names[:3] == ["status_quo", "document", "document.operate"]
    assert names[-1] == "document.projects"
    document = whole.scenarios[1]
    for one in whole.scenarios[2:-1]:
        assert isinstance(one, waterfall.Arm)
        assert said(one.levers) == {p: v for p, v in said(document.levers).items() if p.split(".")[0] == one.part}
        assert not one.projects
    assert said(whole.scenarios[-1].levers) == {}
    assert whole.scenarios[-1].projects == document.projects
    told = {path.split(".")[0] for path in said(document.levers)}
    assert {one.part for one in whole.scenarios[2:]} == told | {"projects"}


def test_the_arms_have_the_luck_of_the_others():
    from experiments.commands.plan import plan

    whole = plan("compare", settings("scenarios=[status_quo,staff]", "replicates=2"))
    seeds = {(task.scenario, task.replicate): task.seed for task in whole.tasks}
    assert {name for name, _ in seeds} == {"status_quo", "staff", "staff.train", "staff.pay"}
    assert all(seeds[name, replicate] == seeds["status_quo", replicate] for name, replicate in seeds)
    alone = next(task for task in whole.tasks if task.scenario == "staff.pay")
    assert alone.schedule.changes == ((month_of("2022-01"), "pay.raise_share", 0.2),)


def test_only_what_differs_from_the_first_scenario_is_a_part():
    both = settings("region=banan", "scenarios=[printed,document]")
    first, last = both.scenarios[:2]
    moved = {
        path.split(".")[0]
        for path in {**said(first.levers), **said(last.levers)}
        if said(first.levers).get(path) != said(last.levers).get(path)
    }
    found = {one.part for one in both.scenarios[2:]}
    assert found - {"projects"} == moved
    for one in both.scenarios[2:]:
        if one.part != "projects":
            assert {p: v for p, v in said(one.levers).items() if not p.startswith(f"{one.part}.")} == {
                p: v for p, v in said(first.levers).items() if not p.startswith(f"{one.part}.")
            }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["scenarios=[status_quo]"], "name two scenarios"),
        (["scenarios=[status_quo,build]"], r"build differs from status_quo in one lever alone \(build\)"),
        (["scenarios=[status_quo,staff]", "levers.pay.raise_share=0.1"], r"one lever alone \(train\)"),
    ],
)
def test_where_there_is_nothing_to_take_apart_it_is_said(words, says):
    with pytest.raises(BadInput, match=says):
        settings(*words)


def test_a_comparison_without_a_waterfall_has_no_arms():
    plain = config.read("compare", ["scale=tiny", "out=null", "scenarios=[status_quo,staff]"])
    assert waterfall.taken(plain) is None
    assert waterfall.asked(plain) is plain
    whole = settings("scenarios=[status_quo,staff]")
    assert [one.name for one in waterfall.asked(whole).scenarios] == ["status_quo", "staff"]
