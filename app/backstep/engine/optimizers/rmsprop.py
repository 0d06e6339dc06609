"""RMSprop: steps measured by the gradient's usual size of late.

Source: Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5 (2012).
"""

import numpy as np

from backstep.engine.expr import Expr, View, sqrt
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

rmsprop = Kind(
    "rmsprop",
    "optimizer",
    "p_next ← p - lr · dp/(sqrt(s_next) + eps)",
    title=("RMSprop", "RMSprop"),
    summary=(
        "Steps measured by the recent size of the gradient.",
        "Pasos medidos por el tamaño reciente del gradiente.",
    ),
)
rmsprop.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.01
)
rmsprop.setting(
    "rho", "number", "How much of the mean square is kept",
    "Cuánto se conserva de la media de cuadrados", default=0.99, min=0, max=1,
)  # fmt: skip
rmsprop.setting(
    "eps", "number", "Avoids dividing by 0", "Evita dividir por 0", default=1e-8, min=0, max=1
)
decays(rmsprop)
rmsprop.state("s", lambda p: p)


@rmsprop.update(
    "The running mean of the gradient's square: {rho} of the old one, {s}, and the rest from the "
    "square of the new {dp}.",
    "La media móvil del cuadrado del gradiente: {rho} de la anterior, {s}, y el resto del cuadrado "
    "del nuevo {dp}.",
    cell="s_next[…] ← rho · s[…] + (1 - rho) · dp[…]^2",
    all="s_next ← rho · s + (1 - rho) · dp^2",
)
def s_next(s: Array, dp: Array, rho: float) -> Array:
    return rho * s + (1 - rho) * (dp * dp)


@rmsprop.cell
def s_next_at(at: Index, s: View, dp: View, rho: Expr) -> Expr:
    return rho * s[at] + (1 - rho) * dp[at] ** 2


@rmsprop.update(
    "{p} steps against its gradient {dp}, divided by its usual size, the root of {s_next}. "
    "α = {lr}.",
    "{p} da un paso en contra de su gradiente {dp}, dividido por su tamaño habitual, la raíz de "
    "{s_next}. α = {lr}.",
    cell="p_next[…] ← p[…] - lr · dp[…]/(sqrt(s_next[…]) + eps)",
    all="p_next ← p - lr · dp/(sqrt(s_next) + eps)",
)
def p_next(p: Array, dp: Array, s_next: Array, lr: float, eps: float) -> Array:
    return p - lr * dp / (np.sqrt(s_next) + eps)


@rmsprop.cell
def p_next_at(at: Index, p: View, dp: View, s_next: View, lr: Expr, eps: Expr) -> Expr:
    return p[at] - lr * dp[at] / (sqrt(s_next[at]) + eps)
