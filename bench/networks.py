"""The two networks that are timed, as the API would describe them."""

from typing import Any

import numpy as np

from backstep.describe.description import normalise
from backstep.describe.network import build
from backstep.run.state import initial_state
from backstep.run.tape import Tape


def make_tape(description: dict[str, Any]) -> Tape:
    """The first iteration of a network, not run yet."""
    network = build(normalise(description))
    return Tape(network, initial_state(network), 0)


def small() -> Tape:
    """2-4-4-1 with tanh on a batch of 4: the size of a lesson."""
    rng = np.random.default_rng(0)
    linear, tanh = {"kind": "linear", "units": 4}, {"kind": "tanh"}
    layers = [linear, tanh, linear, tanh, {"kind": "linear", "units": 1}]
    data = {"x": rng.normal(size=(4, 2)).tolist(), "target": rng.normal(size=(4, 1)).tolist()}
    return make_tape(
        {"network": {"layers": layers, "loss": {"kind": "squared_error"}}, "data": data}
    )


def large() -> Tape:
    """784-128-64-10 with ReLU on a batch of 64: the size of handwritten digits."""
    rng = np.random.default_rng(0)
    relu = {"kind": "relu"}
    units = [{"kind": "linear", "units": n} for n in (128, 64, 10)]
    layers = [units[0], relu, units[1], relu, units[2]]
    x, target = rng.uniform(size=(64, 784)), rng.integers(10, size=64)
    return make_tape(
        {
            "network": {"layers": layers, "loss": {"kind": "softmax_cross_entropy"}},
            "data": {"x": x.tolist(), "target": target.tolist()},
        }
    )


def wide() -> Tape:
    """One linear layer of 2048 inputs and 2048 outputs on a batch of 64."""
    rng = np.random.default_rng(0)
    layers = [{"kind": "linear", "units": 2048}]
    x, target = rng.normal(size=(64, 2048)), rng.normal(size=(64, 2048))
    return make_tape(
        {
            "network": {"layers": layers, "loss": {"kind": "mean_squared_error"}},
            "data": {"x": x.tolist(), "target": target.tolist()},
        }
    )
