"""How far it is: a bar with the time left on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import sys
import time


class Progress:
    """A bar on a terminal, plain lines elsewhere, and neither if the work is done within two seconds."""

    PATIENCE = 2.0
    EVERY = 60.0
    """Seconds between two plain lines."""

    def __init__(self, total: int, what: str):
        """``total`` months of ``what``, for instance "16 runs"."""
        from tqdm import tqdm

        self.total, self.what = total, what
        self.started = time.monotonic()
        self.before: int | None = None
        """Months that were there when it began: they say nothing about the time that is left"""
        self.next_line = self.started + self.PATIENCE
        self.terminal = sys.stderr.isatty()
        shown = {"delay": self.PATIENCE, "leave": False, "disable": not self.terminal, "unit": "month"}
        self.bar = tqdm(total=total, desc=what, file=sys.stderr, **shown)

    def __call__(self, months: int) -> None:
        """So many months have been lived."""
        now = time.monotonic()
        if self.before is None or (not self.terminal and months <= self.before + 1):  # it starts: that is no pace
            self.before, self.started = months, now
            self.bar.initial = self.bar.n = months
        self.bar.update(months - self.bar.n)
        if not self.terminal and now > self.next_line:
            self.next_line = now + self.EVERY
            lived = months - self.before
            left = (self.total - months) * (now - self.started) / lived if lived else 0.0
            more = f", about {left / 60:.0f} min left" if left > self.EVERY else ""
            line = f"carecap: {self.what}, {self.total} months in all, {months} done{more} …"
            print(line, file=sys.stderr, flush=True)

    def close(self) -> None:
        """The work is over."""
        self.bar.close()
