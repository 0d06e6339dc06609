"""Uniform: weights drawn with equal chance between −limit and limit."""

import math

import numpy as np

from backstep.engine.kind import Array, Example, Kind, Shape

uniform = Kind(
    "uniform",
    "initializer",
    "W ~ U(-limit, limit)",
    title=("Uniform", "Uniforme"),
    summary=(
        "Weights drawn with equal chance between −limit and limit.",
        "Pesos sorteados con igual probabilidad entre −límite y límite.",
    ),
    example=Example(settings={"limit": 0.5}),
)
uniform.setting("limit", "number", "The largest weight", "El mayor peso", min=0, max=1e6)


@uniform.draw
def draw(rng: np.random.Generator, shape: Shape, limit: float) -> Array:
    return rng.uniform(-limit, limit, shape)


@uniform.spreading("sigma = limit/sqrt(3)")
def spread(limit: float) -> float:
    return limit / math.sqrt(3)
