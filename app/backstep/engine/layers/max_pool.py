"""Max pooling: replaces every window of an image by its largest number."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstep.engine.expr import (
    Expr,
    View,
    absolute,
    choose,
    const,
    consts,
    largest,
    smallest,
    total,
)
from backstep.engine.kind import Array, Example, Index, Kind, Shape
from backstep.engine.pooling import (
    covering,
    inside,
    numbers_seen,
    offset,
    pixel,
    pools,
    window,
)

max_pool = Kind(
    "max_pool",
    "layer",
    "y[n,c,h,w] = max[0 ≤ i < size, 0 ≤ j < size] x[n,c,p,q]; "
    "p = stride · h + i; q = stride · w + j",
    title=("Max pooling", "Agrupación por máximo"),
    group="images",
    summary=(
        "Replaces every window of an image by its largest number.",
        "Reemplaza cada ventana de una imagen por su mayor número.",
    ),
    example=Example(shape=(2, 2, 4, 5), settings={"size": 2}),
    more_examples=(Example(shape=(1, 1, 5, 6), settings={"size": 3, "stride": 2}),),
    gives="passed",
)
pools(max_pool)
max_pool.symbol("winner", "k̂")


@max_pool.forward(
    "{Layer} keeps the largest number of each window of {x}.",
    "{Layer} se queda con el mayor número de cada ventana de {x}.",
    cell=lambda size, stride: f"y[n,c,h,w] = max[{window(size)}] x[n,c,p,q]{pixel(stride)}",
    work=numbers_seen,
)
def y(x: Array, size: int, stride: int) -> Array:
    windows = sliding_window_view(x, (size, size), (2, 3))[:, :, ::stride, ::stride]
    return windows.max(axis=(4, 5))


@max_pool.cell
def y_at(at: Index, x: View, size: int, stride: int) -> Expr:
    return largest(window_at(at, x, size, stride))


def window_at(at: Index, x: View, size: int, stride: int) -> Expr:
    n, c, h, w = at
    top, left = stride * h, stride * w
    return x[n, c, top : top + size, left : left + size]


@max_pool.forward(
    "{Layer} notes which number of each window was the largest, counted row by row: the first "
    "that reaches {y}.",
    "{Layer} anota qué número de cada ventana fue el mayor, contando fila por fila: el primero "
    "que alcanza {y}.",
    cell=lambda size, stride: (
        f"winner[n,c,h,w] = min[{window(size)}, x[n,c,p,q] = y[n,c,h,w]] "
        f"({size} · i + j){pixel(stride)}"
    ),
    shape=lambda y: y,
    work=numbers_seen,
)
def winner(x: Array, y: Array, size: int, stride: int) -> Array:
    rows, columns = y.shape[2:]
    first = np.zeros_like(y)

    def seen(place: int) -> Array:
        i, j = divmod(place, size)
        return x[:, :, i : i + rows * stride : stride, j : j + columns * stride : stride]

    for place in reversed(range(size * size)):  # an earlier one overwrites those after it
        np.copyto(first, place, where=seen(place) >= y)
    if np.isnan(y).any():  # NaN wins, the last one as in PyTorch
        for place in range(size * size):
            np.copyto(first, place, where=np.isnan(seen(place)))
    return first


@max_pool.cell
def winner_at(at: Index, x: View, y: View, size: int, stride: int) -> Expr:
    """The smallest number of those that reach y; `size · size` stands for the others."""
    window = window_at(at, x, size, stride)
    if np.isnan(y[at].value):
        return const(np.flatnonzero(np.isnan(window.value))[-1], "NaN")
    missing = y[at] - window
    places = consts(np.arange(size * size).reshape(size, size))
    return smallest(choose(missing, const(size * size), places))


@max_pool.backward(
    "Only the largest number of a window could move the output, so {layer} gives {dy} to the one "
    "that {winner} names, and nothing to the others.",
    "Solo el mayor número de una ventana podía mover la salida, así que {layer} da {dy} al que "
    "indica {winner}, y nada a los demás.",
    local=lambda size, stride: (
        f"∂y[n,c,h,w]/∂x[n,c,p,q] = [winner[n,c,h,w] = {size} · i + j] · {inside(size)}"
        f"{offset(stride)}"
    ),
    cell=lambda size, stride: (
        f"dx[n,c,p,q] = Σ[h,w, {window(size)}, winner[n,c,h,w] = {size} · i + j] dy[n,c,h,w]"
        f"{offset(stride)}"
    ),
    work=numbers_seen,
)
def dx(dy: Array, winner: Array, x_shape: Shape, size: int, stride: int) -> Array:
    n, c, height, width = x_shape
    rows, columns = dy.shape[2:]
    down, across = np.divmod(winner.astype(np.intp), size)
    image = np.arange(n * c).reshape(n, c, 1, 1)
    high, wide = np.arange(rows)[:, None] * stride + down, np.arange(columns) * stride + across
    place = (image * height + high) * width + wide
    dx = np.zeros(n * c * height * width, dy.dtype)
    np.add.at(dx, place.reshape(-1), dy.reshape(-1))
    return dx.reshape(x_shape)


@max_pool.cell
def dx_at(at: Index, dy: View, winner: View, size: int, stride: int) -> Expr:
    n, c, p, q = at
    rows = covering(p, size, stride, dy.shape[2])
    columns = covering(q, size, stride, dy.shape[3])
    if not (rows and columns):
        return const(0)
    here = (n, c, slice(rows.start, rows.stop), slice(columns.start, columns.stop))
    own = np.add.outer((p - stride * np.array(rows)) * size, q - stride * np.array(columns))
    differs = absolute(winner[here] - consts(own))
    return total(choose(differs, 0, dy[here]))
