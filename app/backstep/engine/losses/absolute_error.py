"""Absolute error: the plain distance between output and target, summed over the outputs."""

import numpy as np

from backstep.engine.expr import Expr, View, absolute, const, sign, total
from backstep.engine.kind import Array, Example, Index, Kind

absolute_error = Kind(
    "absolute_error",
    "loss",
    "E = 1/N · Σ[…] |x[…] - target[…]|",
    title=("Absolute error", "Error absoluto"),
    summary=(
        "The plain distance between output and target, summed over the outputs.",
        "La distancia entre salida y objetivo, sin elevarla al cuadrado, sumada sobre las salidas.",
    ),
    example=Example(),
    more_examples=(Example(settings={"reduction": "sum"}),),
)
absolute_error.setting(
    "reduction", "text", "Mean or sum over samples", "Media o suma sobre los ejemplos",
    default="mean", choices=("mean", "sum"),
)  # fmt: skip


def factor_text(reduction: str) -> str:
    return "1/N · " if reduction == "mean" else ""


@absolute_error.forward(
    lambda reduction: (
        "The error measures how far the output {x} is from the target {target}: plain distances, "
        + ("averaged over the samples." if reduction == "mean" else "added up over the samples.")
    ),
    lambda reduction: (
        "El error mide cuán lejos está la salida {x} del objetivo {target}: distancias sin "
        "elevar al cuadrado, "
        + ("promediadas" if reduction == "mean" else "sumadas")
        + " sobre los ejemplos."
    ),
    cell=lambda reduction: f"E = {factor_text(reduction)}Σ[…] |x[…] - target[…]|",
)
def E(x: Array, target: Array, reduction: str) -> Array:
    distance = np.abs(x - target).sum()
    return distance / len(x) if reduction == "mean" else distance


@absolute_error.cell
def E_at(x: View, target: View, reduction: str) -> Expr:
    distance = total(absolute(x[...] - target[...]))
    return distance / const(x.shape[0], "N") if reduction == "mean" else distance


@absolute_error.backward(
    "This derivative is **computed directly**, and has only three values: the error pulls {x} "
    "down, up, or not at all, however far it is.",
    "Esta derivada **se calcula directamente**, y tiene solo tres valores: el error tira de {x} "
    "hacia abajo, hacia arriba o nada, esté lejos o cerca.",
    cell=lambda reduction: f"dx[…] = {factor_text(reduction)}sign(x[…] - target[…])",
    all=lambda reduction: f"dx = {factor_text(reduction)}sign(x - target)",
)
def dx(x: Array, target: Array, reduction: str) -> Array:
    side = np.sign(x - target)
    return side / len(x) if reduction == "mean" else side


@absolute_error.cell
def dx_at(at: Index, x: View, target: View, reduction: str) -> Expr:
    side = sign(x[at] - target[at])
    return side / const(x.shape[0], "N") if reduction == "mean" else side
