"""Batch norm: gives each feature mean 0 and variance 1 over the batch, then learns its own scale.

Source: Ioffe and Szegedy, "Batch normalization" (2015), algorithm 1; running statistics as PyTorch.
"""

from math import prod

from backstep.engine.expr import Expr, View, const, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape
from backstep.engine.normalising import Groups, centres, leads_back

batch_norm = Kind(
    "batch_norm",
    "layer",
    "y = gamma · (x - mean)/sqrt(var + eps) + beta",
    title=("Batch norm", "Normalización por lote"),
    group="steady",
    summary=(
        "Gives each feature (axis 1) mean 0 and variance 1 over the batch, then learns its own "
        "scale.",
        "Da a cada característica (eje 1) media 0 y varianza 1 en el lote, y luego aprende su "
        "escala.",
    ),
    more_examples=(Example(shape=(3, 2, 2, 3)),),
    mixes_samples=True,
)
batch_norm.counts(lambda x: prod(x) // x[1])
batch_norm.setting(
    "eps", "number", "Avoids dividing by 0", "Evita dividir por 0", default=1e-5, min=0, max=1
)
batch_norm.setting(
    "momentum", "number", "Weight of this batch in the running statistics",
    "Peso de este lote en las estadísticas móviles", default=0.1, min=0, max=1,
)  # fmt: skip


def channels(x: Shape) -> Shape:
    """One number for each entry of axis 1."""
    return (x[1],)


batch_norm.parameter("gamma", channels, start=1.0)
batch_norm.parameter("beta", channels)
batch_norm.state("running_mean", channels)
batch_norm.state("running_var", channels, start=1.0)
batch_norm.symbol("momentum", "η")


@batch_norm.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        found = f"batch norm expects samples × features, and gets rank {len(x)}"
        raise Misfit(found, allowed={"min_rank": 2})
    return x


def spread_over(per_feature: Array, x: Array) -> Array:
    """One number per feature, shaped so that it meets every sample and pixel."""
    return per_feature.reshape((1, -1) + (1,) * (x.ndim - 2))


def mean_of(x: Array) -> Array:
    return x.mean(axis=others(x))


def others(x: Array) -> tuple[int, ...]:
    """All axes but the features'."""
    return (0, *range(2, x.ndim))


def feature(x: View, c: int) -> Expr:
    return x[:, c, ...].flat


def count(x: View) -> Expr:
    return const(x.size / x.shape[1], "M")


def letters(at: Letters) -> dict[str, Letters | str]:
    """Of one feature: the sums run over samples and pixels, and all features are taken whole."""
    there = at.over(*(axis for axis in range(len(at)) if axis != 1))
    return {
        "rest": at.without(1), "there": there, "others": there.without(1), "all": at.whole(1),
        "of_all": "", "same": there.without(1).same(at.without(1)),
    }  # fmt: skip


GROUPS = Groups(1, channels, mean_of, spread_over, feature, count, letters)
by_feature = GROUPS.written

centres(
    batch_norm,
    GROUPS,
    (
        "{Layer} takes the mean of each {feature} of {x} over {batch}.",
        "{Layer} toma la media de cada {feature} de {x} sobre {batch}.",
    ),
    (
        "{Layer} moves each {feature} of {x} to mean 0, and divides by its usual distance from "
        "there, the root of {var} + ε.",
        "{Layer} lleva cada {feature} de {x} a media 0, y divide por su distancia habitual a ella, "
        "la raíz de {var} + ε.",
    ),
)


@batch_norm.predict
def mean_predicted(running_mean: Array) -> Array:
    return running_mean


@batch_norm.predict
def var_predicted(running_var: Array) -> Array:
    return running_var


@batch_norm.forward(
    "Then each {feature} gets the scale {gamma} and the shift {beta} that suit the network.",
    "Luego cada {feature} recibe la escala {gamma} y el desplazamiento {beta} que le convienen a "
    "la red.",
    cell=by_feature("y[{at}] = gamma[{g}] · z[{at}] + beta[{g}]"),
    all=by_feature("y[{all}] = gamma ⊙ z[{all}] + beta"),
)
def y(z: Array, gamma: Array, beta: Array) -> Array:
    return spread_over(gamma, z) * z + spread_over(beta, z)


@batch_norm.cell
def y_at(at: Index, z: View, gamma: View, beta: View) -> Expr:
    return gamma[at[1]] * z[at] + beta[at[1]]


@batch_norm.backward(
    "{gamma} stretches {z}, so its gradient adds up {dy} times {z}. **{Middle} is in the middle**.",
    "{gamma} estira {z}, así que su gradiente suma {dy} por {z}. **{Middle} está en el medio**.",
    local=by_feature("∂y[{at}]/∂gamma[{g}] = z[{at}]"),
    cell=by_feature("dgamma[{g}] = Σ[{rest}] dy[{at}] · z[{at}]"),
    all=by_feature("dgamma = Σ[{rest}] dy[{all}] ⊙ z[{all}]"),
)
def dgamma(dy: Array, z: Array) -> Array:
    return (dy * z).sum(axis=others(z))


@batch_norm.cell
def dgamma_at(at: Index, dy: View, z: View) -> Expr:
    return total(feature(dy, at[0]) * feature(z, at[0]))


@batch_norm.backward(
    "{beta} is added alike everywhere, so its gradient is the sum of {dy} over {batch}. "
    "**{Middle} is in the middle** here too.",
    "{beta} se suma igual en todas partes, así que su gradiente es la suma de {dy} sobre {batch}. "
    "También aquí **{middle} está en el medio**.",
    local=by_feature("∂y[{at}]/∂beta[{g}] = 1"),
    cell=by_feature("dbeta[{g}] = Σ[{rest}] dy[{at}]"),
    all=by_feature("dbeta = Σ[{rest}] dy[{all}]"),
)
def dbeta(dy: Array) -> Array:
    return dy.sum(axis=others(dy))


@batch_norm.cell
def dbeta_at(at: Index, dy: View) -> Expr:
    return total(feature(dy, at[0]))


@batch_norm.backward(
    "On the way back {dy} is first multiplied by the scale {gamma}.",
    "A la vuelta {dy} se multiplica primero por la escala {gamma}.",
    local=by_feature("∂y[{at}]/∂z[{at}] = gamma[{g}]"),
    cell=by_feature("dz[{at}] = dy[{at}] · gamma[{g}]"),
    all=by_feature("dz[{all}] = gamma ⊙ dy[{all}]"),
    general="∂E/∂z = ∂E/∂y · ∂y/∂z",
)
def dz(dy: Array, gamma: Array) -> Array:
    return dy * spread_over(gamma, dy)


@batch_norm.cell
def dz_at(at: Index, dy: View, gamma: View) -> Expr:
    return dy[at] * gamma[at[1]]


leads_back(
    batch_norm,
    GROUPS,
    (
        "Every {x} also moved the mean and variance of its {feature}: {layer} takes both parts out "
        "of {dz}.",
        "Cada {x} también movió la media y la varianza de su {feature}: {layer} quita ambas partes "
        "de {dz}.",
    ),
)


@batch_norm.update(
    "{Layer} remembers a running mean for when it is used outside training.",
    "{Layer} recuerda una media móvil para cuando se la use fuera del entrenamiento.",
    cell=by_feature(
        "running_mean_next[{g}] ← (1 - momentum) · running_mean[{g}] + momentum · mean[{g}]"
    ),
    all="running_mean_next ← (1 - momentum) · running_mean + momentum · mean",
    shape=channels,
)
def running_mean_next(running_mean: Array, mean: Array, momentum: float) -> Array:
    return (1 - momentum) * running_mean + momentum * mean


@batch_norm.cell
def running_mean_next_at(at: Index, running_mean: View, mean: View, momentum: Expr) -> Expr:
    return (1 - momentum) * running_mean[at] + momentum * mean[at]


@batch_norm.update(
    lambda x_shape: (
        "And a running variance, from the unbiased variance of this batch."
        if correction(x_shape)
        else "And a running variance, from that of this batch: a single number has no unbiased one."
    ),
    lambda x_shape: (
        "Y una varianza móvil, a partir de la varianza insesgada de este lote."
        if correction(x_shape)
        else "Y una varianza móvil, a partir de la de este lote: un solo número no tiene insesgada."
    ),
    cell=lambda at, x_shape: (
        f"running_var_next[{at[1]}] ← (1 - momentum) · running_var[{at[1]}] "
        f"+ momentum{correction(x_shape)} · var[{at[1]}]"
    ),
    all=lambda x_shape: (
        f"running_var_next ← (1 - momentum) · running_var + momentum{correction(x_shape)} · var"
    ),
    shape=channels,
)
def running_var_next(running_var: Array, var: Array, x: Array, momentum: float) -> Array:
    return (1 - momentum) * running_var + momentum * unbiased(x) * var


@batch_norm.cell
def running_var_next_at(at: Index, running_var: View, var: View, x: View, momentum: Expr) -> Expr:
    if x.size == x.shape[1]:
        return (1 - momentum) * running_var[at] + momentum * var[at]
    factor = const(unbiased(x), "M/(M−1)")
    return (1 - momentum) * running_var[at] + momentum * factor * var[at]


def correction(x_shape: Shape) -> str:
    """The factor that makes the variance unbiased, where there is one."""
    return " · M/(M - 1)" if prod(x_shape) > x_shape[1] else ""


def unbiased(x: Array | View) -> float:
    """n / (n − 1) for n numbers per feature; a single number has no spread to correct."""
    return (n := x.size // x.shape[1]) / max(n - 1, 1)
