"""Waiting and leaving: homes as queues against Erlang's formula, Little's law, and no wave of exits at the start.

Many equal homes stand side by side, each with its own applicants, and live nothing but the step *be admitted*: people
join at random, residents leave at a constant rate, patience runs out at a constant rate. Each home is then a queue
M/M/c+M (Erlang-A; Erlang-C if nobody gives up), observed once a month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from experiments import regions
from experiments.validation import NO_FIGURE, Line, Section, Text, both, number
from experiments.validation.regions import Lived
from sim.agents.kinds import Standing
from sim.chance import Chance, Decision
from sim.kernels.state import pack
from sim.model import CareSystem
from sim.processes.be_admitted import be_admitted
from sim.world.health import FloatArray
from sim.world.region import HomeStock

BEDS = 8
MODERATE = pack(0, 2, 0)
"""State of a man of level 2, whose patience is neither shortened nor stretched."""
NOBODY_ELSE = {"choosing.constant": (-30.0,) * 3, "choosing.tekun_constant": (-30.0,) * 2}
"""Constants of choice with which nobody of the region applies on their own."""
ERLANG_WITHIN = 0.04
"""Allowed difference from the formula in continuous time, as months are steps; four standard errors come on top."""
ERRORS = 4.0
LITTLE_WITHIN = 0.01
EXITS_WITHIN = 0.15
"""Allowed difference of exits from homes in year 1 from those in year 3."""


class Case(NamedTuple):
    """Yearly rates: of joining (each home), of leaving a bed, of giving up."""

    name: Text
    join: float
    leave: float
    tire: float


CASES = (
    Case(("Erlang-A, more applicants than beds", "Erlang-A，申请多于床位"), join=1.2, leave=0.12, tire=0.06),
    Case(("Erlang-A, about as many", "Erlang-A，大致相当"), join=0.9, leave=0.12, tire=0.12),
    Case(("Erlang-C, nobody gives up", "Erlang-C，无人放弃"), join=0.62, leave=0.12, tire=0.0),
)


class Means(NamedTuple):
    """Means in the long run: residents, people waiting, share of months in which all beds are full."""

    residents: float
    waiting: float
    full: float


WORDS: tuple[Text, ...] = (
    ("residents of a home", "每家入住老人数"),
    ("people waiting for a home", "每家等候人数"),
    ("share of months full", "满员月份占比"),
)
"""Of the fields of :class:`Means`."""


class Observed(NamedTuple):
    """What many homes lived through."""

    means: Means
    errors: Means
    """Standard errors, from the spread over homes."""
    little: float
    """People waiting / (people joining a month x mean months of waiting)."""


def erlang(case: Case, most: int = 150) -> Means:
    """Erlang's formula: births at the rate of joining, deaths at those of leaving and of giving up."""
    n = np.arange(1, most)
    ends = np.minimum(n, BEDS) * case.leave + np.maximum(n - BEDS, 0) * case.tire
    share = np.cumprod(np.concatenate([[1.0], case.join / ends]))
    share, n = share / share.sum(), np.arange(most)
    waiting = float(share @ np.maximum(n - BEDS, 0))
    return Means(float(share @ np.minimum(n, BEDS)), waiting, float(share[n >= BEDS].sum()))


def town(case: Case, homes: int, region: str) -> CareSystem:
    """A place with many equal private homes and aides enough, in which nobody applies on their own."""
    rates = {"homes.stay_other_exit": case.leave, "choosing.patience": case.tire}
    base = regions.load(region, 0.0005, rates | NOBODY_ELSE)
    home = HomeStock(
        name="home", place=0, kind="home", ownership="private", tier="county", beds=(BEDS, 0, 0), occupancy=0.0,
        tekun_share=0.0, quality=0.5, medical="none",
    )  # fmt: skip
    model = CareSystem(replace(base, homes=(home,) * homes, services=(), projects=(), fraction=1.0))
    model.facilities.col("aides")[:] = 1000
    return model


