"""ELU: lets the positive through, and bends the negative smoothly towards −alpha.

Source: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by
exponential linear units" (2016), equation 15.
"""

import numpy as np

from backstep.engine.expr import Expr, View, choose, exp
from backstep.engine.kind import Array, Example, Index, Kind

elu = Kind(
    "elu",
    "layer",
    "y = cases(x, x > 0, alpha · (exp(x) - 1), x ≤ 0)",
    title=("ELU", "ELU"),
    summary=(
        "Lets positive numbers through, and bends negative ones smoothly towards −α.",
        "Deja pasar lo positivo, y curva lo negativo suavemente hacia −α.",
    ),
    example=Example(),
    more_examples=(Example(settings={"alpha": 0.5}, kinks=(0.0,)),),
)
elu.setting(
    "alpha", "number", "How far down negative outputs go", "Hasta dónde bajan las negativas",
    default=1.0, min=-1e6, max=1e6,
)  # fmt: skip


@elu.forward(
    "{Layer} lets the positive numbers of {x} through, and bends the negative ones towards −α, "
    "with α = {alpha}.",
    "{Layer} deja pasar los números positivos de {x}, y curva los negativos hacia −α, con "
    "α = {alpha}.",
    cell="y[…] = cases(x[…], x[…] > 0, alpha · (exp(x[…]) - 1), x[…] ≤ 0)",
    all="y = cases(x, x > 0, alpha · (exp(x) - 1), x ≤ 0)",
)
def y(x: Array, alpha: float) -> Array:
    return np.where(x > 0, x, alpha * np.expm1(x))


@elu.cell
def y_at(at: Index, x: View, alpha: Expr) -> Expr:
    return choose(x[at], x[at], alpha * (exp(x[at]) - 1))


@elu.backward(
    "Where {x} was positive the gradient {dy} passes unchanged; elsewhere the slope is the "
    "exponential of {x}, times {alpha}.",
    "Donde {x} era positiva, el gradiente {dy} pasa sin cambios; en el resto, la pendiente es la "
    "exponencial de {x}, por {alpha}.",
    local="∂y[…]/∂x[…] = cases(1, x[…] > 0, alpha · exp(x[…]), x[…] ≤ 0)",
    cell="dx[…] = cases(dy[…], x[…] > 0, dy[…] · alpha · exp(x[…]), x[…] ≤ 0)",
    all="dx = cases(dy, x > 0, dy ⊙ (alpha · exp(x)), x ≤ 0)",
)
def dx(dy: Array, x: Array, alpha: float) -> Array:
    return np.where(x > 0, dy, dy * (alpha * np.exp(x)))


@elu.cell
def dx_at(at: Index, dy: View, x: View, alpha: Expr) -> Expr:
    return choose(x[at], dy[at], dy[at] * (alpha * exp(x[at])))
