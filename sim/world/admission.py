"""The rule of admission in force: which beds are kept, for whom the others are, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import DISABLED, Kind, Ownership, Standing
from sim.kernels.admitting import Rule
from sim.world.budgets import release_share

if TYPE_CHECKING:
    from sim.model import CareSystem


def rule_in_force(model: CareSystem) -> Rule:
    """The lever L07 of this month, and what follows people into homes (L21, L22), as the kernels take it."""
    lever = model.levers.admit
    return Rule(
        release_share=release_share(model),
        reserve_share=lever.reserve_share,
        spare_up_to=int(Standing.SPECIAL if lever.spare_for == "poor_and_special" else Standing.GENERAL),
        keeps=1.0 - lever.discount_share,
        rural_subsidy=lever.rural_subsidy,
        voucher_share=model.levers.entitle.voucher_fee_share,
        designated=model.levers.medical.designated_yuan,
    )


def share_of_price(model: CareSystem) -> NDArray[np.float64]:
    """Share of its price that each facility takes of those who pay, by level [facility, 5].

    Government-run homes and care centres give the disabled the discount of the lever L07.
    """
    homes = model.facilities
    share = np.ones((homes.n, 5))
    gives = (homes.col("ownership") == Ownership.PUBLIC) | (homes.col("kind") == Kind.CARE_CENTRE)
    share[gives, DISABLED:] = 1.0 - model.levers.admit.discount_share
    return share
