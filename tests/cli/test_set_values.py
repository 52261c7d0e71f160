"""Values that were set are told in one way, with all their digits: of levers and parameters, one or many."""

import numpy as np
import pytest

from experiments import config
from experiments.labels import exact
from experiments.schema import PARAMETERS
from experiments.sensitivity import names
from experiments.set_values import SHARES, value_text
from experiments.words_levers import UNITS_EN
from experiments.words_parameters import ALL_UNITS_EN
from sim.levers import DECLARED

SEATS = "train.seats_per_year"


def test_a_set_number_has_all_its_digits_and_no_dust_of_floats():
    shown = [exact(value) for value in (1234567, 1234.5, 12345.678, 1e-5, 1e10, 0.1 + 0.2, -0.5, -0.0)]
    assert shown == ["1,234,567", "1,234.5", "12,345.678", "0.00001", "10,000,000,000", "0.3", "−0.5", "0"]
    assert [exact(value) for value in np.linspace(-0.3, 0.3, 7)] == ["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3"]


@pytest.mark.parametrize(
    ("path", "value", "english", "chinese"),
    [
        ("adapt.households_per_year", 1234.5, "1,234.5 households a year", "1,234.5户/年"),
        ("govern.programme_per_year", 12345.678, "12,345.678 yuan a year", "12,345.678元/年"),
        ("pay.raise_share", 0.123456, "12.3456 %", "12.3456%"),
        ("pay.raise_share", 0.1 + 0.2, "30 %", "30%"),
        ("grade.least_quality", 0.2, "20 %", "20%"),
        ("admit.rule", "first_come", "first come", "先到先得"),
        ("visit.everyone", True, "yes", "是"),
        (SEATS, 1, "1 person a year", "1人/年"),
        ("aides.quit", 0.25, "0.25 a year", "0.25每年"),
        ("need.home", (0, 7.5, 16), "0, 7.5, 16 hours a week", "0、7.5、16小时/周"),
    ],
)
def test_a_value_is_told_with_its_unit(path, value, english, chinese):
    item = (DECLARED | PARAMETERS)[path]
    assert (value_text(item, path, value, False), value_text(item, path, value, True)) == (english, chinese)


def design(*quantities):
    """What a grid over these varies."""
    words = ["design=pay_and_visits", f"design.quantities=[{','.join(quantities)}]", "out=results/none"]
    return config.read("sweep", words).design.quantities


@pytest.mark.parametrize(
    ("quantity", "english", "chinese"),
    [
        ("{levers.govern.programme_per_year: {values: [0, 1234567]}}", "0, 1,234,567 yuan a year", "0、1,234,567元/年"),
        ("{levers.grade.least_quality: {values: [0.2, 0.6]}}", "20, 60 %", "20、60%"),
        ("levers.admit.rule", "need, first come", "按困难和失能次序、先到先得"),
        ("{levers.pay.raise_share: {values: [0.1234567]}}", "12.34567 %", "12.34567%"),
        ("levers.visit.everyone", "no, yes", "否、是"),
        ("parameters.need.gap_effect", "no, yes", "否、是"),
        ("{parameters.aides.quit: {values: [0.1, 0.25]}}", "0.1, 0.25 a year", "0.1、0.25每年"),
        ("{parameters.aides.certified: {values: [0.1, 0.25]}}", "10, 25 %", "10、25%"),
    ],
)
def test_what_a_design_varies_is_told_as_values_are(quantity, english, chinese):
    (one,) = design(quantity)
    assert (names.span(one, "en"), names.span(one, "zh")) == (english, chinese)


def test_every_unit_in_words_is_one_of_a_declaration():
    levers, parameters = ({item.unit for item in declared.values()} for declared in (DECLARED, PARAMETERS))
    assert set(UNITS_EN) == levers - SHARES - {""}
    assert set(ALL_UNITS_EN) - set(UNITS_EN) <= parameters
    assert not set(DECLARED) & set(PARAMETERS)
