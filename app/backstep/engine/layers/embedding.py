"""Embedding: every whole number chooses a row of a table, and the table is learned.

Source: Bengio et al., "A neural probabilistic language model" (2003), section 2.
"""

from collections.abc import Callable

import numpy as np

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape, letters

embedding = Kind(
    "embedding",
    "layer",
    "y[n,i,j] = W[x[n,i],j]",
    title=("Embedding", "Incrustación"),
    summary=(
        "Every whole number of the data chooses a row of a table, and the table is learned: words "
        "become rows of numbers.",
        "Cada número entero de los datos elige una fila de una tabla, y la tabla se aprende: las "
        "palabras se vuelven filas de números.",
    ),
    example=Example(shape=(3, 4), settings={"rows": 5, "units": 2}, inputs="indices"),
    more_examples=(
        Example(shape=(2, 3, 2), settings={"rows": 3, "units": 2}, inputs="indices"),
        Example(shape=(2, 2), settings={"rows": 1, "units": 3}, inputs="indices"),
    ),
    edges="W",
)
embedding.letter("r", "row of the table", "fila de la tabla")
embedding.letter("i", "place", "lugar")
embedding.letter("j", "number of a row", "número de una fila")
embedding.letter("c", "place along axis 1", "lugar en el eje 1")
embedding.letter("h", "place along axis 2", "lugar en el eje 2")
embedding.letter("w", "number of a row", "número de una fila")
for axis in range(1, 9):
    embedding.letter(f"i{axis}", f"entry of axis {axis}", f"entrada del eje {axis}")
embedding.setting(
    "rows", "integer", "Number of rows: the data are whole numbers from 0, and below it",
    "Cantidad de filas: los datos son números enteros desde 0, y menores que ella",
    min=1, max=65536,
)  # fmt: skip
embedding.setting("units", "integer", "Numbers in a row", "Números de una fila", min=1, max=65536)
embedding.setting(
    "init", "initializer", "How W is drawn", "Cómo se sortea W",
    default={"kind": "normal", "std": 1.0},
)  # fmt: skip
embedding.chooses(lambda rows: rows)
embedding.parameter(
    "W", lambda rows, units: (rows, units), init="init", fans=lambda rows, units: (rows, units)
)


@embedding.output
def output(x: Shape, units: int) -> Shape:
    """N×T gives N×T×units."""
    if len(x) < 2:
        raise Misfit(
            "an embedding expects whole numbers at several places of each sample (rank 2 or more), "
            f"and gets rank {len(x)}",
            allowed={"min_rank": 2},
        )
    return (*x, units)


def looked_up(formula: str) -> Callable[..., str]:
    """A formula of a number `at` its place in y, which stands in a row that is chosen at `place`;
    `j` is its letter there, and `row` is that row whole."""

    def text(rank: int) -> str:
        at = Letters(letters(rank + 1))
        return formula.format(at=at, place=at[:-1], j=at[-1], row=at.whole(rank))

    return text


@embedding.forward(
    "Each number of {x} is the place of a row in {W}, counted from 0: {layer} looks it up, and "
    "hands those rows on as {y}.",
    "Cada número de {x} es el lugar de una fila en {W}, contando desde 0: {layer} la busca, y "
    "entrega esas filas como {y}.",
    cell=looked_up("y[{at}] = W[x[{place}],{j}]"),
    all=looked_up("y[{row}] = W[x[{place}],:]"),
)
def y(x: Array, W: Array) -> Array:
    return W[x.astype(np.intp)]


@embedding.cell
def y_at(at: Index, x: View, W: View) -> Expr:
    *place, j = at
    return W[int(x.array[*place]), j]


@embedding.backward(
    "A row of {W} moves the error wherever {x} chose it, so its gradient adds up {dy} over those "
    "places. **{Middle} is in the middle**.",
    "Una fila de {W} mueve el error donde {x} la eligió, así que su gradiente suma {dy} sobre esos "
    "lugares. **{Middle} está en el medio**.",
    local=looked_up("∂y[{at}]/∂W[r,{j}] = [x[{place}] = r]"),
    cell=looked_up("dW[r,{j}] = Σ[{place}, x[{place}] = r] dy[{at}]"),
    all=looked_up("dW[r,:] = Σ[{place}, x[{place}] = r] dy[{row}]"),
)
def dW(dy: Array, x: Array, rows: int) -> Array:
    units = dy.shape[-1]
    cells = x.reshape(-1, 1).astype(np.intp) * units + np.arange(units)
    added = np.bincount(cells.ravel(), dy.ravel(), rows * units)
    return added.reshape(rows, units).astype(dy.dtype, copy=False)


@embedding.cell
def dW_at(at: Index, dy: View, x: View) -> Expr:
    r, j = at
    places = np.nonzero(x.array == r)
    return total(dy.gather(*places, j)) if len(places[0]) else const(0)
