"""The laws of ability, dementia and death: what the risk table lets happen is what the inputs say."""

import dataclasses
import shutil

import numpy as np
import pytest
from scipy.linalg import expm

from experiments.health_figures import summary
from experiments.health_files import HEALTH_FILE, load_census, load_fit, load_health, load_life_table
from experiments.health_targets import targets
from sim.kernels.state import pack, with_long_gap
from sim.world.cohort import (
    DEAD,
    dementia_prevalence,
    follow_cohort,
    monthly_matrices,
    prevalence,
    yearly_generators,
)
from sim.world.health import AGE_GROUPS, N_AGES, N_LEVELS
from sim.world.risk import Event, risk_table

PERIODS = {2020: 2, 2025: 3, 2030: 4, 2035: 5}  # those of the months 2020-11 to 2035-12
SEXES = (0, 1)


@pytest.fixture(scope="module")
def health():
    return load_health(HEALTH_FILE)[0]


@pytest.fixture(scope="module")
def life_table():
    return load_health(HEALTH_FILE)[1]


@pytest.fixture(scope="module")
def cohort(health, life_table):
    return follow_cohort(health, life_table, PERIODS[2025])


@pytest.fixture(scope="module")
def tables(health, life_table):
    return {p: risk_table(health, life_table, p, 0.0, gap_effect=True) for p in PERIODS.values()}


def chances(table):
    """Widths of the events: [gap, dementia, level of 8, sex, age, event]."""
    edges = table.edges.astype(np.float64).reshape(2, 2, 8, 2, N_AGES, 8) / 2.0**32
    return np.diff(edges, axis=-1, prepend=0.0)


def live_by_thresholds(health, table, sex):
    """Share alive at the start of each month of age: everybody draws from the table's thresholds alone."""
    chance = chances(table)[0, :, :N_LEVELS, sex]  # [dementia, level, age, event]
    demented = health.dementia_start[sex]
    now = np.outer([1.0 - demented, demented], health.start[sex])
    alive = [1.0]
    for age in range(N_AGES):
        c = chance[:, :, age]
        moved = np.einsum("dl,dlk->dk", now, c[:, :, Event.TO_LEVEL_0 :])
        turned = now * c[:, :, Event.DEMENTIA]
        now = now * (1.0 - c.sum(-1)) + moved
        now[1] += turned[0]
        alive.append(now.sum())
    return np.array(alive)


def expectancy(alive, first):
    """Years still lived after an index of age months; the hazard is constant in a month and after the end."""
    alive = alive[first:] / alive[first]
    hazard = -12.0 * np.diff(np.log(alive))
    return (-np.diff(alive) / hazard).sum() + alive[-1] / hazard[-1]


def abridged_expectancy(rates):
    """e(x) at 60, 65, ..., 100 of a table whose hazard is its m(x) throughout each group."""
    dying = -np.expm1(-5.0 * rates[:-1])
    alive = np.concatenate([[1.0], np.cumprod(1.0 - dying)])
    years = np.append((alive[:-1] - alive[1:]) / rates[:-1], alive[-1] / rates[-1])
    return np.cumsum(years[::-1])[::-1] / alive


def test_input_table_as_printed():
    """e60 and e65 of the table that the rates come with (2010-15: 18.93 / 22.59 and 15.25 / 18.38 years)."""
    rates = load_life_table(HEALTH_FILE.parent / "life_table.csv").death_rates[0]
    printed = {(0, 0): 18.93, (1, 0): 22.59, (0, 1): 15.25, (1, 1): 18.38}
    for (sex, group), years in printed.items():
        assert abridged_expectancy(rates[sex])[group] == pytest.approx(years, abs=0.005)


def test_twelve_months_are_a_year(health, cohort):
    generators = yearly_generators(health, cohort.able_hazard)
    year = expm(generators[:, :, ::97])
    months = np.linalg.matrix_power(monthly_matrices(generators)[:, :, ::97], 12)
    assert np.abs(months - year).max() < 1e-9


def test_monthly_series_is_the_matrix_exponential(health, cohort):
    generators = yearly_generators(health, cohort.able_hazard)[:, :, ::60]
    for scale in (0.01, 1.0, 100.0):
        assert np.abs(monthly_matrices(scale * generators) - expm(scale * generators / 12.0)).max() < 1e-11


