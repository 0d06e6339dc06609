"""Leaky ReLU: lets the positive through, and the negative with a slope of its own."""

import numpy as np

from backstep.engine.expr import Expr, View, choose
from backstep.engine.kind import Array, Example, Index, Kind

leaky_relu = Kind(
    "leaky_relu",
    "layer",
    "y = cases(x, x > 0, slope · x, x ≤ 0)",
    title=("Leaky ReLU", "Leaky ReLU"),
    summary=(
        "Lets positive numbers through, and gives negative ones a slope of their own.",
        "Deja pasar lo positivo, y da a lo negativo una pendiente propia.",
    ),
    example=Example(kinks=(0.0,)),
    more_examples=(Example(settings={"slope": 0.3}, kinks=(0.0,)),),
)
leaky_relu.setting(
    "slope", "number", "Slope for negative numbers", "Pendiente para los números negativos",
    default=0.01, min=-1e6, max=1e6,
)  # fmt: skip
leaky_relu.symbol("slope", "a")


@leaky_relu.forward(
    "{Layer} lets the positive numbers of {x} through, and multiplies the others by {slope}.",
    "{Layer} deja pasar los números positivos de {x}, y multiplica los demás por {slope}.",
    cell="y[…] = cases(x[…], x[…] > 0, slope · x[…], x[…] ≤ 0)",
    all="y = cases(x, x > 0, slope · x, x ≤ 0)",
)
def y(x: Array, slope: float) -> Array:
    return np.where(x > 0, x, slope * x)


@leaky_relu.cell
def y_at(at: Index, x: View, slope: Expr) -> Expr:
    return choose(x[at], x[at], slope * x[at])


@leaky_relu.backward(
    "Where {x} was positive the gradient {dy} passes unchanged; elsewhere {layer} multiplies it "
    "by {slope}.",
    "Donde {x} era positiva, el gradiente {dy} pasa sin cambios; en el resto, {layer} lo "
    "multiplica por {slope}.",
    local="∂y[…]/∂x[…] = cases(1, x[…] > 0, slope, x[…] ≤ 0)",
    cell="dx[…] = cases(dy[…], x[…] > 0, slope · dy[…], x[…] ≤ 0)",
    all="dx = cases(dy, x > 0, slope · dy, x ≤ 0)",
)
def dx(dy: Array, x: Array, slope: float) -> Array:
    return np.where(x > 0, dy, slope * dy)


@leaky_relu.cell
def dx_at(at: Index, dy: View, x: View, slope: Expr) -> Expr:
    return choose(x[at], dy[at], slope * dy[at])
