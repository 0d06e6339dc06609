"""Zeros: every weight starts at 0. All units then learn the same, which is why nobody does this."""

import numpy as np

from app.engine.kind import Array, Kind, Shape

zeros = Kind(
    "zeros",
    "initializer",
    "W = 0",
    title=("Zeros", "Ceros"),
    summary=(
        "Every weight starts at 0. All units of a layer then learn the same.",
        "Cada peso parte de 0. Entonces todas las unidades de una capa aprenden lo mismo.",
    ),
)


@zeros.draw
def draw(shape: Shape) -> Array:
    return np.zeros(shape)


@zeros.spreading("sigma = 0")
def spread() -> float:
    return 0.0
