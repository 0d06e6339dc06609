"""Position: adds a learned number to each place of a sample, so that places can be told apart."""

from math import prod

from backstep.engine.expr import Expr, View, total
from backstep.engine.kind import Array, Example, Index, Kind, Misfit, Shape

position = Kind(
    "position",
    "layer",
    "y[n,i,j] = x[n,i,j] + P[i,j]",
    title=("Position", "Posición"),
    summary=(
        "Adds a learned number to each place of a sample, so that the places of a sequence can be "
        "told apart.",
        "Suma un número aprendido a cada lugar de un ejemplo, para que se distingan los lugares de "
        "una secuencia.",
    ),
    example=Example(shape=(3, 4, 2)),
    more_examples=(Example(), Example(shape=(2, 2, 3, 2))),
)
position.setting(
    "init", "initializer", "How P is drawn", "Cómo se sortea P",
    default={"kind": "normal", "std": 0.02},
)  # fmt: skip
position.parameter("P", lambda x: x[1:], init="init", fans=lambda x: (prod(x[1:-1]), x[-1]))


@position.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        raise Misfit(
            f"positions are those of the numbers of a sample (rank 2 or more), and x has "
            f"rank {len(x)}",
            allowed={"min_rank": 2},
        )
    return x


@position.forward(
    "{Layer} adds {P} to every sample of {x}: to each place a number of its own.",
    "{Layer} suma {P} a cada ejemplo de {x}: a cada lugar un número propio.",
    cell=lambda at: f"y[{at}] = x[{at}] + P[{at[1:]}]",
)
def y(x: Array, P: Array) -> Array:
    return x + P


@position.cell
def y_at(at: Index, x: View, P: View) -> Expr:
    return x[at] + P[at[1:]]


@position.backward(
    "{P} was added to every sample alike, so its gradient is the sum of {dy} over all of them. "
    "**{Middle} is in the middle**.",
    "{P} se sumó igual a todos los ejemplos, así que su gradiente es la suma de {dy} sobre ellos. "
    "**{Middle} está en el medio**.",
    local=lambda at: f"∂y[{at}]/∂P[{at[1:]}] = 1",
    cell=lambda at: f"dP[{at[1:]}] = Σ[n] dy[{at}]",
)
def dP(dy: Array) -> Array:
    return dy.sum(axis=0)


@position.cell
def dP_at(at: Index, dy: View) -> Expr:
    return total(dy[:, *at])


@position.backward(
    "Moving {x} moves the output just as much, so {layer} hands {dy} on to it unchanged.",
    "Mover {x} mueve la salida otro tanto, así que {layer} le entrega {dy} sin cambios.",
    local="∂y[…]/∂x[…] = 1",
    cell="dx[…] = dy[…]",
    all="dx = dy",
)
def dx(dy: Array) -> Array:
    return dy


@position.cell
def dx_at(at: Index, dy: View) -> Expr:
    return dy[at]
