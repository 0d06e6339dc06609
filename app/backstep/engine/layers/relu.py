"""ReLU: lets the positive through, stops the negative."""

import numpy as np

from backstep.engine.expr import Expr, View, choose, largest
from backstep.engine.kind import Array, Example, Index, Kind

relu = Kind(
    "relu",
    "layer",
    "y = max(0, x)",
    title=("ReLU", "ReLU"),
    summary=(
        "Lets positive numbers through and stops negative ones.",
        "Deja pasar lo positivo y detiene lo negativo.",
    ),
    example=Example(kinks=(0.0,)),
)


@relu.forward(
    "{Layer} lets the positive numbers of {x} through and turns the others into 0.",
    "{Layer} deja pasar los números positivos de {x} y convierte los demás en 0.",
    cell="y[…] = max(0, x[…])",
    all="y = max(0, x)",
)
def y(x: Array) -> Array:
    return np.maximum(x, 0)


@relu.cell
def y_at(at: Index, x: View) -> Expr:
    return largest(x[at], 0)


@relu.backward(
    "Where {x} was positive the gradient {dy} passes unchanged; elsewhere {layer} stops it.",
    "Donde {x} era positiva, el gradiente {dy} pasa sin cambios; en el resto, {layer} lo detiene.",
    local="∂y[…]/∂x[…] = cases(1, x[…] > 0, 0, x[…] ≤ 0)",
    cell="dx[…] = cases(dy[…], x[…] > 0, 0, x[…] ≤ 0)",
    all="dx = dy ⊙ [x > 0]",
)
def dx(dy: Array, x: Array) -> Array:
    return np.where(x <= 0, 0, dy)  # NaN is neither: what comes back is not stopped there


@relu.cell
def dx_at(at: Index, dy: View, x: View) -> Expr:
    return dy[at] if np.isnan(x[at].value) else choose(x[at], dy[at], 0)
