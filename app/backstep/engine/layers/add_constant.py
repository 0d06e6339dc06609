"""Add a constant: shifts every number by the same amount, which nobody learns."""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind

add_constant = Kind(
    "add_constant",
    "layer",
    "y = x + value",
    title=("Add a constant", "Sumar una constante"),
    group="arithmetic",
    summary=(
        "Shifts every number by the same amount, which is not learned.",
        "Desplaza cada número en la misma cantidad, que no se aprende.",
    ),
    example=Example(settings={"value": 2.5}),
)
add_constant.setting("value", "number", "What is added", "Lo que se suma", min=-1e9, max=1e9)


@add_constant.forward(
    "{Layer} adds {value} to every number of {x}.",
    "{Layer} suma {value} a cada número de {x}.",
    cell="y[…] = x[…] + value",
    all="y = x + value",
)
def y(x: Array, value: float) -> Array:
    return x + value


@add_constant.cell
def y_at(at: Index, x: View, value: Expr) -> Expr:
    return x[at] + value


@add_constant.backward(
    "Moving {x} moves the output just as much, so {layer} hands {dy} on unchanged.",
    "Mover {x} mueve la salida otro tanto, así que {layer} entrega {dy} sin cambios.",
    local="∂y[…]/∂x[…] = 1",
    cell="dx[…] = dy[…]",
    all="dx = dy",
)
def dx(dy: Array) -> Array:
    return dy


@add_constant.cell
def dx_at(at: Index, dy: View) -> Expr:
    return dy[at]