def test_deaths_per_person_year_in_a_group_are_those_of_the_table(life_table):
    for period in PERIODS.values():
        for sex in SEXES:
            for k, age in enumerate(AGE_GROUPS[:-1]):
                alive = [life_table.survival(sex, 720, age * 12 + m, period) for m in range(61)]
                hazard = life_table.hazard(period)[sex, k * 60 : k * 60 + 60]
                years = (-np.diff(alive) / hazard).sum()
                assert (alive[0] - alive[-1]) / years == pytest.approx(life_table.death_rates[period, sex, k])


def test_cohort_by_thresholds_has_the_life_expectancy_of_the_table(health, life_table, tables):
    for period, table in tables.items():
        for sex in SEXES:
            alive = live_by_thresholds(health, table, sex)
            wanted = abridged_expectancy(life_table.death_rates[period, sex])
            for age in (60, 65, 80):
                found = expectancy(alive, (age - 60) * 12)
                assert found == pytest.approx(wanted[(age - 60) // 5], abs=0.05)
                assert found == pytest.approx(life_table.life_expectancy(sex, age, period), abs=0.001)


def test_population_deaths_are_normalised_at_every_age(health, life_table):
    for period in PERIODS.values():
        found = follow_cohort(health, life_table, period)
        died = (found.share * found.monthly[..., :N_LEVELS, DEAD]).sum((1, 3))
        assert np.abs(-12.0 * np.log1p(-died) / life_table.hazard(period) - 1.0).max() < 1e-6


def test_worse_levels_die_sooner_by_the_stated_ratios(health, cohort):
    generators = yearly_generators(health, cohort.able_hazard)
    deaths = generators[..., :N_LEVELS, DEAD]
    np.testing.assert_allclose(deaths / deaths[:, :1, :, :1], np.broadcast_to(
        health.death_ratios()[None, :, None, :], deaths.shape))  # fmt: skip


def test_without_a_dementia_ratio_the_divisor_is_the_mean_ratio_of_the_levels(health, life_table):
    plain = dataclasses.replace(health, dementia_death_ratio=1.0)
    found = follow_cohort(plain, life_table, PERIODS[2025])
    mean = (found.share.sum(1) * health.death_ratio).sum(-1)
    wanted = life_table.hazard(PERIODS[2025]) / mean
    np.testing.assert_allclose(found.able_hazard[:, :480], wanted[:, :480], rtol=0.01)  # half a month's change


def test_shares_add_up(health, life_table):
    shares = prevalence(health, life_table, PERIODS[2020])
    assert shares.shape == (2, N_AGES, N_LEVELS)
    np.testing.assert_allclose(shares.sum(-1), 1.0)
    np.testing.assert_allclose(shares[:, 0], health.start)
    demented = dementia_prevalence(health, life_table, PERIODS[2020])
    assert demented.shape == (2, N_AGES)
    np.testing.assert_allclose(demented[:, 0], health.dementia_start)


def test_thresholds_never_fall_and_end_in_the_total(tables):
    for table in tables.values():
        assert (table.edges[:, 1:] >= table.edges[:, :-1]).all()
        assert (table.edges[:, -1] == table.total).all()
        assert table.edges.dtype == table.total.dtype == np.uint32
        assert table.edges.shape == (64 * N_AGES, 8)


def test_what_cannot_happen_has_no_width(health, life_table):
    chance = chances(risk_table(health, life_table, PERIODS[2025], 0.01, gap_effect=True))
    assert chance[:, :, N_LEVELS:].max() == 0.0  # unused levels
    assert chance[:, :, 1:, ..., Event.LEAVE].max() == 0.0 < chance[:, :, 0, ..., Event.LEAVE].min()
    assert chance[:, 1, ..., Event.DEMENTIA].max() == 0.0
    for level in range(N_LEVELS):
        assert chance[:, :, level, ..., Event.TO_LEVEL_0 + level].max() == 0.0


def test_rows_follow_the_state_byte(health, life_table, tables, cohort):
    state = with_long_gap(pack(np.array([1, 0]), np.array([3, 0]), np.array([1, 0])), np.array([0, 1]))
    assert state.tolist() == [0b010111, 0b100000]
    age = 12 * 25
    dies = tables[PERIODS[2025]].edges[int(state[0]) * N_AGES + age, Event.DIE] / 2.0**32
    assert dies == pytest.approx(cohort.monthly[1, 1, age, 3, DEAD], abs=1e-9)


def test_leaving_dementia_and_levels_have_their_own_chances_among_those_who_live_on(health, life_table, cohort):
    leave = 0.02
    chance = chances(risk_table(health, life_table, PERIODS[2025], leave, gap_effect=False))[0, :, :N_LEVELS]
    lives = 1.0 - chance[..., Event.DIE]
    here = lives - chance[..., Event.LEAVE]
    moving = chance[:, 0, ..., Event.LEAVE] / lives[:, 0]
    np.testing.assert_allclose(moving, 1.0 - np.exp(-leave / 12.0), atol=1e-9)
    onset = chance[0, ..., Event.DEMENTIA] / here[0]
    wanted = 1.0 - np.exp(-health.dementia_onset() / 12.0)
    np.testing.assert_allclose(onset, np.broadcast_to(wanted, onset.shape), atol=1e-9)
    for level in range(N_LEVELS):
        for to in set(range(N_LEVELS)) - {level}:
            found = chance[:, level, ..., Event.TO_LEVEL_0 + to] / here[:, level]
            matrix = np.moveaxis(cohort.monthly, 0, 1)  # [dementia, sex, age, from, to]
            wanted = matrix[..., level, to] / (1.0 - matrix[..., level, DEAD])
            np.testing.assert_allclose(found, wanted, atol=2e-9)


def test_a_long_gap_changes_nothing_when_switched_off(health, life_table, tables):
    off = risk_table(health, life_table, PERIODS[2025], 0.0, gap_effect=False)
    rows = 32 * N_AGES
    assert (off.edges[:rows] == off.edges[rows:]).all()
    on = tables[PERIODS[2025]]
    assert (on.edges[:rows] == off.edges[:rows]).all()
    gap = chances(on)[:, :, :N_LEVELS]
    assert (gap[1, ..., Event.DIE] > gap[0, ..., Event.DIE]).all()
    worse = gap[:, :, 0, ..., Event.TO_LEVEL_1]
    np.testing.assert_allclose(worse[1] / worse[0], health.gap_worsening, rtol=0.02)


def test_a_trend_begins_after_the_period_of_the_census(health, life_table):
    steeper = dataclasses.replace(health, trend=0.01)
    for period, same in ((PERIODS[2020], True), (PERIODS[2025], False)):
        one, other = (risk_table(h, life_table, period, 0.0, gap_effect=True) for h in (health, steeper))
        assert (one.edges == other.edges).all() == same


def test_a_month_finds_its_period(life_table):
    assert life_table.start_years[life_table.period_index(2020 * 12 + 10)] == 2020
    assert life_table.start_years[life_table.period_index(2025 * 12 + 5)] == 2020  # June
    assert life_table.start_years[life_table.period_index(2025 * 12 + 6)] == 2025  # July
    assert life_table.start_years[life_table.period_index(2035 * 12 + 11)] == 2035
    with pytest.raises(ValueError, match="2010-07 to 2050-06"):
        life_table.period_index(2050 * 12 + 6)


def test_the_file_holds_what_its_parameters_give_and_misses_stay_within_tolerance(health, life_table):
    found = summary(health, life_table, load_census(HEALTH_FILE.parent / "census_china_60plus.csv"))
    record = {aim["name"]: aim for aim in load_fit(HEALTH_FILE)["targets"]}
    assert set(record) == set(found) == {aim.name for aim in targets()}
    for aim in targets():
        written = record[aim.name]
        assert written["target"] == pytest.approx(aim.value, rel=1e-5), aim.name
        assert written["fitted"] == pytest.approx(found[aim.name], rel=1e-4), aim.name
        assert abs(aim.residual(found[aim.name])) <= aim.tolerance, aim.name


def test_health_file_says_what_is_missing(tmp_path):
    for name in ("life_table.csv", "china.yaml"):
        shutil.copy(HEALTH_FILE.parent / name, tmp_path)
    file = tmp_path / "china.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  worsening: 1.05", "  wrong: 1.05"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"china\.yaml: long_gap\.worsening is missing"):
        load_health(file)
    file.write_text(text.replace("  worsening: 1.05", "  worsening: 2.0"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"china\.yaml: gap_worsening must lie between"):
        load_health(file)
