"""What pooling layers share: a window moves over every image, and makes one number each time."""

from math import prod

from backstep.engine.kind import Kind, Shape
from backstep.engine.misfit import Misfit, ranked


def pools(layer: Kind) -> None:
    """Give a layer the window's settings, the letters of its formulas and the shape of its y."""
    layer.letter("h", "row of the output", "fila de la salida")
    layer.letter("w", "column of the output", "columna de la salida")
    layer.letter("p", "row of the input", "fila de la entrada")
    layer.letter("q", "column of the input", "columna de la entrada")
    layer.letter("i", "row of a window", "fila de una ventana")
    layer.letter("j", "column of a window", "columna de una ventana")
    layer.setting(
        "size", "integer", "Height and width of a window", "Alto y ancho de una ventana",
        min=1, max=256,
    )  # fmt: skip
    layer.setting(
        "stride", "integer", "How far the window moves (by default its size)",
        "Cuánto avanza la ventana (si no se dice, su tamaño)", default="=size", min=1, max=1024,
    )  # fmt: skip
    layer.output(output)


def output(x: Shape, size: int, stride: int) -> Shape:
    """What a last window would need beyond the edge is left out."""
    if len(x) != 4:
        raise Misfit(
            "pooling expects images (samples × channels × height × width, rank 4), "
            f"and gets {ranked(x)}",
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


def offset(stride: int) -> str:
    """Where the pixel p, q lies in the window of h, w."""
    first = f"{stride} · " if stride > 1 else ""
    return f"; i = p - {first}h; j = q - {first}w"


def covering(place: int, size: int, stride: int, windows: int) -> range:
    """The windows that hold this row or column."""
    return range(max(0, (place - size) // stride + 1), min(place // stride, windows - 1) + 1)
