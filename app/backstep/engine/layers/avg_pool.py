"""Average pooling: replaces every window of an image by the mean of its numbers."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstep.engine.expr import Expr, View, const, total
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

avg_pool = Kind(
    "avg_pool",
    "layer",
    "y[n,c,h,w] = 1/size^2 · Σ[0 ≤ i < size, 0 ≤ j < size] x[n,c,p,q]; "
    "p = stride · h + i; q = stride · w + j",
    title=("Average pooling", "Agrupación por promedio"),
    group="images",
    summary=(
        "Replaces every window of an image by the mean of its numbers.",
        "Reemplaza cada ventana de una imagen por la media de sus números.",
    ),
    example=Example(shape=(2, 2, 4, 5), settings={"size": 2}),
    more_examples=(Example(shape=(1, 1, 5, 6), settings={"size": 3, "stride": 2}),),
    gives="passed",
)
pools(avg_pool)


@avg_pool.forward(
    "{Layer} takes the mean of each window of {x}.",
    "{Layer} toma la media de cada ventana de {x}.",
    cell=lambda size, stride: (
        f"y[n,c,h,w] = 1/{size * size} · Σ[{window(size)}] x[n,c,p,q]{pixel(stride)}"
    ),
    work=numbers_seen,
)
def y(x: Array, size: int, stride: int) -> Array:
    windows = sliding_window_view(x, (size, size), (2, 3))[:, :, ::stride, ::stride]
    return windows.sum(axis=(4, 5)) / (size * size)


@avg_pool.cell
def y_at(at: Index, x: View, size: int, stride: int) -> Expr:
    n, c, h, w = at
    top, left = stride * h, stride * w
    window = x[n, c, top : top + size, left : left + size]
    return total(window) / const(size * size)


@avg_pool.backward(
    "Every number of a window had the same share in its mean, so {layer} shares {dy} out "
    "equally among them.",
    "Cada número de una ventana tuvo la misma parte en su media, así que {layer} reparte {dy} "
    "por igual entre ellos.",
    local=lambda size, stride: (
        f"∂y[n,c,h,w]/∂x[n,c,p,q] = 1/{size * size} · {inside(size)}{offset(stride)}"
    ),
    cell=lambda size, stride: (
        f"dx[n,c,p,q] = 1/{size * size} · Σ[h,w, {window(size)}] dy[n,c,h,w]{offset(stride)}"
    ),
    work=numbers_seen,
)
def dx(dy: Array, x_shape: Shape, size: int, stride: int) -> Array:
    rows, columns = dy.shape[2:]
    tall = np.zeros((*x_shape[:3], columns), dy.dtype)  # first spread down, then across
    dx = np.zeros(x_shape, dy.dtype)
    for i in range(size):
        tall[:, :, i : i + rows * stride : stride] += dy / (size * size)
    for j in range(size):
        dx[..., j : j + columns * stride : stride] += tall
    return dx


@avg_pool.cell
def dx_at(at: Index, dy: View, size: int, stride: int) -> Expr:
    n, c, p, q = at
    rows = covering(p, size, stride, dy.shape[2])
    columns = covering(q, size, stride, dy.shape[3])
    seen = dy[n, c, rows.start : rows.stop, columns.start : columns.stop]
    return total(seen) / const(size * size) if seen.value.size else const(0)
