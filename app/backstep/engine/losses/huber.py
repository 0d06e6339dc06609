"""Huber: squares small differences and goes on straight for large ones: outliers pull less.

Source: Huber, "Robust estimation of a location parameter" (1964).
"""

from math import prod

import numpy as np

from backstep.engine.expr import Expr, View, absolute, choose, const, largest, smallest, total
from backstep.engine.kind import Array, Example, Index, Kind

huber = Kind(
    "huber",
    "loss",
    "E = 1/M · Σ[…] cases((x[…] - target[…])^2/2, |x[…] - target[…]| ≤ delta, "
    "delta · (|x[…] - target[…]| - delta/2), |x[…] - target[…]| > delta)",
    title=("Huber", "Huber"),
    summary=(
        "Squares small differences and goes on straight for large ones: outliers pull less.",
        "Eleva al cuadrado las diferencias pequeñas y sigue en línea recta para las grandes: los "
        "valores atípicos pesan menos.",
    ),
    example=Example(),
    more_examples=(Example(settings={"delta": 0.3}),),
)
huber.setting(
    "delta", "number", "From where on a difference is large",
    "Desde dónde una diferencia es grande", default=1.0, above=0, max=1e9,
)  # fmt: skip
huber.counts(prod)


@huber.forward(
    "The error compares {x} with the target {target}: differences up to {delta} count by half "
    "their square, larger ones grow straight on. Averaged over all entries.",
    "El error compara {x} con el objetivo {target}: las diferencias hasta {delta} cuentan por la "
    "mitad de su cuadrado, las mayores siguen en línea recta. Promediado sobre todas las celdas.",
    cell="E = 1/M · Σ[…] cases((x[…] - target[…])^2/2, |x[…] - target[…]| ≤ delta, "
    "delta · (|x[…] - target[…]| - delta/2), |x[…] - target[…]| > delta)",
)
def E(x: Array, target: Array, delta: float) -> Array:
    r = np.abs(x - target)
    return np.where(r > delta, delta * (r - delta / 2), r * r / 2).sum() / x.size


@huber.cell
def E_at(x: View, target: View, delta: Expr) -> Expr:
    r = absolute(x[...] - target[...])
    return total(choose(r - delta, delta * (r - delta / 2), r**2 / 2)) / const(x.size, "M")


@huber.backward(
    "This derivative is **computed directly**: the difference between {x} and {target}, but never "
    "more than {delta} either way, shared among all entries.",
    "Esta derivada **se calcula directamente**: la diferencia entre {x} y {target}, pero nunca "
    "más de {delta} hacia ningún lado, repartida entre todas las celdas.",
    cell="dx[…] = 1/M · min(max(x[…] - target[…], -delta), delta)",
    all="dx = 1/M · min(max(x - target, -delta), delta)",
)
def dx(x: Array, target: Array, delta: float) -> Array:
    return np.minimum(np.maximum(x - target, -delta), delta) / x.size


@huber.cell
def dx_at(at: Index, x: View, target: View, delta: Expr) -> Expr:
    return smallest(largest(x[at] - target[at], -delta), delta) / const(x.size, "M")
