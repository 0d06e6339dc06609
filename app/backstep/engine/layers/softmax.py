"""Softmax: turns scores into probabilities, which are positive and add up to 1."""

from collections.abc import Callable

import numpy as np

from backstep.engine.expr import Expr, View, exp, largest, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape
from backstep.engine.misfit import ranked

softmax = Kind(
    "softmax",
    "layer",
    "y[n,j] = exp(x[n,j])/(Σ[k] exp(x[n,k]))",
    title=("Softmax", "Softmax"),
    group="activations",
    summary=(
        "Turns scores into probabilities: positive numbers that add up to 1.",
        "Convierte puntajes en probabilidades: números positivos que suman 1.",
    ),
    example=Example(),
    more_examples=(
        Example(shape=(2, 3, 2, 2)),
        Example(shape=(2, 2, 3), settings={"axis": 2}),
        Example(shape=(2, 2, 3), settings={"axis": -1}),
    ),
    edges="all",
    gives="probabilities",
    shares=lambda axis: axis,
)
softmax.setting(
    "axis", "integer", "Axis along which the probabilities add up to 1; -1 is the last",
    "Eje a lo largo del cual las probabilidades suman 1; -1 es el último",
    default=1, min=-1, max=31, excluded=(0,),
)  # fmt: skip


@softmax.output
def output(x: Shape, axis: int) -> Shape:
    least = max(axis, 1) + 1
    if len(x) < least:
        raise Misfit(
            f"softmax along axis {axis} needs an input of rank {least} or more, and gets "
            f"{ranked(x)}",
            setting="axis",
            allowed={"min": 1, "max": len(x) - 1} if len(x) > 1 else {"min_rank": 2},
        )
    return x


def row(at: Index, axis: int) -> tuple[int | slice, ...]:
    """The cells whose probabilities add up to 1 with that of the cell `at`."""
    axis %= len(at)
    return (*at[:axis], slice(None), *at[axis + 1 :])


def along(formula: str) -> Callable[..., str]:
    """A formula of a number `at` its place, its whole `row`, or an `other` one of it; their
    letters along the row are `own` and `k`."""

    def text(at: Letters, axis: int) -> str:
        axis %= len(at)
        other = at.over(axis)
        row = at.whole(axis)
        return formula.format(at=at, row=row, other=other, k=other[axis], own=at[axis])

    return text


def row_words(sentence: str, language: int) -> Callable[..., str]:
    """A sentence whose ROW are the probabilities that add up to 1."""

    def text(x_shape: Shape, axis: int) -> str:
        row = ("row", "fila")[language]
        if len(x_shape) > 2:
            along = ("line along axis", "línea a lo largo del eje")[language]
            row = f"{along} {axis % len(x_shape)}"
        return sentence.replace("ROW", row)

    return text


@softmax.forward(
    row_words(
        "{Layer} takes the exponential of every score in {x}, after subtracting the largest "
        "of its ROW so that none overflows.",
        0,
    ),
    row_words(
        "{Layer} toma la exponencial de cada puntaje de {x}, tras restar el mayor de su ROW "
        "para que ninguna desborde.",
        1,
    ),
    cell=along("e[{at}] = exp(x[{at}] - max[{k}] x[{other}])"),
    all=along("e[{row}] = exp(x[{row}] - max[{k}] x[{other}])"),
)
def e(x: Array, axis: int) -> Array:
    return np.exp(x - x.max(axis=axis, keepdims=True))


@softmax.cell
def e_at(at: Index, x: View, axis: int) -> Expr:
    return exp(x[at] - largest(x[row(at, axis)]))


@softmax.forward(
    row_words(
        "Each number of {e} is divided by the sum of its ROW: now they are probabilities.", 0
    ),
    row_words("Cada número de {e} se divide por la suma de su ROW: ahora son probabilidades.", 1),
    cell=along("y[{at}] = e[{at}]/(Σ[{k}] e[{other}])"),
    all=along("y[{row}] = e[{row}]/(Σ[{k}] e[{other}])"),
)
def y(e: Array, axis: int) -> Array:
    return e / e.sum(axis=axis, keepdims=True)


@softmax.cell
def y_at(at: Index, e: View, axis: int) -> Expr:
    return e[at] / total(e[row(at, axis)])


@softmax.backward(
    row_words(
        "Raising one score lowers the other probabilities of its ROW: {layer} compares each "
        "{dy} with the average there, weighted by {y}.",
        0,
    ),
    row_words(
        "Subir un puntaje baja las otras probabilidades de su ROW: {layer} compara cada {dy} "
        "con el promedio que hay allí, ponderado por {y}.",
        1,
    ),
    local=along(
        "∂y[{other}]/∂x[{at}] = "
        "cases(y[{at}] · (1 - y[{at}]), {k} = {own}, -y[{at}] · y[{other}], {k} ≠ {own})"
    ),
    cell=along("dx[{at}] = y[{at}] · (dy[{at}] - Σ[{k}] dy[{other}] · y[{other}])"),
    all=along("dx[{row}] = y[{row}] ⊙ (dy[{row}] - Σ[{k}] dy[{other}] · y[{other}])"),
)
def dx(dy: Array, y: Array, axis: int) -> Array:
    return y * (dy - (dy * y).sum(axis=axis, keepdims=True))


@softmax.cell
def dx_at(at: Index, dy: View, y: View, axis: int) -> Expr:
    line = row(at, axis)
    return y[at] * (dy[at] - total(dy[line] * y[line]))
