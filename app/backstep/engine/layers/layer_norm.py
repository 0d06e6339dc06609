"""Layer norm: gives each sample mean 0 and variance 1, then learns its own scale.

Source: Ba, Kiros and Hinton, "Layer normalization" (2016), equation 4.
"""

from math import prod

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape
from backstep.engine.normalising import Groups, centres, leads_back

layer_norm = Kind(
    "layer_norm",
    "layer",
    "y = gamma · (x - mean)/sqrt(var + eps) + beta",
    title=("Layer norm", "Normalización por capa"),
    group="steady",
    summary=(
        "Gives each sample mean 0 and variance 1, then learns its own scale.",
        "Da a cada ejemplo media 0 y varianza 1, y luego aprende su escala.",
    ),
    example=Example(),
    more_examples=(Example(shape=(3, 2, 2, 3)),),
    edges="all",
)
layer_norm.counts(lambda x: prod(x[1:]))
layer_norm.setting(
    "eps", "number", "Avoids dividing by 0", "Evita dividir por 0",
    default=1e-5, min=0, max=1,
)  # fmt: skip


def sample_shape(x: Shape) -> Shape:
    """One number for each entry of a sample."""
    return x[1:]


def samples(x: Shape) -> Shape:
    """One number for each sample."""
    return x[:1]


layer_norm.parameter("gamma", sample_shape, start=1.0)
layer_norm.parameter("beta", sample_shape)


@layer_norm.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        raise Misfit(
            f"layer norm expects samples × features (rank 2 or more), and gets rank {len(x)}",
            allowed={"min_rank": 2},
        )
    return x


def mean_of(x: Array) -> Array:
    """Each sample's mean."""
    return x.mean(axis=tuple(range(1, x.ndim)))


def per_sample(numbers: Array, x: Array) -> Array:
    """One number per sample, shaped so that it meets all entries of its sample."""
    return numbers.reshape((-1,) + (1,) * (x.ndim - 1))


def count(x: View) -> Expr:
    return const(x.size / x.shape[0], "M")


def numbers(x: View, n: int) -> Expr:
    return x[n]


def letters(at: Letters) -> dict[str, Letters | str]:
    """Of the sample n: the sums run over all its numbers, and these are taken whole."""
    inside = range(1, len(at))
    there = at.over(*inside)
    return {
        "rest": at[1:], "there": there, "others": there[1:], "all": at.whole(*inside),
        "of_all": "[n]", "same": there[1:].same(at[1:]),
    }  # fmt: skip


GROUPS = Groups(0, samples, mean_of, per_sample, numbers, count, letters)
by_sample = GROUPS.written

centres(
    layer_norm,
    GROUPS,
    (
        "{Layer} takes the mean of each sample of {x}, over all its numbers.",
        "{Layer} toma la media de cada ejemplo de {x}, sobre todos sus números.",
    ),
    (
        "{Layer} moves each sample of {x} to mean 0, and divides by its usual distance from there, "
        "the root of {var} + ε.",
        "{Layer} lleva cada ejemplo de {x} a media 0, y divide por su distancia habitual a ella, "
        "la raíz de {var} + ε.",
    ),
)


@layer_norm.forward(
    "Then each place in a sample gets the scale {gamma} and the shift {beta} that suit the "
    "network.",
    "Luego cada lugar de un ejemplo recibe la escala {gamma} y el desplazamiento {beta} que le "
    "convienen a la red.",
    cell=by_sample("y[{at}] = gamma[{rest}] · z[{at}] + beta[{rest}]"),
    all=by_sample("y[{all}] = gamma ⊙ z[{all}] + beta"),
)
def y(z: Array, gamma: Array, beta: Array) -> Array:
    return gamma * z + beta


@layer_norm.cell
def y_at(at: Index, z: View, gamma: View, beta: View) -> Expr:
    inside = at[1:]
    return gamma[inside] * z[at] + beta[inside]


@layer_norm.backward(
    "{gamma} stretches {z}, so its gradient adds up {dy} times {z}. **{Middle} is in the middle**.",
    "{gamma} estira {z}, así que su gradiente suma {dy} por {z}. **{Middle} está en el medio**.",
    local=by_sample("∂y[{at}]/∂gamma[{rest}] = z[{at}]"),
    cell=by_sample("dgamma[{rest}] = Σ[n] dy[{at}] · z[{at}]"),
    all=by_sample("dgamma = Σ[n] dy[{all}] ⊙ z[{all}]"),
)
def dgamma(dy: Array, z: Array) -> Array:
    return (dy * z).sum(axis=0)


@layer_norm.cell
def dgamma_at(at: Index, dy: View, z: View) -> Expr:
    return total(dy[:, *at] * z[:, *at])


@layer_norm.backward(
    "{beta} is added to every sample alike, so its gradient is the sum of {dy} over all of "
    "them. **{Middle} is in the middle** here too.",
    "{beta} se suma igual en todos los ejemplos, así que su gradiente es la suma de {dy} "
    "sobre ellos. También aquí **{middle} está en el medio**.",
    local=by_sample("∂y[{at}]/∂beta[{rest}] = 1"),
    cell=by_sample("dbeta[{rest}] = Σ[n] dy[{at}]"),
    all=by_sample("dbeta = Σ[n] dy[{all}]"),
)
def dbeta(dy: Array) -> Array:
    return dy.sum(axis=0)


@layer_norm.cell
def dbeta_at(at: Index, dy: View) -> Expr:
    return total(dy[:, *at])


@layer_norm.backward(
    "On the way back {dy} is first multiplied by the scale {gamma}.",
    "A la vuelta {dy} se multiplica primero por la escala {gamma}.",
    local=by_sample("∂y[{at}]/∂z[{at}] = gamma[{rest}]"),
    cell=by_sample("dz[{at}] = dy[{at}] · gamma[{rest}]"),
    all=by_sample("dz[{all}] = gamma ⊙ dy[{all}]"),
    general="∂E/∂z = ∂E/∂y · ∂y/∂z",
)
def dz(dy: Array, gamma: Array) -> Array:
    return dy * gamma


@layer_norm.cell
def dz_at(at: Index, dy: View, gamma: View) -> Expr:
    return dy[at] * gamma[at[1:]]


leads_back(
    layer_norm,
    GROUPS,
    (
        "Every {x} also moved the mean and the variance of its sample: {layer} takes both parts "
        "out of {dz}.",
        "Cada {x} también movió la media y la varianza de su ejemplo: {layer} quita ambas partes "
        "de {dz}.",
    ),
)
