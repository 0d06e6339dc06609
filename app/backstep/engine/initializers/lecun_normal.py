"""LeCun normal: every output starts with the variance of the inputs.

Source: LeCun, Bottou, Orr and Müller, "Efficient backprop" (1998), equation 16.
"""

import math

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

lecun_normal = Kind(
    "lecun_normal",
    "initializer",
    "W ~ N(0, 1/fan_in)",
    title=("LeCun, normal", "LeCun, normal"),
    summary=(
        "Every output starts with the variance of the inputs.",
        "Cada salida parte con la varianza de las entradas.",
    ),
)


@lecun_normal.draw
def draw(rng: np.random.Generator, shape: Shape, fans: tuple[int, int]) -> Array:
    return rng.normal(0, spread(fans), shape)


@lecun_normal.spreading("sigma = sqrt(1/fan_in)")
def spread(fans: tuple[int, int]) -> float:
    return math.sqrt(1 / fans[0])
