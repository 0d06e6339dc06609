"""Power: raises every number to the same exponent."""

import numpy as np

from backstep.engine.expr import Expr, View, const
from backstep.engine.kind import Array, Example, Index, Kind

power = Kind(
    "power",
    "layer",
    "y = x^exponent",
    title=("Power", "Potencia"),
    group="arithmetic",
    summary=(
        "Raises every number to the same exponent.",
        "Eleva cada número al mismo exponente.",
    ),
    example=Example(settings={"exponent": 3.0}),
    more_examples=(
        Example(settings={"exponent": -0.5}, inputs="positive"),
        Example(settings={"exponent": 0.0}),
        Example(settings={"exponent": 1.0}),
    ),
)
power.setting("exponent", "number", "The exponent", "El exponente", min=-1000, max=1000)
power.symbol("exponent", "r")


def slope_text(exponent: float, x: str) -> str:
    """x⁰ is 1 everywhere, at 0 too, so its slope is 0."""
    return f"exponent · {x}^(exponent - 1)" if exponent else "0"


@power.forward(
    "{Layer} raises every number of {x} to the power {exponent}.",
    "{Layer} eleva cada número de {x} a la potencia {exponent}.",
    cell="y[…] = x[…]^exponent",
    all="y = x^exponent",
)
def y(x: Array, exponent: float) -> Array:
    return np.power(x, exponent)


@power.cell
def y_at(at: Index, x: View, exponent: Expr) -> Expr:
    return x[at] ** exponent


@power.backward(
    lambda exponent: (
        "The exponent comes down as a factor and one less remains above: {layer} multiplies {dy} "
        "by this slope at {x}."
        if exponent
        else "With the exponent 0 the output is 1 whatever {x} is: its slope is 0, and nothing of "
        "{dy} gets through {layer}."
    ),
    lambda exponent: (
        "El exponente baja como factor y arriba queda uno menos: {layer} multiplica {dy} por esta "
        "pendiente en {x}."
        if exponent
        else "Con el exponente 0 la salida es 1, sea cual sea {x}: su pendiente es 0, y nada de "
        "{dy} atraviesa {layer}."
    ),
    local=lambda exponent: f"∂y[…]/∂x[…] = {slope_text(exponent, 'x[…]')}",
    cell=lambda exponent: f"dx[…] = dy[…] · {slope_text(exponent, 'x[…]')}",
    all=lambda exponent: f"dx = dy ⊙ ({slope_text(exponent, 'x')})" if exponent else "dx = 0 · dy",
)
def dx(dy: Array, x: Array, exponent: float) -> Array:
    if exponent == 0:  # x⁰ is 1 everywhere, at 0 too: the formula would give 0 · ∞ there
        return np.zeros_like(dy)
    return dy * (exponent * np.power(x, exponent - 1))


@power.cell
def dx_at(at: Index, dy: View, x: View, exponent: Expr) -> Expr:
    if exponent.value == 0:
        return const(0)
    return dy[at] * (exponent * x[at] ** (exponent - 1))
