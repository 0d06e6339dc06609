"""Sigmoid: squeezes every number into the range from 0 to 1."""

import numpy as np

from backstep.engine.expr import Expr, View, exp
from backstep.engine.kind import Array, Index, Kind

sigmoid = Kind(
    "sigmoid",
    "layer",
    "y = 1/(1 + exp(-x))",
    title=("Sigmoid", "Sigmoide"),
    summary=(
        "Squeezes every number into the range from 0 to 1.",
        "Comprime cada número en el rango de 0 a 1.",
    ),
    gives="probabilities",
)


@sigmoid.forward(
    "{Layer} squeezes every number of {x} into the range from 0 to 1.",
    "{Layer} comprime cada número de {x} en el rango de 0 a 1.",
    cell="y[…] = 1/(1 + exp(-x[…]))",
    all="y = 1/(1 + exp(-x))",
)
def y(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))  # exp may be ∞, and 1/∞ is 0, as it should be


@sigmoid.cell
def y_at(at: Index, x: View) -> Expr:
    return 1 / (1 + exp(-x[at]))


@sigmoid.backward(
    "The slope of the sigmoid follows from its own output {y}: {layer} multiplies {dy} by it. "
    "Near 0 and 1 it is almost flat.",
    "La pendiente de la sigmoide sale de su propia salida {y}: {layer} multiplica {dy} por ella. "
    "Cerca de 0 y de 1 es casi plana.",
    local="∂y[…]/∂x[…] = y[…] · (1 - y[…])",
    cell="dx[…] = dy[…] · y[…] · (1 - y[…])",
    all="dx = dy ⊙ y ⊙ (1 - y)",
)
def dx(dy: Array, y: Array) -> Array:
    return dy * y * (1 - y)


@sigmoid.cell
def dx_at(at: Index, dy: View, y: View) -> Expr:
    return dy[at] * y[at] * (1 - y[at])
