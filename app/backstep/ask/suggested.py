"""A network to begin with: small, and it learns from samples like these at its first try."""

from dataclasses import dataclass
from math import floor, isfinite, log10, prod
from typing import Any

from backstep.engine.registry import LAYERS, OPTIMIZERS

UNITS = (16, 32)  # of the layer between, for few inputs and for many
MANY = 64  # inputs from which on they are many
NEAR = (0.1, 10.0)  # a spread of the targets that outputs reach by themselves
DIGITS = 2  # of the constants that take outputs to the targets' scale
OPTIMIZER = "adam"


@dataclass(frozen=True)
class Samples:
    """What is known of samples: one's shape, how many classes, or how its targets are spread."""

    shape: tuple[int, ...]
    classes: int = 0  # 0 where the target is numbers
    outputs: int = 1
    mean: float = 0.0  # of all targets that are numbers
    deviation: float = 1.0


def suggested(samples: Samples) -> dict[str, Any]:
    """An edit's description: layers, loss and optimizer, for inputs that are standardised.

    Classes are learned by softmax with cross entropy, one output each; numbers by the squared
    error, and where they are far from 1 two last layers that do not learn take the outputs there.
    Images go through a convolution. The learning rate is the optimizer's recommended one.
    """
    layers = [*between(samples.shape), {"kind": "linear", "units": wanted(samples)}]
    if not samples.classes:
        layers += to_scale(samples.mean, samples.deviation)
    loss = "softmax_cross_entropy" if samples.classes else "squared_error"
    rate = OPTIMIZERS[OPTIMIZER].settings["lr"].recommended
    return {
        "network": {
            "layers": layers,
            "loss": {"kind": loss},
            "optimizer": {"kind": OPTIMIZER, "lr": rate},
        },
        "data": {"standardize": True},
    }


def wanted(samples: Samples) -> int:
    """As many outputs as there are classes, or numbers in a target."""
    return samples.classes or samples.outputs


def between(shape: tuple[int, ...]) -> list[dict[str, Any]]:
    """What stands between the inputs and the last linear layer."""
    he = {"kind": "he_normal"}
    units = {"kind": "linear", "units": UNITS[prod(shape) >= MANY], "init": he}
    if len(shape) == 1:
        return [units, {"kind": "relu"}]
    if len(shape) == 3 and min(shape[1:]) >= 4:
        convolution = {"kind": "conv2d", "filters": 4, "size": 3, "init": he}
        return [convolution, {"kind": "relu"}, {"kind": "max_pool", "size": 2}, {"kind": "flatten"}]
    return [{"kind": "flatten"}, units, {"kind": "relu"}]


def to_scale(mean: float, deviation: float) -> list[dict[str, Any]]:
    """Layers that take numbers around 0 to around `mean`, where targets are far from 1 or 0."""
    near = NEAR[0] <= deviation <= NEAR[1] and abs(mean) <= NEAR[1]
    if near or not (isfinite(mean) and isfinite(deviation) and deviation > 0):
        return []
    constants = {"multiply_constant": rounded(deviation), "add_constant": rounded(mean)}
    if any(
        abs(value) > (LAYERS[kind].settings["value"].max or 0) for kind, value in constants.items()
    ):
        return []
    return [{"kind": kind, "value": value} for kind, value in constants.items()]


def rounded(value: float) -> float:
    """A number with few digits, to be read easily."""
    return round(value, DIGITS - 1 - floor(log10(abs(value)))) if value else 0.0
