"""AdaGrad: the larger the gradients of a parameter so far, the smaller its steps.

Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
optimization" (2011).
"""

import numpy as np

from backstep.engine.expr import Expr, View, sqrt
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

adagrad = Kind(
    "adagrad",
    "optimizer",
    "p_next ← p - lr · dp/(sqrt(s_next) + eps)",
    title=("AdaGrad", "AdaGrad"),
    summary=(
        "The larger the gradients of a parameter have been so far, the smaller its steps become.",
        "Cuanto mayores fueron hasta aquí los gradientes de un parámetro, más pequeños sus pasos.",
    ),
)
adagrad.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.1
)
adagrad.setting(
    "eps", "number", "Avoids dividing by 0", "Evita dividir por 0", default=1e-10, min=0, max=1
)
decays(adagrad)
adagrad.state("s", lambda p: p)


@adagrad.update(
    "AdaGrad adds the square of the gradient {dp} to all those before it, {s}.",
    "AdaGrad suma el cuadrado del gradiente {dp} a todos los anteriores, {s}.",
    cell="s_next[…] ← s[…] + dp[…]^2",
    all="s_next ← s + dp^2",
)
def s_next(s: Array, dp: Array) -> Array:
    return s + dp * dp


@adagrad.cell
def s_next_at(at: Index, s: View, dp: View) -> Expr:
    return s[at] + dp[at] ** 2


@adagrad.update(
    "{p} steps against its gradient {dp}, divided by the root of {s_next}: large gradients so "
    "far, small steps now. α = {lr}.",
    "{p} da un paso en contra de su gradiente {dp}, dividido por la raíz de {s_next}: gradientes "
    "grandes hasta aquí, pasos pequeños ahora. α = {lr}.",
    cell="p_next[…] ← p[…] - lr · dp[…]/(sqrt(s_next[…]) + eps)",
    all="p_next ← p - lr · dp/(sqrt(s_next) + eps)",
)
def p_next(p: Array, dp: Array, s_next: Array, lr: float, eps: float) -> Array:
    return p - lr * dp / (np.sqrt(s_next) + eps)


@adagrad.cell
def p_next_at(at: Index, p: View, dp: View, s_next: View, lr: Expr, eps: Expr) -> Expr:
    return p[at] - lr * dp[at] / (sqrt(s_next[at]) + eps)
