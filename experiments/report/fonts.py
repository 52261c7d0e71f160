"""The letters of a report: the font that ships with carecap, and another one for the few signs that it lacks."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

from experiments.labels import FONT

OTHER = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
"""Comes with matplotlib, so on every machine that runs carecap."""
FACES = (FONT, OTHER)
"""In the order in which a letter is looked for."""
INVISIBLE = frozenset("\n\r\t")
WESTERN = frozenset("“”‘’…·—")
"""Signs that are as wide as a character in a Chinese font: in English they are taken from the other one."""


@lru_cache(maxsize=4)
def letters(face: Path) -> frozenset[int]:
    """What a font can show."""
    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())


def face_of(letter: str, language: str) -> int:
    """Which of ``FACES`` shows a letter; the first also where none does."""
    if language != "zh" and letter in WESTERN:
        return 1
    return 0 if ord(letter) in letters(FONT) or ord(letter) not in letters(OTHER) else 1


def missing(text: Iterable[str]) -> list[str]:
    """The letters of a text that no font of the report can show."""
    wanted = set(text) - INVISIBLE
    return sorted(letter for letter in wanted if not any(ord(letter) in letters(face) for face in FACES))


def cut(text: Iterable[str], language: str) -> list[bytes]:
    """Both fonts cut down to the letters of a text, as WOFF, in the order of ``FACES``."""
    wanted = sorted(set(text) - INVISIBLE | {" "})
    mine: list[list[int]] = [[], []]
    for letter in wanted:
        place = face_of(letter, language)
        if ord(letter) in letters(FACES[place]):
            mine[place].append(ord(letter))
    return [_cut(face, codes or [32]) for face, codes in zip(FACES, mine, strict=True)]


def _cut(face: Path, codes: list[int]) -> bytes:
    options = subset.Options()
    options.flavor = "woff"  # packed with zlib, which every Python has
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # family and licence stay
    options.drop_tables += ["FFTM"]
    font = TTFont(face, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    font.flavor = "woff"
    data = io.BytesIO()
    font.save(data)
    font.close()
    return data.getvalue()
