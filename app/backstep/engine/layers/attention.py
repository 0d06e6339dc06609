"""Attention: each place looks at all places, and takes from each what suits its question.

Source: Vaswani et al., "Attention is all you need" (2017), equation 1 and section 3.2.2.
"""

from math import prod, sqrt

import numpy as np

from backstep.engine.expr import Expr, View, const, exp, largest, total
from backstep.engine.head_words import hiding, in_heads, written
from backstep.engine.heads import agreed, head_at, joined, later, of_head, products, root, split
from backstep.engine.kind import Array, Example, Index, Kind, Shape

attention = Kind(
    "attention",
    "layer",
    "y[n,i,j] = Σ[r] a[n,h,i,r] · v[n,r,j]; h = 0",
    title=("Attention", "Atención"),
    summary=(
        "Each place asks (q), says what it offers (k) and hands it over (v): every place gets the "
        "mean of all v, weighted by how well k suits its q.",
        "Cada lugar pregunta (q), dice qué ofrece (k) y lo entrega (v): cada lugar recibe la media "
        "de todos los v, ponderada por cuánto conviene k a su q.",
    ),
    group="weights",
    inputs=("q", "k", "v"),
    example=Example(shape=(2, 3, 4)),
    more_examples=(
        Example(shape=(2, 3, 4), settings={"heads": 2, "causal": True}),
        Example(shape=(2, 2, 4), settings={"heads": 2}, others=dict.fromkeys("kv", (2, 4, 4))),
        Example(shape=(1, 4, 2), settings={"causal": True}, others=dict.fromkeys("kv", (1, 2, 2))),
    ),
    edges="all",
)
attention.letter("h", "head", "cabeza")
attention.letter("i", "place that asks", "lugar que pregunta")
attention.letter("r", "place that answers", "lugar que responde")
attention.letter("p", "another place that answers", "otro lugar que responde")
attention.letter("c", "column within a head", "columna dentro de una cabeza")
attention.input_title("q", "query q", "consulta q")
attention.input_title("k", "key k", "clave k")
attention.input_title("v", "value v", "valor v")
attention.setting(
    "heads", "integer", "Heads, which each look in their own way: each has its part of the columns",
    "Cabezas, que miran cada una a su modo: cada una tiene su parte de las columnas",
    default=1, min=1, max=65536,
)  # fmt: skip
attention.setting(
    "causal", "boolean", "No place looks at a later one", "Ningún lugar mira a uno posterior",
    default=False,
)  # fmt: skip


@attention.output
def output(q: Shape, k: Shape, v: Shape, heads: int) -> Shape:
    """q is N×T×D, k and v are N×S×D; y is N×T×D."""
    return agreed(q, k, v, heads)


@attention.forward(
    hiding(
        "{Layer} gives each row of {k} a score {s} for each row of {q}: their products, added up "
        "and divided by a root.",
        "No place looks at a later one: −∞.",
    ),
    hiding(
        "{Layer} da a cada fila de {k} un puntaje {s} para cada fila de {q}: sus productos, "
        "sumados y divididos por una raíz.",
        "Ningún lugar mira a uno posterior: −∞.",
    ),
    cell=written("s[n,h,i,r] = {opened}{root}{own}q[n,i,j] · k[n,r,j]{closed}{where}"),
    shape=lambda q, k, heads: (q[0], heads, q[1], k[1]),
    work=products,
    meant=lambda q, k, causal: causal and later(q.shape[1], k.shape[1]),
)
def s(q: Array, k: Array, heads: int, causal: bool) -> Array:
    scores = split(q, heads) @ split(k, heads).swapaxes(2, 3)
    scores /= sqrt(q.shape[2] / heads)
    if causal:
        np.copyto(scores, -np.inf, where=later(q.shape[1], k.shape[1]))
    return scores


@attention.cell
def s_at(at: Index, q: View, k: View, heads: int, causal: bool) -> Expr:
    n, h, i, r = at
    if causal and r > i:
        return const(-np.inf)
    own = of_head(h, heads, q.shape[2])
    return total(q[n, i, own] * k[n, r, own]) / root(q.shape[2], heads)


@attention.forward(
    "Softmax turns each row of scores {s} into weights {a}, which are positive and add up to 1.",
    "Softmax convierte cada fila de puntajes {s} en pesos {a}, que son positivos y suman 1.",
    cell="a[n,h,i,r] = exp(s[n,h,i,r])/(Σ[p] exp(s[n,h,i,p]))",
    shape=lambda s: s,
    work=lambda s: 8 * prod(s),
)
def a(s: Array) -> Array:
    weights = s - s.max(axis=3, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=3, keepdims=True)
    return weights


@attention.cell
def a_at(at: Index, s: View) -> Expr:
    row = s[at[:3]]
    top = largest(row)
    return exp(s[at] - top) / total(exp(row - top))


@attention.forward(
    in_heads(
        "Each place of {y} is the mean of the rows of {v}, weighted by its row of {a}.",
        "Each place of {y} is the mean of the rows of {v}, weighted by its row of {a}: each head "
        "for its own columns, side by side.",
    ),
    in_heads(
        "Cada lugar de {y} es la media de las filas de {v}, ponderada por su fila de {a}.",
        "Cada lugar de {y} es la media de las filas de {v}, ponderada por su fila de {a}: cada "
        "cabeza para sus columnas, una junto a otra.",
    ),
    cell=written("y[n,i,j] = Σ[r] a[n,h,i,r] · v[n,r,j]{whose}"),
    all=lambda heads: "y[n,:,:] = a[n,0,:,:] · v[n,:,:]" if heads == 1 else "",
    work=lambda q, k: products(q, k),
)
def y(a: Array, v: Array) -> Array:
    return joined(a @ split(v, a.shape[1]))


