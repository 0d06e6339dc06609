"""Zeros: every weight starts at 0, and none tells one hidden unit from another."""

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

zeros = Kind(
    "zeros",
    "initializer",
    "W = 0",
    title=("Zeros", "Ceros"),
    summary=(
        "Every weight starts at 0. If all layers do, no weight tells "
        "the units of a hidden layer apart.",
        "Cada peso parte de 0. Si todas las capas lo hacen, ningún peso "
        "distingue las unidades de una capa oculta.",
    ),
)


@zeros.draw
def draw(shape: Shape) -> Array:
    return np.zeros(shape)


@zeros.spreading("sigma = 0")
def spread() -> float:
    return 0.0
