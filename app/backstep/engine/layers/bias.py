"""Bias: adds one learned number to each feature of every sample."""

from backstep.engine.expr import Expr, View, total
from backstep.engine.kind import Array, Example, Index, Kind, Misfit, Shape

bias = Kind(
    "bias",
    "layer",
    "y = x + b",
    title=("Bias", "Sesgo"),
    group="weights",
    summary=(
        "Adds one learned number to each feature (axis 1) of every sample.",
        "Suma un número aprendido a cada característica (eje 1) de todos los ejemplos.",
    ),
    example=Example(),
    more_examples=(Example(shape=(2, 3, 2, 2)),),
)
bias.parameter("b", lambda x: (x[1],))


@bias.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        raise Misfit(
            f"a bias expects samples × features (rank 2 or more), and gets rank {len(x)}",
            allowed={"min_rank": 2},
        )
    return x


@bias.forward(
    "{Layer} adds {b} to every sample of {x}, {feature} by {feature}.",
    "{Layer} suma {b} a cada ejemplo de {x}, {feature} por {feature}.",
    cell=lambda at: f"y[{at}] = x[{at}] + b[{at[1]}]",
    all=lambda at: f"y[{at.whole(1)}] = x[{at.whole(1)}] + b",
)
def y(x: Array, b: Array) -> Array:
    return x + b.reshape((-1,) + (1,) * (x.ndim - 2))


@bias.cell
def y_at(at: Index, x: View, b: View) -> Expr:
    return x[at] + b[at[1]]


@bias.backward(
    "{b} cannot see the error directly: **{middle} is in the middle**. It was added alike "
    "everywhere, so its gradient is the sum of {dy} over {batch}.",
    "{b} no ve el error directamente: **{middle} está en el medio**. Se sumó igual en todas "
    "partes, así que su gradiente es la suma de {dy} sobre {batch}.",
    local=lambda at: f"∂y[{at}]/∂b[{at[1]}] = 1",
    cell=lambda at: f"db[{at[1]}] = Σ[{at.without(1)}] dy[{at}]",
    all=lambda at: f"db = Σ[{at.without(1)}] dy[{at.whole(1)}]",
)
def db(dy: Array) -> Array:
    return dy.sum(axis=(0, *range(2, dy.ndim)))


@bias.cell
def db_at(at: Index, dy: View) -> Expr:
    return total(dy[:, at[0], ...])


@bias.backward(
    "Moving {x} moves the output just as much, so {layer} hands {dy} on unchanged.",
    "Mover {x} mueve la salida otro tanto, así que {layer} entrega {dy} sin cambios.",
    local="∂y[…]/∂x[…] = 1",
    cell="dx[…] = dy[…]",
    all="dx = dy",
)
def dx(dy: Array) -> Array:
    return dy


@bias.cell
def dx_at(at: Index, dy: View) -> Expr:
    return dy[at]
