"""How circles and words are kept off each other on a map without borders: a cartogram in the manner of Dorling.

A label stands in its circle if it fits there in every language, else below it, so that it hides no circle, its own
included. Where a map is too crowded for that, all labels stand on their circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.labels import width, wrap

SIZE = 7.0
"""Size of labels on the map, in points."""
WIDE, NARROW = 13, 8
"""Letters in a line of a label; in a line of one that fits into its circle only if it is broken so."""
FITS = 1.2
"""The corners of a label in its circle lie at most so many radii from its middle: the circle is still seen."""
GAP = 0.03
"""Inches that are kept free between a circle and a label below it, and around both."""
SMALLER = 0.88
"""By this the circles shrink until there is room."""
TRIES = [(FITS, SMALLER**k) for k in range(5)] + [(np.inf, SMALLER**k) for k in range(12)]
"""(fits, size of the circles) in the order of trying: rather labels on their circles than very small circles."""


class Cartogram(NamedTuple):
    """Where everything stands, in inches."""

    middles: NDArray
    """Middles of the circles [2, place]"""
    radius: NDArray
    words: list[str]
    """Labels, broken into lines"""
    at: NDArray
    """Middles of the labels, each with one more line for a value [2, place]"""


def circles(
    lat: NDArray,
    lon: NDArray,
    weight: NDArray,
    labels: Sequence[str],
    size: tuple[float, float],
    others: Sequence[Sequence[str]] = (),
) -> Cartogram:
    """Circles of area ~ ``weight`` near their seats, and their labels.

    Neither circles nor labels overlap, nor would the labels of ``others``: in every language a circle stands at the
    same spot. ValueError if a panel of ``size`` inches is too small for that.
    """
    flat = np.stack([lon * np.cos(np.radians(np.mean(lat))), lat])
    low, span = flat.min(axis=1), np.ptp(flat, axis=1)
    fit = min((0.76 * np.array(size)) / np.maximum(span, 1e-6))
    home = (flat - (low + span / 2)[:, None]) * fit + np.array(size)[:, None] / 2
    largest = np.sqrt(np.maximum(weight, 0) / max(float(np.max(weight)), 1.0))
    largest *= min(np.sqrt(0.3 * size[0] * size[1] / np.pi / max(float(np.sum(largest**2)), 1e-9)), 0.24 * min(size))
    for fits, shrunk in TRIES:
        radius = shrunk * largest
        broken, own, words, inside = _broken((labels, *others), fits * radius)
        below = np.where(inside, 0.0, GAP + 2 * words[1])  # what the label takes below its circle
        tall = np.where(inside, np.maximum(radius, words[1]), radius + below / 2)
        half = np.stack([np.maximum(radius, words[0]), tall]) + GAP
        up = np.stack([np.zeros(len(radius)), below / 2])  # from the middle of circle and label to that of the circle
        boxes = _apart(home, up, half, np.array(size)[:, None])
        if _free(boxes, half) and (half.max(axis=1) * 2 < size).all():
            middles = boxes + up
            under = np.stack([np.zeros(len(radius)), np.where(inside, 0.0, radius + GAP + own[1])])
            return Cartogram(middles, radius, broken, middles - under)
    raise ValueError(f"a map of {size[0]:.1f} x {size[1]:.1f} inches is too small for {len(labels)} labels")


def _broken(languages: Sequence[Sequence[str]], reach: NDArray) -> tuple[list[str], NDArray, NDArray, NDArray]:
    """Labels in lines: into narrow ones only if that brings them into their circles.

    Returns those of the first language, half of their widths and heights, the same of the largest in any language
    [2, place], and which lie within ``reach`` of the middles of their circles in all languages.
    """
    wide, narrow = ([[wrap(label, most) for label in names] for names in languages] for most in (WIDE, NARROW))
    of_wide, of_narrow = (np.array([_half(names) for names in broken]) for broken in (wide, narrow))
    fits, narrow_fits = ((np.hypot(one[:, 0], one[:, 1]) <= reach) for one in (of_wide, of_narrow))
    inside = (fits | narrow_fits).all(axis=0)
    short = inside & ~fits  # [language, place]
    half = np.where(short[:, None], of_narrow, of_wide)
    lines = [narrow[0][i] if short[0, i] else wide[0][i] for i in range(len(reach))]
    return lines, half[0], half.max(axis=0), inside


def _half(broken: Sequence[str]) -> NDArray:
    """Half of the width and height of labels in lines with their value below, in inches, [2, place]."""
    letters = np.array([max(7.0, *(width(line) for line in label.split("\n"))) for label in broken])
    lines = np.array([label.count("\n") + 2 for label in broken])  # the last line holds the value
    return np.stack([letters * 0.31, lines * 0.64]) * SIZE / 72


def _free(place: NDArray, half: NDArray) -> bool:
    """Whether no box reaches into another."""
    room = half[:, :, None] + half[:, None, :] - np.abs(place[:, :, None] - place[:, None, :])
    return not np.triu((room > 2e-3).all(axis=0), 1).any()


def _apart(home: NDArray, up: NDArray, half: NDArray, size: NDArray) -> NDArray:
    """Push boxes apart that overlap, mostly along the shorter way, while each is at first drawn back to its home.

    A box is pushed to the side on which its circle is at home, or the compass would turn. Its circle stands ``up`` from
    its middle.
    """
    place = home - up
    first, second = np.triu_indices(place.shape[1], 1)
    side = np.where(home[:, second] < home[:, first], -1.0, 1.0)
    for turn in range(2000):
        if turn < 600:
            place += 0.03 * (home - up - place)
        apart = place[:, second] - place[:, first]
        sizes = half[:, first] + half[:, second]
        touching = (sizes > np.abs(apart)).all(axis=0)
        if turn >= 600 and not touching.any():
            break
        way = sizes - side * apart  # more than both sizes where one has passed the other
        for axis in (0, 1):
            part = np.where(way.argmin(axis=0) == axis, 0.3, 0.08)  # a little sideways too, or columns jam
            push = np.where(touching, part * way.min(axis=0) + 1e-4, 0.0) * side[axis]
            np.add.at(place[axis], first, -push)
            np.add.at(place[axis], second, push)
        place = np.clip(place, half, np.maximum(size - half, half))
    return place
