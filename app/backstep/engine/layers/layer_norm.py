"""Layer norm: gives each sample, or each row of it, mean 0 and variance 1, then its own scale.

Source: Ba, Kiros and Hinton, "Layer normalization" (2016), equation 4.
"""

import re
from collections.abc import Callable
from math import prod

from backstep.engine.expr import Expr, View, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape
from backstep.engine.normalising import Leading, centres, leads_back, mean_over

layer_norm = Kind(
    "layer_norm",
    "layer",
    "y = gamma · (x - mean)/sqrt(var + eps) + beta",
    title=("Layer norm", "Normalización por capa"),
    group="steady",
    summary=(
        "Gives each sample, or each row of it, mean 0 and variance 1, then learns its own scale.",
        "Da a cada ejemplo, o a cada fila suya, media 0 y varianza 1, y luego aprende su escala.",
    ),
    example=Example(),
    more_examples=(
        Example(shape=(3, 2, 2, 3)),
        Example(shape=(3, 2, 4), settings={"axes": "last"}),
        Example(shape=(3, 4), settings={"axes": "last"}),
    ),
    edges="all",
)
layer_norm.counts(lambda x, axes: prod(x[1:]) if axes == "all" else x[-1])
layer_norm.setting(
    "eps", "number", "Avoids dividing by 0", "Evita dividir por 0",
    default=1e-5, min=0, max=1,
)  # fmt: skip
layer_norm.setting(
    "axes", "text", "What has a mean of its own: a whole sample, or each row of it (last axis)",
    "Qué tiene media propia: un ejemplo entero, o cada fila suya (último eje)",
    default="all", choices=("all", "last"), later=True,
)  # fmt: skip


def places(x: Shape, axes: str) -> Shape:
    """One number for each entry of a sample, or of one of its rows."""
    return x[1:] if axes == "all" else x[-1:]


def groups(x: Shape, axes: str) -> Shape:
    """One number for each sample, or for each row of all samples."""
    return x[:1] if axes == "all" else x[:-1]


layer_norm.parameter("gamma", places, start=1.0)
layer_norm.parameter("beta", places)


@layer_norm.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        raise Misfit(
            f"layer norm expects samples × features (rank 2 or more), and gets rank {len(x)}",
            allowed={"min_rank": 2},
        )
    return x


def letters(at: Letters, axes: str) -> dict[str, Letters | str]:
    """Of one group: the sums run over all its numbers, and these are taken whole."""
    first = 1 if axes == "all" else len(at) - 1
    inside = range(first, len(at))
    there = at.over(*inside)
    return {
        "at": at, "g": at[:first], "rest": at[first:], "there": there, "others": there[first:],
        "all": at.whole(*inside), "of_all": f"[{at[:first]}]",
        "same": there[first:].same(at[first:]),
    }  # fmt: skip


def grouped(of_sample: str, **row: str) -> Callable[..., str]:
    """A sentence about samples; where a sample has several rows that each have a mean, `row` says
    which words become which."""

    def text(rank: int, axes: str) -> str:
        said = of_sample
        for word, instead in row.items() if axes == "last" and rank > 2 else ():
            said = re.sub(rf"\b{word}\b", instead, said)
        return said

    return text


GROUPS = Leading(groups, letters)
by_group = GROUPS.written


centres(
    layer_norm,
    GROUPS,
    (
        grouped(
            "{Layer} takes the mean of each sample of {x}, over all its numbers.", sample="row"
        ),
        grouped(
            "{Layer} toma la media de cada ejemplo de {x}, sobre todos sus números.",
            ejemplo="fila",
        ),
    ),
    (
        grouped(
            "{Layer} moves each sample of {x} to mean 0, and divides by its usual distance from "
            "there, the root of {var} + ε.",
            sample="row",
        ),
        grouped(
            "{Layer} lleva cada ejemplo de {x} a media 0, y divide por su distancia habitual a "
            "ella, la raíz de {var} + ε.",
            ejemplo="fila",
        ),
    ),
)


@layer_norm.function
def mean(x: Array, axes: str = "all") -> Array:
    return mean_over(x, (-1,) if axes == "last" else tuple(range(1, x.ndim)))