def join(model: CareSystem, number: NDArray[np.int64]) -> int:
    """So many people apply to each home, and to it alone; returns how many they are together."""
    home = np.repeat(np.arange(len(number)), number)
    ids = model.elders.next_id + np.arange(len(home))
    choices = np.stack([home, np.full_like(home, -1), np.full_like(home, -1)], axis=1)
    model.elders.add(
        ids, birth=model.month - 900, state=MODERATE, standing=Standing.GENERAL, known=1, choices=choices,
        waiting_since=model.month,
    )  # fmt: skip
    model.waiting.append(ids.astype(np.uint32))
    return len(ids)


def live_a_month(model: CareSystem, number: NDArray[np.int64]) -> tuple[NDArray[np.int64], int, NDArray[np.int64]]:
    """A month of nothing but waiting: who waits at its end by home, how many joined, the waits that ended (months)."""
    elders = model.elders
    model.book.turn()
    joined = join(model, number)
    rows = model.waiting.rows(elders.row_of)
    since = elders.col("waiting_since")[rows].astype(np.int64)
    model.inside = model.residents.rows(elders.row_of)
    be_admitted(model)
    ended = model.month - since[elders.col("waiting_since")[rows] < 0]
    first = elders.col("choices")[model.waiting.rows(elders.row_of), 0]
    done = (elders.col("waiting_since") < 0) & (elders.col("facility") < 0) & (elders.col("state") == MODERATE)
    elders.remove(np.flatnonzero(done))
    model.month += 1
    return np.bincount(first, minlength=len(number)), joined, ended


def observe(
    case: Case, region: str, homes: int = 400, burn_in: int = 200, months: int = 800, seed: int = 1
) -> Observed:
    """Let many homes live a case, and look at them after ``burn_in`` months."""
    model, chance, expected = town(case, homes, region), Chance(seed), erlang(case)
    live_a_month(model, np.full(homes, round(expected.residents + expected.waiting)))
    edges = stats.poisson.cdf(np.arange(12), case.join / 12)
    sums = np.zeros((3, homes))
    joined, waits = 0, []
    for month in range(burn_in + months):
        luck = chance.units(
            Decision.ABILITY_AT_START, np.arange(homes), month
        )  # a decision that the town does not take
        queue, came, ended = live_a_month(model, np.searchsorted(edges, luck))
        if month >= burn_in:
            now = model.facilities.col("occupied").sum(axis=1)
            sums += [now, queue, now == BEDS]
            joined += came
            waits.append(ended)
    by_home: FloatArray = sums / months
    flow = joined / months * float(np.concatenate(waits).mean())
    errors = by_home.std(axis=1, ddof=1) / np.sqrt(homes)
    return Observed(Means(*by_home.mean(axis=1)), Means(*errors), float(by_home[1].sum() / flow) if flow else NO_FIGURE)


# --- the section ------------------------------------------------------------------------------------------------


def section(runs: Sequence[Lived], homes: int = 400, burn_in: int = 400, months: int = 4000) -> Section:
    """Queues against the formula and Little's law, then the exits from the homes of each region."""
    lines = []
    for k, case in enumerate(CASES):
        lines += queue_lines(k, case, observe(case, runs[0].region.name, homes, burn_in, months))
    lines += [line for run in runs for line in exit_lines(run)]
    about = (
        f"{homes} homes of {BEDS} beds side by side, {months} months after {burn_in} months of settling, beside "
        f"Erlang's formula in continuous time. Tolerance {100 * ERLANG_WITHIN:g} %, as a month is a step, plus "
        f"{ERRORS:g} standard errors. Little's law: people waiting = people joining a month x mean months of waiting, "
        f"within {100 * LITTLE_WITHIN:g} %. Exits from homes: year 1 is months 1 to 12 of the run, year 3 months 25 "
        f"to 36; the verdict is on all exits, within {100 * EXITS_WITHIN:g} %.",
        f"{homes}家各{BEDS}张床的机构并列，{burn_in}个月后观察{months}个月，与连续时间的Erlang公式对照。因按月推进，允"
        f"许误差{ERLANG_WITHIN:.0%}，另加{ERRORS:g}个标准误。Little定律：等候人数=每月加入人数×平均等候月数，误差"
        f"{LITTLE_WITHIN:.0%}以内。离开机构：第1年为运行的第1至12个月，第3年为第25至36个月；以全部离开人数作判断，误差"
        f"{EXITS_WITHIN:.0%}以内。",
    )
    return Section(("Waiting and leaving", "等候与离开"), about, lines)


