"""How a training ended, in a sentence of each language."""

from app.training.job import Cause, End

SAID = {
    "iterations": (
        "All iterations are done: this is iteration {iteration}.",
        "Se hicieron todas las iteraciones: esta es la iteración {iteration}.",
    ),
    "until": (
        "At iteration {iteration} the loss is below what was asked for.",
        "En la iteración {iteration} el error está por debajo de lo pedido.",
    ),
    "diverged": (
        "At iteration {iteration} the loss is no longer a finite number.",
        "En la iteración {iteration} el error ya no es un número finito.",
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
    " It began at iteration {iteration}, step {step}, which wrote {{{address}}}: the numbers grew "
    "beyond what can be held. A smaller learning rate may help.",
    " Empezó en la iteración {iteration}, paso {step}, que escribió {{{address}}}: los números "
    "crecieron más allá de lo que se puede guardar. Una tasa de aprendizaje menor puede ayudar.",
)
GIVEN = (
    " {{{address}}} held such a number from the start.",
    " {{{address}}} tenía un número así desde el principio.",
)


def sentence(end: End, iteration: int) -> dict[str, str]:
    """What happened; the tensor stands as `{address}`, as in a step's sentence."""
    said = (text.format(iteration=iteration) for text in SAID[end.reason])
    pairs = zip(("en", "es"), said, because(end.cause), strict=True)
    return {language: text + why for language, text, why in pairs}


def because(cause: Cause | None) -> tuple[str, str]:
    if cause is None:
        return "", ""
    if cause.step is None:
        return GIVEN[0].format(address=cause.address), GIVEN[1].format(address=cause.address)
    slots = {"iteration": cause.iteration, "step": cause.step, "address": cause.address}
    return WRITTEN[0].format(**slots), WRITTEN[1].format(**slots)
