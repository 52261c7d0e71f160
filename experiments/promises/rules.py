"""Rules, and measures of which nothing more is known than whether their lever is in force and paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.promises.stops import Stop, lived
from sim.calendar import MONTHS_PER_YEAR
from sim.ledger import Purpose
from sim.levers import LEVERS
from sim.world.budgets import lottery_share

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget

PURPOSES: dict[str, tuple[Purpose, ...]] = {
    "L01": (Purpose.CAPITAL,), "L02": (Purpose.CAPITAL,), "L03": (Purpose.CAPITAL,), "L06": (Purpose.CAPITAL,),
    "L09": (Purpose.CAPITAL,), "L10": (Purpose.CAPITAL,), "L12": (Purpose.HOME_CARE,), "L13": (Purpose.HOME_AIDS,),
    "L14": (Purpose.CARER_SUPPORT,), "L15": (Purpose.VOLUNTEERING,), "L16": (Purpose.MEALS,),
    "L17": (Purpose.TRAINING,), "L20": (Purpose.IDENTIFICATION,), "L21": (Purpose.CARE_SUBSIDY,),
    "L22": (Purpose.MEDICAL,), "L23": (Purpose.HOME_AIDS,), "L24": (Purpose.GRADING,),
}  # fmt: skip
"""What the purses pay an instrument's costs as; instruments that cost the purses nothing are left out."""


def lottery(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """The share of the lottery money: a rule that is in force from next January on, or no such rule."""
    now = lottery_share(model.region, model.levers.budget)
    enough = now >= target.value - 1e-9 if target.direction == "at_least" else now <= target.value + 1e-9
    january = (lived(model) // MONTHS_PER_YEAR + 1) * MONTHS_PER_YEAR
    if enough:
        return [Stop(target.key, "next_january", gap, target.unit, month=january)]
    return [Stop(target.key, "not_ordered", gap, target.unit)]


def seats(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """Seats that the lever did not ask for: nothing else can hold them back."""
    return [Stop(target.key, "not_ordered", gap, target.unit)]


def no_rule(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """A rule that the levers in force do not set as the document has it: nothing else can hold it back."""
    return [Stop(target.key, "no_rule", gap, target.unit)]


def by_lever(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
    """What is known of any measure: whether the lever of its instrument is in force, whether its purses are empty."""
    if not any(getattr(model.levers, name) != kind() for name, kind in LEVERS.items() if target.lever == kind.CODE):
        return [Stop(target.key, "not_ordered", gap, target.unit)]
    purposes = PURPOSES.get(target.lever, ())
    mine = [purse for purse in model.ledger.purses if set(purse.pays) & set(purposes)]
    if mine and not any(purse.left > 0 for purse in mine):
        names = tuple(purse.name for purse in mine if purse.fen_per_year > 0)
        return [Stop(target.key, "purses_empty", gap, target.unit, names=names)]
    return [Stop(target.key, "not_told", gap, target.unit)]
