"""Select: takes one slice of every sample, such as one step of a sequence, and leaves the rest."""

import numpy as np

from backstep.engine.expr import Expr, View, const
from backstep.engine.kind import Array, Example, Index, Kind, Misfit, Shape
from backstep.engine.slicing import along_axis, check_axis, cut, taken

select = Kind(
    "select",
    "layer",
    "y[n,j] = x[n,i,j]; i = index",
    title=("Select", "Elegir"),
    group="shapes",
    summary=(
        "Takes one slice of every sample, such as one step of a sequence, and leaves the rest.",
        "Toma una parte de cada ejemplo, como un paso de una secuencia, y deja el resto.",
    ),
    example=Example(shape=(3, 4, 2), settings={"axis": 1, "index": 2}),
    more_examples=(
        Example(shape=(2, 2, 3, 2), settings={"axis": 2, "index": 0}),
        Example(settings={"axis": 1, "index": 1}),
    ),
    gives="passed",
)
along_axis(
    select, "Axis along which one place is taken; it goes away",
    "Eje del que se toma un lugar; el eje desaparece", recommended=1,
)  # fmt: skip
select.setting(
    "index", "integer", "The place that is taken, counted from 0",
    "El lugar que se toma, contando desde 0", min=0, max=2**31 - 1, recommended=0,
)  # fmt: skip
select.symbol("index", "i₀")


@select.output
def output(x: Shape, axis: int, index: int) -> Shape:
    """N×T×D gives N×D, the axis being gone."""
    check_axis(select, x, axis)
    if index >= x[axis]:
        raise Misfit(
            f"there is no place {index} along axis {axis}, which has {x[axis]}, counted from 0",
            setting="index",
            allowed={"min": 0, "max": x[axis] - 1},
        )
    return (*x[:axis], *x[axis + 1 :])


@select.forward(
    "{Layer} takes what stands at place {index} along axis {axis} of {x}, counted from 0.",
    "{Layer} toma lo que está en el lugar {index} del eje {axis} de {x}, contando desde 0.",
    cell=taken("y[{rest}] = x[{at}]; {i} = index"),
)
def y(x: Array, axis: int, index: int) -> Array:
    return x[:, index] if axis == 1 else x[(slice(None),) * axis + (index,)]


@select.cell
def y_at(at: Index, x: View, axis: int, index: int) -> Expr:
    return x[cut(at, axis, index)]


@select.backward(
    "Only what was taken of {x} moves the output: {layer} puts {dy} back at place {index}, and "
    "the gradient of all the rest is 0.",
    "Solo lo que se tomó de {x} mueve la salida: {layer} devuelve {dy} al lugar {index}, y el "
    "gradiente de todo el resto es 0.",
    local=taken("∂y[{rest}]/∂x[{at}] = [{i} = index]"),
    cell=taken("dx[{at}] = cases(dy[{rest}], {i} = index, 0, {i} ≠ index)"),
)
def dx(dy: Array, x_shape: Shape, axis: int, index: int) -> Array:
    dx = np.zeros(x_shape, dy.dtype)
    dx[(slice(None),) * axis + (index,)] = dy
    return dx


@select.cell
def dx_at(at: Index, dy: View, axis: int, index: int) -> Expr:
    return dy[*at[:axis], *at[axis + 1 :]] if at[axis] == index else const(0)
