"""Constant: every weight starts at the same value."""

import numpy as np

from app.engine.kind import Array, Example, Kind, Shape

constant = Kind(
    "constant",
    "initializer",
    "W = value",
    title=("Constant", "Constante"),
    summary=(
        "Every weight starts at the same value. All units of a layer then learn the same.",
        "Cada peso parte del mismo valor. Todas las unidades de una capa aprenden lo mismo.",
    ),
    example=Example(settings={"value": 0.5}),
)
constant.setting("value", "number", "The value", "El valor", min=-1e9, max=1e9)


@constant.draw
def draw(shape: Shape, value: float) -> Array:
    return np.full(shape, value)


@constant.spreading("sigma = 0")
def spread() -> float:
    return 0.0
