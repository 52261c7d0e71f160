"""How a text is broken into lines on paper: between words, between Chinese characters, never before a closing mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from fontTools.ttLib import TTFont

from experiments.report.fonts import FACES, face_of
from experiments.report.section import glued, parts

CLOSING = frozenset(" ，。；：、）】》”’？！%,.;:)]")
"""Marks that no line begins with."""
OPENING = frozenset("（【《“‘([")
"""Marks that no line ends with."""
MYRIADS = frozenset("万亿")
"""Part of the figure before them; so is the yuan after them."""
CHINESE = 0x2E7F
"""Letters after this one are as wide as high."""
SHORT = 4.0
"""Ems. A column of a table that wants no more is not broken: units, names of three characters."""


class Run(NamedTuple):
    """Some letters of one line in one font."""

    text: str
    face: int
    bold: bool


Line = list[Run]


@lru_cache(maxsize=2)
def _advances(face: int) -> tuple[dict[int, float], float]:
    """Letter -> its width in ems, and that of a missing one."""
    with TTFont(FACES[face], lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / em for code, name in font.getBestCmap().items()}, widths[".notdef"][0] / em


def width(text: str, language: str) -> float:
    """Width of a text in ems."""
    total = 0.0
    for letter in text:
        advances, missing = _advances(face_of(letter, language))
        total += advances.get(ord(letter), missing)
    return total


def pieces(text: str) -> Iterator[str]:
    """A text in pieces between which a line may end; a blank belongs to the piece before it."""
    piece = ""
    for letter in text:
        joins = piece and (
            letter in CLOSING
            or piece[-1] in OPENING
            or (letter in MYRIADS and (piece[-1].isdigit() or piece[-1] in MYRIADS))
            or (letter == "元" and piece[-1] in MYRIADS)
            or (ord(letter) <= CHINESE and ord(piece[-1]) <= CHINESE and piece[-1] not in " /|")
        )
        if piece and not joins:
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def broken(text: str, room: float, language: str) -> list[Line]:
    """A marked text in lines of at most ``room`` ems; a piece that is longer than a line is cut."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, room, language)
    return lines


def _paragraph(text: str, room: float, language: str) -> list[Line]:
    lines: list[list[tuple[str, bool]]] = [[]]
    used = 0.0
    for words, bold in parts(text):
        for whole in pieces(words):
            for piece in _cut(whole, room, language):
                wide = width(piece.rstrip(" "), language)
                if lines[-1] and used + wide > room + 1e-6:
                    lines.append([])
                    used = 0.0
                lines[-1].append((piece, bold))
                used += width(piece, language)
    return [_runs(line, language) for line in lines]


def _cut(piece: str, room: float, language: str) -> Iterator[str]:
    """A piece that fits as it is, another in parts."""
    if width(piece.rstrip(" "), language) <= room:
        yield piece
        return
    part = ""
    for letter in piece:
        if part and width(part + letter, language) > room:
            yield part
            part = ""
        part += letter
    yield part


def _runs(line: Sequence[tuple[str, bool]], language: str) -> Line:
    """Letters of the same font and weight together."""
    runs: Line = []
    for piece, bold in line:
        for letter in piece:
            face = face_of(letter, language)
            if runs and runs[-1].face == face and runs[-1].bold == bold:
                runs[-1] = Run(runs[-1].text + letter, face, bold)
            else:
                runs.append(Run(letter, face, bold))
    if runs and not (rest := runs[-1].text.rstrip(" ")):
        runs.pop()
    elif runs:
        runs[-1] = Run(rest, runs[-1].face, runs[-1].bold)
    return runs


def line_width(line: Line, language: str) -> float:
    """Width of a line in ems."""
    return sum(width(run.text, language) for run in line)


# --- columns ------------------------------------------------------------------------------------------------


def columns(rows: Sequence[Sequence[str]], room: float, language: str) -> list[float] | None:
    """Widths of columns in ems so that a table fits into ``room``; None if its longest words do not.

    A column is at least as wide as its longest piece. Short columns are not broken where that takes no more than half
    of the room that is left; the rest goes to those whose lines would break, in proportion to what they lack.
    """
    n = len(rows[0])
    most, least = [0.0] * n, [0.0] * n
    for row in rows:
        for i, text in enumerate(row):
            for line in glued(text.replace("**", "")).split("\n"):
                most[i] = max(most[i], width(line, language))
                least[i] = max([least[i], *(width(piece.rstrip(" "), language) for piece in pieces(line))])
    if sum(most) <= room:
        return most
    if sum(least) > room:
        return None
    whole = [b if b <= SHORT else a for a, b in zip(least, most, strict=True)]
    if sum(whole) - sum(least) <= (room - sum(least)) / 2:
        least = whole
    lack = [a - b for a, b in zip(most, least, strict=True)]
    eased = [part**0.75 for part in lack]  # a very long column does not take everything
    spare = room - sum(least)
    widths = list(least)
    for _ in range(n):
        open_ = [i for i in range(n) if widths[i] < most[i] - 1e-9]
        total = sum(eased[i] for i in open_)
        if spare <= 1e-9 or not total:
            break
        given = [min(most[i] - widths[i], spare * eased[i] / total) for i in open_]
        for i, part in zip(open_, given, strict=True):
            widths[i] += part
        spare -= sum(given)
    return widths
