"""Adam: a step along the running mean of the gradient, measured by the gradient's usual size.

Source: Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
"""

import numpy as np

from backstep.engine.expr import Expr, View, sqrt
from backstep.engine.kind import Array, Index, Kind
from backstep.engine.weight_decay import decays

adam = Kind(
    "adam",
    "optimizer",
    "p_next ← p - lr · mhat/(sqrt(vhat) + eps)",
    title=("Adam", "Adam"),
    summary=(
        "A step along the running mean of the gradient, measured by the gradient's usual size.",
        "Un paso según la media móvil del gradiente, medido por el tamaño habitual del gradiente.",
    ),
)
adam.setting(
    "lr", "number", "Learning rate α", "Tasa de aprendizaje α", min=0, max=1e9, recommended=0.01
)
adam.setting(
    "beta1", "number", "How much of the mean is kept", "Cuánto se conserva de la media",
    default=0.9, min=0, below=1,
)  # fmt: skip
adam.setting(
    "beta2", "number", "How much of the mean square is kept",
    "Cuánto se conserva de la media de cuadrados", default=0.999, min=0, below=1,
)  # fmt: skip
adam.setting(
    "eps", "number", "Avoids dividing by 0", "Evita dividir por 0", default=1e-8, min=0, max=1
)
adam.state("m", lambda p: p)
adam.state("v", lambda p: p)
adam.state("t", lambda: (), dtype="float64")
adam.symbol("mhat", "m̂")
adam.symbol("vhat", "v̂")


@adam.update(
    "Adam counts the updates of {p}, because its running means start from 0.",
    "Adam cuenta las actualizaciones de {p}, porque sus medias móviles parten de 0.",
    cell="t_next ← t + 1",
    shape=lambda: (),
)
def t_next(t: Array) -> Array:
    return t + 1


@adam.cell
def t_next_at(t: View) -> Expr:
    return t[()] + 1


decays(adam)


@adam.update(
    "The running mean of the gradient: {beta1} of the old one, {m}, and the rest from the new "
    "{dp}.",
    "La media móvil del gradiente: {beta1} de la anterior, {m}, y el resto del nuevo {dp}.",
    cell="m_next[…] ← beta1 · m[…] + (1 - beta1) · dp[…]",
    all="m_next ← beta1 · m + (1 - beta1) · dp",
)
def m_next(m: Array, dp: Array, beta1: float) -> Array:
    return beta1 * m + (1 - beta1) * dp


@adam.cell
def m_next_at(at: Index, m: View, dp: View, beta1: Expr) -> Expr:
    return beta1 * m[at] + (1 - beta1) * dp[at]


@adam.update(
    "The running mean of the gradient's square: {beta2} of the old one, {v}, and the rest from "
    "the square of the new {dp}.",
    "La media móvil del cuadrado del gradiente: {beta2} de la anterior, {v}, y el resto del "
    "cuadrado del nuevo {dp}.",
    cell="v_next[…] ← beta2 · v[…] + (1 - beta2) · dp[…]^2",
    all="v_next ← beta2 · v + (1 - beta2) · dp^2",
)
def v_next(v: Array, dp: Array, beta2: float) -> Array:
    return beta2 * v + (1 - beta2) * (dp * dp)


@adam.cell
def v_next_at(at: Index, v: View, dp: View, beta2: Expr) -> Expr:
    return beta2 * v[at] + (1 - beta2) * (dp[at] * dp[at])


@adam.update(
    "Early on the running mean {m_next} is too small, because it started from 0: Adam corrects it.",
    "Al comienzo la media móvil {m_next} es demasiado pequeña, porque partió de 0: Adam la "
    "corrige.",
    cell="mhat[…] = m_next[…]/(1 - beta1^t_next)",
    all="mhat = m_next/(1 - beta1^t_next)",
)
def mhat(m_next: Array, t_next: Array, beta1: float) -> Array:
    return m_next / (1 - beta1 ** float(t_next))


@adam.cell
def mhat_at(at: Index, m_next: View, t_next: View, beta1: Expr) -> Expr:
    return m_next[at] / (1 - beta1 ** t_next[()])


@adam.update(
    "The same correction for the running mean of the squares, {v_next}.",
    "La misma corrección para la media móvil de los cuadrados, {v_next}.",
    cell="vhat[…] = v_next[…]/(1 - beta2^t_next)",
    all="vhat = v_next/(1 - beta2^t_next)",
)
def vhat(v_next: Array, t_next: Array, beta2: float) -> Array:
    return v_next / (1 - beta2 ** float(t_next))


@adam.cell
def vhat_at(at: Index, v_next: View, t_next: View, beta2: Expr) -> Expr:
    return v_next[at] / (1 - beta2 ** t_next[()])


@adam.update(
    "The step: the mean {mhat} divided by the usual size of the gradient, times α = {lr}.",
    "El paso: la media {mhat} dividida por el tamaño habitual del gradiente, por α = {lr}.",
    cell="delta[…] = lr · mhat[…]/(sqrt(vhat[…]) + eps)",
    all="delta = lr · mhat/(sqrt(vhat) + eps)",
)
def delta(mhat: Array, vhat: Array, lr: float, eps: float) -> Array:
    return lr * mhat / (np.sqrt(vhat) + eps)


@adam.cell
def delta_at(at: Index, mhat: View, vhat: View, lr: Expr, eps: Expr) -> Expr:
    return lr * mhat[at] / (sqrt(vhat[at]) + eps)


@adam.update(
    "{p} takes the step: {delta} is subtracted from it.",
    "{p} da el paso: se le resta {delta}.",
    cell="p_next[…] ← p[…] - delta[…]",
    all="p_next ← p - delta",
)
def p_next(p: Array, delta: Array) -> Array:
    return p - delta


@adam.cell
def p_next_at(at: Index, p: View, delta: View) -> Expr:
    return p[at] - delta[at]
