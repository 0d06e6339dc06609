"""A whole trace against edunn, the course's own library, where it is installed."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from backstep.run.tape import Tape
from bench.harness import Result, compare
from bench.networks import large, small
from bench.pytorch import Task, rerun


def measure() -> list[Result]:
    """At most 0.35 times edunn's forward, backward and update, on both networks."""
    if not find_spec("edunn"):
        return []
    nn: Any = import_module("edunn")
    return [
        compare(
            f"a trace of {name} against edunn", rerun(tape), by_edunn(nn, tape, activation, error),
            times=times, bar=0.35,
        )
        for name, tape, activation, error, times in (
            ("2-4-4-1", small(), "TanH", "SquaredError", 20),
            ("784-128-64-10", large(), "ReLU", "CrossEntropyWithLabels", 3),
        )
    ]  # fmt: skip


def by_edunn(nn: Any, tape: Tape, activation: str, error: str) -> Task:
    """Forward, error, backward and gradient descent, by its own optimizer."""
    layers: list[Any] = []
    for block in tape.network.layers:
        if block.parameters:
            into, out = tape.value(f"{block.id}.W").shape
            layers += [nn.Linear(into, out), nn.Bias(out)]
            layers[-2].get_parameters()["w"][:] = tape.value(f"{block.id}.W")
            layers[-1].get_parameters()["b"][:] = tape.value(f"{block.id}.b")
        else:
            layers.append(getattr(nn, activation)())
    labels = error == "CrossEntropyWithLabels"
    if labels:
        layers.append(nn.Softmax())
    model = nn.Sequential(layers)
    mean_error = nn.MeanError(getattr(nn, error)())
    x, target = tape.value("data.x"), tape.value("data.target")
    wanted = np.argmax(target, axis=1) if labels else target

    descent = nn.GradientDescent(len(x), 1, lr=0.0)

    def run() -> None:
        _, gradients, _ = descent.backpropagation(model, x, wanted, mean_error)
        descent.optimize_batch(model, gradients, 0, 0)

    return run
