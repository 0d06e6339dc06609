"""He normal: keeps the size of the signal alike going forward, where ReLU stops half of it.

Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015), equation 10.
"""

import math

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

he_normal = Kind(
    "he_normal",
    "initializer",
    "W ~ N(0, 2/fan_in)",
    title=("He, normal", "He, normal"),
    summary=(
        "Keeps the size of the signal alike going forward, where ReLU stops half of it.",
        "Mantiene parecido el tamaño de la señal a la ida, donde ReLU detiene la mitad.",
    ),
)


@he_normal.draw
def draw(rng: np.random.Generator, shape: Shape, fans: tuple[int, int]) -> Array:
    return rng.normal(0, spread(fans), shape)


@he_normal.spreading("sigma = sqrt(2/fan_in)")
def spread(fans: tuple[int, int]) -> float:
    return math.sqrt(2 / fans[0])
