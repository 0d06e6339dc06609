"""A sample's part of a gradient: all parts add up to the whole."""

import numpy as np
import pytest

from backstep.ask.part import has_parts, part_of_sample
from backstep.engine.kind import Example, Kind
from tests.networks import around, course, every_kind, start


@pytest.mark.parametrize(("kind", "example"), every_kind("layer"))
def test_the_parts_of_all_samples_add_up_to_the_gradient(kind: Kind, example: Example) -> None:
    tape = start(around(kind, example))
    for address in tape.network.parameters:
        gradient = address.replace(".", ".d")
        parts = [part_of_sample(tape, gradient, n) for n in range(tape.plan.samples)]
        np.testing.assert_allclose(sum(parts), tape.value(gradient), rtol=1e-9, atol=1e-12)


def test_a_part_is_the_samples_own_product() -> None:
    tape = start(course())
    own = np.outer(tape.value("data.x")[1], tape.value("l1.dy")[1])
    np.testing.assert_allclose(part_of_sample(tape, "l1.dW", 1), own)


def test_only_parameters_gradients_have_parts() -> None:
    plan = start(course()).plan
    having = {address for address in plan.tensors if has_parts(plan, address)}
    assert having == {f"l{k}.d{name}" for k in (1, 2, 3) for name in "Wb"}
