"""Softmax and cross entropy in one: from scores to the error without ever rounding to log 0."""

from collections.abc import Callable

import numpy as np

from backstep.engine.class_axis import averaged, class_axis
from backstep.engine.expr import Expr, View, absolute, choose, const, exp, log, sign, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape

softmax_cross_entropy = Kind(
    "softmax_cross_entropy",
    "loss",
    "E = 1/N · Σ[n,j] target[n,j] · (lse[n] - x[n,j])",
    title=("Softmax with cross entropy", "Softmax con entropía cruzada"),
    summary=(
        "Turns scores into probabilities and says how surprised they are by the truth.",
        "Convierte puntajes en probabilidades y dice cuánto las sorprende lo cierto.",
    ),
    example=Example(targets="classes"),
    more_examples=(
        Example(shape=(2, 3, 4), targets="classes"),
        Example(shape=(2, 3, 2, 2), targets="real"),
    ),
    classes=True,
    scores=True,
    targets=(0, 1),
    shares=class_axis,
)
softmax_cross_entropy.counts(lambda x: averaged(x)[0])
softmax_cross_entropy.symbol("lse", "LSE")


@softmax_cross_entropy.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        raise Misfit(
            "softmax with cross entropy expects one row of scores for each sample "
            f"(rank 2 or more), and gets rank {len(x)}",
            allowed={"min_rank": 2, "insert": "flatten"},
        )
    return ()


def by_row(formula: str) -> Callable[..., str]:
    """A formula of a number `at` its place in its `row`, or an `other` one of that row, number k;
    `one` and `every` are such numbers of all rows, of which there are `count`."""

    def text(at: Letters, x_shape: Shape) -> str:
        axis = class_axis(len(at))
        other, outside = at.over(axis), [own for own in range(len(at)) if own != axis]
        return formula.format(
            at=at, row=at.without(axis), own=at[axis], other=other, k=other[axis],
            one=at.whole(*outside), every=other.whole(*outside), count=averaged(x_shape)[1],
        )  # fmt: skip

    return text


def places(x_shape: Shape) -> tuple[str, str]:
    """What has one score for each class, in English and Spanish."""
    known = {2: ("row", "fila"), 3: ("row", "fila"), 4: ("pixel", "píxel")}
    return known.get(len(x_shape), ("place", "lugar"))


def line(at: Index, rank: int) -> tuple[int | slice, ...]:
    """All scores of a row, pixel or place."""
    axis = class_axis(rank)
    return (*at[:axis], slice(None), *at[axis:])


def row_of(at: Index) -> Index:
    """The row, pixel or place that a score belongs to."""
    axis = class_axis(len(at))
    return (*at[:axis], *at[axis + 1 :])


def over_classes(rows: Array, x: Array) -> Array:
    """One number for each row, shaped so that it meets all scores of its row."""
    return rows[..., None] if x.ndim == 3 else rows[:, None]


@softmax_cross_entropy.forward(
    lambda x_shape: (
        f"For every {places(x_shape)[0]} the error takes the log of the sum of exponentials of "
        "{x}: a smooth maximum. The largest score is set aside first, so that none overflows."
    ),
    lambda x_shape: (
        f"Para cada {places(x_shape)[1]} el error toma el logaritmo de la suma de exponenciales de "
        "{x}: un máximo suave. Antes aparta el puntaje mayor, para que ninguna desborde."
    ),
    cell=by_row("lse[{row}] = log(Σ[{own}] exp(x[{at}]))"),
    shape=lambda x: x[:-1] if len(x) == 3 else (x[0], *x[2:]),
)
def lse(x: Array) -> Array:
    axis = 2 if x.ndim == 3 else 1
    largest = x.max(axis=axis, keepdims=True)
    aside = np.where(np.isfinite(largest), largest, 0)
    first = aside[..., 0] if x.ndim == 3 else aside[:, 0]
    return np.log(np.exp(x - aside).sum(axis=axis)) + first


@softmax_cross_entropy.cell
def lse_at(at: Index, x: View) -> Expr:
    axis = class_axis(len(x.shape))
    scores = x[line(at, len(x.shape))]
    largest = int(np.argmax(scores.value))
    top = x[*at[:axis], largest, *at[axis:]]  # any shift is right; this one is safe
    if not np.isfinite(top.value):
        return log(total(exp(scores)))
    return log(total(exp(scores - top))) + top


@softmax_cross_entropy.forward(
    "The probabilities that softmax would give: {x} minus {lse}, and its exponential.",
    "Las probabilidades que daría softmax: {x} menos {lse}, y su exponencial.",
    cell=by_row("p[{at}] = exp(x[{at}] - lse[{row}])"),
    all=by_row("p[{one}] = exp(x[{one}] - lse)"),
)
def p(x: Array, lse: Array) -> Array:
    return np.exp(x - over_classes(lse, x))


@softmax_cross_entropy.cell
def p_at(at: Index, x: View, lse: View) -> Expr:
    return exp(x[at] - lse[row_of(at)])


@softmax_cross_entropy.forward(
    lambda rank: (
        "The error: how far the score in {x} of what {target} calls true lies below {lse}, "
        "averaged over the " + ("rows of all samples." if rank == 3 else "samples.")
    ),
    lambda rank: (
        "El error: cuánto queda por debajo de {lse} el puntaje en {x} de lo que {target} da por "
        "cierto, promediado sobre "
        + ("las filas de todos los ejemplos." if rank == 3 else "los ejemplos.")
    ),
    cell=by_row("E = 1/{count} · Σ[{at}, target[{at}] ≠ 0] target[{at}] · (lse[{row}] - x[{at}])"),
)
def E(x: Array, target: Array, lse: Array) -> Array:
    below = over_classes(lse, x) - x
    rows = len(x) if x.ndim != 3 else x.shape[0] * x.shape[1]
    return np.where((target == 0) & (below == below), 0, target * below).sum() / rows


@softmax_cross_entropy.cell
def E_at(x: View, target: View, lse: View) -> Expr:
    axis = class_axis(len(x.shape))
    t, below = target[...], lse.spread(axis, x.shape[axis]) - x[...]
    nothing = t * sign(below) if np.isnan([t.value, below.value]).any() else const(0)
    return total(choose(absolute(t), t * below, nothing)) / const(*averaged(x.shape))


@softmax_cross_entropy.backward(
    "This derivative is **computed directly**, and is simple: the probabilities {p} minus what "
    "{target} says, where that adds up to 1.",
    "Esta derivada **se calcula directamente**, y es simple: las probabilidades {p} menos lo que "
    "dice {target}, si eso suma 1.",
    cell=by_row("dx[{at}] = 1/{count} · (p[{at}] · Σ[{k}] target[{other}] - target[{at}])"),
    all=by_row("dx[{one}] = 1/{count} · (p[{one}] ⊙ Σ[{k}] target[{every}] - target[{one}])"),
)
def dx(p: Array, target: Array) -> Array:
    if p.ndim == 3:
        return (p * target.sum(axis=2, keepdims=True) - target) / (p.shape[0] * p.shape[1])
    return (p * target.sum(axis=1, keepdims=True) - target) / len(p)


@softmax_cross_entropy.cell
def dx_at(at: Index, p: View, target: View) -> Expr:
    whole = total(target[line(row_of(at), len(at))])
    return (p[at] * whole - target[at]) / const(*averaged(p.shape))
