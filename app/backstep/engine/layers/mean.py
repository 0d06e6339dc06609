"""Mean: replaces all that lies along one axis by its mean, such as the steps of a sequence."""

import numpy as np

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind, Shape
from backstep.engine.slicing import along_axis, check_axis, cut, taken

mean = Kind(
    "mean",
    "layer",
    "y[n,j] = 1/M · Σ[i] x[n,i,j]",
    title=("Mean", "Media"),
    group="shapes",
    summary=(
        "Replaces all that lies along one axis by its mean, such as the steps of a sequence.",
        "Reemplaza todo lo que hay a lo largo de un eje por su media, como los pasos de una "
        "secuencia.",
    ),
    example=Example(shape=(3, 4, 2), settings={"axis": 1}),
    more_examples=(
        Example(shape=(2, 2, 3, 2), settings={"axis": 3}),
        Example(settings={"axis": 1}),
    ),
    gives="passed",
)
mean.counts(lambda x, axis: x[axis])
along_axis(
    mean, "Axis along which the mean is taken; it goes away",
    "Eje a lo largo del cual se toma la media; el eje desaparece", recommended=1,
)  # fmt: skip


@mean.output
def output(x: Shape, axis: int) -> Shape:
    """N×T×D gives N×D, the axis being gone."""
    check_axis(mean, x, axis)
    return (*x[:axis], *x[axis + 1 :])


@mean.forward(
    "{Layer} takes the mean of {x} along axis {axis}.",
    "{Layer} toma la media de {x} a lo largo del eje {axis}.",
    cell=taken("y[{rest}] = 1/M · Σ[{i}] x[{at}]"),
    all=taken("y[{whole}] = 1/M · Σ[{i}] x[{all}]"),
    work=lambda x: float(np.prod(x)),
)
def y(x: Array, axis: int) -> Array:
    return x.sum(axis=axis) / x.shape[axis]


@mean.cell
def y_at(at: Index, x: View, axis: int) -> Expr:
    return total(x[cut(at, axis, slice(None))]) / const(x.shape[axis], "M")


@mean.backward(
    "Every number had the same share in its mean, so {layer} shares {dy} out equally among them.",
    "Cada número tuvo la misma parte en su media, así que {layer} reparte {dy} por igual entre "
    "ellos.",
    local=taken("∂y[{rest}]/∂x[{at}] = 1/M"),
    cell=taken("dx[{at}] = 1/M · dy[{rest}]"),
)
def dx(dy: Array, x_shape: Shape, axis: int) -> Array:
    share = np.expand_dims(dy / x_shape[axis], axis)
    return np.repeat(share, x_shape[axis], axis)


@mean.cell
def dx_at(at: Index, dy: View, x_shape: Shape, axis: int) -> Expr:
    return dy[*at[:axis], *at[axis + 1 :]] / const(x_shape[axis], "M")
