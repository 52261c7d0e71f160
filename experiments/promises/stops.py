"""What a constraint is, and what those who look for constraints share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.ledger import Purpose
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget


class Stop(NamedTuple):
    """A constraint in force in the month of a missed target, in one run."""

    target: str
    """Key of the target."""
    constraint: str
    """A key of ``experiments.promises.words.STOPS``."""
    quantity: float
    """How much it holds back, at full scale; it may be more than what is missing."""
    unit: str
    """That of the target, or of what was counted instead."""
    binds: bool = False
    yuan: float = 0.0
    """Money that is missing, at full scale; 0: none, or not counted."""
    month: int = -1
    """Last month in which what is under way opens, is due or is taken over; that of the document; the next January."""
    since: int = -1
    """Last month in which the money of a project was there, or it was decided; the first month with an order."""
    names: tuple[str, ...] = ()
    """Named projects, or purses that may pay."""
    months: int = 0
    """Months in which it held something back, or that it will take."""


Finder = Callable[["CareSystem", "DocumentTarget", float, "Seen"], list[Stop]]
"""(model, target, what is missing in the target's unit, what the run has seen) -> constraints."""


def lived(model: CareSystem) -> int:
    """The month that the model has just lived."""
    return model.month - 1


def stand_for(model: CareSystem, homes: NDArray[np.bool_] | list[int]) -> float:
    """How many homes of the full region these are."""
    return float(model.facilities.col("stands_for")[homes].sum())


def purses_for(model: CareSystem, *purposes: Purpose) -> tuple[str, ...]:
    """Names of the purses that may pay for any of these and have some money in the year."""
    return tuple(p.name for p in model.ledger.purses if p.fen_per_year > 0 and set(p.pays) & set(purposes))


def split(number: float, among: dict[str, float]) -> dict[str, float]:
    """``number`` shared out among causes in proportion to what each could hold back, to none more than that."""
    every = sum(among.values())
    share = min(1.0, number / every) if every else 0.0
    return {cause: count * share for cause, count in among.items()}
