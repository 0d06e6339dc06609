"""Cross entropy: how surprised the probabilities are by what turned out to be true."""

from collections.abc import Callable

import numpy as np

from backstep.engine.class_axis import averaged
from backstep.engine.expr import Expr, View, absolute, choose, const, log, sign, total
from backstep.engine.kind import Array, Example, Index, Kind, Letters, Misfit, Shape

cross_entropy = Kind(
    "cross_entropy",
    "loss",
    "E = -1/N · Σ[…] target[…] · log(x[…])",
    title=("Cross entropy", "Entropía cruzada"),
    summary=(
        "How surprised the probabilities are by what turned out to be true.",
        "Cuánto sorprende a las probabilidades lo que resultó ser cierto.",
    ),
    example=Example(inputs="rows", targets="classes"),
    more_examples=(
        Example(shape=(2, 3, 2), inputs="probabilities", targets="bits"),
        Example(shape=(2, 3, 2, 2), inputs="probabilities", targets="bits"),
    ),
    classes=True,
    takes="probabilities",
    targets=(0, 1),
)
cross_entropy.counts(lambda x: averaged(x)[0])


@cross_entropy.output
def output(x: Shape) -> Shape:
    if len(x) < 2:
        raise Misfit(
            "cross entropy expects one row of probabilities for each sample (rank 2 or more), "
            f"and gets rank {len(x)}",
            allowed={"min_rank": 2, "insert": "flatten"},
        )
    return ()


def averaging(formula: str) -> Callable[..., str]:
    """A formula of a number `at` its place, in which `N` counts what is averaged over."""

    def text(at: Letters, x_shape: Shape) -> str:
        return formula.replace("{at}", str(at)).replace("{N}", averaged(x_shape)[1])

    return text


@cross_entropy.forward(
    lambda rank: (
        "The error looks at the probabilities in {x}, weighted by {target}: the smaller they are, "
        "the larger the error. Averaged over the "
        + ("rows of all samples." if rank == 3 else "samples.")
    ),
    lambda rank: (
        "El error mira las probabilidades de {x}, ponderadas por {target}: cuanto más pequeñas, "
        "mayor el error. Promediado sobre "
        + ("las filas de todos los ejemplos." if rank == 3 else "los ejemplos.")
    ),
    cell=averaging("E = -1/{N} · Σ[{at}, target[{at}] ≠ 0] target[{at}] · log(x[{at}])"),
)
def E(x: Array, target: Array) -> Array:
    rows = len(x) if x.ndim != 3 else x.shape[0] * x.shape[1]
    # 0 · log 0 is 0, but 0 · NaN is NaN; and a sum of nothing but zeros is 0, not −0.
    return -np.where((target == 0) & (x == x), 0, target * np.log(x)).sum() / rows + 0.0


@cross_entropy.cell
def E_at(x: View, target: View) -> Expr:
    t, p = target[...], x[...]
    return -total(choose(absolute(t), t * log(p), nothing(t, p))) / const(*averaged(x.shape))


def nothing(t: Expr, p: Expr) -> Expr:
    """0, but NaN where t or p is."""
    return t * sign(p) if np.isnan([t.value, p.value]).any() else const(0)


@cross_entropy.backward(
    "The error knows its own formula: this derivative is **computed directly**. Where {target} is "
    "0 the probability in {x} does not matter.",
    "El error conoce su propia fórmula: esta derivada **se calcula directamente**. Donde {target} "
    "es 0, la probabilidad en {x} no importa.",
    cell=averaging("dx[…] = cases(-target[…]/({N} · x[…]), target[…] ≠ 0, 0, target[…] = 0)"),
    all=averaging("dx = cases(-1/{N} · target/x, target ≠ 0, 0, target = 0)"),
)
def dx(x: Array, target: Array) -> Array:
    rows = len(x) if x.ndim != 3 else x.shape[0] * x.shape[1]
    return np.where((target == 0) & (x == x), 0, -target / x / rows)


@cross_entropy.cell
def dx_at(at: Index, x: View, target: View) -> Expr:
    t, p = target[at], x[at]
    return choose(absolute(t), -t / p / const(*averaged(x.shape)), nothing(t, p))
