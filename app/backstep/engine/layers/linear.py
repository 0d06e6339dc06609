"""Linear: every output is a weighted sum of all the inputs, plus a bias."""

import re
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from backstep.engine.expr import Expr, View, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape
from backstep.engine.misfit import ranked

add: Any = np.add.reduce  # what dy.sum does, without its ways around it
linear = Kind(
    "linear",
    "layer",
    "y = x · W + b",
    title=("Linear", "Lineal"),
    summary=(
        "Every output is a weighted sum of all the inputs, plus a bias.",
        "Cada salida es una suma ponderada de todas las entradas, más un sesgo.",
    ),
    example=Example(settings={"units": 2}),
    more_examples=(
        Example(settings={"units": 2, "bias": False}),
        Example(shape=(3, 4, 2), settings={"units": 3}),
        Example(shape=(3, 4, 2), settings={"units": 2, "bias": False}),
    ),
    edges="W",
    transposes={"embedding": {"units": "rows"}},
)
linear.letter("k", "input", "entrada")
linear.letter("j", "output", "salida")
linear.setting("units", "integer", "Number of outputs", "Cantidad de salidas", min=1, max=65536)
linear.setting("bias", "boolean", "Add a bias b", "Sumar un sesgo b", default=True)
linear.setting(
    "init", "initializer", "How W is drawn", "Cómo se sortea W", default={"kind": "glorot_uniform"}
)
linear.parameter(
    "W", lambda x, units: (x[-1], units), init="init", fans=lambda x, units: (x[-1], units)
)
linear.parameter("b", lambda units: (units,), when=lambda bias: bias)


@linear.output
def output(x: Shape, units: int) -> Shape:
    """N×in gives N×out; and N×T×in, a row of numbers at each of T places, gives N×T×out."""
    if len(x) not in (2, 3):
        raise Misfit(
            "a linear layer expects a row of numbers for each sample (rank 2), or several such "
            f"rows (rank 3), and gets {ranked(x)}: put a flatten layer before it",
            allowed={"rank": [2, 3], "insert": "flatten"},
        )
    return (*x[:-1], units)


def by_row(formula: str) -> Callable[..., str]:
    """A formula of the number `at` its place in the output, whose row adds up numbers at `into`
    of the input; `rows` are the letters of the rows, `row` is one of them whole, `all` are all
    of a sample. `k,j` are a weight's letters."""

    def text(at: Letters) -> str:
        last = len(at) - 1
        return formula.format(
            at=at, into=at.over(last), rows=at.without(last), row=at.whole(last),
            into_row=at.over(last).whole(last), all=at.whole(*range(1, len(at))),
        )  # fmt: skip

    return text


def at_once(formula: str) -> Callable[..., str]:
    """A formula of whole matrices: of each sample's, where a sample is one."""

    def text(at: Letters) -> str:
        whole = "" if len(at) == 2 else f"[{at.whole(1, 2)}]"
        return re.sub(r"\b(d?[xy])\b", rf"\1{whole}", formula)

    return text


def flat(rows: Array) -> Array:
    """The rows of all samples as one matrix."""
    return rows.reshape(-1, rows.shape[-1])


def work(x: Shape, units: int) -> int:
    return 2 * prod(x) * units


@linear.forward(
    lambda bias: (
        "{Layer} multiplies its input {x} by {W}, adds {b} and hands on {y}."
        if bias
        else "{Layer} multiplies its input {x} by {W} and hands on {y}."
    ),
    lambda bias: (
        "{Layer} multiplica su entrada {x} por {W}, suma {b} y entrega {y}."
        if bias
        else "{Layer} multiplica su entrada {x} por {W} y entrega {y}."
    ),
    cell=lambda at, bias: by_row("y[{at}] = Σ[k] x[{into}] · W[k,j]")(at) + (" + b[j]" * bias),
    all=lambda at, bias: (
        by_row("y[{row}] = x[{row}] · W + b")(at) if bias else at_once("y = x · W")(at)
    ),
    work=work,
)
def y(x: Array, W: Array, b: Array | None = None) -> Array:
    return x @ W if b is None else x @ W + b


@linear.cell
def y_at(at: Index, x: View, W: View, b: View | None = None) -> Expr:
    *row, j = at
    weighted = total(x[*row, :] * W[:, j])
    return weighted if b is None else weighted + b[j]


@linear.backward(
    "{W} cannot see the error directly: **{middle} is in the middle**. So {layer} multiplies "
    "the input that it stored, {x}, by the gradient that has just arrived, {dy}.",
    "{W} no ve el error directamente: **{middle} está en el medio**. Por eso {layer} multiplica "
    "la entrada que almacenó, {x}, por el gradiente que le acaba de llegar, {dy}.",
    local=by_row("∂y[{at}]/∂W[k,j] = x[{into}]"),
    cell=by_row("dW[k,j] = Σ[{rows}] dy[{at}] · x[{into}]"),
    all=lambda at, rank: (
        "dW = x' · dy" if rank == 2 else by_row("dW[k,:] = Σ[{rows}] x[{into}] · dy[{row}]")(at)
    ),
    work=work,
)
def dW(dy: Array, x: Array) -> Array:
    return x.T @ dy if x.ndim == 2 else flat(x).T @ flat(dy)


@linear.cell
def dW_at(at: Index, dy: View, x: View) -> Expr:
    k, j = at
    return total(dy[..., j] * x[..., k])


@linear.backward(
    lambda rank: (
        f"{{b}} is added to every {('sample', 'row')[rank - 2]} alike, so its gradient is the sum "
        "of {dy} over " + ("the batch", "all rows of the batch")[rank - 2] + ". **{Middle} is in "
        "the middle** here too."
    ),
    lambda rank: (
        f"{{b}} se suma igual en {('todos los ejemplos', 'todas las filas')[rank - 2]}, así que su "
        "gradiente es la suma de {dy} sobre "
        + ("el lote", "todas las filas del lote")[rank - 2]
        + ". También aquí **{middle} está en el medio**."
    ),
    local=by_row("∂y[{at}]/∂b[j] = 1"),
    cell=by_row("db[j] = Σ[{rows}] dy[{at}]"),
    all=by_row("db = Σ[{rows}] dy[{row}]"),
    when=lambda bias: bias,
)
def db(dy: Array) -> Array:
    return add(dy, axis=0 if dy.ndim == 2 else (0, 1))


@linear.cell
def db_at(at: Index, dy: View) -> Expr:
    return total(dy[..., at[0]])


@linear.backward(
    "The error reaches {x} along every weight: {layer} sends {dy} back through {W}, transposed.",
    "El error llega a {x} por todos los pesos: {layer} devuelve {dy} a través de {W}, traspuesta.",
    local=by_row("∂y[{at}]/∂x[{into}] = W[k,j]"),
    cell=by_row("dx[{into}] = Σ[j] dy[{at}] · W[k,j]"),
    all=at_once("dx = dy · W'"),
    work=work,
)
def dx(dy: Array, W: Array) -> Array:
    return dy @ W.T


@linear.cell
def dx_at(at: Index, dy: View, W: View) -> Expr:
    *row, k = at
    return total(dy[*row, :] * W[k, :])
