"""Multiply by a constant: stretches every number by the same factor, which nobody learns."""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind

multiply_constant = Kind(
    "multiply_constant",
    "layer",
    "y = value · x",
    title=("Multiply by a constant", "Multiplicar por una constante"),
    group="arithmetic",
    summary=(
        "Stretches every number by the same factor, which is not learned.",
        "Estira cada número por el mismo factor, que no se aprende.",
    ),
    example=Example(settings={"value": -1.5}),
)
multiply_constant.setting("value", "number", "The factor", "El factor", min=-1e9, max=1e9)


@multiply_constant.forward(
    "{Layer} multiplies every number of {x} by {value}.",
    "{Layer} multiplica cada número de {x} por {value}.",
    cell="y[…] = value · x[…]",
    all="y = value · x",
)
def y(x: Array, value: float) -> Array:
    return value * x


@multiply_constant.cell
def y_at(at: Index, x: View, value: Expr) -> Expr:
    return value * x[at]


@multiply_constant.backward(
    "Moving {x} moves the output {value} times as much: {layer} multiplies {dy} by the same "
    "factor.",
    "Mover {x} mueve la salida {value} veces eso: {layer} multiplica {dy} por el mismo factor.",
    local="∂y[…]/∂x[…] = value",
    cell="dx[…] = value · dy[…]",
    all="dx = value · dy",
)
def dx(dy: Array, value: float) -> Array:
    return value * dy


@multiply_constant.cell
def dx_at(at: Index, dy: View, value: Expr) -> Expr:
    return value * dy[at]
