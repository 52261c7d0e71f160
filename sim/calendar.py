"""Months and rates: the only place where a date becomes a number and a yearly rate becomes a monthly one.

A month is an integer, ``year * 12 + (month of the year - 1)``; 2020-11 is 24250.
"""

from __future__ import annotations

import math
import re

MONTHS_PER_YEAR = 12
MINUTES = 60
"""Minutes in an hour: hours of care are kept as whole minutes a week, so that sums are exact."""
WEEKS_PER_MONTH = 365.25 / 12 / 7
"""Mean number of weeks in a month (4.348)."""

_DATE = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


def month_of(text: str) -> int:
    """Month number of a date written YYYY-MM; ValueError says what is expected otherwise."""
    match = _DATE.match(str(text))
    if not match:
        raise ValueError(f"{text!r} is not a month; write it as YYYY-MM, for instance 2025-01")
    return int(match[1]) * MONTHS_PER_YEAR + int(match[2]) - 1


def text_of(month: int) -> str:
    """A month number as YYYY-MM."""
    return f"{month // MONTHS_PER_YEAR:04d}-{month % MONTHS_PER_YEAR + 1:02d}"


def year_of(month: int) -> int:
    """The calendar year of a month number."""
    return month // MONTHS_PER_YEAR


def is_january(month: int) -> bool:
    """Whether a budget year starts with this month."""
    return month % MONTHS_PER_YEAR == 0


def is_quarter_end(month: int) -> bool:
    """Whether operators review their home in this month (March, June, September, December)."""
    return month % 3 == 2


def monthly_probability(rate_per_year: float) -> float:
    """Probability that an event of constant yearly rate happens within a month: 1 - exp(-rate / 12)."""
    return -math.expm1(-rate_per_year / MONTHS_PER_YEAR)
