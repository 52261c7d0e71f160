"""What is typed of a design goes before its file; a quantity that is typed keeps what the file says of it."""

import pytest
import yaml

from experiments.design import Design
from experiments.design_read import read
from experiments.named import CONF
from sim.calendar import month_of

QUIT = "parameters.aides.quit"
PAY = "levers.pay.raise_share"
TREND = "parameters.health.trend"


def laid(file, **typed) -> Design:
    """What a file says with what is typed over it."""
    problems = []
    design = read(file, problems, "mine.yaml", typed=typed)
    assert not problems
    assert design is not None
    return design


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        (TREND, -0.02, 0.02),  # a plain name keeps what the file says
        ({TREND: {"high": 0.01}}, -0.02, 0.01),  # what is typed goes before
        ({TREND: {"within": 0.25}}, -0.005, 0.005),
        ({TREND: {"low": None, "high": 0.01}}, -0.01, 0.01),  # nothing: the bound that is not given
        ("judged.health", -0.02, 0.02),  # so does a set
        (QUIT, 0.15, 0.45),  # here by the set of the file: its `within`
    ],
)
def test_a_quantity_that_is_typed_keeps_what_the_file_says_of_it(typed, low, high):
    file = yaml.safe_load((CONF / "design" / "screening.yaml").read_text(encoding="utf-8"))
    path = TREND if TREND in str(typed) or typed == "judged.health" else QUIT
    one = next(quantity for quantity in laid(file, quantities=[typed]).quantities if quantity.path == path)
    assert (one.low, one.high) == pytest.approx((low, high))


def test_what_is_typed_takes_the_place_of_what_the_file_says_of_the_same_in_another_way():
    file = {"kind": "grid", "steps": 2, "quantities": [{PAY: {"values": [0, 0.1, 0.3], "since": "2025-01"}}]}
    (one,) = laid(file, quantities=[PAY]).quantities
    assert (one.values, one.since) == ((0, 0.1, 0.3), month_of("2025-01"))
    (one,) = laid(file, quantities=[{PAY: {"high": 0.5}}]).quantities
    assert (one.values, one.since) == ((0, 0.5), month_of("2025-01"))
    (one,) = laid({**file, "quantities": [{PAY: {"high": 0.5}}]}, quantities=[{PAY: {"values": [0, 1]}}]).quantities
    assert one.values == (0, 1)
    (one,) = laid({**file, "steps": None}, kind="morris", trajectories=2, quantities=[PAY]).quantities
    assert (one.low, one.high, one.since) == (0, 1, month_of("2025-01"))  # values are for grids


def test_what_was_typed_is_refused_by_its_name_and_the_rest_by_its_file():
    problems = []
    file, typed = {"kind": "morris", "levels": 5}, {"trajectories": 1, "quantities": ["x"]}
    assert read(file, problems, "mine.yaml", typed=typed) is None
    assert [problem.key for problem in problems] == ["design.trajectories", "mine.yaml: levels", "design.quantities: x"]
