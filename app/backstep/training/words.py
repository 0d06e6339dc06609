"""How a training ended, in a sentence of each language."""

from typing import Any

from backstep.languages import LANGUAGES, Words, say
from backstep.training.job import Cause, End

SAID = {
    "iterations": (
        "All iterations are done: this is iteration {iteration}.",
        "Se hicieron todas las iteraciones: esta es la iteración {iteration}.",
    ),
    "loss_below": (
        "At iteration {iteration} the loss is below what was asked for.",
        "En la iteración {iteration} el error está por debajo de lo pedido.",
    ),
    "nonfinite": (
        "At iteration {iteration} a number is not finite.",
        "En la iteración {iteration} un número no es finito.",
    ),
    "norm_below": (
        "At iteration {iteration} the norm of {{{address}}} is below what was asked for.",
        "En la iteración {iteration} la norma de {{{address}}} está por debajo de lo pedido.",
    ),
    "norm_above": (
        "At iteration {iteration} the norm of {{{address}}} is above what was asked for.",
        "En la iteración {iteration} la norma de {{{address}}} está por encima de lo pedido.",
    ),
    "dead": (
        "At iteration {iteration} a unit of {{{address}}} is 0 for every sample of the batch.",
        "En la iteración {iteration} una unidad de {{{address}}} da 0 en todo el lote.",
    ),
    "accuracy_above": (
        "At iteration {iteration} the accuracy is above what was asked for.",
        "En la iteración {iteration} la exactitud está por encima de lo pedido.",
    ),
    "diverged": (
        "At iteration {iteration} the loss is no longer a finite number.",
        "En la iteración {iteration} el error ya no es un número finito.",
    ),
    "diverged at once": (
        "At iteration {iteration}, where it began, the loss is not a finite number.",
        "En la iteración {iteration}, donde empezó, el error no es un número finito.",
    ),
    "time_limit": (
        "The time for one training is over at iteration {iteration}.",
        "En la iteración {iteration} se terminó el tiempo de un entrenamiento.",
    ),
    "stopped": (
        "Stopped at iteration {iteration}.",
        "Detenido en la iteración {iteration}.",
    ),
}
WRITTEN = (
    " It began at iteration {iteration}, step {step}, which wrote {{{address}}}: ",
    " Empezó en la iteración {iteration}, paso {step}, que escribió {{{address}}}: ",
)
WHY: dict[str, Words] = {
    "overflow": (
        "a number grew beyond what can be represented.",
        "un número creció más allá de lo que se puede representar.",
    ),
    "log_zero": (
        "it takes the logarithm of 0, which is −∞.", "toma el logaritmo de 0, que es −∞."
    ),
    "log_negative": (
        "there is no logarithm of a negative number.",
        "un número negativo no tiene logaritmo.",
    ),
    "root": (
        "there is no square root of a negative number.",
        "un número negativo no tiene raíz cuadrada.",
    ),
    "zero_by_zero": ("it divides 0 by 0.", "divide 0 por 0."),
    "by_zero": ("it divides by 0.", "divide por 0."),
    "power": (
        "a negative number has no power with a fractional exponent.",
        "un número negativo no tiene potencias de exponente fraccionario.",
    ),
    "undefined": (
        "what it asks for is not defined for this number.",
        "lo que pide no está definido para este número.",
    ),
}  # fmt: skip
SMALLER = (
    " A smaller learning rate may help.",
    " Una tasa de aprendizaje menor puede ayudar.",
)
GIVEN = (
    " {{{address}}} held such a number from the start.",
    " {{{address}}} tenía un número así desde el principio.",
)


def told(end: End, iteration: int) -> dict[str, Any]:
    """What `done` says of an end, besides the place where it is."""
    said: dict[str, Any] = {"reason": end.reason, "sentence": sentence(end, iteration)}
    cause = end.cause
    if cause is None:
        return said
    said["cause"] = {
        "condition": cause.condition,
        "iteration": cause.iteration,
        "address": cause.address,
        "at": cause.at,
        "step": cause.step,
    }
    if cause.why is not None:
        said["why"] = {
            "what": cause.why, "at_once": end.at_once, "smaller_steps": helps(cause),
        }  # fmt: skip
    return said


def sentence(end: End, iteration: int) -> dict[str, str]:
    """What happened; the tensor stands as `{address}`, as in a step's sentence."""
    cause = end.cause
    reason = cause.condition if cause and cause.condition else end.reason
    if reason == "diverged" and end.at_once:
        reason = "diverged at once"
    slots = {"iteration": iteration, "address": cause.address if cause else ""}
    return {
        language: say(SAID[reason], language).format(**slots) + because(cause, language)
        for language in LANGUAGES
    }


def because(cause: Cause | None, language: str) -> str:
    """Why a number is not finite; nothing where that did not end it."""
    if cause is None or cause.why is None:
        return ""
    if cause.step is None:
        return say(GIVEN, language).format(address=cause.address)
    where = say(WRITTEN, language).format(
        iteration=cause.iteration, step=cause.step, address=cause.address
    )
    smaller = say(SMALLER, language) if helps(cause) else ""
    return where + say(WHY[cause.why], language) + smaller


def helps(cause: Cause) -> bool:
    """Whether smaller steps might not have led there: only where steps did, and numbers grew."""
    return cause.by_steps and cause.why == "overflow"
