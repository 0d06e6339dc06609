"""Tanh: squeezes every number into the range from −1 to 1."""

import numpy as np

from backstep.engine.expr import Expr, View
from backstep.engine.expr import tanh as tanh_of
from backstep.engine.kind import Array, Index, Kind

tanh = Kind(
    "tanh",
    "layer",
    "y = tanh(x)",
    title=("Tanh", "Tanh"),
    summary=(
        "Squeezes every number into the range from −1 to 1.",
        "Comprime cada número en el rango de −1 a 1.",
    ),
)


@tanh.forward(
    "{Layer} squeezes every number of {x} into the range from −1 to 1.",
    "{Layer} comprime cada número de {x} en el rango de −1 a 1.",
    cell="y[…] = tanh(x[…])",
    all="y = tanh(x)",
)
def y(x: Array) -> Array:
    return np.tanh(x)


@tanh.cell
def y_at(at: Index, x: View) -> Expr:
    return tanh_of(x[at])


@tanh.backward(
    "The slope of tanh follows from its own output {y}: {layer} multiplies {dy} by it. "
    "Near −1 and 1 it is almost flat.",
    "La pendiente de tanh sale de su propia salida {y}: {layer} multiplica {dy} por ella. "
    "Cerca de −1 y de 1 es casi plana.",
    local="∂y[…]/∂x[…] = 1 - y[…]^2",
    cell="dx[…] = dy[…] · (1 - y[…]^2)",
    all="dx = dy ⊙ (1 - y^2)",
)
def dx(dy: Array, y: Array) -> Array:
    return dy * (1 - y * y)


@tanh.cell
def dx_at(at: Index, dy: View, y: View) -> Expr:
    return dy[at] * (1 - y[at] ** 2)
