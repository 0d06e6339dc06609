"""Sigmoid and binary cross entropy in one: from scores to the error without ever rounding to log 0.

The error is -t·log(p) - (1 - t)·log(1 - p) with p = 1/(1 + exp(-x)), written so that no exponential
overflows, as PyTorch's BCEWithLogitsLoss has it.
"""

from math import prod

import numpy as np

from backstep.engine.expr import Expr, View, absolute, choose, const, exp, largest, log, sign, total
from backstep.engine.kind import Array, Example, Index, Kind

sigmoid_cross_entropy = Kind(
    "sigmoid_cross_entropy",
    "loss",
    "E = 1/M · Σ[…] (max(x[…], 0) - x[…] · target[…] + log(1 + exp(-|x[…]|)))",
    title=("Sigmoid with cross entropy", "Sigmoide con entropía cruzada"),
    summary=(
        "Turns every score into the probability of a yes and says how surprised it is by the "
        "truth.",
        "Convierte cada puntaje en la probabilidad de un sí y dice cuánto la sorprende lo cierto.",
    ),
    example=Example(targets="bits"),
    more_examples=(Example(shape=(2, 3, 2), targets="real"),),
    scores=True,
    targets=(0, 1),
)
sigmoid_cross_entropy.counts(prod)


@sigmoid_cross_entropy.forward(
    "Where {target} says yes the error is small for large scores in {x}; where it says no, for "
    "very negative ones. Averaged over all entries.",
    "Donde {target} dice sí, el error es pequeño para puntajes grandes en {x}; donde dice no, para "
    "muy negativos. Promediado sobre todas las celdas.",
    cell="E = 1/M · Σ[…] (max(x[…], 0) - x[…] · target[…] + log(1 + exp(-|x[…]|)))",
)
def E(x: Array, target: Array) -> Array:
    product = np.where((target == 0) & (x == x), 0, x * target)  # 0 · ∞ is 0
    return (np.maximum(x, 0) - product + np.log1p(np.exp(-np.abs(x)))).sum() / x.size


@sigmoid_cross_entropy.cell
def E_at(x: View, target: View) -> Expr:
    score, t = x[...], target[...]
    product = score * t
    if np.isinf(score.value).any():
        product = choose(absolute(t), product, 0 * sign(score))
    parts = largest(score, 0) - product + log(1 + exp(-absolute(score)))
    return total(parts) / const(x.size, "M")


@sigmoid_cross_entropy.backward(
    "This derivative is **computed directly**, and is simple: the probability that the sigmoid "
    "makes of {x}, minus {target}.",
    "Esta derivada **se calcula directamente**, y es simple: la probabilidad que la sigmoide saca "
    "de {x}, menos {target}.",
    cell="dx[…] = 1/M · (1/(1 + exp(-x[…])) - target[…])",
    all="dx = 1/M · (1/(1 + exp(-x)) - target)",
)
def dx(x: Array, target: Array) -> Array:
    return (1 / (1 + np.exp(-x)) - target) / x.size


@sigmoid_cross_entropy.cell
def dx_at(at: Index, x: View, target: View) -> Expr:
    return (1 / (1 + exp(-x[at])) - target[at]) / const(x.size, "M")
