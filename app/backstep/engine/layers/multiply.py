"""Multiply: two tensors become one, number by number; what gates are made of."""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind, Misfit, Shape
from backstep.engine.misfit import in_words

multiply = Kind(
    "multiply",
    "layer",
    "y = x ⊙ other",
    title=("Multiply two", "Multiplicar dos"),
    group="shapes",
    summary=(
        "Multiplies by another tensor of the same shape, number by number: what a gate does, "
        "which lets through a part of each number.",
        "Multiplica por otro tensor de la misma forma, número por número: lo que hace una "
        "compuerta, que deja pasar una parte de cada número.",
    ),
    inputs=("x", "other"),
)


@multiply.output
def output(x: Shape, other: Shape) -> Shape:
    if x != other:
        raise Misfit(
            f"two tensors of one shape are multiplied, and x is {in_words(x)} while other is "
            f"{in_words(other)}",
            allowed={"shape": list(x)},
        )
    return x


@multiply.forward(
    "{Layer} multiplies {x} by {other}, number by number, and hands on {y}.",
    "{Layer} multiplica {x} por {other}, número por número, y entrega {y}.",
    cell="y[…] = x[…] · other[…]",
    all="y = x ⊙ other",
)
def y(x: Array, other: Array) -> Array:
    return x * other


@multiply.cell
def y_at(at: Index, x: View, other: View) -> Expr:
    return x[at] * other[at]


@multiply.backward(
    "Moving {x} moves the output by {other} times as much, so {layer} multiplies {dy} by it.",
    "Mover {x} mueve la salida {other} veces eso, así que {layer} multiplica {dy} por él.",
    local="∂y[…]/∂x[…] = other[…]",
    cell="dx[…] = dy[…] · other[…]",
    all="dx = dy ⊙ other",
)
def dx(dy: Array, other: Array) -> Array:
    return dy * other


@multiply.cell
def dx_at(at: Index, dy: View, other: View) -> Expr:
    return dy[at] * other[at]


@multiply.backward(
    "And the other way round: {other} moves the output by {x} times as much.",
    "Y al revés: {other} mueve la salida {x} veces eso.",
    local="∂y[…]/∂other[…] = x[…]",
    cell="dother[…] = dy[…] · x[…]",
    all="dother = dy ⊙ x",
)
def dother(dy: Array, x: Array) -> Array:
    return dy * x


@multiply.cell
def dother_at(at: Index, dy: View, x: View) -> Expr:
    return dy[at] * x[at]
