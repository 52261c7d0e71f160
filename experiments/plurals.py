"""Counts and years in words: "1 replicate", "4 replicates"; "2022", "2022 (6 months)", "2022年（6个月）"."""

from __future__ import annotations

from numbers import Integral
from string import Formatter
from typing import Any

MANY = {"quantity": "quantities", "trajectory": "trajectories"}
"""One -> several, where it is not an s."""


def counted(n: int, noun: str) -> str:
    """A number with its noun, thousands with commas."""
    return f"{n:,} {noun if n == 1 else MANY.get(noun, f'{noun}s')}"


class YearText(str):
    """A year as it is told: its number, or words for a year that was not lived to its end.

    ``{year:年}`` puts 年 behind a number, and nothing behind words, which have it already.
    """

    def __format__(self, spec: str) -> str:
        """As a text of its own, or as the year of a Chinese sentence."""
        if spec == "年":
            return f"{self}年" if self.isdigit() else str(self)
        return super().__format__(spec)


class _Filler(Formatter):
    """``{n:replicate}`` is a number with its noun; every other field is what Python makes of it."""

    def format_field(self, value: Any, spec: str) -> Any:
        if len(spec) > 1 and spec.isalpha() and isinstance(value, Integral):
            return counted(int(value), spec)
        return super().format_field(value, spec)


def filled(text: str, **facts: object) -> str:
    """A text with its facts; ``{n:replicate}`` becomes "1 replicate" or "4 replicates"."""
    return _Filler().vformat(text, (), facts)
