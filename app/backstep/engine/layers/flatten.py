"""Flatten: writes every sample as one row of numbers, so that a linear layer can take it."""

from collections.abc import Callable
from math import prod

import numpy as np

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Shape

flatten = Kind(
    "flatten",
    "layer",
    "y = x",
    title=("Flatten", "Aplanar"),
    group="shapes",
    summary=(
        "Writes every sample as one row of numbers, so that a linear layer can take it.",
        "Escribe cada ejemplo como una fila de números, para que una capa lineal lo pueda tomar.",
    ),
    example=Example(shape=(2, 2, 3, 2)),
    more_examples=(Example(shape=(4,)),),
    gives="passed",
)


flatten.letter("k", "place in the row", "lugar en la fila")


@flatten.output
def output(x: Shape) -> Shape:
    """Samples × everything else."""
    return (x[0], prod(x[1:]))


def place(x_shape: Shape, at: Letters) -> tuple[str, str]:
    """How formulas write a place in the row, and what that is, counted row by row."""
    if len(x_shape) == 1:
        return "n,0", ""
    steps = [prod(x_shape[axis + 1 :]) for axis in range(1, len(x_shape))]
    terms = (f"{step} · {v}" if step > 1 else v for v, step in zip(at[1:], steps, strict=True))
    return "n,k", "; k = " + " + ".join(terms)


def moved(formula: str) -> Callable[..., str]:
    """A formula of a number at its place `at` in x, and at its place `row` in y."""

    def text(x_shape: Shape, at: Letters) -> str:
        row, where = place(x_shape, at)
        return formula.format(at=at, row=row) + where

    return text


@flatten.forward(
    "{Layer} writes each sample of {x} as one row. No number changes.",
    "{Layer} escribe cada ejemplo de {x} como una fila. Ningún número cambia.",
    cell=moved("y[{row}] = x[{at}]"),
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
    local=moved("∂y[{row}]/∂x[{at}] = 1"),
    cell=moved("dx[{at}] = dy[{row}]"),
)
def dx(dy: Array, x_shape: Shape) -> Array:
    return dy.reshape(x_shape)


@flatten.cell
def dx_at(at: Index, dy: View, x_shape: Shape) -> Expr:
    n, *inside = at
    return dy[n, np.ravel_multi_index(inside, x_shape[1:]) if inside else 0]
