"""Mean squared error: the squared distance between output and target, averaged over all entries."""

from math import prod

import numpy as np

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Index, Kind

mean_squared_error = Kind(
    "mean_squared_error",
    "loss",
    "E = 1/M · Σ[…] (x[…] - target[…])^2",
    title=("Mean squared error", "Error cuadrático medio"),
    summary=(
        "The squared distance between output and target, averaged over all entries.",
        "La distancia al cuadrado entre salida y objetivo, promediada sobre todas las celdas.",
    ),
)
mean_squared_error.counts(prod)


@mean_squared_error.forward(
    "The error compares the output {x} with the target {target}: squared differences, averaged "
    "over all entries of the batch.",
    "El error compara la salida {x} con el objetivo {target}: diferencias al cuadrado, "
    "promediadas sobre todas las celdas del lote.",
    cell="E = 1/M · Σ[…] (x[…] - target[…])^2",
)
def E(x: Array, target: Array) -> Array:
    difference = (x - target).reshape(-1)
    return np.dot(difference, difference) / x.size


@mean_squared_error.cell
def E_at(x: View, target: View) -> Expr:
    return total((x[...] - target[...]) ** 2) / const(x.size, "M")


@mean_squared_error.backward(
    "The error knows its own formula: this derivative is **computed directly**. "
    "All the others pass through it.",
    "El error conoce su propia fórmula: esta derivada **se calcula directamente**. "
    "Todas las demás pasan por ella.",
    cell="dx[…] = 2/M · (x[…] - target[…])",
    all="dx = 2/M · (x - target)",
)
def dx(x: Array, target: Array) -> Array:
    return (x - target) * (2 / x.size)


@mean_squared_error.cell
def dx_at(at: Index, x: View, target: View) -> Expr:
    return 2 * (x[at] - target[at]) / const(x.size, "M")