@layer_norm.forward(
    grouped(
        "Then each place in a sample gets the scale {gamma} and the shift {beta} that suit the "
        "network.",
        sample="row",
    ),
    grouped(
        "Luego cada lugar de un ejemplo recibe la escala {gamma} y el desplazamiento {beta} que le "
        "convienen a la red.",
        un="una",
        ejemplo="fila",
    ),
    cell=by_group("y[{at}] = gamma[{rest}] · z[{at}] + beta[{rest}]"),
    all=by_group("y[{all}] = gamma ⊙ z[{all}] + beta"),
)
def y(z: Array, gamma: Array, beta: Array) -> Array:
    return gamma * z + beta


def place(at: Index, per_place: View) -> Index:
    """Where in a group a number is."""
    return at[len(at) - len(per_place.shape) :]


@layer_norm.cell
def y_at(at: Index, z: View, gamma: View, beta: View) -> Expr:
    inside = place(at, gamma)
    return gamma[inside] * z[at] + beta[inside]


def over_groups(values: Array, axes: str) -> Array:
    """For each place the sum over all groups."""
    if axes == "all" or values.ndim == 2:
        return values.sum(axis=0)
    return values.reshape(-1, values.shape[-1]).sum(axis=0)


@layer_norm.backward(
    "{gamma} stretches {z}, so its gradient adds up {dy} times {z}. **{Middle} is in the middle**.",
    "{gamma} estira {z}, así que su gradiente suma {dy} por {z}. **{Middle} está en el medio**.",
    local=by_group("∂y[{at}]/∂gamma[{rest}] = z[{at}]"),
    cell=by_group("dgamma[{rest}] = Σ[{g}] dy[{at}] · z[{at}]"),
    all=by_group("dgamma = Σ[{g}] dy[{all}] ⊙ z[{all}]"),
)
def dgamma(dy: Array, z: Array, axes: str = "all") -> Array:
    return over_groups(dy * z, axes)


@layer_norm.cell
def dgamma_at(at: Index, dy: View, z: View) -> Expr:
    return total(dy[..., *at] * z[..., *at])


@layer_norm.backward(
    grouped(
        "{beta} is added to every sample alike, so its gradient is the sum of {dy} over all of "
        "them. **{Middle} is in the middle** here too.",
        sample="row",
    ),
    grouped(
        "{beta} se suma igual en todos los ejemplos, así que su gradiente es la suma de {dy} "
        "sobre ellos. También aquí **{middle} está en el medio**.",
        todos="todas",
        los="las",
        ejemplos="filas",
        ellos="ellas",
    ),
    local=by_group("∂y[{at}]/∂beta[{rest}] = 1"),
    cell=by_group("dbeta[{rest}] = Σ[{g}] dy[{at}]"),
    all=by_group("dbeta = Σ[{g}] dy[{all}]"),
)
def dbeta(dy: Array, axes: str = "all") -> Array:
    return over_groups(dy, axes)


@layer_norm.cell
def dbeta_at(at: Index, dy: View) -> Expr:
    return total(dy[..., *at])


@layer_norm.backward(
    "On the way back {dy} is first multiplied by the scale {gamma}.",
    "A la vuelta {dy} se multiplica primero por la escala {gamma}.",
    local=by_group("∂y[{at}]/∂z[{at}] = gamma[{rest}]"),
    cell=by_group("dz[{at}] = dy[{at}] · gamma[{rest}]"),
    all=by_group("dz[{all}] = gamma ⊙ dy[{all}]"),
    general="∂E/∂z = ∂E/∂y · ∂y/∂z",
)
def dz(dy: Array, gamma: Array) -> Array:
    return dy * gamma


@layer_norm.cell
def dz_at(at: Index, dy: View, gamma: View) -> Expr:
    return dy[at] * gamma[place(at, gamma)]


leads_back(
    layer_norm,
    GROUPS,
    (
        grouped(
            "Every {x} also moved the mean and the variance of its sample: {layer} takes both "
            "parts out of {dz}.",
            sample="row",
        ),
        grouped(
            "Cada {x} también movió la media y la varianza de su ejemplo: {layer} quita ambas "
            "partes de {dz}.",
            ejemplo="fila",
        ),
    ),
)
