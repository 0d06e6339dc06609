"""He uniform: keeps the size of the signal alike going forward, where ReLU stops half of it.

Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015), equation 10.
"""

import math

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

he_uniform = Kind(
    "he_uniform",
    "initializer",
    "W ~ U(-sqrt(6/fan_in), sqrt(6/fan_in))",
    title=("He, uniform", "He, uniforme"),
    summary=(
        "Keeps the size of the signal alike going forward, where ReLU stops half of it.",
        "Mantiene parecido el tamaño de la señal a la ida, donde ReLU detiene la mitad.",
    ),
)


@he_uniform.draw
def draw(rng: np.random.Generator, shape: Shape, fans: tuple[int, int]) -> Array:
    limit = math.sqrt(6 / fans[0])
    return rng.uniform(-limit, limit, shape)


@he_uniform.spreading("sigma = sqrt(2/fan_in)")
def spread(fans: tuple[int, int]) -> float:
    return math.sqrt(2 / fans[0])
