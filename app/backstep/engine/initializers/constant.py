"""Constant: every weight starts at the same value."""

import numpy as np

from backstep.engine.kind import Array, Example, Kind, Shape

constant = Kind(
    "constant",
    "initializer",
    "W = value",
    title=("Constant", "Constante"),
    summary=(
        "Every weight starts at the same value. If all layers do, no weight tells "
        "the units of a hidden layer apart.",
        "Cada peso parte del mismo valor. Si todas las capas lo hacen, ningún peso "
        "distingue las unidades de una capa oculta.",
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
