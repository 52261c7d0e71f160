"""Leaving a bed, and what becomes of a home's money when it changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Ownership, Standing
from sim.kernels.state import is_concerned
from sim.ledger import HOMES, Account, Purpose
from sim.world.staffing import load_of

if TYPE_CHECKING:
    from sim.model import CareSystem


def free_beds(model: CareSystem, rows: NDArray[Any]) -> None:
    """Empty the beds of residents who die, move away or are discharged."""
    if len(rows) == 0:
        return
    elders, homes = model.elders, model.facilities
    facility = elders.raw("facility")[rows]
    np.subtract.at(homes.raw("occupied"), (facility, elders.raw("bed")[rows]), 1)
    np.subtract.at(homes.raw("load"), facility, load_of(model, elders.raw("state")[rows], facility))
    np.subtract.at(homes.raw("tekun"), facility, elders.raw("standing")[rows] == Standing.TEKUN)
    elders.raw("facility")[rows] = -1
    elders.raw("entered")[rows] = -1


def release(model: CareSystem, rows: NDArray[Any]) -> None:
    """Residents go back to their own home, and count among those at home from today."""
    if len(rows) == 0:
        return
    elders = model.elders
    free_beds(model, rows)
    model.residents.keep(elders.raw("facility")[model.residents.rows(elders.row_of)] >= 0)
    concerned = is_concerned(elders.raw("state")[rows], elders.raw("standing")[rows])
    model.at_home = np.concatenate([model.at_home, rows[concerned].astype(model.at_home.dtype)])


def settle_cash(model: CareSystem, f: int) -> None:
    """A home changes hands or closes: a private operator keeps what it has, of a government-run home the purses.

    What the home owes, the investors who take it over or give it up pay.
    """
    cash = int(model.facilities.col("cash")[f])
    owner = int(model.facilities.col("ownership")[f])
    account = HOMES[owner]
    if cash > 0:
        heir = Account.PURSES if owner == Ownership.PUBLIC else Account.INVESTORS
        model.ledger.pay(account, heir, Purpose.EQUITY, cash)
    else:
        model.ledger.pay(Account.INVESTORS, account, Purpose.EQUITY, -cash)
    model.facilities.col("cash")[f] = 0
