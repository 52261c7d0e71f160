"""Waiting for a bed, against the theory of queues.

Many homes stand side by side, each with its own applicants, and live nothing but the step *be admitted*: people join
at random, residents leave at a constant rate, patience runs out at a constant rate. Each home is then a queue
M/M/c+M (Erlang-A; Erlang-C if nobody gives up), observed once a month. Rates are low, so that a month is short.

Decision rule: homes are independent, so a time average has a standard error from their spread. The mean over homes
lies within 4 standard errors (p = 0.00006; the seed is fixed) of the chain that the months make exactly, which lies
within 4 % of the formula in continuous time. Standard errors stay below 1 % of the residents and 10 % of the queue.
"""

import dataclasses
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

from sim.agents.kinds import Standing
from sim.processes import be_admitted, decide, die, seek_care
from sim.world.region import HomeStock

HOMES, BEDS, BURN_IN, MONTHS = 400, 8, 200, 800
MODERATE = 2 << 1
"""State of a man of level 2, whose patience is neither shortened nor stretched."""


class Case(NamedTuple):
    """Yearly rates: of joining (each home), of leaving a bed, of giving up."""

    join: float
    leave: float
    tire: float


CASES = {
    "Erlang-A, more applicants than beds": Case(join=1.2, leave=0.12, tire=0.06),
    "Erlang-A, about as many": Case(join=0.9, leave=0.12, tire=0.12),
    "Erlang-C": Case(join=0.62, leave=0.12, tire=0.0),
}


class Means(NamedTuple):
    """Stationary means: residents, people waiting, share of months in which all beds are full."""

    residents: float
    waiting: float
    full: float


def means(share):
    """Means of a distribution of the number in the system."""
    n = np.arange(len(share))
    return Means(
        float(share @ np.minimum(n, BEDS)), float(share @ np.maximum(n - BEDS, 0)), float(share[n >= BEDS].sum())
    )


def in_continuous_time(case, most=150):
    """Erlang's formula: births at the rate of joining, deaths at those of leaving and giving up."""
    n = np.arange(1, most)
    deaths = np.minimum(n, BEDS) * case.leave + np.maximum(n - BEDS, 0) * case.tire
    weights = np.cumprod(np.concatenate([[1.0], case.join / deaths]))
    return means(weights / weights.sum())


def month_by_month(case, most=90):
    """The chain of months: residents leave, people join, those who wait give up, free beds are taken."""
    leave, tire = (-np.expm1(-rate / 12) for rate in (case.leave, case.tire))
    k = np.arange(most)
    joining = stats.poisson.pmf(k, case.join / 12)
    move = np.zeros((most, most))
    for n in range(most):
        residents, queue = min(n, BEDS), max(n - BEDS, 0)
        left = stats.binom.pmf(k, residents, leave)
        tired = np.zeros(most)  # of those who waited and those who join now
        for j in range(12):
            given_up = stats.binom.pmf(k, queue + j, tire)
            waiting = np.zeros(most)
            waiting[: min(queue + j + 1, most)] = given_up[: queue + j + 1][::-1][:most]
            tired += joining[j] * waiting
        stay = left[: residents + 1][::-1]
        after = np.convolve(stay, tired)[:most]
        move[n] = after / after.sum()
    share = np.full(most, 1 / most)
    for _ in range(20):
        move = move @ move
    return means(share @ move)


@pytest.fixture
def town(load, make):
    """A place with many equal private homes and enough aides, in which nobody applies on their own."""

    def town(case):
        parameters = {"homes.stay_other_exit": case.leave, "choosing.patience": case.tire}
        region = load(0.0005, parameters | {"choosing.constant": (-30.0,) * 3, "choosing.tekun_constant": (-30.0,) * 2})
        home = HomeStock("home", 0, "home", "private", "county", (BEDS, 0, 0), 0.0, 0.0, 0.5, "none")
        model = make(dataclasses.replace(region, homes=(home,) * HOMES, services=(), projects=(), fraction=1.0))
        model.facilities.col("aides")[:] = 1000
        return model

    return town


