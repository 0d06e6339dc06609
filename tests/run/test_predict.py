"""Predicting: dropout off, running statistics in use, samples in data units."""

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind
from backstep.run.predict import loss_of, predict, respond
from backstep.run.state import initial_state
from tests.networks import (
    around,
    course,
    dense,
    describe,
    every_kind,
    make,
    next_state,
    start,
)


def test_a_network_of_plain_layers_predicts_what_forward_computes() -> None:
    tape = start(course())
    state = initial_state(tape.network)
    x = tape.value("data.x")
    for address in ("l1.y", "l2.y", "l3.y"):
        found = predict(tape.network, state, x, address)
        np.testing.assert_array_equal(found, tape.value(address))
    np.testing.assert_array_equal(predict(tape.network, state, x), tape.value("l3.y"))


def test_dropout_is_off() -> None:
    network = make(describe([{"kind": "dropout", "rate": 0.9}], np.ones((4, 3)), np.ones((4, 3))))
    np.testing.assert_array_equal(predict(network, {}, [[1.0, 2.0, 3.0]]), [[1, 2, 3]])


def test_batch_norm_uses_its_running_statistics_so_one_sample_does_not_change_another() -> None:
    raw = describe(
        [{"kind": "batch_norm", "eps": 0}],
        np.eye(2),
        np.eye(2),
        layer_state={"l1.running_mean": [1, 2], "l1.running_var": [4, 9]},
        parameters={"l1.gamma": [1, 10]},
    )
    network = make(raw)
    found = predict(network, initial_state(network), [[3.0, 5.0], [1.0, 2.0]])
    np.testing.assert_allclose(found, [[1, 10], [0, 0]])


def test_samples_are_in_data_units() -> None:
    raw = dense(2, 1, samples=9)
    raw["data"] |= {"standardize": True, "x": 100 + 5 * raw["data"]["x"]}
    network = make(raw)
    state = initial_state(network)
    found = predict(network, state, raw["data"]["x"])
    np.testing.assert_allclose(found, network.data.x @ state["l1.W"] + state["l1.b"])
    np.testing.assert_array_equal(found, respond(network, state, network.data.x))


def test_without_layers_the_samples_come_back() -> None:
    network = make(describe([], [[1.0]], [[2.0]]))
    assert predict(network, {}, [[7.0]]).tolist() == [[7]]


def test_the_loss_is_that_of_the_error_step() -> None:
    tape = start(course())
    y, target = tape.value("l3.y"), tape.value("data.target")
    assert loss_of(tape.network, y, target) == tape.loss


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_every_kind_predicts(kind: Kind, example: Example, dtype: str) -> None:
    network, state = next_state(around(kind, example, dtype=dtype))
    x = network.data.x[:1]
    found = predict(network, state, x)
    assert found.shape == (1, *network.loss.sample_in)
    assert found.dtype == dtype
    both = predict(network, state, network.data.x)
    np.testing.assert_allclose(both[:1], found, rtol=1e-5)


def test_numbers_that_overflow_are_content() -> None:
    network = make(dense(1, 1, parameters={"l1.W": [[1e308]]}))
    assert predict(network, initial_state(network), [[1e10]]).tolist() == [[np.inf]]
