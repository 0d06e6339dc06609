"""Binary cross entropy: every output is the probability of a yes, and answers for itself."""

from math import prod

import numpy as np

from backstep.engine.expr import Expr, View, absolute, choose, const, log, total
from backstep.engine.kind import Array, Example, Index, Kind

binary_cross_entropy = Kind(
    "binary_cross_entropy",
    "loss",
    "E = -1/M · Σ[…] (target[…] · log(x[…]) + (1 - target[…]) · log(1 - x[…]))",
    title=("Binary cross entropy", "Entropía cruzada binaria"),
    summary=(
        "Every output is a probability of yes, by itself.",
        "Cada salida es, por sí sola, la probabilidad de un sí.",
    ),
    example=Example(inputs="probabilities", targets="bits"),
    more_examples=(Example(inputs="probabilities", targets="real"),),
    takes="probabilities",
    targets=(0, 1),
)
binary_cross_entropy.counts(prod)


@binary_cross_entropy.forward(
    "Where {target} says yes the error asks how unlikely {x} called it; where it says no, how "
    "likely. Averaged over all entries.",
    "Donde {target} dice sí, el error pregunta cuán improbable lo creía {x}; donde dice no, cuán "
    "probable. Promediado sobre todas las celdas.",
    cell=lambda at: (
        f"E = -1/M · (Σ[{at}, target[{at}] ≠ 0] target[{at}] · log(x[{at}]) "
        f"+ Σ[{at}, target[{at}] ≠ 1] (1 - target[{at}]) · log(1 - x[{at}]))"
    ),
)
def E(x: Array, target: Array) -> Array:
    yes = np.where(target == 0, 0, target * np.log(x))  # 0 · log 0 is 0
    no = np.where(target == 1, 0, (1 - target) * np.log(1 - x))
    return -(yes + no).sum() / x.size + 0.0  # not −0


@binary_cross_entropy.cell
def E_at(x: View, target: View) -> Expr:
    t, p = target[...], x[...]
    yes = choose(absolute(t), t * log(p), t)
    no = choose(absolute(1 - t), (1 - t) * log(1 - p), 1 - t)
    return -total(yes + no) / const(x.size, "M")


@binary_cross_entropy.backward(
    "The error knows its own formula: this derivative is **computed directly**. The more certain "
    "a wrong {x} was, the steeper.",
    "El error conoce su propia fórmula: esta derivada **se calcula directamente**. Cuanto más "
    "segura estaba una {x} equivocada, más empinada.",
    cell="dx[…] = 1/M · (cases((1 - target[…])/(1 - x[…]), target[…] ≠ 1, 0, target[…] = 1) "
    "- cases(target[…]/x[…], target[…] ≠ 0, 0, target[…] = 0))",
    all="dx = 1/M · (cases((1 - target)/(1 - x), target ≠ 1, 0, target = 1) "
    "- cases(target/x, target ≠ 0, 0, target = 0))",
)
def dx(x: Array, target: Array) -> Array:
    yes = np.where(target == 0, 0, target / x)
    no = np.where(target == 1, 0, (1 - target) / (1 - x))
    return (no - yes) / x.size


@binary_cross_entropy.cell
def dx_at(at: Index, x: View, target: View) -> Expr:
    t, p = target[at], x[at]
    yes = choose(absolute(t), t / p, t)
    no = choose(absolute(1 - t), (1 - t) / (1 - p), 1 - t)
    return (no - yes) / const(x.size, "M")
