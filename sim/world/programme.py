"""L26: the yearly programme of the counties: its money, what was decided, and what is paid month by month.

What is decided each January stands in ``sim.world.programme_year``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.calendar import MONTHS_PER_YEAR
from sim.kernels.week import Count
from sim.ledger import FEN, Account, Pot, Purpose
from sim.world.diagnosis import Floats, Ints, Measure
from sim.world.stock import government_run, is_home, open_stations

if TYPE_CHECKING:
    from sim.model import CareSystem


@dataclass
class Decided:
    """One measure that a place decided on in one January."""

    month: int
    place: int
    measure: Measure
    binding: int
    """The measure that bound there, of those that the programme can buy; -1 if none."""
    told: bool
    """Whether the place acted on what is missing (and did not follow its habit)."""
    rank: int
    """0 for what it did first, 1 for what it did with the money that was left, …"""
    money: int
    """Fen that it had."""
    spent: int = 0
    """Fen spent so far; posts and visits are paid month by month."""


@dataclass
class Programme:
    """The state of the programme."""

    pots: list[Pot]
    """Money of each place."""
    decided: list[Decided] = field(default_factory=list)
    """All decisions, in order of time and place."""
    posts: dict[int, int] = field(default_factory=dict)
    """Facility -> posts that the programme pays there until December."""
    visits: dict[int, float] = field(default_factory=dict)
    """Place -> door visits a month until December."""
    kept: dict[int, int] = field(default_factory=dict)
    """Place -> fen that are kept for the posts and visits of this year when these are decided."""
    now: dict[tuple[int, Measure], Decided] = field(default_factory=dict)
    """Place and measure -> the decision of this year."""

    @classmethod
    def empty(cls, n_places: int) -> Programme:
        """No money, nothing decided."""
        return cls([Pot() for _ in range(n_places)])


# --- money ------------------------------------------------------------------------------------------------


def to_spend(model: CareSystem, place: int) -> int:
    """Fen of a place that are not kept for posts and visits decided this January."""
    return model.programme.pots[place].left - model.programme.kept.get(place, 0)


def keep(model: CareSystem, place: int, fen: int) -> None:
    """Keep money of a place for posts or visits through the year."""
    model.programme.kept[place] = model.programme.kept.get(place, 0) + min(fen, to_spend(model, place))


def spend(model: CareSystem, place: int, measure: Measure, payee: Account, purpose: Purpose, fen: int) -> int:
    """Pay from the money of a place for a measure of this year; returns the fen that were there."""
    got = model.ledger.pay_from(model.programme.pots[place], payee, purpose, fen)
    model.programme.now[place, measure].spent += got
    return got


# --- month by month ---------------------------------------------------------------------------------------


def unknown(model: CareSystem, place: int) -> int:
    """Elders of a place who are not known; the able among them have nothing to be known, and are visited too."""
    return int(model.book.elders[place].sum() - model.book.by_place[place, Count.KNOWN])


def pay_visits_of_programme(model: CareSystem) -> Floats:
    """Pay this month's door visits; returns visits a year to each unknown elder, by place.

    Twelve months rounded to the fen may come to more than the place had for them: the last pays what is left.
    """
    rate = np.zeros(model.region.n_places)
    for place, visits in model.programme.visits.items():
        people = unknown(model, place)
        decision = model.programme.now[place, Measure.IDENTIFY]
        due = round(visits * model.parameters.money.visit_cost * FEN)
        had = min(due, decision.money - decision.spent)
        paid = spend(model, place, Measure.IDENTIFY, Account.SUPPLIERS, Purpose.IDENTIFICATION, had)
        made = visits * (paid / due if due else 1.0)
        model.book.visits_made += round(made)
        rate[place] = MONTHS_PER_YEAR * made / people if people else 0.0
    return rate


def may_have_posts(model: CareSystem) -> NDArray[np.bool_]:
    """Stations, street centres and government-run homes that are open."""
    return np.asarray(open_stations(model) | government_run(model))


def programme_posts(model: CareSystem) -> Ints:
    """Posts that the programme pays this year, by facility."""
    posts = np.zeros(model.facilities.n, dtype=np.int64)
    if model.programme.posts:
        posts[list(model.programme.posts)] = list(model.programme.posts.values())
        posts[~may_have_posts(model)] = 0
    return posts


def pay_posts_of_programme(model: CareSystem, in_home: int, visiting: int) -> Ints:
    """Pay the aides on posts of the programme as far as the money of the place reaches; fen a month for each.

    They are those beyond the other posts of their employer. What is for aides of homes (``in_home`` each: without the
    raise, which other purses pay there) is returned by facility; what is for visiting aides goes to the account of
    home care.
    """
    support = np.zeros(model.facilities.n, dtype=np.int64)
    if not model.programme.posts:
        return support
    homes, posts = model.facilities, programme_posts(model)
    beyond = np.clip(homes.col("aides") - (homes.col("posts") - posts), 0, posts)
    at_homes, aides = is_home(model), Measure.AIDES
    for place in sorted({int(homes.col("place")[f]) for f in model.programme.posts}):
        here = homes.col("place") == place
        mine = np.flatnonzero(here & at_homes)
        claims = np.cumsum(beyond[mine] * in_home)
        if len(mine):
            got = spend(model, place, aides, Account.PUBLIC_HOMES, Purpose.WAGE_SUPPORT, int(claims[-1]))
            support[mine] = np.diff(np.minimum(claims, got), prepend=0)
        teams = int(beyond[here & ~at_homes].sum())
        spend(model, place, aides, Account.HOME_CARE, Purpose.VISITING_POSTS, teams * visiting)
    return support