@attention.cell
def y_at(at: Index, a: View, v: View) -> Expr:
    n, i, j = at
    return total(a[n, head_at(j, a, v), i, :] * v[n, :, j])


@attention.backward(
    "A row of {v} went to every place that looked at it, weighted by {a}; so its gradient adds up "
    "{dy} from all of them, weighted alike.",
    "Una fila de {v} llegó a cada lugar que la miró, ponderada por {a}; así que su gradiente suma "
    "{dy} de todos ellos, con los mismos pesos.",
    local=written("∂y[n,i,j]/∂v[n,r,j] = a[n,h,i,r]{whose}"),
    cell=written("dv[n,r,j] = Σ[i] dy[n,i,j] · a[n,h,i,r]{whose}"),
    work=lambda q, k: products(q, k),
)
def dv(dy: Array, a: Array) -> Array:
    return joined(a.swapaxes(2, 3) @ split(dy, a.shape[1]))


@attention.cell
def dv_at(at: Index, dy: View, a: View) -> Expr:
    n, r, j = at
    return total(dy[n, :, j] * a[n, head_at(j, a, dy), :, r])


@attention.backward(
    "A weight moves the output by the row of {v} that it brings, so its gradient is {dy} times "
    "that row, added up.",
    "Un peso mueve la salida según la fila de {v} que trae, así que su gradiente es {dy} por esa "
    "fila, sumado.",
    general="∂E/∂a = ∂E/∂y · ∂y/∂a",
    local=written("∂y[n,i,j]/∂a[n,h,i,r] = v[n,r,j]{mine}"),
    cell=written("da[n,h,i,r] = {own}dy[n,i,j] · v[n,r,j]{where}"),
    work=lambda q, k: products(q, k),
)
def da(dy: Array, v: Array, heads: int) -> Array:
    return split(dy, heads) @ split(v, heads).swapaxes(2, 3)


@attention.cell
def da_at(at: Index, dy: View, v: View, heads: int) -> Expr:
    n, h, i, r = at
    own = of_head(h, heads, v.shape[2])
    return total(dy[n, i, own] * v[n, r, own])


@attention.backward(
    hiding(
        "Raising one score lowers the other weights of its row: {layer} compares each {da} with "
        "the average there, weighted by {a}.",
        "Hidden ones have weight 0: gradient 0.",
    ),
    hiding(
        "Subir un puntaje baja los otros pesos de su fila: {layer} compara cada {da} con el "
        "promedio que hay allí, ponderado por {a}.",
        "Los ocultos tienen peso 0: gradiente 0.",
    ),
    general="∂E/∂s = ∂E/∂a · ∂a/∂s",
    local=(
        "∂a[n,h,i,p]/∂s[n,h,i,r] = cases(a[n,h,i,r] · (1 - a[n,h,i,r]), p = r, "
        "-a[n,h,i,r] · a[n,h,i,p], p ≠ r)"
    ),
    cell="ds[n,h,i,r] = a[n,h,i,r] · (da[n,h,i,r] - Σ[p] da[n,h,i,p] · a[n,h,i,p])",
    work=lambda s: 4 * prod(s),
)
def ds(da: Array, a: Array) -> Array:
    return a * (da - (da * a).sum(axis=3, keepdims=True))


@attention.cell
def ds_at(at: Index, da: View, a: View) -> Expr:
    row = at[:3]
    return a[at] * (da[at] - total(da[row] * a[row]))


@attention.backward(
    "A row of {q} moves each of its scores by the row of {k} that it met: {ds} says how much each "
    "of those counts.",
    "Una fila de {q} mueve cada uno de sus puntajes según la fila de {k} con que se encontró: {ds} "
    "dice cuánto cuenta cada una.",
    general="∂E/∂q = ∂E/∂s · ∂s/∂q",
    local=written("∂s[n,h,i,r]/∂q[n,i,j] = {root}k[n,r,j]{mine}{seen}"),
    cell=written("dq[n,i,j] = {root}Σ[r] ds[n,h,i,r] · k[n,r,j]{whose}"),
    work=lambda q, k: products(q, k),
)
def dq(ds: Array, k: Array) -> Array:
    heads = ds.shape[1]
    return joined(ds @ split(k, heads)) / sqrt(k.shape[2] / heads)


@attention.cell
def dq_at(at: Index, ds: View, k: View) -> Expr:
    n, i, j = at
    scores = ds[n, head_at(j, ds, k), i, :]
    return total(scores * k[n, :, j]) / root(k.shape[2], ds.shape[1])


@attention.backward(
    "And a row of {k} moves the scores of all who asked: the rows of {q} that it met, weighted by "
    "{ds}, are added up.",
    "Y una fila de {k} mueve los puntajes de todos los que preguntaron: se suman las filas de {q} "
    "con que se encontró, ponderadas por {ds}.",
    general="∂E/∂k = ∂E/∂s · ∂s/∂k",
    local=written("∂s[n,h,i,r]/∂k[n,r,j] = {root}q[n,i,j]{mine}{seen}"),
    cell=written("dk[n,r,j] = {root}Σ[i] ds[n,h,i,r] · q[n,i,j]{whose}"),
    work=lambda q, k: products(q, k),
)
def dk(ds: Array, q: Array) -> Array:
    heads = ds.shape[1]
    return joined(ds.swapaxes(2, 3) @ split(q, heads)) / sqrt(q.shape[2] / heads)


@attention.cell
def dk_at(at: Index, ds: View, q: View) -> Expr:
    n, r, j = at
    scores = ds[n, head_at(j, ds, q), :, r]
    return total(scores * q[n, :, j]) / root(q.shape[2], ds.shape[1])
