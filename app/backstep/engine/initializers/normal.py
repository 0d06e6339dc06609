"""Normal: weights drawn from a bell curve around 0, as wide as you say."""

import numpy as np

from backstep.engine.kind import Array, Example, Kind, Shape

normal = Kind(
    "normal",
    "initializer",
    "W ~ N(0, std^2)",
    title=("Normal", "Normal"),
    summary=(
        "Weights drawn from a bell curve around 0, as wide as you say.",
        "Pesos sorteados de una campana alrededor de 0, tan ancha como se diga.",
    ),
    example=Example(settings={"std": 0.1}),
)
normal.setting("std", "number", "Standard deviation", "Desviación estándar", min=0, max=1e6)


@normal.draw
def draw(rng: np.random.Generator, shape: Shape, std: float) -> Array:
    return rng.normal(0, std, shape)


@normal.spreading("sigma = std")
def spread(std: float) -> float:
    return std
