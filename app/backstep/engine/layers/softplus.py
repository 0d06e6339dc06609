"""Softplus: a ReLU with its corner rounded off."""

import numpy as np

from backstep.engine.expr import Expr, View, absolute, exp, largest, log
from backstep.engine.kind import Array, Index, Kind

softplus = Kind(
    "softplus",
    "layer",
    "y = log(1 + exp(x))",
    title=("Softplus", "Softplus"),
    summary=(
        "A ReLU with its corner rounded off: every output is positive.",
        "Una ReLU con la esquina redondeada: todas las salidas son positivas.",
    ),
)


@softplus.forward(
    "{Layer} makes every number of {x} positive: large ones stay nearly as they are, negative "
    "ones come close to 0.",
    "{Layer} hace positivo cada número de {x}: los grandes quedan casi igual, los negativos se "
    "acercan a 0.",
    cell="y[…] = log(1 + exp(x[…]))",
    all="y = log(1 + exp(x))",
)
def y(x: Array) -> Array:
    return np.logaddexp(0, x)


@softplus.cell
def y_at(at: Index, x: View) -> Expr:
    """The same without overflow: exp only sees numbers that are not positive."""
    return largest(x[at], 0) + log(1 + exp(-absolute(x[at])))


@softplus.backward(
    "The slope of softplus is the sigmoid of {x}: {layer} multiplies {dy} by it.",
    "La pendiente de softplus es la sigmoide de {x}: {layer} multiplica {dy} por ella.",
    local="∂y[…]/∂x[…] = 1/(1 + exp(-x[…]))",
    cell="dx[…] = dy[…]/(1 + exp(-x[…]))",
    all="dx = dy/(1 + exp(-x))",
)
def dx(dy: Array, x: Array) -> Array:
    return dy / (1 + np.exp(-x))


@softplus.cell
def dx_at(at: Index, dy: View, x: View) -> Expr:
    return dy[at] / (1 + exp(-x[at]))
