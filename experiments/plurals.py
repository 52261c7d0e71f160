"""Counts and years in words: "1 replicate", "4 replicates"; "2022", "2022 (6 months only)", "2022年（仅6个月）"."""

from __future__ import annotations

import re
from numbers import Integral
from string import Formatter
from typing import Any

MANY = {"quantity": "quantities", "trajectory": "trajectories"}
"""One -> several, where it is not an s."""
NOUN = re.compile(r"[a-z]{2,}( [a-z]+)*")
"""What stands behind the colon of a number to be told with its noun: ``replicate``, ``new home``."""


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


def year_text(year: int, months: int, language: str) -> YearText:
    """A year, and how much of it was lived if not all of it."""
    if months == 12:
        return YearText(year)
    return YearText(f"{year}年（仅{months}个月）" if language == "zh" else f"{year} ({counted(months, 'month')} only)")


class _Filler(Formatter):
    """``{n:replicate}`` is a number with its noun, ``{year:年}`` a Chinese year; every other field is as in Python."""

    def format_field(self, value: Any, spec: str) -> Any:
        if spec == "年" and isinstance(value, (Integral, str)):
            return format(YearText(value), spec)
        if NOUN.fullmatch(spec) and isinstance(value, Integral):
            return counted(int(value), spec)
        return super().format_field(value, spec)


def filled(text: str, **facts: object) -> str:
    """A text with its facts; ``{n:replicate}`` becomes "1 replicate" or "4 replicates"."""
    return _Filler().vformat(text, (), facts)
