"""What a rule says of its work is the number of multiplications and additions that it takes."""

import pytest

from backstep.engine.kind import call
from backstep.engine.registry import LAYERS


@pytest.mark.parametrize("rule", ["y", "dW", "dx"])
@pytest.mark.parametrize(("samples", "inputs", "units"), [(5, 3, 7), (1, 1, 1), (64, 784, 10)])
def test_a_product_of_matrices_takes_a_multiplication_and_an_addition_for_each_triple(
    rule: str, samples: int, inputs: int, units: int
) -> None:
    work = LAYERS["linear"].rules[rule].work
    assert work is not None
    assert call(work, {"x": (samples, inputs), "units": units}) == 2 * samples * inputs * units
