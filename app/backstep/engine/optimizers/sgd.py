"""Gradient descent: every parameter takes one step against its gradient."""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

sgd = Kind(
    "sgd",
    "optimizer",
    "p_next ← p - lr · dp",
    title=("Gradient descent", "Descenso de gradiente"),
    summary=(
        "Every parameter takes one step against its gradient.",
        "Cada parámetro da un paso en contra de su gradiente.",
    ),
)
sgd.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.1
)
decays(sgd)


@sgd.update(
    "Gradient descent: {p} takes one step of size α = {lr} against its gradient {dp}.",
    "Descenso de gradiente: {p} da un paso de tamaño α = {lr} en contra de su gradiente {dp}.",
    cell="p_next[…] ← p[…] - lr · dp[…]",
    all="p_next ← p - lr · dp",
)
def p_next(p: Array, dp: Array, lr: float) -> Array:
    return p - lr * dp


@sgd.cell
def p_next_at(at: Index, p: View, dp: View, lr: Expr) -> Expr:
    return p[at] - lr * dp[at]
