"""Average pooling: replaces every window of an image by the mean of its numbers."""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind, Misfit, Shape

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
avg_pool.letter("h", "row of the output", "fila de la salida")
avg_pool.letter("w", "column of the output", "columna de la salida")
avg_pool.letter("p", "row of the input", "fila de la entrada")
avg_pool.letter("q", "column of the input", "columna de la entrada")
avg_pool.letter("i", "row of a window", "fila de una ventana")
avg_pool.letter("j", "column of a window", "columna de una ventana")
avg_pool.setting(
    "size", "integer", "Height and width of a window", "Alto y ancho de una ventana",
    min=1, max=256,
)  # fmt: skip
avg_pool.setting(
    "stride", "integer", "How far the window moves (by default its size)",
    "Cuánto avanza la ventana (si no se dice, su tamaño)", default="=size", min=1, max=1024,
)  # fmt: skip


@avg_pool.output
def output(x: Shape, size: int, stride: int) -> Shape:
    """What a last window would need beyond the edge is left out."""
    if len(x) != 4:
        raise Misfit(
            "pooling expects images (samples × channels × height × width, rank 4), "
            f"and gets {'×'.join(map(str, x))} (rank {len(x)})",
            allowed={"rank": 4},
        )
    if size > min(x[2:]):
        raise Misfit(
            f"a window of {size}×{size} does not fit into an image of {x[2]}×{x[3]}: "
            f"size is at most {min(x[2:])}",
            setting="size",
            allowed={"min": 1, "max": min(x[2:])},
        )
    return (*x[:2], *(1 + (length - size) // stride for length in x[2:]))


def numbers_seen(x: Shape, size: int, stride: int) -> float:
    """How many numbers all windows hold; to read one costs about ten multiplications."""
    return 10.0 * prod(output(x, size, stride)) * size * size


def window(size: int) -> str:
    """All places of a window, under a sum or a maximum."""
    return f"0 ≤ i < {size}, 0 ≤ j < {size}"


def pixel(stride: int) -> str:
    """Which pixel of the input lies at i, j in the window of h, w."""
    first = f"{stride} · " if stride > 1 else ""
    return f"; p = {first}h + i; q = {first}w + j"


def inside(size: int) -> str:
    """1 for a place of a window, 0 elsewhere."""
    return f"[0 ≤ i < {size}] · [0 ≤ j < {size}]"


def place(stride: int) -> str:
    """Where the pixel p, q lies in the window of h, w."""
    first = f"{stride} · " if stride > 1 else ""
    return f"; i = p - {first}h; j = q - {first}w"


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
        f"∂y[n,c,h,w]/∂x[n,c,p,q] = 1/{size * size} · {inside(size)}{place(stride)}"
    ),
    cell=lambda size, stride: (
        f"dx[n,c,p,q] = 1/{size * size} · Σ[h,w, {window(size)}] dy[n,c,h,w]{place(stride)}"
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
    seen = dy[n, c, rows, columns]
    return total(seen) / const(size * size) if seen.value.size else const(0)


def covering(place: int, size: int, stride: int, windows: int) -> slice:
    """The windows that hold this row or column."""
    return slice(max(0, (place - size) // stride + 1), min(place // stride, windows - 1) + 1)
