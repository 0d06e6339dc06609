"""Convolution: slides small filters over an image and says how well each place matches.

Every window of the image is written as one row, a patch, so that all windows meet all filters in
one matrix product. Source: Chellapilla, Puri and Simard, "High performance convolutional neural
networks for document processing" (2006), section 3.
"""

import numpy as np

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind, Misfit, Shape
from backstep.engine.misfit import ranked

conv2d = Kind(
    "conv2d",
    "layer",
    "y[n,f,h,w] = Σ[c,i,j] x[n,c,p,q] · W[f,c,i,j] + b[f]; "
    "p = stride · h + i - padding; q = stride · w + j - padding",
    title=("Convolution", "Convolución"),
    group="images",
    summary=(
        "Slides small filters over an image and says how well each place matches.",
        "Desliza pequeños filtros sobre una imagen y dice cuánto se les parece cada lugar.",
    ),
    example=Example(shape=(2, 2, 4, 5), settings={"filters": 3, "size": 3}),
    more_examples=(
        Example(
            shape=(2, 1, 6, 5),
            settings={"filters": 2, "size": 3, "stride": 2, "padding": 1, "bias": False},
        ),
        Example(shape=(1, 2, 5, 4), settings={"filters": 2, "size": 1, "stride": 3}),
    ),
    edges="W",
)
conv2d.letter("f", "filter", "filtro")
conv2d.letter("i", "row of a filter", "fila de un filtro")
conv2d.letter("j", "column of a filter", "columna de un filtro")
conv2d.letter("h", "row of the output", "fila de la salida")
conv2d.letter("w", "column of the output", "columna de la salida")
conv2d.letter("p", "row of the input", "fila de la entrada")
conv2d.letter("q", "column of the input", "columna de la entrada")
conv2d.letter("k", "place in a patch", "lugar en una ventana")
conv2d.setting("filters", "integer", "Number of filters", "Cantidad de filtros", min=1, max=65536)
conv2d.setting(
    "size", "integer", "Height and width of a filter", "Alto y ancho de un filtro",
    min=1, max=256,
)  # fmt: skip
conv2d.setting(
    "stride", "integer", "How far the window moves", "Cuánto avanza la ventana",
    default=1, min=1, max=1024,
)  # fmt: skip
conv2d.setting(
    "padding", "integer", "Zeros around the image", "Ceros alrededor de la imagen",
    default=0, min=0, max=1024,
)  # fmt: skip
conv2d.setting("bias", "boolean", "Add a bias b", "Sumar un sesgo b", default=True)
conv2d.setting(
    "init", "initializer", "How W is drawn", "Cómo se sortea W", default={"kind": "glorot_uniform"}
)
conv2d.parameter(
    "W",
    lambda x, filters, size: (filters, x[1], size, size),
    init="init",
    fans=lambda x, filters, size: (x[1] * size * size, filters * size * size),
)
conv2d.parameter("b", lambda filters: (filters,), when=lambda bias: bias)
conv2d.symbol("padding", "Z")
conv2d.symbol("patches", "P")


