"""Softmax: turns scores into probabilities, which are positive and add up to 1."""

import numpy as np

from app.engine.expr import Expr, View, exp, largest, total
from app.engine.kind import Array, Example, Index, Kind, Misfit, Shape

softmax = Kind(
    "softmax",
    "layer",
    "y[n,j] = exp(x[n,j])/(Σ[k] exp(x[n,k]))",
    title=("Softmax", "Softmax"),
    summary=(
        "Turns scores into probabilities: positive numbers that add up to 1.",
        "Convierte puntajes en probabilidades: números positivos que suman 1.",
    ),
    example=Example(),
    more_examples=(
        Example(shape=(2, 3, 2, 2)),
        Example(shape=(2, 2, 3), settings={"axis": 2}),
    ),
    edges="all",
)
softmax.setting(
    "axis", "integer", "Axis along which the probabilities add up to 1",
    "Eje a lo largo del cual las probabilidades suman 1", default=1, min=1, max=31,
)  # fmt: skip


@softmax.output
def output(x: Shape, axis: int) -> Shape:
    if axis >= len(x):
        raise Misfit(
            f"softmax along axis {axis} needs an input of rank {axis + 1} or more, and gets "
            f"{'×'.join(map(str, x))} (rank {len(x)})",
            setting="axis",
            allowed={"min": 1, "max": len(x) - 1} if len(x) > 1 else {"min_rank": 2},
        )
    return x


def row(at: Index, axis: int) -> tuple[int | slice, ...]:
    """The cells whose probabilities add up to 1 with that of the cell `at`."""
    return (*at[:axis], slice(None), *at[axis + 1 :])


@softmax.forward(
    "{Layer} takes the exponential of every score in {x}, after subtracting the largest of its "
    "row so that none overflows.",
    "{Layer} toma la exponencial de cada puntaje de {x}, tras restar el mayor de su fila para que "
    "ninguna desborde.",
    cell="e[n,j] = exp(x[n,j] - max(x[n,:]))",
    all="e = exp(x - max(x))",
)
def e(x: Array, axis: int) -> Array:
    return np.exp(x - x.max(axis=axis, keepdims=True))


@softmax.cell
def e_at(at: Index, x: View, axis: int) -> Expr:
    return exp(x[at] - largest(x[row(at, axis)]))


@softmax.forward(
    "Each number of {e} is divided by the sum of its row: now they are probabilities.",
    "Cada número de {e} se divide por la suma de su fila: ahora son probabilidades.",
    cell="y[n,j] = e[n,j]/(Σ[k] e[n,k])",
    all="y = e/(Σ[k] e)",
)
def y(e: Array, axis: int) -> Array:
    return e / e.sum(axis=axis, keepdims=True)


@softmax.cell
def y_at(at: Index, e: View, axis: int) -> Expr:
    return e[at] / total(e[row(at, axis)])


@softmax.backward(
    "Raising one score lowers the other probabilities of its row: {layer} compares each {dy} "
    "with the row's average, weighted by {y}.",
    "Subir un puntaje baja las otras probabilidades de su fila: {layer} compara cada {dy} con "
    "el promedio de la fila, ponderado por {y}.",
    local="∂y[n,k]/∂x[n,j] = cases(y[n,j] · (1 - y[n,j]), k = j, -y[n,j] · y[n,k], k ≠ j)",
    cell="dx[n,j] = y[n,j] · (dy[n,j] - Σ[k] dy[n,k] · y[n,k])",
    all="dx = y ⊙ (dy - Σ[k] dy ⊙ y)",
)
def dx(dy: Array, y: Array, axis: int) -> Array:
    return y * (dy - (dy * y).sum(axis=axis, keepdims=True))


@softmax.cell
def dx_at(at: Index, dy: View, y: View, axis: int) -> Expr:
    line = row(at, axis)
    return y[at] * (dy[at] - total(dy[line] * y[line]))
