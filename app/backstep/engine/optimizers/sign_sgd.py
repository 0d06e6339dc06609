"""Sign descent: every parameter steps equally far; the gradient only says which way.

Source: Bernstein, Wang, Azizzadenesheli and Anandkumar, "signSGD" (2018), algorithm 1.
"""

import numpy as np

from backstep.engine.expr import Expr, View, sign
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

sign_sgd = Kind(
    "sign_sgd",
    "optimizer",
    "p_next ← p - lr · sign(dp)",
    title=("Sign descent", "Descenso por signo"),
    summary=(
        "Every parameter steps equally far; the gradient only says which way.",
        "Todos los parámetros dan pasos iguales; el gradiente solo dice hacia dónde.",
    ),
)
sign_sgd.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.005
)
decays(sign_sgd)


@sign_sgd.update(
    "{p} takes one step of size α = {lr} against the sign of its gradient {dp}, however large "
    "that is.",
    "{p} da un paso de tamaño α = {lr} en contra del signo de su gradiente {dp}, sea grande o "
    "pequeño.",
    cell="p_next[…] ← p[…] - lr · sign(dp[…])",
    all="p_next ← p - lr · sign(dp)",
)
def p_next(p: Array, dp: Array, lr: float) -> Array:
    return p - lr * np.sign(dp)


@sign_sgd.cell
def p_next_at(at: Index, p: View, dp: View, lr: Expr) -> Expr:
    return p[at] - lr * sign(dp[at])
