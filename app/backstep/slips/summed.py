"""Slips of adding up: one sample alone, no sum, a sum along the wrong axis, a path left out."""

from collections.abc import Iterator

import numpy as np

from backstep.slips.cell import Cell, Outcome, evaluate, sums
from backstep.slips.evidence import Evidence, axes_of, equal, same_numbers
from backstep.slips.guessed import samples_of
from backstep.slips.slip import Slip


def alone(evidence: Evidence) -> Iterator[str]:
    """What one sample brings, for all of them."""
    if not evidence.dy.ndim or evidence.dy.shape[0] < 2:
        return
    count = evidence.dy.shape[0]
    for sample, share in evidence.along(0):
        if not np.any(share):
            continue
        if equal(evidence.found, share) or same_row(evidence.found, share):
            yield str(sample)
            if sample == count - 1:
                yield "last"


def one_sample_of(cell: Cell) -> Iterator[Outcome]:
    """One term of a sum over the samples."""
    for tree, put in sums(cell.tree):
        rows = samples_of(tree["args"], cell)
        for row, arg in zip(rows or (), tree["args"], strict=bool(rows)):
            yield Outcome(evaluate(put(arg)), {"k": row, "n": len(tree["args"])})


def same_row(found: np.ndarray, share: np.ndarray) -> bool:
    """One sample's row where the whole batch's belongs: only this sample of dx is there at all."""
    return found.shape == share.shape[1:] and any(equal(found, row) for row in share)


def unsummed(evidence: Evidence) -> Iterator[str]:
    """What has too many axes, and is right once it is summed over them."""
    found, right = evidence.found, evidence.expected
    if same_numbers(found, right):
        return
    for axes in axes_of(found):
        total = found.sum(axis=axes)
        if any(found.shape[axis] > 1 for axis in axes) and same_numbers(total, right):
            yield "batch" if 0 in axes else "axes"


def astray(evidence: Evidence) -> Iterator[str]:
    """A sum along other axes than those that the gradient's tensor is spread over."""
    found, right = evidence.found, evidence.expected
    if same_numbers(found, right):
        return
    for summed in (evidence.each, right):
        for axes in axes_of(summed):
            for total in (summed.sum(axis=axes), summed.sum(axis=axes, keepdims=True)):
                spread = total.shape != found.shape and spreads(total, found)
                same = equal(found, np.broadcast_to(total, found.shape) if spread else total)
                if same and not equal(found, summed):
                    yield "axis " + ",".join(map(str, axes))


def spreads(total: np.ndarray, found: np.ndarray) -> bool:
    if total.ndim != found.ndim:
        return False
    return all(a in (1, b) for a, b in zip(total.shape, found.shape, strict=True))


def pathless(evidence: Evidence) -> Iterator[str]:
    """Nothing at all, only what goes straight from a number to the one below, or one output."""
    found, right = evidence.found, evidence.expected
    if found.shape != right.shape:
        return
    largest = np.max(np.abs(right), initial=0.0)
    if np.max(np.abs(found), initial=0.0) <= 1e-12 * largest:
        yield "all"
        return
    if evidence.dy.shape == right.shape and evidence.dy.ndim:
        straight = evidence.dy * np.diagonal(evidence.jacobian).reshape(right.shape)
        if equal(found, straight):
            yield "straight"
        elif equal(found, right - straight):
            yield "across"
    for axis in range(1, evidence.dy.ndim):
        count = evidence.dy.shape[axis]
        for index, share in evidence.along(axis):
            if count > 1 and np.any(share) and equal(found, share):
                yield f"only {index} of axis {axis}"
                if index == count - 1:
                    yield f"only the last of axis {axis}"


one_sample = Slip(
    "one_sample",
    (
        "{gradient} comes from sample {detail} alone (counted from 0); all samples of the batch "
        "belong into the sum.",
        "{gradient} viene solo del ejemplo {detail} (contando desde 0); en la suma van todos los "
        "ejemplos del lote.",
    ),
    {
        "last": (
            "{gradient} comes from the last sample alone; all samples of the batch belong into "
            "the sum. In a loop, = may stand where += belongs.",
            "{gradient} viene solo del último ejemplo; en la suma van todos los ejemplos del lote. "
            "En un bucle, puede haber un = donde va un +=.",
        ),
    },
    alone,
    told=(
        "{guess} is the term of sample {k} alone. The batch has {n} samples, and {name} adds all "
        "of them.",
        "{guess} es el término del ejemplo {k} solo. El lote tiene {n} ejemplos, y {name} los suma "
        "todos.",
    ),
    cell=one_sample_of,
)
not_summed = Slip(
    "not_summed",
    (
        "{gradient} still has axes that should have been summed over: {of} is used for all of "
        "them, so that what each brings is added.",
        "A {gradient} le quedan ejes sobre los que había que sumar: {of} se usa para todos ellos, "
        "así que lo que cada uno aporta se suma.",
    ),
    {
        "batch": (
            "{gradient} has one row for each sample: {of} is the same for all samples, so that "
            "the rows are to be summed over the batch.",
            "{gradient} tiene una fila por ejemplo: {of} es igual para todos los ejemplos, así que "
            "hay que sumar las filas sobre el lote.",
        ),
    },
    unsummed,
)
wrong_axis = Slip(
    "wrong_axis",
    (
        "{gradient} is summed along the wrong axis ({detail}). Axis 0 runs over the samples, the "
        "last one over the numbers of a sample.",
        "{gradient} está sumado a lo largo del eje equivocado ({detail}). El eje 0 recorre los "
        "ejemplos; el último, los números de un ejemplo.",
    ),
    {},
    astray,
)
missing_path = Slip(
    "missing_path",
    (
        "{gradient} lacks a path: {of} reaches y in more than one way, and what comes back along "
        "each of them is to be added ({detail}).",
        "A {gradient} le falta un camino: {of} llega a y por más de uno, y lo que vuelve por cada "
        "uno se suma ({detail}).",
    ),
    {
        "all": (
            "{gradient} is 0 everywhere: nothing of it has been computed yet.",
            "{gradient} es 0 en todas partes: todavía no se calculó nada de él.",
        ),
        "straight": (
            "{gradient} takes each number's own output alone: {of} also changes other outputs, "
            "and the sum over the outputs is forgotten.",
            "{gradient} toma solo la salida de cada número: {of} también cambia otras salidas, y "
            "se olvidó la suma sobre las salidas.",
        ),
        "across": (
            "{gradient} lacks what comes back from each number's own output.",
            "A {gradient} le falta lo que vuelve de la salida de cada número.",
        ),
        "": (
            "{gradient} lacks a path: {of} reaches y in more than one way, and what comes back "
            "along each of them is to be added.",
            "A {gradient} le falta un camino: {of} llega a y por más de uno, y lo que vuelve por "
            "cada uno se suma.",
        ),
    },
    pathless,
)
