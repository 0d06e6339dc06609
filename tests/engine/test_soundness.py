"""Extreme numbers give limits, infinities or NaN where mathematics says so, and never a crash."""

from typing import Any

import numpy as np
import pytest

from backstep.engine.kind import Array, Example
from backstep.engine.registry import LAYERS, LOSSES
from tests.engine.harness import Case, prepare

FAR = [[-1000.0, 0.0, 1000.0]]


def layer(name: str, x: Any, **given: Any) -> Case:
    x = np.array(x)
    case = prepare(LAYERS[name], Example(shape=x.shape, settings=given))
    case.tensors["x"], case.tensors["dy"] = x, np.ones_like(x)
    case.run()
    return case


def loss(name: str, x: Any, target: Any, **given: Any) -> tuple[float, Array]:
    x = np.array(x)
    case = prepare(LOSSES[name], Example(shape=x.shape, settings=given))
    case.tensors |= {"x": x, "target": np.array(target)}
    case.run()
    return float(case.tensors["E"]), case.tensors["dx"]


@pytest.mark.parametrize(
    ("name", "y", "dx"),
    [
        ("sigmoid", [0, 0.5, 1], [0, 0.25, 0]),
        ("tanh", [-1, 0, 1], [0, 1, 0]),
        ("softplus", [0, np.log(2), 1000], [0, 0.5, 1]),
        ("silu", [0, 0, 1000], [0, 0.5, 1]),
        ("gelu", [0, 0, 1000], [0, 0.5, 1]),
        ("elu", [-1, 0, 1000], [0, 1, 1]),
        ("relu", [0, 0, 1000], [0, 0, 1]),
        ("softmax", [0, 0, 1], [0, 0, 0]),
    ],
)
def test_far_out_an_activation_reaches_its_limit(
    name: str, y: list[float], dx: list[float]
) -> None:
    case = layer(name, FAR)
    np.testing.assert_allclose(case.tensors["y"][0], y, atol=1e-15)
    np.testing.assert_allclose(case.tensors["dx"][0], dx, atol=1e-15)


def test_gelu_of_the_largest_numbers_does_not_overflow() -> None:
    case = layer("gelu", [[1e308, -1e308]])
    np.testing.assert_array_equal(case.tensors["y"], [[1e308, 0]])


def test_equal_huge_scores_share_the_probability() -> None:
    case = layer("softmax", [[1000.0, 1000.0], [-1000.0, -1000.0]])
    np.testing.assert_array_equal(case.tensors["y"], 0.5)


def test_a_constant_feature_is_normalised_to_zero() -> None:
    for name in ("batch_norm", "layer_norm"):
        case = layer(name, np.full((3, 4), 7.0))
        np.testing.assert_array_equal(case.tensors["z"], 0)
        assert np.isfinite(case.tensors["dx"]).all()


def test_the_power_zero_is_one_everywhere_and_flat() -> None:
    case = layer("power", [[0.0, 2.0]], exponent=0.0)
    np.testing.assert_array_equal(case.tensors["y"], 1)
    np.testing.assert_array_equal(case.tensors["dx"], 0)


def test_cross_entropy_of_an_impossible_truth_is_infinite() -> None:
    error, dx = loss("cross_entropy", [[0.0, 1.0]], [[1.0, 0.0]])
    assert error == np.inf
    np.testing.assert_array_equal(dx, [[-np.inf, 0]])


def test_zero_times_log_zero_is_zero() -> None:
    assert loss("cross_entropy", [[0.0, 1.0]], [[0.0, 1.0]])[0] == 0
    assert loss("binary_cross_entropy", [[0.0, 1.0]], [[0.0, 1.0]])[0] == 0
    assert loss("softmax_cross_entropy", [[-np.inf, 5.0]], [[0.0, 1.0]])[0] == 0


def test_cross_entropys_gradient_is_zero_where_the_target_is() -> None:
    _, dx = loss("cross_entropy", [[0.0, 0.5, 0.5]], [[0.0, 0.0, 1.0]])
    np.testing.assert_array_equal(dx, [[0, 0, -2]])


def test_binary_cross_entropy_is_not_clamped() -> None:
    error, dx = loss("binary_cross_entropy", [[0.0, 0.0, 1.0]], [[1.0, 0.0, 1.0]])
    assert error == np.inf
    np.testing.assert_allclose(dx, [[-np.inf, 1 / 3, -1 / 3]])


def test_softmax_with_cross_entropy_holds_out_to_huge_scores() -> None:
    error, dx = loss("softmax_cross_entropy", [[1000.0, -1000.0]], [[0.0, 1.0]])
    assert error == 2000
    np.testing.assert_array_equal(dx, [[1, -1]])


def test_a_target_that_is_not_a_number_shows() -> None:
    for name in ("cross_entropy", "softmax_cross_entropy", "binary_cross_entropy"):
        error, dx = loss(name, [[0.5, 0.5]], [[np.nan, 0.0]])
        assert np.isnan(error) and np.isnan(dx[0, 0]), name


def test_nothing_that_is_not_a_number_gets_lost_on_the_way() -> None:
    for name in ("relu", "leaky_relu", "elu", "sigmoid", "tanh", "softplus", "silu", "gelu"):
        assert np.isnan(layer(name, [[np.nan, 1.0]]).tensors["y"][0, 0]), name
    pooled = layer("max_pool", np.full((1, 1, 1, 1), np.nan), size=1)
    assert np.isnan(pooled.tensors["y"]).all()
