"""What a run sees month by month and the model does not keep: what yearly programmes still owe, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.promises.stops import lived, split, stand_for
from sim.calendar import MONTHS_PER_YEAR
from sim.kernels.state import ADAPTED, TRAINED_CARER
from sim.ledger import FEN, Account, Purpose
from sim.world.at_home import ADAPTING, TRAINING, AtHome, look_around
from sim.world.stock import homes_in_use

if TYPE_CHECKING:
    from sim.model import CareSystem

HEAVY = 2
"""Level from which families are trained."""
ADAPT, CARERS, COURSES = "adapt", "carers", "courses"
"""Programmes that are followed."""


class Lack(NamedTuple):
    """What a programme of the year had not done by the end of a month, for one cause; people at the model's scale."""

    programme: str
    month: int
    cause: str
    """unpaid | own_part | not_known | nobody_left | no_candidates"""
    number: float
    yuan: float = 0.0


@dataclass
class Seen:
    """The diary of one run."""

    came: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Project -> months in which its money came and in which it opened (``experiments.built.note_projects``)."""
    lacks: list[Lack] = field(default_factory=list)
    gradings: list[tuple[float, float]] = field(default_factory=list)
    """Gradings ordered and paid in each month in which any were ordered, of the full region."""
    dry: set[int] = field(default_factory=set)
    """Months that ended with government-run homes not covered: they fill no posts in the next one."""

    def note(self, model: CareSystem) -> None:
        """Write down the month just lived."""
        if model.purses_dry:
            self.dry.add(lived(model))
        self._note_programmes(model)
        self._note_courses(model)
        self._note_gradings(model)

    def _note_programmes(self, model: CareSystem) -> None:
        """What adaptation and family courses owe after the month, and whether people or money lacked.

        Both take as many as are due, are eligible and can be paid. So who is still eligible while something is owed
        has not been paid for; what is owed beyond them lacks people, among whom those who are not known, and those
        who cannot pay their own part, are counted.
        """
        owed = (model.book.owed + 1e-6).astype(np.int64)
        if not owed.any():
            return
        people, month = now_at_home(model), lived(model)
        for programme, each in ((ADAPTING, adapting), (TRAINING, training)):
            if owed[programme] == 0:
                continue
            name, eligible, others, price = each(model, people)
            paid_for = price == 0
            unpaid = 0 if paid_for else min(int(owed[programme]), eligible)
            parts = {"unpaid": float(unpaid)} | split(float(owed[programme] - unpaid), others)
            parts["nobody_left"] = float(owed[programme]) - sum(parts.values())
            self.lacks += [
                Lack(name, month, cause, number, number * price / FEN if cause == "unpaid" else 0.0)
                for cause, number in parts.items()
                if number > 1e-9
            ]

    def _note_courses(self, model: CareSystem) -> None:
        """Seats of the month that found no aide to send, and seats that were not paid."""
        lever, price = model.levers.train, model.parameters.money.seat_cost
        if lever.seats_per_year + lever.upgrade_seats == 0:
            return
        part = model.region.fraction / MONTHS_PER_YEAR
        aides, month = model.aides, lived(model)
        there = (aides.col("employer") >= 0) & (aides.col("certified") == 0) & (aides.col("since") < month)
        new = month + model.parameters.aides.course_months
        in_courses = sum(seats for end, seats in model.upgrading if end != new)
        could_be_sent = max(0.0, float(there.sum()) - in_courses) * model.region.fraction  # a sample has every aide
        asked = min(lever.upgrade_seats * part, could_be_sent)
        paid = float(model.ledger.paid[Purpose.TRAINING, [Account.PURSES, Account.UPPER_LEVELS]].sum()) / FEN / price
        unpaid = max(0.0, asked + lever.seats_per_year * part - paid)
        parts = {"no_candidates": lever.upgrade_seats * part - asked, "unpaid": unpaid}
        self.lacks += [
            Lack(COURSES, month, cause, number, number * price if cause == "unpaid" else 0.0)
            for cause, number in parts.items()
            if number > 1e-3
        ]

    def _note_gradings(self, model: CareSystem) -> None:
        """Gradings of the month: as many as were ordered, and as many as were paid."""
        rate = model.levers.grade.gradings_per_year
        if rate == 0 or lived(model) < model.region.document:
            return
        ordered = stand_for(model, homes_in_use(model)) * rate / MONTHS_PER_YEAR
        price = model.parameters.standards.grading_cost * model.region.fraction * FEN
        paid = float(model.ledger.paid[Purpose.GRADING].sum()) / price if price else ordered
        self.gradings.append((ordered, min(ordered, paid)))

    def lacked(self, programme: str, months: range) -> list[Lack]:
        """What a programme lacked in some months."""
        return [lack for lack in self.lacks if lack.programme == programme and lack.month in months]


def now_at_home(model: CareSystem) -> AtHome:
    """Those in need at home as they were in the month just lived."""
    people, elders = look_around(model), model.elders
    with_whom = [elders.raw(f"{who}_until")[people.rows] > lived(model) for who in ("spouse", "children")]
    return people._replace(alone=~(with_whom[0] | with_whom[1]))


def adapting(model: CareSystem, people: AtHome) -> tuple[str, int, dict[str, float], int]:
    """Programme, people whose home could still be adapted, those who are kept from it by cause, fen of each."""
    lever, helps = model.levers.adapt, model.parameters.home_help
    cost = round(helps.adapt_cost * FEN)
    public = round(cost * lever.public_share)
    open_to = (model.elders.raw("aids")[people.rows] & ADAPTED) == 0
    can_pay = cost - public <= helps.own_part_months * people.means * FEN
    others = {
        "not_known": float((open_to & ~people.known).sum()),
        "own_part": float((open_to & people.known & ~can_pay).sum()),
    }
    return ADAPT, int((open_to & people.known & can_pay).sum()), others, public - round(public * lever.grant_share)


def training(model: CareSystem, people: AtHome) -> tuple[str, int, dict[str, float], int]:
    """The same for families who could still be trained."""
    untrained = (model.elders.raw("aids")[people.rows] & TRAINED_CARER) == 0
    open_to = untrained & ((people.level >= HEAVY) | people.dementia) & ~people.alone
    others = {"not_known": float((open_to & ~people.known).sum())}
    return CARERS, int((open_to & people.known).sum()), others, round(model.parameters.home_help.training_cost * FEN)
