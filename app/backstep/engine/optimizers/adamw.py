"""AdamW: Adam, and apart from it every weight shrinks a little.

Source: Loshchilov and Hutter, "Decoupled weight decay regularization" (2019), algorithm 2, with
the decay times lr as PyTorch has it. Up to delta the rules are Adam's.
"""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.optimizers.adam import adam

adamw = Kind(
    "adamw",
    "optimizer",
    "p_next ← p - lr · weight_decay · p - lr · mhat/(sqrt(vhat) + eps)",
    title=("AdamW", "AdamW"),
    summary=(
        "Adam, and apart from it every weight shrinks a little.",
        "Adam, y aparte cada peso se encoge un poco.",
    ),
)
# lr, beta1, beta2, eps; m, v, t; and all rules up to delta. Its own decay takes the place of l2.
adamw.like(adam, without=("l2", "grad"))
adamw.setting(
    "weight_decay", "number", "How much every weight shrinks", "Cuánto se encoge cada peso",
    default=0.01, min=0, max=1e6,
)  # fmt: skip
adamw.symbol("weight_decay", "λ")


@adamw.update(
    "{p} takes the step: {delta} is subtracted from it, and apart from that the share "
    "α · λ = {lr} · {weight_decay} of itself.",
    "{p} da el paso: se le resta {delta} y, aparte, la parte α · λ = {lr} · {weight_decay} de sí "
    "mismo.",
    cell="p_next[…] ← p[…] - lr · weight_decay · p[…] - delta[…]",
    all="p_next ← p - lr · weight_decay · p - delta",
)
def p_next(p: Array, delta: Array, lr: float, weight_decay: float) -> Array:
    return p - lr * weight_decay * p - delta


@adamw.cell
def p_next_at(at: Index, p: View, delta: View, lr: Expr, weight_decay: Expr) -> Expr:
    return p[at] - lr * weight_decay * p[at] - delta[at]
