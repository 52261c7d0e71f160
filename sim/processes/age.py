"""Step 3: everyone is a month older; those who turn 60, and those who move in, arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.world.people import add_elders, describe

if TYPE_CHECKING:
    from sim.model import CareSystem

HALF_YEAR = 6


def age(model: CareSystem) -> None:
    """Add this month's arrivals.

    Age is the month less the month of birth, so nobody's age needs to be touched. Who arrives, and with which
    id, is fixed by the census and the month: it is the same in every scenario.
    """
    if model.month not in model.coming:
        expect_half_year(model)
    columns = model.coming.pop(model.month)
    add_elders(model, columns)
    model.book.arrivals = len(columns["id"])


def expect_half_year(model: CareSystem) -> None:
    """Describe those who come until the end of June or December, together (the life table may change in July)."""
    last = min(model.month - model.month % HALF_YEAR + HALF_YEAR - 1, model.until)
    months = range(model.month, last + 1)
    first_id, parts, able = model.book.born, [], []
    for month in months:
        since_start = month - model.region.start
        people = np.stack(model.arrivals.come(month, since_start, first_id, model.chance))
        turned = int(model.arrivals.turning_60[since_start].sum())
        parts.append(np.vstack([first_id + np.arange(people.shape[1]), people, np.full(people.shape[1], month)]))
        able.append(np.arange(people.shape[1]) >= turned)
        first_id += people.shape[1]
    ids, sex, place, birth, month = np.concatenate(parts, axis=1)
    columns = describe(model, ids, sex, place, birth, month, np.concatenate(able))
    edges = np.searchsorted(month, [*months, last + 1])
    for k, when in enumerate(months):
        model.coming[when] = {name: column[edges[k] : edges[k + 1]] for name, column in columns.items()}
