"""Slips of place: rows and columns turned round, another shape."""

from collections.abc import Iterator
from itertools import permutations

import numpy as np

from backstep.slips.cell import Cell, Outcome
from backstep.slips.evidence import Evidence, equal
from backstep.slips.slip import Slip


def turned(evidence: Evidence) -> Iterator[str]:
    """The right numbers with their axes in another order."""
    found, right = evidence.found, evidence.expected
    if equal(found, right) or right.ndim < 2:
        return
    for order in permutations(range(right.ndim)):
        across = np.transpose(right, order)
        if list(order) == sorted(order):
            continue
        if equal(found, across) or (
            found.shape == right.shape and equal(found, across.reshape(right.shape))
        ):
            yield ""
            return


def across(cell: Cell) -> Iterator[Outcome]:
    """The number of the transposed cell, where there is one."""
    if len(cell.at) != 2 or cell.at[0] == cell.at[1]:
        return
    row, column = cell.at[::-1]
    if row < cell.whole.shape[0] and column < cell.whole.shape[1]:
        yield Outcome(float(cell.whole[row, column]))


def reshaped(evidence: Evidence) -> Iterator[str]:
    """Another shape than the tensor's, which no other slip explains."""
    if evidence.found.shape != evidence.expected.shape:
        yield ""


transposed = Slip(
    "transposed",
    (
        "{gradient} is turned round: rows stand where columns belong. Look for a .T that is "
        "missing or too many, or for two factors in the wrong order.",
        "{gradient} está traspuesto: hay filas donde van columnas. Busque un .T que falta o que "
        "sobra, o dos factores en el orden equivocado.",
    ),
    {
        "inside": (
            "In the product of {gradient} a matrix is turned round: look for a .T that is missing "
            "or too many, or for two factors in the wrong order.",
            "En el producto de {gradient} hay una matriz traspuesta: busque un .T que falta o que "
            "sobra, o dos factores en el orden equivocado.",
        ),
    },
    turned,
    told=(
        "That number belongs to the transposed cell: row and column have been swapped.",
        "Ese número es el de la celda traspuesta: se intercambiaron fila y columna.",
    ),
    cell=across,
)
shape = Slip(
    "shape",
    (
        "{gradient} must have the shape of {of}: {detail}.",
        "{gradient} debe tener la forma de {of}: {detail}.",
    ),
    {},
    reshaped,
)
