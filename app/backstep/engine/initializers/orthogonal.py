"""Orthogonal: W only turns what it gets, as far as there are outputs to take it.

Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
linear neural networks" (2014); drawn evenly over all rotations, as PyTorch does.
"""

import math
from math import prod

import numpy as np

from backstep.engine.kind import Array, Kind, Shape

orthogonal = Kind(
    "orthogonal",
    "initializer",
    "cases(W' · W = I, high ≥ wide, W · W' = I, high < wide)",
    title=("Orthogonal", "Ortogonal"),
    summary=(
        "W only turns what it gets and stretches nothing; where outputs are fewer than inputs, it "
        "drops a part.",
        "W solo gira lo que recibe y no estira nada; donde hay menos salidas que entradas, "
        "descarta una parte.",
    ),
)


@orthogonal.draw
def draw(rng: np.random.Generator, shape: Shape) -> Array:
    """The columns are orthonormal, or the rows where those are fewer (axes after the first are
    taken as one)."""
    rows, columns = sides(shape)
    tall = rng.normal(size=(max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q *= np.where(np.diag(r) < 0, -1, 1)  # makes the draw even over all rotations
    return (q if rows >= columns else q.T).reshape(shape)


@orthogonal.draw_work
def work(shape: Shape) -> float:
    """Q and R of a matrix are found column by column, each against all those before it."""
    return 4.0 * prod(shape) * min(sides(shape))


@orthogonal.spreading("sigma = 1/sqrt(max(high, wide))")
def spread(shape: Shape) -> float:
    return 1 / math.sqrt(max(sides(shape)))


def sides(shape: Shape) -> tuple[int, int]:
    return shape[0], prod(shape[1:])
