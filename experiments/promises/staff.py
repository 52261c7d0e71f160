"""Residents for each aide: posts that no list has, posts that money leaves vacant, posts that nobody takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.promises.stops import Finder, Stop, lived
from sim.world.stock import is_government_run

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget


def of_aides(which: Callable[[CareSystem], NDArray[np.bool_]]) -> Finder:
    """Aides whom homes of a sort lack to have no more than so many residents for each.

    Missing = residents / the ratio, rounded up, less aides employed. Posts that are vacant hold back as many of them:
    those of government-run homes for want of money if the month before left the purses dry (they fill none then), all
    others because nobody who lives there looks for such work. What is missing beyond the vacant posts has no post.
    """

    def find(model: CareSystem, target: DocumentTarget, gap: float, seen: Seen) -> list[Stop]:
        homes, mine = model.facilities, which(model)
        aides, posts = (homes.col(name)[mine].astype(np.int64) for name in ("aides", "posts"))
        residents = float(homes.col("occupied")[mine].sum())
        wanted = math.ceil(residents / (target.value * model.region.fraction) - 1e-9)  # a sample has every aide
        missing = max(0.0, wanted - float(aides.sum()))
        vacant = np.maximum(0, posts - aides)
        run = is_government_run(model)[mine]
        dry = lived(model) - 1 in seen.dry
        unpaid = float(vacant[run].sum()) if dry else 0.0
        every = float(vacant.sum())
        share = min(1.0, missing / every) if every else 0.0
        parts = {
            "posts_unpaid": unpaid * share,
            "nobody_applies": (every - unpaid) * share,
            "no_posts": max(0.0, missing - every),
        }
        months = {"posts_unpaid": sum(month in seen.dry for month in range(lived(model) - 12, lived(model)))}
        return [Stop(target.key, name, number, "aide", months=months.get(name, 0)) for name, number in parts.items()]

    return find
