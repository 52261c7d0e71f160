"""Which homes are within reach of which place, and what makes them attractive to everybody there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import Kind
from sim.kernels.seeking import MAX_HOMES, Reach

if TYPE_CHECKING:
    from sim.model import CareSystem


LARGEST_EXPONENT = 700.0
"""Beyond it exp overflows; a home that attractive is considered anyway."""


class Catchment:
    """Homes within reach of each place, as one list with a start for each place."""

    def __init__(self, model: CareSystem) -> None:
        """Work out the lists; to be made anew when homes open, close, or change owner or quality."""
        region, homes = model.region, model.facilities
        choosing, parameters = model.parameters.choosing, model.parameters.homes
        is_home = (homes.col("kind") <= Kind.CARE_CENTRE) & (homes.col("closed") < 0)
        self.homes = np.flatnonzero(is_home)
        """Rows (equal to ids: facilities never leave the table) of the open homes."""
        constant = np.array(choosing.constant)[homes.col("ownership")]
        # the best of k equal homes is worth spread x log k more than one
        several = choosing.home_spread * np.log(homes.col("stands_for"))
        lasting = constant + several + choosing.quality * homes.col("quality") + choosing.medical * homes.col("medical")
        reach = np.array(parameters.catchment_km)[homes.col("tier")]
        in_use = homes.col("in_use")[self.homes] == 1  # nobody can name a home that stands closed
        first, home, utility = [0], [], []
        for place in range(region.n_places):
            km = region.distance_km[place][homes.col("place")[self.homes]]
            near = self.homes[(km <= reach[self.homes]) & in_use]
            home.append(near)
            utility.append(lasting[near] - choosing.distance * region.distance_km[place][homes.col("place")[near]])
            first.append(first[-1] + len(near))
        price_contract = [parameters.price_contract * p for p in parameters.price_private]
        together = np.concatenate(utility)
        if max(map(len, home), default=0) > MAX_HOMES:
            raise ValueError(f"more than {MAX_HOMES} homes are within reach of one place")
        self.reach = Reach(
            first=np.array(first),
            home=np.concatenate(home).astype(np.int64),
            luck=homes.col("luck")[np.concatenate(home).astype(np.int64)],
            utility=together,
            exp_utility=np.exp(np.minimum(together / choosing.home_spread, LARGEST_EXPONENT)),
            price_list=np.array([parameters.price_public, price_contract, parameters.price_private]),
        )
