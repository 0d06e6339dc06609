"""Add: two tensors become one, number by number; what residual connections are made of."""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind, Misfit, Shape
from backstep.engine.misfit import in_words

add = Kind(
    "add",
    "layer",
    "y = x + other",
    title=("Add two", "Sumar dos"),
    group="shapes",
    summary=(
        "Adds another tensor of the same shape, such as the input of a block: the wire of a "
        "residual connection.",
        "Suma otro tensor de la misma forma, como la entrada de un bloque: el cable de una "
        "conexión residual.",
    ),
    inputs=("x", "other"),
)


@add.output
def output(x: Shape, other: Shape) -> Shape:
    if x != other:
        raise Misfit(
            f"two tensors of one shape are added, and x is {in_words(x)} while other is "
            f"{in_words(other)}",
            allowed={"shape": list(x)},
        )
    return x


@add.forward(
    "{Layer} adds {other} to {x}, number by number, and hands on {y}.",
    "{Layer} suma {other} a {x}, número por número, y entrega {y}.",
    cell="y[…] = x[…] + other[…]",
    all="y = x + other",
)
def y(x: Array, other: Array) -> Array:
    return x + other


@add.cell
def y_at(at: Index, x: View, other: View) -> Expr:
    return x[at] + other[at]


@add.backward(
    "Moving {x} moves the output just as much, so {layer} hands {dy} on to it unchanged.",
    "Mover {x} mueve la salida otro tanto, así que {layer} le entrega {dy} sin cambios.",
    local="∂y[…]/∂x[…] = 1",
    cell="dx[…] = dy[…]",
    all="dx = dy",
)
def dx(dy: Array) -> Array:
    return dy


@add.cell
def dx_at(at: Index, dy: View) -> Expr:
    return dy[at]


@add.backward(
    "The same holds for {other}: a sum gives each of its terms the whole gradient {dy}.",
    "Lo mismo vale para {other}: una suma da a cada uno de sus términos el gradiente entero {dy}.",
    local="∂y[…]/∂other[…] = 1",
    cell="dother[…] = dy[…]",
    all="dother = dy",
)
def dother(dy: Array) -> Array:
    return dy


@add.cell
def dother_at(at: Index, dy: View) -> Expr:
    return dy[at]
