"""Weight decay: a parameter is pulled towards 0, because a share of it is added to its gradient.

Source: Krogh and Hertz, "A simple weight decay can improve generalization" (1991), added to the
gradient of every parameter as PyTorch's `weight_decay` is.
"""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind


def decays(optimizer: Kind) -> None:
    """Give an optimizer the setting `l2`, and the step that adds l2 · p to the gradient.

    The rules that follow read the sum where they say `dp`.
    """
    optimizer.setting(
        "l2", "number", "Weight decay λ: what share of every parameter is added to its gradient",
        "Decaimiento λ: qué parte de cada parámetro se suma a su gradiente",
        default=0.0, min=0, max=1e6, later=True,
    )  # fmt: skip
    optimizer.symbol("l2", "λ")
    optimizer.symbol("grad", "g")
    optimizer.more_examples += (Example(settings={"l2": 0.25}),)

    @optimizer.update(
        "Weight decay adds λ = {l2} times {p} to its gradient {dp}, so that {p} is pulled "
        "towards 0 as well.",
        "El decaimiento suma λ = {l2} veces {p} a su gradiente {dp}: así {p} es atraído también "
        "hacia 0.",
        cell="grad[…] = dp[…] + l2 · p[…]",
        all="grad = dp + l2 · p",
        when=lambda l2: l2 != 0,
        replaces="dp",
    )
    def grad(p: Array, dp: Array, l2: float) -> Array:
        return dp + l2 * p

    @optimizer.cell
    def grad_at(at: Index, p: View, dp: View, l2: Expr) -> Expr:
        return dp[at] + l2 * p[at]