def join(model, number):
    """So many people apply to each home, and to it alone."""
    home = np.repeat(np.arange(HOMES), number)
    first = model.elders.next_id
    ids = np.arange(first, first + len(home))
    choices = np.stack([home, np.full_like(home, -1), np.full_like(home, -1)], axis=1)
    model.elders.add(
        ids, birth=model.month - 900, state=MODERATE, standing=Standing.GENERAL, known=1, choices=choices,
        waiting_since=model.month,
    )  # fmt: skip
    model.waiting.append(ids)
    return len(ids)


def live(model, number):
    """A month of nothing but waiting; returns who waits at its end by home, joined, and the waits that ended."""
    elders = model.elders
    model.book.turn()
    joined = join(model, number)
    rows = model.waiting.rows(elders.row_of)
    since = elders.col("waiting_since")[rows].astype(int)
    model.inside = model.residents.rows(elders.row_of)
    be_admitted.be_admitted(model)
    ended = model.month - since[elders.col("waiting_since")[rows] < 0]
    waiting = np.bincount(elders.col("choices")[model.waiting.rows(elders.row_of), 0], minlength=HOMES)
    done = (elders.col("waiting_since") < 0) & (elders.col("facility") < 0) & (elders.col("state") == MODERATE)
    elders.remove(np.flatnonzero(done))
    model.month += 1
    return waiting, joined, ended


@pytest.mark.parametrize("name", CASES)
def test_homes_are_queues(town, dice, name):
    case = CASES[name]
    model, d = town(case), dice(1)
    monthly, formula = month_by_month(case), in_continuous_time(case)
    live(model, np.full(HOMES, round(monthly.residents + monthly.waiting)))
    edges = stats.poisson.cdf(np.arange(12), case.join / 12)
    residents, waiting, full = (np.zeros(HOMES) for _ in range(3))
    joined, waits = 0, []
    for month in range(BURN_IN + MONTHS):
        queue, came, ended = live(model, np.searchsorted(edges, d.units(HOMES)))
        if month >= BURN_IN:
            now = model.facilities.col("occupied").sum(axis=1)
            residents += now / MONTHS
            waiting += queue / MONTHS
            full += (now == BEDS) / MONTHS
            joined += came
            waits.append(ended)
    for what, values in zip(Means._fields, (residents, waiting, full), strict=True):
        expected, error = getattr(monthly, what), values.std(ddof=1) / np.sqrt(HOMES)
        assert error < {"residents": 0.01, "waiting": 0.1, "full": 0.05}[what] * expected, what
        assert abs(values.mean() - expected) < 4 * error, what
        assert abs(getattr(formula, what) / expected - 1) < 0.04, what
    mean_wait = np.concatenate(waits).mean()
    assert waiting.sum() == pytest.approx(joined / MONTHS * mean_wait, rel=0.01), "Little's law within 1 %"


def test_every_month_of_waiting_is_somebodys(make, load, monkeypatch):
    """Little's law to the month, steady or not, in a whole region with its deaths, recoveries and closing homes.

    Months of waiting, summed over the ends of months, are the waits that ended and what those who still wait have
    waited, less what those who waited at the beginning had waited by then.
    """
    model = make(load(0.02, {"choosing.constant": (-3.0,) * 3, "homes.loss_months": 6}), months=60)
    ended = []

    def spy(of_module):
        close = of_module.end_waiting

        def noted(model, rows, *args, **options):
            ended.extend((model.month - model.elders.raw("waiting_since")[rows].astype(int)).tolist())
            return close(model, rows, *args, **options)

        monkeypatch.setattr(of_module, "end_waiting", noted)

    for module in (be_admitted, die, decide, seek_care):
        spy(module)

    def waited():
        since = model.elders.col("waiting_since").astype(int)
        return (model.month - since[since >= 0]).sum()  # the month now ending counts

    before, months = waited(), 0
    while model.running:
        model.step()
        months += len(model.waiting)
    assert len(ended) > 100
    assert months == sum(ended) + waited() - before
