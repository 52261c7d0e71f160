"""The cells of the tables of ``choices.py``: differences, futures, probabilities, replicates still to be run."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from experiments.commands.page import Measure
from experiments.compare import FUTURES, MOST_REPLICATES, futures_share
from experiments.pairs import Against
from experiments.words_choices import say

Row = Mapping[str, float]
"""Figures of ``compare.summary``: a row of a table."""


def futures(n: int, language: str) -> str:
    """What the two ends of the range of futures mean with so many replicates."""
    if futures_share(n) >= FUTURES:
        return say("futures", language)
    return say("futures.few", language, n=n, share=f"{10 * futures_share(n):.2g}")


def futures_head(n: int, language: str) -> str:
    """Head of the column of futures: of fewer than nine replicates it is their range."""
    return say("head.futures", language) if futures_share(n) >= FUTURES else say("head.range", language, n=n)


def plain(measure: Measure, row: Row, turn: bool = False) -> str:
    """A difference with its interval; ``turn``: of a fall, told as a positive number."""
    mean, low, high = (float(row[key]) for key in ("mean", "low", "high"))
    if turn:
        mean, low, high = -mean, -high, -low
    if not math.isfinite(low):
        return measure.text(mean, True)
    signed = not turn
    return f"{measure.text(mean, signed)} [{measure.text(low, signed)}, {measure.text(high, signed)}]"


def clear(measure: Measure, row: Row) -> str:
    """A difference with its interval; bold where that leaves zero out, = where no replicate differs."""
    mean, low, high = (float(row[key]) for key in ("mean", "low", "high"))
    if not math.isfinite(mean):
        return "–"
    if mean == 0 and (not math.isfinite(low) or low == high == 0):
        return "="
    text = plain(measure, row)
    if measure.text(mean, True) == "0":
        return "≈ 0"
    return f"**{text}**" if low > 0 or high < 0 else text


def futures_text(measure: Measure, row: Row) -> str:
    """From p10 to p90; a dash with one replicate."""
    if row["n"] < 2 or not math.isfinite(row["p10"]) or row["p10"] == row["p90"] == 0:
        return "–"
    return f"{measure.text(row['p10'], True)} … {measure.text(row['p90'], True)}"


def chance_text(p: float, low: float, high: float) -> str:
    """A probability in % with its interval: 100 [55, 100]; a dash where neither side is better."""
    return f"{100 * p:.0f} [{100 * low:.0f}, {100 * high:.0f}]" if math.isfinite(p) else "–"


def better_text(row: Row) -> str:
    """The probability to be better; a dash where nothing differs or neither side is better, or with one replicate."""
    if row["n"] < 2 or (row["mean"] == 0 and row["sd"] == 0):
        return "–"
    return chance_text(row["p_better"], row["p_low"], row["p_high"])


def pair_text(one: Against) -> str:
    """The probability to be better; bold where the difference is clear, = where no replicate differs."""
    if one.same:
        return "="
    shown = chance_text(one.p, one.p_low, one.p_high)
    return f"**{shown}**" if one.clear else shown


def more_text(row: Row) -> str:
    """Replicates still to be run; a dash where nothing differs."""
    if math.isnan(row["more"]) or (row["mean"] == 0 and row["sd"] == 0):
        return "–"
    return f"> {MOST_REPLICATES:,}" if math.isinf(row["more"]) else f"{row['more']:,.0f}"


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table; a bar in a cell does not break it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
