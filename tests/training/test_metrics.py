"""Metrics: how good a network is, against numbers that can be counted by hand."""

import numpy as np
import pytest

from backstep.run.tape import Tape
from backstep.training.metrics import metrics
from tests.training.networks import Json, dense, ready

EYE: Json = {"l1.W": [[1, 0], [0, 1]], "l1.b": [0, 0]}


def test_of_all_samples_the_loss_is_the_batchs() -> None:
    network, state = ready(dense((3, 1), {"dataset": "moons"}))
    assert metrics(network, state, "train")["loss"] == pytest.approx(Tape(network, state, 0).loss)


def test_classes_are_counted_in_a_confusion_matrix() -> None:
    data = {"x": [[3, 1], [1, 3], [2, 1], [5, 2]], "target": [0, 0, 0, 1]}
    description = dense((2,), data, "softmax_cross_entropy") | {"parameters": EYE}
    found = metrics(*ready(description), "train")
    assert found["confusion"] == [[2, 1], [1, 0]]
    assert (found["accuracy"], found["undecided"], found["r2"]) == (0.5, 0, None)


def test_every_place_of_every_sequence_counts() -> None:
    data = {"x": [[[3, 1], [1, 3]], [[2, 1], ["NaN", 2]]], "target": [[0, 0], [0, 1]]}
    description = dense((2,), data, "softmax_cross_entropy") | {"parameters": EYE}
    found = metrics(*ready(description), "train")
    assert found["confusion"] == [[2, 1], [0, 0]]
    assert (found["samples"], found["accuracy"], found["undecided"]) == (2, 0.5, 1)


@pytest.mark.parametrize(("low", "middle"), [(0, 0.5), (-1, 0)])
def test_one_column_of_two_values_is_two_classes(low: float, middle: float) -> None:
    data = {"x": [[middle - 0.1], [middle + 0.1], [middle + 2]], "target": [low, low, 1]}
    description = dense((1,), data) | {"parameters": {"l1.W": [[1]], "l1.b": [0]}}
    found = metrics(*ready(description), "train")
    assert found["confusion"] == [[1, 1], [0, 1]]


def test_a_yes_is_a_score_above_0_whatever_the_targets_are() -> None:
    data = {"x": [[-0.1], [0.1], [0.4], [2]], "target": [0, 0, 1, 1]}
    description = dense((1,), data, "sigmoid_cross_entropy")
    description |= {"parameters": {"l1.W": [[1]], "l1.b": [0]}}
    assert metrics(*ready(description), "train")["confusion"] == [[1, 1], [0, 2]]


def test_scores_are_no_guess_at_a_number_and_have_no_r2() -> None:
    data = {"x": [[-0.1], [0.1], [0.4]], "target": [0.2, 0.3, 0.6]}
    found = metrics(*ready(dense((1,), data, "sigmoid_cross_entropy")), "train")
    assert found["r2"] is None and found["accuracy"] is None and found["loss"] > 0


def test_numbers_have_r2() -> None:
    data = {"x": [[1], [2], [3], [4]], "target": [2, 4, 6, 9]}
    description = dense((1,), data) | {"parameters": {"l1.W": [[2]], "l1.b": [0]}}
    found = metrics(*ready(description), "train")
    spread = np.square(np.array([2, 4, 6, 9]) - 5.25).sum()
    assert found["r2"] == pytest.approx(1 - 1 / spread)
    assert found["accuracy"] is None and found["confusion"] is None
    constant = dense((1,), {"x": [[1], [2]], "target": [3, 3]})
    assert metrics(*ready(constant), "train")["r2"] is None


def test_a_part_without_samples_has_nothing_to_say() -> None:
    found = metrics(*ready(dense((1,), {"dataset": "line"})), "test")
    assert (found["samples"], found["loss"], found["r2"]) == (0, None, None)


def test_the_test_part_is_in_the_networks_units() -> None:
    data = {"dataset": "iris", "test_fraction": 0.2, "standardize": True}
    network, state = ready(dense((3,), data, "softmax_cross_entropy"))
    found = metrics(network, state, "test")
    y = network.data.test_x @ state["l1.W"] + state["l1.b"]
    right = y.argmax(axis=1) == network.data.test_target.argmax(axis=1)
    assert found["accuracy"] == pytest.approx(right.mean())
    assert np.sum(found["confusion"]) == found["samples"] == 30


def test_outputs_that_are_not_finite_are_undecided() -> None:
    description = dense((2,), {"dataset": "xor"}) | {"parameters": {"l1.b": ["NaN", 0]}}
    found = metrics(*ready(description), "train")
    assert (found["undecided"], found["accuracy"]) == (4, 0)
    assert np.isnan(found["loss"])


def test_dropout_is_off() -> None:
    description = dense((4, 1), {"dataset": "moons"}, bend="tanh")
    description["network"]["layers"].insert(1, {"kind": "dropout", "rate": 0.5})
    network, state = ready(description)
    once, again = (metrics(network, state, "train") for _ in range(2))
    assert once == again
