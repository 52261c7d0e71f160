"""One reading of a design: its tree, and the problems that are noted on the way."""

from __future__ import annotations

from typing import Any

from experiments.overrides import Problem


class Reader:
    """One reading: a file with what was typed laid over it, what that is called, and what is wrong with it."""

    def __init__(self, file: dict[str, Any], problems: list[Problem], where: str, typed: dict[str, Any] | None = None):
        self.file, self.typed, self.problems, self.where = file, typed or {}, problems, where
        self.tree = {**file, **self.typed}

    def named(self, key: str) -> str:
        """A key as its reader knows it: what was typed by ``design.<key>``, the rest by its file."""
        if key.partition(":")[0] in self.typed:
            return f"design.{key}"
        return f"{self.where}: {key}" if key else self.where

    def wrong(self, key: str, value: Any, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.named(key), shown(value), message))

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number within limits."""
        value = self.tree.get(key)
        value = default if value is None else value
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(key, value, f"must be a whole number between {low:,} and {high:,}")
            return low
        return value

    def share(self, key: str, value: Any) -> float | None:
        """How far the bounds reach, above 0 and up to 1; None: as far as declared."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
            self.wrong(key, value, "must be a number above 0 and up to 1: a share of the declared value, either way")
            return None
        return float(value)


def shown(value: Any) -> str:
    """A value as it may have been typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(shown, value))}]" if isinstance(value, (list, tuple)) else str(value)
