"""Which homes are within reach of which place, and what makes them attractive to everybody there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.seeking import MAX_HOMES, Reach
from sim.world.services import linked_share
from sim.world.stock import admitting, homes_in_use, open_homes

if TYPE_CHECKING:
    from sim.model import CareSystem


LARGEST_EXPONENT = 700.0
"""Beyond it exp overflows; a home that attractive is considered anyway."""


def price_lists(model: CareSystem) -> tuple[list[float], list[float]]:
    """Yuan a month by level: of government-run homes (set prices x the lever L08), and of operators of public homes."""
    homes, factor = model.parameters.homes, model.levers.safety_net.public_price
    return [factor * p for p in homes.price_public], [homes.price_contract * p for p in homes.price_private]


def price_of_state_firms(model: CareSystem) -> float:
    """Price of a home that a state firm runs, relative to the list of operators: on the mean of levels the public one.

    A home has one price for all levels, so at a single level it may differ from the public list by a few percent.
    """
    public, contract = price_lists(model)
    return sum(public) / sum(contract) if sum(contract) else 1.0


def graded_better(model: CareSystem) -> NDArray[np.float64]:
    """By how much quality each graded home is above the mean of those graded; 0 for the others.

    Published grades tell families who is better than the rest: they move people between homes.
    """
    homes = model.facilities
    graded = homes_in_use(model) & (homes.col("graded") >= 0)
    if not graded.any():
        return np.zeros(homes.n)
    quality, weight = homes.col("quality"), homes.col("stands_for")
    mean = float((quality[graded] * weight[graded]).sum() / weight[graded].sum())
    return np.where(graded, quality - mean, 0.0)


class Catchment:
    """Homes within reach of each place, as one list with a start for each place."""

    def __init__(self, model: CareSystem) -> None:
        """Work out the lists; to be made anew when homes open, close, or change owner or quality."""
        region, homes = model.region, model.facilities
        choosing, parameters = model.parameters.choosing, model.parameters.homes
        self.homes = np.flatnonzero(open_homes(model))
        """Rows (equal to ids: facilities never leave the table) of the open homes."""
        constant = np.array(choosing.constant)[homes.col("ownership")]
        # the best of k equal homes is worth spread x log k more than one
        several = choosing.home_spread * np.log(homes.col("stands_for"))
        lasting = constant + several + choosing.quality * homes.col("quality") + choosing.medical * homes.col("medical")
        self.publication = model.levers.grade.publication
        """By how much published grades raise the weight of quality in these lists (L24)."""
        if self.publication > 0:
            lasting += self.publication * choosing.quality * graded_better(model)
        reach = np.array(parameters.catchment_km)[homes.col("tier")]
        takes = admitting(model)[self.homes]  # nobody can name the others
        better_known = model.parameters.community.linked_utility * linked_share(model)  # L11, in their own place
        first, home, utility = [0], [], []
        for place in range(region.n_places):
            km = region.distance_km[place][homes.col("place")[self.homes]]
            near = self.homes[(km <= reach[self.homes]) & takes]  # nobody can name the others
            home.append(near)
            known = better_known[place] * (homes.col("place")[near] == place)
            far = choosing.distance * region.distance_km[place][homes.col("place")[near]]
            utility.append(lasting[near] - far + known)
            first.append(first[-1] + len(near))
        price_public, price_contract = price_lists(model)
        together = np.concatenate(utility)
        if max(map(len, home), default=0) > MAX_HOMES:
            raise ValueError(f"more than {MAX_HOMES} homes are within reach of one place")
        self.reach = Reach(
            first=np.array(first),
            home=np.concatenate(home).astype(np.int64),
            luck=homes.col("luck")[np.concatenate(home).astype(np.int64)],
            utility=together,
            exp_utility=np.exp(np.minimum(together / choosing.home_spread, LARGEST_EXPONENT)),
            price_list=np.array([price_public, price_contract, parameters.price_private]),
        )
