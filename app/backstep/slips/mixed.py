"""Slips of meaning: no derivative, one tensor for another, something kept or overwritten."""

from collections.abc import Iterator

import numpy as np

from backstep.slips.evidence import Evidence, equal
from backstep.slips.scaled import by_number
from backstep.slips.slip import Slip


def passed_on(evidence: Evidence) -> Iterator[str]:
    """What arrives is handed on as it is, or only added up."""
    found, right, dy = evidence.found, evidence.expected, evidence.dy
    if equal(found, right) or found.shape != right.shape or any(by_number(evidence)):
        return  # where the derivative is one number, this is a factor
    if equal(found, dy) or (found.size == dy.size and equal(found.reshape(-1), dy.reshape(-1))):
        yield ""
    if any(equal(found, other) for other in evidence.gradients.values()):
        yield ""
    reaches = (np.abs(evidence.jacobian) > 0).astype(float)
    if equal(found, (dy.reshape(-1) @ reaches).reshape(right.shape)):
        yield ""


no_derivative = Slip(
    "no_derivative",
    (
        "{gradient} lacks a derivative: what arrives is to be multiplied by the derivative of the "
        "function that y was computed with.",
        "A {gradient} le falta una derivada: lo que llega se multiplica por la derivada de la "
        "función con la que se calculó y.",
    ),
    {},
    passed_on,
)
x_for_y = Slip(
    "x_for_y",
    (
        "{gradient} takes the input where the output belongs: with y in place of x it is right.",
        "{gradient} toma la entrada donde va la salida: con y en lugar de x es correcto.",
    ),
    {},
)
y_for_x = Slip(
    "y_for_x",
    (
        "{gradient} takes the output where the input belongs: with x in place of y it is right.",
        "{gradient} toma la salida donde va la entrada: con x en lugar de y es correcto.",
    ),
    {},
)
in_place = Slip(
    "in_place",
    (
        "{detail} is changed in place: whoever handed it in needs it as it was, for its own "
        "backward. Compute a new array, or a copy first.",
        "{detail} se modifica en el lugar: quien lo entregó lo necesita como estaba, para su "
        "propio backward. Calcule un arreglo nuevo, o primero una copia.",
    ),
    {
        "backward": (
            "backward changes the parameters, and {gradient} is computed with what they are then: "
            "the update is the optimizer's, after backward.",
            "backward modifica los parámetros, y {gradient} se calcula con los ya cambiados: la "
            "actualización es del optimizador, después de backward.",
        ),
    },
)
stale = Slip(
    "stale",
    (
        "{gradient} is right at first, and wrong after an update or another batch: something is "
        "kept from before that should be read anew each time.",
        "{gradient} es correcto al principio, y está mal tras una actualización u otro lote: se "
        "guarda algo de antes que habría que leer de nuevo cada vez.",
    ),
    {
        "accumulates": (
            "{gradient} is added to that of the call before: it should begin from 0 each time.",
            "{gradient} se suma al de la llamada anterior: debería empezar de 0 cada vez.",
        ),
    },
)