def queue_lines(k: int, case: Case, found: Observed) -> list[Line]:
    """The means of a case beside the formula, and Little's law."""
    source = ("Erlang's formula", "Erlang公式")
    lines = []
    for name, what, mean, error, wanted in zip(
        Means._fields, WORDS, found.means, found.errors, erlang(case), strict=True
    ):
        allowed = ERLANG_WITHIN * wanted + ERRORS * error
        passed = bool(abs(mean - wanted) <= allowed)
        tolerance = both(f"± {allowed:.3f}")
        lines.append(
            Line(f"queue:{k}:{name}", what, case.name, mean, wanted, both(""), tolerance, passed, source, both("M"), 3)
        )
    passed = bool(abs(found.little - 1) <= LITTLE_WITHIN)
    what, source = (
        ("Little's law, waiting / (joining x wait)", "Little定律，等候/（加入×时长）"),
        ("Little's law", "Little定律"),
    )
    unit, tolerance = ("ratio", "比值"), both(f"± {LITTLE_WITHIN:g}")
    return [
        *lines,
        Line(f"queue:{k}:little", what, case.name, found.little, 1.0, unit, tolerance, passed, source, both("M"), 4),
    ]


EXITS: dict[str, tuple[Text, tuple[int, ...]]] = {
    "": (("exits from homes a month, year 1 / year 3", "每月离开养老机构人数，第1年/第3年"), (0, 1, 2)),
    ":died": (("of which deaths", "其中死亡"), (0,)),
    ":alive": (("of which alive: home, hospital, away", "其中生前离开（回家、住院、迁出）"), (1, 2)),
    ":rate": (("exits a year per resident, year 1 / year 3", "每名入住老人每年离开次数，第1年/第3年"), (0, 1, 2)),
}
"""What is counted of exits, and the columns of ``Tally.exits``; the verdict is on all of them."""


def exit_lines(run: Lived) -> list[Line]:
    """Residents of month 0 do not leave in a wave: exits a month in year 1 against year 3, mean of all seeds."""
    tallies = [t for t in (run.tally, *run.other_lives) if len(t.exits) >= 36]
    exits = np.array([t.exits[:36] for t in tallies], dtype=np.float64).reshape(-1, 36, 3)
    residents = np.array([t.residents[:36] for t in tallies], dtype=np.float64).reshape(-1, 36)
    years = (slice(0, 12), slice(24, 36))
    lines = []
    for key, (what, columns) in EXITS.items():
        by_seed = [exits[:, y][:, :, columns].sum(axis=2).mean(axis=1) / run.region.fraction for y in years]
        if key == ":rate":
            by_seed = [exits[:, y].sum(axis=2).sum(axis=1) / residents[:, y].mean(axis=1) for y in years]
        one, three = (float(n.mean()) if tallies else NO_FIGURE for n in by_seed)
        ratio = one / three if three else NO_FIGURE
        digits = 3 if key == ":rate" else 0
        counts = f"{number(one, digits)} / {number(three, digits)}"
        lines.append(
            Line(
                f"exits:{run.region.name}{key}",
                (f"{what[0]}: {counts}", f"{what[1]}：{counts}"),
                (run.region.label, run.region.label_zh),
                ratio,
                1.0,
                ("ratio", "比值"),
                both("" if key else f"± {EXITS_WITHIN}"),
                None if key or ratio != ratio else bool(abs(ratio - 1) <= EXITS_WITHIN),
                (f"no wave at the start; mean of {len(tallies)} seeds", f"期初无离院潮；{len(tallies)}个种子的平均"),
                both("M"),
                digits=2,
            )
        )
    return lines
