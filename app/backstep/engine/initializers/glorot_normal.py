"""Glorot normal: keeps the size of the signal alike, going forward and coming back.

Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
networks" (2010), equation 12.
"""

import math

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

glorot_normal = Kind(
    "glorot_normal",
    "initializer",
    "W ~ N(0, 2/(fan_in + fan_out))",
    title=("Glorot, normal", "Glorot, normal"),
    summary=(
        "Keeps the size of the signal alike, going forward and coming back.",
        "Mantiene parecido el tamaño de la señal, a la ida y a la vuelta.",
    ),
)


@glorot_normal.draw
def draw(rng: np.random.Generator, shape: Shape, fans: tuple[int, int]) -> Array:
    return rng.normal(0, spread(fans), shape)


@glorot_normal.spreading("sigma = sqrt(2/(fan_in + fan_out))")
def spread(fans: tuple[int, int]) -> float:
    return math.sqrt(2 / sum(fans))
