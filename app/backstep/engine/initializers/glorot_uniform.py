"""Glorot uniform: keeps the size of the signal alike, going forward and coming back.

Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
networks" (2010), equation 16.
"""

import math

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

glorot_uniform = Kind(
    "glorot_uniform",
    "initializer",
    "W ~ U(-sqrt(6/(fan_in + fan_out)), sqrt(6/(fan_in + fan_out)))",
    title=("Glorot, uniform", "Glorot, uniforme"),
    summary=(
        "Keeps the size of the signal alike, going forward and coming back.",
        "Mantiene parecido el tamaño de la señal, a la ida y a la vuelta.",
    ),
)


@glorot_uniform.draw
def draw(rng: np.random.Generator, shape: Shape, fans: tuple[int, int]) -> Array:
    limit = math.sqrt(6 / sum(fans))
    return rng.uniform(-limit, limit, shape)


@glorot_uniform.spreading("sigma = sqrt(2/(fan_in + fan_out))")
def spread(fans: tuple[int, int]) -> float:
    return math.sqrt(2 / sum(fans))
