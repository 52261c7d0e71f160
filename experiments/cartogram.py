"""How circles and words are kept off each other on a map without borders: a cartogram in the manner of Dorling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.labels import width, wrap

SIZE = 7.0
"""Size of labels on the map, in points."""
WIDE = 13
"""Letters in a line of a label."""


def circles(
    lat: NDArray,
    lon: NDArray,
    weight: NDArray,
    labels: Sequence[str],
    size: tuple[float, float],
    others: Sequence[Sequence[str]] = (),
) -> tuple[NDArray, NDArray, list[str]]:
    """Middles [2, place] and radii in inches of circles of area ~ ``weight`` near their seats, and the broken labels.

    Neither circles nor labels overlap, nor would the labels of ``others``: in every language a circle stands at the
    same spot. ValueError if a panel of ``size`` inches is too small for that.
    """
    words = np.max([_half(names) for names in (labels, *others)], axis=0)
    flat = np.stack([lon * np.cos(np.radians(np.mean(lat))), lat])
    low, span = flat.min(axis=1), np.ptp(flat, axis=1)
    fit = min((0.76 * np.array(size)) / np.maximum(span, 1e-6))
    home = (flat - (low + span / 2)[:, None]) * fit + np.array(size)[:, None] / 2
    radius = np.sqrt(np.maximum(weight, 0) / max(float(np.max(weight)), 1.0))
    radius *= min(np.sqrt(0.3 * size[0] * size[1] / np.pi / max(float(np.sum(radius**2)), 1e-9)), 0.24 * min(size))
    for _ in range(12):
        half = np.maximum(radius, words) + 0.03
        middles = _apart(home, half, np.array(size)[:, None])
        room = half[:, :, None] + half[:, None, :] - np.abs(middles[:, :, None] - middles[:, None, :])
        if not np.triu((room > 2e-3).all(axis=0), 1).any() and (half.max(axis=1) * 2 < size).all():
            return middles, radius, [wrap(label, WIDE) for label in labels]
        radius = radius * 0.88
    raise ValueError(f"a map of {size[0]:.1f} x {size[1]:.1f} inches is too small for {len(labels)} labels")


def _half(labels: Sequence[str]) -> NDArray:
    """Half of the width and height of labels with their value below, in inches, [2, place]."""
    broken = [wrap(label, WIDE) for label in labels]
    letters = np.array([max(7.0, *(width(line) for line in label.split("\n"))) for label in broken])
    lines = np.array([label.count("\n") + 2 for label in broken])  # the last line holds the value
    return np.stack([letters * 0.31, lines * 0.64]) * SIZE / 72


def _apart(home: NDArray, half: NDArray, size: NDArray) -> NDArray:
    """Push boxes apart that overlap, mostly along the shorter way, while each is at first drawn back to its home."""
    place = home.copy()
    first, second = np.triu_indices(place.shape[1], 1)
    for turn in range(2000):
        if turn < 600:
            place += 0.03 * (home - place)
        apart = place[:, second] - place[:, first]
        overlap = half[:, first] + half[:, second] - np.abs(apart)
        touching = (overlap > 0).all(axis=0)
        if turn >= 600 and not touching.any():
            break
        for axis in (0, 1):
            part = np.where(overlap.argmin(axis=0) == axis, 0.3, 0.08)  # a little sideways too, or columns jam
            push = np.where(touching, part * overlap.min(axis=0) + 1e-4, 0.0) * np.where(apart[axis] < 0, -1.0, 1.0)
            np.add.at(place[axis], first, -push)
            np.add.at(place[axis], second, push)
        place = np.clip(place, half, np.maximum(size - half, half))
    return place
