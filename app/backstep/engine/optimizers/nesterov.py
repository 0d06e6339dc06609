"""Nesterov: momentum that looks one step ahead, so that it brakes in time.

Source: Nesterov (1983), in the form of Sutskever, Martens, Dahl and Hinton (2013) as PyTorch has
it.
"""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.optimizers.momentum import momentum

nesterov = Kind(
    "nesterov",
    "optimizer",
    "p_next ← p - lr · (dp + mu · v_next)",
    title=("Nesterov", "Nesterov"),
    summary=(
        "Momentum that looks one step ahead, so that it brakes in time.",
        "Momento que mira un paso adelante, y así frena a tiempo.",
    ),
)
nesterov.like(momentum)  # lr, mu, l2; the speed v, and the rules that lead to it


@nesterov.update(
    "{p} takes one step of size α = {lr} against its gradient {dp} and {mu} of its new speed "
    "{v_next} together: it already counts where the speed takes it next.",
    "{p} da un paso de tamaño α = {lr} en contra de su gradiente {dp} y de {mu} de su nueva "
    "velocidad {v_next}, juntos: ya tiene en cuenta adónde lo llevará.",
    cell="p_next[…] ← p[…] - lr · (dp[…] + mu · v_next[…])",
    all="p_next ← p - lr · (dp + mu · v_next)",
)
def p_next(p: Array, dp: Array, v_next: Array, lr: float, mu: float) -> Array:
    return p - lr * (dp + mu * v_next)


@nesterov.cell
def p_next_at(at: Index, p: View, dp: View, v_next: View, lr: Expr, mu: Expr) -> Expr:
    return p[at] - lr * (dp[at] + mu * v_next[at])
