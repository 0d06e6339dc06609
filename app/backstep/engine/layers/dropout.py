"""Dropout: while learning, erases some numbers at random and enlarges the others to make up."""

import numpy as np

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind

dropout = Kind(
    "dropout",
    "layer",
    "y = x ⊙ mask",
    title=("Dropout", "Dropout"),
    group="steady",
    summary=(
        "While learning, erases some numbers at random and enlarges the others to make up.",
        "Al aprender, borra algunos números al azar y agranda los demás para compensar.",
    ),
    example=Example(settings={"rate": 0.4}),
)
dropout.setting("rate", "number", "Share that is erased", "Proporción que se borra", min=0, below=1)
dropout.symbol("rate", "p")
dropout.symbol("mask", "D")


@dropout.drawn(
    lambda rate: (
        "{Layer} draws a number r from 0 to 1 for every cell: where r is below {rate}, the mask "
        "{mask} erases; elsewhere it enlarges."
        if rate
        else "{Layer} erases nothing, since its rate is {rate}: the mask {mask} is 1 everywhere."
    ),
    lambda rate: (
        "{Layer} sortea para cada celda un número r de 0 a 1: donde r es menor que {rate}, la "
        "máscara {mask} borra; en el resto, agranda."
        if rate
        else "{Layer} no borra nada, porque su proporción es {rate}: la máscara {mask} vale 1."
    ),
    cell="mask[…] ∈ set(0, 1/(1 - rate))",
)
def mask(x: Array, rng: np.random.Generator, rate: float) -> Array:
    return ((rng.random(x.shape) >= rate) / (1 - rate)).astype(x.dtype)


@dropout.predict
def mask_predicted(x: Array) -> Array:
    return np.ones_like(x)


@dropout.forward(
    "{Layer} multiplies {x} by the mask {mask}, number by number.",
    "{Layer} multiplica {x} por la máscara {mask}, número por número.",
    cell="y[…] = x[…] · mask[…]",
    all="y = x ⊙ mask",
)
def y(x: Array, mask: Array) -> Array:
    return x * mask


@dropout.cell
def y_at(at: Index, x: View, mask: View) -> Expr:
    return x[at] * mask[at]


@dropout.backward(
    "What {layer} erased going forward gets no gradient coming back: {dy} times the same {mask}.",
    "Lo que {layer} borró a la ida no recibe gradiente a la vuelta: {dy} por la misma {mask}.",
    local="∂y[…]/∂x[…] = mask[…]",
    cell="dx[…] = dy[…] · mask[…]",
    all="dx = dy ⊙ mask",
)
def dx(dy: Array, mask: Array) -> Array:
    return dy * mask


@dropout.cell
def dx_at(at: Index, dy: View, mask: View) -> Expr:
    return dy[at] * mask[at]
