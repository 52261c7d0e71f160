"""Points with paired luck, for the tests of the front and of pairs."""

import numpy as np
import pandas as pd

LUCK = np.array([0.0, 40.0, -30.0, 10.0])
OWN = np.array([1.0, -2.0, 0.5, 0.5])


def dice(seed: int) -> np.random.Generator:  # noqa: TID251
    return np.random.Generator(np.random.Philox(seed))  # noqa: TID251


def yearly(points: dict[object, tuple[np.ndarray, np.ndarray]], by: str = "scenario") -> pd.DataFrame:
    """The yearly table: point -> (yuan a year, hours a week) by replicate, in two years."""
    rows = [
        (point, replicate, year, 12, "", "", outcome, value)
        for year in (2024, 2025)
        for point, both in points.items()
        for outcome, line in zip(("public_cost", "unmet_hours"), both, strict=True)
        for replicate, value in enumerate(line)
    ]
    names = [by, "replicate", "year", "months", "place", "group", "outcome", "value"]
    table = pd.DataFrame(rows, columns=names)
    return table if by == "scenario" else table.assign(scenario="plan")


SIX = {
    "status_quo": (1000 + LUCK, 500 + LUCK),
    "good": (1000 + LUCK, 450 + LUCK + OWN),  # the same money, fewer hours: dominates the status quo
    "dear": (1400 + LUCK + OWN, 400 + LUCK - OWN),
    "waste": (1500 + LUCK - OWN, 460 + LUCK + 2 * OWN),
    "vague": (1400.5 + LUCK + 3 * OWN, 400.5 + LUCK + 9 * OWN),  # behind "dear" by the means, not clearly
    "cheap": (600 + LUCK + OWN, 900 + LUCK),
}
