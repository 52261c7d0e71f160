"""Worlds in which something is held back: months lived with a lack built in, and the constraint that is then named."""

from experiments.promises import stopped
from experiments.promises.seen import Seen
from sim.world.region import DocumentTarget

NOBODY_FOUND = {"identification.base_rate": (0.0,) * 5}
PART = 0.01


def spend_all(model):
    for purse in model.ledger.purses:
        purse.take(10**15)


def know_nobody(model):
    model.elders.col("known")[:] = 0


def have(bit):
    def set_bit(model):
        model.elders.col("aids")[:] |= bit

    return set_bit


def live(model, each=lambda model: None, months=14):
    """Live some months, doing something to the world before each; what the run has seen."""
    seen = Seen()
    for _ in range(months):
        each(model)
        model.step()
        seen.note(model)
    return seen


def after(region):
    """Months up to the third one of the year after the document."""
    return (region.document // 12 + 1) * 12 + 3 - region.start


def wants(model, measure, value, unit="home", direction="at_least"):
    return DocumentTarget("goal", value, direction, unit, model.month - 1, "目标", measure, "L13")


def named(model, seen, measure, value, shown=0.0, **more):
    """Constraint -> what it holds back, and the one that binds."""
    found = stopped.stopped(model, wants(model, measure, value, **more), shown, seen)
    return {stop.constraint: stop for stop in found}, next(stop for stop in found if stop.binds)
