"""The network that is suggested for samples can be built, and learns from them at its first try."""

from math import prod
from typing import Any

import numpy as np
import pytest

from backstep.ask.suggested import Samples, suggested
from backstep.ask.suited import target_range, unsuited
from backstep.datasets import DATASETS
from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.engine.kind import Array
from backstep.run.iterate import advance
from backstep.run.state import initial_state
from backstep.training.metrics import metrics
from tests.datasets.own_tables import samples
from tests.datasets.published import PUBLISHED, Published

Json = dict[str, Any]


def known(x: Array, target: Array, classes: int) -> Samples:
    """As the page asks, once it has read a table."""
    numbers = (1 if target.ndim == 1 else target.shape[1], target.mean(), target.std())
    return Samples(x.shape[1:], classes, *(() if classes else numbers))


def described(data: Json, asked: Samples, many: int) -> Json:
    begun = suggested(asked)
    batch = {"batch": {"size": 32, "shuffle": True}} if many > 64 else {}
    return {**begun, **batch, "data": {**begun["data"], **data}}


def falls(network: Network, iterations: int) -> float:
    """Which part of the error on all samples is left."""
    first = initial_state(network)
    last, losses = advance(network, first, 0, iterations)
    assert np.isfinite(losses).all()
    before, after = (metrics(network, state, "train")["loss"] for state in (first, last))
    return float(after / before)


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_every_well_known_table_is_read_and_learned_in_a_few_dozen_iterations(
    table: Published,
) -> None:
    own = samples(table.text(), **table.wishes)
    assert (len(own.classes or ()), prod(own.x.shape[1:])) == (table.classes, table.features)
    assert table.samples is None or len(own.x) == table.samples
    target = np.eye(table.classes)[own.target.astype(int)] if table.classes else own.target
    asked = known(own.x, own.target, table.classes)
    data = {"x": own.x, "target": target}
    network = build(normalise(described(data, asked, len(own.x))))
    assert not list(unsuited(network, target_range(network)))
    assert falls(network, 60) < 0.85


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_is_learned(name: str) -> None:
    dataset = DATASETS[name]
    x, target = dataset.make()
    asked = known(x, target, len(dataset.class_names(dataset.defaults())))
    network = build(normalise(described({"dataset": name}, asked, len(x))))
    assert falls(network, 60) < 0.97


@pytest.mark.parametrize("classes", [0, 2, 7])
@pytest.mark.parametrize(
    "shape", [(1,), (63,), (5, 3), (1, 8, 8), (3, 28, 28), (2, 3, 9), (2,) * 7]
)
def test_samples_of_any_shape_have_a_network(shape: tuple[int, ...], classes: int) -> None:
    x = np.zeros((2, *shape))
    target = np.eye(classes)[[0, 1]] if classes else np.zeros((2, 3))
    asked = Samples(shape, classes, 3)
    build(normalise(described({"x": x, "target": target}, asked, 2), Limits()))


@pytest.mark.parametrize(
    ("mean", "deviation", "constants"),
    [
        (0.0, 1.0, []),
        (-9.9, 9.0, []),
        (206855.8, 115395.6, [120000.0, 210000.0]),
        (0.0, 0.0123, [0.012, 0.0]),
        (1e12, 1.0, []),  # beyond what the layers take: better none than half
        (5.0, 0.0, []),
        (float("nan"), 1.0, []),
    ],
)
def test_outputs_are_taken_to_targets_that_are_far_from_1(
    mean: float, deviation: float, constants: list[float]
) -> None:
    layers = suggested(Samples((2,), 0, 1, mean, deviation))["network"]["layers"]
    assert [layer["value"] for layer in layers[3:]] == constants
