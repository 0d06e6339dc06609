"""GELU: every number, weighted by how likely a draw from the bell curve is smaller.

Source: Hendrycks and Gimpel, "Gaussian error linear units" (2016), section 2; exact, with erf.
"""

import math

import numpy as np

from backstep.engine.expr import Expr, View, const, erf, erf_of, exp
from backstep.engine.kind import Array, Index, Kind

gelu = Kind(
    "gelu",
    "layer",
    "y = x · (1 + erf(x/sqrt(2)))/2",
    title=("GELU", "GELU"),
    summary=(
        "Every number, weighted by the probability that a draw from the bell curve is smaller.",
        "Cada número, ponderado por la probabilidad de que un sorteo de la campana sea menor.",
    ),
)
ROOT_2 = math.sqrt(2)
ROOT_2_PI = math.sqrt(2 * math.pi)


@gelu.forward(
    "{Layer} weighs every number of {x} by the probability that a draw from the bell curve is "
    "smaller.",
    "{Layer} pondera cada número de {x} por la probabilidad de que un valor sorteado de la campana "
    "de Gauss sea menor.",
    cell="y[…] = x[…] · (1 + erf(x[…]/sqrt(2)))/2",
    all="y = x ⊙ (1 + erf(x/sqrt(2)))/2",
)
def y(x: Array) -> Array:
    return x * ((1 + erf_of(x / ROOT_2)) / 2)  # the weight first: 2x may be beyond all floats


@gelu.cell
def y_at(at: Index, x: View) -> Expr:
    return x[at] * ((1 + erf(x[at] / const(ROOT_2, "√2"))) / 2)


@gelu.backward(
    "{x} counts twice, as the number and inside its weight, so the slope has two parts: the "
    "weight, and {x} times the bell curve.",
    "{x} cuenta dos veces, como número y dentro de su peso, así que la pendiente tiene dos "
    "partes: el peso, y {x} por la campana.",
    local="∂y[…]/∂x[…] = (1 + erf(x[…]/sqrt(2)))/2 + x[…] · exp(-x[…]^2/2)/sqrt(2 · pi)",
    cell="dx[…] = dy[…] · ((1 + erf(x[…]/sqrt(2)))/2 + x[…] · exp(-x[…]^2/2)/sqrt(2 · pi))",
    all="dx = dy ⊙ ((1 + erf(x/sqrt(2)))/2 + x ⊙ exp(-x^2/2)/sqrt(2 · pi))",
)
def dx(dy: Array, x: Array) -> Array:
    weight = (1 + erf_of(x / ROOT_2)) / 2
    return dy * (weight + x * np.exp(x * x / -2) / ROOT_2_PI)


@gelu.cell
def dx_at(at: Index, dy: View, x: View) -> Expr:
    weight = (1 + erf(x[at] / const(ROOT_2, "√2"))) / 2
    bell = exp(-(x[at] ** 2) / 2) / const(ROOT_2_PI, "√(2π)")
    return dy[at] * (weight + x[at] * bell)
