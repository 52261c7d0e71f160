"""Step 8: the known whose situation changed, or whose gap persists, stay or apply to homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.arrays import elder_arrays, home_arrays
from sim.agents.kinds import Standing
from sim.chance import Decision
from sim.kernels.seeking import Tastes, choose_homes, who_considers

if TYPE_CHECKING:
    from sim.model import CareSystem


def seek_care(model: CareSystem) -> None:
    """Let those concerned choose between staying and the homes within reach; applicants join the queue.

    Asking for help at home needs no application: the known who do not refuse get what step 10 can give.
    """
    out = model.scratch.get("considering", len(model.at_home), "i4")
    n = who_considers(
        model.at_home, elder_arrays(model.elders), model.month, model.parameters.choosing.review_months, out
    )
    apply_to_homes(model, out[:n])


def apply_to_homes(model: CareSystem, rows: NDArray[Any], memory: float = 0.0) -> None:
    """Those among ``rows`` who prefer a home to staying apply to up to three and start to wait.

    ``memory`` is added for all but tekun at month 0: some entered in an earlier spell of need and have stayed.
    """
    elders, choosing, chance = model.elders, model.parameters.choosing, model.chance
    wants = np.zeros(len(rows), dtype=np.bool_)
    tastes = Tastes(
        level=choosing.level,
        alone=choosing.alone,
        children=choosing.children,
        oldest=choosing.oldest,
        gap=choosing.gap,
        price=choosing.price,
        tekun=np.array([*choosing.tekun_constant, 0.0]),
        spread=choosing.home_spread,
        memory=memory,
        month=model.month,
        taste=np.uint32(Decision.TASTE),
        staying=np.uint32(Decision.STAYING),
        key0=chance.key0,
        key1=chance.key1,
    )
    e, h = elder_arrays(elders), home_arrays(model.facilities)
    choose_homes(rows, e, h, model.catchment.reach, tastes, wants)
    joining = rows[wants]
    elders.raw("waiting_since")[joining] = model.month
    model.waiting.append(elders.raw("id")[joining])
    model.book.joined += np.bincount(elders.raw("standing")[joining], minlength=len(Standing))
    model.book.joined_ever += len(joining)
