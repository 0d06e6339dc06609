"""Ones: every weight starts at 1. All units then learn the same."""

import numpy as np

from app.engine.kind import Array, Kind, Shape

ones = Kind(
    "ones",
    "initializer",
    "W = 1",
    title=("Ones", "Unos"),
    summary=(
        "Every weight starts at 1. All units of a layer then learn the same.",
        "Cada peso parte de 1. Entonces todas las unidades de una capa aprenden lo mismo.",
    ),
)


@ones.draw
def draw(shape: Shape) -> Array:
    return np.ones(shape)


@ones.spreading("sigma = 0")
def spread() -> float:
    return 0.0
