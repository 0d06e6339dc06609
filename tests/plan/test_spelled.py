"""Sentences give a setting with all of its digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstep.plan.spelled import spelled
from tests.networks import dense, describe, start

PLAIN = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234567.891, "1234567.891"), (0.0123456789, "0.0123456789"), (-2.0, "−2"), (0.0, "0"),
        (1e-10, "1·10⁻¹⁰"), (-1.5e300, "−1.5·10³⁰⁰"), (0.1, "0.1"), (3, "3"), (1e9, "1000000000"),
    ],
)  # fmt: skip
def test_a_number_is_said_by_the_shortest_decimal_that_names_it(value: float, said: str) -> None:
    assert spelled(value) == said


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_nothing_is_cut(value: float) -> None:
    said = spelled(value)
    assert "-" not in said
    assert float(said.translate(PLAIN).replace("·10", "e")) == value


def test_a_sentence_has_a_setting_as_it_is() -> None:
    layers = [{"kind": "add_constant", "value": -1234567.891}]
    step = start(describe(layers, [[1.0]], [[1.0]])).plan.steps[0]
    assert "−1234567.891" in step.sentence["en"] and "−1234567.891" in step.sentence["es"]
    tape = start(dense(1, 1, optimizer={"kind": "sgd", "lr": 0.0123456789}))
    assert "α = 0.0123456789" in tape.plan.writer["l1.W:next"].sentence["en"]
