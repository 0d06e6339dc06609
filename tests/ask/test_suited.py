"""A loss is not offered for values from which it could learn nothing."""

import numpy as np
import pytest

from backstep.ask.suited import unsuited
from backstep.engine.registry import LAYERS, LOSSES
from tests.networks import Raw, around, describe, every_kind, make, start

LINEAR: Raw = {"kind": "linear", "units": 1}
ENTROPIES = sorted(name for name, kind in LOSSES.items() if kind.targets)


def reasons(layers: list[Raw], loss: str, low: float, high: float, outputs: int = 1) -> list[str]:
    network = make(describe(layers, np.ones((2, 3)), np.zeros((2, outputs)), loss=loss))
    return [(flaw.allowed or {})["of"] for flaw in unsuited(network, (low, high))]


def test_entropies_want_targets_from_0_to_1() -> None:
    assert len(ENTROPIES) == 4
    for loss in ENTROPIES:
        assert "targets" in reasons([LINEAR], loss, -1.7, 1.3)
        assert "targets" not in reasons([LINEAR], loss, 0, 1)
    assert reasons([LINEAR], "squared_error", -1.7, 1.3) == []


def test_a_loss_of_probabilities_wants_a_layer_that_gives_them() -> None:
    two = {"kind": "linear", "units": 2}
    for loss in ("cross_entropy", "binary_cross_entropy"):
        assert reasons([two], loss, 0, 1, 2) == ["outputs"]
        assert reasons([two, {"kind": "relu"}], loss, 0, 1, 2) == ["outputs"]
        for last in ("sigmoid", "softmax"):
            assert reasons([two, {"kind": last}], loss, 0, 1, 2) == []
            assert reasons([two, {"kind": last}, {"kind": "flatten"}], loss, 0, 1, 2) == []
        assert reasons([two, {"kind": "function", "expression": "sigmoid(x)"}], loss, 0, 1, 2) == []
    assert reasons([two], "softmax_cross_entropy", 0, 1, 2) == []
    assert reasons([LINEAR], "sigmoid_cross_entropy", 0, 1) == []


def test_over_a_single_output_nothing_is_shared() -> None:
    assert reasons([LINEAR], "softmax_cross_entropy", 0, 1) == ["single"]
    assert reasons([LINEAR, {"kind": "softmax"}], "squared_error", 0, 1) == ["single"]
    assert reasons([LINEAR, {"kind": "softmax"}, LINEAR], "squared_error", 0, 1) == []


@pytest.mark.parametrize("kind", [k for k in LAYERS.values() if k.gives == "probabilities"])
def test_what_says_that_it_gives_probabilities_does(kind: object) -> None:
    for pair in every_kind("layer"):
        if pair.values[0] is kind:
            tape = start(around(*pair.values))
            y = tape.value("l1.y")
            assert y.min() >= 0 and y.max() <= 1


@pytest.mark.parametrize(("kind", "example"), every_kind("loss"))
def test_what_a_kinds_own_example_feeds_it_is_within_its_targets(kind, example) -> None:  # type: ignore[no-untyped-def]
    if kind.targets and example.targets != "real":
        target = make(around(kind, example)).data.target
        assert kind.targets[0] <= target.min() and target.max() <= kind.targets[1]
