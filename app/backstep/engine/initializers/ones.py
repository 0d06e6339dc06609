"""Ones: every weight starts at 1, and none tells one hidden unit from another."""

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

ones = Kind(
    "ones",
    "initializer",
    "W = 1",
    title=("Ones", "Unos"),
    summary=(
        "Every weight starts at 1. If all layers do, no weight tells "
        "the units of a hidden layer apart.",
        "Cada peso parte de 1. Si todas las capas lo hacen, ningún peso "
        "distingue las unidades de una capa oculta.",
    ),
)


@ones.draw
def draw(shape: Shape) -> Array:
    return np.ones(shape)


@ones.spreading("sigma = 0")
def spread() -> float:
    return 0.0
