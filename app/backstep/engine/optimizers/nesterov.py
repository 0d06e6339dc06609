"""Nesterov: momentum that looks one step ahead, so that it brakes in time.

Source: Nesterov (1983), in the form of Sutskever, Martens, Dahl and Hinton (2013) as PyTorch has
it.
"""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

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
nesterov.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.02
)
nesterov.setting(
    "mu", "number", "How much of the speed is kept", "Cuánto se conserva de la velocidad",
    default=0.9, min=0, max=1,
)  # fmt: skip
decays(nesterov)
nesterov.state("v", lambda p: p)


@nesterov.update(
    "The speed of {p}: {mu} of what it was, {v}, plus the new gradient {dp}.",
    "La velocidad de {p}: {mu} de la que tenía, {v}, más el nuevo gradiente {dp}.",
    cell="v_next[…] ← mu · v[…] + dp[…]",
    all="v_next ← mu · v + dp",
)
def v_next(v: Array, dp: Array, mu: float) -> Array:
    return mu * v + dp


@nesterov.cell
def v_next_at(at: Index, v: View, dp: View, mu: Expr) -> Expr:
    return mu * v[at] + dp[at]


@nesterov.update(
    "{p} takes one step of size α = {lr} against its gradient {dp} and {mu} of its new speed "
    "{v_next} together: where the speed takes it next is counted already.",
    "{p} da un paso de tamaño α = {lr} en contra de su gradiente {dp} y de {mu} de su nueva "
    "velocidad {v_next}, juntos: cuenta ya adónde esta lo llevará.",
    cell="p_next[…] ← p[…] - lr · (dp[…] + mu · v_next[…])",
    all="p_next ← p - lr · (dp + mu · v_next)",
)
def p_next(p: Array, dp: Array, v_next: Array, lr: float, mu: float) -> Array:
    return p - lr * (dp + mu * v_next)


@nesterov.cell
def p_next_at(at: Index, p: View, dp: View, v_next: View, lr: Expr, mu: Expr) -> Expr:
    return p[at] - lr * (dp[at] + mu * v_next[at])