@conv2d.output
def output(x: Shape, filters: int, size: int, stride: int, padding: int) -> Shape:
    """N×C×H×W gives N×filters×OH×OW; what a last window would need beyond the edge is left out."""
    if len(x) != 4:
        raise Misfit(
            "a convolution expects images (samples × channels × height × width, rank 4), "
            f"and gets {ranked(x)}",
            allowed={"rank": 4},
        )
    room = min(x[2:]) + 2 * padding
    if size > room:
        raise Misfit(
            f"a filter of {size}×{size} does not fit into an image of {x[2]}×{x[3]} with "
            f"{padding} zeros around it: size is at most {room}",
            setting="size",
            allowed={"min": 1, "max": room},
        )
    rows, columns = (1 + (length + 2 * padding - size) // stride for length in x[2:])
    return (x[0], filters, rows, columns)


def patches_shape(x: Shape, filters: int, size: int, stride: int, padding: int) -> Shape:
    n, _, rows, columns = output(x, filters, size, stride, padding)
    return (n, rows, columns, x[1] * size * size)


def products(x: Shape, filters: int, size: int, stride: int, padding: int) -> float:
    """Additions and multiplications of one meeting of all patches with all filters."""
    n, rows, columns, numbers = patches_shape(x, filters, size, stride, padding)
    return 2.0 * n * rows * columns * numbers * filters


def meeting(
    offset: int, length: int, windows: int, stride: int, padding: int
) -> tuple[slice, slice]:
    """Along one axis: the windows whose number at `offset` is not padding, and those numbers."""
    first = max(0, -((offset - padding) // stride))
    stop = min(windows, (length - 1 + padding - offset) // stride + 1)
    start = first * stride + offset - padding
    return slice(first, stop), slice(start, start + max(0, stop - first) * stride, stride)


def in_patch(size: int) -> str:
    """Where the number of channel c, row i and column j stands in a patch."""
    return f"; k = (c · {size} + i) · {size} + j"


def pixel(stride: int, padding: int) -> str:
    """Which pixel of the input the window at h, w has in row i and column j."""
    first = f"{stride} · " if stride > 1 else ""
    off = f" - {padding}" if padding else ""
    return f"; p = {first}h + i{off}; q = {first}w + j{off}"


def within(x_shape: Shape, padding: int) -> str:
    """1 where that pixel lies in the image, 0 in the padding."""
    return f" · [0 ≤ p < {x_shape[2]}] · [0 ≤ q < {x_shape[3]}]" if padding else ""


def in_filter(stride: int, padding: int) -> str:
    """Where in the window at h, w the pixel p, q lies."""
    first = f"{stride} · " if stride > 1 else ""
    off = f" + {padding}" if padding else ""
    return f"; i = p{off} - {first}h; j = q{off} - {first}w"


@conv2d.forward(
    "{Layer} writes each window of {x} as one row of {patches}: the numbers that a filter will "
    "see at once.",
    "{Layer} escribe cada ventana de {x} como una fila de {patches}: los números que un filtro "
    "verá a la vez.",
    cell=lambda x_shape, size, stride, padding: (
        f"patches[n,h,w,k] = x[n,c,p,q]{within(x_shape, padding)}"
        f"{pixel(stride, padding)}{in_patch(size)}; 0 ≤ i < {size}; 0 ≤ j < {size}"
    ),
    shape=patches_shape,
)
def patches(x: Array, size: int, stride: int, padding: int) -> Array:
    n, c, height, width = x.shape
    n, rows, columns, numbers = patches_shape(x.shape, 1, size, stride, padding)
    windows = np.zeros((n, rows, columns, c, size, size), x.dtype)
    for i in range(size):
        down, high = meeting(i, height, rows, stride, padding)
        for j in range(size):
            right, wide = meeting(j, width, columns, stride, padding)
            windows[:, down, right, :, i, j] = x[:, :, high, wide].transpose(0, 2, 3, 1)
    return windows.reshape(n, rows, columns, numbers)


@conv2d.cell
def patches_at(at: Index, x: View, size: int, stride: int, padding: int) -> Expr:
    n, h, w, k = at
    c, i, j = np.unravel_index(k, (x.shape[1], size, size))
    row, column = stride * h + i - padding, stride * w + j - padding
    inside = 0 <= row < x.shape[2] and 0 <= column < x.shape[3]
    return x[n, c, row, column] if inside else const(0)


@conv2d.forward(
    lambda bias: (
        "{Layer} multiplies every row of {patches} by every filter of {W}"
        + (", adds {b}" if bias else "")
        + " and hands on {y}: one image for each filter."
    ),
    lambda bias: (
        "{Layer} multiplica cada fila de {patches} por cada filtro de {W}"
        + (", suma {b}" if bias else "")
        + " y entrega {y}: una imagen por filtro."
    ),
    cell=lambda bias, size: (
        "y[n,f,h,w] = Σ[c,i,j] patches[n,h,w,k] · W[f,c,i,j]"
        + (" + b[f]" if bias else "")
        + in_patch(size)
    ),
    work=products,
)
def y(patches: Array, W: Array, b: Array | None = None) -> Array:
    n, rows, columns, numbers = patches.shape
    filters = len(W)
    columnwise = patches.reshape(n, rows * columns, numbers).transpose(0, 2, 1)
    matches = W.reshape(filters, numbers) @ columnwise
    if b is not None:
        matches += b[:, None]
    return matches.reshape(n, filters, rows, columns)


@conv2d.cell
def y_at(at: Index, patches: View, W: View, b: View | None = None) -> Expr:
    n, f, h, w = at
    weighted = total(patches[n, h, w, :] * W[f].flat)
    return weighted if b is None else weighted + b[f]


@conv2d.backward(
    "{W} cannot see the error directly: **{middle} is in the middle**. A filter met every row "
    "of {patches}, so {layer} adds up each row times its {dy}.",
    "{W} no ve el error directamente: **{middle} está en el medio**. Un filtro pasó por cada fila "
    "de {patches}, así que {layer} suma cada fila por su {dy}.",
    local=lambda size: f"∂y[n,f,h,w]/∂W[f,c,i,j] = patches[n,h,w,k]{in_patch(size)}",
    cell=lambda size: f"dW[f,c,i,j] = Σ[n,h,w] dy[n,f,h,w] · patches[n,h,w,k]{in_patch(size)}",
    work=products,
)
def dW(dy: Array, patches: Array, size: int) -> Array:
    n, rows, columns, numbers = patches.shape
    by_sample = dy.reshape(n, -1, rows * columns) @ patches.reshape(n, rows * columns, numbers)
    return by_sample.sum(axis=0).reshape(dy.shape[1], -1, size, size)


@conv2d.cell
def dW_at(at: Index, dy: View, patches: View, size: int) -> Expr:
    f, c, i, j = at
    return total(dy[:, f] * patches[..., (c * size + i) * size + j])


@conv2d.backward(
    "{b} is added at every place of every sample, so its gradient is the sum of {dy} over all of "
    "them. **{Middle} is in the middle** here too.",
    "{b} se suma en cada lugar de cada ejemplo, así que su gradiente es la suma de {dy} sobre "
    "todos. También aquí **{middle} está en el medio**.",
    local="∂y[n,f,h,w]/∂b[f] = 1",
    cell="db[f] = Σ[n,h,w] dy[n,f,h,w]",
    all="db = Σ[n,h,w] dy[n,:,h,w]",
    when=lambda bias: bias,
)
def db(dy: Array) -> Array:
    return dy.sum(axis=(0, 2, 3))


@conv2d.cell
def db_at(at: Index, dy: View) -> Expr:
    return total(dy[:, at[0]])


@conv2d.backward(
    "Each {x} was in several windows: {layer} sends every {dy} back through {W} to its window, "
    "and adds up what arrives at each place.",
    "Cada {x} estuvo en varias ventanas: {layer} devuelve cada {dy} a su ventana a través de {W}, "
    "y suma lo que llega a cada lugar.",
    local=lambda size, stride, padding: (
        f"∂y[n,f,h,w]/∂x[n,c,p,q] = W[f,c,i,j] · [0 ≤ i < {size}] · [0 ≤ j < {size}]"
        f"{in_filter(stride, padding)}"
    ),
    cell=lambda size, stride, padding: (
        f"dx[n,c,p,q] = Σ[f,h,w, 0 ≤ i < {size}, 0 ≤ j < {size}] dy[n,f,h,w] · W[f,c,i,j]"
        f"{in_filter(stride, padding)}"
    ),
    work=products,
)
def dx(dy: Array, W: Array, x_shape: Shape, size: int, stride: int, padding: int) -> Array:
    n, filters, rows, columns = dy.shape
    _, c, height, width = x_shape
    windows = W.reshape(filters, -1).T @ dy.reshape(n, filters, rows * columns)
    windows = windows.reshape(n, c, size, size, rows, columns)
    dx = np.zeros(x_shape, dy.dtype)
    for i in range(size):
        down, high = meeting(i, height, rows, stride, padding)
        for j in range(size):
            right, wide = meeting(j, width, columns, stride, padding)
            dx[:, :, high, wide] += windows[:, :, i, j, down, right]
    return dx


@conv2d.cell
def dx_at(at: Index, dy: View, W: View, size: int, stride: int, padding: int) -> Expr:
    n, c, p, q = at
    rows, down = covering(p + padding, size, stride, dy.shape[2])
    columns, across = covering(q + padding, size, stride, dy.shape[3])
    seen = dy[n, :, rows, columns]
    return total(seen * W[:, c, down, across]) if seen.value.size else const(0)


def covering(place: int, size: int, stride: int, windows: int) -> tuple[slice, slice]:
    """The windows that hold this row or column, and where in each of them it lies."""
    first = max(0, (place - size) // stride + 1)
    last = min(place // stride, windows - 1)
    top, bottom = place - first * stride, place - last * stride
    return slice(first, last + 1), slice(top, bottom - 1 if bottom else None, -stride)
