"""Momentum: the steps add up to a speed, so that the parameter rolls on through small bumps.

Source: Polyak (1964), in the form of Sutskever, Martens, Dahl and Hinton (2013) as PyTorch has it.
"""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

momentum = Kind(
    "momentum",
    "optimizer",
    "p_next ← p - lr · v_next",
    title=("Momentum", "Momento"),
    summary=(
        "The gradients add up to a speed, so that a parameter rolls on through small bumps.",
        "Los gradientes se suman en una velocidad, y el parámetro sigue rodando pese a los baches.",
    ),
)
momentum.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.02
)
momentum.setting(
    "mu", "number", "How much of the speed is kept", "Cuánto se conserva de la velocidad",
    default=0.9, min=0, max=1,
)  # fmt: skip
decays(momentum)
momentum.state("v", lambda p: p)


@momentum.update(
    "The speed of {p}: {mu} of what it was, {v}, plus the new gradient {dp}.",
    "La velocidad de {p}: {mu} de la que tenía, {v}, más el nuevo gradiente {dp}.",
    cell="v_next[…] ← mu · v[…] + dp[…]",
    all="v_next ← mu · v + dp",
)
def v_next(v: Array, dp: Array, mu: float) -> Array:
    return mu * v + dp


@momentum.cell
def v_next_at(at: Index, v: View, dp: View, mu: Expr) -> Expr:
    return mu * v[at] + dp[at]


@momentum.update(
    "{p} takes one step of size α = {lr} against its speed {v_next}.",
    "{p} da un paso de tamaño α = {lr} en contra de su velocidad {v_next}.",
    cell="p_next[…] ← p[…] - lr · v_next[…]",
    all="p_next ← p - lr · v_next",
)
def p_next(p: Array, v_next: Array, lr: float) -> Array:
    return p - lr * v_next


@momentum.cell
def p_next_at(at: Index, p: View, v_next: View, lr: Expr) -> Expr:
    return p[at] - lr * v_next[at]
