"""SiLU, or swish: every number, weighted by its own sigmoid.

Source: Hendrycks and Gimpel, "Gaussian error linear units" (2016), section 2.
"""

from backstep.engine.expr import Expr, View, sigmoid, sigmoid_of
from backstep.engine.kind import Array, Index, Kind

silu = Kind(
    "silu",
    "layer",
    "y = x · sigmoid(x)",
    title=("SiLU", "SiLU"),
    summary=(
        "Every number, weighted by its own sigmoid.",
        "Cada número, ponderado por su propia sigmoide.",
    ),
)


@silu.forward(
    "{Layer} multiplies every number of {x} by its own sigmoid: large ones pass, very "
    "negative ones almost vanish.",
    "{Layer} multiplica cada número de {x} por su propia sigmoide: los grandes pasan, los muy "
    "negativos casi se anulan.",
    cell="y[…] = x[…] · sigmoid(x[…])",
    all="y = x ⊙ sigmoid(x)",
)
def y(x: Array) -> Array:
    return x * sigmoid_of(x)


@silu.cell
def y_at(at: Index, x: View) -> Expr:
    return x[at] * sigmoid(x[at])


@silu.backward(
    "{x} counts twice, as the number and inside its weight, so the slope has two parts: {layer} "
    "multiplies {dy} by it.",
    "{x} cuenta dos veces, como número y dentro de su peso, así que la pendiente tiene dos "
    "partes: {layer} multiplica {dy} por ella.",
    local="∂y[…]/∂x[…] = sigmoid(x[…]) · (1 + x[…] · (1 - sigmoid(x[…])))",
    cell="dx[…] = dy[…] · sigmoid(x[…]) · (1 + x[…] · (1 - sigmoid(x[…])))",
    all="dx = dy ⊙ sigmoid(x) ⊙ (1 + x ⊙ (1 - sigmoid(x)))",
)
def dx(dy: Array, x: Array) -> Array:
    weight = sigmoid_of(x)
    return dy * weight * (1 + x * (1 - weight))


@silu.cell
def dx_at(at: Index, dy: View, x: View) -> Expr:
    weight = sigmoid(x[at])
    return dy[at] * weight * (1 + x[at] * (1 - weight))
