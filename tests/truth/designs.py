"""Designs for the tests of indices and rules."""

from experiments.design import Design, Quantity


def design(kind: str, n: int, low: float = 0.0, high: float = 1.0, **size) -> Design:
    """A design over x1, x2, …"""
    return Design(kind, tuple(Quantity(f"x{i}", low, high) for i in range(1, n + 1)), **size)
