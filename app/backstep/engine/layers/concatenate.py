"""Concatenate: puts two tensors one behind the other along an axis, so that both are read on."""

from collections.abc import Callable

import numpy as np

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape
from backstep.engine.misfit import in_words
from backstep.engine.slicing import along_axis, check_axis

concatenate = Kind(
    "concatenate",
    "layer",
    "y[n,k] = cases(x[n,j], k < 3, other[n,u], k ≥ 3); j = k; u = k - 3",
    title=("Concatenate", "Concatenar"),
    group="shapes",
    summary=(
        "Puts another tensor behind what it reads, along an axis: what comes next sees both.",
        "Pone otro tensor a continuación del que lee, a lo largo de un eje: lo que sigue ve ambos.",
    ),
    inputs=("x", "other"),
    example=Example(others={"other": (4, 6)}),
    more_examples=(
        Example(shape=(2, 1, 3), others={"other": (2, 3, 3)}),
        Example(shape=(2, 3, 2), settings={"axis": 2}),
    ),
)
for letter in (*"mkrpq", *(f"r{axis}" for axis in range(1, 9))):
    concatenate.letter(letter, "place in the output", "lugar en la salida")
concatenate.letter("u", "place in the second", "lugar en el segundo")
along_axis(
    concatenate, "Axis along which the second stands behind the first",
    "Eje a lo largo del cual el segundo sigue al primero", default=1,
)  # fmt: skip


@concatenate.output
def output(x: Shape, other: Shape, axis: int) -> Shape:
    """N×a and N×b give N×(a+b); all other axes are alike."""
    check_axis(concatenate, x, axis)
    beside = (*x[:axis], *x[axis + 1 :])
    if len(other) != len(x) or beside != (*other[:axis], *other[axis + 1 :]):
        raise Misfit(
            f"two tensors can stand one behind the other along axis {axis} where all else is "
            f"alike, and x is {in_words(x)} while other is {in_words(other)}",
            allowed={"shape": [None if own == axis else size for own, size in enumerate(x)]},
        )
    return (*x[:axis], x[axis] + other[axis], *x[axis + 1 :])


def joined(formula: str) -> Callable[..., str]:
    """A formula of a number `at` its place in an input and `out` in the output, whose letters along
    the axis are `j` and `k`; the second input begins at `first`, and is at `other` for a `u`."""

    def text(at: Letters, x_shape: Shape, axis: int) -> str:
        out = at.over(axis)
        return formula.format(
            at=at, out=out, j=at[axis], k=out[axis], first=x_shape[axis],
            other=at.changed((axis,), lambda _: "u"),
        )  # fmt: skip

    return text


@concatenate.forward(
    "{Layer} puts {other} behind {x} along axis {axis}, and hands both on as {y}.",
    "{Layer} pone {other} a continuación de {x} en el eje {axis}, y entrega ambos como {y}.",
    cell=joined(
        "y[{out}] = cases(x[{at}], {k} < {first}, other[{other}], {k} ≥ {first}); "
        "{j} = {k}; u = {k} - {first}"
    ),
)
def y(x: Array, other: Array, axis: int) -> Array:
    return np.concatenate((x, other), axis)


@concatenate.cell
def y_at(at: Index, x: View, other: View, axis: int) -> Expr:
    behind = at[axis] - x.shape[axis]
    return x[at] if behind < 0 else other[*at[:axis], behind, *at[axis + 1 :]]


@concatenate.backward(
    "Each number of {x} is one of the output, so {layer} hands it the gradient {dy} that stands "
    "there.",
    "Cada número de {x} es uno de la salida, así que {layer} le entrega el gradiente {dy} que está "
    "en su lugar.",
    local=joined("∂y[{out}]/∂x[{at}] = [{k} = {j}]"),
    cell=joined("dx[{at}] = dy[{out}]; {k} = {j}"),
)
def dx(dy: Array, x_shape: Shape, axis: int) -> Array:
    return dy[(slice(None),) * axis + (slice(x_shape[axis]),)]


@concatenate.cell
def dx_at(at: Index, dy: View) -> Expr:
    return dy[at]


@concatenate.backward(
    "And {other} is handed the rest of {dy}, behind that.",
    "Y {other} recibe el resto de {dy}, lo que sigue.",
    local=joined("∂y[{out}]/∂other[{at}] = [{k} = {j} + {first}]"),
    cell=joined("dother[{at}] = dy[{out}]; {k} = {j} + {first}"),
)
def dother(dy: Array, x_shape: Shape, axis: int) -> Array:
    return dy[(slice(None),) * axis + (slice(x_shape[axis], None),)]


@concatenate.cell
def dother_at(at: Index, dy: View, x_shape: Shape, axis: int) -> Expr:
    return dy[*at[:axis], at[axis] + x_shape[axis], *at[axis + 1 :]]
