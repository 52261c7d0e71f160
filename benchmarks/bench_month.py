"""Speed and memory at full scale: Qingyuan, 648,279 elders. Printed and kept by ``make bench``; never a test.

Elder-months per second follow from the medians: elders / median. The budgets of the project stand beside each
benchmark; a run that misses one says so in the table of ``make bench``, it does not fail.
"""

from __future__ import annotations

import resource
import subprocess
import sys

import numpy as np
import pytest

from experiments import regions
from sim import CareSystem
from sim.chance import Decision
from sim.kernels.life import live_a_month


@pytest.fixture(scope="module")
def model() -> CareSystem:
    """Qingyuan after its first three months: kernels are compiled, the numbers are those of 2021."""
    model = CareSystem(regions.load("qingyuan"), seed=1)
    for _ in range(3):
        model.step()
    return model


def test_elder_pass(benchmark, model):
    """Age, ability and death of everybody: budget 250 million elder-months per second on one core."""
    elders, risk, chance = model.elders, model.risk, model.chance
    who, outcome = model.scratch.events(elders.n)
    arguments = (
        elders.raw("id"),
        elders.raw("birth"),
        elders.raw("state"),
        elders.n,
        np.uint32(model.month),
        np.uint32(Decision.LIFE),
        chance.key0,
        chance.key1,
        risk.total,
        risk.edges,
        who,
        outcome,
    )
    benchmark.pedantic(live_a_month, arguments, rounds=60, warmup_rounds=3)
    benchmark.extra_info["million elder-months per second"] = round(elders.n / benchmark.stats["median"] / 1e6)


def test_month(benchmark, model):
    """A whole month of the full model: budget 13 ms at 650,000 elders (50 million elder-months per second)."""
    before = model.elders.n
    benchmark.pedantic(model.step, rounds=24)
    elders = (before + model.elders.n) / 2
    benchmark.extra_info["elders"] = round(elders)
    benchmark.extra_info["million elder-months per second"] = round(elders / benchmark.stats["median"] / 1e6, 1)
    benchmark.extra_info["ms at 650,000 elders"] = round(benchmark.stats["median"] * 1e3 * 650_000 / elders, 1)


def test_tiny_run(benchmark):
    """All 182 months of 2,000 elders, as in a large sweep: what a month costs whoever lives in it."""
    region = regions.load("qingyuan", fraction=2000 / 648_279)
    CareSystem(region, seed=1).run()

    def run() -> CareSystem:
        return CareSystem(region, seed=2).run()

    months = len(benchmark.pedantic(run, rounds=10).records.months)
    benchmark.extra_info["ms a month"] = round(benchmark.stats["median"] * 1e3 / months, 2)


def test_run_to_2035(benchmark):
    """All 182 months without reading the region: budget 4 s after compile; peak memory budget 600 MB."""
    region = regions.load("qingyuan")
    CareSystem(region, seed=1, until=region.start).run()

    def run() -> CareSystem:
        return CareSystem(region, seed=1).run()

    model = benchmark.pedantic(run, rounds=3)
    benchmark.extra_info["elders at the end"] = model.elders.n
    benchmark.extra_info["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def test_start(benchmark):
    """A fresh process, compiled kernels at hand: from the command to the end of the first month; budget 3 s."""
    code = (
        "from experiments import regions; from sim import CareSystem; "
        "CareSystem(regions.load('qingyuan'), seed=1).step()"
    )
    benchmark.pedantic(subprocess.run, ([sys.executable, "-c", code],), {"check": True}, rounds=3, warmup_rounds=1)
