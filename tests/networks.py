"""Networks for the tests: the course's own, Mazur's, and one around every kind there is."""

from typing import Any

import numpy as np
import pytest

from backstep.describe import shapes
from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.engine.kind import Array, Example, Kind, Shape
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
from backstep.run.state import State, initial_state
from backstep.run.tape import Tape

Raw = dict[str, Any]


def describe(
    layers: list[Raw],
    x: Any,
    target: Any,
    loss: str | Raw = "squared_error",
    optimizer: str | Raw = "sgd",
    **more: Any,
) -> Raw:
    """A description as a user sends it, with arrays in place of lists."""
    network = {
        "layers": layers,
        "loss": {"kind": loss} if isinstance(loss, str) else loss,
        "optimizer": {"kind": optimizer, "lr": 0.1} if isinstance(optimizer, str) else optimizer,
    }
    return {"network": network, "data": {"x": x, "target": target}, **more}


def make(raw: Raw, limits: Limits | None = None) -> Network:
    return build(normalise(raw, limits), limits)


def start(raw: Raw, iteration: int = 0) -> Tape:
    """A tape of the first iteration, of which nothing has run yet."""
    network = make(raw)
    return Tape(network, initial_state(network), iteration)


def dense(*units: int, samples: int = 3, act: str = "", **more: Any) -> Raw:
    """Linear layers, the first number being the inputs', with an activation between them."""
    rng = np.random.default_rng(1)
    layers: list[Raw] = []
    for count in units[1:]:
        layers += [{"kind": "linear", "units": count}, {"kind": act}]
    if units[1:]:
        layers.pop()
    layers = [layer for layer in layers if layer["kind"]]
    x, target = rng.standard_normal((samples, units[0])), rng.standard_normal((samples, units[-1]))
    return describe(layers, x, target, **more)


def course(**more: Any) -> Raw:
    """Three linear regression layers and an error, labelled as the course does."""
    raw = dense(2, 3, 3, 1, **more)
    for i, layer in enumerate(raw["network"]["layers"], start=1):
        layer["label"] = f"RL{i}"
    return raw


def mazur() -> Raw:
    """The published worked example of api.md, section 5."""
    two = {"kind": "linear", "units": 2}
    return describe(
        [two, {"kind": "sigmoid"}, two, {"kind": "sigmoid"}],
        [[0.05, 0.10]],
        [[0.01, 0.99]],
        loss={"kind": "squared_error", "half": True, "reduction": "sum"},
        optimizer={"kind": "sgd", "lr": 0.5},
        parameters={
            "l1.W": [[0.15, 0.25], [0.20, 0.30]],
            "l1.b": [0.35, 0.35],
            "l3.W": [[0.40, 0.50], [0.45, 0.55]],
            "l3.b": [0.60, 0.60],
        },
        frozen=["l1.b", "l3.b"],
    )


def xor(**more: Any) -> Raw:
    """XOR with tanh; after some thousand iterations it has converged."""
    raw = dense(2, 4, 1, act="tanh", **more)
    raw["data"] = {"x": [[-1, -1], [-1, 1], [1, -1], [1, 1]], "target": [[-1], [1], [1], [-1]]}
    return raw


def inputs(example: Example, shape: Shape, rng: np.random.Generator) -> Array:
    """Numbers that a kind can take, as its example asks for them."""
    if example.inputs == "rows":
        raw = rng.uniform(0.1, 1, shape)
        return raw / raw.sum(axis=1, keepdims=True)
    if example.inputs == "indices":  # of rows
        return rng.integers(example.settings["rows"], size=shape).astype(float)
    if example.inputs == "probabilities":
        return rng.uniform(0.1, 0.9, shape)
    return rng.uniform(0.5, 2, shape) if example.inputs == "positive" else rng.normal(size=shape)


def targets(example: Example, shape: Shape, rng: np.random.Generator) -> Array:
    if example.targets == "classes":
        return rng.multinomial(1, [1 / shape[1]] * shape[1], shape[:1] + shape[2:]).reshape(shape)
    return rng.integers(0, 2, shape) if example.targets == "bits" else rng.normal(size=shape)


def alone(kind: Kind, settings: Raw) -> Raw:
    """A layer, loss or optimizer as it stands by itself: all that it reads is the data."""
    wires = {"inputs": dict.fromkeys(kind.inputs[1:], "data")} if kind.inputs[1:] else {}
    return {"kind": kind.name, **settings, **wires}


def apart(kind: Kind, example: Example) -> list[Raw]:
    """A layer, and before it some for each further input, so that it reads different tensors; where
    it needs more numbers along an axis than the data have, those stand there several times."""
    layers: list[Raw] = []
    wires: dict[str, str] = {}
    for k, (name, shape) in enumerate(example.shapes(kind.inputs).items()):
        node = "data"
        for axis, (given, wanted) in enumerate(zip(data_shape(kind, example), shape, strict=True)):
            once = node
            for _ in range(wanted // given - 1):
                both = {"x": node, "other": once}
                layers.append({"kind": "concatenate", "axis": axis, "inputs": both})
                node = f"l{len(layers)}"
        if k:
            layers.append({"kind": "multiply_constant", "value": 0.9**k, "inputs": {"x": node}})
            node = f"l{len(layers)}"
        wires[name] = node
    inputs = {"inputs": wires} if layers else {}
    return [*layers, {"kind": kind.name, **example.settings, **inputs}]


def data_shape(kind: Kind, example: Example) -> Shape:
    """The largest data of which all that an example reads can be made."""
    return tuple(map(min, zip(*example.shapes(kind.inputs).values(), strict=True)))


def around(kind: Kind, example: Example, together: bool = True, **more: Any) -> Raw:
    """A network in which a kind stands, with numbers that suit its example.

    What it reads under several names is one tensor, or else each a tensor of its own; this always
    where their shapes differ.
    """
    rng = np.random.default_rng(7)
    own = alone(kind, example.settings)
    if kind.role == "optimizer":
        lr = {"lr": 0.1} if "lr" in kind.settings else {}
        return dense(2, 3, 1, act="tanh", optimizer={**lr, **own}, **more)
    x = inputs(example, data_shape(kind, example), rng)
    if kind.role == "loss":
        return describe([], x, targets(example, example.shape, rng), loss=own, **more)
    settings = normalise(describe([own], [[1.0]], [[1.0]]))["network"]["layers"][0]
    y = shapes.output_shape(kind, settings, example.shapes(kind.inputs))
    together = together and len({*example.shapes(kind.inputs).values()}) == 1
    layers = [own] if together else apart(kind, example)
    return describe(layers, x, rng.normal(size=y), **more)


def every_kind(*roles: str) -> list[Any]:
    """A parameter for each example of each layer, loss and optimizer."""
    return [
        pytest.param(kind, example, id=f"{kind.name}-{i}")
        for kinds in (LAYERS, LOSSES, OPTIMIZERS)
        for kind in kinds.values()
        for i, example in enumerate(kind.examples())
        if not roles or kind.role in roles
    ]


def next_state(raw: Raw) -> tuple[Network, State]:
    """A network and its state after one iteration, when nothing is at its start any more."""
    tape = start(raw)
    return tape.network, tape.next_state()
