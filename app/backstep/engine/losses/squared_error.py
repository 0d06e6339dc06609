"""Squared error: the squared distance between output and target, summed over the outputs."""

import numpy as np

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind

squared_error = Kind(
    "squared_error",
    "loss",
    "E = 1/N · Σ[…] (x[…] - target[…])^2",
    title=("Squared error", "Error cuadrático"),
    summary=(
        "The squared distance between output and target, summed over the outputs.",
        "La distancia al cuadrado entre salida y objetivo, sumada sobre las salidas.",
    ),
    example=Example(),
    more_examples=(Example(settings={"half": True, "reduction": "sum"}),),
)
squared_error.setting(
    "half", "boolean",
    "Halve it, so that the 2 cancels", "Tomar la mitad, para que se cancele el 2",
    default=False,
)  # fmt: skip
squared_error.setting(
    "reduction", "text", "Mean or sum over samples", "Media o suma sobre los ejemplos",
    default="mean", choices=("mean", "sum"),
)  # fmt: skip


def factor_text(half: bool, reduction: str) -> str:
    over = "N" if reduction == "mean" else ""
    return {
        (False, "N"): "1/N · ", (True, "N"): "1/(2 · N) · ", (False, ""): "", (True, ""): "1/2 · ",
    }[half, over]  # fmt: skip


def slope_text(half: bool, reduction: str) -> str:
    over = "N" if reduction == "mean" else ""
    return {(False, "N"): "2/N · ", (True, "N"): "1/N · ", (False, ""): "2 · ", (True, ""): ""}[
        half, over
    ]


@squared_error.forward(
    lambda half, reduction: (
        "The error compares the output {x} with the target {target}: squared differences, "
        + ("halved and " if half else "")
        + ("averaged over the samples" if reduction == "mean" else "added up over the samples")
        + ", one number for the whole batch."
    ),
    lambda half, reduction: (
        "El error compara la salida {x} con el objetivo {target}: "
        + ("la mitad de las " if half else "")
        + "diferencias al cuadrado, "
        + ("promediadas" if reduction == "mean" else "sumadas")
        + " sobre los ejemplos, un solo número para todo el lote."
    ),
    cell=lambda half, reduction: f"E = {factor_text(half, reduction)}Σ[…] (x[…] - target[…])^2",
)
def E(x: Array, target: Array, half: bool, reduction: str) -> Array:
    difference = (x - target).reshape(-1)
    scale = (0.5 if half else 1.0) / (len(x) if reduction == "mean" else 1)
    return np.dot(difference, difference) * scale


@squared_error.cell
def E_at(x: View, target: View, half: bool, reduction: str) -> Expr:
    result = total((x[...] - target[...]) ** 2)
    if half:
        result = result / 2
    return result / const(x.shape[0], "N") if reduction == "mean" else result


@squared_error.backward(
    "The error knows its own formula: this derivative is **computed directly**. "
    "All the others pass through it.",
    "El error conoce su propia fórmula: esta derivada **se calcula directamente**. "
    "Todas las demás pasan por ella.",
    cell=lambda half, reduction: f"dx[…] = {slope_text(half, reduction)}(x[…] - target[…])",
    all=lambda half, reduction: f"dx = {slope_text(half, reduction)}(x - target)",
)
def dx(x: Array, target: Array, half: bool, reduction: str) -> Array:
    scale = (1.0 if half else 2.0) / (len(x) if reduction == "mean" else 1)
    return (x - target) * scale


@squared_error.cell
def dx_at(at: Index, x: View, target: View, half: bool, reduction: str) -> Expr:
    difference = x[at] - target[at]
    doubled = difference if half else 2 * difference
    return doubled / const(x.shape[0], "N") if reduction == "mean" else doubled
