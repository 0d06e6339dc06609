"""The sentence on a loss that is not finite tells what happened, and only that."""

from typing import Any

import pytest

from backstep.training.words import helps, sentence
from tests.training.networks import Json, dense, reports

WAYS: dict[str, tuple[list[Json], Any, str]] = {
    "a root of a negative number": ([{"kind": "power", "exponent": 0.5}], [[-1.0]], "power"),
    "a square root": ([{"kind": "function", "expression": "sqrt(x)"}], [[-1.0]], "root"),
    "a logarithm": ([{"kind": "function", "expression": "log(x)"}], [[-1.0]], "log_negative"),
    "a logarithm of 0": ([{"kind": "function", "expression": "log(x)"}], [[0.0]], "log_zero"),
    "one by 0": ([{"kind": "power", "exponent": -1.0}], [[0.0]], "by_zero"),
    "typed, by 0": ([{"kind": "function", "expression": "1/x"}], [[0.0]], "by_zero"),
    "equal rows": ([{"kind": "layer_norm", "eps": 0}], [[2.0, 2.0]], "zero_by_zero"),
    "a large power": ([{"kind": "power", "exponent": 900.0}], [[-9.0]], "overflow"),
    "an exponential": ([{"kind": "function", "expression": "exp(x)"}], [[800.0]], "overflow"),
    "of the one branch": ([{"kind": "elu", "alpha": 1e6}], [[1e308, -1.0]], "overflow"),
    "a number given": ([{"kind": "tanh"}], [["NaN"]], "given"),
}


def ended(layers: list[Json], x: Any, iterations: int = 50, **more: Any) -> Any:
    target = [[1.0] * len(x[0])]
    network = {"layers": layers, "loss": {"kind": "squared_error"}, **more}
    return reports({"network": network, "data": {"x": x, "target": target}}, iterations)[-1].end


@pytest.mark.parametrize("way", WAYS)
def test_what_was_broken_from_the_start_is_named_for_what_it_is(way: str) -> None:
    layers, x, expected = WAYS[way]
    end = ended(layers, x)
    assert (end.reason, end.at_once) == ("diverged", True)
    assert end.cause is not None and end.cause.why == expected
    said = sentence(end, 0)
    assert "no longer" not in said["en"] and "ya no es" not in said["es"]
    assert "learning rate" not in said["en"] and "tasa" not in said["es"]
    assert ("grew" in said["en"]) == ("creció" in said["es"]) == (expected == "overflow")


def test_probabilities_that_are_none_have_no_logarithm() -> None:
    network = {"layers": [], "loss": {"kind": "cross_entropy"}}
    data = {"x": [[-0.5, 1.5]], "target": [[1, 0]]}
    end = reports({"network": network, "data": data}, 5)[-1].end
    assert end is not None and end.cause is not None and end.cause.why == "log_negative"


def test_a_run_whose_steps_are_too_large_may_be_helped_by_smaller_ones() -> None:
    line = dense((1,), {"dataset": "line", "noise": 0}, optimizer={"kind": "sgd", "lr": 1e6})
    end = reports(line, 10_000)[-1].end
    assert end is not None and end.cause is not None and not end.at_once
    assert end.cause.why == "overflow" and helps(end.cause)
    said = sentence(end, 70)
    assert "no longer" in said["en"] and "A smaller learning rate may help." in said["en"]
    assert "ya no es" in said["es"] and "Una tasa de aprendizaje menor puede ayudar." in said["es"]


def test_where_nothing_moves_no_smaller_step_helps() -> None:
    layers = [{"kind": "power", "exponent": 300.0}]
    network = {"layers": layers, "loss": {"kind": "squared_error"}}
    data = {"x": [[1.0], [1.0], [20.0]], "target": [[1.0], [1.0], [1.0]]}
    end = reports({"network": network, "data": data, "batch": {"size": 1}}, 9)[-1].end
    assert end is not None and end.cause is not None
    assert (end.cause.iteration, end.cause.why, helps(end.cause)) == (2, "overflow", False)
    assert not end.at_once
