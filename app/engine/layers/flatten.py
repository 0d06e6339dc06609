"""Flatten: writes every sample as one row of numbers, so that a linear layer can take it."""

from math import prod

import numpy as np

from app.engine.expr import Expr, View
from app.engine.kind import Array, Example, Index, Kind, Shape

flatten = Kind(
    "flatten",
    "layer",
    "y = x",
    title=("Flatten", "Aplanar"),
    summary=(
        "Writes every sample as one row of numbers, so that a linear layer can take it.",
        "Escribe cada ejemplo como una fila de números, para que una capa lineal lo pueda tomar.",
    ),
    example=Example(shape=(2, 2, 3, 2)),
    more_examples=(Example(shape=(4,)),),
)


@flatten.output
def output(x: Shape) -> Shape:
    """Samples × everything else."""
    return (x[0], prod(x[1:]))


@flatten.forward(
    "{Layer} writes each sample of {x} as one row. No number changes.",
    "{Layer} escribe cada ejemplo de {x} como una fila. Ningún número cambia.",
    cell="y[n,j] = x[n,…]",
)
def y(x: Array) -> Array:
    return x.reshape(len(x), -1)


@flatten.cell
def y_at(at: Index, x: View) -> Expr:
    n, j = at
    return x[n, *np.unravel_index(j, x.shape[1:])] if len(x.shape) > 1 else x[n]


@flatten.backward(
    "{Layer} only moved numbers about, so it gives {dy} back the shape that its input had.",
    "{Layer} solo cambió los números de lugar: devuelve a {dy} la forma que tenía su entrada.",
    local="∂y[n,j]/∂x[n,…] = 1",
    cell="dx[n,…] = dy[n,j]",
)
def dx(dy: Array, x_shape: Shape) -> Array:
    return dy.reshape(x_shape)


@flatten.cell
def dx_at(at: Index, dy: View, x_shape: Shape) -> Expr:
    n, *inside = at
    return dy[n, np.ravel_multi_index(inside, x_shape[1:]) if inside else 0]
